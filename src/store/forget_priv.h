/* What the files of forgetting share: the rows of a person, what else in the book names them. */
#ifndef HOTROIT_FORGET_PRIV_H
#define HOTROIT_FORGET_PRIV_H

#include "store_priv.h"

struct forget_row {
	const struct record_kind *kind;
	const char *id;
	struct forget_row *next;
};

/* What the person is called: TEXT as it was written and as search folds it. */
struct forget_term {
	const char *text, *fold;
	bool is_word; /* one word, which must stand alone and as it was written */
	struct forget_term *next;
};

struct forgetting {
	struct store *store;
	struct forget_row *rows, **rows_end; /* of the person, to be emptied */
	struct forget_row *around, **around_end; /* their devices and SIMs, where they are named */
	struct forget_term *terms;
	struct arena arena;
};

void forgetting_done(struct forgetting *forgetting);
int forget_find_rows(struct forgetting *f, const char *kind, const char *id,
		     struct err *err) MUST_USE;
bool forget_is_letter(char c);
/* Does the word, or do the words, stand in TEXT by themselves? */
bool forget_stands_in(const char *text, const char *word);
/* Empties one field of one row; the index is the caller's. */
int forget_empty(struct store *store, const struct record_kind *kind, const struct field *field,
		 const char *id, struct err *err) MUST_USE;

/* By what the book may name a pupil anywhere (forget_places.c), to be read while their row still
 * has it. Start from {0}. */
#define FORGET_NAMES_MAX 4

struct forget_names {
	struct arena arena;
	struct forget_name {
		const char *text, *fold;
		const char *key; /* as text_sort_key(); NULL: a number */
		const char *given; /* its last word; NULL: a number */
		bool is_shared; /* somebody else in the book has it too */
	} list[FORGET_NAMES_MAX];
	size_t count;
};

int forget_names_read(struct forget_names *ret, struct store *store, const char *id,
		      struct err *err) MUST_USE;
void forget_names_done(struct forget_names *names);
/* Empties the places that name them, beyond their own rows. */
int forget_places(struct forgetting *f, const struct forget_names *names, store_place_fn also,
		  void *user, struct err *err) MUST_USE;

#endif
