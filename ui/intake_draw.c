/* How an intake looks: the donor, what is open with it, the scanner's line, the table. */
#include "intake_priv.h"

#include <stdio.h>

#define TABLE_ROW 5

static const struct {
	int at, columns;
	const char *head;
} places[INTAKE_COLUMNS] = {
	{11, 11, N_("Loại")}, {22, 18, N_("Kiểu máy")}, {40, 14, N_("Phụ kiện")},
	{54, 10, N_("SIM, thẻ")}, {64, 8, N_("Pin")}, {72, 8, N_("Xoá DL")},
};

bool intake_is_new_donor(const struct intake_state *state)
{
	return !*state->donor.id;
}

struct intake_line *intake_current(struct intake_state *state)
{
	return state->list.selected < state->table.count
		       ? &state->table.lines[state->list.selected]
		       : NULL;
}

bool intake_cell_is_text(const struct intake_state *state)
{
	return state->focus == INTAKE_AT_TABLE &&
	       (state->column == INTAKE_MODEL || state->column == INTAKE_ACCESSORIES);
}

bool intake_is_finding(const struct intake_state *state)
{
	return state->focus == INTAKE_AT_DONOR && intake_is_new_donor(state) &&
	       *state->donor.name.text;
}

static void draw_donor(struct ui *ui, struct intake_state *state, struct canvas *canvas)
{
	struct intake_donor *donor = &state->donor;
	bool here = state->focus == INTAKE_AT_DONOR;

	canvas_text(canvas, 0, 1, 10, STYLE_DIM, _("Bên tặng"));
	if (here)
		ui_entry_draw(ui, &donor->name, canvas, 0, 12, 34);
	else
		canvas_text(canvas, 0, 12, 34, STYLE_NORMAL, donor->name.text);
	if (!intake_is_new_donor(state) || !*donor->name.text) {
		canvas_text(canvas, 0, 48, 0, STYLE_DIM,
			    *donor->name.text ? _("đã có trong sổ") : _("gõ tên để tìm"));
		return;
	}
	canvas_printf(canvas, 0, 48, 16,
		      state->focus == INTAKE_AT_DONOR_KIND ? STYLE_SELECTED : STYLE_NORMAL,
		      _("Mới: %s"), intake_donor_kind(donor));
	if (state->focus == INTAKE_AT_PHONE)
		ui_entry_draw(ui, &donor->phone, canvas, 0, 66, 13);
	else
		canvas_text(canvas, 0, 66, 13, STYLE_NORMAL,
			    *donor->phone.text ? donor->phone.text : _("điện thoại"));
}

static void draw_donation(const struct intake_state *state, struct canvas *canvas)
{
	const struct intake_donor *donor = &state->donor;
	AUTO(buf_done) struct buf text = {0};

	if (*donor->donation)
		buf_printf(&text, _("thêm vào đợt %s đang nhận hôm nay"), donor->donation_tag);
	else
		buf_add_str(&text, _("đợt mới"));
	if (*donor->pledge)
		buf_printf(&text, donor->is_redeemed ? _(" · ghi đã nhận đủ lời hứa: %s")
						     : _(" · có hứa tặng %s: ^P nếu nay nhận đủ"),
			   donor->pledge_text);
	canvas_text(canvas, 1, 12, 0, STYLE_DIM, buf_text(&text));
}

bool intake_is_offered(const struct intake_state *state, const struct slot *slot)
{
	if (slot->state != SLOT_DONE)
		return false;
	for (size_t i = 0; slot->is_saved && i < state->table.count; i++)
		if (str_eq(state->table.lines[i].device, slot->saved.device_id))
			return false;
	return true;
}

static void draw_scan(struct ui *ui, struct intake_state *state, struct canvas *canvas)
{
	AUTO(buf_done) struct buf text = {0};
	size_t offered = 0;

	canvas_text(canvas, 2, 1, 10, STYLE_DIM, _("Quét, gõ"));
	if (state->focus == INTAKE_AT_SCAN)
		ui_entry_draw(ui, &state->scan, canvas, 2, 12, 26);
	else
		canvas_text(canvas, 2, 12, 26, STYLE_DIM, _("mã tem, hoặc «3 laptop»"));
	intake_count(&text, &state->table);
	canvas_text(canvas, 2, 40, 0, STYLE_TITLE, buf_text(&text));
	for (size_t i = 0; i < BENCH_SLOTS; i++)
		offered += intake_is_offered(state, &ui->bench->slots[i]);
	if (offered)
		canvas_printf(canvas, 3, 12, 0, STYLE_REVIEW,
			      _("F8: thêm %zu máy vừa dò trên bàn"), offered);
}

static void draw_cell(struct ui *ui, struct intake_state *state, struct canvas *canvas, int row,
		      struct intake_line *line, int column)
{
	bool selected = state->focus == INTAKE_AT_TABLE && line == intake_current(state);
	bool here = selected && (int)state->column == column;
	const char *text = intake_cell(line, (enum intake_column)column);
	int at = places[column].at, columns = places[column].columns - 1;

	if (here && intake_cell_is_text(state))
		ui_entry_draw(ui, &state->cell, canvas, row, at, columns);
	else
		canvas_text(canvas, row, at, columns,
			    here     ? STYLE_SELECTED
			    : *text ? STYLE_NORMAL
				    : STYLE_DIM,
			    *text ? text : "·");
}

static void draw_table(struct ui *ui, struct intake_state *state, struct canvas *canvas)
{
	int row = TABLE_ROW;

	canvas_text(canvas, TABLE_ROW - 1, 0, 3, STYLE_DIM, " #");
	canvas_text(canvas, TABLE_ROW - 1, 3, 8, STYLE_DIM, _("Mã"));
	for (int column = 0; column < INTAKE_COLUMNS; column++)
		canvas_text(canvas, TABLE_ROW - 1, places[column].at, places[column].columns - 1,
			    STYLE_DIM, _(places[column].head));
	ui_list_fit(&state->list, state->table.count, (size_t)(canvas_rows(canvas) - row));
	for (size_t i = state->list.top; i < state->table.count && row < canvas_rows(canvas); i++) {
		struct intake_line *line = &state->table.lines[i];

		canvas_printf(canvas, row, 0, 3, STYLE_DIM, "%2zu", i + 1);
		canvas_text(canvas, row, 3, 8, STYLE_NORMAL,
			    line->is_again || !*line->tag ? _("mới") : line->tag);
		for (int column = 0; column < INTAKE_COLUMNS; column++)
			draw_cell(ui, state, canvas, row, line, column);
		row++;
	}
}

static void draw_matches(const struct intake_state *state, struct canvas *canvas)
{
	const struct intake_donor *donor = &state->donor;

	for (size_t i = 0; i < donor->match_count; i++)
		canvas_printf(canvas, (int)i + 1, 12, 0,
			      i == donor->list.selected ? STYLE_SELECTED : STYLE_NORMAL,
			      *donor->matches[i].phone ? "%s · …%s" : "%s", donor->matches[i].name,
			      donor->matches[i].phone);
	canvas_text(canvas, (int)donor->match_count + 1, 12, 0,
		    donor->list.selected == donor->match_count ? STYLE_SELECTED : STYLE_NORMAL,
		    _("+ bên tặng mới tên này"));
}

void intake_draw(struct ui *ui, struct intake_state *state, struct canvas *canvas)
{
	draw_donor(ui, state, canvas);
	if (intake_is_finding(state)) {
		draw_matches(state, canvas);
		return;
	}
	draw_donation(state, canvas);
	draw_scan(ui, state, canvas);
	draw_table(ui, state, canvas);
}
