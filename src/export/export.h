/*
 * export: papers, labels and codes from plain values. Every function here is pure: the same input
 * gives the same bytes, on every bench (the paper's own date is in the file, the clock is not; the
 * fonts are Liberation's, whatever else is installed). Knows neither store nor flow.
 *
 * All texts are the caller's, UTF-8, and may be hostile: controls are dropped, overlong ones
 * wrapped; what is beyond 4 KiB is cut and ends in "…". NULL or "" means not known: the paper then
 * has dots to write on. Dates are ISO 8601 text ("2026-11-22", or longer: only the day is printed);
 * money is whole đồng. What a paper says is Vietnamese in every language of the user: these are
 * papers for Vietnamese offices.
 *
 * Output is appended to RET, untouched on failure. Errors: -ENOENT (the part that draws, or the
 * fonts, are not installed), -EINVAL (named in the contract), -ENOSPC (it does not fit).
 */
#ifndef HOTROIT_EXPORT_H
#define HOTROIT_EXPORT_H

#include "base.h"

/* ---- the code on a device ------------------------------------------------------------------ */

/* A label's QR holds this and the tag, nothing else. What a scanner types may begin with it. */
#define EXPORT_QR_PREFIX "HOTROIT:"
#define EXPORT_TAG_MAX 8 /* letters A-Z and digits of a tag */

enum qr_glyphs {
	QR_HALVES, /* two modules in one cell, by █ ▀ ▄ */
	QR_BLOCKS, /* two cells a module, by █ alone: the Linux console draws no other */
};

/* The code as lines of text, each ended by '\n', for a place of LINES × COLUMNS cells. The light
 * modules are drawn: paint them white on black. The quiet zone is four modules where there is room,
 * else less, at least one (the screen's own black does not count as light). -ENOSPC: too small even
 * so (halves 12 × 23, blocks 23 × 46 is the least); -EINVAL: no tag. */
int export_qr_text(struct buf *ret, const char *tag, enum qr_glyphs glyphs, int lines, int columns,
		   struct err *err) MUST_USE;

/* ---- labels -------------------------------------------------------------------------------- */

/* No person's name and no serial number belongs on a label. */
struct label {
	const char *tag; /* needed: 1 to EXPORT_TAG_MAX of A-Z 0-9 */
	const char *kind; /* "Laptop", "Bộ sạc" */
	const char *date; /* of intake */
	const char *team; /* short name of the team or programme */
};

enum label_sheet {
	LABEL_ROLL, /* one label a page, 50 × 30 mm: label printers through CUPS */
	LABEL_A4, /* 4 × 9 labels of 50 × 30 mm a page, with cutting lines */
};

/* Labels as PDF, in the order given. -EINVAL: none, or a tag that is none. */
int export_labels_pdf(struct buf *ret, const struct label *labels, size_t count,
		      enum label_sheet sheet, struct err *err) MUST_USE;
/* The same labels for a 58 mm thermal printer (ESC/POS, 384 dots a line, 8 dots a mm): pictures,
 * because code pages of such printers lack Vietnamese letters. Send the bytes as they are. */
int export_labels_escpos(struct buf *ret, const struct label *labels, size_t count,
			 struct err *err) MUST_USE;

/* ---- what every paper has ------------------------------------------------------------------- */

enum paper_style {
	PAPER_STATE, /* Nghị định 30/2020: quốc hiệu, tiêu ngữ */
	PAPER_DOAN, /* Hướng dẫn 29-HD/TWĐTN-VP: no quốc hiệu, "***" under the issuer */
	PAPER_JOINT, /* two issuing bodies, two signature blocks */
};

struct paper_signer {
	const char *role; /* "TM. BAN THƯỜNG VỤ\nBÍ THƯ": a line of capitals each */
	const char *name;
};

struct paper_head {
	enum paper_style style;
	const char *parent; /* the body above the issuer; NULL: no such line */
	const char *issuer;
	const char *partner; /* PAPER_JOINT: the other issuing body */
	const char *number; /* "05/BB-ĐTN"; Đoàn: "05-BB/ĐTN" */
	const char *place; /* "Gia Lâm" */
	const char *date; /* of the paper; also the PDF's date of creation */
	struct paper_signer signers[2]; /* for the issuer and, PAPER_JOINT, for the partner; a role
					 * of NULL: that body does not sign */
};

/* ---- Biên nhận tài trợ ---------------------------------------------------------------------- */

struct receipt_item {
	const char *tag, *name;
	const char *condition; /* "cũ, lên nguồn" */
	const char *accessories; /* "sạc 65 W, túi" */
	unsigned count;
	int64_t value; /* estimated, for all of them together; 0: not estimated */
};

