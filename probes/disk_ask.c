/*
 * Asks every disk about its health and its partitions, all at once, through child processes: one
 * that does not answer in time is cut off and costs the others nothing.
 */
#include "disk_priv.h"
#include "partitions.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWER_MAX (256u << 10)
#define ASK_COUNT_MAX ((size_t)DISK_COUNT_MAX * 2)

enum ask_what { ASK_SMART, ASK_PARTITIONS };

struct ask {
	unsigned n; /* the disk's number */
	enum ask_what what;
	struct proc proc;
	struct buf answer;
	bool done;
	int result; /* 0, -ENOENT (no such program), -ETIMEDOUT, -EFBIG */
	int status; /* as of waitpid */
};

struct asks {
	struct ask list[ASK_COUNT_MAX];
	size_t count;
};

static void ask(struct asks *asks, unsigned n, enum ask_what what, const char *const *argv)
{
	struct ask *new = &asks->list[asks->count++];

	*new = (struct ask){.n = n, .what = what, .proc = {.pid = -1, .out = -1, .note = -1}};
	new->result = proc_start(&new->proc, argv, NULL);
	new->done = new->result < 0;
}

static void finish(struct ask *asked, int result)
{
	asked->done = true;
	asked->result = asked->answer.len > ANSWER_MAX ? -EFBIG : result;
	proc_stop(&asked->proc);
}

/* Waits for news from any child, at most until DEADLINE; false when all are done. */
static bool wait_for_news(struct asks *asks, int64_t deadline)
{
	struct pollfd fds[ASK_COUNT_MAX * 2];
	int64_t left = deadline - clock_mono_ms();
	int limit = left > 0 ? (int)left : 0;
	size_t open = 0;

	for (size_t i = 0; i < asks->count; i++) {
		struct ask *asked = &asks->list[i];

		if (asked->done)
			continue;
		fds[open++] = (struct pollfd){.fd = asked->proc.out, .events = POLLIN};
		fds[open++] = (struct pollfd){.fd = asked->proc.note, .events = POLLIN};
		/* Its pipes close a moment before it has ended. */
		if (asked->proc.out < 0 && limit > 1)
			limit = 1;
	}
	if (open)
		(void)poll(fds, open, limit);
	return open > 0;
}

static void collect(struct asks *asks, int64_t deadline)
{
	while (wait_for_news(asks, deadline)) {
		bool late = clock_mono_ms() >= deadline;

		for (size_t i = 0; i < asks->count; i++) {
			struct ask *asked = &asks->list[i];

			if (asked->done)
				continue;
			/* Has it ended? Asked first: what it wrote before is then in the pipe. */
			bool ended = proc_ended(&asked->proc, &asked->status);

			proc_take(&asked->proc.out, ANSWER_MAX, &asked->answer);
			proc_take(&asked->proc.note, 0, NULL);
			if (ended || asked->answer.len > ANSWER_MAX)
				finish(asked, 0);
			else if (late)
				finish(asked, -ETIMEDOUT);
		}
	}
}

static void add_smart(struct facts *facts, const struct ask *asked)
{
	if (asked->result == -ETIMEDOUT)
		disk_smart_unreadable(facts, asked->n, _("SMART: ổ không trả lời trong 3 giây"));
	else if (asked->result < 0)
		disk_smart_unreadable(facts, asked->n,
				      _("SMART: chưa có smartctl; cài gói smartmontools"));
	else
		disk_smart_add(facts, asked->n, buf_text(&asked->answer), asked->answer.len);
}

static const char *why_no_partitions(const struct ask *asked)
{
	if (asked->result == -ETIMEDOUT)
		return _("phân vùng: ổ không trả lời trong 3 giây");
	if (asked->result < 0)
		return _("phân vùng: không chạy được hotroit-probe");
	/* libparted ends its program on some tables */
	if (!WIFEXITED(asked->status) || WEXITSTATUS(asked->status) == EXIT_BAD_DATA)
		return _("phân vùng: bảng phân vùng hỏng, không đọc được");
	if (WEXITSTATUS(asked->status) == EXIT_UNAVAILABLE)
		return _("phân vùng: không nạp được lib/hotroit/parted.so; cài lại");
	if (WEXITSTATUS(asked->status) == EXIT_NOT_PERMITTED)
		return _("phân vùng: không được phép mở ổ; chạy lại bằng sudo");
	if (WEXITSTATUS(asked->status) == EXIT_IO)
		return _("phân vùng: ổ không đọc được, có thể đã hỏng");
	return _("phân vùng: không mở được ổ");
}

/* Whatever else became of it, a disk that has been read is not mute. */
static bool is_mute(const struct ask *asked)
{
	if (asked->answer.len && str_starts(buf_text(&asked->answer), PARTITIONS_READ))
		return false;
	return asked->result == -ETIMEDOUT ||
	       (asked->result == 0 && WIFEXITED(asked->status) &&
		WEXITSTATUS(asked->status) == EXIT_IO);
}

static void add_partitions(struct facts *facts, const struct ask *asked)
{
	if (asked->result == 0 && WIFEXITED(asked->status) && WEXITSTATUS(asked->status) == 0)
		disk_partitions_add(facts, asked->n, buf_text(&asked->answer));
	else
		disk_partitions_unreadable(facts, asked->n, why_no_partitions(asked));
}

