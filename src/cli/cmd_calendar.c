/* hotroit calendar: the year as the linked programmes' plans want it, and what was begun. */
#include "cli.h"
#include "flow_course.h"

#include <stdio.h>

static void show(struct buf *text, const struct calendar *calendar)
{
	int month = -1;

	buf_printf(text, _("Năm %d\n"), calendar->year);
	if (!calendar->plans)
		buf_add_str(text, _("Chưa chương trình nào gắn kế hoạch: hotroit add programme "
				    "name=… plan=thu-duc-2024\n"));
	else if (!calendar->item_count)
		buf_add_str(text, _("Các kế hoạch đã gắn không định việc hằng năm cho năm này.\n"));
	for (size_t i = 0; i < calendar->item_count; i++) {
		const struct calendar_item *item = &calendar->items[i];

		if (item->month != month && item->month)
			buf_printf(text, _("Tháng %02d\n"), item->month);
		else if (item->month != month)
			buf_add_str(text, _("Không định tháng\n"));
		month = item->month;
		buf_printf(text, "  %s (%s %s)\n", item->label, item->plan, item->clause);
		if (item->record)
			buf_printf(text, "    %s %s: %s\n",
				   item->is_contest ? _("Cuộc thi") : _("Khoá học"), item->tag,
				   item->state_label);
		else
			buf_printf(text, _("    chưa lập: hotroit %s new %s %s year=%d\n"),
				   item->is_contest ? "contest" : "course", item->plan, item->item,
				   item->year);
	}
}

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(calendar_done) struct calendar calendar = {.year = 0};
	AUTO(buf_done) struct buf text = {0}, soon = {0};
	const struct plan *plan;
	char now[CLOCK_TEXT_MAX];
	int64_t year = 0;
	struct err err;

	if (cli->arg_count && (!str_to_i64(cli->args[0], &year) || year < 2000 || year > 2100))
		return cli_usage(cli, _("calendar: ghi một năm, như 2025"));
	clock_text(now);
	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    flow_calendar(&calendar, store, &library, (int)year, now, &err) < 0)
		return cli_fail(&err);
	show(&text, &calendar);
	if (!cli->arg_count) {
		calendar_say_soon(&soon, &calendar);
		buf_printf(&text, soon.len ? _("Sắp tới\n%s") : "%s", buf_text(&soon));
	}
	return cli_out(&text);
}

const struct command cmd_calendar = {
	.name = "calendar",
	.summary = N_("lịch năm: việc các kế hoạch định, đã lập gì, buổi học và hạn sắp tới"),
	.usage = N_("[NĂM]"),
	.example = N_("hotroit calendar 2025"),
	.max_args = 1,
	.run = run,
};
