/* Devices: what was handed over, what came in, what stands on the shelf and what was found. */
#include "month_priv.h"

#include <stdio.h>
#include <string.h>

#define MONTHS 12

/* ---- (1) handed over ----------------------------------------------------- */

/* Each device counts once, also one that came back and went out again; as on the home screen. */
static void each_handed(struct month_work *work, const char *kind,
			void (*fn)(struct month_work *work, const char *id))
{
	const struct book_table *steps = &work->book->tables[BOOK_STEP];
	const char *last = NULL;

	for (size_t i = 0; i < steps->count; i++) {
		const struct book_row *step = &steps->rows[i];
		const char *subject = step->cells[STEP_SUBJECT];
		const struct book_row *all;
		size_t count;

		if (!str_eq(step->cells[STEP_KIND], kind) || str_eq(subject, last) ||
		    !str_eq(step->cells[STEP_TO], "handed-over") ||
		    str_eq(step->cells[STEP_FROM], "in-use") ||
		    !month_has(work, step->cells[STEP_AT]) || !uuid_is(subject))
			continue;
		all = book_steps(work->book, subject, &count);
		if (book_is_undone(all, count, step))
			continue;
		fn(work, subject);
		last = subject;
	}
}

static void take_device(struct month_work *work, const char *id)
{
	const struct book_row *device = book_find(work->book, BOOK_DEVICE, id);

	month_count(work, month_whole(work, "handed.total"), id);
	month_count(work, month_choice(work, "handed", device ? device->cells[DEVICE_KIND] : NULL),
		    id);
}

static void take_sim(struct month_work *work, const char *id)
{
	month_count(work, month_whole(work, "handed.sim"), id);
}

static void take_of_month(struct month_work *work, const char *id)
{
	char month[8];

	snprintf(month, sizeof(month), "%.2s", work->from + strlen("2026-"));
	month_count(work, month_part(work, "monthly", month), id);
	month_count(work, month_whole(work, "monthly.total"), id);
}

static const char *const month_labels[MONTHS] = {
	N_("Tháng 1"), N_("Tháng 2"),  N_("Tháng 3"),  N_("Tháng 4"),
	N_("Tháng 5"), N_("Tháng 6"),  N_("Tháng 7"),  N_("Tháng 8"),
	N_("Tháng 9"), N_("Tháng 10"), N_("Tháng 11"), N_("Tháng 12")};

static void add_months(struct month_work *work, int64_t target)
{
	month_add(work, (struct month_figure){.section = MONTH_HANDED,
					      .key = "monthly.total",
					      .label = N_("Lượt trao từng tháng"),
					      .unit = N_("lượt"),
					      .kind = "device"});
	for (int i = 0; i < MONTHS; i++)
		month_add(work, (struct month_figure){
					.section = MONTH_HANDED,
					.key = arena_printf(&work->pack->arena, "monthly.%02d",
							    i + 1),
					.label = month_labels[i],
					.unit = N_("lượt"),
					.kind = "device",
					.is_part = true,
					.target = target,
				});
	/* One that went out again in a later month counts there, too. */
	for (int i = 0; i < MONTHS; i++) {
		struct month_work month = *work;

		snprintf(month.from, sizeof(month.from), "%.4s-%02d-01", work->from, i + 1);
		if (i + 1 < MONTHS)
			snprintf(month.to, sizeof(month.to), "%.4s-%02d-01", work->from, i + 2);
		each_handed(&month, "device", take_of_month);
	}
}

void month_handed(struct month_work *work)
{
	int64_t target = plan_target(work->book->plan, TARGET_DEVICES_A_MONTH);
	bool is_year = strlen(work->pack->period) == strlen("2026");
	const struct month_figure part = {.section = MONTH_HANDED, .unit = N_("máy"),
					  .kind = "device", .is_flow = true};

	month_add(work, (struct month_figure){.section = MONTH_HANDED,
					      .key = "handed.total",
					      .label = N_("Thiết bị đã trao"),
					      .unit = N_("máy"),
					      .target = is_year ? target * MONTHS : target,
					      .kind = "device"});
	month_add_parts(work, &part, "handed", record_kind_find("device"), "kind");
	month_add(work, (struct month_figure){.section = MONTH_HANDED,
					      .key = "handed.sim",
					      .label = N_("SIM dữ liệu (tính riêng)"),
					      .unit = N_("SIM"),
					      .kind = "sim",
					      .is_flow = true});
	each_handed(work, "device", take_device);
	each_handed(work, "sim", take_sim);
	if (is_year)
		add_months(work, target);
}

