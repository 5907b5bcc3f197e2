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

/* What a column holds. Cells are given as they are kept: whole numbers, days and times in ISO 8601;
 * what is no such is taken as text. Codes and telephone numbers are text. */
enum cell_type { CELL_TEXT, CELL_COUNT, CELL_MONEY, CELL_DAY, CELL_TIME };

/* XLSX and CSV hold the paper's tables and need one: -EINVAL. JSON: hotroit.paper/1. */
enum paper_format { PAPER_PDF, PAPER_XLSX, PAPER_CSV, PAPER_JSON };

struct paper_signer {
	const char *role; /* "TM. BAN THƯỜNG VỤ\nBÍ THƯ": a line of capitals each */
	const char *name;
};

struct paper_head {
	enum paper_format format;
	enum paper_style style;
	const char *parent; /* the body above the issuer; NULL: no such line */
	const char *issuer;
	const char *partner; /* PAPER_JOINT: the other issuing body */
	const char *number; /* "05/BB-ĐTN"; Đoàn: "05-BB/ĐTN" */
	const char *symbol; /* "/BB": behind the dots where no number is known yet; or NULL */
	const char *place; /* "Gia Lâm" */
	const char *date; /* of the paper; also the PDF's date of creation */
	const char *copies; /* Nơi nhận, a line each; the last is where it is kept; or NULL */
	struct paper_signer signers[2]; /* for the issuer and, PAPER_JOINT, for the partner; a role
					 * of NULL: that body does not sign */
};

/* ---- spreadsheets ---------------------------------------------------------------------------- */

/* One cell of CSV, with a ";" before it unless FIRST: Excel under vi_VN expects that. A cell that
 * would be a formula is made text, and so is one that begins as if it had been: import takes one
 * quote off. NULL is empty. */
void export_csv_cell(struct buf *ret, const char *text, bool first);

#define XLSX_ROWS_MAX 1048576 /* of a sheet, the heads among them */

struct xlsx_column {
	const char *head;
	enum cell_type type;
};

struct xlsx_look {
	const char *name; /* of the sheet */
	const char *created; /* a day; NULL: not said */
	const char *const *lines; /* above the heads; the first is the title */
	size_t line_count;
	const struct xlsx_column *columns; /* lent until it is closed */
	size_t column_count;
};

/* A workbook, written row by row: memory does not grow with the rows. The heads stay in sight.
 * -ENOENT: the part that writes it is not installed; -EIO, -ENOSPC; as open(2). */
struct xlsx;

int xlsx_open(struct xlsx **ret, const char *file, const struct xlsx_look *look,
	      struct err *err) MUST_USE;
/* Begins another sheet; the one before it is whole. Its columns are as many. */
int xlsx_sheet(struct xlsx *xlsx, const struct xlsx_look *look, struct err *err) MUST_USE;
/* One cell a column. IS_TOTAL: in bold. */
int xlsx_row(struct xlsx *xlsx, const char *const *cells, bool is_total, struct err *err) MUST_USE;
/* Writes the file; *XLSX is gone then, whatever came of it. */
int xlsx_close(struct xlsx **xlsx, struct err *err) MUST_USE;
/* Gives it up, where it still is. */
void xlsx_done(struct xlsx **xlsx);

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

/* ---- Giấy xác nhận xoá dữ liệu -------------------------------------------------------------- */

/* Says what was done and how it was checked; claims no standard. -EINVAL: no medium, or one
 * without its level or method. A medium that was not checked is said to be so. */
struct wipe_medium {
	const char *model, *serial, *type, *size; /* "SSD", "240 GB" */
	const char *level; /* "Xoá sâu (Purge)" */
	const char *method, *tool; /* "ghi đè một lượt số 0", "nwipe 0.34" */
	const char *verification; /* how it was checked that nothing is left */
	const char *sample; /* SHA-256 of what was read back */
	const char *started, *finished;
	const char *wiper; /* who did it, where several did */
	const char *checker; /* who else looked at it, and when; NULL: nobody yet */
	const char *override_reason; /* why it was done without the donor's consent */
	const char *note;
};

struct wipe_certificate {
	struct paper_head head;
	const char *tag, *device, *device_serial;
	const char *donor, *consent; /* what the donor said of the data */
	const struct wipe_medium *media; /* every one the device holds */
	size_t medium_count;
	const char *wiper, *checker; /* who sign; checker NULL: somebody has yet to look */
};

