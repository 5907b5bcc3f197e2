/* hotroit probe: finds facts, judges them, prints the verdict with reasons; --save keeps it. */
#include "cli.h"

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	struct assess_request request = {.snapshot = &snapshot};
	const char *device = cli_value(cli, "--device");
	struct err err;

	if (cli_plan(cli, &library, &request.plan, &err) < 0 ||
	    cli_kind(cli, request.plan, &request.as_kind, &err) < 0 ||
	    flow_probe(&snapshot, device ? device : "host", cli_value(cli, "--root"), &err) < 0)
		return cli_fail(&err);
	return cli_judge(cli, &request);
}

const struct command cmd_probe = {
	.name = "probe",
	.summary = N_("dò cấu hình một máy và đối chiếu tiêu chuẩn"),
	.usage = N_("[--device ID] [--root THƯ_MỤC] [--plan ID] [--as LOẠI] [--save] [--json]"),
	.example = N_("sudo hotroit probe --save"),
	.options = {{"--device", N_("ID"), N_("máy cần dò (mặc định: host, chính máy này)")},
		    {"--root", N_("THƯ_MỤC"), N_("đọc cây tệp đã ghi lại thay cho máy thật")},
		    {"--plan", N_("ID"), N_("kế hoạch dùng để đối chiếu")},
		    {"--as", N_("LOẠI"), N_("xét như laptop, desktop, phone, tablet")},
		    {"--save", NULL, N_("lưu vào sổ của bàn làm việc")},
		    {"--device-tag", N_("MÃ"), N_("lưu vào máy mang mã này; new: máy mới")},
		    {"--json", NULL, N_("in kết luận dạng JSON")}},
	.run = run,
};
