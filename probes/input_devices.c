/*
 * Parses the blocks of proc/bus/input/devices. Bitmaps are printed as words of the kernel's long,
 * the highest first and without leading zeros, so the width of a word must be found out before a
 * bit above 31 can be: a word of more than eight digits is of a 64-bit kernel.
 */
#include "input_devices.h"

#include <ctype.h>
#include <linux/input.h>
#include <stdio.h>
#include <string.h>

#define INPUT_LINE_MAX 1024
#define INPUT_WORDS_MAX 24 /* KEY_CNT bits in words of 32 */

struct bitmap {
	uint64_t word[INPUT_WORDS_MAX]; /* lowest first */
	size_t count;
	unsigned width; /* bits a word */
};

struct block {
	char name[INPUT_NAME_MAX];
	unsigned bus;
	bool listed, virtual;
	struct bitmap key, rel, abs, prop;
};

static bool bitmap_has(const struct bitmap *map, unsigned bit)
{
	size_t at = bit / map->width;

	return at < map->count && map->word[at] >> bit % map->width & 1;
}

/* Is some word of the whole text longer than 32 bits? */
static unsigned word_width(const char *text, size_t len)
{
	size_t digits = 0;
	bool bitmap = false;

	for (size_t i = 0; i < len; i++) {
		if (i == 0 || text[i - 1] == '\n')
			bitmap = text[i] == 'B';
		digits = bitmap && isxdigit((unsigned char)text[i]) ? digits + 1 : 0;
		if (digits > 8)
			return 64;
	}
	return 32;
}

static void bitmap_parse(struct bitmap *ret, const char *text, unsigned width)
{
	struct bitmap map = {.width = width};

	for (const char *end = text + strlen(text); end > text && map.count < INPUT_WORDS_MAX;) {
		const char *start = end;
		char word[20];

		while (start > text && start[-1] != ' ')
			start--;
		if (start < end) {
			size_t len = (size_t)(end - start);

			if (len > width / 4)
				return;
			memcpy(word, start, len);
			word[len] = '\0';
			if (!str_to_u64(word, 16, &map.word[map.count++]))
				return;
		}
		end = start > text ? start - 1 : text;
	}
	*ret = map;
}

static void parse_name(struct block *block, const char *quoted)
{
	size_t len = strlen(quoted);

	if (len < 2 || quoted[0] != '"')
		return;
	if (quoted[len - 1] == '"')
		len--;
	snprintf(block->name, sizeof(block->name), "%.*s", (int)(len - 1), quoted + 1);
}

static void parse_line(struct block *block, const char *line)
{
	struct {
		const char *prefix;
		struct bitmap *map;
	} const maps[] = {
		{"B: KEY=", &block->key},
		{"B: REL=", &block->rel},
		{"B: ABS=", &block->abs},
		{"B: PROP=", &block->prop},
	};

	if (str_starts(line, "I: Bus="))
		block->listed = sscanf(line, "I: Bus=%4x", &block->bus) == 1;
	else if (str_starts(line, "N: Name="))
		parse_name(block, line + strlen("N: Name="));
	else if (str_starts(line, "S: Sysfs=/devices/virtual/input/"))
		block->virtual = true;
	for (size_t i = 0; i < ARRAY_LEN(maps); i++)
		if (str_starts(line, maps[i].prefix))
			bitmap_parse(maps[i].map, line + strlen(maps[i].prefix), block->key.width);
}

static bool has_letters(const struct bitmap *key)
{
	static const unsigned rows[][2] = {{KEY_Q, KEY_P}, {KEY_A, KEY_L}, {KEY_Z, KEY_M}};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		for (unsigned code = rows[i][0]; code <= rows[i][1]; code++)
			if (!bitmap_has(key, code))
				return false;
	return true;
}

static enum input_pointer pointer_of(const struct block *block)
{
	bool absolute = bitmap_has(&block->abs, ABS_X) && bitmap_has(&block->abs, ABS_Y);
	bool touch = bitmap_has(&block->key, BTN_TOUCH);
	bool finger = bitmap_has(&block->key, BTN_TOOL_FINGER);

	if (bitmap_has(&block->rel, REL_X) && bitmap_has(&block->rel, REL_Y))
		return INPUT_MOUSE;
	if (!absolute || bitmap_has(&block->prop, INPUT_PROP_ACCELEROMETER))
		return INPUT_POINTER_NONE;
	if (touch && !bitmap_has(&block->prop, INPUT_PROP_DIRECT) &&
	    (finger || bitmap_has(&block->prop, INPUT_PROP_POINTER)))
		return INPUT_TOUCHPAD;
	if (touch)
		return INPUT_TOUCHSCREEN;
	/* a virtual machine's tablet; a joystick has other buttons */
	return bitmap_has(&block->key, BTN_LEFT) ? INPUT_MOUSE : INPUT_POINTER_NONE;
}

static void block_start(struct block *block, unsigned width)
{
	*block = (struct block){0};
	block->key.width = block->rel.width = block->abs.width = block->prop.width = width;
}

static void block_end(struct input_devices *ret, const struct block *block)
{
	enum input_pointer pointer = pointer_of(block);

	if (!block->listed)
		return;
	ret->count++;
	if (block->virtual)
		return;
	if (!ret->keyboard && has_letters(&block->key)) {
		ret->keyboard = true;
		if (block->bus != BUS_BLUETOOTH)
			snprintf(ret->keyboard_name, sizeof(ret->keyboard_name), "%s", block->name);
	}
	if (pointer > ret->pointer)
		ret->pointer = pointer;
}

void input_devices_parse(struct input_devices *ret, const char *text, size_t len)
{
	unsigned width = word_width(text, len);
	const char *end = text + len;
	struct block block;

	*ret = (struct input_devices){0};
	block_start(&block, width);
	while (text < end) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		char line[INPUT_LINE_MAX] = {0};
		const char *trimmed;

		if (!stop)
			stop = end;
		/* An overlong line is a blank one: it ends its block, as rubbish should. */
		if ((size_t)(stop - text) < sizeof(line))
			memcpy(line, text, (size_t)(stop - text));
		trimmed = str_trim(line);
		if (*trimmed) {
			parse_line(&block, trimmed);
		} else {
			block_end(ret, &block);
			block_start(&block, width);
		}
		text = stop + 1;
	}
	block_end(ret, &block);
}
