/* What a screen is opened with, as text: words, then NAME=VALUE pairs ("repair state=open"). */
#ifndef HOTROIT_ARGUMENT_PRIV_H
#define HOTROIT_ARGUMENT_PRIV_H

#include "screen.h"

#define ARGUMENT_WORDS 4
#define ARGUMENT_PAIRS 12

struct argument {
	struct arena arena;
	const char *words[ARGUMENT_WORDS]; /* NULL where there are fewer */
	size_t word_count;
	/* "a=b" is, "a!=b" is not, "a<b" below, "a>=b" from; a value may hold blanks, and an empty
	 * one is NULL. */
	struct store_filter pairs[ARGUMENT_PAIRS];
	size_t pair_count;
};

/* What does not fit is left out. TEXT may be NULL. */
void argument_read(struct argument *ret, const char *text);
void argument_done(struct argument *argument);

#endif
