/*
 * Build-time tool: checks schema/quirks/operators.json and prints it as a C table. A mistake in the
 * data stops the build with its place.
 *   gen_operators operators.json > operator_table.c
 */
#include <jansson.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define KNOWN_KEYS "id label network iccid doubtful source "

struct gen {
	const char *file;
	size_t row;
};

static void __attribute__((noreturn))
refuse(const struct gen *gen, const char *what, const char *why)
{
	fprintf(stderr, "%s: operator %zu: \"%s\": %s\n", gen->file, gen->row + 1, what, why);
	exit(1);
}

static void check_keys(const struct gen *gen, json_t *row)
{
	const char *key;
	json_t *value;

	json_object_foreach(row, key, value)
	{
		const char *at = strstr(KNOWN_KEYS, key);

		if (!at || !*key || at[strlen(key)] != ' ')
			refuse(gen, key, "key is not known");
	}
}

/* A text that can stand between quotes as it is. */
static const char *text_of(const struct gen *gen, json_t *row, const char *key)
{
	const char *text = json_string_value(json_object_get(row, key));

	if (!text || !*text || strpbrk(text, "\"\\\n"))
		refuse(gen, key, "missing, empty, or with quotes");
	return text;
}

static const char *digits_of(const struct gen *gen, json_t *row, const char *key, const char *start)
{
	const char *text = text_of(gen, row, key);

	if (text[strspn(text, "0123456789")] || strncmp(text, start, strlen(start)) != 0)
		refuse(gen, text, "not digits, or of another country");
	return text;
}

static void check_unique(const struct gen *gen, json_t *rows, const char *key)
{
	const char *text = json_string_value(json_object_get(json_array_get(rows, gen->row), key));

	for (size_t i = 0; text && i < gen->row; i++) {
		const char *other =
			json_string_value(json_object_get(json_array_get(rows, i), key));

		if (other && strcmp(other, text) == 0)
			refuse(gen, text, "stands there twice");
	}
}

static void print_row(const struct gen *gen, json_t *rows)
{
	json_t *row = json_array_get(rows, gen->row);

	if (!json_is_object(row))
		refuse(gen, "?", "must be an object");
	check_keys(gen, row);
	text_of(gen, row, "source");
	check_unique(gen, rows, "id");
	check_unique(gen, rows, "network");
	check_unique(gen, rows, "iccid");
	printf("\t{\"%s\", \"%s\", \"%s\", ", text_of(gen, row, "id"), text_of(gen, row, "label"),
	       digits_of(gen, row, "network", "452"));
	if (json_object_get(row, "iccid"))
		printf("\"%s\"", digits_of(gen, row, "iccid", "8984"));
	else
		fputs("NULL", stdout);
	printf(", %s},\n", json_is_true(json_object_get(row, "doubtful")) ? "true" : "false");
}

int main(int argc, char **argv)
{
	struct gen gen = {.file = argc == 2 ? argv[1] : ""};
	json_error_t error;
	json_t *json, *rows;

	if (argc != 2) {
		fputs("gen_operators operators.json > operator_table.c\n", stderr);
		return 64;
	}
	json = json_load_file(gen.file, JSON_REJECT_DUPLICATES, &error);
	if (!json) {
		fprintf(stderr, "%s:%d:%d: %s\n", gen.file, error.line, error.column, error.text);
		return 1;
	}
	rows = json_object_get(json, "operators");
	if (json_array_size(rows) == 0)
		refuse(&gen, "operators", "missing or empty");
	puts("/* Generated from schema/quirks by gen_operators. */\n#include \"assess.h\"\n\n"
	     "const struct sim_operator sim_operators[] = {");
	for (; gen.row < json_array_size(rows); gen.row++)
		print_row(&gen, rows);
	printf("};\nconst size_t sim_operator_count = %zu;\n", json_array_size(rows));
	json_decref(json);
	return fflush(stdout) == 0 ? 0 : 74;
}
