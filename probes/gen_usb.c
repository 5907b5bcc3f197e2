/*
 * Build-time tool: checks schema/quirks/usb.json and brands.json and prints them as C tables. A
 * mistake in the data stops the build with its place.
 *   gen_usb usb.json brands.json > usb_tables.c
 */
#include "gen.h"
#include "usb_class.h"
#include "usb_priv.h"

#include <ctype.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STEPS_BYTES_MAX 300 /* two lines of the bench */

static void __attribute__((noreturn)) refuse(const char *file, const char *what, const char *why)
{
	fprintf(stderr, "%s: \"%s\": %s\n", file, what, why);
	exit(1);
}

static json_t *load(const char *file, const char *schema)
{
	json_error_t error;
	json_t *json = json_load_file(file, JSON_REJECT_DUPLICATES, &error);
	const char *found = json_string_value(json_object_get(json, "schema"));

	if (!json) {
		fprintf(stderr, "%s:%d:%d: %s\n", file, error.line, error.column, error.text);
		exit(1);
	}
	if (!found || strcmp(found, schema) != 0)
		refuse(file, "schema", "missing or of another kind");
	return json;
}

/* The list or object KEY of OBJECT, which has COUNT keys and a source where it is a group. */
static json_t *part_of(const char *file, json_t *object, const char *key, size_t count)
{
	json_t *part = json_object_get(object, key);

	if (!json_is_array(part) && !json_is_object(part))
		refuse(file, key, "missing, or of another kind");
	if (json_object_size(object) != count)
		refuse(file, key, "keys that are not known beside it");
	return part;
}

static const char *text_of(const char *file, json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	if (!text || !*text)
		refuse(file, key, "missing or empty");
	return text;
}

/* Four lower-case hex digits, then the character STOP. */
static unsigned hex_of(const char *file, const char *id, const char *at, char stop)
{
	if (strspn(at, "0123456789abcdef") != 4 || at[4] != stop)
		refuse(file, id, "four lower-case hex digits wanted");
	return (unsigned)strtoul(at, NULL, 16);
}

static void mode_row(const char *file, const char *id, const char *state)
{
	bool is_range = strlen(id) == strlen("05ac:1290-12af");
	unsigned vendor = hex_of(file, id, id, ':');
	unsigned low = hex_of(file, id, id + 5, is_range ? '-' : '\0');
	unsigned high = is_range ? hex_of(file, id, id + 10, '\0') : low;

	if (high < low)
		refuse(file, id, "the range ends before it begins");
	printf("\t{0x%04x, 0x%04x, 0x%04x, \"%s\"},\n", vendor, low, high, state);
}

static void mode_table(const char *file, json_t *json)
{
	json_t *group, *id;
	size_t at, i, count = 0;

	puts("const struct usb_mode_row usb_modes[] = {");
	json_array_foreach(part_of(file, json, "modes", 5), at, group)
	{
		const char *state = text_of(file, group, "state");

		text_of(file, group, "source");
		if (!usb_state_find(state))
			refuse(file, state, "no such state in usb_states.c");
		json_array_foreach(part_of(file, group, "ids", 3), i, id)
		{
			mode_row(file, json_is_string(id) ? json_string_value(id) : "?", state);
			count++;
		}
	}
	printf("};\nconst size_t usb_mode_count = %zu;\n\n", count);
}

static unsigned kind_of(const char *file, const char *word)
{
	static const char *const kinds[] = {"phone", "mixed", "camera", "reader", "modem", NULL};

	for (unsigned i = 0; kinds[i]; i++)
		if (strcmp(kinds[i], word) == 0)
			return i + USB_VENDOR_PHONE;
	refuse(file, word, "kind is not known");
}

