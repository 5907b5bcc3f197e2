/* Why a machine passes or not: every rule with what is required, what was measured and what to do;
 * the practical warnings below; and the facts themselves. */
#include "view_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	REQ_INSPECT = REQ_OWN,
	REQ_FACTS,
	REQ_SAME, /* the machine is the one that was asked about … */
	REQ_OTHER, /* … or another one */
	REQ_SLIP,
	REQ_FORM,
	REQ_RECORD,
};

struct state {
	struct view view;
	char where[UUID_TEXT_MAX + 8];
	struct ui_list rules, facts;
	bool show_facts;
	struct arena arena;
	const char **shelf; /* what the shelf has for each finding, or "" */
	size_t shelf_count; /* a slot that is probed anew has other findings than were looked at */
};

#define DETAIL_ROWS 6
#define HEAD_ROWS 3

/* Where the columns of the table begin; the last one takes the rest. */
struct columns {
	int label, required, measured, source, todo;
};

static struct columns columns_for(int width)
{
	if (width < 110)
		return (struct columns){14, 27, 42, 0, 58};
	return (struct columns){14, 29, 52, 76, 94};
}

/* A shelf that can not be read only leaves its line out. */
static void look_at_shelf(struct ui *ui, struct state *state)
{
	const struct view *view = &state->view;

	arena_done(&state->arena);
	state->shelf = arena_alloc(&state->arena,
				   (view->verdict->count + 1) * sizeof(*state->shelf));
	state->shelf_count = view->verdict->count;
	for (size_t i = 0; i < state->shelf_count; i++) {
		AUTO(buf_done) struct buf line = {0};

		state->shelf[i] = "";
		if (ui->store && flow_shelf(ui->store, view->device_id, view->snapshot,
					    view->verdict, i, &line, NULL) == 0)
			state->shelf[i] = arena_str(&state->arena, buf_text(&line));
	}
}

static int load(struct ui *ui, struct state *state, struct err *err)
{
	int r = view_load(&state->view, ui, state->where, err);

	if (r == 0)
		look_at_shelf(ui, state);
	return r;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	const struct verdict *verdict;
	int r;

	snprintf(state->where, sizeof(state->where), "%s", argument);
	r = load(ui, state, err);
	if (r < 0)
		return r;
	/* Begin where something is to be done. */
	verdict = state->view.verdict;
	for (size_t i = verdict->count; i-- > 0;)
		if (verdict->findings[i].outcome == OUTCOME_UNKNOWN)
			state->rules.selected = i;
	for (size_t i = verdict->count; i-- > 0;)
		if (ui_finding_style(&verdict->findings[i]) == STYLE_FAIL)
			state->rules.selected = i;
	return 0;
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	view_done(&((struct state *)data)->view);
	arena_done(&((struct state *)data)->arena);
}

/* ---- the rules ------------------------------------------------------------------------------- */

/* What a person finds by looking at the machine, and not what is written of it (a SIM's term). */
static bool is_by_hand(const struct finding *finding)
{
	return finding->rule->how == RULE_INSPECTED && finding->rule->test != TEST_AT_LEAST;
}

static const char *todo_of(const struct finding *finding)
{
	if (finding->outcome == OUTCOME_PASS || finding->outcome == OUTCOME_NOT_APPLICABLE)
		return "";
	if (is_by_hand(finding) && finding->outcome == OUTCOME_UNKNOWN)
		return _("bấm F6, kiểm tra tay");
	if (finding->advice)
		return finding->advice;
	return finding->reason ? finding->reason : "";
}

static void draw_cells(struct canvas *canvas, int row, enum ui_style style,
		       const struct columns *at, const char *const cells[5])
{
	int source = at->source ? at->source : at->todo;

	canvas_text(canvas, row, at->label, at->required - at->label - 1, style, cells[0]);
	canvas_text(canvas, row, at->required, at->measured - at->required - 1, style, cells[1]);
	canvas_text(canvas, row, at->measured, source - at->measured - 1, style, cells[2]);
	if (at->source)
		canvas_text(canvas, row, at->source, at->todo - at->source - 1, style, cells[3]);
	canvas_text(canvas, row, at->todo, 0, style, cells[4]);
}

