/* A course from what a plan says of it; from then on its own records hold. */
#include "course_priv.h"
#include "life_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define SESSIONS_MAX 60
#define WORDS_MAX 8 /* there is room for among what the plan says */
#define SHAPE_MAX 16
#define HOUR 60 /* minutes */

/* A course being put together; all that it points to lives in the arena. */
struct making {
	struct arena arena;
	struct store *store;
	const struct plan_course *plan;
	const struct course_layout *layout;
	struct plan_shape shape;
	struct life_write course, *sessions;
	const char *starts; /* the day of the first session, or NULL */
	const char *time; /* of each, or NULL */
	int64_t year;
};

static void making_done(struct making *making)
{
	arena_done(&making->arena);
}

static void begin(struct making *making, struct life_write *write, const char *kind)
{
	char *id = arena_alloc(&making->arena, UUID_TEXT_MAX);

	uuid_new(id);
	*write = (struct life_write){.kind = record_kind_find(kind), .id = id, .is_new = true};
}

static void put_number(struct making *making, struct life_write *write, const char *name,
		       int64_t number)
{
	if (number)
		life_put(write, name, arena_printf(&making->arena, "%lld", (long long)number));
}

static void put_list(struct making *making, const char *name, const char *const *list, size_t count,
		     const char *between)
{
	AUTO(buf_done) struct buf all = {0};

	for (size_t i = 0; i < count; i++)
		buf_printf(&all, "%s%s", i ? between : "", list[i]);
	life_put(&making->course, name,
		 all.len ? arena_str(&making->arena, buf_text(&all)) : NULL);
}

/* ---- what was said --------------------------------------------------------------------------- */

bool flow_course_shape(const char *text, struct plan_shape *ret)
{
	char number[SHAPE_MAX];
	size_t digits = strspn(text, "0123456789");
	const char *rest = text + digits;
	struct plan_shape shape;

	if (!digits || digits >= sizeof(number))
		return false;
	snprintf(number, sizeof(number), "%.*s", (int)digits, text);
	if (!str_to_i64(number, &shape.sessions))
		return false;
	if (str_starts(rest, "×"))
		rest += strlen("×");
	else if (*rest == 'x' || *rest == 'X' || *rest == '*')
		rest++;
	else
		return false;
	if (!str_to_i64(rest, &shape.minutes) || shape.sessions < 1 ||
	    shape.sessions > SESSIONS_MAX || shape.minutes < 1 ||
	    shape.minutes > COURSE_DAY_MINUTES)
		return false;
	*ret = shape;
	return true;
}

static const char *value_given(const struct course_words *words, const char *name)
{
	for (size_t i = 0; i < words->count; i++)
		if (str_eq(words->names[i], name))
			return words->values[i];
	return NULL;
}

static int find_shape(struct making *making, struct buf *ret_said, struct err *err)
{
	const struct plan_course *plan = making->plan;
	const char *wanted = making->layout->shape;
	bool is_planned = !plan->shape_count;

	if (wanted && !flow_course_shape(wanted, &making->shape))
		return err_set(err, EINVAL,
			       _("shape: «%.20s»: ghi số buổi x số phút mỗi buổi, như 2x240"),
			       wanted);
	if (!wanted && plan->shape_count)
		making->shape = plan->shapes[0];
	for (size_t i = 0; i < plan->shape_count; i++)
		is_planned |= plan->shapes[i].sessions == making->shape.sessions &&
			      plan->shapes[i].minutes == making->shape.minutes;
	if (!is_planned)
		buf_printf(ret_said,
			   _("Kế hoạch không có cách chia %lld buổi × %lld phút: xem lại\n"),
			   (long long)making->shape.sessions, (long long)making->shape.minutes);
	if (!making->shape.sessions)
		buf_add_str(ret_said, _("Kế hoạch không nêu thời lượng: thêm từng buổi bằng "
					"hotroit add session\n"));
	return 0;
}

/* The day as it is kept, however it was typed. */
static int read_start(struct making *making, const struct course_words *words, struct err *err)
{
	const struct record_kind *kind = record_kind_find("course");
	const struct field *field = record_field_find(kind, "starts");
	const char *typed = value_given(words, "starts");
	const char *const name = "starts";

	return typed ? store_keep_values(making->store, field, 1, &name, &typed, 1, &making->arena,
					 &making->starts, err)
		     : 0;
}

/* The year it is held in: as said, else that of its first day, else of today. */
static int64_t find_year(const struct making *making, const struct course_words *words)
{
	const char *given = value_given(words, "year");
	char now[CLOCK_TEXT_MAX], text[5];
	int64_t year = 0;

	store_now(making->store, now);
	snprintf(text, sizeof(text), "%.4s", given ? given : making->starts ? making->starts : now);
	return str_to_i64(text, &year) ? year : 0;
}

