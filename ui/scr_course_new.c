/* A new course: the courses of every plan to pick from, one line for each way to hold it; then its
 * first day and hour, and it stands in the book with its sessions. */
#include "flow_course.h"
#include "screen.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define ASKED_ROWS 4
#define HOUR 60
#define SHAPE_CHARS 24

enum asked { ASKED_ITEM, ASKED_DAY, ASKED_TIME };

/* NULL: a course of no plan. */
struct choice {
	const struct plan *plan;
	const struct plan_course *course;
	const struct plan_shape *shape; /* NULL: the plan says none */
};

struct state {
	struct arena arena;
	struct plan_library library;
	struct choice *choices;
	size_t count;
	struct ui_list list;
	enum asked asked;
	struct ui_entry entry;
	char day[DATE_TEXT_MAX]; /* YYYY-MM-DD, or empty */
};

/* ---- reading --------------------------------------------------------------------------------- */

static void add(struct state *state, const struct plan *plan, const struct plan_course *course,
		const struct plan_shape *shape)
{
	state->choices[state->count++] = (struct choice){plan, course, shape};
}

static size_t count_choices(const struct plan_library *library)
{
	size_t count = 1;

	for (size_t i = 0; i < library->count; i++)
		for (size_t j = 0; j < library->plans[i]->work.course_count; j++)
			count += 1 + library->plans[i]->work.courses[j].shape_count;
	return count;
}

static bool is_over(const struct plan *plan, const char *today)
{
	return plan->effective_to && strcmp(plan->effective_to, today) < 0;
}

