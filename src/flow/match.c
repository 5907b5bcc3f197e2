/*
 * Who is proposed which device: pupils in the order of need that the plan gives, each with the
 * device of the shelf that serves them best. Only a proposal: a person decides, and reserves.
 */
#include "device_priv.h"
#include "household_priv.h"
#include "kit_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#define DAY_S 86400
#define AT_HOME_OWN 3
#define WORDS_MAX 1024 /* bytes: what another bench made up may be of any length */

struct pupil {
	const struct row *row;
	size_t rank; /* of the circumstance: 0 is first */
	unsigned at_home; /* 0: no device there … AT_HOME_OWN: one of their own */
	bool is_last; /* a sibling has one, and the plan lets others go first */
	int64_t since; /* unix; waits from then on */
};

struct good {
	const struct row *row;
	bool is_taken;
	bool is_wifi_known, has_wifi; /* desktops only: every other kind has it */
};

struct matching_work {
	struct store *store;
	const struct matching *rules;
	struct arena *arena;
	struct row *recipients, *kits, *devices, *sims;
	size_t recipient_count, kit_count, device_count, sim_count;
	struct households homes;
	struct pupil *pupils;
	size_t pupil_count;
	struct good *goods, *cards;
	int64_t now;
};

/* ---- pupils -------------------------------------------------------------- */

static size_t rank_of(const struct matching *rules, const char *circumstance)
{
	size_t i = 0;

	while (i < rules->priority_count && !str_eq(rules->priority[i], circumstance))
		i++;
	return i;
}

static unsigned at_home(const char *has_device)
{
	static const char *const words[] = {"none", "broken", "shared", "own"};

	for (unsigned i = 0; i < ARRAY_LEN(words); i++)
		if (str_eq(has_device, words[i]))
			return i;
	return 0;
}

static void add_pupil(struct matching_work *work, const struct row *row)
{
	struct pupil *pupil = &work->pupils[work->pupil_count];
	bool has_sibling = work->rules->siblings != SIBLINGS_EQUAL &&
			   household_sibling_holds(&work->homes, row->id);

	if (household_holds(&work->homes, row->id) ||
	    (has_sibling && work->rules->siblings == SIBLINGS_ONE))
		return;
	*pupil = (struct pupil){
		.row = row,
		.rank = rank_of(work->rules, row_get(row, "circumstance")),
		.at_home = at_home(row_get(row, "has_device")),
		.is_last = has_sibling,
		.since = work->now,
	};
	if (row_get(row, "proposed_at") && !time_read(row_get(row, "proposed_at"), &pupil->since))
		pupil->since = work->now;
	work->pupil_count++;
}

static int by_need(const void *a, const void *b)
{
	const struct pupil *first = a, *second = b;

	if (first->is_last != second->is_last)
		return first->is_last ? 1 : -1;
	if ((first->at_home == AT_HOME_OWN) != (second->at_home == AT_HOME_OWN))
		return first->at_home == AT_HOME_OWN ? 1 : -1;
	if (first->rank != second->rank)
		return first->rank < second->rank ? -1 : 1;
	if (first->at_home != second->at_home)
		return first->at_home < second->at_home ? -1 : 1;
	if (first->since != second->since)
		return first->since < second->since ? -1 : 1;
	return strcmp(first->row->id, second->row->id);
}

/* ---- devices ------------------------------------------------------------- */

/* Of a desktop alone is it asked: whether its newest reading saw a receiver. */
static int read_wifi(struct matching_work *work, struct good *good, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	const struct fact *fact;
	int r;

	if (!str_eq(row_get(good->row, "kind"), "desktop")) {
		good->is_wifi_known = good->has_wifi = true;
		return 0;
	}
	r = flow_stored_snapshot(work->store, good->row->id, &snapshot, err);
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	fact = facts_find(&snapshot.facts, "wifi.present");
	good->is_wifi_known = fact && fact->state != FACT_UNREADABLE;
	good->has_wifi = fact && fact->state == FACT_KNOWN && fact->yes;
	return 0;
}

static bool can_serve(const struct pupil *pupil, const struct good *good)
{
	return !good->is_taken && ((good->is_wifi_known && good->has_wifi) ||
				   str_eq(row_get(pupil->row, "network"), "wired"));
}

