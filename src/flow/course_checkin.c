/* Somebody is there: found by what was typed or scanned, and written down once. */
#include "course_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define TOLD 3 /* of several with one name */

struct checking {
	struct course_book book;
	const struct course_checkin *asked;
	const struct row *session, *person;
	int64_t minutes;
	const char *how;
	char now[CLOCK_TEXT_MAX];
};

static void checking_done(struct checking *checking)
{
	course_book_done(&checking->book);
}

/* ---- who ------------------------------------------------------------------------------------- */

/* Every word typed begins a word of the name. */
static bool begins(const char *name, const char *typed)
{
	AUTO(buf_done) struct buf words = {0}, spaced = {0};
	char *rest = NULL;

	text_fold(&words, typed);
	buf_add_char(&spaced, ' ');
	text_fold(&spaced, name);
	if (!words.len)
		return false;
	for (char *word = strtok_r(words.data, " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest)) {
		AUTO(buf_done) struct buf begun = {0};

		buf_printf(&begun, " %s", word);
		if (!strstr(buf_text(&spaced), buf_text(&begun)))
			return false;
	}
	return true;
}

static bool is_called(const char *name, const char *typed)
{
	AUTO(buf_done) struct buf left = {0}, right = {0};

	text_sort_key(&left, name);
	text_sort_key(&right, typed);
	return str_eq(buf_text(&left), buf_text(&right));
}

static const struct row *by_tag(const struct rows *people, const char *who)
{
	char tag[STORE_TAG_MAX];

	for (size_t i = 0; i < people->count; i++)
		if (str_eq(people->list[i].id, who) ||
		    (store_read_tag(who, tag) && str_eq(row_get(&people->list[i], "tag"), tag)))
			return &people->list[i];
	return NULL;
}

static bool may_be(const struct row *person)
{
	return !person_is_off(person);
}

typedef bool (*test_fn)(const char *name, const char *typed);

static size_t find_all(const struct rows *people, const char *who, test_fn is_meant,
		       const struct row *found[TOLD])
{
	size_t count = 0;

	for (size_t i = 0; i < people->count; i++) {
		const char *name = row_get(&people->list[i], "name");

		if (!name || !may_be(&people->list[i]) || !is_meant(name, who))
			continue;
		if (count < TOLD)
			found[count] = &people->list[i];
		count++;
	}
	return count;
}

static int refuse_many(const struct row *found[TOLD], size_t count, struct err *err)
{
	AUTO(buf_done) struct buf text = {0};

	for (size_t i = 0; i < count && i < TOLD; i++)
		buf_printf(&text, "%s%s %s", i ? ", " : "", row_get(found[i], "tag"),
			   row_get(found[i], "name"));
	return err_set(err, ENOTUNIQ, _("%zu người: %s%s; gõ mã học viên"), count,
		       buf_text(&text), count > TOLD ? "…" : "");
}

static int find_person(struct checking *checking, struct err *err)
{
	const struct rows *people = &checking->book.people;
	const struct row *found[TOLD] = {NULL};
	const char *who = checking->asked->who;
	bool is_scanned;
	size_t count;

	who += strspn(who, " ");
	is_scanned = strncasecmp(who, EXPORT_QR_PREFIX, strlen(EXPORT_QR_PREFIX)) == 0;
	if (is_scanned)
		who += strlen(EXPORT_QR_PREFIX);
	checking->person = by_tag(people, who);
	checking->how = checking->asked->how ? checking->asked->how : is_scanned ? "qr" : "typed";
	if (checking->person)
		return 0;
	/* By the whole name when anybody is called so, else by the beginnings of its words. */
	count = find_all(people, who, is_called, found);
	if (!count)
		count = find_all(people, who, begins, found);
	if (count > 1)
		return refuse_many(found, count, err);
	if (!count)
		return err_set(err, ENOENT,
			       _("«%.40s» chưa đăng ký: hotroit course register %s name=…"),
			       who, row_get(&checking->book.course, "tag"));
	checking->person = found[0];
	return 0;
}

/* ---- may it be? ------------------------------------------------------------------------------ */

static int check_person(const struct checking *checking, struct err *err)
{
	const char *state = row_get(checking->person, "state"), *why = NULL;

	if (str_eq(state, "asked"))
		why = _("đang chờ xét: nhận trước bằng hotroit do admit");
	else if (str_eq(state, "waiting"))
		why = _("đang chờ chỗ: lên trước bằng hotroit do promote");
	else if (str_eq(state, "withdrawn"))
		why = _("đã rút: nhận lại bằng hotroit do admit");
	else if (str_eq(state, "declined"))
		why = _("đã bị từ chối: nhận lại bằng hotroit do admit");
	else if (str_eq(state, "gone"))
		why = _("đã ẩn danh");
	if (!why)
		return 0;
	return err_set(err, EPERM, _("%s %s %s"), row_get(checking->person, "tag"),
		       row_get(checking->person, "name"), why);
}

static int check_course(const struct checking *checking, struct err *err)
{
	const char *tag = row_get(&checking->book.course, "tag");

	if (session_is_off(checking->session))
		return err_set(err, EPERM, _("buổi này đã huỷ; điểm danh ở buổi học bù"));
	if (course_is(&checking->book, "open") || course_is(&checking->book, "running"))
		return 0;
	if (course_is(&checking->book, "planned"))
		return err_set(err, EPERM, _("khoá chưa mở đăng ký: mở trước (hotroit do open %s)"),
			       tag);
	if (course_is(&checking->book, "done"))
		return err_set(err, EPERM, _("khoá đã xét: mở lại trước (hotroit do reopen %s)"),
			       tag);
	if (course_is(&checking->book, "closed"))
		return err_set(err, EPERM,
			       _("khoá đã kết thúc: hoàn tác kết thúc (hotroit do undo %s) rồi mở "
				 "lại (do reopen)"), tag);
	return err_set(err, EPERM, _("khoá đã huỷ: điểm danh ở khoá lập thay"));
}

/* A session of another day, or of before somebody registered, is written down with a reason. */
static int check_day(const struct checking *checking, struct err *err)
{
	const char *day = row_get(checking->session, "day");
	const char *registered = row_get(checking->person, "registered_at");
	const char *reason = checking->asked->reason;
	int order = day ? strncmp(day, checking->now, strlen("YYYY-MM-DD")) : 0;
	AUTO(buf_done) struct buf shown = {0};

	if (!day)
		return err_set(err, EPERM, _("buổi chưa có ngày: hotroit set session %s day=…"),
			       row_get(checking->session, "tag"));
	record_show_value(&shown, record_field_find(checking->session->kind, "day"), day);
	if (order > 0)
		return err_set(err, EPERM, _("buổi này là ngày %s, chưa tới"), buf_text(&shown));
	if (reason && *reason)
		return 0;
	if (registered && strncmp(day, registered, strlen("YYYY-MM-DD")) < 0)
		return err_set(err, EACCES,
			       _("buổi ngày %s, trước khi %s đăng ký: ghi lý do (reason=…)"),
			       buf_text(&shown), row_get(checking->person, "name"));
	if (order < 0)
		return err_set(err, EACCES,
			       _("buổi này là ngày %s, không phải hôm nay: ghi lý do "
				 "(reason=…)"), buf_text(&shown));
	return 0;
}

static int check_minutes(struct checking *checking, struct err *err)
{
	int64_t most = row_number(checking->session, "minutes");

	checking->minutes = most;
	if (!checking->asked->minutes)
		return 0;
	if (!str_to_i64(checking->asked->minutes, &checking->minutes) || checking->minutes < 1)
		return err_set(err, EINVAL, _("minutes: ghi số phút, như 120"));
	if (checking->minutes > most)
		return err_set(err, EINVAL, _("minutes: buổi này chỉ có %lld phút"),
			       (long long)most);
	return 0;
}

static int check_twice(const struct checking *checking, struct err *err)
{
	const struct rows *seen = &checking->book.seen;

	for (size_t i = 0; i < seen->count; i++) {
		const struct row *row = &seen->list[i];

		if (str_eq(row_get(row, "session"), checking->session->id) &&
		    str_eq(row_get(row, "registration"), checking->person->id))
			return err_set(err, EEXIST,
				       _("%s %s đã điểm danh buổi này lúc %.5s; sai thì bỏ "
					 "(hotroit do void) rồi ghi lại"),
				       row_get(checking->person, "tag"),
				       row_get(checking->person, "name"),
				       row_get(row, "at") + strlen("YYYY-MM-DDT"));
	}
	return 0;
}

/* ---- a day has 24 hours ---------------------------------------------------------------------- */

static bool is_one_person(const struct row *a, const struct row *b)
{
	const char *member = row_get(a, "member"), *phone = row_get(a, "phone");
	const char *born = row_get(a, "birth_date");

	if (str_eq(a->id, b->id) || (member && str_eq(member, row_get(b, "member"))))
		return true;
	return is_called(row_get(a, "name"), row_get(b, "name")) &&
	       ((phone && str_eq(phone, row_get(b, "phone"))) ||
		(born && str_eq(born, row_get(b, "birth_date"))));
}

/* What counts of SESSION, of another course maybe, for the person. */
static int add_day(struct checking *checking, const struct row *session, int64_t *minutes,
		   struct err *err)
{
	struct arena *arena = &checking->book.arena;
	struct rows rows = {0};
	int64_t most = 0;
	int r = row_list(&rows.list, &rows.count, checking->book.store, arena, "attendance",
			 "session", session->id, err);

	for (size_t i = 0; r == 0 && i < rows.count; i++) {
		struct row person = {0};

		if (!str_eq(row_get(&rows.list[i], "state"), "counted"))
			continue;
		r = row_read(&person, checking->book.store, arena, "registration",
			     row_get(&rows.list[i], "registration"), err);
		if (r == 0 && is_one_person(checking->person, &person) &&
		    row_number(&rows.list[i], "minutes") > most)
			most = row_number(&rows.list[i], "minutes");
	}
	*minutes += most;
	return r;
}

static int check_hours(struct checking *checking, struct err *err)
{
	int64_t minutes = checking->minutes;
	struct rows sessions = {0};
	int r = row_list(&sessions.list, &sessions.count, checking->book.store,
			 &checking->book.arena, "session", "day",
			 row_get(checking->session, "day"), err);

	for (size_t i = 0; r == 0 && i < sessions.count; i++)
		r = add_day(checking, &sessions.list[i], &minutes, err);
	if (r < 0 || minutes <= COURSE_DAY_MINUTES)
		return r;
	return err_set(err, EINVAL, _("%s %s: quá 24 giờ trong một ngày (%lld phút): xem lại các "
				      "buổi ngày này"),
		       row_get(checking->person, "tag"), row_get(checking->person, "name"),
		       (long long)minutes);
}

/* ---- writing --------------------------------------------------------------------------------- */

static int find(struct checking *checking, struct store *store, struct err *err)
{
	struct row session = {0};
	int r = row_read(&session, store, &checking->book.arena, "session",
			 checking->asked->session, err);

	if (r == 0)
		r = course_book_read(&checking->book, store, row_get(&session, "course"), err);
	if (r < 0)
		return r;
	checking->session = rows_find(&checking->book.sessions, session.id);
	store_now(store, checking->now);
	/* Nobody needs to be looked for in a course that takes none. */
	r = check_course(checking, err);
	return r < 0 ? r : find_person(checking, err);
}

static int check(struct checking *checking, struct err *err)
{
	int r = check_person(checking, err);

	if (r == 0)
		r = check_twice(checking, err);
	if (r == 0)
		r = check_minutes(checking, err);
	if (r == 0)
		r = check_day(checking, err);
	return r < 0 ? r : check_hours(checking, err);
}

static int write_down(struct checking *checking, struct err *err)
{
	static const char *const names[] = {"session", "registration", "minutes", "how",
					    "at",      "by",	       "reason"};
	const struct store_actor *actor = store_acting(checking->book.store);
	char minutes[24], id[UUID_TEXT_MAX];
	const char *const values[] = {
		checking->session->id, checking->person->id, minutes, checking->how, checking->now,
		*actor->member ? actor->member : NULL, checking->asked->reason};
	const struct store_write write = {
		.kind = record_kind_find("attendance"), .id = id, .is_new = true, .names = names,
		.values = values, .count = ARRAY_LEN(names)};

	uuid_new(id);
	snprintf(minutes, sizeof(minutes), "%lld", (long long)checking->minutes);
	return store_write_all(checking->book.store, &write, 1, err);
}

static void count(const struct checking *checking, struct course_checked *ret)
{
	const struct course_book *book = &checking->book;

	ret->present = 1;
	for (size_t i = 0; i < book->people.count; i++) {
		ret->expected += person_has_place(&book->people.list[i]);
		ret->present +=
			course_sat_in(book, checking->session, book->people.list[i].id) > 0;
	}
}

/* The first who comes begins the course. */
static int begin_course(const struct checking *checking, struct store *store, struct err *err)
{
	const struct flow_step step = {.action = "start", .id = checking->book.course.id};
	AUTO(buf_done) struct buf said = {0};

	return course_is(&checking->book, "open")
		       ? flow_do(store, NULL, checking->book.course.kind, &step, &said, err)
		       : 0;
}

int flow_course_checkin(struct store *store, const struct course_checkin *checkin,
			struct course_checked *ret, struct err *err)
{
	AUTO(checking_done) struct checking checking = {.asked = checkin};
	AUTO(store_hold_done) struct store_hold hold = {0};
	struct course_checked checked = {.present = 0};
	int r = store_may_write(store, record_kind_find("registration"), err);

	if (r == 0)
		r = store_hold_begin(&hold, store, err);
	if (r == 0)
		r = find(&checking, store, err);
	if (r == 0)
		r = check(&checking, err);
	if (r == 0)
		r = write_down(&checking, err);
	if (r == 0)
		r = store_hold_keep(&hold, err);
	store_hold_done(&hold);
	if (r == 0)
		r = begin_course(&checking, store, err);
	if (r < 0)
		return r;
	count(&checking, &checked);
	checked.minutes = checking.minutes;
	snprintf(checked.tag, sizeof(checked.tag), "%s", row_get(checking.person, "tag"));
	snprintf(checked.name, sizeof(checked.name), "%s", row_get(checking.person, "name"));
	*ret = checked;
	return 0;
}
