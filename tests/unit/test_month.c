/* A closed month read back: the same text for ever, and nothing of a text that is none of ours. */
#include "export.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <string.h>

#include <cmocka.h>

#define HEAD "{\"schema\":\"hotroit.month/1\",\"period\":\"2026-01\",\"at\":\"2026-02-01\","
#define FIGURE(more) \
	"{\"section\":\"ranks\",\"key\":\"k.a\",\"label\":\"nhãn\",\"unit\":\"máy\"," \
	"\"how\":\"count\"" more "}"

static int read_text(struct month_pack *pack, const char *text)
{
	struct err err;

	return export_month_read(pack, text, strlen(text), &err);
}

static void test_read(void **state)
{
	static const char text[] = HEAD "\"figures\":[" FIGURE(",\"value\":7,\"part\":true") ","
				   FIGURE(",\"value\":null") "],\"adjustments\":[]}";
	AUTO(month_done) struct month_pack pack = {0};
	AUTO(buf_done) struct buf json = {0}, value = {0};

	(void)state;
	assert_int_equal(read_text(&pack, text), 0);
	assert_int_equal(pack.count, 2);
	assert_int_equal(pack.figures[0]->value, 7);
	assert_true(pack.figures[0]->is_part);
	assert_false(pack.figures[1]->is_known);
	export_month_json(&json, &pack, true);
	assert_string_equal(buf_text(&json), text);
	month_value(&value, pack.figures[1], MONTH_PRINTED);
	assert_string_equal(buf_text(&value), "chưa có số liệu");
}

static void test_hostile(void **state)
{
	static const char *const texts[] = {
		"", "null", "[]", "{}", "{\"schema\":\"hotroit.month/2\"}",
		HEAD "\"figures\":{},\"adjustments\":[]}",
		HEAD "\"figures\":[7],\"adjustments\":[]}",
		HEAD "\"figures\":[{\"section\":\"none\"}],\"adjustments\":[]}",
		HEAD "\"figures\":[" FIGURE(",\"records\":[\"../x\"]") "],\"adjustments\":[]}",
		HEAD "\"figures\":[" FIGURE(",\"ref\":\"x\"") "],\"adjustments\":[]}",
		HEAD "\"figures\":[],\"adjustments\":[" FIGURE("") "]}",
		HEAD "\"figures\":[],\"figures\":[],\"adjustments\":[]}",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		AUTO(month_done) struct month_pack pack = {0};

		assert_int_equal(read_text(&pack, texts[i]), -EBADMSG);
		assert_null(pack.figures);
	}
}

/* Extreme numbers and texts of somebody else, in every form. */
static void test_forms(void **state)
{
	static const char text[] =
		HEAD "\"figures\":[{\"section\":\"ranks\",\"key\":\"nodot\",\"label\":\"=1+1<b>\","
		     "\"unit\":\"%n\",\"how\":\"sum\",\"value\":-9223372036854775808,"
		     "\"target\":9223372036854775807,\"part\":true}],\"adjustments\":[]}";
	AUTO(month_done) struct month_pack pack = {0};
	AUTO(buf_done) struct buf html = {0}, csv = {0};

	(void)state;
	assert_int_equal(read_text(&pack, text), 0);
	export_month_html(&html, &pack);
	export_month_csv(&csv, &pack);
	assert_null(strstr(buf_text(&html), "<b>"));
	assert_non_null(strstr(buf_text(&html), "=1+1&lt;b&gt;"));
	assert_non_null(strstr(buf_text(&csv), "\"'=1+1<b>\""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_read),
		cmocka_unit_test(test_hostile),
		cmocka_unit_test(test_forms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