/* ---- (2) received, in stock ---------------------------------------------- */

/* One that was only probed was never formally received. */
static const char *received_at(const struct book_row *device)
{
	return device->cells[DEVICE_RECEIVED] ? device->cells[DEVICE_RECEIVED] : device->created_at;
}

static const struct book_row *donor_of(const struct month_work *work, const char *donation)
{
	const struct book_row *row = book_find(work->book, BOOK_DONATION, donation);

	return row ? book_find(work->book, BOOK_DONOR, row->cells[DONATION_DONOR]) : NULL;
}

static void add_received(struct month_work *work)
{
	const struct book_table *devices = &work->book->tables[BOOK_DEVICE];
	const struct book_table *sims = &work->book->tables[BOOK_SIM];
	struct month_figure *total, *sim;
	const struct month_figure part = {.section = MONTH_RECEIVED, .unit = N_("máy"),
					  .kind = "device", .is_flow = true};

	total = month_add(work, (struct month_figure){.section = MONTH_RECEIVED,
						      .key = "received.total",
						      .label = N_("Thiết bị tiếp nhận"),
						      .unit = N_("máy"), .kind = "device"});
	month_add_parts(work, &part, "received", record_kind_find("donor"), "kind");
	sim = month_add(work, (struct month_figure){.section = MONTH_RECEIVED,
						    .key = "received.sim",
						    .label = N_("SIM tiếp nhận"),
						    .unit = N_("SIM"), .kind = "sim",
						    .is_flow = true});
	for (size_t i = 0; i < devices->count; i++) {
		const struct book_row *device = &devices->rows[i];
		const struct book_row *donor = donor_of(work, device->cells[DEVICE_DONATION]);

		if (!month_has(work, received_at(device)))
			continue;
		month_count(work, total, device->id);
		month_count(work, month_choice(work, "received", donor ? donor->cells[DONOR_KIND]
								     : NULL), device->id);
	}
	for (size_t i = 0; i < sims->count; i++)
		if (month_has(work, sims->rows[i].created_at))
			month_count(work, sim, sims->rows[i].id);
}

static bool is_one_of(const char *word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(words[i], word))
			return true;
	return false;
}

static bool is_in_stock(const char *state)
{
	static const char *const held[] = {
		"received", "triage", "blocked", "repair", "waiting-parts", "testing", "wiping",
		"qc", "ready", "reserved", "returned", "stripped", "liquidating"};

	return is_one_of(state, held, ARRAY_LEN(held));
}

/* Nobody has it in mind yet, and it could still be given. */
static bool waits(const char *state)
{
	static const char *const gone[] = {"reserved", "stripped", "liquidating"};

	return is_in_stock(state) && !is_one_of(state, gone, ARRAY_LEN(gone));
}

/* Days from its coming to the end of the period, or to today. */
static int64_t days_waited(const struct month_work *work, const char *since)
{
	int64_t from, to;
	char end[CLOCK_TEXT_MAX];

	snprintf(end, sizeof(end), "%sT00:00:00+07:00", work->to);
	if (!time_read(since, &from) || !time_read(end, &to))
		return 0;
	to = work->now_s < to ? work->now_s : to;
	return to > from ? (to - from) / 86400 : 0;
}