/* A recorded tree keeps smartctl's answer beside the machine's own files. */
static void add_recorded_smart(struct facts *facts, unsigned n, const struct root *root,
			       const struct disk *disk)
{
	AUTO(buf_done) struct buf json = {0};
	char path[DISK_NAME_MAX + 32];
	int r;

	snprintf(path, sizeof(path), "hotroit/smartctl/%s.json", disk->name);
	r = root_read(root, path, ANSWER_MAX, &json);
	if (r == 0)
		disk_smart_add(facts, n, buf_text(&json), json.len);
	else
		disk_smart_unreadable(facts, n,
				      r == -ENOENT ? _("SMART: cây ghi lại không có SMART")
						   : _("SMART: tệp ghi lại không đọc được"));
}

/* "" when the disk can be asked, else why not. It is looked at and not opened: the kernel, which
 * may be reading its partitions, would keep us until a sick one has answered. */
static const char *why_no_access(const struct root *root, const struct disk *disk)
{
	char path[DISK_NAME_MAX + 8];
	int fd, r;

	snprintf(path, sizeof(path), "dev/%s", disk->name);
	fd = root_openat(root, path, O_PATH);
	if (fd < 0)
		return fd == -ENOENT ? _("không có tệp thiết bị trong /dev")
				     : _("không mở được ổ");
	r = faccessat(fd, "", R_OK, AT_EMPTY_PATH | AT_EACCESS);
	close(fd);
	return r == 0 ? "" : _("cần quyền root; chạy lại bằng sudo");
}

static void start_smart(struct facts *facts, struct asks *asks, unsigned n, const struct root *root,
			const struct disk *disk, const char *why)
{
	char device[DISK_NAME_MAX + 8];
	const char *argv[] = {"smartctl", "--json", "-H", "-A", "-i", device, NULL};
	const char *none = NULL;

	if (disk->card == DISK_CARD_EMMC) {
		disk_emmc_add(facts, n, root, disk);
		return;
	}
	if (str_eq(disk->bus, "mmc") || str_eq(disk->bus, "memstick"))
		none = _("thẻ nhớ không có SMART");
	else if (str_eq(disk->bus, "virtio") || str_eq(disk->bus, "xen"))
		none = _("ổ ảo không có SMART");
	if (none) {
		facts_absent(facts, facts_key(facts, "disk.%u.health", n), none);
		facts_absent(facts, facts_key(facts, "disk.%u.power_on_hours", n), none);
	} else if (!root->is_host) {
		add_recorded_smart(facts, n, root, disk);
	} else if (disk->role == DISK_BOOT_MEDIUM) {
		/* A stick that chokes on the question would take the running system with it. */
		disk_smart_unreadable(facts, n, _("ổ đang chạy hệ thống này, không hỏi SMART"));
	} else if (*why) {
		disk_smart_unreadable(facts, n, why);
	} else {
		snprintf(device, sizeof(device), "/dev/%s", disk->name);
		ask(asks, n, ASK_SMART, argv);
		/* A PATH inherited from a plain user lacks the sbin directories. */
		argv[0] = "/usr/sbin/smartctl";
		if (asks->list[asks->count - 1].result == -ENOENT) {
			asks->count--;
			ask(asks, n, ASK_SMART, argv);
		}
	}
}

static bool is_image(const struct root *root, const struct disk *disk)
{
	char path[DISK_NAME_MAX + 8];
	struct stat about;
	int fd;
	bool image;

	snprintf(path, sizeof(path), "dev/%s", disk->name);
	fd = root_openat(root, path, O_PATH);
	if (fd < 0)
		return false;
	image = fstat(fd, &about) == 0 && S_ISREG(about.st_mode);
	close(fd);
	return image;
}

static void start_partitions(struct facts *facts, struct asks *asks, unsigned n,
			     const struct root *root, const struct disk *disk, const char *why)
{
	char self[PATH_MAX];
	const char *argv[] = {self, "--partitions", disk->name, "--root", root->path, NULL};

	if (!root->is_host && !is_image(root, disk))
		why = _("cây ghi lại không có ảnh ổ");
	if (*why)
		disk_partitions_unreadable(facts, n, why);
	else if (path_beside("hotroit-probe", self, sizeof(self)) < 0)
		disk_partitions_unreadable(facts, n, _("không tìm thấy hotroit-probe"));
	else
		ask(asks, n, ASK_PARTITIONS, argv);
}

void disk_ask_add(struct facts *facts, const struct root *root, const struct disk_list *disks)
{
	struct asks *asks = calloc(1, sizeof(*asks));
	int64_t deadline = clock_mono_ms() + DISK_ASK_MS;

	for (unsigned i = 0; asks && i < disks->count; i++) {
		const struct disk *disk = &disks->list[i];
		const char *why = root->is_host ? why_no_access(root, disk) : "";

		start_smart(facts, asks, i, root, disk, why);
		start_partitions(facts, asks, i, root, disk, why);
	}
	if (asks)
		collect(asks, deadline);
	for (size_t i = 0; asks && i < asks->count; i++) {
		struct ask *asked = &asks->list[i];

		if (asked->what == ASK_SMART) {
			add_smart(facts, asked);
		} else {
			add_partitions(facts, asked);
			disks->list[asked->n].is_mute = is_mute(asked);
		}
		proc_stop(&asked->proc);
		buf_done(&asked->answer);
	}
	free(asks);
}
