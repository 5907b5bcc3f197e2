/* Whose a wiping's report is and who wiped: what the book can tell by itself, and what only a
 * person can. */
#include "date.h"
#include "stick_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* ---- the device ------------------------------------------------------------------------------ */

static int tell_whose(const struct wipe_report *report, const struct store_saved *found,
		      struct err *err)
{
	if (found->match == STORE_SAME)
		return err_set(err, EINVAL,
			       _("phiếu xoá ghi mã %s nhưng máy này là %s: hỏi người xoá; nếu đúng "
				 "là %s thì chọn máy ấy"),
			       report->tag, found->tag, found->tag);
	if (found->candidate_count)
		return err_set(err, EINVAL,
			       _("phiếu xoá (mã %s) của một máy giống máy có trong sổ: chọn đúng "
				 "máy"),
			       report->tag);
	return err_set(err, EINVAL,
		       _("phiếu xoá của máy chưa có trong sổ (mã %s): nhận bản dò của máy trước, "
			 "hoặc chọn đúng máy"),
		       report->tag);
}

/* A serial that both have and that differs: whatever tag was typed, it is another machine. */
static bool is_another(const struct row *device, const struct wipe_report *report)
{
	const char *ours = row_get(device, "serial");
	const char *theirs = snapshot_text(&report->machine, "device.serial");

	return ours && theirs && strcasecmp(ours, theirs) != 0;
}

static bool is_candidate(const struct store_saved *found, const char *id)
{
	for (size_t i = 0; i < found->candidate_count; i++)
		if (str_eq(found->candidates[i], id))
			return true;
	return found->candidate_count == 0;
}

/* What a person says of reports nobody can place never outweighs what the machine itself says. */
static bool may_be(const struct store_saved *found, const struct row *device,
		   const struct wipe_report *report)
{
	return found->match == STORE_SAME ? str_eq(found->device_id, device->id)
					  : is_candidate(found, device->id) &&
						    !is_another(device, report);
}

static void add_guess(struct stick_question *asked, const char *id)
{
	for (size_t i = 0; i < asked->guess_count; i++)
		if (str_eq(asked->guesses[i], id))
			return;
	if (asked->guess_count < STICK_GUESSES_MAX)
		snprintf(asked->guesses[asked->guess_count++], UUID_TEXT_MAX, "%s", id);
}

/* NAMED: the device with the tag that the report tells; NULL: there is none. */
static void guess(struct stick_question *asked, const struct store_saved *found,
		  const struct row *named, const struct wipe_report *report)
{
	asked->guess_count = 0;
	if (found->match == STORE_SAME)
		add_guess(asked, found->device_id);
	if (named && may_be(found, named, report))
		add_guess(asked, named->id);
	for (size_t i = 0; i < found->candidate_count; i++)
		add_guess(asked, found->candidates[i]);
}

int stick_find_device(const struct stick_in *in, struct stick_question *asked,
		      const struct wipe_report *report, struct arena *arena, struct row *ret,
		      struct err *err)
{
	const char *said = *asked->device ? asked->device : in->device;
	struct store_saved found = {0};
	struct row named;
	int r = store_recognise(in->store, &report->machine, &found, err), typed = r;

	if (r == 0)
		typed = row_read(&named, in->store, arena, "device", report->tag, err);
	if (typed == 0 && found.match == STORE_SAME && str_eq(found.device_id, named.id)) {
		*ret = named;
		return 0;
	}
	if (typed < 0 && typed != -ENOENT)
		return typed;
	asked->need = STICK_NEEDS_DEVICE;
	guess(asked, &found, typed == 0 ? &named : NULL, report);
	if (!said)
		return tell_whose(report, &found, err);
	r = row_read(&named, in->store, arena, "device", said, err);
	if (r < 0)
		return r;
	if (!may_be(&found, &named, report))
		return err_set(err, EINVAL,
			       _("phiếu xoá của máy khác, không phải %s: sê-ri hay thứ nhận ra "
				 "máy không khớp"),
			       row_get(&named, "tag"));
	*ret = named;
	return 0;
}

/* ---- the person ------------------------------------------------------------------------------ */

