/* hotroit receive: takes in what live sticks send over the local network, until Ctrl-C. */
#include "ask_priv.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

struct shown {
	char code[STICK_CODE_MAX], place[STICK_PLACE_MAX];
	struct stick_tally tally;
	size_t questions; /* there were */
	size_t at; /* the one that is asked */
	bool is_asking; /* its prompt stands */
};

static void tell(struct stick_in *in, struct shown *shown)
{
	AUTO(buf_done) struct buf text = {0};

	if (!str_eq(shown->code, in->code)) {
		snprintf(shown->code, sizeof(shown->code), "%s", in->code);
		buf_printf(&text, _("Mã: %.3s %s (gõ trên máy đang chạy USB; Ctrl-C: thôi)\n"),
			   in->code, in->code + 3);
	}
	if (!str_eq(shown->place, in->place)) {
		snprintf(shown->place, sizeof(shown->place), "%s", in->place);
		buf_printf(&text, _("Địa chỉ của bàn: %s\n"),
			   *in->place ? in->place : _("chưa có mạng, cắm dây mạng vào"));
	}
	buf_add(&text, buf_text(&in->said), in->said.len);
	buf_clear(&in->said);
	if (memcmp(&shown->tally, &in->tally, sizeof(in->tally)) != 0 ||
	    shown->questions != stick_in_questions(in)) {
		shown->tally = in->tally;
		if (!ask_is_possible())
			ask_advise(&text, in, shown->questions, NULL);
		shown->questions = stick_in_questions(in);
		stick_in_sum(in, &text);
		buf_add_char(&text, '\n');
	}
	shown->is_asking &= !text.len;
	if (text.len && cli_out(&text) != 0)
		stick_in_stop(in);
}

/* One after another; behind the last, Enter begins again. */
static void ask(struct stick_in *in, struct shown *shown)
{
	if (shown->is_asking || !shown->questions)
		return;
	if (shown->at < shown->questions)
		ask_show(in, shown->at);
	shown->is_asking = true;
}

static bool hear(struct stick_in *in, struct shown *shown)
{
	bool is_behind = shown->at >= shown->questions, goes_on = ask_take(in, &shown->at);

	shown->is_asking = false;
	if (is_behind)
		shown->at = 0;
	return goes_on;
}

/* Readable once somebody wants us to end. */
static int stop_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGINT);
	sigaddset(&set, SIGTERM);
	return sigprocmask(SIG_BLOCK, &set, NULL) < 0 ? -1 : signalfd(-1, &set, SFD_CLOEXEC);
}

static int listen_on(struct stick_in *in)
{
	struct shown shown = {0};
	int stop = stop_signals(), typed = ask_is_possible() ? STDIN_FILENO : -1;

	while (in->is_running) {
		struct pollfd fds[4] = {{.fd = stop, .events = POLLIN},
					{.fd = typed, .events = POLLIN}};
		int raw[2];
		size_t count = stick_in_fds(in, raw, ARRAY_LEN(raw));

		for (size_t i = 0; i < count; i++)
			fds[2 + i] = (struct pollfd){.fd = raw[i], .events = POLLIN};
		poll(fds, 2 + count, stick_in_wait_ms(in));
		stick_in_poll(in);
		if (fds[1].revents && !hear(in, &shown))
			typed = -1;
		tell(in, &shown);
		if (typed >= 0)
			ask(in, &shown);
		if (fds[0].revents)
			stick_in_stop(in);
	}
	if (stop >= 0)
		close(stop);
	return in->err.code ? cli_fail(&in->err) : EXIT_PASS;
}

static int run(struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(stick_in_done) struct stick_in in;
	const struct plan *plan;
	struct err err;

	stick_in_init(&in, NULL, NULL);
	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, STORE_READ_WRITE, &store, &err) < 0)
		return cli_fail(&err);
	stick_in_init(&in, store, plan);
	in.wiped_by = cli_value(cli, "--wiped-by");
	if (stick_in_listen(&in, &err) < 0)
		return cli_fail(&err);
	return listen_on(&in);
}

const struct command cmd_receive = {
	.name = "receive",
	.summary = N_("nhận từ USB của hotroit qua mạng nội bộ, theo mã 6 số"),
	.usage = "",
	.example = N_("hotroit receive"),
	.options = {{"--plan", N_("ID"), N_("kế hoạch dùng để đối chiếu")},
		    {"--wiped-by", N_("TÊN"),
		     N_("người đã xoá, khi phiếu ghi tên không rõ là ai")}},
	.run = run,
};
