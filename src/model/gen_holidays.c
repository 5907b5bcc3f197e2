/*
 * Build-time tool: checks schema/holidays/vn.json and prints it as C tables. A mistake in the data
 * stops the build with its place.
 *   gen_holidays vn.json > holiday_table.c
 */
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void __attribute__((noreturn)) refuse(const char *what, const char *why)
{
	fprintf(stderr, "holidays: \"%s\": %s\n", what, why);
	exit(1);
}

/* SHAPE: d is a digit, anything else itself. */
static const char *text_of(json_t *json, const char *shape)
{
	const char *text = json_string_value(json);

	if (!text || strlen(text) != strlen(shape))
		refuse(text ? text : "?", shape);
	for (size_t i = 0; shape[i]; i++)
		if (shape[i] == 'd' ? text[i] < '0' || text[i] > '9' : text[i] != shape[i])
			refuse(text, shape);
	return text;
}

static void check_source(json_t *row)
{
	const char *source = json_string_value(json_object_get(row, "source"));

	if (!source || !*source)
		refuse("source", "missing or empty");
}

static void print_yearly(json_t *rows)
{
	size_t i;
	json_t *row;

	puts("const char *const holidays_yearly[] = {");
	json_array_foreach(rows, i, row)
	{
		check_source(row);
		printf("\t\"%s\",\n", text_of(json_object_get(row, "day"), "dd-dd"));
	}
	puts("\tNULL};");
}

static void print_years(json_t *rows)
{
	const char *before = "";
	size_t i, j;
	json_t *row, *day;

	puts("const char *const holidays_listed[] = {");
	json_array_foreach(rows, i, row)
	{
		json_int_t year = json_integer_value(json_object_get(row, "year"));

		check_source(row);
		if (json_array_size(json_object_get(row, "days")) == 0)
			refuse("days", "missing or empty");
		json_array_foreach(json_object_get(row, "days"), j, day)
		{
			const char *text = text_of(day, "dddd-dd-dd");

			if (strtoll(text, NULL, 10) != year || strcmp(before, text) >= 0)
				refuse(text, "of another year, or not in order");
			printf("\t\"%s\",\n", text);
			before = text;
		}
	}
	puts("\tNULL};");
}

int main(int argc, char **argv)
{
	json_error_t error;
	json_t *json;

	if (argc != 2) {
		fputs("gen_holidays vn.json > holiday_table.c\n", stderr);
		return 64;
	}
	json = json_load_file(argv[1], JSON_REJECT_DUPLICATES, &error);
	if (!json) {
		fprintf(stderr, "%s:%d:%d: %s\n", argv[1], error.line, error.column, error.text);
		return 1;
	}
	if (json_array_size(json_object_get(json, "yearly")) == 0 ||
	    json_array_size(json_object_get(json, "years")) == 0)
		refuse(argv[1], "yearly or years is missing or empty");
	puts("/* Generated from schema/holidays by gen_holidays. */\n"
	     "#include \"holiday_priv.h\"\n");
	print_yearly(json_object_get(json, "yearly"));
	print_years(json_object_get(json, "years"));
	json_decref(json);
	return fflush(stdout) == 0 ? 0 : 74;
}
