/* A contest's ranking: every set of prizes, equal ones shown as equal, the board's word on them. */
#include "screen.h"

#include "flow_contest.h"

#include <errno.h>
#include <stdio.h>

enum {
	REQ_RULE = REQ_OWN,
	REQ_PRIZES,
	REQ_TIE,
	REQ_AWARD,
	REQ_DROP,
	REQ_PUBLISH,
};

/* What is being typed. */
enum ask {
	ASK_NOTHING,
	ASK_RULE,
	ASK_RANK, /* which prize the board gives: a number */
	ASK_AWARD,
	ASK_DROP,
	ASK_PUBLISH, /* nothing: Enter does it */
};

#define HEAD_ROWS 1
#define FOOT_ROWS 2
#define PLACE_WIDTH 6
#define TAG_WIDTH 9
#define SCORE_WIDTH 9
#define PRIZE_WIDTH 27

/* A line of the screen: the head of a set, or one of its places. */
struct rank_line {
	const struct contest_set *set;
	const struct contest_place *place; /* NULL: the head */
};

struct state {
	char id[UUID_TEXT_MAX];
	struct contest_ranking ranking;
	struct arena arena;
	struct rank_line *lines;
	size_t count;
	struct ui_list list;
	struct ui_entry reason;
	enum ask asks;
	const char *rank; /* the prize the board gives */
};

/* ---- reading --------------------------------------------------------------------------------- */

static void list_lines(struct state *state)
{
	size_t most = 1;

	for (size_t i = 0; i < state->ranking.count; i++)
		most += state->ranking.sets[i].count + 1;
	arena_done(&state->arena);
	state->lines = arena_alloc(&state->arena, most * sizeof(*state->lines));
	state->count = 0;
	for (size_t i = 0; i < state->ranking.count; i++) {
		const struct contest_set *set = &state->ranking.sets[i];

		state->lines[state->count++] = (struct rank_line){set, NULL};
		for (size_t j = 0; j < set->count; j++)
			state->lines[state->count++] = (struct rank_line){set, &set->places[j]};
	}
}

