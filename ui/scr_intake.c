/*
 * The counter: who gives, what stands there, a line each; F2 takes it all in. Everything typed is
 * kept as a draft at once, so that it is there again after the program died.
 */
#include "intake_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum {
	REQ_SAVE = REQ_OWN,
	REQ_NEXT,
	REQ_PREVIOUS,
	REQ_SCAN,
	REQ_SPREAD,
	REQ_BOARD,
	REQ_DROP,
	REQ_PLEDGE,
};

static int enter(struct ui *ui, void *data, const char *argument, struct err *err)
{
	(void)argument;
	intake_begin(data);
	if (!ui->store)
		return err_set(err, EROFS, _("không mở được sổ thiết bị; xem hotroit doctor"));
	return intake_read_draft(ui, data, err);
}

static void draw(struct ui *ui, void *data, struct canvas *canvas)
{
	intake_draw(ui, data, canvas);
}

/* ---- moving ---------------------------------------------------------------------------------- */

static void load_cell(struct intake_state *state)
{
	if (intake_current(state))
		ui_entry_set(&state->cell, intake_current(state)->cells[state->column]);
}

/* To the line's next or last cell that may be changed; false at its end. */
static bool step_column(struct intake_state *state, int by)
{
	for (int column = (int)state->column + by; column >= 0 && column < INTAKE_COLUMNS;
	     column += by)
		if (intake_is_open(intake_current(state), (enum intake_column)column)) {
			state->column = (enum intake_column)column;
			return true;
		}
	return false;
}

static void focus_table(struct intake_state *state)
{
	if (!state->table.count)
		return;
	state->focus = INTAKE_AT_TABLE;
	if (!intake_is_open(intake_current(state), state->column))
		state->column = INTAKE_ACCESSORIES;
	load_cell(state);
}

static void go_next(struct intake_state *state)
{
	switch (state->focus) {
	case INTAKE_AT_DONOR:
		state->focus = intake_is_finding(state) ? INTAKE_AT_DONOR_KIND : INTAKE_AT_SCAN;
		break;
	case INTAKE_AT_DONOR_KIND:
		state->focus = INTAKE_AT_PHONE;
		break;
	case INTAKE_AT_SCAN:
		focus_table(state);
		break;
	case INTAKE_AT_TABLE:
		if (!step_column(state, 1) && state->list.selected + 1 < state->table.count) {
			state->list.selected++;
			state->column = INTAKE_KIND;
		}
		focus_table(state);
		break;
	default:
		state->focus = INTAKE_AT_SCAN;
	}
}

static void go_previous(struct intake_state *state)
{
	if (state->focus == INTAKE_AT_TABLE && step_column(state, -1))
		load_cell(state);
	else if (state->focus == INTAKE_AT_PHONE)
		state->focus = INTAKE_AT_DONOR_KIND;
	else
		state->focus = state->focus == INTAKE_AT_TABLE ? INTAKE_AT_SCAN : INTAKE_AT_DONOR;
}

static bool move(struct intake_state *state, const struct ui_event *event)
{
	bool first = !state->list.selected;

	if (state->focus == INTAKE_AT_TABLE && !(event->request == REQ_UP && first)) {
		if (!ui_list_move(&state->list, event->request, state->table.count))
			return false;
		focus_table(state);
		return true;
	}
	if (event->request == REQ_UP)
		go_previous(state);
	else if (event->request == REQ_DOWN)
		go_next(state);
	return event->request == REQ_UP || event->request == REQ_DOWN;
}

/* ---- doing ----------------------------------------------------------------------------------- */

static void tell(struct ui *ui, enum intake_found found, const struct buf *text)
{
	ui_say(ui, found == INTAKE_ADDED ? STYLE_NORMAL : STYLE_REVIEW, "%s", buf_text(text));
}

static void scan(struct ui *ui, struct intake_state *state)
{
	AUTO(buf_done) struct buf text = {0};
	enum intake_found found;

	if (!*state->scan.text)
		return;
	found = intake_scan(&state->table, ui->store, state->scan.text, &text,
			    state->pupil_device);
	tell(ui, found, &text);
	/* The next code must not be added to this one; what was refused stands in the message. */
	ui_entry_set(&state->scan, "");
	if (found == INTAKE_WITH_PUPIL)
		state->focus = INTAKE_AT_PUPIL;
	if (found == INTAKE_ADDED && state->table.count)
		state->list.selected = state->table.count - 1;
	intake_keep_draft(ui, state);
}

