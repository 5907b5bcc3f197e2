/* hotroit wipe-cache: empties the book of a machine that is no bench any more. */
#include "cli.h"
#include "sync.h"

static int run(struct cli *cli)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	if (!cli_value(cli, "--yes"))
		return cli_usage(cli, _("mọi bản ghi ở bàn này sẽ bị xoá; chắc thì thêm --yes"));
	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    cli_check_role(store, ROLE_COORDINATOR, _("dọn sạch bàn"), &err) < 0 ||
	    store_wipe(store, &err) < 0)
		return cli_fail(&err);
	sync_leave(store_file(store));
	buf_add_str(&text, _("Sổ ở bàn này đã trống, tệp nối đã bỏ. Còn phải xoá: bản sao lưu, "
			     "giấy tờ đã xuất.\nBáo người quản trị: hotroit district revoke "
			     "TÊN-BÀN\n"));
	return cli_out(&text);
}

const struct command cmd_wipe_cache = {
	.name = "wipe-cache",
	.summary = N_("dọn sạch sổ ở một máy thôi làm bàn"),
	.usage = N_("--yes\n"
		    "Chỉ khi mọi thứ đã gửi lên chương trình; còn sót thì từ chối. Bản ở huyện và\n"
		    "các bàn khác không đổi."),
	.example = N_("hotroit sync && hotroit wipe-cache --yes"),
	.options = {{"--yes", NULL, N_("xoá thật, không lấy lại được ở máy này")}},
	.run = run,
};
