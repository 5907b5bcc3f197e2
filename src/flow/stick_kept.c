/* What the book has of a wiping: a record for each of its disks, by an id that every bench makes of
 * the wiping and the disk, so that two that take the same report write one record. */
#include "flow_priv.h"
#include "stick_priv.h"

#include <errno.h>
#include <string.h>

/* Two disks that nothing tells apart are counted. */
void stick_wipe_name(struct buf *ret, const struct stick_wiping *wiping, size_t disk)
{
	const struct wipe_report *report = wiping->report;
	const char *label = report->disks[disk].disk;
	size_t number = 1;

	for (size_t i = 0; i < disk; i++)
		number += str_eq(report->disks[i].disk, label);
	buf_printf(ret, "hotroit-wipe\n%s\n%s\n%zu",
		   report->wiping ? report->wiping : wiping->sha256, label, number);
}

struct kept {
	const char *mark;
	bool is_done, is_same; /* told as ok; by the very report */
};

static int take_kept(void *user, const struct record_kind *kind, const struct record *record)
{
	struct kept *kept = user;
	const char *note = record_value(kind, record, "note");

	kept->is_done = str_eq(record_value(kind, record, "result"), "ok");
	kept->is_same = note && strstr(note, kept->mark);
	return 0;
}

int stick_wipe_is_kept(const struct stick_in *in, const struct stick_wiping *wiping, size_t disk,
		       bool *ret, struct err *err)
{
	AUTO(buf_done) struct buf name = {0};
	struct kept kept = {.mark = wiping->mark};
	char id[UUID_TEXT_MAX];
	int r;

	stick_wipe_name(&name, wiping, disk);
	uuid_of(buf_text(&name), id);
	r = store_get(in->store, record_kind_find("wipe"), id, take_kept, &kept, err);
	if (r < 0 && r != -ENOENT)
		return r;
	/* Only what says more than nothing corrects what is there. */
	*ret = r == 0 && (kept.is_done || kept.is_same ||
			  wiping->report->disks[disk].result == WIPE_UNKNOWN);
	return 0;
}

static bool is_the_end_of(const char *json, size_t len, const char *wiping)
{
	AUTO(wipe_report_done) struct wipe_report report = {0};

	return memmem(json, len, wiping, strlen(wiping)) &&
	       wipe_report_parse(&report, json, len, "", NULL) == 0 &&
	       str_eq(report.wiping, wiping) && !wipe_report_is_begun(&report);
}

bool stick_wipe_is_outdone(const struct stick_in *in, const struct wipe_report *report)
{
	struct parcel parcel;
	size_t at = 0, used;

	if (in->report || !wipe_report_is_begun(report))
		return false;
	while (parcel_next(buf_text(&in->reports) + at, in->reports.len - at, &parcel, &used) > 0) {
		if (is_the_end_of(parcel.bytes, parcel.len, report->wiping))
			return true;
		at += used;
	}
	for (const struct stick_question *asked = in->questions; asked; asked = asked->next)
		if (is_the_end_of(buf_text(&asked->bytes), asked->bytes.len, report->wiping))
			return true;
	return false;
}
