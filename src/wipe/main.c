/*
 * hotroit-wipe: destroys what is on the disks of a donated machine, from the live stick. It is a
 * program of its own so that the screen never waits for a disk, and ends with a report.
 */
#include "job.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>

struct options {
	struct wipe_job job;
	const char *root;
	bool list, run;
};

static int fail(const struct err *err)
{
	fprintf(stderr, "hotroit-wipe: %s\n", err->text);
	return err_exit_code(err->code);
}

static int usage(void)
{
	fprintf(stderr, "%s\n",
		_("cách dùng (trên USB của hotroit):\n"
		  "  hotroit-wipe --list [--snapshot TỆP]\n"
		  "  hotroit-wipe --run --snapshot TỆP [--orders TỆP|THƯ_MỤC]\n"
		  "      --out THƯ_MỤC --tag MÃ --confirm MÃ --by TÊN [--override LÝ_DO]\n"
		  "      [--unhide] Ổ=DẤU…"));
	return EXIT_USAGE;
}

static bool take_option(struct options *options, int c)
{
	const struct {
		int c;
		const char **at;
	} texts[] = {{'s', &options->job.snapshot},  {'o', &options->job.orders},
		     {'d', &options->job.out},       {'t', &options->job.tag},
		     {'c', &options->job.confirmed}, {'b', &options->job.by},
		     {'v', &options->job.override_reason}, {'R', &options->root}};

	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (texts[i].c == c) {
			*texts[i].at = optarg;
			return true;
		}
	options->list = options->list || c == 'l';
	options->run = options->run || c == 'r';
	options->job.unhide = options->job.unhide || c == 'u';
	return c == 'l' || c == 'r' || c == 'u';
}

static bool parse(int argc, char **argv, struct options *options)
{
	static const struct option known[] = {{"list", no_argument, NULL, 'l'},
					      {"run", no_argument, NULL, 'r'},
					      {"unhide", no_argument, NULL, 'u'},
					      {"snapshot", required_argument, NULL, 's'},
					      {"orders", required_argument, NULL, 'o'},
					      {"out", required_argument, NULL, 'd'},
					      {"tag", required_argument, NULL, 't'},
					      {"confirm", required_argument, NULL, 'c'},
					      {"by", required_argument, NULL, 'b'},
					      {"override", required_argument, NULL, 'v'},
					      {"root", required_argument, NULL, 'R'},
					      {NULL, 0, NULL, 0}};
	const struct wipe_job *job = &options->job;
	int c;

	opterr = 0;
	while ((c = getopt_long(argc, argv, "", known, NULL)) != -1)
		if (!take_option(options, c))
			return false;
	options->job.disks = argv + optind;
	options->job.disk_count = argc - optind;
	if (options->list)
		return !options->run && optind == argc;
	return options->run && job->snapshot && job->out && job->tag && job->confirmed &&
	       job->by && job->disk_count > 0 && job->disk_count <= DISK_COUNT_MAX;
}

int main(int argc, char **argv)
{
	AUTO(root_done) struct root root = {.fd = -1};
	struct options options = {.root = "/"};
	struct err err = {0};
	bool ok = false;
	int r;

	proc_keep_standard_fds();
	text_start(NULL);
	if (!parse(argc, argv, &options))
		return usage();
	r = root_open(&root, options.root, &err);
	if (r < 0)
		return fail(&err);
	options.job.root = &root;
	if (options.list)
		r = job_list(&root, options.job.snapshot, &err);
	else
		r = job_run(&options.job, &ok, &err);
	if (r < 0)
		return fail(&err);
	return options.list || ok ? EXIT_PASS : EXIT_FAIL;
}
