/* argv and wiring: the only file that sees every room. */
#include "cli.h"
#include "screen.h"

#include <errno.h>
#include <signal.h>
#include <unistd.h>

static int open_bench(const struct cli *cli)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	const struct plan *plan;
	struct bench bench;
	struct ui ui = {.bench = &bench};
	struct err err;
	int r;

	if (!isatty(STDIN_FILENO) || !isatty(STDOUT_FILENO)) {
		err_set(&err, ENOTSUP,
			_("bàn làm việc cần một terminal; dùng lệnh, ví dụ: hotroit probe"));
		return cli_fail(&err);
	}
	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, STORE_READ_WRITE, &store, &err) < 0)
		return cli_fail(&err);
	ui.plan = plan;
	ui.store = store;
	bench_init(&bench, store, plan);
	bench_watch(&bench);
	r = ui_run(&ui, "home", &err);
	bench_done(&bench);
	return r < 0 ? cli_fail(&err) : EXIT_PASS;
}

int main(int argc, char **argv)
{
	struct cli cli;
	bool bench = false;
	int r;

	proc_keep_standard_fds();
	user_step_back();
	/* A reader that leaves early (| head) is an error to report, not a death. */
	signal(SIGPIPE, SIG_IGN);
	r = cli_run(argc, argv, &bench, &cli);
	return bench ? open_bench(&cli) : r;
}
