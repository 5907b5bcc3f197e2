/* One parcel into the book: nothing in it is trusted, and what the book has already stays. */
#include "stick_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define WITHOUT_CLOCK "khong-gio" /* what the stick calls a file made by a dead clock */
#define LINE_MAX_BYTES 400

void stick_say(struct stick_in *in, const char *name, const char *text)
{
	AUTO(buf_done) struct buf line = {0};

	text_clean(&line, text, strlen(text), LINE_MAX_BYTES);
	buf_printf(&in->said, "%s: %s\n", name, buf_text(&line));
}

static void refuse(struct stick_in *in, const char *name, const char *why)
{
	in->tally.bad++;
	stick_say(in, name, why);
}

/* What a file is, it stays; what keeps the book from taking it may go. */
static enum stick_fate fate_of(int r)
{
	return r == 0 ? STICK_TAKEN : r == -EBADMSG ? STICK_REFUSED : STICK_HELD;
}

int stick_check(const struct parcel *parcel, struct err *err)
{
	char sha256[65];

	if (!*parcel->sha256)
		return err_set(err, EBADMSG,
			       _("không có tệp .sha256 đi kèm: không phải do USB ghi; bỏ qua"));
	sha256_hex(parcel->bytes, parcel->len, sha256);
	if (!str_eq(sha256, parcel->sha256))
		return err_set(err, EBADMSG,
			       _("sai mã băm: ghi dở hay USB hỏng; cắm lại, hoặc dò lại máy đó"));
	return 0;
}

/* ---- a snapshot ------------------------------------------------------------------------------ */

/* The same machine gives the same mark, whatever else changed in it. */
static bool mark_of(const struct snapshot *snapshot, char ret[65])
{
	static const char *const keys[] = {"device.vendor", "device.model", "device.serial",
					   "device.uuid", "device.board_serial"};
	AUTO(buf_done) struct buf text = {0};
	bool any = false;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		const char *value = snapshot_text(snapshot, keys[i]);

		buf_printf(&text, "%s\n", value ? value : "");
		any = any || (value && i >= 2);
	}
	sha256_hex(text.data, text.len, ret);
	return any;
}

static struct stick_machine *find_machine(const struct stick_in *in, const char *mark)
{
	struct stick_machine *machine = in->machines;

	while (machine && !str_eq(machine->mark, mark))
		machine = machine->next;
	return machine;
}

/* Whether it was here before is asked once, however often it was probed since. */
static void remember(struct stick_in *in, const char *mark, const char *device)
{
	struct stick_machine *machine = arena_alloc(&in->arena, sizeof(*machine));

	snprintf(machine->mark, sizeof(machine->mark), "%s", mark);
	snprintf(machine->device, sizeof(machine->device), "%s", device);
	machine->next = in->machines;
	in->machines = machine;
}

static void tell_asked(struct stick_in *in, const char *name, const struct store_saved *saved)
{
	AUTO(buf_done) struct buf text = {0};

	in->tally.asked++;
	buf_printf(&text, _("đã lưu mã %s; có thể trùng với"), saved->tag);
	for (size_t i = 0; i < saved->candidate_count; i++)
		buf_printf(&text, " %s", saved->candidate_tags[i]);
	buf_add_str(&text, _(": mở máy đó ở bàn kiểm tra để trả lời"));
	stick_say(in, name, buf_text(&text));
}

static int judge_again(struct stick_in *in, const struct store_saved *saved, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	int r = flow_judge_device(in->store, in->plan, saved->device_id, ASSESS_INTAKE, &snapshot,
				  &verdict, err);

	return r < 0 ? r : store_save_verdict(in->store, saved->device_id, &verdict, err);
}

/* Of a machine whose clock is dead nobody knows whether it was probed before or after the last time
 * that the book knows of. */
static void doubt_order(struct stick_in *in, const struct parcel *parcel,
			const struct store_saved *saved, const struct verdict *verdict)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf text = {0};
	const char *now = verdict_word_key(verdict->measured), *before;
	struct row device;

	if (!*saved->before_verdict || str_eq(saved->before_verdict, now) ||
	    row_read(&device, in->store, &arena, "device", saved->device_id, NULL) < 0)
		return;
	before = saved->before_verdict;
	in->tally.asked++;
	buf_printf(&text, _("giờ máy sai, kết quả (%s) khác lần trước (%s) của mã %s: dò lại máy"),
		   now, before, row_get(&device, "tag"));
	stick_say(in, parcel->name, buf_text(&text));
}

