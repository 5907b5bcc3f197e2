/* hotroit do: one step of a record's life, with its guards; or what can be done now. */
#include "write_priv.h"

static void add_choice(void *user, const struct flow_choice *choice)
{
	struct buf *text = user;

	buf_add_str(text, "  ");
	text_fit(text, choice->action, 14, true);
	buf_printf(text, " %s", choice->label);
	for (size_t i = 0; i < choice->param_count; i++)
		buf_printf(text, choice->params[i].required ? " %s=…" : " [%s=…]",
			   choice->params[i].name);
	buf_add_char(text, '\n');
	if (choice->need)
		buf_printf(text, "                 %s %s\n", _("còn thiếu:"), choice->need);
}

/* The steps of the record that the tag or id names, of whatever kind it is. */
static int show_choices(struct store *store, const struct plan *plan, const char *id)
{
	AUTO(buf_done) struct buf text = {0};
	const struct record_kind *kind;
	struct err err;

	if (flow_kind_of(store, NULL, id, &kind, &err) < 0 ||
	    flow_choices(store, plan, kind, id, add_choice, &text, &err) < 0)
		return cli_fail(&err);
	if (!text.len)
		buf_printf(&text, "%s\n", _("Không còn bước nào, hoặc bạn không được làm."));
	return cli_out(&text);
}

static int undo(struct store *store, const char *id, struct buf *ret_said, struct err *err)
{
	const struct record_kind *kind;
	int r = flow_kind_of(store, NULL, id, &kind, err);

	return r < 0 ? r : flow_undo(store, kind, id, ret_said, err);
}

/* A step that was given nothing, but has examples to show. */
static int suggest(struct store *store, const struct flow_step *step, struct buf *ret_text,
		   struct err *err)
{
	return step->count || step->waiver || str_eq(step->action, "undo")
		       ? 0
		       : flow_suggest(store, step->action, step->id, ret_text, err);
}

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(writing_done) struct writing writing = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf said = {0};
	const struct plan *plan;
	struct flow_step step = {.action = cli->args[0], .id = cli->args[1]};
	struct err err;
	int r = writing_read(cli, NULL, 2, &writing);

	if (r)
		return r;
	step.waiver = writing_take(&writing, "waiver");
	step.names = writing.names;
	step.values = writing.values;
	step.count = writing.count;
	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, STORE_READ_WRITE, &store, &err) < 0)
		return cli_fail(&err);
	if (cli->arg_count == 1)
		return show_choices(store, plan, cli->args[0]);
	if (suggest(store, &step, &said, &err) < 0)
		return cli_fail(&err);
	if (said.len)
		return cli_out(&said);
	r = str_eq(step.action, "undo") ? undo(store, step.id, &said, &err)
					: flow_do(store, plan, NULL, &step, &said, &err);
	if (r < 0)
		return cli_fail(&err);
	buf_add_char(&said, '\n');
	return cli_out(&said);
}

const struct command cmd_do = {
	.name = "do",
	.summary = N_("làm một bước: tiếp nhận, sửa chữa, kiểm tra cuối, thanh lý …"),
	.usage = N_("[BƯỚC] MÃ [MỤC=GIÁ TRỊ…] [waiver=LÝ DO]; BƯỚC undo: hoàn tác"),
	.example = N_("hotroit do repair 7K3M2XA symptom=\"không lên nguồn\""),
	.options = {
		{"--plan", N_("ID"), N_("kế hoạch để đối chiếu")},
	},
	.min_args = 1,
	.max_args = CLI_ARGS_MAX,
	.run = run,
};
