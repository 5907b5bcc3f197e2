/* What the plans want to be reached, against the figures of the month's report: they count. */
#include "flow_priv.h"
#include "month_priv.h"

#include <stdio.h>
#include <string.h>

#define PERCENT 100

void flow_targets_done(struct targets *targets)
{
	arena_done(&targets->arena);
	*targets = (struct targets){0};
}

const char *flow_target_label(enum target_word word)
{
	switch (word) {
	case TARGET_MET: return _("đạt");
	case TARGET_MISSED: return _("chưa đạt");
	case TARGET_HIDDEN: return _("không được xem");
	case TARGET_UNKNOWN: break;
	}
	return _("chưa có số liệu");
}

/* ---- one target ------------------------------------------------------------------------------ */

static int64_t value_of(const struct month_pack *pack, const char *key)
{
	const struct month_figure *figure = month_find(pack, key);

	return figure ? figure->value : 0;
}

static void judge(struct target_line *line)
{
	if (line->needed > 0)
		line->word = line->value >= line->needed ? TARGET_MET : TARGET_MISSED;
}

static void measure_devices(struct target_line *line, const struct target *target,
			    const struct month_pack *pack)
{
	line->figure = "handed.total";
	line->unit = target->unit;
	line->value = value_of(pack, "handed.total");
	line->needed = target->value;
	judge(line);
}

/* All that were due: those answered in time, and those that were not. */
static void measure_contact(struct target_line *line, const struct target *target,
			    const struct month_pack *pack)
{
	int64_t late = value_of(pack, "requests.late");

	(void)target;
	line->figure = late ? "requests.late" : "requests.in_time";
	line->unit = _("yêu cầu");
	line->value = value_of(pack, "requests.in_time");
	line->needed = line->value + late;
	judge(line);
}

static void measure_teams(struct target_line *line, const struct target *target,
			  const struct month_pack *pack)
{
	line->figure = "cover.communes_team";
	line->unit = _("xã");
	line->value = value_of(pack, "cover.communes_team");
	/* The report looks for one team a commune: of more it can not tell. */
	line->needed = target->value == 1 ? value_of(pack, "cover.communes") : 0;
	judge(line);
}

/* So many schools as make the percentage, none less. */
static void measure_schools(struct target_line *line, const struct target *target,
			    const struct month_pack *pack)
{
	int64_t schools = value_of(pack, "cover.schools");

	line->figure = "cover.schools_reached";
	line->unit = _("trường");
	line->value = value_of(pack, "cover.schools_reached");
	line->needed = (schools * target->value + PERCENT - 1) / PERCENT;
	judge(line);
}

static const struct {
	const char *id;
	enum month_section section;
	void (*measure)(struct target_line *line, const struct target *target,
			const struct month_pack *pack);
} measures[] = {
	{TARGET_DEVICES_A_MONTH, MONTH_HANDED, measure_devices},
	{TARGET_CONTACT_HOURS, MONTH_REQUESTS, measure_contact},
	{TARGET_TEAMS_A_COMMUNE, MONTH_COVER, measure_teams},
	{TARGET_SCHOOLS_PERCENT, MONTH_COVER, measure_schools},
};

/* ---- of each plan ---------------------------------------------------------------------------- */

struct measuring {
	struct targets *targets;
	struct store *store;
	const char *now;
};

static void add_target(struct measuring *measuring, const struct plan *plan,
		       const char *programme, const struct target *target,
		       const struct month_pack *pack)
{
	struct targets *targets = measuring->targets;
	struct arena *arena = &targets->arena;
	struct target_line line = {
		.plan = arena_str(arena, plan->id),
		.programme = arena_str(arena, programme),
		.id = arena_str(arena, target->id),
		.clause = arena_str(arena, target->clause),
		.label = arena_str(arena, target->label),
	};

	for (size_t i = 0; i < ARRAY_LEN(measures); i++) {
		if (!str_eq(measures[i].id, target->id))
			continue;
		measures[i].measure(&line, target, pack);
		if (pack->hidden & MONTH_BIT(measures[i].section))
			line.word = TARGET_HIDDEN;
	}
	line.unit = arena_str(arena, line.unit ? line.unit : "");
	targets->lines[targets->count++] = line;
}

static int add_plan(struct measuring *measuring, const struct plan *plan, const char *programme,
		    struct err *err)
{
	struct targets *targets = measuring->targets;
	AUTO(month_done) struct month_pack pack = {0};
	struct target_line *lines;
	int r;

	if (!plan || !plan->target_count)
		return 0;
	for (size_t i = 0; i < targets->count; i++)
		if (str_eq(targets->lines[i].plan, plan->id))
			return 0;
	r = month_figures(&pack, measuring->store, plan, targets->month, measuring->now, err);
	if (r < 0)
		return r;
	lines = arena_alloc(&targets->arena,
			    (targets->count + plan->target_count) * sizeof(*lines));
	if (targets->count)
		memcpy(lines, targets->lines, targets->count * sizeof(*lines));
	targets->lines = lines;
	for (size_t i = 0; i < plan->target_count; i++)
		add_target(measuring, plan, programme, &plan->targets[i], &pack);
	return 0;
}

int flow_targets(struct targets *ret, struct store *store, const struct plan *fallback,
		 const char *month, const char *now, struct err *err)
{
	AUTO(flow_targets_done) struct targets targets = {0};
	AUTO(flow_plans_done) struct plan_library library = {0};
	struct measuring measuring = {&targets, store, now};
	struct row *programmes = NULL;
	size_t count = 0;
	int r = flow_plans_load(&library, NULL, err);

	snprintf(targets.month, sizeof(targets.month), "%.7s", month);
	if (r == 0)
		r = row_list(&programmes, &count, store, &targets.arena, "programme", NULL, NULL,
			     err);
	for (size_t i = 0; r == 0 && i < count; i++)
		r = add_plan(&measuring,
			     row_get(&programmes[i], "plan")
				     ? flow_plan_find(&library, row_get(&programmes[i], "plan"))
				     : NULL, row_get(&programmes[i], "name"), err);
	if (r == 0 && !targets.count)
		r = add_plan(&measuring, fallback, NULL, err);
	if (r < 0)
		return r;
	*ret = targets;
	targets = (struct targets){0};
	return 0;
}
