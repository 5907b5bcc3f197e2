/* What people sat in during a period, session by session: the volunteers' own training, and all
 * courses and seminars with who completed them. */
#include "course.h"
#include "month_priv.h"

#include <stdlib.h>
#include <string.h>

#define HOUR_MINUTES 60
#define UNITS_MAX 10

/* Somebody in a session of the period, once. */
struct sat {
	const struct book_row *row, *session, *person;
};

struct seats {
	struct arena arena;
	struct sat *list; /* by session and person */
	size_t count;
};

static void seats_done(struct seats *seats)
{
	arena_done(&seats->arena);
}

/* One of the programme's own: a member, or who came as a volunteer or of the Đoàn. */
static bool is_volunteer(const struct book_row *person)
{
	const char *audience = person->cells[REGISTRATION_AUDIENCE];

	return person->cells[REGISTRATION_MEMBER] || str_eq(audience, "tnv") ||
	       str_eq(audience, "doan-vien");
}

static bool counts(const struct month_work *work, const struct book_row *row, struct sat *ret)
{
	struct sat sat = {.row = row};

	if (!str_eq(row->cells[ATTENDANCE_STATE], "counted"))
		return false;
	sat.session = book_find(work->book, BOOK_SESSION, row->cells[ATTENDANCE_SESSION]);
	sat.person = book_find(work->book, BOOK_REGISTRATION, row->cells[ATTENDANCE_REGISTRATION]);
	if (!sat.session || !sat.person || str_eq(sat.session->cells[SESSION_CANCELLED], "1") ||
	    !month_has(work, sat.session->cells[SESSION_DAY]))
		return false;
	*ret = sat;
	return true;
}

static int64_t minutes_of(const struct sat *sat)
{
	int64_t minutes = book_number(sat->row->cells[ATTENDANCE_MINUTES]);

	return course_sat(&minutes, 1, book_number(sat->session->cells[SESSION_MINUTES]));
}

/* The longest of one person in one session comes first. */
static int by_seat(const void *a, const void *b)
{
	const struct sat *one = a, *other = b;
	int64_t left = minutes_of(one), right = minutes_of(other);
	int r = strcmp(one->session->id, other->session->id);

	if (r == 0)
		r = strcmp(one->person->id, other->person->id);
	if (r == 0 && left != right)
		r = left > right ? -1 : 1;
	return r ? r : strcmp(one->row->id, other->row->id);
}

/* Two benches may have written the same person down: the longest counts, once. */
static void gather(struct seats *ret, const struct month_work *work)
{
	const struct book_table *table = &work->book->tables[BOOK_ATTENDANCE];
	size_t found = 0;

	ret->list = arena_alloc(&ret->arena, (table->count + 1) * sizeof(*ret->list));
	for (size_t i = 0; i < table->count; i++)
		found += counts(work, &table->rows[i], &ret->list[found]);
	qsort(ret->list, found, sizeof(*ret->list), by_seat);
	for (size_t i = 0; i < found; i++) {
		const struct sat *last = ret->count ? &ret->list[ret->count - 1] : NULL;

		if (last && last->session == ret->list[i].session &&
		    last->person == ret->list[i].person)
			continue;
		ret->list[ret->count++] = ret->list[i];
	}
}

static int64_t in_hours(int64_t minutes)
{
	return (minutes + HOUR_MINUTES / 2) / HOUR_MINUTES;
}

/* ---- (8) the volunteers ---------------------------------------------------------------------- */

void month_training(struct month_work *work)
{
	AUTO(seats_done) struct seats seats = {0};
	struct month_figure *hours = month_add(
		work, (struct month_figure){.section = MONTH_PEOPLE,
					    .key = "people.training_hours",
					    .label = N_("Số giờ tập huấn"),
					    .unit = N_("giờ"),
					    .how = MONTH_MEASURE,
					    .kind = "attendance"});
	int64_t minutes = 0;

	gather(&seats, work);
	for (size_t i = 0; i < seats.count; i++) {
		if (!is_volunteer(seats.list[i].person))
			continue;
		minutes += minutes_of(&seats.list[i]);
		month_count(work, hours, seats.list[i].row->id);
	}
	hours->value = in_hours(minutes);
	/* Who may not see who came does not know. */
	hours->is_known = !work->book->tables[BOOK_ATTENDANCE].is_hidden &&
			  !work->book->tables[BOOK_REGISTRATION].is_hidden;
}

