/* hotroit restore: puts a backup in the place of the database; what stood there is kept. */
#include "cli.h"

static int run(struct cli *cli)
{
	AUTO(buf_done) struct buf text = {0};
	char file[4096];
	struct err err;

	if (store_default_file(cli->db, file, sizeof(file), &err) < 0 ||
	    store_restore(cli->args[0], file, &err) < 0)
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
