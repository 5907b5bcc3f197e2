/*
 * The judge against the readings of the plan: each row is a machine in a few facts and the outcome
 * of one rule. And the law: what is not known never passes, a better fact never makes it worse.
 */
#include "assess.h"
#include "snapshots.h"

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

static const struct finding *finding_of(const struct verdict *verdict, const char *rule)
{
	for (size_t i = 0; i < verdict->count; i++)
		if (str_eq(verdict->findings[i].rule->id, rule))
			return &verdict->findings[i];
	fail_msg("no rule %s", rule);
	return NULL;
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

struct row {
	const char *rule, *outcome;
	const char *const *facts;
};

static void check_row(const struct row *row, const char *transport, enum assess_stage stage)
{
	AUTO(snapshot_done) struct snapshot snapshot;
	AUTO(verdict_done) struct verdict verdict;
	struct assess_request request = {.plan = &plan, .snapshot = &snapshot, .stage = stage};

	make_snapshot(&snapshot, transport, row->facts);
	assess(&verdict, &request);
	if (!str_eq(outcome_key(finding_of(&verdict, row->rule)->outcome), row->outcome))
		fail_msg("%s: %s, expected %s (first fact %s)", row->rule,
			 outcome_key(finding_of(&verdict, row->rule)->outcome), row->outcome,
			 row->facts[1]);
}

#define GIB "1073741824"
#define GIB2 "2147483648"
#define GIB4 "4294967296"

static void computers_follow_the_readings(void **state)
{
	static const char *const laptop = "device.kind=laptop";
	const struct row rows[] = {
		{"laptop.cpu_class", "pass", LINES(laptop, "cpu.class=floor")},
		{"laptop.cpu_class", "pass", LINES(laptop, "cpu.class=above")},
		{"laptop.cpu_class", "unknown", LINES(laptop, "cpu.class=below")},
		{"laptop.cpu_class", "unknown", LINES(laptop, "cpu.class=unknown")},
		{"laptop.cpu_class", "unknown", LINES(laptop, "cpu.class!unreadable")},
		{"laptop.cpu_clock", "pass",
		 LINES(laptop, "cpu.clock.nominal=800000000", "cpu.clock.max=2000000000")},
		{"laptop.cpu_clock", "pass",
		 LINES(laptop, "cpu.clock.nominal=980000000", "cpu.clock.max=980000000")},
		{"laptop.cpu_clock", "fail",
		 LINES(laptop, "cpu.clock.nominal=900000000", "cpu.clock.max=900000000")},
		{"laptop.cpu_clock", "unknown",
		 LINES(laptop, "cpu.clock.nominal=900000000", "cpu.clock.max!unreadable")},
		{"laptop.cpu_clock", "unknown", LINES(laptop, "cpu.model=x")},
		/* 2 GB fitted, a carve-out for graphics leaves 1.58 GiB: within a quarter */
		{"laptop.memory", "pass",
		 LINES(laptop, "memory.installed=" GIB2, "memory.usable=1696325632")},
		/* 4 GB fitted, 1.74 GiB usable: the two disagree */
		{"laptop.memory", "unknown",
		 LINES(laptop, "memory.installed=" GIB4, "memory.usable=1865461760")},
		/* … unless a 32-bit kernel is why */
		{"laptop.memory", "pass",
		 LINES(laptop, "memory.installed=" GIB4, "memory.usable=1865461760",
		       "cpu.arch=i686")},
		/* a table that reports less than the kernel sees */
		{"laptop.memory", "unknown",
		 LINES(laptop, "memory.installed=" GIB2, "memory.usable=3221225472")},
		{"laptop.memory", "fail",
		 LINES(laptop, "memory.installed=" GIB, "memory.usable=1000000000")},
		{"laptop.memory", "fail",
		 LINES(laptop, "memory.installed=" GIB, "memory.usable=500000000")},
		{"laptop.memory", "pass",
		 LINES(laptop, "memory.installed!unreadable", "memory.usable=1879048192")},
		{"laptop.memory", "unknown",
		 LINES(laptop, "memory.installed!unreadable", "memory.usable=1700000000")},
		{"laptop.memory", "fail",
		 LINES(laptop, "memory.installed!absent", "memory.usable=1065345024")},
		{"laptop.memory", "unknown",
		 LINES(laptop, "memory.installed!absent", "memory.usable=1065345024",
		       "cpu.arch=i686")},
		/* a kernel that may be 32-bit, in words nobody foresaw */
		{"laptop.memory", "unknown",
		 LINES(laptop, "memory.usable=1065345024", "cpu.arch=armeabi-v7a")},
		{"laptop.memory", "unknown",
		 LINES(laptop, "memory.installed=" GIB2, "memory.usable=1065345024",
		       "cpu.arch=ia32")},
		{"laptop.memory", "unknown", LINES(laptop, "memory.usable!unreadable")},
		{"laptop.memory_recommended", "fail",
		 LINES(laptop, "memory.installed=" GIB2, "memory.usable=2000000000")},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		check_row(&rows[i], "host", ASSESS_INTAKE);
}

static void disks_and_inspections_follow_the_readings(void **state)
{
	static const char *const laptop = "device.kind=laptop";
	const struct row rows[] = {
		{"laptop.storage", "pass", LINES(laptop, "storage.largest=120034123776")},
		{"laptop.storage", "pass", LINES(laptop, "storage.largest=117600000000")},
		{"laptop.storage", "fail", LINES(laptop, "storage.largest=80026361856")},
		{"laptop.storage", "fail", LINES(laptop, "storage.largest!absent")},
		/* a small disk in sight, a larger one hidden by the firmware */
		{"laptop.storage", "unknown",
		 LINES(laptop, "storage.largest=16013942784", "disk.hidden=NVMe")},
		{"desktop.storage", "unknown",
		 LINES("device.kind=desktop", "storage.largest=16013942784", "disk.hidden=NVMe")},
		{"laptop.storage", "fail",
		 LINES(laptop, "storage.largest=16013942784", "disk.hidden!absent")},
		{"laptop.storage", "unknown", LINES(laptop, "storage.largest!unreadable")},
		{"laptop.storage", "unknown", LINES(laptop, "cpu.model=x")},
		{"laptop.sound", "pass", LINES(laptop, "check.speaker=bad", "check.headphones=ok")},
		{"laptop.sound", "unknown", LINES(laptop, "check.speaker=bad")},
		{"laptop.sound", "fail",
		 LINES(laptop, "check.speaker=bad", "check.headphones=bad")},
		{"laptop.webcam", "unknown", LINES(laptop, "check.webcam=not-done")},
		{"laptop.battery", "pass", LINES(laptop, "battery.0.health=60")},
		{"laptop.battery", "pass", LINES(laptop, "battery.0.health=40")},
		{"laptop.battery", "fail", LINES(laptop, "battery.0.health=39")},
		{"desktop.wifi", "unknown", LINES("device.kind=desktop", "wifi.present=false")},
		{"desktop.wifi", "pass", LINES("device.kind=desktop", "wifi.present=true")},
		{"desktop.wifi", "fail",
		 LINES("device.kind=desktop", "wifi.present=false", "recipient.network=wireless")},
		{"desktop.wifi", "not-applicable",
		 LINES("device.kind=desktop", "wifi.present=false", "recipient.network=wired")},
		{"laptop.kind", "unknown", LINES("device.kind!unreadable", "cpu.class=floor")},
		{"laptop.kind", "unknown", LINES("device.kind=other", "cpu.class=floor")},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		check_row(&rows[i], "host", ASSESS_INTAKE);
}

static void phones_follow_the_readings(void **state)
{
	static const char *const phone = "device.kind=phone";
	const struct row intake[] = {
		{"phone.os", "pass",
		 LINES(phone, "os.name=Android", "os.version=4.4.2", "os.sdk=19")},
		{"phone.os", "pass", LINES(phone, "os.name=Android", "os.version=10", "os.sdk=29")},
		{"phone.os", "fail",
		 LINES(phone, "os.name=Android", "os.version=4.1.2", "os.sdk=16")},
		{"phone.os", "unknown", LINES(phone, "os.name=Android", "os.version=5.0")},
		{"phone.os", "unknown", LINES(phone, "os.name=HarmonyOS", "os.version=4.2")},
		{"phone.os", "pass", LINES(phone, "os.name=iOS", "os.version=10.3.3")},
		{"phone.os", "pass", LINES(phone, "os.name=iOS", "os.version=9.0")},
		{"phone.os", "fail", LINES(phone, "os.name=iOS", "os.version=8.4.1")},
		{"phone.memory", "pass", LINES(phone, "memory.usable=1977065472")},
		{"phone.memory", "unknown", LINES(phone, "memory.usable=1600000000")},
		{"phone.memory", "fail", LINES(phone, "memory.usable=1400000000")},
		{"phone.storage_free", "pass",
		 LINES(phone, "storage.free=5000000000", "storage.total=10000000000")},
		{"phone.storage_free", "unknown",
		 LINES(phone, "storage.free=4999999999", "storage.total=10000000000")},
		{"phone.storage_free", "fail",
		 LINES(phone, "storage.free=4000000000", "storage.total=4600000000")},
		/* more room free than there is */
		{"phone.storage_free", "unknown",
		 LINES(phone, "storage.free=32000000000", "storage.total=8000000000")},
		{"phone.storage_free", "unknown", LINES(phone, "storage.total=10000000000")},
	};
	const struct row final = {
		"phone.storage_free", "fail",
		LINES(phone, "storage.free=4000000000", "storage.total=10000000000")};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(intake); i++)
		check_row(&intake[i], "adb", ASSESS_INTAKE);
	check_row(&final, "adb", ASSESS_FINAL);
}

static const char *const good_laptop[] = {"device.kind=laptop",
					  "cpu.class=floor",
					  "cpu.clock.nominal=2160000000",
					  "cpu.clock.max=2580000000",
					  "memory.installed=" GIB4,
					  "memory.usable=4000000000",
					  "storage.largest=120034123776",
					  "check.charger=ok",
					  "check.screen=ok",
					  "check.keyboard=ok",
					  "check.speaker=ok",
					  "check.microphone=ok",
					  "check.webcam=ok",
					  NULL};

static void judge_lines(const char *const *lines, struct verdict *verdict)
{
	AUTO(snapshot_done) struct snapshot snapshot;
	struct assess_request request = {.plan = &plan, .snapshot = &snapshot};

	make_snapshot(&snapshot, "host", lines);
	assess(verdict, &request);
}

static void words_follow_the_mandatory_rules(void **state)
{
	struct verdict verdict;

	(void)state;
	judge_lines(good_laptop, &verdict);
	assert_int_equal(verdict.word, VERDICT_PASS);
	assert_int_equal(verdict.measured, VERDICT_PASS);
	verdict_done(&verdict);
	/* nothing inspected: measured passes, the whole needs a person */
	judge_lines(LINES("device.kind=laptop", "cpu.class=floor", "cpu.clock.nominal=2160000000",
			  "cpu.clock.max=2160000000", "memory.installed=" GIB2,
			  "memory.usable=2000000000", "storage.largest=120034123776"),
		    &verdict);
	assert_int_equal(verdict.word, VERDICT_REVIEW);
	assert_int_equal(verdict.measured, VERDICT_PASS);
	verdict_done(&verdict);
	judge_lines(LINES("device.kind=laptop", "storage.largest=32000000000"), &verdict);
	assert_int_equal(verdict.word, VERDICT_FAIL);
	verdict_done(&verdict);
}

/* Takes each fact of a passing machine away, in both ways: it must never still pass, unless the
 * plan does not need that fact for itself. */
static void unknown_never_passes(void **state)
{
	static const char *const spare[] = {"cpu.clock.nominal", "cpu.clock.max", "memory.usable",
					    "memory.installed", NULL};

	(void)state;
	for (size_t i = 0; good_laptop[i]; i++) {
		const char *lines[ARRAY_LEN(good_laptop)];
		struct verdict verdict;
		char line[96];
		bool is_spare = false;

		memcpy(lines, good_laptop, sizeof(lines));
		snprintf(line, sizeof(line), "%.*s!unreadable", (int)strcspn(lines[i], "="),
			 lines[i]);
		for (size_t s = 0; spare[s]; s++)
			is_spare = is_spare || str_starts(line, spare[s]);
		lines[i] = line;
		judge_lines(lines, &verdict);
		if (!is_spare && verdict.word == VERDICT_PASS)
			fail_msg("passes with %s", line);
		if (verdict.word == VERDICT_FAIL)
			fail_msg("fails only because of %s", line);
		verdict_done(&verdict);
	}
	{
		struct verdict verdict;

		judge_lines(LINES("device.kind=laptop"), &verdict);
		assert_int_equal(verdict.word, VERDICT_REVIEW);
		assert_int_equal(verdict.measured, VERDICT_REVIEW);
		verdict_done(&verdict);
	}
}

/* One random machine: each fact unreadable or one of a ladder from worst to best. Memory is one
 * rung for both its numbers: a machine with more RAM has more of either. */
static const char *const ladder_class[] = {"cpu.class=below", "cpu.class=floor", "cpu.class=above"};
static const char *const ladder_clock[] = {"cpu.clock.max=500000000", "cpu.clock.max=979000000",
					   "cpu.clock.max=980000000", "cpu.clock.max=3000000000"};
static const char *const ladder_nominal[] = {"cpu.clock.nominal=500000000",
					     "cpu.clock.nominal=1000000000",
					     "cpu.clock.nominal=2000000000"};
static const char *const ladder_disk[] = {"storage.largest!absent", "storage.largest=80026361856",
					  "storage.largest=117600000000",
					  "storage.largest=500107862016"};
static const char *const ladder_screen[] = {"check.screen=bad", "check.screen=ok"};
static const char *const ladder_speaker[] = {"check.speaker=bad", "check.speaker=ok"};
static const char *const ladder_charger[] = {"check.charger=bad", "check.charger=ok"};
static const struct {
	const char *installed, *usable;
} ladder_memory[] = {{"memory.installed=536870912", "memory.usable=500000000"},
		     {"memory.installed=" GIB, "memory.usable=1000000000"},
		     {"memory.installed=" GIB2, "memory.usable=1900000000"},
		     {"memory.installed=" GIB4, "memory.usable=4000000000"}};

#define LADDERS 7
static const struct {
	const char *const *rungs;
	unsigned count;
} ladders[LADDERS] = {{ladder_class, 3},  {ladder_clock, 4},  {ladder_nominal, 3},
		      {ladder_disk, 4},   {ladder_screen, 2}, {ladder_speaker, 2},
		      {ladder_charger, 2}};

static void judge_rungs(const unsigned *rungs, unsigned memory, struct verdict *verdict)
{
	const char *lines[LADDERS + 8] = {"device.kind=laptop",
					  "check.keyboard=ok",
					  "check.microphone=ok",
					  "check.webcam=ok",
					  ladder_memory[memory].installed,
					  ladder_memory[memory].usable};
	size_t at = 6;

	for (size_t i = 0; i < LADDERS; i++)
		if (rungs[i] < ladders[i].count)
			lines[at++] = ladders[i].rungs[rungs[i]];
	lines[at] = NULL;
	judge_lines(lines, verdict);
}

/* pass > review > fail */
static int rank(enum verdict_word word)
{
	return word == VERDICT_PASS ? 2 : word == VERDICT_REVIEW ? 1 : 0;
}

static void better_is_never_worse(void **state)
{
	unsigned seed = 20261122;
	unsigned better_seen = 0;

	(void)state;
	for (int round = 0; round < 3000; round++) {
		unsigned rungs[LADDERS], memory = (unsigned)rand_r(&seed) % 4;
		struct verdict before, after;
		size_t raised = (unsigned)rand_r(&seed) % (LADDERS + 1);

		for (size_t i = 0; i < LADDERS; i++)
			rungs[i] = (unsigned)rand_r(&seed) % (ladders[i].count + 1);
		if (raised == LADDERS ? memory == 3 : rungs[raised] + 1 >= ladders[raised].count)
			continue; /* at the top, or not known: knowing more may well fail it */
		judge_rungs(rungs, memory, &before);
		if (raised == LADDERS)
			memory++;
		else
			rungs[raised]++;
		judge_rungs(rungs, memory, &after);
		if (rank(after.word) < rank(before.word) ||
		    rank(after.measured) < rank(before.measured))
			fail_msg("round %d: raising ladder %zu made it worse", round, raised);
		better_seen += rank(after.word) > rank(before.word);
		verdict_done(&before);
		verdict_done(&after);
	}
	assert_true(better_seen > 20);
}

static void advice_says_what_would_pass(void **state)
{
	struct verdict verdict;

	(void)state;
	judge_lines(LINES("device.kind=laptop", "memory.installed=" GIB, "memory.usable=1000000000",
			  "memory.slots_free=1", "memory.module.0.type=DDR3"),
		    &verdict);
	assert_string_equal(finding_of(&verdict, "laptop.memory")->advice,
			    "thêm 1 thanh DDR3 1 GB trở lên → đạt (1 khe trống)");
	/* three are missing, but nobody sells a module of 3 GB */
	assert_string_equal(finding_of(&verdict, "laptop.memory_recommended")->advice,
			    "còn 1 khe trống: thêm 1 thanh DDR3 4 GB → đủ 4 GB");
	verdict_done(&verdict);
	judge_lines(LINES("device.kind=laptop", "storage.largest!absent"), &verdict);
	assert_string_equal(finding_of(&verdict, "laptop.storage")->advice,
			    "lắp ổ cứng từ 120 GB → đạt");
	verdict_done(&verdict);
	judge_lines(LINES("device.kind=laptop", "storage.largest=32000000000", "disk.0.media=emmc"),
		    &verdict);
	assert_non_null(strstr(finding_of(&verdict, "laptop.storage")->advice, "hàn liền máy"));
	verdict_done(&verdict);
}

static void inspections_and_kinds_are_heard(void **state)
{
	AUTO(snapshot_done) struct snapshot snapshot;
	AUTO(facts_done) struct facts inspections = {0};
	AUTO(verdict_done) struct verdict verdict;
	struct assess_request request = {
		.plan = &plan, .snapshot = &snapshot, .inspections = &inspections};

	(void)state;
	make_snapshot(&snapshot, "host", LINES("device.kind=desktop"));
	facts_text(&inspections, "device.kind", "laptop", "Lan");
	facts_text(&inspections, "check.screen", "ok", "Lan");
	assess(&verdict, &request);
	assert_string_equal(verdict.profile->id, "laptop");
	assert_int_equal(finding_of(&verdict, "laptop.screen")->outcome, OUTCOME_PASS);
	verdict_done(&verdict);
	request.as_kind = "tablet";
	assess(&verdict, &request);
	assert_string_equal(verdict.profile->id, "tablet");
}

static void nothing_asked_is_nothing_passed(void **state)
{
	AUTO(snapshot_done) struct snapshot snapshot;
	AUTO(verdict_done) struct verdict verdict;
	struct assess_request request = {.plan = &plan, .snapshot = &snapshot, .as_kind = "sim"};

	(void)state;
	make_snapshot(&snapshot, "host",
		      LINES("sim.daily_quota=2000000000", "sim.months_left=3"));
	assess(&verdict, &request);
	assert_int_equal(verdict.word, VERDICT_PASS);
	assert_int_equal(verdict.measured, VERDICT_REVIEW);
}

static void warnings_do_not_judge(void **state)
{
	AUTO(snapshot_done) struct snapshot snapshot;
	AUTO(verdict_done) struct verdict verdict;
	struct assess_request request = {.plan = &plan, .snapshot = &snapshot};

	(void)state;
	make_snapshot(&snapshot, "adb",
		      LINES("device.kind=phone", "os.name=Android", "os.version=4.4.2", "os.sdk=19",
			    "cellular.generation=2"));
	assess(&verdict, &request);
	assert_int_equal(verdict.warning_count, 2);
	assert_string_equal(verdict.warnings[0].warning->id, "old-android");
	assert_non_null(strstr(verdict.warnings[0].text, "Android 4.4.2"));
	assert_int_equal(finding_of(&verdict, "phone.os")->outcome, OUTCOME_PASS);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(computers_follow_the_readings),
		cmocka_unit_test(disks_and_inspections_follow_the_readings),
		cmocka_unit_test(phones_follow_the_readings),
		cmocka_unit_test(words_follow_the_mandatory_rules),
		cmocka_unit_test(unknown_never_passes),
		cmocka_unit_test(better_is_never_worse),
		cmocka_unit_test(advice_says_what_would_pass),
		cmocka_unit_test(inspections_and_kinds_are_heard),
		cmocka_unit_test(nothing_asked_is_nothing_passed),
		cmocka_unit_test(warnings_do_not_judge),
	};

	return cmocka_run_group_tests(tests, load_plan, drop_plan);
}
