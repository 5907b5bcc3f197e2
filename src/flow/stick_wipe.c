/* Wiping by the live stick: its reports into the book, and what it may wipe onto the stick. */
#include "date.h"
#include "device_priv.h"
#include "stick_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define MARK_DIGITS 12
#define VALUES 14
#define UNITS_MAX 32

/* ---- may it be so? --------------------------------------------------------------------------- */

/* A disk that the newest probe did not see in the machine is perhaps another machine's. */
static int check_disks(const struct stick_in *in, const struct row *device,
		       const struct wipe_report *report, struct err *err)
{
	struct device_unit units[UNITS_MAX];
	size_t count = 0;
	int r = device_units(in->store, device->id, units, ARRAY_LEN(units), &count, err);

	for (size_t i = 0; r == 0 && i < report->disk_count; i++) {
		size_t at = 0;

		while (at < count && !device_unit_fits(&units[at], report->disks[i].disk))
			at++;
		if (at == count)
			r = err_set(err, EINVAL,
				    _("ổ %s không có trong bản dò mới nhất của %s: dò lại máy với "
				      "ổ đó, rồi nhận lại"),
				    report->disks[i].disk, row_get(device, "tag"));
	}
	return r;
}

/* When the device last came from hands that may have used it; "": never. */
static int last_return(const struct stick_in *in, const struct row *device,
		       char ret[CLOCK_TEXT_MAX], struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row *steps = NULL;
	size_t count = 0;
	int r = row_list(&steps, &count, in->store, &arena, "step", "subject", device->id, err);

	*ret = '\0';
	for (size_t i = 0; r == 0 && i < count; i++) {
		const char *action = row_get(&steps[i], "action"), *at = row_get(&steps[i], "at");
		char moment[CLOCK_TEXT_MAX];

		if ((str_eq(action, "return") || str_eq(action, "find")) && at &&
		    moment_read(at, -1, moment) && strcmp(moment, ret) > 0)
			memcpy(ret, moment, sizeof(moment));
	}
	return r;
}

/* What was wiped before somebody used the machine says nothing of what it holds now. */
static int check_time(const struct stick_in *in, const struct row *device,
		      const struct wipe_report *report, struct err *err)
{
	char returned[CLOCK_TEXT_MAX], moment[CLOCK_TEXT_MAX];
	int r = last_return(in, device, returned, err);

	if (r < 0 || !*returned)
		return r;
	for (size_t i = 0; i < report->disk_count; i++) {
		const struct wipe_disk *disk = &report->disks[i];

		if (disk->result != WIPE_OK ||
		    (disk->clock_ok && moment_read(disk->finished_at, -1, moment) &&
		     strcmp(moment, returned) > 0))
			continue;
		return err_set(err, EINVAL,
			       _("%s đã có người dùng, không chắc xoá sau lúc nhận lại: xoá lại, "
				 "hoặc ghi tay (hotroit do erase)"),
			       row_get(device, "tag"));
	}
	return 0;
}

/* ---- what the book has of it ----------------------------------------------------------------- */

struct kept {
	const char *mark;
	struct buf disks; /* "\nDISK\n" … */
};

static void kept_done(struct kept *kept)
{
	buf_done(&kept->disks);
}

static int take_kept(void *user, const struct record_kind *kind, const struct record *record)
{
	struct kept *kept = user;
	const char *note = record_value(kind, record, "note");

	if (note && strstr(note, kept->mark))
		buf_printf(&kept->disks, "\n%s\n", record_value(kind, record, "disk"));
	return 0;
}

/* Under whatever device: a report is of one wiping. */
static int find_kept(const struct stick_in *in, struct kept *kept, struct err *err)
{
	const struct store_query query = {.words = kept->mark, .whole = STORE_WORDS_WHOLE};

	return store_list(in->store, record_kind_find("wipe"), &query, take_kept, kept, err);
}

static bool is_kept(const struct kept *kept, const struct wipe_disk *disk)
{
	AUTO(buf_done) struct buf line = {0};

	buf_printf(&line, "\n%s\n", disk->disk);
	return kept->disks.len && strstr(buf_text(&kept->disks), buf_text(&line));
}

static bool is_all_kept(const struct kept *kept, const struct wipe_report *report)
{
	for (size_t i = 0; i < report->disk_count; i++)
		if (!is_kept(kept, &report->disks[i]))
			return false;
	return true;
}

/* ---- one disk -------------------------------------------------------------------------------- */

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
		     const char *mark, const char *wiped_by, struct err *err)
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
	put(&values, "wiped_by", wiped_by);
	return flow_do(in->store, in->plan, record_kind_find("device"),
		       &(const struct flow_step){.action = "erase", .id = device->id,
						 .names = values.names, .values = values.values,
						 .count = values.count,
						 .waiver = report->override_reason},
		       &said, err);
}

static int take_disks(const struct stick_in *in, const struct wipe_report *report,
		      const struct kept *kept, struct stick_question *asked, unsigned *ret_new,
		      struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *wiped_by = NULL;
	struct row device = {0};
	int r = stick_find_device(in, asked, report, &arena, &device, err);

	if (r == 0)
		r = check_time(in, &device, report, err);
	if (r == 0)
		r = check_disks(in, &device, report, err);
	if (r == 0)
		r = stick_find_wiper(in, asked, report, &arena, &wiped_by, err);
	if (r == 0)
		r = stick_confirm(in, asked, report, &device, wiped_by, err);
	for (size_t i = 0; r == 0 && i < report->disk_count; i++) {
		if (is_kept(kept, &report->disks[i]))
			continue;
		r = keep_disk(in, &device, report, &report->disks[i], kept->mark, wiped_by, err);
		*ret_new += r == 0;
	}
	return r;
}

int stick_take_report(struct stick_in *in, const struct parcel *parcel,
		      struct stick_question *asked, unsigned *ret_new, struct err *err)
{
	AUTO(wipe_report_done) struct wipe_report report = {0};
	char mark[MARK_DIGITS + 1];
	AUTO(kept_done) struct kept kept = {.mark = mark};
	int r = wipe_report_parse(&report, parcel->bytes, parcel->len, parcel->name, err);

	snprintf(mark, sizeof(mark), "%s", parcel->sha256);
	if (r == 0)
		r = find_kept(in, &kept, err);
	if (r == 0 && !is_all_kept(&kept, &report))
		r = take_disks(in, &report, &kept, asked, ret_new, err);
	return r;
}
