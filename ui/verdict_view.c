/* The table of a verdict and its facts; see verdict_priv.h. */
#include "verdict_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DETAIL_ROWS 6
#define HEAD_ROWS 3

/* Where the columns of the table begin; the last one takes the rest. */
struct columns {
	int label, required, measured, source, todo;
};

static struct columns columns_for(int width)
{
	if (width < 110)
		return (struct columns){13, 26, 40, 0, 59};
	if (width < 150)
		return (struct columns){13, 29, 52, 76, 94};
	return (struct columns){13, 40, 76, 106, 124};
}

/* A shelf that can not be read only leaves its line out. */
static void look_at_shelf(struct ui *ui, struct verdict_view *state)
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

/* What a person finds by looking at the machine, and not what is written of it (a SIM's term). */
static bool is_by_hand(const struct finding *finding)
{
	return finding->rule->how == RULE_INSPECTED && finding->rule->test != TEST_AT_LEAST;
}

int verdict_view_load(struct verdict_view *state, struct ui *ui, const char *where,
		      struct err *err)
{
	int r = view_load(&state->view, ui, where, err);

	if (r == 0)
		look_at_shelf(ui, state);
	return r;
}

int verdict_view_begin(struct verdict_view *state, struct ui *ui, const char *where,
		       struct err *err)
{
	const struct verdict *verdict;
	int r = verdict_view_load(state, ui, where, err);

	if (r < 0)
		return r;
	verdict = state->view.verdict;
	for (size_t i = verdict->count; i-- > 0;)
		if (verdict->findings[i].outcome == OUTCOME_UNKNOWN)
			state->rules.selected = i;
	for (size_t i = verdict->count; i-- > 0;)
		if (ui_finding_style(&verdict->findings[i]) == STYLE_FAIL)
			state->rules.selected = i;
	return 0;
}

void verdict_view_done(struct verdict_view *state)
{
	view_done(&state->view);
	arena_done(&state->arena);
}

bool verdict_view_is_untried(const struct verdict_view *state)
{
	const struct verdict *verdict = state->view.verdict;

	for (size_t i = 0; i < verdict->count; i++)
		if (is_by_hand(&verdict->findings[i]) &&
		    verdict->findings[i].outcome == OUTCOME_UNKNOWN)
			return true;
	return false;
}

/* ---- the rules ------------------------------------------------------------------------------- */

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

static void draw_finding_detail(const struct verdict_view *state, struct canvas *canvas, int row)
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

static void draw_rules(struct verdict_view *state, struct canvas *canvas, int top, int bottom)
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

static void draw_facts(struct verdict_view *state, struct canvas *canvas, int top, int bottom)
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

/* ---- both ------------------------------------------------------------------------------------ */

void verdict_view_draw(struct verdict_view *state, struct canvas *canvas)
{
	int rows = canvas_rows(canvas);
	int bottom = rows - 1 - DETAIL_ROWS - (rows > 30 ? 2 : 0);

	view_head(&state->view, canvas);
	view_notice(&state->view, canvas);
	if (state->show_facts)
		draw_facts(state, canvas, HEAD_ROWS, bottom);
	else
		draw_rules(state, canvas, HEAD_ROWS, bottom);
}

bool verdict_view_move(struct verdict_view *state, int request)
{
	const struct verdict *verdict = state->view.verdict;

	if (state->show_facts)
		return ui_list_move(&state->facts, request, state->view.snapshot->facts.count);
	return ui_list_move(&state->rules, request, verdict->count + verdict->warning_count);
}