static int keep(struct stick_in *in, const struct parcel *parcel, const struct snapshot *snapshot,
		struct err *err)
{
	AUTO(verdict_done) struct verdict verdict = {0};
	struct store_brought brought = {.clock_ok = !strstr(parcel->name, WITHOUT_CLOCK)};
	struct stick_machine *machine = NULL;
	struct store_saved saved;
	char mark[65];
	bool has_mark = mark_of(snapshot, mark);
	int r;

	if (has_mark)
		machine = find_machine(in, mark);
	brought.device = machine ? machine->device : NULL;
	assess(&verdict, &(const struct assess_request){.plan = in->plan, .snapshot = snapshot});
	r = store_bring_snapshot(in->store, snapshot, &verdict, &brought, &saved, err);
	if (r < 0)
		return r;
	if (has_mark && !machine)
		remember(in, mark, saved.device_id);
	if (saved.is_known) {
		in->tally.known++;
		return 0;
	}
	in->tally.taken++;
	if (saved.match == STORE_ASK)
		tell_asked(in, parcel->name, &saved);
	if (saved.match == STORE_SAME && !saved.is_late && judge_again(in, &saved, err) < 0)
		stick_say(in, parcel->name, err->text);
	if (!saved.is_clock_ok && !saved.is_late)
		doubt_order(in, parcel, &saved, &verdict);
	return 0;
}

static int take_snapshot(struct stick_in *in, const struct parcel *parcel, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	int r = snapshot_parse(&snapshot, parcel->bytes, parcel->len, parcel->name, err);

	if (r < 0)
		return r;
	if (!str_eq(snapshot.device.transport, "host"))
		return err_set(err, EBADMSG,
			       _("không phải bản dò của một máy tính; bỏ qua"));
	return keep(in, parcel, &snapshot, err);
}

/* ---- whatever it is -------------------------------------------------------------------------- */

static void take_file(struct stick_in *in, const struct parcel *parcel)
{
	struct err err;
	int r;

	if (stick_check(parcel, &err) < 0) {
		refuse(in, parcel->name, err.text);
		stick_tell(in, parcel->sha256, STICK_REFUSED);
		return;
	}
	switch (wipe_file_of(parcel->bytes, parcel->len)) {
	case WIPE_FILE_ORDERS:
		stick_tell(in, parcel->sha256, STICK_REFUSED);
		return;
	case WIPE_FILE_REPORT:
		parcel_put(&in->reports, parcel);
		return;
	case WIPE_FILE_OTHER:
		break;
	}
	r = take_snapshot(in, parcel, &err);
	if (r < 0)
		refuse(in, parcel->name, err.text);
	stick_tell(in, parcel->sha256, fate_of(r));
}

/* By its name on the stick, with or without its ending. */
static bool is_wanted(const struct stick_in *in, const char *name)
{
	return !in->report || str_eq(name, in->report) ||
	       (str_starts(name, in->report) && str_eq(name + strlen(in->report), ".json"));
}

void stick_take_reports(struct stick_in *in)
{
	struct parcel parcel;
	size_t at = 0, used;

	while (parcel_next(buf_text(&in->reports) + at, in->reports.len - at, &parcel, &used) > 0) {
		if (is_wanted(in, parcel.name))
			stick_ask(in, &parcel);
		at += used;
	}
	buf_clear(&in->reports);
}

void stick_take(struct stick_in *in, const struct parcel *parcel)
{
	AUTO(buf_done) struct buf text = {0};

	text_clean(&text, parcel->bytes, parcel->len, LINE_MAX_BYTES);
	switch (parcel->what) {
	case PARCEL_FILE:
		take_file(in, parcel);
		break;
	case PARCEL_BAD:
		refuse(in, parcel->name, text_said(buf_text(&text)));
		break;
	case PARCEL_CODE:
		snprintf(in->code, sizeof(in->code), "%s", buf_text(&text));
		break;
	case PARCEL_PLACE:
		snprintf(in->place, sizeof(in->place), "%s", buf_text(&text));
		break;
	case PARCEL_NOTE:
	case PARCEL_WHATS:
		buf_printf(&in->said, "%s\n", text_said(buf_text(&text)));
		break;
	}
}
