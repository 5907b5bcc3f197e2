/* One rule of a plan: what it looks at, what it demands, whom it cites, what it advises. */
#include "plan_priv.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

static int plan_check_fact(struct reader *reader, const char *key)
{
	/* A rule asks for the fact; whether a typed one will do is not for the plan to say. */
	if (fact_def_find(key) && !typed_key(key))
		return 0;
	return read_fail(reader, _("dữ kiện lạ \"%s\"; xem hotroit-probe --list-facts"), key);
}

int plan_check_text(struct reader *reader, const char *text)
{
	for (const char *open = text ? strchr(text, '{') : NULL; open;
	     open = strchr(open + 1, '{')) {
		const char *close = strchr(open, '}');
		char key[96];

		if (!close || (size_t)(close - open) > sizeof(key))
			return read_fail(reader, _("ngoặc { không có } trong \"%.40s\""), text);
		snprintf(key, sizeof(key), "%.*s", (int)(close - open - 1), open + 1);
		if (!str_eq(key, "missing") && plan_check_fact(reader, key) < 0)
			return -EBADMSG;
	}
	return 0;
}

static int read_state(struct reader *reader, const char *word, enum fact_state *ret)
{
	static const char *const words[] = {"known", "absent", "unreadable"};

	for (size_t i = 0; i < ARRAY_LEN(words); i++) {
		if (!str_eq(words[i], word))
			continue;
		*ret = (enum fact_state)i;
		return 0;
	}
	return read_fail(reader, _("\"state\" phải là known, absent hoặc unreadable"));
}

static int read_cond(struct reader *reader, struct cond *cond, const json_t *json)
{
	static const char *const keys[] = {"fact", "is", "at_least", "below", "state", NULL};
	const char *state = NULL;

	if (read_keys(reader, json, keys) < 0 ||
	    read_text(reader, json, "fact", true, &cond->fact) < 0 ||
	    (cond->fact && plan_check_fact(reader, cond->fact) < 0))
		return -EBADMSG;
	if (json_object_size(json) != 2)
		return read_fail(reader,
				 _("điều kiện cần đúng một trong is, at_least, below, state"));
	if (json_object_get(json, "is")) {
		cond->op = COND_IS;
		return read_text(reader, json, "is", true, &cond->text);
	}
	if (json_object_get(json, "state")) {
		cond->op = COND_STATE;
		if (read_text(reader, json, "state", true, &state) < 0)
			return -EBADMSG;
		return state ? read_state(reader, state, &cond->state) : 0;
	}
	cond->op = json_object_get(json, "below") ? COND_BELOW : COND_AT_LEAST;
	return read_real(reader, json, cond->op == COND_BELOW ? "below" : "at_least", true,
			 &cond->num);
}

int plan_read_conds(struct reader *reader, const json_t *object, const char *key, bool required,
		    struct cond **ret, size_t *ret_count)
{
	const json_t *list;
	size_t count;

	if (read_array(reader, object, key, required, &list) < 0)
		return -EBADMSG;
	count = json_array_size(list);
	*ret = arena_alloc(reader->arena, (count + 1) * sizeof(**ret));
	for (size_t i = 0; i < count; i++)
		if (read_cond(reader, &(*ret)[i], json_array_get(list, i)) < 0)
			return -EBADMSG;
	*ret_count = count;
	return 0;
}

static int read_advice(struct reader *reader, struct rule *rule, const json_t *json)
{
	static const char *const keys[] = {"when", "outcome", "text", "text_en", NULL};
	const json_t *list;
	size_t count;

	if (read_array(reader, json, "advice", false, &list) < 0)
		return -EBADMSG;
	count = json_array_size(list);
	rule->advice = arena_alloc(reader->arena, (count + 1) * sizeof(*rule->advice));
	rule->advice_count = count;
	for (size_t i = 0; i < count; i++) {
		struct advice *advice = &rule->advice[i];
		const json_t *item = json_array_get(list, i);

		if (read_keys(reader, item, keys) < 0 ||
		    plan_read_conds(reader, item, "when", false, &advice->when,
				    &advice->when_count) < 0 ||
		    read_text(reader, item, "outcome", false, &advice->outcome) < 0 ||
		    read_text_lang(reader, item, "text", true, &advice->text) < 0 ||
		    plan_check_text(reader, advice->text) < 0)
			return -EBADMSG;
		if (advice->outcome && !str_eq(advice->outcome, "fail") &&
		    !str_eq(advice->outcome, "unknown") && !str_eq(advice->outcome, "pass"))
			return read_fail(reader, _("\"outcome\" phải là pass, fail hoặc unknown"));
	}
	return 0;
}

