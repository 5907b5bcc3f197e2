/* One wiping of a whole machine, as the command line asks for it: permission, disk after disk, and
 * the report. */
#ifndef HOTROIT_WIPE_JOB_H
#define HOTROIT_WIPE_JOB_H

#include "wipe.h"

struct wipe_job {
	const struct root *root;
	const char *snapshot;
	const char *orders; /* as wipe_orders_load(); may be NULL or not be there */
	const char *out; /* the folder that carry empties */
	const char *tag, *confirmed, *by, *override_reason;
	bool unhide; /* take protected areas away first */
	char **disks; /* "sda=ID", as listed */
	int disk_count;
};

/* Prints every disk and what would be done to it, a line each, tabs between: "disk" NAME ID LABEL
 * BYTES MEDIUM LEVEL METHOD HIDDEN STATE WHY SERIAL. STATE: "frozen", "locked" or "". */
int job_list(const struct root *root, const char *snapshot, struct err *err) MUST_USE;

/*
 * A report is written before the first disk is touched, every result in it unknown, and put in its
 * place, by the same name and with the same id, at the end. Prints as it goes on, tabs between:
 * "begun" NAME, then for each disk "begin" NUMBER COUNT LABEL, "doing" WHAT, "at" DONE TOTAL, "end"
 * RESULT NOTE, and last "report" NAME. *RET_OK: every disk is ok.
 */
int job_run(const struct wipe_job *job, bool *ret_ok, struct err *err) MUST_USE;

#endif
