/* The plans' tasks and the movement in the month's report, where there is anything of them. */
#include "month_priv.h"
#include "movement_priv.h"

#include <stdlib.h>
#include <string.h>

#define AREAS 7
#define UNITS_MAX 10

/* ---- (10) tasks ---------------------------------------------------------- */

/* What a later line takes back is nothing, and so is that line. */
static bool is_void(const struct month_work *work, const struct book_row *line)
{
	const struct book_table *table = &work->book->tables[BOOK_SPENDING];

	if (line->cells[SPENDING_REVERSES])
		return true;
	for (size_t i = 0; i < table->count; i++)
		if (str_eq(table->rows[i].cells[SPENDING_REVERSES], line->id))
			return true;
	return false;
}

static void add_spent(struct month_work *work)
{
	const struct book_table *table = &work->book->tables[BOOK_SPENDING];
	struct month_figure *spent, *so_far;
	const struct month_figure part = {.section = MONTH_TASKS, .unit = N_("đồng"),
					  .how = MONTH_SUM, .kind = "spending", .is_flow = true};

	spent = month_add(work, (struct month_figure){.section = MONTH_TASKS,
						      .key = "spent.total",
						      .label = N_("Chi cho nhiệm vụ trong kỳ"),
						      .unit = N_("đồng"), .how = MONTH_SUM,
						      .kind = "spending"});
	month_add_parts(work, &part, "spent", record_kind_find("spending"), "source");
	so_far = month_add(work, (struct month_figure){.section = MONTH_TASKS,
						       .key = "spent.so_far",
						       .label = N_("Đã chi đến cuối kỳ"),
						       .unit = N_("đồng"), .how = MONTH_SUM,
						       .kind = "spending"});
	for (size_t i = 0; i < table->count; i++) {
		const struct book_row *line = &table->rows[i];
		int64_t amount = book_number(line->cells[SPENDING_AMOUNT]);

		if (!month_ended(work, line->cells[SPENDING_AT]) || is_void(work, line))
			continue;
		month_sum(work, so_far, line->id, amount);
		if (!month_has(work, line->cells[SPENDING_AT]))
			continue;
		month_sum(work, spent, line->id, amount);
		month_sum(work, month_choice(work, "spent", line->cells[SPENDING_SOURCE]),
			  line->id, amount);
	}
}

void month_tasks(struct month_work *work)
{
	const struct book_table *tasks = &work->book->tables[BOOK_TASK];
	const struct month_figure part = {.section = MONTH_TASKS, .unit = N_("nhiệm vụ"),
					  .kind = "task"};
	struct month_figure *total, *budget;

	if (!tasks->count)
		return;
	total = month_add(work, (struct month_figure){.section = MONTH_TASKS,
						      .key = "tasks.total",
						      .label = N_("Nhiệm vụ"),
						      .unit = N_("nhiệm vụ"), .kind = "task"});
	month_add_parts(work, &part, "tasks", record_kind_find("task"), "state");
	budget = month_add(work, (struct month_figure){.section = MONTH_TASKS,
						       .key = "tasks.budget",
						       .label = N_("Kinh phí của nhiệm vụ"),
						       .unit = N_("đồng"), .how = MONTH_SUM,
						       .kind = "task"});
	for (size_t i = 0; i < tasks->count; i++) {
		const struct book_row *task = &tasks->rows[i];

		if (!month_ended(work, task->created_at))
			continue;
		month_count(work, total, task->id);
		month_count(work, month_choice(work, "tasks",
					       book_state(work->book, task,
							  task->cells[TASK_STATE], work->to)),
			    task->id);
		month_sum(work, budget, task->id, book_number(task->cells[TASK_BUDGET]));
	}
	add_spent(work);
}

/* ---- (11) the movement --------------------------------------------------- */

static const char *const area_labels[AREAS] = {
	N_("Nội dung 1"), N_("Nội dung 2"), N_("Nội dung 3"), N_("Nội dung 4"),
	N_("Nội dung 5"), N_("Nội dung 6"), N_("Nội dung 7")};

static void add_areas(struct month_work *work)
{
	struct arena *arena = &work->pack->arena;

	for (int i = 0; i <= AREAS; i++)
		month_add(work, (struct month_figure){
					.section = MONTH_MOVEMENT,
					.key = arena_printf(arena, "movement.%d", i),
					.label = i ? area_labels[i - 1]
						   : N_("Chưa ghi nội dung thi đua"),
					.unit = N_("hoạt động"),
					.kind = "activity",
					.is_part = true,
					.is_flow = true,
				});
}

static struct month_figure *unit_figure(struct month_work *work, const char *prefix,
					const char *unit, const char *label, const char *measure)
{
	struct month_figure *figure = month_part(work, prefix, unit);
	struct arena *arena = &work->pack->arena;

	if (figure)
		return figure;
	figure = month_add(work, (struct month_figure){
					 .section = MONTH_MOVEMENT,
					 .key = arena_printf(arena, "%s.%s", prefix, unit),
					 .label = label,
					 .unit = measure,
					 .kind = "activity",
					 .is_part = true,
					 .ref_kind = "unit"});
	figure->ref = arena_str(arena, unit);
	figure->of = figure->ref;
	return figure;
}

