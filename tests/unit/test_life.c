/* Life cycles: no step but in its turn, by whom it may be taken, with what it asks; and what comes
 * back from a pupil is not clean any more. */
#include "store_help.h"

#include "flow.h"

#define VALUES_MAX 8

struct day {
	struct bed *bed;
	char device[UUID_TEXT_MAX], lan[UUID_TEXT_MAX], minh[UUID_TEXT_MAX], hoa[UUID_TEXT_MAX];
};

/* "name=value" words, ended by NULL. */
static void add(struct bed *bed, const char *kind, const char *const *pairs,
		char ret_id[UUID_TEXT_MAX])
{
	const char *names[VALUES_MAX], *values[VALUES_MAX];
	AUTO(arena_done) struct arena arena = {0};
	size_t count = 0;

	for (; pairs[count]; count++) {
		const char *equals = strchr(pairs[count], '=');

		names[count] = arena_copy(&arena, pairs[count], (size_t)(equals - pairs[count]));
		values[count] = equals + 1;
	}
	if (store_add(bed->store, record_kind_find(kind), names, values, count, ret_id,
		      &bed->err) < 0)
		fail_msg("add %s: %s", kind, bed->err.text);
}

static void act_as(struct day *day, const char *member, unsigned role)
{
	struct store_actor actor = {.role = role, .name = "Ai đó"};

	snprintf(actor.member, sizeof(actor.member), "%s", member);
	store_act_as(day->bed->store, &actor);
}

static int step_of(struct day *day, const char *kind, const char *id, const char *action,
		   const char *waiver, const char *const *pairs)
{
	const char *names[VALUES_MAX], *values[VALUES_MAX];
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf said = {0};
	struct flow_step flow = {.action = action, .id = id, .names = names,
				 .values = values, .waiver = waiver};

	for (; pairs && pairs[flow.count]; flow.count++) {
		const char *equals = strchr(pairs[flow.count], '=');

		names[flow.count] =
			arena_copy(&arena, pairs[flow.count], (size_t)(equals - pairs[flow.count]));
		values[flow.count] = equals + 1;
	}
	return flow_do(day->bed->store, NULL, record_kind_find(kind), &flow, &said,
		       &day->bed->err);
}

static int step(struct day *day, const char *action, const char *waiver, const char *const *pairs)
{
	return step_of(day, "device", day->device, action, waiver, pairs);
}

static void done(struct day *day, const char *action, const char *const *pairs)
{
	if (step(day, action, NULL, pairs) < 0)
		fail_msg("%s: %s", action, day->bed->err.text);
}

static void refused(struct day *day, const char *action, const char *because)
{
	assert_int_equal(step(day, action, NULL, NULL), -EPERM);
	if (!strstr(day->bed->err.text, because))
		fail_msg("%s: %s", action, day->bed->err.text);
}

#define WITH(...) ((const char *const[]){__VA_ARGS__, NULL})

static void begin(struct day *day)
{
	struct bed *bed = day->bed;
	char donor[UUID_TEXT_MAX], donation[UUID_TEXT_MAX];
	char words[64];

	add(bed, "member", WITH("name=Trần Thị Lan", "short=lan", "role=volunteer"), day->lan);
	add(bed, "member", WITH("name=Lê Văn Minh", "short=minh", "role=volunteer"), day->minh);
	add(bed, "member", WITH("name=Đỗ Hoà", "short=hoa", "role=coordinator"), day->hoa);
	add(bed, "donor", WITH("name=Công ty Sao Mai", "kind=company"), donor);
	snprintf(words, sizeof(words), "donor=%s", donor);
	add(bed, "donation", WITH(words, "kind=devices"), donation);
	snprintf(words, sizeof(words), "donation=%s", donation);
	add(bed, "device",
	    WITH("kind=laptop", words, "accessories=1 sạc", "media_removed=none",
		 "battery_safety=ok", "wipe_consent=yes"),
	    day->device);
	act_as(day, day->lan, ROLE_VOLUNTEER);
}

static void to_the_final_check(struct day *day)
{
	act_as(day, day->hoa, ROLE_COORDINATOR);
	assert_int_equal(step(day, "wipe", "máy cũ không đọc được khoá", NULL), 0);
	act_as(day, day->lan, ROLE_VOLUNTEER);
	refused(day, "check", "còn 1 ổ");
	done(day, "erase", WITH("disk=ST9320325AS …1A2B", "medium=hdd", "level=clear",
				"method=ghi đè 1 lượt", "result=ok"));
	done(day, "check", NULL);
}

struct looked_for {
	const char *action;
	bool is_offered, is_refused;
};

static void take_choice(void *user, const struct flow_choice *choice)
{
	struct looked_for *looked_for = user;

	if (!str_eq(choice->action, looked_for->action))
		return;
	looked_for->is_offered = true;
	looked_for->is_refused = choice->need != NULL;
}

