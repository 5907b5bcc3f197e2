/* The keys of a PC's keyboard, where they stand and what they are called; see keyboard.h. */
#include "keyboard.h"
#include "check_line.h"

#include <string.h>

enum tier {
	CORE, /* every keyboard has it, and it is pressed alone */
	USUAL, /* some put it behind Fn or leave it out */
	PAD, /* the number pad: there as a whole or not at all */
	RARE, /* shown when it is pressed, never missed */
};

struct key {
	unsigned code;
	const char *label; /* on the picture */
	const char *name; /* in lists, where the label does not tell; translated */
	unsigned char row, column, width;
	enum tier tier;
};

#define LETTER(code, label, row, column) {code, label, NULL, row, column, 2, CORE}
#define PAD_KEY(code, label, name, row, column, width) {code, label, name, row, column, width, PAD}

static const struct key keys[] = {
	{KEY_ESC, "Esc", NULL, 0, 0, 3, CORE},
	{KEY_F1, "F1", NULL, 0, 4, 2, USUAL},
	{KEY_F2, "F2", NULL, 0, 7, 2, USUAL},
	{KEY_F3, "F3", NULL, 0, 10, 2, USUAL},
	{KEY_F4, "F4", NULL, 0, 13, 2, USUAL},
	{KEY_F5, "F5", NULL, 0, 16, 2, USUAL},
	{KEY_F6, "F6", NULL, 0, 19, 2, USUAL},
	{KEY_F7, "F7", NULL, 0, 22, 2, USUAL},
	{KEY_F8, "F8", NULL, 0, 25, 2, USUAL},
	{KEY_F9, "F9", NULL, 0, 28, 2, USUAL},
	{KEY_F10, "F10", NULL, 0, 31, 3, USUAL},
	{KEY_F11, "F11", NULL, 0, 35, 3, USUAL},
	{KEY_F12, "F12", NULL, 0, 39, 3, USUAL},
	{KEY_SYSRQ, "PrSc", "Print Screen", 0, 45, 4, RARE},
	{KEY_SCROLLLOCK, "ScLk", "Scroll Lock", 0, 50, 4, RARE},
	{KEY_PAUSE, "Paus", "Pause", 0, 55, 4, RARE},

	LETTER(KEY_GRAVE, "`", 1, 0),
	LETTER(KEY_1, "1", 1, 3),
	LETTER(KEY_2, "2", 1, 6),
	LETTER(KEY_3, "3", 1, 9),
	LETTER(KEY_4, "4", 1, 12),
	LETTER(KEY_5, "5", 1, 15),
	LETTER(KEY_6, "6", 1, 18),
	LETTER(KEY_7, "7", 1, 21),
	LETTER(KEY_8, "8", 1, 24),
	LETTER(KEY_9, "9", 1, 27),
	LETTER(KEY_0, "0", 1, 30),
	LETTER(KEY_MINUS, "-", 1, 33),
	LETTER(KEY_EQUAL, "=", 1, 36),
	{KEY_BACKSPACE, "Bksp", "Backspace", 1, 39, 5, CORE},
	{KEY_INSERT, "Ins", "Insert", 1, 45, 4, RARE},
	{KEY_HOME, "Home", NULL, 1, 50, 4, USUAL},
	{KEY_PAGEUP, "PgUp", "Page Up", 1, 55, 4, USUAL},
	PAD_KEY(KEY_NUMLOCK, "Num", "Num Lock", 1, 61, 3),
	PAD_KEY(KEY_KPSLASH, "/", N_("/ cụm số"), 1, 65, 3),
	PAD_KEY(KEY_KPASTERISK, "*", N_("* cụm số"), 1, 69, 3),
	PAD_KEY(KEY_KPMINUS, "-", N_("- cụm số"), 1, 73, 3),

	{KEY_TAB, "Tab", NULL, 2, 0, 4, CORE},
	LETTER(KEY_Q, "Q", 2, 5),
	LETTER(KEY_W, "W", 2, 8),
	LETTER(KEY_E, "E", 2, 11),
	LETTER(KEY_R, "R", 2, 14),
	LETTER(KEY_T, "T", 2, 17),
	LETTER(KEY_Y, "Y", 2, 20),
	LETTER(KEY_U, "U", 2, 23),
	LETTER(KEY_I, "I", 2, 26),
	LETTER(KEY_O, "O", 2, 29),
	LETTER(KEY_P, "P", 2, 32),
	LETTER(KEY_LEFTBRACE, "[", 2, 35),
	LETTER(KEY_RIGHTBRACE, "]", 2, 38),
	{KEY_BACKSLASH, "\\", NULL, 2, 41, 3, CORE},
	{KEY_DELETE, "Del", "Delete", 2, 45, 4, USUAL},
	{KEY_END, "End", NULL, 2, 50, 4, USUAL},
	{KEY_PAGEDOWN, "PgDn", "Page Down", 2, 55, 4, USUAL},
	PAD_KEY(KEY_KP7, "7", N_("7 cụm số"), 2, 61, 3),
	PAD_KEY(KEY_KP8, "8", N_("8 cụm số"), 2, 65, 3),
	PAD_KEY(KEY_KP9, "9", N_("9 cụm số"), 2, 69, 3),
	PAD_KEY(KEY_KPPLUS, "+", N_("+ cụm số"), 2, 73, 3),

	{KEY_CAPSLOCK, "Caps", "Caps Lock", 3, 0, 5, CORE},
	LETTER(KEY_A, "A", 3, 6),
	LETTER(KEY_S, "S", 3, 9),
	LETTER(KEY_D, "D", 3, 12),
	LETTER(KEY_F, "F", 3, 15),
	LETTER(KEY_G, "G", 3, 18),
	LETTER(KEY_H, "H", 3, 21),
	LETTER(KEY_J, "J", 3, 24),
	LETTER(KEY_K, "K", 3, 27),
	LETTER(KEY_L, "L", 3, 30),
	LETTER(KEY_SEMICOLON, ";", 3, 33),
	LETTER(KEY_APOSTROPHE, "'", 3, 36),
	{KEY_ENTER, "Enter", NULL, 3, 39, 5, CORE},
	PAD_KEY(KEY_KP4, "4", N_("4 cụm số"), 3, 61, 3),
	PAD_KEY(KEY_KP5, "5", N_("5 cụm số"), 3, 65, 3),
	PAD_KEY(KEY_KP6, "6", N_("6 cụm số"), 3, 69, 3),

	{KEY_LEFTSHIFT, "Shift", N_("Shift trái"), 4, 0, 5, CORE},
	{KEY_102ND, "<", N_("< cạnh Shift"), 4, 6, 2, RARE},
	LETTER(KEY_Z, "Z", 4, 9),
	LETTER(KEY_X, "X", 4, 12),
	LETTER(KEY_C, "C", 4, 15),
	LETTER(KEY_V, "V", 4, 18),
	LETTER(KEY_B, "B", 4, 21),
	LETTER(KEY_N, "N", 4, 24),
	LETTER(KEY_M, "M", 4, 27),
	{KEY_COMMA, ",", N_("dấu phẩy"), 4, 30, 2, CORE},
	{KEY_DOT, ".", N_("dấu chấm"), 4, 33, 2, CORE},
	LETTER(KEY_SLASH, "/", 4, 36),
	{KEY_RIGHTSHIFT, "Shift", N_("Shift phải"), 4, 39, 5, USUAL},
	{KEY_UP, N_("↑"), N_("mũi tên lên"), 4, 50, 4, CORE},
	PAD_KEY(KEY_KP1, "1", N_("1 cụm số"), 4, 61, 3),
	PAD_KEY(KEY_KP2, "2", N_("2 cụm số"), 4, 65, 3),
	PAD_KEY(KEY_KP3, "3", N_("3 cụm số"), 4, 69, 3),
	PAD_KEY(KEY_KPENTER, "Ent", N_("Enter cụm số"), 4, 73, 3),

	{KEY_LEFTCTRL, "Ctrl", N_("Ctrl trái"), 5, 0, 4, CORE},
	{KEY_LEFTMETA, "Win", N_("Windows"), 5, 5, 3, USUAL},
	{KEY_LEFTALT, "Alt", N_("Alt trái"), 5, 9, 3, CORE},
	{KEY_SPACE, N_("dấu cách"), NULL, 5, 13, 17, CORE},
	{KEY_RIGHTALT, "Alt", N_("Alt phải"), 5, 31, 3, USUAL},
	{KEY_COMPOSE, "Menu", NULL, 5, 35, 4, RARE},
	{KEY_RIGHTCTRL, "Ctrl", N_("Ctrl phải"), 5, 40, 4, USUAL},
	{KEY_LEFT, N_("←"), N_("mũi tên trái"), 5, 45, 4, CORE},
	{KEY_DOWN, N_("↓"), N_("mũi tên xuống"), 5, 50, 4, CORE},
	{KEY_RIGHT, N_("→"), N_("mũi tên phải"), 5, 55, 4, CORE},
	PAD_KEY(KEY_KP0, "0", N_("0 cụm số"), 5, 61, 7),
	PAD_KEY(KEY_KPDOT, ".", N_(". cụm số"), 5, 69, 3),
};

