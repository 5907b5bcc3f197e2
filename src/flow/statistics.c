/*
 * hotroit.statistics/1: the lists that the city shares and a year's figures, for its data
 * warehouse. Only the fields named here go out, and none that its record kind keeps from the
 * public. Rows are in the order of their ids, so that the same book gives the same bytes.
 */
#include "flow_priv.h"
#include "month_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SCHEMA "hotroit.statistics/1"
#define FIELDS_MAX 18

static const struct {
	const char *key, *kind;
	const char *fields[FIELDS_MAX];
} lists[] = {
	{"units", "unit", {"code", "name", "kind", "level", "parent", "valid_from", "valid_to"}},
	{"programmes", "programme", {"name", "plan", "unit", "starts", "ends"}},
	{"contests", "contest",
	 {"tag", "name", "programme", "plan", "plan_item", "year", "theme", "within", "opens",
	  "deadline", "announce_on", "state"}},
	{"courses", "course",
	 {"tag", "name", "programme", "plan", "plan_item", "year", "audience", "mode", "minutes",
	  "attend_percent", "quota", "starts", "ends", "state"}},
	{"activities", "activity",
	 {"tag", "name", "kind", "on_date", "unit", "programme", "plan", "plan_item", "area",
	  "about", "participants"}},
	{"pilots", "pilot",
	 {"tag", "plan", "plan_item", "programme", "school", "content", "starts", "ends",
	  "state"}},
	{"tasks", "task",
	 {"tag", "plan", "plan_item", "programme", "section", "number", "name", "lead",
	  "coordinators", "starts", "ends", "printed", "budget", "state_percent", "progress",
	  "state"}},
	{"phases", "phase", {"task", "position", "period", "starts", "ends", "printed", "budget"}},
};

struct telling {
	struct buf *text;
	struct store *store;
	struct arena arena;
	struct row *units; /* by id */
	size_t unit_count;
};

static void telling_done(struct telling *telling)
{
	arena_done(&telling->arena);
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct row *)a)->id, ((const struct row *)b)->id);
}

static int read_sorted(struct telling *telling, const char *kind, struct row **ret,
		       size_t *ret_count, struct err *err)
{
	int r = row_list(ret, ret_count, telling->store, &telling->arena, kind, NULL, NULL, err);

	if (r == 0 && *ret_count)
		qsort(*ret, *ret_count, sizeof(**ret), by_id);
	return r;
}

static void add_text(struct buf *text, const char *value)
{
	if (value)
		json_add_text(text, value);
	else
		buf_add_str(text, "null");
}

static const char *code_of(const struct telling *telling, const char *unit)
{
	const struct row wanted = {.id = unit};
	const struct row *row = unit && telling->unit_count
					? bsearch(&wanted, telling->units, telling->unit_count,
						  sizeof(wanted), by_id)
					: NULL;

	return row ? row_get(row, "code") : NULL;
}

/* ---- the lists ------------------------------------------------------------------------------- */

static void add_field(struct telling *telling, const struct row *row, const struct field *field)
{
	const char *value = row_get(row, field->name);

	buf_printf(telling->text, ",\"%s\":", field->name);
	if (value && (field->type == FIELD_INT || field->type == FIELD_MONEY))
		buf_add_str(telling->text, value);
	else
		add_text(telling->text, value);
	if (field->type == FIELD_REF && str_eq(field->ref, "unit")) {
		buf_printf(telling->text, ",\"%s_code\":", field->name);
		add_text(telling->text, code_of(telling, value));
	}
}

static void add_row(struct telling *telling, const struct row *row, const char *const *names)
{
	buf_add_str(telling->text, "{\"id\":");
	add_text(telling->text, row->id);
	for (size_t i = 0; i < FIELDS_MAX && names[i]; i++) {
		const struct field *field = record_field_find(row->kind, names[i]);

		if (field && field->privacy == PRIVACY_OPEN)
			add_field(telling, row, field);
	}
	buf_add_char(telling->text, '}');
}

