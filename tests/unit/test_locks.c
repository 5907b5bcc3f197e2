/* The lock gate: what is a lock, what is only not known, and what the donor is asked to do. */
#include "assess.h"
#include "snapshots.h"

struct bed {
	struct plan plan;
	struct snapshot snapshot;
	struct verdict verdict;
};

static int bed_make(void **state)
{
	struct bed *bed = calloc(1, sizeof(*bed));

	assert_non_null(bed);
	read_plan(&bed->plan);
	*state = bed;
	return 0;
}

static int bed_drop(void **state)
{
	struct bed *bed = *state;

	snapshot_done(&bed->snapshot);
	verdict_done(&bed->verdict);
	plan_done(&bed->plan);
	free(bed);
	return 0;
}

static void judge_lines(struct bed *bed, const char *transport, const char *const *lines)
{
	struct assess_request request = {.plan = &bed->plan, .snapshot = &bed->snapshot};

	snapshot_done(&bed->snapshot);
	verdict_done(&bed->verdict);
	make_snapshot(&bed->snapshot, transport, lines);
	assess(&bed->verdict, &request);
}

#define JUDGE(bed, transport, ...) \
	judge_lines(bed, transport, (const char *const[]){__VA_ARGS__, NULL})

static const struct lock *find(const struct bed *bed, const char *fact)
{
	for (size_t i = 0; i < bed->verdict.lock_count; i++)
		if (str_eq(bed->verdict.locks[i].fact, fact))
			return &bed->verdict.locks[i];
	return NULL;
}

static void a_lock_that_is_there_blocks(void **state)
{
	static const struct {
		const char *transport, *fact;
	} cases[] = {{"adb", "lock.account"},     {"adb", "lock.mdm"}, {"adb", "lock.sim"},
		     {"ios", "lock.activation"},  {"ios", "lock.mdm"}, {"mtp", "lock.account"},
		     {"host", "lock.firmware_password"}, {"host", "lock.absolute"}};
	struct bed *bed = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char line[64];

		snprintf(line, sizeof(line), "%s=present", cases[i].fact);
		JUDGE(bed, cases[i].transport, line);
		assert_int_equal(bed->verdict.gate, GATE_LOCKED);
		assert_int_equal(find(bed, cases[i].fact)->state, LOCK_PRESENT);
		assert_true(text_width(find(bed, cases[i].fact)->ask) > 20);
	}
}

static void not_read_is_neither_open_nor_locked(void **state)
{
	static const char *const transports[] = {"adb", "ios", "mtp", "usb", "host"};
	struct bed *bed = *state;

	for (size_t i = 0; i < ARRAY_LEN(transports); i++) {
		JUDGE(bed, transports[i], "device.vendor=X");
		assert_int_equal(bed->verdict.gate, GATE_UNREAD);
		assert_true(bed->verdict.lock_count > 0);
		assert_int_equal(bed->verdict.locks[0].state, LOCK_UNREAD);
	}
	JUDGE(bed, "adb", "lock.account!unreadable", "lock.mdm=none");
	assert_int_equal(bed->verdict.gate, GATE_UNREAD);
	/* A word of a later probe, or of a liar, is not "none". */
	JUDGE(bed, "adb", "lock.account=maybe not", "lock.mdm=none");
	assert_int_equal(bed->verdict.gate, GATE_UNREAD);
	assert_int_equal(find(bed, "lock.account")->state, LOCK_UNREAD);
	/* Known for certain counts before not known. */
	JUDGE(bed, "adb", "lock.account!unreadable", "lock.mdm=present");
	assert_int_equal(bed->verdict.gate, GATE_LOCKED);
}

static void open_when_all_was_read(void **state)
{
	struct bed *bed = *state;

	JUDGE(bed, "adb", "lock.account=none", "lock.mdm=none");
	assert_int_equal(bed->verdict.gate, GATE_OPEN);
	assert_int_equal(bed->verdict.lock_count, 0);
	/* Android 4.4 has no such lock; without a SIM nobody can tell of the network's. */
	JUDGE(bed, "adb", "lock.account!absent", "lock.mdm=none", "lock.sim!unreadable");
	assert_int_equal(bed->verdict.gate, GATE_OPEN);
	assert_int_equal(find(bed, "lock.sim")->state, LOCK_UNREAD);
	JUDGE(bed, "ios", "lock.activation=none", "lock.mdm=none");
	assert_int_equal(bed->verdict.gate, GATE_OPEN);
	/* A sign is no proof. */
	JUDGE(bed, "host", "lock.firmware_password=none", "lock.absolute=possible");
	assert_int_equal(bed->verdict.gate, GATE_OPEN);
	assert_int_equal(find(bed, "lock.absolute")->state, LOCK_POSSIBLE);
}

static void the_donor_is_told_where_to_tap(void **state)
{
	static const struct {
		const char *vendor, *says;
	} cases[] = {
		{"device.vendor=samsung", "Samsung"},
		{"device.vendor=Samsung Electronics", "Samsung"},
		{"device.vendor=Xiaomi", "Xiaomi"},
		{"device.vendor=Redmi", "Xiaomi"},
		{"device.vendor=realme", "Người dùng và tài khoản"},
		{"device.vendor=vivo", "vivo"},
		{"device.vendor=HUAWEI", "HUAWEI ID"},
		{"device.vendor=Sam", "Xóa tài khoản"},
		{"device.vendor=", "Xóa tài khoản"},
		{"device.vendor!unreadable", "Xóa tài khoản"},
		{"device.vendor=Mobiistar-co-ten-rat-dai-hon-ba-muoi-hai-byte", "Xóa tài khoản"},
	};
	struct bed *bed = *state;

	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		JUDGE(bed, "adb", cases[i].vendor, "lock.account=present");
		assert_non_null(strstr(find(bed, "lock.account")->ask, cases[i].says));
	}
	JUDGE(bed, "ios", "lock.activation=present", "os.version=15.7.9");
	assert_non_null(strstr(find(bed, "lock.activation")->ask, "Tìm iPhone"));
	JUDGE(bed, "ios", "lock.activation=present", "os.version=9.3.5");
	assert_non_null(strstr(find(bed, "lock.activation")->ask, "→ iCloud:"));
	JUDGE(bed, "ios", "lock.mdm=present");
	assert_non_null(strstr(find(bed, "lock.mdm")->ask, "Apple School"));
}

static void a_lock_never_changes_the_word(void **state)
{
	struct bed *bed = *state;
	enum verdict_word word, measured;

	JUDGE(bed, "adb", "device.kind=phone", "memory.usable=3000000000", "lock.account=none");
	word = bed->verdict.word;
	measured = bed->verdict.measured;
	JUDGE(bed, "adb", "device.kind=phone", "memory.usable=3000000000", "lock.account=present");
	assert_int_equal(bed->verdict.word, word);
	assert_int_equal(bed->verdict.measured, measured);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_lock_that_is_there_blocks, bed_make, bed_drop),
		cmocka_unit_test_setup_teardown(not_read_is_neither_open_nor_locked, bed_make,
						bed_drop),
		cmocka_unit_test_setup_teardown(open_when_all_was_read, bed_make, bed_drop),
		cmocka_unit_test_setup_teardown(the_donor_is_told_where_to_tap, bed_make, bed_drop),
		cmocka_unit_test_setup_teardown(a_lock_never_changes_the_word, bed_make, bed_drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
