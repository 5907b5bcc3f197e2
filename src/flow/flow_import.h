/* Tables that others made become records: beside flow.h, for who takes them in. */
#ifndef HOTROIT_FLOW_IMPORT_H
#define HOTROIT_FLOW_IMPORT_H

#include "flow.h"

#define FLOW_IMPORT_TOLD 50 /* rows are told one by one up to here */
#define FLOW_IMPORT_SAMPLES 5

/* Takes a row instead of its becoming a record: its VALUES as kept, in the order of the kind's
 * fields, lent. -errno refuses it, the text begins with the field and ":" where one is to blame. */
typedef int (*flow_take_fn)(void *user, uint64_t line, const char *const *values, struct err *err);

/* Heard every few hundred rows: so many are taken in OF all; 0: they are being read, a workbook once
 * and then again, or counted. True: stop here, and nothing is taken in. */
typedef bool (*flow_progress_fn)(void *user, uint64_t rows, uint64_t of);

struct flow_import_request {
	const char *file; /* CSV, .xlsx or .xls; "-": standard input */
	const char *sheet; /* of a workbook; NULL: the first that is seen */
	const char *from; /* "utf8", "tcvn3", "vni", "cp1258"; NULL: not said */
	const char *map, *skip; /* columns: "COLUMN=FIELD;…", "COLUMN;…"; NULL: as guessed */
	const char *report; /* a file for all refusals, as CSV; or NULL */
	bool dry_run;
	flow_progress_fn progress; /* or NULL */
	void *user;
	flow_take_fn take; /* or NULL */
	void *taker; /* its USER */
};

/* A row that is refused, or that the book has otherwise. */
struct flow_told {
	uint64_t line;
	size_t column; /* from 1; 0: the row as a whole */
	const char *letter, *head; /* of the column */
	const char *text;
};

/* How a column was understood, and what its first cells become. */
struct flow_import_column {
	const char *letter, *head;
	const struct field *field; /* NULL: left out, or the id */
	bool is_id;
	const char *samples[FLOW_IMPORT_SAMPLES]; /* NULL: empty */
};

/* A text as it stands, and as it would be converted. */
struct flow_import_sample {
	const char *before, *after;
};

struct flow_import {
	struct arena arena; /* for the texts */
	uint64_t added, known, refused; /* rows; known: were in the book already … */
	uint64_t differing; /* … of which so many otherwise */
	uint64_t odd; /* added, though a person should look at them */
	uint64_t skipped; /* rows that are no record but a total or a signature below */
	uint64_t empty; /* others in which no field has a value */
	/* Values read otherwise than they are written; see struct import_notes. */
	uint64_t zeros_put_back, old_phones, days, names;
	struct flow_told told[FLOW_IMPORT_TOLD], differ[FLOW_IMPORT_TOLD];
	struct flow_told odds[FLOW_IMPORT_TOLD], skips[FLOW_IMPORT_TOLD];
	size_t told_count, differ_count, odd_count, skip_count; /* by line */
	uint64_t head_line;
	const struct flow_import_column *columns;
	size_t column_count, sample_rows;
	/* Nothing was taken in: the texts seem to be in GUESS ("tcvn3" …; NULL: it is not known in
	 * what), and that is to be confirmed by .from. */
	bool is_charset_asked;
	const char *guess;
	struct flow_import_sample samples[FLOW_IMPORT_SAMPLES];
	size_t sample_count;
};

void flow_import_done(struct flow_import *import);
/* Takes a table in as rows of KIND: all, or none when one is refused, when a charset is asked for,
 * or on a dry run. Returns 0 also then. An export of a book, which gives ids and is newest first,
 * is taken in from its end, so that it stands as it stood; its values are taken as they are
 * written. -ECANCELED: the progress said stop. Memory: 16 bytes a row of the file, and what
 * store_import_begin() says. */
int flow_import(struct store *store, const struct record_kind *kind,
		const struct flow_import_request *request, struct flow_import *ret_import,
		struct err *err) MUST_USE;

#endif
