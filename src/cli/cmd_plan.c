/* hotroit plan: which plans there are, what one demands, what is wrong with a file. */
#include "cli.h"

#include <errno.h>
#include <string.h>

static int list_plans(const struct plan_library *library)
{
	AUTO(buf_done) struct buf text = {0};

	for (size_t i = 0; i < library->count; i++) {
		const struct plan *plan = library->plans[i];

		text_fit(&text, plan->id, 20, true);
		buf_printf(&text, " %s  %s\n", plan->effective_from, plan->title);
	}
	return cli_out(&text);
}

static void add_profile(struct buf *text, const struct profile *profile)
{
	buf_printf(text, "\n%s\n", profile->label);
	for (size_t i = 0; i < profile->rule_count; i++) {
		const struct rule *rule = &profile->rules[i];

		buf_add_str(text, "  ");
		text_fit(text, rule->label, 15, true);
		buf_add_char(text, ' ');
		text_fit(text, rule->required, 26, true);
		buf_add_char(text, ' ');
		text_fit(text, rule_level_label(rule->level), 12, true);
		buf_printf(text, " %s", rule->clause);
		buf_printf(text, "%s\n", rule->how == RULE_INSPECTED ? _("  (kiểm tra tay)") : "");
		if (rule->quote && (i == 0 || !str_eq(rule->quote, profile->rules[i - 1].quote)))
			buf_printf(text, "      “%s”\n", rule->quote);
	}
}

static void add_target(struct buf *text, const struct target *target)
{
	buf_printf(text, "  %s: %s %lld %s (%s)\n      “%s”\n", target->label,
		   target->is_most ? "<=" : ">=", (long long)target->value, target->unit,
		   target->clause, target->quote);
}

static int show_plan(const struct plan *plan)
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, "%s\n%s\n", plan->title, plan->source);
	buf_printf(&text, _("Cơ quan: %s\n"), plan->issuer);
	buf_printf(&text, _("Hiệu lực: từ %s"), plan->effective_from);
	if (plan->effective_to)
		buf_printf(&text, _(" đến %s"), plan->effective_to);
	buf_printf(&text, _("; bản dữ liệu: %s\n"), plan->version);
	for (size_t i = 0; i < plan->profile_count; i++)
		add_profile(&text, &plan->profiles[i]);
	if (plan->target_count)
		buf_printf(&text, "\n%s\n", _("Chỉ tiêu:"));
	for (size_t i = 0; i < plan->target_count; i++)
		add_target(&text, &plan->targets[i]);
	if (plan->approver_count)
		buf_printf(&text, "\n%s\n", _("Duyệt học sinh nhận máy, mỗi nơi một lần:"));
	for (size_t i = 0; i < plan->approver_count; i++)
		buf_printf(&text, "  %s: %s (%s)\n", plan->approvers[i].id,
			   plan->approvers[i].label, plan->approvers[i].clause);
	if (plan->warning_count)
		buf_printf(&text, "\n%s\n", _("Lưu ý thực tế (không đổi kết luận):"));
	for (size_t i = 0; i < plan->warning_count; i++)
		buf_printf(&text, "  %s: %s\n", plan->warnings[i].id, plan->warnings[i].source);
	return cli_out(&text);
}

static int check_plan(const char *file)
{
	AUTO(plan_done) struct plan plan = {0};
	AUTO(buf_done) struct buf json = {0}, text = {0};
	size_t rules = 0;
	struct err err;

	if (cli_read(file, &json, &err) < 0 ||
	    flow_plan_read(&plan, buf_text(&json), json.len, file, &err) < 0)
		return cli_fail(&err);
	for (size_t i = 0; i < plan.profile_count; i++)
		rules += plan.profiles[i].rule_count;
	buf_printf(&text, _("%s: đúng mẫu; kế hoạch %s, %zu bộ tiêu chuẩn, %zu luật\n"), file,
		   plan.id, plan.profile_count, rules);
	return cli_out(&text);
}

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	const struct plan *plan;
	struct err err;

	if (str_eq(cli->args[0], "check"))
		return cli->arg_count == 2 ? check_plan(cli->args[1])
					   : cli_usage(cli, _("check cần tên tệp"));
	if (cli_plan(cli, &library, &plan, &err) < 0)
		return cli_fail(&err);
	if (str_eq(cli->args[0], "list") && cli->arg_count == 1)
		return list_plans(&library);
	if (!str_eq(cli->args[0], "show") || cli->arg_count != 2)
		return cli_usage(cli, _("cần: list, show ID hoặc check TỆP"));
	plan = flow_plan_find(&library, cli->args[1]);
	if (plan)
		return show_plan(plan);
	err_set(&err, ENOENT, _("không có kế hoạch \"%s\"; xem hotroit plan list"), cli->args[1]);
	return cli_fail(&err);
}

const struct command cmd_plan = {
	.name = "plan",
	.summary = N_("xem và kiểm tra các kế hoạch (tiêu chuẩn tối thiểu)"),
	.usage = N_("list | show ID | check TỆP"),
	.example = N_("hotroit plan show gia-lam-2021"),
	.min_args = 1,
	.max_args = 2,
	.run = run,
};
