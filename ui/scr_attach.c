/* A file for a record, by its path. Opened with "KIND ID". */
#include "argument_priv.h"
#include "record_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define NOTE_BYTES_MAX 200

enum {
	REQ_OTHER = REQ_OWN,
};

struct state {
	const struct record_kind *kind;
	char id[UUID_TEXT_MAX], heading[160];
	struct ui_entry path, note;
	bool is_note; /* the cursor is there */
};

static int enter(struct ui *ui, void *data, const char *text, struct err *err)
{
	AUTO(argument_done) struct argument given = {0};
	AUTO(buf_done) struct buf title = {0};
	struct state *state = data;
	int r;

	argument_read(&given, text);
	state->kind = record_kind_find(given.words[0]);
	if (!ui->store)
		return err_set(err, ENOENT, _("không mở được sổ; xem hotroit doctor"));
	if (!state->kind || !given.words[1])
		return err_set(err, EINVAL, _("«%.60s»: không có bản ghi này"), text);
	r = store_may_write(ui->store, state->kind, err);
	if (r == 0)
		r = store_title(ui->store, state->kind, given.words[1], &title, err);
	snprintf(state->id, sizeof(state->id), "%s", given.words[1]);
	snprintf(state->heading, sizeof(state->heading), _("Đính kèm tệp: %s"), buf_text(&title));
	state->path.is_code = true;
	state->note.max = NOTE_BYTES_MAX;
	return r;
}

static void draw_entry(struct ui *ui, struct ui_entry *entry, struct canvas *canvas, int row,
		       const char *label, bool has_cursor)
{
	if (has_cursor)
		ui_entry_draw_labelled(ui, entry, canvas, row, label);
	else
		canvas_printf(canvas, row, 0, 0, STYLE_NORMAL, "%s: %s", label, entry->text);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;

	draw_entry(ui, &state->path, canvas, 1, _(" Tệp"), !state->is_note);
	draw_entry(ui, &state->note, canvas, 2, _(" Ghi chú"), state->is_note);
	canvas_wrap(canvas, 4, 1, 0, 3, STYLE_DIM,
		    _("Đường dẫn tới ảnh hay giấy tờ, như ~/anh/man-hinh.jpg; nhiều nhất 16 MB. "
		      "Tệp được chép vào sổ; bản gốc vẫn ở chỗ cũ."));
}

static void keep(struct ui *ui, const struct state *state)
{
	AUTO(buf_done) struct buf path = {0}, said = {0};
	const char *home = getenv("HOME"), *typed = state->path.text;
	struct err err;

	if (str_starts(typed, "~/") && home) {
		buf_add_str(&path, home);
		typed++;
	}
	buf_add_str(&path, typed);
	if (flow_attach(ui->store, state->kind, state->id, buf_text(&path), state->note.text,
			&said, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	ui_say(ui, STYLE_PASS, "%s", buf_text(&said));
	ui_back(ui);
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	if (ui_entry_handle(ui, state->is_note ? &state->note : &state->path, event) !=
	    ENTRY_PASSED)
		return true;
	switch (event->request) {
	case REQ_OPEN:
		keep(ui, state);
		return true;
	case REQ_UP:
	case REQ_DOWN:
	case REQ_OTHER:
		state->is_note = !state->is_note;
		return true;
	default:
		return false;
	}
}

static const char *hint(struct ui *ui, void *data)
{
	(void)ui;
	(void)data;
	return _("Gõ đường dẫn của tệp rồi Enter; Tab sang ghi chú; Esc để thôi");
}

static const char *heading(struct ui *ui, const void *data)
{
	(void)ui;
	return ((const struct state *)data)->heading;
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	(void)data;
	return true;
}

void record_save_file(struct ui *ui, const char *id)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf data = {0}, name = {0};
	struct store_file file;
	struct err err;

	if (store_attached(ui->store, id, &arena, &file, &data, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	flow_file_name(&name, file.name);
	if (flow_write_file(buf_text(&name), &data, FLOW_FILE_OWNER, false, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_PASS, _("Đã ghi %s vào thư mục đang đứng"), buf_text(&name));
}

static const struct ui_key keys[] = {
	{REQ_OPEN, "Enter", N_("Đính kèm"), N_("chép tệp này vào sổ, đi cùng bản ghi")},
	{REQ_OTHER, "Tab S-Tab", NULL, N_("sang ghi chú, hoặc về đường dẫn")},
};

const struct screen scr_attach = {
	.name = "attach",
	.title = N_("Đính kèm tệp"),
	.heading = heading,
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.wants_text = wants_text,
};
