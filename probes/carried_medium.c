/* A stick's partition or image: where it is mounted, else by mtools, else by udisks2. */
#include "carried_priv.h"

#include "model.h"
#include "mounts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#define TOOL_MS 60000
#define SECTOR 512
#define TABLE_AT 446
#define COPIED_BYTES_MAX (64u << 20) /* twice the partition that packaging/live/build makes */

struct medium {
	const struct root *root;
	const char *path;
	struct stat about;
};

/* As seen from the root. */
static const char *inside(const char *path)
{
	return path + strspn(path, "/");
}

static int fail(const struct err *err)
{
	fprintf(stderr, "hotroit-probe: %s\n", err->text);
	return err_exit_code(err->code);
}

/* Runs a tool; its own words are of no use to a volunteer. */
static int run_for(const char *const *argv, struct buf *ret_said, struct err *err)
{
	int status = 0, r = proc_run(argv, TOOL_MS, COPIED_BYTES_MAX, ret_said, &status, err);

	if (r == 0 && status != 0)
		r = err_set(err, EIO, "%s", argv[0]);
	return r;
}

static int run(const char *const *argv, struct err *err)
{
	AUTO(buf_done) struct buf said = {0};

	return run_for(argv, &said, err);
}

/* ---- mounted -------------------------------------------------------------------------------- */

static bool find_mounted(const struct medium *medium, struct arena *arena, const char **ret)
{
	struct mount *mounts;
	size_t count;

	if (mounts_read(medium->root, arena, &mounts, &count) < 0)
		return false;
	for (size_t i = 0; i < count; i++)
		if (mounts[i].major == major(medium->about.st_rdev) &&
		    mounts[i].minor == minor(medium->about.st_rdev)) {
			*ret = mounts[i].point;
			return true;
		}
	return false;
}

static int read_mounting(const struct medium *medium, struct err *err)
{
	const char *mount[] = {"udisksctl", "mount", "--no-user-interaction", "-b", medium->path,
			       "-o", "ro", NULL};
	const char *unmount[] = {"udisksctl", "unmount", "--no-user-interaction", "-b",
				 medium->path, NULL};
	AUTO(arena_done) struct arena arena = {0};
	struct err later;
	const char *point;
	int r = run(mount, err);

	if (r < 0)
		return err_set(err, r == -ENOENT ? ENOENT : EACCES,
			       _("%s: chưa được gắn: mở USB trong trình quản lý tệp, hoặc chạy "
				 "bằng sudo"),
			       medium->path);
	r = find_mounted(medium, &arena, &point)
		    ? carried_folder(point, true, err)
		    : err_set(err, EIO, _("%s: không gắn được; rút ra cắm lại"), medium->path);
	if (run(unmount, &later) < 0)
		log_debug("the stick stays mounted");
	return r;
}

/* ---- not mounted: mtools(1) ----------------------------------------------------------------- */

static unsigned little16(const unsigned char *p)
{
	return p[0] | (unsigned)p[1] << 8;
}

static uint32_t little32(const unsigned char *p)
{
	return (uint32_t)p[0] | (uint32_t)p[1] << 8 | (uint32_t)p[2] << 16 | (uint32_t)p[3] << 24;
}

static bool is_fat(const unsigned char *sector)
{
	return memcmp(sector + 54, "FAT", 3) == 0 || memcmp(sector + 82, "FAT32", 5) == 0;
}

/* Reads what is AT; false: not all of a sector. */
static bool read_sector(const struct medium *medium, uint64_t at, unsigned char ret[SECTOR])
{
	int fd = root_openat(medium->root, inside(medium->path), O_RDONLY);
	ssize_t got = fd < 0 ? -1 : pread(fd, ret, SECTOR, (off_t)at);

	if (fd >= 0)
		close(fd);
	return got == SECTOR;
}

/* Where the file system begins, in bytes: at once, or at the first FAT partition of a table as
 * packaging/live/build writes it. */
