/* The counter: donor, donation, devices, chargers and SIMs are taken in together or not at all.
 * Design: domain-refurb, "Recommended lifecycle". */
#include "flow_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define ROW_VALUES_MAX 24
#define ROWS_A_DEVICE 3 /* itself, its step, its charger */
#define ROWS_OTHER 4 /* donor, donation, pledge and its step */

/* One row that is to be written. */
struct fresh {
	const struct record_kind *kind;
	const char *id, *expect_name, *expect_value;
	bool is_new;
	const char *names[ROW_VALUES_MAX], *values[ROW_VALUES_MAX];
	size_t count;
};

struct counter {
	struct store *store;
	const struct intake *intake;
	struct arena arena;
	char now[CLOCK_TEXT_MAX];
	const char *actor; /* or NULL */
	const char *donor, *donation;
	const char **devices; /* ids, in the order given */
	const char **formers; /* the life that a device had while it was with a pupil, or NULL */
	struct fresh *rows;
	size_t count;
};

static void counter_done(struct counter *counter)
{
	arena_done(&counter->arena);
}

static bool is_said(const char *text)
{
	return text && *text;
}

static void put(struct fresh *row, const char *name, const char *value)
{
	if (!is_said(value))
		return;
	row->names[row->count] = name;
	row->values[row->count++] = value;
}

static struct fresh *change(struct counter *counter, const char *kind, const char *id)
{
	struct fresh *row = &counter->rows[counter->count++];

	row->kind = record_kind_find(kind);
	row->id = id;
	return row;
}

static struct fresh *add(struct counter *counter, const char *kind)
{
	char *id = arena_alloc(&counter->arena, UUID_TEXT_MAX);
	struct fresh *row;

	uuid_new(id);
	row = change(counter, kind, id);
	row->is_new = true;
	return row;
}

/* A line of history, as life.c writes it. */
static void add_step(struct counter *counter, const char *kind, const char *id, const char *action,
		     const char *from, const char *to)
{
	const char *name = store_acting(counter->store)->name;
	struct fresh *step = add(counter, "step");

	put(step, "kind", kind);
	put(step, "subject", id);
	put(step, "action", action);
	put(step, "from_state", from);
	put(step, "to_state", to);
	put(step, "at", counter->now);
	put(step, "by", counter->actor);
	put(step, "by_name", name);
}

/* ---- devices ------------------------------------------------------------- */

const char *flow_intake_lacks(const struct intake_device *device)
{
	if (!is_said(device->device) && !is_said(device->kind))
		return _("loại máy");
	if (!is_said(device->accessories))
		return _("phụ kiện (không có thì ghi: không)");
	if (!is_said(device->media_removed))
		return _("đã tháo SIM, thẻ nhớ chưa");
	if (!is_said(device->battery_safety))
		return _("pin có phồng không");
	return is_said(device->wipe_consent) ? NULL : _("có cho xoá dữ liệu không");
}

static void put_answers(struct counter *counter, struct fresh *row,
			const struct intake_device *device)
{
	put(row, "donation", counter->donation);
	put(row, "accessories", device->accessories);
	put(row, "media_removed", device->media_removed);
	put(row, "battery_safety", device->battery_safety);
	put(row, "wipe_consent", device->wipe_consent);
	put(row, "condition", device->condition);
	put(row, "photo", device->photo);
}

static void put_arrival(struct counter *counter, struct fresh *row)
{
	put(row, "received_at", counter->now);
	put(row, "received_by", counter->actor);
	put(row, "data_state", "unknown");
	put(row, "custody", "bench");
}

static void add_charger(struct counter *counter, const char *rating, const char *device)
{
	struct fresh *charger;

	if (!is_said(rating))
		return;
	charger = add(counter, "accessory");
	put(charger, "kind", "charger");
	put(charger, "rating", rating);
	put(charger, "device", device);
	put(charger, "donation", counter->donation);
	put(charger, "condition", "untested");
	put(charger, "state", "with-device");
}

static const char *add_unprobed(struct counter *counter, const struct intake_device *device)
{
	struct fresh *row = add(counter, "device");

	put(row, "kind", device->kind);
	put(row, "kind_by", "person");
	put(row, "vendor", device->vendor);
	put(row, "model", device->model);
	put_answers(counter, row, device);
	put_arrival(counter, row);
	add_step(counter, "device", row->id, "receive", NULL, "received");
	return row->id;
}

