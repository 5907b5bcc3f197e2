/* hotroit home: what is to be done now, as the first screen tells it. */
#include "cli.h"

#include <stdio.h>

static void add_duty(struct buf *text, const struct home *home)
{
	const struct field *time = record_field_find(record_kind_find("duty"), "to_time");

	for (size_t i = 0; i < home->duty_count; i++) {
		const struct home_duty *duty = &home->duty[i];

		buf_printf(text,
			   duty->is_now ? _("Đang trực: %s, đến ") : _("Trực tiếp theo: %s, từ "),
			   duty->name);
		record_show_value(text, time, duty->is_now ? duty->to : duty->from);
		buf_add_char(text, '\n');
	}
}

static void add_month(struct buf *text, const struct home *home)
{
	if (!home->is_clock_wrong && home->month_target)
		buf_printf(text, _("Trao trong tháng %d: %llu/%lld thiết bị, %llu SIM\n"),
			   home->month, (unsigned long long)home->month_devices,
			   (long long)home->month_target, (unsigned long long)home->month_sims);
	else if (!home->is_clock_wrong)
		buf_printf(text, _("Trao trong tháng %d: %llu thiết bị, %llu SIM\n"), home->month,
			   (unsigned long long)home->month_devices,
			   (unsigned long long)home->month_sims);
}

static void add_rest(struct buf *text, const struct home *home)
{
	const struct field *amount = record_field_find(record_kind_find("fund"), "amount");
	char number[32];

	if (home->is_fund_known) {
		snprintf(number, sizeof(number), "%lld", (long long)home->fund);
		buf_add_str(text, _("Quỹ còn: "));
		record_show_value(text, amount, number);
		buf_add_char(text, '\n');
	}
	if (home->backup_days < 0)
		buf_printf(text, "%s\n", _("Chưa sao lưu lần nào: hotroit backup TỆP"));
	else
		buf_printf(text, _("Sao lưu gần nhất: %d ngày trước\n"), home->backup_days);
}

static void show_text(struct buf *text, const struct home *home)
{
	if (home->is_clock_wrong)
		buf_printf(text, "%s\n",
			   _("Đồng hồ máy sai: đặt lại giờ; hạn và tháng chưa tính được"));
	for (size_t i = 0; i < HOME_QUEUES; i++) {
		if (home->is_hidden[i])
			continue;
		text_fit(text, _(home_queue_kinds[i].label), 30, true);
		buf_printf(text, " %llu\n", (unsigned long long)home->queues[i]);
	}
	add_month(text, home);
	add_rest(text, home);
	add_duty(text, home);
	if (home->kits_shared)
		buf_printf(text, _("Bộ máy giữ trùng: %zu; xem: hotroit sync --status\n"),
			   home->kits_shared);
	if (home->soon_count)
		buf_printf(text, "\n%s\n", _("Sắp tới:"));
	for (size_t i = 0; i < home->soon_count; i++)
		buf_printf(text, "  %s\n", home->soon[i]);
	if (home->todo_count)
		buf_printf(text, "\n%s\n", _("Làm trước:"));
	for (size_t i = 0; i < home->todo_count; i++) {
		const struct home_todo *todo = &home->todo[i];

		buf_printf(text, "  %s %s  %s  %s\n", _(todo->kind->label), todo->title, todo->when,
			   todo->what);
	}
}

/* For programs: numbers and references, no names. */
static void show_json(struct buf *text, const struct home *home, const char *now)
{
	buf_add_str(text, "{\"schema\":\"hotroit.home/1\",\"at\":");
	json_add_text(text, now);
	buf_printf(text, ",\"clock_wrong\":%s", home->is_clock_wrong ? "true" : "false");
	for (size_t i = 0; i < HOME_QUEUES; i++)
		if (!home->is_hidden[i])
			buf_printf(text, ",\"%s\":%llu", home_queue_kinds[i].name,
				   (unsigned long long)home->queues[i]);
	buf_printf(text, ",\"month_devices\":%llu,\"month_target\":%lld,\"month_sims\":%llu",
		   (unsigned long long)home->month_devices, (long long)home->month_target,
		   (unsigned long long)home->month_sims);
	if (home->is_fund_known)
		buf_printf(text, ",\"fund\":%lld", (long long)home->fund);
	buf_printf(text, ",\"kits_shared\":%zu,\"backup_at\":", home->kits_shared);
	json_add_text(text, *home->backup_at ? home->backup_at : NULL);
	buf_add_str(text, ",\"on_duty\":[");
	for (size_t i = 0; i < home->duty_count && home->duty[i].is_now; i++) {
		buf_add_str(text, i ? "," : "");
		json_add_text(text, home->duty[i].member);
	}
	buf_printf(text, "],\"soon\":%zu,\"todo\":[", home->soon_count);
	for (size_t i = 0; i < home->todo_count; i++) {
		buf_printf(text, "%s{\"queue\":\"%s\",\"kind\":\"%s\",\"id\":", i ? "," : "",
			   home_queue_kinds[home->todo[i].queue].name, home->todo[i].kind->name);
		json_add_text(text, home->todo[i].id);
		buf_add_str(text, ",\"tag\":");
		json_add_text(text, home->todo[i].title);
		buf_add_char(text, '}');
	}
	buf_add_str(text, "]}\n");
}

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(home_done) struct home home = {0};
	AUTO(buf_done) struct buf text = {0};
	const struct plan *plan;
	char now[CLOCK_TEXT_MAX];
	struct err err;

	clock_text(now);
	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    flow_home(&home, store, plan, now, &err) < 0)
		return cli_fail(&err);
	if (cli_value(cli, "--json")) {
		show_json(&text, &home, now);
		return cli_out_raw(&text);
	}
	show_text(&text, &home);
	return cli_out(&text);
}

const struct command cmd_home = {
	.name = "home",
	.summary = N_("việc cần làm ngay: quá hạn, đang chờ, chỉ tiêu tháng, ai trực"),
	.usage = N_("[--plan ID] [--json]"),
	.example = N_("hotroit home"),
	.options = {{"--plan", N_("ID"), N_("kế hoạch có chỉ tiêu cần đạt")},
		    {"--json", NULL, N_("in dạng JSON")}},
	.max_args = 0,
	.run = run,
};