/* "8h", "13:30" as people type it; kept as 08:00. */
static int read_time(struct making *making, struct err *err)
{
	int minutes;
	int r = making->layout->time ? time_read_typed(making->layout->time, &minutes, err) : 1;

	if (r == 0)
		making->time = arena_printf(&making->arena, "%02d:%02d", minutes / HOUR,
					    minutes % HOUR);
	return r < 0 ? r : 0;
}

static int check(const struct making *making, const struct course_words *words, struct err *err)
{
	const struct record_kind *kind = record_kind_find("course");

	for (size_t i = 0; i < words->count; i++) {
		const struct field *field = record_field_find(kind, words->names[i]);

		if (!field || field->read_only)
			return err_set(err, EINVAL, _("khoá học không có mục «%.40s» để ghi"),
				       words->names[i]);
	}
	if (words->count > WORDS_MAX)
		return err_set(err, EINVAL, _("quá nhiều mục một lúc: ghi bớt bằng hotroit set"));
	if (making->layout->every < 0 || making->layout->every > 366)
		return err_set(err, EINVAL, _("every: số ngày từ buổi này đến buổi sau, tới 366"));
	if (find_year(making, words) < making->plan->yearly.from_year)
		return err_set(err, EINVAL, _("year: kế hoạch tổ chức việc này từ năm %d"),
			       making->plan->yearly.from_year);
	return 0;
}

/* ---- the records ----------------------------------------------------------------------------- */

/* What a person said takes the place of what the plan says. */
static void put_words(struct life_write *write, const struct course_words *words)
{
	for (size_t i = 0; i < words->count; i++) {
		size_t at = 0;

		while (at < write->count && !str_eq(write->names[at], words->names[i]))
			at++;
		if (at < write->count)
			write->values[at] = words->values[i];
		else
			life_put(write, words->names[i], words->values[i]);
	}
}

static const char *day_of(struct making *making, int64_t at)
{
	int64_t every = making->layout->every ? making->layout->every : 1;
	struct date start, day;
	char text[DATE_TEXT_MAX];

	if (!making->starts || !date_read(making->starts, &start))
		return NULL;
	day = date_after_days(&start, (int)(at * every));
	date_print(&day, text);
	return arena_str(&making->arena, text);
}

static void add_course(struct making *making, const struct plan *plan,
		       const struct course_words *words)
{
	static const char *const modes[] = {
		[MODE_ONSITE] = "onsite", [MODE_ONLINE] = "online", [MODE_HYBRID] = "hybrid"};
	const struct plan_course *from = making->plan;
	struct life_write *write = &making->course;

	begin(making, write, "course");
	life_put(write, "name", from->is.label);
	life_put(write, "plan", plan->id);
	life_put(write, "plan_item", from->is.id);
	life_put(write, "programme", row_programme_of(making->store, &making->arena, plan->id));
	life_put(write, "mode", modes[from->mode]);
	life_put(write, "certifies", from->is_event ? "0" : "1");
	life_put(write, "audience_note", from->audience_note);
	life_put(write, "place", from->place);
	put_list(making, "audience", from->audience, from->audience_count, " ");
	put_list(making, "partners", from->partners, from->partner_count, "; ");
	put_number(making, write, "year", making->year);
	put_number(making, write, "minutes",
		   from->minutes ? from->minutes : making->shape.sessions * making->shape.minutes);
	put_number(making, write, "attend_percent", from->attend_percent);
	life_put(write, "ends",
		 making->shape.sessions ? day_of(making, making->shape.sessions - 1) : NULL);
	put_words(write, words);
}

static void add_sessions(struct making *making)
{
	making->sessions = arena_alloc(&making->arena, ((size_t)making->shape.sessions + 1) *
							       sizeof(*making->sessions));
	for (int64_t i = 0; i < making->shape.sessions; i++) {
		struct life_write *write = &making->sessions[i];

		begin(making, write, "session");
		life_put(write, "course", making->course.id);
		life_put(write, "day", day_of(making, i));
		life_put(write, "starts", making->time);
		put_number(making, write, "minutes", making->shape.minutes);
	}
}

/* What a form would take of it is taken: a day as typed, a reference by its name. */
static int keep_course(struct making *making, struct store_write *ret, struct err *err)
{
	const struct record_kind *kind = making->course.kind;
	const char **values = arena_alloc(&making->arena, kind->field_count * sizeof(*values));
	const char **names = arena_alloc(&making->arena, kind->field_count * sizeof(*names));
	size_t count = 0;
	int r = store_check(making->store, kind, NULL, making->course.names,
			    making->course.values, making->course.count, err);

	if (r == 0)
		r = store_keep_values(making->store, kind->fields, kind->field_count,
				      making->course.names, making->course.values,
				      making->course.count, &making->arena, values, err);
	for (size_t i = 0; r == 0 && i < kind->field_count; i++) {
		if (!values[i])
			continue;
		names[count] = kind->fields[i].name;
		values[count++] = values[i];
	}
	*ret = (struct store_write){.kind = kind, .id = making->course.id, .is_new = true,
				    .names = names, .values = values, .count = count};
	return r;
}

