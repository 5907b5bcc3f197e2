/* hotroit verify: does the certificate with this code hold? */
#include "cli.h"
#include "flow_contest.h"

static int run(struct cli *cli)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	if (cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    flow_award_verify(store, cli->args[0], &text, &err) < 0)
		return cli_fail(&err);
	return cli_out(&text);
}

const struct command cmd_verify = {
	.name = "verify",
	.summary = N_("tra giấy chứng nhận, giấy khen theo mã in trên giấy"),
	.usage = N_("MÃ\n"
		    "  nói giấy của ai, khoá hay cuộc thi nào, cấp ngày nào, còn hiệu lực không"),
	.example = N_("hotroit verify 7K3M2X9QAB"),
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
