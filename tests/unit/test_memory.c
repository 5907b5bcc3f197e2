/* RAM: what is summed, what is left out, and what is not told because it is not known. */
#include "probe_tree.h"
#include "smbios_build.h"

#include <errno.h>
#include <inttypes.h>

#define GB (INT64_C(1) << 30)
#define UNREADABLE INT64_MIN

extern const struct probe probe_memory;

struct bench {
	struct build b;
	struct tree tree;
	struct smbios smbios;
	struct facts facts;
};

static void bench_start(struct bench *bench)
{
	*bench = (struct bench){0};
	tree_new(&bench->tree);
	tree_file(&bench->tree, "proc/meminfo", "MemTotal:        1950000 kB\nMemFree: 5 kB\n");
}

static void bench_run(struct bench *bench, bool with_table)
{
	struct probe_ctx ctx = {.root = &bench->tree.root, .facts = &bench->facts};

	facts_done(&bench->facts);
	smbios_done(&bench->smbios);
	build_decode(&bench->b, &bench->smbios, 3, 0);
	if (with_table)
		ctx.smbios = &bench->smbios;
	else
		ctx.smbios_why = "cần quyền root";
	probe_memory.run(&ctx);
	for (const char *const *key = probe_memory.keys; *key; key++)
		assert_non_null(facts_find(&bench->facts, *key));
}

static void bench_done(struct bench *bench)
{
	facts_done(&bench->facts);
	smbios_done(&bench->smbios);
	build_done(&bench->b);
	tree_done(&bench->tree);
}

static int64_t number(const struct bench *bench, const char *key)
{
	const struct fact *fact = facts_find(&bench->facts, key);

	assert_non_null(fact);
	if (fact->state == FACT_UNREADABLE) {
		assert_non_null(fact->reason);
		return UNREADABLE;
	}
	assert_int_equal(fact->state, FACT_KNOWN);
	return fact->num;
}

static void modules_are_summed(void **state)
{
	struct bench bench;
	uint16_t array;

	(void)state;
	bench_start(&bench);
	array = build_array(&bench.b, 3);
	build_module(&bench.b, array, 2048, 0, 0x18, 1333);
	build_module(&bench.b, array, 0, 0, 0x02, 0);
	build_module(&bench.b, array, 512, 0, 0x18, 0xffff);
	build_module(&bench.b, array, 0x7fff, 32768, 0x1a, 2400);
	bench_run(&bench, true);
	assert_int_equal(number(&bench, "memory.installed"), GB * 2 + GB / 2 + GB * 32);
	assert_int_equal(number(&bench, "memory.usable"), INT64_C(1950000) * 1024);
	assert_int_equal(number(&bench, "memory.slots"), 4);
	assert_int_equal(number(&bench, "memory.slots_free"), 1);
	assert_int_equal(number(&bench, "memory.module.1.size"), GB / 2);
	assert_int_equal(number(&bench, "memory.module.1.speed"), UNREADABLE);
	assert_int_equal(number(&bench, "memory.module.0.speed"), 1333);
	assert_string_equal(facts_find(&bench.facts, "memory.module.2.type")->text, "DDR4");
	assert_null(facts_find(&bench.facts, "memory.module.3.size"));
	bench_done(&bench);
}

/* A flash chip in a RAM socket's clothes, a video array, a table that says everything twice. */
static void what_is_no_ram_is_left_out(void **state)
{
	struct bench bench;
	uint16_t array, video;

	(void)state;
	bench_start(&bench);
	array = build_array(&bench.b, 3);
	video = build_array(&bench.b, 4);
	build_module(&bench.b, array, 2048, 0, 0x13, 800);
	build_module(&bench.b, array, 4096, 0, 0x09, 33);          /* flash, even when it is big */
	build_module(&bench.b, array, 0x8000 | 4096, 0, 0x02, 33); /* 4 MB in kB, type unknown */
	build_module(&bench.b, array, 4, 0, 0x02, 33);
	build_module(&bench.b, video, 1024, 0, 0x12, 800);
	bench.b.handle = 2;
	build_module(&bench.b, array, 2048, 0, 0x13, 800);
	bench_run(&bench, true);
	assert_int_equal(number(&bench, "memory.installed"), 2 * GB);
	assert_int_equal(number(&bench, "memory.slots"), 1);
	assert_int_equal(number(&bench, "memory.slots_free"), 0);
	bench_done(&bench);
}

