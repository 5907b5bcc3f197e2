/* hotroit forget: pupils and entrants of contests whose data are no longer needed; does away with
 * what names them. */
#include "cli.h"

#include <sysexits.h>

struct sweeping {
	struct buf *text;
	size_t count;
};

static void tell(void *user, const struct flow_over *over)
{
	struct sweeping *sweeping = user;

	sweeping->count++;
	if (str_eq(over->kind, "entrant"))
		buf_printf(sweeping->text, _("%s  người dự thi, thi xong %s\n"), over->tag,
			   over->ended);
	else if (str_eq(over->kind, "registration"))
		buf_printf(sweeping->text, _("%s  người học, khoá xong %s\n"), over->tag,
			   over->ended);
	else
		buf_printf(sweeping->text, _("%s  hết hỗ trợ %s\n"), over->tag, over->ended);
}

static void tell_copy(void *user, const struct store_copy *copy)
{
	if (copy->is_beside)
		buf_printf(user, _("%s  sổ cũ\n"), copy->path);
	else
		buf_printf(user, _("%s  bản sao lưu %.10s\n"), copy->path, copy->at);
}

/* Copies that may know who was forgotten since. */
static int run_copies(struct cli *cli)
{
	bool is_done = cli_value(cli, "--yes");
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf text = {0};
	unsigned dropped = 0;
	struct err err;
	int r = cli_store(cli, STORE_READ_WRITE, &store, &err);

	if (r == 0)
		r = cli_check_role(store, ROLE_COORDINATOR, _("bản sao của sổ"), &err);
	if (r == 0 && is_done)
		r = store_drop_copies(store, &dropped, &err);
	if (r == 0)
		r = store_copies(store, tell_copy, &text, &err);
	if (r < 0)
		return cli_fail(&err);
	if (is_done)
		buf_printf(&text, _("Đã xoá %u sổ cũ. Bản sao lưu: xoá tay, rồi sao lưu lại.\n"),
			   dropped);
	else if (text.len)
		buf_add_str(&text, _("Xoá các sổ cũ cạnh sổ: hotroit forget --copies --yes\n"));
	else
		buf_add_str(&text, _("Không còn bản sao nào mà bàn này biết.\n"));
	return cli_out(&text);
}

static int run(struct cli *cli)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf text = {0};
	struct sweeping sweeping = {.text = &text};
	bool is_done = cli_value(cli, "--yes");
	struct err err;
	int r;

	if (cli_value(cli, "--copies"))
		return run_copies(cli);
	if (!cli_value(cli, "--due"))
		return cli_usage(cli, _("thêm --due, --copies; một em: hotroit do forget MÃ"));
	r = cli_store(cli, is_done ? STORE_READ_WRITE : STORE_READ_ONLY, &store, &err);
	if (r == 0)
		r = is_done ? flow_forget_due(store, &text, &err)
			    : flow_due_to_forget(store, tell, &sweeping, &err);
	if (r == 0 && !is_done && sweeping.count)
		buf_printf(&text, _("%zu em quá 12 tháng. Ẩn danh tất cả: hotroit forget --due "
				    "--yes\n"),
			   sweeping.count);
	else if (r == 0 && !text.len)
		buf_add_str(&text, _("Không có em nào đến hạn ẩn danh.\n"));
	if (text.len && cli_out(&text) != 0)
		return EX_IOERR;
	return r < 0 ? cli_fail(&err) : 0;
}

const struct command cmd_forget = {
	.name = "forget",
	.summary = N_("ẩn danh học sinh hết hỗ trợ, người dự thi, người học, sau 12 tháng"),
	.usage = N_("--due [--yes] | --copies [--yes]\n"
		    "Không có --yes thì chỉ liệt kê. Máy, bộ máy trao, quỹ và số đếm còn nguyên;\n"
		    "họ tên, số định danh, điện thoại, địa chỉ, giấy tờ kèm bị xoá ở đây ngay, ở\n"
		    "huyện và các bàn khác khi đồng bộ."),
	.example = N_("hotroit forget --due"),
	.options = {{"--due", NULL, N_("những em đến hạn")},
		    {"--copies", NULL, N_("bản sao còn dữ liệu; --yes: xoá sổ cũ cạnh sổ")},
		    {"--yes", NULL, N_("làm luôn, không lấy lại được")}},
	.run = run,
};
