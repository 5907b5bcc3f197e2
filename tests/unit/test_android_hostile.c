/*
 * Phones that lie, break off or flood. The law: an answer cut at any byte tells only what the whole
 * one tells, or that it is not known; so no cut ever turns a fail or a review into a pass.
 */
#include "android.h"
#include "android_answers.h"
#include "assess.h"
#include "snapshots.h"

static struct plan plan;

static int load_plan(void **state)
{
	(void)state;
	read_plan(&plan);
	return 0;
}

static int drop_plan(void **state)
{
	(void)state;
	plan_done(&plan);
	return 0;
}

/* No more than a snapshot may hold: every key once, all text clean. */
static void check_facts(const struct facts *facts)
{
	for (size_t i = 0; android_keys[i]; i++) {
		const struct fact *fact = facts_find(facts, android_keys[i]);
		const struct fact_def *def = fact_def_find(android_keys[i]);

		assert_non_null(def);
		assert_non_null(fact);
		assert_true(fact->state != FACT_KNOWN || fact->type == def->type);
		assert_true(fact->state != FACT_UNREADABLE || fact->reason);
		if (fact->state != FACT_KNOWN || fact->type != FACT_TEXT)
			continue;
		assert_true(text_is_utf8(fact->text, strlen(fact->text)));
		for (const char *c = fact->text; *c; c++)
			assert_true((unsigned char)*c >= ' ' && *c != 127);
	}
}

static void judge(struct snapshot *snapshot, struct verdict *verdict, const char *kind,
		  const char *answer, size_t len)
{
	struct assess_request request = {.plan = &plan, .snapshot = snapshot, .as_kind = kind};

	*snapshot = (struct snapshot){.taken_at = "2026-11-22T20:30:00+07:00",
				      .probe_version = "test",
				      .device = {.id = "adb:x@1-1", .transport = "adb"}};
	android_read(&snapshot->facts, answer, len, "?");
	check_facts(&snapshot->facts);
	snapshot_freeze(snapshot);
	assess(verdict, &request);
}

static bool same(const struct fact *a, const struct fact *b)
{
	return a->state == b->state && a->type == b->type && str_eq(a->text, b->text) &&
	       a->num == b->num && a->yes == b->yes;
}

static void compare(const struct verdict *whole, const struct snapshot *whole_snapshot,
		    const char *answer, size_t len)
{
	/* Its own copy, so that a read past the end is caught. */
	char *copy = malloc(len ? len : 1);
	struct snapshot snapshot;
	struct verdict verdict;

	assert_non_null(copy);
	memcpy(copy, answer, len);
	judge(&snapshot, &verdict, "phone", copy, len);
	free(copy);
	for (size_t i = 0; android_keys[i]; i++) {
		const struct fact *part = snapshot_fact(&snapshot, android_keys[i]);

		if (part->state != FACT_UNREADABLE &&
		    !same(part, snapshot_fact(whole_snapshot, android_keys[i])))
			fail_msg("cut at %zu, %s says something else", len, android_keys[i]);
	}
	for (size_t i = 0; i < verdict.count; i++)
		if (verdict.findings[i].outcome == OUTCOME_PASS &&
		    whole->findings[i].outcome != OUTCOME_PASS)
			fail_msg("cut at %zu, %s passes", len, verdict.findings[i].rule->id);
	verdict_done(&verdict);
	snapshot_done(&snapshot);
}

static void a_cut_never_makes_a_pass(void **state)
{
	static const char *const answers[] = {
		MODERN_PHONE,
		KITKAT_PHONE,
		/* what comes first contradicts what comes later */
		KITKAT_PATH SECTION("kernel") "2.6.35\ni686\n" SECTION("prop")
			VERSION("28", "9", "4.2") MEMORY("1560000") SECTION(
				"df") "Filesystem Size Used Free Blksize\n/data 12G 7.7G 4.7G "
				      "4096\n"
				      "/data 99G 0G 99G 4096\n" SECTION(
					      "account") "accounts: 0\n"
							 "accounts: 1\ntype: com.google\n" SECTION(
								 "features") "feature:android."
									     "hardware.telephony\n"
									     "feature:android."
									     "hardware.type."
									     "watch\n" END,
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(answers); i++) {
		size_t len = strlen(answers[i]);
		struct snapshot snapshot;
		struct verdict verdict;

		judge(&snapshot, &verdict, "phone", answers[i], len);
		for (size_t cut = 0; cut < len; cut++)
			compare(&verdict, &snapshot, answers[i], cut);
		verdict_done(&verdict);
		snapshot_done(&snapshot);
	}
}

