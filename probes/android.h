/*
 * What an Android phone says about itself, asked by one shell script and read without trust. The
 * script writes sections, "\036NAME\n" and then the command's own output, so that one round trip
 * brings everything; it must run on Android 4.4's mksh and toolbox as well as on toybox.
 */
#ifndef HOTROIT_ANDROID_H
#define HOTROIT_ANDROID_H

#include "model.h"

#define ANDROID_ANSWER_MAX (1u << 20) /* a phone that says more is flooding: cut off */

/* The script, for `shell,v2` or, with CRLF and no exit code, `shell`. Asks no IMEI and no names. */
extern const char android_script[];

/* The steps of the script, for a bar: its sections in their order. */
struct android_step {
	const char *section;
	const char *label; /* what is looked at, for _() */
};
extern const struct android_step android_steps[];
extern const unsigned android_step_count;

/* How far an answer has come that is still growing. Start from {0}. */
struct android_progress {
	size_t scanned;
	unsigned step; /* the step at work; android_step_count: all are done */
};
/* true: it has come to another step. ANSWER is all that came until now. */
bool android_progress(struct android_progress *progress, const void *answer, size_t len);

/* Reads an answer (any bytes, cut off anywhere) into facts: device.*, os.*, cpu.*, memory.*,
 * storage.*, battery.0.*, camera.count, card.present, cellular.*, sim.*, lock.*. What a section
 * does not tell is unreadable with the reason; that of a section that never came is WHY. Keys:
 * android_keys. */
void android_read(struct facts *facts, const void *answer, size_t len, const char *why);
/* Every fact it answers for (for a phone that could not be asked): NULL-terminated. */
extern const char *const android_keys[];

#endif