static void draw_finding(struct canvas *canvas, int row, const struct columns *at,
			 const struct finding *finding, bool selected)
{
	AUTO(buf_done) struct buf outcome = {0}, measured = {0};
	enum ui_style style = selected ? STYLE_SELECTED : STYLE_NORMAL;
	const char *cells[] = {finding->rule->label, finding->rule->required, "-",
			       finding->source ? finding->source : "", todo_of(finding)};

	buf_printf(&measured, "%s%s", finding->typed ? _("nhập: ") : "",
		   finding->measured ? finding->measured : "");
	if (finding->measured)
		cells[2] = buf_text(&measured);
	ui_finding_text(&outcome, finding);
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 1, at->label - 2,
		    selected ? STYLE_SELECTED : ui_finding_style(finding), buf_text(&outcome));
	draw_cells(canvas, row, style, at, cells);
}

static int draw_labelled(struct canvas *canvas, int row, const char *label, const char *text)
{
	int left = 12;

	if (!text || !*text || row >= canvas_rows(canvas))
		return row;
	canvas_text(canvas, row, 1, left - 1, STYLE_DIM, label);
	return row + canvas_wrap(canvas, row, left, canvas_columns(canvas) - left - 1,
				 canvas_rows(canvas) - row, STYLE_NORMAL, text);
}

static void draw_finding_detail(const struct state *state, struct canvas *canvas, int row)
{
	size_t at = state->rules.selected;
	const struct finding *finding = &state->view.verdict->findings[at];
	AUTO(buf_done) struct buf rule = {0}, measured = {0};
	const struct rule *of = finding->rule;

	buf_printf(&rule, "%s, %s", of->clause, rule_level_label(of->level));
	if (of->quote)
		buf_printf(&rule, ": \"%s\"", of->quote);
	if (finding->measured)
		buf_printf(&measured, "%s%s%s%s", finding->measured, finding->source ? " (" : "",
			   finding->source ? finding->source : "", finding->source ? ")" : "");
	row = draw_labelled(canvas, row, _("Cần làm"), todo_of(finding));
	row = draw_labelled(canvas, row, _("Trên kệ"),
			    at < state->shelf_count ? state->shelf[at] : NULL);
	row = draw_labelled(canvas, row, _("Đo được"), buf_text(&measured));
	row = draw_labelled(canvas, row, _("Quy định"), buf_text(&rule));
	if (finding->advice && finding->reason)
		draw_labelled(canvas, row, _("Vì sao"), finding->reason);
}

static void draw_warning_detail(struct canvas *canvas, int row, const struct said_warning *said)
{
	row = draw_labelled(canvas, row, _("Lưu ý"), said->text);
	row = draw_labelled(canvas, row, _("Nguồn"), said->warning->source);
	draw_labelled(canvas, row, "", _("Lưu ý không làm thay đổi kết luận."));
}

static void draw_rule_head(struct canvas *canvas, int row, const struct columns *at)
{
	const char *const cells[] = {_("Tiêu chí"), _("Yêu cầu"), _("Đo được"), _("Nguồn"),
				     _("Cần làm")};

	canvas_text(canvas, row, 1, at->label - 2, STYLE_DIM, _("Kết quả"));
	draw_cells(canvas, row, STYLE_DIM, at, cells);
}

static void draw_rules(struct state *state, struct canvas *canvas, int top, int bottom)
{
	const struct verdict *verdict = state->view.verdict;
	struct columns at = columns_for(canvas_columns(canvas));
	size_t count = verdict->count + verdict->warning_count;
	int row = top + 1;

	ui_list_fit(&state->rules, count, (size_t)(bottom - row));
	draw_rule_head(canvas, top, &at);
	for (size_t i = state->rules.top; i < count && row < bottom; i++, row++) {
		bool selected = i == state->rules.selected;

		if (i < verdict->count) {
			draw_finding(canvas, row, &at, &verdict->findings[i], selected);
			continue;
		}
		canvas_text(canvas, row, 0, 0, selected ? STYLE_SELECTED : STYLE_REVIEW,
			    _(" ! lưu ý"));
		canvas_text(canvas, row, at.label, 0, selected ? STYLE_SELECTED : STYLE_NORMAL,
			    verdict->warnings[i - verdict->count].text);
	}
	canvas_line(canvas, bottom, 0, 0);
	if (state->rules.selected < verdict->count)
		draw_finding_detail(state, canvas, bottom + 1);
	else if (count)
		draw_warning_detail(canvas, bottom + 1,
				    &verdict->warnings[state->rules.selected - verdict->count]);
}

