/* The plan that a record names: is it there, and which are near. */
#include "flow.h"

#include <ctype.h>
#include <errno.h>

/* How many letters and digits both begin with, however they are written. */
static size_t same_start(const char *a, const char *b)
{
	size_t same = 0;

	while (*a && *b) {
		if (!isalnum((unsigned char)*a))
			a++;
		else if (!isalnum((unsigned char)*b))
			b++;
		else if (tolower((unsigned char)*a++) != tolower((unsigned char)*b++))
			break;
		else
			same++;
	}
	return same;
}

/* Those that begin most like TYPED; all where none does. */
static void add_near(struct buf *ret, const struct plan_library *library, const char *typed)
{
	size_t most = 0;

	for (size_t i = 0; i < library->count; i++) {
		size_t same = same_start(library->plans[i]->id, typed);

		most = same > most ? same : most;
	}
	for (size_t i = 0; i < library->count; i++)
		if (same_start(library->plans[i]->id, typed) == most)
			buf_printf(ret, "%s%s", ret->len ? ", " : "", library->plans[i]->id);
}

static const char *typed_value(const char *name, const char *const *names,
			       const char *const *values, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(names[i], name))
			return values[i];
	return NULL;
}

/* A pilot is of an item of its plan. */
static int check_pilot(const struct plan *plan, const char *item, struct err *err)
{
	AUTO(buf_done) struct buf all = {0};

	if (!item || plan_pilot(&plan->work, item))
		return 0;
	if (!plan->work.pilot_count)
		return err_set(err, EINVAL, _("plan: kế hoạch %s không có thí điểm nào"), plan->id);
	for (size_t i = 0; i < plan->work.pilot_count; i++)
		buf_printf(&all, "%s%s", i ? ", " : "", plan->work.pilots[i].is.id);
	return err_set(err, EINVAL,
		       _("plan_item: kế hoạch không có thí điểm «%.40s»; chọn trong: %s"), item,
		       buf_text(&all));
}

static int check_typed(const struct plan_library *library, const char *typed, bool is_pilot,
		       const char *item, struct err *err)
{
	const struct plan *plan = flow_plan_find(library, typed);
	AUTO(buf_done) struct buf near = {0};

	if (plan)
		return is_pilot ? check_pilot(plan, item, err) : 0;
	add_near(&near, library, typed);
	return err_set(err, EINVAL, _("plan: không có kế hoạch «%.40s»; gần nhất: %s"), typed,
		       buf_text(&near));
}

int flow_check_plan(const struct record_kind *kind, const char *const *names,
		    const char *const *values, size_t count, struct err *err)
{
	bool is_pilot = str_eq(kind->name, "pilot");
	const char *typed = typed_value("plan", names, values, count);
	AUTO(flow_plans_done) struct plan_library library = {0};
	int r;

	if ((!is_pilot && !str_eq(kind->name, "programme")) || !typed || !*typed)
		return 0;
	r = flow_plans_load(&library, NULL, err);
	if (r == 0)
		r = check_typed(&library, typed, is_pilot,
				typed_value("plan_item", names, values, count), err);
	return r;
}
