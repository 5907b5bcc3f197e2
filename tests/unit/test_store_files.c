/* The store's file: full disk, read only, damaged, foreign, newer; copies and their return. */
#include "store_help.h"

#include <sys/mount.h>

static void full_disk_loses_nothing(void **state)
{
	struct bed *bed = *state;
	struct bed small = {0};
	struct machine machine = thinkpad;
	struct store_saved saved;
	char folder[128];
	int r = 0;

	if (geteuid() != 0)
		skip();
	snprintf(folder, sizeof(folder), "%s/small", bed->dir);
	assert_int_equal(mkdir(folder, 0700), 0);
	if (mount("tmpfs", folder, "tmpfs", 0, "size=2m") < 0)
		skip();
	snprintf(small.file, sizeof(small.file), "%s/bench.db", folder);
	bed_open(&small);
	for (int i = 0; i < 2000 && r == 0; i++) {
		struct snapshot snapshot;
		char serial[32];

		snprintf(serial, sizeof(serial), "SECRET%d", i);
		machine.serial = machine.uuid = machine.board = machine.disk = serial;
		machine_snapshot(&snapshot, &machine);
		r = store_save_snapshot(small.store, &snapshot, NULL, NULL, &saved, &small.err);
		snapshot_done(&snapshot);
	}
	assert_int_equal(r, -ENOSPC);
	assert_null(strstr(small.err.text, "SECRET"));
	assert_int_equal(bed_number(&small, "SELECT count(*) FROM device"),
			 bed_number(&small, "SELECT count(*) FROM snapshot"));
	assert_int_equal(bed_number(&small, "SELECT count(*) FROM outbox WHERE tbl = 'device'"),
			 bed_number(&small, "SELECT count(*) FROM device"));
	assert_int_equal(mount("tmpfs", folder, "tmpfs", MS_REMOUNT, "size=8m"), 0);
	save_as(&small, &thinkpad, NULL, &saved);
	bed_close(&small);
	assert_int_equal(umount(folder), 0);
}

