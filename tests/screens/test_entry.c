/* The text field: what enters, where the cursor goes, and what becomes of too much. */
#include "frame_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct bench_ui {
	struct ui_frame frame;
	struct ui ui;
	struct ui_entry entry;
};

static struct bench_ui *fresh(enum typing_method typing)
{
	static struct bench_ui all;

	memset(&all, 0, sizeof(all));
	all.ui.frame = &all.frame;
	all.ui.typing = typing;
	return &all;
}

static enum ui_entry_answer ask(struct bench_ui *all, int request)
{
	return ui_entry_handle(&all->ui, &all->entry, &(struct ui_event){.request = request});
}

/* One event for each code point, as a terminal sends them. */
static void enter(struct bench_ui *all, const char *text, bool is_pasted)
{
	while (*text) {
		struct ui_event event = {.request = REQ_TEXT, .is_pasted = is_pasted};
		size_t len = 1;

		while ((text[len] & 0xc0) == 0x80)
			len++;
		memcpy(event.text, text, len);
		ui_entry_handle(&all->ui, &all->entry, &event);
		text += len;
	}
}

static void letters_are_composed_but_not_in_codes(void **state)
{
	struct bench_ui *all = fresh(TYPING_TELEX);

	(void)state;
	enter(all, "Nguyeenx Thij Hoaf keep", false);
	assert_int_equal(ask(all, REQ_OPEN), ENTRY_PASSED);
	assert_string_equal(all->entry.text, "Nguyễn Thị Hòa keep");
	all = fresh(TYPING_TELEX);
	all->entry.is_code = true;
	enter(all, "SN-aas1", false);
	assert_string_equal(all->entry.text, "SN-aas1");
	all = fresh(TYPING_TELEX);
	enter(all, "tess aaf", true);
	assert_string_equal(all->entry.text, "tess aaf");
	assert_int_equal(all->ui.typing, TYPING_TELEX);
}

static void ticks_do_not_end_a_word(void **state)
{
	struct bench_ui *all = fresh(TYPING_TELEX);

	(void)state;
	enter(all, "keep", false);
	assert_int_equal(ask(all, REQ_TICK), ENTRY_PASSED);
	assert_int_equal(ask(all, REQ_IDLE), ENTRY_PASSED);
	enter(all, "s", false);
	assert_string_equal(all->entry.text, "kếp");
}

static void another_input_method_is_given_way(void **state)
{
	enum ui_style style;
	struct bench_ui *all = fresh(TYPING_VNI);

	(void)state;
	enter(all, "Hà", false);
	assert_int_equal(all->ui.typing, TYPING_OFF);
	assert_non_null(ui_said(&all->ui, 0, &style));
	assert_int_equal(ask(all, REQ_TYPING), ENTRY_USED);
	assert_int_equal(all->ui.typing, TYPING_TELEX);
}

static void the_cursor_steps_over_letters(void **state)
{
	struct bench_ui *all = fresh(TYPING_OFF);

	(void)state;
	enter(all, "a電e\u0302\u0301z\u0332b", false);
	assert_string_equal(all->entry.text, "a電ếz\u0332b");
	ask(all, REQ_LEFT);
	assert_int_equal(ask(all, REQ_ERASE), ENTRY_CHANGED);
	assert_string_equal(all->entry.text, "a電ếb");
	ask(all, REQ_HOME);
	assert_int_equal(ask(all, REQ_ERASE), ENTRY_USED);
	ask(all, REQ_RIGHT);
	ask(all, REQ_DELETE);
	assert_string_equal(all->entry.text, "aếb");
	ask(all, REQ_END);
	enter(all, " mot hai ", false);
	ask(all, REQ_ERASE_WORD);
	assert_string_equal(all->entry.text, "aếb mot ");
	ask(all, REQ_LEFT);
	ask(all, REQ_CLEAR);
	assert_string_equal(all->entry.text, " ");
	assert_int_equal(all->entry.cursor, 0);
}

static void what_can_not_be_seen_stays_out(void **state)
{
	struct bench_ui *all = fresh(TYPING_OFF);

	(void)state;
	enter(all, "a\u200b\u202eb\u00a0c", true);
	assert_string_equal(all->entry.text, "ab c");
	ui_entry_set(&all->entry, " x\033[2J\ny\xff ");
	assert_string_equal(all->entry.text, "x [2J y\\xFF");
	assert_int_equal(all->entry.cursor, strlen(all->entry.text));
}

static void too_much_is_refused_aloud(void **state)
{
	enum ui_style style;
	struct bench_ui *all = fresh(TYPING_TELEX);

	(void)state;
	all->entry.max = 8;
	enter(all, "maays tisnh", false);
	assert_true(strlen(all->entry.text) < 8);
	assert_true(text_is_utf8(all->entry.text, strlen(all->entry.text)));
	assert_non_null(ui_said(&all->ui, 0, &style));
	all = fresh(TYPING_TELEX);
	for (int i = 0; i < 400; i++)
		enter(all, "ngas", false);
	assert_true(strlen(all->entry.text) < UI_ENTRY_MAX);
	all->entry.max = 8;
	ui_entry_set(&all->entry, "điện thoại");
	assert_string_equal(all->entry.text, "điện");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(letters_are_composed_but_not_in_codes),
		cmocka_unit_test(ticks_do_not_end_a_word),
		cmocka_unit_test(another_input_method_is_given_way),
		cmocka_unit_test(the_cursor_steps_over_letters),
		cmocka_unit_test(what_can_not_be_seen_stays_out),
		cmocka_unit_test(too_much_is_refused_aloud),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
