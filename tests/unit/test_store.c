/* The store's verbs under bad texts, two writers and a kill. */
#include "store_help.h"
#include "store_priv.h"

#include <poll.h>
#include <signal.h>
#include <sys/file.h>

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
	assert_int_equal(bed_number(bed, "PRAGMA user_version"), db_latest_version());
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

/* Numbers and keys, never words or decimal commas of the language that the program ran in. */
static void what_is_kept_is_in_no_language(void **state)
{
	static struct rule rule = {.id = "laptop.memory", .label = "RAM"};
	static struct plan plan = {.id = "plan", .sha256 = "00ff"};
	struct finding finding = {.rule = &rule, .outcome = OUTCOME_UNKNOWN, .measured = "3,54 GB",
				  .reason = "chưa rõ"};
	const struct verdict verdict = {.plan = &plan, .word = VERDICT_REVIEW, .count = 1,
					.measured = VERDICT_REVIEW, .findings = &finding};
	struct bed *bed = *state;
	struct store_saved saved;

	save(bed, &thinkpad, &saved);
	assert_int_equal(store_save_verdict(bed->store, saved.device_id, &verdict, &bed->err), 0);
	finding.measured = "3.54 GB";
	finding.reason = "not known";
	assert_int_equal(store_save_verdict(bed->store, saved.device_id, &verdict, &bed->err), 0);
	assert_int_equal(bed_number(bed, "SELECT memory FROM device"), 3800000000);
	assert_int_equal(bed_number(bed, "SELECT storage FROM device"), 160041885696);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM verdict WHERE outcomes = "
					 "'{\"laptop.memory\":\"unknown\"}'"), 1);
}

static void shown_value(const char *field, const char *value, const char *expected)
{
	AUTO(buf_done) struct buf text = {0};

	record_show_value(&text, record_field_find(device(), field), value);
	assert_string_equal(buf_text(&text), expected);
}

static void numbers_are_shown_in_their_unit(void **state)
{
	(void)state;
	text_start("vi");
	shown_value("memory", "3800000000", "3,54 GB");
	shown_value("memory", "268435456", "256 MB");
	shown_value("storage", "160041885696", "160 GB");
	shown_value("storage", "5500000000", "5,5 GB");
	shown_value("verdict", "fail", "Không đạt");
	shown_value("note", "1,5 GB", "1,5 GB");
	shown_value("memory", NULL, "");
	text_start("en");
	shown_value("memory", "3800000000", "3.54 GB");
	shown_value("verdict", "fail", "Fail");
	text_start("vi");
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
					 "AND plan = 'other-plan'"), 1);
	assert_int_equal(store_add(bed->store, device(), names, values, 1, id, &bed->err), 0);
	assert_int_equal(store_latest_snapshot(bed->store, id, &json, &bed->err), -ENOENT);
	assert_int_equal(store_save_verdict(bed->store, id, &verdict, &bed->err), -ENOENT);
}

/* ---- writers ------------------------------------------------------------- */

static _Noreturn void write_many(const char *file, int count, int report)
{
	struct bed bed = {0};
	static const char *const names[] = {"model"}, *const values[] = {"máy"};

	snprintf(bed.file, sizeof(bed.file), "%s", file);
	if (store_open(&bed.store, file, STORE_READ_WRITE, &bed.err) < 0)
		_exit(1);
	for (int i = 0; i < count; i++) {
		char id[UUID_TEXT_MAX];
		int r, tries = 0;

		/* Who is told that the book is busy tries again; on a slow machine that happens. */
		do
			r = store_add(bed.store, device(), names, values, 1, id, &bed.err);
		while (r == -EBUSY && ++tries < 40);
		if (r < 0)
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
			 bed_number(bed, "SELECT count(*) FROM outbox WHERE tbl = 'device'"));
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device"),
			 bed_number(bed, "SELECT count(*) FROM audit"));
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
		/* Only once it has told of something: a busy machine is slow to start. */
		poll(&(struct pollfd){.fd = ends[0], .events = POLLIN}, 1, 60000);
		usleep(17000 * (unsigned)round);
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
		BED_TEST(what_is_kept_is_in_no_language),
		cmocka_unit_test(numbers_are_shown_in_their_unit),
		BED_TEST(verdicts_follow_the_newest_snapshot),
		BED_TEST(two_processes_write_at_once),
		BED_TEST(kill_loses_nothing_that_was_told),
		BED_TEST(busy_is_said),
		cmocka_unit_test(default_file),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
