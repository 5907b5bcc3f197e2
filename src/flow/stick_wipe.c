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
#define AHEAD_MS_MAX (INT64_C(8) * 3600 * 1000) /* Windows keeps the clock in local time */

/* ---- may it be so? --------------------------------------------------------------------------- */

static bool is_among(const struct device_unit *units, size_t count, const char *disk)
{
	size_t at = 0;

	while (at < count && !device_unit_fits(&units[at], disk))
		at++;
	return at < count;
}

/* A disk that the newest probe did not see in the machine is perhaps another machine's; one that
 * the machine did not have when it was wiped was never wiped there. */
static int check_disks(const struct stick_in *in, const struct row *device,
		       const struct wipe_report *report, struct err *err)
{
	struct device_unit seen[UNITS_MAX], known[UNITS_MAX];
	size_t seen_count = device_units_seen(&report->machine, seen, ARRAY_LEN(seen)), count = 0;
	const char *tag = row_get(device, "tag");
	int r = device_units(in->store, device->id, known, ARRAY_LEN(known), &count, err);

	for (size_t i = 0; r == 0 && i < report->disk_count; i++) {
		const char *disk = report->disks[i].disk;

		if (!is_among(known, count, disk))
			r = err_set(err, EINVAL,
				    _("ổ %s không có trong bản dò mới nhất của %s: dò lại máy với "
				      "ổ đó, rồi nhận lại"),
				    disk, tag);
		else if (!is_among(seen, seen_count, disk))
			r = err_set(err, EINVAL,
				    _("ổ %s không có trong máy lúc xoá, theo chính phiếu: xoá lại "
				      "%s, hoặc ghi tay (hotroit do erase)"),
				    disk, tag);
	}
	return r;
}

enum size { SIZE_UNTOLD, SIZE_SAME, SIZE_OTHER };

/* Is DISK as large as a probe saw it? What was opened for the wiping may be more than was shown. */
static enum size compare_size(const struct device_unit *units, size_t count,
			      const struct wipe_disk *disk)
{
	enum size size = SIZE_UNTOLD;

	for (size_t i = 0; i < count; i++) {
		if (!units[i].bytes || !device_unit_fits(&units[i], disk->disk))
			continue;
		if (disk->bytes == units[i].bytes ||
		    (disk->bytes > units[i].bytes && str_eq(disk->hidden, "removed")))
			return SIZE_SAME;
		size = SIZE_OTHER;
	}
	return size;
}

/* Of a disk that showed itself smaller, or larger, nobody knows how much was wiped. What the book
 * has counts where the report itself does not tell. */
