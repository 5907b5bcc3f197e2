/* Taking in: all or nothing, and what comes again is a new life of the same machine. */
#include "store_help.h"

#include "flow.h"

static const struct intake_device laptop = {
	.kind = "laptop", .vendor = "Dell", .model = "Latitude E5530", .accessories = "1 sạc",
	.media_removed = "none", .battery_safety = "ok", .wipe_consent = "yes",
	.charger = "19.5V 3.42A",
};

static struct intake one_of(const struct intake_device *device)
{
	return (struct intake){.donor_name = "Công ty Sao Mai", .donor_kind = "company",
			       .devices = device, .device_count = 1};
}

static int take(struct bed *bed, const struct intake *intake, struct intake_done *ret)
{
	return flow_intake(bed->store, NULL, intake, ret, &bed->err);
}

static void set_state(struct bed *bed, const char *id, const char *state)
{
	static const char *const names[] = {"state"};
	const struct store_write write = {.kind = device(), .id = id, .names = names,
					  .values = &state, .count = 1};

	assert_int_equal(store_write_all(bed->store, &write, 1, &bed->err), 0);
}

static void everything_is_taken_in_together(void **state)
{
	struct bed *bed = *state;
	struct store_saved probed;
	struct intake_device devices[2] = {laptop, laptop};
	struct intake intake = one_of(devices);
	struct intake_done done, more;

	save(bed, &thinkpad, &probed);
	devices[1].device = probed.tag;
	devices[1].charger = NULL;
	intake.device_count = 2;
	intake.sims = 3;
	intake.sim_operator = "viettel";
	if (take(bed, &intake, &done) < 0)
		fail_msg("%s", bed->err.text);
	assert_int_equal(done.count, 2);
	assert_string_equal(done.tags[1], probed.tag);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device AS d JOIN donation AS o ON "
					 "d.donation = o.id JOIN donor ON o.donor = donor.id "
					 "WHERE donor.name = 'Công ty Sao Mai' AND o.quantity = 5 "
					 "AND o.kind = 'mixed' AND o.wipe_consent = 'yes' "
					 "AND d.received_at IS NOT NULL"), 2);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM accessory JOIN device AS d ON "
					 "accessory.device = d.id WHERE rating = '19.5V 3.42A'"),
			 1);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM sim WHERE operator = 'viettel'"), 3);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM step WHERE action = 'receive'"), 2);
	/* One more machine of the same giver, half an hour later. */
	intake = one_of(&laptop);
	intake.donor = "Công ty Sao Mai";
	intake.donation = done.donation;
	assert_int_equal(take(bed, &intake, &more), 0);
	assert_string_equal(more.donation_tag, done.donation_tag);
	assert_int_equal(bed_number(bed, "SELECT quantity FROM donation"), 6);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM donor"), 1);
}

static void nothing_is_kept_of_what_is_refused(void **state)
{
	struct bed *bed = *state;
	struct intake_device devices[3] = {laptop, laptop, laptop};
	struct intake intake = one_of(devices);
	struct intake_done done;

	intake.device_count = 3;
	devices[2].battery_safety = NULL;
	assert_int_equal(take(bed, &intake, &done), -EINVAL);
	assert_true(str_starts(bed->err.text, "dòng 3: "));
	devices[2] = laptop;
	devices[2].charger = "999V";
	assert_int_equal(take(bed, &intake, &done), -EINVAL);
	devices[2] = laptop;
	devices[2].device = "2222222";
	assert_int_equal(take(bed, &intake, &done), -ENOENT);
	devices[2] = laptop;
	intake.pledge = "không có";
	assert_int_equal(take(bed, &intake, &done), -ENOENT);
	intake.pledge = NULL;
	intake.donor_kind = "ai đó";
	assert_int_equal(take(bed, &intake, &done), -EINVAL);
	intake.device_count = 0;
	assert_int_equal(take(bed, &intake, &done), -EINVAL);
	assert_int_equal(bed_number(bed, "SELECT (SELECT count(*) FROM donor) + (SELECT count(*) "
					 "FROM donation) + (SELECT count(*) FROM device) + "
					 "(SELECT count(*) FROM step)"), 0);
}

static void device_is_of_one_donation(void **state)
{
	struct bed *bed = *state;
	struct store_saved probed;
	struct intake_device devices[2] = {laptop, laptop};
	struct intake intake = one_of(devices);
	struct intake_done done;

	save(bed, &thinkpad, &probed);
	devices[0].device = devices[1].device = probed.tag;
	intake.device_count = 2;
	assert_int_equal(take(bed, &intake, &done), -EINVAL);
	intake.device_count = 1;
	assert_int_equal(take(bed, &intake, &done), 0);
	assert_int_equal(take(bed, &intake, &done), -EPERM);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM donation"), 1);
}

