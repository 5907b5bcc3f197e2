/* What is half taken in, kept at every key and read back after the program died. */
#include "intake_priv.h"

#include <stdio.h>
#include <string.h>

#define DRAFT "intake"

void intake_keep_draft(struct ui *ui, const struct intake_state *state)
{
	AUTO(buf_done) struct buf text = {0};
	bool is_empty = !*state->donor.name.text && !state->table.count && !state->table.sims;
	struct err err;

	buf_printf(&text, "donor\t%s\t%s\t%s\t%s\n", state->donor.id, state->donor.name.text,
		   state->donor.kind, state->donor.phone.text);
	intake_print(&text, &state->table);
	if (store_draft_put(ui->store, DRAFT, "", is_empty ? NULL : buf_text(&text), &err) < 0)
		ui_say(ui, STYLE_FAIL, _("Chưa giữ được bản nháp: %s"), err.text);
}

static void read_donor(struct ui *ui, struct intake_state *state, char *line)
{
	char *cells[5] = {"", "", "", "", ""};

	for (size_t i = 0; i < ARRAY_LEN(cells) && line; i++)
		cells[i] = strsep(&line, "\t");
	ui_entry_set(&state->donor.name, cells[2]);
	ui_entry_set(&state->donor.phone, cells[4]);
	snprintf(state->donor.kind, sizeof(state->donor.kind), "%s", cells[3]);
	if (*cells[1])
		intake_choose_donor(ui, &state->donor, cells[1], cells[2]);
}

int intake_read_draft(struct ui *ui, struct intake_state *state, struct err *err)
{
	AUTO(buf_done) struct buf text = {0};
	char *rest, *line;
	int r = store_draft_get(ui->store, DRAFT, "", &text, err);

	if (r < 0 || !text.len)
		return r;
	rest = text.data;
	while ((line = strsep(&rest, "\n")))
		if (str_starts(line, "donor\t"))
			read_donor(ui, state, line);
		else
			intake_read_line(&state->table, line);
	state->focus = *state->donor.name.text ? INTAKE_AT_SCAN : INTAKE_AT_DONOR;
	ui_say(ui, STYLE_REVIEW, _("Mở lại lần tiếp nhận đang dở; Esc giữ lại, F2 lưu"));
	return 0;
}

void intake_begin(struct intake_state *state)
{
	memset(state, 0, sizeof(*state));
	state->scan.is_code = state->donor.phone.is_code = true;
	state->cell.max = INTAKE_CELL_MAX;
	state->donor.name.max = INTAKE_CELL_MAX;
}