/* Silence is no consent: WIPE_NOT_ASKED prints boxes to tick. -EINVAL for all papers with money: an
 * amount below zero, or a sum beyond 64 bits. */
enum wipe_consent { WIPE_NOT_ASKED, WIPE_AGREED, WIPE_REFUSED, WIPE_DONE_BY_DONOR };

struct receipt {
	struct paper_head head;
	const char *donor, *donor_address, *donor_contact;
	const char *receiver; /* who took it in */
	const char *purpose; /* NULL: for pupils in hardship */
	const char *note; /* conditions of the donor */
	const struct receipt_item *items;
	size_t item_count;
	int64_t money; /* given in cash or by transfer; 0: none */
	enum wipe_consent consent;
};

int export_receipt(struct buf *ret, const struct receipt *receipt, struct err *err) MUST_USE;

/* ---- Phiếu sửa chữa ------------------------------------------------------------------------- */

struct repair_part {
	const char *name, *origin; /* "kệ", "lấy từ 7K3M2X9", "mua" */
	unsigned count;
	int64_t cost; /* for all of them together; 0: free */
};

struct repair_sheet {
	struct paper_head head;
	const char *code; /* of the repair order */
	const char *tag, *device; /* "Laptop Dell Latitude E5530" */
	const char *reporter;
	const char *received, *contacted, *finished; /* date and time as they are to be printed */
	const char *symptom, *diagnosis, *action, *result, *barrier;
	const char *technician;
	unsigned minutes; /* of work; 0: not recorded */
	const struct repair_part *parts;
	size_t part_count;
};

int export_repair_sheet(struct buf *ret, const struct repair_sheet *sheet,
			struct err *err) MUST_USE;

/* ---- Biên bản thanh lý ---------------------------------------------------------------------- */

struct liquidation_item {
	const char *tag, *name, *year; /* of making */
	const char *condition; /* why it can not be repaired */
	int64_t estimate, proceeds;
};

struct liquidation_minutes {
	struct paper_head head;
	const char *venue, *time; /* "8 giờ 30" */
	const char *legal_basis, *buyer;
	const struct paper_signer *board; /* the members: role in the board and name */
	size_t board_count;
	const struct liquidation_item *items;
	size_t item_count;
	int64_t expenses;
};

int export_liquidation_minutes(struct buf *ret, const struct liquidation_minutes *minutes,
			       struct err *err) MUST_USE;

/* ---- Sổ quỹ ---------------------------------------------------------------------------------- */

struct fund_line {
	const char *date, *voucher, *content;
	int64_t in, out;
};

/* Balances are computed from opening, which may be below zero. */
struct fund_book {
	struct paper_head head;
	const char *from, *to; /* first and last day */
	int64_t opening;
	const struct fund_line *lines;
	size_t line_count;
	const char *proof; /* hash of the last entry of the ledger's chain; NULL: not printed */
};

int export_fund_book(struct buf *ret, const struct fund_book *book, struct err *err) MUST_USE;

/* ---- Giấy xác nhận xóa dữ liệu -------------------------------------------------------------- */

/* Says what was done and how it was checked; claims no standard. -EINVAL: no medium, or one
 * without its level or method. A medium that was not checked is said to be so. */
struct wipe_medium {
	const char *model, *serial, *type, *size; /* "SSD", "240 GB" */
	const char *level; /* "Clear", "Purge", "Destroy" */
	const char *method, *tool; /* "ghi đè một lượt số 0", "nwipe 0.34" */
	const char *verification; /* how it was checked, and what came of it */
	const char *finished;
};

struct wipe_certificate {
	struct paper_head head;
	const char *tag, *device, *device_serial;
	const char *donor;
	const struct wipe_medium *media; /* every one the device holds */
	size_t medium_count;
	const char *wiper, *checker;
};

int export_wipe_certificate(struct buf *ret, const struct wipe_certificate *certificate,
			    struct err *err) MUST_USE;

/* ---- Bản sao dữ liệu của một người ----------------------------------------------------------- */

struct person_value {
	const char *label, *value;
};

/* One record that tells of the person. */
struct person_record {
	const char *title;
	const struct person_value *values;
	size_t count;
};

struct person {
	struct paper_head head;
	const char *about; /* "Học sinh nhận 7K3M2X9" */
	const struct person_record *records;
	size_t count;
};

int export_person(struct buf *ret, const struct person *person, struct err *err) MUST_USE;

#endif
