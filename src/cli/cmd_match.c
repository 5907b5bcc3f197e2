/* hotroit match: proposes who gets which device, and keeps the devices of those who are agreed. */
#include "cli.h"

#include <errno.h>
#include <sysexits.h>

static void show_text(struct buf *text, const struct matches *matches)
{
	if (!matches->count)
		buf_add_str(text, _("Không có em nào đã duyệt đang chờ máy.\n"));
	for (size_t i = 0; i < matches->count; i++) {
		const struct match *match = &matches->rows[i];

		buf_printf(text, "%s  ", match->recipient_tag);
		text_fit(text, match->name, 24, true);
		buf_printf(text, "  %s%s%s\n          %s\n",
			   match->device_tag ? match->device_tag : _("(chưa có)"),
			   match->sim_tag ? " + SIM " : "", match->sim_tag ? match->sim_tag : "",
			   match->reason);
	}
	if (*matches->unfit)
		buf_printf(text, _("Chưa trao được:\n%s"), matches->unfit);
	if (matches->count)
		buf_printf(text, _("%zu em chờ, %zu máy sẵn sàng. Đồng ý: hotroit match --take "
				   "MÃ-HS…, hoặc --take cho tất cả.\n"),
			   matches->count, matches->devices);
}

/* For programs: tags, no names. */
static void show_json(struct buf *text, const struct matches *matches)
{
	buf_add_str(text, "{\"schema\":\"hotroit.match/1\",\"matches\":[");
	for (size_t i = 0; i < matches->count; i++) {
		const struct match *match = &matches->rows[i];

		buf_printf(text, "%s\n {\"recipient\":", i ? "," : "");
		json_add_text(text, match->recipient_tag);
		buf_add_str(text, ",\"device\":");
		json_add_text(text, match->device_tag);
		buf_add_str(text, ",\"sim\":");
		json_add_text(text, match->sim_tag);
		buf_add_str(text, ",\"reason\":");
		json_add_text(text, match->reason);
		buf_add_char(text, '}');
	}
	buf_printf(text, "],\"devices\":%zu}\n", matches->devices);
}

static bool is_wanted(const struct cli *cli, const struct match *match)
{
	for (size_t i = 0; i < cli->arg_count; i++)
		if (str_eq(cli->args[i], match->recipient_tag))
			return true;
	return !cli->arg_count && match->device;
}

/* A tag that nobody waits under is a slip that is better told than passed over. */
static int check_tags(const struct cli *cli, const struct matches *matches, struct err *err)
{
	for (size_t i = 0; i < cli->arg_count; i++) {
		bool found = false;

		for (size_t j = 0; j < matches->count; j++)
			found |= str_eq(cli->args[i], matches->rows[j].recipient_tag);
		if (!found)
			return err_set(err, ENOENT,
				       _("%.40s: không có em nào đang chờ với mã này; xem hotroit "
					 "match"), cli->args[i]);
	}
	return 0;
}

static int take(const struct cli *cli, struct store *store, const struct plan *plan,
		const struct matches *matches, struct buf *text, struct err *err)
{
	int r = check_tags(cli, matches, err);

	for (size_t i = 0; r == 0 && i < matches->count; i++) {
		if (!is_wanted(cli, &matches->rows[i]))
			continue;
		r = flow_match_take(store, plan, &matches->rows[i], text, err);
		if (r == 0)
			buf_printf(text, " (%s)\n", matches->rows[i].recipient_tag);
	}
	if (r == 0 && !text->len)
		buf_add_str(text, _("Không có gì để giữ chỗ.\n"));
	return r;
}

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(flow_matches_done) struct matches matches = {0};
	AUTO(buf_done) struct buf text = {0};
	bool is_taking = cli_value(cli, "--take"), is_writing;
	const struct plan *plan;
	struct err err;
	int r;

	if (cli->arg_count && !is_taking)
		return cli_usage(cli, _("thêm --take để giữ máy cho các em này"));
	is_writing = is_taking || cli_value(cli, "--expire");
	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, is_writing ? STORE_READ_WRITE : STORE_READ_ONLY, &store, &err) < 0 ||
	    (cli_value(cli, "--expire") &&
	     flow_match_expire(store, plan, &text, &err) < 0) ||
	    flow_match(&matches, store, plan, &err) < 0)
		return cli_fail(&err);
	if (!is_taking && cli_value(cli, "--json")) {
		show_json(&text, &matches);
		return cli_out_raw(&text);
	}
	if (!is_taking) {
		show_text(&text, &matches);
		return cli_out(&text);
	}
	r = take(cli, store, plan, &matches, &text, &err);
	if (text.len && cli_out(&text) != 0)
		return EX_IOERR;
	return r < 0 ? cli_fail(&err) : 0;
}

const struct command cmd_match = {
	.name = "match",
	.summary = N_("đề nghị ghép máy sẵn sàng với học sinh đã duyệt, kèm lý do"),
	.usage = N_("[--plan ID] [--json] [--expire] [--take [MÃ-HS…]]"),
	.example = N_("hotroit match --take 7K3M2X9"),
	.options = {{"--plan", N_("ID"), N_("kế hoạch có thứ tự ưu tiên")},
		    {"--take", NULL, N_("giữ máy như đề nghị; không ghi mã: cho tất cả")},
		    {"--expire", NULL, N_("bỏ giữ chỗ những bộ đã quá hạn giữ")},
		    {"--json", NULL, N_("in dạng JSON")}},
	.max_args = CLI_ARGS_MAX,
	.run = run,
};