static int check_sizes(const struct stick_in *in, const struct row *device,
		       const struct wipe_report *report, struct err *err)
{
	struct device_unit seen[UNITS_MAX], known[UNITS_MAX];
	size_t seen_count = device_units_seen(&report->machine, seen, ARRAY_LEN(seen)), count = 0;
	int r = device_units(in->store, device->id, known, ARRAY_LEN(known), &count, err);

	for (size_t i = 0; r == 0 && i < report->disk_count; i++) {
		const struct wipe_disk *disk = &report->disks[i];
		enum size size = compare_size(seen, seen_count, disk);

		if (size == SIZE_UNTOLD)
			size = compare_size(known, count, disk);
		if (size == SIZE_OTHER && disk->result == WIPE_OK)
			r = err_set(err, EINVAL,
				    _("ổ %s: phiếu ghi đã xoá %lld byte, khác bản dò của máy: xoá "
				      "lại, hoặc ghi tay (hotroit do erase)"),
				    disk->disk, (long long)disk->bytes);
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
	for (size_t i = 0; r == 0 && i < count; i++)
		(void)device_came_back(&steps[i], ret);
	return r;
}

/* Does MOMENT lie more than AHEAD_MS past now, by the clock of the bench? */
static bool is_ahead(const char *moment, int64_t ahead_ms)
{
	char latest[CLOCK_TEXT_MAX];

	clock_text_at(clock_unix_ms() + ahead_ms, latest);
	return strcmp(moment, latest) > 0;
}

/* Where the machine's clock was far ahead, what was wiped before seems to have been wiped after. */
static bool is_after(const struct wipe_disk *disk, const char *returned)
{
	char moment[CLOCK_TEXT_MAX];

	return disk->clock_ok && moment_read(disk->finished_at, -1, moment) &&
	       strcmp(moment, returned) > 0 && !is_ahead(moment, AHEAD_MS_MAX);
}

/* What was wiped before somebody used the machine says nothing of what it holds now. */
static int check_time(const struct stick_in *in, const struct row *device,
		      const struct wipe_report *report, struct err *err)
{
	char returned[CLOCK_TEXT_MAX];
	int r = last_return(in, device, returned, err);

	if (r < 0 || !*returned)
		return r;
	for (size_t i = 0; i < report->disk_count; i++) {
		const struct wipe_disk *disk = &report->disks[i];

		if (disk->result != WIPE_OK || is_after(disk, returned))
			continue;
		return err_set(err, EINVAL,
			       _("%s đã có người dùng, không chắc xoá sau lúc nhận lại: xoá lại, "
				 "hoặc ghi tay (hotroit do erase)"),
			       row_get(device, "tag"));
	}
	return 0;
}

/* The stick asked its orders; the book may know better by now. */
static int check_consent(const struct row *device, const struct wipe_report *report,
			 struct err *err)
{
	const char *tag = row_get(device, "tag");

	if (report->override_reason || stick_may_wipe(device))
		return 0;
	return err_set(err, EINVAL,
		       _("phiếu xoá ghi bên tặng của %s đồng ý, sổ thì không: hỏi lại (hotroit set "
			 "device %s wipe_consent=yes), hoặc ghi tay (hotroit do erase)"),
		       tag, tag);
}

/* One that came in but was never looked through has no place for it yet. */
static int check_place(const struct row *device, struct err *err)
{
	const char *tag = row_get(device, "tag");

	if (!str_eq(row_get(device, "state"), "received"))
		return 0;
	return err_set(err, EINVAL,
		       _("máy %s còn ở «Tiếp nhận»: mở máy, làm «Phân loại» (hotroit do triage "
			 "%s), rồi nhận lại"),
		       tag, tag);
}

/* ---- one disk -------------------------------------------------------------------------------- */

/* What of the disk lies behind what it shows, in words; NULL: it has none such. */
static const char *hidden_label(const char *hidden)
{
	return str_eq(hidden, "no")	   ? _("không có vùng ẩn (HPA/DCO)")
	       : str_eq(hidden, "yes")	   ? _("còn vùng ẩn (HPA/DCO)")
	       : str_eq(hidden, "removed") ? _("đã mở vùng ẩn (HPA/DCO)")
	       : str_eq(hidden, "???")	   ? _("không rõ có vùng ẩn (HPA/DCO)")
					   : NULL;
}

/* What is still to come was not the time. */
static bool is_timed(const struct wipe_disk *disk)
{
	char moment[CLOCK_TEXT_MAX];

	return disk->clock_ok && !(disk->finished_at && moment_read(disk->finished_at, 0, moment) &&
				   is_ahead(moment, 0));
}

static void write_note(struct buf *ret, const struct wipe_report *report,
		       const struct wipe_disk *disk, const char *mark)
{
	const char *hidden = hidden_label(disk->hidden);

	buf_printf(ret, _("theo USB, phiếu %s; người xoá ghi: %s"), mark,
		   report->by ? report->by : "?");
	if (disk->result == WIPE_UNKNOWN)
		buf_add_str(ret, _("; bị ngắt, coi như chưa xoá"));
	if (!is_timed(disk))
		buf_add_str(ret, _("; giờ của máy sai, lấy giờ nhận về"));
	if (hidden)
		buf_printf(ret, "; %s", hidden);
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
		     const struct stick_wiping *wiping, size_t at,
		     const struct stick_wiper *wiper, struct err *err)
{
	AUTO(buf_done) struct buf note = {0}, said = {0}, name = {0};
	const struct wipe_report *report = wiping->report;
	const struct wipe_disk *disk = &report->disks[at];
	bool ok = disk->result == WIPE_OK;
	struct values values = {.count = 0};

	write_note(&note, report, disk, wiping->mark);
	stick_wipe_name(&name, wiping, at);
	put(&values, "disk", disk->disk);
	put(&values, "medium", disk->medium);
	put(&values, "level", disk->level ? disk->level : "none");
	put(&values, "method", disk->method ? disk->method : _("không rõ"));
	put(&values, "result", ok ? "ok" : "failed");
	put(&values, "tool", disk->tool);
	put(&values, "started_at", is_timed(disk) ? disk->started_at : NULL);
	put(&values, "finished_at", is_timed(disk) ? disk->finished_at : NULL);
	put(&values, "verify_method", disk->verify_method);
	put(&values, "sample_hash", disk->sample_hash);
	put(&values, "override_reason", report->override_reason);
	put(&values, "note", buf_text(&note));
	put(&values, "wiped_by", wiper->id);
	return flow_do(in->store, in->plan, record_kind_find("device"),
		       &(const struct flow_step){.action = "erase", .id = device->id,
						 .names = values.names, .values = values.values,
						 .count = values.count,
						 .waiver = stick_may_wipe(device)
								   ? NULL
								   : report->override_reason,
						 .made_of = buf_text(&name),
						 .is_answered = wiper->is_answered},
		       &said, err);
}

static int take_disks(const struct stick_in *in, const struct stick_wiping *wiping,
		      struct stick_question *asked, unsigned *ret_new, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	const struct wipe_report *report = wiping->report;
	struct stick_wiper wiper = {0};
	struct row device = {0};
	int r = stick_find_device(in, asked, report, &arena, &device, err);

	if (r == 0)
		r = check_time(in, &device, report, err);
	if (r == 0)
		r = check_place(&device, err);
	if (r == 0)
		r = check_consent(&device, report, err);
	if (r == 0)
		r = check_disks(in, &device, report, err);
	if (r == 0)
		r = check_sizes(in, &device, report, err);
	if (r == 0)
		r = stick_find_wiper(in, asked, report, &arena, &wiper, err);
	if (r == 0)
		r = stick_confirm(in, asked, report, &device, wiper.id, err);
	for (size_t i = 0; r == 0 && i < report->disk_count; i++) {
		bool is_kept = false;

		r = stick_wipe_is_kept(in, wiping, i, &is_kept, err);
		if (r < 0 || is_kept)
			continue;
		r = keep_disk(in, &device, wiping, i, &wiper, err);
		*ret_new += r == 0;
		/* Somebody beside us was first. */
		if (r == -EEXIST)
			r = 0;
	}
	return r;
}

static int is_all_kept(const struct stick_in *in, const struct stick_wiping *wiping, bool *ret,
		       struct err *err)
{
	bool is_kept = true;
	int r = 0;

	for (size_t i = 0; r == 0 && is_kept && i < wiping->report->disk_count; i++)
		r = stick_wipe_is_kept(in, wiping, i, &is_kept, err);
	*ret = is_kept;
	return r;
}

int stick_take_report(struct stick_in *in, const struct parcel *parcel,
		      struct stick_question *asked, unsigned *ret_new, struct err *err)
{
	AUTO(wipe_report_done) struct wipe_report report = {0};
	char mark[MARK_DIGITS + 1];
	const struct stick_wiping wiping = {&report, parcel->sha256, mark};
	bool is_kept = false;
	int r = wipe_report_parse(&report, parcel->bytes, parcel->len, parcel->name, err);

	if (r < 0 || stick_wipe_is_outdone(in, &report))
		return r;
	snprintf(mark, sizeof(mark), "%s", parcel->sha256);
	r = is_all_kept(in, &wiping, &is_kept, err);
	return r < 0 || is_kept ? r : take_disks(in, &wiping, asked, ret_new, err);
}
