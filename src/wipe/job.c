/* The whole machine: who may, which disks, one after another, and the report of it. */
#include "job.h"
#include "charging.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

/* ---- reading what is given ------------------------------------------------------------------- */

/* Without any only a typed reason helps. */
static void read_orders(const char *path, struct wipe_orders *ret)
{
	if (path)
		wipe_orders_load(ret, path, clock_unix_ms());
	if (ret->unread)
		fprintf(stderr, "hotroit-wipe: %s\n",
			_("có danh sách máy được phép xoá không đọc được: coi như chưa rõ"));
}

/* ---- the list -------------------------------------------------------------------------------- */

static const char *state_of(const struct wipe_target *target)
{
	if (target->can.ata_locked)
		return "locked";
	return target->can.ata_frozen && target->can.ata_erase ? "frozen" : "";
}

static void print_target(const struct wipe_target *target)
{
	const struct wipe_way_about *way =
		target->way_count ? &wipe_ways[target->ways[0]] : NULL;
	const char *medium = wipe_medium_key(target->medium);

	printf("disk\t%s\t%s\t%s\t%llu\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", target->name, target->id,
	       target->label, (unsigned long long)target->bytes, medium ? medium : "",
	       way ? way->level : "", way ? _(way->method) : "",
	       wipe_hidden_key(target->can.hidden), state_of(target), target->why,
	       target->serial);
}

int job_list(const struct root *root, const char *snapshot, struct err *err)
{
	AUTO(snapshot_done) struct snapshot machine = {0};
	struct wipe_targets *targets = calloc(1, sizeof(*targets));
	int r = targets ? 0 : -ENOMEM;

	if (r == 0 && snapshot)
		r = snapshot_load(&machine, snapshot, err);
	if (r == 0)
		r = wipe_targets_read(targets, root, snapshot ? &machine : NULL, err);
	for (size_t i = 0; r == 0 && i < targets->count; i++) {
		if (!*targets->list[i].why)
			wipe_ask(&targets->list[i], root);
		print_target(&targets->list[i]);
	}
	free(targets);
	return r == 0 && fflush(stdout) != 0 ? -EIO : r;
}

/* ---- being told to stop ---------------------------------------------------------------------- */

/* SIGTERM is blocked and only looked for: a wiping that is stopped is still written down. */
static bool is_stopped(void *user)
{
	const sigset_t *stop = user;
	const struct timespec none = {0};

	return sigtimedwait(stop, NULL, &none) > 0;
}

static void say_doing(void *user, const char *what)
{
	(void)user;
	printf("doing\t%s\n", what);
	fflush(stdout);
}

static void say_at(void *user, uint64_t done, uint64_t total)
{
	(void)user;
	printf("at\t%llu\t%llu\n", (unsigned long long)done, (unsigned long long)total);
	fflush(stdout);
}

/* ---- the work -------------------------------------------------------------------------------- */

/* Looks the machine's disks over anew: the one that goes by NAME now must still be ID. */
static int find_target(const struct wipe_job *job, const struct snapshot *machine,
		       const char *asked, struct wipe_target *ret, struct err *err)
{
	struct wipe_targets *all = calloc(1, sizeof(*all));
	const char *equals = strchr(asked, '=');
	int r = all ? wipe_targets_read(all, job->root, machine, err) : -ENOMEM;
	const struct wipe_target *found = NULL;

	for (size_t i = 0; r == 0 && equals && i < all->count; i++) {
		const struct wipe_target *one = &all->list[i];

		if (strlen(one->name) == (size_t)(equals - asked) && str_starts(asked, one->name) &&
		    str_eq(one->id, equals + 1))
			found = one;
	}
	if (r == 0 && !found)
		r = err_set(err, EXDEV, _("%.40s: không còn là ổ đã chọn; xem lại danh sách ổ"),
			    asked);
	else if (r == 0 && *found->why)
		r = err_set(err, EPERM, "%s: %s", found->label, found->why);
	else if (r == 0)
		*ret = *found;
	free(all);
	return r;
}

