/* Files under a root directory that nothing can leave: openat2(2), RESOLVE_IN_ROOT, Landlock. */
#include "base.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/landlock.h>
#include <linux/openat2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

int root_open(struct root *ret_root, const char *path, struct err *err)
{
	struct stat root_stat, host_stat;
	int fd = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);

	if (fd < 0)
		return err_set(err, errno,
			       "%s: không mở được thư mục (%s); kiểm tra lại đường dẫn sau --root",
			       path, err_why(errno));
	*ret_root = (struct root){.fd = fd};
	/* It fits: the kernel opens no longer one. */
	snprintf(ret_root->path, sizeof(ret_root->path), "%s", path);
	ret_root->is_host = fstat(fd, &root_stat) == 0 && stat("/", &host_stat) == 0 &&
			    root_stat.st_dev == host_stat.st_dev &&
			    root_stat.st_ino == host_stat.st_ino;
	return 0;
}

void root_done(struct root *root)
{
	if (root->fd >= 0)
		close(root->fd);
	root->fd = -1;
}

int root_openat(const struct root *root, const char *path, int flags)
{
	/* RESOLVE_NO_MAGICLINKS: /proc/self/fd links in a recorded tree must not leave it. */
	struct open_how how = {
		.flags = (unsigned)(flags | O_CLOEXEC),
		.resolve = (unsigned)RESOLVE_IN_ROOT | RESOLVE_NO_MAGICLINKS,
	};
	long fd = syscall(SYS_openat2, root->fd, path, &how, sizeof(how));

	return fd < 0 ? -errno : (int)fd;
}

int root_read(const struct root *root, const char *path, size_t max, struct buf *ret)
{
	int fd = root_openat(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	size_t before = ret->len;
	char block[4096];
	int result = 0;

	if (fd < 0)
		return fd;
	for (;;) {
		ssize_t got = read(fd, block, sizeof(block));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			result = -errno;
		if (got <= 0)
			break;
		if (ret->len - before + (size_t)got > max) {
			result = -EFBIG;
			break;
		}
		buf_add(ret, block, (size_t)got);
		/* An attribute comes in one piece: spare the second read that would say so. */
		if ((size_t)got < sizeof(block) && root->is_host && str_starts(path, "sys/"))
			break;
	}
	close(fd);
	return result;
}

int root_read_host(const char *file, size_t max, struct buf *ret)
{
	AUTO(root_done) struct root root = {.fd = -1};
	char whole[PATH_MAX];
	int r;

	if (*file != '/' && !realpath(file, whole))
		return -errno;
	if (*file != '/')
		file = whole;
	r = root_open(&root, "/", NULL);
	return r < 0 ? r : root_read(&root, file + strspn(file, "/"), max, ret);
}

int root_line(const struct root *root, const char *path, char *ret, size_t size)
{
	int fd = root_openat(root, path, O_RDONLY | O_NONBLOCK | O_NOCTTY);
	char block[1024];
	char *line, *end;
	ssize_t got;

	if (fd < 0)
		return fd;
	got = read(fd, block, sizeof(block) - 1);
	if (got < 0)
		got = -errno;
	close(fd);
	if (got < 0)
		return (int)got;
	block[got] = '\0';
	end = memchr(block, '\n', (size_t)got);
	if (end)
		*end = '\0';
	if (memchr(block, '\0', (size_t)got) != (end ? end : NULL))
		return -EBADMSG;
	if (!end && (size_t)got == sizeof(block) - 1)
		return -EBADMSG;
	line = str_trim(block);
	if (!*line)
		return -ENODATA;
	if (strlen(line) >= size)
		return -EBADMSG;
	memcpy(ret, line, strlen(line) + 1);
	return 0;
}

int root_u64(const struct root *root, const char *path, uint64_t *ret)
{
	char line[32];
	int r = root_line(root, path, line, sizeof(line));

	if (r < 0)
		return r;
	return str_to_u64(line, str_starts(line, "0x") ? 16 : 10, ret) ? 0 : -EBADMSG;
}

#define ROOT_NAMES_MAX 8192

static int by_version(const void *a, const void *b)
{
	return strverscmp(*(const char *const *)a, *(const char *const *)b);
}

/* Names as they come, in the arena: count, array and its room. */
struct names {
	const char **list;
	size_t count, cap;
};

static void names_add(struct names *names, struct arena *arena, const char *name)
{
	if (names->count == names->cap) {
		const char **grown = arena_alloc(arena, (names->cap * 2 + 16) * sizeof(*grown));

		if (names->count)
			memcpy(grown, names->list, names->count * sizeof(*grown));
		names->list = grown;
		names->cap = names->cap * 2 + 16;
	}
	names->list[names->count++] = arena_str(arena, name);
}

int root_list(const struct root *root, const char *path, struct arena *arena,
	      const char *const **ret_names, size_t *ret_count)
{
	int fd = root_openat(root, path, O_RDONLY | O_DIRECTORY);
	_Alignas(struct dirent64) char block[16384];
	struct names names = {0};
	ssize_t got = 0;

	if (fd < 0)
		return fd;
	/* Straight from the kernel: opendir(3) would cost three more calls a folder. */
	while (names.count < ROOT_NAMES_MAX && (got = getdents64(fd, block, sizeof(block))) > 0) {
		for (char *p = block; p < block + got; p += ((struct dirent64 *)p)->d_reclen)
			if (((struct dirent64 *)p)->d_name[0] != '.')
				names_add(&names, arena, ((struct dirent64 *)p)->d_name);
	}
	if (got < 0)
		got = -errno;
	close(fd);
	if (got < 0)
		return (int)got;
	if (names.count)
		qsort(names.list, names.count, sizeof(*names.list), by_version);
	*ret_names = names.list;
	*ret_count = names.count;
	return 0;
}

int root_link(const struct root *root, const char *path, char *ret, size_t size)
{
	int fd = root_openat(root, path, O_PATH | O_NOFOLLOW);
	ssize_t got;

	if (fd < 0)
		return fd;
	got = readlinkat(fd, "", ret, size);
	if (got < 0)
		got = -errno;
	close(fd);
	if (got < 0)
		return (int)got;
	if ((size_t)got >= size)
		return -ENAMETOOLONG;
	ret[got] = '\0';
	return 0;
}

bool root_exists(const struct root *root, const char *path)
{
	int fd = root_openat(root, path, O_PATH);

	if (fd < 0)
		return false;
	close(fd);
	return true;
}

int root_confine_thread(const struct root *root)
{
	struct landlock_ruleset_attr attr = {
		.handled_access_fs = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR |
				     LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_WRITE_FILE,
	};
	struct landlock_path_beneath_attr beneath = {
		.allowed_access = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR,
		.parent_fd = root->fd,
	};
	int result = 0;
	int ruleset;

	if (root->is_host)
		return 0;
	ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);
	if (ruleset < 0)
		return -ENOSYS;
	if (syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) < 0 ||
	    prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    syscall(SYS_landlock_restrict_self, ruleset, 0) < 0)
		result = -errno;
	close(ruleset);
	return result;
}
