/* The store under bad texts, bad files, a full disk, two writers and a kill. */
#include "store_help.h"

#include <signal.h>
#include <sys/file.h>
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/stat.h>

static const struct record_kind *device(void)
{
	return record_kind_find("device");
}

static int set_one(struct bed *bed, const char *id, const char *name, const char *value)
{
	return store_set(bed->store, device(), id, &name, &value, 1, &bed->err);
}

struct shown {
	char id[UUID_TEXT_MAX];
	struct buf note;
};

static int show(void *user, const struct record_kind *kind, const struct record *record)
{
	struct shown *shown = user;

	snprintf(shown->id, sizeof(shown->id), "%s", record->id);
	for (size_t i = 0; i < kind->field_count; i++)
		if (str_eq(kind->fields[i].name, "note") && record->values[i])
			buf_add_str(&shown->note, record->values[i]);
	return 0;
}

static void opened_again_and_twice(void **state)
{
	struct bed *bed = *state, other = *bed;
	struct store_saved saved, again;
	uint64_t count = 0;

	save(bed, &thinkpad, &saved);
	bed_close(bed);
	bed_open(bed);
	assert_int_equal(save(bed, &thinkpad, &again), STORE_SAME);
	bed_open(&other);
	assert_int_equal(save(&other, &thinkpad, &again), STORE_SAME);
	assert_int_equal(set_one(&other, saved.tag, "note", "từ chương trình kia"), 0);
	assert_int_equal(store_count(bed->store, device(), "kia", &count, &bed->err), 0);
	assert_int_equal(count, 1);
	bed_close(&other);
	assert_int_equal(bed_number(bed, "PRAGMA user_version"), 2);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM meta WHERE key IN ('bench_id', "
					 "'epoch')"), 2);
}

static void hostile_texts(void **state)
{
	static const char *const kept[] = {
		"'; DROP TABLE device; --", "\"\\\"%_", "\xe2\x80\xae ngược", "🖥 máy",
	};
	static const struct {
		const char *name, *value;
		int code;
	} refused[] = {
		{"note", "\xff\xfe", -EILSEQ}, {"note", "hai\ndòng", -EINVAL},
		{"note", "\033[31m", -EINVAL}, {"kind", "spaceship", -EINVAL},
		{"tag", "ABCDEFG", -EINVAL}, {"id", "x", -EINVAL}, {"n", "1", -EINVAL},
		{"no\"te", "x", -EINVAL},
	};
	struct bed *bed = *state;
	struct store_saved saved;
	char *long_text = malloc((1 << 20) + 1);

	assert_non_null(long_text);
	memset(long_text, 'a', 1 << 20);
	long_text[1 << 20] = '\0';
	save(bed, &thinkpad, &saved);
	for (size_t i = 0; i < ARRAY_LEN(kept); i++) {
		struct shown shown = {.note = {0}};

		assert_int_equal(set_one(bed, saved.tag, "note", kept[i]), 0);
		assert_int_equal(store_get(bed->store, device(), saved.tag, show, &shown,
					   &bed->err), 0);
		assert_string_equal(buf_text(&shown.note), kept[i]);
		buf_done(&shown.note);
	}
	for (size_t i = 0; i < ARRAY_LEN(refused); i++) {
		assert_int_equal(set_one(bed, saved.tag, refused[i].name, refused[i].value),
				 refused[i].code);
		assert_non_null(strstr(bed->err.text, refused[i].name));
	}
	assert_int_equal(set_one(bed, saved.tag, "note", long_text), -EFBIG);
	long_text[64 << 10] = '\0';
	assert_int_equal(set_one(bed, saved.tag, "note", long_text), 0);
	assert_int_equal(set_one(bed, long_text, "note", "x"), -ENOENT);
	assert_int_equal(set_one(bed, "", "note", "x"), -ENOENT);
	assert_int_equal(set_one(bed, "%", "note", "x"), -ENOENT);
	free(long_text);
}

static void rows_by_beginning_of_id(void **state)
{
	struct bed *bed = *state;
	struct store_saved one, two;
	struct shown shown = {.note = {0}};
	char part[UUID_TEXT_MAX];

	save(bed, &thinkpad, &one);
	save_as(bed, &thinkpad, "new", &two);
	snprintf(part, sizeof(part), "%.30s", one.device_id);
	assert_int_equal(store_get(bed->store, device(), part, show, &shown, &bed->err), 0);
	assert_string_equal(shown.id, one.device_id);
	assert_int_equal(store_get(bed->store, device(), "0", show, &shown, &bed->err), -ENOTUNIQ);
	assert_int_equal(store_get(bed->store, device(), "f", show, &shown, &bed->err), -ENOENT);
	/* One wrong symbol, or two swapped, is no tag. */
	one.tag[6] = one.tag[6] == 'A' ? 'B' : 'A';
	assert_int_equal(store_get(bed->store, device(), one.tag, show, &shown, &bed->err),
			 -ENOENT);
}

