/* What the tests learn from keys, pointers, the charger and USB ports, and the lines they say. */
#include "probe_tree.h"

#include "charging.h"
#include "check_line.h"
#include "keyboard.h"
#include "pointer.h"
#include "usb_seats.h"

static void set(unsigned char *mask, unsigned bit)
{
	mask[bit / 8] = (unsigned char)(mask[bit / 8] | 1u << bit % 8);
}

/* ---- what a device is ----------------------------------------------------------------------- */

static void kinds_are_told_by_what_they_can(void **state)
{
	struct evdev_bits keys = {0}, power = {0}, mouse = {0}, pad = {0}, touch = {0}, tilt = {0};

	(void)state;
	for (unsigned code = KEY_Q; code <= KEY_M; code++)
		set(keys.key, code);
	set(power.key, KEY_POWER);
	set(mouse.rel, REL_X);
	set(mouse.rel, REL_Y);
	set(mouse.key, BTN_LEFT);
	set(pad.abs, ABS_X);
	set(pad.abs, ABS_Y);
	touch = pad;
	tilt = pad;
	set(pad.key, BTN_TOUCH);
	set(pad.key, BTN_TOOL_FINGER);
	set(touch.key, BTN_TOUCH);
	set(touch.prop, INPUT_PROP_DIRECT);
	set(tilt.prop, INPUT_PROP_ACCELEROMETER);
	assert_int_equal(evdev_kind_of(&keys), EVDEV_KEYBOARD);
	assert_int_equal(evdev_kind_of(&power), EVDEV_OTHER);
	assert_int_equal(evdev_kind_of(&mouse), EVDEV_MOUSE);
	assert_int_equal(evdev_kind_of(&pad), EVDEV_TOUCHPAD);
	assert_int_equal(evdev_kind_of(&touch), EVDEV_OTHER);
	assert_int_equal(evdev_kind_of(&tilt), EVDEV_OTHER);
	keys.bus = BUS_USB;
	pad.bus = BUS_I2C;
	assert_false(evdev_is_inside(&keys));
	assert_true(evdev_is_inside(&pad));
}

/* ---- the keyboard --------------------------------------------------------------------------- */

static unsigned char every_key[EVDEV_BYTES(KEY_CNT)];

static void press(struct keyboard *board, unsigned code)
{
	keyboard_event(board, code, 1);
	keyboard_event(board, code, 2);
	keyboard_event(board, code, 0);
}

static bool is_one_of(unsigned code, const unsigned *list)
{
	while (*list && *list != code)
		list++;
	return *list != 0;
}

/* Everything below the pad and the extra keys of the first 128 codes, but EXCEPT (ended by 0). */
static struct keyboard typed(const unsigned *except)
{
	static const unsigned pad[] = {KEY_NUMLOCK, KEY_KPSLASH, KEY_KPASTERISK, KEY_KPMINUS,
				       KEY_KP7,     KEY_KP8,     KEY_KP9,        KEY_KPPLUS,
				       KEY_KP4,     KEY_KP5,     KEY_KP6,        KEY_KP1,
				       KEY_KP2,     KEY_KP3,     KEY_KPENTER,    KEY_KP0,
				       KEY_KPDOT,   0};
	struct keyboard board;

	memset(every_key, 0xff, sizeof(every_key));
	keyboard_init(&board, every_key);
	for (unsigned code = 1; code < 128; code++)
		if (!is_one_of(code, pad) && !is_one_of(code, except))
			press(&board, code);
	return board;
}

static void assert_missing(const struct keyboard *board, enum keyboard_word word, const char *names)
{
	AUTO(buf_done) struct buf text = {0};

	keyboard_missing(&text, board, 12);
	assert_string_equal(buf_text(&text), names);
	assert_int_equal(keyboard_judge(board), word);
}