static int read_again(struct ui *ui, struct state *state, struct err *err)
{
	struct contest_ranking ranking;
	int r = flow_contest_rank(&ranking, ui->store, state->id, err);

	if (r < 0)
		return r;
	flow_contest_ranking_done(&state->ranking);
	state->ranking = ranking;
	list_lines(state);
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
	struct state *state = data;

	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	snprintf(state->id, sizeof(state->id), "%s", argument ? argument : "");
	return read_again(ui, state, err);
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	flow_contest_ranking_done(&state->ranking);
	arena_done(&state->arena);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void set_name(struct buf *ret, const struct contest_set *set)
{
	buf_printf(ret, "%s%s%s%s", set->division_name, set->category_name ? ", " : "",
		   set->category_name ? set->category_name : "",
		   set->is_collective ? _(": giải tập thể") : "");
}

static void prize_text(struct buf *ret, const struct contest_place *place)
{
	const struct field *rank = record_field_find(record_kind_find("prize"), "rank");

	if (place->is_contested)
		buf_add_str(ret, _("● chờ BTC xếp"));
	else if (place->prize)
		buf_printf(ret, "%s%s", record_choice_label(rank, place->prize),
			   place->is_given ? "" : _(" (chưa ghi)"));
}

static void draw_place(struct canvas *canvas, int row, enum ui_style style,
		       const struct rank_line *line)
{
	const struct contest_place *place = line->place;
	int columns = canvas_columns(canvas), prize = columns - PRIZE_WIDTH;
	int score = prize - SCORE_WIDTH, title = 1 + PLACE_WIDTH + TAG_WIDTH;
	AUTO(buf_done) struct buf mark = {0}, won = {0};

	if (line->set->is_collective)
		buf_printf(&mark, _("%lld người"), (long long)place->score);
	else
		mark_print(&mark, place->score);
	prize_text(&won, place);
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_printf(canvas, row, 1, PLACE_WIDTH - 1, style, "%4zu%s", place->place,
		      place->is_tied ? "=" : "");
	canvas_text(canvas, row, 1 + PLACE_WIDTH, TAG_WIDTH - 1, style,
		    place->tag ? place->tag : "");
	canvas_text(canvas, row, title, score - title - 1, style, place->title ? place->title : "");
	canvas_text(canvas, row, score, SCORE_WIDTH - 1, style, buf_text(&mark));
	canvas_text(canvas, row, prize, 0, style, buf_text(&won));
}

static void draw_line(struct canvas *canvas, int row, const struct rank_line *line,
		      bool is_selected)
{
	AUTO(buf_done) struct buf name = {0};

	if (line->place) {
		draw_place(canvas, row,
			   is_selected		       ? STYLE_SELECTED
			   : line->place->is_contested ? STYLE_REVIEW
						       : STYLE_NORMAL,
			   line);
		return;
	}
	set_name(&name, line->set);
	canvas_text(canvas, row, 0, 0, is_selected ? STYLE_SELECTED : STYLE_TITLE,
		    buf_text(&name));
}

static const char *const ask_labels[] = {
	[ASK_RULE] = N_("Lý do xếp trước"),
	[ASK_RANK] = N_("BTC trao giải nào? 1 nhất 2 nhì 3 ba 4 khuyến khích"),
	[ASK_AWARD] = N_("Lý do trao khác bảng xếp"),
	[ASK_DROP] = N_("Lý do không trao giải này"),
	[ASK_PUBLISH] = N_("Công bố: mỗi giải có mã tra cứu, từ đó không đổi nữa"),
};

static const char *const ask_hints[] = {
	[ASK_NOTHING] = N_("F8: ghi giải theo bảng xếp; F7: BTC trao khác; F11: công bố"),
	[ASK_RULE] = N_("Gõ lý do của BTC, Enter để ghi; Esc: thôi"),
	[ASK_RANK] = N_("Gõ một số rồi Enter; Esc: thôi"),
	[ASK_AWARD] = N_("Gõ lý do của BTC, Enter để ghi; Esc: thôi"),
	[ASK_DROP] = N_("Gõ lý do của BTC, Enter để ghi; Esc: thôi"),
	[ASK_PUBLISH] = N_("Enter: công bố; Esc: thôi"),
};

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	size_t rows = (size_t)(canvas_rows(canvas) - HEAD_ROWS - FOOT_ROWS);
	int foot = canvas_rows(canvas) - 1;

	ui_list_fit(&state->list, state->count, rows);
	canvas_printf(canvas, 0, 1, 0, state->ranking.missing ? STYLE_REVIEW : STYLE_NORMAL,
		      _("Thiếu %zu điểm; %zu bài, đơn vị bằng nhau chờ BTC xếp"),
		      state->ranking.missing, state->ranking.contested);
	for (size_t i = state->list.top; i < state->count && i < state->list.top + rows; i++)
		draw_line(canvas, HEAD_ROWS + (int)(i - state->list.top), &state->lines[i],
			  i == state->list.selected);
	canvas_line(canvas, foot - 1, 0, canvas_columns(canvas));
	if (state->asks == ASK_PUBLISH)
		canvas_text(canvas, foot, 1, 0, STYLE_REVIEW, _(ask_labels[ASK_PUBLISH]));
	else if (state->asks != ASK_NOTHING)
		ui_entry_draw_labelled(ui, &state->reason, canvas, foot,
				       _(ask_labels[state->asks]));
}

/* ---- the board's word ------------------------------------------------------------------------ */

static const struct rank_line *selected(const struct state *state)
{
	return state->list.selected < state->count ? &state->lines[state->list.selected] : NULL;
}

static void ask(struct state *state, enum ask what)
{
	ui_entry_set(&state->reason, "");
	state->asks = what;
}

static void ask_rule(struct ui *ui, struct state *state)
{
	const struct rank_line *line = selected(state);

	if (!line || !line->place || !line->place->is_contested) {
		ui_say(ui, STYLE_NORMAL, _("Chọn một bài, đơn vị bằng nhau đang chờ BTC xếp"));
		return;
	}
	ask(state, ASK_RULE);
}

/* Before those that the board has not placed, behind those that it has. */
static int64_t next_position(const struct rank_line *line)
{
	const struct contest_place *equals = &line->set->places[line->place->group];
	int64_t last = 0;

	for (size_t i = 0; i < line->place->equals; i++)
		if (equals[i].position > last)
			last = equals[i].position;
	return last + 1;
}

