/* Who may take part in a course. */
#ifndef HOTROIT_COURSE_JUDGE_PRIV_H
#define HOTROIT_COURSE_JUDGE_PRIV_H

#include "course_priv.h"

/* Is WORD one of the words of AUDIENCE? */
bool course_takes(const char *audience, const char *word);
const char *course_guess_audience(const struct course_book *book, const struct row *person,
				  struct arena *arena);
bool course_same_person(const struct row *a, const struct row *b);
/* What is odd about PERSON, who is of AUDIENCE (NULL: not known); "; " between. */
void course_judge(const struct course_book *book, const struct row *person, const char *audience,
		  struct buf *ret_flaws);

#endif