int export_wipe_certificate(struct buf *ret, const struct wipe_certificate *certificate,
			    struct err *err) MUST_USE;

/* ---- Danh sách học sinh nhận thiết bị ------------------------------------------------------- */

struct handover_pupil {
	const char *name, *class_name, *school;
	/* the rest is not printed where the list is public */
	const char *born, *address, *circumstance, *guardian, *phone;
	const char *device, *tag, *sim; /* "Laptop", its tag, the tag of the SIM */
	const char *given; /* the day; NULL: not yet */
	const char *note;
};

struct handover_list {
	struct paper_head head;
	bool is_public; /* names, classes and schools, nothing else */
	const char *about; /* "Trao máy tại THCS Phù Đổng, ngày 30/11/2026" */
	const struct handover_pupil *pupils;
	size_t count;
};

int export_handover_list(struct buf *ret, const struct handover_list *list,
			 struct err *err) MUST_USE;

/* ---- Biên bản bàn giao thiết bị ------------------------------------------------------------- */

struct handover_item {
	const char *name, *tag, *serial; /* "Laptop Dell Latitude E5530" */
	const char *condition, *accessories, *note;
};

struct handover_waiver {
	const char *tag; /* of the device */
	const char *text; /* what was let pass, by whom and why */
};

struct handover_party {
	const char *unit, *name, *title;
};

struct handover_minutes {
	struct paper_head head;
	const char *venue;
	struct handover_party giver, receiver;
	const struct handover_item *items;
	size_t item_count;
	const struct handover_waiver *waivers;
	size_t waiver_count;
};

int export_handover_minutes(struct buf *ret, const struct handover_minutes *minutes,
			    struct err *err) MUST_USE;

/* ---- Biên nhận thiết bị, for one pupil's family --------------------------------------------- */

struct kit_receipt {
	struct paper_head head;
	const char *code; /* of the kit */
	const char *pupil, *class_name, *school, *guardian;
	const char *giver, *receiver, *relation; /* who handed over; who signs, and as what */
	struct handover_item device;
	const char *sim, *sim_until; /* its tag and operator; the last day; NULL: no SIM */
	bool is_guided;
};

int export_kit_receipt(struct buf *ret, const struct kit_receipt *receipt,
		       struct err *err) MUST_USE;

/* ---- Hồ sơ thiết bị ------------------------------------------------------------------------- */

struct dossier_line {
	const char *label, *value;
};

/* One of its tables: rows after rows, a cell a column; left out when there is no row. */
enum { DOSSIER_COLUMNS = 5 };
struct dossier_table {
	const char *(*rows)[DOSSIER_COLUMNS];
	size_t count;
};

/* Everything that is kept of one device; of the pupil nothing but a tag. */
struct dossier {
	struct paper_head head;
	const char *tag;
	const struct dossier_line *identity;
	size_t identity_count;
	const char *verdict; /* in a word */
	struct dossier_table findings; /* clause, what, required, measured, outcome */
	struct dossier_table history; /* when, what, from, to, who */
	struct dossier_table repairs; /* tag, symptom, cause, what was done, result */
	struct dossier_table wipes; /* medium, level, method, when, by whom */
	struct dossier_table kits; /* tag, pupil's tag, state, given, ended */
};

/* -EINVAL: no tag. */
int export_dossier(struct buf *ret, const struct dossier *dossier, struct err *err) MUST_USE;

/* ---- Báo cáo tháng -------------------------------------------------------------------------- */

enum month_section {
	MONTH_HANDED,
	MONTH_RECEIVED,
	MONTH_REQUESTS,
	MONTH_VERDICTS,
	MONTH_COVER,
	MONTH_PUPILS,
	MONTH_FUND,
	MONTH_PEOPLE,
	MONTH_RANKS,
	MONTH_TRAINING, /* from here on only where there are records of them */
	MONTH_CONTESTS,
	MONTH_TASKS,
	MONTH_MOVEMENT,
	MONTH_SECTIONS
};

#define MONTH_BIT(section) (1u << (section))

/* How a figure follows from its records: there are so many of them; their amounts together; or
 * otherwise (a share, a median), and they are what was looked at. */
