/* The home screen's numbers on a small book of our own, at a moment of our own. */
#include "flow.h"
#include "store_help.h"

#include <sys/syscall.h>
#include <time.h>

#define NOW "2026-11-23T20:50:00+07:00"

#define NOW_UNIX 1795441800

/* In front of libc's: the book is written at NOW, too. */
int clock_gettime(clockid_t clock, struct timespec *ret)
{
	if (clock != CLOCK_REALTIME)
		return (int)syscall(SYS_clock_gettime, clock, ret);
	*ret = (struct timespec){.tv_sec = NOW_UNIX};
	return 0;
}

/* As a step of the program would write it: read-only fields too. */
static void write_row(struct bed *bed, const char *kind, const char *id, const char *pairs)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *names[12], *values[12];
	struct store_write write = {.kind = record_kind_find(kind),
				    .id = id,
				    .is_new = true,
				    .names = names,
				    .values = values};
	char *rest = NULL;

	for (char *pair = strtok_r(arena_str(&arena, pairs), ";", &rest); pair;
	     pair = strtok_r(NULL, ";", &rest)) {
		char *equals = strchr(pair, '=');

		assert_non_null(equals);
		*equals = '\0';
		names[write.count] = pair;
		values[write.count++] = equals + 1;
	}
	if (store_write_all(bed->store, &write, 1, &bed->err) < 0)
		fail_msg("%s: %s", pairs, bed->err.text);
}

static void add(struct bed *bed, const char *kind, char id[UUID_TEXT_MAX], const char *pairs)
{
	uuid_new(id);
	write_row(bed, kind, id, pairs);
}

static void add_step(struct bed *bed, const char *kind, const char *subject, const char *from,
		     const char *to, const char *at)
{
	char id[UUID_TEXT_MAX], pairs[300];

	snprintf(pairs, sizeof(pairs),
		 "kind=%s;subject=%s;action=x;from_state=%s;to_state=%s;at=%s", kind, subject, from,
		 to, at);
	add(bed, "step", id, pairs);
}

