/* hotroit restore: puts a backup in the place of the database; what stood there is kept. */
#include "cli.h"

/* The book that stands there says who may put another in its place. One that can not be opened says
 * nothing, and is what restoring is for. */
static int check_who(const struct cli *cli, const char *file, struct store_actor *ret_actor,
		     struct err *err)
{
	AUTO(cli_store_done) struct store *store = NULL;
	struct err unreadable;
	int r;

	if (store_open(&store, file, STORE_READ_ONLY, &unreadable) < 0)
		return 0;
	r = cli_sign_in(cli, file, STORE_READ_ONLY, store, err);
	if (r == 0)
		r = cli_check_role(store, ROLE_COORDINATOR, _("khôi phục sổ"), err);
	if (r == 0)
		*ret_actor = *store_acting(store);
	return r;
}

static int run(struct cli *cli)
{
	AUTO(buf_done) struct buf text = {0};
	struct store_actor actor = {.role = ROLE_BENCH};
	char file[4096];
	struct err err;

	if (store_default_file(cli->db, file, sizeof(file), &err) < 0 ||
	    check_who(cli, file, &actor, &err) < 0 ||
	    store_restore(cli->args[0], file, &actor, &err) < 0)
		return cli_fail(&err);
	buf_printf(&text, _("Đã khôi phục %s từ %s; sổ cũ được giữ bên cạnh.\n"), file,
		   cli->args[0]);
	return cli_out(&text);
}

const struct command cmd_restore = {
	.name = "restore",
	.summary = N_("khôi phục sổ từ bản sao lưu (giữ lại sổ cũ)"),
	.usage = N_("TỆP"),
	.example = N_("hotroit restore /media/usb/hotroit-2026-11-22.db"),
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