enum month_how { MONTH_COUNT, MONTH_SUM, MONTH_MEASURE };

struct month_figure {
	enum month_section section;
	const char *key; /* "handed.laptop"; the same in every month */
	const char *of; /* whom or what it is about, where LABEL alone does not tell */
	const char *label, *unit; /* Vietnamese */
	const char *ref_kind, *ref; /* of a named thing: OF is its name of today; or NULL */
	bool is_known; /* else there is nothing to measure */
	bool is_part; /* of the figure before it that is none */
	bool is_flow; /* of what happened in the month: what comes in later is an adjustment */
	int64_t value, target; /* target 0: none */
	enum month_how how;
	const char *kind; /* of its records; NULL: it has none */
	const char **records; /* ids */
	int64_t *amounts; /* of a sum: one a record; not kept with a closed month */
	size_t record_count;
	const char *listing; /* tags of the records, where a report names them; or NULL */
};

/* What came in after MONTH was closed: the figure's value is the difference to what was reported
 * since, its records are those that came, REMOVED those that count there no more. */
struct month_adjustment {
	const char *month;
	struct month_figure figure;
	const char **removed;
	size_t removed_count;
};

struct month_pack {
	struct arena arena;
	const char *period; /* "2026-11", or a year: "2026" */
	const char *at; /* when it was worked out, or closed */
	const char *closed_by, *sha256; /* of a closed month; else NULL */
	const char *frozen; /* the text it was closed with; NULL: it is open */
	unsigned hidden; /* MONTH_BIT of the sections that the reader may not see */
	struct month_figure **figures; /* section by section */
	size_t count;
	struct month_adjustment *adjustments;
	size_t adjustment_count;
};

extern const char *const month_section_names[MONTH_SECTIONS]; /* "handed": in JSON */
extern const char *const month_section_titles[MONTH_SECTIONS]; /* Vietnamese */

void month_done(struct month_pack *pack);
/* The section's number in this report: those it has, or hides, counted from 1. */
int month_section_number(const struct month_pack *pack, enum month_section section);
/* The figure of that key; NULL: there is none, or it would be 0. */
const struct month_figure *month_find(const struct month_pack *pack, const char *key);
/* In the language of the user, or as papers have it: Vietnamese. */
enum month_words { MONTH_SHOWN, MONTH_PRINTED };
/* "12 máy", "chưa có số liệu". Appended. */
void month_value(struct buf *ret, const struct month_figure *figure, enum month_words words);
/* "Số liệu đã chốt lúc 20:30 ngày 22/11/2026, người chốt: …". Appended. */
void month_standing(struct buf *ret, const struct month_pack *pack, enum month_words words);
/* "Hộ nghèo: Đã nhận máy". Appended. */
void month_label(struct buf *ret, const struct month_figure *figure, enum month_words words);
/* Canonical JSON, hotroit.month/1, in one line without its end; a closed month is the very text it
 * was closed with. Of named things the reference stands there, not the name. WITH_RECORDS: what an
 * adjustment is worked out from, too. */
void export_month_json(struct buf *ret, const struct month_pack *pack, bool with_records);
/* Reads it. -EBADMSG with the first thing wrong. The pack's own texts die with it. */
int export_month_read(struct month_pack *ret, const char *json, size_t len,
		      struct err *err) MUST_USE;
/* A line a figure, Vietnamese; for spreadsheets that expect ';': UTF-8 with BOM, CRLF. */
void export_month_csv(struct buf *ret, const struct month_pack *pack);
/* The same as a workbook: a sheet a section, in their order, the adjustments on one of their own;
 * numbers as numbers, the time it was worked out as a time, names and codes as text. */
int export_month_xlsx(struct buf *ret, const struct month_pack *pack, struct err *err) MUST_USE;
/* One page that opens from a file: no script, nothing from elsewhere. */
void export_month_html(struct buf *ret, const struct month_pack *pack);
/* The report with charts; its head as given, but for who signs. */
int export_month_pdf(struct buf *ret, const struct month_pack *pack, const struct paper_head *head,
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

struct person_copy {
	struct paper_head head;
	const char *about; /* "Học sinh nhận 7K3M2X9" */
	const struct person_record *records;
	size_t count;
};

int export_person(struct buf *ret, const struct person_copy *person, struct err *err) MUST_USE;

#endif