/* What a phone's verdict must be as a whole, as a volunteer will see it. */
static void phones_are_judged(void **state)
{
	static const struct {
		const char *answer, *rule, *outcome;
	} rows[] = {
		{MODERN_PHONE, "phone.os", "pass"},
		{MODERN_PHONE, "phone.memory", "pass"},
		{MODERN_PHONE, "phone.storage_free", "pass"},
		{MODERN_PHONE, "phone.kind", "pass"},
		{KITKAT_PHONE, "phone.os", "pass"},
		/* a 32-bit kernel, but made for this very phone */
		{KITKAT_PHONE, "phone.memory", "pass"},
		{KITKAT_PHONE, "phone.storage_free", "pass"},
		{"\036memory\r\r\nMemTotal: 1999800 kB\r\r\n\036end", "phone.memory", "pass"},
		{MEMORY("1600000") END, "phone.memory", "unknown"},
		{MEMORY("1400000") END, "phone.memory", "fail"},
		{"", "phone.memory", "unknown"},
		{"error: device offline\n", "phone.os", "unknown"},
		{SECTION("df") "Filesystem Size Used Free Blksize\n/data 12G 7G 5G 4096\n" END,
		 "phone.storage_free", "unknown"},
		{SECTION("df") "Filesystem Size Used Free Blksize\n/data 4.7G 1G 3.7G 4096\n" END,
		 "phone.storage_free", "unknown"},
		{SECTION("df") "Filesystem Size Used Free Blksize\n/data 4.3G 1G 3.3G 4096\n" END,
		 "phone.storage_free", "fail"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		AUTO(snapshot_done) struct snapshot snapshot;
		AUTO(verdict_done) struct verdict verdict;

		judge(&snapshot, &verdict, NULL, rows[i].answer, strlen(rows[i].answer));
		for (size_t j = 0; j < verdict.count; j++)
			if (str_eq(verdict.findings[j].rule->id, rows[i].rule) &&
			    !str_eq(outcome_key(verdict.findings[j].outcome), rows[i].outcome))
				fail_msg("row %zu: %s %s, expected %s", i, rows[i].rule,
					 outcome_key(verdict.findings[j].outcome), rows[i].outcome);
	}
}

static void nothing_raw_gets_through(void **state)
{
	static const char answer[] = SECTION("prop") PROP("ro.product.model",
							  "M\033]0;chiếm\007\xff\xfe 7\x9b")
		PROP("ro.product.manufacturer",
		     "\xc0\xaf") "[ro.serialno]: [nhiều\n"
				 "dòng]\n[ro.build.version.sdk]: [2\0008]\n[\n]\n[]: "
				 "[]\n[ro.build.tags]: []\n" SECTION(
					 "memory") "MemTotal\n:\n" SECTION("kernel") "\n\n" END
										     "\036";
	AUTO(facts_done) struct facts facts = {0};

	(void)state;
	android_read(&facts, answer, sizeof(answer) - 1, "?");
	check_facts(&facts);
	assert_int_equal(facts_find(&facts, "device.model")->state, FACT_KNOWN);
	assert_int_equal(facts_find(&facts, "device.serial")->state, FACT_ABSENT);
	assert_int_equal(facts_find(&facts, "os.sdk")->state, FACT_UNREADABLE);
}

/* A phone that never stops: what is over the limit is not looked at. */
static void floods_are_cut_off(void **state)
{
	AUTO(buf_done) struct buf flood = {0};
	AUTO(facts_done) struct facts facts = {0};
	size_t room = 2 * (size_t)ANDROID_ANSWER_MAX;
	int64_t start = clock_mono_ms();

	(void)state;
	buf_add_str(&flood, SECTION("prop") PROP("ro.product.model", "M-100"));
	while (flood.len < room)
		buf_add_str(&flood, "[ro.product.model]: [");
	buf_add_str(&flood, "\n" MEMORY("3881024") END);
	android_read(&facts, flood.data, flood.len, "?");
	check_facts(&facts);
	assert_int_equal(facts_find(&facts, "memory.usable")->state, FACT_UNREADABLE);

	memset(flood.data, '\036', flood.len);
	android_read(&facts, flood.data, flood.len, "?");
	check_facts(&facts);
	for (size_t i = 0; i + 1 < flood.len; i += 2)
		flood.data[i] = '\n';
	android_read(&facts, flood.data, flood.len, "?");
	check_facts(&facts);
	assert_true(clock_mono_ms() - start < 5000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_cut_never_makes_a_pass),
		cmocka_unit_test(phones_are_judged),
		cmocka_unit_test(nothing_raw_gets_through),
		cmocka_unit_test(floods_are_cut_off),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, load_plan, drop_plan);
}
