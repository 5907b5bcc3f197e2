/* Which keys of a keyboard have answered, which have not, and a picture of it. Pure: fed with the
 * events of one keyboard. */
#ifndef HOTROIT_KEYBOARD_H
#define HOTROIT_KEYBOARD_H

#include "evdev.h"

#define KEYBOARD_ROWS 6

/* Start by keyboard_init. */
struct keyboard {
	const unsigned char *can; /* EVDEV_BYTES(KEY_CNT): what it says it has; lent */
	unsigned char pressed[EVDEV_BYTES(KEY_CNT)], down[EVDEV_BYTES(KEY_CNT)];
	unsigned count; /* keys that were pressed, ours or not */
};

enum keyboard_word {
	KEYBOARD_WHOLE, /* every key that this one is known to have was pressed */
	KEYBOARD_DEAD, /* none was */
	KEYBOARD_BROKEN, /* a key is missing that every keyboard has */
	KEYBOARD_UNSURE, /* only such as some keyboards do without, or hide behind Fn */
};

void keyboard_init(struct keyboard *ret, const unsigned char *can);
void keyboard_event(struct keyboard *keyboard, unsigned code, int value);
enum keyboard_word keyboard_judge(const struct keyboard *keyboard);
/* Was any of F1 to F12 pressed, if it says it has them? Missed one by one they may be hidden behind
 * Fn; missed as a whole nobody tried. */
bool keyboard_tried_functions(const struct keyboard *keyboard);
/* The names of the keys that were not seen: "Q, Shift phải, F5"; at most MOST of them, then how
 * many more. Returns their number. Appended. */
size_t keyboard_missing(struct buf *ret, const struct keyboard *keyboard, size_t most);
/* Those that are down, with the same bounds: nobody touches them any more, so they are stuck. */
size_t keyboard_stuck(struct buf *ret, const struct keyboard *keyboard, size_t most);
/* Row ROW of the picture, keys that were seen between CHECK_MARKs. Appended. */
void keyboard_row(struct buf *ret, const struct keyboard *keyboard, unsigned row);

#endif
