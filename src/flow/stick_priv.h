/* One file off a stick, taken into the book. */
#ifndef HOTROIT_STICK_PRIV_H
#define HOTROIT_STICK_PRIV_H

#include "flow_stick.h"
#include "parcel.h"
#include "stick_fate.h"
#include "wipe_report.h"

/* Takes a parcel in, whatever it is, and counts it. */
void stick_take(struct stick_in *in, const struct parcel *parcel);
/* Tells the stick that sent the file of SHA256 over the network what becomes of it; one that was
 * read off a stick needs no answer. */
void stick_tell(struct stick_in *in, const char *sha256, enum stick_fate fate);
/* The reports that waited. */
void stick_take_reports(struct stick_in *in);
/* A wiping's report; -errno: the text says what is wrong or to be asked. RET_NEW: how many of its
 * disks the book did not have. */
int stick_take_report(struct stick_in *in, const struct parcel *parcel, unsigned *ret_new,
		      struct err *err) MUST_USE;

/* One wiping, as a report tells of it. */
struct stick_wiping {
	const struct wipe_report *report;
	const char *sha256; /* of the report */
	const char *mark; /* the beginning of it, as in the notes of the records */
};

/* The name of the record of its DISKth, as of flow_step.made_of. Appended. */
void stick_wipe_name(struct buf *ret, const struct stick_wiping *wiping, size_t disk);
/* Would the report change nothing of what the book has of its DISKth? */
int stick_wipe_is_kept(const struct stick_in *in, const struct stick_wiping *wiping, size_t disk,
		       bool *ret, struct err *err) MUST_USE;
/* Is this the one of before, and the one of the end came with it? */
bool stick_wipe_is_outdone(const struct stick_in *in, const struct wipe_report *report);
/* Is PARCEL what its hash says? -EBADMSG. */
int stick_check(const struct parcel *parcel, struct err *err) MUST_USE;

#endif
