/* hotroit backup: a whole, checked copy of the bench's database in one file. */
#include "cli.h"

static int run(struct cli *cli)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    store_backup(store, cli->args[0], &err) < 0)
		return cli_fail(&err);
	buf_printf(&text, _("Đã sao lưu và kiểm tra: %s. Cất bản này ở ổ khác.\n"), cli->args[0]);
	return cli_out(&text);
}

const struct command cmd_backup = {
	.name = "backup",
	.summary = N_("sao lưu sổ ra một tệp, có kiểm tra"),
	.usage = N_("TỆP"),
	.example = N_("hotroit backup /media/usb/hotroit-2026-11-22.db"),
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
