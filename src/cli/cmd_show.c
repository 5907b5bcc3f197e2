/* hotroit show: one record, whole; a device with its verdict, a repair with what it changed. */
#include "cli.h"

#include <stdio.h>

struct shown {
	struct cli *cli; /* lent */
	struct store *store; /* lent */
	struct buf text;
	char id[UUID_TEXT_MAX];
	bool json, with_personal;
};

static void add_line(struct buf *text, const char *label, const struct buf *value)
{
	buf_add_str(text, "  ");
	text_fit(text, label, 14, true);
	buf_printf(text, " %s\n", buf_text(value));
}

/* The plan gives the hours; without any plan it is the usual number. */
static void add_clocks(struct shown *shown, const struct record *record)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(buf_done) struct buf contact = {0}, work = {0};
	const struct plan *plan = NULL;
	struct request_clock clock;
	struct err err;

	if (cli_plan(shown->cli, &library, &plan, &err) < 0)
		cli_fail(&err);
	flow_request_clock(&clock, record, plan, clock_unix_ms() / 1000);
	request_clock_show_contact(&contact, &clock);
	request_clock_show_work(&work, &clock);
	add_line(&shown->text, _("Tiếp cận"), &contact);
	add_line(&shown->text, _("Xử lý"), &work);
}

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
		AUTO(buf_done) struct buf value = {0}, clean = {0};

		if (!record->values[i])
			continue;
		store_show_value(shown->store, &kind->fields[i], record->values[i], &value);
		text_clean(&clean, buf_text(&value), value.len, SIZE_MAX);
		add_line(&shown->text, _(kind->fields[i].label), &clean);
	}
	if (str_eq(kind->name, "request"))
		add_clocks(shown, record);
	return 0;
}

/* A stored device or SIM is judged anew, so that what is shown follows the plan of today; showing
 * keeps nothing. */
static int judge(struct store *store, const struct plan *plan, const struct record_kind *kind,
		 struct shown *shown, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	AUTO(buf_done) struct buf warnings = {0};
	int r;

	if (str_eq(kind->name, "sim"))
		r = flow_judge_sim(store, plan, shown->id, &snapshot, &verdict, &warnings, err);
	else if (str_eq(kind->name, "device"))
		r = flow_judge_device(store, plan, shown->id, ASSESS_INTAKE, &snapshot, &verdict,
				      err);
	else
		return 0;
	if (r < 0)
		return r;
	buf_add_char(&shown->text, '\n');
	cli_show_verdict(&shown->text, &snapshot, &verdict);
	if (warnings.len)
		buf_printf(&shown->text, _("\nXem lại:\n%s"), buf_text(&warnings));
	return 0;
}

/* What stands behind the fields; what can not be had is said in its place. */
static void add_more(struct cli *cli, struct store *store, const struct record_kind *kind,
		     struct shown *shown)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(buf_done) struct buf more = {0};
	const struct plan *plan;
	struct err err;
	int r = cli_plan(cli, &library, &plan, &err);

	if (r == 0)
		r = judge(store, plan, kind, shown, &err);
	if (r == 0)
		r = flow_more(store, plan, kind, shown->id, &more, &err);
	if (more.len)
		buf_printf(&shown->text, "\n%s", buf_text(&more));
	if (r < 0)
		buf_printf(&shown->text, "\n%s\n", err.text);
}

/* The files that belong to it. */
static int add_files(struct store *store, struct shown *shown, struct err *err)
{
	AUTO(buf_done) struct buf files = {0};
	int r = flow_attachments(store, shown->id, &files, err);

	if (r == 0 && files.len)
		buf_printf(&shown->text, _("\nTệp kèm:\n%s"), buf_text(&files));
	return r;
}

static int run(struct cli *cli)
{
	const struct record_kind *kind = record_kind_find(cli->args[0]);
	struct shown shown = {.cli = cli,
			      .json = cli_value(cli, "--json"),
			      .with_personal = cli_value(cli, CLI_WITH_PERSONAL)};
	AUTO(cli_store_done) struct store *store = NULL;
	struct err err;
	int result;

	if (!kind)
		return cli_usage(cli, _("không có loại bản ghi \"%s\""), cli->args[0]);
	if (cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    cli_check_personal(cli, store, kind->name, &err) < 0)
		return cli_fail(&err);
	shown.store = store;
	if (store_get(store, kind, cli->args[1], show_record, &shown, &err) < 0) {
		buf_done(&shown.text);
		return cli_fail(&err);
	}
	if (!shown.json)
		add_more(cli, store, kind, &shown);
	if (!shown.json && add_files(store, &shown, &err) < 0)
		cli_fail(&err);
	result = shown.json ? cli_out_raw(&shown.text) : cli_out(&shown.text);
	buf_done(&shown.text);
	return result;
}

const struct command cmd_show = {
	.name = "show",
	.summary = N_("xem một bản ghi; máy kèm kết luận, phiếu sửa kèm so sánh"),
	.usage = N_("LOẠI MÃ [--plan ID] [--json [--with-personal]]"),
	.example = N_("hotroit show device 7K3M2X"),
	.options = {{"--plan", N_("ID"), N_("kế hoạch dùng để đối chiếu")},
		    {"--json", NULL, N_("in dạng JSON")},
		    {CLI_WITH_PERSONAL, NULL, CLI_WITH_PERSONAL_HELP}},
	.min_args = 2,
	.max_args = 2,
	.takes_kind = true,
	.run = run,
};
