/* Asking disks through child processes: one that sleeps, floods or dies costs the others nothing.
 * smartctl is a script of ours, first in PATH; the disks are image files. */
#include "disk_priv.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#define GOOD "{\"smartctl\":{},\"smart_status\":{\"passed\":true},\"power_on_time\":{\"hours\":12}}"

static const char script[] = "#!/bin/sh\n"
			     "for device; do :; done\n" /* the last argument */
			     "case $device in\n"
			     "/dev/sda) echo '{\"smartctl\":'; sleep 30 ;;\n"
			     "/dev/sdb) echo complaint >&2; echo '" GOOD "' ;;\n"
			     "/dev/sdc) exec yes ;;\n"
			     "/dev/sdd) kill -9 $$ ;;\n"
			     "/dev/sde) sleep 30 & echo '" GOOD "' ;;\n"
			     "esac\n";

struct bench {
	char dir[64];
	struct root root;
	struct facts facts;
};

static void put(const struct bench *bench, const char *path, const char *text, mode_t mode)
{
	int fd = openat(bench->root.fd, path, O_WRONLY | O_CREAT | O_CLOEXEC, mode);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, text, strlen(text)), strlen(text));
	close(fd);
}

static int setup(void **state)
{
	struct bench *bench = calloc(1, sizeof(*bench));
	char path[1024], sector[513];
	struct err err;

	assert_non_null(bench);
	memset(sector, ' ', sizeof(sector) - 1);
	sector[sizeof(sector) - 1] = '\0';
	snprintf(bench->dir, sizeof(bench->dir), "/tmp/hotroit-ask-XXXXXX");
	assert_non_null(mkdtemp(bench->dir));
	assert_int_equal(root_open(&bench->root, bench->dir, &err), 0);
	/* as on the machine itself: programs are asked, not recordings */
	bench->root.is_host = true;
	assert_int_equal(mkdirat(bench->root.fd, "dev", 0755), 0);
	put(bench, "smartctl", script, 0755);
	for (char name[] = "dev/sda"; name[6] <= 'e'; name[6]++)
		put(bench, name, name[6] == 'c' ? sector : "", 0644);
	snprintf(path, sizeof(path), "%s:%s", bench->dir, getenv("PATH"));
	setenv("PATH", path, 1);
	*state = bench;
	return 0;
}

static int teardown(void **state)
{
	struct bench *bench = *state;
	const char *const argv[] = {"rm", "-rf", bench->dir, NULL};
	int status;

	facts_done(&bench->facts);
	root_done(&bench->root);
	assert_int_equal(proc_run(argv, 5000, 0, NULL, &status, NULL), 0);
	free(bench);
	return 0;
}

static const struct fact *fact(const struct bench *bench, const char *key)
{
	const struct fact *found = facts_find(&bench->facts, key);

	if (!found)
		fail_msg("%s: no such fact", key);
	return found;
}

static void a_silent_disk_is_cut_off(void **state)
{
	struct disk disks[] = {{.name = "sda", .bus = "ata"}, {.name = "sdb", .bus = "ata"},
			       {.name = "sdc", .bus = "ata"}, {.name = "sdd", .bus = "ata"},
			       {.name = "sde", .bus = "ata"}, {.name = "sdz", .bus = "ata"}};
	const struct disk_list list = {.list = disks, .count = ARRAY_LEN(disks)};
	struct bench *bench = *state;
	int64_t start = clock_mono_ms(), took;

	disk_ask_add(&bench->facts, &bench->root, &list);
	took = clock_mono_ms() - start;
	assert_in_range(took, DISK_ASK_MS, DISK_ASK_MS + 800);
	assert_int_equal(fact(bench, "disk.0.health")->state, FACT_UNREADABLE);
	assert_non_null(strstr(fact(bench, "disk.0.health")->reason, "3 giây"));
	assert_string_equal(fact(bench, "disk.1.health")->text, "good");
	assert_int_equal(fact(bench, "disk.1.power_on_hours")->num, 12);
	assert_int_equal(fact(bench, "disk.2.health")->state, FACT_UNREADABLE);
	assert_int_equal(fact(bench, "disk.3.health")->state, FACT_UNREADABLE);
	/* it has answered; what it left running does not keep us */
	assert_string_equal(fact(bench, "disk.4.health")->text, "good");
	assert_int_equal(fact(bench, "disk.5.health")->state, FACT_UNREADABLE);
	/* an empty image gives nothing to read, and the last one has no device at all */
	assert_int_equal(fact(bench, "disk.1.table")->state, FACT_UNREADABLE);
	assert_int_equal(fact(bench, "disk.5.table")->state, FACT_UNREADABLE);
	assert_true(disks[1].is_mute);
	assert_false(disks[2].is_mute);
	assert_false(disks[5].is_mute);
}

static void the_running_systems_medium_is_left_alone(void **state)
{
	struct disk disk = {.name = "sdb", .bus = "usb", .role = DISK_BOOT_MEDIUM};
	const struct disk_list list = {.list = &disk, .count = 1};
	struct bench *bench = *state;

	disk_ask_add(&bench->facts, &bench->root, &list);
	assert_int_equal(fact(bench, "disk.0.health")->state, FACT_UNREADABLE);
}

/* In a recorded tree the answer is a file, and no program is run. */
static void a_recording_is_read_instead(void **state)
{
	struct disk disks[] = {{.name = "sda", .bus = "ata"}, {.name = "sdb", .bus = "ata"}};
	const struct disk_list list = {.list = disks, .count = ARRAY_LEN(disks)};
	struct bench *bench = *state;

	bench->root.is_host = false;
	mkdirat(bench->root.fd, "hotroit", 0755);
	mkdirat(bench->root.fd, "hotroit/smartctl", 0755);
	put(bench, "hotroit/smartctl/sda.json", GOOD, 0644);
	disk_ask_add(&bench->facts, &bench->root, &list);
	assert_string_equal(fact(bench, "disk.0.health")->text, "good");
	assert_int_equal(fact(bench, "disk.1.health")->state, FACT_UNREADABLE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_silent_disk_is_cut_off, setup, teardown),
		cmocka_unit_test_setup_teardown(the_running_systems_medium_is_left_alone, setup,
						teardown),
		cmocka_unit_test_setup_teardown(a_recording_is_read_instead, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