static int keep(struct making *making, struct err *err)
{
	size_t count = (size_t)making->shape.sessions + 1;
	struct store_write *writes = arena_alloc(&making->arena, count * sizeof(*writes));
	int r = keep_course(making, &writes[0], err);

	for (size_t i = 1; i < count; i++) {
		const struct life_write *from = &making->sessions[i - 1];

		writes[i] = (struct store_write){
			.kind = from->kind, .id = from->id, .is_new = true, .names = from->names,
			.values = from->values, .count = from->count};
	}
	return r < 0 ? r : store_write_all(making->store, writes, count, err);
}

static const char *name_of(const struct life_write *course)
{
	for (size_t i = 0; i < course->count; i++)
		if (str_eq(course->names[i], "name"))
			return course->values[i];
	return NULL;
}

/* The same again is a slip of the hand; another group has another name, or another day. */
static int check_twice(const struct making *making, const char *plan, const struct row *course,
		       struct buf *ret_said, struct err *err)
{
	const char *wanted = name_of(&making->course);
	const char *starts = row_get(course, "starts"), *name = row_get(course, "name");

	if (row_number(course, "year") != making->year ||
	    str_eq(row_get(course, "state"), "cancelled"))
		return 0;
	if (str_eq(name, wanted) && (!starts || !making->starts || str_eq(starts, making->starts)))
		return err_set(err, EEXIST,
			       _("mục %s của %s đã có khoá %s năm %d: mở khoá đó, hoặc ghi name=… "
				 "hay starts=… khác"),
			       making->plan->is.id, plan, row_get(course, "tag"),
			       (int)making->year);
	buf_printf(ret_said, _("Mục này năm nay đã có khoá %s (%s)\n"), row_get(course, "tag"),
		   name);
	return 0;
}

static int check_others(struct making *making, const char *plan, struct buf *ret_said,
			struct err *err)
{
	const struct store_filter filters[] = {{.name = "plan", .value = plan},
					       {.name = "plan_item", .value = making->plan->is.id}};
	struct rows rows = {0};
	int r = row_list_where(&rows.list, &rows.count, making->store, &making->arena, "course",
			       filters, ARRAY_LEN(filters), err);

	for (size_t i = 0; r == 0 && i < rows.count; i++)
		r = check_twice(making, plan, &rows.list[i], ret_said, err);
	return r;
}

static int say_clashes(const struct making *making, struct buf *ret_said, struct err *err)
{
	int r = 0;

	for (int64_t i = 0; r == 0 && i < making->shape.sessions; i++)
		r = course_clashes(ret_said, making->store, making->sessions[i].id, err);
	return r;
}

int flow_course_new(struct store *store, const struct plan *plan, const char *item,
		    const struct course_words *words, const struct course_layout *layout,
		    char ret_id[UUID_TEXT_MAX], struct buf *ret_said, struct err *err)
{
	AUTO(making_done) struct making making = {
		.store = store, .layout = layout, .plan = plan_course(&plan->work, item)};
	AUTO(buf_done) struct buf said = {0};
	int r = store_may_write(store, record_kind_find("course"), err);

	if (r < 0)
		return r;
	if (!making.plan)
		return err_set(err, ENOENT, _("kế hoạch %s không có khoá học «%.40s»; xem hotroit "
					      "plan show %s"), plan->id, item, plan->id);
	r = find_shape(&making, &said, err);
	if (r == 0)
		r = read_start(&making, words, err);
	if (r == 0)
		r = read_time(&making, err);
	if (r == 0)
		r = check(&making, words, err);
	if (r < 0)
		return r;
	making.year = find_year(&making, words);
	add_course(&making, plan, words);
	add_sessions(&making);
	r = check_others(&making, plan->id, &said, err);
	if (r == 0)
		r = keep(&making, err);
	if (r == 0)
		r = say_clashes(&making, &said, err);
	if (r < 0)
		return r;
	if (making.shape.sessions && !making.starts)
		buf_add_str(&said,
			    _("Chưa định ngày: ghi ngày từng buổi bằng hotroit set session\n"));
	snprintf(ret_id, UUID_TEXT_MAX, "%s", making.course.id);
	buf_add_str(ret_said, buf_text(&said));
	return 0;
}
