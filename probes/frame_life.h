/* Is there a living picture in a camera's frames? And how it looks in letters. Pure: only grey
 * values, one byte a dot. */
#ifndef HOTROIT_FRAME_LIFE_H
#define HOTROIT_FRAME_LIFE_H

#include "base.h"

struct frame {
	const uint8_t *grey; /* height rows of stride bytes */
	size_t width, height, stride;
};

enum frame_word {
	FRAME_ALIVE,
	FRAME_BLACK, /* a lid before the lens, a switch, or dead */
	FRAME_FLAT, /* one colour but for the sensor's noise: there may be a lid before the lens */
	FRAME_STILL, /* a picture in which nothing but noise changes */
	FRAME_FROZEN, /* every frame the same to the last dot: no sensor is that calm */
	FRAME_NONE, /* too few frames to tell */
};

/* Judges the last frames of a camera, all of one size, the oldest first. */
enum frame_word frame_judge(const struct frame *frames, size_t count);
/* The frame in ROWS rows of COLUMNS letters, from blank to full; line ROW. Appended. */
void frame_letters(struct buf *ret, const struct frame *frame, unsigned columns, unsigned rows,
		   unsigned row);

#endif
