/* The parts of hotroit contest: each takes an opened book and says what came of it. */
#ifndef HOTROIT_CLI_CONTESTS_PRIV_H
#define HOTROIT_CLI_CONTESTS_PRIV_H

#include "flow_contest.h"
#include "verbs_priv.h"

/* All return an exit code. */
int contest_run_enter(struct verb_call *call);
int contest_run_import(struct verb_call *call);
int contest_run_check(struct verb_call *call);
int contest_run_judge(struct verb_call *call);
int contest_run_score(struct verb_call *call);
int contest_run_sheet(struct verb_call *call);
int contest_run_scores(struct verb_call *call);
int contest_run_recuse(struct verb_call *call);
int contest_run_rank(struct verb_call *call);
int contest_run_prizes(struct verb_call *call);
int contest_run_award(struct verb_call *call);
int contest_run_rule(struct verb_call *call);
/* SAID with its line end, or the error. */
int contest_say(struct buf *said, int result, const struct err *err);

#endif
