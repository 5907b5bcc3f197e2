/* hotroit month: the month's figures, the records behind one of them, and their closing. */
#include "cli.h"

#include <string.h>

#define LABEL_COLUMNS 44

static void add_figure(struct buf *text, const struct month_figure *figure)
{
	AUTO(buf_done) struct buf label = {0};

	month_label(&label, figure, MONTH_SHOWN);
	buf_add_str(text, figure->is_part ? "    " : "  ");
	text_fit(text, buf_text(&label), figure->is_part ? LABEL_COLUMNS - 2 : LABEL_COLUMNS, true);
	buf_add_char(text, ' ');
	month_value(text, figure, MONTH_SHOWN);
	if (figure->target && figure->is_known)
		buf_printf(text, _(" (chỉ tiêu %lld)"), (long long)figure->target);
	buf_add_char(text, '\n');
	if (figure->listing)
		buf_printf(text, "    %s\n", figure->listing);
	if (str_eq(figure->key, "fund.closing")) {
		buf_printf(text, "  %s", _("Bằng chữ: "));
		text_money_words(text, figure->value);
		buf_add_char(text, '\n');
	}
}

static void add_adjustments(struct buf *text, const struct month_pack *pack)
{
	if (pack->adjustment_count)
		buf_printf(text, "\n%s\n", _("Điều chỉnh các tháng đã chốt"));
	for (size_t i = 0; i < pack->adjustment_count; i++) {
		AUTO(buf_done) struct buf label = {0};
		const struct month_figure *figure = &pack->adjustments[i].figure;

		month_label(&label, figure, MONTH_SHOWN);
		buf_printf(text, "  %s ", pack->adjustments[i].month);
		text_fit(text, buf_text(&label), LABEL_COLUMNS - 8, true);
		buf_add_str(text, figure->value > 0 ? " +" : " ");
		month_value(text, figure, MONTH_SHOWN);
		buf_add_char(text, '\n');
	}
}

static void show_text(struct buf *text, const struct month_pack *pack)
{
	int section = -1;

	buf_printf(text, "%s: ", pack->period);
	month_standing(text, pack, MONTH_SHOWN);
	buf_add_char(text, '\n');
	for (size_t i = 0; i < pack->count; i++) {
		const struct month_figure *figure = pack->figures[i];

		if ((int)figure->section != section)
			buf_printf(text, "\n%d. %s\n", month_section_number(pack, figure->section),
				   _(month_section_titles[figure->section]));
		section = (int)figure->section;
		add_figure(text, figure);
	}
	for (enum month_section i = 0; i < MONTH_SECTIONS; i++)
		if (pack->hidden & MONTH_BIT(i))
			buf_printf(text, _("\n%d. %s: bạn không được xem; đổi người làm (--who)\n"),
				   month_section_number(pack, i), _(month_section_titles[i]));
	add_adjustments(text, pack);
}

/* ---- what stands behind a figure ------------------------------------------------------------- */

static void trace_json(struct buf *text, const struct month_figure *figure)
{
	buf_add_str(text, "{\"schema\":\"hotroit.month-trace/1\",\"key\":");
	json_add_text(text, figure->key);
	buf_printf(text, ",\"value\":%lld,\"kind\":", (long long)figure->value);
	json_add_text(text, figure->kind);
	buf_add_str(text, ",\"records\":[");
	for (size_t i = 0; i < figure->record_count; i++) {
		buf_add_str(text, i ? ",\n{\"id\":" : "\n{\"id\":");
		json_add_text(text, figure->records[i]);
		if (figure->amounts)
			buf_printf(text, ",\"amount\":%lld", (long long)figure->amounts[i]);
		buf_add_char(text, '}');
	}
	buf_add_str(text, "]}\n");
}

static void trace_text(struct buf *text, struct store *store, const struct month_figure *figure)
{
	struct err err;

	month_label(text, figure, MONTH_SHOWN);
	buf_add_str(text, ": ");
	month_value(text, figure, MONTH_SHOWN);
	buf_add_char(text, '\n');
	for (size_t i = 0; i < figure->record_count; i++) {
		if (figure->amounts) {
			buf_add_str(text, "  ");
			text_money(text, figure->amounts[i]);
		}
		buf_add_str(text, "  ");
		if (flow_month_record(text, store, figure, i, &err) < 0)
			buf_add_str(text, err.text);
		buf_add_char(text, '\n');
	}
}

static int trace(struct cli *cli, struct store *store, const struct plan *plan, const char *now)
{
	AUTO(month_done) struct month_pack pack = {0};
	AUTO(buf_done) struct buf text = {0};
	const struct month_figure *figure;
	struct err err;

	if (flow_month_trace(&pack, store, plan, cli->args[0], cli_value(cli, "--trace"), now,
			     &figure, &err) < 0)
		return cli_fail(&err);
	if (cli_value(cli, "--json")) {
		trace_json(&text, figure);
		return cli_out_raw(&text);
	}
	trace_text(&text, store, figure);
	return cli_out(&text);
}

/* ---- the command ----------------------------------------------------------------------------- */

static int show(struct cli *cli, struct store *store, const struct plan *plan, const char *now)
{
	AUTO(month_done) struct month_pack pack = {0};
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	if (flow_month(&pack, store, plan, cli->args[0], now, &err) < 0)
		return cli_fail(&err);
	if (cli_value(cli, "--json")) {
		export_month_json(&text, &pack, true);
		buf_add_char(&text, '\n');
		return cli_out_raw(&text);
	}
	show_text(&text, &pack);
	return cli_out(&text);
}

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf text = {0};
	bool is_closing = cli_value(cli, "--close");
	const struct plan *plan;
	char now[CLOCK_TEXT_MAX];
	struct err err;

	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, is_closing ? STORE_READ_WRITE : STORE_READ_ONLY, &store, &err) < 0)
		return cli_fail(&err);
	clock_text(now);
	if (cli_value(cli, "--trace"))
		return trace(cli, store, plan, now);
	if (!is_closing)
		return show(cli, store, plan, now);
	store_now(store, now);
	if (flow_month_close(store, plan, cli->args[0], now, cli_value(cli, "--early"), &text,
			     &err) < 0)
		return cli_fail(&err);
	return cli_out(&text);
}

const struct command cmd_month = {
	.name = "month",
	.summary = N_("số liệu tháng hoặc năm, truy ra từng bản ghi, chốt tháng"),
	.usage = N_("2026-11|2026 [--trace SỐ-LIỆU] [--json] [--close [--early]] [--plan ID]"),
	.example = N_("hotroit month 2026-11 --trace handed.total"),
	.options = {{"--plan", N_("ID"), N_("kế hoạch có chỉ tiêu cần đạt")},
		    {"--trace", N_("SỐ-LIỆU"), N_("các bản ghi làm nên số này, theo sổ hôm nay")},
		    {"--close", NULL, N_("chốt số liệu: giữ mãi như đang có")},
		    {"--early", NULL, N_("cùng --close: chốt dù tháng chưa hết")},
		    {"--json", NULL, N_("in dạng JSON")}},
	.min_args = 1,
	.max_args = 1,
	.run = run,
};
