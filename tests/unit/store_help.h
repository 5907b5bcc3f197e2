/* What the store's tests share: a folder of their own, small machines, a verdict by hand. */
#ifndef HOTROIT_TEST_STORE_HELP_H
#define HOTROIT_TEST_STORE_HELP_H

#include "store.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>
#include <sqlite3.h>

struct bed {
	char dir[64], file[256];
	struct store *store;
	struct err err;
};

static inline void bed_open(struct bed *bed)
{
	if (store_open(&bed->store, bed->file, STORE_READ_WRITE, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

static inline void bed_close(struct bed *bed)
{
	store_close(bed->store);
	bed->store = NULL;
}

static inline int bed_make(void **state)
{
	struct bed *bed = calloc(1, sizeof(*bed));

	assert_non_null(bed);
	snprintf(bed->dir, sizeof(bed->dir), "/tmp/hotroit-store-XXXXXX");
	assert_non_null(mkdtemp(bed->dir));
	snprintf(bed->file, sizeof(bed->file), "%s/a/b/bench.db", bed->dir);
	bed_open(bed);
	*state = bed;
	return 0;
}

static inline int bed_drop(void **state)
{
	struct bed *bed = *state;
	const char *const rm[] = {"rm", "-rf", bed->dir, NULL};
	AUTO(buf_done) struct buf out = {0};
	int status;

	bed_close(bed);
	assert_int_equal(proc_run(rm, 10000, 100, &out, &status, NULL), 0);
	free(bed);
	return 0;
}

#define BED_TEST(name) cmocka_unit_test_setup_teardown(name, bed_make, bed_drop)

/* One number straight from the file, past the store. */
static inline int64_t bed_number(struct bed *bed, const char *sql)
{
	sqlite3_stmt *stmt;
	sqlite3 *db;
	int64_t number;

	assert_int_equal(sqlite3_open(bed->file, &db), SQLITE_OK);
	if (sqlite3_prepare_v2(db, sql, -1, &stmt, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	assert_int_equal(sqlite3_step(stmt), SQLITE_ROW);
	number = sqlite3_column_int64(stmt, 0);
	sqlite3_finalize(stmt);
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_close(db);
	return number;
}

struct machine {
	const char *vendor, *model, *cpu, *serial, *uuid, *board, *disk;
	int64_t memory, disk_size;
	const char *taken_at;
	bool unread; /* identity could not be read */
};

static inline void put_mark(struct facts *facts, const char *key, const char *value, bool unread)
{
	if (value)
		facts_text(facts, key, value, "test");
	else if (unread)
		facts_unreadable(facts, key, "cần quyền root");
	else
		facts_absent(facts, key, NULL);
}

static inline void machine_snapshot(struct snapshot *ret, const struct machine *machine)
{
	struct facts facts = {0};

	facts_text(&facts, "device.vendor", machine->vendor, "SMBIOS type 1");
	facts_text(&facts, "device.model", machine->model, "SMBIOS type 1");
	facts_text(&facts, "cpu.model", machine->cpu, "/proc/cpuinfo");
	facts_int(&facts, "memory.usable", machine->memory, "/proc/meminfo");
	put_mark(&facts, "device.serial", machine->serial, machine->unread);
	put_mark(&facts, "device.uuid", machine->uuid, machine->unread);
	put_mark(&facts, "device.board_serial", machine->board, machine->unread);
	facts_text(&facts, "disk.0.role", "internal", "sysfs");
	facts_int(&facts, "disk.0.size", machine->disk_size, "sysfs");
	facts_int(&facts, "storage.largest", machine->disk_size, "sysfs");
	put_mark(&facts, "disk.0.serial", machine->disk, false);
	*ret = (struct snapshot){
		.facts = facts,
		.device = {.id = "host", .kind = "laptop", .transport = "host"},
		.taken_at = machine->taken_at ? machine->taken_at : "2026-11-22T20:30:00+07:00",
		.probe_version = "0",
	};
	snapshot_freeze(ret);
}

static const struct machine thinkpad = {
	.vendor = "LENOVO", .model = "ThinkPad X201", .cpu = "Intel(R) Core(TM) i5 CPU M 520",
	.serial = "R9AAAAA", .uuid = "11111111-2222-3333-4444-555555555555", .board = "1ZAAA00",
	.disk = "WD-AAA111", .memory = 3800000000, .disk_size = 160041885696,
};

static inline void save_as(struct bed *bed, const struct machine *machine, const char *device,
			   struct store_saved *ret_saved)
{
	static struct plan plan = {.id = "gia-lam-2021", .sha256 = "00ff"};
	struct verdict verdict = {.plan = &plan, .word = VERDICT_REVIEW, .measured = VERDICT_PASS};
	struct snapshot snapshot;

	machine_snapshot(&snapshot, machine);
	if (store_save_snapshot(bed->store, &snapshot, &verdict, device, ret_saved, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
	snapshot_done(&snapshot);
}

static inline enum store_match save(struct bed *bed, const struct machine *machine,
				    struct store_saved *ret_saved)
{
	save_as(bed, machine, NULL, ret_saved);
	return ret_saved->match;
}

static inline const struct record_kind *device(void)
{
	return record_kind_find("device");
}

static inline int set_one(struct bed *bed, const char *id, const char *name, const char *value)
{
	return store_set(bed->store, device(), id, &name, &value, 1, &bed->err);
}

/* What show(), a store_row_fn, saw. */
struct shown {
	char id[UUID_TEXT_MAX];
	struct buf note;
};

static inline int show(void *user, const struct record_kind *kind, const struct record *record)
{
	struct shown *shown = user;
	const char *note = record_value(kind, record, "note");

	snprintf(shown->id, sizeof(shown->id), "%s", record->id);
	if (note)
		buf_add_str(&shown->note, note);
	return 0;
}

#endif