/* What is known of the machine itself goes with it; what was done in its former life does not. */
static const char *add_next_life(struct counter *counter, const struct intake_device *device,
				 const struct row *former)
{
	static const char *const lasting[] = {"kind", "kind_by", "vendor", "model", "serial",
					      "cpu", "memory", "storage"};
	struct fresh *row = add(counter, "device");

	put(row, "former", former->id);
	for (size_t i = 0; i < ARRAY_LEN(lasting); i++)
		put(row, lasting[i], row_get(former, lasting[i]));
	put_answers(counter, row, device);
	put_arrival(counter, row);
	add_step(counter, "device", row->id, "receive", NULL, "received");
	return row->id;
}

static const char *take_known(struct counter *counter, const struct intake_device *device,
			      const struct row *known)
{
	struct fresh *row = change(counter, "device", known->id);
	const char *state = row_get(known, "state");

	row->expect_name = "donation";
	put_answers(counter, row, device);
	if (!row_get(known, "received_at"))
		put_arrival(counter, row);
	add_step(counter, "device", known->id, "receive", state, state);
	return known->id;
}

static bool is_with_pupil(const struct row *known)
{
	const char *state = row_get(known, "state");

	return str_eq(state, "handed-over") || str_eq(state, "in-use");
}

static int is_free(struct counter *counter, const struct row *known, struct err *err)
{
	const char *donation = row_show(known, counter->store, &counter->arena, "donation");

	if (is_with_pupil(known))
		return err_set(err, EPERM,
			       _("%s đang ở học sinh: chọn nhận lại hay được tặng lại"),
			       row_get(known, "tag"));
	if (donation)
		return err_set(err, EPERM, _("%s đã ghi ở đợt ủng hộ %s: bỏ dòng này"),
			       row_get(known, "tag"), donation);
	return 0;
}

static int take_one(struct counter *counter, size_t at, struct err *err)
{
	const struct intake_device *device = &counter->intake->devices[at];
	char id[UUID_TEXT_MAX];
	struct row known = {0};
	bool over = false;
	int r;

	if (!is_said(device->device)) {
		counter->devices[at] = add_unprobed(counter, device);
		return 0;
	}
	r = store_latest_life(counter->store, device->device, id, &over, err);
	if (r == 0)
		r = row_read(&known, counter->store, &counter->arena, "device", id, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < at; i++)
		if (str_eq(counter->devices[i], known.id) || str_eq(counter->formers[i], known.id))
			return err_set(err, EINVAL, _("trùng máy với dòng %zu"), i + 1);
	if (over || (device->is_again && is_with_pupil(&known))) {
		counter->formers[at] = known.id;
		counter->devices[at] = add_next_life(counter, device, &known);
		return 0;
	}
	r = is_free(counter, &known, err);
	if (r == 0)
		counter->devices[at] = take_known(counter, device, &known);
	return r;
}

static int take_devices(struct counter *counter, struct err *err)
{
	const struct intake *intake = counter->intake;

	for (size_t i = 0; i < intake->device_count; i++) {
		const char *lacks = flow_intake_lacks(&intake->devices[i]);
		struct err why;
		int r = lacks ? err_set(&why, EINVAL, _("còn thiếu: %s"), lacks)
			      : take_one(counter, i, &why);

		if (r < 0)
			return err_set(err, -r, _("dòng %zu: %s"), i + 1, why.text);
		add_charger(counter, intake->devices[i].charger, counter->devices[i]);
	}
	return 0;
}

static void take_sims(struct counter *counter)
{
	for (unsigned i = 0; i < counter->intake->sims; i++) {
		struct fresh *sim = add(counter, "sim");

		put(sim, "operator", counter->intake->sim_operator);
		put(sim, "donation", counter->donation);
	}
}

/* ---- who gives, and when ------------------------------------------------- */

