/* The courses and seminars of a plan, and the schools that try something first. */
#include "plan_list_priv.h"

#include <errno.h>

#define DAY_MINUTES 1440
#define COURSE_MINUTES_MAX 60000

static int read_shape(struct reader *reader, struct plan_shape *shape, const json_t *json)
{
	static const char *const keys[] = {"sessions", "minutes", NULL};

	if (read_keys(reader, json, keys) < 0 ||
	    plan_read_int(reader, json, "sessions", true, 1, PLAN_COUNT_MAX, &shape->sessions) < 0)
		return -EBADMSG;
	return plan_read_int(reader, json, "minutes", true, 1, DAY_MINUTES, &shape->minutes);
}

/* What could not be read was told and makes no hours. */
static int check_shape(struct reader *reader, const struct plan_course *course,
		       const struct plan_shape *shape, bool has_minutes)
{
	if (!shape->sessions || !shape->minutes || (has_minutes && !course->minutes) ||
	    shape->sessions * shape->minutes == course->minutes)
		return 0;
	return read_fail(reader,
			 _("%lld buổi × %lld phút không bằng \"minutes\" %lld; sửa số buổi, số "
			   "phút hoặc tổng"),
			 (long long)shape->sessions, (long long)shape->minutes,
			 (long long)course->minutes);
}

/* Each way to give a course makes the same hours. */
static int read_shapes(struct reader *reader, struct plan_course *course, const json_t *json)
{
	const json_t *list;

	if (read_array(reader, json, "shapes", false, &list) < 0)
		return -EBADMSG;
	course->shape_count = json_array_size(list);
	course->shapes =
		arena_alloc(reader->arena, (course->shape_count + 1) * sizeof(*course->shapes));
	for (size_t i = 0; i < course->shape_count; i++) {
		struct plan_shape *shape = &course->shapes[i];

		if (read_shape(reader, shape, json_array_get(list, i)) < 0)
			return -EBADMSG;
		if (check_shape(reader, course, shape, json_object_get(json, "minutes")) < 0)
			return -EBADMSG;
	}
	return 0;
}

static int read_course(struct reader *reader, void *item, const json_t *json)
{
	static const char *const modes[] = {
		[MODE_ONSITE] = "onsite", [MODE_ONLINE] = "online", [MODE_HYBRID] = "hybrid", NULL};
	struct plan_course *course = item;
	size_t mode = 0;

	course->attend_percent = 100;
	if (plan_read_audience(reader, json, &course->audience, &course->audience_count) < 0 ||
	    read_text_lang(reader, json, "audience_note", false, &course->audience_note) < 0 ||
	    plan_read_word(reader, json, "mode", modes, &mode) < 0 ||
	    plan_read_yearly(reader, json, &course->yearly) < 0 ||
	    read_bool(reader, json, "is_event", &course->is_event) < 0 ||
	    plan_read_int(reader, json, "minutes", false, 1, COURSE_MINUTES_MAX, &course->minutes) <
		    0 ||
	    read_shapes(reader, course, json) < 0 ||
	    plan_read_int(reader, json, "attend_percent", false, 1, 100, &course->attend_percent) <
		    0 ||
	    read_text(reader, json, "place", false, &course->place) < 0)
		return -EBADMSG;
	course->mode = (enum plan_mode)mode;
	return plan_read_names(reader, json, "partners", &course->partners, &course->partner_count);
}

static const char *const course_keys[] = {
	"audience", "audience_note", "audience_note_en", "mode",  "yearly",   "is_event",
	"minutes",  "shapes",        "attend_percent",   "place", "partners", NULL};
static const struct plan_list_form course_form = {
	.key = "courses",
	.thing = N_("khoá học"),
	.keys = course_keys,
	.size = sizeof(struct plan_course),
	.read = read_course,
};

static int read_quota(struct reader *reader, const struct plan_pilot *pilot, size_t i,
		      const json_t *json)
{
	static const char *const keys[] = {"level", "count", NULL};
	struct plan_quota *quota = &pilot->quotas[i];

	if (read_keys(reader, json, keys) < 0 ||
	    read_text(reader, json, "level", true, &quota->level) < 0 ||
	    plan_read_int(reader, json, "count", true, 1, PLAN_COUNT_MAX, &quota->count) < 0)
		return -EBADMSG;
	for (size_t j = 0; j < i && quota->level; j++)
		if (str_eq(pilot->quotas[j].level, quota->level))
			return read_fail(reader, _("cấp \"%.20s\" có hai chỉ tiêu"), quota->level);
	return plan_check_level(reader, quota->level);
}

static int read_pilot(struct reader *reader, void *item, const json_t *json)
{
	struct plan_pilot *pilot = item;
	const json_t *list;

	if (read_array(reader, json, "quotas", true, &list) < 0)
		return -EBADMSG;
	pilot->quota_count = json_array_size(list);
	pilot->quotas = arena_alloc(reader->arena, pilot->quota_count * sizeof(*pilot->quotas));
	for (size_t i = 0; i < pilot->quota_count; i++)
		if (read_quota(reader, pilot, i, json_array_get(list, i)) < 0)
			return -EBADMSG;
	return 0;
}

static const char *const pilot_keys[] = {"quotas", NULL};
static const struct plan_list_form pilot_form = {
	.key = "pilots",
	.thing = N_("thí điểm"),
	.keys = pilot_keys,
	.size = sizeof(struct plan_pilot),
	.read = read_pilot,
};

int plan_read_courses(struct reader *reader, struct plan_work *work, const json_t *json)
{
	work->courses = plan_read_list(reader, json, &course_form, &work->course_count);
	work->pilots = plan_read_list(reader, json, &pilot_form, &work->pilot_count);
	return work->courses && work->pilots ? 0 : -EBADMSG;
}
