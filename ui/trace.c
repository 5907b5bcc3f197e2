/* The records behind a figure of the month's report. */
#include "trace_priv.h"

#define AMOUNT_WIDTH 18

void ui_trace_end(struct ui_trace *trace)
{
	month_done(&trace->pack);
	*trace = (struct ui_trace){0};
}

static void name_records(struct ui *ui, struct ui_trace *trace)
{
	const struct month_figure *figure = trace->figure;
	struct arena *arena = &trace->pack.arena;

	trace->records = arena_alloc(arena, (figure->record_count + 1) * sizeof(*trace->records));
	for (size_t i = 0; i < figure->record_count; i++) {
		AUTO(buf_done) struct buf title = {0};
		struct err err;

		if (flow_month_record(&title, ui->store, figure, i, &err) < 0)
			buf_add_str(&title, err.text);
		trace->records[i] = (struct ui_traced){
			.id = figure->records[i],
			.title = arena_str(arena, buf_text(&title)),
			.amount = figure->amounts ? figure->amounts[i] : 0};
	}
}

void ui_trace_begin(struct ui *ui, struct ui_trace *trace, const struct plan *plan,
		    const char *month, const char *key)
{
	char now[CLOCK_TEXT_MAX];
	struct err err;

	ui_trace_end(trace);
	clock_text(now);
	if (flow_month_trace(&trace->pack, ui->store, plan, month, key, now, &trace->figure,
			     &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		name_records(ui, trace);
}

static void open_record(struct ui *ui, const struct ui_trace *trace)
{
	AUTO(buf_done) struct buf argument = {0};

	if (!trace->figure->record_count)
		return;
	buf_printf(&argument, "%s %s", trace->figure->kind,
		   trace->records[trace->list.selected].id);
	ui_open(ui, "record", buf_text(&argument));
}

static void draw_record(const struct ui_trace *trace, struct canvas *canvas, int row, size_t at)
{
	enum ui_style style = at == trace->list.selected ? STYLE_SELECTED : STYLE_NORMAL;
	bool has_amounts = trace->figure->amounts != NULL;
	AUTO(buf_done) struct buf amount = {0};

	if (has_amounts)
		text_money(&amount, trace->records[at].amount);
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, AMOUNT_WIDTH - text_width(buf_text(&amount)), 0, style,
		    buf_text(&amount));
	canvas_text(canvas, row, has_amounts ? AMOUNT_WIDTH + 2 : 2, 0, style,
		    trace->records[at].title);
}

void ui_trace_draw(struct ui_trace *trace, struct canvas *canvas)
{
	const struct month_figure *figure = trace->figure;
	size_t rows = (size_t)(canvas_rows(canvas) - 2);
	AUTO(buf_done) struct buf head = {0};

	month_label(&head, figure, MONTH_SHOWN);
	buf_add_str(&head, ": ");
	month_value(&head, figure, MONTH_SHOWN);
	canvas_text(canvas, 0, 1, 0, STYLE_TITLE, buf_text(&head));
	canvas_line(canvas, 1, 0, 0);
	ui_list_fit(&trace->list, figure->record_count, rows);
	for (size_t i = 0; i < rows && trace->list.top + i < figure->record_count; i++)
		draw_record(trace, canvas, 2 + (int)i, trace->list.top + i);
}

bool ui_trace_handle(struct ui *ui, struct ui_trace *trace, const struct ui_event *event)
{
	if (event->request == REQ_OPEN)
		open_record(ui, trace);
	else if (event->request == REQ_BACK)
		ui_trace_end(trace);
	else
		return ui_list_move(&trace->list, event->request, trace->figure->record_count);
	return true;
}
