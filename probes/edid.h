/* The size of a panel from its EDID (VESA E-EDID 1.3 and 1.4, base block). */
#ifndef HOTROIT_EDID_H
#define HOTROIT_EDID_H

#include "base.h"

#define EDID_MAX 32768 /* 256 blocks */

struct edid_size {
	unsigned width_mm, height_mm;
};

/* Extension blocks are not needed, so a text cut after the base block is fine. Errors: -ENODATA for
 * no bytes, -EBADMSG for a short, foreign or damaged base block, -ENOENT when it gives no size (a
 * projector, or only an aspect ratio). */
int edid_size(const void *data, size_t len, struct edid_size *ret) MUST_USE;
/* The diagonal in inches, to one decimal. */
double edid_diagonal(const struct edid_size *size);

#endif
