/*
 * One disk from our mark to the verdict on it. Its result begins as failed and becomes ok in one
 * place only, once a way ran to its end and what was read back is as that way leaves it.
 */
#include "run_priv.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/wait.h>
#include <unistd.h>

#define LOOK_MS 500
#define SETPRIV "/usr/bin/setpriv" /* busybox has one, too, that can less */
#define TOOL_WORDS_MAX 24
#define EXEC_FAILED 127 /* what setpriv ends with where there is no such program */
#define SECTOR 512

void run_note(struct run *run, const char *fmt, ...)
{
	char text[256];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	buf_printf(&run->note, "%s%s", run->note.len ? "; " : "", text);
}

static bool is_stopped(const struct run *run)
{
	return !run->unstoppable && run->watcher->stopped(run->watcher->user);
}

/* ---- a tool at work -------------------------------------------------------------------------- */

/* Bytes read and written by the disk since it was there; 0 when sysfs does not say. */
static uint64_t bytes_moved(const struct run *run)
{
	AUTO(buf_done) struct buf text = {0};
	char path[DISK_NAME_MAX + 32];
	unsigned long long read = 0, written = 0;

	snprintf(path, sizeof(path), "sys/block/%s/stat", run->target->name);
	if (root_read(run->root, path, 4096, &text) < 0 ||
	    sscanf(buf_text(&text), "%*u %*u %llu %*u %*u %*u %llu", &read, &written) != 2)
		return 0;
	return ((uint64_t)read + written) * SECTOR;
}

static void take(struct run *run, struct proc *proc)
{
	struct pollfd fds[2] = {{.fd = proc->out, .events = POLLIN},
				{.fd = proc->note, .events = POLLIN}};

	(void)poll(fds, 2, LOOK_MS / 5);
	proc_take(&proc->out, RUN_OUTPUT_MAX, &run->said);
	proc_take(&proc->note, RUN_OUTPUT_MAX, &run->said);
}

static int supervise(struct run *run, struct proc *proc, int64_t stall_ms, uint64_t total,
		     int *ret_status)
{
	uint64_t last = bytes_moved(run);
	int64_t since = clock_mono_ms();

	while (!proc_ended(proc, ret_status)) {
		uint64_t now = bytes_moved(run);

		if (now != last) {
			last = now;
			since = clock_mono_ms();
		}
		if (total)
			run->watcher->at(run->watcher->user, now - run->moved, total);
		if (is_stopped(run))
			return -ECANCELED;
		if (clock_mono_ms() - since > stall_ms) {
			run_note(run, _("ổ không nhúc nhích trong %d phút"),
				 (int)(stall_ms / MINUTE_MS));
			return -ETIMEDOUT;
		}
		take(run, proc);
	}
	take(run, proc);
	return 0;
}

/* What overwrites a disk does not outlive us: nobody would look at what it did, and the next wiping
 * of that disk would find it at work. What the disk does by itself is left to end. */
static int start_tool(const struct run *run, const char *const *argv, struct proc *ret)
{
	const char *tied[TOOL_WORDS_MAX] = {SETPRIV, "--pdeathsig", "KILL", "--"};
	size_t count = 4;

	if (run->unstoppable)
		return proc_start(ret, argv, NULL);
	for (size_t i = 0; argv[i] && count + 1 < TOOL_WORDS_MAX; i++)
		tied[count++] = argv[i];
	return proc_start(ret, tied, NULL);
}

int run_tool(struct run *run, const char *const *argv, int64_t stall_ms, uint64_t total)
{
	AUTO(proc_stop) struct proc proc = {.pid = -1, .out = -1, .note = -1};
	int status = 0, r = start_tool(run, argv, &proc);
	bool is_there = r == 0;

	buf_clear(&run->said);
	run->moved = bytes_moved(run);
	if (is_there) {
		r = supervise(run, &proc, stall_ms, total, &status);
		is_there = !WIFEXITED(status) || WEXITSTATUS(status) != EXEC_FAILED;
	}
	if (!is_there) {
		run_note(run, _("không chạy được %s"), argv[0]);
		return -ENOENT;
	}
	if (r < 0 || (WIFEXITED(status) && WEXITSTATUS(status) == 0))
		return r;
	if (WIFSIGNALED(status))
		run_note(run, _("%s bị ngắt (tín hiệu %d)"), argv[0], WTERMSIG(status));
	return -EIO;
}

