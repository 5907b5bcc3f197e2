/* The parts of hotroit contest: each takes an opened book and says what came of it. */
#ifndef HOTROIT_CLI_CONTEST_PRIV_H
#define HOTROIT_CLI_CONTEST_PRIV_H

#include "flow_contest.h"
#include "write_priv.h"

struct contest_call {
	struct cli *cli;
	struct store *store;
	const char *contest;
	struct writing writing; /* the words behind it */
};

/* All return an exit code. */
int contest_run_enter(struct contest_call *call);
int contest_run_import(struct contest_call *call);
int contest_run_check(struct contest_call *call);
int contest_run_judge(struct contest_call *call);
int contest_run_score(struct contest_call *call);
int contest_run_sheet(struct contest_call *call);
int contest_run_scores(struct contest_call *call);
int contest_run_recuse(struct contest_call *call);
int contest_run_rank(struct contest_call *call);
int contest_run_prizes(struct contest_call *call);
int contest_run_award(struct contest_call *call);
int contest_run_rule(struct contest_call *call);
/* SAID with its line end, or the error. */
int contest_say(struct buf *said, int result, const struct err *err);

#endif
