/* Contests in a period: what was handed in, what of it was late or doubtful, what was won. */
#include "month_priv.h"

#define DIVISIONS_MAX 20

/* Received at the deadline or after it, whatever the board made of it. */
static bool is_late(const struct book_row *entry, const struct book_row *contest)
{
	const char *deadline = contest->cells[CONTEST_DEADLINE];
	int64_t received, end;

	return deadline && time_read(deadline, &end) &&
	       time_read(entry->cells[ENTRY_RECEIVED], &received) && received >= end;
}

static struct month_figure *add(struct month_work *work, struct month_figure figure)
{
	figure.section = MONTH_CONTESTS;
	return month_add(work, figure);
}

static bool is_counted(const struct month_figure *figure, const char *id)
{
	for (size_t i = 0; i < figure->record_count; i++)
		if (str_eq(figure->records[i], id))
			return true;
	return false;
}

static const struct book_row *contest_of(const struct month_work *work,
					 const struct book_row *entry)
{
	return book_find(work->book, BOOK_CONTEST, entry->cells[ENTRY_CONTEST]);
}

/* A division is told with the contest it is of. */
static void count_division(struct month_work *work, const struct book_row *entry,
			   const struct book_row *contest)
{
	const char *division = entry->cells[ENTRY_DIVISION];
	const char *word = division ? division : "unknown";
	struct month_figure *part = month_part(work, "contests.division", word);
	struct arena *arena = &work->pack->arena;
	const char *ref = arena_str(arena, division);

	if (!part)
		part = add(work, (struct month_figure){
					 .key = arena_printf(arena, "contests.division.%s", word),
					 .label = arena_str(arena, contest->cells[CONTEST_NAME]),
					 .unit = N_("bài"),
					 .kind = "entry",
					 .is_part = true,
					 .is_flow = true,
					 .ref_kind = division ? "division" : NULL,
					 .ref = ref,
					 .of = ref ? ref : N_("Chưa rõ bảng")});
	month_count(work, part, entry->id);
}

static void each_entry(struct month_work *work,
		       void (*fn)(struct month_work *work, const struct book_row *entry,
				  const struct book_row *contest))
{
	const struct book_table *entries = &work->book->tables[BOOK_ENTRY];

	for (size_t i = 0; i < entries->count; i++) {
		const struct book_row *entry = &entries->rows[i], *contest;

		contest = contest_of(work, entry);
		if (contest && month_has(work, entry->cells[ENTRY_RECEIVED]))
			fn(work, entry, contest);
	}
}

static void count_entry(struct month_work *work, const struct book_row *entry,
			const struct book_row *contest)
{
	struct month_figure *contests = month_whole(work, "contests.total");

	month_count(work, month_whole(work, "contests.entries"), entry->id);
	if (!is_counted(contests, contest->id))
		month_count(work, contests, contest->id);
}

static void count_state(struct month_work *work, const struct book_row *entry,
			const struct book_row *contest)
{
	month_count(work, month_choice(work, "contests.state", entry->cells[ENTRY_STATE]),
		    entry->id);
	if (is_late(entry, contest))
		month_count(work, month_whole(work, "contests.late"), entry->id);
	if (entry->cells[ENTRY_FLAWS])
		month_count(work, month_whole(work, "contests.flawed"), entry->id);
}

static void add_prizes(struct month_work *work)
{
	const struct month_figure part = {.section = MONTH_CONTESTS, .unit = N_("giải"),
					  .kind = "prize", .is_flow = true};
	const struct book_table *prizes = &work->book->tables[BOOK_PRIZE];
	struct month_figure *contests = month_whole(work, "contests.total");
	struct month_figure *whole =
		add(work, (struct month_figure){.key = "contests.prizes", .unit = N_("giải"),
						.label = N_("Giải đã trao"), .kind = "prize",
						.is_flow = true});

	month_add_parts(work, &part, "contests.rank", record_kind_find("prize"), "rank");
	for (size_t i = 0; i < prizes->count; i++) {
		const struct book_row *prize = &prizes->rows[i];

		if (!str_eq(prize->cells[PRIZE_STATE], "awarded") ||
		    !month_has(work, prize->cells[PRIZE_AWARDED]))
			continue;
		month_count(work, whole, prize->id);
		month_count(work, month_choice(work, "contests.rank", prize->cells[PRIZE_RANK]),
			    prize->id);
		if (prize->cells[PRIZE_CONTEST] &&
		    !is_counted(contests, prize->cells[PRIZE_CONTEST]))
			month_count(work, contests, prize->cells[PRIZE_CONTEST]);
	}
}

void month_contests(struct month_work *work)
{
	const struct month_figure state = {.section = MONTH_CONTESTS, .unit = N_("bài"),
					   .kind = "entry"};

	size_t first;

	if (!work->book->tables[BOOK_CONTEST].count)
		return;
	add(work, (struct month_figure){.key = "contests.total", .unit = N_("cuộc"),
					.label = N_("Cuộc thi nhận bài, trao giải trong kỳ"),
					.kind = "contest"});
	add(work, (struct month_figure){.key = "contests.entries", .unit = N_("bài"),
					.label = N_("Bài dự thi nhận trong kỳ"), .kind = "entry",
					.is_flow = true});
	each_entry(work, count_entry);
	first = work->pack->count;
	each_entry(work, count_division);
	month_keep_top(work, first, DIVISIONS_MAX);
	month_add_parts(work, &state, "contests.state", record_kind_find("entry"), "state");
	add(work, (struct month_figure){.key = "contests.late", .unit = N_("bài"),
					.label = N_("Trong đó nộp muộn"), .kind = "entry"});
	add(work, (struct month_figure){.key = "contests.flawed", .unit = N_("bài"),
					.label = N_("Có điểm cần xem lại"), .kind = "entry"});
	each_entry(work, count_state);
	add_prizes(work);
}
