/* What a course's desk shows: how far it is, who is there, and what is to be done next. */
#include "course_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

void flow_course_desk_done(struct course_desk *desk)
{
	arena_done(&desk->arena);
}

/* ---- sessions -------------------------------------------------------------------------------- */

/* What is not known comes last. */
static int compare(const char *a, const char *b)
{
	return strcmp(a ? a : "~", b ? b : "~");
}

static int by_day(const void *a, const void *b)
{
	const struct course_session *left = a, *right = b;
	int order = compare(left->day, right->day);

	if (order == 0)
		order = compare(left->starts, right->starts);
	return order ? order : strcmp(left->id, right->id);
}

static void take_sessions(struct course_desk *desk, const struct course_book *book)
{
	struct arena *arena = &desk->arena;
	char now[CLOCK_TEXT_MAX];

	store_now(book->store, now);
	desk->session_count = book->sessions.count;
	desk->sessions = arena_alloc(arena, (desk->session_count + 1) * sizeof(*desk->sessions));
	for (size_t i = 0; i < desk->session_count; i++) {
		const struct row *row = &book->sessions.list[i];
		const char *day = row_get(row, "day");

		desk->sessions[i] = (struct course_session){
			.id = arena_str(arena, row->id),
			.tag = arena_str(arena, row_get(row, "tag")),
			.day = arena_str(arena, day),
			.starts = arena_str(arena, row_get(row, "starts")),
			.topic = arena_str(arena, row_get(row, "topic")),
			.minutes = row_number(row, "minutes"),
			.is_cancelled = session_is_off(row),
			.is_today = day && strncmp(day, now, strlen("YYYY-MM-DD")) == 0,
		};
		for (size_t p = 0; p < book->people.count; p++)
			desk->sessions[i].present +=
				course_sat_in(book, row, book->people.list[p].id) > 0;
	}
	if (desk->session_count)
		qsort(desk->sessions, desk->session_count, sizeof(*desk->sessions), by_day);
}

/* ---- people ---------------------------------------------------------------------------------- */

struct sorting {
	struct course_person person;
	const char *key;
};

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct sorting *)a)->key, ((const struct sorting *)b)->key);
}

static void count_state(struct course_desk *desk, const char *state)
{
	desk->registered += str_eq(state, "registered");
	desk->waiting += str_eq(state, "waiting");
	desk->asked += str_eq(state, "asked");
	desk->withdrawn += str_eq(state, "withdrawn") || str_eq(state, "declined");
	desk->completed += str_eq(state, "completed");
	desk->failed += str_eq(state, "not-completed");
}

static void fill_person(struct sorting *ret, struct course_desk *desk,
			const struct course_book *book, const struct row *row,
			const struct row *session)
{
	struct arena *arena = &desk->arena;
	AUTO(buf_done) struct buf key = {0}, unit = {0};
	const char *name = row_get(row, "name"), *state = row_get(row, "state");

	text_name_key(&key, name ? name : "");
	/* A unit that has not come here yet has no name. */
	if (row_get(row, "unit") && store_title(book->store, record_kind_find("unit"),
						row_get(row, "unit"), &unit, NULL) < 0)
		buf_clear(&unit);
	ret->key = arena_str(arena, buf_text(&key));
	ret->person = (struct course_person){
		.id = arena_str(arena, row->id),
		.tag = arena_str(arena, row_get(row, "tag")),
		.name = arena_str(arena, name ? name : ""),
		.unit = unit.len ? arena_str(arena, buf_text(&unit)) : NULL,
		.state = arena_str(arena, state),
		.state_label = record_choice_label(record_field_find(row->kind, "state"), state),
		.flaws = arena_str(arena, row_get(row, "flaws")),
		.attended = course_attended(book, row->id),
		.is_there = session && course_sat_in(book, session, row->id) > 0,
	};
	count_state(desk, state);
}

