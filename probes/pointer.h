/* What a mouse or a touchpad has shown: each direction, each button. Pure: fed with its events. */
#ifndef HOTROIT_POINTER_H
#define HOTROIT_POINTER_H

#include "evdev.h"

/* Start from {.kind = …}. */
struct pointer {
	enum evdev_kind kind; /* EVDEV_MOUSE, EVDEV_TOUCHPAD */
	bool has_right; /* a right button of its own: a pad that is one button has none */
	bool left, right;
	int far[4]; /* how far it went right, left, down, up, in its own units */
	int reach[2]; /* an absolute one: units from edge to edge; 0: relative */
	int last[2]; /* where an absolute one was */
	bool is_placed[2]; /* last is known: the finger has not been lifted since */
};

void pointer_event(struct pointer *pointer, const struct input_event *event);
bool pointer_went(const struct pointer *pointer, unsigned direction); /* index of far */
/* Both buttons (or the one), and every way. */
bool pointer_is_whole(const struct pointer *pointer);
/* "sang trái, nút phải": what has not been seen. Appended. */
void pointer_missing(struct buf *ret, const struct pointer *pointer);

#endif
