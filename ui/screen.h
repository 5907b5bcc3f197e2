/*
 * The one header a screen needs. A screen is a const table of functions over its own state; it
 * draws through struct canvas, hears requests, never keys, and never touches curses. Add one by
 * adding scr_NAME.c that defines `const struct screen scr_NAME`; CMake finds it.
 */
#ifndef HOTROIT_SCREEN_H
#define HOTROIT_SCREEN_H

#include "flow.h"

struct ui;

enum ui_style {
	STYLE_NORMAL,
	STYLE_TITLE,
	STYLE_DIM,
	STYLE_SELECTED,
	STYLE_PASS,
	STYLE_FAIL,
	STYLE_REVIEW,
	STYLE_KEY,
	STYLE_INPUT,
	STYLE_RED, /* these fill the screen that is being looked at */
	STYLE_GREEN,
	STYLE_BLUE,
	STYLE_WHITE,
	STYLE_BLACK,
	STYLE_COUNT,
};

/* What a key press asks for. The key tables say which key asks for what, and feed the help. */
enum ui_request {
	REQ_NONE,
	REQ_UP,
	REQ_DOWN,
	REQ_PAGE_UP,
	REQ_PAGE_DOWN,
	REQ_HOME,
	REQ_END,
	REQ_OPEN,
	REQ_BACK,
	REQ_HELP,
	REQ_QUIT,
	REQ_LOG,
	REQ_SIGN,
	REQ_TEXT, /* a letter was typed: event.text; from here to REQ_TYPING while wants_text */
	REQ_ERASE, /* the letter before the cursor */
	REQ_DELETE, /* the one behind it */
	REQ_ERASE_WORD,
	REQ_CLEAR, /* all before the cursor */
	REQ_LEFT,
	REQ_RIGHT,
	REQ_TYPING, /* Telex, VNI or as the keys are */
	REQ_TICK, /* something changed below, or half a second went by while probing */
	REQ_IDLE, /* the keyboard has been quiet since ui_when_idle() */
	REQ_RETURN, /* this screen is on top again */
	REQ_OWN, /* a screen's own requests go on from here, in an enum of its own */
};

struct ui_event {
	int request; /* enum ui_request, or the screen's own */
	char text[8]; /* the one UTF-8 letter that was pressed, "" for another key */
	bool is_pasted; /* not typed: never composed */
};

/* Key names: "F1" … "F12", "Up", "Down", "PgUp", "PgDn", "Home", "End", "Enter", "Esc", "Tab",
 * "S-Tab", "Left", "Right", "Bksp", "Del", "Space", "^G" (with Ctrl), or the letter itself, in
 * either case. */
struct ui_key {
	int request;
	const char *keys; /* "F5 d": names separated by blanks, as shown and as bound */
	const char *label; /* short, for the key bar; NULL: only in the help */
	const char *help; /* one sentence */
};

/* ---- drawing --------------------------------------------------------------------------------- */

struct canvas; /* a rectangle of the terminal; clips; takes UTF-8 */

int canvas_rows(const struct canvas *canvas);
int canvas_columns(const struct canvas *canvas);
/* Writes TEXT at ROW, COLUMN, cut to COLUMNS columns (0: to the edge) and padded to them. */
void canvas_text(struct canvas *canvas, int row, int column, int columns, enum ui_style style,
		 const char *text);
void canvas_printf(struct canvas *canvas, int row, int column, int columns, enum ui_style style,
		   const char *fmt, ...) PRINTF_LIKE(6, 7);
/* Writes TEXT broken between words over at most ROWS rows of COLUMNS; returns the rows used. */
int canvas_wrap(struct canvas *canvas, int row, int column, int columns, int rows,
		enum ui_style style, const char *text);
void canvas_line(struct canvas *canvas, int row, int column, int columns); /* a horizontal rule */
/* Draws "[████░░░░]" within COLUMNS columns, DONE of TOTAL filled. */
void canvas_bar(struct canvas *canvas, int row, int column, int columns, unsigned done,
		unsigned total);
void canvas_cursor(struct canvas *canvas, int row, int column); /* where the cursor stands */

/* ---- a list with one line selected ----------------------------------------------------------- */

struct ui_list {
	size_t selected, top;
	size_t rows; /* on the screen, as last drawn */
};

