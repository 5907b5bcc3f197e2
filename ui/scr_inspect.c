/* The technician's checklist: every inspected rule of the machine's profile, each answer kept at
 * once, and the verdict as it then stands. */
#include "view_priv.h"

#include <stdio.h>
#include <string.h>

#define ITEMS_MAX 64
#define HEAD_ROWS 4

struct item {
	const struct finding *finding;
	const char *fact; /* "check.screen" */
};

enum {
	REQ_OK = REQ_OWN,
	REQ_BAD,
	REQ_NOT_DONE,
	REQ_NOTE,
	REQ_KIND,
	REQ_WHO,
};

enum mode { MODE_LIST, MODE_NOTE, MODE_WHO, MODE_KIND };

struct state {
	struct view view;
	char device_id[UUID_TEXT_MAX];
	struct item items[ITEMS_MAX];
	size_t count;
	struct ui_list list;
	enum mode mode;
	struct ui_entry entry;
};

static void add_item(struct state *state, const struct finding *finding, const char *fact)
{
	if (str_starts(fact, "check.") && state->count < ITEMS_MAX)
		state->items[state->count++] = (struct item){finding, fact};
}

static void list_items(struct state *state)
{
	const struct verdict *verdict = state->view.verdict;

	state->count = 0;
	for (size_t i = 0; i < verdict->count; i++) {
		const struct finding *finding = &verdict->findings[i];

		if (finding->rule->how != RULE_INSPECTED)
			continue;
		for (size_t j = 0; j < finding->rule->fact_count; j++)
			add_item(state, finding, finding->rule->facts[j]);
	}
}

static int load(struct ui *ui, struct state *state, struct err *err)
{
	int r = view_load(&state->view, ui, state->device_id, err);

	if (r == 0)
		list_items(state);
	return r;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;

	snprintf(state->device_id, sizeof(state->device_id), "%s", argument);
	return load(ui, state, err);
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	view_done(&((struct state *)data)->view);
}

/* ---- what is kept ---------------------------------------------------------------------------- */

static const char *answer_of(const struct state *state, const struct item *item)
{
	const struct fact *fact = facts_find(&state->view.inspections, item->fact);

	return fact && fact->state == FACT_KNOWN ? fact->text : "not-done";
}

