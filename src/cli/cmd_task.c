/* hotroit task: makes the tasks of a plan; shows them with their state, money and sums. */
#include "cli.h"

#include <errno.h>
#include <string.h>

#define NAME_COLUMNS 36
#define MONEY_COLUMNS 11

static void add_right(struct buf *text, int columns, int64_t amount)
{
	AUTO(buf_done) struct buf number = {0};

	if (amount)
		flow_millions(&number, amount);
	else
		buf_add_char(&number, '-');
	buf_printf(text, " %*s%s", columns - text_width(buf_text(&number)), "",
		   buf_text(&number));
}

static void add_phase(struct buf *text, const struct task_phase *phase)
{
	buf_add_str(text, "       ");
	text_fit(text, phase->period ? phase->period : "", NAME_COLUMNS - 2, true);
	add_right(text, MONEY_COLUMNS, phase->budget);
	add_right(text, MONEY_COLUMNS, phase->spent);
	buf_add_char(text, '\n');
}

static void add_line(struct buf *text, const struct task_line *line, bool is_long)
{
	const struct field *state = record_field_find(record_kind_find("task"), "state");

	buf_printf(text, "%4lld ", (long long)line->number);
	text_fit(text, line->name, NAME_COLUMNS, true);
	add_right(text, MONEY_COLUMNS, line->budget);
	add_right(text, MONEY_COLUMNS, line->spent);
	buf_printf(text, " %3lld%% %s\n", (long long)line->progress,
		   record_choice_label(state, line->state));
	for (size_t i = 0; is_long && i < line->phase_count; i++)
		add_phase(text, &line->phases[i]);
	if (line->spent_outside && line->phase_count) {
		buf_add_str(text, "       ");
		buf_add_str(text, _("chi ngoài các giai đoạn: "));
		flow_millions(text, line->spent_outside);
		buf_add_char(text, '\n');
	}
	if (line->spent > line->budget && line->budget)
		buf_printf(text, "       %s\n", _("đã chi quá kinh phí"));
}

static void wrap_lines(struct buf *text, const struct buf *lines)
{
	for (const char *at = buf_text(lines); *at; at += strcspn(at, "\n") + 1) {
		AUTO(buf_done) struct buf one = {0};

		buf_add(&one, at, strcspn(at, "\n"));
		text_wrap(text, buf_text(&one), 0, FLOW_PLAN_COLUMNS);
	}
}

static void show_text(struct buf *text, const struct task_board *board, const struct plan *plan,
		      bool is_long)
{
	AUTO(buf_done) struct buf sums = {0};

	if (!board->count) {
		buf_add_str(text, _("Chưa có nhiệm vụ nào; lập từ kế hoạch: hotroit task new "
				    "hcm-3249\n"));
		return;
	}
	buf_printf(text, "%*s", 5, "");
	text_fit(text, _("Nhiệm vụ (triệu đồng)"), NAME_COLUMNS, true);
	buf_printf(text, " %*s%s %*s%s\n", MONEY_COLUMNS - text_width(_("Kinh phí")), "",
		   _("Kinh phí"), MONEY_COLUMNS - text_width(_("Đã chi")), "", _("Đã chi"));
	for (size_t i = 0; i < board->count; i++)
		add_line(text, &board->lines[i], is_long);
	flow_tasks_sums(&sums, board, plan);
	wrap_lines(text, &sums);
}

static void add_pair(struct buf *text, const char *key, const char *value)
{
	buf_printf(text, ",\"%s\":", key);
	if (value)
		json_add_text(text, value);
	else
		buf_add_str(text, "null");
}

static void json_line(struct buf *text, const struct task_line *line)
{
	buf_printf(text, "{\"number\":%lld", (long long)line->number);
	add_pair(text, "id", line->id);
	add_pair(text, "tag", line->tag);
	add_pair(text, "plan", line->plan);
	add_pair(text, "name", line->name);
	add_pair(text, "state", line->state);
	add_pair(text, "printed", line->printed);
	buf_printf(text,
		   ",\"progress\":%lld,\"budget\":%lld,\"parts\":%lld,\"spent\":%lld,"
		   "\"spent_state\":%lld,\"spent_social\":%lld,\"spent_outside\":%lld,\"phases\":[",
		   (long long)line->progress, (long long)line->budget, (long long)line->parts,
		   (long long)line->spent, (long long)line->spent_state,
		   (long long)line->spent_social, (long long)line->spent_outside);
	for (size_t i = 0; i < line->phase_count; i++) {
		const struct task_phase *phase = &line->phases[i];

		buf_printf(text, "%s{\"budget\":%lld,\"spent\":%lld", i ? "," : "",
			   (long long)phase->budget, (long long)phase->spent);
		add_pair(text, "period", phase->period);
		add_pair(text, "starts", phase->starts);
		add_pair(text, "ends", phase->ends);
		buf_add_char(text, '}');
	}
	buf_add_str(text, "]}");
}

