/* Who acts from now on: a name chosen or typed, and a PIN that is never shown. A new PIN for the
 * one who is chosen: first the PIN of the one who sets it, then the new one twice. */
#include "screen.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>

#define HEAD_ROWS 4
#define COLUMN_NAME 17
#define COLUMN_ROLE 58

enum {
	REQ_NOBODY = REQ_OWN,
	REQ_PIN,
};

/* What is being typed. */
enum asked {
	ASK_NAME,
	ASK_PIN, /* of the selected one, who signs in */
	ASK_OLD, /* of the one who sets the PIN of the selected one */
	ASK_NEW,
	ASK_AGAIN,
};

struct person {
	const char *id, *handle, *name;
	unsigned role;
};

struct state {
	struct arena arena;
	struct buf people; /* struct person, by short name */
	struct buf shown; /* struct person, those whose name begins as typed */
	struct ui_entry words;
	/* No entry: it would leave copies behind. */
	char pin[STORE_PIN_MAX + 1];
	char first[STORE_PIN_MAX + 1]; /* the new PIN as it was typed first */
	struct ui_list list;
	bool is_asked; /* the bench has PINs */
	enum asked asked;
};

static const struct person *person_at(const struct state *state, size_t i)
{
	return (const struct person *)(const void *)state->shown.data + i;
}

static size_t count(const struct state *state)
{
	return state->shown.len / sizeof(struct person);
}

/* ---- who there is ---------------------------------------------------------------------------- */

static void take_person(void *user, const struct store_actor *who, const char *handle)
{
	struct state *state = user;
	const struct person person = {
		.id = arena_str(&state->arena, who->member),
		.handle = arena_str(&state->arena, handle ? handle : ""),
		.name = arena_str(&state->arena, who->name),
		.role = who->role,
	};

	buf_add(&state->people, &person, sizeof(person));
}

/* Does what was typed begin a word of the text? Both without case and tones. */
static bool begins_word(const char *text, const char *typed)
{
	AUTO(buf_done) struct buf folded = {0};
	size_t len = strlen(typed);

	text_fold(&folded, text);
	for (const char *at = buf_text(&folded); at; at = strchr(at, ' ')) {
		at += *at == ' ';
		if (strncmp(at, typed, len) == 0)
			return true;
	}
	return false;
}

static void find(struct state *state)
{
	AUTO(buf_done) struct buf typed = {0};
	const struct person *people = (const struct person *)(const void *)state->people.data;

	text_fold(&typed, state->words.text);
	buf_clear(&state->shown);
	for (size_t i = 0; i < state->people.len / sizeof(*people); i++)
		if (begins_word(people[i].handle, buf_text(&typed)) ||
		    begins_word(people[i].name, buf_text(&typed)))
			buf_add(&state->shown, &people[i], sizeof(people[i]));
	state->list = (struct ui_list){0};
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	int r;

	(void)argument;
	state->words.is_code = true;
	/* Kept out of the swap where that is allowed. */
	if (mlock(state->pin, sizeof(state->pin)) < 0 ||
	    mlock(state->first, sizeof(state->first)) < 0)
		log_debug("the PIN may be swapped");
	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ thiết bị; xem hotroit doctor"));
	r = store_pin_is_asked(ui->store, &state->is_asked, err);
	if (r == 0)
		r = store_signers(ui->store, take_person, state, err);
	if (r == 0)
		find(state);
	return r;
}

static void forget_pin(struct state *state)
{
	explicit_bzero(state->pin, sizeof(state->pin));
	explicit_bzero(state->first, sizeof(state->first));
	state->asked = ASK_NAME;
}

static void leave(struct ui *ui, void *data)
{
	struct state *state = data;

	(void)ui;
	forget_pin(state);
	munlock(state->pin, sizeof(state->pin));
	munlock(state->first, sizeof(state->first));
	buf_done(&state->people);
	buf_done(&state->shown);
	arena_done(&state->arena);
}

/* ---- signing in ------------------------------------------------------------------------------ */

