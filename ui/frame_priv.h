/* What the files around the screens share: the terminal, the canvas and the frame's insides. */
#ifndef HOTROIT_FRAME_PRIV_H
#define HOTROIT_FRAME_PRIV_H

#include "screen.h"

#include <termios.h>

/* ---- the terminal: curses.c ------------------------------------------------------------------ */

#define TERM_KEY_MAX 16
/* Keys that begin and end what is pasted. */
#define TERM_PASTE "Paste"
#define TERM_PASTE_END "PasteEnd"

int term_start(struct err *err) MUST_USE;
void term_stop(void);
void term_size(int *ret_rows, int *ret_columns);
void term_resized(void); /* after SIGWINCH */
void term_clear(void);
/* Fills exactly COLUMNS cells from ROW, COLUMN with TEXT and blanks. */
void term_put(int row, int column, int columns, enum ui_style style, const char *text);
void term_cursor(int row, int column); /* until the next term_clear */
void term_show(void);
void term_bell(void);
/* The next key that is waiting, by its name in the key tables; false when there is none. */
bool term_key(char ret[TERM_KEY_MAX]);

/* ---- the way back to a usable terminal: guard.c ---------------------------------------------- */

/* From now on a crash, an exit or guard_restore() writes SEQUENCE to descriptor 1 and sets SAVED on
 * descriptor 0. */
void guard_arm(const struct termios *saved, const char *sequence, size_t len);
void guard_disarm(void);

/* ---- the canvas: canvas.c -------------------------------------------------------------------- */

struct canvas {
	int top, left, rows, columns;
};

/* ---- a screen that is open ------------------------------------------------------------------- */

struct layer {
	const struct screen *screen;
	void *state;
};

/* ---- keys: keys.c ---------------------------------------------------------------------------- */

/* The keys that mean the same on every screen, and those of a text field. */
extern const struct ui_key frame_keys[];
extern const size_t frame_key_count;
extern const struct ui_key text_keys[];
extern const size_t text_key_count;
/* What KEY asks for on SCREEN; a text field has taken its own before. */
int keys_request(const struct screen *screen, const char *key);
/* Does the key of REQUEST hold on the screen as it is now? */
bool keys_hold(struct ui *ui, const struct layer *layer, int request);
/* What KEY asks for in a text field, letters aside; REQ_NONE: nothing of its own. */
int keys_text_request(const char *key);
/* The first name in "F5 d": "F5". Appended. */
void keys_first(struct buf *ret, const char *keys);
/* Draws the key bar of the screen on top, as far as it has room. */
void keys_bar(struct ui *ui, struct canvas *canvas, int row);

/* ---- the frame ------------------------------------------------------------------------------- */

#define UI_MIN_ROWS 24
#define UI_MIN_COLUMNS 80
#define UI_NAME_MAX 32
#define UI_DEPTH 8
#define UI_SAID_MAX 200

struct said {
	enum ui_style style;
	char text[ERR_TEXT_MAX];
};

/* A round of the sync, as a child. */
struct sync_job {
	struct proc proc;
	bool is_running, is_asked; /* is_asked: by a person, who is told how it ended */
	int64_t sent, total, fetched; /* as last heard */
	struct buf heard, said; /* what came on its two pipes */
	int64_t look_at; /* clock_mono_ms: when to look whether one is due */
};

struct ui_frame {
	struct layer stack[UI_DEPTH];
	size_t depth;
	struct said said[UI_SAID_MAX]; /* a ring */
	size_t said_count; /* ever */
	size_t said_now; /* the line that is still on the message line, counted from 1; 0: none */
	size_t said_asked; /* likewise: the line that answered the last key */
	bool dirty, quit, quit_asked;
	bool idle_wanted;
	int64_t idle_at; /* clock_mono_ms */
	int64_t key_at; /* clock_mono_ms: the last key */
	struct sync_job sync;
	int64_t lock_at; /* clock_mono_ms; who acts is signed out then */
	int64_t tick_at; /* likewise: for a screen with tick_ms */
	int signals; /* signalfd */
	enum slot_state seen[BENCH_SLOTS];
	size_t running; /* slots at work when last looked */
	unsigned troubles; /* of the watch, as last told */
	unsigned stick_comings; /* of live sticks, likewise */
	bool stick_running;
	size_t lan_questions;
	int64_t paste_until; /* clock_mono_ms; what comes before it is pasted */
	const char *typing; /* "TELEX": how letters enter the field just drawn; NULL: no field */
};

void frame_paint(struct ui *ui);
void frame_send(struct ui *ui, int request);
/* Leaves every screen but the first. */
void frame_clear(struct ui *ui);
/* Tells what has become of the slots since the last time. */
void frame_news(struct ui *ui);
bool frame_fits(void);
/* Slots whose device is being read. */
size_t frame_running(const struct ui *ui);
/* Into the log only: what the board shows anyway takes nobody's message line. */
void frame_log(struct ui *ui, enum ui_style style, const char *fmt, ...) PRINTF_LIKE(3, 4);

/* ---- the sync by itself: sync_job.c ---------------------------------------------------------- */

void sync_job_begin(struct ui *ui);
void sync_job_end(struct ui *ui);
/* How long until sync_job_poll() is due; -1: never. */
int sync_job_wait_ms(const struct ui *ui);
/* Takes in what the round has said, or begins one when its time has come. */
void sync_job_poll(struct ui *ui);

/* ---- who acts: sign.c ------------------------------------------------------------------------ */

#define SIGN_NAME_COLUMNS 16

/* Takes ui->who from who acts. */
void sign_name(struct ui *ui);
/* What the title line says of it: "Lan (Điều phối) │ ", or nothing on a bench without PINs. */
void sign_text(struct buf *ret, const struct ui *ui);
/* A key was pressed. */
void sign_touch(struct ui *ui);
/* How long until sign_lock() is due; -1: never. */
int sign_wait_ms(const struct ui *ui);
void sign_lock(struct ui *ui);

#endif
