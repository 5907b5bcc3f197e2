/* argv and wiring: the only file that sees every room. */
#include "cli.h"
#include "screen.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <unistd.h>

static void say(const struct err *err)
{
	cli_fail(err);
}

static int open_bench(const struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(bench_done) struct bench bench;
	struct ui ui = {.bench = &bench, .plans = &library};
	struct err err;

	bench_init(&bench, NULL, NULL);
	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		err_set(&err, ENOTSUP,
			_("bàn làm việc cần một terminal; dùng lệnh, ví dụ: hotroit probe"));
		return cli_fail(&err);
	}
	if (flow_plans_load(&library, say, &err) < 0 ||
	    cli_store(cli, STORE_READ_WRITE, &store, &err) < 0)
		return cli_fail(&err);
	ui.plan = flow_plan_find(&library, FLOW_PLAN_DEFAULT);
	ui.store = store;
	bench_init(&bench, store, ui.plan);
	bench_watch(&bench);
	if (ui_run(&ui, "bench", &err) < 0)
		return cli_fail(&err);
	return EXIT_PASS;
}

int main(int argc, char **argv)
{
	struct cli cli;
	bool bench = false;
	int r;

	/* A reader that leaves early (| head) is an error to report, not a death. */
	signal(SIGPIPE, SIG_IGN);
	r = cli_run(argc, argv, &bench, &cli);
	return bench ? open_bench(&cli) : r;
}
