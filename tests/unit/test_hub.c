/* The watch's lines in, slots out: one a port, whoever says what, in whatever order. */
#include "hub_rig.h"

#define PROGRESS(id, done) \
	"{\"event\":\"progress\",\"id\":\"" id "\",\"port\":\"1-1.4\",\"transport\":\"adb\"," \
	"\"done\":" done ",\"total\":15,\"step\":\"pin\"}\n"

static size_t used(struct rig *rig)
{
	size_t count = 0;

	for (size_t i = 0; i < BENCH_SLOTS; i++)
		count += rig->bench.slots[i].state != SLOT_EMPTY;
	return count;
}

static void a_phone_comes_is_read_and_goes(void **state)
{
	struct rig *rig = *state;
	struct slot *slot;

	tell(rig, "add", "adb", "adb:A@1-1.4", "1-1.4", "unauthorized");
	slot = slot_at(rig, "1-1.4");
	assert_int_equal(slot->state, SLOT_WAITING);
	assert_string_equal(slot_link(slot)->state, "unauthorized");
	assert_string_equal(slot_link(slot)->name, "Phone 1-1.4");
	tell(rig, "change", "adb", "adb:A@1-1.4", "1-1.4", "device");
	assert_int_equal(slot->state, SLOT_PROBING);
	feed(rig, "%s", PROGRESS("adb:A@1-1.4", "3") PROGRESS("adb:B@1-1.4", "9"));
	assert_true(slot->step == 3 && slot->steps == 15 && str_eq(slot->step_label, "pin"));
	feed(rig, "%s", PROGRESS("adb:A@1-1.4", "99"));
	assert_int_equal(slot->step, 15);
	answer(rig, "adb", "adb:A@1-1.4", "1-1.4", GOOD, "none");
	assert_int_equal(slot->state, SLOT_DONE);
	assert_int_equal(slot->verdict.measured, VERDICT_PASS);
	assert_int_equal(slot->verdict.gate, GATE_OPEN);
	assert_false(slot->is_saved);
	tell(rig, "remove", "adb", "adb:A@1-1.4", "1-1.4", "device");
	assert_true(slot->is_gone);
	assert_int_equal(slot->state, SLOT_DONE);
	assert_int_equal(slot->verdict.measured, VERDICT_PASS);
	assert_int_equal(used(rig), 1);
}

static void another_phone_at_the_port_inherits_nothing(void **state)
{
	struct rig *rig = *state;
	struct slot *slot;

	tell(rig, "add", "adb", "adb:A@1-1", "1-1", "device");
	answer(rig, "adb", "adb:A@1-1", "1-1", GOOD, "none");
	tell(rig, "remove", "adb", "adb:A@1-1", "1-1", "device");
	tell(rig, "add", "adb", "adb:B@1-1", "1-1", "unauthorized");
	slot = slot_at(rig, "1-1");
	assert_int_equal(slot->state, SLOT_WAITING);
	assert_int_equal(slot->snapshot.facts.count, 0);
	assert_int_equal(slot->verdict.count, 0);
	assert_non_null(strstr(slot->before, "Model adb:A@1-1"));
	assert_int_equal(used(rig), 1);
	/* Even when nobody told that the first one went. */
	tell(rig, "change", "adb", "adb:B@1-1", "1-1", "device");
	answer(rig, "adb", "adb:B@1-1", "1-1", GOOD, "none");
	tell(rig, "add", "adb", "adb:C@1-1", "1-1", "offline");
	assert_int_equal(slot->state, SLOT_WAITING);
	assert_int_equal(slot->snapshot.facts.count, 0);
	/* And when the bus tells of the next one before adb tells of the last one's end. */
	tell(rig, "change", "adb", "adb:C@1-1", "1-1", "device");
	answer(rig, "adb", "adb:C@1-1", "1-1", GOOD, "none");
	tell(rig, "add", "usb", "usb:1-1", "1-1", "charging-only");
	tell(rig, "remove", "adb", "adb:C@1-1", "1-1", "device");
	tell(rig, "add", "adb", "adb:C@1-1", "1-1", "unauthorized");
	assert_int_equal(slot->state, SLOT_WAITING);
	assert_int_equal(slot->snapshot.facts.count, 0);
}

