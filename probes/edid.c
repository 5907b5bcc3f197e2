/* EDID: header, checksum, then the size in cm, made finer by the preferred timing's size in mm. */
#include "edid.h"

#include <errno.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#define EDID_BLOCK 128
#define EDID_WIDTH_CM 21
#define EDID_HEIGHT_CM 22
#define EDID_TIMINGS 54
#define EDID_TIMING_LEN 18
#define EDID_TIMING_COUNT 4

/* A picture under 3 or over 150 inches is no panel. */
#define EDID_DIAGONAL_MIN_MM 76
#define EDID_DIAGONAL_MAX_MM 3810

/* Televisions put their aspect ratio where a size belongs: 16 × 9 "cm", 160 × 90 "cm". */
static bool is_ratio(const struct edid_size *size)
{
	static const struct edid_size ratios[] = {{160, 90}, {160, 100}, {1600, 900}, {1600, 1000}};

	for (size_t i = 0; i < ARRAY_LEN(ratios); i++)
		if (size->width_mm == ratios[i].width_mm && size->height_mm == ratios[i].height_mm)
			return true;
	return false;
}

static bool is_plausible(const struct edid_size *size)
{
	double diagonal = hypot(size->width_mm, size->height_mm);

	return size->width_mm && size->height_mm && !is_ratio(size) &&
	       diagonal >= EDID_DIAGONAL_MIN_MM && diagonal <= EDID_DIAGONAL_MAX_MM;
}

/* The image size of the first detailed timing (the panel's own mode); 0 × 0 when there is none. */
static struct edid_size timing_size(const uint8_t *block)
{
	for (size_t i = 0; i < EDID_TIMING_COUNT; i++) {
		const uint8_t *timing = block + EDID_TIMINGS + i * EDID_TIMING_LEN;

		if (timing[0] || timing[1]) /* a pixel clock: not a text descriptor */
			return (struct edid_size){
				.width_mm = timing[12] | (timing[14] & 0xf0u) << 4,
				.height_mm = timing[13] | (timing[14] & 0x0fu) << 8,
			};
	}
	return (struct edid_size){0};
}

static bool near(unsigned mm, unsigned cm)
{
	return abs((int)mm - (int)cm * 10) <= 10;
}

int edid_size(const void *data, size_t len, struct edid_size *ret)
{
	static const uint8_t header[] = {0x00, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x00};
	const uint8_t *block = data;
	struct edid_size base, timing;
	unsigned sum = 0;

	if (len == 0)
		return -ENODATA;
	if (len < EDID_BLOCK || memcmp(block, header, sizeof(header)) != 0)
		return -EBADMSG;
	for (size_t i = 0; i < EDID_BLOCK; i++)
		sum += block[i];
	if (sum & 0xff)
		return -EBADMSG;

	/* One of the two being 0 makes the other an aspect ratio (1.4): no size either way. */
	base = (struct edid_size){block[EDID_WIDTH_CM] * 10u, block[EDID_HEIGHT_CM] * 10u};
	timing = timing_size(block);
	if (is_plausible(&base)) {
		/* Some timings hold cm or another mode's picture: believe one that agrees. */
		*ret = near(timing.width_mm, block[EDID_WIDTH_CM]) &&
				       near(timing.height_mm, block[EDID_HEIGHT_CM])
			       ? timing
			       : base;
		return 0;
	}
	if (!is_plausible(&timing))
		return -ENOENT;
	*ret = timing;
	return 0;
}

double edid_diagonal(const struct edid_size *size)
{
	return round(hypot(size->width_mm, size->height_mm) / 25.4 * 10) / 10;
}
