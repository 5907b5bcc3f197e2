/*
 * What fits and what does not: sizes as people write them, parts against what a probe saw, chargers
 * by their labels; and two snapshots beside each other. What is not known never fits.
 */
#include "assess.h"
#include "compare_priv.h"
#include "snapshots.h"

#define GIB INT64_C(1073741824)
#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

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

/* ---- sizes --------------------------------------------------------------- */

static void sizes_as_on_a_label(void **state)
{
	static const struct {
		const char *text;
		bool is_memory;
		int64_t bytes; /* -1: no size */
	} rows[] = {
		{"2 GB", false, 2 * GIB},
		{"2GB", false, 2 * GIB},
		{"2gb", false, 2 * GIB},
		{"512 MB", false, GIB / 2},
		{"2048 MB", false, 2 * GIB},
		{"64 GB", false, 64 * GIB},
		{"128 GB", false, 128000000000},
		{"120 GB", false, 120000000000},
		{"1 TB", false, 1000000000000},
		{"1,5 TB", false, 1500000000000},
		{"1.5 GB", true, GIB + GIB / 2},
		{"128 GB", true, 128 * GIB},
		{"120 GiB", false, 120 * GIB},
		{"3 GB", false, 3000000000},
		{"3 GB", true, 3 * GIB},
		{"2147483648", false, 2 * GIB},
		{"0", false, 0},
		{"", false, -1},
		{"GB", false, -1},
		{"2 ", false, -1},
		{"2 G B", false, -1},
		{"2.048 MB", false, -1}, /* thousands, or decimals? */
		{"2. GB", false, -1},
		{"1.5", false, -1}, /* of a byte */
		{"-2 GB", false, -1},
		{"+2 GB", false, -1},
		{"2 GB RAM", false, -1},
		{"2 ổ", false, -1},
		{"0x10 GB", false, -1},
		{"99999999999999999999 GB", false, -1},
		{"9999999 TB", false, -1},
		{"9223372036854775807", false, -1},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		int64_t bytes = -1;
		bool is_size = size_read(rows[i].text, rows[i].is_memory, &bytes);

		if (is_size != (rows[i].bytes >= 0) || bytes != rows[i].bytes)
			fail_msg("%s: %lld", rows[i].text, (long long)bytes);
	}
}

/* ---- parts --------------------------------------------------------------- */

#define ONE_GIB "memory.installed=1073741824", "memory.module.0.size=1073741824"
#define SLOTS(n, free) "memory.slots=" #n, "memory.slots_free=" #free
#define SMALL_DISK "storage.largest=80000000000", "disk.0.role=internal"

static void need_of(const char *const *facts, const char *kind, const char *rule,
		    struct part_need *ret, bool *ret_found)
{
	AUTO(snapshot_done) struct snapshot snapshot;
	AUTO(verdict_done) struct verdict verdict;
	struct assess_request request = {.plan = &plan, .snapshot = &snapshot, .as_kind = kind};

	make_snapshot(&snapshot, "host", facts);
	assess(&verdict, &request);
	*ret_found = false;
	for (size_t i = 0; i < verdict.count; i++)
		if (str_eq(verdict.findings[i].rule->id, rule))
			*ret_found = part_need_find(ret, &snapshot, &verdict.findings[i], kind);
}

