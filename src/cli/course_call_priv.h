/* The parts of hotroit course: each takes an opened book and says what came of it. */
#ifndef HOTROIT_CLI_COURSE_CALL_PRIV_H
#define HOTROIT_CLI_COURSE_CALL_PRIV_H

#include "flow_course.h"
#include "verbs_priv.h"

/* All return an exit code. */
int course_run_status(struct verb_call *call);
int course_run_register(struct verb_call *call);
int course_run_import(struct verb_call *call);
int course_run_check(struct verb_call *call);
int course_run_complete(struct verb_call *call);
int course_run_hours(struct cli *cli);

#endif
