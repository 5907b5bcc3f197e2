/* hotroit backup: a whole, checked copy of the bench's database in one file. */
#include "cli.h"

/* What is not there is not made, and what can only be read is copied all the same; where the book
 * can be written, the copy is noted in it. */
static int open_book(const struct cli *cli, struct store **ret_store, struct err *err)
{
	struct store *writable;
	struct err why;
	int r = cli_store(cli, STORE_READ_ONLY, ret_store, err);

	if (r == 0 && store_open(&writable, store_file(*ret_store), STORE_READ_WRITE, &why) == 0) {
		store_act_as(writable, store_acting(*ret_store));
		store_close(*ret_store);
		*ret_store = writable;
	}
	return r;
}

static int run(struct cli *cli)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	if (open_book(cli, &store, &err) < 0 ||
	    cli_check_role(store, ROLE_LEAD, _("sao lưu"), &err) < 0 ||
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
