/* The names by which a head may call the fields of a kind, and what a person chose. */
#ifndef HOTROIT_COLUMNS_PRIV_H
#define HOTROIT_COLUMNS_PRIV_H

#include "names_priv.h"

struct known_name {
	const char *name; /* as import_fold_head() gives it */
	const struct field *field;
	bool is_part;
};

/* Start from {0}. */
struct name_list {
	struct arena arena;
	struct buf names; /* struct known_name */
	size_t count;
	const struct field *parted; /* see struct import_names; or NULL */
};

void name_list_read(struct name_list *list, const struct record_kind *kind);
void name_list_done(struct name_list *list);
const struct known_name *name_list_find(const struct name_list *list, const char *folded);
/* Is the head what lists write above the day, the month or the year of a birth? */
bool head_is_part(const struct name_list *list, const char *folded);
bool cell_is_blank(const char *cell);
/* Does the head say that only the rows are numbered below it? */
bool head_is_number(const char *folded);
bool choice_skips(const struct import_choice *choice, size_t at, const char *folded);
bool choice_maps(const struct import_choice *choice, size_t at, const char *folded,
		 struct buf *ret);

#endif
