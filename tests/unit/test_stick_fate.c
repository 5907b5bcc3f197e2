/* Lines by which the bench tells its ear what became of a file: as they are, cut, and hostile. */
#include "stick_fate.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

#define SHA "00112233445566778899aabbccddeeff00112233445566778899aabbccddeeff"

static void what_is_put_is_read(void **state)
{
	(void)state;
	for (int i = 0; i < STICK_FATES; i++) {
		AUTO(buf_done) struct buf line = {0};
		enum stick_fate fate = STICK_FATES;
		char sha256[65] = "";
		size_t used = 0;

		stick_fate_put(&line, (enum stick_fate)i, SHA);
		for (size_t len = 0; len < line.len; len++)
			assert_int_equal(stick_fate_next(line.data, len, &fate, sha256, &used), 0);
		assert_int_equal(used, 0);
		buf_add_str(&line, "taken ");
		assert_int_equal(stick_fate_next(line.data, line.len, &fate, sha256, &used), 1);
		assert_int_equal(fate, i);
		assert_string_equal(sha256, SHA);
		assert_int_equal(used, line.len - strlen("taken "));
	}
}

static void what_is_no_line_is_told(void **state)
{
	static const char *const lines[] = {
		"\n", " \n", "taken\n", "taken \n", "taken  " SHA "\n", "taken " SHA " \n",
		"taken " SHA "0\n", "Taken " SHA "\n", "gone " SHA "\n", " " SHA "\n",
		"taken 00112233445566778899AABBCCDDEEFF00112233445566778899aabbccddeeff\n",
		"taken ../../../../../../../../../../../../../../../../etc/passwd/././.\n",
		"taken taken taken taken taken taken taken taken taken taken taken taken tak",
	};
	enum stick_fate fate;
	char sha256[65];
	size_t used;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		AUTO(buf_done) struct buf line = {0};

		buf_add_str(&line, lines[i]);
		if (!strchr(lines[i], '\n'))
			buf_add_str(&line, "taken taken taken");
		assert_int_equal(stick_fate_next(line.data, line.len, &fate, sha256, &used),
				 -EBADMSG);
	}
	assert_int_equal(stick_fate_next("taken " SHA "\0\n", 72, &fate, sha256, &used), -EBADMSG);
	assert_int_equal(stick_fate_next(NULL, 0, &fate, sha256, &used), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_put_is_read),
		cmocka_unit_test(what_is_no_line_is_told),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
