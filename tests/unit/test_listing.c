/* Lists and exports of a kind that knows people: what goes out, and only when asked for. */
#include "listing_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

static const struct field fields[] = {
	{.name = "code", .label = "Mã", .type = FIELD_CODE},
	{.name = "by", .label = "Người làm", .type = FIELD_TEXT, .privacy = PRIVACY_INTERNAL},
	{.name = "phone", .label = "Số gọi", .type = FIELD_CODE, .privacy = PRIVACY_PERSONAL},
	{.name = "memory", .label = "RAM", .type = FIELD_INT, .fact = "memory.installed"},
};
static const char *const list_columns[] = {"code", "by", "memory", NULL};
static const struct record_kind pupil = {
	.name = "pupil",
	.label = "Học sinh",
	.label_many = "Học sinh",
	.fields = fields,
	.field_count = ARRAY_LEN(fields),
	.list_columns = list_columns,
};
static const char *const values[] = {"HS1", "Lan", "0912000111", "2147483648"};
static const struct record record = {
	.id = "id1", .values = values, .created_at = "then", .updated_at = "now",
};

static void expect(struct listing listing, const char *text)
{
	assert_int_equal(listing_add(&listing, &pupil, &record), 0);
	assert_string_equal(buf_text(&listing.text), text);
	buf_done(&listing.text);
}

static void personal_fields_stay_in_unless_asked_for(void **state)
{
	(void)state;
	expect((struct listing){.csv = true},
	       "\"id\";\"code\";\"by\";\"memory\"\r\n"
	       "\"id1\";\"HS1\";\"Lan\";\"2147483648\"\r\n");
	expect((struct listing){.json = true},
	       " {\"id\":\"id1\",\"code\":\"HS1\",\"by\":\"Lan\",\"memory\":2147483648,"
	       "\"created_at\":\"then\",\"updated_at\":\"now\"}");
	expect((struct listing){.csv = true, .with_personal = true},
	       "\"id\";\"code\";\"by\";\"phone\";\"memory\"\r\n"
	       "\"id1\";\"HS1\";\"Lan\";\"0912000111\";\"2147483648\"\r\n");
	expect((struct listing){.json = true, .with_personal = true},
	       " {\"id\":\"id1\",\"code\":\"HS1\",\"by\":\"Lan\",\"phone\":\"0912000111\","
	       "\"memory\":2147483648,\"created_at\":\"then\",\"updated_at\":\"now\"}");
}

static void a_person_sees_what_is_for_the_team(void **state)
{
	(void)state;
	text_start("vi");
	expect((struct listing){.count = 0}, "Mã\tNgười làm\tRAM\t\nHS1\tLan\t2 GB\t\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(personal_fields_stay_in_unless_asked_for),
		cmocka_unit_test(a_person_sees_what_is_for_the_team),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
