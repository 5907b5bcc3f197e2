/*
 * records: what a bench keeps, declared once. Each kind is one file here (its fields and its own
 * rules) and one migration in schema/. Lists, forms, search, export and the command line are
 * generic over these descriptors; a test compares them with the schema.
 */
#ifndef HOTROIT_RECORDS_H
#define HOTROIT_RECORDS_H

#include "model.h"

/* What a person at the bench may do; bits, so that a right names several. */
enum role {
	ROLE_VIEWER = 1,
	ROLE_VOLUNTEER = 2,
	ROLE_TEACHER = 4,
	ROLE_COORDINATOR = 8,
	ROLE_BENCH = ROLE_VOLUNTEER | ROLE_TEACHER | ROLE_COORDINATOR,
	ROLE_LEAD = ROLE_TEACHER | ROLE_COORDINATOR,
};

/* A member's role, as the kind "member" keeps it; a word it does not know only looks. */
unsigned role_read(const char *word);
const char *role_label(unsigned role); /* of a member's one role */

struct record_kind;

/* One row as it is about to be written, every value in its kept form. */
struct record_change {
	const struct record_kind *kind;
	const char *const *before; /* one a field, in the kind's order; NULL: a new row */
	const char *const *after;
};

/* A state from which on a row and its parts stand as they are, and what a person is told. */
struct record_settled {
	const char *state, *why;
};

struct record_kind {
	const char *name; /* KIND on the command line, and the table: "device" */
	const char *label, *label_many; /* Vietnamese; many: the head of a list */
	const struct field *fields; /* without id, created_at, updated_at: every kind has them */
	size_t field_count;
	const char *const *list_columns; /* NULL-terminated: what a list shows, in order */
	/* The field a person knows a row by ("name"), by which others may refer to it too; NULL:
	 * its tag, or its time. */
	const char *title;
	bool is_people; /* the title is a person's name: ordered by given name */
	const char *handle; /* a field with a short code for the same use, or NULL */
	/* A reference to the whole that a row is a part of ("contest"): title and handle are told
	 * apart within it only. Named from outside as "WHOLE/CODE"; by a row of the same whole by
	 * the code alone. NULL: in the whole book. */
	const char *within;
	/* Ended by {0}, or NULL: from these states on no person adds or changes a part of the row,
	 * or any field of it but the unsettled ones. Steps and other benches' changes go on. */
	const struct record_settled *settled;
	/* Its files are what it is about: none is added once it is settled. Of other kinds they are
	 * papers that come later, a signed list, a decision. */
	bool files_settle;
	/* The reference to what the row is settled with ("entry"); NULL: .within, or nothing. */
	const char *part_of;
	/* What shows that two rows are of one thing: lists of fields, the surest first, each ended
	 * by NULL, as the whole is. A row from a file in which such a list is full and equal is
	 * known already. NULL: only one that is the same in every column. */
	const char *const *const *same;
	bool append_only; /* corrected by a new row, never changed */
	/* The personal fields stand in a table of their own, as at the server: a row is about one
	 * child, and whoever may not be told of it does not read there either. */
	bool apart;
	/* Every row seals the one before it on its bench: fields chain, number, prev and hash. */
	bool is_chained;
	unsigned writers; /* enum role: who may add and change rows by form, file or command */
	/* The step that writes rows, with its guards: nobody types or edits one besides; NULL. */
	const char *by_step;
	unsigned readers; /* enum role: who may see rows; 0: everybody */
	/* The value of a derived field, as it follows from the others, in ARENA where it is worked
	 * out; NULL: it does not. A read-only one is asked for at every change. */
	const char *(*derive)(const struct record_change *change, const char *name,
			      struct arena *arena);
	/* The kind's own rules beyond its fields, or NULL: -EINVAL says what to mend. */
	int (*check)(const struct record_change *change, struct err *err) MUST_USE;
};

/* The generated table. */
extern const struct record_kind *const record_kind_table[];
extern const size_t record_kind_count;
const struct record_kind *record_kind_find(const char *name);
/* A field's value as a person reads it, appended: the label of a choice, a number in its unit, a
 * day or a sum as it is written here. */
void record_show_value(struct buf *ret, const struct field *field, const char *value);
/* 1500000 → "1.500.000 đ". */
void record_show_money(struct buf *ret, int64_t amount);
/* Does the field go into an export (JSON, CSV)? A personal one only where it was asked for. */
bool record_field_is_exported(const struct field *field, bool with_personal);
/* In the place of what may not be empty; kept in the book, and so the same in every language. */
#define RECORD_FORGOTTEN N_("(đã ẩn danh)")
/* What becomes of the field's value when the person that the row tells of is forgotten: NULL it
 * stays, "" it is emptied, else a word that takes its place. */
const char *record_forgets(const struct field *field);
const struct field *record_field_find(const struct record_kind *kind, const char *name);
/* The label of a choice field's value; NULL for a value it does not know. */
const char *record_choice_label(const struct field *field, const char *value);

/* A short code of what a pupil's approval covers (field.approved), of a recipient's VALUES in the
 * kind's order. Too short to tell anybody's name by trying. */
#define RECIPIENT_MARK_MAX 9
void recipient_mark(const char *const *values, char ret[RECIPIENT_MARK_MAX]);
/* Is APPROVED (approved_as) the code of these VALUES? What stands behind a "-" in it is of the
 * corrections since (src/flow/life_recipient.c). NULL is none. */
bool recipient_mark_is(const char *approved, const char *const *values);

/* For the kinds' own rules: the value as it will stand, and as it stood; NULL when empty. */
const char *record_after(const struct record_change *change, const char *name);
const char *record_before(const struct record_change *change, const char *name);
/* Does this change write the field anew? */
bool record_changes(const struct record_change *change, const char *name);

#endif