static void take_back(struct ui *ui, struct intake_state *state)
{
	static const char *const names[] = {"note"};
	const char *const values[] = {_("nhận lại tại bàn tiếp nhận")};
	const struct flow_step step = {.action = "return", .id = state->pupil_device,
				       .names = names, .values = values, .count = 1};
	AUTO(buf_done) struct buf said = {0};
	struct err err;

	if (flow_do(ui->store, ui->plan, record_kind_find("device"), &step, &said, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		ui_say(ui, STYLE_PASS, "%s", buf_text(&said));
}

static void answer_pupil(struct ui *ui, struct intake_state *state, const char *key)
{
	AUTO(buf_done) struct buf text = {0};

	if (!str_eq(key, "1") && !str_eq(key, "2"))
		return;
	state->focus = INTAKE_AT_SCAN;
	if (str_eq(key, "1"))
		take_back(ui, state);
	else
		tell(ui, intake_add(&state->table, ui->store, state->pupil_device, true, &text),
		     &text);
	intake_keep_draft(ui, state);
}

static void take_board(struct ui *ui, struct intake_state *state)
{
	AUTO(buf_done) struct buf text = {0};
	size_t added = 0;

	for (size_t i = 0; i < BENCH_SLOTS; i++) {
		struct slot *slot = &ui->bench->slots[i];
		struct err err;

		if (!intake_is_offered(state, slot))
			continue;
		if (!slot->is_saved && bench_take(ui->bench, slot, &err) < 0) {
			ui_say(ui, STYLE_FAIL, "%s: %s", slot->device_id, err.text);
			continue;
		}
		buf_clear(&text);
		if (intake_add(&state->table, ui->store, slot->saved.device_id, false, &text) ==
		    INTAKE_ADDED)
			added++;
		else
			ui_say(ui, STYLE_REVIEW, "%s", buf_text(&text));
	}
	if (added)
		ui_say(ui, STYLE_NORMAL, _("Thêm %zu máy từ bàn kiểm tra"), added);
	intake_keep_draft(ui, state);
}

static void spread(struct ui *ui, struct intake_state *state)
{
	size_t filled = intake_spread(&state->table, state->list.selected);

	ui_say(ui, STYLE_NORMAL, _("Chép câu trả lời của dòng %zu vào %zu ô còn trống"),
	       state->list.selected + 1, filled);
	intake_keep_draft(ui, state);
}

/* Leads to the first line that lacks something. */
static bool is_complete(struct ui *ui, struct intake_state *state)
{
	if (!*state->donor.name.text || (intake_is_new_donor(state) && !*state->donor.kind)) {
		ui_say(ui, STYLE_REVIEW, *state->donor.name.text
						 ? _("Bên tặng mới: bấm Space chọn loại")
						 : _("Cho biết bên tặng trước đã"));
		state->focus = *state->donor.name.text ? INTAKE_AT_DONOR_KIND : INTAKE_AT_DONOR;
		return false;
	}
	for (size_t i = 0; i < state->table.count; i++) {
		struct intake_device device;
		const char *lacks;

		intake_fill(&state->table.lines[i], &device);
		lacks = flow_intake_lacks(&device);
		if (!lacks)
			continue;
		ui_say(ui, STYLE_REVIEW, _("Dòng %zu còn thiếu: %s"), i + 1, lacks);
		state->list.selected = i;
		for (int column = INTAKE_COLUMNS - 1; column >= 0; column--)
			if (!*state->table.lines[i].cells[column] && column != INTAKE_MODEL)
				state->column = (enum intake_column)column;
		focus_table(state);
		return false;
	}
	return true;
}

static void save(struct ui *ui, struct intake_state *state)
{
	struct intake_device devices[INTAKE_DEVICES_MAX];
	const struct intake_donor *donor = &state->donor;
	const struct intake intake = {
		.donor = donor->id,
		.donor_name = donor->name.text, .donor_kind = donor->kind,
		.donor_phone = donor->phone.text,
		.donation = donor->donation,
		.pledge = donor->is_redeemed ? donor->pledge : NULL,
		.devices = devices, .device_count = state->table.count,
		.sims = state->table.sims,
	};
	struct intake_done done;
	struct err err;

	if (!is_complete(ui, state))
		return;
	for (size_t i = 0; i < state->table.count; i++)
		intake_fill(&state->table.lines[i], &devices[i]);
	if (flow_intake(ui->store, ui->plan, &intake, &done, &err) < 0) {
		ui_say(ui, STYLE_FAIL, _("Chưa lưu: %s"), err.text);
		return;
	}
	intake_begin(state);
	intake_keep_draft(ui, state);
	ui_say(ui, STYLE_PASS, _("Đã nhận %zu máy, đợt %s: F5 in tem, F12 in biên nhận"),
	       done.count, done.donation_tag);
	ui_open(ui, "label", done.donation_tag);
}

/* ---- keys ------------------------------------------------------------------------------------ */

static void choose_donor(struct ui *ui, struct intake_state *state)
{
	struct intake_donor *donor = &state->donor;
	size_t at = donor->list.selected;
	char id[UUID_TEXT_MAX], name[INTAKE_CELL_MAX];

	if (intake_is_finding(state) && at < donor->match_count) {
		memcpy(id, donor->matches[at].id, sizeof(id));
		memcpy(name, donor->matches[at].name, sizeof(name));
		intake_choose_donor(ui, donor, id, name);
	}
	go_next(state);
	intake_keep_draft(ui, state);
}

static void donor_changed(struct ui *ui, struct intake_state *state)
{
	*state->donor.id = *state->donor.donation = *state->donor.pledge = '\0';
	intake_find_donors(ui, &state->donor);
	intake_keep_draft(ui, state);
}

static struct ui_entry *entry_here(struct intake_state *state)
{
	switch (state->focus) {
	case INTAKE_AT_DONOR:
		return &state->donor.name;
	case INTAKE_AT_PHONE:
		return &state->donor.phone;
	case INTAKE_AT_SCAN:
		return &state->scan;
	default:
		return intake_cell_is_text(state) ? &state->cell : NULL;
	}
}

static void cycle(struct ui *ui, struct intake_state *state)
{
	if (state->focus == INTAKE_AT_DONOR_KIND)
		intake_cycle_donor_kind(&state->donor);
	else if (intake_current(state))
		intake_cycle(intake_current(state), state->column);
	intake_keep_draft(ui, state);
}

/* Where an answer is chosen. A scanner may speak up while the table is being filled in: its code
 * goes to its own line. */
static bool choose(struct ui *ui, struct intake_state *state, const struct ui_event *event)
{
	bool is_space = str_eq(event->text, " ");

	if ((event->request == REQ_TEXT && is_space) || event->request == REQ_RIGHT) {
		cycle(ui, state);
		return true;
	}
	if (event->request == REQ_TEXT && state->focus == INTAKE_AT_TABLE) {
		state->focus = INTAKE_AT_SCAN;
		ui_entry_handle(ui, &state->scan, event);
	}
	return event->request >= REQ_TEXT && event->request <= REQ_TYPING;
}

/* True when the entry that has the cursor used the event. */
static bool type(struct ui *ui, struct intake_state *state, const struct ui_event *event)
{
	struct ui_entry *entry = entry_here(state);
	enum ui_entry_answer answer;

	if (!entry)
		return choose(ui, state, event);
	answer = ui_entry_handle(ui, entry, event);
	if (answer == ENTRY_CHANGED && state->focus == INTAKE_AT_DONOR)
		donor_changed(ui, state);
	else if (answer == ENTRY_CHANGED && state->focus != INTAKE_AT_SCAN) {
		if (state->focus == INTAKE_AT_TABLE && intake_current(state))
			snprintf(intake_current(state)->cells[state->column], INTAKE_CELL_MAX, "%s",
				 state->cell.text);
		intake_keep_draft(ui, state);
	}
	return answer != ENTRY_PASSED;
}

static void drop(struct ui *ui, struct intake_state *state)
{
	intake_drop(&state->table, state->list.selected);
	if (state->list.selected && state->list.selected == state->table.count)
		state->list.selected--;
	if (state->table.count)
		load_cell(state);
	else if (state->focus == INTAKE_AT_TABLE)
		state->focus = INTAKE_AT_SCAN;
	intake_keep_draft(ui, state);
}

static void open_next(struct ui *ui, struct intake_state *state)
{
	if (state->focus == INTAKE_AT_SCAN && *state->scan.text)
		scan(ui, state);
	else if (state->focus == INTAKE_AT_DONOR)
		choose_donor(ui, state);
	else
		go_next(state);
}

static bool handle_own(struct ui *ui, struct intake_state *state, int request)
{
	switch (request) {
	case REQ_SAVE:
		save(ui, state);
		return true;
	case REQ_SCAN:
		state->focus = state->focus == INTAKE_AT_SCAN ? INTAKE_AT_DONOR : INTAKE_AT_SCAN;
		return true;
	case REQ_SPREAD:
		spread(ui, state);
		return true;
	case REQ_BOARD:
		take_board(ui, state);
		return true;
	case REQ_DROP:
		drop(ui, state);
		return true;
	case REQ_PLEDGE:
		state->donor.is_redeemed = *state->donor.pledge && !state->donor.is_redeemed;
		return true;
	default:
		return false;
	}
}

static bool handle(struct ui *ui, void *data, const struct ui_event *event)
{
	struct intake_state *state = data;

	if (state->focus == INTAKE_AT_PUPIL) {
		if (event->request == REQ_TEXT)
			answer_pupil(ui, state, event->text);
		else if (event->request == REQ_BACK)
			state->focus = INTAKE_AT_SCAN;
		return event->request == REQ_TEXT || event->request == REQ_BACK;
	}
	if (intake_is_finding(state) &&
	    ui_list_move(&state->donor.list, event->request, state->donor.match_count + 1))
		return true;
	if (type(ui, state, event) || handle_own(ui, state, event->request))
		return true;
	switch (event->request) {
	case REQ_OPEN:
		open_next(ui, state);
		return true;
	case REQ_NEXT:
		go_next(state);
		return true;
	case REQ_PREVIOUS:
		go_previous(state);
		return true;
	default:
		return move(state, event);
	}
}

static const char *hint(struct ui *ui, void *data)
{
	const struct intake_state *state = data;

	(void)ui;
	switch (state->focus) {
	case INTAKE_AT_DONOR:
		return _("Gõ tên bên tặng, Enter để lấy; mọi chữ gõ vào đều được giữ");
	case INTAKE_AT_DONOR_KIND:
		return _("Space đổi loại bên tặng; Enter tiếp");
	case INTAKE_AT_PHONE:
		return _("Số điện thoại, không bắt buộc; Enter tiếp");
	case INTAKE_AT_SCAN:
		return _("Quét tem từng máy, hoặc gõ «3 laptop» rồi Enter; Tab vào bảng");
	case INTAKE_AT_PUPIL:
		return _("1 nhận lại từ học sinh; 2 được tặng lại, vào sổ lần mới; Esc thôi");
	case INTAKE_AT_TABLE:
		break;
	}
	return _("Space đổi câu trả lời; Tab sang ô bên; F7 chép cho các dòng còn trống");
}

static bool wants_text(struct ui *ui, const void *data)
{
	(void)ui;
	(void)data;
	return true;
}

static const struct ui_key keys[] = {
	{REQ_SAVE, "F2 ^O", N_("Lưu"), N_("nhận tất cả vào sổ; thiếu gì thì dẫn tới dòng thiếu")},
	{REQ_SCAN, "F3 ^N", N_("Quét"), N_("về ô quét mã; lần nữa: về bên tặng")},
	{REQ_SPREAD, "F7 ^R", N_("Chép"), N_("câu trả lời của dòng này cho mọi ô còn trống")},
	{REQ_BOARD, "F8 ^L", N_("Từ bàn"), N_("thêm các máy vừa dò trên bàn kiểm tra")},
	{REQ_DROP, "^Y", N_("Bỏ dòng"), N_("bỏ dòng này khỏi bảng")},
	{REQ_PLEDGE, "^P", NULL, N_("ghi lời hứa tặng là đã nhận đủ, hoặc thôi")},
	{REQ_NEXT, "Tab", NULL, N_("ô sau")},
	{REQ_PREVIOUS, "S-Tab", NULL, N_("ô trước")},
	{REQ_OPEN, "Enter", NULL, N_("lấy dòng đang chọn, hoặc sang ô sau")},
};

const struct screen scr_intake = {
	.name = "intake",
	.title = N_("Tiếp nhận"),
	.keys = keys,
	.key_count = ARRAY_LEN(keys),
	.state_size = sizeof(struct intake_state),
	.enter = enter,
	.draw = draw,
	.handle = handle,
	.hint = hint,
	.wants_text = wants_text,
};
