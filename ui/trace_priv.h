/* The records behind a figure of the month's report: a list that opens them. */
#ifndef HOTROIT_TRACE_PRIV_H
#define HOTROIT_TRACE_PRIV_H

#include "screen.h"

struct ui_traced {
	const char *id, *title;
	int64_t amount;
};

/* Start from {0}. */
struct ui_trace {
	struct month_pack pack;
	const struct month_figure *figure; /* NULL: nothing is looked into */
	struct ui_traced *records;
	struct ui_list list;
};

/* Looks into the figure KEY of MONTH under PLAN; says why it can not. */
void ui_trace_begin(struct ui *ui, struct ui_trace *trace, const struct plan *plan,
		    const char *month, const char *key);
void ui_trace_end(struct ui_trace *trace);
void ui_trace_draw(struct ui_trace *trace, struct canvas *canvas);
/* While there is a figure: every event. */
bool ui_trace_handle(struct ui *ui, struct ui_trace *trace, const struct ui_event *event);

#endif