/* What came of it is said, and the ranking read again. */
static void finish(struct ui *ui, struct state *state, int result, const struct buf *said,
		   const struct err *err)
{
	if (result < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err->text);
		return;
	}
	ui_say(ui, STYLE_PASS, "%s", buf_text(said));
	ask(state, ASK_NOTHING);
	show(ui, state);
}

static void rule(struct ui *ui, struct state *state)
{
	const struct rank_line *line = selected(state);
	struct contest_award about = {.contest = state->id, .reason = state->reason.text};
	AUTO(buf_done) struct buf said = {0}, position = {0};
	struct err err;

	buf_printf(&position, "%lld", (long long)next_position(line));
	about.division = line->set->division;
	about.entry = line->set->is_collective ? NULL : line->place->id;
	about.unit = line->set->is_collective ? line->place->id : NULL;
	finish(ui, state, flow_contest_rule(ui->store, &about, buf_text(&position), &said, &err),
	       &said, &err);
}

static void give(struct ui *ui, struct state *state)
{
	AUTO(buf_done) struct buf said = {0};
	struct err err;

	finish(ui, state, flow_contest_prizes(ui->store, state->id, &said, &err), &said, &err);
}

/* ---- prizes by the board's word -------------------------------------------------------------- */

static void ask_award(struct ui *ui, struct state *state)
{
	const struct rank_line *line = selected(state);

	if (!line || !line->place || line->place->prize_id) {
		ui_say(ui, STYLE_NORMAL, _("Chọn một bài hoặc đơn vị chưa có giải"));
		return;
	}
	state->rank = "collective";
	ask(state, line->set->is_collective ? ASK_AWARD : ASK_RANK);
}

static void choose_rank(struct ui *ui, struct state *state)
{
	static const char *const ranks[] = {"first", "second", "third", "consolation"};
	int64_t number;

	if (!str_to_i64(state->reason.text, &number) || number < 1 ||
	    number > (int64_t)ARRAY_LEN(ranks)) {
		ui_say(ui, STYLE_REVIEW, _("Gõ một số từ 1 đến 4"));
		return;
	}
	state->rank = ranks[number - 1];
	ask(state, ASK_AWARD);
}

static void ask_drop(struct ui *ui, struct state *state)
{
	const struct rank_line *line = selected(state);

	if (line && line->place && line->place->prize_id)
		ask(state, ASK_DROP);
	else
		ui_say(ui, STYLE_NORMAL, _("Chọn một giải đã ghi"));
}

static void award(struct ui *ui, struct state *state)
{
	const struct rank_line *line = selected(state);
	struct contest_award award = {.contest = state->id, .rank = state->rank,
				      .reason = state->reason.text};
	AUTO(buf_done) struct buf said = {0};
	struct err err;

	award.division = line->set->division;
	award.entry = line->set->is_collective ? NULL : line->place->id;
	award.unit = line->set->is_collective ? line->place->id : NULL;
	finish(ui, state, flow_contest_award(ui->store, &award, &said, &err), &said, &err);
}

static void drop(struct ui *ui, struct state *state)
{
	const struct rank_line *line = selected(state);
	const char *const names[] = {"note"}, *const values[] = {state->reason.text};
	struct flow_step step = {.action = "drop", .names = names, .values = values, .count = 1};
	AUTO(buf_done) struct buf said = {0};
	struct err err;

	step.id = line->place->prize_id;
	finish(ui, state,
	       flow_do(ui->store, NULL, record_kind_find("prize"), &step, &said, &err), &said,
	       &err);
}

static void publish(struct ui *ui, struct state *state)
{
	const struct flow_step step = {.action = "publish", .id = state->id};
	AUTO(buf_done) struct buf said = {0};
	struct err err;
	int r = flow_do(ui->store, NULL, record_kind_find("contest"), &step, &said, &err);

	state->asks = ASK_NOTHING;
	finish(ui, state, r, &said, &err);
}