/* Judges anew, keeps the verdict, and shows it here and on the board. */
static void judge_again(struct ui *ui, struct state *state)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	struct err err;

	if (flow_judge_device(ui->store, ui->plan, state->device_id, ASSESS_INTAKE, &snapshot,
			      &verdict, &err) < 0 ||
	    store_save_verdict(ui->store, state->device_id, &verdict, &err) < 0 ||
	    load(ui, state, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	view_judge_device(ui, state->device_id);
}

static bool keep(struct ui *ui, struct state *state, const char *result, const char *note)
{
	const struct item *item = &state->items[state->list.selected];
	struct err err;

	if (store_inspect(ui->store, state->device_id, item->fact + strlen("check."), result,
			  ui->who, note, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return false;
	}
	judge_again(ui, state);
	return true;
}

static void begin_input(struct ui *ui, struct state *state, enum mode mode)
{
	state->mode = mode;
	state->entry = (struct ui_entry){.max = mode == MODE_WHO ? sizeof(ui->who) : 0};
	if (mode == MODE_WHO)
		ui_entry_set(&state->entry, ui->who);
}

/* An answer and a note are somebody's: the name is asked for before either is given. */
static bool who_is_known(struct ui *ui, struct state *state)
{
	if (*ui->who)
		return true;
	begin_input(ui, state, MODE_WHO);
	ui_say(ui, STYLE_REVIEW, _("Cho biết ai kiểm tra trước đã"));
	return false;
}

static void keep_and_step(struct ui *ui, struct state *state, const char *result)
{
	if (state->count && who_is_known(ui, state) && keep(ui, state, result, NULL))
		ui_list_move(&state->list, REQ_DOWN, state->count);
}

static void keep_kind(struct ui *ui, struct state *state, const char *digit)
{
	static const char *const names[] = {"kind"};
	const char *const *kinds = ui_kind_field()->choices;
	size_t count = 0, index = (size_t)(unsigned char)*digit - '1';
	struct err err;

	while (kinds[count])
		count++;
	if (index >= count)
		return;
	state->mode = MODE_LIST;
	if (store_set(ui->store, record_kind_find("device"), state->device_id, names, &kinds[index],
		      1, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	judge_again(ui, state);
	ui_say(ui, STYLE_NORMAL, _("Đã ghi loại máy: %s"), ui_kind_label(kinds[index]));
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void item_label(struct buf *ret, const struct item *item)
{
	static const char *const names[][2] = {
		{"check.speaker", N_("loa")},
		{"check.headphones", N_("tai nghe")},
	};

	buf_add_str(ret, item->finding->rule->label);
	if (item->finding->rule->fact_count < 2)
		return;
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (str_eq(names[i][0], item->fact)) {
			buf_printf(ret, ": %s", _(names[i][1]));
			return;
		}
	buf_printf(ret, ": %s", item->fact + strlen("check."));
}

/* "An, 2026-11-23T20:50:00+07:00" → "An, 23/11 20:50"; the year rarely matters at the bench. */
static void short_source(struct buf *ret, const char *source)
{
	const char *at = strrchr(source, ' ');
	unsigned month, day, hour, minute;

	if (at && sscanf(at + 1, "%*4u-%2u-%2uT%2u:%2u", &month, &day, &hour, &minute) == 4)
		buf_printf(ret, "%.*s%02u/%02u %02u:%02u", (int)(at + 1 - source), source, day,
			   month, hour, minute);
	else
		buf_add_str(ret, source);
}

static const char *answer_word(const char *answer)
{
	if (str_eq(answer, "ok"))
		return _("● tốt");
	return str_eq(answer, "bad") ? _("X hỏng") : _("? chưa kiểm");
}

static enum ui_style answer_style(const char *answer)
{
	if (str_eq(answer, "ok"))
		return STYLE_PASS;
	return str_eq(answer, "bad") ? STYLE_FAIL : STYLE_REVIEW;
}

static void draw_item(const struct state *state, struct canvas *canvas, int row,
		      const struct item *item, bool selected)
{
	AUTO(buf_done) struct buf label = {0}, source = {0};
	const struct fact *fact = facts_find(&state->view.inspections, item->fact);
	const char *answer = answer_of(state, item);
	enum ui_style style = selected ? STYLE_SELECTED : STYLE_NORMAL;

	item_label(&label, item);
	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 1, 12, selected ? STYLE_SELECTED : answer_style(answer),
		    answer_word(answer));
	canvas_text(canvas, row, 14, 23, style, buf_text(&label));
	canvas_text(canvas, row, 38, 18, style, item->finding->rule->required);
	if (fact && fact->source)
		short_source(&source, text_said(fact->source));
	canvas_text(canvas, row, 57, 0, style, buf_text(&source));
}

static void draw_detail(const struct state *state, struct canvas *canvas, int row)
{
	AUTO(buf_done) struct buf quote = {0};
	const struct finding *finding = state->items[state->list.selected].finding;
	int left = canvas_rows(canvas) - row;

	buf_add_str(&quote, finding->rule->clause);
	if (finding->rule->quote)
		buf_printf(&quote, ": \"%s\"", finding->rule->quote);
	row += canvas_wrap(canvas, row, 1, 0, left < 2 ? left : 2, STYLE_NORMAL, buf_text(&quote));
	if (finding->advice && row < canvas_rows(canvas))
		canvas_wrap(canvas, row, 1, 0, canvas_rows(canvas) - row, STYLE_NORMAL,
			    finding->advice);
}

static void draw_prompt(struct ui *ui, struct state *state, struct canvas *canvas, int row)
{
	const char *const *kinds = ui_kind_field()->choices;
	AUTO(buf_done) struct buf choices = {0}, label = {0};

	switch (state->mode) {
	case MODE_LIST:
		canvas_printf(canvas, row, 1, 0, STYLE_DIM, _("Người kiểm tra: %s"),
			      *ui->who ? ui->who : _("chưa ghi, bấm w"));
		break;
	case MODE_NOTE:
		item_label(&label, &state->items[state->list.selected]);
		buf_add_str(&label, _(", ghi chú"));
		ui_entry_draw_labelled(ui, &state->entry, canvas, row, buf_text(&label));
		break;
	case MODE_WHO:
		ui_entry_draw_labelled(ui, &state->entry, canvas, row, _("Người kiểm tra"));
		break;
	case MODE_KIND:
		for (size_t i = 0; kinds[i]; i++)
			buf_printf(&choices, "%zu %s  ", i + 1, ui_kind_label(kinds[i]));
		canvas_text(canvas, row, 1, 0, STYLE_NORMAL, buf_text(&choices));
		break;
	}
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int bottom = canvas_rows(canvas) - 6, row = HEAD_ROWS;

	view_head(&state->view, canvas);
	draw_prompt(ui, state, canvas, 2);
	canvas_text(canvas, 3, 1, 0, STYLE_DIM, _("Trả lời"));
	canvas_text(canvas, 3, 14, 0, STYLE_DIM, _("Mục"));
	canvas_text(canvas, 3, 38, 0, STYLE_DIM, _("Yêu cầu"));
	canvas_text(canvas, 3, 57, 0, STYLE_DIM, _("Ai, lúc nào"));
	ui_list_fit(&state->list, state->count, (size_t)(bottom - row));
	for (size_t i = state->list.top; i < state->count && row < bottom; i++, row++)
		draw_item(state, canvas, row, &state->items[i], i == state->list.selected);
	if (!state->count)
		canvas_text(canvas, row + 1, 1, 0, STYLE_REVIEW,
			    state->view.verdict->profile
				    ? _("Loại máy này không có mục nào phải kiểm tra tay.")
				    : _("Chưa rõ loại máy: bấm k để chọn loại trước."));
	canvas_line(canvas, bottom, 0, 0);
	if (state->count)
		draw_detail(state, canvas, bottom + 1);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void finish_input(struct ui *ui, struct state *state)
{
	AUTO(buf_done) struct buf text = {0};
	enum mode mode = state->mode;

	text_clean(&text, state->entry.text, strlen(state->entry.text), UI_ENTRY_MAX);
	state->mode = MODE_LIST;
	if (!text.len)
		return;
	if (mode == MODE_WHO)
		snprintf(ui->who, sizeof(ui->who), "%s", buf_text(&text));
	else if (keep(ui, state, answer_of(state, &state->items[state->list.selected]),
		      buf_text(&text)))
		ui_say(ui, STYLE_NORMAL, _("Đã ghi chú: %s"), buf_text(&text));
}

static bool handle_input(struct ui *ui, struct state *state, const struct ui_event *event)
{
	bool is_kind = state->mode == MODE_KIND;

	if (!is_kind && ui_entry_handle(ui, &state->entry, event) != ENTRY_PASSED)
		return true;
	switch (event->request) {
	case REQ_BACK:
		state->mode = MODE_LIST;
		return true;
	case REQ_OPEN:
		if (!is_kind)
			finish_input(ui, state);
		return true;
	case REQ_TEXT:
		keep_kind(ui, state, event->text);
		return true;
	default:
		return false;
	}
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (state->mode != MODE_LIST && handle_input(ui, state, event))
		return true;
	switch (event->request) {
	case REQ_OK:
		keep_and_step(ui, state, "ok");
		return true;
	case REQ_BAD:
		keep_and_step(ui, state, "bad");
		return true;
	case REQ_NOT_DONE:
		keep_and_step(ui, state, "not-done");
		return true;
	case REQ_NOTE:
		if (state->count && who_is_known(ui, state))
			begin_input(ui, state, MODE_NOTE);
		return true;
	case REQ_WHO:
		/* Who has signed in answers under that name. */
		if (ui->store && *store_acting(ui->store)->member)
			ui_open(ui, "who", NULL);
		else
			begin_input(ui, state, MODE_WHO);
		return true;
	case REQ_KIND:
		begin_input(ui, state, MODE_KIND);
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;
	size_t left = 0;

	(void)ui;
	if (state->mode == MODE_KIND)
		return _("Bấm số của loại máy; Esc để thôi");
	if (state->mode != MODE_LIST)
		return _("Gõ xong bấm Enter để ghi; Esc để thôi");
	for (size_t i = 0; i < state->count; i++)
		left += str_eq(answer_of(state, &state->items[i]), "not-done");
	return left ? _("Thử từng mục rồi bấm o (tốt) hoặc h (hỏng); ghi ngay từng câu")
		    : _("Đã kiểm tra đủ; Esc để về");
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	return ((const struct state *)data)->mode != MODE_LIST;
}

static const struct ui_key keys[] = {
	{REQ_OK, "o", N_("Tốt"), N_("mục này tốt")},
	{REQ_BAD, "h", N_("Hỏng"), N_("mục này hỏng hoặc thiếu")},
	{REQ_NOT_DONE, "c", N_("Chưa"), N_("mục này chưa kiểm tra")},
	{REQ_NOTE, "n", N_("Ghi chú"), N_("ghi chú cho mục này")},
	{REQ_KIND, "k", N_("Loại"), N_("sửa loại máy")},
	{REQ_WHO, "w", N_("Ai"), N_("người kiểm tra")},
	{REQ_OPEN, "Enter", NULL, N_("ghi dòng đang gõ")},
};

const struct screen scr_inspect = {
	.name = "inspect",
	.title = N_("Kiểm tra tay"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.leave = leave,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.wants_text = wants_text,
};
