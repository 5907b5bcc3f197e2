/* A contest from what a plan says of it; from then on its own records hold. */
#include "contest_priv.h"
#include "life_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define WORDS_MAX 8 /* there is room for among what the plan says */

/* Writes being put together; all that they point to lives in the arena. */
struct making {
	struct arena arena;
	struct life_write *writes;
	size_t count, room;
	const struct plan_contest *plan;
};

static void making_done(struct making *making)
{
	arena_done(&making->arena);
}

static struct life_write *add(struct making *making, const char *kind)
{
	struct life_write *write = &making->writes[making->count++];
	char *id = arena_alloc(&making->arena, UUID_TEXT_MAX);

	uuid_new(id);
	*write = (struct life_write){.kind = record_kind_find(kind), .id = id, .is_new = true};
	return write;
}

static void put_number(struct making *making, struct life_write *write, const char *name,
		       int64_t number)
{
	life_put(write, name, arena_printf(&making->arena, "%lld", (long long)number));
}

/* ---- the contest itself -------------------------------------------------------------------- */

static const char *value_given(const struct contest_words *words, const char *name)
{
	for (size_t i = 0; i < words->count; i++)
		if (str_eq(words->names[i], name))
			return words->values[i];
	return NULL;
}

/* The year it is held in: as said, else as the plan's dates have it. */
static int64_t find_year(const struct plan_contest *plan, const struct contest_words *words)
{
	const char *given = value_given(words, "year");
	const char *day = plan->before ? plan->before : plan->announce;
	int64_t year = 0;
	char text[5];

	if (given)
		return str_to_i64(given, &year) ? year : 0;
	snprintf(text, sizeof(text), "%.4s", day ? day : "");
	return str_to_i64(text, &year) ? year : 0;
}

/* The plan's own days are of one year; in another they are for a person to set. */
static bool is_of_year(const char *day, int64_t year)
{
	char text[5];
	int64_t own;

	snprintf(text, sizeof(text), "%.4s", day ? day : "");
	return day && str_to_i64(text, &own) && own == year;
}

static void put_days(struct life_write *write, const struct plan_contest *plan, int64_t year,
		     struct buf *ret_said)
{
	if (is_of_year(plan->opens, year))
		life_put(write, "opens", plan->opens);
	if (is_of_year(plan->announce, year))
		life_put(write, "announce_on", plan->announce);
	if (is_of_year(plan->before, year))
		life_put(write, "deadline", plan->before);
	else
		buf_add_str(ret_said, _("Kế hoạch không định hạn nộp cho năm này: ghi mục "
					"deadline\n"));
}

/* What a person said takes the place of what the plan says. */
static void put_words(struct life_write *write, const struct contest_words *words)
{
	for (size_t i = 0; i < words->count; i++) {
		size_t at = 0;

		while (at < write->count && !str_eq(write->names[at], words->names[i]))
			at++;
		if (at < write->count)
			write->values[at] = words->values[i];
		else
			life_put(write, words->names[i], words->values[i]);
	}
}

/* Entries of a year may be handed in until after it: it is said, and a person looks. */
static void check_deadline(const struct life_write *write, int64_t year, struct buf *ret_said)
{
	char at[CLOCK_TEXT_MAX];

	for (size_t i = 0; i < write->count; i++)
		if (str_eq(write->names[i], "deadline") && write->values[i] &&
		    flow_contest_time(write->values[i], at) && !is_of_year(at, year))
			buf_printf(ret_said, _("Hạn nộp %.10s không ở trong năm %lld của cuộc thi: "
					       "xem lại deadline, year\n"),
				   at, (long long)year);
}

static const char *add_contest(struct making *making, struct store *store, const struct plan *plan,
			       const struct contest_words *words, struct buf *ret_said)
{
	const struct plan_contest *from = making->plan;
	struct life_write *write = add(making, "contest");
	const char *within = row_named(store, &making->arena, "unit", from->within);
	int64_t year = find_year(from, words);

	life_put(write, "name", from->is.label);
	life_put(write, "plan", plan->id);
	life_put(write, "plan_item", from->is.id);
	life_put(write, "programme", row_programme_of(store, &making->arena, plan->id));
	life_put(write, "theme", from->theme);
	life_put(write, "place", from->place);
	life_put(write, "within", within);
	life_put(write, "report_to", from->report_to);
	life_put(write, "late", from->late == LATE_REFUSE ? "refuse" : "board");
	life_put(write, "needs_file", from->needs_file ? "1" : "0");
	life_put(write, "blind", from->is_blind ? "1" : "0");
	life_put(write, "prize_by", from->is_prize_by_category ? "category" : "division");
	if (year)
		put_number(making, write, "year", year);
	if (from->group_max)
		put_number(making, write, "group_max", from->group_max);
	put_days(write, from, year, ret_said);
	if (from->within && !within)
		buf_printf(ret_said, _("Sổ chưa có đơn vị «%s»: thêm rồi ghi vào mục within\n"),
			   from->within);
	put_words(write, words);
	check_deadline(write, year, ret_said);
	return write->id;
}

/* ---- its parts ----------------------------------------------------------------------------- */

