/* hotroit.month/1: the month's figures as text. A closed month is kept in this form and read back
 * for ever, so a change that others would notice takes a new number. */
#include "export.h"

#include "model.h"

#include <errno.h>
#include <jansson.h>
#include <string.h>

#define SCHEMA "hotroit.month/1"
#define TEXT_BYTES 512
#define FIGURES_MAX 10000
#define RECORDS_MAX 100000

static const char *const hows[] = {"count", "sum", "measure"};

/* ---- printing ------------------------------------------------------------------------------ */

static void add_pair(struct buf *ret, const char *key, const char *text)
{
	if (!text)
		return;
	buf_printf(ret, ",\"%s\":", key);
	json_add_text(ret, text);
}

static void add_list(struct buf *ret, const char *key, const char *const *ids, size_t count)
{
	buf_printf(ret, ",\"%s\":[", key);
	for (size_t i = 0; i < count; i++) {
		buf_add_str(ret, i ? "," : "");
		json_add_text(ret, ids[i]);
	}
	buf_add_char(ret, ']');
}

static void add_figure(struct buf *ret, const struct month_figure *figure, bool with_records)
{
	buf_printf(ret, "\"section\":\"%s\",\"key\":", month_section_names[figure->section]);
	json_add_text(ret, figure->key);
	if (figure->ref) {
		add_pair(ret, "ref_kind", figure->ref_kind);
		add_pair(ret, "ref", figure->ref);
	} else {
		add_pair(ret, "of", figure->of);
	}
	add_pair(ret, "label", figure->label);
	if (figure->is_known)
		buf_printf(ret, ",\"value\":%lld", (long long)figure->value);
	else
		buf_add_str(ret, ",\"value\":null");
	add_pair(ret, "unit", figure->unit);
	if (figure->target)
		buf_printf(ret, ",\"target\":%lld", (long long)figure->target);
	add_pair(ret, "how", hows[figure->how]);
	add_pair(ret, "kind", figure->kind);
	if (figure->is_part)
		buf_add_str(ret, ",\"part\":true");
	if (figure->is_flow)
		buf_add_str(ret, ",\"flow\":true");
	if (figure->is_flow && figure->kind && with_records)
		add_list(ret, "records", figure->records, figure->record_count);
}

void export_month_json(struct buf *ret, const struct month_pack *pack, bool with_records)
{
	if (pack->frozen) {
		buf_add_str(ret, pack->frozen);
		return;
	}
	buf_add_str(ret, "{\"schema\":\"" SCHEMA "\",\"period\":");
	json_add_text(ret, pack->period);
	add_pair(ret, "at", pack->at);
	buf_add_str(ret, ",\"figures\":[");
	for (size_t i = 0; i < pack->count; i++) {
		buf_add_str(ret, i ? ",{" : "{");
		add_figure(ret, pack->figures[i], with_records);
		buf_add_char(ret, '}');
	}
	buf_add_str(ret, "],\"adjustments\":[");
	for (size_t i = 0; i < pack->adjustment_count; i++) {
		const struct month_adjustment *one = &pack->adjustments[i];

		buf_add_str(ret, i ? ",{\"month\":" : "{\"month\":");
		json_add_text(ret, one->month);
		buf_add_char(ret, ',');
		add_figure(ret, &one->figure, with_records);
		if (with_records)
			add_list(ret, "removed", one->removed, one->removed_count);
		buf_add_char(ret, '}');
	}
	buf_add_str(ret, "]}");
}

/* ---- reading ------------------------------------------------------------------------------- */

struct reading {
	struct arena *arena;
	struct err *err;
};

static int bad(const struct reading *reading, const char *what)
{
	return err_set(reading->err, EBADMSG, _("số liệu tháng: %s không đúng dạng"), what);
}

/* NULL for what is absent, no text, or too long to be ours. */
static const char *take_text(const struct reading *reading, const json_t *object, const char *key)
{
	const char *text = json_string_value(json_object_get(object, key));
	AUTO(buf_done) struct buf clean = {0};

	if (!text)
		return NULL;
	text_clean(&clean, text, strlen(text), TEXT_BYTES);
	return arena_str(reading->arena, buf_text(&clean));
}

static int take_word(const json_t *object, const char *key, const char *const *words, size_t count)
{
	const char *text = json_string_value(json_object_get(object, key));

	for (size_t i = 0; text && i < count; i++)
		if (str_eq(words[i], text))
			return (int)i;
	return -1;
}