static void sign_in(struct ui *ui, struct state *state)
{
	const struct person *person = person_at(state, state->list.selected);
	struct store_actor actor;
	struct err err;
	int r = store_pin_check(ui->store, person->id, state->pin, &actor, &err);

	explicit_bzero(state->pin, sizeof(state->pin));
	if (r < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	ui_sign_in(ui, &actor);
	ui_say(ui, STYLE_PASS, _("%s đang làm; mọi thay đổi từ đây ghi tên này"), ui->who);
}

static void sign_out(struct ui *ui)
{
	struct err err;

	if (ui_sign_out(ui, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_NORMAL, _("Không còn ai ký tên ở bàn này"));
}

/* ---- a new PIN ------------------------------------------------------------------------------- */

/* Who sets it proves first who they are; on a bench without PINs nobody can yet. */
static void begin_pin(struct ui *ui, struct state *state)
{
	const char *actor = store_acting(ui->store)->member;

	if (!count(state))
		ui_say(ui, STYLE_REVIEW, _("Chọn một người trước"));
	else if (state->is_asked && !*actor)
		ui_say(ui, STYLE_REVIEW, _("Ký tên trước (Enter), rồi mới đặt PIN được"));
	else
		state->asked = state->is_asked ? ASK_OLD : ASK_NEW;
}

static void check_old(struct ui *ui, struct state *state)
{
	struct store_actor actor;
	struct err err;
	int r = store_pin_check(ui->store, store_acting(ui->store)->member, state->pin, &actor,
				&err);

	explicit_bzero(state->pin, sizeof(state->pin));
	if (r < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		state->asked = ASK_NEW;
}

static void take_new(struct ui *ui, struct state *state)
{
	if (strlen(state->pin) < STORE_PIN_MIN) {
		ui_say(ui, STYLE_REVIEW, _("PIN gồm %d đến %d chữ số"), STORE_PIN_MIN,
		       STORE_PIN_MAX);
		return;
	}
	memcpy(state->first, state->pin, sizeof(state->first));
	explicit_bzero(state->pin, sizeof(state->pin));
	state->asked = ASK_AGAIN;
}

static void set_pin(struct ui *ui, struct state *state)
{
	const struct person *person = person_at(state, state->list.selected);
	bool is_same = str_eq(state->pin, state->first);
	struct err err;
	int r = is_same ? store_pin_set(ui->store, person->id, state->pin, &err) : 0;

	explicit_bzero(state->pin, sizeof(state->pin));
	explicit_bzero(state->first, sizeof(state->first));
	state->asked = is_same && r == 0 ? ASK_NAME : ASK_NEW;
	if (!is_same) {
		ui_say(ui, STYLE_FAIL, _("Hai lần gõ không giống nhau; gõ PIN mới lại từ đầu"));
	} else if (r < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	} else {
		state->is_asked = true;
		ui_say(ui, STYLE_PASS, _("Đã đặt PIN cho %s ở bàn này"), person->name);
	}
}

static void pin_typed(struct ui *ui, struct state *state)
{
	switch (state->asked) {
	case ASK_PIN:
		sign_in(ui, state);
		break;
	case ASK_OLD:
		check_old(ui, state);
		break;
	case ASK_NEW:
		take_new(ui, state);
		break;
	case ASK_AGAIN:
		set_pin(ui, state);
		break;
	case ASK_NAME:
		break;
	}
}

/* ---- drawing --------------------------------------------------------------------------------- */

static void draw_person(const struct state *state, struct canvas *canvas, int row, size_t i)
{
	const struct person *person = person_at(state, i);
	enum ui_style style = i == state->list.selected ? STYLE_SELECTED : STYLE_NORMAL;

	canvas_text(canvas, row, 0, 0, style, "");
	canvas_text(canvas, row, 2, COLUMN_NAME - 3, style, *person->handle ? person->handle : "-");
	canvas_text(canvas, row, COLUMN_NAME, COLUMN_ROLE - COLUMN_NAME - 2, style, person->name);
	canvas_text(canvas, row, COLUMN_ROLE, 0, style, role_label(person->role));
}

static void draw_pin(const struct state *state, const char *who, struct canvas *canvas)
{
	AUTO(buf_done) struct buf label = {0}, dots = {0};
	int left;

	buf_printf(&label,
		   state->asked == ASK_PIN   ? _(" PIN của %s: ")
		   : state->asked == ASK_OLD ? _(" PIN hiện nay của bạn, %s: ")
		   : state->asked == ASK_NEW ? _(" PIN mới của %s: ")
					     : _(" Gõ lại PIN mới của %s: "),
		   state->asked == ASK_OLD ? who : person_at(state, state->list.selected)->name);
	for (size_t i = 0; state->pin[i]; i++)
		buf_add_str(&dots, "●");
	left = text_width(buf_text(&label));
	canvas_text(canvas, 1, 0, 0, STYLE_NORMAL, buf_text(&label));
	canvas_text(canvas, 1, left, STORE_PIN_MAX + 1, STYLE_INPUT,
		    dots.len ? buf_text(&dots) : "");
	canvas_cursor(canvas, 1, left + (int)strlen(state->pin));
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int row = HEAD_ROWS;

	ui_list_fit(&state->list, count(state), (size_t)(canvas_rows(canvas) - HEAD_ROWS));
	if (state->asked != ASK_NAME)
		draw_pin(state, ui->who, canvas);
	else
		ui_entry_draw_labelled(ui, &state->words, canvas, 1, _(" Tên ngắn"));
	canvas_text(canvas, 3, 2, 0, STYLE_DIM, _("Tên ngắn"));
	canvas_text(canvas, 3, COLUMN_NAME, 0, STYLE_DIM, _("Họ tên"));
	canvas_text(canvas, 3, COLUMN_ROLE, 0, STYLE_DIM, _("Vai trò"));
	for (size_t i = state->list.top; i < count(state) && row < canvas_rows(canvas); i++)
		draw_person(state, canvas, row++, i);
	if (!state->people.len)
		canvas_wrap(canvas, row + 1, 1, 0, 2, STYLE_REVIEW,
			    _("Sổ chưa có thành viên nào, nên ai cũng làm được mọi việc. Thêm "
			      "người: Esc về «Hôm nay», bấm v rồi F7; rồi về đây đặt PIN (F7)"));
	else if (!count(state))
		canvas_text(canvas, row + 1, 1, 0, STYLE_REVIEW,
			    _("Không có ai tên như vậy; xoá bớt chữ."));
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void type_pin(struct ui *ui, struct state *state, char key)
{
	size_t len = strlen(state->pin);

	if (key < '0' || key > '9')
		ui_say(ui, STYLE_REVIEW, _("PIN chỉ gồm chữ số"));
	else if (len < STORE_PIN_MAX)
		state->pin[len] = key;
	else
		ui_say(ui, STYLE_REVIEW, _("PIN có nhiều nhất %d chữ số"), STORE_PIN_MAX);
}

static bool handle_pin(struct ui *ui, struct state *state, const struct ui_event *event)
{
	switch (event->request) {
	case REQ_BACK:
		forget_pin(state);
		return true;
	case REQ_OPEN:
		pin_typed(ui, state);
		return true;
	case REQ_TEXT:
		type_pin(ui, state, event->text[0]);
		return true;
	case REQ_ERASE:
		if (*state->pin)
			state->pin[strlen(state->pin) - 1] = '\0';
		return true;
	case REQ_CLEAR:
		explicit_bzero(state->pin, sizeof(state->pin));
		return true;
	default:
		/* The name stays chosen. */
		return event->request >= REQ_UP && event->request <= REQ_END;
	}
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;
	/* Home and End are the list's. */
	bool is_list = event->request == REQ_HOME || event->request == REQ_END;

	if (event->request == REQ_NOBODY) {
		sign_out(ui);
		return true;
	}
	if (state->asked != ASK_NAME)
		return handle_pin(ui, state, event);
	if (event->request == REQ_PIN) {
		begin_pin(ui, state);
		return true;
	}
	switch (is_list ? ENTRY_PASSED : ui_entry_handle(ui, &state->words, event)) {
	case ENTRY_CHANGED:
		find(state);
		return true;
	case ENTRY_USED:
		return true;
	case ENTRY_PASSED:
		break;
	}
	switch (event->request) {
	case REQ_OPEN:
		if (count(state) && state->is_asked)
			state->asked = ASK_PIN;
		else if (count(state))
			sign_in(ui, state);
		return true;
	default:
		return ui_list_move(&state->list, event->request, count(state));
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (state->asked == ASK_PIN)
		return _("Gõ PIN rồi Enter; Esc để chọn người khác");
	if (state->asked != ASK_NAME)
		return _("PIN gồm 4 đến 8 chữ số, không hiện ra; Enter: tiếp; Esc: thôi");
	return state->is_asked ? _("Gõ tên hoặc chọn bằng mũi tên, Enter rồi gõ PIN")
			       : _("Gõ tên hoặc chọn bằng mũi tên, Enter; bàn này chưa dùng PIN");
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	(void)data;
	return true;
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Chọn"), N_("chọn người này; sau PIN thì ký tên")},
	{REQ_PIN, "F7 ^P", N_("Đặt PIN"), N_("đặt, đổi PIN của người đang chọn ở bàn này")},
	{REQ_NOBODY, "F8 ^N", N_("Ra"), N_("thôi ký tên, không ai làm nữa")},
};

const struct screen scr_who = {
	.name = "who",
	.title = N_("Ai đang làm"),
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