static void inspections_are_checked_and_only_added(void **state)
{
	static const char *const names[] = {"result"}, *const values[] = {"ok"};
	const struct record_kind *kind = record_kind_find("inspection");
	struct bed *bed = *state;
	struct facts facts = {0};
	struct store_saved saved;

	save(bed, &thinkpad, &saved);
	assert_int_equal(store_inspect(bed->store, saved.tag, "screen", "bad", "Lan", "vết nứt",
				       &bed->err), 0);
	assert_int_equal(store_inspect(bed->store, saved.tag, "screen", "ok", "Minh", NULL,
				       &bed->err), 0);
	assert_int_equal(store_inspect(bed->store, saved.tag, "screen", "maybe", "Lan", NULL,
				       &bed->err), -EINVAL);
	assert_int_equal(store_inspect(bed->store, saved.tag, "Screen!", "ok", "Lan", NULL,
				       &bed->err), -EINVAL);
	assert_int_equal(store_inspect(bed->store, saved.tag, "screen", "ok", "", NULL,
				       &bed->err), -EINVAL);
	assert_int_equal(store_inspect(bed->store, "nobody", "screen", "ok", "Lan", NULL,
				       &bed->err), -ENOENT);
	assert_int_equal(store_inspections(bed->store, saved.tag, &facts, &bed->err), 0);
	assert_int_equal(facts.count, 1);
	assert_string_equal(facts.list[0].text, "ok");
	assert_non_null(strstr(facts.list[0].source, "Minh"));
	facts_done(&facts);
	assert_int_equal(store_set(bed->store, kind, "0", names, values, 1, &bed->err), -EPERM);
}

static void verdicts_follow_the_newest_snapshot(void **state)
{
	static struct plan plan = {.id = "other-plan", .sha256 = "ff00"};
	struct verdict verdict = {.plan = &plan, .word = VERDICT_PASS, .measured = VERDICT_PASS};
	static const char *const names[] = {"model"}, *const values[] = {"không dò"};
	struct bed *bed = *state;
	struct store_saved saved;
	AUTO(buf_done) struct buf json = {0};
	char id[UUID_TEXT_MAX];

	save(bed, &thinkpad, &saved);
	assert_int_equal(store_save_verdict(bed->store, saved.device_id, &verdict, &bed->err), 0);
	assert_int_equal(store_save_verdict(bed->store, saved.device_id, &verdict, &bed->err), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM verdict"), 2);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device WHERE verdict = 'pass' AND "
					 "plan = 'other-plan'"), 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM verdict WHERE plan_sha256 = 'ff00' "
					 "AND json LIKE '%other-plan%'"), 1);
	assert_int_equal(store_add(bed->store, device(), names, values, 1, id, &bed->err), 0);
	assert_int_equal(store_latest_snapshot(bed->store, id, &json, &bed->err), -ENOENT);
	assert_int_equal(store_save_verdict(bed->store, id, &verdict, &bed->err), -ENOENT);
}

/* ---- writers --------------------------------------------------------------------------------------- */

static _Noreturn void write_many(const char *file, int count, int report)
{
	struct bed bed = {0};
	static const char *const names[] = {"model"}, *const values[] = {"máy"};

	snprintf(bed.file, sizeof(bed.file), "%s", file);
	if (store_open(&bed.store, file, STORE_READ_WRITE, &bed.err) < 0)
		_exit(1);
	for (int i = 0; i < count; i++) {
		char id[UUID_TEXT_MAX];

		if (store_add(bed.store, device(), names, values, 1, id, &bed.err) < 0)
			_exit(2);
		if (report >= 0 && write(report, id, sizeof(id)) != sizeof(id))
			_exit(3);
	}
	store_close(bed.store);
	_exit(0);
}

static void two_processes_write_at_once(void **state)
{
	struct bed *bed = *state;
	pid_t writers[2];
	int status;

	for (size_t i = 0; i < 2; i++) {
		writers[i] = fork();
		if (writers[i] == 0)
			write_many(bed->file, 300, -1);
	}
	for (size_t i = 0; i < 2; i++) {
		assert_int_equal(waitpid(writers[i], &status, 0), writers[i]);
		assert_int_equal(status, 0);
	}
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device"), 600);
	assert_int_equal(bed_number(bed, "SELECT count(DISTINCT tag) FROM device"), 600);
	assert_int_equal(bed_number(bed, "SELECT max(seq) = count(*) FROM outbox"), 1);
}

