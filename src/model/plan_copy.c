/* A plan's file under another id, for a coordinator to edit. */
#include "plan_list_priv.h"

#include <stdlib.h>
#include <string.h>

#define INDENT 2

bool plan_id_is(const char *id)
{
	size_t len = strspn(id, "abcdefghijklmnopqrstuvwxyz0123456789-.");

	return len && !id[len] && len <= PLAN_ID_MAX && *id != '.';
}

/* At the head, where who opens the file looks first; the rest in the order it had. */
void plan_copy(struct buf *ret, const struct plan *plan, const char *id, const char *version,
	       const char *note)
{
	AUTO(read_json_done) json_t *old = json_loads(plan->json, 0, NULL);
	AUTO(read_json_done) json_t *copy = json_object();
	const char *key;
	json_t *value;
	char *text;

	json_object_set_new(copy, "schema", json_string("hotroit.plan/1"));
	json_object_set_new(copy, "id", json_string(id));
	json_object_set_new(copy, "version", json_string(version));
	json_object_set_new(copy, "note", json_string(note));
	json_object_foreach(old, key, value)
	{
		if (!json_object_get(copy, key))
			json_object_set(copy, key, value);
	}
	text = json_dumps(copy, JSON_INDENT(INDENT));
	buf_printf(ret, "%s\n", text ? text : "");
	free(text);
}