/* Before drawing: keeps the selected one inside COUNT and inside the ROWS shown. */
void ui_list_fit(struct ui_list *list, size_t count, size_t rows);
/* True when REQUEST moved the selection (or would have, had there been more). */
bool ui_list_move(struct ui_list *list, int request, size_t count);

/* ---- a line of text being typed ------------------------------------------------------------- */

#define UI_ENTRY_MAX 512

/* Start from {0}; text may be read at any time, and is set by ui_entry_set only. */
struct ui_entry {
	char text[UI_ENTRY_MAX]; /* UTF-8, NFC, no control characters */
	size_t max; /* bytes it may hold, with the NUL; 0: all of UI_ENTRY_MAX */
	bool is_code; /* a tag, a serial, a number: Telex and VNI leave it alone */
	size_t cursor; /* bytes before it */
	size_t shown; /* bytes left out before the first letter shown, as last drawn */
	struct typing_word word; /* the word before the cursor, while it is typed */
};

enum ui_entry_answer {
	ENTRY_PASSED, /* not an event for a text field: Enter, Tab, Up … */
	ENTRY_USED, /* the cursor moved, or there was nothing to do */
	ENTRY_CHANGED, /* the text is another now */
};

/* Puts TEXT in, cleaned and cut to what the entry holds; the cursor stands behind it. */
void ui_entry_set(struct ui_entry *entry, const char *text);
/* Give it every event of the screen while the entry has the cursor: those it passes end the word
 * being typed (which may still change its letters). What does not fit is refused with a message. */
enum ui_entry_answer ui_entry_handle(struct ui *ui, struct ui_entry *entry,
				     const struct ui_event *event);
/* Draws the part around the cursor within COLUMNS (0: to the edge), the cursor, and in the frame's
 * corner how letters are typed. An entry without the cursor is for canvas_text. */
void ui_entry_draw(struct ui *ui, struct ui_entry *entry, struct canvas *canvas, int row,
		   int column, int columns);
/* The same with "LABEL: " before it, over the whole row. */
void ui_entry_draw_labelled(struct ui *ui, struct ui_entry *entry, struct canvas *canvas, int row,
			    const char *label);

/* ---- words every screen says the same way ---------------------------------------------------- */

/* A verdict is a symbol and a word, never a colour alone: "● ĐẠT". */
void ui_verdict_text(struct buf *ret, enum verdict_word word);
enum ui_style ui_verdict_style(enum verdict_word word);
void ui_finding_text(struct buf *ret, const struct finding *finding);
enum ui_style ui_finding_style(const struct finding *finding);
/* "desktop" → "máy bàn"; NULL → "chưa rõ". */
const char *ui_kind_label(const char *kind);
/* Its choices: the kinds of devices, in the order they are offered. */
const struct field *ui_kind_field(void);
/* False while the profile only stands in for a kind that nobody has told yet. */
bool ui_kind_is_known(const struct verdict *verdict);
/* "cổng 1-1.4" or "ô 3". Appended. */
void ui_slot_place(struct buf *ret, const struct bench *bench, const struct slot *slot);
/* What the link.state word means: "unauthorized" → "chưa cho phép". */
const char *ui_link_label(const char *state);
/* The record's field NAME as a person reads it, kept in ARENA; "" where nothing is written. */
const char *ui_shown(const struct ui *ui, struct arena *arena, const struct record_kind *kind,
		     const struct record *record, const char *name);
/* May the one who acts see the field of a record that is there, or any row of the kind? */
bool ui_may_see(const struct ui *ui, const struct field *field);
bool ui_may_read(const struct ui *ui, const struct record_kind *kind);
/* Is there a book, and may they read the kind in it? -ENOENT, -EPERM: no, and why. */
int ui_check_read(const struct ui *ui, const struct record_kind *kind, struct err *err) MUST_USE;

/* Writes FILE in the folder that the program was started in, over an older one, and sends it to the
 * printer; says how that went. The second makes a paper of flow_paper() first. */
void ui_print(struct ui *ui, const char *file, const struct buf *data, enum flow_file_for whom);
void ui_print_paper(struct ui *ui, const char *paper, const char *id);

/* ---- the frame ------------------------------------------------------------------------------- */

