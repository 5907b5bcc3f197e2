/* The shape of the search index (schema/local/0002_search.sql), between its builder and reader. */
#ifndef HOTROIT_SEARCH_PRIV_H
#define HOTROIT_SEARCH_PRIV_H

#include "store_priv.h"

#define SEARCH_BLOCK_BITS 12
#define SEARCH_BLOCK_ROWS (1u << SEARCH_BLOCK_BITS)
#define SEARCH_BITMAP_BYTES (SEARCH_BLOCK_ROWS / 8)
#define SEARCH_FRESH_MAX 256 /* rows looked through as text before their blocks are built */
#define SEARCH_LATER_MAX (4 * SEARCH_BLOCK_ROWS) /* the same while many rows come in */
#define SEARCH_WORD_MAX 63 /* bytes of a word that count */
/* Before the beginning of many words: the rows of them all. */
#define SEARCH_BEGINNING_MARK '\1'
#define SEARCH_BEGINNING_MAX 4 /* bytes */
#define SEARCH_BEGINNING_WORDS 64 /* fewer are quicker read one by one */

/* Calls FN for every word of folded text, until it returns not 0. */
typedef int (*search_word_fn)(void *user, const char *word, size_t len);
int search_words(const char *fold, search_word_fn fn, void *user);

#endif
