/*
 * The kinds' own rules: each row is a record in a few words and the field that is refused, or NULL.
 * And how values are shown.
 */
#include "records.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define PAIRS_MAX 8
#define FIELDS_MAX 64

struct sample {
	const char *kind;
	const char *pairs[PAIRS_MAX]; /* "field=value" */
	const char *refused; /* the field that the message begins with */
};

static int run_check(const struct record_kind *kind, const char *const *after, struct err *err)
{
	const struct record_change change = {.kind = kind, .after = after};

	return kind->check ? kind->check(&change, err) : 0;
}

static void check_sample(const struct sample *sample)
{
	const struct record_kind *kind = record_kind_find(sample->kind);
	const char *after[FIELDS_MAX] = {NULL};
	struct err err = {0};
	int r;

	assert_non_null(kind);
	assert_true(kind->field_count <= FIELDS_MAX);
	for (size_t i = 0; i < PAIRS_MAX && sample->pairs[i]; i++) {
		const char *equals = strchr(sample->pairs[i], '=');
		char name[40];
		const struct field *field;

		snprintf(name, sizeof(name), "%.*s", (int)(equals - sample->pairs[i]),
			 sample->pairs[i]);
		field = record_field_find(kind, name);
		if (!field)
			fail_msg("%s has no %s", sample->kind, name);
		after[field - kind->fields] = equals + 1;
	}
	r = run_check(kind, after, &err);
	if (r != (sample->refused ? -EINVAL : 0))
		fail_msg("%s %s: %d %s", sample->kind, sample->pairs[0], r, err.text);
	if (sample->refused && (!str_starts(err.text, sample->refused) ||
				err.text[strlen(sample->refused)] != ':'))
		fail_msg("%s %s: %s", sample->kind, sample->pairs[0], err.text);
}

static const struct sample people[] = {
	{"unit", {"name=xã Phù Đổng", "kind=commune", "code=00565"}, NULL},
	{"unit", {"name=xã Phù Đổng", "kind=commune", "code=565"}, "code"},
	{"unit", {"name=Hà Nội", "kind=province", "code=01"}, NULL},
	{"unit", {"name=Hà Nội", "kind=province", "code=0x"}, "code"},
	{"unit", {"name=?", "code=không rõ"}, NULL},
	{"unit", {"kind=school", "level=thcs"}, NULL},
	{"unit", {"kind=commune", "level=thcs"}, "level"},
	{"unit", {"valid_from=2025-07-01", "valid_to=2025-06-30"}, "valid_to"},
	{"unit", {"valid_from=2025-07-01", "valid_to=2025-07-01"}, NULL},
	{"succession", {"from_unit=a", "to_unit=b"}, NULL},
	{"succession", {"from_unit=a", "to_unit=a"}, "to_unit"},
	{"programme", {"starts=2021-10-05"}, NULL},
	{"programme", {"starts=2021-10-05", "ends=2020-10-05"}, "ends"},
	{"programme", {"starts=2021-10-05", "ends=31/02/2022"}, "ends"},
	{"team", {"founded=2021-10-05", "ended=2021-10-04"}, "ended"},
	{"member", {"short=lan"}, NULL},
	{"member", {"short=lan2"}, NULL},
	{"member", {"short=2lan"}, "short"},
	{"member", {"short=Lan"}, "short"},
	{"member", {"short=hương"}, "short"},
	{"member", {"short=a b"}, "short"},
	{"member", {"short=abcdefghijklm"}, "short"},
	{"member", {"short=lan\x1b[2J"}, "short"},
	{"donor", {"email=lan@example.vn"}, NULL},
	{"donor", {"email=lan"}, "email"},
	{"donor", {"email=@example.vn"}, "email"},
	{"donor", {"email=lan@"}, "email"},
	{"donor", {"email=lan@a@b"}, "email"},
	{"donor", {"email=lan @b"}, "email"},
	{"duty",
	 {"from_time=2026-11-22T08:00:00+07:00", "to_time=2026-11-22T17:00:00+07:00"}, NULL},
	{"duty", {"from_time=2026-11-22T08:00:00+07:00", "to_time=2026-11-22T08:00:00+07:00"},
	 "to_time"},
	/* The same hour on clocks with different offsets. */
	{"duty",
	 {"from_time=2026-11-22T08:00:00+07:00", "to_time=2026-11-22T01:30:00+00:00"}, NULL},
	{"duty", {"from_time=2026-11-22T08:00:00+07:00", "to_time=2026-11-22T00:30:00+00:00"},
	 "to_time"},
	{"duty", {"from_time=2026-11-22T08:00:00+07:00", "to_time=2026-11-22Tchiều"}, "to_time"},
	{"duty", {"from_time=2026-11-22T08:00:00+07:00", "to_time="}, "to_time"},
};

