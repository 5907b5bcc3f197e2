/* What the home screen tells: counted and listed in one read of the book. */
#include "home_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

const struct home_queue_kind home_queue_kinds[HOME_QUEUES] = {
	[HOME_OVERDUE] = {"requests_overdue", N_("Yêu cầu quá hạn"), NULL},
	[HOME_UNREACHED] = {"requests_unreached", N_("Yêu cầu chưa liên hệ"), NULL},
	[HOME_QC] = {"devices_qc", N_("Máy chờ kiểm tra cuối"), NULL},
	[HOME_PARTS] = {"repairs_waiting_parts", N_("Sửa chữa chờ linh kiện"), NULL},
	[HOME_READY] = {"devices_ready", N_("Chờ trao, chưa ai nhận"), NULL},
	[HOME_UNTRIAGED] = {"devices_untriaged", N_("Chưa phân loại > 3 ngày"), NULL},
	[HOME_BLOCKED] = {"devices_blocked", N_("Chờ gỡ khoá > 30 ngày"), NULL},
	[HOME_DRAFTS] = {"drafts", N_("Biểu mẫu điền dở"), NULL},
	[HOME_PROPOSED] = {"recipients_proposed", N_("Đề xuất, chờ xác minh"), "recipient"},
	[HOME_VERIFIED] = {"recipients_verified", N_("Xác minh rồi, chờ duyệt"), "recipient"},
	[HOME_APPROVED] = {"recipients_waiting", N_("Duyệt rồi, chờ máy"), "recipient"},
	[HOME_PAST] = {"kits_past", N_("Quá hạn giữ chỗ"), "kit"},
	[HOME_VISITS] = {"visits_due", N_("Đến hẹn thăm sau trao"), "visit"},
	[HOME_RIGHTS] = {"rights_due", N_("Đề nghị dữ liệu gần hạn"), "rights"},
};

void home_done(struct home *home)
{
	arena_done(&home->arena);
	*home = (struct home){0};
}

void flow_request_clock(struct request_clock *ret, const struct record *request,
			const struct plan *plan, int64_t now)
{
	const struct record_kind *kind = record_kind_find("request");
	const struct request_times times = {
		.received_at = record_value(kind, request, "received_at"),
		.first_contact_at = record_value(kind, request, "first_contact_at"),
		.waiting_since = record_value(kind, request, "waiting_since"),
		.waited_minutes = record_value(kind, request, "waited_minutes"),
		.resolved_at = record_value(kind, request, "resolved_at"),
	};
	int64_t target = plan_target(plan, TARGET_CONTACT_HOURS);

	request_clock_read(ret, &times, now, target ? target : REQUEST_TARGET_HOURS);
}

/* ---- counts ---------------------------------------------------------------------------------- */

void home_days_before(const struct home_reading *reading, int days, char ret[CLOCK_TEXT_MAX])
{
	char day[DATE_TEXT_MAX], text[DATE_TEXT_MAX];
	struct date date;

	snprintf(day, sizeof(day), "%.10s", reading->now);
	ret[0] = '\0';
	if (!date_read(day, &date))
		return;
	date = date_after_days(&date, -days);
	date_print(&date, text);
	snprintf(ret, CLOCK_TEXT_MAX, "%s%.15s", text, reading->now + strlen("YYYY-MM-DD"));
}

static int count_state(const struct home_reading *reading, const char *kind, const char *state,
		       enum home_queue queue, struct err *err)
{
	const struct store_filter filter = {.name = "state", .value = state};

	return store_count_where(reading->store, record_kind_find(kind), &filter, 1,
				 &reading->home->queues[queue], err);
}

/* A device that was only probed was never formally received: then it counts from its first row. */
int home_count_older(const struct home_reading *reading, const char *state, int days,
		     uint64_t *ret_count, struct err *err)
{
	char before[CLOCK_TEXT_MAX];
	const struct store_filter received[] = {
		{.name = "state", .value = state},
		{.name = "received_at", .test = STORE_BELOW, .value = before},
	};
	const struct store_filter found[] = {
		{.name = "state", .value = state},
		{.name = "received_at", .value = NULL},
		{.name = "created_at", .test = STORE_BELOW, .value = before},
	};
	const struct record_kind *device = record_kind_find("device");
	uint64_t first = 0, second = 0;
	int r;

	home_days_before(reading, days, before);
	r = store_count_where(reading->store, device, received, ARRAY_LEN(received), &first, err);
	if (r == 0)
		r = store_count_where(reading->store, device, found, ARRAY_LEN(found), &second,
				      err);
	if (r == 0)
		*ret_count = first + second;
	return r;
}

/* ---- the month ------------------------------------------------------------------------------- */

static void count_one(void *user, const char *value, uint64_t count)
{
	(void)value;
	(void)count;
	++*(uint64_t *)user;
}

/* Each device counts once a month, also one that came back and went out again. */
static int count_handed_over(const struct home_reading *reading, const char *kind,
			     uint64_t *ret_count, struct err *err)
{
	char from[CLOCK_TEXT_MAX];
	const struct store_filter filters[] = {
		{.name = "at", .test = STORE_FROM, .value = from},
		{.name = "kind", .value = kind},
		{.name = "to_state", .value = "handed-over"},
		{.name = "from_state", .test = STORE_IS_NOT, .value = "in-use"},
	};

	snprintf(from, sizeof(from), "%.7s-01T00:00:00+07:00", reading->now);
	return store_tally(reading->store, record_kind_find("step"), "subject", filters,
			   ARRAY_LEN(filters), count_one, ret_count, err);
}