/* The earliest that the wiping may have begun; "": nobody knows. */
static void begun_at(const struct wipe_report *report, char ret[CLOCK_TEXT_MAX])
{
	char now[CLOCK_TEXT_MAX], moment[CLOCK_TEXT_MAX];

	clock_text(now);
	memcpy(ret, now, sizeof(now));
	for (size_t i = 0; i < report->disk_count; i++) {
		const struct wipe_disk *disk = &report->disks[i];

		if (!disk->clock_ok || !disk->started_at ||
		    !moment_read(disk->started_at, -1, moment) || strcmp(moment, now) > 0)
			*moment = '\0';
		if (strcmp(moment, ret) < 0)
			memcpy(ret, moment, sizeof(moment));
	}
}

/* The initials typed at the machine are a member's short name; where one was changed since, perhaps
 * another's. Who brings the stick is not thereby the one who wiped. */
int stick_find_wiper(const struct stick_in *in, struct stick_question *asked,
		     const struct wipe_report *report, struct arena *arena,
		     struct stick_wiper *ret, struct err *err)
{
	const char *said = *asked->wiper ? asked->wiper : in->wiped_by;
	AUTO(buf_done) struct buf folded = {0};
	struct row *members = NULL, member;
	bool has_changed = false;
	char since[CLOCK_TEXT_MAX];
	size_t count = 0;
	int r = 0;

	if (report->by)
		text_fold(&folded, report->by);
	if (folded.len)
		r = row_list(&members, &count, in->store, arena, "member", "short",
			     buf_text(&folded), err);
	begun_at(report, since);
	if (r == 0 && count == 1)
		r = store_has_changed(in->store, "member", "short", since, &has_changed, err);
	if (r < 0)
		return r;
	if (count == 1 && !has_changed) {
		*ret = (struct stick_wiper){.id = members[0].id};
		return 0;
	}
	asked->need = STICK_NEEDS_WIPER;
	if (!said && has_changed)
		return err_set(err, EINVAL,
			       _("«%s»: có tên ngắn đã đổi sau lúc xoá; chọn người đã xoá"),
			       report->by);
	if (!said)
		return err_set(err, EINVAL, _("không rõ ai xoá («%s»): chọn người đã xoá"),
			       report->by ? report->by : "?");
	r = row_read(&member, in->store, arena, "member", said, err);
	if (r == 0)
		*ret = (struct stick_wiper){.id = member.id, .is_answered = true};
	return r;
}

/* ---- a person's yes -------------------------------------------------------------------------- */

bool stick_may_wipe(const struct row *device)
{
	return str_eq(row_get(device, "wipe_consent"), "yes");
}

static int ask_reason(const struct wipe_report *report, const struct row *device,
		      const char *wiper, struct err *err)
{
	return err_set(err, EINVAL,
		       _("bên tặng của %s chưa đồng ý xoá; lý do vẫn xoá: «%.80s», người xoá %s; "
			 "điều phối viên ghi vào sổ?"),
		       row_get(device, "tag"), report->override_reason, wiper);
}

static int ask_network(const struct wipe_report *report, const struct row *device,
		       const char *wiper, struct err *err)
{
	size_t wiped = 0;

	for (size_t i = 0; i < report->disk_count; i++)
		wiped += report->disks[i].result == WIPE_OK;
	return err_set(err, EINVAL,
		       _("phiếu đến qua mạng: máy %s, đã xoá %zu/%zu ổ, người xoá %s; ghi vào sổ?"),
		       row_get(device, "tag"), wiped, report->disk_count, wiper);
}

int stick_confirm(const struct stick_in *in, struct stick_question *asked,
		  const struct wipe_report *report, const struct row *device, const char *wiper,
		  struct err *err)
{
	bool has_reason = report->override_reason && !stick_may_wipe(device);
	AUTO(buf_done) struct buf name = {0};
	int r;

	if (asked->is_agreed || (!in->is_lan && !has_reason))
		return 0;
	asked->need = STICK_NEEDS_YES;
	r = store_title(in->store, record_kind_find("member"), wiper, &name, err);
	if (r < 0)
		return r;
	return (has_reason ? ask_reason : ask_network)(report, device, buf_text(&name), err);
}
