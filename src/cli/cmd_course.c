/* hotroit course: begins one from a plan, and all the work on it. */
#include "course_call_priv.h"

#include <errno.h>
#include <stdio.h>

/* ---- a new one ----------------------------------------------------------- */

/* What lays out the sessions is no field of the course. */
static int read_layout(const struct cli *cli, struct writing *writing, struct course_layout *ret)
{
	const char *every = writing_take(writing, "every");

	ret->shape = writing_take(writing, "shape");
	ret->time = writing_take(writing, "time");
	if (every && (!str_to_i64(every, &ret->every) || ret->every < 1))
		return cli_usage(cli, _("every: số ngày từ buổi này sang buổi sau, như 7"));
	return 0;
}

static int run_new(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(writing_done) struct writing writing = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf said = {0};
	struct course_layout layout = {0};
	struct course_words words;
	const struct plan *plan;
	char id[UUID_TEXT_MAX];
	struct err err;
	int r;

	if (cli->arg_count < 3)
		return cli_usage(cli, _("course new: ghi kế hoạch và mục của nó"));
	r = writing_read(cli, NULL, 3, &writing);
	if (r == 0)
		r = read_layout(cli, &writing, &layout);
	if (r)
		return r;
	words = (struct course_words){writing.names, writing.values, writing.count};
	if (cli_plan(cli, &library, &plan, &err) < 0)
		return cli_fail(&err);
	plan = flow_plan_find(&library, cli->args[1]);
	if (!plan) {
		err_set(&err, ENOENT, _("không có kế hoạch «%.40s»; xem hotroit plan list"),
			cli->args[1]);
		return cli_fail(&err);
	}
	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    flow_course_new(store, plan, cli->args[2], &words, &layout, id, &said, &err) < 0)
		return cli_fail(&err);
	r = cli_out(&said);
	return r ? r
		 : writing_show(cli, store, record_kind_find("course"), id,
				_("Đã lập khoá học theo kế hoạch"));
}

/* ---- the table ----------------------------------------------------------- */

static const struct verb verbs[] = {
	{"status", 0, true, course_run_status},
	{"register", 0, false, course_run_register},
	{"import", 1, false, course_run_import},
	{"check", 0, false, course_run_check},
	{"complete", 0, false, course_run_complete},
};

static int run(struct cli *cli)
{
	if (str_eq(cli->args[0], "new"))
		return run_new(cli);
	if (str_eq(cli->args[0], "hours"))
		return course_run_hours(cli);
	return verbs_run(cli, verbs, ARRAY_LEN(verbs));
}

const struct command cmd_course = {
	.name = "course",
	.summary = N_("khoá học, hội thảo: lập theo kế hoạch, đăng ký, xét hoàn thành, giờ học"),
	.usage = N_("VIỆC …; KHOÁ là mã của khoá học, như 7K3M2X9\n"
		    "  new KẾ-HOẠCH MỤC [MỤC=…]  lập theo kế hoạch, với đủ buổi học; thêm được\n"
		    "               shape=2x240 starts=05/12/2026 time=08:00 every=7 year=2026\n"
		    "  status KHOÁ  đang ở đâu, việc tiếp theo, ai còn thiếu bao nhiêu phút\n"
		    "  register KHOÁ name=… [unit=…] [audience=gv-th] [reason=…]  ghi một người\n"
		    "  import KHOÁ TỆP  ghi cả danh sách từ bảng tính\n"
		    "  check KHOÁ   xem lại những người chưa ai quyết định\n"
		    "  complete KHOÁ  xét ai hoàn thành, cấp mã giấy chứng nhận\n"
		    "  hours [NĂM]  giờ học, người hoàn thành của từng đơn vị\n"
		    "Mở đăng ký, mở lại, kết thúc: hotroit do open|reopen|finish KHOÁ. Học viên:\n"
		    "hotroit do admit|decline|withdraw|promote|forget MÃ. Giấy: hotroit export\n"
		    "attendance-list|course-labels|course-certificates KHOÁ."),
	.example = N_("hotroit course new thu-duc-2024 gemini-academy shape=2x240"),
	.options = {{"--dry-run", NULL, N_("import: chỉ kiểm tra, cho xem cột và 5 dòng đầu")},
		    {"--from", N_("MÃ"), N_("bảng mã của chữ: utf8, tcvn3, vni, cp1258")},
		    {"--map", N_("CỘT=MỤC"), N_("cột nào là mục nào; nhiều cột cách nhau bằng ;")},
		    {"--skip", N_("CỘT"), N_("bỏ qua cột; nhiều cột cách nhau bằng ;")},
		    {"--sheet", N_("TÊN"), N_("trang tính cần đọc; không ghi: trang đầu")},
		    {"--report", N_("TỆP"), N_("ghi mọi dòng bị từ chối vào tệp CSV")},
		    {"--csv", NULL, N_("hours: in dạng CSV")}},
	.min_args = 1,
	.max_args = CLI_ARGS_MAX,
	.run = run,
};
