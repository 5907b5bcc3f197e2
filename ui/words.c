/* What every screen says the same way. A verdict is a symbol and a word, never a colour alone. */
#include "screen.h"

void ui_verdict_text(struct buf *ret, enum verdict_word word)
{
	static const char *const symbols[] = {
		[VERDICT_PASS] = "●", [VERDICT_FAIL] = "X", [VERDICT_REVIEW] = "?"};

	buf_printf(ret, "%s %s", symbols[word], verdict_word_label(word));
}

enum ui_style ui_verdict_style(enum verdict_word word)
{
	return word == VERDICT_PASS ? STYLE_PASS : word == VERDICT_FAIL ? STYLE_FAIL : STYLE_REVIEW;
}

/* What is only advised does not weigh like what is demanded. */
static bool is_advice(const struct finding *finding)
{
	return finding->outcome == OUTCOME_FAIL && finding->rule->level != RULE_MANDATORY;
}

void ui_finding_text(struct buf *ret, const struct finding *finding)
{
	static const char *const symbols[] = {[OUTCOME_PASS] = "●",
					      [OUTCOME_FAIL] = "X",
					      [OUTCOME_UNKNOWN] = "?",
					      [OUTCOME_NOT_APPLICABLE] = "-"};

	buf_printf(ret, "%s %s", is_advice(finding) ? "!" : symbols[finding->outcome],
		   outcome_label(finding->outcome));
}

enum ui_style ui_finding_style(const struct finding *finding)
{
	static const enum ui_style styles[] = {[OUTCOME_PASS] = STYLE_PASS,
					       [OUTCOME_FAIL] = STYLE_FAIL,
					       [OUTCOME_UNKNOWN] = STYLE_REVIEW,
					       [OUTCOME_NOT_APPLICABLE] = STYLE_DIM};

	return is_advice(finding) ? STYLE_REVIEW : styles[finding->outcome];
}

const char *ui_kind_label(const char *kind)
{
	static const struct {
		const char *kind, *label;
	} kinds[] = {
		{"laptop", N_("laptop")},    {"desktop", N_("máy bàn")}, {"tablet", N_("máy bảng")},
		{"phone", N_("điện thoại")}, {"other", N_("loại khác")},
	};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_eq(kinds[i].kind, kind))
			return _(kinds[i].label);
	return _("chưa rõ");
}

bool ui_kind_is_known(const struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->count; i++)
		if (str_eq(verdict->findings[i].rule->facts[0], "device.kind"))
			return verdict->findings[i].outcome == OUTCOME_PASS;
	return verdict->profile != NULL;
}
