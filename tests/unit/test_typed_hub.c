/* The form's way on the bench: what a person typed of a phone at a port. */
#include "hub_rig.h"

static void type(struct facts *typed, const char *key, const char *value)
{
	struct err err;

	if (typed_read(typed, key, value, "An", &err) < 0)
		fail_msg("%s", err.text);
}

/* A phone that lets nothing be read: judged by what a person typed, kept at once, never taken for
 * measured; and read at last, it goes on as the same device. */
static void a_phone_nobody_can_read_is_typed(void **state)
{
	AUTO(facts_done) struct facts typed = {0};
	struct rig *rig = *state;
	char device[UUID_TEXT_MAX];
	struct slot *slot;
	unsigned comings;
	struct err err;

	tell(rig, "add", "adb", "adb:A@1-1.4", "1-1.4", "unauthorized");
	slot = slot_at(rig, "1-1.4");
	type(&typed, "device.kind", "phone");
	type(&typed, "device.model", "Model T");
	type(&typed, "os.name", "Android");
	type(&typed, "os.version", "11");
	type(&typed, "memory.usable", "4 GB");
	type(&typed, "storage.free", "20 GB");
	assert_int_equal(typed_settle(&typed, &slot->snapshot, &err), 0);
	assert_int_equal(bench_type(&rig->bench, slot, &typed, &err), 0);
	assert_int_equal(slot->state, SLOT_DONE);
	assert_true(slot->is_saved);
	assert_string_equal(slot->snapshot.device.transport, "adb");
	assert_int_equal(slot->verdict.word, VERDICT_REVIEW);
	assert_int_equal(slot->verdict.measured, VERDICT_REVIEW);
	memcpy(device, slot->saved.device_id, sizeof(device));
	/* it stays so while the watch goes on */
	tell(rig, "change", "adb", "adb:A@1-1.4", "1-1.4", "offline");
	assert_int_equal(slot->state, SLOT_DONE);
	tell(rig, "change", "adb", "adb:A@1-1.4", "1-1.4", "device");
	answer(rig, "adb", "adb:A@1-1.4", "1-1.4", GOOD, "none");
	assert_string_equal(slot->saved.device_id, device);
	assert_int_equal(slot->verdict.measured, VERDICT_PASS);
	assert_non_null(snapshot_typed(&slot->snapshot, "device.model"));
	/* the next phone at this port has none of it */
	comings = slot->comings;
	tell(rig, "remove", "adb", "adb:A@1-1.4", "1-1.4", "device");
	tell(rig, "add", "usb", "usb:1-1.4", "1-1.4", "charging-only");
	assert_int_not_equal(slot->comings, comings);
	assert_int_equal(slot->state, SLOT_WAITING);
	assert_false(snapshot_has_typed(&slot->snapshot));
}

static void what_is_no_phone_is_not_typed(void **state)
{
	AUTO(facts_done) struct facts typed = {0};
	struct rig *rig = *state;
	struct err err;

	type(&typed, "device.kind", "phone");
	assert_int_equal(bench_type(&rig->bench, &rig->bench.slots[3], &typed, &err), -EINVAL);
	tell(rig, "add", "adb", "adb:A@1-1.4", "1-1.4", "device");
	assert_int_equal(bench_type(&rig->bench, slot_at(rig, "1-1.4"), &typed, &err), -EINVAL);
	/* one that hangs is given up, and can be typed */
	slot_at(rig, "1-1.4")->started_ms -= BENCH_PROBE_DEADLINE_MS + 1;
	assert_true(port_expire(&rig->bench));
	assert_int_equal(bench_type(&rig->bench, slot_at(rig, "1-1.4"), &typed, &err), 0);
	assert_int_equal(slot_at(rig, "1-1.4")->state, SLOT_DONE);
	assert_int_equal(slot_at(rig, "1-1.4")->err.code, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RIG(a_phone_nobody_can_read_is_typed),
		RIG(what_is_no_phone_is_not_typed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