static void one_serial_twice_is_two_slots(void **state)
{
	struct rig *rig = *state;

	tell(rig, "add", "adb", "adb:0123456789ABCDEF@1-1", "1-1", "device");
	tell(rig, "add", "adb", "adb:0123456789ABCDEF@1-2", "1-2", "device");
	answer(rig, "adb", "adb:0123456789ABCDEF@1-1", "1-1", GOOD, "none");
	assert_int_equal(slot_at(rig, "1-1")->state, SLOT_DONE);
	assert_int_equal(slot_at(rig, "1-2")->state, SLOT_PROBING);
	/* Over TCP there is no port: the id is the slot. */
	tell(rig, "add", "adb", "adb:10.0.0.7:5555@", "", "device");
	tell(rig, "add", "adb", "adb:10.0.0.8:5555@", "", "device");
	answer(rig, "adb", "adb:10.0.0.8:5555@", "", SMALL, "none");
	assert_int_equal(used(rig), 4);
	assert_int_equal(rig->bench.slots[2].state, SLOT_PROBING);
	assert_int_equal(rig->bench.slots[3].state, SLOT_DONE);
}

static void one_phone_seen_in_three_ways_is_one_slot(void **state)
{
	struct rig *rig = *state;
	struct slot *slot;

	tell(rig, "add", "usb", "usb:1-1", "1-1", "charging-only");
	tell(rig, "add", "mtp", "mtp:1-1", "1-1", "mtp-only");
	answer(rig, "mtp", "mtp:1-1", "1-1", GOOD, "none");
	slot = slot_at(rig, "1-1");
	assert_int_equal(slot->state, SLOT_DONE);
	assert_int_equal(slot->read_rank, LINK_MTP);
	tell(rig, "add", "adb", "adb:A@1-1", "1-1", "device");
	assert_int_equal(slot->state, SLOT_PROBING);
	answer(rig, "adb", "adb:A@1-1", "1-1", GOOD, "none");
	assert_int_equal(slot->read_rank, LINK_FULL);
	assert_string_equal(slot->device_id, "adb:A@1-1");
	/* The lesser ways say nothing against it any more. */
	answer(rig, "mtp", "mtp:1-1", "1-1", SMALL, "none");
	tell(rig, "change", "usb", "usb:1-1", "1-1", "charging-only");
	assert_int_equal(slot->verdict.measured, VERDICT_PASS);
	/* Debugging switched off: still there, by a lesser way. */
	tell(rig, "remove", "adb", "adb:A@1-1", "1-1", "device");
	assert_false(slot->is_gone);
	assert_string_equal(slot_link(slot)->state, "mtp-only");
	tell(rig, "remove", "mtp", "mtp:1-1", "1-1", "mtp-only");
	tell(rig, "remove", "usb", "usb:1-1", "1-1", "charging-only");
	assert_true(slot->is_gone);
	assert_int_equal(used(rig), 1);
}

static void a_phone_that_says_nothing_is_not_judged(void **state)
{
	struct rig *rig = *state;

	tell(rig, "add", "adb", "adb:A@1-1", "1-1", "unauthorized");
	feed(rig, "{\"schema\":\"hotroit.snapshot/1\",\"taken_at\":\"2026-11-22T20:30:00+07:00\","
		  "\"device\":{\"id\":\"adb:A@1-1\",\"transport\":\"adb\",\"port\":\"1-1\"},"
		  "\"facts\":[{\"key\":\"link.state\",\"value\":\"unauthorized\"},"
		  "{\"key\":\"os.sdk\",\"state\":\"unreadable\",\"reason\":\"x\"}]}\n");
	assert_int_equal(slot_at(rig, "1-1")->state, SLOT_WAITING);
	assert_int_equal(slot_at(rig, "1-1")->read_rank, -1);
}

static void what_is_no_phone_takes_no_slot(void **state)
{
	struct rig *rig = *state;

	tell(rig, "add", "usb", "usb:1-1", "1-1", "usb");
	tell(rig, "add", "usb", "usb:1-2", "1-2", "disk");
	tell(rig, "add", "block", "sda", "", "disk");
	tell(rig, "remove", "usb", "usb:9-9", "9-9", "usb");
	assert_int_equal(used(rig), 0);
	assert_int_equal(rig->bench.hub.troubles, 0);
}