/* How well a device that can serve does so: higher is better. */
static int fitness(const struct matching_work *work, const struct pupil *pupil,
		   const struct good *good)
{
	const char *kind = row_get(good->row, "kind"), *wish = row_get(pupil->row, "wish");
	bool has_keys = str_eq(kind, "laptop") || str_eq(kind, "desktop");
	int64_t grade = row_number(pupil->row, "grade");
	int fit = 0;

	if (wish && str_eq(wish, kind))
		fit += 4;
	else if (wish && !str_eq(wish, "any"))
		fit -= 4;
	if (grade && work->rules->laptop_from_grade)
		fit += (grade >= work->rules->laptop_from_grade) == has_keys ? 2 : 0;
	if (str_eq(kind, "phone"))
		fit--;
	return fit;
}

static struct good *best_for(struct matching_work *work, const struct pupil *pupil)
{
	struct good *best = NULL;
	int best_fit = 0;

	for (size_t i = 0; i < work->device_count; i++) {
		struct good *good = &work->goods[i];
		int fit;

		if (!can_serve(pupil, good))
			continue;
		fit = fitness(work, pupil, good);
		/* The first of equals has stood on the shelf the longest. */
		if (!best || fit > best_fit) {
			best = good;
			best_fit = fit;
		}
	}
	return best;
}

static struct good *card_for(struct matching_work *work, const struct pupil *pupil)
{
	if (!str_eq(row_get(pupil->row, "network"), "none"))
		return NULL;
	for (size_t i = 0; i < work->sim_count; i++)
		if (!work->cards[i].is_taken)
			return &work->cards[i];
	return NULL;
}

/* ---- in words ------------------------------------------------------------ */

static void add_part(struct buf *ret, const char *part)
{
	buf_printf(ret, "%s%s", ret->len ? "; " : "", part);
}

static void say_pupil(struct buf *ret, const struct matching_work *work, const struct pupil *pupil)
{
	static const char *const home[] = {N_("chưa có máy"), N_("máy đã hỏng"),
					   N_("đang dùng chung"), N_("đã có máy riêng")};
	const char *circumstance = row_get(pupil->row, "circumstance");
	int64_t days = (work->now - pupil->since) / DAY_S;

	if (circumstance)
		record_show_value(ret, record_field_find(pupil->row->kind, "circumstance"),
				  circumstance);
	if (row_get(pupil->row, "has_device"))
		add_part(ret, _(home[pupil->at_home]));
	buf_printf(ret, _("%schờ %lld ngày"), ret->len ? "; " : "",
		   (long long)(days > 0 ? days : 0));
	if (pupil->is_last)
		add_part(ret, _("anh chị em đã có máy"));
}

static void say_good(struct buf *ret, const struct pupil *pupil, const struct good *good,
		     const struct good *sim)
{
	const char *wish = row_get(pupil->row, "wish"), *kind = row_get(good->row, "kind");
	const char *network = row_get(pupil->row, "network");

	if (wish && str_eq(wish, kind))
		add_part(ret, _("đúng loại máy cần"));
	else if (wish && !str_eq(wish, "any"))
		add_part(ret, _("không có loại máy cần"));
	if (str_eq(kind, "desktop") && !str_eq(network, "wired"))
		add_part(ret, _("máy bàn có Wi-Fi"));
	if (!network)
		add_part(ret, _("chưa rõ mạng ở nhà"));
	else if (str_eq(network, "none") && !sim)
		add_part(ret, _("nhà không có mạng mà hết SIM"));
}

static const char *why_not(const struct matching_work *work)
{
	for (size_t i = 0; i < work->device_count; i++)
		if (!work->goods[i].is_taken)
			return _("chỉ còn máy bàn không rõ có Wi-Fi: lắp thu Wi-Fi rồi dò lại");
	return _("hết máy sẵn sàng trao");
}

/* ---- together ------------------------------------------------------------ */

static int read_goods(struct matching_work *work, struct err *err)
{
	struct device_doubt doubt = {0};
	int r = row_list(&work->devices, &work->device_count, work->store, work->arena, "device",
			 "state", "ready", err);

	if (r == 0)
		r = row_list(&work->sims, &work->sim_count, work->store, work->arena, "sim",
			     "state", "checked", err);
	if (r < 0)
		return r;
	work->goods = arena_alloc(work->arena, (work->device_count + 1) * sizeof(*work->goods));
	work->cards = arena_alloc(work->arena, (work->sim_count + 1) * sizeof(*work->cards));
	for (size_t i = 0; r == 0 && i < work->device_count; i++) {
		work->goods[i].row = &work->devices[i];
		r = read_wifi(work, &work->goods[i], err);
	}
	/* Nobody is promised a device that could not be reserved. */
	for (size_t i = 0; r == 0 && i < work->device_count; i++) {
		r = device_still_good(work->store, work->arena, &work->devices[i], &doubt, err);
		work->goods[i].is_taken = r == 0 && doubt.why;
	}
	for (size_t i = 0; i < work->sim_count; i++)
		work->cards[i].row = &work->sims[i];
	return r;
}

