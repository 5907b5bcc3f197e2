/* Who is proposed which device, with the reason; a person agrees, to one or to all, or chooses
 * another device. */
#include "match_pick_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	REQ_TAKE = REQ_OWN,
	REQ_TAKE_ALL,
	REQ_OTHER,
	REQ_DEVICE,
	REQ_FREE,
};

#define HEAD_ROWS 2
#define DETAIL_ROWS 4
#define SIM_WIDTH 8

struct state {
	struct matches matches;
	uint64_t past; /* kits kept until a day that has passed */
	struct ui_list list;
	struct match_pick pick;
	int asked; /* the request that Enter will do; REQ_NONE */
};

/* ---- reading --------------------------------------------------------------------------------- */

static int count_past(struct ui *ui, uint64_t *ret, struct err *err)
{
	char now[CLOCK_TEXT_MAX], today[DATE_TEXT_MAX];
	const struct store_filter filters[] = {
		{.name = "state", .value = "reserved"},
		{.name = "reserved_until", .test = STORE_BELOW, .value = today},
	};

	clock_text(now);
	snprintf(today, sizeof(today), "%.10s", now);
	return store_count_where(ui->store, record_kind_find("kit"), filters, ARRAY_LEN(filters),
				 ret, err);
}

static int read_again(struct ui *ui, struct state *state, struct err *err)
{
	struct matches matches;
	int r = count_past(ui, &state->past, err);

	if (r == 0)
		r = flow_match(&matches, ui->store, ui->plan, err);
	if (r < 0)
		return r;
	flow_matches_done(&state->matches);
	state->matches = matches;
	return 0;
}