static void hostile_lines_are_told_and_passed_over(void **state)
{
	static const char *const lines[] = {
		"x\n", "{\n", "[]\n", "{}\n", "{\"event\":\"add\"}\n",
		"{\"event\":\"explode\",\"id\":\"a\"}\n", "{\"event\":1,\"id\":\"a\"}\n",
		"{\"event\":\"add\",\"id\":\"\"}\n", "{\"event\":\"add\",\"id\":{}}\n",
		"{\"schema\":\"hotroit.snapshot/9\"}\n", "{\"event\":\"add\",\"id\":\"\xff\"}\n",
	};
	struct rig *rig = *state;
	char *flood = calloc(1, 3u << 20);

	for (size_t i = 0; i < ARRAY_LEN(lines); i++)
		feed(rig, "%s", lines[i]);
	assert_int_equal(rig->bench.hub.troubles, ARRAY_LEN(lines));
	assert_int_not_equal(rig->bench.hub.err.code, 0);
	assert_int_equal(used(rig), 0);
	feed(rig, "\n\n");
	assert_non_null(flood);
	memset(flood, 'a', (3u << 20) - 1);
	hub_feed(&rig->bench, flood, strlen(flood));
	assert_true(rig->bench.hub.line.cap < (1u << 20));
	feed(rig, "\n");
	free(flood);
	assert_int_equal(rig->bench.hub.troubles, ARRAY_LEN(lines) + 1);
	/* Escapes never get as far as the terminal; what is too long is cut at a letter. */
	feed(rig, "{\"event\":\"add\",\"id\":\"adb:A@1-1\",\"port\":\"1-1\",\"transport\":\"adb\","
		  "\"state\":\"device\",\"name\":\"\\u001b[2JEvil%0200d\",\"hint\":\"\\u202ex\"}\n",
	     7);
	assert_null(strchr(slot_at(rig, "1-1")->links[LINK_FULL].name, '\033'));
	assert_true(text_is_utf8(slot_at(rig, "1-1")->links[LINK_FULL].name,
				 strlen(slot_at(rig, "1-1")->links[LINK_FULL].name)));
	/* In pieces it is the same line. */
	for (const char *c = "{\"event\":\"add\",\"id\":\"adb:B@1-2\",\"port\":\"1-2\","
			     "\"transport\":\"adb\",\"state\":\"offline\"}\n";
	     *c; c++)
		hub_feed(&rig->bench, c, 1);
	assert_int_equal(slot_at(rig, "1-2")->state, SLOT_WAITING);
}

static void twenty_and_more(void **state)
{
	struct rig *rig = *state;
	size_t order[BENCH_SLOTS], count;

	for (unsigned i = 20; i > 0; i--) {
		char id[32], port[16];

		snprintf(port, sizeof(port), "1-1.%u", i);
		snprintf(id, sizeof(id), "adb:S%u@%s", i, port);
		tell(rig, "add", "adb", id, port, "device");
		answer(rig, "adb", id, port, i % 3 ? GOOD : SMALL, i % 5 ? "none" : "present");
	}
	count = bench_order(&rig->bench, BENCH_BY_PORT, order);
	assert_int_equal(count, 20);
	assert_string_equal(rig->bench.slots[order[1]].port, "1-1.2");
	assert_string_equal(rig->bench.slots[order[9]].port, "1-1.10");
	count = bench_order(&rig->bench, BENCH_BY_VERDICT, order);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(rig->bench.slots[order[i]].verdict.word == VERDICT_FAIL, i >= 14);
	/* A whole shelf of hubs: the rest is told of, and an empty port's slot goes first. */
	for (unsigned i = 1; i <= BENCH_SLOTS; i++) {
		char id[32], port[16];

		snprintf(port, sizeof(port), "2-1.%u", i);
		snprintf(id, sizeof(id), "adb:T%u@%s", i, port);
		tell(rig, "add", "adb", id, port, "offline");
	}
	assert_int_equal(used(rig), BENCH_SLOTS);
	assert_int_equal(rig->bench.hub.err.code, ENOSPC);
	tell(rig, "remove", "adb", "adb:S7@1-1.7", "1-1.7", "device");
	tell(rig, "add", "adb", "adb:U@3-1", "3-1", "offline");
	assert_non_null(slot_at(rig, "3-1"));
	assert_null(slot_at(rig, "1-1.7"));
}