static void every_key_is_missed_by_name(void **state)
{
	static const unsigned none[] = {0}, letter[] = {KEY_Q, KEY_RIGHTSHIFT, 0};
	static const unsigned top[] = {KEY_F2, KEY_HOME, KEY_SCROLLLOCK, 0};
	static const unsigned functions[] = {KEY_F1, KEY_F2,  KEY_F3,  KEY_F4,  KEY_F5,
					     KEY_F6, KEY_F7,  KEY_F8,  KEY_F9,  KEY_F10,
					     KEY_F11, KEY_F12, 0};
	struct keyboard board = typed(none);

	(void)state;
	assert_missing(&board, KEYBOARD_WHOLE, "");
	board = typed(letter);
	assert_missing(&board, KEYBOARD_BROKEN, "Q, Shift phải");
	board = typed(top);
	assert_missing(&board, KEYBOARD_UNSURE, "F2, Home");
	assert_true(keyboard_tried_functions(&board));
	board = typed(functions);
	assert_int_equal(keyboard_judge(&board), KEYBOARD_UNSURE);
	assert_false(keyboard_tried_functions(&board));
	/* one key of the number pad, and all of it is expected */
	board = typed(none);
	press(&board, KEY_KP5);
	assert_int_equal(keyboard_judge(&board), KEYBOARD_BROKEN);
}

static void an_untouched_keyboard_is_dead(void **state)
{
	AUTO(buf_done) struct buf text = {0};
	struct keyboard board;

	(void)state;
	memset(every_key, 0xff, sizeof(every_key));
	keyboard_init(&board, every_key);
	assert_int_equal(keyboard_judge(&board), KEYBOARD_DEAD);
	/* a key let go of that was never pressed, and codes that are none */
	keyboard_event(&board, KEY_A, 0);
	keyboard_event(&board, KEY_CNT, 1);
	keyboard_event(&board, UINT16_MAX, 1);
	assert_int_equal(keyboard_judge(&board), KEYBOARD_DEAD);
	assert_true(keyboard_missing(&text, &board, 2) > 60);
	assert_non_null(strstr(buf_text(&text), "Esc, F1 và "));
	/* one that says it has no keys at all is never whole */
	memset(every_key, 0, sizeof(every_key));
	assert_int_equal(keyboard_judge(&board), KEYBOARD_DEAD);
}

static void a_key_that_stays_down_is_stuck(void **state)
{
	static const unsigned none[] = {0};
	AUTO(buf_done) struct buf text = {0};
	struct keyboard board = typed(none);

	(void)state;
	assert_int_equal(keyboard_stuck(&text, &board, 5), 0);
	keyboard_event(&board, KEY_SPACE, 1);
	assert_int_equal(keyboard_stuck(&text, &board, 5), 1);
	assert_string_equal(buf_text(&text), "dấu cách");
}

static void the_picture_fits(void **state)
{
	static const unsigned none[] = {0};
	struct keyboard board = typed(none);

	(void)state;
	for (unsigned row = 0; row < KEYBOARD_ROWS; row++) {
		AUTO(buf_done) struct buf text = {0};
		size_t marks = 0;

		keyboard_row(&text, &board, row);
		for (size_t i = 0; i < text.len; i++) {
			marks += text.data[i] == CHECK_MARK;
			text.data[i] = text.data[i] == CHECK_MARK ? ' ' : text.data[i];
		}
		assert_true(marks % 2 == 0);
		assert_in_range((size_t)text_width(buf_text(&text)) - marks, 55, 78);
	}
}

/* ---- the pointer ---------------------------------------------------------------------------- */

static void happens(struct pointer *pointer, unsigned type, unsigned code, int value)
{
	const struct input_event event = {
		.type = (uint16_t)type, .code = (uint16_t)code, .value = value};

	pointer_event(pointer, &event);
}

