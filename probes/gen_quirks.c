/*
 * Build-time tool: checks schema/quirks/cpu.json and junk.json and prints them as one C table, so
 * that the probe needs no JSON for them. A mistake in the data stops the build with its place.
 *   gen_quirks cpu.json junk.json > quirk_tables.c
 */
#include "gen.h"
#include "quirks.h"
#include "quirks_priv.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GEN_ROWS_MAX 4096
#define GEN_MHZ_MIN 100
#define GEN_MHZ_MAX 10000

/* The file and group being read, for messages. */
struct gen {
	const char *file;
	size_t group;
};

static void __attribute__((noreturn))
refuse(const struct gen *gen, const char *what, const char *why)
{
	fprintf(stderr, "%s: group %zu: \"%s\": %s\n", gen->file, gen->group + 1, what, why);
	exit(1);
}

static json_t *load(struct gen *gen, const char *schema)
{
	json_error_t error;
	json_t *json = json_load_file(gen->file, JSON_REJECT_DUPLICATES, &error);
	const char *found = json_string_value(json_object_get(json, "schema"));

	if (!json) {
		fprintf(stderr, "%s:%d:%d: %s\n", gen->file, error.line, error.column, error.text);
		exit(1);
	}
	if (!found || strcmp(found, schema) != 0)
		refuse(gen, "schema", "missing or of another kind");
	if (!json_is_array(json_object_get(json, "groups")))
		refuse(gen, "groups", "must be a list");
	return json;
}

/* Every key of OBJECT must be one of the blank-separated words of KNOWN. */
static void check_keys(const struct gen *gen, json_t *object, const char *known)
{
	const char *key;
	json_t *value;

	if (!json_is_object(object))
		refuse(gen, "?", "must be an object");
	json_object_foreach(object, key, value)
	{
		const char *at = strstr(known, key);

		if (!at || !*key || at[strlen(key)] != ' ')
			refuse(gen, key, "key is not known");
	}
}

static const char *text_of(const struct gen *gen, json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));

	if (!text || !*text)
		refuse(gen, key, "missing or empty");
	return text;
}

/* The index of WORD in the list; a mistake when it is not there. */
static unsigned word_of(const struct gen *gen, const char *word, const char *const *list)
{
	for (unsigned i = 0; list[i]; i++)
		if (strcmp(list[i], word) == 0)
			return i;
	refuse(gen, word, "word is not known here");
}

static bool flag_of(const struct gen *gen, json_t *object, const char *key)
{
	json_t *value = json_object_get(object, key);

	if (value && !json_is_boolean(value))
		refuse(gen, key, "must be true or false");
	return json_is_true(value);
}

static uint16_t mhz_of(const struct gen *gen, json_t *part, const char *key, const char *match)
{
	json_t *value = json_object_get(part, key);
	json_int_t mhz = json_integer_value(value);

	if (!value)
		return 0;
	if (!json_is_integer(value) || mhz < GEN_MHZ_MIN || mhz > GEN_MHZ_MAX)
		refuse(gen, match, "a clock is not in MHz");
	return (uint16_t)mhz;
}

/* A pattern must be written as names are looked up, or it could never match. */
static void check_pattern(const struct gen *gen, const char *match)
{
	char plain[QUIRK_PLAIN_MAX];

	quirk_plain_cpu(match, plain);
	if (strcmp(plain, match) != 0)
		refuse(gen, match, "not in plain form (lower case, no intel, amd, cpu …)");
	for (const char *star = strchr(match, '*'); star; star = strchr(star + 1, '*'))
		if (star[1] && star[1] != ' ')
			refuse(gen, match, "* stands for the rest of a word only");
}

/* A name that MATCH stands for, with DIGIT wherever it takes any. */
static void sample_of(const char *match, char digit, char ret[QUIRK_PLAIN_MAX])
{
	snprintf(ret, QUIRK_PLAIN_MAX, "%s", match);
	for (char *at = strchr(ret, '#'); at; at = strchr(at, '#'))
		*at = digit;
}

/* Refuses a pattern that an earlier one always answers before it. */
static void check_reached(const struct gen *gen, const char *match, const char *const *earlier,
			  size_t count)
{
	char low[QUIRK_PLAIN_MAX], high[QUIRK_PLAIN_MAX];
	char why[QUIRK_PLAIN_MAX + 64];

	sample_of(match, '0', low);
	sample_of(match, '9', high);
	for (size_t i = 0; i < count; i++) {
		if (!quirk_match(earlier[i], low) || !quirk_match(earlier[i], high))
			continue;
		snprintf(why, sizeof(why), "hidden by the earlier \"%s\"", earlier[i]);
		refuse(gen, match, why);
	}
}

