/* A table that somebody sent becomes records: which file, what its columns are, a look at what
 * would be kept, and only then is it kept. Opened with a record kind. */
#include "import_lines_priv.h"

#include <errno.h>
#include <stdio.h>

enum {
	REQ_TRY = REQ_OWN,
	REQ_KEEP,
	REQ_NEXT,
	REQ_PREVIOUS,
};

enum part {
	PART_FILE,
	PART_KIND,
	PART_CHARSET,
	PART_SKIP,
	PART_MAP,
	PARTS
};

#define KINDS_MAX 64
#define LABEL_WIDTH 10
#define DETAIL_ROWS 4
#define PROGRESS_MS 100
#define BAR_COLUMNS 50

static const char *const charsets[] = {NULL, "utf8", "tcvn3", "vni", "cp1258"};

struct state {
	struct ui_entry entries[PARTS]; /* of the parts that are typed */
	const struct record_kind *kinds[KINDS_MAX];
	size_t kind_count, kind_at, charset_at;
	enum part at;
	/* While the file is read: rows taken in of all; 0: they are being counted. */
	bool is_running;
	uint64_t rows, of;
	bool is_tried; /* what stands above was looked at, and nothing was refused */
	struct import_lines lines;
	struct ui_list list;
};

static bool is_typed(enum part part)
{
	return part != PART_KIND && part != PART_CHARSET;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;

	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	for (size_t i = 0; i < record_kind_count && state->kind_count < KINDS_MAX; i++) {
		const struct record_kind *kind = record_kind_table[i];

		if (kind->append_only || store_may_write(ui->store, kind, NULL) < 0)
			continue;
		if (str_eq(kind->name, argument))
			state->kind_at = state->kind_count;
		state->kinds[state->kind_count++] = kind;
	}
	if (!state->kind_count)
		return err_set(err, EPERM, _("bạn không được nhập sổ nào; đổi người làm (F4)"));
	for (size_t i = 0; i < PARTS; i++)
		state->entries[i].is_code = true;
	return 0;
}

static void leave(struct ui *ui, void *data)
{
	(void)ui;
	import_lines_done(&((struct state *)data)->lines);
}

/* ---- drawing --------------------------------------------------------------------------------- */

static const char *choice_text(const struct state *state, enum part part)
{
	const char *charset = charsets[state->charset_at];

	if (part == PART_KIND)
		return _(state->kinds[state->kind_at]->label_many);
	return charset ? charset : _("tự nhận, hỏi lại nếu là chữ cũ");
}

static void draw_part(struct ui *ui, struct state *state, struct canvas *canvas, enum part part)
{
	static const char *const labels[PARTS] = {
		[PART_FILE] = N_("Tệp"), [PART_KIND] = N_("Sổ"), [PART_CHARSET] = N_("Bảng mã"),
		[PART_SKIP] = N_("Bỏ cột"), [PART_MAP] = N_("Cột là")};
	static const char *const examples[PARTS] = {
		[PART_FILE] = N_("đủ đường dẫn, như /media/usb/lop-6a.xlsx (.csv, .xlsx, .xls)"),
		[PART_SKIP] = N_("chữ của cột thừa, như C;F"),
		[PART_MAP] = N_("cột chưa hiểu là mục nào, như B=Họ tên;G=Điện thoại")};
	int row = (int)part;
	bool is_at = state->at == part;
	const char *text = state->entries[part].text;

	canvas_text(canvas, row, 1, LABEL_WIDTH, is_at ? STYLE_KEY : STYLE_NORMAL, _(labels[part]));
	if (!is_typed(part))
		canvas_printf(canvas, row, LABEL_WIDTH + 2, 0, is_at ? STYLE_INPUT : STYLE_NORMAL,
			      is_at ? "< %s >" : "%s", choice_text(state, part));
	else if (is_at)
		ui_entry_draw(ui, &state->entries[part], canvas, row, LABEL_WIDTH + 2, 0);
	else
		canvas_text(canvas, row, LABEL_WIDTH + 2, 0, *text ? STYLE_NORMAL : STYLE_DIM,
			    *text ? text : _(examples[part]));
}

