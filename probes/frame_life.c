/* See frame_life.h. */
#include "frame_life.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#define FRAMES_LEAST 3
#define BLACK_MEAN 28.0 /* black is 16 in what cameras send */
#define BLACK_DEVIATION 6.0
#define FLAT_DEVIATION 4.0
#define BLOCKS_ACROSS ((size_t)16)
#define BLOCKS_DOWN ((size_t)12)
#define BLOCKS (BLOCKS_ACROSS * BLOCKS_DOWN)
#define MOVED_LEAST 0.5
#define MOVED_OVER_NOISE 7.0
#define RAMP " .:-=+*#%@" /* the console's font has no half blocks */

static double cell_mean(const struct frame *frame, size_t left, size_t right, size_t top,
			size_t bottom)
{
	double sum = 0;

	for (size_t y = top; y < bottom; y++)
		for (size_t x = left; x < right; x++)
			sum += frame->grey[y * frame->stride + x];
	return sum / (double)((right - left) * (bottom - top));
}

static double block_mean(const struct frame *frame, size_t block)
{
	size_t x = block % BLOCKS_ACROSS, y = block / BLOCKS_ACROSS;

	return cell_mean(frame, frame->width * x / BLOCKS_ACROSS,
			 frame->width * (x + 1) / BLOCKS_ACROSS, frame->height * y / BLOCKS_DOWN,
			 frame->height * (y + 1) / BLOCKS_DOWN);
}

/* Of the blocks' means: in the dark a sensor turns its gain up, and dots alone are all noise. */
static void measure(const struct frame *frame, double *ret_mean, double *ret_deviation)
{
	double sum = 0, squares = 0;

	for (size_t i = 0; i < BLOCKS; i++) {
		double grey = block_mean(frame, i);

		sum += grey;
		squares += grey * grey;
	}
	*ret_mean = sum / (double)BLOCKS;
	*ret_deviation = sqrt(fmax(0, squares / (double)BLOCKS - *ret_mean * *ret_mean));
}

/* How much the dots differ, on the mean. */
static double difference(const struct frame *a, const struct frame *b)
{
	double sum = 0;

	for (size_t y = 0; y < a->height; y++)
		for (size_t x = 0; x < a->width; x++)
			sum += abs(a->grey[y * a->stride + x] - b->grey[y * b->stride + x]);
	return sum / (double)(a->width * a->height);
}

/* A block that became lighter or darker than its dots' noise, averaged over it, can make it. */
static bool has_moved(const struct frame *a, const struct frame *b)
{
	double dots = (double)(a->width * a->height) / (double)BLOCKS;
	double least = fmax(MOVED_LEAST, MOVED_OVER_NOISE * difference(a, b) / sqrt(dots));

	for (size_t i = 0; i < BLOCKS; i++)
		if (fabs(block_mean(a, i) - block_mean(b, i)) >= least)
			return true;
	return false;
}

static bool are_same(const struct frame *a, const struct frame *b)
{
	for (size_t y = 0; y < a->height; y++)
		if (memcmp(a->grey + y * a->stride, b->grey + y * b->stride, a->width) != 0)
			return false;
	return true;
}

enum frame_word frame_judge(const struct frame *frames, size_t count)
{
	double mean, deviation;
	const struct frame *last = count ? &frames[count - 1] : NULL;

	if (count < FRAMES_LEAST || last->width < BLOCKS_ACROSS || last->height < BLOCKS_DOWN)
		return FRAME_NONE;
	for (size_t i = 0; i < count; i++)
		if (frames[i].width != last->width || frames[i].height != last->height)
			return FRAME_NONE;
	measure(last, &mean, &deviation);
	if (mean < BLACK_MEAN && deviation < BLACK_DEVIATION)
		return FRAME_BLACK;
	if (deviation < FLAT_DEVIATION)
		return FRAME_FLAT;
	for (size_t i = 1; i < count; i++)
		if (!are_same(&frames[i - 1], &frames[i]))
			return has_moved(&frames[0], last) ? FRAME_ALIVE : FRAME_STILL;
	return FRAME_FROZEN;
}

void frame_letters(struct buf *ret, const struct frame *frame, unsigned columns, unsigned rows,
		   unsigned row)
{
	size_t top = frame->height * row / rows, bottom = frame->height * (row + 1) / rows;

	for (unsigned i = 0; i < columns; i++) {
		/* As one sees oneself in a mirror. */
		unsigned at = columns - 1 - i;
		size_t left = frame->width * at / columns;
		size_t right = frame->width * (at + 1) / columns;
		double mean = 0;

		if (right > left && bottom > top)
			mean = cell_mean(frame, left, right, top, bottom);
		buf_add_char(ret, RAMP[(size_t)(mean * (double)(sizeof(RAMP) - 2) / 255 + 0.5)]);
	}
}
