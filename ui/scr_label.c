/*
 * A label on the screen: the code for a camera, the tag in letters that are read across the table;
 * of one device (its id or tag) or of all of a donation (its tag). Prints them, and the receipt.
 */
#include "screen.h"

#include "export.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LETTER_ROWS 5
#define LETTER_COLUMNS 8
#define CODE_COLUMNS 60

enum { REQ_LABELS = REQ_OWN, REQ_RECEIPT };

struct state {
	char donation[STORE_TAG_MAX]; /* "": there is none to print a receipt of */
	char tags[INTAKE_DEVICES_MAX][STORE_TAG_MAX];
	size_t count;
	struct ui_list list;
};

/* ---- which devices --------------------------------------------------------------------------- */

static int take_device(void *user, const struct record_kind *kind, const struct record *record)
{
	struct state *state = user;

	snprintf(state->tags[state->count++], STORE_TAG_MAX, "%s",
		 record_value(kind, record, "tag"));
	return state->count == INTAKE_DEVICES_MAX;
}

struct found {
	char id[UUID_TEXT_MAX], tag[STORE_TAG_MAX];
};

static int take_donation(void *user, const struct record_kind *kind, const struct record *record)
{
	struct found *found = user;

	snprintf(found->id, sizeof(found->id), "%s", record->id);
	snprintf(found->tag, STORE_TAG_MAX, "%s", record_value(kind, record, "tag"));
	return 0;
}

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	struct state *state = data;
	struct found found;
	const struct store_filter filter = {.name = "donation", .value = found.id};
	const struct store_query query = {.filters = &filter, .filter_count = 1};

	if (!ui->store)
		return err_set(err, EROFS, _("không mở được sổ thiết bị; xem hotroit doctor"));
	if (store_get(ui->store, record_kind_find("donation"), argument, take_donation, &found,
		      err) < 0)
		return store_get(ui->store, record_kind_find("device"), argument, take_device,
				 state, err);
	memcpy(state->donation, found.tag, sizeof(found.tag));
	if (store_list(ui->store, record_kind_find("device"), &query, take_device, state, err) < 0)
		return -err->code;
	/* As they stood on the counter: the list has the newest first. */
	for (size_t i = 0; i < state->count / 2; i++) {
		char swapped[STORE_TAG_MAX];

		memcpy(swapped, state->tags[i], STORE_TAG_MAX);
		memcpy(state->tags[i], state->tags[state->count - 1 - i], STORE_TAG_MAX);
		memcpy(state->tags[state->count - 1 - i], swapped, STORE_TAG_MAX);
	}
	return 0;
}

/* ---- drawing --------------------------------------------------------------------------------- */

/* The letters of tags, five rows of three dots: 4 2 1 from the left. */
static const struct {
	char letter;
	unsigned char rows[LETTER_ROWS];
} letters[] = {
	{'2', {7, 1, 7, 4, 7}}, {'3', {7, 1, 7, 1, 7}}, {'4', {5, 5, 7, 1, 1}},
	{'5', {7, 4, 7, 1, 7}}, {'6', {7, 4, 7, 5, 7}}, {'7', {7, 1, 2, 2, 2}},
	{'8', {7, 5, 7, 5, 7}}, {'9', {7, 5, 7, 1, 7}}, {'A', {2, 5, 7, 5, 5}},
	{'B', {6, 5, 6, 5, 6}}, {'C', {3, 4, 4, 4, 3}}, {'D', {6, 5, 5, 5, 6}},
	{'E', {7, 4, 6, 4, 7}}, {'F', {7, 4, 6, 4, 4}}, {'G', {3, 4, 5, 5, 3}},
	{'H', {5, 5, 7, 5, 5}}, {'J', {1, 1, 1, 5, 2}}, {'K', {5, 5, 6, 5, 5}},
	{'M', {5, 7, 7, 5, 5}}, {'N', {6, 5, 5, 5, 5}}, {'P', {6, 5, 6, 4, 4}},
	{'Q', {2, 5, 5, 6, 3}}, {'R', {6, 5, 6, 6, 5}}, {'S', {3, 4, 2, 1, 6}},
	{'T', {7, 2, 2, 2, 2}}, {'U', {5, 5, 5, 5, 7}}, {'V', {5, 5, 5, 5, 2}},
	{'W', {5, 5, 7, 7, 5}}, {'X', {5, 5, 2, 5, 5}}, {'Y', {5, 5, 2, 2, 2}},
	{'Z', {7, 1, 2, 4, 7}},
};

