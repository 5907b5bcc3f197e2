/* The plans: built in, and the coordinator's own files, which win by id. */
#include "flow.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>

extern const struct embedded_file flow_plan_files[];

int flow_plan_read(struct plan *ret_plan, const char *json, size_t len, const char *name,
		   struct err *err)
{
	return flow_plan_check(ret_plan, json, len, name, NULL, err);
}

static int add_plan(struct plan_library *library, const char *json, size_t len, const char *name,
		    struct err *err)
{
	struct plan *plan = calloc(1, sizeof(*plan));
	struct plan **grown;
	int r;

	if (!plan)
		return err_set(err, ENOMEM, "%s: %s", name, err_why(ENOMEM));
	r = flow_plan_read(plan, json, len, name, err);
	if (r < 0) {
		free(plan);
		return r;
	}
	for (size_t i = 0; i < library->count; i++) {
		if (!str_eq(library->plans[i]->id, plan->id))
			continue;
		plan_done(library->plans[i]);
		free(library->plans[i]);
		library->plans[i] = plan;
		return 0;
	}
	grown = realloc(library->plans, (library->count + 1) * sizeof(*grown));
	if (!grown) {
		plan_done(plan);
		free(plan);
		return err_set(err, ENOMEM, "%s: %s", name, err_why(ENOMEM));
	}
	library->plans = grown;
	library->plans[library->count++] = plan;
	return 0;
}

static void load_folder(struct plan_library *library, const struct root *folder,
			void (*warn)(const struct err *err))
{
	struct arena names_arena = {0};
	const char *const *names;
	size_t count;

	if (root_list(folder, ".", &names_arena, &names, &count) < 0)
		count = 0;
	for (size_t i = 0; i < count; i++) {
		AUTO(buf_done) struct buf json = {0};
		struct err err;
		int r;

		if (!str_ends(names[i], ".json"))
			continue;
		r = root_read(folder, names[i], ROOT_FILE_MAX, &json);
		if (r < 0)
			r = err_set(&err, -r, _("%s: không đọc được (%s)"), names[i], err_why(-r));
		else
			r = add_plan(library, buf_text(&json), json.len, names[i], &err);
		if (r < 0 && warn)
			warn(&err);
	}
	arena_done(&names_arena);
}

static void load_own(struct plan_library *library, void (*warn)(const struct err *err))
{
	char path[PATH_MAX];
	struct root folder;
	struct err err;

	if (path_data("plans", path, sizeof(path)) < 0 || root_open(&folder, path, &err) < 0)
		return; /* most benches have no plans of their own */
	load_folder(library, &folder, warn);
	root_done(&folder);
}

int flow_plans_load(struct plan_library *ret_library, void (*warn)(const struct err *err),
		    struct err *err)
{
	struct plan_library library = {0};

	for (const struct embedded_file *file = flow_plan_files; file->name; file++) {
		int r = add_plan(&library, (const char *)file->data, file->len, file->name, err);

		if (r < 0) {
			flow_plans_done(&library);
			return r;
		}
	}
	load_own(&library, warn);
	*ret_library = library;
	return 0;
}

void flow_plans_done(struct plan_library *library)
{
	for (size_t i = 0; i < library->count; i++) {
		plan_done(library->plans[i]);
		free(library->plans[i]);
	}
	free(library->plans);
	*library = (struct plan_library){0};
}

const struct plan *flow_plan_find(const struct plan_library *library, const char *id)
{
	for (size_t i = 0; i < library->count; i++)
		if (str_eq(library->plans[i]->id, id))
			return library->plans[i];
	return NULL;
}
