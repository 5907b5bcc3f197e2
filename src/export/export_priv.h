/*
 * What the export room's documents, its drawing plugin and its QR plugin share. A document builds a
 * struct paper (data: blocks in order), the plugin draws it; the plugin knows no document.
 */
#ifndef HOTROIT_EXPORT_PRIV_H
#define HOTROIT_EXPORT_PRIV_H

#include "export.h"

/* ---- QR ------------------------------------------------------------------------------------- */

/* Version 1 holds prefix and tag with a quarter of the code damaged. */
#define QR_SIDE 21
#define QR_QUIET 4

/* Row by row; true is dark. */
struct qr {
	bool dark[QR_SIDE][QR_SIDE];
};

/* Exported by plugin qr as plug_qr. */
struct plug_qr {
	/* As much of the code as can may be damaged. False: TEXT does not fit. */
	bool (*encode)(const char *text, struct qr *ret);
};

/* The code for a tag. Errors as in export.h. */
int qr_make(const char *tag, struct qr *ret, struct err *err) MUST_USE;
/* The same for a code of at most QR_CODE_MAX letters and digits, which stands less damage. */
#define QR_CODE_MAX 12
int qr_make_code(const char *code, struct qr *ret, struct err *err) MUST_USE;

/* ---- papers --------------------------------------------------------------------------------- */

enum face { FACE_PLAIN = 0, FACE_BOLD = 1, FACE_ITALIC = 2, FACE_SANS = 4, FACE_COUNT = 8 };
enum align { ALIGN_LEFT, ALIGN_CENTRE, ALIGN_RIGHT, ALIGN_JUSTIFY };

/* Lengths are points (1/72 inch). TEXT may hold '\n'. */
struct paper_text {
	const char *text;
	double size;
	unsigned face;
	enum align align;
	double above; /* room over it */
	double indent; /* of the first line */
	double rule; /* a line below, as a share of the text's width; 0: none */
	bool at_foot; /* last of a side: ends where the highest side ends */
	double keep; /* of a paragraph: room that has to be left below it on its page */
	bool with_next; /* of a paragraph: on one page with what follows, where that may be */
	size_t most; /* lines of it in a side; 0: the usual */
	struct paper_text *next; /* of a side */
};

struct paper_column {
	const char *head;
	double share; /* of the width, against the other columns */
	enum align align;
	enum cell_type type;
};

struct paper_table {
	const struct paper_column *columns;
	size_t column_count;
	const char **cells; /* row after row, as kept: export.h, enum cell_type */
	size_t row_count;
	const char **total; /* a last row in bold; NULL: none */
	double size; /* of the letters; 0: the usual one */
};

/* Bars that lie, one under another; each told by its label and its number, too. */
struct paper_bar {
	const char *label, *value;
	double length, target; /* shares of the longest there may be; target 0: none */
};

struct paper_chart {
	const char *title;
	struct paper_bar *bars;
	size_t count;
};

#define PAPER_SIDES 4

enum block_kind {
	BLOCK_TEXT, /* breaks over pages between lines */
	BLOCK_SIDES, /* texts side by side: never broken */
	BLOCK_TABLE, /* breaks between rows, and in a row higher than a page */
	BLOCK_QR, /* a code at the right edge; what follows stands beside it */
	BLOCK_CHART, /* breaks between bars */
	BLOCK_PAGE, /* what follows begins a page */
};

struct paper_block {
	enum block_kind kind;
	struct paper_text text; /* BLOCK_TEXT */
	const char *label, *value; /* of a field: what its text says, apart */
	const struct paper_signer *signers; /* whose sides these are, the last of them */
	size_t signer_count;
	const struct qr *qr; /* of sides: over the first one */
	bool at_foot; /* of sides: at the end of the page */
	struct paper_text *sides[PAPER_SIDES]; /* lists; the first side_count of them */
	double shares[PAPER_SIDES];
	size_t side_count;
	struct paper_table table;
	struct paper_chart chart;
	struct paper_block *next;
};

/* Start from {0}; set landscape and framed first. */
struct paper {
	struct arena arena;
	bool landscape;
	bool framed; /* every page in a frame, without a number */
	const struct paper_head *head;
	const char *title, *about;
	const char *created; /* for the file's own description */
	struct paper_block *first, **end;
};

void paper_done(struct paper *paper);
/* Who issues it, its number, where and when, by the style; then the title and what it is about. */
void paper_begin(struct paper *paper, const struct paper_head *head, const char *title,
		 const char *about);
/* Begins the next page of a paper in frames: who issues it, where and when, then the title. */
void paper_page(struct paper *paper, const struct paper_head *head, const char *title);
/* One text over the whole width, as it says. */
void paper_line(struct paper *paper, const struct paper_text *text);
/* At the page's foot: the code for TEXT with LINES under it, and beside it who signs. Errors as in
 * export.h. */
