/* People: who asked for help, who helped, and who is to be commended. */
#include "month_priv.h"

#include <stdlib.h>
#include <string.h>

#define RANKS_MAX 10

/* ---- (3) requests -------------------------------------------------------- */

static void read_clock(const struct month_work *work, const struct book_row *request,
		       struct request_clock *ret)
{
	const struct request_times times = {
		.received_at = request->cells[REQUEST_RECEIVED],
		.first_contact_at = request->cells[REQUEST_CONTACT],
		.waiting_since = request->cells[REQUEST_WAITING],
		.waited_minutes = request->cells[REQUEST_WAITED],
		.resolved_at = request->cells[REQUEST_RESOLVED],
	};
	int64_t target = plan_target(work->book->plan, TARGET_CONTACT_HOURS);

	request_clock_read(ret, &times, work->now_s, target ? target : REQUEST_TARGET_HOURS);
}

static int by_number(const void *a, const void *b)
{
	int64_t one = *(const int64_t *)a, other = *(const int64_t *)b;

	return one < other ? -1 : one > other;
}

static void set_median(struct month_figure *figure, int64_t *minutes, size_t count)
{
	figure->is_known = count > 0;
	if (!count)
		return;
	qsort(minutes, count, sizeof(*minutes), by_number);
	figure->value = count % 2 ? minutes[count / 2]
				  : (minutes[count / 2 - 1] + minutes[count / 2]) / 2;
}

struct requests {
	struct month_figure *all, *in_time, *share, *median, *late;
	int64_t *minutes; /* until they were reached */
	size_t reached;
};

static void take_request(struct month_work *work, struct requests *requests,
			 const struct book_row *row)
{
	struct request_clock clock;

	month_count(work, requests->all, row->id);
	read_clock(work, row, &clock);
	if (clock.contact == CONTACT_MET)
		month_count(work, requests->in_time, row->id);
	if (clock.contact == CONTACT_MISSED || clock.contact == CONTACT_OVERDUE)
		month_count(work, requests->late, row->id);
	if (clock.contact != CONTACT_MET && clock.contact != CONTACT_MISSED)
		return;
	month_count(work, requests->median, row->id);
	requests->minutes[requests->reached++] = clock.contact_seconds / 60;
}

static struct month_figure *add_request(struct month_work *work, const char *key,
					const char *label, const char *unit, enum month_how how)
{
	return month_add(work, (struct month_figure){.section = MONTH_REQUESTS,
						     .key = key,
						     .label = label,
						     .unit = unit,
						     .how = how,
						     .kind = "request",
						     .is_flow = how == MONTH_COUNT});
}

/* Those whose time is not over yet are in neither part of the share. */
void month_requests(struct month_work *work)
{
	const struct book_table *table = &work->book->tables[BOOK_REQUEST];
	AUTO(arena_done) struct arena arena = {0};
	struct requests requests = {
		.all = add_request(work, "requests.total", N_("Yêu cầu nhận trong kỳ"),
				   N_("yêu cầu"), MONTH_COUNT),
		.in_time = add_request(work, "requests.in_time", N_("Tiếp cận đúng hạn"),
				       N_("yêu cầu"), MONTH_COUNT),
		.share = add_request(work, "requests.in_time_share", N_("Tỷ lệ đúng hạn"), N_("%"),
				     MONTH_MEASURE),
		.median = add_request(work, "requests.median", N_("Tiếp cận sau (trung vị)"),
				      N_("phút"), MONTH_MEASURE),
		.late = add_request(work, "requests.late", N_("Quá hạn tiếp cận"), N_("yêu cầu"),
				    MONTH_COUNT),
	};

	requests.minutes = arena_alloc(&arena, (table->count + 1) * sizeof(*requests.minutes));
	for (size_t i = 0; i < table->count; i++)
		if (month_has(work, table->rows[i].cells[REQUEST_RECEIVED]))
			take_request(work, &requests, &table->rows[i]);
	set_median(requests.median, requests.minutes, requests.reached);
	month_share(requests.share, requests.in_time->value,
		    requests.in_time->value + requests.late->value);
	for (size_t i = 0; i < requests.in_time->record_count; i++)
		month_count(work, requests.share, requests.in_time->records[i]);
	for (size_t i = 0; i < requests.late->record_count; i++)
		month_count(work, requests.share, requests.late->records[i]);
}

