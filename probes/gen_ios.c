/*
 * Build-time tool: checks schema/quirks/ios-models.json and prints it as a C table sorted by type,
 * so that the probe needs no JSON for it. A mistake in the data stops the build with its place.
 *   gen_ios ios-models.json > ios_tables.c
 */
#include "ios_priv.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define GEN_MODELS_MAX 1024
#define GEN_RAM_MB_MIN 64
#define GEN_RAM_MB_MAX 65536
#define GEN_CAMERAS_MAX 4
#define GEN_GENERATION_MAX 5

struct table {
	const char *file;
	struct ios_model rows[GEN_MODELS_MAX];
	size_t count;
};

static void __attribute__((noreturn))
refuse(const struct table *table, const char *what, const char *why)
{
	fprintf(stderr, "%s: \"%s\": %s\n", table->file, what, why);
	exit(1);
}

/* Text that needs no escape in C. */
static const char *text_of(const struct table *table, json_t *model, const char *key)
{
	const char *text = json_string_value(json_object_get(model, key));

	if (!text || !*text)
		refuse(table, key, "missing or empty");
	for (const char *c = text; *c; c++)
		if (*c < ' ' || *c > '~' || *c == '"' || *c == '\\')
			refuse(table, text, "must be plain ASCII");
	return text;
}

static void check_keys(const struct table *table, json_t *model)
{
	static const char known[] = "types name kind ram_mb first last rear front "
				    "cellular wifi_only volte ";
	const char *key;
	json_t *value;

	if (!json_is_object(model))
		refuse(table, "models", "must hold objects");
	json_object_foreach(model, key, value)
	{
		const char *at = strstr(known, key);

		if (!at || !*key || at[strlen(key)] != ' ')
			refuse(table, key, "key is not known");
	}
}

static const char *version_of(const struct table *table, json_t *model, const char *key)
{
	const char *version = text_of(table, model, key);

	if (!ios_version_is(version))
		refuse(table, version, "is no version");
	return version;
}

static unsigned cameras_of(const struct table *table, json_t *model, const char *key)
{
	json_t *count = json_object_get(model, key);

	if (!json_is_integer(count) || json_integer_value(count) < 0 ||
	    json_integer_value(count) > GEN_CAMERAS_MAX)
		refuse(table, key, "is no number of cameras");
	return (unsigned)json_integer_value(count);
}

static void read_radio(const struct table *table, json_t *model, struct ios_model *row)
{
	json_t *newest = json_object_get(model, "cellular");

	row->volte = json_is_true(json_object_get(model, "volte"));
	row->cellular = newest ? (int)json_integer_value(newest) : -1;
	if (newest && (!json_is_integer(newest) || row->cellular < 0 ||
		       row->cellular > GEN_GENERATION_MAX))
		refuse(table, row->name, "cellular is no generation");
	if (row->volte && row->cellular < 4)
		refuse(table, row->name, "volte without 4G");
}

static bool is_wifi_only(json_t *model, const char *type)
{
	json_t *only;
	size_t i;

	json_array_foreach(json_object_get(model, "wifi_only"), i, only)
	{
		if (strcmp(json_string_value(only) ? json_string_value(only) : "", type) == 0)
			return true;
	}
	return false;
}

static void add_model(struct table *table, json_t *model)
{
	struct ios_model row = {0};
	json_int_t ram = json_integer_value(json_object_get(model, "ram_mb"));
	json_t *types = json_object_get(model, "types"), *type;
	size_t i, wifi_only = json_array_size(json_object_get(model, "wifi_only"));
	int cellular;

	check_keys(table, model);
	row.name = text_of(table, model, "name");
	row.kind = text_of(table, model, "kind");
	row.first = version_of(table, model, "first");
	if (json_object_get(model, "last"))
		row.last = version_of(table, model, "last");
	if (row.last && ios_version_compare(row.first, row.last) > 0)
		refuse(table, row.name, "last before first");
	if (strcmp(row.kind, "phone") != 0 && strcmp(row.kind, "tablet") != 0 &&
	    strcmp(row.kind, "other") != 0)
		refuse(table, row.kind, "kind is not known");
	if (ram < GEN_RAM_MB_MIN || ram > GEN_RAM_MB_MAX)
		refuse(table, row.name, "ram_mb is no size in MB");
	row.ram_mb = (unsigned)ram;
	row.rear = cameras_of(table, model, "rear");
	row.front = cameras_of(table, model, "front");
	read_radio(table, model, &row);
	cellular = row.cellular;
	if (json_array_size(types) == 0)
		refuse(table, row.name, "no types");
	json_array_foreach(types, i, type)
	{
		row.type = json_string_value(type);
		if (!row.type || !strchr(row.type, ','))
			refuse(table, row.name, "a type is written \"iPhone9,1\"");
		if (table->count == GEN_MODELS_MAX)
			refuse(table, row.type, "too many");
		row.cellular = is_wifi_only(model, row.type) ? 0 : cellular;
		wifi_only -= row.cellular != cellular;
		table->rows[table->count++] = row;
	}
	if (wifi_only)
		refuse(table, row.name, "wifi_only names what is not among the types");
}

static int by_type(const void *a, const void *b)
{
	return strcmp(((const struct ios_model *)a)->type, ((const struct ios_model *)b)->type);
}

static void print_table(const struct table *table)
{
	puts("/* Generated from schema/quirks by gen_ios. */\n#include \"ios_priv.h\"\n\n"
	     "const struct ios_model ios_models[] = {");
	for (size_t i = 0; i < table->count; i++) {
		const struct ios_model *row = &table->rows[i];

		if (i && strcmp(row->type, row[-1].type) == 0)
			refuse(table, row->type, "twice");
		printf("\t{\"%s\", \"%s\", \"%s\", \"%s\", ", row->type, row->name, row->kind,
		       row->first);
		printf(row->last ? "\"%s\", " : "NULL, ", row->last);
		printf("%u, %u, %u, %d, %s},\n", row->ram_mb, row->rear, row->front, row->cellular,
		       row->volte ? "true" : "false");
	}
	printf("};\nconst size_t ios_model_count = %zu;\n", table->count);
}

int main(int argc, char **argv)
{
	static struct table table;
	json_error_t error;
	json_t *json, *model;
	size_t i;

	if (argc != 2) {
		fputs("gen_ios ios-models.json > ios_tables.c\n", stderr);
		return 64;
	}
	table.file = argv[1];
	json = json_load_file(argv[1], JSON_REJECT_DUPLICATES, &error);
	if (!json) {
		fprintf(stderr, "%s:%d:%d: %s\n", argv[1], error.line, error.column, error.text);
		return 1;
	}
	if (strcmp(text_of(&table, json, "schema"), "hotroit.quirks-ios/1") != 0)
		refuse(&table, "schema", "of another kind");
	text_of(&table, json, "source");
	json_array_foreach(json_object_get(json, "models"), i, model) add_model(&table, model);
	qsort(table.rows, table.count, sizeof(table.rows[0]), by_type);
	print_table(&table);
	json_decref(json);
	return fflush(stdout) == 0 ? 0 : 74;
}
