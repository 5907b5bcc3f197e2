/*
 * hotroit.plan/1: a plan as data. Every rule and every piece of work cites its clause and the
 * plan's own words; anything not understood is refused, for a rule that is silently skipped is a
 * false pass.
 */
#include "plan_list_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define UTF8_MARK "\xef\xbb\xbf"
#define TARGET_VALUE_MAX 1000000

static bool has_rule(const struct profile *profile, const char *id)
{
	for (size_t i = 0; i < profile->rule_count; i++)
		if (str_eq(profile->rules[i].id, id))
			return true;
	return false;
}

/* PROFILES holds COUNT whole profiles and, behind them, the one being read. */
static int read_rules(struct reader *reader, struct profile *profiles, size_t count,
		      const json_t *json)
{
	struct profile *profile = &profiles[count];
	const json_t *list;
	int result = 0;

	if (read_array(reader, json, "rules", true, &list) < 0)
		return -EBADMSG;
	profile->rules =
		arena_alloc(reader->arena, json_array_size(list) * sizeof(*profile->rules));
	for (size_t i = 0; i < json_array_size(list); i++) {
		struct rule *rule = &profile->rules[i];

		snprintf(reader->where, sizeof(reader->where), _("%.40s, luật thứ %zu"),
			 profile->id ? profile->id : "?", i + 1);
		if (plan_read_rule(reader, rule, json_array_get(list, i)) < 0)
			result = -EBADMSG;
		for (size_t p = 0; rule->id && p <= count; p++)
			if (has_rule(&profiles[p], rule->id))
				result = read_fail(reader, _("trùng mã luật"));
		profile->rule_count = i + 1;
	}
	return result;
}

static bool has_word(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; word && i < count; i++)
		if (str_eq(words[i], word))
			return true;
	return false;
}

/* Is an id or a device kind of the profile being read taken by one before it? */
static int check_unique(struct reader *reader, const struct profile *profiles, size_t count)
{
	const struct profile *profile = &profiles[count];

	for (size_t p = 0; p < count && profile->id; p++)
		if (str_eq(profiles[p].id, profile->id) &&
		    read_fail(reader, _("trùng mã \"%s\""), profile->id) < 0)
			return -EBADMSG;
	for (size_t k = 0; k < profile->kind_count; k++)
		for (size_t p = 0; p < count; p++)
			if (has_word(profiles[p].kinds, profiles[p].kind_count,
				     profile->kinds[k]) &&
			    read_fail(reader, _("loại máy \"%s\" có hai bộ luật"),
				      profile->kinds[k]) < 0)
				return -EBADMSG;
	return 0;
}

static int read_profile(struct reader *reader, struct profile *profiles, size_t count,
			const json_t *json)
{
	static const char *const keys[] = {"id",         "label", "label_en", "kinds",
					   "transports", "rules", NULL};
	struct profile *profile = &profiles[count];

	if (read_keys(reader, json, keys) < 0 ||
	    read_text(reader, json, "id", true, &profile->id) < 0 ||
	    read_text_lang(reader, json, "label", true, &profile->label) < 0 ||
	    read_texts(reader, json, "kinds", true, &profile->kinds, &profile->kind_count) < 0 ||
	    read_texts(reader, json, "transports", false, &profile->transports,
		       &profile->transport_count) < 0 ||
	    check_unique(reader, profiles, count) < 0)
		return -EBADMSG;
	return read_rules(reader, profiles, count, json);
}

static int read_profiles(struct reader *reader, struct plan *plan, const json_t *json)
{
	const json_t *list;
	int result = 0;

	if (read_array(reader, json, "profiles", false, &list) < 0)
		return -EBADMSG;
	plan->profiles = arena_alloc(reader->arena,
				     (json_array_size(list) + 1) * sizeof(*plan->profiles));
	for (size_t i = 0; i < json_array_size(list); i++) {
		snprintf(reader->where, sizeof(reader->where), _("bộ luật thứ %zu"), i + 1);
		if (read_profile(reader, plan->profiles, i, json_array_get(list, i)) < 0)
			result = -EBADMSG;
		plan->profile_count = i + 1;
	}
	return result;
}

static int read_warning(struct reader *reader, struct plan *plan, const json_t *item)
{
	static const char *const keys[] = {"id", "text", "text_en", "source", "when", NULL};
	struct warning *warning = &plan->warnings[plan->warning_count];

	if (read_keys(reader, item, keys) < 0 ||
	    read_text(reader, item, "id", true, &warning->id) < 0 ||
	    read_text_lang(reader, item, "text", true, &warning->text) < 0 ||
	    plan_check_text(reader, warning->text) < 0 ||
	    read_text(reader, item, "source", true, &warning->source) < 0 ||
	    plan_read_conds(reader, item, "when", true, &warning->when, &warning->when_count) < 0)
		return -EBADMSG;
	for (size_t i = 0; i < plan->warning_count && warning->id; i++)
		if (str_eq(plan->warnings[i].id, warning->id) &&
		    read_fail(reader, _("trùng mã \"%s\""), warning->id) < 0)
			return -EBADMSG;
	plan->warning_count++;
	return 0;
}

