/*
 * Office Open XML (ECMA-376) as far as a table needs it: its parts are read as streams, each once,
 * so that memory does not grow with the file.
 */
#ifndef HOTROIT_XLSX_PRIV_H
#define HOTROIT_XLSX_PRIV_H

#include "sheet_priv.h"

#include <zip.h>

struct xlsx {
	zip_t *zip;
	uint64_t packed; /* bytes of the file */
	uint64_t unpacked; /* … of what was read of it so far */
	const struct sheet_sink *sink; /* who may stop it */
};

/* What one part is read by; names of elements and attributes without their prefix. A handler that
 * fails has set *ERR, and ends the reading. ATTRIBUTES: as Expat gives them. */
struct xlsx_reader {
	int (*start)(void *user, const char *name, const char **attributes, struct err *err);
	int (*end)(void *user, const char *name, struct err *err);
	void (*text)(void *user, const char *text, size_t len); /* or NULL */
	void *user;
};

/* -ENOENT: no such part (nothing is said); -EBADMSG, -EFBIG, -ECANCELED. */
int xlsx_read_part(struct xlsx *xlsx, const char *name, const struct xlsx_reader *reader,
		   struct err *err) MUST_USE;
const char *xlsx_attribute(const char **attributes, const char *name); /* NULL: not there */
/* Adds to a text that becomes no longer than a cell may be; what is beyond is counted only. */
void xlsx_add(struct buf *ret, const char *text, size_t len, bool *is_too_long);

/* Which styles show a day, which sheet is meant. Start from {0}. */
struct xlsx_book {
	struct arena arena;
	bool is_1904;
	const char *part; /* of the sheet */
	struct buf formats; /* struct xlsx_format, the custom ones that show a day */
	struct buf styles; /* a char a style: not 0 where it shows a day */
};

void xlsx_book_done(struct xlsx_book *book);
int xlsx_book_read(struct xlsx_book *book, struct xlsx *xlsx, const char *sheet,
		   struct err *err) MUST_USE;

/* The texts that cells share, in nameless files. Start from {0}. */
struct xlsx_strings {
	FILE *texts, *ends; /* ends: a uint64_t a text */
	const char *text_map;
	const uint64_t *end_map;
	size_t text_size, count;
};

void xlsx_strings_done(struct xlsx_strings *strings);
int xlsx_strings_read(struct xlsx_strings *strings, struct xlsx *xlsx, struct err *err) MUST_USE;
/* False: there is no such number. */
bool xlsx_string(const struct xlsx_strings *strings, uint64_t number, const char **ret_text,
		 size_t *ret_len) MUST_USE;

int xlsx_sheet_read(const struct xlsx_book *book, const struct xlsx_strings *strings,
		    struct xlsx *xlsx, const struct sheet_sink *sink, struct err *err) MUST_USE;

#endif
