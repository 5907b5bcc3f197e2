/* hotroit same: two tags are of one machine, or are not. */
#include "cli.h"

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf text = {0};
	bool same = !cli_value(cli, "--not");
	const struct plan *plan;
	struct err err;

	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    flow_same_device(store, plan, cli->args[0], cli->args[1], same, &text, &err) < 0)
		return cli_fail(&err);
	buf_add_char(&text, '\n');
	return cli_out(&text);
}

const struct command cmd_same = {
	.name = "same",
	.summary = N_("ghi hai mã là một máy, hoặc là hai máy khác nhau"),
	.usage = N_("[--not] MÃ_TRÊN_TEM MÃ_KIA\n"
		    "  mã trên tem ở lại, mã kia từ nay mở cùng máy; không tách lại được"),
	.example = N_("hotroit same 7K3M2X9 REJWRXF"),
	.options = {{"--not", NULL, N_("là hai máy khác nhau: không hỏi lại")},
		    {"--plan", N_("ID"), N_("kế hoạch dùng để đối chiếu")}},
	.min_args = 2,
	.max_args = 2,
	.run = run,
};
