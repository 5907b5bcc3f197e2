/* What the intake screen is made of: the donor's line, and the table of what stands there. */
#ifndef HOTROIT_INTAKE_PRIV_H
#define HOTROIT_INTAKE_PRIV_H

#include "screen.h"

/* ---- the table: intake_lines.c --------------------------------------------------------------- */

enum intake_column {
	INTAKE_KIND,
	INTAKE_MODEL,
	INTAKE_ACCESSORIES,
	INTAKE_MEDIA,
	INTAKE_BATTERY,
	INTAKE_CONSENT,
	INTAKE_COLUMNS,
};

#define INTAKE_CELL_MAX 160

struct intake_line {
	char device[UUID_TEXT_MAX], tag[STORE_TAG_MAX]; /* "": not in the book yet */
	bool is_again; /* given anew by a pupil */
	char cells[INTAKE_COLUMNS][INTAKE_CELL_MAX]; /* as kept: "laptop", "yes"; "": not said */
};

struct intake_table {
	struct intake_line lines[INTAKE_DEVICES_MAX];
	size_t count;
	unsigned sims;
};

/* May the cell be changed? What the book knows of a machine is not asked again. */
bool intake_is_open(const struct intake_line *line, enum intake_column column);
/* The next choice of a cell. */
void intake_cycle(struct intake_line *line, enum intake_column column);
/* What a person reads in the cell. */
const char *intake_cell(const struct intake_line *line, enum intake_column column);

enum intake_found {
	INTAKE_REFUSED, /* RET says why */
	INTAKE_ADDED,
	INTAKE_WITH_PUPIL, /* came back, or given anew? */
};

/* A code that was scanned, or "3 laptop", "2 sim" typed. RET: one line of what came of it.
 * RET_DEVICE: which one is with a pupil. */
enum intake_found intake_scan(struct intake_table *table, struct store *store, const char *typed,
			      struct buf *ret, char ret_device[UUID_TEXT_MAX]);
/* A device of the book; AGAIN: as given anew. */
enum intake_found intake_add(struct intake_table *table, struct store *store, const char *device,
			     bool again, struct buf *ret);
void intake_drop(struct intake_table *table, size_t at);
/* The answers of line AT for every line that has none yet. Returns how many cells were filled. */
size_t intake_spread(struct intake_table *table, size_t at);
void intake_count(struct buf *ret, const struct intake_table *table); /* "3 máy: 2 laptop…" */
/* What flow_intake() takes; points into TABLE. */
void intake_fill(const struct intake_line *line, struct intake_device *ret);

/* The draft: one line a line, tabs between cells. */
void intake_print(struct buf *ret, const struct intake_table *table);
void intake_read_line(struct intake_table *table, char *text);

/* ---- the donor: intake_donor.c --------------------------------------------------------------- */

#define INTAKE_MATCHES 8

struct intake_donor {
	struct ui_entry name, phone;
	char id[UUID_TEXT_MAX]; /* of one in the book; "": none chosen */
	char kind[16]; /* of a new one */
	struct {
		char id[UUID_TEXT_MAX], name[INTAKE_CELL_MAX];
		char phone[8]; /* its end: tells two of one name apart */
	} matches[INTAKE_MATCHES];
	size_t match_count;
	struct ui_list list;
	char donation[UUID_TEXT_MAX], donation_tag[STORE_TAG_MAX]; /* open since today; "": none */
	char pledge[UUID_TEXT_MAX], pledge_text[INTAKE_CELL_MAX]; /* promised; "": none */
	bool is_redeemed;
};

/* Looks for donors by what is typed. */
void intake_find_donors(struct ui *ui, struct intake_donor *donor);
/* Takes one of the book, and finds what is open with it. */
void intake_choose_donor(struct ui *ui, struct intake_donor *donor, const char *id,
			 const char *name);
void intake_cycle_donor_kind(struct intake_donor *donor);
const char *intake_donor_kind(const struct intake_donor *donor); /* label */

/* ---- the screen: scr_intake.c, intake_draw.c, intake_draft.c --------------------------------- */

/* Where the cursor is; PUPIL: a question is open about a device that a pupil has. */
enum intake_focus {
	INTAKE_AT_DONOR,
	INTAKE_AT_DONOR_KIND,
	INTAKE_AT_PHONE,
	INTAKE_AT_SCAN,
	INTAKE_AT_TABLE,
	INTAKE_AT_PUPIL,
};

struct intake_state {
	struct intake_donor donor;
	struct intake_table table;
	struct ui_entry scan, cell;
	struct ui_list list; /* over the lines */
	enum intake_focus focus;
	enum intake_column column;
	char pupil_device[UUID_TEXT_MAX]; /* INTAKE_AT_PUPIL: which one */
};

struct intake_line *intake_current(struct intake_state *state); /* NULL: there is no line */
bool intake_is_new_donor(const struct intake_state *state);
/* Are the donors found shown, for one to be chosen? */
bool intake_is_finding(const struct intake_state *state);
/* Is the selected cell one that is typed? */
bool intake_cell_is_text(const struct intake_state *state);
/* May F8 add what stands in the slot? */
bool intake_is_offered(const struct intake_state *state, const struct slot *slot);

void intake_begin(struct intake_state *state); /* empty */
void intake_draw(struct ui *ui, struct intake_state *state, struct canvas *canvas);
void intake_keep_draft(struct ui *ui, const struct intake_state *state);
int intake_read_draft(struct ui *ui, struct intake_state *state, struct err *err) MUST_USE;

#endif