static int take_donor(struct counter *counter, struct err *err)
{
	const struct intake *intake = counter->intake;
	struct fresh *donor;
	struct row known;
	int r;

	if (is_said(intake->donor)) {
		r = row_read(&known, counter->store, &counter->arena, "donor", intake->donor, err);
		if (r == 0)
			counter->donor = known.id;
		return r;
	}
	if (!is_said(intake->donor_name) || !is_said(intake->donor_kind))
		return err_set(err, EINVAL, _("bên tặng: còn thiếu tên hoặc loại"));
	donor = add(counter, "donor");
	put(donor, "name", intake->donor_name);
	put(donor, "kind", intake->donor_kind);
	put(donor, "phone", intake->donor_phone);
	counter->donor = donor->id;
	return 0;
}

/* One answer for the paper where all devices have the same; else it is asked again there. */
static const char *common_consent(const struct intake *intake)
{
	const char *first = intake->device_count ? intake->devices[0].wipe_consent : NULL;

	for (size_t i = 1; i < intake->device_count; i++)
		if (!str_eq(first, intake->devices[i].wipe_consent))
			return "not-asked";
	return first;
}

static const char *count_text(struct counter *counter, int64_t before)
{
	return arena_printf(&counter->arena, "%lld",
			    (long long)before + (long long)counter->intake->device_count +
				    (long long)counter->intake->sims);
}

static void add_donation(struct counter *counter)
{
	const struct intake *intake = counter->intake;
	struct fresh *donation = add(counter, "donation");

	put(donation, "donor", counter->donor);
	put(donation, "kind",
	    !intake->sims ? "devices" : intake->device_count ? "mixed" : "sims");
	put(donation, "received_at", counter->now);
	put(donation, "received_by", counter->actor);
	put(donation, "quantity", count_text(counter, 0));
	put(donation, "wipe_consent", common_consent(intake));
	put(donation, "pledge", intake->pledge);
	counter->donation = donation->id;
}

/* More of what is being brought already. */
static int grow_donation(struct counter *counter, struct err *err)
{
	const struct intake *intake = counter->intake;
	struct fresh *donation;
	struct row known;
	int r = row_read(&known, counter->store, &counter->arena, "donation", intake->donation,
			 err);

	if (r < 0)
		return r;
	if (!str_eq(row_get(&known, "donor"), counter->donor) ||
	    !str_eq(row_get(&known, "state"), "open"))
		return err_set(err, EPERM, _("đợt %s là của bên tặng khác hoặc đã nhận đủ"),
			       row_get(&known, "tag"));
	donation = change(counter, "donation", known.id);
	donation->expect_name = "quantity";
	donation->expect_value = row_get(&known, "quantity");
	put(donation, "quantity", count_text(counter, row_number(&known, "quantity")));
	if (intake->sims && str_eq(row_get(&known, "kind"), "devices"))
		put(donation, "kind", "mixed");
	if (intake->device_count && !str_eq(row_get(&known, "wipe_consent"),
					    common_consent(intake)))
		put(donation, "wipe_consent", "not-asked");
	counter->donation = known.id;
	return 0;
}

static int redeem(struct counter *counter, struct err *err)
{
	struct fresh *pledge;
	struct row known;
	int r;

	if (!is_said(counter->intake->pledge))
		return 0;
	r = row_read(&known, counter->store, &counter->arena, "pledge", counter->intake->pledge,
		     err);
	if (r < 0)
		return r;
	pledge = change(counter, "pledge", known.id);
	pledge->expect_name = "state";
	pledge->expect_value = "promised";
	put(pledge, "state", "received");
	put(pledge, "donation", counter->donation);
	add_step(counter, "pledge", known.id, "redeem", "promised", "received");
	return 0;
}

/* ---- all of it ----------------------------------------------------------- */

static int check_whole(struct counter *counter, struct err *err)
{
	const struct intake *intake = counter->intake;

	if (!(store_acting(counter->store)->role & ROLE_BENCH))
		return err_set(err, EPERM,
			       _("người đang làm không được tiếp nhận; đổi người (F4)"));
	if (!intake->device_count && !intake->sims)
		return err_set(err, EINVAL,
			       _("chưa có gì để nhận: quét mã tem hoặc gõ «3 laptop»"));
	if (intake->device_count > INTAKE_DEVICES_MAX || intake->sims > INTAKE_SIMS_MAX)
		return err_set(err, EINVAL, _("mỗi lần nhận nhiều nhất %d máy, %d SIM"),
			       INTAKE_DEVICES_MAX, INTAKE_SIMS_MAX);
	return 0;
}

