/* How far the programme reaches: teams, schools and pupils, as at the end of the period; and its
 * money. */
#include "month_priv.h"

#include <string.h>

#define PARENTS_MAX 8 /* a unit's parents are data, and may go in circles */

/* ---- (5) teams and schools ----------------------------------------------- */

static bool exists_at_end(const struct month_work *work, const char *from, const char *last)
{
	return (!from || month_ended(work, from)) && (!last || !month_ended(work, last));
}

static bool unit_exists(const struct month_work *work, const struct book_row *unit)
{
	return exists_at_end(work, unit->cells[UNIT_FROM], unit->cells[UNIT_TO]);
}

/* Is the unit ID this one, or somewhere in it? */
static bool is_within(const struct month_work *work, const char *id, const struct book_row *unit)
{
	for (int i = 0; id && i < PARENTS_MAX; i++) {
		const struct book_row *at = book_find(work->book, BOOK_UNIT, id);

		if (str_eq(id, unit->id))
			return true;
		id = at ? at->cells[UNIT_PARENT] : NULL;
	}
	return false;
}

/* A team of KIND (NULL: any) in the unit. */
static bool has_team(const struct month_work *work, const struct book_row *unit, const char *kind)
{
	const struct book_table *teams = &work->book->tables[BOOK_TEAM];

	for (size_t i = 0; i < teams->count; i++) {
		const struct book_row *team = &teams->rows[i];

		if ((!kind || str_eq(team->cells[TEAM_KIND], kind)) &&
		    exists_at_end(work, team->cells[TEAM_FOUNDED], team->cells[TEAM_ENDED]) &&
		    is_within(work, team->cells[TEAM_UNIT], unit))
			return true;
	}
	return false;
}

static bool names_unit(const struct month_work *work, enum month_kind kind, size_t unit_column,
		       size_t at_column, const struct book_row *unit)
{
	const struct book_table *table = &work->book->tables[kind];

	for (size_t i = 0; i < table->count; i++)
		if (month_ended(work, table->rows[i].cells[at_column]) &&
		    str_eq(table->rows[i].cells[unit_column], unit->id) &&
		    (kind != BOOK_HANDOVER ||
		     !str_eq(table->rows[i].cells[HANDOVER_STATE], "cancelled")))
			return true;
	return false;
}

static bool is_reached(const struct month_work *work, const struct book_row *school)
{
	return has_team(work, school, NULL) ||
	       names_unit(work, BOOK_ROSTER, ROSTER_UNIT, ROSTER_SENT, school) ||
	       names_unit(work, BOOK_HANDOVER, HANDOVER_UNIT, HANDOVER_DATE, school);
}

struct cover {
	struct month_figure *communes, *with_team, *schools, *with_teachers, *reached, *share;
};

static void take_unit(struct month_work *work, const struct cover *cover,
		      const struct book_row *unit)
{
	const char *level = unit->cells[UNIT_LEVEL];

	if (!unit_exists(work, unit))
		return;
	if (str_eq(unit->cells[UNIT_KIND], "commune")) {
		month_count(work, cover->communes, unit->id);
		if (has_team(work, unit, "thanh-nien-it"))
			month_count(work, cover->with_team, unit->id);
	}
	if (!str_eq(level, "th") && !str_eq(level, "thcs"))
		return;
	month_count(work, cover->schools, unit->id);
	if (has_team(work, unit, "giao-vien-it"))
		month_count(work, cover->with_teachers, unit->id);
	if (is_reached(work, unit))
		month_count(work, cover->reached, unit->id);
}

static struct month_figure *add_cover(struct month_work *work, const char *key, const char *label,
				      const char *unit)
{
	return month_add(work, (struct month_figure){.section = MONTH_COVER, .key = key,
						     .label = label, .unit = unit,
						     .kind = "unit"});
}