int paper_foot(struct paper *paper, const char *code, const char *lines, struct err *err) MUST_USE;
/* A justified paragraph. */
void paper_say(struct paper *paper, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* "LABEL: VALUE", with dots to write on for a value that is not known. */
void paper_field(struct paper *paper, const char *label, const char *value);
/* The same without dots: nothing at all for what is not known. */
void paper_note(struct paper *paper, const char *label, const char *value);
void paper_heading(struct paper *paper, const char *text);
/* The paragraphs from FIRST to the last stand on one page, where they fit on one. */
void paper_together(struct paper_block *first);
/* The code for TAG. Errors as in export.h. */
int paper_qr(struct paper *paper, const char *tag, struct err *err) MUST_USE;
/* "LABEL: 105.000 đồng (Bằng chữ: Một trăm linh năm nghìn đồng)" */
void paper_amount(struct paper *paper, const char *label, int64_t amount);
/* A table of ROWS rows; the caller fills in its cells (NULL is empty). COLUMNS must live on. */
struct paper_table *paper_table(struct paper *paper, const struct paper_column *columns,
				size_t column_count, size_t row_count);
/* A chart of COUNT bars; the caller fills them in. */
struct paper_chart *paper_chart(struct paper *paper, const char *title, size_t count);
/* The last sentence, which stands on one page with the signatures. */
void paper_conclude(struct paper *paper, const char *text);
/* Signature blocks, up to three side by side: SIGNERS, then those of the head. Those without a role
 * are left out. */
void paper_sign(struct paper *paper, const struct paper_head *head,
		const struct paper_signer *signers, size_t count);
/* Makes it in the form that its head asks for. Errors as in export.h. */
int paper_print(struct buf *ret, struct paper *paper, struct err *err) MUST_USE;
/* The forms beside PDF. */
void paper_json(struct buf *ret, const struct paper *paper);
int paper_csv(struct buf *ret, const struct paper *paper, struct err *err) MUST_USE;
/* What FILL writes as a workbook to the file it is told, appended to RET: the library writes only
 * to files, and this is one in memory. */
int xlsx_gather(struct buf *ret, int (*fill)(const char *file, const void *data, struct err *err),
		const void *data, struct err *err) MUST_USE;
int paper_xlsx(struct buf *ret, const struct paper *paper, struct err *err) MUST_USE;

/* Pieces of text in ARENA. */
/* "22/11/2026"; UNKNOWN when ISO is no day. */
const char *paper_day(struct arena *arena, const char *iso, const char *unknown);
const char *paper_number(struct arena *arena, int64_t number); /* "1234567": for a cell */
/* A cell as a person reads it: "22/11/2026", "1.234.567". */
const char *paper_cell(struct arena *arena, enum cell_type type, const char *cell);
/* Adds up amounts for a total. -EINVAL: AMOUNT is below zero, or the sum too large. */
int paper_add(int64_t *sum, int64_t amount, struct err *err) MUST_USE;

/* ---- the drawing plugin ---------------------------------------------------------------------- */

/* 50 × 30 mm at 8 dots a mm, of which a 58 mm printer prints the middle 384 in a line. */
#define LABEL_DOTS_WIDE 384
#define LABEL_DOTS_HIGH 240

struct label_drawing {
	const char *tag, *kind, *date, *team; /* as printed */
	struct qr qr;
};

/* One bit a dot, the leftmost highest, 1 is black. */
struct label_dots {
	unsigned char row[LABEL_DOTS_HIGH][LABEL_DOTS_WIDE / 8];
};

/* Exported by plugin paper as plug_paper. It links Pango and Cairo, which cost every start of the
 * program 20 ms and more; a plugin costs those who print. */
struct plug_paper {
	int (*paper)(struct buf *ret, const struct paper *paper, struct err *err);
	int (*labels)(struct buf *ret, const struct label_drawing *labels, size_t count,
		      enum label_sheet sheet, struct err *err);
	int (*dots)(struct label_dots *ret, const struct label_drawing *label, struct err *err);
};

int plug_paper_open(const struct plug_paper **ret, struct err *err) MUST_USE;

/* ---- the spreadsheet plugin ------------------------------------------------------------------ */

/* A cell as the library takes it. */
struct xlsx_cell {
	enum cell_type type; /* CELL_TEXT too for what is no number or day */
	const char *text; /* clean; NULL: empty */
	double number;
	int year, month, day, hour, minute;
};

/* Exported by plugin xlsx as plug_xlsx: it links libxlsxwriter. WORKBOOK is its own. Errors: -EIO,
 * -ENOSPC past the last row of a sheet. */
struct plug_xlsx {
	int (*open)(void **ret_workbook, const char *file, const struct xlsx_look *look,
		    struct err *err);
	int (*sheet)(void *workbook, const struct xlsx_look *look, struct err *err);
	int (*row)(void *workbook, const struct xlsx_cell *cells, size_t count, bool is_total,
		   struct err *err);
	/* Writes the file and frees the workbook, also when that fails. */
	int (*close)(void *workbook, struct err *err);
};

#endif
