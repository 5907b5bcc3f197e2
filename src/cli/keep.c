/* Keeping a judged snapshot in the book, and saying under which tag. */
#include "cli.h"

int cli_keep(const struct cli *cli, const struct snapshot *snapshot, const struct verdict *verdict,
	     struct buf *ret)
{
	AUTO(cli_store_done) struct store *store = NULL;
	struct store_saved saved;
	struct err err;

	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    store_save_snapshot(store, snapshot, verdict, cli_value(cli, "--device-tag"), &saved,
				&err) < 0)
		return cli_fail(&err);
	if (saved.match == STORE_ASK) {
		buf_printf(ret, _("Đã lưu: mã %s. Có thể trùng với"), saved.tag);
		for (size_t i = 0; i < saved.candidate_count; i++)
			buf_printf(ret, " %s", saved.candidate_tags[i]);
		buf_add_str(ret, _(": xem hai máy rồi quyết định trên bàn làm việc\n"));
	} else {
		buf_printf(ret,
			   saved.match == STORE_SAME ? _("Đã lưu: mã %s (máy đã có từ trước)\n")
						     : _("Đã lưu: mã %s (máy mới)\n"),
			   saved.tag);
	}
	return 0;
}
