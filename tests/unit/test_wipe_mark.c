/* A disk that locked itself against writing, and a tool that says it erased and did nothing: never
 * told as wiped. The disk is a plain file in a made-up tree; only pwrite() is not what it seems. */
#include "probe_tree.h"
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

/* The disk of a tree that has one. */
static void find(const struct tree *tree, struct wipe_target *ret)
{
	struct wipe_targets *all = calloc(1, sizeof(*all));
	struct err err;

	assert_non_null(all);
	assert_int_equal(wipe_targets_read(all, &tree->root, NULL, &err), 0);
	assert_int_equal(all->count, 1);
	*ret = all->list[0];
	free(all);
}

static void grow(struct tree *tree)
{
	static const char *const disk = "sys/devices/pci0000:00/ata1/host0/target0/0/block/sda";
	char name[512], text[32];

	tree_new(tree);
	snprintf(text, sizeof(text), "%lld\n", (long long)BYTES / 512);
	snprintf(name, sizeof(name), "%s/size", disk);
	tree_file(tree, name, text);
	snprintf(name, sizeof(name), "%s/removable", disk);
	tree_file(tree, name, "0\n");
	snprintf(name, sizeof(name), "../%s", disk + strlen("sys/"));
	tree_link(tree, "sys/block/sda", name);
	tree_file(tree, "dev/sda", "somebody was here");
	tree_name(tree, "dev/sda", name);
	assert_int_equal(truncate(name, BYTES), 0);
}

static void what_was_never_marked_is_never_wiped(void **state)
{
	static const struct wipe_watcher watcher = {doing, at, stopped, NULL};
	AUTO(buf_done) struct buf path = {0};
	struct wipe_target target;
	struct tree tree;
	char name[512];

	(void)state;
	grow(&tree);
	find(&tree, &target);
	target.medium = MEDIUM_SSD;
	target.ways[0] = WAY_ATA_SANITIZE_CRYPTO;
	target.ways[1] = WAY_ATA_ERASE_ENHANCED;
	target.way_count = 2;
	tree_file(&tree, "bin/hdparm",
		  "#!/bin/sh\necho '    Last Sanitize Operation Completed Without Error'\n");
	tree_name(&tree, "bin/hdparm", name);
	assert_int_equal(chmod(name, 0700), 0);
	buf_printf(&path, "%s/bin:%s", tree.path, getenv("PATH"));
	assert_int_equal(setenv("PATH", buf_text(&path), 1), 0);
	for (writes = WRITES_DROPPED; writes <= WRITES_REFUSED; writes++) {
		AUTO(arena_done) struct arena arena = {0};
		struct wipe_disk disk;

		wipe_disk_run(&disk, &arena, &target, &tree.root, &watcher);
		assert_int_equal(disk.result, WIPE_FAILED);
		assert_int_not_equal(disk.verify_result, WIPE_OK);
		assert_string_equal(disk.level, "none");
		assert_non_null(strstr(disk.note, "dấu thử"));
	}
	tree_done(&tree);
}

/* The same name, place and size; only who it is differs. */
static void another_disk_is_not_opened(void **state)
{
	struct wipe_target target;
	struct tree tree;
	struct err err;
	int fd = -1;

	(void)state;
	grow(&tree);
	find(&tree, &target);
	assert_int_equal(wipe_device_open(&target, &tree.root, &fd, &err), 0);
	close(fd);
	target.id[0] = target.id[0] == '0' ? '1' : '0';
	assert_int_equal(wipe_device_open(&target, &tree.root, &fd, &err), -EXDEV);
	tree_done(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_was_never_marked_is_never_wiped),
		cmocka_unit_test(another_disk_is_not_opened),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