/* Root may write anything: the child that looks gives it up. */
static void as_nobody(struct bed *bed, int (*fn)(const char *file))
{
	pid_t child;
	int status;

	assert_int_equal(chmod(bed->dir, 0755), 0);
	child = fork();
	if (child == 0) {
		if (geteuid() == 0 && (setgid(65534) < 0 || setuid(65534) < 0))
			_exit(99);
		_exit(fn(bed->file));
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_int_equal(WEXITSTATUS(status), 0);
}

static int look_read_only(const char *file)
{
	struct store *store = NULL;
	struct err err;
	uint64_t count = 0;

	if (store_open(&store, file, STORE_READ_WRITE, &err) != -EROFS)
		return 1;
	if (store_open(&store, file, STORE_READ_ONLY, &err) < 0)
		return 2;
	if (store_count(store, device(), "thinkpad", &count, &err) < 0 || count != 1)
		return 3;
	if (store_inspect(store, "x", "screen", "ok", "Lan", NULL, &err) != -EROFS)
		return 4;
	store_close(store);
	return 0;
}

static void read_only_file_and_folder(void **state)
{
	struct bed *bed = *state;
	struct store_saved saved;
	char folder[128];

	save(bed, &thinkpad, &saved);
	bed_close(bed);
	snprintf(folder, sizeof(folder), "%s/a", bed->dir);
	chmod(folder, 0755);
	snprintf(folder, sizeof(folder), "%s/a/b", bed->dir);
	chmod(folder, 0555);
	chmod(bed->file, 0444);
	as_nobody(bed, look_read_only);
	chmod(folder, 0755);
	/* As a copied file: no log and no lock beside it. */
	for (int i = 0; i < 3; i++) {
		static const char *const ends[] = {"-wal", "-shm", ".lock"};
		char name[300];

		snprintf(name, sizeof(name), "%s%s", bed->file, ends[i]);
		unlink(name);
	}
	chmod(folder, 0555);
	as_nobody(bed, look_read_only);
	chmod(folder, 0755);
	chmod(bed->file, 0600);
	bed_open(bed);
}

static void write_at(const char *file, off_t at, const void *data, size_t len)
{
	int fd = open(file, O_WRONLY | O_CREAT, 0600);

	assert_true(fd >= 0);
	assert_int_equal(pwrite(fd, data, len, at), len);
	close(fd);
}

static void count_bad(void *user, enum store_health health, const char *what, const char *cure)
{
	assert_non_null(what);
	assert_true(health == STORE_GOOD || cure);
	if (health == STORE_BAD)
		++*(int *)user;
}

static int doctor_bad(struct bed *bed)
{
	int bad = 0;

	assert_int_equal(store_doctor(bed->file, count_bad, &bad, &bed->err), 0);
	return bad;
}

static void strange_files_are_refused(void **state)
{
	struct bed *bed = *state;
	struct bed other = *bed;
	sqlite3 *db;

	assert_int_equal(doctor_bad(bed), 0);
	snprintf(other.file, sizeof(other.file), "%s/not.db", bed->dir);
	write_at(other.file, 0, "xin chào, đây không phải cơ sở dữ liệu", 40);
	assert_int_equal(store_open(&other.store, other.file, STORE_READ_WRITE, &other.err),
			 -EBADMSG);
	assert_int_equal(doctor_bad(&other), 1);
	snprintf(other.file, sizeof(other.file), "%s/foreign.db", bed->dir);
	assert_int_equal(sqlite3_open(other.file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "CREATE TABLE t (a)", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(store_open(&other.store, other.file, STORE_READ_WRITE, &other.err),
			 -EBADMSG);
	snprintf(other.file, sizeof(other.file), "%s/none.db", bed->dir);
	assert_int_equal(store_open(&other.store, other.file, STORE_READ_ONLY, &other.err),
			 -ENOENT);
	assert_int_equal(store_doctor(other.file, count_bad, NULL, &other.err), -ENOENT);
	assert_int_equal(store_open(&other.store, bed->dir, STORE_READ_WRITE, &other.err),
			 -EISDIR);
	bed_close(bed);
	assert_int_equal(sqlite3_open(bed->file, &db), SQLITE_OK);
	assert_int_equal(sqlite3_exec(db, "PRAGMA user_version = 99", NULL, NULL, NULL), SQLITE_OK);
	sqlite3_close(db);
	assert_int_equal(store_open(&bed->store, bed->file, STORE_READ_WRITE, &bed->err), -EPROTO);
	assert_int_equal(store_open(&bed->store, bed->file, STORE_READ_ONLY, &bed->err), -EPROTO);
	assert_int_equal(doctor_bad(bed), 1);
	bed->store = NULL;
}

/* Flipped bytes anywhere: an error or an answer, never a crash, and the doctor sees damage. */
static void flipped_bytes(void **state)
{
	struct bed *bed = *state;
	struct machine machine = thinkpad;
	struct store_saved saved;
	struct stat size;
	unsigned seed = 7;
	int seen = 0;

	for (int i = 0; i < 40; i++) {
		char serial[32];

		snprintf(serial, sizeof(serial), "SERIAL%d", i);
		machine.serial = machine.uuid = machine.board = machine.disk = serial;
		save(bed, &machine, &saved);
	}
	bed_close(bed);
	assert_int_equal(stat(bed->file, &size), 0);
	for (int i = 0; i < 60; i++) {
		const struct store_query query = {.words = "thinkpad"};
		off_t page = i == 0 ? 0 : 4096 * (off_t)(rand_r(&seed) % (size.st_size / 4096));
		unsigned char junk[64], old[64];
		struct shown shown = {.note = {0}};
		int fd = open(bed->file, O_RDONLY);

		/* Half of them where a page tells its own shape, half anywhere. */
		page += rand_r(&seed) % (i % 2 ? 4032 : 8);
		assert_int_equal(pread(fd, old, sizeof(old), page), sizeof(old));
		close(fd);
		for (size_t j = 0; j < sizeof(junk); j++)
			junk[j] = (unsigned char)rand_r(&seed);
		write_at(bed->file, page, junk, sizeof(junk));
		seen += doctor_bad(bed) > 0;
		if (store_open(&bed->store, bed->file, STORE_READ_WRITE, &bed->err) == 0) {
			if (store_list(bed->store, device(), &query, show, &shown, &bed->err) < 0)
				assert_null(strstr(bed->err.text, "SERIAL"));
			if (store_get(bed->store, device(), saved.tag, show, &shown, &bed->err) < 0)
				assert_null(strstr(bed->err.text, "SERIAL"));
			store_close(bed->store);
		}
		bed->store = NULL;
		write_at(bed->file, page, old, sizeof(old));
		buf_done(&shown.note);
	}
	assert_true(seen >= 25);
	bed_open(bed);
	assert_int_equal(doctor_bad(bed), 0);
}

static void no_stray_files(const char *dir, int expected)
{
	char command[320];
	const char *const list[] = {"sh", "-c", command, NULL};
	AUTO(buf_done) struct buf out = {0};
	int status;

	snprintf(command, sizeof(command), "ls %s | wc -l", dir);
	assert_int_equal(proc_run(list, 5000, 100, &out, &status, NULL), 0);
	assert_int_equal(strtol(buf_text(&out), NULL, 10), expected);
}

static void backup_and_restore(void **state)
{
	struct bed *bed = *state;
	struct bed copy = *bed;
	struct store_saved saved;
	struct machine other = thinkpad;
	char folder[128];

	save(bed, &thinkpad, &saved);
	snprintf(folder, sizeof(folder), "%s/copies", bed->dir);
	assert_int_equal(mkdir(folder, 0700), 0);
	snprintf(copy.file, sizeof(copy.file), "%s/one.db", folder);
	assert_int_equal(store_backup(bed->store, copy.file, &bed->err), 0);
	no_stray_files(folder, 1);
	assert_int_equal(store_backup(bed->store, copy.file, &bed->err), -EEXIST);
	no_stray_files(folder, 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM meta WHERE key = 'backup_at'"), 1);
	other.serial = other.uuid = other.board = other.disk = "LATER";
	other.model = "ThinkPad X220";
	save(bed, &other, &saved);
	assert_int_equal(store_restore(copy.file, bed->file, NULL, &bed->err), 0);
	/* The program that has the old file open must not write there unseen. */
	assert_int_equal(set_one(bed, saved.tag, "note", "x"), -ESTALE);
	bed_close(bed);
	bed_open(bed);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device"), 1);
	assert_int_equal(save(bed, &thinkpad, &saved), STORE_SAME);
	assert_int_equal(store_restore(bed->file, bed->file, NULL, &bed->err), -EINVAL);
	assert_int_equal(store_restore("/proc/none", bed->file, NULL, &bed->err), -ENOENT);
	write_at(copy.file, 5000, "hỏng hỏng hỏng hỏng", 24);
	write_at(copy.file, 24, "\0\0\0\0\0\0\0\0", 8);
	write_at(copy.file, 100, "xxxxxxxx", 8);
	assert_int_equal(store_restore(copy.file, bed->file, NULL, &bed->err), -EBADMSG);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device"), 1);
}

static void restored_epoch_is_new_and_the_old_file_is_kept(void **state)
{
	struct bed *bed = *state;
	struct bed copy = *bed;
	struct store_saved saved;
	char command[640];
	const char *const list[] = {"sh", "-c", command, NULL};
	AUTO(buf_done) struct buf out = {0};
	int status;

	save(bed, &thinkpad, &saved);
	snprintf(copy.file, sizeof(copy.file), "%s/one.db", bed->dir);
	assert_int_equal(store_backup(bed->store, copy.file, &bed->err), 0);
	assert_int_equal(set_one(bed, saved.tag, "note", "sau khi sao lưu"), 0);
	assert_int_equal(store_restore(copy.file, bed->file, NULL, &bed->err), 0);
	bed_close(bed);
	snprintf(command, sizeof(command), "cat %s/a/b/bench.db.2*", bed->dir);
	assert_int_equal(proc_run(list, 5000, 8 << 20, &out, &status, NULL), 0);
	assert_non_null(memmem(out.data, out.len, "sau khi", 7));
	snprintf(command, sizeof(command), "cmp -s %s %s", copy.file, bed->file);
	assert_int_equal(proc_run(list, 5000, 100, &out, &status, NULL), 0);
	assert_int_not_equal(status, 0);
	bed_open(bed);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device WHERE note IS NULL"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED_TEST(full_disk_loses_nothing),
		BED_TEST(read_only_file_and_folder),
		BED_TEST(strange_files_are_refused),
		BED_TEST(flipped_bytes),
		BED_TEST(backup_and_restore),
		BED_TEST(restored_epoch_is_new_and_the_old_file_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
