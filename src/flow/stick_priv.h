/* One file off a stick, taken into the book. */
#ifndef HOTROIT_STICK_PRIV_H
#define HOTROIT_STICK_PRIV_H

#include "flow_priv.h"
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
/* A wiping's report, with what was answered of it so far; -EBADMSG: it is none; else -errno: the
 * text, and ASKED's need, say what is in the way. RET_NEW: how many of its disks the book did not
 * have. */
int stick_take_report(struct stick_in *in, const struct parcel *parcel,
		      struct stick_question *asked, unsigned *ret_new, struct err *err) MUST_USE;

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
/* Is this the one of before, and the one of the end came with it, or waits for a person? */
bool stick_wipe_is_outdone(const struct stick_in *in, const struct wipe_report *report);
/* Is PARCEL what its hash says? -EBADMSG. */
int stick_check(const struct parcel *parcel, struct err *err) MUST_USE;
/* A line for a person about the file NAME. */
void stick_say(struct stick_in *in, const char *name, const char *text);

/* ---- whose a report is: stick_whose.c -------------------------------------------------------- */

/* The tag that somebody typed at the machine and what the machine is must say the same; else a
 * person says it. -EINVAL, -ENOENT, ASKED's need set: nobody has, or it can not be. */
int stick_find_device(const struct stick_in *in, struct stick_question *asked,
		      const struct wipe_report *report, struct arena *arena, struct row *ret,
		      struct err *err) MUST_USE;
/* Who wiped: a member's id. */
struct stick_wiper {
	const char *id;
	bool is_answered; /* the report does not tell */
};

/* The same for who wiped. */
int stick_find_wiper(const struct stick_in *in, struct stick_question *asked,
		     const struct wipe_report *report, struct arena *arena,
		     struct stick_wiper *ret, struct err *err) MUST_USE;
/* Does the book say that the donor of DEVICE agreed? */
bool stick_may_wipe(const struct row *device);
/* What came over the network, or was wiped for a reason although the donor has not agreed, is
 * written down by nobody but a person. -EINVAL: asked for. */
int stick_confirm(const struct stick_in *in, struct stick_question *asked,
		  const struct wipe_report *report, const struct row *device, const char *wiper,
		  struct err *err) MUST_USE;

/* ---- which machine it is: stick_machine.c ---------------------------------------------------- */

/* Writes down what was answered of a machine; 0: nothing is left to be asked of it, -EINVAL: asked
 * for, or the answer can not be. */
int stick_take_machine(struct stick_in *in, struct stick_question *asked,
		       struct err *err) MUST_USE;

/* ---- the questions: stick_ask.c -------------------------------------------------------------- */

/* Takes a report in, or keeps the question that it raises. */
void stick_ask(struct stick_in *in, const struct parcel *parcel);
/* Asks which machine it is that was just kept as SAVED, where it may be one the book has under
 * another tag. */
void stick_ask_machine(struct stick_in *in, const struct parcel *parcel,
		       const struct snapshot *snapshot, const struct store_saved *saved);
void stick_forget_questions(struct stick_in *in);

#endif
