/* hotroit stick: what a live stick brought home, taken into the book. */
#include "ask_priv.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>

/* Says what came up so far, line by line. */
static void tell(struct stick_in *in)
{
	if (in->said.len)
		(void)cli_out(&in->said);
	buf_clear(&in->said);
}

/* What is to be put right first is no question yet. */
static void ask(struct stick_in *in)
{
	const struct stick_question *question;
	size_t i = 0;

	while ((question = stick_in_question(in, i))) {
		if (question->need == STICK_NEEDS_MENDING) {
			i++;
			continue;
		}
		ask_show(in, i);
		if (!ask_take(in, &i))
			return;
		tell(in);
	}
}

static int sum_up(const struct stick_in *in, const char *path)
{
	AUTO(buf_done) struct buf text = {0};

	ask_advise(&text, in, 0, path);
	stick_in_sum(in, &text);
	buf_add_char(&text, '\n');
	return cli_out(&text);
}

static bool has_found(const struct stick_in *in)
{
	return in->tally.taken || in->tally.known || in->tally.bad || stick_in_questions(in);
}

static int run_to_end(struct stick_in *in, const char *path)
{
	while (in->is_running) {
		struct pollfd fds[2];
		int raw[2];
		size_t count = stick_in_fds(in, raw, ARRAY_LEN(raw));

		for (size_t i = 0; i < count; i++)
			fds[i] = (struct pollfd){.fd = raw[i], .events = POLLIN};
		poll(fds, count, stick_in_wait_ms(in));
		stick_in_poll(in);
		tell(in);
	}
	if (ask_is_possible())
		ask(in);
	if ((!in->err.code || has_found(in)) && sum_up(in, path) != 0)
		return EXIT_IO;
	if (in->err.code)
		return cli_fail(&in->err);
	if (in->tally.bad)
		return EXIT_BAD_DATA;
	return in->tally.asked || stick_in_questions(in) ? EXIT_REVIEW : EXIT_PASS;
}

static int write_orders(const struct cli *cli, const char *path)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	if (cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    flow_stick_orders(store, path, &text, &err) < 0)
		return cli_fail(&err);
	buf_add_char(&text, '\n');
	return cli_out(&text);
}

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(stick_in_done) struct stick_in in;
	char found[PATH_MAX];
	const char *path = cli->arg_count ? cli->args[0] : found;
	const struct plan *plan;
	struct err err;

	stick_in_init(&in, NULL, NULL);
	if (!cli->arg_count && flow_stick_find(found, &err) < 0)
		return cli_fail(&err);
	if (cli_value(cli, "--orders"))
		return write_orders(cli, path);
	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, STORE_READ_WRITE, &store, &err) < 0)
		return cli_fail(&err);
	stick_in_init(&in, store, plan);
	in.device = cli_value(cli, "--device-tag");
	in.wiped_by = cli_value(cli, "--wiped-by");
	in.report = cli_value(cli, "--report");
	if (stick_in_read(&in, path, &err) < 0)
		return cli_fail(&err);
	return run_to_end(&in, cli->arg_count ? path : NULL);
}

const struct command cmd_stick = {
	.name = "stick",
	.summary = N_("nhận bản dò, phiếu xoá từ USB của hotroit vào sổ"),
	.usage = N_("[--orders] [Ổ|THƯ_MỤC|ẢNH_ĐĨA]"),
	.example = N_("hotroit stick /dev/sdb1"),
	.options = {{"--orders", NULL, N_("ghi lên USB các máy bên tặng đã cho xoá dữ liệu")},
		    {"--plan", N_("ID"), N_("kế hoạch dùng để đối chiếu")},
		    {"--device-tag", N_("MÃ"), N_("phiếu xoá không rõ của máy nào: của máy này")},
		    {"--wiped-by", N_("TÊN"),
		     N_("người đã xoá, khi phiếu ghi tên không rõ là ai")},
		    {"--report", N_("PHIẾU"), N_("chỉ nhận phiếu xoá này")}},
	.max_args = 1,
	.run = run,
};