/* Every activity of the period that counts. */
static void each_activity(struct month_work *work,
			  void (*fn)(struct month_work *work, const struct book_row *activity))
{
	const struct book_table *table = &work->book->tables[BOOK_ACTIVITY];
	AUTO(arena_done) struct arena arena = {0};
	struct movement_item *items = arena_alloc(&arena, (table->count + 1) * sizeof(*items));

	for (size_t i = 0; i < table->count; i++)
		items[i] = (struct movement_item){
			.id = table->rows[i].id,
			.about = table->rows[i].cells[ACTIVITY_ABOUT],
			.on_date = table->rows[i].cells[ACTIVITY_AT],
			.at = i,
		};
	movement_count_once(items, table->count);
	for (size_t i = 0; i < table->count; i++)
		if (!items[i].is_repeat && month_has(work, items[i].on_date))
			fn(work, &table->rows[items[i].at]);
}

static void take_activity(struct month_work *work, const struct book_row *activity)
{
	const char *area = activity->cells[ACTIVITY_AREA];

	month_count(work, month_whole(work, "movement.total"), activity->id);
	month_count(work, month_part(work, "movement", area ? area : "0"), activity->id);
	if (activity->cells[ACTIVITY_PEOPLE])
		month_sum(work, month_whole(work, "movement.people"), activity->id,
			  book_number(activity->cells[ACTIVITY_PEOPLE]));
}

static void take_of_unit(struct month_work *work, const struct book_row *activity)
{
	const char *unit = activity->cells[ACTIVITY_UNIT];

	if (!unit)
		return;
	if (!month_part(work, "movement.unit", unit))
		month_count(work, month_whole(work, "movement.units"), unit);
	month_count(work, unit_figure(work, "movement.unit", unit, N_("hoạt động"),
				      N_("hoạt động")), activity->id);
}

static void add_units(struct month_work *work)
{
	size_t first;

	month_add(work, (struct month_figure){.section = MONTH_MOVEMENT, .key = "movement.units",
					      .label = N_("Đơn vị có hoạt động"),
					      .unit = N_("đơn vị"), .kind = "unit"});
	first = work->pack->count;
	each_activity(work, take_of_unit);
	month_keep_top(work, first, UNITS_MAX);
}

/* The yearly review: places with their ties. */
static void add_review(struct month_work *work)
{
	const struct book_table *table = &work->book->tables[BOOK_REVIEW];
	AUTO(arena_done) struct arena arena = {0};
	struct movement_place *places = arena_alloc(&arena, (table->count + 1) * sizeof(*places));
	struct month_figure *whole = NULL;
	size_t count = 0;

	for (size_t i = 0; i < table->count; i++)
		if (str_eq(table->rows[i].cells[REVIEW_YEAR], work->pack->period))
			places[count++] = (struct movement_place){
				.id = table->rows[i].id,
				.unit = table->rows[i].cells[REVIEW_UNIT],
				.created_at = table->rows[i].created_at,
				.points = book_number(table->rows[i].cells[REVIEW_POINTS]),
			};
	movement_rank(places, count);
	if (count)
		whole = month_add(work, (struct month_figure){.section = MONTH_MOVEMENT,
							      .key = "review.total",
							      .label = N_("Đơn vị được đánh giá"),
							      .unit = N_("đơn vị"),
							      .kind = "evaluation"});
	for (size_t i = 0; i < count && places[i].place; i++) {
		struct month_figure *figure = unit_figure(
			work, "review", places[i].unit,
			arena_printf(&work->pack->arena, "%s %zu%s", N_("hạng"), places[i].place,
				     places[i].is_tied ? N_(", đồng hạng") : ""), N_("điểm"));

		month_count(work, whole, places[i].id);
		figure->kind = "evaluation";
		figure->how = MONTH_MEASURE;
		month_count(work, figure, places[i].id);
		figure->value = places[i].points;
	}
}

void month_movement(struct month_work *work)
{
	const struct month_book *book = work->book;
	bool is_year = strlen(work->pack->period) == strlen("2026");

	if (!book->tables[BOOK_ACTIVITY].count && !(is_year && book->tables[BOOK_REVIEW].count))
		return;
	month_add(work, (struct month_figure){.section = MONTH_MOVEMENT, .key = "movement.total",
					      .label = N_("Hoạt động phong trào"),
					      .unit = N_("hoạt động"), .kind = "activity"});
	add_areas(work);
	month_add(work, (struct month_figure){.section = MONTH_MOVEMENT, .key = "movement.people",
					      .label = N_("Lượt người tham gia"),
					      .unit = N_("lượt"), .how = MONTH_SUM,
					      .kind = "activity", .is_flow = true});
	each_activity(work, take_activity);
	add_units(work);
	if (is_year)
		add_review(work);
}