static void check_killed(struct bed *bed, int report)
{
	char id[UUID_TEXT_MAX];
	int committed = 0;

	bed_open(bed);
	while (read(report, id, sizeof(id)) == sizeof(id)) {
		struct shown shown = {.note = {0}};

		assert_int_equal(store_get(bed->store, device(), id, show, &shown, &bed->err), 0);
		committed++;
	}
	assert_true(committed > 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device"),
			 bed_number(bed, "SELECT count(*) FROM outbox"));
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device"),
			 bed_number(bed, "SELECT count(*) FROM search_row"));
	bed_close(bed);
}

static void kill_loses_nothing_that_was_told(void **state)
{
	struct bed *bed = *state;

	bed_close(bed);
	for (int round = 0; round < 8; round++) {
		int ends[2], status;
		pid_t writer;

		assert_int_equal(pipe(ends), 0);
		writer = fork();
		if (writer == 0)
			write_many(bed->file, 100000, ends[1]);
		close(ends[1]);
		usleep(20000 + 17000 * (unsigned)round);
		kill(writer, SIGKILL);
		waitpid(writer, &status, 0);
		check_killed(bed, ends[0]);
		close(ends[0]);
	}
	bed_open(bed);
}

static void busy_is_said(void **state)
{
	struct bed *bed = *state;
	struct store_saved saved;
	char lock[300];
	int fd;

	save(bed, &thinkpad, &saved);
	snprintf(lock, sizeof(lock), "%s.lock", bed->file);
	fd = open(lock, O_RDWR);
	assert_true(fd >= 0);
	assert_int_equal(flock(fd, LOCK_EX), 0);
	assert_int_equal(set_one(bed, saved.tag, "note", "x"), -EBUSY);
	assert_null(strchr(bed->err.text, '\n'));
	close(fd);
	assert_int_equal(set_one(bed, saved.tag, "note", "x"), 0);
}

/* ---- files -------------------------------------------------------------------------------------------- */

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
	if (mount("tmpfs", folder, "tmpfs", 0, "size=1m") < 0)
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
	assert_int_equal(atol(buf_text(&out)), expected);
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
	assert_int_equal(store_restore(copy.file, bed->file, &bed->err), 0);
	/* The program that has the old file open must not write there unseen. */
	assert_int_equal(set_one(bed, saved.tag, "note", "x"), -ESTALE);
	bed_close(bed);
	bed_open(bed);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device"), 1);
	assert_int_equal(save(bed, &thinkpad, &saved), STORE_SAME);
	assert_int_equal(store_restore(bed->file, bed->file, &bed->err), -EINVAL);
	assert_int_equal(store_restore("/nonexistent", bed->file, &bed->err), -ENOENT);
	write_at(copy.file, 5000, "hỏng hỏng hỏng hỏng", 24);
	write_at(copy.file, 24, "\0\0\0\0\0\0\0\0", 8);
	write_at(copy.file, 100, "xxxxxxxx", 8);
	assert_int_equal(store_restore(copy.file, bed->file, &bed->err), -EBADMSG);
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
	assert_int_equal(store_restore(copy.file, bed->file, &bed->err), 0);
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

static void default_file(void **state)
{
	char file[256];
	struct err err;

	(void)state;
	unsetenv("HOTROIT_DB");
	setenv("XDG_DATA_HOME", "/x", 1);
	assert_int_equal(store_default_file(NULL, file, sizeof(file), &err), 0);
	assert_string_equal(file, "/x/hotroit/hotroit.db");
	setenv("HOTROIT_DB", "/y.db", 1);
	assert_int_equal(store_default_file(NULL, file, sizeof(file), &err), 0);
	assert_string_equal(file, "/y.db");
	assert_int_equal(store_default_file("z", file, sizeof(file), &err), 0);
	assert_string_equal(file, "z");
	assert_int_equal(store_default_file("long", file, 3, &err), -ENAMETOOLONG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED_TEST(opened_again_and_twice),
		BED_TEST(hostile_texts),
		BED_TEST(rows_by_beginning_of_id),
		BED_TEST(inspections_are_checked_and_only_added),
		BED_TEST(verdicts_follow_the_newest_snapshot),
		BED_TEST(two_processes_write_at_once),
		BED_TEST(kill_loses_nothing_that_was_told),
		BED_TEST(busy_is_said),
		BED_TEST(full_disk_loses_nothing),
		BED_TEST(read_only_file_and_folder),
		BED_TEST(strange_files_are_refused),
		BED_TEST(flipped_bytes),
		BED_TEST(backup_and_restore),
		BED_TEST(restored_epoch_is_new_and_the_old_file_is_kept),
		cmocka_unit_test(default_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
