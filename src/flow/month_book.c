/* The book as the month's figures need it: a few columns of each kind, read once. */
#include "month_priv.h"

#include <stdlib.h>
#include <string.h>

static const struct {
	const char *kind;
	const char *columns[BOOK_COLUMNS];
} wanted[BOOK_KINDS] = {
	[BOOK_DEVICE] = {"device", {"kind", "state", "received_at", "donation"}},
	[BOOK_SIM] = {"sim", {"state", "donation"}},
	[BOOK_STEP] = {"step", {"kind", "subject", "from_state", "to_state", "at", "by", "undoes"}},
	[BOOK_DONATION] = {"donation", {"donor"}},
	[BOOK_DONOR] = {"donor", {"kind", "thanks", "name"}},
	[BOOK_REQUEST] = {"request", {"received_at", "first_contact_at", "waiting_since",
				      "waited_minutes", "resolved_at", "first_contact_by"}},
	[BOOK_REPAIR] = {"repair", {"repairer", "state", "closed_at", "minutes", "result"}},
	[BOOK_FUND] = {"fund", {"at", "kind", "direction", "amount"}},
	[BOOK_UNIT] = {"unit", {"kind", "level", "parent", "valid_from", "valid_to"}},
	[BOOK_TEAM] = {"team", {"kind", "unit", "founded", "ended"}},
	[BOOK_ROSTER] = {"roster", {"unit", "sent_at"}},
	[BOOK_HANDOVER] = {"handover", {"unit", "on_date", "state"}},
	[BOOK_RECIPIENT] = {"recipient", {"circumstance", "unit", "state", "proposed_at",
					  "verified_at", "approved_at", "served_at"}},
	[BOOK_CLOSING] = {"closing", {"month", "closed_at", "closed_by", "figures", "sha256"}},
	[BOOK_SESSION] = {"session", {"day", "minutes", "cancelled", "course"}},
	[BOOK_REGISTRATION] = {"registration", {"audience", "member", "unit", "course", "state",
						"code", "completed_on"}},
	[BOOK_ATTENDANCE] = {"attendance", {"session", "registration", "minutes", "state"}},
	[BOOK_TASK] = {"task", {"state", "budget"}},
	[BOOK_SPENDING] = {"spending", {"on_date", "amount", "source", "reverses"}},
	[BOOK_ACTIVITY] = {"activity", {"on_date", "unit", "area", "about", "participants"}},
	[BOOK_REVIEW] = {"evaluation", {"unit", "year", "points"}},
	[BOOK_COURSE] = {"course", {"state", "completed_at"}},
	[BOOK_CONTEST] = {"contest", {"name", "deadline"}},
	[BOOK_ENTRY] = {"entry", {"contest", "division", "received_at", "state", "flaws"}},
	[BOOK_PRIZE] = {"prize", {"contest", "rank", "state", "awarded_at"}},
};

void month_book_done(struct month_book *book)
{
	arena_done(&book->arena);
}

struct reading {
	struct month_book *book;
	struct book_table *table;
	const char *const *columns;
};

static int take(void *user, const struct record_kind *kind, const struct record *record)
{
	const struct reading *reading = user;
	struct book_table *table = reading->table;
	struct arena *arena = &reading->book->arena;
	struct book_row *row;

	if (table->count == table->room) {
		struct book_row *rows;

		table->room = table->room ? table->room * 2 : 64;
		rows = arena_alloc(arena, table->room * sizeof(*rows));
		if (table->count)
			memcpy(rows, table->rows, table->count * sizeof(*rows));
		table->rows = rows;
	}
	row = &table->rows[table->count++];
	row->id = arena_str(arena, record->id);
	row->created_at = arena_str(arena, record->created_at);
	for (size_t i = 0; i < BOOK_COLUMNS && reading->columns[i]; i++)
		row->cells[i] = arena_str(arena, record_value(kind, record, reading->columns[i]));
	return 0;
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct book_row *)a)->id, ((const struct book_row *)b)->id);
}

static int compare_cells(const char *a, const char *b)
{
	return strcmp(a ? a : "", b ? b : "");
}

static int by_subject(const void *a, const void *b)
{
	const struct book_row *one = a, *other = b;
	int r = compare_cells(one->cells[STEP_SUBJECT], other->cells[STEP_SUBJECT]);

	if (r == 0)
		r = compare_cells(one->cells[STEP_AT], other->cells[STEP_AT]);
	return r ? r : by_id(a, b);
}

static int read_table(struct month_book *book, size_t at, struct err *err)
{
	struct book_table *table = &book->tables[at];
	struct reading reading = {book, table, wanted[at].columns};
	const struct store_query all = {0};
	int r;

	table->kind = record_kind_find(wanted[at].kind);
	table->is_hidden = store_may_read(book->store, table->kind, NULL) < 0;
	if (table->is_hidden)
		return 0;
	r = store_list(book->store, table->kind, &all, take, &reading, err);
	if (r == 0 && table->count)
		qsort(table->rows, table->count, sizeof(*table->rows),
		      at == BOOK_STEP ? by_subject : by_id);
	return r;
}

int month_book_read(struct month_book *ret, struct store *store, const struct plan *plan,
		    struct err *err)
{
	struct month_book book = {.store = store, .plan = plan};
	int r = 0;

	for (size_t i = 0; r == 0 && i < BOOK_KINDS; i++)
		r = read_table(&book, i, err);
	if (r < 0)
		month_book_done(&book);
	else
		*ret = book;
	return r;
}

const struct book_row *book_find(const struct month_book *book, enum month_kind kind,
				 const char *id)
{
	const struct book_table *table = &book->tables[kind];
	const struct book_row wanted_row = {.id = id};

	if (!id || !table->count)
		return NULL;
	return bsearch(&wanted_row, table->rows, table->count, sizeof(wanted_row), by_id);
}

const struct book_row *book_steps(const struct month_book *book, const char *subject,
				  size_t *ret_count)
{
	const struct book_table *steps = &book->tables[BOOK_STEP];
	size_t low = 0, high = steps->count, end;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (compare_cells(steps->rows[middle].cells[STEP_SUBJECT], subject) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < steps->count; end++)
		if (!str_eq(steps->rows[end].cells[STEP_SUBJECT], subject))
			break;
	*ret_count = end - low;
	return steps->rows + low;
}

bool book_is_undone(const struct book_row *steps, size_t count, const struct book_row *step)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(steps[i].cells[STEP_UNDOES], step->id))
			return true;
	return false;
}

/* The first step after that moment tells from where it went. */
const char *book_state(const struct month_book *book, const struct book_row *row,
		       const char *current, const char *to)
{
	size_t count = 0;
	const struct book_row *steps = book_steps(book, row->id, &count);

	for (size_t i = 0; i < count; i++)
		if (steps[i].cells[STEP_AT] && strcmp(steps[i].cells[STEP_AT], to) >= 0 &&
		    steps[i].cells[STEP_FROM])
			return steps[i].cells[STEP_FROM];
	return current;
}

const struct book_row *book_closing(const struct month_book *book, const char *month)
{
	const struct book_table *closings = &book->tables[BOOK_CLOSING];
	const struct book_row *first = NULL;

	for (size_t i = 0; i < closings->count; i++) {
		const struct book_row *row = &closings->rows[i];

		if (str_eq(row->cells[CLOSING_MONTH], month) &&
		    (!first || compare_cells(row->cells[CLOSING_AT], first->cells[CLOSING_AT]) < 0))
			first = row;
	}
	return first;
}

int64_t book_number(const char *cell)
{
	int64_t number;

	return cell && str_to_i64(cell, &number) ? number : 0;
}
