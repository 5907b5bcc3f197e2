/* hotroit set: fields of a record changed, or emptied. */
#include "write_priv.h"

#include <stdio.h>

static int take_id(void *user, const struct record_kind *kind, const struct record *record)
{
	(void)kind;
	snprintf(user, UUID_TEXT_MAX, "%s", record->id);
	return 0;
}

static int run(struct cli *cli)
{
	const struct record_kind *kind = record_kind_find(cli->args[0]);
	AUTO(writing_done) struct writing writing = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	char id[UUID_TEXT_MAX] = "";
	struct err err;
	int r;

	if (!kind)
		return cli_usage(cli, _("không có loại bản ghi \"%s\""), cli->args[0]);
	r = writing_read(cli, kind, 2, &writing);
	if (r)
		return r;
	/* By its id from here on: what was typed may be the name that is changed. */
	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    flow_check_plan(kind, writing.names, writing.values, writing.count, &err) < 0 ||
	    store_get(store, kind, cli->args[1], take_id, id, &err) < 0 ||
	    store_set(store, kind, id, writing.names, writing.values, writing.count, &err) < 0)
		return cli_fail(&err);
	return writing_show(cli, store, kind, id, _("Đã sửa"));
}

const struct command cmd_set = {
	.name = "set",
	.summary = N_("sửa một bản ghi"),
	.usage = N_("LOẠI MÃ MỤC=GIÁ TRỊ… (MỤC= để xoá trống)"),
	.example = N_("hotroit set sim 7K3M2XA expires=31/05/2027"),
	.min_args = 3,
	.max_args = CLI_ARGS_MAX,
	.takes_kind = true,
	.run = run,
};
