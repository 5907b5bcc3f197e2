/*
 * What hotroit-check says: guided tests of the machine it runs on, one line at a time, words and
 * texts parted by tabs. Asked for its list it says test and part lines; a test then says the
 * others. Its texts hold what the machine's hardware calls itself: bounded, and cleaned where they
 * are kept.
 */
#ifndef HOTROIT_CHECK_LINE_H
#define HOTROIT_CHECK_LINE_H

#include "fact.h"

#define CHECK_LINE_MAX 2048
#define CHECK_NAME_MAX 24
#define CHECK_ROWS 14 /* of the picture that a test may draw */
/* In a picture's row: from here on the letters stand out, until the next one. */
#define CHECK_MARK '\x1f'

enum check_word {
	/* NAME auto|hand|keys LABEL: hand needs a person, and keys the keyboard for itself, too */
	CHECK_TEST,
	/* NAME has|ask|none LABEL QUESTION: a part of the last test; its name is the fact's */
	CHECK_PART,
	CHECK_SAY, /* TEXT: what is going on, or what to do */
	CHECK_ROW, /* NUMBER TEXT: a row of the picture */
	CHECK_LEFT, /* SECONDS until it goes on by itself */
	CHECK_FIELD, /* red|green|blue|white|black|grid: the whole screen, one after another */
	CHECK_ASK, /* TEXT: a question; forgets the answers of the one before */
	CHECK_YES, /* PART VALUE REASON: what follows when it is answered with yes */
	CHECK_NO, /* the same for no */
	CHECK_RESULT, /* PART VALUE REASON */
};

#define CHECK_ARGS 4

struct check_line {
	enum check_word word;
	const char *arg[CHECK_ARGS]; /* as many as the word has; never NULL among them */
};

/* Takes LINE (without its end) apart in place; its texts live in it. False for what is no such
 * line: an unknown word, too few or too many parts, a name or a value that is none. */
bool check_line_parse(struct check_line *ret, char *line) MUST_USE;
/* Prints one line, its end too; tabs and control characters within TEXT become blanks. */
void check_line_print(struct buf *ret, const struct check_line *line);

/* "ok", "bad", "not-done": how a test ended; and "absent", when the machine has no such part. */
bool check_value_is(const char *value);
/* Puts check.PART = VALUE into FACTS with what it rests on. */
void check_fact(struct facts *facts, const char *part, const char *value, const char *reason);

#endif
