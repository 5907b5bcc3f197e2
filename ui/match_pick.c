/* Every pair that could be, listed for a person to choose one. */
#include "match_pick_priv.h"

#include <errno.h>
#include <string.h>

#define DETAIL_ROWS 4
#define HEAD_ROWS 2
#define REASON_COLUMN 34

int match_pick_open(struct match_pick *pick, struct ui *ui, const struct match_wish *wish,
		    struct err *err)
{
	struct matches matches;
	int r = flow_match_others(&matches, ui->store, ui->plan, wish, err);

	if (r < 0)
		return r;
	match_pick_close(pick);
	pick->matches = matches;
	if (!matches.count)
		return err_set(err, ENOENT,
			       wish->device ? _("không còn em nào đang chờ dùng được máy này")
					    : _("không có máy nào sẵn sàng mà em này dùng được"));
	pick->is_open = true;
	return 0;
}

void match_pick_close(struct match_pick *pick)
{
	flow_matches_done(&pick->matches);
	*pick = (struct match_pick){0};
}

struct match *match_pick_chosen(struct match_pick *pick)
{
	return &pick->matches.rows[pick->list.selected];
}

bool match_pick_handle(struct match_pick *pick, int request, bool *ret_chosen)
{
	*ret_chosen = request == REQ_OPEN;
	if (request == REQ_BACK)
		match_pick_close(pick);
	return request == REQ_OPEN || request == REQ_BACK ||
	       ui_list_move(&pick->list, request, pick->matches.count) || request >= REQ_OWN;
}

void match_device_text(struct buf *ret, const struct match *match)
{
	buf_printf(ret, "%s %s", match->device_tag, ui_kind_label(match->device_kind));
	if (match->device_model)
		buf_printf(ret, " %s", match->device_model);
}

void match_draw_detail(const struct match *match, struct canvas *canvas, int row)
{
	AUTO(buf_done) struct buf text = {0};

	canvas_line(canvas, row++, 0, 0);
	buf_printf(&text, "%s (%s)", match->name, match->recipient_tag);
	if (match->device) {
		buf_add_str(&text, ": ");
		match_device_text(&text, match);
	}
	if (match->sim_tag)
		buf_printf(&text, _(" và SIM %s"), match->sim_tag);
	canvas_text(canvas, row++, 1, 0, STYLE_NORMAL, buf_text(&text));
	canvas_wrap(canvas, row, 1, canvas_columns(canvas) - 2, canvas_rows(canvas) - row,
		    match->device ? STYLE_NORMAL : STYLE_REVIEW, match->reason);
}

static void draw_row(const struct match_pick *pick, const struct match *match,
		     struct canvas *canvas, int row, enum ui_style style)
{
	AUTO(buf_done) struct buf name = {0};

	if (pick->of_pupils)
		buf_add_str(&name, match->name);
	else
		match_device_text(&name, match);
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 1, REASON_COLUMN - 3, style, buf_text(&name));
	canvas_text(canvas, row, REASON_COLUMN, 0, style, match->reason);
}

void match_pick_draw(struct match_pick *pick, struct canvas *canvas)
{
	int bottom = canvas_rows(canvas) - DETAIL_ROWS, row = HEAD_ROWS;

	ui_list_fit(&pick->list, pick->matches.count, (size_t)(bottom - HEAD_ROWS));
	canvas_text(canvas, 0, 1, 0, STYLE_TITLE, pick->title);
	for (size_t i = pick->list.top; i < pick->matches.count && row < bottom; i++, row++)
		draw_row(pick, &pick->matches.rows[i], canvas, row,
			 i == pick->list.selected ? STYLE_SELECTED : STYLE_NORMAL);
	match_draw_detail(match_pick_chosen(pick), canvas, bottom);
}

void match_pick_put_last(struct matches *matches, const char *recipient)
{
	for (size_t i = 0; i + 1 < matches->count; i++) {
		const struct match late = matches->rows[i];

		if (!str_eq(late.recipient, recipient))
			continue;
		memmove(&matches->rows[i], &matches->rows[i + 1],
			(matches->count - i - 1) * sizeof(late));
		matches->rows[matches->count - 1] = late;
		return;
	}
}