static bool is_version(const char *text)
{
	return isdigit((unsigned char)*text) && !text[strspn(text, "0123456789.")];
}

static int read_floors(struct reader *reader, struct rule *rule, const json_t *json)
{
	static const char *const keys[] = {"name", "fact", "min", NULL};
	const json_t *list;
	size_t count;

	if (read_array(reader, json, "floors", true, &list) < 0)
		return -EBADMSG;
	count = json_array_size(list);
	rule->floors = arena_alloc(reader->arena, count * sizeof(*rule->floors));
	rule->floor_count = count;
	for (size_t i = 0; i < count; i++) {
		struct os_floor *floor = &rule->floors[i];
		const json_t *item = json_array_get(list, i);

		if (read_keys(reader, item, keys) < 0 ||
		    read_text(reader, item, "name", true, &floor->name) < 0 ||
		    read_text(reader, item, "fact", true, &floor->fact) < 0 ||
		    read_text(reader, item, "min", true, &floor->min) < 0 ||
		    (floor->fact && plan_check_fact(reader, floor->fact) < 0) ||
		    (floor->min && !is_version(floor->min) &&
		     read_fail(reader, _("\"%s\" phải là số"), "min") < 0))
			return -EBADMSG;
	}
	return 0;
}

static int read_bands(struct reader *reader, struct rule *rule, const json_t *json)
{
	static const char *const keys[] = {"from", "label", "label_en", NULL};
	const json_t *list;
	size_t count;

	if (read_array(reader, json, "bands", true, &list) < 0)
		return -EBADMSG;
	count = json_array_size(list);
	rule->bands = arena_alloc(reader->arena, count * sizeof(*rule->bands));
	rule->band_count = count;
	for (size_t i = 0; i < count; i++) {
		struct band *band = &rule->bands[i];
		const json_t *item = json_array_get(list, i);

		if (read_keys(reader, item, keys) < 0 ||
		    read_real(reader, item, "from", true, &band->from) < 0 ||
		    read_text_lang(reader, item, "label", true, &band->label) < 0)
			return -EBADMSG;
		if (i && band->from >= rule->bands[i - 1].from)
			return read_fail(reader, _("\"bands\" phải xếp từ cao xuống thấp"));
	}
	return 0;
}

static int read_at_least(struct reader *reader, struct rule *rule, const json_t *json)
{
	if (read_real(reader, json, "value", true, &rule->value) < 0 ||
	    read_real(reader, json, "tolerance", false, &rule->tolerance) < 0 ||
	    read_bool(reader, json, "absent_fails", &rule->absent_fails) < 0)
		return -EBADMSG;
	if (rule->tolerance >= 0.5)
		return read_fail(reader, _("\"tolerance\" phải nhỏ hơn 0.5"));
	return 0;
}

static int read_one_of(struct reader *reader, struct rule *rule, const json_t *json)
{
	if (read_texts(reader, json, "pass", true, &rule->pass, &rule->pass_count) < 0)
		return -EBADMSG;
	return read_texts(reader, json, "fail", false, &rule->fail, &rule->fail_count);
}

static int read_memory(struct reader *reader, struct rule *rule, const json_t *json)
{
	if (rule->fact_count != 2)
		return read_fail(reader, _("\"facts\" của memory là: RAM đã lắp, RAM dùng được"));
	if (read_real(reader, json, "value", true, &rule->value) < 0 ||
	    read_real(reader, json, "max_gap", true, &rule->max_gap) < 0 ||
	    read_real(reader, json, "usable_pass", true, &rule->usable_pass) < 0)
		return -EBADMSG;
	return read_real(reader, json, "usable_review", true, &rule->usable_review);
}

static int read_free_space(struct reader *reader, struct rule *rule, const json_t *json)
{
	if (rule->fact_count != 2)
		return read_fail(reader, _("\"facts\" của free-space là: còn trống, tổng"));
	return read_real(reader, json, "value", true, &rule->value);
}

static int read_check(struct reader *reader, struct rule *rule, const json_t *json)
{
	return read_bool(reader, json, "any", &rule->any);
}