static void needs_follow_the_probe(void **state)
{
	const struct {
		const char *kind, *rule;
		const char *type; /* NULL: no part mends it; "": to be looked up */
		int64_t size;
		const char *const *facts;
	} rows[] = {
		{"laptop", "laptop.memory", "ddr3", GIB,
		 LINES(ONE_GIB, SLOTS(2, 1), "memory.module.0.type=DDR3")},
		/* no slot is free: the new one also makes up for the old one */
		{"laptop", "laptop.memory", "ddr3", 2 * GIB,
		 LINES(ONE_GIB, SLOTS(1, 0), "memory.module.0.type=DDR3")},
		{"laptop", "laptop.memory", "ddr2", 2 * GIB,
		 LINES(ONE_GIB, "memory.slots_free!unreadable", "memory.module.0.type=DDR2")},
		{"laptop", "laptop.memory", "", GIB, LINES(ONE_GIB, SLOTS(2, 1))},
		{"laptop", "laptop.memory", "", GIB,
		 LINES(ONE_GIB, SLOTS(3, 1), "memory.module.0.type=DDR2",
		       "memory.module.1.type=DDR3", "memory.module.1.size=1073741824")},
		{"laptop", "laptop.memory", "", GIB,
		 LINES(ONE_GIB, SLOTS(2, 1), "memory.module.0.type=DDR2 FB-DIMM")},
		{"laptop", "laptop.memory", NULL, 0,
		 LINES(ONE_GIB, SLOTS(0, 0), "memory.module.0.type=DDR3")},
		{"laptop", "laptop.memory", NULL, 0,
		 LINES(ONE_GIB, "memory.module.0.type=LPDDR3")},
		{"laptop", "laptop.memory", NULL, 0, LINES("memory.installed!unreadable")},
		{"laptop", "laptop.memory", NULL, 0,
		 LINES("memory.installed=4294967296", SLOTS(2, 1), "memory.module.0.type=DDR3")},
		{"laptop", "laptop.storage", "nvme", 0, LINES(SMALL_DISK, "disk.0.bus=nvme")},
		{"laptop", "laptop.storage", "sata", 0,
		 LINES(SMALL_DISK, "disk.0.bus=ata", "memory.module.0.type=DDR3")},
		/* the kernel calls IDE so too */
		{"laptop", "laptop.storage", "", 0,
		 LINES(SMALL_DISK, "disk.0.bus=ata", "memory.module.0.type=DDR2")},
		{"laptop", "laptop.storage", "", 0, LINES(SMALL_DISK, "disk.0.bus=mmc")},
		{"laptop", "laptop.storage", "", 0,
		 LINES("storage.largest=80000000000", "disk.0.bus=nvme", "disk.0.role=removable")},
		{"laptop", "laptop.storage", "", 0, LINES("storage.largest!absent")},
		{"laptop", "laptop.storage", NULL, 0, LINES("storage.largest!unreadable")},
		{"desktop", "desktop.memory", "ddr3", GIB,
		 LINES(ONE_GIB, SLOTS(2, 1), "memory.module.0.type=DDR3")},
		{"phone", "phone.memory", NULL, 0, LINES(ONE_GIB)},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct part_need need = {0};
		bool found;

		need_of(rows[i].facts, rows[i].kind, rows[i].rule, &need, &found);
		if (found != (rows[i].type != NULL) ||
		    (found && (!str_eq(need.type, rows[i].type) ||
			       (need.look != NULL) != !*rows[i].type ||
			       (rows[i].size && need.size != rows[i].size))))
			fail_msg("row %zu: %d «%s» %lld", i, found, need.type,
				 (long long)need.size);
	}
}

