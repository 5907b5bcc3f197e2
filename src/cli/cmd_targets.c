/* hotroit targets: how far the targets of the plans are reached, counted from the records. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LABEL_COLUMNS 46
#define MONTH_TEXT 8

static const char *const words[] = {"unknown", "hidden", "missed", "met"};

static void show_text(struct buf *text, const struct targets *targets)
{
	const char *plan = NULL;

	if (!targets->count)
		buf_add_str(text, _("Chưa có kế hoạch nào có chỉ tiêu; ghi chương trình: hotroit "
				    "add programme\n"));
	for (size_t i = 0; i < targets->count; i++) {
		const struct target_line *line = &targets->lines[i];

		if (!str_eq(plan, line->plan))
			buf_printf(text, "%s %s%s%s\n", targets->month, line->plan,
				   line->programme ? ": " : "",
				   line->programme ? line->programme : "");
		plan = line->plan;
		buf_add_str(text, "  ");
		text_fit(text, line->label, LABEL_COLUMNS, true);
		if (line->needed > 0)
			buf_printf(text, " %lld/%lld %s:", (long long)line->value,
				   (long long)line->needed, line->unit);
		buf_printf(text, " %s\n", flow_target_label(line->word));
	}
}

static void show_json(struct buf *text, const struct targets *targets)
{
	buf_printf(text, "{\"schema\":\"hotroit.targets/1\",\"month\":\"%s\",\"targets\":[",
		   targets->month);
	for (size_t i = 0; i < targets->count; i++) {
		const struct target_line *line = &targets->lines[i];

		buf_printf(text, "%s\n {\"plan\":", i ? "," : "");
		json_add_text(text, line->plan);
		buf_add_str(text, ",\"id\":");
		json_add_text(text, line->id);
		buf_add_str(text, ",\"clause\":");
		json_add_text(text, line->clause);
		buf_printf(text, ",\"value\":%lld,\"needed\":%lld,\"unit\":",
			   (long long)line->value, (long long)line->needed);
		json_add_text(text, line->unit);
		buf_printf(text, ",\"result\":\"%s\",\"figure\":\"%s\"}", words[line->word],
			   line->figure ? line->figure : "");
	}
	buf_add_str(text, "\n]}\n");
}

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(flow_targets_done) struct targets targets = {0};
	AUTO(buf_done) struct buf text = {0};
	char now[CLOCK_TEXT_MAX], month[MONTH_TEXT];
	const struct plan *plan;
	struct err err;

	clock_text(now);
	snprintf(month, sizeof(month), "%.7s", cli->arg_count ? cli->args[0] : now);
	if (cli->arg_count && strlen(cli->args[0]) != MONTH_TEXT - 1)
		return cli_usage(cli, _("«%.20s»: ghi tháng như 2026-11"), cli->args[0]);
	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    flow_targets(&targets, store, plan, month, now, &err) < 0)
		return cli_fail(&err);
	if (cli_value(cli, "--json")) {
		show_json(&text, &targets);
		return cli_out_raw(&text);
	}
	show_text(&text, &targets);
	return cli_out(&text);
}

const struct command cmd_targets = {
	.name = "targets",
	.summary = N_("chỉ tiêu của các kế hoạch, tính từ sổ: đạt hay chưa"),
	.usage = N_("[THÁNG] [--plan ID] [--json]\n"
		    "  mỗi dòng một chỉ tiêu: số đo được, số cần đạt, đạt hay chưa.\n"
		    "  THÁNG như 2026-11; không ghi: tháng này"),
	.example = N_("hotroit targets 2026-11"),
	.options = {
		{"--plan", N_("ID"), N_("kế hoạch xét khi sổ chưa có chương trình nào")},
		{"--json", NULL, N_("in dạng JSON")},
	},
	.min_args = 0,
	.max_args = 1,
	.run = run,
};
