/*
 * Random cases of the merge with what merge_column() makes of them, for e2e/merge.sh to compare
 * with sync.merge(): merge_cases SEED COUNT. A line, as COPY takes it: current, mine, touched (JSON
 * objects), patch (JSON object), won and lost (JSON arrays). Numbers are written in one way only:
 * on a bench a number is an integer.
 */
#include "model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const keys[] = {
	"", "a", "b", "ghi chú", "left", "name", "note", "row", "x y", "z\"\\", "ư",
	"\xf0\x9f\x93\xb1"};
static const char *const values[] = {
	"null", "true", "false", "0", "1", "-1", "\"1\"", "1.5", "\"1.5\"", "9007199254740993",
	"\"\"", "\" \"", "\"null\"", "\"true\"", "\"Cô Lan\"", "\"Co\u0302 Lan\"", "\"a\\tb\\nc\"",
	"\"\\\\N\"", "\"\\u0001\"", "\"\xf0\x9f\x93\xb1\"", "\"2026-11-22\"", "[]", "[1, 2]",
	"[2, 1]", "{}", "{\"a\": null}", "{\"a\": 1, \"b\": [null]}", "\"[]\"", "\"{}\""};

/* splitmix64: the same cases of the same seed everywhere. */
static uint64_t draw(uint64_t *state)
{
	uint64_t z = *state += UINT64_C(0x9e3779b97f4a7c15);

	z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
	return z ^ z >> 31;
}

static bool one_in(uint64_t *state, unsigned n)
{
	return draw(state) % n == 0;
}

/* One column of a case; NULL: not in that object. */
struct column {
	const char *key, *current, *mine, *touched;
};

static const char *draw_value(uint64_t *state)
{
	return values[draw(state) % ARRAY_LEN(values)];
}

static struct column draw_column(uint64_t *state, const char *key)
{
	struct column column = {.key = key};

	if (!one_in(state, 4))
		column.current = draw_value(state);
	if (!one_in(state, 3))
		column.mine = column.current && one_in(state, 4) ? column.current
								  : draw_value(state);
	if (one_in(state, 2))
		column.touched = one_in(state, 2) ? "true" : "false";
	return column;
}

static void add_pair(struct buf *ret, const char *key, const char *value)
{
	if (!value)
		return;
	buf_add_char(ret, ret->len ? ',' : '{');
	json_add_text(ret, key);
	buf_add_char(ret, ':');
	buf_add_str(ret, value);
}

static void add_name(struct buf *ret, const char *name)
{
	buf_add_char(ret, ret->len ? ',' : '[');
	json_add_text(ret, name);
}

/* The merge's own idea of a value: null and nothing are one. */
static const char *kept(const char *value)
{
	return value && strcmp(value, "null") == 0 ? NULL : value;
}

static void print_cell(struct buf *cell, const char *empty, const char *end)
{
	if (!cell->len)
		buf_add_str(cell, empty);
	else
		buf_add_char(cell, *cell->data == '{' ? '}' : ']');
	for (const char *p = cell->data; *p; p++)
		printf(*p == '\\' ? "\\\\" : "%c", *p);
	fputs(end, stdout);
	buf_clear(cell);
}

struct example {
	struct buf current, mine, touched, patch, won, lost;
};

static void take_column(struct example *outcome, const struct column *column)
{
	enum merge_touch touch = MERGE_ALONE;
	enum merge_fate fate;

	add_pair(&outcome->current, column->key, column->current);
	add_pair(&outcome->mine, column->key, column->mine);
	add_pair(&outcome->touched, column->key, column->touched);
	if (!column->mine)
		return;
	if (column->touched)
		touch = *column->touched == 't' ? MERGE_MINE_FIRST : MERGE_THEIRS_FIRST;
	fate = merge_column(kept(column->current), kept(column->mine), touch);
	if (merge_sets(fate))
		add_pair(&outcome->patch, column->key, column->mine);
	if (fate == MERGE_WON)
		add_name(&outcome->won, column->key);
	if (fate == MERGE_LOST)
		add_name(&outcome->lost, column->key);
}

static void print_case(uint64_t *state, struct example *outcome)
{
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		struct column column = draw_column(state, keys[i]);

		if (!one_in(state, 3))
			take_column(outcome, &column);
	}
	print_cell(&outcome->current, "{}", "\t");
	print_cell(&outcome->mine, "{}", "\t");
	print_cell(&outcome->touched, "{}", "\t");
	print_cell(&outcome->patch, "{}", "\t");
	print_cell(&outcome->won, "[]", "\t");
	print_cell(&outcome->lost, "[]", "\n");
}

int main(int argc, char **argv)
{
	struct example outcome = {0};
	uint64_t state, count;

	if (argc != 3 || !str_to_u64(argv[1], 10, &state) || !str_to_u64(argv[2], 10, &count))
		return EXIT_USAGE;
	while (count--)
		print_case(&state, &outcome);
	buf_done(&outcome.current);
	buf_done(&outcome.mine);
	buf_done(&outcome.touched);
	buf_done(&outcome.patch);
	buf_done(&outcome.won);
	buf_done(&outcome.lost);
	return 0;
}