static int fill(struct counter *counter, struct err *err)
{
	const struct intake *intake = counter->intake;
	size_t room = intake->device_count * ROWS_A_DEVICE + intake->sims + ROWS_OTHER;
	int r = check_whole(counter, err);

	if (r < 0)
		return r;
	counter->rows = arena_alloc(&counter->arena, room * sizeof(*counter->rows));
	counter->devices = arena_alloc(&counter->arena,
				       (2 * intake->device_count + 1) * sizeof(*counter->devices));
	counter->formers = counter->devices + intake->device_count;
	r = take_donor(counter, err);
	if (r == 0 && is_said(intake->donation))
		r = grow_donation(counter, err);
	else if (r == 0)
		add_donation(counter);
	if (r == 0)
		r = take_devices(counter, err);
	if (r < 0)
		return r;
	take_sims(counter);
	return redeem(counter, err);
}

static int write_all(struct counter *counter, struct err *err)
{
	struct store_write *writes =
		arena_alloc(&counter->arena, counter->count * sizeof(*writes));

	for (size_t i = 0; i < counter->count; i++) {
		const struct fresh *row = &counter->rows[i];

		writes[i] = (struct store_write){
			.kind = row->kind, .id = row->id, .is_new = row->is_new,
			.names = row->names, .values = row->values, .count = row->count,
			.expect_name = row->expect_name, .expect_value = row->expect_value,
		};
	}
	return store_write_all(counter->store, writes, counter->count, err);
}

/* What was read since the machine left the pupil is of its new life. A probe of before is not: then
 * it has to be probed again. */
static int bring_probe(struct counter *counter, const struct plan *plan, size_t at, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	AUTO(buf_done) struct buf json = {0};
	struct assess_request request = {.plan = plan, .snapshot = &snapshot};
	struct store_saved saved;
	struct row *steps;
	size_t count;
	int r = row_list(&steps, &count, counter->store, &counter->arena, "step", "subject",
			 counter->formers[at], err);

	if (r < 0 || !count || !plan)
		return r;
	r = store_latest_snapshot(counter->store, counter->formers[at], &json, err);
	if (r == 0)
		r = snapshot_parse(&snapshot, buf_text(&json), json.len, _("bản ghi đã lưu"), err);
	if (r < 0)
		return r == -ENOENT ? 0 : r;
	if (!snapshot.taken_at || strcmp(snapshot.taken_at, row_get(&steps[count - 1], "at")) <= 0)
		return 0;
	assess(&verdict, &request);
	return store_save_snapshot(counter->store, &snapshot, &verdict, counter->devices[at],
				   &saved, err);
}

static int tell(struct counter *counter, struct intake_done *ret, struct err *err)
{
	struct intake_done done = {.count = counter->intake->device_count};
	struct row row;
	int r = row_read(&row, counter->store, &counter->arena, "donation", counter->donation, err);

	if (r < 0)
		return r;
	snprintf(done.donation, sizeof(done.donation), "%s", row.id);
	snprintf(done.donation_tag, STORE_TAG_MAX, "%s", row_get(&row, "tag"));
	for (size_t i = 0; i < done.count && r == 0; i++) {
		r = row_read(&row, counter->store, &counter->arena, "device", counter->devices[i],
			     err);
		if (r == 0)
			snprintf(done.tags[i], STORE_TAG_MAX, "%s", row_get(&row, "tag"));
	}
	if (r == 0)
		*ret = done;
	return r;
}

int flow_intake(struct store *store, const struct plan *plan, const struct intake *intake,
		struct intake_done *ret_done, struct err *err)
{
	AUTO(counter_done) struct counter counter = {.store = store, .intake = intake};
	const char *actor = store_acting(store)->member;
	int r;

	clock_text(counter.now);
	counter.actor = *actor ? actor : NULL;
	r = fill(&counter, err);
	if (r == 0)
		r = write_all(&counter, err);
	/* Everything is in the book: one that this fails for has to be probed again. */
	for (size_t i = 0; r == 0 && i < intake->device_count; i++)
		if (counter.formers[i] && bring_probe(&counter, plan, i, NULL) < 0)
			log_debug("a former life keeps its probe");
	return r < 0 ? r : tell(&counter, ret_done, err);
}