static int keep_state(void *user, const struct record_kind *kind, const struct record *record)
{
	for (size_t i = 0; i < kind->field_count; i++)
		if (str_eq(kind->fields[i].name, "state"))
			snprintf(user, 32, "%s", record->values[i]);
	return 0;
}

static void assert_state(struct rig *rig, const struct slot *slot, const char *wanted)
{
	char word[32] = "";

	assert_int_equal(store_get(rig->bed->store, record_kind_find("device"),
				   slot->saved.device_id, keep_state, word, &rig->bed->err), 0);
	assert_string_equal(word, wanted);
}

static void a_locked_phone_is_blocked_until_its_donor_came(void **state)
{
	AUTO(buf_done) struct buf slip = {0};
	struct rig *rig = *state;
	struct slot *slot;
	struct err err;
	char tag[STORE_TAG_MAX];

	tell(rig, "add", "adb", "adb:A@1-1", "1-1", "device");
	answer(rig, "adb", "adb:A@1-1", "1-1", GOOD, "present");
	slot = slot_at(rig, "1-1");
	assert_int_equal(slot->verdict.gate, GATE_LOCKED);
	assert_int_equal(bench_take(&rig->bench, slot, &err), 0);
	assert_state(rig, slot, "blocked");
	memcpy(tag, slot->saved.tag, sizeof(tag));
	assert_int_equal(flow_slip(&slip, rig->bed->store, rig->bench.plan, tag, &err), 0);
	assert_non_null(strstr(buf_text(&slip), tag));
	assert_null(strstr(buf_text(&slip), "Sadb:A\n"));
	for (const char *line = buf_text(&slip); *line; line += strcspn(line, "\n") + 1) {
		char text[512];

		snprintf(text, sizeof(text), "%.*s", (int)strcspn(line, "\n"), line);
		assert_true(text_width(text) <= FLOW_SLIP_COLUMNS);
	}
	/* Plugged in again, still not readable: nothing changes. Then signed out: it goes on. */
	tell(rig, "remove", "adb", "adb:A@1-1", "1-1", "device");
	tell(rig, "add", "adb", "adb:A@1-1", "1-1", "device");
	assert_int_equal(slot->state, SLOT_PROBING);
	assert_false(slot->is_saved);
	answer(rig, "adb", "adb:A@1-1", "1-1", GOOD, "possible");
	assert_true(slot->is_saved);
	tell(rig, "remove", "adb", "adb:A@1-1", "1-1", "device");
	tell(rig, "add", "adb", "adb:A@1-1", "1-1", "device");
	answer(rig, "adb", "adb:A@1-1", "1-1", GOOD, "none");
	assert_string_equal(slot->saved.tag, tag);
	assert_state(rig, slot, "received");
	assert_int_equal(flow_slip(&slip, rig->bed->store, rig->bench.plan, tag, &err), -ENOENT);
}

static void twins_are_two_devices_in_the_book(void **state)
{
	struct rig *rig = *state;
	struct slot *one, *two;
	struct err err;

	tell(rig, "add", "adb", "adb:T@1-1", "1-1", "device");
	tell(rig, "add", "adb", "adb:T@1-2", "1-2", "device");
	answer(rig, "adb", "adb:T@1-1", "1-1", GOOD, "present");
	answer(rig, "adb", "adb:T@1-2", "1-2", GOOD, "none");
	one = slot_at(rig, "1-1");
	two = slot_at(rig, "1-2");
	assert_int_equal(bench_take(&rig->bench, one, &err), 0);
	assert_int_equal(bench_take(&rig->bench, two, &err), 0);
	assert_string_not_equal(one->saved.tag, two->saved.tag);
	/* The open twin does not open the locked one's way. */
	assert_state(rig, one, "blocked");
	assert_state(rig, two, "received");
	/* Read once more, plugged in again or not, each stays who it was. */
	for (int i = 0; i < 2; i++) {
		char tag[STORE_TAG_MAX];

		memcpy(tag, two->saved.tag, sizeof(tag));
		if (i) {
			tell(rig, "remove", "adb", "adb:T@1-2", "1-2", "device");
			tell(rig, "add", "adb", "adb:T@1-2", "1-2", "device");
		}
		answer(rig, "adb", "adb:T@1-2", "1-2", GOOD, i ? "none" : "possible");
		assert_true(two->is_saved);
		assert_string_equal(two->saved.tag, tag);
	}
	assert_state(rig, one, "blocked");
}

