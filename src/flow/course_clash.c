/* Two sessions of one hour in one room, or of one trainer: told, and left to people. */
#include "course_priv.h"

#include <stdio.h>

#define HOUR 60

/* A session as it takes room and time. */
struct slot_of {
	struct row session, course;
	int64_t from, to; /* minutes of the day */
};

struct clash {
	struct arena arena;
	struct store *store;
	struct slot_of own;
};

static void clash_done(struct clash *clash)
{
	arena_done(&clash->arena);
}

static bool is_same(const char *a, const char *b)
{
	AUTO(buf_done) struct buf left = {0}, right = {0};

	if (!a || !b)
		return false;
	text_fold(&left, a);
	text_fold(&right, b);
	return left.len && str_eq(buf_text(&left), buf_text(&right));
}

/* Without an hour it is nowhere in the day. */
static bool read_hours(struct slot_of *slot)
{
	const char *starts = row_get(&slot->session, "starts");
	int minutes;

	if (!starts || time_read_typed(starts, &minutes, NULL) < 0)
		return false;
	slot->from = minutes;
	slot->to = minutes + row_number(&slot->session, "minutes");
	return true;
}

static int read_course(struct clash *clash, struct slot_of *slot, struct err *err)
{
	return row_read(&slot->course, clash->store, &clash->arena, "course",
			row_get(&slot->session, "course"), err);
}

static const char *place_of(const struct slot_of *slot)
{
	const char *place = row_get(&slot->session, "place");

	return place ? place : row_get(&slot->course, "place");
}

/* What the two have in common, in words; NULL: nothing. */
static const char *common(const struct slot_of *a, const struct slot_of *b)
{
	const char *trainer = row_get(&a->session, "trainer");

	if (str_eq(a->course.id, b->course.id))
		return _("cùng khoá");
	if (trainer && str_eq(trainer, row_get(&b->session, "trainer")))
		return _("cùng người dạy");
	if (is_same(row_get(&a->session, "trainer_name"), row_get(&b->session, "trainer_name")))
		return _("cùng báo cáo viên");
	return is_same(place_of(a), place_of(b)) ? _("cùng nơi học") : NULL;
}

static int look_at(struct clash *clash, const struct row *session, struct buf *ret,
		   struct err *err)
{
	struct slot_of other = {.session = *session};
	const char *what;
	int r;

	if (str_eq(session->id, clash->own.session.id) || session_is_off(session) ||
	    !read_hours(&other) || other.from >= clash->own.to || clash->own.from >= other.to)
		return 0;
	r = read_course(clash, &other, err);
	what = r < 0 || str_eq(row_get(&other.course, "state"), "cancelled")
		       ? NULL
		       : common(&clash->own, &other);
	if (what)
		buf_printf(ret, _("buổi %s trùng giờ buổi %s (%02d:%02d, %s), %s: đổi giờ, ngày "
				  "hoặc nơi\n"),
			   row_get(&clash->own.session, "tag"), row_get(session, "tag"),
			   (int)(other.from / HOUR), (int)(other.from % HOUR),
			   row_get(&other.course, "name"), what);
	return r;
}

int course_clashes(struct buf *ret, struct store *store, const char *id, struct err *err)
{
	AUTO(clash_done) struct clash clash = {.store = store};
	struct rows same_day = {0};
	const char *day;
	int r = row_read(&clash.own.session, store, &clash.arena, "session", id, err);

	day = r < 0 ? NULL : row_get(&clash.own.session, "day");
	if (!day || session_is_off(&clash.own.session) || !read_hours(&clash.own))
		return r;
	r = read_course(&clash, &clash.own, err);
	if (r == 0)
		r = row_list(&same_day.list, &same_day.count, store, &clash.arena, "session",
			     "day", day, err);
	for (size_t i = 0; r == 0 && i < same_day.count; i++)
		r = look_at(&clash, &same_day.list[i], ret, err);
	return r;
}
