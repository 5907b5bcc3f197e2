/* What the live stick's screens share. */
#ifndef HOTROIT_LIVE_PRIV_H
#define HOTROIT_LIVE_PRIV_H

#include "live.h"
#include "screen.h"

#define LIVE_CARRIED_MAX 512
#define LIVE_CARRIED_ROWS 2

/* What carry said last: "none", "saved NAME" … Start from {0}. */
struct live_carried {
	char said[LIVE_CARRIED_MAX];
};

/* Looks again. True when it has changed. */
bool live_carried_read(struct live_carried *carried, const struct ui *ui);
/* The last of the files, once all of them are on a stick; else NULL. */
const char *live_carried_saved(const struct live_carried *carried);
bool live_carried_is_writing(const struct live_carried *carried);
void live_carried_draw(const struct live_carried *carried, struct canvas *canvas, int row);

/* "Đã thử: 6 tốt, 1 hỏng (Wi-Fi), 2 chưa thử"; nothing before anything was tried. Appended. */
void live_tests_sum(struct buf *ret, const struct snapshot *snapshot);

/* ---- what went to a bench: live_sent.c ------------------------------------------------------- */

/* As hotroit-send's file says. Start from {0}. */
struct live_sent {
	enum { LIVE_LINE_NONE, LIVE_LINE_OPEN, LIVE_LINE_CUT, LIVE_LINE_WRONG } line;
	unsigned taken, held, refused, waiting;
};

/* Reads it anew; true when it says something else. */
bool live_sent_read(struct live_sent *sent, const struct ui *ui);
/* "Đã gửi về bàn 3, chờ người ở bàn 1"; nothing before a line was tried. Appended. */
void live_sent_sum(struct buf *ret, const struct live_sent *sent);
enum ui_style live_sent_style(const struct live_sent *sent);

/* ---- the tests as they go: live_tests.c ----------------------------------------------------- */

enum live_mode {
	LIVE_THERE, /* asks whether the machine has a part */
	LIVE_RUN,
	LIVE_FIELD, /* the screen is filled */
	LIVE_QUESTION, /* of the test that runs */
	LIVE_LIST,
};

enum live_there { THERE_UNTOLD, THERE_YES, THERE_NO, THERE_SKIPPED };

/* Start from {0}, filled by live_tests_begin. */
struct live_state {
	struct slot *slot;
	struct check_list list; /* parts that no such machine has are left out */
	enum live_there there[CHECK_PARTS_MAX];
	struct ui_list cursor;
	enum live_mode mode;
	size_t at; /* the part asked about; the test under way */
	size_t only; /* the one part to be tried again; list.part_count: all of them, in turn */
	struct check_run run;
	bool is_started; /* run is to be stopped */
	size_t field;
	int64_t since; /* clock_mono_ms: of the question or the field */
	bool changed; /* something was found since it was last kept */
};

int live_tests_begin(struct ui *ui, struct live_state *state, struct err *err) MUST_USE;
/* Keeps what has been found, ends what runs. */
void live_tests_end(struct ui *ui, struct live_state *state);
/* Goes on by the clock and by what the test says; true when there is something new to show. */
bool live_tests_tick(struct ui *ui, struct live_state *state);
/* To whatever is asked; without an answer what is asked about stays untried. */
enum live_answer_word { ANSWER_YES, ANSWER_NO, ANSWER_NONE };
void live_tests_answer(struct ui *ui, struct live_state *state, enum live_answer_word word);
void live_tests_next_field(struct live_state *state);
void live_tests_skip(struct ui *ui, struct live_state *state);
/* To the list at once, with what there is. */
void live_tests_stop(struct ui *ui, struct live_state *state);
void live_tests_again(struct ui *ui, struct live_state *state, size_t part);
void live_tests_say_bad(struct ui *ui, struct live_state *state, size_t part);
/* The fact of a part, or NULL. */
const struct fact *live_tests_fact(const struct live_state *state, size_t part);

#endif
