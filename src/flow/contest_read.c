/* Reads a contest whole. See contest_priv.h. */
#include "contest_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void contest_book_done(struct contest_book *book)
{
	arena_done(&book->arena);
}

static int list(struct contest_book *book, struct rows *ret, const char *kind, const char *field,
		const char *value, struct err *err)
{
	return row_list(&ret->list, &ret->count, book->store, &book->arena, kind, field, value,
			err);
}

static int by_id(const void *a, const void *b)
{
	return strcmp(((const struct row *)a)->id, ((const struct row *)b)->id);
}

static int by_entry(const void *a, const void *b)
{
	const struct row *left = a, *right = b;
	int order = strcmp(row_get(left, "entry"), row_get(right, "entry"));

	return order ? order : by_id(a, b);
}

const struct row *rows_find(const struct rows *rows, const char *id)
{
	for (size_t i = 0; id && i < rows->count; i++)
		if (str_eq(rows->list[i].id, id))
			return &rows->list[i];
	return NULL;
}

static const struct row *find_entry(const struct contest_book *book, const char *id)
{
	const struct row key = {.id = id};

	if (!id || !book->entries.count)
		return NULL;
	return bsearch(&key, book->entries.list, book->entries.count, sizeof(key), by_id);
}

/* Of all rows of a kind those that are of this contest's entries. */
static void keep_ours(const struct contest_book *book, struct rows *rows, const char *field)
{
	size_t count = 0;

	for (size_t i = 0; i < rows->count; i++)
		if (find_entry(book, row_get(&rows->list[i], field)))
			rows->list[count++] = rows->list[i];
	rows->count = count;
}

static int read_of_entries(struct contest_book *book, unsigned parts, struct err *err)
{
	int r = 0;

	if (r == 0 && parts & CONTEST_ENTRANTS) {
		r = list(book, &book->entrants, "entrant", NULL, NULL, err);
		keep_ours(book, &book->entrants, "entry");
		if (book->entrants.count)
			qsort(book->entrants.list, book->entrants.count,
			      sizeof(*book->entrants.list), by_entry);
	}
	if (r == 0 && parts & CONTEST_FILES) {
		r = list(book, &book->files, "attachment", "kind", "entry", err);
		keep_ours(book, &book->files, "subject");
	}
	if (r == 0 && parts & CONTEST_SCORES) {
		r = list(book, &book->scores, "score", NULL, NULL, err);
		keep_ours(book, &book->scores, "entry");
		if (book->scores.count)
			qsort(book->scores.list, book->scores.count, sizeof(*book->scores.list),
			      by_entry);
	}
	return r;
}

static int read_parts(struct contest_book *book, unsigned parts, struct err *err)
{
	const char *id = book->contest.id;
	int r = list(book, &book->divisions, "division", "contest", id, err);

	if (r == 0)
		r = list(book, &book->categories, "category", "contest", id, err);
	if (r == 0)
		r = list(book, &book->criteria, "criterion", "contest", id, err);
	if (r == 0 && parts & CONTEST_ENTRIES)
		r = list(book, &book->entries, "entry", "contest", id, err);
	if (r == 0 && book->entries.count)
		qsort(book->entries.list, book->entries.count, sizeof(*book->entries.list), by_id);
	if (r == 0)
		r = read_of_entries(book, parts, err);
	if (r == 0 && parts & CONTEST_PANEL)
		r = list(book, &book->judges, "judge", "contest", id, err);
	if (r == 0 && parts & CONTEST_PANEL)
		r = list(book, &book->recusals, "recusal", NULL, NULL, err);
	if (r == 0 && parts & CONTEST_PRIZES)
		r = list(book, &book->prizes, "prize", "contest", id, err);
	if (r == 0 && parts & CONTEST_PRIZES)
		r = list(book, &book->rulings, "ruling", "contest", id, err);
	return r;
}

int contest_book_read(struct contest_book *book, struct store *store, const char *contest,
		      unsigned parts, struct err *err)
{
	int r = store_read_begin(store, err);

	if (r < 0)
		return r;
	book->store = store;
	r = row_read(&book->contest, store, &book->arena, "contest", contest, err);
	if (r == 0)
		r = read_parts(book, parts, err);
	store_read_end(store);
	return r;
}

static bool is_called(const char *name, const char *word)
{
	AUTO(buf_done) struct buf left = {0}, right = {0};

	if (!name)
		return false;
	text_sort_key(&left, name);
	text_sort_key(&right, word);
	return str_eq(buf_text(&left), buf_text(&right));
}

const struct row *rows_called(const struct rows *rows, const char *word)
{
	static const char *const names[] = {"code", "name"};

	for (size_t n = 0; word && n < ARRAY_LEN(names); n++)
		for (size_t i = 0; i < rows->count; i++)
			if (is_called(row_get(&rows->list[i], names[n]), word))
				return &rows->list[i];
	return rows_find(rows, word);
}

const struct row *contest_entry(const struct contest_book *book, const char *word)
{
	char tag[STORE_TAG_MAX];
	const char *name = store_read_tag(word, tag) ? "tag" : "blind";

	for (size_t i = 0; i < book->entries.count; i++)
		if (is_called(row_get(&book->entries.list[i], name), word))
			return &book->entries.list[i];
	return find_entry(book, word);
}

const struct row *contest_entrants(const struct contest_book *book, const char *entry,
				   size_t *ret_count)
{
	size_t low = 0, high = book->entrants.count, end;

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (strcmp(row_get(&book->entrants.list[middle], "entry"), entry) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	for (end = low; end < book->entrants.count &&
			str_eq(row_get(&book->entrants.list[end], "entry"), entry);)
		end++;
	*ret_count = end - low;
	return book->entrants.list + low;
}

bool contest_is(const struct contest_book *book, const char *state)
{
	return str_eq(row_get(&book->contest, "state"), state);
}

bool judge_is_scoring(const struct row *judge)
{
	const char *role = row_get(judge, "role");

	return str_eq(role, "panel") || str_eq(role, "panel-head");
}

bool entry_is_accepted(const struct row *entry)
{
	return str_eq(row_get(entry, "state"), "accepted");
}

void contest_keep_blind(struct contest_book *book, struct row *entry, const char *code)
{
	size_t count = entry->kind->field_count;
	const char **values = arena_alloc(&book->arena, count * sizeof(*values));

	memcpy(values, entry->values, count * sizeof(*values));
	values[record_field_find(entry->kind, "blind") - entry->kind->fields] =
		arena_str(&book->arena, code);
	entry->values = values;
}
