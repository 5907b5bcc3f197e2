/* What an import said, as lines to be read on its screen. */
#ifndef HOTROIT_IMPORT_LINES_PRIV_H
#define HOTROIT_IMPORT_LINES_PRIV_H

#include "flow_import.h"
#include "screen.h"

struct import_line {
	enum ui_style style;
	const char *text;
};

struct import_lines {
	struct arena arena;
	struct buf lines; /* struct import_line */
};

void import_lines_done(struct import_lines *lines);
size_t import_lines_count(const struct import_lines *lines);
const struct import_line *import_lines_at(const struct import_lines *lines, size_t i);
/* In the place of what was there: what would be taken in (IS_DRY) or was, column by column; which
 * rows were refused, and why. */
void import_lines_tell(struct import_lines *lines, const struct flow_import *import, bool is_dry);
/* In the place of what was there: why nothing could be read. */
void import_lines_fail(struct import_lines *lines, const struct err *err);

#endif
