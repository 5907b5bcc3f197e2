/* What every screen says the same way. A verdict is a symbol and a word, never a colour alone. */
#include "screen.h"

#include <string.h>

void ui_verdict_text(struct buf *ret, enum verdict_word word)
{
	static const char *const symbols[] = {
		[VERDICT_PASS] = "●", [VERDICT_FAIL] = "X", [VERDICT_REVIEW] = "?"};

	buf_printf(ret, "%s %s", symbols[word], verdict_word_label(word));
}

enum ui_style ui_verdict_style(enum verdict_word word)
{
	return word == VERDICT_PASS   ? STYLE_PASS
	       : word == VERDICT_FAIL ? STYLE_FAIL
				      : STYLE_REVIEW;
}

void ui_outcome_text(struct buf *ret, enum outcome outcome)
{
	static const char *const symbols[] = {[OUTCOME_PASS] = "●",
					      [OUTCOME_FAIL] = "X",
					      [OUTCOME_UNKNOWN] = "?",
					      [OUTCOME_NOT_APPLICABLE] = "-"};

	buf_printf(ret, "%s %s", symbols[outcome], outcome_label(outcome));
}

enum ui_style ui_outcome_style(enum outcome outcome)
{
	return outcome == OUTCOME_PASS	    ? STYLE_PASS
	       : outcome == OUTCOME_FAIL    ? STYLE_FAIL
	       : outcome == OUTCOME_UNKNOWN ? STYLE_REVIEW
					    : STYLE_DIM;
}

const char *ui_kind_label(const char *kind)
{
	static const struct {
		const char *kind, *label;
	} kinds[] = {
		{"laptop", N_("máy tính xách tay")},
		{"desktop", N_("máy tính để bàn")},
		{"tablet", N_("máy tính bảng")},
		{"phone", N_("điện thoại")},
		{"other", N_("loại khác")},
	};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (str_eq(kinds[i].kind, kind))
			return _(kinds[i].label);
	return _("chưa rõ loại");
}

static const char *fact_text(const struct snapshot *snapshot, const char *key)
{
	const struct fact *fact = snapshot_fact(snapshot, key);

	return fact && fact->state == FACT_KNOWN && fact->type == FACT_TEXT ? fact->text : NULL;
}

void ui_device_name(struct buf *ret, const struct snapshot *snapshot)
{
	const char *vendor = fact_text(snapshot, "device.vendor");
	const char *model = fact_text(snapshot, "device.model");

	if (vendor)
		buf_add_str(ret, vendor);
	/* Many makers repeat their name in the model's. */
	if (model && (!vendor || !str_starts(model, vendor)))
		buf_printf(ret, "%s%s", vendor ? " " : "", model);
	else if (model)
		buf_add_str(ret, model + strlen(vendor));
	if (!vendor && !model)
		buf_add_str(ret, _("máy không ghi hãng và kiểu"));
}
