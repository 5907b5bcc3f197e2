/* hotroit slip: what to ask of the donor of a locked device, on paper. */
#include "cli.h"

static int run(struct cli *cli)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(buf_done) struct buf text = {0};
	const struct plan *plan;
	struct err err;

	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    flow_slip(&text, store, plan, cli->args[0], &err) < 0)
		return cli_fail(&err);
	return cli_out(&text);
}

const struct command cmd_slip = {
	.name = "slip",
	.summary = N_("phiếu đề nghị người tặng mở khoá máy"),
	.usage = N_("MÃ"),
	.example = N_("hotroit slip 7K3M2X | lp"),
	.options = {{NULL, NULL, NULL}},
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