static void nothing_is_kept_of_the_next_phone_unasked(void **state)
{
	struct rig *rig = *state;
	struct err err;

	tell(rig, "add", "mtp", "mtp:1-1", "1-1", "mtp-only");
	answer(rig, "mtp", "mtp:1-1", "1-1", GOOD, "none");
	assert_int_equal(bench_take(&rig->bench, slot_at(rig, "1-1"), &err), 0);
	/* An MTP id is only the port's: the next phone has the same. */
	tell(rig, "remove", "mtp", "mtp:1-1", "1-1", "mtp-only");
	tell(rig, "add", "mtp", "mtp:1-1", "1-1", "mtp-only");
	answer(rig, "mtp", "mtp:1-1", "1-1", GOOD, "none");
	assert_false(slot_at(rig, "1-1")->is_saved);
}

static void the_watch_may_die(void **state)
{
	struct rig *rig = *state;
	struct slot *slot;
	struct err why, err;

	tell(rig, "add", "adb", "adb:A@1-1", "1-1", "device");
	answer(rig, "adb", "adb:A@1-1", "1-1", GOOD, "none");
	slot = slot_at(rig, "1-1");
	assert_int_equal(bench_take(&rig->bench, slot, &err), 0);
	tell(rig, "add", "adb", "adb:B@1-2", "1-2", "device");
	err_set(&why, EIO, "gone");
	port_lost(&rig->bench, &why);
	assert_int_equal(slot->state, SLOT_DONE);
	assert_int_equal(slot_at(rig, "1-2")->state, SLOT_FAILED);
	/* The next one tells of all anew. */
	tell(rig, "add", "adb", "adb:A@1-1", "1-1", "device");
	tell(rig, "add", "adb", "adb:B@1-2", "1-2", "device");
	assert_int_equal(slot_at(rig, "1-2")->state, SLOT_PROBING);
	answer(rig, "adb", "adb:A@1-1", "1-1", GOOD, "none");
	assert_true(slot->is_saved);
	assert_int_equal(used(rig), 2);
}

static void poll_until(struct rig *rig, bool running)
{
	int64_t until = clock_mono_ms() + 20000;

	while ((rig->bench.hub.proc.out >= 0) != running && clock_mono_ms() < until) {
		bench_poll(&rig->bench);
		usleep(1000);
	}
	assert_int_equal(rig->bench.hub.proc.out >= 0, running);
}

/* The real program, under a root that has no bus to watch: it says so and ends. */
static void it_is_started_again_later_and_later(void **state)
{
	struct rig *rig = *state;
	struct hub *hub = &rig->bench.hub;
	int last = 0;

	assert_int_equal(bench_wait_ms(&rig->bench), -1);
	assert_false(bench_poll(&rig->bench));
	rig->bench.root = rig->bed->dir;
	bench_watch(&rig->bench);
	assert_int_equal(bench_wait_ms(&rig->bench), 0);
	for (int i = 0; i < 8; i++) {
		hub->start_at_ms = 0;
		poll_until(rig, true);
		assert_int_equal(bench_wait_ms(&rig->bench), -1);
		poll_until(rig, false);
		assert_int_equal(hub->err.code, EIO);
		assert_in_range(bench_wait_ms(&rig->bench), last, 60000);
		last = bench_wait_ms(&rig->bench) - 500;
	}
	assert_true(last > 50000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		RIG(a_phone_comes_is_read_and_goes),
		RIG(another_phone_at_the_port_inherits_nothing),
		RIG(one_serial_twice_is_two_slots),
		RIG(one_phone_seen_in_three_ways_is_one_slot),
		RIG(a_phone_that_says_nothing_is_not_judged),
		RIG(what_is_no_phone_takes_no_slot),
		RIG(hostile_lines_are_told_and_passed_over),
		RIG(twenty_and_more),
		RIG(a_locked_phone_is_blocked_until_its_donor_came),
		RIG(twins_are_two_devices_in_the_book),
		RIG(nothing_is_kept_of_the_next_phone_unasked),
		RIG(the_watch_may_die),
		RIG(it_is_started_again_later_and_later),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
