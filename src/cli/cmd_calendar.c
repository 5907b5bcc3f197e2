/* hotroit calendar: the year as the linked programmes' plans want it, and what was begun. */
#include "cli.h"
#include "flow_course.h"


static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(calendar_done) struct calendar calendar = {.year = 0};
	AUTO(buf_done) struct buf text = {0};
	const struct plan *plan;
	char now[CLOCK_TEXT_MAX];
	int64_t year = 0;
	struct err err;

	if (cli->arg_count && (!str_to_i64(cli->args[0], &year) || year < 2000 || year > 2100))
		return cli_usage(cli, _("ghi một năm, như 2025"));
	clock_text(now);
	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    flow_calendar(&calendar, store, &library, (int)year, now, &err) < 0)
		return cli_fail(&err);
	calendar_text(&text, &calendar);
	return cli_out(&text);
}

const struct command cmd_calendar = {
	.name = "calendar",
	.summary = N_("lịch năm: việc các kế hoạch định, đã lập gì, buổi học và hạn sắp tới"),
	.usage = N_("[NĂM]\n"
		    "  từng tháng: việc các kế hoạch định, đã lập hay chưa và lệnh để lập;\n"
		    "  rồi việc tháng này, tháng sau, buổi học và hạn nộp trong 7 ngày tới"),
	.example = N_("hotroit calendar 2025"),
	.max_args = 1,
	.run = run,
};