static void add_division(struct making *making, const char *contest,
			 const struct plan_division *from)
{
	static const struct {
		const char *id, *field;
	} ranks[] = {{"first", "first_prizes"}, {"second", "second_prizes"},
		     {"third", "third_prizes"}, {"consolation", "consolations"}};
	struct life_write *write = add(making, "division");
	AUTO(buf_done) struct buf audience = {0};

	for (size_t i = 0; i < from->audience_count; i++)
		buf_printf(&audience, "%s%s", i ? " " : "", from->audience[i]);
	life_put(write, "contest", contest);
	life_put(write, "code", from->is.id);
	life_put(write, "name", from->is.label);
	life_put(write, "audience",
		 audience.len ? arena_str(&making->arena, buf_text(&audience)) : NULL);
	for (size_t i = 0; i < making->plan->prize_count; i++)
		for (size_t j = 0; j < ARRAY_LEN(ranks); j++)
			if (str_eq(making->plan->prizes[i].is.id, ranks[j].id))
				put_number(making, write, ranks[j].field,
					   making->plan->prizes[i].count);
	put_number(making, write, "collectives", making->plan->collective);
}

static void add_parts(struct making *making, const char *contest)
{
	static const struct plan_division everybody = {
		.is = {.id = "chung", .label = N_("Chung")}};
	const struct plan_contest *plan = making->plan;

	for (size_t i = 0; i < plan->division_count; i++)
		add_division(making, contest, &plan->divisions[i]);
	if (!plan->division_count)
		add_division(making, contest, &everybody);
	for (size_t i = 0; i < plan->category_count; i++) {
		const struct plan_category *category = &plan->categories[i];
		struct life_write *write = add(making, "category");

		life_put(write, "contest", contest);
		life_put(write, "code", category->is.id);
		life_put(write, "name", category->is.label);
		if (category->is_file_said)
			life_put(write, "needs_file", category->needs_file ? "1" : "0");
	}
	for (size_t i = 0; i < plan->criterion_count; i++) {
		struct life_write *write = add(making, "criterion");

		life_put(write, "contest", contest);
		life_put(write, "code", plan->criteria[i].is.id);
		life_put(write, "name", plan->criteria[i].is.label);
		put_number(making, write, "weight", plan->criteria[i].weight);
		put_number(making, write, "most", plan->criteria[i].most);
	}
}

static int keep(struct making *making, struct store *store, struct err *err)
{
	struct store_write *writes =
		arena_alloc(&making->arena, making->count * sizeof(*writes));

	for (size_t i = 0; i < making->count; i++) {
		const struct life_write *from = &making->writes[i];

		writes[i] = (struct store_write){
			.kind = from->kind, .id = from->id, .is_new = true, .names = from->names,
			.values = from->values, .count = from->count};
	}
	return store_write_all(store, writes, making->count, err);
}

static int check(const struct plan_contest *from, const struct contest_words *words,
		 struct err *err)
{
	const struct record_kind *kind = record_kind_find("contest");
	int64_t year = find_year(from, words);

	for (size_t i = 0; i < words->count; i++) {
		const struct field *field = record_field_find(kind, words->names[i]);

		if (!field || field->read_only)
			return err_set(err, EINVAL, _("cuộc thi không có mục «%.40s» để ghi"),
				       words->names[i]);
	}
	if (words->count > WORDS_MAX)
		return err_set(err, EINVAL, _("quá nhiều mục một lúc: ghi bớt bằng hotroit set"));
	if (!year)
		return err_set(err, EINVAL, _("kế hoạch không nói năm nào: thêm year=2025"));
	if (year < from->yearly.from_year)
		return err_set(err, EINVAL, _("year: kế hoạch tổ chức cuộc thi này từ năm %d"),
			       from->yearly.from_year);
	return 0;
}

/* The same item of the same plan in the same year is one contest; a cancelled one may be begun
 * again. */
static int check_single(struct store *store, const struct plan *plan,
			const struct plan_contest *from, const struct contest_words *words,
			struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row *rows = NULL;
	size_t count = 0;
	int r = row_list(&rows, &count, store, &arena, "contest", "plan", plan->id, err);

	for (size_t i = 0; i < count && r == 0; i++)
		if (str_eq(row_get(&rows[i], "plan_item"), from->is.id) &&
		    row_number(&rows[i], "year") == find_year(from, words) &&
		    !str_eq(row_get(&rows[i], "state"), "cancelled"))
			r = err_set(err, EEXIST,
				    _("cuộc thi này của năm %lld đã lập, mã %s: hotroit contest "
				      "status %s"), (long long)find_year(from, words),
				    row_get(&rows[i], "tag"), row_get(&rows[i], "tag"));
	return r;
}

int flow_contest_new(struct store *store, const struct plan *plan, const char *item,
		     const struct contest_words *words, char ret_id[UUID_TEXT_MAX],
		     struct buf *ret_said, struct err *err)
{
	AUTO(making_done) struct making making = {.plan = plan_contest(&plan->work, item)};
	AUTO(buf_done) struct buf said = {0};
	const char *id;
	int r = store_may_write(store, record_kind_find("contest"), err);

	if (r < 0)
		return r;
	if (!making.plan)
		return err_set(err, ENOENT, _("kế hoạch %s không có cuộc thi «%.40s»; xem hotroit "
					      "plan show %s"), plan->id, item, plan->id);
	r = check(making.plan, words, err);
	if (r == 0)
		r = check_single(store, plan, making.plan, words, err);
	if (r < 0)
		return r;
	making.room = making.plan->division_count + making.plan->category_count +
		      making.plan->criterion_count + 2;
	making.writes = arena_alloc(&making.arena, making.room * sizeof(*making.writes));
	id = add_contest(&making, store, plan, words, &said);
	add_parts(&making, id);
	if (!making.plan->criterion_count)
		buf_add_str(&said, _("Kế hoạch không nói tiêu chí chấm: thêm bằng hotroit add "
				     "criterion\n"));
	r = keep(&making, store, err);
	if (r < 0)
		return r;
	snprintf(ret_id, UUID_TEXT_MAX, "%s", id);
	buf_add_str(ret_said, buf_text(&said));
	return 0;
}
