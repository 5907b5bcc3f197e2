/* The key tables: the bar fits 80 columns, no key means two things, every F key has another way. */
#include "frame_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

static int bar_width(const struct ui_key *keys, size_t count)
{
	int width = 0;

	for (size_t i = 0; i < count; i++) {
		AUTO(buf_done) struct buf name = {0};

		keys_first(&name, keys[i].keys);
		if (keys[i].label)
			width += text_width(buf_text(&name)) + 1 + text_width(keys[i].label) + 2;
	}
	return width;
}

static void bars_fit(void **state)
{
	(void)state;
	for (size_t i = 0; i < screen_table_count; i++) {
		int width = bar_width(frame_keys, frame_key_count) +
			    bar_width(screen_table[i]->keys, screen_table[i]->key_count);

		/* Two blanks follow each key, also the last. */
		if (width - 2 > UI_MIN_COLUMNS)
			fail_msg("%s: %d columns", screen_table[i]->name, width - 2);
	}
}

static void check_keys(const struct screen *screen, const struct ui_key *keys, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		char names[64];

		snprintf(names, sizeof(names), "%s", keys[i].keys);
		if (names[0] == 'F' && names[1])
			assert_non_null(strchr(names, ' '));
		/* The help has its text from column 18 on. */
		assert_in_range(text_width(keys[i].help), 1, UI_MIN_COLUMNS - 18);
		for (char *save, *name = strtok_r(names, " ", &save); name;
		     name = strtok_r(NULL, " ", &save))
			if (keys_request(screen, name) != keys[i].request)
				fail_msg("%s: %s has two meanings", screen->name, name);
	}
}

static void keys_mean_one_thing(void **state)
{
	(void)state;
	for (size_t i = 0; i < screen_table_count; i++) {
		check_keys(screen_table[i], screen_table[i]->keys, screen_table[i]->key_count);
		check_keys(screen_table[i], frame_keys, frame_key_count);
	}
}

static void text_keys_mean_one_thing(void **state)
{
	(void)state;
	for (size_t i = 0; i < text_key_count; i++) {
		char names[64];

		snprintf(names, sizeof(names), "%s", text_keys[i].keys);
		assert_true(names[0] != 'F' || strchr(names, ' '));
		assert_in_range(text_width(text_keys[i].help), 1, UI_MIN_COLUMNS - 18);
		for (char *save, *name = strtok_r(names, " ", &save); name;
		     name = strtok_r(NULL, " ", &save))
			assert_int_equal(keys_text_request(name), text_keys[i].request);
	}
	assert_int_equal(keys_text_request("Enter"), REQ_NONE);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(bars_fit),
		cmocka_unit_test(keys_mean_one_thing),
		cmocka_unit_test(text_keys_mean_one_thing),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
