/*
 * The one header a guided test needs. A test tries one thing of the machine it runs on by ear, eye
 * or hand, tells a person what to do, and ends with a result for each part it was asked for. It may
 * wait for people; it is killed when it is skipped. Add one by adding check_NAME.c that defines
 * `const struct check check_NAME`; CMake finds it and puts it in the table. What is measured is
 * judged in a file of its own that knows no device (tone.c, keyboard.c …).
 */
#ifndef HOTROIT_CHECK_RUN_H
#define HOTROIT_CHECK_RUN_H

#include "check_line.h"
#include "model.h"

enum check_presence {
	CHECK_HAS, /* the probe found it */
	CHECK_UNSURE, /* it did not, or could not: a person says whether there is one */
	CHECK_NONE, /* no machine of this kind has one: not asked, not told */
};

struct check_part {
	const char *name; /* the fact's: "webcam" → check.webcam */
	const char *label; /* Vietnamese, short */
	const char *question; /* "Máy này có webcam không?" */
	enum check_presence (*presence)(const struct snapshot *snapshot);
};

struct check_ctx {
	const struct root *root;
	const struct snapshot *snapshot; /* what the probe found */
	const char *const *parts; /* NULL-terminated: those to be tried */
	const char *play, *hear; /* ALSA's names of what to play on and to listen at; NULL: find */
};

struct check {
	const char *name, *label;
	bool by_hand; /* ends only when a person does something */
	bool takes_keys; /* and has the keyboard for itself meanwhile */
	const struct check_part *parts;
	size_t part_count;
	void (*run)(const struct check_ctx *ctx);
};

/* The generated table, sorted by name. */
extern const struct check *const check_table[];
extern const size_t check_table_count;

bool check_is_laptop(const struct snapshot *snapshot);
/* A known fact that says yes, or a count above none. */
bool check_says(const struct snapshot *snapshot, const char *key);
bool check_wants(const struct check_ctx *ctx, const char *part);

/* ---- what it says (standard output); see check_line.h ------------------------------------ */

enum check_value { CHECK_OK, CHECK_BAD, CHECK_NOT_DONE, CHECK_ABSENT };

void check_say(const char *fmt, ...) PRINTF_LIKE(1, 2);
void check_row(unsigned row, const char *text);
void check_left(int64_t ms);
void check_field(const char *field);
void check_ask(const char *fmt, ...) PRINTF_LIKE(1, 2);
/* The three below say nothing of a part that is not to be tried. */
void check_if(const struct check_ctx *ctx, bool yes, const char *part, enum check_value value,
	      const char *reason);
void check_result(const struct check_ctx *ctx, const char *part, enum check_value value,
		  const char *fmt, ...) PRINTF_LIKE(4, 5);
/* Every part. */
void check_results(const struct check_ctx *ctx, enum check_value value, const char *reason);
/* After a question: goes on until it is killed. */
void check_wait_for_answer(void) __attribute__((noreturn));
void check_sleep(unsigned ms);

#endif
