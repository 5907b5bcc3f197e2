/* What live sticks bring and only a person can place: whose machine a wiping's report is of, who
 * erased, of what came over the network whether it is to be written down at all; and which machine
 * it is that came as a new one. */
#include "form_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	REQ_ANSWER = REQ_OWN,
	REQ_REFUSE,
	REQ_NEXT,
	REQ_AGAIN,
};

#define WHY_ROWS 3
#define REPORT_ROWS 2 /* of one line of it */

struct state {
	const struct stick_in *in; /* where the question that is shown … */
	char sha256[65]; /* … came from: the stick may have sent it, too; and … */
	enum stick_need need; /* … what it needed when it was begun */
	struct ui_entry words;
	struct pick pick;
	char refused[ERR_TEXT_MAX]; /* why the answer leads nowhere; "": none was given */
};

/* One of those of the stick, then of those of the network. */
struct place {
	struct stick_in *in; /* NULL: there is none left */
	size_t i; /* in IN */
	size_t number, count; /* among all */
	const struct stick_question *question;
};

static size_t count_all(const struct ui *ui)
{
	return stick_in_questions(&ui->bench->stick) + stick_in_questions(&ui->bench->lan);
}

static struct place place_at(struct ui *ui, size_t number)
{
	size_t of_stick = stick_in_questions(&ui->bench->stick);
	bool is_lan = number >= of_stick;
	struct place place = {.in = is_lan ? &ui->bench->lan : &ui->bench->stick,
			      .i = is_lan ? number - of_stick : number,
			      .number = number, .count = count_all(ui)};

	place.question = stick_in_question(place.in, place.i);
	return place;
}

static bool is_shown(const struct state *state, const struct place *place)
{
	return place->question && place->in == state->in &&
	       str_eq(place->question->sha256, state->sha256);
}

/* The one that is shown; where that is gone, the first. */
static struct place find_place(struct ui *ui, const struct state *state)
{
	size_t count = count_all(ui);

	for (size_t i = 0; i < count; i++) {
		struct place place = place_at(ui, i);

		if (is_shown(state, &place))
			return place;
	}
	return place_at(ui, 0);
}

/* ---- the list to choose from ----------------------------------------------------------------- */

static bool needs_row(enum stick_need need)
{
	return need == STICK_NEEDS_DEVICE || need == STICK_NEEDS_WIPER ||
	       need == STICK_NEEDS_MACHINE;
}

static bool has_chosen(const struct state *state)
{
	return state->pick.list.selected < state->pick.count;
}

/* Before anything is typed: the machines that it is likely of, or everybody, and none of them
 * chosen: the Enter of a scanner, or one too many, is no answer. */