void keyboard_init(struct keyboard *ret, const unsigned char *can)
{
	*ret = (struct keyboard){.can = can};
}

static void set(unsigned char *mask, unsigned code, bool on)
{
	const unsigned char bit = (unsigned char)(1u << code % 8);

	mask[code / 8] = (unsigned char)(on ? mask[code / 8] | bit : mask[code / 8] & ~bit);
}

void keyboard_event(struct keyboard *keyboard, unsigned code, int value)
{
	if (code >= KEY_CNT)
		return;
	if (value == 1 && !evdev_has(keyboard->pressed, code))
		keyboard->count++;
	if (value == 1)
		set(keyboard->pressed, code, true);
	set(keyboard->down, code, value != 0);
}

static bool has_pad(const struct keyboard *keyboard)
{
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (keys[i].tier == PAD && evdev_has(keyboard->pressed, keys[i].code))
			return true;
	return false;
}

static bool is_missing(const struct keyboard *keyboard, const struct key *key, bool pad)
{
	if (evdev_has(keyboard->pressed, key->code) || !evdev_has(keyboard->can, key->code))
		return false;
	return key->tier == CORE || key->tier == USUAL || (key->tier == PAD && pad);
}

enum keyboard_word keyboard_judge(const struct keyboard *keyboard)
{
	bool pad = has_pad(keyboard), missing = false, core = false;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (is_missing(keyboard, &keys[i], pad)) {
			missing = true;
			core |= keys[i].tier != USUAL;
		}
	if (!keyboard->count)
		return KEYBOARD_DEAD;
	if (core)
		return KEYBOARD_BROKEN;
	return missing ? KEYBOARD_UNSURE : KEYBOARD_WHOLE;
}

