/* A modem at a port: its SIM on the board and in the book, and what is left in a phone. */
#include "flow_priv.h"
#include "store_help.h"

struct rig {
	struct bed *bed;
	struct plan_library library;
	struct bench bench;
};

static int rig_make(void **state)
{
	struct rig *rig = calloc(1, sizeof(*rig));
	struct err err;
	void *bed;

	assert_non_null(rig);
	bed_make(&bed);
	rig->bed = bed;
	assert_int_equal(flow_plans_load(&rig->library, NULL, &err), 0);
	bench_init(&rig->bench, rig->bed->store, flow_plan_find(&rig->library, FLOW_PLAN_DEFAULT));
	*state = rig;
	return 0;
}

static int rig_drop(void **state)
{
	struct rig *rig = *state;
	void *bed = rig->bed;

	bench_done(&rig->bench);
	flow_plans_done(&rig->library);
	bed_drop(&bed);
	free(rig);
	return 0;
}

static void feed(struct rig *rig, const char *text)
{
	hub_feed(&rig->bench, text, strlen(text));
}

#define CARD "8984041234567890127"
#define MODEM(event) \
	"{\"event\":\"" event "\",\"id\":\"usb:1-1.6\",\"port\":\"1-1.6\",\"transport\":\"usb\"," \
	"\"state\":\"modem\",\"name\":\"E3372\",\"hint\":\"wait\"}\n"
#define SIM(facts) \
	"{\"schema\":\"hotroit.snapshot/1\",\"taken_at\":\"2026-11-22T20:30:00+07:00\"," \
	"\"probe\":{\"version\":\"1\"},\"device\":{\"id\":\"usb:1-1.6\",\"kind\":\"sim\"," \
	"\"transport\":\"usb\",\"port\":\"1-1.6\"},\"facts\":[" facts \
	"{\"key\":\"device.kind\",\"value\":\"sim\"}]}\n"
#define KNOWN(key, value) "{\"key\":\"" key "\",\"value\":\"" value "\"},"
#define READY \
	SIM(KNOWN("sim.0.state", "ready") KNOWN("sim.0.iccid", CARD) \
	    KNOWN("sim.0.operator", "45204") "{\"key\":\"sim.0.generation\",\"value\":4},")

static const char *name_of(const struct slot *slot, struct buf *ret)
{
	buf_clear(ret);
	snapshot_show_name(ret, &slot->snapshot);
	return buf_text(ret);
}

static void a_sim_goes_into_the_book_once(void **state)
{
	static const char *const names[] = {"daily_quota_mb", "expires", "handover_planned",
					    "operator"};
	static const char *const values[] = {"2048", "28/02/2022", "30/11/2021", "mobifone"};
	AUTO(buf_done) struct buf name = {0};
	struct rig *rig = *state;
	struct slot *slot = &rig->bench.slots[0];
	char tag[STORE_TAG_MAX];

	feed(rig, MODEM("add"));
	assert_int_equal(slot->state, SLOT_WAITING);
	feed(rig, READY);
	assert_int_equal(slot->state, SLOT_DONE);
	assert_string_equal(name_of(slot, &name), "Viettel SIM …0127");
	assert_int_equal(slot->verdict.word, VERDICT_REVIEW);
	/* Whoever takes in all that pass by measuring takes it, too. */
	assert_true(slot_passes(slot));
	assert_int_equal(bench_take(&rig->bench, slot, &rig->bed->err), 0);
	assert_true(slot->is_saved);
	assert_int_equal(slot->saved.match, STORE_NEW);
	memcpy(tag, slot->saved.tag, sizeof(tag));
	assert_int_equal(bed_number(rig->bed, "SELECT count(*) FROM sim WHERE iccid = '" CARD
					      "' AND operator = 'viettel' AND generation = '4g' "
					      "AND verdict = 'review'"), 1);
	assert_int_equal(bed_number(rig->bed, "SELECT count(*) FROM device"), 0);
	assert_int_equal(store_set(rig->bed->store, record_kind_find("sim"), tag, names, values,
				   ARRAY_LEN(names), &rig->bed->err), 0);

	/* Out and in again: the same one, and what people wrote of it stands and counts. */
	feed(rig, MODEM("remove"));
	feed(rig, MODEM("add"));
	assert_false(slot->is_saved);
	feed(rig, READY);
	assert_int_equal(bench_take(&rig->bench, slot, &rig->bed->err), 0);
	assert_int_equal(slot->saved.match, STORE_SAME);
	assert_string_equal(slot->saved.tag, tag);
	assert_int_equal(slot->verdict.word, VERDICT_PASS);
	assert_string_equal(name_of(slot, &name), "MobiFone SIM …0127");
	assert_int_equal(bed_number(rig->bed, "SELECT count(*) FROM sim"), 1);
	assert_int_equal(bed_number(rig->bed, "SELECT count(*) FROM sim WHERE "
					      "operator = 'mobifone' AND verdict = 'pass'"), 1);
}