static int add_list(struct telling *telling, size_t at, struct err *err)
{
	const struct record_kind *kind = record_kind_find(lists[at].kind);
	struct row *rows = NULL;
	size_t count = 0;
	int r = kind ? read_sorted(telling, lists[at].kind, &rows, &count, err) : 0;

	buf_printf(telling->text, ",\n\"%s\":[", lists[at].key);
	for (size_t i = 0; r == 0 && i < count; i++) {
		buf_add_str(telling->text, i ? ",\n " : "\n ");
		add_row(telling, &rows[i], lists[at].fields);
	}
	buf_add_char(telling->text, ']');
	return r;
}

/* ---- figures --------------------------------------------------------------------------------- */

/* Named people and donors are not for others; nor is a figure of days gone by until today. */
static bool is_shared(const struct month_figure *figure)
{
	return figure->section != MONTH_RANKS && figure->is_known &&
	       (!figure->ref || str_eq(figure->ref_kind, "unit") ||
		str_eq(figure->ref_kind, "division"));
}

static void add_figure(struct telling *telling, const struct month_figure *figure)
{
	const char *unit = str_eq(figure->ref_kind, "unit") ? figure->ref : NULL;
	struct buf *text = telling->text;

	buf_printf(text, "{\"section\":\"%s\",\"key\":", month_section_names[figure->section]);
	add_text(text, figure->key);
	buf_add_str(text, ",\"of\":");
	add_text(text, unit ? NULL : figure->of);
	buf_add_str(text, ",\"label\":");
	add_text(text, figure->label);
	buf_add_str(text, ",\"measure\":");
	add_text(text, figure->unit);
	buf_printf(text, ",\"value\":%lld,\"target\":", (long long)figure->value);
	if (figure->target)
		buf_printf(text, "%lld", (long long)figure->target);
	else
		buf_add_str(text, "null");
	buf_add_str(text, ",\"unit\":");
	add_text(text, unit);
	buf_add_str(text, ",\"unit_code\":");
	add_text(text, code_of(telling, unit));
	buf_add_char(text, '}');
}

static int add_figures(struct telling *telling, const struct plan *plan, const char *year,
		       const char *as_of, struct err *err)
{
	AUTO(month_done) struct month_pack pack = {0};
	struct buf *text = telling->text;
	int r = month_figures(&pack, telling->store, plan, year, as_of, err);
	bool any = false;

	buf_add_str(text, ",\n\"statistics\":{\"hidden\":[");
	for (unsigned i = 0; r == 0 && i < MONTH_SECTIONS; i++) {
		if (!(pack.hidden & MONTH_BIT(i)))
			continue;
		buf_printf(text, "%s\"%s\"", any ? "," : "", month_section_names[i]);
		any = true;
	}
	buf_add_str(text, "],\n\"figures\":[");
	any = false;
	for (size_t i = 0; r == 0 && i < pack.count; i++) {
		if (!is_shared(pack.figures[i]))
			continue;
		buf_add_str(text, any ? ",\n " : "\n ");
		add_figure(telling, pack.figures[i]);
		any = true;
	}
	buf_add_char(text, ']');
	return r;
}

static int add_movement(struct telling *telling, const char *year, struct err *err)
{
	AUTO(flow_movement_done) struct movement movement = {0};
	struct buf *text = telling->text;
	int r = flow_movement(&movement, telling->store, year, err);

	buf_add_str(text, ",\n\"movement\":[");
	for (size_t i = 0; r == 0 && i < movement.cell_count; i++) {
		const struct movement_cell *cell = &movement.cells[i];

		buf_add_str(text, i ? ",\n {\"unit\":" : "\n {\"unit\":");
		add_text(text, cell->unit);
		buf_add_str(text, ",\"unit_code\":");
		add_text(text, code_of(telling, cell->unit));
		buf_printf(text, ",\"area\":%zu,\"month\":%zu,\"count\":%lld}", cell->area,
			   cell->month, (long long)cell->count);
	}
	buf_add_char(text, ']');
	return r;
}