/* What each kind of test demands of its own, beside "kind" and "facts". */
static const struct test_form {
	const char *name;
	const char *keys[8];
	int (*read)(struct reader *reader, struct rule *rule, const json_t *json);
} test_forms[] = {
	[TEST_AT_LEAST] = {"at-least",
			   {"kind", "facts", "value", "tolerance", "absent_fails"},
			   read_at_least},
	[TEST_ONE_OF] = {"one-of", {"kind", "facts", "pass", "fail"}, read_one_of},
	[TEST_MEMORY] = {"memory",
			 {"kind", "facts", "value", "max_gap", "usable_pass", "usable_review"},
			 read_memory},
	[TEST_FREE_SPACE] = {"free-space", {"kind", "facts", "value"}, read_free_space},
	[TEST_OS] = {"os", {"kind", "facts", "floors"}, read_floors},
	[TEST_CHECK] = {"check", {"kind", "facts", "any"}, read_check},
	[TEST_BAND] = {"band", {"kind", "facts", "bands"}, read_bands},
};

static int read_test(struct reader *reader, struct rule *rule, const json_t *rule_json)
{
	const json_t *json = json_object_get(rule_json, "test");
	const char *kind = NULL;
	size_t form = 0;

	if (!json)
		return read_fail(reader, _("thiếu \"test\""));
	if (read_text(reader, json, "kind", true, &kind) < 0 ||
	    read_texts(reader, json, "facts", true, &rule->facts, &rule->fact_count) < 0)
		return -EBADMSG;
	if (!kind)
		return 0;
	while (form < ARRAY_LEN(test_forms) && !str_eq(test_forms[form].name, kind))
		form++;
	if (form == ARRAY_LEN(test_forms))
		return read_fail(reader, _("phép thử lạ \"%s\""), kind);
	rule->test = (enum rule_test)form;
	for (size_t i = 0; i < rule->fact_count; i++)
		if (plan_check_fact(reader, rule->facts[i]) < 0)
			return -EBADMSG;
	if (read_keys(reader, json, test_forms[form].keys) < 0)
		return -EBADMSG;
	return test_forms[form].read(reader, rule, json);
}

static int read_level(struct reader *reader, struct rule *rule, const json_t *json)
{
	const char *level = NULL, *how = NULL;
	bool found = false;

	if (read_text(reader, json, "level", true, &level) < 0 ||
	    read_text(reader, json, "how", true, &how) < 0)
		return -EBADMSG;
	for (int i = RULE_MANDATORY; i <= RULE_LOCAL && !found; i++) {
		rule->level = (enum rule_level)i;
		found = str_eq(level, rule_level_key(rule->level));
	}
	if (level && !found &&
	    read_fail(reader,
		      _("\"level\" phải là mandatory, recommended, advisory hoặc local")) < 0)
		return -EBADMSG;
	if (how && !str_eq(how, "measured") && !str_eq(how, "inspected"))
		return read_fail(reader, _("\"how\" phải là measured hoặc inspected"));
	rule->how = str_eq(how, "measured") ? RULE_MEASURED : RULE_INSPECTED;
	return 0;
}

int plan_read_rule(struct reader *reader, struct rule *rule, const json_t *json)
{
	static const char *const keys[] = {"id",    "clause", "quote",    "label",       "label_en",
					   "level", "how",    "required", "required_en", "test",
					   "when",  "unless", "doubt",    "advice",      NULL};

	bool has_clause = json_object_get(json, "clause");

	if (json_is_object(json) && read_text(reader, json, "id", true, &rule->id) < 0)
		return -EBADMSG;
	if (rule->id)
		snprintf(reader->where, sizeof(reader->where), _("luật %.60s"), rule->id);
	if (read_keys(reader, json, keys) < 0)
		return -EBADMSG;
	if (!has_clause &&
	    read_fail(reader, _("thiếu \"clause\"; ghi số khoản của kế hoạch")) < 0)
		return -EBADMSG;
	if (read_text(reader, json, "clause", has_clause, &rule->clause) < 0 ||
	    read_level(reader, rule, json) < 0 ||
	    read_text(reader, json, "quote", rule->level != RULE_LOCAL, &rule->quote) < 0 ||
	    read_text_lang(reader, json, "label", true, &rule->label) < 0 ||
	    read_text_lang(reader, json, "required", true, &rule->required) < 0 ||
	    read_test(reader, rule, json) < 0 ||
	    plan_read_conds(reader, json, "when", false, &rule->when, &rule->when_count) < 0 ||
	    plan_read_conds(reader, json, "unless", false, &rule->unless, &rule->unless_count) <
		    0 ||
	    plan_read_conds(reader, json, "doubt", false, &rule->doubt, &rule->doubt_count) < 0)
		return -EBADMSG;
	return read_advice(reader, rule, json);
}