static void a_mouse_goes_every_way(void **state)
{
	struct pointer mouse = {.kind = EVDEV_MOUSE, .has_right = true};
	AUTO(buf_done) struct buf text = {0};

	(void)state;
	for (int i = 0; i < 20; i++) {
		happens(&mouse, EV_REL, REL_X, 7);
		happens(&mouse, EV_REL, REL_Y, -7);
	}
	happens(&mouse, EV_REL, REL_X, INT_MIN);
	happens(&mouse, EV_KEY, BTN_LEFT, 1);
	assert_false(pointer_is_whole(&mouse));
	pointer_missing(&text, &mouse);
	assert_string_equal(buf_text(&text), "sang trái, đi xuống, nút phải");
	for (int i = 0; i < 20; i++) {
		happens(&mouse, EV_REL, REL_X, -7);
		happens(&mouse, EV_REL, REL_Y, 7);
	}
	happens(&mouse, EV_KEY, BTN_RIGHT, 1);
	assert_true(pointer_is_whole(&mouse));
}

static void a_lifted_finger_does_not_move(void **state)
{
	struct pointer pad = {.kind = EVDEV_TOUCHPAD, .reach = {3000, 2000}};

	(void)state;
	happens(&pad, EV_KEY, BTN_TOUCH, 1);
	happens(&pad, EV_ABS, ABS_X, 100);
	happens(&pad, EV_ABS, ABS_X, 120);
	happens(&pad, EV_KEY, BTN_TOUCH, 0);
	happens(&pad, EV_KEY, BTN_TOUCH, 1);
	happens(&pad, EV_ABS, ABS_X, 2900);
	assert_false(pointer_went(&pad, 0));
	happens(&pad, EV_ABS, ABS_X, 2000);
	assert_true(pointer_went(&pad, 1));
	happens(&pad, EV_ABS, ABS_X, 2900);
	happens(&pad, EV_ABS, ABS_Y, 100);
	happens(&pad, EV_ABS, ABS_Y, 900);
	happens(&pad, EV_ABS, ABS_Y, 100);
	assert_false(pointer_is_whole(&pad));
	/* a pad that is one button */
	happens(&pad, EV_KEY, BTN_LEFT, 1);
	assert_true(pointer_is_whole(&pad));
}

/* ---- the charger ---------------------------------------------------------------------------- */

#define POWER "sys/class/power_supply/"

static void put_pack(struct tree *tree, const char *status, const char *level, const char *power)
{
	tree_file(tree, POWER "BAT0/type", "Battery\n");
	tree_file(tree, POWER "BAT0/present", "1\n");
	tree_file(tree, POWER "BAT0/status", status);
	tree_file(tree, POWER "BAT0/capacity", level);
	tree_file(tree, POWER "BAT0/power_now", power);
}

static void assert_charging(struct tree *tree, enum charging_word word)
{
	struct charging charging;

	charging_look(&tree->root, &charging);
	assert_int_equal(charging.word, word);
}

static void charging_needs_power_to_flow(void **state)
{
	struct charging charging;
	struct tree tree;

	(void)state;
	tree_new(&tree);
	assert_charging(&tree, CHARGING_UNKNOWN);
	tree_file(&tree, POWER "hidpp_battery_0/type", "Battery\n");
	tree_file(&tree, POWER "hidpp_battery_0/scope", "Device\n");
	assert_charging(&tree, CHARGING_NO_BATTERY);
	put_pack(&tree, "Charging\n", "40\n", "21500000\n");
	assert_charging(&tree, CHARGING_UNKNOWN); /* no supply that says where it comes from */
	tree_file(&tree, POWER "AC/type", "Mains\n");
	tree_file(&tree, POWER "AC/online", "0\n");
	assert_charging(&tree, CHARGING_UNPLUGGED);
	tree_file(&tree, POWER "AC/online", "1\n");
	charging_look(&tree.root, &charging);
	assert_int_equal(charging.word, CHARGING_WORKS);
	assert_false(charging.is_full);
	assert_int_equal(charging.microwatts, 21500000);
	assert_int_equal(charging.level, 40);
	/* it says so, but nothing flows */
	put_pack(&tree, "Charging\n", "40\n", "0\n");
	assert_charging(&tree, CHARGING_REFUSED);
	put_pack(&tree, "Discharging\n", "40\n", "9000000\n");
	assert_charging(&tree, CHARGING_REFUSED);
	/* the wrong charger, and a limit that the maker set */
	put_pack(&tree, "Not charging\n", "40\n", "0\n");
	assert_charging(&tree, CHARGING_REFUSED);
	put_pack(&tree, "Not charging\n", "80\n", "0\n");
	assert_charging(&tree, CHARGING_WORKS);
	put_pack(&tree, "Full\n", "100\n", "0\n");
	assert_charging(&tree, CHARGING_WORKS);
	put_pack(&tree, "Unknown\n", "100\n", "0\n");
	assert_charging(&tree, CHARGING_REFUSED);
	tree_done(&tree);
}