static int find_start(const struct medium *medium, uint64_t *ret, struct err *err)
{
	static const unsigned char types[] = {0x01, 0x04, 0x06, 0x0b, 0x0c, 0x0e};
	unsigned char sector[SECTOR];

	if (!read_sector(medium, 0, sector) || sector[510] != 0x55 || sector[511] != 0xaa)
		return err_set(err, EBADMSG,
			       _("%s: không phải USB của hotroit hay bản chép của nó"),
			       medium->path);
	*ret = 0;
	for (size_t i = 0; i < 4 && !is_fat(sector) && !*ret; i++) {
		const unsigned char *entry = sector + TABLE_AT + i * 16;

		if (memchr(types, entry[4], sizeof(types)))
			*ret = (uint64_t)little32(entry + 8) * SECTOR;
	}
	if (!*ret && !is_fat(sector))
		return err_set(err, EBADMSG, _("%s: không có phân vùng HOTROIT"), medium->path);
	return 0;
}

/* Does the medium end before the file system that begins at START? mtools reads what is missing as
 * blank: a folder that was cut off would be one that holds nothing. */
static bool is_cut(const struct medium *medium, uint64_t start)
{
	int fd = root_openat(medium->root, inside(medium->path), O_RDONLY);
	off_t end = fd < 0 ? -1 : lseek(fd, 0, SEEK_END);
	unsigned char sector[SECTOR];
	uint64_t bytes;

	if (fd >= 0)
		close(fd);
	if (end < 0)
		return false;
	if ((uint64_t)end < start + SECTOR)
		return true;
	if (!read_sector(medium, start, sector) || !is_fat(sector))
		return false;
	/* The numbers at 11, 19 and 32 of a FAT's first sector: bytes a sector; the sectors, or 0
	 * when they are too many for sixteen bits; the sectors. */
	bytes = little16(sector + 19);
	if (!bytes)
		bytes = little32(sector + 32);
	bytes *= little16(sector + 11);
	return bytes > (uint64_t)end - start;
}

static void drop(const char *folder)
{
	AUTO(root_done) struct root own = {.fd = -1};
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	struct err err;
	size_t count;

	if (root_open(&own, folder, &err) == 0 &&
	    root_list(&own, ".", &arena, &names, &count) == 0)
		for (size_t i = 0; i < count; i++)
			unlinkat(own.fd, names[i], 0);
	if (rmdir(folder) < 0)
		log_debug("%s stays: %d", folder, errno);
}

/* "        3 files           1 934 567 bytes", as mdir ends a list: 1934567. The most of
 * LISTED. Files of a broken medium may share what they hold, and are more than it has room for. */
static uint64_t most_bytes(const char *listed)
{
	uint64_t most = 0;

	while ((listed = strstr(listed, " file"))) {
		uint64_t bytes = 0;

		listed += strcspn(listed + 1, " ") + 1;
		for (; strspn(listed, " 0123456789"); listed++)
			if (*listed != ' ')
				bytes = bytes * 10 + (uint64_t)(*listed - '0');
		most = bytes > most ? bytes : most;
	}
	return most;
}

/* Only what is ours, and no folders: a broken one may hold itself. */
static int copy_kinds(const char *image, const char *into, struct err *err)
{
	const char *list[] = {"mdir", "-b", "-i", image, "::hotroit", NULL};
	const char *weigh[8] = {"mdir", "-i", image};
	const char *copy[8] = {"mcopy", "-n", "-i", image};
	AUTO(buf_done) struct buf names = {0}, sizes = {0};
	size_t count = 0;
	int r = run_for(list, &names, err);

	if (r < 0)
		return r;
	if (strcasestr(buf_text(&names), ".json\n"))
		copy[4 + count++] = "::hotroit/*.json";
	if (strcasestr(buf_text(&names), ".sha256\n"))
		copy[4 + count++] = "::hotroit/*.sha256";
	if (!count)
		return 0;
	memcpy(weigh + 3, copy + 4, count * sizeof(*copy));
	copy[4 + count] = into;
	r = run_for(weigh, &sizes, err);
	if (r == 0 && most_bytes(buf_text(&sizes)) > COPIED_BYTES_MAX)
		r = err_set(err, EFBIG, "%s", image);
	return r < 0 ? r : run(copy, err);
}