static void add_stock(struct month_work *work)
{
	const struct book_table *devices = &work->book->tables[BOOK_DEVICE];
	const struct month_figure part = {.section = MONTH_RECEIVED, .unit = N_("máy"),
					  .kind = "device"};
	const struct book_row *oldest = NULL;
	struct month_figure *total, *age;

	total = month_add(work, (struct month_figure){.section = MONTH_RECEIVED,
						      .key = "stock.total",
						      .label = N_("Thiết bị đang giữ cuối kỳ"),
						      .unit = N_("máy"), .kind = "device"});
	month_add_parts(work, &part, "stock", record_kind_find("device"), "state");
	for (size_t i = 0; i < devices->count; i++) {
		const struct book_row *device = &devices->rows[i];
		const char *state = book_state(work->book, device, device->cells[DEVICE_STATE],
					       work->to);

		if (!month_ended(work, received_at(device)) || !is_in_stock(state))
			continue;
		month_count(work, total, device->id);
		month_count(work, month_choice(work, "stock", state), device->id);
		if (waits(state) &&
		    (!oldest || strcmp(received_at(device), received_at(oldest)) < 0))
			oldest = device;
	}
	age = month_add(work, (struct month_figure){.section = MONTH_RECEIVED,
						    .key = "waiting.oldest",
						    .label = N_("Máy chờ lâu nhất"),
						    .unit = N_("ngày"), .how = MONTH_MEASURE,
						    .kind = "device"});
	age->is_known = oldest != NULL;
	if (oldest) {
		month_count(work, age, oldest->id);
		age->value = days_waited(work, received_at(oldest));
	}
}

void month_received(struct month_work *work)
{
	add_received(work);
	add_stock(work);
}

/* ---- (4) verdicts -------------------------------------------------------- */

struct failing {
	struct month_work *work;
	struct month_figure *total, *failed;
};

static const struct rule *find_rule(const struct plan *plan, const char *id)
{
	for (size_t i = 0; plan && i < plan->profile_count; i++)
		for (size_t k = 0; k < plan->profiles[i].rule_count; k++)
			if (str_eq(plan->profiles[i].rules[k].id, id))
				return &plan->profiles[i].rules[k];
	return NULL;
}

/* "laptop.memory" and "desktop.memory" are one cause. */
static void take_cause(struct month_work *work, const char *device, const char *id)
{
	const struct rule *rule = find_rule(work->book->plan, id);
	const char *cause = strchr(id, '.') ? strchr(id, '.') + 1 : id;
	struct arena *arena = &work->pack->arena;
	struct month_figure *figure = month_part(work, "cause", cause);

	if (rule && rule->level != RULE_MANDATORY)
		return;
	if (!figure)
		figure = month_add(work, (struct month_figure){
						 .section = MONTH_VERDICTS,
						 .key = arena_printf(arena, "cause.%s", cause),
						 .label = arena_str(arena, rule ? rule->label : id),
						 .unit = N_("máy"),
						 .kind = "device",
						 .is_part = true});
	if (!figure->record_count || !str_eq(figure->records[figure->record_count - 1], device))
		month_count(work, figure, device);
}

static void take_verdict(void *user, const char *device, const char *word, const char *rule)
{
	struct failing *failing = user;
	struct month_work *work = failing->work;

	if (rule && str_eq(word, "fail"))
		take_cause(work, device, rule);
	if (rule)
		return;
	month_count(work, failing->total, device);
	if (str_eq(word, "fail"))
		month_count(work, failing->failed, device);
	month_count(work, month_choice(work, "verdict", word), device);
}

#define CAUSES_MAX 8

int month_verdicts(struct month_work *work, struct err *err)
{
	struct failing failing = {.work = work};
	const struct month_figure part = {.section = MONTH_VERDICTS, .unit = N_("máy"),
					  .kind = "device"};
	size_t first;
	int r;

	failing.total = month_add(work, (struct month_figure){.section = MONTH_VERDICTS,
							      .key = "verdict.total",
							      .label = N_("Máy được kết luận"),
							      .unit = N_("máy"),
							      .kind = "device"});
	month_add_parts(work, &part, "verdict", record_kind_find("device"), "verdict");
	failing.failed = month_add(work, (struct month_figure){.section = MONTH_VERDICTS,
							       .key = "cause.total",
							       .label = N_("Không đạt, do"),
							       .unit = N_("máy"),
							       .kind = "device"});
	first = work->pack->count;
	r = store_verdicts(work->book->store, work->from, work->to, take_verdict, &failing, err);
	month_keep_top(work, first, CAUSES_MAX);
	return r;
}