/* Of a large book only those are read who may be proposed, or whose home tells of one of them. */
static int read_pupils(struct matching_work *work, struct err *err)
{
	struct row *bound = NULL, *all;
	size_t bound_count = 0;
	int r = row_list(&work->recipients, &work->recipient_count, work->store, work->arena,
			 "recipient", "state", "approved", err);

	if (r == 0)
		r = row_list(&work->kits, &work->kit_count, work->store, work->arena, "kit", NULL,
			     NULL, err);
	if (r == 0)
		r = household_members(&bound, &bound_count, work->store, work->arena, err);
	if (r < 0)
		return r;
	work->pupils =
		arena_alloc(work->arena, (work->recipient_count + 1) * sizeof(*work->pupils));
	all = arena_alloc(work->arena, (work->recipient_count + bound_count + 1) * sizeof(*all));
	for (size_t i = 0; i < work->recipient_count; i++)
		all[i] = work->recipients[i];
	for (size_t i = 0; i < bound_count; i++)
		all[work->recipient_count + i] = bound[i];
	households_read(&work->homes, work->arena, all, work->recipient_count + bound_count,
			work->kits, work->kit_count);
	for (size_t i = 0; i < work->recipient_count; i++)
		add_pupil(work, &work->recipients[i]);
	qsort(work->pupils, work->pupil_count, sizeof(*work->pupils), by_need);
	return 0;
}

static const char *cleaned(const struct matching_work *work, const char *text)
{
	AUTO(buf_done) struct buf clean = {0};

	if (text)
		text_clean(&clean, text, strlen(text), WORDS_MAX);
	return arena_str(work->arena, buf_text(&clean));
}

/* DEVICE NULL: nothing is proposed. */
static void make_match(struct matching_work *work, const struct pupil *pupil,
		       const struct good *device, const struct good *sim, struct match *ret)
{
	AUTO(buf_done) struct buf reason = {0};

	*ret = (struct match){.recipient = pupil->row->id,
			      .recipient_tag = cleaned(work, row_get(pupil->row, "tag")),
			      .name = cleaned(work, row_get(pupil->row, "name"))};
	say_pupil(&reason, work, pupil);
	if (device) {
		say_good(&reason, pupil, device, sim);
		ret->device = device->row->id;
		ret->device_tag = row_get(device->row, "tag");
		ret->device_kind = row_get(device->row, "kind");
		ret->device_model = row_get(device->row, "model");
	} else {
		add_part(&reason, pupil->at_home == AT_HOME_OWN
					  ? _("không ghép: mỗi em một máy dùng được")
					  : why_not(work));
	}
	if (sim) {
		ret->sim = sim->row->id;
		ret->sim_tag = row_get(sim->row, "tag");
	}
	ret->reason = cleaned(work, buf_text(&reason));
}

/* One working device a pupil: who has one is left to a person's judgement. */
static void propose(struct matching_work *work, const struct pupil *pupil, struct match *ret)
{
	struct good *device = pupil->at_home == AT_HOME_OWN ? NULL : best_for(work, pupil);
	struct good *sim = device ? card_for(work, pupil) : NULL;

	make_match(work, pupil, device, sim, ret);
	if (device)
		device->is_taken = true;
	if (sim)
		sim->is_taken = true;
}

void flow_matches_done(struct matches *matches)
{
	arena_done(&matches->arena);
}

/* Reads into WORK what a proposal is made from; its texts live in ARENA. */
static int begin(struct matching_work *work, struct store *store, const struct plan *plan,
		 struct arena *arena, struct err *err)
{
	static const struct matching none;
	int r = store_read_begin(store, err);