void month_cover(struct month_work *work)
{
	const struct book_table *units = &work->book->tables[BOOK_UNIT];
	const struct cover cover = {
		.communes = add_cover(work, "cover.communes", N_("Xã, phường"), N_("xã")),
		.with_team = add_cover(work, "cover.communes_team",
				       N_("Xã có tổ Thanh niên IT"), N_("xã")),
		.schools = add_cover(work, "cover.schools", N_("Trường TH, THCS"), N_("trường")),
		.with_teachers = add_cover(work, "cover.schools_teachers",
					   N_("Trường có tổ Giáo viên IT"), N_("trường")),
		.reached = add_cover(work, "cover.schools_reached", N_("Trường đã triển khai"),
				     N_("trường")),
		.share = add_cover(work, "cover.schools_share", N_("Tỷ lệ trường triển khai"),
				   N_("%")),
	};

	for (size_t i = 0; i < units->count; i++)
		take_unit(work, &cover, &units->rows[i]);
	cover.with_team->target = cover.communes->value;
	cover.share->how = MONTH_MEASURE;
	cover.share->target = plan_target(work->book->plan, TARGET_SCHOOLS_PERCENT);
	for (size_t i = 0; i < cover.reached->record_count; i++)
		month_count(work, cover.share, cover.reached->records[i]);
	month_share(cover.share, cover.reached->value, cover.schools->value);
}

/* ---- (6) pupils ---------------------------------------------------------- */

/* How far each has come by the end; those who only wait are told apart from those who were
 * approved. */
static const struct {
	const char *word, *label;
	int column;
} stages[] = {
	{"proposed", N_("Đã đề xuất"), PUPIL_PROPOSED},
	{"verified", N_("Đã xác minh"), PUPIL_VERIFIED},
	{"approved", N_("Đã duyệt"), PUPIL_APPROVED},
	{"served", N_("Đã nhận máy"), PUPIL_SERVED},
	{"waiting", N_("Đã duyệt, chờ máy"), -1},
};

static bool is_at(const struct month_work *work, const struct book_row *pupil, size_t stage)
{
	if (stages[stage].column >= 0)
		return month_ended(work, pupil->cells[stages[stage].column]);
	return month_ended(work, pupil->cells[PUPIL_APPROVED]) &&
	       str_eq(book_state(work->book, pupil, pupil->cells[PUPIL_STATE], work->to),
		      "approved");
}

static void take_pupils(struct month_work *work, struct month_figure *figure, size_t stage,
			int column, const char *value)
{
	const struct book_table *pupils = &work->book->tables[BOOK_RECIPIENT];

	for (size_t i = 0; i < pupils->count; i++)
		if (is_at(work, &pupils->rows[i], stage) &&
		    (column < 0 || str_eq(pupils->rows[i].cells[column], value)))
			month_count(work, figure, pupils->rows[i].id);
}

/* The stages of those whose COLUMN is VALUE; OF: what that is called. */
static void add_stages(struct month_work *work, const char *prefix, const char *of, int column,
		       const char *value)
{
	struct arena *arena = &work->pack->arena;

	for (size_t i = 0; i < ARRAY_LEN(stages); i++) {
		struct month_figure *figure = month_add(
			work, (struct month_figure){.section = MONTH_PUPILS,
						    .key = arena_printf(arena, "%s.%s", prefix,
									stages[i].word),
						    .of = of,
						    .label = stages[i].label,
						    .unit = N_("em"),
						    .kind = "recipient"});

		if (column == PUPIL_UNIT && value) {
			figure->ref_kind = "unit";
			figure->ref = arena_str(arena, value);
		}
		take_pupils(work, figure, i, column, value);
	}
}

static bool has_pupils(const struct month_work *work, const char *unit)
{
	const struct book_table *pupils = &work->book->tables[BOOK_RECIPIENT];

	for (size_t i = 0; i < pupils->count; i++)
		if (str_eq(pupils->rows[i].cells[PUPIL_UNIT], unit))
			return true;
	return false;
}

void month_pupils(struct month_work *work)
{
	const struct field *need = record_field_find(record_kind_find("recipient"), "circumstance");
	const struct book_table *units = &work->book->tables[BOOK_UNIT];
	struct arena *arena = &work->pack->arena;

	add_stages(work, "pupils", NULL, -1, NULL);
	for (size_t i = 0; need->choices[i]; i++)
		add_stages(work, arena_printf(arena, "pupils.%s", need->choices[i]),
			   need->choice_labels[i], PUPIL_CIRCUMSTANCE, need->choices[i]);
	add_stages(work, "pupils.unknown", N_("Chưa ghi hoàn cảnh"), PUPIL_CIRCUMSTANCE, NULL);
	for (size_t i = 0; i < units->count; i++)
		if (has_pupils(work, units->rows[i].id))
			add_stages(work, arena_printf(arena, "pupils.%s", units->rows[i].id),
				   arena_str(arena, units->rows[i].id), PUPIL_UNIT,
				   units->rows[i].id);
	add_stages(work, "pupils.nowhere", N_("Chưa ghi xã"), PUPIL_UNIT, NULL);
}