/* ---- the facts ------------------------------------------------------------------------------- */

/* "Ổ đĩa 2": what the catalogue calls the key, with its number as people count. */
static void fact_label(struct buf *ret, const struct fact *fact)
{
	const struct fact_def *def = fact_def_find(fact->key);
	const char *digit = strpbrk(fact->key, "0123456789");

	buf_add_str(ret, def ? _(def->label) : fact->key);
	if (digit && digit > fact->key && digit[-1] == '.')
		buf_printf(ret, " %ld", strtol(digit, NULL, 10) + 1);
}

static void draw_fact(struct canvas *canvas, int row, const struct fact *fact, bool selected)
{
	AUTO(buf_done) struct buf value = {0}, label = {0};
	enum ui_style style = selected                         ? STYLE_SELECTED
			      : fact->state == FACT_UNREADABLE ? STYLE_REVIEW
							       : STYLE_NORMAL;
	int columns = canvas_columns(canvas), split = columns * 5 / 8;
	const char *why = text_said(fact->state == FACT_KNOWN ? fact->source : fact->reason);

	fact_show(&value, fact);
	fact_label(&label, fact);
	canvas_printf(canvas, row, 0, 24, style, " %s", buf_text(&label));
	canvas_text(canvas, row, 24, split - 24, style, buf_text(&value));
	canvas_printf(canvas, row, split, 0, style, " %s", why ? why : "");
}

static void draw_facts(struct state *state, struct canvas *canvas, int top, int bottom)
{
	const struct facts *facts = &state->view.snapshot->facts;
	int row = top + 1, columns = canvas_columns(canvas);
	const struct fact *fact;

	ui_list_fit(&state->facts, facts->count, (size_t)(bottom - row));
	canvas_text(canvas, top, 1, 0, STYLE_DIM, _("Dữ kiện"));
	canvas_text(canvas, top, 24, 0, STYLE_DIM, _("Giá trị"));
	canvas_text(canvas, top, columns * 5 / 8 + 1, 0, STYLE_DIM,
		    _("Nguồn, hoặc vì sao không có"));
	for (size_t i = state->facts.top; i < facts->count && row < bottom; i++, row++)
		draw_fact(canvas, row, &facts->list[i], i == state->facts.selected);
	canvas_line(canvas, bottom, 0, 0);
	if (state->facts.selected < facts->count) {
		AUTO(buf_done) struct buf value = {0};

		fact = &facts->list[state->facts.selected];
		fact_show(&value, fact);
		row = draw_labelled(canvas, bottom + 1, _("Giá trị"), buf_text(&value));
		row = draw_labelled(canvas, row, _("Nguồn"), text_said(fact->source));
		row = draw_labelled(canvas, row, _("Vì sao"), text_said(fact->reason));
		draw_labelled(canvas, row, _("Khoá"), fact->key);
	}
}

/* ---- the screen ------------------------------------------------------------------------------ */

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int rows = canvas_rows(canvas);
	int bottom = rows - 1 - DETAIL_ROWS - (rows > 30 ? 2 : 0);

	(void)ui;
	view_head(&state->view, canvas);
	view_notice(&state->view, canvas);
	if (state->show_facts)
		draw_facts(state, canvas, HEAD_ROWS, bottom);
	else
		draw_rules(state, canvas, HEAD_ROWS, bottom);
}

