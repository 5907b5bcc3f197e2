/* hotroit facts: what a person read off a phone's own pages, put beside what was measured. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static void list_keys(struct buf *ret)
{
	for (size_t i = 0; i < typed_field_count; i++)
		buf_printf(ret, "%s%s", i ? ", " : "", typed_fields[i].key);
}

/* 0, or an exit code (and it was said): nothing is kept unless all can be read. */
static int read_words(const struct cli *cli, const struct snapshot *snapshot, struct facts *typed)
{
	const char *by = cli_value(cli, "--by");
	char who[80];
	struct err why, err;

	flow_who(who, sizeof(who));
	if (by)
		snprintf(who, sizeof(who), "%s", by);
	if (!who[strspn(who, " ")])
		return cli_usage(cli, _("cho biết ai nhập bằng --by"));
	for (size_t i = 1; i < cli->arg_count; i++) {
		const char *equals = strchr(cli->args[i], '=');
		AUTO(buf_done) struct buf key = {0}, keys = {0};

		if (!equals || equals == cli->args[i])
			return cli_usage(cli, _("\"%s\" không có dạng MỤC=GIÁ TRỊ"), cli->args[i]);
		buf_add(&key, cli->args[i], (size_t)(equals - cli->args[i]));
		list_keys(&keys);
		if (!typed_field_find(buf_text(&key))) {
			err_set(&err, EINVAL, _("không nhập tay được \"%.40s\"; được: %s"),
				buf_text(&key), buf_text(&keys));
			return cli_fail(&err);
		}
		if (typed_read(typed, buf_text(&key), equals + 1, who, &why) < 0) {
			err_set(&err, EINVAL, "%s: %s", buf_text(&key), why.text);
			return cli_fail(&err);
		}
	}
	if (typed_settle(typed, snapshot, &err) < 0)
		return cli_fail(&err);
	return 0;
}

static int show(const struct cli *cli, struct store *store, const struct plan *plan)
{
	static const int codes[] = {EXIT_PASS, EXIT_FAIL, EXIT_REVIEW};
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	AUTO(buf_done) struct buf text = {0};
	bool json = cli_value(cli, "--json");
	struct err err;

	if (flow_judge_device(store, plan, cli->args[0], ASSESS_INTAKE, &snapshot, &verdict, &err) <
	    0)
		return cli_fail(&err);
	if (json)
		verdict_print(&text, &verdict);
	else
		cli_show_verdict(&text, &snapshot, &verdict);
	if ((json ? cli_out_raw(&text) : cli_out(&text)) != 0)
		return EXIT_IO;
	return codes[verdict.word];
}

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(facts_done) struct facts typed = {0};
	const struct plan *plan;
	struct err err;
	int r;

	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    flow_stored_snapshot(store, cli->args[0], &snapshot, &err) < 0)
		return cli_fail(&err);
	snapshot_get_typed(&snapshot, &typed);
	r = read_words(cli, &snapshot, &typed);
	if (r)
		return r;
	if (flow_type(store, plan, cli->args[0], &typed, &err) < 0)
		return cli_fail(&err);
	return show(cli, store, plan);
}

const struct command cmd_facts = {
	.name = "facts",
	.summary = N_("ghi điều tự đọc trên máy điện thoại"),
	.usage = N_("MÃ MỤC=GIÁ TRỊ… [--by TÊN] [--plan ID] [--json] (MỤC= để bỏ)"),
	.example = N_("hotroit facts 7K3M2XA os.version=8.1 memory.usable=\"2 GB\" "
		      "storage.free=\"8,5 GB\""),
	.options = {{"--by", N_("TÊN"), N_("ai đọc trên máy (mặc định: tên đăng nhập)")},
		    {"--plan", N_("ID"), N_("kế hoạch dùng để đối chiếu")},
		    {"--json", NULL, N_("in kết luận dạng JSON")}},
	.min_args = 2,
	.max_args = CLI_ARGS_MAX,
	.run = run,
};
