/* A course's papers: certificates, the list to sign, codes for those who come. */
#include "course_priv.h"
#include "export_award.h"
#include "export_course.h"
#include "paper_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define HOUR_MINUTES 60

/* The people of a course by given name, and the row of each. */
struct person {
	const struct row *row;
	const char *key;
};

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct person *)a)->key, ((const struct person *)b)->key);
}

typedef bool (*person_fn)(const struct row *person);

static struct person *sort_people(struct desk *desk, const struct course_book *book,
				  person_fn is_wanted, size_t *ret_count)
{
	struct person *all =
		arena_alloc(&desk->arena, (book->people.count + 1) * sizeof(*all));
	size_t count = 0;

	for (size_t i = 0; i < book->people.count; i++) {
		const struct row *row = &book->people.list[i];
		AUTO(buf_done) struct buf key = {0};

		if (!is_wanted(row))
			continue;
		text_name_key(&key, row_get(row, "name") ? row_get(row, "name") : "");
		all[count++] = (struct person){
			row, arena_printf(&desk->arena, "%s %s", buf_text(&key), row->id)};
	}
	if (count)
		qsort(all, count, sizeof(*all), by_key);
	*ret_count = count;
	return all;
}

/* What the plan says of the course's papers; NULL where the course is of none. */
struct basis {
	const char *issuer;
	const char *words; /* "theo Kế hoạch số 3249/QĐ-UBND" */
};

static int read_basis(struct basis *ret, struct desk *desk, const struct course_book *book,
		      struct err *err)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	const char *id = row_get(&book->course, "plan");
	struct arena *arena = &desk->arena;
	const struct plan *plan;
	int r = id ? flow_plans_load(&library, NULL, err) : 0;

	*ret = (struct basis){NULL, NULL};
	plan = id && r == 0 ? flow_plan_find(&library, id) : NULL;
	if (!plan)
		return r;
	ret->issuer = arena_str(arena, plan->issuer);
	ret->words = plan->number ? arena_printf(arena, N_("theo văn bản số %s"), plan->number)
				  : arena_printf(arena, N_("theo kế hoạch %s"), plan->title);
	return 0;
}

static int head(struct paper_head *ret, struct desk *desk, const struct course_book *book,
		const char *date, const char *type, struct err *err)
{
	struct basis basis;
	int r = read_basis(&basis, desk, book, err);

	desk->issuer = basis.issuer;
	if (r == 0)
		r = desk_head(ret, desk,
			      &(struct desk_subject){&book->course, date, type,
						     row_get(&book->course, "tag")},
			      err);
	if (r == 0)
		desk_sign(desk, ret);
	return r;
}

/* ---- certificates ---------------------------------------------------------------------------- */

static bool is_certified(const struct row *person)
{
	return str_eq(row_get(person, "state"), "completed") && row_get(person, "code");
}

/* "8 giờ", "1 giờ 30 phút" */
static const char *duration(struct desk *desk, int64_t minutes)
{
	if (minutes % HOUR_MINUTES == 0)
		return arena_printf(&desk->arena, N_("%lld giờ"),
				    (long long)minutes / HOUR_MINUTES);
	return arena_printf(&desk->arena, N_("%lld giờ %lld phút"),
			    (long long)minutes / HOUR_MINUTES, (long long)minutes % HOUR_MINUTES);
}

static const char *period(struct desk *desk, const struct course_book *book, const char *basis)
{
	const char *from = desk_show(desk, &book->course, "starts");
	const char *to = desk_show(desk, &book->course, "ends");
	const char *place = row_get(&book->course, "place");
	AUTO(buf_done) struct buf text = {0};

	if (from && to && !str_eq(from, to))
		buf_printf(&text, N_("từ ngày %s đến ngày %s"), from, to);
	else if (from || to)
		buf_printf(&text, N_("ngày %s"), from ? from : to);
	if (place)
		buf_printf(&text, N_("%stại %s"), text.len ? ", " : "", place);
	if (basis)
		buf_printf(&text, "%s%s", text.len ? "; " : "", basis);
	return text.len ? arena_str(&desk->arena, buf_text(&text)) : NULL;
}

