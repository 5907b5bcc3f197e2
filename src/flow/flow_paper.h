/* Papers and labels, made from the book; a part of flow.h, which is the one to include. */
#ifndef HOTROIT_FLOW_PAPER_H
#define HOTROIT_FLOW_PAPER_H

#include "store.h"

enum flow_label_format {
	FLOW_LABEL_PDF, /* 50 × 30 mm, one a page */
	FLOW_LABEL_A4, /* sheets to be cut */
	FLOW_LABEL_ESCPOS, /* the bytes for a 58 mm thermal printer */
	FLOW_LABEL_TEXT, /* the code and the tag in letters, for a screen */
};

/* Labels of devices, by id or tag, in the order given: code, tag, kind, day of intake, team; no
 * name and no serial. -ENOENT, -EINVAL none. */
int flow_labels(struct buf *ret, struct store *store, const char *const *devices, size_t count,
		enum flow_label_format format, struct err *err) MUST_USE;

/* A paper that can be made from the book. */
struct flow_paper {
	const char *name; /* "receipt": DOC on the command line */
	const char *title; /* Vietnamese */
	const char *of; /* what it is asked for by, for usage: "MÃ ĐỢT" */
	bool is_whole; /* it can be had without naming anything */
};

/* How a paper is wanted; NULL or "" where nothing was said. */
struct flow_paper_wish {
	const char *format; /* pdf (else), xlsx, csv, json */
	const char *style; /* state, doan, joint; else by who issues it */
	const char *partner; /* the other body of a joint paper */
	const char *number; /* "05/BB-ĐTN"; else there are dots to write on */
	bool is_public; /* of a list: only what may be published of whom */
};

/* NULL past the end. */
const struct flow_paper *flow_paper_at(size_t index);
/* A paper, from the book alone: the same bytes on every bench that holds the same rows. WISH may be
 * NULL. RET_SAID: what the caller is to be told besides, a line each, appended; or NULL. ID: of
 * what the paper is of; a fund book takes YYYY-MM or YYYY, or "" for all there is. -EINVAL: no such
 * paper, form or style; -ENOENT; -EPERM: there is nothing yet that it could say, or nothing that
 * may be published; -EBADMSG: the ledger is not what was written. */
int flow_paper(struct buf *ret, struct store *store, const char *name, const char *id,
	       const struct flow_paper_wish *wish, struct buf *ret_said,
	       struct err *err) MUST_USE;
/* Every row that QUERY finds as a sheet of FILE (XLSX), as a person reads it: codes and telephone
 * numbers as text, days as days, money as numbers. Personal fields only WITH_PERSONAL. Memory does
 * not grow with the rows. The file is for all where no kind of field in it is personal. -EEXIST
 * unless FORCE; -ENOSPC: more rows than a sheet holds. */
int flow_xlsx_list(struct store *store, const struct record_kind *kind,
		   const struct store_query *query, const char *file, bool with_personal,
		   bool force, uint64_t *ret_count, struct err *err) MUST_USE;
/* All that is kept of one pupil or donor, as JSON or PDF, for who asks to see it; that it was given
 * is written down. Of other people it names none. -EPERM: only leads may. */
int flow_person(struct buf *ret, struct store *store, const char *id, bool as_json,
		struct err *err) MUST_USE;
/* Who may read a file that is written: what names pupils or donors is its owner's alone (0600). */
enum flow_file_for { FLOW_FILE_OWNER, FLOW_FILE_ALL };

/* A paper's file, by its name or "label": for all where it names no pupil and no donor, or only
 * those who agreed to be published. */
enum flow_file_for flow_paper_file_for(const char *name, bool is_public);
/* A report's: its counts are for all, its rankings name donors. */
enum flow_file_for flow_month_file_for(const struct month_pack *pack);

/* Writes DATA to FILE whole or not at all. -EEXIST unless FORCE. */
int flow_write_file(const char *file, const struct buf *data, enum flow_file_for whom, bool force,
		    struct err *err) MUST_USE;
/* Hands FILE to the printing system. PRINTER NULL: its default one. -ENOENT: there is no printing
 * system here; -EIO: it refused, with its own words. */
int flow_print_file(const char *file, const char *printer, struct err *err) MUST_USE;

#endif