static void draw_progress(const struct state *state, struct canvas *canvas, int row)
{
	const unsigned percent = state->of ? (unsigned)(state->rows * 100 / state->of) : 0;

	if (!state->rows)
		canvas_text(canvas, row, 1, 0, STYLE_NORMAL, _("Đang mở tệp…"));
	else if (!state->of)
		canvas_printf(canvas, row, 1, 0, STYLE_NORMAL, _("Đang đọc tệp: %llu dòng"),
			      (unsigned long long)state->rows);
	else if (state->rows == state->of)
		canvas_text(canvas, row, 1, 0, STYLE_NORMAL, _("Sắp xong…"));
	else
		canvas_printf(canvas, row, 1, 0, STYLE_NORMAL, _("Đang xem từng dòng: %llu/%llu"),
			      (unsigned long long)state->rows, (unsigned long long)state->of);
	if (state->of)
		canvas_bar(canvas, row + 1, 1, BAR_COLUMNS, percent, 100);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	size_t count = import_lines_count(&state->lines);
	int row = PARTS + 1, bottom = canvas_rows(canvas) - DETAIL_ROWS;
	const struct import_line *line;

	for (enum part part = PART_FILE; part < PARTS; part++)
		draw_part(ui, state, canvas, part);
	canvas_line(canvas, PARTS, 0, 0);
	if (state->is_running) {
		draw_progress(state, canvas, row);
		return;
	}
	ui_list_fit(&state->list, count, (size_t)(bottom - row));
	if (!count) {
		canvas_text(canvas, row, 1, 0, STYLE_DIM,
			    _("Chưa xem tệp nào. F5: xem thử; chưa ghi gì vào sổ."));
		return;
	}
	for (size_t i = state->list.top; i < count && row < bottom; i++, row++) {
		line = import_lines_at(&state->lines, i);
		canvas_text(canvas, row, 0, 0,
			    i == state->list.selected ? STYLE_SELECTED : line->style, "");
		canvas_text(canvas, row, 1, 0,
			    i == state->list.selected ? STYLE_SELECTED : line->style, line->text);
	}
	/* The line may be longer than the screen is wide. */
	canvas_line(canvas, bottom, 0, 0);
	line = import_lines_at(&state->lines, state->list.selected);
	canvas_wrap(canvas, bottom + 1, 1, canvas_columns(canvas) - 2, DETAIL_ROWS - 1, line->style,
		    line->text);
}

/* ---- reading the file ------------------------------------------------------------------------ */

static const char *typed(const struct state *state, enum part part)
{
	return *state->entries[part].text ? state->entries[part].text : NULL;
}

struct progress {
	struct ui *ui;
	struct state *state;
	int64_t next_ms;
};

static bool show_progress(void *user, uint64_t rows, uint64_t of)
{
	struct progress *progress = user;
	int64_t now = clock_mono_ms();

	/* The end is told in any case: what comes then goes on to its own end. */
	if (now < progress->next_ms && (!of || rows < of))
		return false;
	progress->next_ms = now + PROGRESS_MS;
	progress->state->rows = rows;
	progress->state->of = of;
	return ui_is_stopped(progress->ui);
}

static int take_in(struct ui *ui, struct state *state, const struct flow_import_request *request,
		   struct flow_import *ret, struct err *err)
{
	int r;

	state->is_running = true;
	state->rows = state->of = 0;
	if (ui_is_stopped(ui))
		r = err_set(err, ECANCELED, _("đã dừng: không dòng nào được ghi vào sổ"));
	else
		r = flow_import(ui->store, state->kinds[state->kind_at], request, ret, err);
	state->is_running = false;
	return r;
}

/* Pupils stand on no list yet: the screen this one was opened from makes it. */
static bool is_pupils(const struct state *state)
{
	return str_eq(state->kinds[state->kind_at]->name, "recipient");
}

