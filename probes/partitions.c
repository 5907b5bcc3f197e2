/* The child that reads one disk's partition table. */
#include "partitions.h"

#include "plug_parted.h"

#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <linux/landlock.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

/* libparted opens for writing when it may, and closing such a descriptor makes udev look at the
 * disk again. Without Landlock that is all that happens: nothing here writes. */
void partitions_give_up_writing(void)
{
	struct landlock_ruleset_attr attr = {.handled_access_fs = LANDLOCK_ACCESS_FS_WRITE_FILE};
	int ruleset = (int)syscall(SYS_landlock_create_ruleset, &attr, sizeof(attr), 0);

	if (ruleset < 0)
		return;
	if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) < 0 ||
	    syscall(SYS_landlock_restrict_self, ruleset, 0) < 0)
		log_debug("partitions: the kernel does not let us give up writing");
	close(ruleset);
}

int partitions_open(const struct root *root, const char *disk)
{
	char inside[128];
	struct stat about;
	int fd;

	if (strchr(disk, '/') || strlen(disk) >= sizeof(inside) - 8)
		return -EINVAL;
	snprintf(inside, sizeof(inside), "dev/%s", disk);
	fd = root_openat(root, inside, O_RDONLY | O_NONBLOCK);
	if (fd < 0)
		return fd;
	if (fstat(fd, &about) < 0 ||
	    !(S_ISREG(about.st_mode) || (root->is_host && S_ISBLK(about.st_mode)))) {
		close(fd);
		return -EINVAL;
	}
	return fd;
}

/* Its first bytes, before anything that may take time on a slow machine. libparted would take a
 * disk that gives nothing for one with nothing on it. */
static int try_reading(int fd)
{
	char sector[512];
	ssize_t got = pread(fd, sector, sizeof(sector), 0);

	if (got != sizeof(sector))
		return got < 0 ? -errno : -EIO;
	puts(PARTITIONS_READ);
	return fflush(stdout) == 0 ? 0 : -EIO;
}

static enum exit_code print_report(const struct parted_report *report)
{
	printf(PARTITIONS_TABLE "%s%s\n", *report->table ? " " : "", report->table);
	if (report->damaged)
		puts(PARTITIONS_DAMAGED);
	for (size_t i = 0; i < report->count; i++)
		printf(PARTITIONS_PART " %s\n", report->part[i]);
	return fflush(stdout) == 0 ? EXIT_PASS : EXIT_IO;
}

int partitions_print(const struct root *root, const char *disk)
{
	const struct rlimit no_core = {0, 0};
	struct parted_report report;
	const void *table;
	char path[64];
	int fd, r;

	setrlimit(RLIMIT_CORE, &no_core);
	/* libparted turns the UTF-16 names of partitions into the locale's own letters. */
	setlocale(LC_CTYPE, "C.UTF-8");
	fd = partitions_open(root, disk);
	r = fd < 0 ? fd : try_reading(fd);
	if (r < 0)
		return (int)err_exit_code(-r);
	/* The descriptor stays open: the path is only good as long as it is. */
	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	if (plugin_open("parted", "plug_parted", &table, NULL) < 0)
		return EXIT_UNAVAILABLE;
	partitions_give_up_writing();
	r = ((const struct plug_parted *)table)->read(path, &report);
	return r < 0 ? (int)err_exit_code(-r) : (int)print_report(&report);
}