static void read_home(struct bed *bed, struct home *home, const char *now)
{
	struct target target = {.id = TARGET_DEVICES_A_MONTH, .value = 2};
	const struct plan plan = {.targets = &target, .target_count = 1};

	if (flow_home(home, bed->store, &plan, now, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

static void nothing_yet(void **state)
{
	struct bed *bed = *state;
	AUTO(home_done) struct home home = {0};
	char now[CLOCK_TEXT_MAX], id[UUID_TEXT_MAX];

	clock_text(now);
	read_home(bed, &home, now);
	assert_true(home.is_empty);
	assert_int_equal(home.todo_count, 0);
	assert_int_equal(home.backup_days, -1);
	assert_int_equal(home.month_target, 2);
	home_done(&home);
	add(bed, "donor", id, "name=Lan;kind=person");
	read_home(bed, &home, now);
	assert_false(home.is_empty);
}

static void requests_by_what_is_due(void **state)
{
	static const char *const received[] = {
		"2026-11-23T20:00:00+07:00", "2026-11-22T19:50:00+07:00",
		"2026-11-22T21:50:00+07:00", "2000-01-01T00:05:00+07:00",
		"2026-11-20T20:50:00+07:00", "2026-11-22T13:51:00+00:00"};
	static const char *const when[] = {"quá 48 giờ", "quá 1 giờ",     "còn 1 phút",
					   "còn 1 giờ",  "còn 23 giờ 10", "đồng hồ máy sai"};
	struct bed *bed = *state;
	AUTO(home_done) struct home home = {0};
	char id[UUID_TEXT_MAX], pairs[200];

	for (size_t i = 0; i < ARRAY_LEN(received); i++) {
		snprintf(pairs, sizeof(pairs), "received_at=%s;requester=An;symptom=mạng",
			 received[i]);
		add(bed, "request", id, pairs);
	}
	add(bed, "request", id,
	    "received_at=2026-11-01T08:00:00+07:00;requester=An;symptom=x;"
	    "state=contacted;first_contact_at=2026-11-01T09:00:00+07:00");
	read_home(bed, &home, NOW);
	assert_int_equal(home.queues[HOME_OVERDUE], 2);
	assert_int_equal(home.queues[HOME_UNREACHED], 4);
	assert_int_equal(home.todo_count, ARRAY_LEN(when));
	for (size_t i = 0; i < ARRAY_LEN(when); i++)
		assert_string_equal(home.todo[i].when, when[i]);
}

static void queues_of_devices(void **state)
{
	struct bed *bed = *state;
	AUTO(home_done) struct home home = {0};
	char id[UUID_TEXT_MAX], pairs[200];

	add(bed, "device", id, "state=qc");
	add(bed, "device", id, "state=ready");
	add(bed, "device", id, "state=ready");
	add(bed, "device", id, "state=reserved");
	add(bed, "device", id, "state=received;received_at=2026-11-20T20:49:00+07:00");
	add(bed, "device", id, "state=received;received_at=2026-11-20T20:51:00+07:00");
	/* Came long ago, blocked yesterday; blocked long ago; by the judge, without a step. */
	add(bed, "device", id, "state=blocked;received_at=2026-01-01T08:00:00+07:00");
	add_step(bed, "device", id, "triage", "blocked", "2026-11-22T08:00:00+07:00");
	add(bed, "device", id, "state=blocked;received_at=2026-01-01T08:00:00+07:00");
	add_step(bed, "device", id, "triage", "blocked", "2026-10-20T08:00:00+07:00");
	add(bed, "device", id, "state=blocked;received_at=2026-01-01T08:00:00+07:00");
	snprintf(pairs, sizeof(pairs),
		 "device=%s;opened_at=2026-11-20T08:00:00+07:00;symptom=x;"
		 "state=waiting-parts;waiting_for=pin",
		 id);
	add(bed, "repair", id, pairs);
	assert_int_equal(store_draft_put(bed->store, "donor", "", "x", &bed->err), 0);
	read_home(bed, &home, NOW);
	assert_int_equal(home.queues[HOME_QC], 1);
	assert_int_equal(home.queues[HOME_READY], 2);
	assert_int_equal(home.queues[HOME_UNTRIAGED], 1);
	assert_int_equal(home.queues[HOME_BLOCKED], 2);
	assert_int_equal(home.queues[HOME_PARTS], 1);
	assert_int_equal(home.queues[HOME_DRAFTS], 1);
	assert_int_equal(home.todo_count, 4);
	assert_string_equal(home.todo[0].what, "pin");
}

static void a_month_of_handing_over(void **state)
{
	static const char *const at[] = {"2026-10-31T23:59:59+07:00", "2026-11-01T00:00:00+07:00",
					 "2026-11-20T08:00:00+07:00"};
	struct bed *bed = *state;
	AUTO(home_done) struct home home = {0};
	char id[UUID_TEXT_MAX];

	for (size_t i = 0; i < ARRAY_LEN(at); i++) {
		add(bed, "device", id, "state=handed-over");
		add_step(bed, "device", id, "reserved", "handed-over", at[i]);
	}
	/* Back and out again, or said to be no longer in use: the same device. */
	add_step(bed, "device", id, "reserved", "handed-over", "2026-11-21T08:00:00+07:00");
	add_step(bed, "sim", id, "bundled", "handed-over", "2026-11-21T08:00:00+07:00");
	read_home(bed, &home, NOW);
	assert_int_equal(home.month_devices, 2);
	assert_int_equal(home.month_sims, 1);
	assert_int_equal(home.month, 11);
}

static void who_is_on_duty(void **state)
{
	static const char *const times[][2] = {
		{"2026-11-23T08:00:00+07:00", "2026-11-23T20:50:00+07:00"},
		{"2026-11-23T20:00:00+07:00", "2026-11-23T22:00:00+07:00"},
		{"2026-11-25T20:00:00+07:00", "2026-11-25T22:00:00+07:00"},
		{"2026-11-24T01:00:00+00:00", "2026-11-24T04:00:00+00:00"}};
	struct bed *bed = *state;
	AUTO(home_done) struct home home = {0};
	char member[UUID_TEXT_MAX], id[UUID_TEXT_MAX], pairs[200];

	for (size_t i = 0; i < ARRAY_LEN(times); i++) {
		snprintf(pairs, sizeof(pairs), "name=Người %zu;role=volunteer", i);
		add(bed, "member", member, pairs);
		snprintf(pairs, sizeof(pairs), "member=%s;from_time=%s;to_time=%s", member,
			 times[i][0], times[i][1]);
		add(bed, "duty", id, pairs);
	}
	read_home(bed, &home, NOW);
	assert_int_equal(home.duty_count, 2);
	assert_true(home.duty[0].is_now);
	assert_string_equal(home.duty[0].name, "Người 1");
	assert_false(home.duty[1].is_now);
	assert_string_equal(home.duty[1].name, "Người 3");
}

static void on_the_way(struct bed *bed)
{
	static const char *const states[] = {"proposed", "proposed", "verified", "approved",
					     "approved", "served",   "draft"};
	char id[UUID_TEXT_MAX], kit[UUID_TEXT_MAX], device[UUID_TEXT_MAX], pairs[200];

	for (size_t i = 0; i < ARRAY_LEN(states); i++) {
		snprintf(pairs, sizeof(pairs), "name=Em %zu;state=%s", i, states[i]);
		add(bed, "recipient", id, pairs);
	}
	add(bed, "device", device, "state=reserved");
	snprintf(pairs, sizeof(pairs), "recipient=%s;device=%s;state=reserved;reserved_until=%s",
		 id, device, "2026-11-22");
	add(bed, "kit", kit, pairs);
	snprintf(pairs, sizeof(pairs), "recipient=%s;state=reserved;reserved_until=2026-11-23", id);
	add(bed, "kit", kit, pairs);
	snprintf(pairs, sizeof(pairs), "kit=%s;due=2026-11-23", kit);
	add(bed, "visit", id, pairs);
	snprintf(pairs, sizeof(pairs), "kit=%s;due=2026-11-24", kit);
	add(bed, "visit", id, pairs);
	snprintf(pairs, sizeof(pairs), "kit=%s;due=2026-11-01;state=done", kit);
	add(bed, "visit", id, pairs);
}

static void ask_rights(struct bed *bed, const char *state, const char *answer, const char *due)
{
	char id[UUID_TEXT_MAX], donor[UUID_TEXT_MAX], pairs[256];

	add(bed, "donor", donor, "name=An;kind=person");
	snprintf(pairs, sizeof(pairs),
		 "asked=erase;requester=An;received_at=2026-11-20T08:00:00+07:00;state=%s;"
		 "answer_due=%s;due=%s;donor=%s",
		 state, answer, due, donor);
	add(bed, "rights", id, pairs);
}

static void what_waits_for_pupils(void **state)
{
	const struct store_actor volunteer = {.role = ROLE_VOLUNTEER};
	struct bed *bed = *state;
	AUTO(home_done) struct home home = {0}, theirs = {0};

	on_the_way(bed);
	ask_rights(bed, "open", "2026-11-22", "2026-12-20");
	ask_rights(bed, "open", "2026-11-27", "2026-12-20");
	ask_rights(bed, "answered", "2026-11-01", "2026-11-26");
	ask_rights(bed, "done", "2026-11-01", "2026-11-20");
	read_home(bed, &home, NOW);
	assert_int_equal(home.queues[HOME_PROPOSED], 2);
	assert_int_equal(home.queues[HOME_VERIFIED], 1);
	assert_int_equal(home.queues[HOME_APPROVED], 1);
	assert_int_equal(home.queues[HOME_PAST], 1);
	assert_int_equal(home.queues[HOME_VISITS], 1);
	assert_int_equal(home.queues[HOME_RIGHTS], 2);
	assert_int_equal(home.todo_count, 4);
	assert_string_equal(home.todo[0].when, "quá 1 ngày");
	assert_string_equal(home.todo[1].when, "còn 3 ngày");
	assert_string_equal(home.todo[2].when, "quá 1 ngày");
	assert_string_equal(home.todo[3].when, "hôm nay");
	store_act_as(bed->store, &volunteer);
	read_home(bed, &theirs, NOW);
	assert_true(theirs.is_hidden[HOME_PROPOSED] && theirs.is_hidden[HOME_RIGHTS]);
	assert_int_equal(theirs.queues[HOME_PROPOSED] + theirs.queues[HOME_APPROVED] +
				 theirs.queues[HOME_RIGHTS],
			 0);
	assert_false(theirs.is_hidden[HOME_VISITS]);
	assert_int_equal(theirs.queues[HOME_VISITS], 1);
	for (size_t i = 0; i < theirs.todo_count; i++)
		assert_int_not_equal(theirs.todo[i].queue, HOME_RIGHTS);
}

/* Who may only look, as nobody who signed in at a bench with PINs, is told numbers and no rows. */
static void a_viewer_sees_numbers(void **state)
{
	struct bed *bed = *state;
	const struct store_actor viewer = {.role = ROLE_VIEWER};
	AUTO(home_done) struct home home = {0};
	char id[UUID_TEXT_MAX];

	add(bed, "request", id, "received_at=2026-11-22T19:50:00+07:00;requester=An;symptom=x");
	add(bed, "request", id, "received_at=2026-11-23T19:50:00+07:00;requester=An;symptom=x");
	add(bed, "request", id, "received_at=2000-01-01T00:05:00+07:00;requester=An;symptom=x");
	add(bed, "device", id, "state=qc");
	store_act_as(bed->store, &viewer);
	read_home(bed, &home, NOW);
	assert_int_equal(home.queues[HOME_OVERDUE], 1);
	assert_int_equal(home.queues[HOME_UNREACHED], 2);
	assert_int_equal(home.todo_count, 1);
	assert_int_equal(home.todo[0].queue, HOME_QC);
}

/* Nothing is late by a clock that was never set, or was set back behind the book's last line. */
static void a_wrong_clock(void **state)
{
	struct bed *bed = *state;
	AUTO(home_done) struct home home = {0}, back = {0};
	char id[UUID_TEXT_MAX];

	add(bed, "request", id, "received_at=2026-01-01T08:00:00+07:00;requester=An;symptom=x");
	add(bed, "device", id, "state=received;received_at=1999-01-01T08:00:00+07:00");
	read_home(bed, &home, "2000-01-01T00:10:00+07:00");
	assert_true(home.is_clock_wrong);
	assert_int_equal(home.queues[HOME_OVERDUE], 0);
	assert_int_equal(home.queues[HOME_UNTRIAGED], 0);
	assert_int_equal(home.queues[HOME_UNREACHED], 1);
	assert_string_equal(home.todo[0].when, "đồng hồ máy sai");
	read_home(bed, &back, "2020-06-01T00:10:00+07:00");
	assert_true(back.is_clock_wrong);
	assert_true(flow_home(&back, bed->store, NULL, "hôm nay", &bed->err) < 0);
}

static void the_version_tells_of_every_change(void **state)
{
	struct bed *bed = *state;
	struct store *other;
	char id[UUID_TEXT_MAX];
	int64_t first = 0, second = 0;

	assert_int_equal(store_version(bed->store, &first, &bed->err), 0);
	assert_int_equal(store_version(bed->store, &second, &bed->err), 0);
	assert_true(first == second);
	add(bed, "donor", id, "name=Lan;kind=person");
	assert_int_equal(store_version(bed->store, &second, &bed->err), 0);
	assert_true(first != second);
	assert_int_equal(store_open(&other, bed->file, STORE_READ_WRITE, &bed->err), 0);
	assert_int_equal(store_draft_put(other, "donor", "", "x", &bed->err), 0);
	assert_int_equal(store_version(bed->store, &first, &bed->err), 0);
	assert_true(first != second);
	store_close(other);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED_TEST(nothing_yet),
		BED_TEST(requests_by_what_is_due),
		BED_TEST(queues_of_devices),
		BED_TEST(a_month_of_handing_over),
		BED_TEST(who_is_on_duty),
		BED_TEST(what_waits_for_pupils),
		BED_TEST(a_viewer_sees_numbers),
		BED_TEST(a_wrong_clock),
		BED_TEST(the_version_tells_of_every_change),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