	if (r < 0)
		return r;
	*work = (struct matching_work){.store = store,
				       .arena = arena,
				       .rules = plan ? &plan->matching : &none,
				       .now = (int64_t)time(NULL)};
	r = read_goods(work, err);
	if (r == 0)
		r = read_pupils(work, err);
	store_read_end(store);
	return r;
}

int flow_match(struct matches *ret, struct store *store, const struct plan *plan, struct err *err)
{
	AUTO(flow_matches_done) struct matches matches = {0};
	struct matching_work work;
	int r = begin(&work, store, plan, &matches.arena, err);

	if (r < 0)
		return r;
	matches.rows = arena_alloc(&matches.arena, (work.pupil_count + 1) * sizeof(*matches.rows));
	for (size_t i = 0; i < work.pupil_count; i++)
		propose(&work, &work.pupils[i], &matches.rows[i]);
	matches.count = work.pupil_count;
	matches.devices = work.device_count;
	*ret = matches;
	matches.arena = (struct arena){0};
	return 0;
}

static bool is_wished(const struct match_wish *wish, const struct row *pupil)
{
	return (!wish->recipient || str_eq(wish->recipient, pupil->id)) &&
	       (!wish->unit || str_eq(wish->unit, row_get(pupil, "school")) ||
		str_eq(wish->unit, row_get(pupil, "unit")));
}

/* Every device that could serve the pupil, the one that does so best first. */
static void add_pairs(struct matching_work *work, const struct match_wish *wish,
		      const struct pupil *pupil, struct buf *ret)
{
	struct good *device;
	struct match match;

	for (size_t i = 0; i < work->device_count; i++)
		work->goods[i].is_taken =
			wish->device && !str_eq(wish->device, work->goods[i].row->id);
	while ((device = best_for(work, pupil))) {
		device->is_taken = true;
		make_match(work, pupil, device, card_for(work, pupil), &match);
		buf_add(ret, &match, sizeof(match));
	}
}

int flow_match_others(struct matches *ret, struct store *store, const struct plan *plan,
		      const struct match_wish *wish, struct err *err)
{
	AUTO(flow_matches_done) struct matches matches = {0};
	AUTO(buf_done) struct buf pairs = {0};
	struct matching_work work;
	int r = begin(&work, store, plan, &matches.arena, err);

	for (size_t i = 0; r == 0 && i < work.pupil_count; i++)
		if (is_wished(wish, work.pupils[i].row))
			add_pairs(&work, wish, &work.pupils[i], &pairs);
	if (r < 0)
		return r;
	matches.rows = arena_alloc(&matches.arena, pairs.len + 1);
	if (pairs.len)
		memcpy(matches.rows, pairs.data, pairs.len);
	matches.count = pairs.len / sizeof(*matches.rows);
	matches.devices = work.device_count;
	*ret = matches;
	matches.arena = (struct arena){0};
	return 0;
}

int flow_match_take(struct store *store, const struct plan *plan, const struct match *match,
		    struct buf *ret_said, struct err *err)
{
	static const char *const names[] = {"recipient", "note", "sim", "handover", "substitutes"};
	const char *const values[] = {match->recipient, match->reason, match->sim, match->handover,
				      match->substitutes};
	const struct flow_step step = {.action = "reserve", .id = match->device, .names = names,
				       .values = values, .count = ARRAY_LEN(names)};

	if (!match->device)
		return err_set(err, EPERM, "%s: %s", match->recipient_tag, match->reason);
	return flow_do(store, plan, record_kind_find("device"), &step, ret_said, err);
}

int flow_match_expire(struct store *store, const struct plan *plan, struct buf *ret_said,
		      struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	char now[CLOCK_TEXT_MAX], today[DATE_TEXT_MAX];
	struct row *kits = NULL;
	size_t count = 0;
	int r = row_list(&kits, &count, store, &arena, "kit", "state", "reserved", err);

	store_now(store, now);
	snprintf(today, sizeof(today), "%.10s", now);
	for (size_t i = 0; r == 0 && i < count; i++) {
		const char *until = row_get(&kits[i], "reserved_until");
		const struct flow_step step = {.action = "release", .id = kits[i].id};
		bool expected;

		if (!until || strcmp(until, today) >= 0)
			continue;
		r = kit_is_expected(&expected, store, &kits[i], today, err);
		if (r < 0 || expected)
			continue;
		r = flow_do(store, plan, record_kind_find("kit"), &step, ret_said, err);
		if (r == 0)
			buf_add_char(ret_said, '\n');
	}
	return r;
}