static void parts_fit_by_what_is_written(void **state)
{
	static const struct part_need ram = {"ram", "ddr3", NULL, true, 2 * GIB};
	static const struct part_need low = {"ram", "ddr3l", NULL, true, 2 * GIB};
	static const struct part_need board = {"ram", "ddr3", NULL, false, 2 * GIB};
	static const struct part_need unknown = {"ram", "", "xem", true, 0};
	static const struct part_need sata = {"disk", "sata", NULL, true, 120000000000};
	static const struct part_need tower = {"disk", "sata", NULL, false, 120000000000};
	static const struct part_need nvme = {"disk", "nvme", NULL, true, 120000000000};
	static const struct {
		const struct part_need *need;
		struct shelf_part part;
		bool fits;
	} rows[] = {
		{&ram, {"ram", "ddr3", "so-dimm", "ok", 2 * GIB}, true},
		{&ram, {"ram", "ddr3l", "so-dimm", "ok", 4 * GIB}, true},
		{&ram, {"ram", "ddr3", "so-dimm", NULL, 2 * GIB}, true},
		{&ram, {"ram", "ddr3", "so-dimm", "bad", 2 * GIB}, false},
		{&ram, {"ram", "ddr3", "so-dimm", "ok", 1 * GIB}, false},
		{&ram, {"ram", "ddr3", "so-dimm", "ok", 0}, false},
		{&ram, {"ram", "ddr3", "dimm", "ok", 2 * GIB}, false},
		{&ram, {"ram", "ddr3", NULL, "ok", 2 * GIB}, false},
		{&ram, {"ram", "ddr2", "so-dimm", "ok", 2 * GIB}, false},
		{&ram, {"ram", "ddr4", "so-dimm", "ok", 2 * GIB}, false},
		{&ram, {"ram", "ddr", "so-dimm", "ok", 2 * GIB}, false},
		{&ram, {"ram", NULL, "so-dimm", "ok", 2 * GIB}, false},
		{&ram, {"disk", "ddr3", "so-dimm", "ok", 2 * GIB}, false},
		{&ram, {NULL, "ddr3", "so-dimm", "ok", 2 * GIB}, false},
		{&low, {"ram", "ddr3", "so-dimm", "ok", 2 * GIB}, false},
		{&low, {"ram", "ddr3l", "so-dimm", "ok", 2 * GIB}, true},
		{&board, {"ram", "ddr3", "dimm", "ok", 2 * GIB}, true},
		{&board, {"ram", "ddr3", "so-dimm", "ok", 2 * GIB}, false},
		{&unknown, {"ram", "", "so-dimm", "ok", 2 * GIB}, false},
		{&unknown, {"ram", "ddr3", "so-dimm", "ok", 2 * GIB}, false},
		{&sata, {"disk", "sata", "2.5", "ok", 120034123776}, true},
		{&sata, {"disk", "sata", "3.5", "ok", 500000000000}, false},
		{&sata, {"disk", "sata", "m2", "ok", 500000000000}, false},
		{&sata, {"disk", "nvme", "m2", "ok", 500000000000}, false},
		{&sata, {"disk", "sata", "2.5", "ok", 80000000000}, false},
		{&tower, {"disk", "sata", "3.5", "ok", 500000000000}, true},
		{&nvme, {"disk", "nvme", "m2", "ok", 256000000000}, true},
		{&nvme, {"disk", "sata", "m2", "ok", 256000000000}, false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (part_fits(rows[i].need, &rows[i].part) != rows[i].fits)
			fail_msg("row %zu", i);
}

static void chargers_fit_by_their_label(void **state)
{
	static const struct {
		const char *wanted, *rating;
		bool fits;
	} rows[] = {
		{"19.5V 3.42A", "19.5V 3.42A", true},
		{"19.5V 3.42A", "19V 4.74A", true},
		{"19,5 V / 3,42 A", "19.5V 90W", true},
		{"nhãn dưới máy ghi 19V 3.42A, đầu tròn", "19V 3.42A", true},
		{"X201: 20V 4.5A", "20V 4500mA", true},
		{"19.5V 3.42A", "19.5V 2.1A", false},
		{"19.5V 3.42A", "12V 5A", false},
		{"19.5V 3.42A", "20.5V 5A", false},
		{"19.5V 3.42A", "5-20V 3.25A", false},
		{"19.5V 3.42A", "19.5V", false},
		{"19.5V 3.42A", "65W", false},
		{"19.5V 3.42A", "OUTPUT", false},
		{"19.5V 3.42A", NULL, false},
		{NULL, "19.5V 3.42A", false},
		{"", "", false},
		{"5V 1A 12V 1A", "5V 2A", false}, /* which? */
		{"99999999999999999999999V 1A", "99999999999999999999999V 1A", true},
		{"0V 0A", "0V 0A", false},
		{"19Vx 3.42Ay", "19V 3.42A", false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (charger_fits(rows[i].wanted, rows[i].rating) != rows[i].fits)
			fail_msg("row %zu: %s", i, rows[i].wanted ? rows[i].wanted : "-");
}

/* ---- before and after ---------------------------------------------------- */

static void check_compare(const char *const *before, const char *const *after, const char *expected)
{
	AUTO(snapshot_done) struct snapshot a;
	AUTO(snapshot_done) struct snapshot b;
	AUTO(buf_done) struct buf text = {0};

	make_snapshot(&a, "host", before);
	make_snapshot(&b, "host", after);
	compare_facts(&text, &a, &b);
	assert_string_equal(buf_text(&text), expected);
}

static void snapshots_beside_each_other(void **state)
{
	(void)state;
	check_compare(LINES("memory.installed=2147483648"), LINES("memory.installed=4294967296"),
		      "  RAM đã lắp: 2 GB → 4 GB\n");
	check_compare(LINES("cpu.cores=2"), LINES("cpu.cores=2"), "  không thấy khác nhau\n");
	/* what one probe could not read is no change */
	check_compare(LINES("memory.installed!unreadable"), LINES("memory.installed=4294967296"),
		      "  không thấy khác nhau\n");
	check_compare(LINES("wifi.present!absent"), LINES("wifi.present=true"),
		      "  Wi-Fi: không có → có\n");
	check_compare(LINES("cpu.cores=2"), LINES("camera.count=1"),
		      "  Số nhân: 2 → không có\n  Số webcam: không có → 1\n");
	/* what changes by itself */
	check_compare(LINES("battery.0.level=20", "storage.free=5000000000"),
		      LINES("battery.0.level=90", "storage.free=9000000000"),
		      "  không thấy khác nhau\n");
	check_compare(LINES("memory.installed=4294967296", "memory.usable=4100000000"),
		      LINES("memory.installed=4294967296", "memory.usable=3900000000"),
		      "  không thấy khác nhau\n");
	check_compare(LINES("memory.usable=2000000000"), LINES("memory.usable=4000000000"),
		      "  RAM dùng được: 1,86 GB → 3,73 GB\n");
	check_compare(LINES("memory.module.1.size!absent"),
		      LINES("memory.module.1.size=2147483648"),
		      "  Thanh RAM 2: không có → 2 GB\n");
}

static void serials_are_not_told(void **state)
{
	(void)state;
	check_compare(LINES("disk.0.serial=SECRET1"), LINES("disk.0.serial=SECRET2"),
		      "  ổ đã thay\n");
	/* the same disks, plugged the other way round */
	check_compare(LINES("disk.0.serial=A", "disk.1.serial=B"),
		      LINES("disk.0.serial=B", "disk.1.serial=A"), "  không thấy khác nhau\n");
	/* one more is no exchange */
	check_compare(LINES("disk.0.serial=A"), LINES("disk.0.serial=A", "disk.1.serial=B"),
		      "  không thấy khác nhau\n");
	check_compare(LINES("disk.0.serial=A"), LINES("disk.0.serial!unreadable"),
		      "  không thấy khác nhau\n");
	check_compare(LINES("device.serial=SECRET1", "device.uuid=SECRET1"),
		      LINES("device.serial=SECRET2", "device.uuid=SECRET2"),
		      "  không thấy khác nhau\n");
}

static void what_came_to_pass(void **state)
{
	AUTO(snapshot_done) struct snapshot a;
	AUTO(snapshot_done) struct snapshot b;
	AUTO(verdict_done) struct verdict then = {0};
	AUTO(verdict_done) struct verdict now = {0};
	AUTO(buf_done) struct buf text = {0};
	struct assess_request request = {.plan = &plan, .snapshot = &a, .as_kind = "laptop"};

	(void)state;
	make_snapshot(&a, "host", LINES("memory.installed=1073741824", "wifi.present=true"));
	make_snapshot(&b, "host", LINES("memory.installed=2147483648", "wifi.present=true"));
	assess(&then, &request);
	request.snapshot = &b;
	assess(&now, &request);
	compare_verdicts(&text, &then, &now);
	assert_non_null(strstr(buf_text(&text), "  nay đạt: RAM\n"));
	assert_null(strstr(buf_text(&text), "nay không đạt"));
	buf_clear(&text);
	compare_verdicts(&text, &now, &then);
	assert_non_null(strstr(buf_text(&text), "  nay không đạt: RAM\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sizes_as_on_a_label),
		cmocka_unit_test(needs_follow_the_probe),
		cmocka_unit_test(parts_fit_by_what_is_written),
		cmocka_unit_test(chargers_fit_by_their_label),
		cmocka_unit_test(snapshots_beside_each_other),
		cmocka_unit_test(serials_are_not_told),
		cmocka_unit_test(what_came_to_pass),
	};

	return cmocka_run_group_tests(tests, load_plan, drop_plan);
}
