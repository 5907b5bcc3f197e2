/* hotroit contest: begins one from a plan, and all the work on it. */
#include "contests_priv.h"

#include <errno.h>

int contest_say(struct buf *said, int result, const struct err *err)
{
	int r = 0;

	if (said->len && said->data[said->len - 1] != '\n')
		buf_add_char(said, '\n');
	if (said->len)
		r = cli_out(said);
	return result < 0 ? cli_fail(err) : r;
}

/* ---- a new one ----------------------------------------------------------- */

static int run_new(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(writing_done) struct writing writing = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf said = {0};
	struct contest_words words;
	const struct plan *plan;
	char id[UUID_TEXT_MAX];
	struct err err;
	int r;

	if (cli->arg_count < 3)
		return cli_usage(cli, _("contest new: ghi kế hoạch và mục của nó"));
	r = writing_read(cli, NULL, 3, &writing);
	if (r)
		return r;
	words = (struct contest_words){writing.names, writing.values, writing.count};
	if (cli_plan(cli, &library, &plan, &err) < 0)
		return cli_fail(&err);
	plan = flow_plan_find(&library, cli->args[1]);
	if (!plan) {
		err_set(&err, ENOENT, _("không có kế hoạch «%.40s»; xem hotroit plan list"),
			cli->args[1]);
		return cli_fail(&err);
	}
	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    flow_contest_new(store, plan, cli->args[2], &words, id, &said, &err) < 0)
		return cli_fail(&err);
	r = cli_out(&said);
	return r ? r
		 : writing_show(cli, store, record_kind_find("contest"), id,
				_("Đã lập cuộc thi theo kế hoạch"));
}

/* ---- where it stands ----------------------------------------------------- */

static const char *const commands[] = {
	[NEXT_OPEN] = "hotroit do open %s",
	[NEXT_DECIDE] = N_("hotroit do accept|reject BÀI note=…  (%s)"),
	[NEXT_ENTER] = N_("hotroit contest import %s TỆP --files THƯ-MỤC"),
	[NEXT_PANEL] = "hotroit add judge contest=%s …; hotroit add criterion …",
	[NEXT_JUDGE] = "hotroit contest judge %s",
	[NEXT_SCORE] = N_("hotroit contest sheet %s judge=… -o TỆP"),
	[NEXT_RANK] = "hotroit do rank %s",
	[NEXT_RULE] = "hotroit contest rule %s entry=… position=1 reason=…",
	[NEXT_AWARD] = "hotroit contest prizes %s",
	[NEXT_PUBLISH] = "hotroit do publish %s",
	[NEXT_PAPERS] = "hotroit export contest-results %s",
};

static void show_desk(struct buf *text, const struct contest_desk *desk)
{
	buf_printf(text, "%s  %s\n%s: %s\n", desk->tag, desk->name, _("Trạng thái"),
		   desk->state_label);
	buf_printf(text, _("Bài dự thi: %llu (hợp lệ %llu, chờ BTC %llu, trong đó nộp muộn %llu, "
			   "không nhận %llu)\n"),
		   (unsigned long long)desk->entries, (unsigned long long)desk->accepted,
		   (unsigned long long)desk->undecided, (unsigned long long)desk->late,
		   (unsigned long long)desk->rejected);
	buf_printf(text, _("Lượt người dự thi: %llu; giám khảo: %zu; tiêu chí: %zu\n"),
		   (unsigned long long)desk->people, desk->judge_count, desk->criterion_count);
	if (str_eq(desk->state, "judging"))
		buf_printf(text, _("Còn thiếu điểm: %llu\n"),
			   (unsigned long long)desk->missing_scores);
	buf_printf(text, _("Giải đã ghi: %llu\n"), (unsigned long long)desk->prizes);
	if (desk->next == NEXT_OVER)
		return;
	buf_printf(text, "%s: %s\n%s: ", _("Việc tiếp theo"), desk->todo, _("Lệnh"));
	buf_printf(text, _(commands[desk->next]), desk->tag);
	buf_add_char(text, '\n');
}

/* One entry may have several flaws: each is counted. */
static void show_flaws(struct buf *text, const struct contest_desk *desk)
{
	for (size_t i = 0; i < desk->flaw_count; i++)
		buf_printf(text, "%s%s %zu%s", i ? ", " : _("Chờ BTC vì: "), desk->flaws[i].text,
			   desk->flaws[i].count, i + 1 == desk->flaw_count ? "\n" : "");
}

static int run_status(struct verb_call *call)
{
	AUTO(flow_contest_desk_done) struct contest_desk desk = {.id = NULL};
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf text = {0};
	struct contest_flaw *flaws;
	size_t count;
	struct err err;

	if (flow_contest_desk(&desk, call->store, call->subject, &err) < 0 ||
	    flow_contest_flaws(call->store, call->subject, &arena, &flaws, &count, &err) < 0)
		return cli_fail(&err);
	show_desk(&text, &desk);
	show_flaws(&text, &desk);
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "  %s  %s: %s\n", flaws[i].tag, flaws[i].state_label,
			   flaws[i].flaws);
	return cli_out(&text);
}