static void run(struct ui *ui, struct state *state, bool is_dry)
{
	AUTO(flow_import_done) struct flow_import import = {0};
	struct progress progress = {.ui = ui, .state = state};
	const struct flow_import_request request = {
		.file = typed(state, PART_FILE),
		.from = charsets[state->charset_at],
		.map = typed(state, PART_MAP),
		.skip = typed(state, PART_SKIP),
		.dry_run = is_dry,
		.progress = show_progress,
		.user = &progress,
	};
	struct err err;
	int r;

	state->list = (struct ui_list){0};
	state->is_tried = false;
	if (!request.file) {
		ui_say(ui, STYLE_REVIEW, _("Gõ đường dẫn tới tệp trước"));
		return;
	}
	/* "-" would wait for the keyboard, which is ours. */
	if (str_eq(request.file, "-")) {
		ui_say(ui, STYLE_REVIEW, _("Cần tên một tệp"));
		return;
	}
	r = take_in(ui, state, &request, &import, &err);
	if (r == -ECANCELED) {
		ui_say(ui, STYLE_REVIEW, _("Đã dừng: không dòng nào được ghi vào sổ"));
		return;
	}
	if (r < 0) {
		import_lines_fail(&state->lines, &err);
		ui_say(ui, STYLE_FAIL, _("Chưa đọc được tệp: xem lý do ở trên"));
		return;
	}
	import_lines_tell(&state->lines, &import, is_dry);
	state->is_tried = is_dry && !import.refused && !import.is_charset_asked;
	if (!is_dry && !import.refused)
		ui_say(ui, STYLE_PASS,
		       is_pupils(state) ? _("Đã nhập: thêm %llu, đã có %llu. Tiếp: Esc, F7 lập "
					    "danh sách, rồi F12 gom các em")
					: _("Đã nhập: thêm %llu, đã có trong sổ %llu."),
		       (unsigned long long)import.added, (unsigned long long)import.known);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void go(struct state *state, size_t at)
{
	state->at = (enum part)(at % PARTS);
}

static bool turn_choice(struct state *state, int request)
{
	size_t *at = state->at == PART_KIND ? &state->kind_at : &state->charset_at;
	size_t count = state->at == PART_KIND ? state->kind_count : ARRAY_LEN(charsets);

	if (request != REQ_LEFT && request != REQ_RIGHT)
		return request == REQ_TEXT;
	*at = (*at + (request == REQ_RIGHT ? 1 : count - 1)) % count;
	state->is_tried = false;
	return true;
}

static bool handle_part(struct ui *ui, struct state *state, const struct ui_event *event)
{
	if (event->request == REQ_HOME || event->request == REQ_END)
		return false;
	if (!is_typed(state->at))
		return turn_choice(state, event->request);
	switch (ui_entry_handle(ui, &state->entries[state->at], event)) {
	case ENTRY_CHANGED:
		state->is_tried = false;
		return true;
	case ENTRY_USED:
		return true;
	default:
		return false;
	}
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (handle_part(ui, state, event))
		return true;
	switch (event->request) {
	case REQ_OPEN:
	case REQ_TRY:
		run(ui, state, true);
		return true;
	case REQ_KEEP:
		if (state->is_tried)
			run(ui, state, false);
		else
			ui_say(ui, STYLE_REVIEW, _("Xem thử (F5) trước; không dòng nào bị từ chối "
						   "thì mới nhập được"));
		return true;
	case REQ_NEXT:
		go(state, (size_t)state->at + 1);
		return true;
	case REQ_PREVIOUS:
		go(state, (size_t)state->at + PARTS - 1);
		return true;
	default:
		return ui_list_move(&state->list, event->request,
				    import_lines_count(&state->lines));
	}
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	(void)data;
	return true;
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	if (state->is_running)
		return _("Esc: dừng, không dòng nào được ghi");
	if (state->is_tried)
		return _("Xem từng cột đã đúng mục chưa, rồi F2 để nhập tất cả");
	return is_typed(state->at) ? _("Tab: ô sau; Enter hoặc F5: xem thử; lên xuống: đọc kết quả")
				   : _("Trái phải để chọn; Tab: ô sau; Enter hoặc F5: xem thử");
}

static const struct ui_key keys[] = {
	{REQ_TRY, "F5 ^R", N_("Xem thử"), N_("đọc tệp, cho xem cột và dòng bị từ chối")},
	{REQ_KEEP, "F2 ^O", N_("Nhập"), N_("nhập tất cả vào sổ, sau khi đã xem thử")},
	{REQ_NEXT, "Tab", N_("Ô sau"), N_("sang ô sau")},
	{REQ_PREVIOUS, "S-Tab", NULL, N_("về ô trước")},
	{REQ_OPEN, "Enter", NULL, N_("xem thử")},
};

const struct screen scr_import = {
	.name = "import",
	.title = N_("Nhập từ tệp"),
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