/* ---- (7) the fund -------------------------------------------------------- */

static int64_t signed_amount(const struct book_row *line)
{
	int64_t amount = book_number(line->cells[FUND_AMOUNT]);

	return str_eq(line->cells[FUND_DIRECTION], "in") ? amount : -amount;
}

static struct month_figure *add_fund(struct month_work *work, const char *key, const char *label)
{
	return month_add(work, (struct month_figure){.section = MONTH_FUND, .key = key,
						     .label = label, .unit = N_("đồng"),
						     .how = MONTH_SUM, .kind = "fund"});
}

static void add_ways(struct month_work *work)
{
	const struct book_table *lines = &work->book->tables[BOOK_FUND];
	const struct month_figure part = {.section = MONTH_FUND, .unit = N_("đồng"),
					  .how = MONTH_SUM, .kind = "fund", .is_flow = true};
	struct month_figure *in, *out;

	in = add_fund(work, "fund.in", N_("Thu trong kỳ"));
	month_add_parts(work, &part, "fund.in", record_kind_find("fund"), "kind");
	out = add_fund(work, "fund.out", N_("Chi trong kỳ"));
	month_add_parts(work, &part, "fund.out", record_kind_find("fund"), "kind");
	for (size_t i = 0; i < lines->count; i++) {
		const struct book_row *line = &lines->rows[i];
		int64_t amount = book_number(line->cells[FUND_AMOUNT]);
		bool is_in = str_eq(line->cells[FUND_DIRECTION], "in");

		if (!month_has(work, line->cells[FUND_AT]))
			continue;
		month_sum(work, is_in ? in : out, line->id, amount);
		month_sum(work, month_choice(work, is_in ? "fund.in" : "fund.out",
					   line->cells[FUND_KIND]), line->id, amount);
	}
}

/* What the month before was closed with; what came into it later is told apart. */
static int set_opening(struct month_work *work, struct month_figure *opening, struct err *err)
{
	AUTO(month_done) struct month_pack before = {0};
	const struct month_figure *closed;
	const struct book_row *closing;
	struct month_figure *adjusted;
	char month[DATE_TEXT_MAX];
	struct date first;
	int r;

	if (!date_read(work->from, &first))
		return 0;
	first = date_after_days(&first, -1);
	date_print(&first, month);
	month[strlen("2026-11")] = '\0';
	closing = book_closing(work->book, month);
	if (!closing)
		return 0;
	r = month_read_closing(&before, closing, err);
	closed = r == 0 ? month_find(&before, "fund.closing") : NULL;
	if (r < 0 || !closed || closed->value == opening->value)
		return r;
	adjusted = add_fund(work, "fund.adjusted", N_("Ghi thêm vào tháng đã chốt"));
	adjusted->how = MONTH_MEASURE;
	adjusted->value = opening->value - closed->value;
	opening->value = closed->value;
	opening->how = MONTH_MEASURE;
	opening->kind = "closing";
	opening->record_count = 0;
	opening->amounts = NULL;
	month_count(work, opening, closing->id);
	return 0;
}

int month_fund(struct month_work *work, struct err *err)
{
	const struct book_table *lines = &work->book->tables[BOOK_FUND];
	struct month_figure *opening = add_fund(work, "fund.opening", N_("Tồn đầu kỳ"));
	struct month_figure *closing;
	int r;

	for (size_t i = 0; i < lines->count; i++)
		if (lines->rows[i].cells[FUND_AT] &&
		    strcmp(lines->rows[i].cells[FUND_AT], work->from) < 0)
			month_sum(work, opening, lines->rows[i].id,
				  signed_amount(&lines->rows[i]));
	r = set_opening(work, opening, err);
	add_ways(work);
	closing = add_fund(work, "fund.closing", N_("Tồn cuối kỳ"));
	for (size_t i = 0; i < lines->count; i++)
		if (month_ended(work, lines->rows[i].cells[FUND_AT]))
			month_sum(work, closing, lines->rows[i].id,
				  signed_amount(&lines->rows[i]));
	return r;
}