static void fill_award(struct award *ret, struct desk *desk, const struct course_book *book,
		       const char *basis, const struct row *person)
{
	*ret = (struct award){
		.name = row_get(person, "name"),
		.unit = desk_show(desk, person, "unit"),
		.reason = arena_printf(&desk->arena, N_("đã hoàn thành %s, %s"),
				       row_get(&book->course, "name"),
				       duration(desk, row_number(person, "attended"))),
		.detail = period(desk, book, basis),
		.code = row_get(person, "code"),
		.number = row_get(person, "number"),
	};
}

/* As they stand in the book of certificates: "07/7K3M2X9". */
static int by_number(const void *a, const void *b)
{
	const char *one = row_get(((const struct person *)a)->row, "number");
	const char *other = row_get(((const struct person *)b)->row, "number");
	size_t left = one ? strcspn(one, "/") : 0, right = other ? strcspn(other, "/") : 0;

	if (left != right)
		return left < right ? -1 : 1;
	return left ? strcmp(one, other) : by_key(a, b);
}

static int check_certificates(const struct course_book *book, struct err *err)
{
	if (!course_certifies(book))
		return err_set(err, EPERM, _("hội thảo không cấp giấy chứng nhận"));
	if (!course_is(book, "done") && !course_is(book, "closed"))
		return err_set(err, EPERM, _("khoá chưa xét: hotroit course complete %s"),
			       row_get(&book->course, "tag"));
	return 0;
}

int paper_course_certificates(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	AUTO(course_book_done) struct course_book book = {0};
	struct awards awards = {.title = N_("GIẤY CHỨNG NHẬN")};
	struct person *people;
	struct award *list;
	struct basis basis = {NULL, NULL};
	int r = course_book_read(&book, desk->store, id, err);

	if (r == 0)
		r = check_certificates(&book, err);
	if (r == 0)
		r = read_basis(&basis, desk, &book, err);
	if (r == 0)
		r = head(&awards.head, desk, &book, row_get(&book.course, "completed_at"), "GCN",
			 err);
	if (r < 0)
		return r;
	people = sort_people(desk, &book, is_certified, &awards.count);
	if (!awards.count)
		return err_set(err, EPERM, _("khoá này chưa ai hoàn thành"));
	qsort(people, awards.count, sizeof(*people), by_number);
	list = arena_alloc(&desk->arena, awards.count * sizeof(*list));
	for (size_t i = 0; i < awards.count; i++)
		fill_award(&list[i], desk, &book, basis.words, people[i].row);
	awards.list = list;
	return export_awards(ret, &awards, err);
}

/* ---- the list to sign ------------------------------------------------------------------------ */

static int by_day(const void *a, const void *b)
{
	const struct row *left = *(const struct row *const *)a;
	const struct row *right = *(const struct row *const *)b;
	static const char *const fields[] = {"day", "starts"};

	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		const char *one = row_get(left, fields[i]), *other = row_get(right, fields[i]);
		int order = strcmp(one ? one : "~", other ? other : "~");

		if (order)
			return order;
	}
	return strcmp(left->id, right->id);
}

/* The sessions on the paper: the one that was named, else all of the course. */
static int pick_sessions(const struct course_book *book, const char *wanted,
			 const struct row *ret[ATTENDANCE_SESSIONS_MAX], size_t *ret_count,
			 struct err *err)
{
	size_t count = 0;

	for (size_t i = 0; i < book->sessions.count; i++) {
		const struct row *session = &book->sessions.list[i];

		if (wanted ? !str_eq(session->id, wanted) : session_is_off(session))
			continue;
		if (count == ATTENDANCE_SESSIONS_MAX)
			return err_set(err, EINVAL,
				       _("khoá có hơn %d buổi: in từng buổi, ghi mã buổi"),
				       ATTENDANCE_SESSIONS_MAX);
		ret[count++] = session;
	}
	qsort(ret, count, sizeof(struct row *), by_day);
	*ret_count = count;
	return 0;
}