static void add_plan(struct state *state, const struct plan *plan)
{
	for (size_t i = 0; i < plan->work.course_count; i++) {
		const struct plan_course *course = &plan->work.courses[i];

		if (!course->shape_count)
			add(state, plan, course, NULL);
		for (size_t j = 0; j < course->shape_count; j++)
			add(state, plan, course, &course->shapes[j]);
	}
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	struct date now = date_today();
	char today[DATE_TEXT_MAX];
	int r;

	(void)argument;
	r = ui->store ? flow_plans_load(&state->library, NULL, err)
		      : err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	if (r < 0)
		return r;
	date_print(&now, today);
	state->choices = arena_alloc(&state->arena, count_choices(&state->library) *
							    sizeof(*state->choices));
	for (size_t i = 0; i < state->library.count; i++)
		if (!is_over(state->library.plans[i], today))
			add_plan(state, state->library.plans[i]);
	add(state, NULL, NULL, NULL);
	return 0;
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	flow_plans_done(&state->library);
	arena_done(&state->arena);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void say_hours(struct buf *ret, int64_t minutes)
{
	if (minutes % HOUR == 0)
		buf_printf(ret, _("%lld giờ"), (long long)(minutes / HOUR));
	else
		buf_printf(ret, _("%lld phút"), (long long)minutes);
}

static void say_shape(struct buf *ret, const struct plan_shape *shape)
{
	if (!shape) {
		buf_add_str(ret, _("thêm từng buổi"));
		return;
	}
	buf_printf(ret, _("%lld buổi × "), (long long)shape->sessions);
	say_hours(ret, shape->minutes);
}

static void draw_choice(const struct choice *choice, struct canvas *canvas, int row,
			bool is_selected)
{
	enum ui_style style = is_selected ? STYLE_SELECTED : STYLE_NORMAL;
	int end = canvas_columns(canvas) - SHAPE_CHARS;
	AUTO(buf_done) struct buf shape = {0};

	canvas_text(canvas, row, 0, 0, style, "");
	if (!choice->course) {
		canvas_text(canvas, row, 1, 0, style, _("Khoá khác, không theo kế hoạch nào"));
		return;
	}
	say_shape(&shape, choice->shape);
	canvas_text(canvas, row, 1, end - 2, style, choice->course->is.label);
	canvas_text(canvas, row, end, 0, style, buf_text(&shape));
}

/* What the plan says of the one that is chosen. */
static void draw_about(const struct choice *choice, struct canvas *canvas, int row)
{
	AUTO(buf_done) struct buf who = {0}, text = {0};

	canvas_line(canvas, row, 0, 0);
	if (!choice->course)
		return;
	for (size_t i = 0; i < choice->course->audience_count; i++)
		buf_printf(&who, "%s%s", i ? ", " : "",
			   audience_label(choice->course->audience[i]));
	buf_printf(&text, _("Kế hoạch %s, khoản %s"), choice->plan->id, choice->course->is.clause);
	if (choice->course->yearly.month)
		buf_printf(&text, _(", hằng năm tháng %d"), choice->course->yearly.month);
	buf_printf(&text, _("; dành cho: %s"), buf_text(&who));
	canvas_wrap(canvas, row + 1, 1, 0, 2, STYLE_NORMAL, buf_text(&text));
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int row = 0, rows = canvas_rows(canvas) - ASKED_ROWS;

	ui_list_fit(&state->list, state->count, (size_t)rows);
	for (size_t i = state->list.top; i < state->count && row < rows; i++, row++)
		draw_choice(&state->choices[i], canvas, row, i == state->list.selected);
	draw_about(&state->choices[state->list.selected], canvas, rows);
	if (state->asked == ASKED_ITEM)
		return;
	ui_entry_draw_labelled(ui, &state->entry, canvas, canvas_rows(canvas) - 1,
			       state->asked == ASKED_DAY ? _(" Buổi đầu, ngày")
							 : _(" Mỗi buổi, từ mấy giờ"));
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void ask(struct state *state, enum asked asked)
{
	state->asked = asked;
	state->entry.is_code = true;
	ui_entry_set(&state->entry, "");
}

/* The state is gone once the course is shown. */
static void begin(struct ui *ui, const struct state *state)
{
	static const char *const names[] = {"starts"};
	const struct choice *choice = &state->choices[state->list.selected];
	const char *const values[] = {state->day};
	const struct course_words words = {names, values, *state->day != '\0'};
	struct course_layout layout = {.time = *state->entry.text ? state->entry.text : NULL};
	AUTO(buf_done) struct buf said = {0};
	char shape[SHAPE_CHARS], id[UUID_TEXT_MAX], line[160];
	struct err err;

	if (choice->shape) {
		snprintf(shape, sizeof(shape), "%lldx%lld", (long long)choice->shape->sessions,
			 (long long)choice->shape->minutes);
		layout.shape = shape;
	}
	if (flow_course_new(ui->store, choice->plan, choice->course->is.id, &words, &layout, id,
			    &said, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	/* The message line takes one of what was said. */
	snprintf(line, sizeof(line), "%.*s", (int)strcspn(buf_text(&said), "\n"),
		 buf_text(&said));
	if (ui_replace(ui, "course", id))
		ui_say(ui, *line ? STYLE_REVIEW : STYLE_PASS, "%s",
		       *line ? line : _("Đã lập khoá; F6 rồi mở đăng ký"));
}

/* Nothing typed: no day yet. */
static bool take_day(struct ui *ui, struct state *state)
{
	struct date today = date_today(), day;
	bool both_ways;
	struct err err;

	state->day[0] = '\0';
	if (!*state->entry.text)
		return true;
	if (date_read_typed(state->entry.text, &today, &day, &both_ways, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return false;
	}
	date_print(&day, state->day);
	return true;
}

static void take_enter(struct ui *ui, struct state *state)
{
	const struct choice *choice = &state->choices[state->list.selected];

	switch (state->asked) {
	case ASKED_ITEM:
		if (!choice->course)
			ui_replace(ui, "form", "add course");
		else
			ask(state, ASKED_DAY);
		break;
	case ASKED_DAY:
		if (!take_day(ui, state))
			break;
		if (choice->shape) {
			ask(state, ASKED_TIME);
			break;
		}
		ui_entry_set(&state->entry, "");
		begin(ui, state);
		break;
	case ASKED_TIME:
		begin(ui, state);
		break;
	}
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (state->asked != ASKED_ITEM &&
	    ui_entry_handle(ui, &state->entry, event) != ENTRY_PASSED)
		return true;
	if (event->request == REQ_OPEN) {
		take_enter(ui, state);
		return true;
	}
	if (event->request == REQ_BACK && state->asked != ASKED_ITEM) {
		ask(state, ASKED_ITEM);
		return true;
	}
	return state->asked == ASKED_ITEM &&
	       ui_list_move(&state->list, event->request, state->count);
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	return ((const struct state *)data)->asked != ASKED_ITEM;
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (state->asked == ASKED_DAY)
		return _("Gõ ngày như 5/10, rồi Enter; để trống: định sau. Esc: chọn lại");
	if (state->asked == ASKED_TIME)
		return _("Gõ giờ như 8h hay 13:30, rồi Enter; để trống: định sau");
	return _("↑ ↓ chọn khoá của kế hoạch, Enter: lập khoá với đủ buổi học");
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Lập"), N_("lập khoá đang chọn: hỏi ngày, giờ, rồi mở khoá")},
};

const struct screen scr_course_new = {
	.name = "course-new",
	.title = N_("Lập khoá học"),
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
