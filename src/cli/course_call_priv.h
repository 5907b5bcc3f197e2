/* The parts of hotroit course: each takes an opened book and says what came of it. */
#ifndef HOTROIT_CLI_COURSE_CALL_PRIV_H
#define HOTROIT_CLI_COURSE_CALL_PRIV_H

#include "flow_course.h"
#include "write_priv.h"

struct course_call {
	struct cli *cli;
	struct store *store;
	const char *course;
	struct writing writing; /* the words behind it */
};

/* All return an exit code. */
int course_run_status(struct course_call *call);
int course_run_register(struct course_call *call);
int course_run_import(struct course_call *call);
int course_run_check(struct course_call *call);
int course_run_complete(struct course_call *call);
int course_run_hours(struct cli *cli);

#endif
