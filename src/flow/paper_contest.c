/* Papers of a contest from the book: what each says is gathered here. */
#include "export_award.h"
#include "paper_contest_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define NOT_KNOWN N_("(chưa rõ)")

static int head(struct paper_head *ret, struct desk *desk, const struct gathered *all,
		const char *type, struct err *err)
{
	return contest_paper_head(ret, desk, &all->book, type, err);
}

/* ---- certificates ---------------------------------------------------------------------------- */

static void add_award(struct desk *desk, const struct gathered *all, const struct row *prize,
		      const char *name, const char *unit, const char *title, struct award *ret)
{
	const struct row *contest = &all->book.contest;
	const char *division = desk_show(desk, prize, "division");
	const char *year = row_get(contest, "year");

	*ret = (struct award){
		.name = name,
		.unit = unit,
		.reason = arena_printf(&desk->arena, N_("Đạt %s%s %s, %s%s%s"),
				       str_eq(row_get(prize, "rank"), "consolation") ? N_("Giải ")
										      : "",
				       contest_rank_word(row_get(prize, "rank")), division,
				       row_get(contest, "name"), year ? N_(" năm ") : "",
				       year ? year : ""),
		.detail = title ? arena_printf(&desk->arena, N_("Tác phẩm: %s"), title) : NULL,
		.code = row_get(prize, "code"),
		.number = row_get(prize, "number"),
	};
}

static size_t add_awards(struct desk *desk, const struct gathered *all, const struct row *prize,
			 struct award *ret)
{
	const struct row *entry = contest_entry_by_id(&all->book, row_get(prize, "entry"));
	size_t count = 0;
	const struct row *people;

	if (!entry) {
		add_award(desk, all, prize, desk_show(desk, prize, "unit"), NULL, NULL, ret);
		return 1;
	}
	people = contest_entrants(&all->book, entry->id, &count);
	for (size_t i = 0; i < count; i++) {
		const char *unit = desk_show(desk, &people[i], "unit");

		add_award(desk, all, prize, row_get(&people[i], "name"),
			  unit ? unit : desk_show(desk, entry, "unit"), row_get(entry, "title"),
			  &ret[i]);
	}
	return count;
}

int paper_contest_certificates(struct buf *ret, struct desk *desk, const char *id,
			       struct err *err)
{
	AUTO(gathered_done) struct gathered all = {0};
	struct awards awards = {.title = N_("GIẤY CHỨNG NHẬN")};
	struct award *list;
	int r = gathered_read(&all, desk, id, err);

	if (r == 0)
		r = head(&awards.head, desk, &all, "GCN", err);
	if (r < 0)
		return r;
	list = arena_alloc(&desk->arena,
			   (all.book.entrants.count + all.book.prizes.count + 1) * sizeof(*list));
	gathered_sort_prizes(&all);
	for (size_t i = 0; i < all.book.prizes.count; i++)
		if (str_eq(row_get(&all.book.prizes.list[i], "state"), "awarded"))
			awards.count += add_awards(desk, &all, &all.book.prizes.list[i],
						   &list[awards.count]);
	awards.list = list;
	if (!awards.count)
		return err_set(err, EPERM, _("chưa trao giải nào: công bố trước (do publish)"));
	return export_awards(ret, &awards, err);
}

/* ---- the list of entries --------------------------------------------------------------------- */

static int by_received(const void *a, const void *b)
{
	return strcmp(row_get(a, "received_at"), row_get(b, "received_at"));
}

static size_t add_entrants(struct desk *desk, const struct gathered *all, const struct row *entry,
			   struct contest_entrant *ret)
{
	size_t count;
	const struct row *people = contest_entrants(&all->book, entry->id, &count);

	for (size_t i = 0; i < count; i++) {
		const char *unit = desk_show(desk, &people[i], "unit");

		ret[i] = (struct contest_entrant){
			.tag = row_get(entry, "tag"),
			.name = row_get(&people[i], "name"),
			.born = row_get(&people[i], "birth_date"),
			.class_name = row_get(&people[i], "class"),
			.unit = unit ? unit : desk_show(desk, entry, "unit"),
			.division = desk_show(desk, entry, "division"),
			.category = desk_show(desk, entry, "category"),
			.title = row_get(entry, "title"),
			.received = row_get(entry, "received_at"),
			.state = desk_show(desk, entry, "state"),
			.flaws = row_get(entry, "flaws"),
		};
	}
	return count;
}

int paper_contest_entries(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	AUTO(gathered_done) struct gathered all = {0};
	struct contest_entries entries = {0};
	struct contest_entrant *list;
	struct row *sorted;
	int r = gathered_read(&all, desk, id, err);

	if (r == 0)
		r = head(&entries.head, desk, &all, "DS", err);
	if (r < 0)
		return r;
	list = arena_alloc(&desk->arena, (all.book.entrants.count + 1) * sizeof(*list));
	sorted = arena_alloc(&desk->arena, (all.book.entries.count + 1) * sizeof(*sorted));
	for (size_t i = 0; i < all.book.entries.count; i++)
		sorted[i] = all.book.entries.list[i];
	qsort(sorted, all.book.entries.count, sizeof(*sorted), by_received);
	for (size_t i = 0; i < all.book.entries.count; i++)
		entries.count += add_entrants(desk, &all, &sorted[i], &list[entries.count]);
	entries.list = list;
	entries.about = row_get(&all.book.contest, "name");
	if (!entries.count)
		return err_set(err, EPERM, _("chưa có bài dự thi nào"));
	return export_contest_entries(ret, &entries, err);
}

