/* How lists of others call the fields of a kind, and what they write in them: data, a file a kind
 * (names_KIND.c). Everything is as text_fold() gives it. */
#ifndef HOTROIT_NAMES_PRIV_H
#define HOTROIT_NAMES_PRIV_H

#include "import.h"
#include "sheet_priv.h"

struct import_alias {
	const char *head, *field;
	bool is_part; /* a family name: the given name stands in a column of its own */
};

struct import_word {
	const char *field, *word, *value;
};

/* Codes of so many digits, whose first zeros a spreadsheet drops. */
struct import_digits {
	const char *field;
	size_t least, whole;
};

struct import_names {
	const char *kind;
	const struct import_alias *aliases; /* these lists end with a NULL */
	const struct import_word *words;
	const struct import_digits *digits;
	const char *const *people; /* fields with a person's name */
	const char *parted; /* the day that lists also give as three columns; NULL: none */
};

/* The generated table. */
extern const struct import_names *const import_names_table[];
extern const size_t import_names_count;
const struct import_names *import_names_find(const char *kind); /* NULL: it has none */

/* A head as it is compared: folded, without what stands in brackets and signs. Appended. */
void import_fold_head(struct buf *ret, const char *head);

#endif
