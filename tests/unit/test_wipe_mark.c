/* A disk that locked itself against writing, and a tool that says it erased and did nothing: never
 * told as wiped. The disk is a plain file in a made-up tree; only pwrite() is not what it seems. */
#include "wipe.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define BYTES (INT64_C(3) << 20)

enum writes { WRITES_DROPPED, WRITES_REFUSED };

static enum writes writes;

/* In place of that of the C library. */
ssize_t pwrite(int fd, const void *data, size_t len, off_t at)
{
	(void)fd;
	(void)data;
	(void)at;
	if (writes == WRITES_DROPPED)
		return (ssize_t)len;
	errno = EIO;
	return -1;
}

static void put(const char *folder, const char *name, const char *text, mode_t mode)
{
	char path[PATH_MAX];
	FILE *file;

	snprintf(path, sizeof(path), "%s/%s", folder, name);
	file = fopen(path, "w");
	assert_non_null(file);
	assert_true(fputs(text, file) >= 0);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, mode), 0);
}

static void doing(void *user, const char *what)
{
	(void)user;
	(void)what;
}

static void at(void *user, uint64_t done, uint64_t total)
{
	(void)user;
	(void)done;
	(void)total;
}

static bool stopped(void *user)
{
	(void)user;
	return false;
}

static void wipe(const char *folder, struct wipe_disk *ret, struct arena *arena)
{
	static const struct wipe_watcher watcher = {doing, at, stopped, NULL};
	struct wipe_target target = {.name = "sda",
				     .label = "MODEL",
				     .medium = MEDIUM_SSD,
				     .bytes = BYTES,
				     .ways = {WAY_ATA_SANITIZE_CRYPTO, WAY_ATA_ERASE_ENHANCED},
				     .way_count = 2};
	struct root root;
	struct err err;

	assert_int_equal(root_open(&root, folder, &err), 0);
	wipe_disk_run(ret, arena, &target, &root, &watcher);
	root_done(&root);
}

static void what_was_never_marked_is_never_wiped(void **state)
{
	char folder[] = "/tmp/hotroit-mark-XXXXXX", path[PATH_MAX];

	(void)state;
	assert_non_null(mkdtemp(folder));
	snprintf(path, sizeof(path), "%s/dev", folder);
	assert_int_equal(mkdir(path, 0700), 0);
	put(folder, "dev/sda", "somebody was here", 0600);
	snprintf(path, sizeof(path), "%s/dev/sda", folder);
	assert_int_equal(truncate(path, BYTES), 0);
	put(folder, "hdparm",
	    "#!/bin/sh\necho '    Last Sanitize Operation Completed Without Error'\n", 0700);
	assert_int_equal(setenv("PATH", folder, 1), 0);
	for (writes = WRITES_DROPPED; writes <= WRITES_REFUSED; writes++) {
		AUTO(arena_done) struct arena arena = {0};
		struct wipe_disk disk;

		wipe(folder, &disk, &arena);
		assert_int_equal(disk.result, WIPE_FAILED);
		assert_int_not_equal(disk.verify_result, WIPE_OK);
		assert_string_equal(disk.level, "none");
		assert_non_null(strstr(disk.note, "dấu thử"));
	}
	assert_int_equal(unlink(path), 0);
	snprintf(path, sizeof(path), "%s/dev", folder);
	assert_int_equal(rmdir(path), 0);
	snprintf(path, sizeof(path), "%s/hdparm", folder);
	assert_int_equal(unlink(path), 0);
	assert_int_equal(rmdir(folder), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_never_marked_is_never_wiped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
