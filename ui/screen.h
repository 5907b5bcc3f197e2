/*
 * The one header a screen needs. A screen is a const table of functions over its own state; it
 * draws through struct canvas, hears requests, never keys, and never touches curses. Add one by
 * adding scr_NAME.c that defines `const struct screen scr_NAME`; CMake finds it.
 */
#ifndef HOTROIT_SCREEN_H
#define HOTROIT_SCREEN_H

#include "flow.h"

enum ui_style { STYLE_NORMAL, STYLE_TITLE, STYLE_DIM, STYLE_SELECTED, STYLE_PASS, STYLE_FAIL,
		STYLE_REVIEW, STYLE_KEY, STYLE_INPUT };

/* What a key press asks for. The key tables say which key asks for what, and feed the help. */
enum ui_request {
	REQ_NONE,
	REQ_UP, REQ_DOWN, REQ_PAGE_UP, REQ_PAGE_DOWN, REQ_HOME, REQ_END, REQ_LEFT, REQ_RIGHT,
	REQ_OPEN, REQ_BACK, REQ_HELP, REQ_FIND, REQ_PROBE, REQ_QUIT, REQ_LOG, REQ_LIST,
	REQ_INSPECT, REQ_OK, REQ_BAD, REQ_NOT_DONE, REQ_NOTE, REQ_KIND, REQ_SAVE,
	REQ_ERASE, /* backspace in a text field */
	REQ_TEXT, /* a letter was typed: event.text */
	REQ_TICK, /* something changed below, or half a second went by */
};

struct ui_event {
	enum ui_request request;
	char text[8]; /* one UTF-8 letter */
};

struct ui_key {
	enum ui_request request;
	const char *keys; /* "F5 p": names separated by blanks, as shown and as bound */
	const char *label; /* short, for the key bar; NULL: only in the help */
	const char *help; /* one sentence */
};

struct canvas; /* a rectangle of the terminal; clips; takes UTF-8 */

int canvas_rows(const struct canvas *canvas);
int canvas_columns(const struct canvas *canvas);
/* Writes TEXT at ROW, COLUMN, cut to COLUMNS columns (0: to the edge) and padded to them. */
void canvas_text(struct canvas *canvas, int row, int column, int columns, enum ui_style style,
		 const char *text);
void canvas_printf(struct canvas *canvas, int row, int column, int columns, enum ui_style style,
		   const char *fmt, ...) PRINTF_LIKE(6, 7);
void canvas_line(struct canvas *canvas, int row, int column, int columns); /* a horizontal rule */
/* Draws "[████░░░░]" within COLUMNS columns, DONE of TOTAL filled. */
void canvas_bar(struct canvas *canvas, int row, int column, int columns, unsigned done,
		unsigned total);
void canvas_cursor(struct canvas *canvas, int row, int column); /* where the cursor stands */

/* What every screen may use; lent by the frame. */
struct ui {
	struct bench *bench;
	struct store *store;
	const struct plan_library *plans;
	const struct plan *plan;
	struct ui_frame *frame; /* the frame's own */
};

struct screen {
	const char *name; /* "bench" */
	const char *title; /* Vietnamese */
	const struct ui_key *keys;
	size_t key_count;
	size_t state_size; /* zeroed before enter */
	bool takes_text; /* letters reach it as REQ_TEXT instead of keys */
	int (*enter)(struct ui *ui, void *state, const char *argument, struct err *err);
	void (*leave)(struct ui *ui, void *state);
	void (*draw)(struct ui *ui, void *state, struct canvas *canvas);
	/* True when it used the event; the frame handles the rest (back, help, quit). */
	bool (*handle)(struct ui *ui, void *state, const struct ui_event *event);
};

extern const struct screen *const screen_table[];
extern const size_t screen_table_count;

/* Requests to the frame. */
int ui_open(struct ui *ui, const char *screen_name, const char *argument); /* onto the stack */
void ui_back(struct ui *ui);
void ui_say(struct ui *ui, enum ui_style style, const char *fmt, ...) PRINTF_LIKE(3, 4);
/* The lines said so far, newest first, for the log screen; NULL past the end. */
const char *ui_said(const struct ui *ui, size_t index);

/* Runs the bench until the user leaves. SCREEN_NAME: where to begin. */
int ui_run(struct ui *ui, const char *screen_name, struct err *err);

#endif