static void currents_count_in_amperes_too(void **state)
{
	struct charging charging;
	struct tree tree;

	(void)state;
	tree_new(&tree);
	put_pack(&tree, "Charging\n", "40\n", "rubbish\n");
	tree_file(&tree, POWER "BAT0/current_now", "-1500000\n");
	tree_file(&tree, POWER "BAT0/voltage_now", "12000000\n");
	tree_file(&tree, POWER "ucsi/type", "USB_PD\n");
	tree_file(&tree, POWER "ucsi/online", "1\n");
	charging_look(&tree.root, &charging);
	assert_int_equal(charging.word, CHARGING_WORKS);
	assert_int_equal(charging.microwatts, 18000000);
	tree_file(&tree, POWER "BAT0/present", "0\n");
	assert_charging(&tree, CHARGING_NO_BATTERY);
	tree_done(&tree);
}

/* ---- USB ports ------------------------------------------------------------------------------ */

#define USB "sys/bus/usb/devices/"

static void a_socket_of_two_speeds_is_one(void **state)
{
	struct usb_seats seats = {0};
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_file(&tree, USB "1-0:1.0/usb1-port1/connect_type", "hotplug\n");
	tree_file(&tree, USB "1-0:1.0/usb1-port2/connect_type", "hotplug\n");
	tree_file(&tree, USB "1-0:1.0/usb1-port5/connect_type", "hardwired\n");
	tree_file(&tree, USB "2-0:1.0/usb2-port3/connect_type", "hotplug\n");
	tree_link(&tree, USB "1-0:1.0/usb1-port1/peer", "../../2-0:1.0/usb2-port3");
	tree_link(&tree, USB "2-0:1.0/usb2-port3/peer", "../../1-0:1.0/usb1-port1");
	tree_file(&tree, USB "1-5/bDeviceClass", "ef\n"); /* the webcam */
	usb_seats_look(&seats, &tree.root);
	assert_int_equal(seats.found.count, 0);
	assert_int_equal(seats.expected, 2);
	tree_file(&tree, USB "2-3/bDeviceClass", "00\n");
	usb_seats_look(&seats, &tree.root);
	assert_int_equal(seats.found.count, 1);
	assert_string_equal(seats.found.name[0], "1-1");
	tree_file(&tree, USB "1-1/bDeviceClass", "00\n");
	usb_seats_look(&seats, &tree.root);
	assert_int_equal(seats.found.count, 1);
	/* a hub is none, what hangs on it is */
	tree_file(&tree, USB "1-2/bDeviceClass", "09\n");
	tree_file(&tree, USB "1-2:1.0/1-2-port4/over_current_count", "0\n");
	usb_seats_look(&seats, &tree.root);
	assert_int_equal(seats.found.count, 1);
	tree_file(&tree, USB "1-2.4/bDeviceClass", "03\n");
	usb_seats_look(&seats, &tree.root);
	assert_int_equal(seats.found.count, 2);
	assert_string_equal(seats.found.name[1], "1-2.4");
	tree_done(&tree);
}

