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

/* Reads an answer (any bytes, cut off anywhere) into facts: device.*, os.*, cpu.*, memory.*,
 * storage.*, battery.0.*, camera.count, card.present, cellular.*, sim.*, lock.*. What a section
 * does not tell is unreadable with the reason; a section that never came says so. Keys:
 * android_keys. */
void android_read(struct facts *facts, const void *answer, size_t len);
/* Every fact it answers for (for a phone that could not be asked): NULL-terminated. */
extern const char *const android_keys[];

#endif
