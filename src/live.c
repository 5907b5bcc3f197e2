/*
 * hotroit-live: shows the verdict on a snapshot on the machine that it is of, booted from the live
 * stick. No database; what becomes of the snapshot is told by the files that carry and hotroit-send
 * write.
 */
#include "live.h"
#include "screen.h"

#include <fcntl.h>
#include <getopt.h>
#include <stdio.h>
#include <string.h>

static int fail(const struct err *err)
{
	fprintf(stderr, "hotroit-live: %s\n", err->text);
	return err_exit_code(err->code);
}

static int usage(void)
{
	fprintf(stderr, "hotroit-live: %s\n",
		_("cách dùng: hotroit-live --saved TỆP [--sent TỆP] [--tests-to TÊN] "
		  "[--check CHƯƠNG_TRÌNH] BẢN_GHI (chạy trên USB của hotroit)"));
	return EXIT_USAGE;
}

static void say_bad_plan(const struct err *err)
{
	fail(err);
}

static int load(struct slot *slot, const char *file, const struct plan *plan, struct err *err)
{
	int r = snapshot_load(&slot->snapshot, file, err);

	if (r < 0)
		return r;
	assess(&slot->verdict,
	       &(const struct assess_request){.plan = plan, .snapshot = &slot->snapshot});
	slot->state = SLOT_DONE;
	return 0;
}

static int show(const struct live_tests *tests, const char *carried, const char *sent,
		struct err *err)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(bench_done) struct bench bench;
	struct ui ui = {
		.bench = &bench, .carried = carried, .sent = sent,
		.tests = tests->out ? tests : NULL};
	int r = flow_plans_load(&library, say_bad_plan, err);

	ui.plan = r < 0 ? NULL : flow_plan_find(&library, FLOW_PLAN_DEFAULT);
	bench_init(&bench, NULL, ui.plan);
	if (r == 0)
		r = load(&bench.slots[0], tests->snapshot, ui.plan, err);
	if (r == 0)
		r = ui_run(&ui, "live slot:0", err);
	return r < 0 ? r : ui.answer;
}

int main(int argc, char **argv)
{
	static const struct option known[] = {{"saved", required_argument, NULL, 's'},
					      {"sent", required_argument, NULL, 'n'},
					      {"tests-to", required_argument, NULL, 't'},
					      {"check", required_argument, NULL, 'c'},
					      {NULL, 0, NULL, 0}};
	const char *carried = NULL, *sent = NULL;
	char program[PATH_MAX];
	struct live_tests tests = {.program = program};
	struct err err;
	int c, r;

	proc_keep_standard_fds();
	text_start(NULL);
	opterr = 0;
	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1) {
		if (c == 's')
			carried = optarg;
		else if (c == 'n')
			sent = optarg;
		else if (c == 't')
			tests.out = optarg;
		else if (c == 'c')
			tests.program = optarg;
		else
			return usage();
	}
	if (!carried || optind + 1 != argc)
		return usage();
	if (tests.program == program &&
	    path_beside("hotroit-check", program, sizeof(program)) < 0)
		tests.out = NULL;
	tests.snapshot = argv[optind];
	r = show(&tests, carried, sent, &err);
	return r < 0 ? fail(&err) : r;
}