/* ---- the report ------------------------------------------------------------------------------ */

static void count_entry(struct contest_count *count, const struct gathered *all,
			const struct row *entry)
{
	const char *state = row_get(entry, "state");
	size_t people;

	contest_entrants(&all->book, entry->id, &people);
	count->entries++;
	count->people += people;
	count->accepted += str_eq(state, "accepted");
	count->rejected += str_eq(state, "rejected") || str_eq(state, "withdrawn");
	count->waiting = count->entries - count->accepted - count->rejected;
}

/* By what FIELD of each entry says; where it is empty, apart. */
static size_t count_by(struct desk *desk, const struct gathered *all, const char *field,
		       struct contest_count **ret)
{
	size_t count = 0;

	*ret = arena_alloc(&desk->arena, (all->book.entries.count + 1) * sizeof(**ret));
	for (size_t i = 0; i < all->book.entries.count; i++) {
		const char *name = desk_show(desk, &all->book.entries.list[i], field);
		size_t at = 0;

		name = name ? name : NOT_KNOWN;
		while (at < count && !str_eq((*ret)[at].name, name))
			at++;
		if (at == count)
			(*ret)[count++].name = name;
		count_entry(&(*ret)[at], all, &all->book.entries.list[i]);
	}
	return count;
}

/* What is not known stands last. */
static int by_name(const void *a, const void *b)
{
	const char *left = ((const struct contest_count *)a)->name;
	const char *right = ((const struct contest_count *)b)->name;
	int last = str_eq(left, NOT_KNOWN) - str_eq(right, NOT_KNOWN);

	return last ? last : strcmp(left, right);
}

static int by_entries(const void *a, const void *b)
{
	const struct contest_count *left = a, *right = b;

	return left->entries != right->entries ? (left->entries < right->entries ? 1 : -1)
					       : by_name(a, b);
}

static int by_count(const void *a, const void *b)
{
	const struct contest_reason *left = a, *right = b;

	return left->count != right->count ? (left->count < right->count ? 1 : -1)
					   : strcmp(left->text, right->text);
}

static void list_reasons(struct desk *desk, const struct gathered *all,
			 struct contest_report *report)
{
	struct contest_flaw_kind *kinds;
	struct contest_reason *list;

	report->reason_count = contest_flaw_kinds(&all->book, false, &desk->arena, &kinds);
	list = arena_alloc(&desk->arena, (report->reason_count + 1) * sizeof(*list));
	for (size_t i = 0; i < report->reason_count; i++)
		list[i] = (struct contest_reason){kinds[i].text, kinds[i].count};
	qsort(list, report->reason_count, sizeof(*list), by_count);
	report->reasons = list;
}

static void describe(struct desk *desk, const struct gathered *all, struct contest_report *report)
{
	const struct row *contest = &all->book.contest;
	const char *opens = desk_show(desk, contest, "opens"),
		   *deadline = desk_show(desk, contest, "deadline");

	report->name = row_get(contest, "name");
	report->about = report->name;
	report->theme = row_get(contest, "theme");
	report->to = row_get(contest, "report_to");
	report->board = contest_decision(desk, &all->book, "board_decision");
	report->panel = contest_decision(desk, &all->book, "panel_decision");
	if (deadline)
		report->window = arena_printf(&desk->arena, N_("%s%s%strước %s (giờ Việt Nam)"),
					      opens ? N_("từ ") : "", opens ? opens : "",
					      opens ? ", " : "",
					      deadline);
}

int paper_contest_report(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	AUTO(gathered_done) struct gathered all = {0};
	struct contest_count *divisions = NULL, *categories = NULL, *units = NULL;
	struct contest_report report = {0};
	struct contest_result *prizes = NULL;
	int r = gathered_read(&all, desk, id, err);

	if (r == 0)
		r = head(&report.head, desk, &all, "BC", err);
	if (r < 0)
		return r;
	describe(desk, &all, &report);
	report.division_count = count_by(desk, &all, "division", &divisions);
	report.category_count = all.book.categories.count
					? count_by(desk, &all, "category", &categories)
					: 0;
	report.unit_count = count_by(desk, &all, "unit", &units);
	qsort(divisions, report.division_count, sizeof(*divisions), by_name);
	qsort(units, report.unit_count, sizeof(*units), by_entries);
	report.divisions = divisions;
	report.categories = report.category_count ? categories : NULL;
	report.units = units;
	list_reasons(desk, &all, &report);
	report.prize_count = gathered_results(&all, desk, true, &prizes);
	report.prizes = prizes;
	return export_contest_report(ret, &report, err);
}
