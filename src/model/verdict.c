/* The verdict's words and hotroit.verdict/1. */
#include "json_priv.h"
#include "model.h"

void verdict_done(struct verdict *verdict)
{
	arena_done(&verdict->arena);
	*verdict = (struct verdict){0};
}

const char *lock_state_label(enum lock_state state)
{
	static const char *const labels[] = {N_("đang khoá"), N_("có thể khoá"),
					     N_("chưa đọc được")};

	return _(labels[state]);
}

const char *verdict_word_key(enum verdict_word word)
{
	static const char *const keys[] = {"pass", "fail", "review"};

	return keys[word];
}

const char *verdict_word_label(enum verdict_word word)
{
	static const char *const labels[] = {N_("ĐẠT"), N_("KHÔNG ĐẠT"), N_("CẦN KIỂM TRA")};

	return _(labels[word]);
}

const char *verdict_profile_label(const struct verdict *verdict)
{
	if (verdict->profile)
		return verdict->profile->label;
	return verdict->plan->profile_count ? _("chưa chọn loại máy")
					    : _("kế hoạch này không có");
}

const char *outcome_key(enum outcome outcome)
{
	static const char *const keys[] = {"pass", "fail", "unknown", "not-applicable"};

	return keys[outcome];
}

const char *outcome_label(enum outcome outcome)
{
	static const char *const labels[] = {N_("đạt"), N_("không đạt"), N_("chưa rõ"),
					     N_("không xét")};

	return _(labels[outcome]);
}

const char *rule_level_key(enum rule_level level)
{
	static const char *const keys[] = {"mandatory", "recommended", "advisory", "local"};

	return keys[level];
}

const char *rule_level_label(enum rule_level level)
{
	static const char *const labels[] = {N_("bắt buộc"), N_("khuyến khích"), N_("tham khảo"),
					     N_("ngoài KH")};

	return _(labels[level]);
}

static void add_key(struct buf *ret, const char *key, const char *text)
{
	buf_printf(ret, ",\"%s\":", key);
	json_add_text(ret, text);
}

static void add_finding(struct buf *ret, const struct finding *finding)
{
	const struct rule *rule = finding->rule;

	buf_add_str(ret, "\n  {\"rule\":");
	json_add_text(ret, rule->id);
	add_key(ret, "clause", rule->clause);
	add_key(ret, "label", rule->label);
	add_key(ret, "required", rule->required);
	add_key(ret, "measured", finding->measured);
	add_key(ret, "fact", rule->facts[0]);
	add_key(ret, "outcome", outcome_key(finding->outcome));
	add_key(ret, "level", rule_level_key(rule->level));
	add_key(ret, "how",
		finding->typed			? "typed"
		: rule->how == RULE_MEASURED	? "measured"
						: "inspected");
	add_key(ret, "source", finding->source);
	add_key(ret, "reason", finding->reason);
	add_key(ret, "advice", finding->advice);
	buf_add_char(ret, '}');
}

void verdict_print_outcomes(struct buf *ret, const struct verdict *verdict)
{
	buf_add_char(ret, '{');
	for (size_t i = 0; i < verdict->count; i++) {
		buf_add_str(ret, i ? "," : "");
		json_add_text(ret, verdict->findings[i].rule->id);
		buf_add_char(ret, ':');
		json_add_text(ret, outcome_key(verdict->findings[i].outcome));
	}
	buf_add_char(ret, '}');
}

void verdict_print(struct buf *ret, const struct verdict *verdict)
{
	buf_add_str(ret, "{\"schema\":\"hotroit.verdict/1\",\"plan\":");
	json_add_text(ret, verdict->plan->id);
	add_key(ret, "plan_sha256", verdict->plan->sha256);
	add_key(ret, "profile", verdict->profile ? verdict->profile->id : NULL);
	add_key(ret, "verdict", verdict_word_key(verdict->word));
	add_key(ret, "measured_verdict", verdict_word_key(verdict->measured));
	buf_add_str(ret, ",\n \"findings\":[");
	for (size_t i = 0; i < verdict->count; i++) {
		buf_add_str(ret, i ? "," : "");
		add_finding(ret, &verdict->findings[i]);
	}
	buf_add_str(ret, "],\n \"warnings\":[");
	for (size_t i = 0; i < verdict->warning_count; i++) {
		buf_printf(ret, "%s\n  {\"id\":", i ? "," : "");
		json_add_text(ret, verdict->warnings[i].warning->id);
		add_key(ret, "text", verdict->warnings[i].text);
		buf_add_char(ret, '}');
	}
	buf_add_str(ret, "]}\n");
}