/* ---- (8) who was at work ------------------------------------------------- */

static bool has_record(const struct month_figure *figure, const char *id)
{
	for (size_t i = 0; i < figure->record_count; i++)
		if (str_eq(figure->records[i], id))
			return true;
	return false;
}

static void take_member(struct month_work *work, struct month_figure *figure, const char *member,
			const char *at)
{
	if (member && month_has(work, at) && !has_record(figure, member))
		month_count(work, figure, member);
}

void month_people(struct month_work *work)
{
	const struct book_table *steps = &work->book->tables[BOOK_STEP];
	const struct book_table *repairs = &work->book->tables[BOOK_REPAIR];
	struct month_figure *active, *minutes;

	active = month_add(work, (struct month_figure){.section = MONTH_PEOPLE,
						       .key = "people.active",
						       .label = N_("Người tham gia"),
						       .unit = N_("người"), .kind = "member"});
	minutes = month_add(work, (struct month_figure){.section = MONTH_PEOPLE,
							.key = "people.repair_minutes",
							.label = N_("Công sửa chữa"),
							.unit = N_("phút"), .how = MONTH_SUM,
							.kind = "repair", .is_flow = true});
	for (size_t i = 0; i < steps->count; i++)
		take_member(work, active, steps->rows[i].cells[STEP_BY],
			    steps->rows[i].cells[STEP_AT]);
	for (size_t i = 0; i < repairs->count; i++) {
		const struct book_row *repair = &repairs->rows[i];

		take_member(work, active, repair->cells[REPAIR_BY], repair->cells[REPAIR_CLOSED]);
		if (month_has(work, repair->cells[REPAIR_CLOSED]) && repair->cells[REPAIR_MINUTES])
			month_sum(work, minutes, repair->id,
				  book_number(repair->cells[REPAIR_MINUTES]));
	}
}

/* ---- (9) whom to commend ------------------------------------------------- */

static struct month_figure *rank_of(struct month_work *work, const char *prefix,
				    const struct month_figure *like, const char *id)
{
	struct month_figure *figure = month_part(work, prefix, id);

	if (figure)
		return figure;
	figure = month_add(work, *like);
	figure->section = MONTH_RANKS;
	figure->key = arena_printf(&work->pack->arena, "%s.%s", prefix, id);
	figure->ref = arena_str(&work->pack->arena, id);
	figure->of = figure->ref;
	figure->is_part = true;
	return figure;
}

static const char *donor_of(const struct month_work *work, const struct month_figure *received,
			    size_t i)
{
	const struct book_row *device = book_find(work->book, BOOK_DEVICE, received->records[i]);
	const struct book_row *donation =
		device ? book_find(work->book, BOOK_DONATION, device->cells[DEVICE_DONATION])
		       : NULL;

	return donation ? donation->cells[DONATION_DONOR] : NULL;
}

static void rank_donors(struct month_work *work)
{
	const struct month_figure like = {
		.label = N_("máy tặng"), .unit = N_("máy"), .kind = "device", .ref_kind = "donor"};
	const struct month_figure *received = month_find(work->pack, "received.total");
	size_t first = work->pack->count;

	for (size_t i = 0; received && i < received->record_count; i++) {
		const char *donor = donor_of(work, received, i);

		if (donor)
			month_count(work, rank_of(work, "donor", &like, donor),
				    received->records[i]);
	}
	month_keep_top(work, first, RANKS_MAX);
}

static void rank_members(struct month_work *work)
{
	const struct month_figure like = {
		.label = N_("phiếu sửa xong"), .unit = N_("phiếu"), .kind = "repair",
		.ref_kind = "member"};
	const struct book_table *repairs = &work->book->tables[BOOK_REPAIR];
	size_t first = work->pack->count;

	for (size_t i = 0; i < repairs->count; i++) {
		const struct book_row *repair = &repairs->rows[i];

		if (repair->cells[REPAIR_BY] && str_eq(repair->cells[REPAIR_STATE], "done") &&
		    month_has(work, repair->cells[REPAIR_CLOSED]))
			month_count(work, rank_of(work, "repairer", &like,
						  repair->cells[REPAIR_BY]), repair->id);
	}
	month_keep_top(work, first, RANKS_MAX);
}

void month_ranks(struct month_work *work)
{
	rank_donors(work);
	rank_members(work);
}
