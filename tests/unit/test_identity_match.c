/* Which machine is this: one, two, or a question for a person. */
#include "store_help.h"

static void same_machine_is_one_device(void **state)
{
	struct bed *bed = *state;
	struct machine later = thinkpad;
	struct store_saved first, again, third;

	assert_int_equal(save(bed, &thinkpad, &first), STORE_NEW);
	assert_int_equal(strlen(first.tag), 7);
	assert_int_equal(save(bed, &thinkpad, &again), STORE_SAME);
	assert_string_equal(first.snapshot_id, again.snapshot_id);
	later.taken_at = "2026-11-23T08:00:00+07:00";
	later.memory = 7800000000;
	assert_int_equal(save(bed, &later, &third), STORE_SAME);
	assert_string_equal(first.device_id, third.device_id);
	assert_string_equal(first.tag, third.tag);
	assert_string_not_equal(first.snapshot_id, third.snapshot_id);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device"), 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM snapshot"), 2);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM verdict"), 2);
}

static void junk_serials_do_not_join(void **state)
{
	struct bed *bed = *state;
	struct machine a = thinkpad, b = thinkpad;
	struct store_saved one, two;

	a.serial = a.board = b.serial = b.board = NULL;
	b.uuid = "aaaaaaaa-2222-3333-4444-555555555555";
	b.disk = "WD-BBB222";
	assert_int_equal(save(bed, &a, &one), STORE_NEW);
	assert_int_equal(save(bed, &b, &two), STORE_NEW);
	assert_string_not_equal(one.device_id, two.device_id);
}

static void nameless_twins_are_asked_about(void **state)
{
	struct bed *bed = *state;
	struct machine a = thinkpad;
	struct store_saved one, two, three;

	a.serial = a.uuid = a.board = a.disk = NULL;
	assert_int_equal(save(bed, &a, &one), STORE_NEW);
	a.taken_at = "2026-11-23T08:00:00+07:00";
	assert_int_equal(save(bed, &a, &two), STORE_ASK);
	assert_int_equal(two.candidate_count, 1);
	assert_string_equal(two.candidates[0], one.device_id);
	assert_string_equal(two.candidate_tags[0], one.tag);
	assert_string_not_equal(two.device_id, one.device_id);
	/* Another model without numbers is simply another machine. */
	a.model = "ThinkPad X220";
	assert_int_equal(save(bed, &a, &three), STORE_NEW);
	/* One with numbers is not the one without. */
	assert_int_equal(save(bed, &thinkpad, &three), STORE_NEW);
}

static void unread_identity_is_asked_about(void **state)
{
	struct bed *bed = *state;
	struct machine blind = thinkpad;
	struct store_saved one, two;

	blind.serial = blind.uuid = blind.board = blind.disk = NULL;
	blind.unread = true;
	assert_int_equal(save(bed, &blind, &one), STORE_NEW);
	/* The same machine, now as root. */
	assert_int_equal(save(bed, &thinkpad, &two), STORE_ASK);
	assert_string_equal(two.candidates[0], one.device_id);
}

static void moved_disk_does_not_join(void **state)
{
	struct bed *bed = *state;
	struct machine other = thinkpad, bare = thinkpad;
	struct store_saved one, two, three;

	assert_int_equal(save(bed, &thinkpad, &one), STORE_NEW);
	other.serial = "R9BBBBB";
	other.uuid = "bbbbbbbb-2222-3333-4444-555555555555";
	other.board = "1ZBBB00";
	/* thinkpad's disk in another machine, or thinkpad with another mainboard: ask */
	assert_int_equal(save(bed, &other, &two), STORE_ASK);
	assert_string_not_equal(two.device_id, one.device_id);
	assert_string_equal(two.candidates[0], one.device_id);
	/* Once known by its own numbers it is not asked about again. */
	other.taken_at = "2026-11-23T08:00:00+07:00";
	assert_int_equal(save(bed, &other, &three), STORE_SAME);
	assert_string_equal(three.device_id, two.device_id);
	/* The disk in a machine without numbers that looks different. */
	bare.serial = bare.uuid = bare.board = NULL;
	bare.model = "Aspire One";
	assert_int_equal(save(bed, &bare, &three), STORE_ASK);
}

static void batch_board_serial_has_no_weight(void **state)
{
	struct bed *bed = *state;
	struct machine a = thinkpad, b = thinkpad, c = thinkpad;
	struct store_saved saved;

	a.serial = b.serial = c.serial = NULL;
	a.disk = "D1", b.disk = "D2", c.disk = "D3";
	b.uuid = "bbbbbbbb-2222-3333-4444-555555555555";
	c.uuid = "cccccccc-2222-3333-4444-555555555555";
	assert_int_equal(save(bed, &a, &saved), STORE_NEW);
	assert_int_equal(save(bed, &b, &saved), STORE_ASK);
	assert_int_equal(save(bed, &c, &saved), STORE_NEW);
}