static int read_warnings(struct reader *reader, struct plan *plan, const json_t *json)
{
	const json_t *list;

	if (read_array(reader, json, "warnings", false, &list) < 0)
		return -EBADMSG;
	plan->warnings = arena_alloc(reader->arena,
				     (json_array_size(list) + 1) * sizeof(*plan->warnings));
	for (size_t i = 0; i < json_array_size(list); i++) {
		snprintf(reader->where, sizeof(reader->where), _("lưu ý thứ %zu"), i + 1);
		if (read_warning(reader, plan, json_array_get(list, i)) < 0 && !reader->all)
			return -EBADMSG;
	}
	return 0;
}

/* One that the program does not measure would be a promise that nobody looks after. */
static int check_target(struct reader *reader, const struct plan *plan, const struct target *target)
{
	static const char *const ids[] = {TARGET_DEVICES_A_MONTH, TARGET_CONTACT_HOURS,
					  TARGET_TEAMS_A_COMMUNE, TARGET_SCHOOLS_PERCENT};

	if (target->id && !has_word(ids, ARRAY_LEN(ids), target->id))
		return read_fail(reader, _("không biết chỉ tiêu \"%s\""), target->id);
	for (size_t i = 0; i < plan->target_count && target->id; i++)
		if (str_eq(plan->targets[i].id, target->id))
			return read_fail(reader, _("trùng mã \"%s\""), target->id);
	return 0;
}

static int read_target_value(struct reader *reader, struct target *target, const json_t *json)
{
	const json_t *least = json_object_get(json, "least"), *most = json_object_get(json, "most");
	const json_t *value = least ? least : most;

	if (!least == !most)
		return read_fail(reader, _("cần một trong hai: \"least\" hoặc \"most\""));
	target->is_most = most;
	target->value = json_integer_value(value);
	if (!json_is_integer(value) || target->value < 1 || target->value > TARGET_VALUE_MAX)
		return read_fail(reader, _("chỉ tiêu phải là số nguyên từ 1 đến %d"),
				 TARGET_VALUE_MAX);
	return 0;
}

static int read_target(struct reader *reader, struct plan *plan, const json_t *item)
{
	static const char *const keys[] = {"id",    "clause", "quote", "label",	  "label_en",
					   "least", "most",   "unit",  "unit_en", NULL};
	struct target *target = &plan->targets[plan->target_count];

	if (read_keys(reader, item, keys) < 0 ||
	    read_text(reader, item, "id", true, &target->id) < 0 ||
	    read_text(reader, item, "clause", true, &target->clause) < 0 ||
	    read_text(reader, item, "quote", true, &target->quote) < 0 ||
	    read_text_lang(reader, item, "label", true, &target->label) < 0 ||
	    read_text_lang(reader, item, "unit", true, &target->unit) < 0 ||
	    read_target_value(reader, target, item) < 0 || check_target(reader, plan, target) < 0)
		return -EBADMSG;
	plan->target_count++;
	return 0;
}

static int read_targets(struct reader *reader, struct plan *plan, const json_t *json)
{
	const json_t *list;

	if (read_array(reader, json, "targets", false, &list) < 0)
		return -EBADMSG;
	plan->targets = arena_alloc(reader->arena,
				    (json_array_size(list) + 1) * sizeof(*plan->targets));
	for (size_t i = 0; i < json_array_size(list); i++) {
		snprintf(reader->where, sizeof(reader->where), _("chỉ tiêu thứ %zu"), i + 1);
		if (read_target(reader, plan, json_array_get(list, i)) < 0 && !reader->all)
			return -EBADMSG;
	}
	return 0;
}

int64_t plan_target(const struct plan *plan, const char *id)
{
	for (size_t i = 0; plan && i < plan->target_count; i++)
		if (str_eq(plan->targets[i].id, id))
			return plan->targets[i].value;
	return 0;
}

static int read_dates(struct reader *reader, struct plan *plan, const json_t *json)
{
	const json_t *from = json_object_get(json, "effective_from");

	if ((!from || json_is_null(from)) &&
	    read_fail(reader, _("thiếu \"%s\""), "effective_from") < 0)
		return -EBADMSG;
	if (plan_read_day(reader, json, "effective_from", &plan->effective_from) < 0 ||
	    plan_read_day(reader, json, "effective_to", &plan->effective_to) < 0)
		return -EBADMSG;
	/* Days compare as text. */
	if (plan->effective_from && plan->effective_to &&
	    strcmp(plan->effective_to, plan->effective_from) < 0)
		return read_fail(reader,
				 _("hết hiệu lực (\"effective_to\" %s) trước khi bắt đầu "
				   "(\"effective_from\" %s); sửa một trong hai ngày"),
				 plan->effective_to, plan->effective_from);
	return 0;
}