static int read_month(const struct home_reading *reading, struct err *err)
{
	struct home *home = reading->home;
	int r = count_handed_over(reading, "device", &home->month_devices, err);

	home->month_target = plan_target(reading->plan, TARGET_DEVICES_A_MONTH);
	home->month = (reading->now[5] - '0') * 10 + reading->now[6] - '0';
	return r < 0 ? r : count_handed_over(reading, "sim", &home->month_sims, err);
}

/* ---- fund, backup, drafts -------------------------------------------------------------------- */

static int read_fund(const struct home_reading *reading, struct err *err)
{
	int r;

	if (store_may_read(reading->store, record_kind_find("fund"), NULL) < 0)
		return 0;
	r = flow_fund_balance(reading->store, &reading->home->fund, err);
	reading->home->is_fund_known = r == 0;
	return r;
}

static int read_backup(const struct home_reading *reading, struct err *err)
{
	struct home *home = reading->home;
	int64_t at = 0;
	int r = store_backup_at(reading->store, home->backup_at, err);

	home->backup_days = -1;
	if (r == 0 && time_read(home->backup_at, &at))
		home->backup_days = at < reading->now_s ? (int)((reading->now_s - at) / 86400) : 0;
	return r;
}

static int count_conflict(void *user, const struct store_conflict *conflict)
{
	(void)conflict;
	++*(size_t *)user;
	return 0;
}

static void count_refused(void *user, const struct store_refused *refused)
{
	(void)refused;
	++*(size_t *)user;
}

static void count_kit(void *user, const char *id, const char *said)
{
	(void)id;
	(void)said;
	++*(size_t *)user;
}

static int read_sync(const struct home_reading *reading, struct err *err)
{
	struct home *home = reading->home;
	struct store_link link;
	int r = store_sync_link(reading->store, &link, err);

	if (r < 0 || !*link.role)
		return r;
	home->is_sync_failing = link.failures > 0;
	r = store_sync_waiting(reading->store, &home->sync_waiting, err);
	if (r == 0)
		r = store_conflicts(reading->store, count_conflict, &home->sync_conflicts, err);
	if (r == 0)
		r = flow_shared_kits(reading->store, count_kit, &home->kits_shared, err);
	return r < 0 ? r : store_sync_refused(reading->store, count_refused, &home->sync_refused,
					      err);
}

static void count_draft(void *user, const char *form, const char *row, const char *at)
{
	(void)form;
	(void)row;
	(void)at;
	++*(uint64_t *)user;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static int read_empty(const struct home_reading *reading, struct err *err)
{
	static const char *const kinds[] = {"device", "donor", "donation", "request",
					    "member", "unit",  "part",	   "sim"};
	uint64_t count = 0;
	int r = 0;

	for (size_t i = 0; r == 0 && !count && i < ARRAY_LEN(kinds); i++)
		r = store_count_where(reading->store, record_kind_find(kinds[i]), NULL, 0, &count,
				      err);
	reading->home->is_empty = !count;
	return r;
}

/* Lines of the audit from the future tell that the clock was set back; a day's grace for what
 * another bench wrote. */
static int read_clock(const struct home_reading *reading, struct err *err)
{
	char tomorrow[CLOCK_TEXT_MAX];
	const struct store_filter later = {.name = "at", .test = STORE_FROM, .value = tomorrow};
	uint64_t written = 0;
	int r;

	home_days_before(reading, -1, tomorrow);
	r = store_count_where(reading->store, record_kind_find("audit"), &later, 1, &written, err);
	reading->home->is_clock_wrong = !request_clock_is_set(reading->now_s) || written;
	return r;
}

static int read_all(const struct home_reading *reading, struct err *err)
{
	struct home *home = reading->home;
	int r = read_empty(reading, err);

	if (r == 0)
		r = read_clock(reading, err);
	if (r == 0)
		r = count_state(reading, "device", "qc", HOME_QC, err);
	if (r == 0)
		r = count_state(reading, "device", "ready", HOME_READY, err);
	if (r == 0)
		r = count_state(reading, "repair", "waiting-parts", HOME_PARTS, err);
	if (r == 0)
		r = store_drafts(reading->store, count_draft, &home->queues[HOME_DRAFTS], err);
	if (r == 0)
		r = read_fund(reading, err);
	if (r == 0 && !home->is_clock_wrong)
		r = home_count_older(reading, "received", HOME_UNTRIAGED_DAYS,
				     &home->queues[HOME_UNTRIAGED], err);
	if (r == 0 && !home->is_clock_wrong)
		r = read_month(reading, err);
	if (r == 0)
		r = home_count_pupils(reading, err);
	if (r == 0)
		r = read_backup(reading, err);
	if (r == 0)
		r = read_sync(reading, err);
	if (r == 0 && !home->is_clock_wrong)
		r = home_read_duty(reading, err);
	if (r == 0 && !home->is_clock_wrong)
		r = home_read_soon(reading, err);
	return r < 0 ? r : home_read_todo(reading, err);
}

int flow_home(struct home *ret, struct store *store, const struct plan *plan, const char *now,
	      struct err *err)
{
	AUTO(home_done) struct home home = {0};
	struct home_reading reading = {.home = &home, .store = store, .plan = plan, .now = now};
	int r;

	if (strlen(now) < strlen("2000-01-01T00:00:00+07:00") || !time_read(now, &reading.now_s))
		return err_set(err, EINVAL, _("đồng hồ máy sai: «%.40s»"), now);
	r = store_read_begin(store, err);
	if (r < 0)
		return r;
	r = read_all(&reading, err);
	store_read_end(store);
	if (r == 0) {
		*ret = home;
		home = (struct home){0};
	}
	return r;
}