static void what_the_modem_can_not_read_is_said(void **state)
{
	struct rig *rig = *state;
	struct slot *slot = &rig->bench.slots[0];

	feed(rig, MODEM("add"));
	feed(rig, SIM("{\"key\":\"sim.0.state\",\"state\":\"absent\","
		      "\"reason\":\"put one in\"},"));
	assert_int_equal(slot->state, SLOT_WAITING);
	assert_string_equal(slot_link(slot)->hint, "put one in");
	/* Behind a PIN there is less to read, but it can be taken. */
	feed(rig, SIM(KNOWN("sim.0.state", "pin")));
	assert_int_equal(slot->state, SLOT_DONE);
	assert_false(slot_passes(slot));
	assert_int_equal(bench_take(&rig->bench, slot, &rig->bed->err), 0);
	assert_int_equal(bed_number(rig->bed, "SELECT count(*) FROM sim WHERE iccid IS NULL"), 1);
	/* Two that nobody could read are not one. */
	feed(rig, MODEM("remove"));
	feed(rig, MODEM("add"));
	feed(rig, SIM(KNOWN("sim.0.state", "pin")));
	assert_int_equal(bench_take(&rig->bench, slot, &rig->bed->err), 0);
	assert_int_equal(bed_number(rig->bed, "SELECT count(*) FROM sim"), 2);
}

static void a_wild_number_is_no_number(void **state)
{
	AUTO(buf_done) struct buf name = {0};
	struct rig *rig = *state;
	struct slot *slot = &rig->bench.slots[0];

	feed(rig, MODEM("add"));
	feed(rig, SIM(KNOWN("sim.0.state", "ready") KNOWN("sim.0.operator", "viettel")
		      KNOWN("sim.0.iccid", "89 \\u001b[2J 1234567890123456789012345678901234")));
	assert_string_equal(name_of(slot, &name), "SIM");
	assert_int_equal(bench_take(&rig->bench, slot, &rig->bed->err), 0);
}

static void what_is_left_in_a_phone_is_seen(void **state)
{
	static const struct {
		int sims; /* -1: not read */
		int card;
		bool holds;
	} rows[] = {{-1, -1, false}, {0, 0, false}, {0, -1, false}, {1, -1, true}, {0, 1, true}};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		AUTO(snapshot_done) struct snapshot snapshot = {0};

		if (rows[i].sims < 0)
			facts_unreadable(&snapshot.facts, "sim.count", "-");
		else
			facts_int(&snapshot.facts, "sim.count", rows[i].sims, "-");
		if (rows[i].card >= 0)
			facts_bool(&snapshot.facts, "card.present", rows[i].card, "-");
		snapshot_freeze(&snapshot);
		assert_int_equal(flow_holds_card(&snapshot), rows[i].holds);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_sim_goes_into_the_book_once, rig_make, rig_drop),
		cmocka_unit_test_setup_teardown(what_the_modem_can_not_read_is_said, rig_make,
						rig_drop),
		cmocka_unit_test_setup_teardown(a_wild_number_is_no_number, rig_make, rig_drop),
		cmocka_unit_test(what_is_left_in_a_phone_is_seen),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