/* Every disk asked for is looked at before the first is touched. */
static int find_all(const struct wipe_job *job, const struct snapshot *machine,
		    struct wipe_target *ret, struct err *err)
{
	for (int i = 0; i < job->disk_count; i++) {
		int r = find_target(job, machine, job->disks[i], &ret[i], err);

		for (int j = 0; r == 0 && j < i; j++)
			if (str_eq(ret[i].name, ret[j].name))
				r = err_set(err, EINVAL, _("%s: ghi hai lần"), ret[i].label);
		if (r < 0)
			return r;
	}
	return 0;
}

static struct wipe_disk untold(struct arena *arena, const struct wipe_target *target)
{
	return (struct wipe_disk){.disk = arena_str(arena, target->label),
				  .medium = wipe_medium_key(target->medium),
				  .level = "none",
				  .bytes = (int64_t)target->bytes,
				  .hidden = "???"};
}

/* A disk that is gone, or another, once its turn comes: it is told, and nothing is touched. */
static void tell_lost(struct wipe_disk *ret, struct arena *arena, const struct wipe_target *target,
		      const char *why)
{
	*ret = untold(arena, target);
	ret->result = WIPE_FAILED;
	ret->note = arena_str(arena, why);
}

static void print_end(const struct wipe_disk *disk)
{
	printf("end\t%s\t%s\n", wipe_result_key(disk->result), disk->note ? disk->note : "");
	fflush(stdout);
}

static void print_begin(const struct wipe_job *job, int number, const struct wipe_target *target)
{
	printf("begin\t%d\t%d\t%s\n", number + 1, job->disk_count, target->label);
	fflush(stdout);
}

/* One whose turn never came. */
static void tell_left(const struct wipe_job *job, int number, const struct wipe_target *target,
		      struct wipe_disk *ret, struct arena *arena)
{
	print_begin(job, number, target);
	*ret = untold(arena, target);
	ret->note = _("bị dừng trước khi đến ổ này; chưa đụng vào");
	print_end(ret);
}

static void run_one(const struct wipe_job *job, const struct snapshot *machine, int number,
		    const struct wipe_target *seen, struct wipe_disk *ret, struct arena *arena,
		    const struct wipe_watcher *watcher)
{
	struct wipe_target target;
	struct err err = {0};
	bool unhidden = false;
	int r;

	print_begin(job, number, seen);
	r = find_target(job, machine, job->disks[number], &target, &err);
	if (r == 0)
		wipe_ask(&target, job->root);
	if (r == 0 && job->unhide && target.can.hidden == HIDDEN_YES) {
		r = wipe_unhide(&target, job->root, machine, &err);
		unhidden = r == 0 && target.can.hidden == HIDDEN_NO;
	}
	if (r == 0)
		wipe_disk_run(ret, arena, &target, job->root, watcher);
	else
		tell_lost(ret, arena, seen, err.text);
	if (unhidden)
		ret->hidden = "removed";
	print_end(ret);
}

/* ---- the report ------------------------------------------------------------------------------ */

/* Whole under its name, or as it was. */
static int write_report(const struct wipe_job *job, const struct wipe_report *report,
			const char *name, struct err *err)
{
	AUTO(buf_done) struct buf text = {0};
	char temporary[PATH_MAX], final[PATH_MAX];
	bool written;
	FILE *file;

	snprintf(temporary, sizeof(temporary), "%s/.%s", job->out, name);
	snprintf(final, sizeof(final), "%s/%s", job->out, name);
	wipe_report_print(&text, report);
	file = fopen(temporary, "we");
	written = file && fwrite(text.data, 1, text.len, file) == text.len;
	if (file && (fflush(file) != 0 || fsync(fileno(file)) < 0))
		written = false;
	if (file && fclose(file) != 0)
		written = false;
	if (!written || rename(temporary, final) < 0)
		return err_set(err, EIO, _("%s: không ghi được phiếu xoá"), job->out);
	return 0;
}

/* What is left of a wiping that the power took: begun, and nobody knows how it ended. */
static void tell_begun(const struct wipe_job *job, const struct wipe_target *targets,
		       struct wipe_report *report)
{
	char now[CLOCK_TEXT_MAX];