static void show_json(struct buf *text, const struct task_board *board)
{
	const struct task_sums *sums = &board->sums;

	buf_add_str(text, "{\"schema\":\"hotroit.tasks/1\",\"tasks\":[");
	for (size_t i = 0; i < board->count; i++) {
		buf_add_str(text, i ? ",\n " : "\n ");
		json_line(text, &board->lines[i]);
	}
	buf_printf(text,
		   "],\n \"sums\":{\"budget\":%lld,\"parts\":%lld,\"spent\":%lld,\"state\":%lld,"
		   "\"social\":%lld,\"odd\":%zu}}\n",
		   (long long)sums->budget, (long long)sums->parts, (long long)sums->spent,
		   (long long)sums->state, (long long)sums->social, sums->odd_count);
}

/* The plan of all of them; NULL: they are of several. */
static const struct plan *plan_of(const struct task_board *board,
				  const struct plan_library *library)
{
	for (size_t i = 1; i < board->count; i++)
		if (!str_eq(board->lines[i].plan, board->lines[0].plan))
			return NULL;
	return board->count ? flow_plan_find(library, board->lines[0].plan) : NULL;
}

static int show(const struct cli *cli, const struct plan_library *library, const char *plan_id)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(flow_tasks_done) struct task_board board = {0};
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	if (cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    flow_tasks(&board, store, plan_id, &err) < 0)
		return cli_fail(&err);
	if (cli_value(cli, "--json")) {
		show_json(&text, &board);
		return cli_out_raw(&text);
	}
	show_text(&text, &board, plan_of(&board, library), cli_value(cli, "--phases"));
	return cli_out(&text);
}

static int make(const struct cli *cli, const struct plan *plan)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf said = {0}, text = {0};
	struct err err;

	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    flow_tasks_new(store, plan, cli->args + 2, cli->arg_count - 2, &said, &err) < 0)
		return cli_fail(&err);
	wrap_lines(&text, &said);
	return cli_out(&text);
}

static void say_bad_plan(const struct err *err)
{
	cli_fail(err);
}

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	bool is_new = cli->arg_count && str_eq(cli->args[0], "new");
	const char *plan_id = is_new ? cli->args[1] : cli->arg_count ? cli->args[0] : NULL;
	struct err err;

	if (is_new && cli->arg_count < 2)
		return cli_usage(cli, _("new cần mã kế hoạch, như hcm-3249"));
	if (!is_new && cli->arg_count > 1)
		return cli_usage(cli, _("mỗi lần một kế hoạch; lập mới: hotroit task new"));
	if (flow_plans_load(&library, say_bad_plan, &err) < 0)
		return cli_fail(&err);
	if (plan_id && !flow_plan_find(&library, plan_id)) {
		err_set(&err, ENOENT, _("không có kế hoạch \"%.60s\"; xem hotroit plan list"),
			plan_id);
		return cli_fail(&err);
	}
	return is_new ? make(cli, flow_plan_find(&library, plan_id))
		      : show(cli, &library, plan_id);
}

const struct command cmd_task = {
	.name = "task",
	.summary = N_("lập nhiệm vụ từ kế hoạch; tiến độ, kinh phí, đã chi"),
	.usage = N_("[KẾ HOẠCH] [--phases] [--json] | new KẾ HOẠCH [MỤC…]\n"
		    "  không có gì  mọi nhiệm vụ: tiến độ, kinh phí, đã chi, chỗ tổng không khớp\n"
		    "  KẾ HOẠCH     chỉ nhiệm vụ của kế hoạch đó\n"
		    "  new          lập mọi nhiệm vụ của kế hoạch, hoặc các mục được ghi\n"
		    "Ghi chi: hotroit add spending task=… on_date=… amount=… source=state;\n"
		    "ghi tiến độ: hotroit do progress MÃ progress=40."),
	.example = N_("hotroit task new hcm-3249"),
	.options = {
		{"--phases", NULL, N_("kèm từng giai đoạn")},
		{"--json", NULL, N_("in dạng JSON")},
	},
	.min_args = 0,
	.max_args = CLI_ARGS_MAX,
	.run = run,
};
