/* A course's way: prepared, open to people, held, judged, closed. */
#include "course_priv.h"
#include "life_priv.h"

#include <stdio.h>
#include <string.h>

static int unmet(struct buf *ret_need, const char *need)
{
	buf_add_str(ret_need, need);
	return 0;
}

static int read_book(struct life_case *c, struct course_book *book, struct err *err)
{
	return course_book_read(book, c->store, c->id, err);
}

/* ---- guards ---------------------------------------------------------------------------------- */

static int64_t minutes_of_sessions(const struct course_book *book)
{
	int64_t minutes = 0;

	for (size_t i = 0; i < book->sessions.count; i++)
		if (!session_is_off(&book->sessions.list[i]))
			minutes += row_number(&book->sessions.list[i], "minutes");
	return minutes;
}

static int has_sessions(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(course_book_done) struct course_book book = {0};
	int r = read_book(c, &book, err);

	if (r < 0)
		return r;
	return minutes_of_sessions(&book) > 0 ||
	       unmet(ret_need, _("thêm buổi học (hotroit add session course=… day=… minutes=…)"));
}

/* Who was everywhere must have been there for as long as the course is said to be. */
static int is_of_length(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(course_book_done) struct course_book book = {0};
	int r = read_book(c, &book, err);

	if (r < 0 || minutes_of_sessions(&book) == course_minutes(&book))
		return r < 0 ? r : 1;
	buf_printf(ret_need, _("các buổi cộng lại %lld phút, khoá ghi %lld: sửa cho khớp"),
		   (long long)minutes_of_sessions(&book), (long long)course_minutes(&book));
	return 0;
}

static int is_over(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(course_book_done) struct course_book book = {0};
	int r = read_book(c, &book, err);

	for (size_t i = 0; r == 0 && i < book.sessions.count && !ret_need->len; i++) {
		const struct row *session = &book.sessions.list[i];
		const char *day = row_get(session, "day");

		if (!session_is_off(session) &&
		    (!day || strncmp(day, c->now, strlen("YYYY-MM-DD")) > 0))
			buf_printf(ret_need, _("còn buổi %s chưa học"), row_get(session, "tag"));
	}
	return r < 0 ? r : !ret_need->len;
}

static int is_decided(struct life_case *c, struct buf *ret_need, struct err *err)
{
	AUTO(course_book_done) struct course_book book = {0};
	size_t asked = 0;
	int r = read_book(c, &book, err);

	for (size_t i = 0; i < book.people.count; i++)
		asked += str_eq(row_get(&book.people.list[i], "state"), "asked");
	if (r == 0 && asked)
		buf_printf(ret_need, _("còn %zu người chờ xét (hotroit do admit, withdraw)"),
			   asked);
	return r < 0 ? r : !asked;
}

static const struct life_guard guard_sessions = {"sessions", false, has_sessions};
static const struct life_guard guard_length = {"length", true, is_of_length};
static const struct life_guard guard_over = {"over", false, is_over};
static const struct life_guard guard_decided = {"decided", false, is_decided};

/* ---- judging --------------------------------------------------------------------------------- */

struct judging {
	struct life_case *c;
	struct course_book book;
	size_t completed, failed, numbered;
};

static void judging_done(struct judging *judging)
{
	course_book_done(&judging->book);
}

/* The highest number given out before: a course that is judged again goes on from there. */
static size_t last_number(const struct course_book *book)
{
	int64_t most = 0, number;
	char digits[8];

	for (size_t i = 0; i < book->people.count; i++) {
		const char *text = row_get(&book->people.list[i], "number");

		if (!text)
			continue;
		snprintf(digits, sizeof(digits), "%.*s", (int)strcspn(text, "/"), text);
		if (str_to_i64(digits, &number) && number > most)
			most = number;
	}
	return (size_t)most;
}

static int judge(struct judging *judging, const struct row *person, struct err *err)
{
	static const char *const names[] = {"state", "attended", "code", "number",
					    "completed_on"};
	const struct course_book *book = &judging->book;
	int64_t attended = course_attended(book, person->id);
	bool completed = course_is_completed(attended, course_minutes(book), course_percent(book));
	const char *code = row_get(person, "code"), *number = row_get(person, "number");
	const char *day = row_get(person, "completed_on");
	char minutes[24], fresh[AWARD_CODE_MAX], counted[64];

	if (completed && course_certifies(book) && !code) {
		flow_award_code(fresh);
		snprintf(counted, sizeof(counted), "%02zu/%s", ++judging->numbered,
			 life_value(judging->c, "tag"));
		code = fresh;
		number = counted;
		day = life_today(judging->c);
	}
	judging->completed += completed;
	judging->failed += !completed;
	snprintf(minutes, sizeof(minutes), "%lld", (long long)attended);
	{
		const char *const values[] = {completed ? "completed" : "not-completed", minutes,
					      code, number, day};
		const struct store_write write = {.kind = person->kind, .id = person->id,
						  .names = names, .values = values,
						  .count = ARRAY_LEN(names)};

		/* By itself: a course may have more people than a step may write rows. */
		return store_write_all(judging->c->store, &write, 1, err);
	}
}

static int complete(struct life_case *c, struct err *err)
{
	AUTO(judging_done) struct judging judging = {.c = c};
	int r = read_book(c, &judging.book, err);

	judging.numbered = r < 0 ? 0 : last_number(&judging.book);
	for (size_t i = 0; r == 0 && i < judging.book.people.count; i++)
		if (person_has_place(&judging.book.people.list[i]))
			r = judge(&judging, &judging.book.people.list[i], err);
	if (r < 0)
		return r;
	life_set(c, "completed_at", c->now);
	buf_printf(&c->remark, _("hoàn thành %zu, chưa đạt %zu; xem ai thiếu: hotroit course "
				 "status %s"),
		   judging.completed, judging.failed, life_value(c, "tag"));
	return 0;
}

static const struct life_step steps[] = {
	{.action = "open", .label = N_("Mở đăng ký"), .from = "planned", .to = "open",
	 .roles = ROLE_LEAD, .is_undoable = true, .guards = LIFE_GUARDS(&guard_sessions)},
	{.action = "start", .label = N_("Bắt đầu học"), .from = "open", .to = "running",
	 .roles = ROLE_LEAD, .is_undoable = true},
	{.action = "complete", .label = N_("Xét hoàn thành"), .from = "running", .to = "done",
	 .roles = ROLE_LEAD, .apply = complete,
	 .guards = LIFE_GUARDS(&guard_decided, &guard_over, &guard_length)},
	{.action = "reopen", .label = N_("Mở lại để sửa"), .from = "done", .to = "running",
	 .roles = ROLE_LEAD, LIFE_ASKS_WHY},
	{.action = "finish", .label = N_("Kết thúc khoá"), .from = "done", .to = "closed",
	 .roles = ROLE_LEAD, .is_undoable = true},
	{.action = "cancel", .label = N_("Huỷ khoá"), .from = "planned open running",
	 .to = "cancelled", .roles = ROLE_LEAD, LIFE_ASKS_WHY},
};

const struct life life_course = {
	.kind = "course",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