static void vendor_table(const char *file, json_t *json)
{
	static bool seen[0x10000];
	json_t *group, *name;
	const char *id;
	size_t at, count = 0;

	puts("const struct usb_vendor_row usb_vendors[] = {");
	json_array_foreach(part_of(file, json, "vendors", 5), at, group)
	{
		unsigned kind = kind_of(file, text_of(file, group, "kind"));

		text_of(file, group, "source");
		json_object_foreach(part_of(file, group, "ids", 3), id, name)
		{
			unsigned number = hex_of(file, id, id, '\0');

			if (!json_is_string(name) || seen[number])
				refuse(file, id, "no name, or twice");
			seen[number] = true;
			printf("\t{0x%04x, %u, ", number, kind);
			gen_text(json_string_value(name));
			puts("},");
			count++;
		}
	}
	printf("};\nconst size_t usb_vendor_count = %zu;\n\n", count);
}

static void message_row(const char *file, const char *format, const char *state)
{
	for (const char *at = strchr(format, '%'); at; at = strchr(at + 1, '%'))
		if (!at[1] || !strchr("dsp", at[1]))
			refuse(file, format, "only %d, %s and %p stand for something");
	fputs("\t{", stdout);
	gen_text(format);
	printf(", \"%s\"},\n", state);
}

static void message_table(const char *file, json_t *json)
{
	json_t *group, *text;
	size_t at, i, count = 0;

	puts("const struct usb_message_row usb_messages[] = {");
	json_array_foreach(part_of(file, json, "messages", 5), at, group)
	{
		const char *state = text_of(file, group, "state");

		text_of(file, group, "source");
		if (!usb_state_find(state))
			refuse(file, state, "no such state in usb_states.c");
		json_array_foreach(part_of(file, group, "texts", 3), i, text)
		{
			const char *format = json_string_value(text);

			if (!format || !*format)
				refuse(file, state, "texts wanted");
			message_row(file, format, state);
			count++;
		}
	}
	printf("};\nconst size_t usb_message_count = %zu;\n\n", count);
}

static void print_steps(const char *file, json_t *brand, const char *lang)
{
	const char *steps = text_of(file, brand, lang);

	if (strlen(steps) > STEPS_BYTES_MAX || strchr(steps, '\n'))
		refuse(file, steps, "too long, or more than one line");
	fputs(", ", stdout);
	gen_text(steps);
}

static void brand_line(const char *file, json_t *brand, const char *match)
{
	for (const char *at = match; at && *at; at++)
		if (!islower((unsigned char)*at) && !isdigit((unsigned char)*at))
			refuse(file, match, "one word in lower case wanted");
	fputs("\t{", stdout);
	if (match)
		gen_text(match);
	else
		fputs("NULL", stdout);
	print_steps(file, brand, "vi");
	print_steps(file, brand, "en");
	puts("},");
}

static void brand_table(const char *file)
{
	json_t *json = load(file, "hotroit.quirks-brands/1");
	json_t *list = part_of(file, json, "brands", 3), *brand, *word;
	size_t at, i, count = 0;

	puts("const struct brand_row brands[] = {");
	json_array_foreach(list, at, brand)
	{
		json_t *match = part_of(file, brand, "match", 3);

		if ((json_array_size(match) == 0) != (at + 1 == json_array_size(list)))
			refuse(file, "match", "the last one, and no other, is for everyone else");
		json_array_foreach(match, i, word)
		{
			const char *text = json_string_value(word);

			if (!text || !*text)
				refuse(file, "match", "words wanted");
			brand_line(file, brand, text);
			count++;
		}
		if (i == 0) {
			brand_line(file, brand, NULL);
			count++;
		}
	}
	if (count == 0)
		refuse(file, "brands", "empty");
	printf("};\nconst size_t brand_count = %zu;\n", count);
	json_decref(json);
}

int main(int argc, char **argv)
{
	json_t *json;

	if (argc != 3) {
		fputs("gen_usb usb.json brands.json > usb_tables.c\n", stderr);
		return 64;
	}
	puts("/* Generated from schema/quirks by gen_usb. */\n#include \"usb_priv.h\"\n");
	json = load(argv[1], "hotroit.quirks-usb/1");
	mode_table(argv[1], json);
	vendor_table(argv[1], json);
	message_table(argv[1], json);
	json_decref(json);
	brand_table(argv[2]);
	return fflush(stdout) == 0 ? 0 : 74;
}