static const struct sample gifts[] = {
	{"pledge", {"what=devices", "quantity=20"}, NULL},
	{"pledge", {"what=devices"}, NULL},
	{"pledge", {"what=devices", "quantity=0"}, "quantity"},
	{"pledge", {"what=money"}, "amount"},
	{"pledge", {"what=money", "amount=-1"}, "amount"},
	{"pledge", {"what=money", "amount=5000000"}, NULL},
	{"pledge", {"promised=2026-11-22", "due=2026-11-21"}, "due"},
	{"donation", {"kind=devices", "quantity=3", "value_estimate=0"}, NULL},
	{"donation", {"kind=devices", "quantity=-3"}, "quantity"},
	{"donation", {"kind=devices", "amount=5000000"}, "amount"},
	{"donation", {"kind=mixed", "amount=5000000", "quantity=1"}, NULL},
	{"donation", {"kind=money"}, "amount"},
	{"donation", {"kind=money", "amount=0"}, "amount"},
	{"donation", {"kind=money", "amount=5.000.000"}, "amount"},
	{"donation", {"kind=money", "amount=9223372036854775807"}, "amount"},
	{"donation", {"kind=money", "amount=99999999999999999999"}, "amount"},
	{"donation", {"kind=money", "amount=5000000"}, NULL},
	{"donation", {"kind=devices", "value_estimate=-1"}, "value_estimate"},
	{"device", {"value_estimate=-1"}, "value_estimate"},
	{"device", {"value_estimate=0"}, NULL},
	{"device", {NULL}, NULL},
	{"accessory", {"rating=19.5V 3.42A"}, NULL},
	{"accessory", {"rating=19,5 V / 3,42 A"}, NULL},
	{"accessory", {"rating=5-20V 3.25A"}, NULL},
	{"accessory", {"rating=5V 2000mA"}, NULL},
	{"accessory", {"rating=65W"}, NULL},
	{"accessory", {"rating=USB-C 65W"}, NULL},
	{"accessory", {"rating=19.5 3.42"}, "rating"},
	{"accessory", {"rating=19.5V 342A"}, "rating"},
	{"accessory", {"rating=3.42V 19.5A"}, "rating"},
	{"accessory", {"rating=0V 3A"}, "rating"},
	{"accessory", {"rating=220V 3A"}, "rating"},
	{"accessory", {"rating=19.5.5V"}, "rating"},
	{"accessory", {"rating=99999999999999999999999V"}, "rating"},
	{"accessory", {"rating=19.00000000000000000000000000000000000000V 3A"}, NULL},
	{"accessory", {"rating=19-"}, "rating"},
};