static struct looked_for offered(struct day *day, const char *kind, const char *id,
				 const char *action)
{
	struct looked_for looked_for = {.action = action};

	assert_int_equal(flow_choices(day->bed->store, NULL, record_kind_find(kind), id,
				      take_choice, &looked_for, &day->bed->err), 0);
	return looked_for;
}

static int take_id(void *user, const struct record_kind *kind, const struct record *record)
{
	(void)kind;
	snprintf(user, UUID_TEXT_MAX, "%s", record->id);
	return 1;
}

/* Both screens offer it, each to whom it is for. */
static void another_person_looks_at_the_wiping(void **state)
{
	struct day day = {.bed = *state};
	char wipe[UUID_TEXT_MAX] = "";

	begin(&day);
	done(&day, "triage", NULL);
	assert_false(offered(&day, "device", day.device, "verify").is_offered);
	done(&day, "erase", WITH("disk=A", "medium=hdd", "level=clear", "method=x", "result=ok",
				 "verify_method=đọc lại"));
	assert_int_equal(store_list(day.bed->store, record_kind_find("wipe"),
				    &(const struct store_query){.limit = 1}, take_id, wipe,
				    &day.bed->err), 0);
	assert_false(offered(&day, "device", day.device, "verify").is_offered);
	assert_true(offered(&day, "wipe", wipe, "verify").is_refused);
	act_as(&day, day.minh, ROLE_VOLUNTEER);
	assert_true(offered(&day, "device", day.device, "verify").is_offered);
	assert_true(offered(&day, "wipe", wipe, "verify").is_offered);
	assert_false(offered(&day, "wipe", wipe, "verify").is_refused);
	done(&day, "verify", NULL);
	assert_int_equal(bed_number(day.bed, "SELECT count(*) FROM wipe WHERE verified_at "
					     "IS NOT NULL AND verified_by <> wiped_by"), 1);
	assert_false(offered(&day, "device", day.device, "verify").is_offered);
}

static void another_person_checks_last(void **state)
{
	struct day day = {.bed = *state};

	begin(&day);
	done(&day, "triage", NULL);
	refused(&day, "qc", "chưa đến lượt");
	refused(&day, "wipe", "chưa rõ máy có khoá không");
	to_the_final_check(&day);
	refused(&day, "qc", "phải khác người sửa và người xoá");
	/* Who erased may not waive it away either. */
	act_as(&day, day.lan, ROLE_COORDINATOR);
	assert_int_equal(step(&day, "qc", "vội", NULL), -EPERM);
	/* Another one may, but only a coordinator lets the standard go. */
	act_as(&day, day.minh, ROLE_VOLUNTEER);
	assert_int_equal(step(&day, "qc", "vội", NULL), -EPERM);
	act_as(&day, day.hoa, ROLE_COORDINATOR);
	assert_int_equal(step(&day, "qc", "đã thử kỹ, thiếu sạc", NULL), 0);
	assert_int_equal(bed_number(day.bed, "SELECT count(*) FROM device WHERE state = 'ready' "
					     "AND custody = 'shelf' AND waiver LIKE 'đã thử%'"), 1);
	assert_int_equal(bed_number(day.bed, "SELECT count(*) FROM step WHERE action = 'qc' AND "
					     "waiver IS NOT NULL AND \"by\" IS NOT NULL"), 1);
}

static void pupil_does(struct day *day, const char *pupil, const char *action,
		       const char *const *pairs)
{
	if (step_of(day, "recipient", pupil, action, NULL, pairs) < 0)
		fail_msg("%s: %s", action, day->bed->err.text);
}

/* To a pupil who was put forward by one, verified by another and approved. */
static void hand_over(struct day *day)
{
	char pupil[UUID_TEXT_MAX], school[UUID_TEXT_MAX], consent[UUID_TEXT_MAX];
	char words[64];

	add(day->bed, "unit", WITH("name=THCS Phù Đổng", "kind=school"), school);
	snprintf(words, sizeof(words), "school=%s", school);
	add(day->bed, "recipient",
	    WITH("name=Nguyễn Thị Hoà", "class=8A", "circumstance=poor", words), pupil);
	snprintf(words, sizeof(words), "recipient=%s", pupil);
	add(day->bed, "consent",
	    WITH(words, "purpose=processing", "given_by=guardian", "given_on=01/11/2026",
		 "evidence=phiếu 12"), consent);
	pupil_does(day, pupil, "propose", NULL);
	assert_int_equal(step(day, "reserve", NULL, WITH(words)), -EPERM);
	act_as(day, day->minh, ROLE_TEACHER);
	pupil_does(day, pupil, "verify", NULL);
	act_as(day, day->hoa, ROLE_COORDINATOR);
	pupil_does(day, pupil, "approve", WITH("body=doan"));
	done(day, "reserve", WITH(words));
	done(day, "hand-over", WITH("received_by=Trần Thị Mai", "received_as=mother", "guided=1",
				    "boots=1"));
}

