/*
 * hotroit-check: the guided tests of the live stick, each run as a child of its screen. Only looks,
 * listens and plays: it writes nothing but what it says on standard output (check_line.h).
 *
 *   hotroit-check [--root DIR] SNAPSHOT              the tests and their parts
 *   hotroit-check [--root DIR] [--play PCM] [--hear PCM] SNAPSHOT TEST PART…   one of them
 *
 * PCM: ALSA's name (plughw:1,0) of a sound device that the test would not choose by itself.
 */
#include "check.h"

#include <getopt.h>
#include <stdio.h>
#include <string.h>

static int usage(void)
{
	fprintf(stderr, "hotroit-check: %s\n",
		_("cách dùng: hotroit-check [--root THƯ_MỤC] [--play PCM] [--hear PCM] "
		  "BẢN_GHI [BÀI PHẦN…]"));
	return EXIT_USAGE;
}

static void print_line(const struct check_line *line)
{
	AUTO(buf_done) struct buf text = {0};

	check_line_print(&text, line);
	fputs(buf_text(&text), stdout);
}

static void print_test(const struct check *check, const struct snapshot *snapshot)
{
	static const char *const words[] = {
		[CHECK_HAS] = "has", [CHECK_UNSURE] = "ask", [CHECK_NONE] = "none"};

	const char *way = check->takes_keys ? "keys" : check->by_hand ? "hand" : "auto";

	print_line(&(const struct check_line){CHECK_TEST,
					      {check->name, way, _(check->label)}});
	for (size_t i = 0; i < check->part_count; i++) {
		const struct check_part *part = &check->parts[i];

		print_line(&(const struct check_line){
			CHECK_PART,
			{part->name, words[part->presence(snapshot)], _(part->label),
			 _(part->question)}});
	}
}

/* Those that need nobody come first: they are over while people still look for the charger. */
static void print_list(const struct snapshot *snapshot)
{
	for (int by_hand = 0; by_hand <= 1; by_hand++)
		for (size_t i = 0; i < check_table_count; i++)
			if (check_table[i]->by_hand == by_hand)
				print_test(check_table[i], snapshot);
}

static int run(const struct check_ctx *ctx, const char *name)
{
	for (size_t i = 0; i < check_table_count; i++) {
		if (str_eq(check_table[i]->name, name)) {
			check_table[i]->run(ctx);
			return 0;
		}
	}
	return usage();
}

int main(int argc, char **argv)
{
	static const struct option known[] = {{"root", required_argument, NULL, 'r'},
					      {"play", required_argument, NULL, 'p'},
					      {"hear", required_argument, NULL, 'h'},
					      {NULL, 0, NULL, 0}};
	AUTO(root_done) struct root root = {.fd = -1};
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	struct check_ctx ctx = {.root = &root, .snapshot = &snapshot};
	const char *folder = "/";
	struct err err;
	int c, r;

	proc_keep_standard_fds();
	text_start(NULL);
	opterr = 0;
	while ((c = getopt_long(argc, argv, "+", known, NULL)) != -1) {
		if (c == 'r')
			folder = optarg;
		else if (c == 'p')
			ctx.play = optarg;
		else if (c == 'h')
			ctx.hear = optarg;
		else
			return usage();
	}
	if (optind >= argc || optind + 2 == argc)
		return usage();
	r = root_open(&root, folder, &err);
	if (r == 0)
		r = snapshot_load(&snapshot, argv[optind], &err);
	if (r < 0) {
		fprintf(stderr, "hotroit-check: %s\n", err.text);
		return err_exit_code(err.code);
	}
	if (optind + 1 == argc) {
		print_list(&snapshot);
		return 0;
	}
	ctx.parts = (const char *const *)argv + optind + 2;
	return run(&ctx, argv[optind + 1]);
}