/* ---- (10) courses and seminars --------------------------------------------------------------- */

static struct month_figure *add(struct month_work *work, struct month_figure figure)
{
	figure.section = MONTH_TRAINING;
	return month_add(work, figure);
}

/* The part of a unit, which is named by its name of today. */
static struct month_figure *of_unit(struct month_work *work, const char *prefix, const char *unit,
				    struct month_figure like)
{
	struct month_figure *figure = month_part(work, prefix, unit ? unit : "unknown");
	struct arena *arena = &work->pack->arena;

	if (figure)
		return figure;
	like.key = arena_printf(arena, "%s.%s", prefix, unit ? unit : "unknown");
	like.is_part = true;
	like.ref_kind = unit ? "unit" : NULL;
	like.ref = arena_str(arena, unit);
	like.of = unit ? like.ref : N_("Chưa rõ đơn vị");
	return add(work, like);
}

static bool is_counted(const struct month_figure *figure, const char *id)
{
	for (size_t i = 0; i < figure->record_count; i++)
		if (str_eq(figure->records[i], id))
			return true;
	return false;
}

/* One that is being prepared still, or was given up, has held nothing. */
static bool is_held(const struct book_row *course)
{
	const char *state = course ? course->cells[COURSE_STATE] : NULL;

	return course && !str_eq(state, "planned") && !str_eq(state, "cancelled");
}

static void add_sessions(struct month_work *work)
{
	const struct book_table *sessions = &work->book->tables[BOOK_SESSION];
	struct month_figure *courses =
		add(work, (struct month_figure){.key = "training.courses", .unit = N_("khoá"),
						.label = N_("Khoá học, hội thảo có buổi trong kỳ"),
						.kind = "course"});
	struct month_figure *held =
		add(work, (struct month_figure){.key = "training.sessions", .unit = N_("buổi"),
						.label = N_("Buổi học đã tổ chức"),
						.kind = "session", .is_flow = true});

	for (size_t i = 0; i < sessions->count; i++) {
		const struct book_row *row = &sessions->rows[i];
		const char *course = row->cells[SESSION_COURSE], *day = row->cells[SESSION_DAY];
		const struct book_row *of = book_find(work->book, BOOK_COURSE, course);

		if (!is_held(of) || str_eq(row->cells[SESSION_CANCELLED], "1") ||
		    !month_has(work, day) ||
		    strncmp(day, work->now, strlen("2026-11-22")) > 0)
			continue;
		month_count(work, held, row->id);
		if (!is_counted(courses, course))
			month_count(work, courses, course);
	}
}

static void add_hours(struct month_work *work, const struct seats *seats)
{
	const struct month_figure like = {.unit = N_("giờ"), .label = N_("giờ học"),
					  .how = MONTH_MEASURE, .kind = "attendance"};
	struct month_figure *whole = add(
		work, (struct month_figure){.key = "training.hours", .unit = N_("giờ"),
					    .label = N_("Giờ học, cộng mọi người"),
					    .how = MONTH_MEASURE, .kind = "attendance"});
	size_t first = work->pack->count;

	for (size_t i = 0; i < seats->count; i++) {
		const struct sat *sat = &seats->list[i];
		struct month_figure *part = of_unit(
			work, "training.hours", sat->person->cells[REGISTRATION_UNIT], like);

		whole->value += minutes_of(sat);
		part->value += minutes_of(sat);
		month_count(work, whole, sat->row->id);
		month_count(work, part, sat->row->id);
	}
	whole->value = in_hours(whole->value);
	for (size_t i = first; i < work->pack->count; i++)
		work->pack->figures[i]->value = in_hours(work->pack->figures[i]->value);
	month_keep_top(work, first, UNITS_MAX);
}

