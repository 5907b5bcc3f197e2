/* Rows gathered from the store and shown in one of three forms. */
#ifndef HOTROIT_LISTING_PRIV_H
#define HOTROIT_LISTING_PRIV_H

#include "cli.h"

struct listing {
	struct store *store; /* lent: names what a record refers to */
	struct buf text, total; /* total: a line below, for a person */
	const struct record_kind *head_of; /* whose column heads stand last */
	bool json, csv;
	bool with_personal; /* in JSON and CSV */
	bool with_kind; /* rows of several kinds: each JSON object names its own */
	size_t count;
	bool is_begun; /* CSV goes out as it comes, so that memory does not grow with the rows */
	int code; /* how writing went: an exit code */
};

/* A store_row_fn; USER is the listing. */
int listing_add(void *user, const struct record_kind *kind, const struct record *record);
void listing_head(struct listing *listing, const struct record_kind *kind);
void listing_done(struct listing *listing);
/* Writes it out and frees its text; the exit code. */
int listing_show(struct listing *listing);
/* The arguments from FROM on, joined by blanks; those that say FIELD=VALUE of KIND (unless it is
 * NULL) are conditions instead. */
struct listing_words {
	struct buf words;
	struct arena arena;
	struct store_filter filters[CLI_ARGS_MAX];
	size_t filter_count;
};

void listing_words_read(struct listing_words *ret_words, const struct cli *cli, size_t from,
			const struct record_kind *kind);
void listing_words_done(struct listing_words *words);

#endif
