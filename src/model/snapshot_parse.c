/*
 * hotroit.snapshot/1 read back: from the probe, a stick or a file, so nothing in it is trusted.
 * A value of the wrong type or unit is refused by name: guessing at it could make a false pass.
 */
#include "read_priv.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define SNAPSHOT_FACTS_MAX 4096
#define SNAPSHOT_HEAD_BYTES 512

static int read_value(struct reader *reader, struct facts *facts, const struct fact_def *def,
		      const char *key, const json_t *value, const char *source)
{
	double real = json_number_value(value);

	if (def->type == FACT_TEXT && json_is_string(value))
		facts_text(facts, key, json_string_value(value), source);
	else if (def->type == FACT_BOOL && json_is_boolean(value))
		facts_bool(facts, key, json_is_true(value), source);
	else if (def->type == FACT_REAL && json_is_number(value))
		facts_real(facts, key, real, source);
	else if (def->type == FACT_INT && json_is_integer(value) && json_integer_value(value) >= 0)
		facts_int(facts, key, json_integer_value(value), source);
	else if (def->type == FACT_INT && json_is_real(value) && real >= 0 && real < 9e15 &&
		 real == floor(real))
		facts_int(facts, key, (int64_t)real, source);
	else
		return read_fail(reader, _("giá trị sai kiểu hoặc âm; dò lại máy này"));
	return 0;
}

static int read_fact(struct reader *reader, struct facts *facts, const json_t *item)
{
	static const char *const keys[] = {"key",    "value", "unit", "source",
					   "reason", "state", NULL};
	const char *key = NULL, *unit = NULL, *source = NULL, *reason = NULL, *state = NULL;
	const json_t *value = json_object_get(item, "value");
	const struct fact_def *def;

	if (read_keys(reader, item, keys) < 0 || read_text(reader, item, "key", true, &key) < 0)
		return -EBADMSG;
	snprintf(reader->where, sizeof(reader->where), "%.80s", key);
	if (read_text(reader, item, "unit", false, &unit) < 0 ||
	    read_text(reader, item, "source", false, &source) < 0 ||
	    read_text(reader, item, "reason", false, &reason) < 0 ||
	    read_text(reader, item, "state", false, &state) < 0)
		return -EBADMSG;
	def = fact_def_find(key);
	if (!def)
		return 0; /* from a later probe: this bench has no rule that could use it */
	if (facts_find(facts, key))
		return read_fail(reader, _("ghi hai lần; dò lại máy này"));
	if (unit && !str_eq(unit, def->unit))
		return read_fail(reader, _("đơn vị \"%s\" phải là \"%s\""), unit,
				 def->unit ? def->unit : "");
	if (!state && value)
		return read_value(reader, facts, def, key, value, source);
	if (str_eq(state, "absent") && !value)
		facts_absent(facts, key, reason);
	else if (str_eq(state, "unreadable") && !value)
		facts_unreadable(facts, key, reason);
	else
		return read_fail(reader, _("cần đúng một trong \"value\" và \"state\""));
	return 0;
}

/* A text of the head, as safe to keep and to show as those of the facts. */
static int read_clean(struct reader *reader, const json_t *object, const char *key, bool required,
		      const char **ret)
{
	AUTO(buf_done) struct buf clean = {0};
	const char *text = NULL;
	int r = read_text(reader, object, key, required, &text);

	if (r < 0 || !text)
		return r;
	text_clean(&clean, text, strlen(text), SNAPSHOT_HEAD_BYTES);
	if (required && !clean.len)
		return read_fail(reader, _("\"%s\" để trống"), key);
	*ret = arena_str(reader->arena, buf_text(&clean));
	return 0;
}

static int read_device(struct reader *reader, struct snapshot *snapshot, const json_t *json)
{
	static const char *const device_keys[] = {"id", "kind", "transport", "port", NULL};
	static const char *const probe_keys[] = {"version", NULL};
	const json_t *device = json_object_get(json, "device");
	const json_t *probe = json_object_get(json, "probe");

	snprintf(reader->where, sizeof(reader->where), "device");
	if (read_keys(reader, device, device_keys) < 0 ||
	    read_clean(reader, device, "id", true, &snapshot->device.id) < 0 ||
	    read_clean(reader, device, "kind", false, &snapshot->device.kind) < 0 ||
	    read_clean(reader, device, "transport", true, &snapshot->device.transport) < 0 ||
	    read_clean(reader, device, "port", false, &snapshot->device.port) < 0)
		return -EBADMSG;
	snprintf(reader->where, sizeof(reader->where), "probe");
	if (!probe)
		return 0;
	if (read_keys(reader, probe, probe_keys) < 0)
		return -EBADMSG;
	return read_clean(reader, probe, "version", false, &snapshot->probe_version);
}

static int read_snapshot(struct reader *reader, struct snapshot *snapshot, const json_t *json)
{
	static const char *const keys[] = {"schema", "taken_at", "probe", "device", "facts", NULL};
	const char *schema = NULL;
	const json_t *facts;

	if (read_text(reader, json, "schema", true, &schema) < 0)
		return -EBADMSG;
	if (!str_eq(schema, "hotroit.snapshot/1"))
		return read_fail(reader,
				 _("\"schema\" là %s; bản hotroit này chỉ đọc hotroit.snapshot/1"),
				 schema);
	if (read_keys(reader, json, keys) < 0 ||
	    read_clean(reader, json, "taken_at", true, &snapshot->taken_at) < 0 ||
	    read_device(reader, snapshot, json) < 0)
		return -EBADMSG;
	reader->where[0] = '\0';
	if (read_array(reader, json, "facts", false, &facts) < 0)
		return -EBADMSG;
	if (!facts)
		return read_fail(reader, _("thiếu danh sách \"facts\""));
	if (json_array_size(facts) > SNAPSHOT_FACTS_MAX)
		return read_fail(reader, _("quá %d dữ kiện"), SNAPSHOT_FACTS_MAX);
	for (size_t i = 0; i < json_array_size(facts); i++) {
		snprintf(reader->where, sizeof(reader->where), _("dữ kiện thứ %zu"), i + 1);
		if (read_fact(reader, &snapshot->facts, json_array_get(facts, i)) < 0)
			return -EBADMSG;
	}
	return 0;
}

int snapshot_parse(struct snapshot *ret_snapshot, const char *json, size_t len, const char *name,
		   struct err *err)
{
	struct snapshot snapshot = {0};
	struct reader reader = {.arena = &snapshot.facts.arena, .name = name, .err = err};
	AUTO(read_json_done) json_t *tree = read_json(&reader, json, len);

	if (!tree || read_snapshot(&reader, &snapshot, tree) < 0) {
		snapshot_done(&snapshot);
		return -EBADMSG;
	}
	snapshot_freeze(&snapshot);
	*ret_snapshot = snapshot;
	return 0;
}

int snapshot_load(struct snapshot *ret_snapshot, const char *file, struct err *err)
{
	AUTO(buf_done) struct buf json = {0};
	int r = root_read_host(file, ROOT_FILE_MAX, &json);

	if (r < 0)
		return err_set(err, -r, _("%s: không đọc được (%s)"), file, err_why(-r));
	return snapshot_parse(ret_snapshot, buf_text(&json), json.len, file, err);
}
