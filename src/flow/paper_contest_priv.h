/* What the papers of a contest have in common. */
#ifndef HOTROIT_PAPER_CONTEST_PRIV_H
#define HOTROIT_PAPER_CONTEST_PRIV_H

#include "contest_priv.h"
#include "export_contest.h"
#include "paper_priv.h"

/* A contest with its ranking, for one paper. */
struct gathered {
	struct contest_book book;
	struct contest_ranking ranking;
	size_t held_back; /* winners who are not named */
};

void gathered_done(struct gathered *all);
int gathered_read(struct gathered *all, struct desk *desk, const char *id,
		  struct err *err) MUST_USE;
/* Prizes in the order of the register. */
void gathered_sort_prizes(struct gathered *all);
/* What was awarded, then the rest of the ranking unless ONLY_WINNERS; before that the ranking as it
 * stands. In the desk's arena. */
size_t gathered_results(struct gathered *all, struct desk *desk, bool only_winners,
			struct contest_result **ret);
/* "Giải Nhất", in the language of the book. */
const char *contest_rank_word(const char *rank);

#endif