static const struct sample bench[] = {
	{"repair", {"minutes=0", "cost=0"}, NULL},
	{"repair", {"minutes=-5"}, "minutes"},
	{"repair", {"cost=-1"}, "cost"},
	{"repair", {"result=not-fixed"}, "barrier"},
	{"repair", {"result=not-fixed", "barrier=no-part"}, NULL},
	{"repair", {"opened_at=2026-11-22T08:00:00+07:00", "closed_at=2026-11-22T07:00:00+07:00"},
	 "closed_at"},
	{"part", {"kind=ram", "type=ddr3l", "size=2147483648"}, NULL},
	{"part", {"size=0"}, "size"},
	{"part", {"type=DDR3"}, "type"},
	{"part", {"type=ddr 3"}, "type"},
	{"part", {"cost=-1"}, "cost"},
	{"request",
	 {"received_at=2026-11-22T08:00:00+07:00", "first_contact_at=2026-11-22T08:00:00+07:00"},
	 NULL},
	{"request",
	 {"received_at=2026-11-22T08:00:00+07:00", "first_contact_at=2000-01-01T00:00:00+07:00"},
	 "first_contact_at"},
	{"request",
	 {"received_at=2026-11-22T08:00:00+07:00", "resolved_at=2026-11-21T08:00:00+07:00"},
	 "resolved_at"},
	{"request", {"waited_minutes=-1"}, "waited_minutes"},
	{"wipe", {"result=ok"}, "finished_at"},
	{"wipe", {"result=ok", "finished_at=2026-11-22T08:00:00+07:00"}, "level"},
	{"wipe", {"result=ok", "finished_at=2026-11-22T08:00:00+07:00", "level=clear"}, NULL},
	{"wipe", {"result=ok", "finished_at=2026-11-22T08:00:00+07:00", "level=none", "medium=hdd"},
	 "level"},
	{"wipe", {"result=ok", "finished_at=2026-11-22T08:00:00+07:00", "level=none"}, "level"},
	{"wipe",
	 {"result=ok", "finished_at=2026-11-22T08:00:00+07:00", "level=none", "medium=none"},
	 NULL},
	{"wipe", {"medium=none", "level=purge"}, "level"},
	{"wipe", {"result=failed"}, NULL},
	{"wipe", {"wiped_by=a", "verified_by=a"}, "verified_by"},
	{"wipe", {"wiped_by=a", "verified_by=b"}, NULL},
	{"wipe", {"started_at=2026-11-22T08:00:00+07:00", "finished_at=2026-11-22T07:59:59+07:00"},
	 "finished_at"},
};

static const struct sample money[] = {
	{"liquidation", {"amount=0"}, NULL},
	{"liquidation", {"amount=-1"}, "amount"},
	{"liquidation", {"approved_by_1=a", "approved_by_2=b"}, NULL},
	{"liquidation", {"approved_by_1=a", "approved_by_2=a"}, "approved_by_2"},
	{"purchase", {"amount=1"}, NULL},
	{"purchase", {"amount=0"}, "amount"},
	{"purchase", {"amount=100", "quantity=0"}, "quantity"},
	{"fund", {"kind=cash-donation", "amount=500000", "direction=in"}, NULL},
	{"fund", {"kind=cash-donation", "amount=500000", "direction=out"}, "direction"},
	{"fund", {"kind=cash-donation", "amount=500000"}, "direction"},
	{"fund", {"kind=opening", "amount=0", "direction=in"}, "amount"},
	{"fund", {"kind=opening", "amount=-500000", "direction=in"}, "amount"},
	{"fund", {"kind=opening", "amount=1e9", "direction=in"}, "amount"},
	{"fund", {"kind=liquidation", "amount=5", "direction=in"}, "liquidation"},
	{"fund", {"kind=liquidation", "amount=5", "direction=in", "liquidation=a"}, NULL},
	{"fund", {"kind=purchase", "amount=5", "direction=out"}, "purchase"},
	{"fund", {"kind=repair-cost", "amount=5", "direction=out"}, "repair"},
	{"fund", {"kind=reversal", "amount=5", "direction=out"}, "reverses"},
	{"fund", {"kind=reversal", "amount=5", "direction=out", "reverses=a"}, NULL},
	{"fund", {"kind=reversal", "amount=5", "direction=in", "reverses=a"}, NULL},
	{"fund", {"kind=other-out", "amount=5", "direction=out", "reverses=a"}, "reverses"},
	{"fund", {"kind=other-out", "amount=5", "direction=in"}, "direction"},
};

static void rules_of_people(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(people); i++)
		check_sample(&people[i]);
}

static void rules_of_gifts(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(gifts); i++)
		check_sample(&gifts[i]);
}

static void rules_of_the_bench(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(bench); i++)
		check_sample(&bench[i]);
}