static int read_head(struct reader *reader, struct plan *plan, const json_t *json)
{
	static const char *const keys[] = {
		"schema",   "id",       "version", "note",           "title", "number",
		"issuer",   "issued",   "source",  "effective_from", "effective_to",
		"profiles", "warnings", "targets", "approvers",      "matching",
		"contests", "courses",	"pilots",  "tasks",	     "budget",
		"areas",    "reports",	"remarks", NULL};
	const char *schema = NULL;

	if (read_text(reader, json, "schema", true, &schema) < 0)
		return -EBADMSG;
	if (schema && !str_eq(schema, "hotroit.plan/1") &&
	    read_fail(reader, _("\"schema\" phải là hotroit.plan/1")) < 0)
		return -EBADMSG;
	if (read_keys(reader, json, keys) < 0 ||
	    read_text(reader, json, "id", true, &plan->id) < 0 ||
	    read_text(reader, json, "version", true, &plan->version) < 0 ||
	    read_text(reader, json, "note", false, &plan->note) < 0 ||
	    read_text(reader, json, "title", true, &plan->title) < 0 ||
	    read_text(reader, json, "number", false, &plan->number) < 0 ||
	    read_text(reader, json, "issuer", true, &plan->issuer) < 0 ||
	    read_text(reader, json, "issued", false, &plan->issued) < 0 ||
	    read_text(reader, json, "source", true, &plan->source) < 0 ||
	    read_dates(reader, plan, json) < 0)
		return -EBADMSG;
	/* It is typed, kept in records, and names the file of a copy. */
	if (plan->id && !plan_id_is(plan->id))
		return read_fail(reader, _("\"id\" chỉ gồm chữ thường không dấu, số, - và dấu "
					   "chấm, nhiều nhất %d"), PLAN_ID_MAX);
	return 0;
}

void plan_done(struct plan *plan)
{
	arena_done(&plan->arena);
	*plan = (struct plan){0};
}

static int read_work(struct reader *reader, struct plan *plan, const json_t *json)
{
	int contests = plan_read_contests(reader, &plan->work, json);
	int courses = plan_read_courses(reader, &plan->work, json);
	int tasks = plan_read_tasks(reader, &plan->work, json);

	return contests < 0 || courses < 0 || tasks < 0 ? -EBADMSG : 0;
}

int plan_parse_all(struct plan *ret_plan, const char *json, size_t len, const char *name,
		   const struct plan_words *words, struct buf *ret_wrong, struct err *err)
{
	static int (*const parts[])(struct reader *, struct plan *, const json_t *) = {
		read_head,    read_profiles,	read_warnings,
		read_targets, plan_read_people, read_work};
	struct plan plan = {0};
	struct reader reader = {.arena = &plan.arena, .name = name, .all = ret_wrong, .err = err};
	AUTO(read_json_done) json_t *tree = NULL;

	/* Notepad begins a file so. */
	if (len >= strlen(UTF8_MARK) && memcmp(json, UTF8_MARK, strlen(UTF8_MARK)) == 0) {
		json += strlen(UTF8_MARK);
		len -= strlen(UTF8_MARK);
	}
	tree = read_json(&reader, json, len);
	if (words)
		reader.words = *words;
	for (size_t i = 0; tree && i < ARRAY_LEN(parts); i++) {
		reader.where[0] = '\0';
		if (parts[i](&reader, &plan, tree) < 0 && !ret_wrong)
			break;
	}
	if (reader.wrong > READ_TOLD_MAX && ret_wrong)
		buf_printf(ret_wrong, _("và %zu chỗ nữa\n"), reader.wrong - READ_TOLD_MAX);
	if (!tree || reader.wrong) {
		plan_done(&plan);
		return -EBADMSG;
	}
	plan.json = arena_copy(&plan.arena, json, len);
	sha256_hex(json, len, plan.sha256);
	*ret_plan = plan;
	return 0;
}

int plan_parse(struct plan *ret_plan, const char *json, size_t len, const char *name,
	       struct err *err)
{
	return plan_parse_all(ret_plan, json, len, name, NULL, NULL, err);
}

const struct profile *plan_profile(const struct plan *plan, const char *device_kind)
{
	for (size_t i = 0; i < plan->profile_count; i++)
		if (has_word(plan->profiles[i].kinds, plan->profiles[i].kind_count, device_kind))
			return &plan->profiles[i];
	return NULL;
}

const struct profile *plan_profile_for_transport(const struct plan *plan, const char *transport)
{
	for (size_t i = 0; i < plan->profile_count; i++)
		if (has_word(plan->profiles[i].transports, plan->profiles[i].transport_count,
			     transport))
			return &plan->profiles[i];
	return NULL;
}
