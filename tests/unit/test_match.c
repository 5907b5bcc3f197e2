/* Pairs of pupils and devices that a person may choose from. */
#include "flow.h"
#include "store_help.h"

/* As steps of the program would write it: read-only fields too. PAIRS is taken apart. */
static void add(struct bed *bed, const char *kind, char id[UUID_TEXT_MAX], char *pairs)
{
	const char *names[12], *values[12];
	struct store_write write = {.kind = record_kind_find(kind), .id = id, .is_new = true,
				    .names = names, .values = values};
	char *rest = NULL;

	uuid_new(id);
	for (char *pair = strtok_r(pairs, ";", &rest); pair; pair = strtok_r(NULL, ";", &rest)) {
		char *equals = strchr(pair, '=');

		assert_non_null(equals);
		*equals = '\0';
		names[write.count] = pair;
		values[write.count++] = equals + 1;
	}
	if (store_write_all(bed->store, &write, 1, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

struct shelf {
	char school[UUID_TEXT_MAX], wired[UUID_TEXT_MAX], orphan[UUID_TEXT_MAX];
	char laptop[UUID_TEXT_MAX], desktop[UUID_TEXT_MAX], tablet[UUID_TEXT_MAX];
};

static void fill(struct bed *bed, struct shelf *shelf)
{
	char pairs[200];

	add(bed, "unit", shelf->school, (char[]){"name=THCS A;kind=school"});
	snprintf(pairs, sizeof(pairs),
		 "name=An;state=approved;circumstance=near-poor;network=wired;wish=tablet;"
		 "school=%s",
		 shelf->school);
	add(bed, "recipient", shelf->wired, pairs);
	add(bed, "recipient", shelf->orphan,
	    (char[]){"name=Bình;state=approved;circumstance=poor;network=wifi"});
	add(bed, "device", shelf->laptop, (char[]){"kind=laptop;state=ready;battery_safety=ok"});
	add(bed, "device", shelf->desktop, (char[]){"kind=desktop;state=ready;battery_safety=ok"});
	add(bed, "device", shelf->tablet,
	    (char[]){"kind=tablet;state=ready;model=Tab A;battery_safety=ok"});
}

static void find(struct bed *bed, struct matches *ret, const struct match_wish *wish)
{
	if (flow_match_others(ret, bed->store, NULL, wish, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
}

/* Every device that could serve, the wished kind first; nothing is kept by looking. */
static void devices_for_a_pupil(void **state)
{
	struct bed *bed = *state;
	AUTO(flow_matches_done) struct matches matches = {0}, again = {0};
	struct shelf shelf;
	struct match_wish wish = {.recipient = shelf.wired};

	fill(bed, &shelf);
	find(bed, &matches, &wish);
	assert_int_equal(matches.count, 3);
	assert_string_equal(matches.rows[0].device, shelf.tablet);
	assert_string_equal(matches.rows[0].device_model, "Tab A");
	for (size_t i = 0; i < matches.count; i++)
		assert_string_equal(matches.rows[i].recipient, shelf.wired);
	/* Without a cable a desktop that nobody saw a receiver in serves nobody. */
	wish.recipient = shelf.orphan;
	find(bed, &again, &wish);
	assert_int_equal(again.count, 2);
}

/* Neither to choose from nor counted, but told. */
static void no_swollen_battery(void **state)
{
	struct bed *bed = *state;
	AUTO(flow_matches_done) struct matches matches = {0};
	const char *const names[] = {"battery_safety"}, *const values[] = {"swollen"};
	struct shelf shelf;
	struct match_wish wish = {.recipient = shelf.wired};

	fill(bed, &shelf);
	assert_int_equal(store_set(bed->store, record_kind_find("device"), shelf.tablet, names,
				   values, 1, &bed->err),
			 0);
	find(bed, &matches, &wish);
	assert_int_equal(matches.count, 2);
	assert_int_equal(matches.devices, 2);
	assert_non_null(strstr(matches.unfit, "pin phồng"));
	for (size_t i = 0; i < matches.count; i++)
		assert_string_not_equal(matches.rows[i].device, shelf.tablet);
}

static void pupils_for_a_device(void **state)
{
	struct bed *bed = *state;
	AUTO(flow_matches_done) struct matches all = {0}, here = {0}, desktop = {0};
	struct shelf shelf;
	struct match_wish wish = {.device = shelf.laptop};

	fill(bed, &shelf);
	find(bed, &all, &wish);
	assert_int_equal(all.count, 2);
	wish.unit = shelf.school;
	find(bed, &here, &wish);
	assert_int_equal(here.count, 1);
	assert_string_equal(here.rows[0].recipient, shelf.wired);
	wish = (struct match_wish){.device = shelf.desktop};
	find(bed, &desktop, &wish);
	assert_int_equal(desktop.count, 1);
	assert_string_equal(desktop.rows[0].recipient, shelf.wired);
}

/* For a day, and in the place of a kit whose pupil did not come. */
static void taken_for_another(void **state)
{
	struct bed *bed = *state;
	AUTO(flow_matches_done) struct matches matches = {0}, none = {0};
	AUTO(buf_done) struct buf said = {0};
	char day[UUID_TEXT_MAX], kit[UUID_TEXT_MAX], pairs[200];
	struct shelf shelf;
	struct match_wish wish = {.device = shelf.tablet};
	uint64_t count = 0;

	fill(bed, &shelf);
	add(bed, "handover", day, (char[]){"name=Trao;on_date=2026-11-30"});
	snprintf(pairs, sizeof(pairs), "recipient=%s;device=%s;state=no-show", shelf.orphan,
		 shelf.tablet);
	add(bed, "kit", kit, pairs);
	find(bed, &matches, &wish);
	matches.rows[0].handover = day;
	matches.rows[0].substitutes = kit;
	if (flow_match_take(bed->store, NULL, &matches.rows[0], &said, &bed->err) < 0)
		fail_msg("%s", bed->err.text);
	assert_int_equal(
		store_count_where(bed->store, record_kind_find("kit"),
				  (const struct store_filter[]){
					  {.name = "handover", .value = day},
					  {.name = "substitutes", .value = kit},
					  {.name = "state", .value = "reserved"}},
				  3, &count, &bed->err),
		0);
	assert_int_equal(count, 1);
	find(bed, &none, &wish);
	assert_int_equal(none.count, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		BED_TEST(devices_for_a_pupil),
		BED_TEST(no_swollen_battery),
		BED_TEST(pupils_for_a_device),
		BED_TEST(taken_for_another),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