static void take_people(struct course_desk *desk, const struct course_book *book,
			const struct row *session)
{
	AUTO(arena_done) struct arena scratch = {0};
	struct sorting *all =
		arena_alloc(&scratch, (book->people.count + 1) * sizeof(*all));

	desk->person_count = book->people.count;
	desk->people = arena_alloc(&desk->arena, (desk->person_count + 1) * sizeof(*desk->people));
	for (size_t i = 0; i < desk->person_count; i++)
		fill_person(&all[i], desk, book, &book->people.list[i], session);
	if (desk->person_count)
		qsort(all, desk->person_count, sizeof(*all), by_key);
	for (size_t i = 0; i < desk->person_count; i++)
		desk->people[i] = all[i].person;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static const struct course_session *session_today(const struct course_desk *desk)
{
	for (size_t i = 0; i < desk->session_count; i++)
		if (desk->sessions[i].is_today && !desk->sessions[i].is_cancelled)
			return &desk->sessions[i];
	return NULL;
}

static bool is_over(const struct course_desk *desk, const char *now)
{
	for (size_t i = 0; i < desk->session_count; i++)
		if (!desk->sessions[i].is_cancelled &&
		    (!desk->sessions[i].day ||
		     strncmp(desk->sessions[i].day, now, strlen("YYYY-MM-DD")) >= 0))
			return false;
	return true;
}

static const char *next_step(const struct course_desk *desk, const char *now)
{
	if (str_eq(desk->state, "planned"))
		return desk->session_count
			       ? _("Xem lại buổi, ngày, số chỗ; rồi mở đăng ký (F6, do open)")
			       : _("Thêm buổi học (F11), rồi mở đăng ký (F6, do open)");
	if (desk->asked && (str_eq(desk->state, "open") || str_eq(desk->state, "running")))
		return _("Quyết định từng người chờ xét (F2): nhận, từ chối hoặc cho rút");
	if (session_today(desk) && (str_eq(desk->state, "open") || str_eq(desk->state, "running")))
		return _("Hôm nay có buổi học: điểm danh (F5, hotroit checkin)");
	if (str_eq(desk->state, "open"))
		return desk->registered
			       ? _("Trước buổi đầu: in danh sách ký tên (F8), thẻ QR (F11)")
			       : _("Ghi người học (F7), hoặc cả danh sách: hotroit course import");
	if (str_eq(desk->state, "running"))
		return is_over(desk, now) ? _("Học xong: xét hoàn thành (F6, do complete)")
					  : _("Ghi nốt tờ ký của buổi đã học, chờ buổi sau");
	if (str_eq(desk->state, "done") && desk->certifies)
		return _("In giấy chứng nhận (F12); rồi kết thúc khoá (F6, do finish)");
	return str_eq(desk->state, "done") ? _("Kết thúc khoá (F6, do finish)") : "";
}

int flow_course_desk(struct course_desk *ret, struct store *store, const char *course,
		     const char *session, struct err *err)
{
	AUTO(course_book_done) struct course_book book = {0};
	struct course_desk desk = {.id = NULL};
	char now[CLOCK_TEXT_MAX];
	int r = course_book_read(&book, store, course, err);

	if (r < 0)
		return r;
	store_now(store, now);
	desk.id = arena_str(&desk.arena, book.course.id);
	desk.tag = arena_str(&desk.arena, row_get(&book.course, "tag"));
	desk.name = arena_str(&desk.arena, row_get(&book.course, "name"));
	desk.state = arena_str(&desk.arena, row_get(&book.course, "state"));
	desk.state_label =
		record_choice_label(record_field_find(book.course.kind, "state"), desk.state);
	desk.minutes = course_minutes(&book);
	desk.percent = course_percent(&book);
	desk.needed = course_needed(desk.minutes, desk.percent);
	desk.quota = row_number(&book.course, "quota");
	desk.certifies = course_certifies(&book);
	take_sessions(&desk, &book);
	take_people(&desk, &book, rows_find(&book.sessions, session));
	desk.todo = next_step(&desk, now);
	*ret = desk;
	return 0;
}

int flow_course_desk_of(struct course_desk *ret, struct store *store, const char *session,
			struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row row = {0};
	int r = row_read(&row, store, &arena, "session", session, err);

	return r < 0 ? r : flow_course_desk(ret, store, row_get(&row, "course"), row.id, err);
}

/* ---- hours by unit --------------------------------------------------------------------------- */

struct gathering {
	struct arena *arena;
	struct course_hours *rows;
	const char **ids; /* of the units, in parallel */
	size_t count, room;
};

static struct course_hours *hours_of(struct gathering *all, struct store *store, const char *unit)
{
	AUTO(buf_done) struct buf name = {0};
	struct course_hours *rows;
	const char **ids;

	for (size_t i = 0; i < all->count; i++)
		if (str_eq(all->ids[i] ? all->ids[i] : "", unit ? unit : ""))
			return &all->rows[i];
	if (all->count == all->room) {
		all->room = all->room ? all->room * 2 : 32;
		rows = arena_alloc(all->arena, all->room * sizeof(*rows));
		ids = arena_alloc(all->arena, all->room * sizeof(*ids));
		if (all->count) {
			memcpy(rows, all->rows, all->count * sizeof(*rows));
			memcpy(ids, all->ids, all->count * sizeof(*ids));
		}
		all->rows = rows;
		all->ids = ids;
	}
	if (unit && store_title(store, record_kind_find("unit"), unit, &name, NULL) < 0)
		buf_add_str(&name, unit);
	all->ids[all->count] = arena_str(all->arena, unit);
	all->rows[all->count] = (struct course_hours){
		.unit = unit ? arena_str(all->arena, buf_text(&name)) : NULL};
	return &all->rows[all->count++];
}

static int add_course(struct gathering *all, struct store *store, const char *course,
		      struct err *err)
{
	AUTO(course_book_done) struct course_book book = {0};
	int r = course_book_read(&book, store, course, err);

	for (size_t i = 0; r == 0 && i < book.people.count; i++) {
		const struct row *person = &book.people.list[i];
		struct course_hours *hours;

		/* Who was judged and then forgotten still counts. */
		if (!person_has_place(person) &&
		    !(str_eq(row_get(person, "state"), "gone") && row_get(person, "attended")))
			continue;
		hours = hours_of(all, store, row_get(person, "unit"));
		hours->people++;
		hours->completed += person_completed(person);
		hours->minutes += course_attended(&book, person->id);
	}
	return r;
}

static int by_unit(const void *a, const void *b)
{
	const struct course_hours *left = a, *right = b;
	AUTO(buf_done) struct buf one = {0}, other = {0};

	if (!left->unit || !right->unit)
		return !left->unit - !right->unit;
	text_sort_key(&one, left->unit);
	text_sort_key(&other, right->unit);
	return strcmp(buf_text(&one), buf_text(&other));
}

int flow_course_hours(struct store *store, int64_t year, struct arena *arena,
		      struct course_hours **ret, size_t *ret_count, struct err *err)
{
	struct gathering all = {.arena = arena};
	struct rows courses = {0};
	int r = store_may_read(store, record_kind_find("registration"), err);

	if (r == 0)
		r = row_list(&courses.list, &courses.count, store, arena, "course", NULL, NULL,
			     err);
	for (size_t i = 0; r == 0 && i < courses.count; i++)
		if ((!year || row_number(&courses.list[i], "year") == year) &&
		    !str_eq(row_get(&courses.list[i], "state"), "cancelled"))
			r = add_course(&all, store, courses.list[i].id, err);
	if (r < 0)
		return r;
	if (all.count)
		qsort(all.rows, all.count, sizeof(*all.rows), by_unit);
	*ret = all.rows;
	*ret_count = all.count;
	return 0;
}