static int take_ids(const struct reading *reading, const json_t *object, const char *key,
		    const char ***ret, size_t *ret_count)
{
	const json_t *list = json_object_get(object, key);
	size_t count = json_array_size(list);

	if (count > RECORDS_MAX)
		return bad(reading, key);
	*ret = arena_alloc(reading->arena, (count + 1) * sizeof(**ret));
	for (size_t i = 0; i < count; i++) {
		const char *id = json_string_value(json_array_get(list, i));

		if (!id || !uuid_is(id))
			return bad(reading, key);
		(*ret)[i] = arena_str(reading->arena, id);
	}
	*ret_count = count;
	return 0;
}

static int take_figure(const struct reading *reading, const json_t *object,
		       struct month_figure *ret)
{
	int section = take_word(object, "section", month_section_names, MONTH_SECTIONS);
	int how = take_word(object, "how", hows, ARRAY_LEN(hows));
	const json_t *value = json_object_get(object, "value");

	*ret = (struct month_figure){
		.key = take_text(reading, object, "key"),
		.of = take_text(reading, object, "of"),
		.label = take_text(reading, object, "label"),
		.unit = take_text(reading, object, "unit"),
		.ref_kind = take_text(reading, object, "ref_kind"),
		.ref = take_text(reading, object, "ref"),
		.kind = take_text(reading, object, "kind"),
		.is_known = json_is_integer(value),
		.is_part = json_is_true(json_object_get(object, "part")),
		.is_flow = json_is_true(json_object_get(object, "flow")),
		.value = json_integer_value(value),
		.target = json_integer_value(json_object_get(object, "target")),
	};
	if (section < 0 || how < 0 || !ret->key || !ret->label || !ret->unit ||
	    !ret->ref != !ret->ref_kind)
		return bad(reading, ret->key ? ret->key : "key");
	ret->section = (enum month_section)section;
	ret->how = (enum month_how)how;
	return take_ids(reading, object, "records", &ret->records, &ret->record_count);
}

static int take_figures(const struct reading *reading, struct month_pack *pack, const json_t *list)
{
	size_t count = json_array_size(list);
	int r = json_is_array(list) && count <= FIGURES_MAX ? 0 : bad(reading, "figures");

	if (r < 0)
		return r;
	pack->figures = arena_alloc(reading->arena, (count + 1) * sizeof(*pack->figures));
	for (size_t i = 0; r == 0 && i < count; i++) {
		struct month_figure *figure = arena_alloc(reading->arena, sizeof(*figure));

		r = take_figure(reading, json_array_get(list, i), figure);
		pack->figures[pack->count++] = figure;
	}
	return r;
}

static int take_adjustments(const struct reading *reading, struct month_pack *pack,
			    const json_t *list)
{
	size_t count = json_array_size(list);
	int r = json_is_array(list) && count <= FIGURES_MAX ? 0 : bad(reading, "adjustments");

	if (r < 0)
		return r;
	pack->adjustments = arena_alloc(reading->arena, (count + 1) * sizeof(*pack->adjustments));
	for (size_t i = 0; r == 0 && i < count; i++) {
		struct month_adjustment *one = &pack->adjustments[pack->adjustment_count++];
		const json_t *object = json_array_get(list, i);

		one->month = take_text(reading, object, "month");
		r = one->month ? take_figure(reading, object, &one->figure)
			       : bad(reading, "month");
		if (r == 0)
			r = take_ids(reading, object, "removed", &one->removed,
				     &one->removed_count);
	}
	return r;
}

static void free_json(json_t **json)
{
	json_decref(*json);
}

int export_month_read(struct month_pack *ret, const char *json, size_t len, struct err *err)
{
	AUTO(month_done) struct month_pack pack = {0};
	AUTO(free_json) json_t *root = json_loadb(json, len, JSON_REJECT_DUPLICATES, NULL);
	const struct reading reading = {.arena = &pack.arena, .err = err};
	int r;

	if (!root || !str_eq(json_string_value(json_object_get(root, "schema")), SCHEMA))
		return bad(&reading, SCHEMA);
	pack.period = take_text(&reading, root, "period");
	pack.at = take_text(&reading, root, "at");
	if (!pack.period || !pack.at)
		return bad(&reading, "period");
	r = take_figures(&reading, &pack, json_object_get(root, "figures"));
	if (r == 0)
		r = take_adjustments(&reading, &pack, json_object_get(root, "adjustments"));
	if (r < 0)
		return r;
	pack.frozen = arena_copy(&pack.arena, json, len);
	*ret = pack;
	pack = (struct month_pack){0};
	return 0;
}