static void batch_serial_and_uuid_are_asked_about(void **state)
{
	struct bed *bed = *state;
	struct machine a = thinkpad, b = thinkpad, other = thinkpad;
	struct store_saved one, two, three;

	/* Two of a batch: the maker gave them one serial and one UUID. */
	a.board = "B1", b.board = "B2";
	a.disk = "D1", b.disk = "D2";
	assert_int_equal(save(bed, &a, &one), STORE_NEW);
	assert_int_equal(save(bed, &b, &two), STORE_ASK);
	assert_string_equal(two.candidates[0], one.device_id);
	b.taken_at = "2026-11-23T08:00:00+07:00";
	assert_int_equal(save(bed, &b, &three), STORE_SAME);
	assert_string_equal(three.device_id, two.device_id);
	/* The same numbers in another model. */
	other.model = "Aspire One";
	other.board = other.disk = NULL;
	assert_int_equal(save(bed, &other, &three), STORE_ASK);
	assert_int_equal(three.candidate_count, 2);
}

static void replaced_disk_is_the_same_machine(void **state)
{
	struct bed *bed = *state;
	struct machine later = thinkpad;
	struct store_saved one, two;

	later.disk = "WD-NEW999";
	assert_int_equal(save(bed, &thinkpad, &one), STORE_NEW);
	assert_int_equal(save(bed, &later, &two), STORE_SAME);
	assert_string_equal(two.device_id, one.device_id);
}

static void tie_is_asked_about(void **state)
{
	struct bed *bed = *state;
	struct machine a = thinkpad, b = thinkpad, mixed = thinkpad;
	struct store_saved one, two, three;

	a.uuid = a.board = a.disk = NULL;
	b.serial = b.board = b.disk = NULL;
	assert_int_equal(save(bed, &a, &one), STORE_NEW);
	assert_int_equal(save(bed, &b, &two), STORE_NEW);
	mixed.board = mixed.disk = NULL;
	assert_int_equal(save(bed, &mixed, &three), STORE_ASK);
	assert_int_equal(three.candidate_count, 2);
}

static void person_names_the_device(void **state)
{
	struct bed *bed = *state;
	struct machine later = thinkpad;
	struct store_saved one, two, three;
	char lower[STORE_TAG_MAX];

	assert_int_equal(save(bed, &thinkpad, &one), STORE_NEW);
	save_as(bed, &thinkpad, "new", &two);
	assert_int_equal(two.match, STORE_NEW);
	assert_string_not_equal(one.device_id, two.device_id);
	later.serial = "R9CCCCC";
	for (size_t i = 0; i < sizeof(lower); i++)
		lower[i] = (char)(one.tag[i] >= 'A' ? one.tag[i] + 32 : one.tag[i]);
	save_as(bed, &later, lower, &three);
	assert_string_equal(three.device_id, one.device_id);
}

static int note_id(void *user, const struct record_kind *kind, const struct record *record)
{
	(void)kind;
	snprintf(user, UUID_TEXT_MAX, "%s", record->id);
	return 0;
}

static void two_become_one_and_both_names_work(void **state)
{
	struct bed *bed = *state;
	const struct record_kind *kind = record_kind_find("device");
	struct machine later = thinkpad;
	struct store_saved one, two, three;
	AUTO(buf_done) struct buf json = {0};
	char found[UUID_TEXT_MAX];
	uint64_t count = 0;

	save(bed, &thinkpad, &one);
	later.taken_at = "2026-11-23T08:00:00+07:00";
	later.cpu = "Intel(R) Core(TM) i7 CPU M 620";
	save_as(bed, &later, "new", &two);
	assert_int_equal(store_inspect(bed->store, two.tag, "screen", "bad", "Lan", NULL,
				       &bed->err), 0);
	assert_int_equal(store_same_device(bed->store, one.device_id, two.tag, true, &bed->err), 0);
	assert_int_equal(store_same_device(bed->store, two.tag, one.tag, true, &bed->err), 0);
	assert_int_equal(store_same_device(bed->store, one.tag, two.tag, false, &bed->err),
			 -EINVAL);
	assert_int_equal(store_get(bed->store, kind, two.device_id, note_id, found, &bed->err), 0);
	assert_string_equal(found, one.device_id);
	assert_int_equal(store_get(bed->store, kind, two.tag, note_id, found, &bed->err), 0);
	assert_string_equal(found, one.device_id);
	assert_int_equal(store_count(bed->store, kind, NULL, &count, &bed->err), 0);
	assert_int_equal(count, 1);
	assert_int_equal(store_count(bed->store, kind, two.tag, &count, &bed->err), 0);
	assert_int_equal(count, 1);
	assert_int_equal(store_count(bed->store, kind, "i7 620", &count, &bed->err), 0);
	assert_int_equal(count, 1);
	assert_int_equal(store_latest_snapshot(bed->store, one.tag, &json, &bed->err), 0);
	assert_non_null(strstr(buf_text(&json), "2026-11-23"));
	{
		struct facts facts = {0};

		assert_int_equal(store_inspections(bed->store, one.tag, &facts, &bed->err), 0);
		assert_string_equal(facts_find(&facts, "check.screen")->text, "bad");
		facts_done(&facts);
	}
	later.taken_at = "2026-11-24T08:00:00+07:00";
	assert_int_equal(save(bed, &later, &three), STORE_SAME);
	assert_string_equal(three.device_id, one.device_id);
}