static int add_spending(struct telling *telling, struct err *err)
{
	AUTO(flow_tasks_done) struct task_board board = {0};
	struct buf *text = telling->text;
	int r = flow_tasks(&board, telling->store, NULL, err);

	buf_add_str(text, ",\n\"spending\":[");
	for (size_t i = 0; r == 0 && i < board.count; i++) {
		const struct task_line *line = &board.lines[i];

		buf_add_str(text, i ? ",\n {\"task\":" : "\n {\"task\":");
		add_text(text, line->id);
		buf_printf(text, ",\"budget\":%lld,\"phases\":%lld,\"state\":%lld,\"social\":%lld}",
			   (long long)line->budget, (long long)line->parts,
			   (long long)line->spent_state, (long long)line->spent_social);
	}
	buf_add_str(text, "]}");
	return r;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static int take_time(void *user, const struct record_kind *kind, const struct record *record)
{
	const char *at = record_value(kind, record, "at");
	char *ret = user;

	if (at && strcmp(at, ret) > 0)
		snprintf(ret, CLOCK_TEXT_MAX, "%s", at);
	return 1;
}

/* The newest change of the book, but no time before the year: what follows from the hour (who waits
 * too long) is told as of then, and stays the same. */
static int find_time(char ret[CLOCK_TEXT_MAX], struct store *store, const char *year,
		     struct err *err)
{
	const struct store_query newest = {.limit = 1};
	char now[CLOCK_TEXT_MAX];

	clock_text(now);
	if (strlen(year) != strlen("2026") || strspn(year, "0123456789") != strlen(year))
		return err_set(err, EINVAL, _("«%.20s»: ghi năm như 2026"), year);
	if (strncmp(year, now, strlen("2026")) > 0)
		return err_set(err, EINVAL, _("%.20s: kỳ này chưa tới"), year);
	snprintf(ret, CLOCK_TEXT_MAX, "%.4s-01-01T00:00:00+07:00", year);
	return store_list(store, record_kind_find("audit"), &newest, take_time, ret, err);
}

static int tell(struct telling *telling, const struct plan *plan, const char *year,
		const char *as_of, struct err *err)
{
	int r = read_sorted(telling, "unit", &telling->units, &telling->unit_count, err);

	buf_printf(telling->text, "{\"schema\":\"" SCHEMA "\",\"year\":\"%s\",\"as_of\":\"%s\"",
		   year, as_of);
	for (size_t i = 0; r == 0 && i < ARRAY_LEN(lists); i++)
		r = add_list(telling, i, err);
	if (r == 0)
		r = add_figures(telling, plan, year, as_of, err);
	if (r == 0)
		r = add_movement(telling, year, err);
	if (r == 0)
		r = add_spending(telling, err);
	buf_add_str(telling->text, "}\n");
	return r;
}

#define NAMED_MAX 5

/* Without its code the city can not join a unit's rows with its own. */
static void say_codeless(struct buf *ret, const struct telling *telling)
{
	const struct row *first = NULL;
	AUTO(buf_done) struct buf names = {0};
	size_t count = 0;

	for (size_t i = 0; i < telling->unit_count; i++) {
		const struct row *unit = &telling->units[i];

		if (row_get(unit, "code"))
			continue;
		first = first ? first : unit;
		if (count++ < NAMED_MAX)
			buf_printf(&names, "%s%s", count > 1 ? ", " : "", row_get(unit, "name"));
	}
	if (first)
		buf_printf(ret,
			   _("%zu đơn vị chưa có mã quốc gia: %s%s; ghi: hotroit set unit '%s' "
			     "code=…"),
			   count, buf_text(&names), count > NAMED_MAX ? "…" : "",
			   row_get(first, "name"));
}

int flow_statistics(struct buf *ret, struct buf *ret_said, struct store *store,
		    const struct plan *plan, const char *year, struct err *err)
{
	AUTO(buf_done) struct buf text = {0};
	AUTO(telling_done) struct telling telling = {.text = &text, .store = store};
	char as_of[CLOCK_TEXT_MAX];
	int r = find_time(as_of, store, year, err);

	if (r == 0)
		r = store_read_begin(store, err);
	if (r < 0)
		return r;
	r = tell(&telling, plan, year, as_of, err);
	store_read_end(store);
	if (r < 0)
		return r;
	buf_add(ret, text.data, text.len);
	say_codeless(ret_said, &telling);
	return 0;
}