static void fill_line(struct attendance_line *ret, struct desk *desk,
		      const struct course_book *book, const struct row *person,
		      const struct row *const *sessions, size_t count)
{
	*ret = (struct attendance_line){
		.name = row_get(person, "name"),
		.unit = desk_show(desk, person, "unit"),
		.post = row_get(person, "class"),
		.tag = row_get(person, "tag"),
	};
	for (size_t i = 0; i < count; i++) {
		int64_t minutes = course_sat_in(book, sessions[i], person->id);

		if (minutes)
			ret->seen[i] = arena_printf(&desk->arena, N_("%lld phút"),
						    (long long)minutes);
	}
}

/* ID: of a course, or of one of its sessions. */
static int read_book(struct desk *desk, struct course_book *book, const char *id,
		     const char **ret_session, struct err *err)
{
	struct row session = {0};

	if (desk_read(desk, &session, "session", id, NULL) == 0) {
		*ret_session = session.id;
		id = row_get(&session, "course");
	}
	return course_book_read(book, desk->store, id, err);
}

static const char *session_head(struct desk *desk, const struct row *session, size_t number)
{
	const char *day = desk_show(desk, session, "day"), *starts = row_get(session, "starts");

	return arena_printf(&desk->arena, N_("Buổi %zu\n%s%s%s"), number, day ? day : "",
			    starts ? "\n" : "", starts ? starts : "");
}

int paper_attendance(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	const struct row *sessions[ATTENDANCE_SESSIONS_MAX] = {NULL};
	AUTO(course_book_done) struct course_book book = {0};
	struct attendance_list list = {.count = 0};
	struct attendance_line *lines;
	const char *wanted = NULL;
	struct person *people;
	int r = read_book(desk, &book, id, &wanted, err);

	if (r == 0)
		r = pick_sessions(&book, wanted, sessions, &list.session_count, err);
	if (r == 0)
		r = head(&list.head, desk, &book,
			 wanted ? row_get(sessions[0], "day") : row_get(&book.course, "starts"),
			 "DS", err);
	if (r < 0)
		return r;
	people = sort_people(desk, &book, person_has_place, &list.count);
	lines = arena_alloc(&desk->arena, (list.count + 1) * sizeof(*lines));
	for (size_t i = 0; i < list.count; i++)
		fill_line(&lines[i], desk, &book, people[i].row, sessions, list.session_count);
	for (size_t i = 0; i < list.session_count; i++)
		list.sessions[i] = session_head(desk, sessions[i], i + 1);
	list.lines = lines;
	list.about = row_get(&book.course, "name");
	return export_attendance(ret, &list, err);
}

/* ---- codes ----------------------------------------------------------------------------------- */

int paper_course_labels(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	AUTO(course_book_done) struct course_book book = {0};
	struct label *labels;
	struct person *people;
	size_t count = 0;
	int r = course_book_read(&book, desk->store, id, err);

	if (r < 0)
		return r;
	if (desk->format != PAPER_PDF)
		return err_set(err, EINVAL, _("thẻ QR chỉ in ra pdf"));
	people = sort_people(desk, &book, person_has_place, &count);
	if (!count)
		return err_set(err, EPERM, _("khoá chưa có ai được nhận vào học"));
	/* By tag alone, in the order of the list to sign: whose card it is stands there. */
	labels = arena_alloc(&desk->arena, count * sizeof(*labels));
	for (size_t i = 0; i < count; i++)
		labels[i] = (struct label){
			.tag = row_get(people[i].row, "tag"),
			.kind = arena_printf(&desk->arena, N_("Dự học, số %zu"), i + 1),
			.date = row_get(&book.course, "starts"),
			.team = row_get(&book.course, "tag"),
		};
	return export_labels_pdf(ret, labels, count, LABEL_A4, err);
}
