/* What the readers of the room share. */
#ifndef HOTROIT_IMPORT_PRIV_H
#define HOTROIT_IMPORT_PRIV_H

#include "import.h"
#include "sheet_priv.h"

/* FILE ("-": standard input) to read at any place; what is no plain file is kept in a nameless one.
 * The descriptor. */
int bytes_open(const char *file, struct err *err) MUST_USE;

enum bytes_form { BYTES_TEXT, BYTES_LATIN, BYTES_UTF16_LE, BYTES_UTF16_BE, BYTES_XLSX, BYTES_XLS,
		  BYTES_WEB };

/* What FD holds, by its first bytes; BYTES_LATIN: text, most of whose letters are no UTF-8. */
int bytes_form(int fd, enum bytes_form *ret, struct err *err) MUST_USE;
/* Puts a nameless file with the same as UTF-8 in the place of *FD. */
int bytes_to_utf8(int *fd, enum bytes_form form, struct err *err) MUST_USE;
void bytes_done(int *fd); /* closes */

/* Both take the descriptor over only on success. */
int csv_reader_new(struct table_reader **ret_reader, int fd, struct err *err) MUST_USE;
/* FD stays the caller's. */
int rows_reader_open(struct table_reader **ret_reader, sheet_read_fn read, int fd,
		     const struct table_source *source, struct err *err) MUST_USE;
/* The readers of workbooks: sheet_read_fn. */
int xls_read(int fd, const char *sheet, const struct sheet_sink *sink, bool *ret_is_1904,
	     struct err *err);

#endif