#define UI_WHO_MAX 80

/* What every screen may use; lent by the frame. Main fills all but frame; who may be empty. */
struct ui {
	struct bench *bench;
	struct store *store; /* NULL: nothing is kept */
	const struct plan *plan;
	const char *carried; /* on the live stick: the file that tells of the snapshot; or NULL */
	const char *sent; /* there: the file that tells what went to a bench; or NULL */
	const struct live_tests *tests; /* on the live stick: live.h; or NULL */
	char who[UI_WHO_MAX]; /* who inspects: the acting member's name, else the login name */
	enum typing_method typing; /* F6 in a text field changes it; begins as ui_run finds best */
	/* The record that the form just left has kept, "" when it was given up. */
	char made[UUID_TEXT_MAX];
	int answer; /* what a screen left behind for who called ui_run; 0: nothing */
	struct ui_frame *frame; /* the frame's own */
};

struct screen {
	const char *name; /* "bench" */
	const char *title; /* Vietnamese */
	/* What stands in the title's place for this state, translated; NULL: the title. */
	const char *(*heading)(struct ui *ui, const void *state);
	const struct ui_key *keys;
	size_t key_count;
	size_t state_size; /* zeroed before enter */
	/* Each but draw may be NULL. enter: leave follows also when it failed. */
	int (*enter)(struct ui *ui, void *state, const char *argument, struct err *err);
	void (*leave)(struct ui *ui, void *state);
	void (*draw)(struct ui *ui, void *state, struct canvas *canvas);
	/* True when it used the event; the frame handles the rest (back, help, quit). After ui_back
	 * the state is gone: return at once. */
	bool (*handle)(struct ui *ui, void *state, const struct ui_event *event);
	/* The next step, shown on the message line while there is no message. */
	const char *(*hint)(struct ui *ui, void *state);
	/* On top it hears REQ_TICK at least this often, as its numbers follow the clock, and is
	 * painted when it used it; 0: only when something changed. */
	int tick_ms;
	/* While true, letters arrive as REQ_TEXT, and the keys of a text field come before the
	 * screen's own. */
	bool (*wants_text)(struct ui *ui, const void *state);
	/* False: this request is not to be made in this state. Its key is then not bound, not on
	 * the bar and not in the help. NULL: every key holds always. */
	bool (*has_key)(struct ui *ui, const void *state, int request);
	/* While true the screen has the whole terminal: no title, no message, no key bar. */
	bool (*is_bare)(const void *state);
};

extern const struct screen *const screen_table[];
extern const size_t screen_table_count;
const struct screen *screen_find(const char *name);

/* Another acts from now on, or nobody. What lies below was opened by the one before: it is left for
 * the first screen, unless they were one who may but look, whose screens hide nothing from anybody.
 * As after ui_back the state is gone. */
void ui_sign_in(struct ui *ui, const struct store_actor *actor);
int ui_sign_out(struct ui *ui, struct err *err) MUST_USE;
/* Requests to the frame. Opening is refused with a message when the screen can not be entered. */
void ui_open(struct ui *ui, const char *screen_name, const char *argument);
void ui_back(struct ui *ui);
/* Opens a screen in the place of the one on top, whose state is gone when it succeeds (true). */
bool ui_replace(struct ui *ui, const char *screen_name, const char *argument);
void ui_say(struct ui *ui, enum ui_style style, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* Asks for one REQ_IDLE once no key has come for a moment: the place for slower work. */
void ui_when_idle(struct ui *ui);
/* Within work that takes long, ten times a second or so: paints the screen. True: Esc was pressed,
 * or the program is to end, so the work is to stop. Nothing else is heard meanwhile. */
bool ui_is_stopped(struct ui *ui);
/* The lines said so far, newest first, for the log screen; NULL past the end. */
const char *ui_said(const struct ui *ui, size_t index, enum ui_style *ret_style);

/* Runs the bench until the user leaves, or SIGINT, SIGTERM or SIGHUP ends it (also 0).
 * SCREEN_NAME: where to begin, and behind a blank what it is opened with. -ENOTTY no terminal,
 * -EINVAL a terminal curses does not know. */
int ui_run(struct ui *ui, const char *screen_name, struct err *err) MUST_USE;

#endif