	clock_text(now);
	for (int i = 0; i < job->disk_count; i++) {
		struct wipe_disk *disk = &report->disks[i];

		*disk = untold(&report->arena, &targets[i]);
		disk->started_at = arena_str(&report->arena, now);
		disk->clock_ok = clock_unix_ms() > WIPE_CLOCK_FLOOR_MS;
		if (targets[i].medium == MEDIUM_SSD)
			disk->note = arena_printf(&report->arena,
						  _("nếu ổ hỏi mật khẩu ATA: «%s»"),
						  WIPE_ATA_PASSWORD);
	}
}

static bool run_all(const struct wipe_job *job, const struct snapshot *machine,
		    const struct wipe_target *targets, struct wipe_report *report)
{
	sigset_t stop;
	const struct wipe_watcher watcher = {say_doing, say_at, is_stopped, &stop};
	bool ok = true, is_ended = false;

	sigemptyset(&stop);
	sigaddset(&stop, SIGTERM);
	sigaddset(&stop, SIGINT);
	sigprocmask(SIG_BLOCK, &stop, NULL);
	/* A screen that died does not end what it began. */
	signal(SIGPIPE, SIG_IGN);
	for (int i = 0; i < job->disk_count; i++) {
		struct wipe_disk *disk = &report->disks[i];

		if (is_ended)
			tell_left(job, i, &targets[i], disk, &report->arena);
		else
			run_one(job, machine, i, &targets[i], disk, &report->arena, &watcher);
		ok = ok && disk->result == WIPE_OK;
		is_ended = is_ended || disk->result == WIPE_UNKNOWN;
	}
	return ok;
}

/* No disk is touched before there is a report that says so. */
static int run_permitted(const struct wipe_job *job, const struct snapshot *machine,
			 const struct wipe_target *targets, struct wipe_report *report,
			 bool *ret_ok, struct err *err)
{
	char name[64], id[WIPE_ID_DIGITS + 1];
	bool ok;
	int r = wipe_id_new(id, err);

	if (r < 0)
		return r;
	report->wiping = arena_str(&report->arena, id);
	snprintf(name, sizeof(name), "xoa-%s-%lld.json", report->tag,
		 (long long)clock_unix_ms());
	wipe_machine(&report->machine, machine);
	report->disk_count = (size_t)job->disk_count;
	report->disks = arena_alloc(&report->arena, report->disk_count * sizeof(*report->disks));
	tell_begun(job, targets, report);
	r = write_report(job, report, name, err);
	if (r < 0)
		return r;
	printf("begun\t%s\n", name);
	ok = run_all(job, machine, targets, report);
	r = write_report(job, report, name, err);
	if (r < 0)
		return r;
	printf("report\t%s\n", name);
	fflush(stdout);
	*ret_ok = ok;
	return 0;
}

/* A wiping takes hours, and the disk is neither old nor new where the power went. */
static int check_power(const struct root *root, struct err *err)
{
	struct charging power;

	charging_look(root, &power);
	if (power.word != CHARGING_UNPLUGGED)
		return 0;
	return err_set(err, EPERM, _("máy đang chạy pin: cắm sạc rồi xoá"));
}

int job_run(const struct wipe_job *job, bool *ret_ok, struct err *err)
{
	AUTO(snapshot_done) struct snapshot machine = {0};
	AUTO(wipe_orders_done) struct wipe_orders orders = {0};
	AUTO(wipe_report_done) struct wipe_report report = {0};
	struct wipe_target *targets = arena_alloc(
		&report.arena, (size_t)job->disk_count * sizeof(*targets));
	int r = snapshot_load(&machine, job->snapshot, err);

	if (r == 0)
		r = check_power(job->root, err);
	if (r == 0)
		r = find_all(job, &machine, targets, err);
	if (r < 0)
		return r;
	read_orders(job->orders, &orders);
	r = wipe_permit_check(&report,
			      &(struct wipe_permit){.tag = job->tag,
						    .confirmed = job->confirmed,
						    .by = job->by,
						    .override_reason = job->override_reason,
						    .orders = &orders,
						    .machine = &machine,
						    .targets = targets,
						    .target_count = (size_t)job->disk_count},
			      err);
	return r < 0 ? r : run_permitted(job, &machine, targets, &report, ret_ok, err);
}