/* Whoever came to any session of a course, once. */
static int by_person(const void *a, const void *b)
{
	return strcmp((*(const struct book_row *const *)a)->id,
		      (*(const struct book_row *const *)b)->id);
}

static void add_learners(struct month_work *work, const struct seats *seats)
{
	const struct month_figure part = {.section = MONTH_TRAINING, .unit = N_("người"),
					  .kind = "registration"};
	AUTO(arena_done) struct arena arena = {0};
	const struct book_row **people = arena_alloc(&arena, (seats->count + 1) * sizeof(*people));
	struct month_figure *whole =
		add(work, (struct month_figure){.key = "training.learners", .unit = N_("người"),
						.label = N_("Người học có mặt"),
						.kind = "registration"});

	month_add_parts(work, &part, "training.audience", record_kind_find("registration"),
			"audience");
	for (size_t i = 0; i < seats->count; i++)
		people[i] = seats->list[i].person;
	qsort(people, seats->count, sizeof(*people), by_person);
	for (size_t i = 0; i < seats->count; i++) {
		if (i && people[i] == people[i - 1])
			continue;
		month_count(work, whole, people[i]->id);
		month_count(work,
			    month_choice(work, "training.audience",
					 people[i]->cells[REGISTRATION_AUDIENCE]),
			    people[i]->id);
	}
}

/* With a certificate that holds; whoever the sweep took the name of still had one. */
static bool has_completed(const struct book_row *person)
{
	const char *state = person->cells[REGISTRATION_STATE];

	return str_eq(state, "completed") ||
	       (str_eq(state, "gone") && person->cells[REGISTRATION_CODE]);
}

/* By when their course was judged. */
static void add_judged(struct month_work *work)
{
	const struct book_table *people = &work->book->tables[BOOK_REGISTRATION];
	struct month_figure *completed =
		add(work, (struct month_figure){.key = "training.completed", .unit = N_("người"),
						.label = N_("Được xét hoàn thành"),
						.kind = "registration"});
	struct month_figure *failed =
		add(work, (struct month_figure){.key = "training.failed", .unit = N_("người"),
						.label = N_("Dự chưa đủ để hoàn thành"),
						.kind = "registration"});

	for (size_t i = 0; i < people->count; i++) {
		const struct book_row *person = &people->rows[i];
		const struct book_row *course =
			book_find(work->book, BOOK_COURSE, person->cells[REGISTRATION_COURSE]);

		if (!course || !month_has(work, course->cells[COURSE_COMPLETED]))
			continue;
		if (has_completed(person))
			month_count(work, completed, person->id);
		else if (str_eq(person->cells[REGISTRATION_STATE], "not-completed"))
			month_count(work, failed, person->id);
	}
}

static void add_certificates(struct month_work *work)
{
	const struct month_figure like = {.unit = N_("giấy"), .label = N_("giấy chứng nhận"),
					  .kind = "registration"};
	const struct book_table *people = &work->book->tables[BOOK_REGISTRATION];
	struct month_figure *whole = add(
		work, (struct month_figure){.key = "training.certificates", .unit = N_("giấy"),
					    .label = N_("Giấy chứng nhận đã cấp"),
					    .kind = "registration", .is_flow = true});
	size_t first = work->pack->count;

	for (size_t i = 0; i < people->count; i++) {
		const struct book_row *person = &people->rows[i];

		if (!person->cells[REGISTRATION_CODE] || !has_completed(person) ||
		    !month_has(work, person->cells[REGISTRATION_COMPLETED]))
			continue;
		month_count(work, whole, person->id);
		month_count(work,
			    of_unit(work, "training.unit", person->cells[REGISTRATION_UNIT], like),
			    person->id);
	}
	month_keep_top(work, first, UNITS_MAX);
}

void month_courses(struct month_work *work)
{
	AUTO(seats_done) struct seats seats = {0};

	if (!work->book->tables[BOOK_COURSE].count)
		return;
	gather(&seats, work);
	add_sessions(work);
	add_hours(work, &seats);
	add_learners(work, &seats);
	add_judged(work);
	add_certificates(work);
}
