/*
 * import: tables that others made, as rows of cells, and what their columns mean for a kind of
 * record. Everything read is hostile: a row that can not be used is told, never guessed at.
 */
#ifndef HOTROIT_IMPORT_H
#define HOTROIT_IMPORT_H

#include "records.h"

#define IMPORT_ROW_MAX (1u << 20) /* bytes */
#define IMPORT_COLUMNS_MAX 256
#define IMPORT_ROWS_MAX 2000000u
#define IMPORT_PARTS 3 /* columns of a day */

/* One row. Texts live until the next row is read. */
struct table_row {
	uint64_t line; /* where it begins, from 1: what a person sees in an editor */
	uint64_t place; /* for seek() */
	const char *const *cells;
	size_t count;
	const char *fault; /* why its cells can not be used, or NULL */
	size_t fault_column; /* … from 1; 0: the row as a whole */
};

/* One format is one file: it fills this in. Rows without any text are passed over. */
struct table_reader {
	/* 1: a row, also one with a fault; 0: the end; -EIO. */
	int (*next)(struct table_reader *reader, struct table_row *ret_row, struct err *err);
	/* What is read next is the row that stood at PLACE, on LINE. */
	void (*seek)(struct table_reader *reader, uint64_t place, uint64_t line);
	void (*done)(struct table_reader *reader);
	bool is_1904; /* a day kept as a number is counted from 1904 */
	bool is_ragged; /* a row may end before the last column: its last cells are empty */
	bool is_bytes; /* was no UTF-8: its letters are Latin ones that stand for bytes */
};

/* What to read, and how. */
struct table_source {
	const char *file; /* "-": standard input */
	const char *sheet; /* of a workbook; NULL: the first that is not hidden */
	bool is_charset_known; /* a person said that the texts are in … */
	enum text_charset charset;
	/* Asked while a workbook is read: is that to end with -ECANCELED? ROWS were read so far. Or
	 * NULL. */
	bool (*is_stopped)(void *user, uint64_t rows);
	void *user;
};

/* A table in CSV (UTF-8, UTF-16 with its mark, or bytes of an older charset), .xlsx or .xls. A
 * workbook is read to its end here. -ENOENT, -EACCES …; -EBADMSG: broken; -EINVAL: no such
 * sheet; -ECANCELED. */
int table_open(struct table_reader **ret_reader, const struct table_source *source,
	       struct err *err) MUST_USE;

/* UTF-8, with or without a mark of it; ";", "," or tab, whichever the head has most of. FILE "-":
 * standard input, kept in a nameless file meanwhile. The head is read by next() like any row. */
int csv_reader_open(struct table_reader **ret_reader, const char *file, struct err *err) MUST_USE;
void table_reader_done(struct table_reader **reader);

/* ---- columns --------------------------------------------------------------------------------- */

/* What a person said of columns, each by its head or its letter. */
struct import_choice {
	const char *map; /* "COLUMN=FIELD;…", or NULL */
	const char *skip; /* "COLUMN;…", or NULL */
};

/* What the columns of a table are. */
struct import_columns {
	size_t count; /* cells a row must have */
	size_t id_at; /* the column of the id; SIZE_MAX: none */
	const struct field *fields[IMPORT_COLUMNS_MAX]; /* one a column; NULL: id, or left out */
	/* Another column of the same field stands before it: theirs are joined by a blank; those of
	 * a day are IMPORT_PARTS side by side, its day, month and year. */
	bool is_more[IMPORT_COLUMNS_MAX];
	bool is_skipped[IMPORT_COLUMNS_MAX]; /* its cells are not looked at */
};

/* Where the head of a table is, and what it says. */
struct import_head {
	struct arena arena;
	struct table_row row; /* its cells; of a head of two lines, both of them */
	uint64_t last_line; /* of the head */
};

void import_head_done(struct import_head *head);
/* Looks through the first rows for the one whose cells name most fields of KIND: real lists have
 * titles above. What is read next is the first row behind the head. -EINVAL: none names any. */
int import_head_find(struct import_head *ret_head, struct table_reader *reader,
		     const struct record_kind *kind, const struct import_choice *choice,
		     struct err *err) MUST_USE;
/* Every head names a field, by its name, its label or as lists call it, whatever case and tones, or
 * was chosen. CHOICE may be NULL. -EINVAL: unknown ones, all named; twice; none at all; a required
 * one is missing. */
int import_columns_read(struct import_columns *ret_columns, const struct record_kind *kind,
			const struct table_row *head, const struct import_choice *choice,
			struct err *err) MUST_USE;
/* Is the row no record but the head once more, or a numbering of its columns, (1) (2) (3)? */
bool import_is_decoration(const struct import_head *head, const struct table_row *row);
/* Why the row is no record but what stands below a list or heads a part of it, in a few words: its
 * total, who signs, a class; or NULL. *IS_BEHIND: false for the first row, and kept from one to the
 * next: below who signs there are only their names, until a part of the list follows. */
const char *import_tail(const struct table_row *row, const struct record_kind *kind,
			const struct import_columns *columns, bool *is_behind);

#define IMPORT_LETTER_MAX 8

/* Column AT, from 0, as spreadsheets call it: "AB". */
void import_letter(size_t at, char ret[IMPORT_LETTER_MAX]);

/* ---- values ---------------------------------------------------------------------------------- */

/* How many values were read otherwise than they are written. */
struct import_notes {
	uint64_t digits, phones; /* zeros put back */
	uint64_t old_phones; /* of eleven digits */
	uint64_t days; /* numbers that a spreadsheet keeps days as */
	uint64_t names; /* written in capitals */
};

/* The cell as the value that it was made from: the mark that keeps a spreadsheet from taking it for
 * a formula is taken off. NULL when empty. */
const char *import_value(const char *cell);
/* A cell of a list that somebody wrote, as a value that a field takes: days in every common form,
 * choices by their labels, zeros put back. "" when it is empty. Appended. -EINVAL: begins with the
 * field's name and ":". */
int import_read(struct buf *ret, const struct record_kind *kind, const struct field *field,
		const char *cell, bool is_1904, struct import_notes *notes,
		struct err *err) MUST_USE;

/* The same for a day in IMPORT_PARTS cells, the first of them in column AT; the first may have all
 * of it. -EINVAL names them all. */
int import_read_parts(struct buf *ret, const struct field *field, const char *const *cells,
		      size_t at, bool is_1904, struct import_notes *notes,
		      struct err *err) MUST_USE;

#endif
