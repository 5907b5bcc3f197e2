/* Judging a snapshot for a command: the verdict shown, and kept in the book where asked to. */
#include "cli.h"

/* Keeps a judged snapshot; RET gets the line that says so. 0 or an exit code (and it was said). */
static int keep(const struct cli *cli, const struct snapshot *snapshot,
		const struct verdict *verdict, struct buf *ret)
{
	AUTO(cli_store_done) struct store *store = NULL;
	struct store_saved saved;
	struct err err;

	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0)
		return cli_fail(&err);
	if (flow_is_sim(snapshot)) {
		if (flow_take_sim(store, verdict->plan, snapshot, &saved, &err) < 0)
			return cli_fail(&err);
		buf_printf(ret, _("Đã lưu vào sổ SIM: mã %s. Ghi nốt: hotroit set sim %s …\n"),
			   saved.tag, saved.tag);
		return 0;
	}
	if (store_save_snapshot(store, snapshot, verdict, cli_value(cli, "--device-tag"), &saved,
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
			   : *saved.former ? _("Đã lưu: mã %s (máy từng ở đây, nay vào lần mới)\n")
					   : _("Đã lưu: mã %s (máy mới)\n"),
			   saved.tag);
	}
	return 0;
}

int cli_judge(const struct cli *cli, const struct assess_request *request)
{
	static const int codes[] = {EXIT_PASS, EXIT_FAIL, EXIT_REVIEW};
	AUTO(verdict_done) struct verdict verdict = {0};
	AUTO(buf_done) struct buf text = {0}, saved = {0};
	bool json = cli_value(cli, "--json");
	int r = 0;

	assess(&verdict, request);
	if (cli_value(cli, "--save"))
		r = keep(cli, request->snapshot, &verdict, &saved);
	if (json)
		verdict_print(&text, &verdict);
	else
		cli_show_verdict(&text, request->snapshot, &verdict);
	if (!json && saved.len)
		buf_printf(&text, "\n%s", buf_text(&saved));
	if ((json ? cli_out_raw(&text) : cli_out(&text)) != 0)
		return EXIT_IO;
	return r ? r : codes[verdict.word];
}