static void what_was_liquidated_comes_as_a_new_device(void **state)
{
	struct bed *bed = *state;
	struct store_saved probed;
	struct intake_device again = laptop;
	struct intake intake = one_of(&again);
	struct intake_done done;

	save(bed, &thinkpad, &probed);
	set_state(bed, probed.device_id, "liquidated");
	again.device = probed.tag;
	assert_int_equal(take(bed, &intake, &done), 0);
	assert_string_not_equal(done.tags[0], probed.tag);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM device AS n JOIN device AS o ON "
					 "n.former = o.id WHERE n.serial = o.serial "
					 "AND n.state = 'received' AND o.state = 'liquidated'"), 1);
	/* The old label leads to the new life, which has its donation now. */
	assert_int_equal(take(bed, &intake, &done), -EPERM);
}

static void of_what_is_with_a_pupil_a_person_decides(void **state)
{
	static const char *const names[] = {"kind", "subject", "action", "at"};
	struct bed *bed = *state;
	struct store_saved probed, seen;
	struct machine later = thinkpad;
	struct intake_device again = laptop;
	struct intake intake = one_of(&again);
	struct intake_done done;
	const char *handed[] = {"device", NULL, "hand-over", "2026-11-23T08:00:00+07:00"};
	struct store_write step = {.kind = record_kind_find("step"), .is_new = true,
				   .names = names, .values = handed, .count = 4};
	struct plan_library plans;

	assert_int_equal(flow_plans_load(&plans, NULL, &bed->err), 0);
	save(bed, &thinkpad, &probed);
	set_state(bed, probed.device_id, "handed-over");
	handed[1] = probed.device_id;
	assert_int_equal(store_write_all(bed->store, &step, 1, &bed->err), 0);
	again.device = probed.tag;
	assert_int_equal(take(bed, &intake, &done), -EPERM);
	later.taken_at = "2026-11-25T08:00:00+07:00";
	assert_int_equal(save(bed, &later, &seen), STORE_SAME);
	again.is_again = true;
	assert_int_equal(flow_intake(bed->store, plans.plans[0], &intake, &done, &bed->err), 0);
	assert_string_not_equal(done.tags[0], probed.tag);
	/* The probe of this coming is the new life's, and so is the next one. */
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM snapshot AS s JOIN device AS d ON "
					 "s.device = d.id WHERE d.former IS NOT NULL"), 1);
	later.taken_at = "2026-11-26T08:00:00+07:00";
	assert_int_equal(save(bed, &later, &seen), STORE_SAME);
	assert_string_equal(seen.tag, done.tags[0]);
	flow_plans_done(&plans);
}

static void pledge_is_redeemed(void **state)
{
	static const char *const names[] = {"donor", "what", "quantity"};
	static const char *const donor_names[] = {"name", "kind"};
	static const char *const donor_values[] = {"Bà Lan", "person"};
	struct bed *bed = *state;
	char donor[UUID_TEXT_MAX], pledge[UUID_TEXT_MAX];
	const char *values[] = {donor, "devices", "1"};
	struct intake intake = one_of(&laptop);
	struct intake_done done;

	assert_int_equal(store_add(bed->store, record_kind_find("donor"), donor_names,
				   donor_values, 2, donor, &bed->err), 0);
	assert_int_equal(store_add(bed->store, record_kind_find("pledge"), names, values, 3,
				   pledge, &bed->err), 0);
	intake.donor = donor;
	intake.pledge = pledge;
	assert_int_equal(take(bed, &intake, &done), 0);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM pledge JOIN donation ON "
					 "pledge.donation = donation.id WHERE "
					 "pledge.state = 'received' AND donation.pledge = "
					 "pledge.id"), 1);
	assert_int_equal(take(bed, &intake, &done), -EAGAIN);
	assert_int_equal(bed_number(bed, "SELECT count(*) FROM donation"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED_TEST(everything_is_taken_in_together),
		BED_TEST(nothing_is_kept_of_what_is_refused),
		BED_TEST(device_is_of_one_donation),
		BED_TEST(what_was_liquidated_comes_as_a_new_device),
		BED_TEST(of_what_is_with_a_pupil_a_person_decides),
		BED_TEST(pledge_is_redeemed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
