/* hotroit plan: which plans there are, what one says, what is wrong with a file, a copy of one. */
#include "cli.h"

#include <errno.h>
#include <string.h>

static void say_bad_plan(const struct err *err)
{
	cli_fail(err);
}

static void add_member(struct buf *text, const char *key, const char *value)
{
	buf_printf(text, "\"%s\":", key);
	if (value)
		json_add_text(text, value);
	else
		buf_add_str(text, "null");
	buf_add_char(text, ',');
}

static void add_json_line(struct buf *text, const struct plan *plan)
{
	const struct plan_work *work = &plan->work;
	struct plan_sums sums = plan_sums(work);

	buf_add_char(text, '{');
	add_member(text, "id", plan->id);
	add_member(text, "version", plan->version);
	add_member(text, "title", plan->title);
	add_member(text, "number", plan->number);
	add_member(text, "issuer", plan->issuer);
	add_member(text, "effective_from", plan->effective_from);
	add_member(text, "effective_to", plan->effective_to);
	add_member(text, "sha256", plan->sha256);
	buf_printf(text,
		   "\"profiles\":%zu,\"targets\":%zu,\"contests\":%zu,\"courses\":%zu,"
		   "\"pilots\":%zu,\"tasks\":%zu,\"areas\":%zu,\"reports\":%zu,",
		   plan->profile_count, plan->target_count, work->contest_count, work->course_count,
		   work->pilot_count, work->task_count, work->area_count, work->report_count);
	buf_printf(text,
		   "\"sums\":{\"printed\":%lld,\"parts\":%lld,\"stated\":%lld,\"state\":%lld,"
		   "\"social\":%lld}}",
		   (long long)sums.printed, (long long)sums.parts,
		   (long long)work->budget.stated.amount, (long long)sums.state,
		   (long long)sums.social);
}

static int list_plans(const struct plan_library *library, bool as_json)
{
	AUTO(buf_done) struct buf text = {0};
	int columns = 0;

	for (size_t i = 0; as_json && i < library->count; i++) {
		buf_add_str(&text, i ? ",\n" : "[");
		add_json_line(&text, library->plans[i]);
	}
	if (as_json) {
		buf_add_str(&text, library->count ? "]\n" : "[]\n");
		return cli_out_raw(&text);
	}
	for (size_t i = 0; i < library->count; i++)
		if (text_width(library->plans[i]->id) > columns)
			columns = text_width(library->plans[i]->id);
	for (size_t i = 0; i < library->count; i++) {
		const struct plan *plan = library->plans[i];
		AUTO(buf_done) struct buf holds = {0};

		flow_plan_holds(&holds, plan);
		text_fit(&text, plan->id, columns, true);
		/* Month and year say which of two is newer, and leave room for the rest. */
		buf_printf(&text, " %.2s/%.4s  ", plan->effective_from + strlen("2021-"),
			   plan->effective_from);
		text_wrap(&text, buf_text(&holds), columns + 10, FLOW_PLAN_COLUMNS);
	}
	return cli_out(&text);
}

static int show_plan(const struct plan *plan, bool as_json)
{
	AUTO(buf_done) struct buf text = {0};

	if (as_json) {
		buf_add_str(&text, plan->json);
		return cli_out_raw(&text);
	}
	flow_plan_text(&text, plan);
	return cli_out(&text);
}

/* How many places are wrong is the error; the list is what was asked for. */
static int check_plan(const char *file)
{
	AUTO(buf_done) struct buf json = {0}, text = {0};
	struct err err;
	int r, code, out;

	if (cli_read(file, &json, &err) < 0)
		return cli_fail(&err);
	r = flow_plan_told(&text, buf_text(&json), json.len, file, &err);
	code = r < 0 ? cli_fail(&err) : r > 0 ? EXIT_REVIEW : 0;
	out = cli_out(&text);
	return code ? code : out;
}

static int copy_plan(const struct plan_library *library, const char *id, const char *new_id)
{
	AUTO(buf_done) struct buf file = {0}, text = {0};
	struct err err;

	if (flow_plan_copy(library, id, new_id, &file, &err) < 0)
		return cli_fail(&err);
	buf_printf(
		&text,
		_("Đã ghi %s\nMở tệp bằng trình soạn thảo, sửa như \"note\" ở đầu tệp hướng dẫn;\n"
		  "xong chạy: hotroit plan check '%s'\n"),
		buf_text(&file), buf_text(&file));
	return cli_out(&text);
}

static int show_known(const struct cli *cli, const struct plan_library *library)
{
	const struct plan *plan = flow_plan_find(library, cli->args[1]);
	struct err err;

	if (plan)
		return show_plan(plan, cli_value(cli, "--json"));
	err_set(&err, ENOENT, _("không có kế hoạch \"%s\"; xem hotroit plan list"), cli->args[1]);
	return cli_fail(&err);
}

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	const char *verb = cli->args[0];
	struct err err;

	if (str_eq(verb, "check"))
		return cli->arg_count == 2 ? check_plan(cli->args[1])
					   : cli_usage(cli, _("check cần tên tệp"));
	if (flow_plans_load(&library, say_bad_plan, &err) < 0)
		return cli_fail(&err);
	if (str_eq(verb, "list") && cli->arg_count == 1)
		return list_plans(&library, cli_value(cli, "--json"));
	if (str_eq(verb, "copy"))
		return cli->arg_count == 3 ? copy_plan(&library, cli->args[1], cli->args[2])
					   : cli_usage(cli, _("copy cần mã kế hoạch và mã mới"));
	if (!str_eq(verb, "show") || cli->arg_count != 2)
		return cli_usage(cli, _("cần: list, show ID, check TỆP hoặc copy ID MÃ-MỚI"));
	return show_known(cli, &library);
}

const struct command cmd_plan = {
	.name = "plan",
	.summary = N_("xem, kiểm tra, chép kế hoạch: tiêu chuẩn, cuộc thi, khoá học, nhiệm vụ"),
	.usage = N_("list | show ID [--json] | check TỆP | copy ID MÃ-MỚI\n"
		    "  list         các kế hoạch có sẵn và của mình, mỗi cái có gì\n"
		    "  show ID      đọc trọn một kế hoạch, từng số cạnh khoản và nguyên văn\n"
		    "  check TỆP    mọi chỗ sai của tệp (thoát 65), chỗ còn ngỏ (thoát 2)\n"
		    "  copy         chép một kế hoạch để sửa thành của mình"),
	.example = N_("hotroit plan show gia-lam-2021"),
	.options = {{"--json", NULL, N_("in dạng JSON")}},
	.min_args = 1,
	.max_args = 3,
	.run = run,
};