/* ---- the table ----------------------------------------------------------- */

static const struct verb verbs[] = {
	{"status", 0, true, run_status},
	{"show", 0, true, run_status},
	{"enter", 0, false, contest_run_enter},
	{"import", 1, false, contest_run_import},
	{"check", 0, false, contest_run_check},
	{"judge", 0, false, contest_run_judge},
	{"sheet", 0, true, contest_run_sheet},
	{"score", 0, false, contest_run_score},
	{"scores", 1, false, contest_run_scores},
	{"recuse", 0, false, contest_run_recuse},
	{"rank", 0, true, contest_run_rank},
	{"prizes", 0, false, contest_run_prizes},
	{"award", 0, false, contest_run_award},
	{"rule", 0, false, contest_run_rule},
};

static int run(struct cli *cli)
{
	char tag[STORE_TAG_MAX];

	if (str_eq(cli->args[0], "new"))
		return run_new(cli);
	if (store_read_tag(cli->args[0], tag))
		return cli_usage(cli, _("ghi việc trước cuộc thi, như: hotroit contest status %s"),
				 tag);
	if (cli->arg_count < 2)
		return cli_usage(cli, _("ghi cuộc thi nào; xem hotroit list contest"));
	return verbs_run(cli, verbs, ARRAY_LEN(verbs));
}

const struct command cmd_contest = {
	.name = "contest",
	.summary = N_("cuộc thi: lập theo kế hoạch, nhận bài, chấm, xếp hạng, trao giải"),
	.usage = N_("VIỆC …; THI là mã của cuộc thi, như 7K3M2X9\n"
		    "  new KẾ-HOẠCH MỤC [year=2025] [MỤC=…]  lập theo kế hoạch\n"
		    "  status THI   đang ở đâu, việc tiếp theo, bài nào chờ Ban Tổ chức\n"
		    "  import THI TỆP [--files THƯ-MỤC]  nhận bài từ bảng tính, kèm tệp bài\n"
		    "  enter THI name=… class=… unit=… division=a [MỤC=…]  nhận một bài\n"
		    "  check THI    xem lại những bài chưa ai quyết định\n"
		    "  judge THI    đặt mã chấm cho bài hợp lệ, bắt đầu chấm\n"
		    "  sheet THI judge=gk1 [-o TỆP]  phiếu điểm của một giám khảo\n"
		    "  scores THI TỆP judge=gk1  nhận lại phiếu đã điền\n"
		    "  score THI judge=gk1 entry=MÃ TIÊU-CHÍ=8,25 [reason=…]  ghi, sửa điểm\n"
		    "  recuse THI judge=gk1 entry=MÃ why=relative  giám khảo không chấm bài đó\n"
		    "  rank THI     bảng xếp hạng, những bài và đơn vị bằng nhau\n"
		    "  rule THI entry=MÃ position=1 reason=…  BTC xếp thứ tự bài bằng nhau;\n"
		    "               giải tập thể: unit=… division=a\n"
		    "  prizes THI   ghi giải theo bảng xếp\n"
		    "  award THI entry=MÃ rank=third reason=…  BTC trao khác bảng xếp\n"
		    "Mở, chốt điểm, công bố, kết thúc: hotroit do open|rank|publish|finish THI"),
	.example = N_("hotroit contest new long-khanh-2024 ve-tranh-video-ai"),
	.options = {{"--files", N_("THƯ-MỤC"), N_("import: nơi có các tệp bài ghi trong bảng")},
		    {"--dry-run", NULL, N_("import: chỉ kiểm tra, cho xem cột và 5 dòng đầu")},
		    {"--from", N_("MÃ"), N_("bảng mã của chữ: utf8, tcvn3, vni, cp1258")},
		    {"--map", N_("CỘT=MỤC"), N_("cột nào là mục nào; nhiều cột cách nhau bằng ;")},
		    {"--skip", N_("CỘT"), N_("bỏ qua cột; nhiều cột cách nhau bằng ;")},
		    {"--sheet", N_("TÊN"), N_("trang tính cần đọc; không ghi: trang đầu")},
		    {"--report", N_("TỆP"), N_("ghi mọi dòng bị từ chối vào tệp CSV")},
		    {"-o", N_("TỆP"), N_("sheet: ghi vào tệp này; không ghi: ra màn hình")},
		    {"--force", NULL, N_("ghi đè tệp đã có")}},
	.min_args = 1,
	.max_args = CLI_ARGS_MAX,
	.run = run,
};
