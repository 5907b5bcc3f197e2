/* hotroit show: one record, whole; a device with its verdict. */
#include "cli.h"

#include <stdio.h>

struct shown {
	struct store *store; /* lent */
	struct buf text;
	char id[UUID_TEXT_MAX];
	bool json, with_personal;
};

static int show_record(void *user, const struct record_kind *kind, const struct record *record)
{
	struct shown *shown = user;

	snprintf(shown->id, sizeof(shown->id), "%s", record->id);
	if (shown->json) {
		cli_record_json(&shown->text, kind, record, shown->with_personal);
		buf_add_char(&shown->text, '\n');
		return 0;
	}
	buf_printf(&shown->text, "%s %s\n", _(kind->label), record->id);
	for (size_t i = 0; i < kind->field_count; i++) {
		if (!record->values[i])
			continue;
		buf_add_str(&shown->text, "  ");
		text_fit(&shown->text, _(kind->fields[i].label), 14, true);
		buf_add_char(&shown->text, ' ');
		store_show_value(shown->store, &kind->fields[i], record->values[i], &shown->text);
		buf_add_char(&shown->text, '\n');
	}
	return 0;
}

/* A stored device or SIM is judged anew, so that what is shown follows the plan of today; showing
 * keeps nothing. */
static void add_verdict(struct cli *cli, struct store *store, bool is_sim, struct shown *shown)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	AUTO(buf_done) struct buf warnings = {0};
	const struct plan *plan;
	struct err err;
	int r = cli_plan(cli, &library, &plan, &err);

	if (r == 0 && is_sim)
		r = flow_judge_sim(store, plan, shown->id, &snapshot, &verdict, &warnings, &err);
	else if (r == 0)
		r = flow_judge_device(store, plan, shown->id, ASSESS_INTAKE, &snapshot, &verdict,
				      &err);
	if (r < 0) {
		buf_printf(&shown->text, "\n%s\n", err.text);
		return;
	}
	buf_add_char(&shown->text, '\n');
	cli_show_verdict(&shown->text, &snapshot, &verdict);
	if (warnings.len)
		buf_printf(&shown->text, _("\nXem lại:\n%s"), buf_text(&warnings));
}

static int run(struct cli *cli)
{
	const struct record_kind *kind = record_kind_find(cli->args[0]);
	struct shown shown = {.json = cli_value(cli, "--json"),
			      .with_personal = cli_value(cli, CLI_WITH_PERSONAL)};
	AUTO(cli_store_done) struct store *store = NULL;
	struct err err;
	int result;

	if (!kind)
		return cli_usage(cli, _("không có loại bản ghi \"%s\""), cli->args[0]);
	if (cli_store(cli, STORE_READ_ONLY, &store, &err) < 0)
		return cli_fail(&err);
	shown.store = store;
	if (store_get(store, kind, cli->args[1], show_record, &shown, &err) < 0) {
		buf_done(&shown.text);
		return cli_fail(&err);
	}
	if (!shown.json && (str_eq(kind->name, "device") || str_eq(kind->name, "sim")))
		add_verdict(cli, store, str_eq(kind->name, "sim"), &shown);
	result = shown.json ? cli_out_raw(&shown.text) : cli_out(&shown.text);
	buf_done(&shown.text);
	return result;
}

const struct command cmd_show = {
	.name = "show",
	.summary = N_("xem một bản ghi; máy, SIM thì kèm kết luận"),
	.usage = N_("LOẠI MÃ [--plan ID] [--json [--with-personal]]"),
	.example = N_("hotroit show device 7K3M2X"),
	.options = {{"--plan", N_("ID"), N_("kế hoạch dùng để đối chiếu")},
		    {"--json", NULL, N_("in dạng JSON")},
		    {CLI_WITH_PERSONAL, NULL, CLI_WITH_PERSONAL_HELP}},
	.min_args = 2,
	.max_args = 2,
	.run = run,
};