bool keyboard_tried_functions(const struct keyboard *keyboard)
{
	bool can = false;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		if (keys[i].row != 0 || keys[i].tier != USUAL)
			continue;
		if (evdev_has(keyboard->pressed, keys[i].code))
			return true;
		can |= evdev_has(keyboard->can, keys[i].code);
	}
	return !can;
}

static void add_name(struct buf *ret, const struct key *key, size_t number, size_t most)
{
	if (number < most)
		buf_printf(ret, "%s%s", number ? ", " : "", _(key->name ? key->name : key->label));
}

static void add_rest(struct buf *ret, size_t count, size_t most)
{
	if (count > most)
		buf_printf(ret, _(" và %zu phím nữa"), count - most);
}

size_t keyboard_missing(struct buf *ret, const struct keyboard *keyboard, size_t most)
{
	bool pad = has_pad(keyboard);
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (is_missing(keyboard, &keys[i], pad))
			add_name(ret, &keys[i], count++, most);
	add_rest(ret, count, most);
	return count;
}

size_t keyboard_stuck(struct buf *ret, const struct keyboard *keyboard, size_t most)
{
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (evdev_has(keyboard->down, keys[i].code))
			add_name(ret, &keys[i], count++, most);
	add_rest(ret, count, most);
	return count;
}

static void add_blanks(struct buf *ret, size_t count)
{
	while (count--)
		buf_add_char(ret, ' ');
}

static void add_key(struct buf *ret, const struct key *key, bool seen)
{
	const char *label = _(key->label);
	size_t room = key->width - (size_t)text_width(label);

	if (seen)
		buf_add_char(ret, CHECK_MARK);
	add_blanks(ret, room / 2);
	buf_add_str(ret, label);
	add_blanks(ret, room - room / 2);
	if (seen)
		buf_add_char(ret, CHECK_MARK);
}

void keyboard_row(struct buf *ret, const struct keyboard *keyboard, unsigned row)
{
	size_t column = 0;

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		const struct key *key = &keys[i];

		if (key->row != row || !evdev_has(keyboard->can, key->code))
			continue;
		add_blanks(ret, key->column - column);
		add_key(ret, key, evdev_has(keyboard->pressed, key->code));
		column = (size_t)key->column + key->width;
	}
}