static void show(struct ui *ui, struct state *state)
{
	struct err err;

	if (read_again(ui, state, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	int r = ui_check_read(ui, record_kind_find("recipient"), err);

	(void)argument;
	return r < 0 ? r : read_again(ui, data, err);
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	match_pick_close(&state->pick);
	flow_matches_done(&state->matches);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_head(const struct state *state, struct canvas *canvas)
{
	canvas_printf(canvas, 0, 1, 0, STYLE_NORMAL, _("%zu em chờ, %zu máy sẵn sàng"),
		      state->matches.count, state->matches.devices);
	if (state->past)
		canvas_printf(canvas, 0, canvas_columns(canvas) / 2, 0, STYLE_REVIEW,
			      _("%llu bộ quá hạn giữ; F7: bỏ giữ"),
			      (unsigned long long)state->past);
	else if (state->matches.unfit && *state->matches.unfit)
		canvas_printf(canvas, 0, canvas_columns(canvas) / 2, 0, STYLE_REVIEW, "%.*s",
			      (int)strcspn(state->matches.unfit, "\n"), state->matches.unfit);
}

static void draw_row(const struct match *match, struct canvas *canvas, int row, bool is_selected)
{
	int name = canvas_columns(canvas) * 3 / 10, device = canvas_columns(canvas) * 2 / 5;
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	AUTO(buf_done) struct buf text = {0};

	if (match->device)
		match_device_text(&text, match);
	else
		buf_add_str(&text, _("(chưa có)"));
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 1, name - 2, style, match->name);
	canvas_text(canvas, row, name, device - 1,
		    match->device || is_selected ? style : STYLE_REVIEW, buf_text(&text));
	canvas_text(canvas, row, name + device, SIM_WIDTH - 1, style,
		    match->sim_tag ? match->sim_tag : "");
	canvas_text(canvas, row, name + device + SIM_WIDTH, 0, style, match->reason);
}

static void draw_titles(struct canvas *canvas)
{
	int name = canvas_columns(canvas) * 3 / 10, device = canvas_columns(canvas) * 2 / 5;

	canvas_text(canvas, 1, 1, 0, STYLE_DIM, _("Học sinh"));
	canvas_text(canvas, 1, name, 0, STYLE_DIM, _("Máy đề nghị"));
	canvas_text(canvas, 1, name + device, 0, STYLE_DIM, _("SIM"));
	canvas_text(canvas, 1, name + device + SIM_WIDTH, 0, STYLE_DIM, _("Vì sao"));
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int bottom = canvas_rows(canvas) - DETAIL_ROWS, row = HEAD_ROWS;

	(void)ui;
	if (state->pick.is_open) {
		match_pick_draw(&state->pick, canvas);
		return;
	}
	ui_list_fit(&state->list, state->matches.count, (size_t)(bottom - HEAD_ROWS));
	draw_head(state, canvas);
	if (!state->matches.count) {
		canvas_text(canvas, 2, 1, 0, STYLE_DIM,
			    _("Không có em nào đã duyệt đang chờ máy."));
		return;
	}
	draw_titles(canvas);
	for (size_t i = state->list.top; i < state->matches.count && row < bottom; i++, row++)
		draw_row(&state->matches.rows[i], canvas, row, i == state->list.selected);
	match_draw_detail(&state->matches.rows[state->list.selected], canvas, bottom);
}

/* ---- agreeing -------------------------------------------------------------------------------- */

static const struct match *selected(const struct state *state)
{
	/* What was read anew may be shorter than what is drawn. */
	return state->list.selected < state->matches.count
		       ? &state->matches.rows[state->list.selected]
		       : NULL;
}

static void take(struct ui *ui, struct state *state, const struct match *match)
{
	AUTO(buf_done) struct buf said = {0};
	struct err err;

	if (flow_match_take(ui->store, ui->plan, match, &said, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_PASS, _("Đã giữ %s cho %s"), match->device_tag, match->name);
	show(ui, state);
}

/* Each is a step of its own: what went well before one fails is kept, and told. */
static void take_all(struct ui *ui, struct state *state)
{
	size_t done = 0;
	struct err err;
	int r = 0;

	for (size_t i = 0; r == 0 && i < state->matches.count; i++) {
		AUTO(buf_done) struct buf said = {0};

		if (!state->matches.rows[i].device)
			continue;
		r = flow_match_take(ui->store, ui->plan, &state->matches.rows[i], &said, &err);
		done += r == 0;
	}
	if (r < 0)
		ui_say(ui, STYLE_FAIL, _("Đã giữ %zu bộ; dừng lại: %s"), done, err.text);
	else
		ui_say(ui, STYLE_PASS, _("Đã giữ %zu bộ máy; gom vào buổi trao ở màn hình buổi đó"),
		       done);
	show(ui, state);
}

static void free_past(struct ui *ui, struct state *state)
{
	AUTO(buf_done) struct buf said = {0};
	uint64_t past = state->past;
	struct err err;

	if (flow_match_expire(ui->store, ui->plan, &said, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_PASS, _("Đã bỏ giữ %llu bộ quá hạn; máy chờ em khác"),
		       (unsigned long long)past);
	show(ui, state);
}

static void choose_other(struct ui *ui, struct state *state)
{
	const struct match *match = selected(state);
	struct match_wish wish = {0};
	struct err err;

	if (!match)
		return;
	wish.recipient = match->recipient;
	if (match_pick_open(&state->pick, ui, &wish, &err) < 0)
		ui_say(ui, STYLE_REVIEW, "%s: %s", match->name, err.text);
	else
		snprintf(state->pick.title, sizeof(state->pick.title),
			 _("Máy khác cho %s (hợp nhất ở trên)"), match->name);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static size_t count_proposed(const struct state *state)
{
	size_t count = 0;

	for (size_t i = 0; i < state->matches.count; i++)
		count += state->matches.rows[i].device != NULL;
	return count;
}

static void ask(struct ui *ui, struct state *state, int request)
{
	const struct match *match = selected(state);

	if (request == REQ_FREE && state->past)
		ui_say(ui, STYLE_REVIEW,
		       _("Bỏ giữ %llu bộ quá hạn: Enter để làm, phím khác để thôi"),
		       (unsigned long long)state->past);
	else if (request == REQ_FREE)
		ui_say(ui, STYLE_NORMAL, _("Không có bộ nào quá hạn giữ"));
	else if (!match || !count_proposed(state))
		ui_say(ui, STYLE_NORMAL, _("Không có gì để giữ chỗ"));
	else if (request == REQ_TAKE_ALL)
		ui_say(ui, STYLE_REVIEW,
		       _("Giữ %zu máy như đề nghị: Enter để làm, phím khác để thôi"),
		       count_proposed(state));
	else if (!match->device)
		ui_say(ui, STYLE_REVIEW, "%s: %s", match->name, match->reason);
	else
		ui_say(ui, STYLE_REVIEW, _("Giữ %s cho %s: Enter để làm, phím khác để thôi"),
		       match->device_tag, match->name);
	if (request == REQ_FREE ? state->past > 0
				: match && (request == REQ_TAKE ? match->device != NULL
								: count_proposed(state) > 0))
		state->asked = request;
}

/* The answer to what was asked: true when it was taken for one. */
static bool answer(struct ui *ui, struct state *state, int request)
{
	int asked = state->asked;

	state->asked = REQ_NONE;
	if (asked == REQ_NONE || request != REQ_OPEN)
		return asked != REQ_NONE && request == REQ_BACK;
	if (asked == REQ_TAKE && selected(state))
		take(ui, state, selected(state));
	else if (asked == REQ_TAKE_ALL)
		take_all(ui, state);
	else if (asked == REQ_FREE)
		free_past(ui, state);
	return true;
}

static void open_record(struct ui *ui, const char *kind, const char *id)
{
	AUTO(buf_done) struct buf argument = {0};

	if (!id)
		return;
	buf_printf(&argument, "%s %s", kind, id);
	ui_open(ui, "record", buf_text(&argument));
}

static bool handle_own(struct ui *ui, struct state *state, int request)
{
	const struct match *match = selected(state);

	switch (request) {
	case REQ_RETURN:
		show(ui, state);
		return true;
	case REQ_OPEN:
		open_record(ui, "recipient", match ? match->recipient : NULL);
		return true;
	case REQ_DEVICE:
		open_record(ui, "device", match ? match->device : NULL);
		return true;
	case REQ_OTHER:
		choose_other(ui, state);
		return true;
	case REQ_TAKE:
	case REQ_TAKE_ALL:
	case REQ_FREE:
		ask(ui, state, request);
		return true;
	default:
		return ui_list_move(&state->list, request, state->matches.count);
	}
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (event->request == REQ_TICK)
		return true;
	if (state->pick.is_open) {
		bool is_chosen;
		bool is_used = match_pick_handle(&state->pick, event->request, &is_chosen);

		if (is_chosen) {
			take(ui, state, match_pick_chosen(&state->pick));
			match_pick_close(&state->pick);
		}
		return is_used;
	}
	return answer(ui, state, event->request) || handle_own(ui, state, event->request);
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (state->pick.is_open)
		return _("Enter: giữ máy đang chọn cho em này; Esc: thôi");
	if (!state->matches.count)
		return _("Duyệt học sinh trước: danh sách đề xuất, «Duyệt cả danh sách»");
	return _("Chỉ là đề nghị: F5 đồng ý dòng đang chọn, F8 tất cả, F6 chọn máy khác");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Hồ sơ"), N_("xem hồ sơ của em đang chọn")},
	{REQ_TAKE, "F5 k", N_("Giữ máy"), N_("đồng ý: giữ máy đề nghị cho em đang chọn")},
	{REQ_OTHER, "F6 d", N_("Máy khác"), N_("chọn máy khác cho em đang chọn")},
	{REQ_TAKE_ALL, "F8 a", N_("Tất cả"), N_("đồng ý với mọi đề nghị")},
	{REQ_DEVICE, "F3 m", NULL, N_("xem máy được đề nghị")},
	{REQ_FREE, "F7 x", NULL, N_("bỏ giữ những bộ đã quá hạn giữ; máy của chúng chờ em khác")},
};

const struct screen scr_match = {
	.name = "match",
	.title = N_("Ghép máy với học sinh"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
