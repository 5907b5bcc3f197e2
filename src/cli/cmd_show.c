/* hotroit show: one record, whole; a device with its verdict. */
#include "cli.h"

#include <stdio.h>

struct shown {
	struct buf text;
	char id[UUID_TEXT_MAX];
	bool json;
};

static int show_record(void *user, const struct record_kind *kind, const struct record *record)
{
	struct shown *shown = user;

	snprintf(shown->id, sizeof(shown->id), "%s", record->id);
	if (shown->json) {
		cli_record_json(&shown->text, kind, record);
		buf_add_char(&shown->text, '\n');
		return 0;
	}
	buf_printf(&shown->text, "%s %s\n", _(kind->label), record->id);
	for (size_t i = 0; i < kind->field_count; i++) {
		if (!record->values[i])
			continue;
		buf_add_str(&shown->text, "  ");
		text_fit(&shown->text, _(kind->fields[i].label), 14, true);
		buf_printf(&shown->text, " %s\n",
			   record_value_label(&kind->fields[i], record->values[i]));
	}
	return 0;
}

/* A stored device is judged anew, so that what is shown follows the plan of today. */
static void add_verdict(struct cli *cli, struct store *store, struct shown *shown)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	const struct plan *plan;
	struct err err;

	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    flow_judge_device(store, plan, shown->id, ASSESS_INTAKE, &snapshot, &verdict, &err) <
		    0) {
		buf_printf(&shown->text, "\n%s\n", err.text);
		return;
	}
	buf_add_char(&shown->text, '\n');
	cli_show_verdict(&shown->text, &snapshot, &verdict);
}

static int run(struct cli *cli)
{
	const struct record_kind *kind = record_kind_find(cli->args[0]);
	struct shown shown = {.json = cli_value(cli, "--json")};
	AUTO(cli_store_done) struct store *store = NULL;
	struct err err;
	int result;

	if (!kind)
		return cli_usage(cli, _("không có loại bản ghi \"%s\""), cli->args[0]);
	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    store_get(store, kind, cli->args[1], show_record, &shown, &err) < 0) {
		buf_done(&shown.text);
		return cli_fail(&err);
	}
	if (!shown.json && str_eq(kind->name, "device"))
		add_verdict(cli, store, &shown);
	result = shown.json ? cli_out_raw(&shown.text) : cli_out(&shown.text);
	buf_done(&shown.text);
	return result;
}

const struct command cmd_show = {
	.name = "show",
	.summary = N_("xem một bản ghi; máy thì kèm kết luận"),
	.usage = N_("LOẠI MÃ [--plan ID] [--json]"),
	.example = N_("hotroit show device 7K3M2X"),
	.options = {{"--plan", N_("ID"), N_("kế hoạch dùng để đối chiếu")},
		    {"--json", NULL, N_("in dạng JSON")}},
	.min_args = 2,
	.max_args = 2,
	.run = run,
};
