/* What a bench is given to join: the whole of it, or refused and nothing of the former is lost. */
#include "store_help.h"
#include "sync.h"

#define WORDS "\"host\":\"h\",\"port\":\"1\",\"dbname\":\"d\",\"user\":\"u\",\"password\":\"p\""
#define BUNDLE(rest) "{\"schema\":\"hotroit.bundle/1\"," WORDS rest "}"
#define WHOLE BUNDLE(",\"sslmode\":\"verify-full\",\"ca\":\"CA\"")

static int join(struct bed *bed, const char *text, size_t len)
{
	return sync_join(bed->file, text, len, &bed->err);
}

static void expect_kept(struct bed *bed)
{
	char path[300];
	struct root root;
	AUTO(buf_done) struct buf text = {0};

	snprintf(path, sizeof(path), "%s.sync", bed->file);
	assert_int_equal(root_open(&root, path, &bed->err), 0);
	assert_int_equal(root_read(&root, "bundle.json", 1 << 20, &text), 0);
	assert_string_equal(buf_text(&text), WHOLE);
	root_done(&root);
}

static void hostile_bundles(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf big = {0};
	static const struct {
		const char *text;
		int r;
	} cases[] = {
		{"", -EBADMSG},
		{"{", -EBADMSG},
		{"[]", -EBADMSG},
		{"{}", -EBADMSG},
		{"{\"schema\":7}", -EBADMSG},
		{"{\"schema\":\"hotroit.bundle/1\"}", -EBADMSG},
		{"{\"schema\":\"hotroit.bundle/2\"}", -EPROTO},
		{"{\"schema\":\"other/1\"}", -EBADMSG},
		{BUNDLE(""), -EBADMSG},
		{BUNDLE(",\"sslmode\":7"), -EBADMSG},
		{BUNDLE(",\"sslmode\":\"a\",\"sslmode\":\"b\""), -EBADMSG},
		{BUNDLE(",\"sslmode\":\"a\\u0000b\""), -EBADMSG},
		{BUNDLE(",\"sslmode\":\"a\xff\""), -EBADMSG},
		{BUNDLE(",\"sslmode\":\"a\",\"ca\":[]"), -EBADMSG},
		{BUNDLE(",\"sslmode\":\"a\",\"key\":null"), -EBADMSG},
	};

	assert_int_equal(join(bed, WHOLE, strlen(WHOLE)), 0);
	for (size_t i = 0; i < ARRAY_LEN(cases); i++)
		if (join(bed, cases[i].text, strlen(cases[i].text)) != cases[i].r)
			fail_msg("%s", cases[i].text);
	buf_add_str(&big, WHOLE);
	for (size_t i = 0; i < 1u << 20; i++)
		buf_add_char(&big, ' ');
	assert_int_equal(join(bed, buf_text(&big), big.len), -EBADMSG);
	expect_kept(bed);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {BED_TEST(hostile_bundles)};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