static void kind_said_by_a_person_stays(void **state)
{
	static const char *const names[] = {"kind"}, *const values[] = {"tablet"};
	struct bed *bed = *state;
	const struct record_kind *kind = record_kind_find("device");
	struct machine later = thinkpad;
	struct store_saved saved;
	struct facts facts = {0};

	save(bed, &thinkpad, &saved);
	assert_int_equal(store_set(bed->store, kind, saved.tag, names, values, 1, &bed->err), 0);
	later.taken_at = "2026-11-23T08:00:00+07:00";
	save(bed, &later, &saved);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device WHERE kind = 'tablet'"), 1);
	assert_int_equal(store_inspections(bed->store, saved.tag, &facts, &bed->err), 0);
	assert_string_equal(facts_find(&facts, "device.kind")->text, "tablet");
	facts_done(&facts);
}

static void liquidate(struct bed *bed, const char *id)
{
	static const char *const names[] = {"state"}, *const values[] = {"liquidated"};
	const struct store_write over = {.kind = device(), .id = id, .names = names,
					 .values = values, .count = 1};

	assert_int_equal(store_write_all(bed->store, &over, 1, &bed->err), 0);
}

static void what_is_gone_begins_a_new_life(void **state)
{
	struct bed *bed = *state;
	struct machine later = thinkpad;
	struct store_saved one, two, three;
	char id[UUID_TEXT_MAX];
	bool over;

	assert_int_equal(save(bed, &thinkpad, &one), STORE_NEW);
	liquidate(bed, one.device_id);
	assert_int_equal(store_latest_life(bed->store, one.tag, id, &over, &bed->err), 0);
	assert_true(over);
	/* The probe of the former life, kept once more, is still of that life. */
	assert_int_equal(save(bed, &thinkpad, &two), STORE_SAME);
	assert_string_equal(two.device_id, one.device_id);
	later.taken_at = "2027-01-05T08:00:00+07:00";
	assert_int_equal(save(bed, &later, &two), STORE_NEW);
	assert_string_not_equal(two.device_id, one.device_id);
	assert_string_equal(two.former, one.device_id);
	later.taken_at = "2027-01-06T08:00:00+07:00";
	assert_int_equal(save(bed, &later, &three), STORE_SAME);
	assert_string_equal(three.device_id, two.device_id);
	assert_string_equal(three.former, "");
	assert_int_equal(store_latest_life(bed->store, one.tag, id, &over, &bed->err), 0);
	assert_string_equal(id, two.device_id);
	assert_false(over);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device WHERE state = 'liquidated'"),
			 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM snapshot"), 3);
}

static void doubt_about_what_is_gone_is_answered_by_a_new_life(void **state)
{
	struct bed *bed = *state;
	struct machine blind = thinkpad;
	struct store_saved one, two;

	blind.serial = blind.uuid = blind.board = blind.disk = NULL;
	blind.unread = true;
	assert_int_equal(save(bed, &blind, &one), STORE_NEW);
	liquidate(bed, one.device_id);
	assert_int_equal(save(bed, &thinkpad, &two), STORE_ASK);
	assert_int_equal(store_same_device(bed->store, one.tag, two.tag, true, &bed->err), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device AS new JOIN device AS old "
					 "ON new.former = old.id"), 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device_alias"), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED_TEST(same_machine_is_one_device),
		BED_TEST(junk_serials_do_not_join),
		BED_TEST(nameless_twins_are_asked_about),
		BED_TEST(unread_identity_is_asked_about),
		BED_TEST(moved_disk_does_not_join),
		BED_TEST(batch_board_serial_has_no_weight),
		BED_TEST(batch_serial_and_uuid_are_asked_about),
		BED_TEST(replaced_disk_is_the_same_machine),
		BED_TEST(tie_is_asked_about),
		BED_TEST(person_names_the_device),
		BED_TEST(two_become_one_and_both_names_work),
		BED_TEST(kind_said_by_a_person_stays),
		BED_TEST(what_is_gone_begins_a_new_life),
		BED_TEST(doubt_about_what_is_gone_is_answered_by_a_new_life),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
