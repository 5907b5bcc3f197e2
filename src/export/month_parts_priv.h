/* What the forms of the month's report (paper, page) share. Vietnamese, whatever the user reads. */
#ifndef HOTROIT_MONTH_PARTS_PRIV_H
#define HOTROIT_MONTH_PARTS_PRIV_H

#include "export_priv.h"

/* Parts of one figure, from FIRST on; 0: it is no part. */
size_t month_part_group(const struct month_pack *pack, size_t first);
size_t month_section_end(const struct month_pack *pack, size_t first);
/* The longest bar of them, their targets counted in; at least 1. */
int64_t month_longest(const struct month_pack *pack, size_t first, size_t count);

/* What the figures from FIRST on are parts of; the section's title where they are of nothing. */
const char *month_chart_title(const struct month_pack *pack, size_t first);

/* "tháng 11 năm 2026"; when it was closed, by whom, or that it is not. */
const char *month_about(const struct month_pack *pack, struct arena *arena);
const char *month_standing_text(const struct month_pack *pack, struct arena *arena);
const char *month_label_text(struct arena *arena, const struct month_figure *figure);
const char *month_value_text(struct arena *arena, const struct month_figure *figure);
const char *month_number_text(struct arena *arena, int64_t number); /* "1.234" */
/* "+2 máy" */
const char *month_change_text(struct arena *arena, const struct month_figure *figure);

/* Pupils: a row for each group of them, a column for each stage. The section begins with one figure
 * a stage, of all: so many stages there are. */
size_t month_stages(const struct month_pack *pack, size_t first, size_t end);
/* Are both of the same group? */
bool month_is_about(const struct month_figure *figure, const struct month_figure *other);
/* The figure of ROW's group at the stage of STAGE; NULL: there is nobody. */
const struct month_figure *month_stage(const struct month_pack *pack,
				       const struct month_figure *row,
				       const struct month_figure *stage);

#endif