/* A wiping that is done is evidence: only who looked at it, and how, may still come, once. */
static void what_was_wiped_stands(void **state)
{
	const struct record_kind *kind = record_kind_find("wipe");
	const char *before[FIELDS_MAX] = {NULL}, *after[FIELDS_MAX];
	const struct record_change change = {.kind = kind, .before = before, .after = after};
	struct err err = {0};
	size_t open = 0;

	(void)state;
	before[record_field_find(kind, "result") - kind->fields] = "ok";
	before[record_field_find(kind, "level") - kind->fields] = "clear";
	before[record_field_find(kind, "finished_at") - kind->fields] = "2026-11-22T08:00:00+07:00";
	for (size_t i = 0; i < kind->field_count; i++) {
		memcpy(after, before, sizeof(after));
		after[i] = "2026-11-22T09:00:00+07:00";
		open += kind->check(&change, &err) == 0;
	}
	assert_int_equal(open, 4);
	before[record_field_find(kind, "verify_method") - kind->fields] = "đọc lại";
	memcpy(after, before, sizeof(after));
	after[record_field_find(kind, "verify_method") - kind->fields] = "khác";
	assert_int_equal(kind->check(&change, &err), -EINVAL);
	assert_true(str_starts(err.text, "verify_method:"));
}

static void rules_of_money(void **state)
{
	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(money); i++)
		check_sample(&money[i]);
}

/* Whatever stands in all the fields of any kind: an answer, and a message when it is no. */
static void no_rule_falls_over(void **state)
{
	static const char *const values[] = {"", " ", "-", "0", "-0", "9223372036854775808", "T",
					     "2026-11-22T", "31/02/2026", "V", "9V9", "@", "\xff",
					     "\xe1\xbb", "\x1b]0;a\x07", "19.5V 3.42A-"};

	(void)state;
	for (size_t i = 0; i < record_kind_count; i++)
		for (size_t j = 0; j < ARRAY_LEN(values); j++) {
			const char *after[FIELDS_MAX] = {NULL};
			struct err err = {0};

			for (size_t k = 0; k < record_kind_table[i]->field_count; k++)
				after[k] = values[j];
			if (run_check(record_kind_table[i], after, &err) < 0)
				assert_true(*err.text);
		}
}

/* What a kind gives away must be what its readers may see. */
static void descriptors_name_what_is_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < record_kind_count; i++) {
		const struct record_kind *kind = record_kind_table[i];

		if (kind->title)
			assert_non_null(record_field_find(kind, kind->title));
		if (kind->handle)
			assert_non_null(record_field_find(kind, kind->handle));
		for (size_t j = 0; j < kind->field_count; j++) {
			const struct field *field = &kind->fields[j];

			if (field->ref)
				assert_non_null(record_kind_find(field->ref));
			if (field->type == FIELD_PHONE)
				assert_int_equal(field->privacy, PRIVACY_PERSONAL);
			for (size_t k = 0; k < j; k++)
				assert_string_not_equal(field->name, kind->fields[k].name);
			for (size_t k = 0; field->choices && field->choices[k]; k++)
				assert_in_range(text_width(field->choice_labels[k]), 1, 15);
		}
	}
}

static void expect_shown(const char *kind, const char *field, const char *value, const char *shown)
{
	AUTO(buf_done) struct buf text = {0};

	record_show_value(&text, record_field_find(record_kind_find(kind), field), value);
	assert_string_equal(buf_text(&text), shown);
}

static void values_are_shown_as_people_say_them(void **state)
{
	(void)state;
	expect_shown("part", "size", "2147483648", "2 GB");
	expect_shown("part", "size", "268435456", "256 MB");
	expect_shown("part", "size", "120034123776", "120 GB");
	expect_shown("device", "storage", "500107862016", "500 GB");
	expect_shown("fund", "amount", "1500000", "1.500.000 đ");
	expect_shown("device", "state", "waiting-parts", "Chờ linh kiện");
	expect_shown("programme", "starts", "2021-10-05", "05/10/2021");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rules_of_people),
		cmocka_unit_test(rules_of_gifts),
		cmocka_unit_test(rules_of_the_bench),
		cmocka_unit_test(what_was_wiped_stands),
		cmocka_unit_test(rules_of_money),
		cmocka_unit_test(no_rule_falls_over),
		cmocka_unit_test(descriptors_name_what_is_there),
		cmocka_unit_test(values_are_shown_as_people_say_them),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
