/* A verdict as a table a person reads: every rule, required and measured, and what to do. */
#include "cli.h"

/* What is only advised does not look like what is demanded. */
static const char *finding_mark(const struct finding *finding)
{
	static const char *const marks[] = {"[+]", "[-]", "[?]", "[ ]"};

	if (finding->outcome == OUTCOME_FAIL && finding->rule->level != RULE_MANDATORY)
		return "[!]";
	return marks[finding->outcome];
}

struct columns {
	int label, required;
};

static struct columns measure(const struct verdict *verdict)
{
	struct columns columns = {0};

	for (size_t i = 0; i < verdict->count; i++) {
		const struct rule *rule = verdict->findings[i].rule;
		int label = text_width(rule->label), required = text_width(rule->required);

		columns.label = label > columns.label ? label : columns.label;
		columns.required = required > columns.required ? required : columns.required;
	}
	return columns;
}

static void add_finding(struct buf *ret, const struct finding *finding, struct columns columns)
{
	const struct rule *rule = finding->rule;

	buf_printf(ret, "%s ", finding_mark(finding));
	text_fit(ret, rule->label, columns.label, true);
	buf_add_str(ret, "  ");
	text_fit(ret, rule->required, columns.required, true);
	buf_printf(ret, "  %s%s\n", finding->measured ? finding->measured : "-",
		   finding->typed ? _(" (người nhập)") : "");
	if (finding->outcome == OUTCOME_PASS || finding->outcome == OUTCOME_NOT_APPLICABLE)
		return;
	if (finding->reason && rule->how == RULE_MEASURED)
		buf_printf(ret, "      %s\n", finding->reason);
	if (finding->advice)
		buf_printf(ret, "      → %s\n", finding->advice);
}

static void add_rules(struct buf *ret, const struct verdict *verdict, enum rule_how how,
		      const char *title)
{
	const struct columns columns = measure(verdict);
	bool any = false;

	for (size_t i = 0; i < verdict->count; i++) {
		if (verdict->findings[i].rule->how != how)
			continue;
		if (!any)
			buf_printf(ret, "\n%s\n", title);
		any = true;
		add_finding(ret, &verdict->findings[i], columns);
	}
}

/* What was not read is told, so that nobody takes it for none. */
static void add_locks(struct buf *ret, const struct verdict *verdict)
{
	static const char *const marks[] = {"[-]", "[?]", "[?]"};

	if (verdict->lock_count)
		buf_printf(ret, "\n%s\n",
			   verdict->gate == GATE_LOCKED
				   ? _("Khoá (máy bị chặn; phiếu cho người tặng: hotroit slip MÃ):")
				   : _("Khoá:"));
	for (size_t i = 0; i < verdict->lock_count; i++) {
		const struct lock *lock = &verdict->locks[i];
		const struct fact_def *def = fact_def_find(lock->fact);

		buf_printf(ret, "%s ", marks[lock->state]);
		text_fit(ret, def ? _(def->label) : lock->fact, 14, true);
		buf_printf(ret, " %s\n", lock_state_label(lock->state));
		if (lock->state != LOCK_UNREAD)
			buf_printf(ret, "      → %s\n", lock->ask);
	}
}

void cli_show_verdict(struct buf *ret, const struct snapshot *snapshot,
		      const struct verdict *verdict)
{
	snapshot_show_name(ret, snapshot);
	buf_add_char(ret, '\n');
	buf_printf(ret, _("Kết luận: %s (phần đo được: %s)\n"), verdict_word_label(verdict->word),
		   verdict_word_label(verdict->measured));
	buf_printf(ret, _("Kế hoạch: %s, bộ tiêu chuẩn: %s\n"), verdict->plan->id,
		   verdict_profile_label(verdict));
	add_rules(ret, verdict, RULE_MEASURED, _("Đo được:"));
	add_rules(ret, verdict, RULE_INSPECTED, _("Kiểm tra tay:"));
	add_locks(ret, verdict);
	if (verdict->warning_count)
		buf_printf(ret, "\n%s\n", _("Lưu ý (không đổi kết luận):"));
	for (size_t i = 0; i < verdict->warning_count; i++)
		buf_printf(ret, "  ! %s\n", verdict->warnings[i].text);
	if (!verdict->profile && verdict->plan->profile_count)
		buf_printf(ret, "\n→ %s\n",
			   _("chọn loại máy bằng --as laptop|desktop|phone|tablet"));
}