static void draw_letter(struct canvas *canvas, int column, char letter)
{
	size_t at = 0;

	while (at < ARRAY_LEN(letters) && letters[at].letter != letter)
		at++;
	for (int dot = 0; at < ARRAY_LEN(letters) && dot < 3 * LETTER_ROWS; dot++)
		if (letters[at].rows[dot / 3] & (4 >> dot % 3))
			canvas_text(canvas, dot / 3, column + dot % 3 * 2, 2, STYLE_TITLE, "██");
}

/* The Linux console has no half blocks. */
static enum qr_glyphs glyphs(void)
{
	const char *terminal = getenv("TERM");

	return terminal && str_starts(terminal, "linux") ? QR_BLOCKS : QR_HALVES;
}

static void draw_code(struct canvas *canvas, const char *tag)
{
	AUTO(buf_done) struct buf code = {0};
	int row = LETTER_ROWS + 1, lines = canvas_rows(canvas) - row;
	struct err err;
	char *rest, *line;

	if (text_output() != TEXT_UTF8)
		return;
	if (export_qr_text(&code, tag, glyphs(), lines, CODE_COLUMNS, &err) < 0) {
		if (err.code == ENOSPC)
			err_set(&err, ENOSPC,
				_("Không đủ chỗ cho mã QR: F5 in tem, hoặc chép mã."));
		canvas_text(canvas, row, 1, CODE_COLUMNS, STYLE_DIM, err.text);
		return;
	}
	rest = code.data;
	while ((line = strsep(&rest, "\n")) && *line)
		canvas_text(canvas, row++, 1, 0, STYLE_NORMAL, line);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	struct state *state = data;
	int columns = canvas_columns(canvas), row = 0;

	(void)ui;
	ui_list_fit(&state->list, state->count, (size_t)canvas_rows(canvas));
	if (!state->count) {
		canvas_text(canvas, 1, 1, 0, STYLE_DIM, _("Đợt này không có máy nào."));
		return;
	}
	for (size_t i = 0; state->tags[state->list.selected][i]; i++)
		draw_letter(canvas, 1 + (int)i * LETTER_COLUMNS,
			    state->tags[state->list.selected][i]);
	draw_code(canvas, state->tags[state->list.selected]);
	for (size_t i = state->list.top; i < state->count && row < canvas_rows(canvas); i++)
		canvas_printf(canvas, row++, columns - 14, 13,
			      i == state->list.selected ? STYLE_SELECTED : STYLE_NORMAL,
			      "%3zu %s", i + 1, state->tags[i]);
}

/* ---- printing -------------------------------------------------------------------------------- */

static void print_labels(struct ui *ui, const struct state *state)
{
	const char *devices[INTAKE_DEVICES_MAX];
	AUTO(buf_done) struct buf data = {0};
	char file[64];
	struct err err;

	for (size_t i = 0; i < state->count; i++)
		devices[i] = state->tags[i];
	if (flow_labels(&data, ui->store, devices, state->count, FLOW_LABEL_PDF, &err) < 0) {
		ui_say(ui, STYLE_FAIL, "%s", err.text);
		return;
	}
	snprintf(file, sizeof(file), "label-%s.pdf",
		 *state->donation ? state->donation : state->tags[0]);
	ui_print(ui, file, &data, flow_paper_file_for("label", false));
}

static void print_receipt(struct ui *ui, const struct state *state)
{
	if (*state->donation)
		ui_print_paper(ui, "receipt", state->donation);
	else
		ui_say(ui, STYLE_REVIEW, _("Biên nhận in từ đợt ủng hộ: mở đợt rồi bấm p"));
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct state *state = data;

	switch (event->request) {
	case REQ_LABELS:
		print_labels(ui, state);
		return true;
	case REQ_RECEIPT:
		print_receipt(ui, state);
		return true;
	default:
		return ui_list_move(&state->list, event->request, state->count);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct state *state = data;

	(void)ui;
	return *state->donation ? _("F5 in tem mọi máy của đợt; F12 in biên nhận; Esc để về")
				: _("F5 in tem; Esc để về");
}

static const struct ui_key keys[] = {
	{REQ_LABELS, "F5 t", N_("In tem"), N_("in tem 50×30 mm của mọi máy ở đây")},
	{REQ_RECEIPT, "F12 p", N_("Biên nhận"), N_("in biên nhận cho bên tặng")},
};

const struct screen scr_label = {
	.name = "label",
	.title = N_("Tem máy"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct state),
	.enter = enter,
	.draw = draw,
	.handle = handle,
	.hint = hint,
};