static void answer(struct ui *ui, struct state *state, bool same)
{
	struct slot *slot = state->view.slot;
	struct store_saved *saved;
	struct err err;

	if (!view_is_asked(&state->view))
		return;
	saved = &slot->saved;
	if (store_same_device(ui->store, saved->candidates[0], saved->device_id, same, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	if (same) {
		snprintf(saved->device_id, sizeof(saved->device_id), "%s", saved->candidates[0]);
		snprintf(saved->tag, sizeof(saved->tag), "%s", saved->candidate_tags[0]);
		saved->match = STORE_SAME;
		view_judge_slot(ui, slot);
		ui_say(ui, STYLE_NORMAL, _("Đã ghi: đây là máy %s"), saved->tag);
	} else {
		saved->candidate_count--;
		memmove(saved->candidates[0], saved->candidates[1],
			saved->candidate_count * sizeof(saved->candidates[0]));
		memmove(saved->candidate_tags[0], saved->candidate_tags[1],
			saved->candidate_count * sizeof(saved->candidate_tags[0]));
		saved->match = saved->candidate_count ? STORE_ASK : STORE_NEW;
		ui_say(ui, STYLE_NORMAL, _("Đã ghi: %s là máy khác"), saved->tag);
	}
	if (load(ui, state, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

static void tell_unsaved(struct ui *ui, const struct slot *slot)
{
	if (slot->is_saved)
		ui_say(ui, STYLE_NORMAL, _("SIM: ghi bằng lệnh hotroit set sim %s MỤC=GIÁ TRỊ…"),
		       slot->saved.tag);
	else if (slot->err.code)
		ui_say(ui, STYLE_FAIL, _("Máy chưa được lưu nên chưa ghi kiểm tra được: %s"),
		       slot->err.text);
	else if (ui->carried)
		ui_say(ui, STYLE_REVIEW, _("Việc này làm ở bàn, sau khi đem USB về nhận máy"));
	else
		ui_say(ui, STYLE_REVIEW, _("Máy chưa được nhận vào sổ: về bàn (Esc) rồi bấm F2"));
}

static void open_record(struct ui *ui, const struct view *view)
{
	AUTO(buf_done) struct buf argument = {0};

	buf_printf(&argument, "device %s", view->device_id);
	if (*view->device_id)
		ui_replace(ui, "record", buf_text(&argument));
	else
		tell_unsaved(ui, view->slot);
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	const struct verdict *verdict = state->view.verdict;
	struct err err;

	switch (event->request) {
	case REQ_FACTS:
		state->show_facts = !state->show_facts;
		return true;
	case REQ_INSPECT:
		if (*state->view.device_id)
			ui_open(ui, "inspect", state->view.device_id);
		else
			tell_unsaved(ui, state->view.slot);
		return true;
	case REQ_SLIP:
		if (*state->view.device_id)
			ui_open(ui, "slip", state->view.device_id);
		else
			tell_unsaved(ui, state->view.slot);
		return true;
	case REQ_FORM:
		ui_open(ui, "typed", state->where);
		return true;
	case REQ_RECORD:
		open_record(ui, &state->view);
		return true;
	case REQ_SAME:
	case REQ_OTHER:
		answer(ui, state, event->request == REQ_SAME);
		return true;
	case REQ_RETURN:
		if (load(ui, state, &err) < 0)
			ui_say(ui, STYLE_FAIL, "%s", err.text);
		return true;
	default:
		if (state->show_facts)
			return ui_list_move(&state->facts, event->request,
					    state->view.snapshot->facts.count);
		return ui_list_move(&state->rules, event->request,
				    verdict->count + verdict->warning_count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (view_is_asked(&state->view))
		return _("Trả lời câu hỏi trước: F7 đúng máy đó, F8 máy khác");
	if (state->show_facts)
		return _("f: về bảng kết luận");
	if (!ui_kind_is_known(state->view.verdict))
		return _("F6 rồi k: chọn loại máy để biết áp tiêu chuẩn nào");
	for (size_t i = 0; i < state->view.verdict->count; i++)
		if (is_by_hand(&state->view.verdict->findings[i]) &&
		    state->view.verdict->findings[i].outcome == OUTCOME_UNKNOWN)
			return _("Còn mục chưa kiểm tra tay: bấm F6");
	return _("Lên xuống để xem từng tiêu chí; Esc để về bàn");
}

static const struct ui_key keys[] = {
	{REQ_INSPECT, "F6 i", N_("Kiểm tra tay"), N_("ghi kết quả kiểm tra bằng mắt và tay")},
	{REQ_FACTS, "f", N_("Dữ kiện"), N_("mọi dữ kiện đo được, nguồn và lý do thiếu")},
	{REQ_FORM, "F5 k", NULL, N_("điều máy không cho đọc: tự xem trên máy rồi nhập tay")},
	{REQ_RECORD, "F3 h", N_("Hồ sơ"), N_("việc làm tiếp với máy này và lịch sử của nó")},
	{REQ_SLIP, "F12 p", NULL, N_("phiếu đề nghị người tặng mở khoá máy này")},
	{REQ_SAME, "F7 s", NULL, N_("trả lời: đúng là máy đã nhận trước đây")},
	{REQ_OTHER, "F8 m", NULL, N_("trả lời: là một máy khác")},
};

const struct screen scr_verdict = {
	.name = "verdict",
	.title = N_("Kết luận"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