static void a_part_unknown_makes_the_sum_unknown(void **state)
{
	static const struct {
		uint16_t raw;
		uint32_t extended;
	} bad[] = {
		{0xffff, 0}, {0x8000, 0},         {0x7fff, 0x7fffffff}, {286, 0},
		{0x7fff, 3}, {0x8000 | 30720, 0}, {0x8000 | 32465, 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		struct bench bench;
		uint16_t array;

		bench_start(&bench);
		array = build_array(&bench.b, 3);
		build_module(&bench.b, array, 4096, 0, 0x18, 1333);
		build_module(&bench.b, array, bad[i].raw, bad[i].extended, 0x18, 1333);
		bench_run(&bench, true);
		if (bad[i].extended == 3) /* 3 MB is no RAM at all */
			assert_int_equal(number(&bench, "memory.installed"), 4 * GB);
		else
			assert_int_equal(number(&bench, "memory.installed"), UNREADABLE);
		bench_done(&bench);
	}
}

static void nothing_told_is_not_zero(void **state)
{
	struct bench bench;

	(void)state;
	bench_start(&bench);
	bench_run(&bench, true); /* an empty table */
	assert_int_equal(number(&bench, "memory.installed"), UNREADABLE);
	assert_int_equal(number(&bench, "memory.slots"), UNREADABLE);
	assert_int_equal(number(&bench, "memory.nominal"), 2 * GB);

	build_module(&bench.b, 0, 0, 0, 2, 0);
	bench_run(&bench, true); /* "no module" in the only socket of a running machine */
	assert_int_equal(number(&bench, "memory.installed"), UNREADABLE);
	assert_int_equal(number(&bench, "memory.slots"), 1);
	assert_int_equal(number(&bench, "memory.slots_free"), UNREADABLE);

	bench_run(&bench, false);
	assert_int_equal(number(&bench, "memory.installed"), UNREADABLE);
	assert_string_equal(facts_find(&bench.facts, "memory.installed")->reason, "cần quyền root");
	assert_int_equal(number(&bench, "memory.usable"), INT64_C(1950000) * 1024);
	bench_done(&bench);
}

static void a_broken_table_gives_no_sum(void **state)
{
	struct bench bench;

	(void)state;
	bench_start(&bench);
	build_module(&bench.b, 0, 2048, 0, 0x18, 1333);
	build_module(&bench.b, 0, 2048, 0, 0x18, 1333);
	bench.b.bytes.len -= 10;
	bench_run(&bench, true);
	assert_int_equal(number(&bench, "memory.installed"), UNREADABLE);
	assert_int_equal(number(&bench, "memory.slots"), UNREADABLE);
	bench_done(&bench);
}

static void build_old(struct build *b, uint8_t size)
{
	build_begin(b, 6, 12);
	build_number(b, 0x07, 2, 1 << 10 | 1 << 8);
	b->data[0x09] = b->data[0x0a] = size;
	build_end(b);
}

static void old_tables_have_type_6(void **state)
{
	struct bench bench;

	(void)state;
	bench_start(&bench);
	build_old(&bench.b, 8);
	build_old(&bench.b, 0x80 | 8);
	build_old(&bench.b, 0x7f);
	bench_run(&bench, true);
	assert_int_equal(number(&bench, "memory.installed"), GB / 2);
	assert_int_equal(number(&bench, "memory.slots_free"), 1);
	assert_string_equal(facts_find(&bench.facts, "memory.installed")->source, "SMBIOS type 6");
	build_old(&bench.b, 29); /* 536870912 MB */
	bench_run(&bench, true);
	assert_int_equal(number(&bench, "memory.installed"), UNREADABLE);
	build_module(&bench.b, 0, 1024, 0, 0x18, 1333); /* type 17 is believed instead */
	bench_run(&bench, true);
	assert_int_equal(number(&bench, "memory.installed"), GB);
	bench_done(&bench);
}

static void soldered_memory_has_no_slots(void **state)
{
	struct bench bench;

	(void)state;
	bench_start(&bench);
	build_module(&bench.b, 0, 4096, 0, 0x1d, 1600);
	build_module(&bench.b, 0, 0, 0, 0x02, 0);
	bench_run(&bench, true);
	assert_int_equal(number(&bench, "memory.slots"), 0);
	assert_int_equal(number(&bench, "memory.slots_free"), 0);
	assert_int_equal(number(&bench, "memory.installed"), 4 * GB);
	bench_done(&bench);
}

static void memtotal_is_checked(void **state)
{
	static const struct {
		const char *text;
		int64_t bytes, nominal;
	} cases[] = {
		{"MemTotal:  1656568 kB\n", INT64_C(1656568) * 1024, 2 * GB},
		{"MemTotal:\t3857124 kB\n", INT64_C(3857124) * 1024, 4 * GB},
		{"MemTotal:  2097153 kB\n", INT64_C(2097153) * 1024, 3 * GB},
		{"MemTotal:  1240000 kB\n", INT64_C(1240000) * 1024, GB + GB / 2},
		{"MemTotal:  400016779264 kB\n", UNREADABLE, UNREADABLE},
		{"MemTotal:  99999999999999999999999 kB\n", UNREADABLE, UNREADABLE},
		{"MemTotal:  0 kB\n", UNREADABLE, UNREADABLE},
		{"MemTotal:  12 MB\n", UNREADABLE, UNREADABLE},
		{"MemTotal:  -12 kB\n", UNREADABLE, UNREADABLE},
		{"MemTotal:\n", UNREADABLE, UNREADABLE},
		{"MemTot", UNREADABLE, UNREADABLE},
		{"", UNREADABLE, UNREADABLE},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct bench bench;

		bench_start(&bench);
		tree_file(&bench.tree, "proc/meminfo", cases[i].text);
		bench_run(&bench, false);
		assert_int_equal(number(&bench, "memory.usable"), cases[i].bytes);
		assert_int_equal(number(&bench, "memory.nominal"), cases[i].nominal);
		bench_done(&bench);
	}
}

static void a_flood_of_modules_is_not_believed(void **state)
{
	struct bench bench;

	(void)state;
	bench_start(&bench);
	for (unsigned i = 0; i < 4000; i++)
		build_module(&bench.b, 0, 0x7fff, 1u << 20, 0x18, 1333);
	bench_run(&bench, true);
	assert_int_equal(number(&bench, "memory.installed"), UNREADABLE);
	assert_true(bench.facts.count < 1000);
	bench_done(&bench);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(modules_are_summed),
		cmocka_unit_test(what_is_no_ram_is_left_out),
		cmocka_unit_test(a_part_unknown_makes_the_sum_unknown),
		cmocka_unit_test(nothing_told_is_not_zero),
		cmocka_unit_test(a_broken_table_gives_no_sum),
		cmocka_unit_test(old_tables_have_type_6),
		cmocka_unit_test(soldered_memory_has_no_slots),
		cmocka_unit_test(memtotal_is_checked),
		cmocka_unit_test(a_flood_of_modules_is_not_believed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