int run_wait(struct run *run, int64_t ms)
{
	for (int64_t end = clock_mono_ms() + ms;;) {
		if (is_stopped(run))
			return -ECANCELED;
		if (clock_mono_ms() >= end)
			return 0;
		(void)poll(NULL, 0, LOOK_MS / 5);
	}
}

/* ---- looking at what it did ------------------------------------------------------------------ */

static void tell_seen(struct run *run, struct wipe_disk *ret, struct arena *arena,
		      const struct wipe_seen *seen)
{
	ret->sample_hash = arena_str(arena, seen->hash);
	ret->verify_result = seen->wrong || seen->unread ? WIPE_FAILED : WIPE_OK;
	ret->verify_method = arena_printf(
		arena, _("đọc lại %llu khối 4 KiB khắp ổ, cả đầu và cuối (hotroit-wipe)"),
		(unsigned long long)seen->blocks);
	if (seen->wrong)
		run_note(run, _("còn dữ liệu ở %llu khối, đầu tiên ở byte %llu"),
			 (unsigned long long)seen->wrong, (unsigned long long)seen->first_wrong);
	if (seen->unread)
		run_note(run, _("không đọc được ở byte %s"), seen->unread_at);
}

/* 0 only when what was read back is as WAY leaves it. */
static int verify(struct run *run, struct wipe_disk *ret, struct arena *arena,
		  const struct wipe_sample *sample, int fd, enum wipe_way way)
{
	struct wipe_seen seen;
	int r;

	run->watcher->doing(run->watcher->user, _("đọc lại để kiểm chứng"));
	r = wipe_sample_look(&seen, sample, fd, wipe_ways[way].expect);
	if (r < 0) {
		run_note(run, _("không đọc lại được ổ"));
		return r;
	}
	tell_seen(run, ret, arena, &seen);
	return ret->verify_result == WIPE_OK ? 0 : -EIO;
}

/* ---- one disk -------------------------------------------------------------------------------- */

static const char *tool_version(struct arena *arena, const char *tool)
{
	static const struct {
		const char *tool, *program, *option;
	} known[] = {{"nwipe", "nwipe", "--version"},
		     {"hdparm", "hdparm", "-V"},
		     {"nvme-cli", "nvme", "version"},
		     {"blkdiscard", "blkdiscard", "--version"}};
	AUTO(buf_done) struct buf said = {0}, clean = {0};
	int status;

	for (size_t i = 0; i < ARRAY_LEN(known); i++) {
		const char *const argv[] = {known[i].program, known[i].option, NULL};

		if (str_eq(known[i].tool, tool) &&
		    proc_run(argv, 5000, 4096, &said, &status, NULL) == 0)
			text_clean(&clean, buf_text(&said), strcspn(buf_text(&said), "\n"), 60);
	}
	return arena_str(arena, clean.len ? buf_text(&clean) : tool);
}

/* A disk that locked itself takes every write without a word and keeps none. */
static bool is_marked(const struct wipe_sample *sample, int fd)
{
	struct wipe_seen seen;

	return wipe_sample_mark(sample, fd) == 0 &&
	       wipe_sample_look(&seen, sample, fd, EXPECT_MARK) == 0 &&
	       seen.wrong + seen.unread == 0;
}

/* Marks, wipes, looks. */
static int try_way(struct run *run, struct wipe_disk *ret, struct arena *arena, int fd,
		   enum wipe_way way)
{
	const struct wipe_way_about *about = &wipe_ways[way];
	struct wipe_sample sample = {.bytes = run->target->bytes};
	int r;

	if (getrandom(&sample.seed, sizeof(sample.seed), 0) != sizeof(sample.seed))
		return -EIO;

	run->watcher->doing(run->watcher->user, _(about->method));
	ret->method = about->method;
	ret->level = "none";
	ret->tool = tool_version(arena, about->tool);
	ret->verify_result = WIPE_UNKNOWN;
	ret->verify_method = ret->sample_hash = NULL;
	if (!is_marked(&sample, fd)) {
		run_note(run, _("không ghi được dấu thử lên ổ"));
		/* That the mark is gone then would prove nothing. */
		if (about->expect == EXPECT_CHANGED)
			return -EIO;
	}
	r = way_do(run, way);
	if (r < 0)
		return r;
	r = verify(run, ret, arena, &sample, fd, way);
	if (r == 0)
		ret->level = about->level;
	return r;
}