static void cpu_part(const struct gen *gen, json_t *part, unsigned class, bool fixed,
		     const char **earlier, size_t *count)
{
	struct quirk_cpu_row row = {0};

	check_keys(gen, part, "match base boost ");
	row.match = text_of(gen, part, "match");
	row.base_mhz = mhz_of(gen, part, "base", row.match);
	row.boost_mhz = mhz_of(gen, part, "boost", row.match);
	check_pattern(gen, row.match);
	check_reached(gen, row.match, earlier, *count);
	if (row.boost_mhz && (fixed || row.boost_mhz < row.base_mhz))
		refuse(gen, row.match, "boost on a fixed part, or below its base");
	if (*count == GEN_ROWS_MAX)
		refuse(gen, row.match, "too many parts");
	earlier[(*count)++] = row.match;
	fputs("\t{", stdout);
	gen_text(row.match);
	printf(", %u, %u, %u, %s},\n", row.base_mhz, row.boost_mhz, class,
	       fixed ? "true" : "false");
}

static void cpu_table(const char *file)
{
	static const char *const classes[] = {"above", "floor", "below", "unknown", NULL};
	static const char *earlier[GEN_ROWS_MAX];
	struct gen gen = {.file = file};
	json_t *json = load(&gen, "hotroit.quirks-cpu/1");
	json_t *group, *part;
	size_t count = 0, i;

	puts("const struct quirk_cpu_row quirk_cpu_rows[] = {");
	json_array_foreach(json_object_get(json, "groups"), gen.group, group)
	{
		unsigned class;

		check_keys(&gen, group, "class fixed source parts ");
		text_of(&gen, group, "source");
		class = word_of(&gen, text_of(&gen, group, "class"), classes);
		json_array_foreach(json_object_get(group, "parts"), i, part)
			cpu_part(&gen, part, class, flag_of(&gen, group, "fixed"), earlier, &count);
		if (i == 0)
			refuse(&gen, "parts", "missing or empty");
	}
	printf("};\nconst size_t quirk_cpu_row_count = %zu;\n\n", count);
	json_decref(json);
}

/* Junk values in plain form, with their kind before them, to find duplicates. */
struct junk_seen {
	char text[GEN_ROWS_MAX][QUIRK_PLAIN_MAX + 2];
	size_t count;
};

static void junk_value(const struct gen *gen, const char *value, unsigned of, unsigned manner,
		       struct junk_seen *seen)
{
	char plain[QUIRK_PLAIN_MAX];
	char *key = seen->text[seen->count];

	quirk_plain_value((enum quirk_junk_of)of, value ? value : "", plain);
	if (!*plain || seen->count + 1 == GEN_ROWS_MAX)
		refuse(gen, value ? value : "?", "empty, or one too many");
	snprintf(key, sizeof(seen->text[0]), "%u%s", of, plain);
	for (size_t i = 0; i < seen->count; i++)
		if (strcmp(seen->text[i], key) == 0)
			refuse(gen, value, "duplicate");
	seen->count++;
	fputs("\t{", stdout);
	gen_text(plain);
	printf(", %u, %s},\n", of, manner ? "true" : "false");
}

static void junk_table(const char *file)
{
	static const char *const kinds[] = {"text", "serial", "uuid", NULL};
	static const char *const manners[] = {"exact", "prefix", NULL};
	static struct junk_seen seen;
	struct gen gen = {.file = file};
	json_t *json = load(&gen, "hotroit.quirks-junk/1");
	json_t *group, *value;
	size_t i;

	puts("const struct quirk_junk_row quirk_junk_rows[] = {");
	json_array_foreach(json_object_get(json, "groups"), gen.group, group)
	{
		unsigned of, manner;

		check_keys(&gen, group, "of as source values ");
		text_of(&gen, group, "source");
		of = word_of(&gen, text_of(&gen, group, "of"), kinds);
		manner = word_of(&gen, text_of(&gen, group, "as"), manners);
		json_array_foreach(json_object_get(group, "values"), i, value)
			junk_value(&gen, json_string_value(value), of, manner, &seen);
		if (i == 0)
			refuse(&gen, "values", "missing or empty");
	}
	printf("};\nconst size_t quirk_junk_row_count = %zu;\n", seen.count);
	json_decref(json);
}

int main(int argc, char **argv)
{
	if (argc != 3) {
		fputs("gen_quirks cpu.json junk.json > quirk_tables.c\n", stderr);
		return 64;
	}
	puts("/* Generated from schema/quirks by gen_quirks. */\n#include \"quirks_priv.h\"\n");
	cpu_table(argv[1]);
	junk_table(argv[2]);
	return fflush(stdout) == 0 ? 0 : 74;
}
