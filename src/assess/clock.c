/*
 * The two clocks of a request for help. The first runs to the first contact and has the plan's
 * target; the second to the end of the work, and waiting for parts stops it. Benches with an empty
 * clock battery are common: times that can not be are told, not counted with.
 */
#include "assess.h"

#define MINUTE_S 60
#define HOUR_S (60 * MINUTE_S)
#define DAY_S (24 * HOUR_S)
#define HOURS_SHOWN_MAX (72 * HOUR_S)
#define CLOCK_SET_FROM 1577811600 /* 2020-01-01 in Vietnam: before any programme of this kind */

bool request_clock_is_set(int64_t now)
{
	return now >= CLOCK_SET_FROM;
}

/* Seconds from the one to the other; false where one of them can not be. */
static bool between(const char *from_text, int64_t to, int64_t *ret_seconds)
{
	int64_t from;

	if (!from_text || !time_read(from_text, &from) || !request_clock_is_set(from) || to < from)
		return false;
	*ret_seconds = to - from;
	return true;
}

static bool between_texts(const char *from, const char *to_text, int64_t *ret_seconds)
{
	int64_t to;

	return time_read(to_text, &to) && between(from, to, ret_seconds);
}

static void read_contact(struct request_clock *ret, const struct request_times *times, int64_t now,
			 int64_t target)
{
	int64_t taken;

	ret->contact = CONTACT_UNSURE;
	if (times->first_contact_at) {
		if (!between_texts(times->received_at, times->first_contact_at, &taken))
			return;
		ret->contact = taken <= target ? CONTACT_MET : CONTACT_MISSED;
		ret->contact_seconds = taken;
	} else if (between(times->received_at, now, &taken)) {
		ret->contact = taken <= target ? CONTACT_LEFT : CONTACT_OVERDUE;
		ret->contact_seconds = taken <= target ? target - taken : taken - target;
	}
}

/* All the time that parts were waited for, with the wait that still goes on. */
static bool read_waited(const struct request_times *times, int64_t end, int64_t *ret)
{
	int64_t minutes = 0, since = 0;

	if (times->waited_minutes && (!str_to_i64(times->waited_minutes, &minutes) || minutes < 0 ||
				      minutes > INT64_MAX / MINUTE_S / 2))
		return false;
	if (times->waiting_since && !between(times->waiting_since, end, &since))
		return false;
	*ret = minutes * MINUTE_S + since;
	return true;
}

static void read_work(struct request_clock *ret, const struct request_times *times, int64_t now)
{
	int64_t end = now, total, waited;

	ret->work = WORK_UNSURE;
	if ((times->resolved_at && !time_read(times->resolved_at, &end)) ||
	    !between(times->received_at, end, &total) || !read_waited(times, end, &waited) ||
	    waited > total)
		return;
	ret->work = times->resolved_at     ? WORK_DONE
		    : times->waiting_since ? WORK_WAITS
					   : WORK_GOES_ON;
	ret->work_seconds = total - waited;
	ret->waited_seconds = waited;
}

void request_clock_read(struct request_clock *ret, const struct request_times *times, int64_t now,
			int64_t target_hours)
{
	*ret = (struct request_clock){0};
	read_contact(ret, times, now, target_hours * HOUR_S);
	read_work(ret, times, now);
}

/* ---- in words -------------------------------------------------------------------------------- */

void time_span_show(struct buf *ret, int64_t seconds)
{
	long long days = seconds / DAY_S, hours = seconds / HOUR_S;
	int minutes = (int)(seconds % HOUR_S / MINUTE_S);

	if (seconds < HOUR_S)
		buf_printf(ret, _("%d phút"), minutes);
	else if (seconds < HOURS_SHOWN_MAX && !minutes)
		buf_printf(ret, _("%lld giờ"), hours);
	else if (seconds < HOURS_SHOWN_MAX)
		buf_printf(ret, _("%lld giờ %02d"), hours, minutes);
	else if (hours % 24)
		buf_printf(ret, _("%lld ngày %lld giờ"), days, hours % 24);
	else
		buf_printf(ret, _("%lld ngày"), days);
}

void request_clock_show_due(struct buf *ret, const struct request_clock *clock)
{
	AUTO(buf_done) struct buf span = {0};

	time_span_show(&span, clock->contact_seconds);
	if (clock->contact == CONTACT_OVERDUE)
		buf_printf(ret, _("quá %s"), buf_text(&span));
	else if (clock->contact == CONTACT_LEFT)
		buf_printf(ret, _("còn %s"), buf_text(&span));
	else if (clock->contact == CONTACT_UNSURE)
		buf_add_str(ret, _("đồng hồ máy sai"));
	else if (clock->work == WORK_WAITS)
		buf_add_str(ret, _("chờ linh kiện"));
	else if (clock->work == WORK_DONE)
		buf_add_str(ret, _("xong"));
	else
		buf_add_str(ret, _("đang xử lý"));
}

void request_clock_show_contact(struct buf *ret, const struct request_clock *clock)
{
	AUTO(buf_done) struct buf span = {0};

	time_span_show(&span, clock->contact_seconds);
	if (clock->contact == CONTACT_OVERDUE)
		buf_printf(ret, _("chưa liên hệ, quá hạn %s"), buf_text(&span));
	else if (clock->contact == CONTACT_LEFT)
		buf_printf(ret, _("chưa liên hệ, còn %s"), buf_text(&span));
	else if (clock->contact == CONTACT_MET)
		buf_printf(ret, _("đúng hạn, sau %s"), buf_text(&span));
	else if (clock->contact == CONTACT_MISSED)
		buf_printf(ret, _("trễ hạn, sau %s"), buf_text(&span));
	else
		buf_add_str(ret, _("đồng hồ máy sai: xem lại các giờ đã ghi"));
}

void request_clock_show_work(struct buf *ret, const struct request_clock *clock)
{
	AUTO(buf_done) struct buf span = {0}, waited = {0};

	time_span_show(&span, clock->work_seconds);
	time_span_show(&waited, clock->waited_seconds);
	if (clock->work == WORK_DONE)
		buf_printf(ret, _("xong sau %s"), buf_text(&span));
	else if (clock->work == WORK_GOES_ON)
		buf_printf(ret, _("đã %s"), buf_text(&span));
	else if (clock->work == WORK_WAITS)
		buf_printf(ret, _("dừng ở %s, đang chờ linh kiện"), buf_text(&span));
	else
		buf_add_str(ret, _("đồng hồ máy sai: xem lại các giờ đã ghi"));
	if (clock->work != WORK_UNSURE && clock->waited_seconds)
		buf_printf(ret, _(" (không kể %s chờ linh kiện)"), buf_text(&waited));
}