/* Does the disk still hold what the WAY that was done can not have reached? */
static bool is_left(const struct wipe_can *can, enum wipe_way way)
{
	return can->hidden == HIDDEN_YES || can->general_areas ||
	       (can->namespaces_more && way != WAY_NVME_SANITIZE_BLOCK &&
		way != WAY_NVME_SANITIZE_CRYPTO);
}

/* 0: all that there is was wiped and verified. */
static int try_ways(struct run *run, struct wipe_disk *ret, struct arena *arena, int fd)
{
	int r = -EIO;

	for (size_t i = 0; i < run->target->way_count; i++) {
		enum wipe_way way = run->target->ways[i];

		r = try_way(run, ret, arena, fd, way);
		if (r == 0)
			return is_left(&run->target->can, way) ? -EIO : 0;
		if (r == -ECANCELED)
			return r;
		run_note(run, _("«%s» không xong"), _(wipe_ways[way].method));
	}
	return r;
}

static void note_areas(struct run *run)
{
	const struct wipe_can *can = &run->target->can;

	if (can->is_shared)
		run_note(run, _("ổ chia nhiều namespace: chỉ ghi đè phần này"));
	if (can->namespaces_more)
		run_note(run, _("còn %u namespace không gắn vào máy, chỉ lệnh Sanitize xoá được"),
			 can->namespaces_more);
	if (can->namespaces_untold)
		run_note(run, _("namespace khác: không hỏi được ổ"));
	if (can->general_areas)
		run_note(run, _("còn %u vùng gp của eMMC, không xoá được ở đây: huỷ ổ"),
			 can->general_areas);
	if (can->boot_areas)
		run_note(run, _("vùng khởi động (boot) của ổ để nguyên"));
}

static void note_state(struct run *run)
{
	const struct wipe_can *can = &run->target->can;

	if (run->target->medium == MEDIUM_SSD && can->ata_frozen && can->ata_erase)
		run_note(run, _("ổ bị BIOS khoá lệnh xoá (frozen)"));
	if (can->hidden_bytes > can->dco_bytes)
		run_note(run, _("còn %llu byte vùng ẩn (HPA) chưa xoá: mở vùng ẩn rồi xoá lại"),
			 (unsigned long long)(can->hidden_bytes - can->dco_bytes));
	if (can->dco_bytes)
		run_note(run, _("còn %llu byte dưới DCO, không mở được ở đây: huỷ ổ"),
			 (unsigned long long)can->dco_bytes);
	if (can->hidden == HIDDEN_UNKNOWN)
		run_note(run, _("vùng ẩn: không hỏi được ổ"));
	note_areas(run);
}

static const char *now(struct arena *arena)
{
	char text[CLOCK_TEXT_MAX];

	clock_text(text);
	return arena_str(arena, text);
}

void wipe_disk_run(struct wipe_disk *ret, struct arena *arena, const struct wipe_target *target,
		   const struct root *root, const struct wipe_watcher *watcher)
{
	struct run run = {.root = root, .target = target, .watcher = watcher};
	struct err err = {0};
	int fd = -1, r;

	*ret = (struct wipe_disk){.disk = arena_str(arena, target->label),
				  .medium = wipe_medium_key(target->medium),
				  .level = "none",
				  .started_at = now(arena),
				  .clock_ok = clock_unix_ms() > WIPE_CLOCK_FLOOR_MS,
				  .result = WIPE_FAILED,
				  .bytes = (int64_t)target->bytes,
				  .hidden = wipe_hidden_key(target->can.hidden)};
	wipe_device_path(run.path, sizeof(run.path), root, target->name);
	r = wipe_device_open(target, root, &fd, &err);
	if (r < 0) {
		run_note(&run, "%s", err.text);
	} else {
		note_state(&run);
		r = try_ways(&run, ret, arena, fd);
		close(fd);
	}
	if (r == -ECANCELED) {
		run_note(&run, _("bị dừng giữa chừng"));
		ret->result = WIPE_UNKNOWN;
	}
	if (r == 0 && ret->verify_result == WIPE_OK)
		ret->result = WIPE_OK;
	ret->finished_at = now(arena);
	ret->note = run.note.len ? arena_str(arena, buf_text(&run.note)) : NULL;
	buf_done(&run.said);
	buf_done(&run.note);
}
