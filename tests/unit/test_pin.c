/* Signing in at a bench: PINs, wrong tries, who may set them, and what each role may do then. */
#include "flow.h"
#include "store_help.h"

static void bed_do(struct bed *bed, const char *sql)
{
	sqlite3 *db;

	assert_int_equal(sqlite3_open(bed->file, &db), SQLITE_OK);
	if (sqlite3_exec(db, sql, NULL, NULL, NULL) != SQLITE_OK)
		fail_msg("%s: %s", sql, sqlite3_errmsg(db));
	sqlite3_db_config(db, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
	sqlite3_close(db);
}

static void add_member(struct bed *bed, const char *name, const char *handle, const char *role)
{
	static const char *const names[] = {"name", "short", "role"};
	const char *const values[] = {name, handle, role};
	char id[UUID_TEXT_MAX];

	if (store_add(bed->store, record_kind_find("member"), names, values, 3, id, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

static void add_people(struct bed *bed)
{
	add_member(bed, "Trần Thị Lan", "lan", "coordinator");
	add_member(bed, "Nguyễn Văn Minh", "minh", "volunteer");
	add_member(bed, "Lê Hà", "ha", "teacher");
	add_member(bed, "Khách", "khach", "viewer");
}

static void set_pin(struct bed *bed, const char *who, const char *pin)
{
	if (store_pin_set(bed->store, who, pin, &bed->err) < 0)
		fail_msg("%s: %s", who, bed->err.text);
}

static int try(struct bed *bed, const char *who, const char *pin)
{
	struct store_actor actor;

	return store_pin_check(bed->store, who, pin, &actor, &bed->err);
}

static void sign_in(struct bed *bed, const char *who, const char *pin)
{
	struct store_actor actor;

	if (store_pin_check(bed->store, who, pin, &actor, &bed->err) < 0)
		fail_msg("%s: %s", who, bed->err.text);
	store_act_as(bed->store, &actor);
}

static void sign_out(struct bed *bed)
{
	assert_int_equal(store_sign_out(bed->store, &bed->err), 0);
}

static void found(struct bed *bed)
{
	add_people(bed);
	set_pin(bed, "lan", "4821");
	sign_out(bed);
}

static void no_pin_no_question(void **state)
{
	struct bed *bed = *state;
	bool asked = true;

	add_people(bed);
	assert_int_equal(store_pin_is_asked(bed->store, &asked, &bed->err), 0);
	assert_false(asked);
	sign_in(bed, "minh", NULL);
	assert_int_equal(store_acting(bed->store)->role, ROLE_VOLUNTEER);
	assert_string_equal(store_acting(bed->store)->name, "Nguyễn Văn Minh");
	assert_int_equal(try(bed, "ai", NULL), -ENOENT);
	sign_out(bed);
	assert_int_equal(store_acting(bed->store)->role, ROLE_BENCH);
}

static void first_is_a_coordinator(void **state)
{
	struct bed *bed = *state;
	bool asked = false;

	add_people(bed);
	assert_int_equal(store_pin_set(bed->store, "minh", "4821", &bed->err), -EPERM);
	set_pin(bed, "lan", "4821");
	assert_int_equal(store_pin_is_asked(bed->store, &asked, &bed->err), 0);
	assert_true(asked);
	sign_out(bed);
	assert_int_equal(store_acting(bed->store)->role, ROLE_VIEWER);
	assert_int_equal(store_pin_set(bed->store, "minh", "5522", &bed->err), -EPERM);
	assert_int_equal(store_pin_set(bed->store, "lan", "5522", &bed->err), -EPERM);
	sign_in(bed, "lan", "4821");
	set_pin(bed, "minh", "5522");
	sign_in(bed, "minh", "5522");
	set_pin(bed, "Nguyễn Văn Minh", "90210");
	assert_int_equal(store_pin_set(bed->store, "lan", "5522", &bed->err), -EPERM);
	assert_int_equal(store_pin_clear(bed->store, "lan", &bed->err), -EPERM);
	sign_in(bed, "minh", "90210");
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM audit WHERE kind = 'pin'"), 3);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM audit WHERE kind = 'pin' AND "
					 "changes IS NOT NULL"),
			 0);
}

static void kept_as_a_hash(void **state)
{
	struct bed *bed = *state;

	found(bed);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM pin WHERE hash LIKE "
					 "'$argon2id$%' AND hash NOT LIKE '%4821%'"),
			 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM outbox WHERE tbl = 'pin'"), 0);
	bed_close(bed);
	bed_open(bed);
	sign_in(bed, "LAN", "4821");
	sign_in(bed, "tran thi lan", "4821");
	assert_int_equal(store_acting(bed->store)->role, ROLE_COORDINATOR);
}

/* A wrong name and a wrong PIN get the same words. */
static void wrong_is_wrong(void **state)
{
	struct bed *bed = *state;
	char text[sizeof(bed->err.text)];

	found(bed);
	assert_int_equal(try(bed, "lan", "4822"), -EPERM);
	snprintf(text, sizeof(text), "%s", bed->err.text);
	assert_int_equal(try(bed, "nobody", "4821"), -EPERM);
	assert_string_equal(bed->err.text, text);
	assert_int_equal(try(bed, "lan", "48"), -EPERM);
	assert_string_equal(bed->err.text, text);
	assert_int_equal(try(bed, "lan", NULL), -EPERM);
	assert_string_equal(bed->err.text, text);
	/* Who has none is told what to do. */
	assert_int_equal(try(bed, "minh", "4821"), -EPERM);
	assert_non_null(strstr(bed->err.text, "pin set"));
	assert_int_equal(try(bed, "minh", NULL), -EPERM);
	assert_non_null(strstr(bed->err.text, "pin set"));
}

static void wait_grows(void **state)
{
	static const char *const waits[] = {"1 phút", "2 phút", "5 phút", "15 phút", "15 phút"};
	struct bed *bed = *state;

	found(bed);
	for (int i = 0; i < 4; i++)
		assert_int_equal(try(bed, "lan", "9999"), -EPERM);
	for (size_t i = 0; i < ARRAY_LEN(waits); i++) {
		assert_int_equal(try(bed, "lan", "9999"), -EPERM);
		assert_null(strstr(bed->err.text, "phút"));
		/* Also the right one has to wait now. */
		assert_int_equal(try(bed, "lan", "4821"), -EPERM);
		if (!strstr(bed->err.text, waits[i]))
			fail_msg("%zu: %s", i, bed->err.text);
		/* A bench that was restarted: the clock is behind what was kept; the wait begins
		 * again, and is no longer than it was. */
		bed_do(bed, "UPDATE pin SET locked_until = 9000000000000000");
		assert_int_equal(try(bed, "lan", "4821"), -EPERM);
		if (!strstr(bed->err.text, waits[i]))
			fail_msg("%zu: %s", i, bed->err.text);
		assert_true(bed_number(bed, "SELECT locked_until FROM pin") < 9000000000000000);
		bed_do(bed, "UPDATE pin SET locked_until = 0");
	}
	sign_in(bed, "lan", "4821");
	assert_int_equal(bed_number(bed, "SELECT failures FROM pin"), 0);
}

static void no_pin_at_all(void **state)
{
	static const char *const bad[] = {"", "482", "482174635", "48a1", "4821 ", "４８２１", "-123",
					  "48'1"};
	static const char *const easy[] = {"0000", "1234", "77777", "8765", "7890", "3210",
					   "12345678"};
	struct bed *bed = *state;

	add_people(bed);
	for (size_t i = 0; i < ARRAY_LEN(bad); i++)
		if (store_pin_set(bed->store, "lan", bad[i], &bed->err) != -EINVAL)
			fail_msg("taken: %s", bad[i]);
	for (size_t i = 0; i < ARRAY_LEN(easy); i++)
		if (store_pin_set(bed->store, "lan", easy[i], &bed->err) != -EINVAL)
			fail_msg("taken: %s", easy[i]);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM pin"), 0);
	set_pin(bed, "lan", "2010");
}

static void hostile_words(void **state)
{
	static const char *const names[] = {"' OR 1=1 --", "lan'; DROP TABLE pin; --", "\xff\xfe",
					    "%", "\"lan\"", "*", "", " "};
	struct bed *bed = *state;
	size_t size = 10u << 20;
	char *huge = malloc(size + 1);

	assert_non_null(huge);
	memset(huge, '4', size);
	huge[size] = '\0';
	found(bed);
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (try(bed, names[i], "4821") >= 0)
			fail_msg("signed in: %s", names[i]);
	assert_int_equal(try(bed, "lan", huge), -EPERM);
	assert_int_equal(try(bed, huge, "4821"), -EPERM);
	assert_int_equal(try(bed, "lan", "4821' OR '1'='1"), -EPERM);
	sign_in(bed, "lan", "4821");
	assert_int_equal(store_pin_set(bed->store, "minh", huge, &bed->err), -EINVAL);
	assert_int_equal(store_pin_set(bed->store, huge, "5522", &bed->err), -ENOENT);
	/* A hash that is none, or asks for all the memory there is, lets nobody in. */
	bed_do(bed, "UPDATE pin SET hash = 'x'");
	assert_int_equal(try(bed, "lan", "4821"), -EPERM);
	bed_do(bed, "UPDATE pin SET hash = "
		    "'$argon2id$v=19$m=4294967295,t=1,p=1$YWFhYWFhYWE$YWFhYQ'");
	assert_true(try(bed, "lan", "4821") < 0);
	free(huge);
}

static void who_left_stays_out(void **state)
{
	static const char *const names[] = {"left"};
	static const char *const past[] = {"2020-01-01"}, *const far[] = {"2999-01-01"};
	const struct record_kind *member = record_kind_find("member");
	struct bed *bed = *state;

	found(bed);
	sign_in(bed, "lan", "4821");
	set_pin(bed, "minh", "5522");
	assert_int_equal(store_set(bed->store, member, "minh", names, far, 1, &bed->err), 0);
	sign_in(bed, "minh", "5522");
	sign_in(bed, "lan", "4821");
	assert_int_equal(store_set(bed->store, member, "minh", names, past, 1, &bed->err), 0);
	assert_int_equal(try(bed, "minh", "5522"), -EPERM);
}

static void last_key_stays(void **state)
{
	struct bed *bed = *state;

	found(bed);
	sign_in(bed, "lan", "4821");
	set_pin(bed, "minh", "5522");
	assert_int_equal(store_pin_clear(bed->store, "lan", &bed->err), -EPERM);
	assert_int_equal(store_pin_clear(bed->store, "ha", &bed->err), -ENOENT);
	assert_int_equal(store_pin_clear(bed->store, "minh", &bed->err), 0);
	assert_int_equal(store_pin_clear(bed->store, "lan", &bed->err), 0);
	sign_out(bed);
	assert_int_equal(store_acting(bed->store)->role, ROLE_BENCH);
}

static int no_row(void *user, const struct record_kind *kind, const struct record *record)
{
	(void)user;
	(void)kind;
	(void)record;
	return 0;
}

/* Every kind says who writes and who reads it; the store keeps to it for each role. */
static void roles_are_kept(void **state)
{
	static const unsigned roles[] = {ROLE_VIEWER, ROLE_VOLUNTEER, ROLE_TEACHER,
					 ROLE_COORDINATOR};
	const struct store_query query = {0};
	struct bed *bed = *state;

	for (size_t i = 0; i < record_kind_count * ARRAY_LEN(roles); i++) {
		const struct record_kind *kind = record_kind_table[i / ARRAY_LEN(roles)];
		const struct store_actor actor = {.role = roles[i % ARRAY_LEN(roles)]};
		bool reads = !kind->readers || kind->readers & actor.role;
		bool writes = kind->writers & actor.role && !kind->by_step;
		char id[UUID_TEXT_MAX];
		int r;

		store_act_as(bed->store, &actor);
		r = store_list(bed->store, kind, &query, no_row, NULL, &bed->err);
		assert_int_equal(r, reads ? 0 : -EPERM);
		r = store_check(bed->store, kind, NULL, NULL, NULL, 0, &bed->err);
		if ((r == -EPERM) == writes)
			fail_msg("%s, role %u: %d", kind->name, actor.role, r);
		r = store_add(bed->store, kind, NULL, NULL, 0, id, &bed->err);
		if ((r == -EPERM) == writes)
			fail_msg("%s, role %u: %d", kind->name, actor.role, r);
	}
}

static void a_viewer_says_nothing_of_devices(void **state)
{
	struct bed *bed = *state;
	struct store_saved saved;

	save_as(bed, &thinkpad, NULL, &saved);
	found(bed);
	assert_int_equal(store_inspect(bed->store, saved.device_id, "screen", "ok", "x", NULL,
				       &bed->err),
			 -EPERM);
	assert_int_equal(store_same_device(bed->store, saved.device_id, saved.device_id, true,
					   &bed->err),
			 -EPERM);
	/* What is measured is kept whoever looks. */
	save_as(bed, &thinkpad, NULL, &saved);
	sign_in(bed, "lan", "4821");
	assert_int_equal(store_same_device(bed->store, saved.device_id, saved.device_id, true,
					   &bed->err),
			 0);
}

static int see_name(void *user, const struct record_kind *kind, const struct record *record)
{
	const char *name = record_value(kind, record, "name");

	snprintf(user, 64, "%s/%s", name ? name : "-", record_value(kind, record, "role"));
	return 0;
}

static void viewers_see_what_is_open(void **state)
{
	const struct record_kind *member = record_kind_find("member");
	AUTO(buf_done) struct buf title = {0};
	struct bed *bed = *state;
	char seen[64];

	found(bed);
	assert_int_equal(store_get(bed->store, member, "lan", see_name, seen, &bed->err), 0);
	assert_string_equal(seen, "-/coordinator");
	assert_int_equal(store_search(bed->store, "lan", 1, see_name, seen, &bed->err), 0);
	assert_string_equal(seen, "-/coordinator");
	sign_in(bed, "lan", "4821");
	assert_int_equal(store_get(bed->store, member, "lan", see_name, seen, &bed->err), 0);
	assert_string_equal(seen, "Trần Thị Lan/coordinator");
	assert_int_equal(store_title(bed->store, member, store_acting(bed->store)->member, &title,
				     &bed->err),
			 0);
	assert_string_equal(buf_text(&title), "Trần Thị Lan");
}

static void take_signer(void *user, const struct store_actor *who, const char *handle)
{
	buf_printf(user, "%s %u %s\n", handle ? handle : "-", who->role, who->name);
}

static void signers_are_listed(void **state)
{
	AUTO(buf_done) struct buf text = {0};
	struct bed *bed = *state;

	found(bed);
	assert_int_equal(store_signers(bed->store, take_signer, &text, &bed->err), 0);
	assert_string_equal(buf_text(&text), "ha 4 Lê Hà\nkhach 1 Khách\nlan 8 Trần Thị Lan\n"
					     "minh 2 Nguyễn Văn Minh\n");
}

static void take_duty(void *user, const char *member, const char *name, const char *until)
{
	(void)member;
	buf_printf(user, "%s until %s\n", name, until);
}

static void who_is_on_duty(void **state)
{
	static const char *const names[] = {"member", "from_time", "to_time"};
	static const char *const shifts[][3] = {
		{"lan", "2026-11-22T08:00:00+07:00", "2026-11-22T12:00:00+07:00"},
		{"minh", "2026-11-22T04:00:00+00:00", "2026-11-22T09:00:00+00:00"},
	};
	static const struct {
		const char *at, *said;
	} samples[] = {
		{"2026-11-22T07:59:59+07:00", ""},
		{"2026-11-22T08:00:00+07:00", "Trần Thị Lan until 2026-11-22T12:00:00+07:00\n"},
		{"2026-11-22T11:30:00+07:00", "Nguyễn Văn Minh until 2026-11-22T16:00:00+07:00\n"
					      "Trần Thị Lan until 2026-11-22T12:00:00+07:00\n"},
		{"2026-11-22T12:00:00+07:00", "Nguyễn Văn Minh until 2026-11-22T16:00:00+07:00\n"},
		{"2026-11-22T16:00:00+07:00", ""},
	};
	struct bed *bed = *state;
	char id[UUID_TEXT_MAX];

	add_people(bed);
	for (size_t i = 0; i < ARRAY_LEN(shifts); i++)
		if (store_add(bed->store, record_kind_find("duty"), names, shifts[i], 3, id,
			      &bed->err) < 0)
			fail_msg("%s", bed->err.text);
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		AUTO(buf_done) struct buf text = {0};

		assert_int_equal(
			flow_on_duty(bed->store, samples[i].at, take_duty, &text, &bed->err), 0);
		assert_string_equal(text.len ? buf_text(&text) : "", samples[i].said);
	}
	assert_int_equal(flow_on_duty(bed->store, "mai", take_duty, NULL, &bed->err), -EINVAL);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED_TEST(no_pin_no_question),
		BED_TEST(first_is_a_coordinator),
		BED_TEST(kept_as_a_hash),
		BED_TEST(wrong_is_wrong),
		BED_TEST(wait_grows),
		BED_TEST(no_pin_at_all),
		BED_TEST(hostile_words),
		BED_TEST(who_left_stays_out),
		BED_TEST(last_key_stays),
		BED_TEST(roles_are_kept),
		BED_TEST(a_viewer_says_nothing_of_devices),
		BED_TEST(viewers_see_what_is_open),
		BED_TEST(signers_are_listed),
		BED_TEST(who_is_on_duty),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
