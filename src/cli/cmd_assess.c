/* hotroit assess: judges a snapshot from a file; --save keeps it (one brought on a stick). */
#include "cli.h"

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(buf_done) struct buf json = {0};
	struct assess_request request = {
		.snapshot = &snapshot,
		.stage = cli_value(cli, "--final") ? ASSESS_FINAL : ASSESS_INTAKE,
	};
	struct err err;

	if (cli_plan(cli, &library, &request.plan, &err) < 0 ||
	    cli_kind(cli, request.plan, &request.as_kind, &err) < 0 ||
	    cli_read(cli->args[0], &json, &err) < 0 ||
	    snapshot_parse(&snapshot, buf_text(&json), json.len, cli->args[0], &err) < 0)
		return cli_fail(&err);
	return cli_judge(cli, &request);
}

const struct command cmd_assess = {
	.name = "assess",
	.summary = N_("đối chiếu một bản ghi đã có với tiêu chuẩn"),
	.usage = N_("[--plan ID] [--as LOẠI] [--final] [--save] [--json] BẢN_GHI|-"),
	.example = N_("hotroit-probe | hotroit assess -"),
	.options = {{"--plan", N_("ID"), N_("kế hoạch dùng để đối chiếu")},
		    {"--as", N_("LOẠI"), N_("xét như laptop, desktop, phone, tablet")},
		    {"--final", NULL,
		     N_("xét như lúc kiểm tra cuối (dung lượng trống quyết định)")},
		    {"--save", NULL, N_("lưu vào sổ của bàn làm việc")},
		    {"--device-tag", N_("MÃ"), N_("lưu vào máy mang mã này; new: máy mới")},
		    {"--json", NULL, N_("in kết luận dạng JSON")}},
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
