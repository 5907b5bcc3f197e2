/* What is odd about entries: each that waits for the board, and how often each flaw there is. */
#include "contest_priv.h"

#include <string.h>

static bool is_undecided(const struct row *entry)
{
	const char *state = row_get(entry, "state");

	return str_eq(state, "late") || str_eq(state, "flawed") || str_eq(state, "received");
}

/* ---- by kind ------------------------------------------------------------------------------- */

/* At most so many kinds as there are flaws. */
static size_t most_kinds(const struct contest_book *book)
{
	size_t most = 1;

	for (size_t i = 0; i < book->entries.count; i++) {
		const char *text = row_get(&book->entries.list[i], "flaws");

		for (; text; text = strchr(text, ';'), text += text ? 1 : 0)
			most++;
	}
	return most;
}

/* "có thể đã nộp: trùng người với bài 7K3M2X9" is of the kind "có thể đã nộp". */
static size_t count_flaws(struct contest_flaw_kind *list, size_t count, char *flaws)
{
	char *rest = NULL;

	for (char *part = strtok_r(flaws, ";", &rest); part; part = strtok_r(NULL, ";", &rest)) {
		size_t at = 0;

		part += strspn(part, " ");
		part[strcspn(part, ":")] = '\0';
		while (at < count && !str_eq(list[at].text, part))
			at++;
		list[at].text = part;
		list[at].count++;
		count += at == count;
	}
	return count;
}

size_t contest_flaw_kinds(const struct contest_book *book, bool only_undecided,
			  struct arena *arena, struct contest_flaw_kind **ret)
{
	struct contest_flaw_kind *list = arena_alloc(arena, most_kinds(book) * sizeof(*list));
	size_t count = 0;

	for (size_t i = 0; i < book->entries.count; i++) {
		const struct row *entry = &book->entries.list[i];
		const char *flaws = row_get(entry, "flaws");

		if (flaws && (!only_undecided || is_undecided(entry)))
			count = count_flaws(list, count, arena_str(arena, flaws));
	}
	*ret = list;
	return count;
}

/* ---- one by one ---------------------------------------------------------------------------- */

int flow_contest_flaws(struct store *store, const char *contest, struct arena *arena,
		       struct contest_flaw **ret, size_t *ret_count, struct err *err)
{
	AUTO(contest_book_done) struct contest_book book = {0};
	struct contest_flaw *flaws;
	size_t count = 0;
	int r = contest_book_read(&book, store, contest, CONTEST_ENTRIES, err);

	if (r < 0)
		return r;
	flaws = arena_alloc(arena, (book.entries.count + 1) * sizeof(*flaws));
	for (size_t i = 0; i < book.entries.count; i++) {
		const struct row *entry = &book.entries.list[i];
		const char *state = row_get(entry, "state"), *text = row_get(entry, "flaws");

		if (!is_undecided(entry))
			continue;
		flaws[count++] = (struct contest_flaw){
			.id = arena_str(arena, entry->id),
			.tag = arena_str(arena, row_get(entry, "tag")),
			.state_label = record_choice_label(
				record_field_find(entry->kind, "state"), state),
			.division = row_show(entry, store, arena, "division"),
			.unit = row_show(entry, store, arena, "unit"),
			.flaws = text ? arena_str(arena, text) : "",
		};
	}
	*ret = flaws;
	*ret_count = count;
	return 0;
}
