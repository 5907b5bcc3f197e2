/* Wiping by the live stick: its reports into the book, and what it may wipe onto the stick. */
#include "flow_priv.h"
#include "stick_priv.h"
#include "wipe_report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define MARK_DIGITS 12
#define VALUES 14

/* ---- whose it is ----------------------------------------------------------------------------- */

static int tell_whose(const struct wipe_report *report, const struct store_saved *found,
		      struct err *err)
{
	if (found->match == STORE_SAME)
		return err_set(err, EINVAL,
			       _("phiếu xoá ghi mã %s nhưng máy này là %s: hỏi người xoá, rồi "
				 "hotroit stick --device-tag MÃ"),
			       report->tag, found->tag);
	return err_set(err, EINVAL,
		       _("phiếu xoá của máy chưa có trong sổ (mã %s): nhận bản dò của máy trước, "
			 "hoặc hotroit stick --device-tag MÃ"),
		       report->tag);
}

/* The tag that somebody typed at the machine and what the machine is must say the same. */
static int find_device(const struct stick_in *in, const struct wipe_report *report,
		       struct arena *arena, struct row *ret, struct err *err)
{
	struct store_saved found = {0};
	struct row named;
	int r;

	if (in->device)
		return row_read(ret, in->store, arena, "device", in->device, err);
	r = store_recognise(in->store, &report->machine, &found, err);
	if (r < 0)
		return r;
	r = row_read(&named, in->store, arena, "device", report->tag, err);
	if (r < 0 && r != -ENOENT)
		return r;
	if (r < 0 || found.match != STORE_SAME || !str_eq(found.device_id, named.id))
		return tell_whose(report, &found, err);
	*ret = named;
	return 0;
}

/* ---- one disk -------------------------------------------------------------------------------- */

static int is_kept(const struct stick_in *in, const struct row *device, const char *disk,
		   const char *mark, bool *ret, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row *wipes;
	size_t count;
	int r = row_list(&wipes, &count, in->store, &arena, "wipe", "device", device->id, err);

	*ret = false;
	for (size_t i = 0; r == 0 && i < count; i++) {
		const char *note = row_get(&wipes[i], "note");

		*ret = *ret || (note && strstr(note, mark) &&
				str_eq(row_get(&wipes[i], "disk"), disk));
	}
	return r;
}

static void write_note(struct buf *ret, const struct wipe_report *report,
		       const struct wipe_disk *disk, const char *mark)
{
	buf_printf(ret, _("theo USB, phiếu %s; người xoá ghi: %s"), mark,
		   report->by ? report->by : "?");
	if (!disk->clock_ok)
		buf_add_str(ret, _("; giờ của máy sai, lấy giờ nhận về"));
	if (disk->hidden)
		buf_printf(ret, "; HPA/DCO: %s", disk->hidden);
	if (disk->note)
		buf_printf(ret, "; %s", disk->note);
}

struct values {
	const char *names[VALUES], *values[VALUES];
	size_t count;
};

static void put(struct values *values, const char *name, const char *value)
{
	if (!value)
		return;
	values->names[values->count] = name;
	values->values[values->count++] = value;
}

static int keep_disk(const struct stick_in *in, const struct row *device,
		     const struct wipe_report *report, const struct wipe_disk *disk,
		     const char *mark, struct err *err)
{
	AUTO(buf_done) struct buf note = {0}, said = {0};
	bool ok = disk->result == WIPE_OK;
	struct values values = {.count = 0};

	write_note(&note, report, disk, mark);
	put(&values, "disk", disk->disk);
	put(&values, "medium", disk->medium);
	put(&values, "level", disk->level ? disk->level : "none");
	put(&values, "method", disk->method ? disk->method : _("không rõ"));
	put(&values, "result", ok ? "ok" : "failed");
	put(&values, "tool", disk->tool);
	put(&values, "started_at", disk->clock_ok ? disk->started_at : NULL);
	put(&values, "finished_at", disk->clock_ok ? disk->finished_at : NULL);
	put(&values, "verify_method", disk->verify_method);
	put(&values, "sample_hash", disk->sample_hash);
	put(&values, "override_reason", report->override_reason);
	put(&values, "note", buf_text(&note));
	put(&values, "wiped_by", in->wiped_by);
	return flow_do(in->store, in->plan, record_kind_find("device"),
		       &(const struct flow_step){.action = "erase", .id = device->id,
						 .names = values.names, .values = values.values,
						 .count = values.count,
						 .waiver = report->override_reason},
		       &said, err);
}

int stick_take_report(struct stick_in *in, const struct parcel *parcel, unsigned *ret_new,
		      struct err *err)
{
	AUTO(wipe_report_done) struct wipe_report report = {0};
	AUTO(arena_done) struct arena arena = {0};
	char mark[MARK_DIGITS + 1];
	struct row device;
	int r = wipe_report_parse(&report, parcel->bytes, parcel->len, parcel->name, err);

	if (r == 0)
		r = find_device(in, &report, &arena, &device, err);
	snprintf(mark, sizeof(mark), "%s", parcel->sha256);
	for (size_t i = 0; r == 0 && i < report.disk_count; i++) {
		bool kept;

		r = is_kept(in, &device, report.disks[i].disk, mark, &kept, err);
		if (r < 0 || kept)
			continue;
		r = keep_disk(in, &device, &report, &report.disks[i], mark, err);
		*ret_new += r == 0;
	}
	/* Known to be a report, whatever is wrong with it now. */
	return r;
}
