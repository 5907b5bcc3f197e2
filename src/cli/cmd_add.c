/* hotroit add: a new record of any kind, typed in. */
#include "write_priv.h"

static int run(struct cli *cli)
{
	const struct record_kind *kind = record_kind_find(cli->args[0]);
	AUTO(writing_done) struct writing writing = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	char id[UUID_TEXT_MAX];
	struct err err;
	int r;

	if (!kind)
		return cli_usage(cli, _("không có loại bản ghi \"%s\""), cli->args[0]);
	r = writing_read(cli, kind, 1, &writing);
	if (r)
		return r;
	writing_complete(&writing, kind);
	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    flow_check_plan(kind, writing.names, writing.values, writing.count, &err) < 0 ||
	    store_add(store, kind, writing.names, writing.values, writing.count, id, &err) < 0)
		return cli_fail(&err);
	return writing_show(cli, store, kind, id, _("Đã thêm"));
}

const struct command cmd_add = {
	.name = "add",
	.summary = N_("thêm một bản ghi"),
	.usage = N_("LOẠI MỤC=GIÁ TRỊ…"),
	.example = N_("hotroit add sim iccid=8984041234567890127 daily_quota_mb=2048 "
		      "expires=28/02/2027 handover_planned=30/11/2026 generation=4g"),
	.min_args = 2,
	.max_args = CLI_ARGS_MAX,
	.takes_kind = true,
	.run = run,
};
