/* The lock of the bench: it falls on who has signed in with a PIN, and only then. */
#include "frame_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

struct bed {
	char folder[64], file[96];
	struct ui ui;
	struct ui_frame frame;
	struct err err;
};

static int make(void **state)
{
	static const char *const names[] = {"name", "short", "role"};
	static const char *const values[] = {"Trần Thị Lan", "lan", "coordinator"};
	struct bed *bed = calloc(1, sizeof(*bed));
	char id[UUID_TEXT_MAX];

	assert_non_null(bed);
	snprintf(bed->folder, sizeof(bed->folder), "/tmp/hotroit-sign-XXXXXX");
	assert_non_null(mkdtemp(bed->folder));
	snprintf(bed->file, sizeof(bed->file), "%s/bench.db", bed->folder);
	bed->ui.frame = &bed->frame;
	bed->frame.stack[0].screen = screen_find("log");
	bed->frame.stack[0].state = calloc(1, bed->frame.stack[0].screen->state_size);
	bed->frame.depth = 1;
	unsetenv("HOTROIT_LOCK");
	assert_int_equal(store_open(&bed->ui.store, bed->file, STORE_READ_WRITE, &bed->err), 0);
	assert_int_equal(store_add(bed->ui.store, record_kind_find("member"), names, values, 3, id,
				   &bed->err),
			 0);
	*state = bed;
	return 0;
}

static int drop(void **state)
{
	struct bed *bed = *state;
	const char *const rm[] = {"rm", "-rf", bed->folder, NULL};
	AUTO(buf_done) struct buf out = {0};
	int status;

	while (bed->frame.depth > 1)
		ui_back(&bed->ui);
	free(bed->frame.stack[0].state);
	store_close(bed->ui.store);
	assert_int_equal(proc_run(rm, 10000, 100, &out, &status, NULL), 0);
	free(bed);
	return 0;
}

static void sign_in(struct bed *bed, const char *pin)
{
	struct store_actor actor;

	assert_int_equal(store_pin_check(bed->ui.store, "lan", pin, &actor, &bed->err), 0);
	store_act_as(bed->ui.store, &actor);
	sign_name(&bed->ui);
	sign_touch(&bed->ui);
}

static const char *top(const struct bed *bed)
{
	return bed->frame.stack[bed->frame.depth - 1].screen->name;
}

static void locks_after_a_while(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf text = {0};

	assert_int_equal(sign_wait_ms(&bed->ui), -1);
	assert_int_equal(store_pin_set(bed->ui.store, "lan", "4821", &bed->err), 0);
	sign_in(bed, "4821");
	assert_string_equal(bed->ui.who, "Trần Thị Lan");
	sign_text(&text, &bed->ui);
	assert_string_equal(buf_text(&text), "Thị Lan (Điều phối) │ ");
	assert_in_range(sign_wait_ms(&bed->ui), 9 * 60000, 10 * 60000);
	ui_open(&bed->ui, "list", "member");
	ui_open(&bed->ui, "form", "set member lan");
	assert_string_equal(top(bed), "form");
	bed->frame.lock_at = clock_mono_ms();
	assert_int_equal(sign_wait_ms(&bed->ui), 0);
	sign_lock(&bed->ui);
	assert_int_equal(store_acting(bed->ui.store)->role, ROLE_VIEWER);
	assert_string_not_equal(bed->ui.who, "Trần Thị Lan");
	assert_string_equal(top(bed), "who");
	/* Esc leads to the first screen and to nothing that was read before. */
	assert_int_equal(bed->frame.depth, 2);
	assert_string_equal(bed->frame.stack[0].screen->name, "log");
	assert_int_equal(sign_wait_ms(&bed->ui), -1);
	buf_clear(&text);
	sign_text(&text, &bed->ui);
	assert_string_equal(buf_text(&text), "F4: ký tên │ ");
}

/* Who takes over sees nothing of what the one before had open; who was refused goes on there. */
static void leaves_nothing_open(void **state)
{
	struct bed *bed = *state;
	struct store_actor lan;

	assert_int_equal(store_pin_set(bed->ui.store, "lan", "4821", &bed->err), 0);
	assert_int_equal(store_pin_check(bed->ui.store, "lan", "4821", &lan, &bed->err), 0);
	assert_int_equal(ui_sign_out(&bed->ui, &bed->err), 0);
	ui_open(&bed->ui, "help", "log");
	ui_open(&bed->ui, "who", NULL);
	ui_sign_in(&bed->ui, &lan);
	assert_string_equal(top(bed), "help");
	ui_open(&bed->ui, "who", NULL);
	ui_sign_in(&bed->ui, &lan);
	assert_string_equal(top(bed), "log");
	ui_open(&bed->ui, "list", "member");
	ui_open(&bed->ui, "who", NULL);
	assert_int_equal(ui_sign_out(&bed->ui, &bed->err), 0);
	assert_string_equal(top(bed), "log");
	assert_int_equal(bed->frame.depth, 1);
}

static void never_without_pins(void **state)
{
	struct bed *bed = *state;
	AUTO(buf_done) struct buf text = {0};

	sign_text(&text, &bed->ui);
	assert_int_equal(text.len, 0);
	sign_in(bed, NULL);
	bed->frame.lock_at = clock_mono_ms();
	sign_lock(&bed->ui);
	assert_string_equal(store_acting(bed->ui.store)->name, "Trần Thị Lan");
	assert_string_equal(top(bed), "log");
	assert_true(sign_wait_ms(&bed->ui) > 0);
}

static void as_long_as_is_set(void **state)
{
	static const struct {
		const char *text;
		int minutes;
	} samples[] = {{"3", 3}, {"x", 10}, {"-1", 10}, {"99999999999999999999", 10},
		     {"1440", 1440}};
	struct bed *bed = *state;

	sign_in(bed, NULL);
	for (size_t i = 0; i < ARRAY_LEN(samples); i++) {
		setenv("HOTROIT_LOCK", samples[i].text, 1);
		sign_touch(&bed->ui);
		assert_in_range(sign_wait_ms(&bed->ui), (samples[i].minutes - 1) * 60000,
				samples[i].minutes * 60000);
	}
	setenv("HOTROIT_LOCK", "0", 1);
	sign_touch(&bed->ui);
	assert_int_equal(sign_wait_ms(&bed->ui), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(locks_after_a_while, make, drop),
		cmocka_unit_test_setup_teardown(leaves_nothing_open, make, drop),
		cmocka_unit_test_setup_teardown(never_without_pins, make, drop),
		cmocka_unit_test_setup_teardown(as_long_as_is_set, make, drop),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
