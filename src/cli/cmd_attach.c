/* hotroit attach: a file kept with a record, and got back from it. */
#include "write_priv.h"

#include <errno.h>
#include <stdio.h>

static int run_get(struct cli *cli, const char *id)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf data = {0}, name = {0}, text = {0};
	const char *wanted = cli_value(cli, "--output");
	struct store_file file;
	struct err err;

	if (cli->arg_count)
		return cli_usage(cli, _("--get không đi cùng «%.40s»"), cli->args[0]);
	if (cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    store_attached(store, id, &arena, &file, &data, &err) < 0)
		return cli_fail(&err);
	if (str_eq(wanted, "-"))
		return cli_out_raw(&data);
	if (wanted)
		buf_add_str(&name, wanted);
	else
		flow_file_name(&name, file.name);
	if (flow_write_file(buf_text(&name), &data, FLOW_FILE_OWNER,
			    cli_value(cli, "--force"), &err) < 0)
		return cli_fail(&err);
	buf_printf(&text, _("Đã ghi %s\n"), buf_text(&name));
	return cli_out(&text);
}

static int run(struct cli *cli)
{
	const struct record_kind *kind = cli->arg_count ? record_kind_find(cli->args[0]) : NULL;
	const char *get = cli_value(cli, "--get"), *note;
	AUTO(writing_done) struct writing writing = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf text = {0};
	struct err err;
	int r;

	if (get)
		return run_get(cli, get);
	if (cli->arg_count < 3)
		return cli_usage(cli, _("thiếu tham số"));
	if (!kind)
		return cli_usage(cli, _("không có loại bản ghi \"%s\""), cli->args[0]);
	r = writing_read(cli, NULL, 3, &writing);
	if (r)
		return r;
	note = writing_take(&writing, "note");
	if (writing.count)
		return cli_usage(cli, _("chỉ có note=…; không hiểu «%.40s»"), writing.names[0]);
	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    flow_attach(store, kind, cli->args[1], cli->args[2], note, &text, &err) < 0)
		return cli_fail(&err);
	buf_add_char(&text, '\n');
	return cli_out(&text);
}

const struct command cmd_attach = {
	.name = "attach",
	.summary = N_("đính kèm ảnh, giấy tờ vào một bản ghi; lấy ra lại"),
	.usage = N_("LOẠI MÃ TỆP [note=…] | --get MÃ-TỆP [--output TỆP] [--force]"),
	.example = N_("hotroit attach device 7K3M2X man-hinh.jpg note=\"vỡ góc trái\""),
	.options = {{"--get", N_("MÃ"), N_("ghi tệp có mã này ra đây")},
		    {"--output", N_("TỆP"), N_("tên tệp ghi ra; -: ra màn hình")},
		    {"--force", NULL, N_("ghi đè tệp đã có")}},
	.max_args = CLI_ARGS_MAX,
	.takes_kind = true,
	.run = run,
};