static void find(struct ui *ui, struct state *state, const struct stick_question *question)
{
	bool is_device = question->need != STICK_NEEDS_WIPER;
	const struct record_kind *kind = record_kind_find(is_device ? "device" : "member");
	struct err err;
	int r = 0;

	pick_close(&state->pick);
	if (*state->words.text || !is_device)
		r = pick_find(&state->pick, ui->store, kind, NULL, state->words.text, &err);
	else if (needs_row(question->need))
		r = pick_these(&state->pick, ui->store, kind, question->guesses,
			       question->guess_count, &err);
	if (r < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	if (!*state->words.text)
		state->pick.list.selected = state->pick.count;
}

static bool move(struct state *state, int request)
{
	struct ui_list *list = &state->pick.list;
	bool had_chosen = has_chosen(state);

	if (!ui_list_move(list, request, state->pick.count))
		return false;
	if (!had_chosen)
		list->selected = 0;
	return true;
}

static void begin(struct ui *ui, struct state *state, const struct place *place)
{
	state->in = place->in;
	snprintf(state->sha256, sizeof(state->sha256), "%s", place->question->sha256);
	state->need = place->question->need;
	state->words = (struct ui_entry){.is_code = state->need != STICK_NEEDS_WIPER};
	*state->refused = '\0';
	find(ui, state, place->question);
}

/* They come and go by themselves while a stick is read or the network listened to. */
static void look(struct ui *ui, struct state *state)
{
	struct place place = find_place(ui, state);

	if (place.question &&
	    (!is_shown(state, &place) || place.question->need != state->need))
		begin(ui, state, &place);
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	int r;

	(void)argument;
	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ thiết bị; xem hotroit doctor"));
	if (!count_all(ui))
		return err_set(err, ENOENT, _("không có câu hỏi nào chờ trả lời"));
	/* They tell serial numbers, which are not for who only looks. */
	r = store_may_write(ui->store, record_kind_find("device"), err);
	if (r == 0)
		look(ui, data);
	return r;
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	pick_close(&((struct state *)data)->pick);
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* Returns the row behind them; what has no room is left out, and seen to be. */
static int draw_report(struct canvas *canvas, int row, int bottom, const struct buf *report)
{
	const char *line = buf_text(report);

	while (*line && row < bottom) {
		AUTO(buf_done) struct buf text = {0};
		size_t len = strcspn(line, "\n");
		int rows = bottom - row < REPORT_ROWS ? bottom - row : REPORT_ROWS;

		buf_add(&text, line, len);
		line += len + (line[len] == '\n');
		if (row == bottom - 1 && *line)
			buf_add_str(&text, " …");
		row += canvas_wrap(canvas, row, 1, canvas_columns(canvas) - 2, rows, STYLE_NORMAL,
				   buf_text(&text));
	}
	return row;
}

static void draw_list(struct ui *ui, struct state *state, struct canvas *canvas, int row)
{
	bool is_device = state->need != STICK_NEEDS_WIPER;

	ui_entry_draw_labelled(ui, &state->words, canvas, row++,
			       is_device ? _(" Mã máy") : _(" Người xoá"));
	if (state->pick.count)
		pick_draw(&state->pick, canvas, row, 1);
	else if (*state->words.text)
		canvas_text(canvas, row, 1, 0, STYLE_REVIEW, _("Không thấy; sửa chữ để tìm lại"));
	else
		canvas_text(canvas, row, 1, 0, STYLE_DIM,
			    _("Quét tem trên máy, hay gõ mã, tên, sê-ri của máy"));
}

static const char *need_words(enum stick_need need)
{
	switch (need) {
	case STICK_NEEDS_DEVICE:
		return _("Phiếu này của máy nào?");
	case STICK_NEEDS_WIPER:
		return _("Ai đã xoá?");
	case STICK_NEEDS_YES:
		return _("Ghi phiếu này vào sổ?");
	case STICK_NEEDS_MACHINE:
		return _("Máy nào đây?");
	case STICK_NEEDS_MENDING:
		break;
	}
	return _("Chưa ghi vào sổ được:");
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	struct place place = find_place(ui, state);
	int width = canvas_columns(canvas) - 2, bottom = canvas_rows(canvas), row;

	if (!place.question) {
		canvas_text(canvas, 1, 1, 0, STYLE_DIM,
			    _("Không còn câu hỏi nào; Esc để về."));
		return;
	}
	bottom -= 2 + WHY_ROWS + (*state->refused ? WHY_ROWS : 0) +
		  (needs_row(state->need) ? 2 + (int)state->pick.count : 0);
	canvas_printf(canvas, 0, 1, 0, STYLE_TITLE, _("Câu hỏi %zu/%zu, %s: %s"), place.number + 1,
		      place.count, place.in == &ui->bench->lan ? _("qua mạng") : "USB",
		      place.question->name);
	row = draw_report(canvas, 1, bottom > 4 ? bottom : 4, &place.question->report);
	canvas_line(canvas, row++, 0, 0);
	canvas_text(canvas, row++, 1, 0, STYLE_TITLE, need_words(state->need));
	row += canvas_wrap(canvas, row, 1, width, WHY_ROWS, STYLE_REVIEW, place.question->why);
	row += canvas_wrap(canvas, row, 1, width, WHY_ROWS, STYLE_FAIL, state->refused);
	if (needs_row(state->need))
		draw_list(ui, state, canvas, row);
}

/* ---- answering ------------------------------------------------------------------------------- */

/* What the answer made of a machine: the last line stays to be read. */
static void tell_machine(struct ui *ui, struct stick_in *in)
{
	char *rest = in->said.len ? in->said.data : NULL, *line;

	while ((line = strsep(&rest, "\n")))
		if (*line)
			ui_say(ui, STYLE_PASS, "%s", line);
	buf_clear(&in->said);
}

static void tell(struct ui *ui, const char *name, bool is_refused)
{
	if (is_refused)
		ui_say(ui, STYLE_NORMAL, _("Không nhận phiếu %s"), name);
	else
		ui_say(ui, STYLE_PASS, _("Đã ghi vào sổ: phiếu %s"), name);
}

/* What the question says already is not said twice. */
static void refuse(struct ui *ui, struct state *state, const struct err *err)
{
	struct place place = find_place(ui, state);

	*state->refused = '\0';
	if (place.question && str_eq(place.question->why, err->text))
		ui_say(ui, STYLE_REVIEW, _("Đã thử lại: vẫn chưa ghi được"));
	else
		snprintf(state->refused, sizeof(state->refused), "%s", err->text);
}

/* ANSWER NULL: it is not to be taken. */
static void give(struct ui *ui, struct state *state, const char *answer)
{
	struct place place = find_place(ui, state);
	char name[PARCEL_NAME_MAX];
	bool is_machine = state->need == STICK_NEEDS_MACHINE;
	struct err err;

	if (!is_shown(state, &place) || place.question->need != state->need)
		return;
	snprintf(name, sizeof(name), "%s", place.question->name);
	if (stick_in_answer(place.in, place.i, answer, &err) < 0) {
		look(ui, state);
		refuse(ui, state, &err);
		return;
	}
	if (is_machine)
		tell_machine(ui, place.in);
	place = find_place(ui, state);
	if (!is_machine && !is_shown(state, &place))
		tell(ui, name, !answer);
	if (place.question)
		begin(ui, state, &place);
	else
		ui_back(ui);
}

/* ENTER: it may come from a scanner, or be pressed once too often; a yes needs more. */
static void answer(struct ui *ui, struct state *state, bool enter)
{
	if (!needs_row(state->need)) {
		if (enter && state->need == STICK_NEEDS_YES)
			ui_say(ui, STYLE_REVIEW, _("F2: ghi vào sổ; F8: không nhận"));
		else
			give(ui, state, "yes");
		return;
	}
	if (has_chosen(state))
		give(ui, state, state->pick.rows[state->pick.list.selected].id);
	else if (state->pick.count)
		ui_say(ui, STYLE_REVIEW, _("Mũi tên xuống để chọn, rồi Enter"));
}

static void ask_again(struct ui *ui, const struct state *state)
{
	struct place place = find_place(ui, state);

	if (is_shown(state, &place))
		stick_in_ask_again(place.in, place.i);
}

static void show_next(struct ui *ui, struct state *state)
{
	struct place place = find_place(ui, state);

	if (!place.question)
		return;
	place = place_at(ui, (place.number + 1) % place.count);
	begin(ui, state, &place);
}

static bool handle_words(struct ui *ui, struct state *state, const struct ui_event *event)
{
	struct place place;

	switch (ui_entry_handle(ui, &state->words, event)) {
	case ENTRY_CHANGED:
		place = find_place(ui, state);
		*state->refused = '\0';
		if (place.question)
			find(ui, state, place.question);
		return true;
	case ENTRY_USED:
		return true;
	case ENTRY_PASSED:
		break;
	}
	return false;
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	look(ui, state);
	if (needs_row(state->need) && handle_words(ui, state, event))
		return true;
	switch (event->request) {
	case REQ_TICK:
		return true;
	case REQ_OPEN:
	case REQ_ANSWER:
		answer(ui, state, event->request == REQ_OPEN);
		return true;
	case REQ_REFUSE:
		give(ui, state, NULL);
		return true;
	case REQ_NEXT:
		show_next(ui, state);
		return true;
	case REQ_AGAIN:
		ask_again(ui, state);
		look(ui, state);
		return true;
	default:
		return needs_row(state->need) && move(state, event->request);
	}
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	return needs_row(((const struct state *)data)->need);
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	switch (((const struct state *)data)->need) {
	case STICK_NEEDS_DEVICE:
		return _("Quét hoặc gõ mã máy, chọn rồi Enter; chưa biết: Esc, lần sau hỏi lại");
	case STICK_NEEDS_WIPER:
		return _("Gõ tên hoặc chọn rồi Enter; chưa biết: Esc, lần sau hỏi lại");
	case STICK_NEEDS_YES:
		return _("Đúng: F2 ghi vào sổ; chọn nhầm: F7 hỏi lại; không nhận: F8; Esc: để sau");
	case STICK_NEEDS_MACHINE:
		return _("Quét tem hoặc chọn rồi Enter; F8: máy khác, chưa dán tem; Esc: để sau");
	case STICK_NEEDS_MENDING:
		break;
	}
	return _("Làm điều ghi ở trên rồi Enter: thử lại; F8: không nhận; Esc: để sau");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Chọn"), N_("máy, người đang chọn là câu trả lời; hoặc thử lại")},
	{REQ_ANSWER, "F2 ^O", N_("Ghi"), N_("ghi phiếu này vào sổ")},
	{REQ_REFUSE, "F8 ^R", N_("Không"),
	 N_("không ghi phiếu này; với máy: là máy khác, chưa dán tem")},
	{REQ_AGAIN, "F7 ^P", NULL, N_("chọn nhầm: hỏi lại câu này từ đầu")},
	{REQ_NEXT, "F3 Tab", N_("Câu sau"), N_("xem câu hỏi tiếp theo")},
};

const struct screen scr_reports = {
	.name = "reports",
	.title = N_("Câu hỏi về máy, phiếu xoá"),
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