static void what_a_pupil_used_is_wiped_anew(void **state)
{
	struct day day = {.bed = *state};

	begin(&day);
	done(&day, "triage", NULL);
	to_the_final_check(&day);
	act_as(&day, day.hoa, ROLE_COORDINATOR);
	assert_int_equal(step(&day, "qc", "đã thử kỹ", NULL), 0);
	hand_over(&day);
	refused(&day, "retire", "chưa đến lượt");
	done(&day, "return", WITH("note=hỏng bàn phím"));
	refused(&day, "triage", "hỏi người vừa trả máy");
	assert_int_equal(set_one(day.bed, day.device, "wipe_consent", "yes"), 0);
	done(&day, "triage", NULL);
	refused(&day, "strip", "xoá dữ liệu hoặc tháo ổ");
	assert_int_equal(step(&day, "wipe", "khoá không đọc được", NULL), 0);
	refused(&day, "check", "còn 1 ổ");
	assert_int_equal(bed_number(day.bed, "SELECT count(*) FROM wipe WHERE superseded = 1"), 1);
}

static void a_pupils_own_goes_back_to_the_pupil(void **state)
{
	struct day day = {.bed = *state};

	begin(&day);
	done(&day, "triage", NULL);
	refused(&day, "hand-back", "không còn là của học sinh nào");
	to_the_final_check(&day);
	act_as(&day, day.hoa, ROLE_COORDINATOR);
	assert_int_equal(step(&day, "qc", "đã thử kỹ", NULL), 0);
	hand_over(&day);
	done(&day, "return", WITH("note=không vào được mạng"));
	done(&day, "hand-back", NULL);
	assert_int_equal(bed_number(day.bed, "SELECT count(*) FROM device WHERE state = 'in-use' "
					     "AND custody = 'student'"), 1);
}

static void the_last_step_alone_is_taken_back(void **state)
{
	struct day day = {.bed = *state};
	AUTO(buf_done) struct buf said = {0};
	const struct record_kind *kind = record_kind_find("device");

	begin(&day);
	done(&day, "triage", NULL);
	assert_int_equal(flow_undo(day.bed->store, kind, day.device, &said, &day.bed->err), 0);
	assert_int_equal(flow_undo(day.bed->store, kind, day.device, &said, &day.bed->err), -EPERM);
	done(&day, "triage", NULL);
	done(&day, "repair", WITH("symptom=bật không lên"));
	assert_int_equal(flow_undo(day.bed->store, kind, day.device, &said, &day.bed->err), -EPERM);
	assert_non_null(strstr(day.bed->err.text, "không hoàn tác được"));
}

static void the_second_of_two_is_told(void **state)
{
	static const char *const names[] = {"state"}, *const values[] = {"triage"};
	struct day day = {.bed = *state};
	struct store_write write = {.kind = record_kind_find("device"), .names = names,
				    .values = values, .count = 1, .expect_name = "state",
				    .expect_value = "received"};

	begin(&day);
	write.id = day.device;
	assert_int_equal(store_write_all(day.bed->store, &write, 1, &day.bed->err), 0);
	assert_int_equal(store_write_all(day.bed->store, &write, 1, &day.bed->err), -EAGAIN);
	assert_non_null(strstr(day.bed->err.text, "người khác vừa làm trước"));
}

static void an_edit_is_not_written_over_unseen(void **state)
{
	static const char *const names[] = {"model", "note"};
	const char *const old[] = {NULL, NULL}, *const mine[] = {"E6400", "vỡ góc"};
	const char *const theirs[] = {"E6410", NULL};
	struct day day = {.bed = *state};
	const struct record_kind *kind = record_kind_find("device");
	struct bed *bed = day.bed;

	begin(&day);
	assert_int_equal(store_set(bed->store, kind, day.device, names, theirs, 1, &bed->err), 0);
	assert_int_equal(store_set_seen(bed->store, kind, day.device, names, mine, old, 2,
					&bed->err), -EAGAIN);
	assert_non_null(strstr(bed->err.text, "model: người khác vừa sửa thành «E6410»"));
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device WHERE note IS NULL"), 1);
	/* Having seen it they may; and what both wrote alike is no quarrel. */
	assert_int_equal(store_set_seen(bed->store, kind, day.device, names, mine, theirs, 2,
					&bed->err), 0);
	assert_int_equal(store_set_seen(bed->store, kind, day.device, names, mine, old, 2,
					&bed->err), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED_TEST(another_person_looks_at_the_wiping),
		BED_TEST(another_person_checks_last),
		BED_TEST(what_a_pupil_used_is_wiped_anew),
		BED_TEST(a_pupils_own_goes_back_to_the_pupil),
		BED_TEST(the_last_step_alone_is_taken_back),
		BED_TEST(the_second_of_two_is_told),
		BED_TEST(an_edit_is_not_written_over_unseen),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
