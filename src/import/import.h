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
	bool is_bytes; /* was no UTF-8: its letters are Latin ones that stand for bytes */
};

/* What to read, and how. */
struct table_source {
	const char *file; /* "-": standard input */
	const char *sheet; /* of a workbook; NULL: the first that is not hidden */
	bool is_charset_known; /* a person said that the texts are in … */
	enum text_charset charset;
};

/* A table in CSV (UTF-8, UTF-16 with its mark, or bytes of an older charset), .xlsx or .xls. A
 * workbook is read to its end here. -ENOENT, -EACCES …; -EBADMSG: broken; -EINVAL: no such
 * sheet. */
int table_open(struct table_reader **ret_reader, const struct table_source *source,
	       struct err *err) MUST_USE;

/* UTF-8, with or without a mark of it; ";", "," or tab, whichever the head has most of. FILE "-":
 * standard input, kept in a nameless file meanwhile. The head is read by next() like any row. */
int csv_reader_open(struct table_reader **ret_reader, const char *file, struct err *err) MUST_USE;
void table_reader_done(struct table_reader **reader);

/* What the columns of a table are. */
struct import_columns {
	size_t count; /* cells a row must have */
	size_t id_at; /* the column of the id; SIZE_MAX: none */
	const struct field *fields[IMPORT_COLUMNS_MAX]; /* one a column; NULL: id, or left empty */
};

/* Every head names a field, by its name or its label, whatever case and tones. -EINVAL: unknown,
 * twice, none at all, or a required one is missing. */
int import_columns_read(struct import_columns *ret_columns, const struct record_kind *kind,
			const struct table_row *head, struct err *err) MUST_USE;
/* The cell as the value that it was made from: the mark that keeps a spreadsheet from taking it for
 * a formula is taken off. NULL when empty. */
const char *import_value(const char *cell);

#endif