static int copy_out(const struct medium *medium, uint64_t start, const char *folder,
		    struct err *err)
{
	/* It must not fill this machine's disk with a file that claims to be endless. */
	const struct rlimit limit = {COPIED_BYTES_MAX, COPIED_BYTES_MAX};
	AUTO(buf_done) struct buf image = {0}, into = {0};
	int r;

	buf_printf(&image, "%s@@%llu", medium->path, (unsigned long long)start);
	buf_printf(&into, "%s/", folder);
	setrlimit(RLIMIT_FSIZE, &limit);
	setenv("MTOOLS_SKIP_CHECK", "1", 1);
	setenv("MTOOLSRC", "/dev/null", 1);
	r = copy_kinds(buf_text(&image), buf_text(&into), err);
	if (r == -ENOENT)
		return err_set(err, ENOENT,
			       _("%s: cần gói mtools để đọc: sudo apt install mtools"),
			       medium->path);
	return r < 0 ? err_set(err, EIO,
			       _("%s: không đọc được thư mục hotroit; USB hỏng hay không phải của "
				 "hotroit"),
			       medium->path)
		     : 0;
}

static int read_unmounted(const struct medium *medium, struct err *err)
{
	char folder[] = "/tmp/hotroit-XXXXXX";
	struct err later;
	uint64_t start = 0;
	int r = find_start(medium, &start, err);

	if (r < 0)
		return r;
	if (!mkdtemp(folder))
		return err_set(err, errno, _("%s: không tạo được (%s)"), folder, err_why(errno));
	r = copy_out(medium, start, folder, err);
	/* What could be read of a stick that was pulled out, or is going bad, counts. */
	if (carried_folder(folder, true, &later) < 0 && r == 0)
		r = err_set(err, later.code, "%s", later.text);
	drop(folder);
	if (is_cut(medium, start))
		r = err_set(err, EBADMSG,
			    _("%s: ảnh đĩa bị cắt, chỉ đọc được một phần: chép lại"),
			    medium->path);
	return r;
}

/* ---- which ---------------------------------------------------------------------------------- */

static bool can_read(const struct medium *medium)
{
	int fd = root_openat(medium->root, inside(medium->path), O_RDONLY);

	if (fd >= 0)
		close(fd);
	return fd >= 0;
}

static int read_medium(const struct medium *medium, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *point;

	if (S_ISDIR(medium->about.st_mode))
		return carried_folder(medium->path, false, err);
	if (S_ISBLK(medium->about.st_mode) && find_mounted(medium, &arena, &point))
		return carried_folder(point, true, err);
	if (S_ISBLK(medium->about.st_mode) && !can_read(medium))
		return read_mounting(medium, err);
	if (S_ISBLK(medium->about.st_mode) || S_ISREG(medium->about.st_mode))
		return read_unmounted(medium, err);
	return err_set(err, EINVAL, _("%s: không phải ổ, thư mục hay ảnh đĩa"), medium->path);
}

int carried_print(const struct root *root, const char *path)
{
	struct medium medium = {.root = root, .path = path};
	int fd = root_openat(root, inside(path), O_PATH | O_CLOEXEC), r;
	struct err err;

	if (fd < 0) {
		err_set(&err, -fd, _("%s: không mở được (%s)"), path, err_why(-fd));
		return fail(&err);
	}
	r = fstat(fd, &medium.about) < 0 ? err_set(&err, errno, "%s: %s", path, err_why(errno))
					 : read_medium(&medium, &err);
	close(fd);
	return r < 0 ? fail(&err) : EXIT_PASS;
}
