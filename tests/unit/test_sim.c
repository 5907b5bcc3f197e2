/*
 * SIMs: days and terms by the Civil Code, the numbers of cards, operators, telephone numbers; and
 * what was written of a SIM judged by the plan. What nobody wrote, or wrote absurdly, never passes.
 */
#include "records.h"
#include "snapshots.h"

#include "assess.h"

static struct date day(const char *text)
{
	struct date date = {0};

	if (!date_read(text, &date))
		fail_msg("%s is no day", text);
	return date;
}

static void days_are_read_as_people_write_them(void **state)
{
	static const struct {
		const char *typed, *kept; /* NULL: refused */
	} rows[] = {
		{"22/11/2026", "2026-11-22"}, {"2026-11-22", "2026-11-22"},
		{"1/2/2026", "2026-02-01"}, {"01/2/2026", "2026-02-01"},
		{"29/02/2024", "2024-02-29"}, {"29/02/2000", "2000-02-29"},
		{"31/12/2999", "2999-12-31"}, {"29/02/2023", NULL}, {"29/02/2100", NULL},
		{"31/02/2026", NULL}, {"2026-02-31", NULL}, {"31/04/2026", NULL},
		{"0/1/2026", NULL},
		{"1/13/2026", NULL}, {"1/0/2026", NULL}, {"2026-1-2", NULL}, {"26-01-02", NULL},
		{"22/11/26", NULL}, {"22/11/20261", NULL}, {"2026-11-22T", NULL},
		{" 1/1/2026", NULL},
		{"1/1/2026 ", NULL}, {"+1/1/2026", NULL}, {"-1/1/2026", NULL}, {"1//2026", NULL},
		{"0000-01-01", NULL}, {"1899-12-31", NULL}, {"3000-01-01", NULL}, {"", NULL},
		{"1", NULL}, {"2026", NULL}, {"2026-", NULL}, {"11-22-2026", NULL},
		{"hôm nay", NULL},
		{"99999999999999999999/1/2026", NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct date date = {.day = -1};
		char text[DATE_TEXT_MAX];
		bool read = date_read(rows[i].typed, &date);

		if (read != (rows[i].kept != NULL))
			fail_msg("%s", rows[i].typed);
		if (!read) {
			assert_int_equal(date.day, -1);
			continue;
		}
		date_print(&date, text);
		assert_string_equal(text, rows[i].kept);
	}
}

static void terms_end_by_the_civil_code(void **state)
{
	static const struct {
		const char *start;
		int months;
		const char *end;
	} rows[] = {
		{"30/11/2021", 3, "28/02/2022"}, {"30/11/2023", 3, "29/02/2024"},
		{"29/11/2021", 3, "28/02/2022"}, {"28/11/2021", 3, "28/02/2022"},
		{"31/08/2026", 1, "30/09/2026"}, {"31/08/2026", 3, "30/11/2026"},
		{"31/08/2026", 6, "28/02/2027"}, {"31/01/2024", 1, "29/02/2024"},
		{"31/01/2026", 2, "31/03/2026"}, {"29/02/2024", 12, "28/02/2025"},
		{"29/02/2024", 48, "29/02/2028"}, {"28/02/2026", 1, "28/03/2026"},
		{"15/10/2026", 3, "15/01/2027"}, {"31/12/2026", 0, "31/12/2026"},
		{"01/12/2026", 1, "01/01/2027"}, {"30/11/1999", 3, "29/02/2000"},
		{"30/11/2099", 3, "28/02/2100"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct date start = day(rows[i].start), end = day(rows[i].end);
		struct date found = date_after_months(&start, rows[i].months);

		if (date_compare(&found, &end) != 0)
			fail_msg("%s + %d: %d-%d-%d", rows[i].start, rows[i].months, found.year,
				 found.month, found.day);
	}
}

static void months_left_are_whole(void **state)
{
	static const struct {
		const char *handover, *expires;
		int months;
	} rows[] = {
		{"30/11/2021", "28/02/2022", 3}, {"30/11/2021", "27/02/2022", 2},
		{"30/11/2023", "28/02/2024", 2}, {"30/11/2023", "29/02/2024", 3},
		{"31/08/2026", "30/11/2026", 3}, {"31/08/2026", "29/11/2026", 2},
		{"15/10/2026", "14/01/2027", 2}, {"15/10/2026", "15/01/2027", 3},
		{"15/10/2026", "16/01/2027", 3}, {"15/10/2026", "15/10/2026", 0},
		{"15/10/2026", "14/10/2026", 0}, {"15/10/2026", "01/01/1990", 0},
		{"31/01/2026", "01/02/2026", 0}, {"31/12/2026", "01/01/2027", 0},
		{"28/02/2026", "28/05/2026", 3}, {"22/11/2026", "22/11/2027", 12},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct date handover = day(rows[i].handover), expires = day(rows[i].expires);

		if (sim_months_left(&handover, &expires) != rows[i].months)
			fail_msg("%s to %s: %d", rows[i].handover, rows[i].expires,
				 sim_months_left(&handover, &expires));
	}
}

/* A day more is never a month less, whatever the day of handing over. */
static void a_later_day_is_never_worse(void **state)
{
	struct date first = day("01/11/2023");

	(void)state;
	for (int i = 0; i < 31; i++) {
		struct date handover = {.year = 2023, .month = 10, .day = i + 1};
		int before = 0;

		for (int month = 0; month < 18; month++) {
			for (int number = 1; number <= 28; number++) {
				struct date expires = date_after_months(&first, month);
				int now;

				expires.day = number;
				now = sim_months_left(&handover, &expires);
				assert_true(now >= before);
				before = now;
			}
		}
	}
}

static void card_numbers_are_checked(void **state)
{
	static const struct {
		const char *iccid;
		enum iccid_fault fault;
	} rows[] = {
		{"8984041234567890127", ICCID_GOOD}, {"8984041234567890127F", ICCID_GOOD},
		{"8984041234567890127f", ICCID_GOOD}, {"8984 0412 3456 7890 127", ICCID_GOOD},
		{"89840112345678901239", ICCID_GOOD}, {"8984020000000000128", ICCID_GOOD},
		{"8984041234567890128", ICCID_CHECK_DIGIT},
		{"8984041234567890217", ICCID_CHECK_DIGIT},
		{"0000000000000000000", ICCID_NO_TELECOM}, {"898404123456789012", ICCID_LENGTH},
		{"898404123456789012F", ICCID_NOT_DIGITS}, {"", ICCID_LENGTH},
		{"89840412345678901271F", ICCID_NOT_DIGITS},
		{"89840412E4567890127", ICCID_NOT_DIGITS},
		{"898404123456789012789840412345678901278984041234567890127", ICCID_LENGTH},
		{"F", ICCID_NOT_DIGITS}, {"số", ICCID_NOT_DIGITS},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (iccid_check(rows[i].iccid) != rows[i].fault)
			fail_msg("%s: %d", rows[i].iccid, (int)iccid_check(rows[i].iccid));
}

static const char *label_of(const struct sim_operator *carrier)
{
	return carrier ? carrier->label : "-";
}

static void operators_are_known_by_their_numbers(void **state)
{
	static const char *const networks[][2] = {
		{"45201", "MobiFone"}, {"45202", "VinaPhone"}, {"452-04", "Viettel"},
		{"452 05", "Vietnamobile"}, {"45207", "Gmobile"}, {"45208", "iTel"},
		{"45209", "Wintel"}, {"45203", "-"}, {"4520", "-"}, {"452040", "-"}, {"46001", "-"},
		{"", "-"}, {"viettel", "-"},
		{"452045204520452045204520452045204520", "-"},
	};
	const struct field *field =
		record_field_find(record_kind_find("sim"), "operator");

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(networks); i++)
		assert_string_equal(label_of(sim_operator_by_network(networks[i][0])),
				    networks[i][1]);
	assert_string_equal(label_of(sim_operator_by_iccid("8984 0412")), "Viettel");
	assert_string_equal(label_of(sim_operator_by_iccid("898401")), "MobiFone");
	assert_string_equal(label_of(sim_operator_by_iccid("89840")), "-");
	assert_string_equal(label_of(sim_operator_by_iccid("8986001234567890123")), "-");
	assert_true(sim_operator_find("itel")->doubtful && sim_operator_find("wintel")->doubtful);
	assert_false(sim_operator_find("viettel")->doubtful);
	assert_null(sim_operator_find(NULL));
	/* Every one can be written into the book. */
	for (size_t i = 0; i < sim_operator_count; i++) {
		size_t at = 0;

		while (field->choices[at] && !str_eq(field->choices[at], sim_operators[i].id))
			at++;
		assert_string_equal(field->choices[at] ? field->choice_labels[at] : "missing",
				    sim_operators[i].label);
	}
}

static void telephone_numbers_are_todays(void **state)
{
	static const char *const rows[][2] = {
		{"0912345678", "0912345678"}, {"091 234 56 78", "0912345678"},
		{"+84 912 345 678", "0912345678"}, {"+84.(0)", NULL}, {"01631234567", "0331234567"},
		{"+841631234567", "0331234567"}, {"0120-123-4567", "0701234567"},
		{"01211234567", "0791234567"}, {"01221234567", "0771234567"},
		{"01231234567", "0831234567"}, {"01271234567", "0811234567"},
		{"01991234567", "0591234567"}, {"01881234567", "0581234567"},
		{"02438276543", "02438276543"}, {"912345678", NULL}, {"+85 912 345 678", NULL},
		{"0912", NULL}, {"091234567890", NULL}, {"0912 34 56 7x", NULL}, {"", NULL},
		{"+", NULL}, {"+84", NULL}, {"0912345678901234567890123", NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char number[PHONE_TEXT_MAX] = "untouched";
		bool read = phone_read(rows[i][0], number);

		if (read != (rows[i][1] != NULL))
			fail_msg("%s", rows[i][0]);
		assert_string_equal(number, read ? rows[i][1] : "untouched");
	}
}

/* ---- the plan ------------------------------------------------------------ */

static struct plan plan;

static int load_plan(void **state)
{
	(void)state;
	text_start("vi");
	read_plan(&plan);
	return 0;
}

static int drop_plan(void **state)
{
	(void)state;
	plan_done(&plan);
	return 0;
}

static void what_was_written_is_judged(void **state)
{
	static const struct {
		struct sim sim;
		const char *word;
	} rows[] = {
		{{.daily_quota_mb = "2000", .handover = "2021-11-30", .expires = "2022-02-28"},
		 "pass"},
		{{.daily_quota_mb = "2048", .handover = "2021-11-30", .expires = "2022-02-28",
		  .generation = "2g", .iccid = "12"},
		 "pass"},
		{{.daily_quota_mb = "1999", .handover = "2021-11-30", .expires = "2022-02-28"},
		 "fail"},
		{{.daily_quota_mb = "2048", .handover = "2021-11-30", .expires = "2022-02-27"},
		 "fail"},
		{{.daily_quota_mb = "0", .handover = "2021-11-30", .expires = "2022-02-28"},
		 "fail"},
		{{.handover = "2021-11-30", .expires = "2022-02-28"}, "review"},
		{{.daily_quota_mb = "2048", .expires = "2022-02-28"}, "review"},
		{{.daily_quota_mb = "2048", .handover = "2021-11-30"}, "review"},
		{{.daily_quota_mb = "2048", .handover = "2021-11-31", .expires = "2022-02-28"},
		 "review"},
		{{.daily_quota_mb = "-2048", .handover = "2021-11-30", .expires = "2022-02-28"},
		 "review"},
		{{.daily_quota_mb = "2097152", .handover = "2021-11-30", .expires = "2022-02-28"},
		 "review"},
		{{.daily_quota_mb = "9223372036854775807", .handover = "2021-11-30",
		  .expires = "2022-02-28"},
		 "review"},
		{{.daily_quota_mb = "2 GB", .handover = "2021-11-30", .expires = "2022-02-28"},
		 "review"},
		{{0}, "review"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		AUTO(snapshot_done) struct snapshot snapshot = {
			.device = {.id = "sim", .kind = "sim", .transport = "typed"}};
		AUTO(verdict_done) struct verdict verdict;
		const struct assess_request request = {.plan = &plan, .snapshot = &snapshot};

		sim_facts(&snapshot.facts, &rows[i].sim);
		snapshot_freeze(&snapshot);
		assess(&verdict, &request);
		if (!str_eq(verdict_word_key(verdict.word), rows[i].word))
			fail_msg("row %zu: %s", i, verdict_word_key(verdict.word));
		assert_string_equal(verdict.profile->id, "sim");
	}
}

static void warnings_say_what_to_look_at(void **state)
{
	static const struct {
		struct sim sim;
		const char *said; /* NULL: nothing at all */
	} rows[] = {
		{{0}, NULL},
		{{.iccid = "8984041234567890127", .operator_id = "viettel", .generation = "4g",
		  .daily_quota_mb = "2048", .activated = "2026-11-01", .expires = "2027-11-01"},
		 NULL},
		{{.iccid = "8984041234567890128"}, "số kiểm tra"},
		{{.iccid = "8984041234567890127", .operator_id = "mobifone"}, "là của Viettel"},
		{{.operator_id = "itel"}, "kiểm lại"},
		{{.generation = "3g"}, "9/2028"},
		{{.generation = "2g"}, "2G"},
		{{.daily_quota_mb = "2"}, "bằng MB"},
		{{.daily_quota_mb = "2000000"}, "bằng MB"},
		{{.activated = "2026-11-02", .expires = "2026-11-01"}, "kích hoạt"},
		{{.handover = "2026-11-02", .expires = "2026-11-01"}, "ngày trao"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		AUTO(buf_done) struct buf text = {0};

		sim_warnings(&text, &rows[i].sim);
		if (rows[i].said ? !strstr(buf_text(&text), rows[i].said) : text.len > 0)
			fail_msg("row %zu: %s", i, buf_text(&text));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(days_are_read_as_people_write_them),
		cmocka_unit_test(terms_end_by_the_civil_code),
		cmocka_unit_test(months_left_are_whole),
		cmocka_unit_test(a_later_day_is_never_worse),
		cmocka_unit_test(card_numbers_are_checked),
		cmocka_unit_test(operators_are_known_by_their_numbers),
		cmocka_unit_test(telephone_numbers_are_todays),
		cmocka_unit_test(what_was_written_is_judged),
		cmocka_unit_test(warnings_say_what_to_look_at),
	};

	return cmocka_run_group_tests(tests, load_plan, drop_plan);
}
