/*
 * What a person typed of a phone: values as people write them, and how they weigh. The laws: a
 * typed fact is no measurement, replaces none, mends no measured failure; what nobody read or typed
 * does not pass.
 */
#include "assess.h"
#include "snapshots.h"

#include <errno.h>

static struct plan plan;

static int load_plan(void **state)
{
	(void)state;
	text_start("vi");
	read_plan(&plan);
	return 0;
}

static int drop_plan(void **state)
{
	(void)state;
	plan_done(&plan);
	return 0;
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

/* ---- values ---------------------------------------------------------------------------------- */

static void numbers_are_read_as_people_write_them(void **state)
{
	static const struct {
		const char *key, *value;
		int64_t wanted; /* -1: refused */
	} rows[] = {
		{"memory.usable", "2 GB", INT64_C(2) << 30},
		{"memory.usable", "2GB", INT64_C(2) << 30},
		{"memory.usable", " 2  gb ", INT64_C(2) << 30},
		{"memory.usable", "1,5 GB", INT64_C(3) << 29},
		{"memory.usable", "1.5 GiB", INT64_C(3) << 29},
		{"memory.usable", "512 MB", INT64_C(1) << 29},
		{"memory.usable", "1073741824 B", INT64_C(1) << 30},
		{"memory.usable", "2", -1},
		{"memory.usable", "2147483648", -1},
		{"memory.usable", "0 GB", -1},
		{"memory.usable", "-2 GB", -1},
		{"memory.usable", "2 TB", -1},
		{"memory.usable", "200 GB", -1},
		{"memory.usable", "2,0,0 GB", -1},
		{"memory.usable", "2, GB", -1},
		{"memory.usable", "hai GB", -1},
		{"memory.usable", "2 GB + 2 GB", -1},
		{"memory.usable", "99999999999999999999999999 B", -1},
		{"storage.total", "16 GB", INT64_C(16000000000)},
		{"storage.free", "8,5 GB", INT64_C(8500000000)},
		{"storage.free", "0 GB", 0},
		{"storage.free", "8.5GiB", INT64_C(9126805504)},
		{"storage.free", "6 PB", -1},
		{"battery.0.health", "83 %", 83},
		{"battery.0.health", "83", 83},
		{"battery.0.health", "101%", -1},
		{"camera.count", "3", 3},
		{"camera.count", "2,5", -1},
		{"camera.count", "3 cái", -1},
		{"cellular.generation", "4G", 4},
		{"cellular.generation", "5", 5},
		{"cellular.generation", "4.5G", -1},
		{"cellular.generation", "9", -1},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		AUTO(facts_done) struct facts typed = {0};
		struct err err = {0};
		int r = typed_read(&typed, rows[i].key, rows[i].value, "An", &err);

		if ((r == 0) != (rows[i].wanted >= 0))
			fail_msg("%s=%s: %d %s", rows[i].key, rows[i].value, r, err.text);
		if (r < 0) {
			assert_int_equal(r, -EINVAL);
			assert_null(strchr(err.text, '\n'));
			assert_int_equal(typed.count, 0);
		} else if (typed.list[0].num != rows[i].wanted) {
			fail_msg("%s=%s: %lld", rows[i].key, rows[i].value,
				 (long long)typed.list[0].num);
		}
	}
}

static void words_are_chosen_and_texts_cleaned(void **state)
{
	AUTO(facts_done) struct facts typed = {0};
	const struct fact *fact;
	struct err err;

	(void)state;
	assert_int_equal(typed_read(&typed, "os.name", "android", "An", &err), 0);
	assert_string_equal(facts_find(&typed, "typed.os.name")->text, "Android");
	assert_int_equal(typed_read(&typed, "device.kind", "laptop", "An", &err), -EINVAL);
	assert_int_equal(typed_read(&typed, "lock.account", "possible", "An", &err), -EINVAL);
	assert_int_equal(typed_read(&typed, "os.version", "bản mới", "An", &err), -EINVAL);
	assert_int_equal(typed_read(&typed, "os.sdk", "30", "An", &err), -EINVAL);
	assert_int_equal(typed_read(&typed, "check.screen", "ok", "An", &err), -EINVAL);
	assert_int_equal(typed_read(&typed, "device.serial", "1", "An", &err), -EINVAL);
	assert_int_equal(typed_read(&typed, "device.model", "A\033[2J\n\xff 1", "B\n\033c", &err),
			 0);
	fact = facts_find(&typed, "typed.device.model");
	assert_string_equal(fact->text, "A [2J \\xFF 1");
	assert_true(str_starts(fact->source, "người nhập: B c, 20"));
	assert_null(strpbrk(fact->source, "\n\033"));
	/* emptied: it is taken away */
	assert_int_equal(typed_read(&typed, "device.model", " ", "An", &err), 0);
	assert_int_equal(facts_find(&typed, "typed.device.model")->state, FACT_ABSENT);
}

static void versions_have_their_level(void **state)
{
	static const struct {
		const char *release;
		unsigned sdk;
	} rows[] = {
		{"4.4.2", 19}, {"4.4", 19}, {"4.1.2", 16}, {"2.3.6", 10}, {"8.1", 27},
		{"8.1.0", 27}, {"8", 26},   {"5", 21},     {"7.1.2", 25}, {"12", 31},
		{"9", 28},     {"10", 29},  {"16", 36},    {"17", 36},    {"4", 0},
		{"4.9", 0},    {"8.2", 0},  {"81", 0},     {"", 0},       {"x", 0},
		{"0", 0},      {"8x", 0},   {"99999999999999999999", 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (android_sdk_of(rows[i].release) != rows[i].sdk)
			fail_msg("%s: %u", rows[i].release, android_sdk_of(rows[i].release));
}

static void a_level_follows_only_for_android(void **state)
{
	AUTO(snapshot_done) struct snapshot android, unread;
	AUTO(facts_done) struct facts typed = {0};
	struct err err;

	(void)state;
	make_snapshot(&android, "mtp", LINES("os.name=Android"));
	make_snapshot(&unread, "mtp", LINES("os.name!unreadable"));
	assert_int_equal(typed_read(&typed, "os.version", "8.1", "An", &err), 0);
	assert_int_equal(typed_settle(&typed, &android, &err), 0);
	assert_int_equal(facts_find(&typed, "typed.os.sdk")->num, 27);
	assert_int_equal(typed_settle(&typed, &unread, &err), 0);
	assert_int_equal(facts_find(&typed, "typed.os.sdk")->state, FACT_ABSENT);
	assert_int_equal(typed_read(&typed, "os.version", "4", "An", &err), 0);
	assert_int_equal(typed_settle(&typed, &android, &err), -EINVAL);
}

static void typed_facts_stand_beside_in_the_same_bytes(void **state)
{
	AUTO(snapshot_done) struct snapshot snapshot, back = {0};
	AUTO(facts_done) struct facts typed = {0}, again = {0};
	AUTO(buf_done) struct buf one = {0}, two = {0};
	struct err err = {0};

	(void)state;
	make_snapshot(&snapshot, "mtp", LINES("storage.free=9000000000", "device.kind!unreadable"));
	assert_int_equal(typed_read(&typed, "storage.free", "3 GB", "An", &err), 0);
	assert_int_equal(typed_read(&typed, "device.kind", "phone", "An", &err), 0);
	snapshot_set_typed(&snapshot, &typed);
	assert_int_equal(snapshot_fact(&snapshot, "storage.free")->num, 9000000000);
	assert_int_equal(snapshot_typed(&snapshot, "storage.free")->num, 3000000000);
	assert_string_equal(snapshot_said(&snapshot, "device.kind")->text, "phone");
	snapshot_print(&one, &snapshot);
	if (snapshot_parse(&back, buf_text(&one), one.len, "test", &err) < 0)
		fail_msg("%s", err.text);
	snapshot_get_typed(&back, &again);
	assert_int_equal(again.count, 2);
	snapshot_set_typed(&back, &again);
	snapshot_print(&two, &back);
	assert_string_equal(buf_text(&one), buf_text(&two));
	assert_int_equal(typed_read(&again, "storage.free", "", "An", &err), 0);
	snapshot_set_typed(&back, &again);
	assert_null(snapshot_typed(&back, "storage.free"));
	assert_non_null(snapshot_typed(&back, "device.kind"));
}

/* ---- judged ---------------------------------------------------------------------------------- */

static void judge_lines(struct verdict *verdict, const char *transport, const char *const *lines)
{
	AUTO(snapshot_done) struct snapshot snapshot;
	struct assess_request request = {.plan = &plan, .snapshot = &snapshot};

	make_snapshot(&snapshot, transport, lines);
	assess(verdict, &request);
}

static const struct finding *finding_of(const struct verdict *verdict, const char *rule)
{
	for (size_t i = 0; i < verdict->count; i++)
		if (str_eq(verdict->findings[i].rule->id, rule))
			return &verdict->findings[i];
	fail_msg("no rule %s", rule);
	return NULL;
}

/* What MTP tells of a phone that would pass, and what people tell. */
#define MTP \
	"device.kind!unreadable", "os.name=Android", "os.version!unreadable", \
		"os.sdk!unreadable", "memory.usable!unreadable", "storage.total=25000000000", \
		"storage.free=9000000000", "lock.account!unreadable"
#define CHECKED "check.charger=ok", "check.speaker=ok", "check.microphone=ok", "check.webcam=ok"
#define TYPED_GOOD \
	"typed.device.kind=phone", "typed.os.version=8.1", "typed.os.sdk=27", \
		"typed.memory.usable=2147483648"

static void typed_facts_judge_but_do_not_measure(void **state)
{
	const struct {
		const char *const *lines;
		enum verdict_word word, measured;
	} rows[] = {
		{LINES(MTP), VERDICT_REVIEW, VERDICT_REVIEW},
		{LINES(MTP, CHECKED), VERDICT_REVIEW, VERDICT_REVIEW},
		{LINES(MTP, TYPED_GOOD), VERDICT_REVIEW, VERDICT_REVIEW},
		{LINES(MTP, TYPED_GOOD, CHECKED), VERDICT_PASS, VERDICT_REVIEW},
		/* one thing that nobody read */
		{LINES(MTP, TYPED_GOOD, CHECKED, "typed.memory.usable!unreadable"), VERDICT_REVIEW,
		 VERDICT_REVIEW},
		{LINES(MTP, TYPED_GOOD, CHECKED, "typed.memory.usable=1073741824"), VERDICT_FAIL,
		 VERDICT_REVIEW},
		{LINES(MTP, TYPED_GOOD, CHECKED, "typed.memory.usable=1610612736"), VERDICT_REVIEW,
		 VERDICT_REVIEW},
		{LINES(MTP, TYPED_GOOD, CHECKED, "typed.os.sdk=16"), VERDICT_FAIL, VERDICT_REVIEW},
		{LINES(TYPED_GOOD, CHECKED, "typed.os.name=Android",
		       "typed.storage.free=8500000000"),
		 VERDICT_PASS, VERDICT_REVIEW},
		{LINES(TYPED_GOOD, CHECKED, "typed.os.name=HarmonyOS",
		       "typed.storage.free=8500000000"),
		 VERDICT_REVIEW, VERDICT_REVIEW},
		/* a probe's failure is not talked away */
		{LINES(MTP, TYPED_GOOD, CHECKED, "storage.total=4000000000",
		       "typed.storage.total=32000000000"),
		 VERDICT_FAIL, VERDICT_FAIL},
		/* a probe's pass, and a person who reads something else */
		{LINES(MTP, TYPED_GOOD, CHECKED, "typed.storage.free=3000000000"), VERDICT_REVIEW,
		 VERDICT_REVIEW},
		{LINES(MTP, TYPED_GOOD, CHECKED, "typed.storage.total=4000000000"), VERDICT_REVIEW,
		 VERDICT_REVIEW},
		{LINES(MTP, TYPED_GOOD, CHECKED, "typed.storage.free=8900000000"), VERDICT_PASS,
		 VERDICT_REVIEW},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		AUTO(verdict_done) struct verdict verdict;

		judge_lines(&verdict, "mtp", rows[i].lines);
		if (verdict.word != rows[i].word || verdict.measured != rows[i].measured)
			fail_msg("row %zu: %s, measured %s", i, verdict_word_key(verdict.word),
				 verdict_word_key(verdict.measured));
	}
}

static void a_measured_pass_stays_and_a_contradiction_is_told(void **state)
{
	const char *const *lines =
		LINES("device.kind=phone", "os.name=Android", "os.version=11", "os.sdk=30",
		      "memory.usable=1900000000", "storage.total=25000000000",
		      "storage.free=9000000000", CHECKED, "typed.memory.usable=1073741824",
		      "typed.device.kind=tablet");
	AUTO(verdict_done) struct verdict verdict;
	AUTO(buf_done) struct buf json = {0};
	const struct finding *memory;

	(void)state;
	judge_lines(&verdict, "adb", lines);
	assert_int_equal(verdict.measured, VERDICT_PASS);
	assert_int_equal(verdict.word, VERDICT_REVIEW);
	memory = finding_of(&verdict, "phone.memory");
	assert_int_equal(memory->outcome, OUTCOME_UNKNOWN);
	assert_false(memory->typed);
	assert_non_null(strstr(memory->reason, "1 GB"));
	assert_int_equal(finding_of(&verdict, "phone.kind")->outcome, OUTCOME_UNKNOWN);
	verdict_done(&verdict);
	judge_lines(&verdict, "adb",
		    LINES("device.kind=phone", "os.name=Android", "os.sdk=30",
			  "memory.usable=1000000000", "typed.memory.usable=3221225472"));
	memory = finding_of(&verdict, "phone.memory");
	assert_int_equal(memory->outcome, OUTCOME_FAIL);
	assert_non_null(strstr(memory->reason, "3 GB"));
	verdict_done(&verdict);
	judge_lines(&verdict, "mtp", LINES(MTP, TYPED_GOOD));
	memory = finding_of(&verdict, "phone.memory");
	assert_true(memory->typed);
	assert_string_equal(memory->measured, "2 GB");
	assert_false(finding_of(&verdict, "phone.storage_free")->typed);
	verdict_print(&json, &verdict);
	assert_non_null(strstr(buf_text(&json), "\"how\":\"typed\",\"source\":\"test\""));
}

static void a_word_closes_a_gate_and_opens_none(void **state)
{
	static const struct {
		const char *account, *typed;
		enum gate gate;
		size_t locks;
	} rows[] = {
		{"lock.account!unreadable", "typed.lock.account=none", GATE_UNREAD, 0},
		{"lock.account!unreadable", "typed.lock.account=present", GATE_LOCKED, 1},
		{"lock.account=none", "typed.lock.account=present", GATE_UNREAD, 1},
		{"lock.account=none", "typed.lock.account=none", GATE_OPEN, 0},
		{"lock.account=present", "typed.lock.account=none", GATE_LOCKED, 1},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		AUTO(verdict_done) struct verdict verdict;

		judge_lines(&verdict, "mtp", LINES(rows[i].account, rows[i].typed));
		if (verdict.gate != rows[i].gate || verdict.lock_count != rows[i].locks)
			fail_msg("row %zu: gate %d, %zu locks", i, (int)verdict.gate,
				 verdict.lock_count);
	}
}

static void a_persons_choice_of_kind_is_not_disputed(void **state)
{
	AUTO(snapshot_done) struct snapshot snapshot;
	AUTO(verdict_done) struct verdict verdict;
	struct assess_request request = {
		.plan = &plan, .snapshot = &snapshot, .as_kind = "tablet"};

	(void)state;
	make_snapshot(&snapshot, "mtp", LINES(MTP, TYPED_GOOD));
	assess(&verdict, &request);
	assert_string_equal(verdict.profile->id, "tablet");
	assert_int_equal(finding_of(&verdict, "tablet.kind")->outcome, OUTCOME_PASS);
}

/* A phone of that name is no "điện thoại"; a word of the catalogue is shown in words. */
static void only_words_of_the_catalogue_are_translated(void **state)
{
	static const struct {
		const char *key, *text, *shown;
	} rows[] = {
		{"device.model", "phone", "phone"},	  {"device.vendor", "good", "good"},
		{"device.kind", "phone", "điện thoại"},
		{"typed.device.kind", "phone", "điện thoại"},
		{"lock.account", "present", "có"},	  {"check.screen", "bad", "hỏng"},
		{"disk.0.health", "bad", "hỏng"},	  {"os.version", "none", "none"},
		{"cpu.class", "unknown", "chưa rõ"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		const struct fact fact = {
			.key = rows[i].key, .type = FACT_TEXT, .text = rows[i].text};
		AUTO(buf_done) struct buf shown = {0};

		fact_show(&shown, &fact);
		assert_string_equal(buf_text(&shown), rows[i].shown);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_are_read_as_people_write_them),
		cmocka_unit_test(words_are_chosen_and_texts_cleaned),
		cmocka_unit_test(versions_have_their_level),
		cmocka_unit_test(a_level_follows_only_for_android),
		cmocka_unit_test(typed_facts_stand_beside_in_the_same_bytes),
		cmocka_unit_test(typed_facts_judge_but_do_not_measure),
		cmocka_unit_test(a_measured_pass_stays_and_a_contradiction_is_told),
		cmocka_unit_test(a_word_closes_a_gate_and_opens_none),
		cmocka_unit_test(a_persons_choice_of_kind_is_not_disputed),
		cmocka_unit_test(only_words_of_the_catalogue_are_translated),
	};

	return cmocka_run_group_tests(tests, load_plan, drop_plan);
}