/* What is built in looks like what was plugged in; the stick is known by being a disk in reach. */
static void what_was_there_does_not_count(void **state)
{
	struct usb_seats seats = {0};
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_file(&tree, USB "1-0:1.0/usb1-port1/connect_type", "hotplug\n");
	tree_file(&tree, USB "1-0:1.0/usb1-port2/connect_type", "unknown\n");
	tree_file(&tree, USB "1-0:1.0/usb1-port3/connect_type", "unknown\n");
	tree_file(&tree, USB "1-1/bDeviceClass", "00\n");
	tree_file(&tree, USB "1-1:1.0/bInterfaceClass", "08\n"); /* the stick */
	tree_file(&tree, USB "1-2/bDeviceClass", "e0\n");
	tree_file(&tree, USB "1-3/bDeviceClass", "00\n");
	tree_file(&tree, USB "1-3:1.0/bInterfaceClass", "08\n"); /* a card reader, inside? */
	usb_seats_look(&seats, &tree.root);
	assert_int_equal(seats.found.count, 1);
	assert_string_equal(seats.found.name[0], "1-1");
	assert_int_equal(unlinkat(tree.root.fd, USB "1-2/bDeviceClass", 0), 0);
	usb_seats_look(&seats, &tree.root);
	assert_int_equal(seats.found.count, 1);
	/* pulled out and plugged in again it was a hand's work */
	tree_file(&tree, USB "1-2/bDeviceClass", "e0\n");
	usb_seats_look(&seats, &tree.root);
	assert_int_equal(seats.found.count, 2);
	assert_string_equal(seats.found.name[1], "1-2");
	tree_done(&tree);
}

/* ---- the lines ------------------------------------------------------------------------------ */

static void lines_come_back_as_they_were(void **state)
{
	const struct check_line said = {CHECK_RESULT, {"speaker", "bad", "một\tdòng\nkhác"}};
	AUTO(buf_done) struct buf text = {0};
	struct check_line heard;

	(void)state;
	check_line_print(&text, &said);
	assert_string_equal(buf_text(&text), "result\tspeaker\tbad\tmột dòng khác\n");
	text.data[text.len - 1] = '\0';
	assert_true(check_line_parse(&heard, text.data));
	assert_int_equal(heard.word, CHECK_RESULT);
	assert_string_equal(heard.arg[2], "một dòng khác");
}

static void other_lines_are_none(void **state)
{
	static const char *const lines[] = {
		"",	    "result",	     "result\tspeaker\tok",
		"say\ta\tb", "nothing\ta",   "result\tspeaker\tpass\t",
		"row\t99\t", "row\t-1\ttext", "result\tspeaker.ok\tok\t",
		"left\t1e9", "field\tpink",  "result\taaaaaaaaaaaaaaaaaaaaaaaa\tok\t",
		"test\ta\t", "test\ta\tfoot\tA", "part\ta\tmaybe\tb\tc"};
	struct check_line line = {.word = CHECK_ASK};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(lines); i++) {
		char text[128];

		snprintf(text, sizeof(text), "%s", lines[i]);
		assert_false(check_line_parse(&line, text));
		assert_int_equal(line.word, CHECK_ASK);
	}
}

static void results_become_facts(void **state)
{
	struct facts facts = {0};

	(void)state;
	check_fact(&facts, "webcam", "absent", "không có");
	check_fact(&facts, "usb", "not-done", "bỏ qua");
	assert_int_equal(facts_find(&facts, "check.webcam")->state, FACT_ABSENT);
	assert_string_equal(facts_find(&facts, "check.usb")->text, "not-done");
	assert_string_equal(facts_find(&facts, "check.usb")->source, "bỏ qua");
	facts_done(&facts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(kinds_are_told_by_what_they_can),
		cmocka_unit_test(every_key_is_missed_by_name),
		cmocka_unit_test(an_untouched_keyboard_is_dead),
		cmocka_unit_test(a_key_that_stays_down_is_stuck),
		cmocka_unit_test(the_picture_fits),
		cmocka_unit_test(a_mouse_goes_every_way),
		cmocka_unit_test(a_lifted_finger_does_not_move),
		cmocka_unit_test(charging_needs_power_to_flow),
		cmocka_unit_test(currents_count_in_amperes_too),
		cmocka_unit_test(a_socket_of_two_speeds_is_one),
		cmocka_unit_test(what_was_there_does_not_count),
		cmocka_unit_test(lines_come_back_as_they_were),
		cmocka_unit_test(other_lines_are_none),
		cmocka_unit_test(results_become_facts),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