static void answer(struct ui *ui, struct state *state)
{
	static void (*const answers[])(struct ui *, struct state *) = {
		[ASK_RULE] = rule, [ASK_RANK] = choose_rank, [ASK_AWARD] = award,
		[ASK_DROP] = drop, [ASK_PUBLISH] = publish};
	const struct rank_line *line = selected(state);

	if (state->asks == ASK_PUBLISH || (line && line->place))
		answers[state->asks](ui, state);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void find_tie(struct ui *ui, struct state *state)
{
	for (size_t i = 1; i <= state->count; i++) {
		size_t at = (state->list.selected + i) % state->count;

		if (state->lines[at].place && state->lines[at].place->is_contested) {
			state->list.selected = at;
			return;
		}
	}
	ui_say(ui, STYLE_PASS, _("Không còn bài, đơn vị bằng nhau nào chờ BTC"));
}

static void open_entry(struct ui *ui, struct state *state)
{
	const struct rank_line *line = selected(state);
	AUTO(buf_done) struct buf argument = {0};

	if (!line || !line->place)
		return;
	buf_printf(&argument, "%s %s", line->set->is_collective ? "unit" : "entry",
		   line->place->id);
	ui_open(ui, "record", buf_text(&argument));
}

static bool handle_answer(struct ui *ui, struct state *state, const struct ui_event *event)
{
	if (state->asks != ASK_PUBLISH &&
	    ui_entry_handle(ui, &state->reason, event) != ENTRY_PASSED)
		return true;
	if (event->request == REQ_OPEN)
		answer(ui, state);
	else if (event->request == REQ_BACK)
		ask(state, ASK_NOTHING);
	else
		return event->request >= REQ_OWN;
	return true;
}

/* The requests that do something with the line selected, or with all. */
static bool act(struct ui *ui, struct state *state, int request)
{
	static const struct {
		int request;
		void (*fn)(struct ui *ui, struct state *state);
	} acts[] = {{REQ_RULE, ask_rule},   {REQ_PRIZES, give},   {REQ_TIE, find_tie},
		    {REQ_AWARD, ask_award}, {REQ_DROP, ask_drop}, {REQ_OPEN, open_entry},
		    {REQ_RETURN, show}};

	for (size_t i = 0; i < ARRAY_LEN(acts); i++)
		if (acts[i].request == request) {
			acts[i].fn(ui, state);
			return true;
		}
	return false;
}

/* What was published stays as it is. */
static bool has_key(struct ui *ui, const void *data, int request)
{
	(void)ui;
	return request < REQ_OWN || !((const struct state *)data)->ranking.is_final;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (state->asks != ASK_NOTHING)
		return handle_answer(ui, state, event);
	if (event->request == REQ_PUBLISH) {
		ask(state, ASK_PUBLISH);
		return true;
	}
	return act(ui, state, event->request) ||
	       ui_list_move(&state->list, event->request, state->count);
}

static bool wants_text(struct ui *ui, const void *data)
{
	const struct state *state = data;

	(void)ui;
	return state->asks != ASK_NOTHING && state->asks != ASK_PUBLISH;
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (state->ranking.is_final)
		return _("Đã công bố: giải không đổi nữa; Enter: mở bài; Esc: quay lại");
	return state->asks == ASK_NOTHING && state->ranking.contested
		       ? _("Điểm bằng nhau không tự xếp: F6 tới chỗ đó, F5 ghi BTC xếp trước")
		       : _(ask_hints[state->asks]);
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Mở"), N_("mở bài hoặc đơn vị đang chọn")},
	{REQ_RULE, "F5 t", N_("BTC xếp"), N_("ghi BTC xếp bài này trước những bài bằng điểm")},
	{REQ_TIE, "F6 b", NULL, N_("tới bài, đơn vị bằng nhau tiếp theo")},
	{REQ_PRIZES, "F8 n", N_("Ghi giải"), N_("ghi các giải theo bảng xếp")},
	{REQ_PUBLISH, "F11 k", N_("Công bố"), N_("công bố kết quả: giải có mã, không đổi nữa")},
	{REQ_AWARD, "F7 v", NULL, N_("BTC trao một giải khác bảng xếp, với lý do")},
	{REQ_DROP, "x", NULL, N_("BTC không trao giải đang chọn, với lý do")},
};

const struct screen scr_contest_rank = {
	.name = "contest_rank",
	.title = N_("Xếp hạng, trao giải"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.has_key = has_key,
	.wants_text = wants_text,
};
