/* A table on its way into the book. */
#ifndef HOTROIT_TAKING_PRIV_H
#define HOTROIT_TAKING_PRIV_H

#include "flow_import.h"
#include "import.h"

#include <stdio.h>

struct row_place {
	uint64_t place, line;
};

struct taking {
	const struct flow_import_request *request;
	struct store *store;
	struct table_reader *reader;
	const struct record_kind *kind;
	struct import_head head;
	struct import_columns columns;
	struct store_import *import;
	const char *names[IMPORT_COLUMNS_MAX];
	size_t name_count;
	struct buf places;
	struct row_place *rows; /* in PLACES: those still to be taken in */
	size_t row_count;
	struct text_tally tally;
	struct import_notes notes;
	struct buf cells; /* the row's values */
	FILE *report;
	char report_part[PATH_MAX]; /* its file until it is whole */
	struct flow_import result;
};

/* ---- import_row.c ------------------------------------------------------------ */

/* The row's id and values, in the order of the names; they live until the next call. 1: it has
 * none, and is no record. */
int import_split(struct taking *taking, const struct table_row *row, const char **ret_id,
		 const char **ret_values, struct err *err) MUST_USE;
/* The column of the field that the text begins with, "amount: …", from 1; 0: none. */
size_t import_column_of(const struct taking *taking, const char *text);

/* ---- import_tell.c ----------------------------------------------------------- */

int import_report_open(struct taking *taking, struct err *err) MUST_USE;
int import_report_close(struct taking *taking, struct err *err) MUST_USE;
void import_refuse(struct taking *taking, uint64_t line, size_t column, const char *text);
void import_differ(struct taking *taking, uint64_t line, const char *text);
/* What does not fit together in a row that was added: VALUES in the order of the names. */
void import_odd(struct taking *taking, uint64_t line, const char *const *values);
void import_skip(struct taking *taking, uint64_t line, const char *why);
/* The columns, with the first rows' values. */
int import_show_columns(struct taking *taking, struct err *err) MUST_USE;
/* Texts that the charset would change, from the first rows on. */
int import_show_samples(struct taking *taking, enum text_charset charset,
			struct err *err) MUST_USE;
/* By line. */
void import_sort_told(struct flow_import *result);

#endif
