/* The command line: global options, finding the command, its own options, help. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define HELP_COLUMNS 80

static void add_wrapped_usage(struct buf *ret, const struct command *command)
{
	/* The catalogue keeps its own head under the empty message. */
	buf_printf(ret, "hotroit %s%s%s\n", command->name, *command->usage ? " " : "",
		   *command->usage ? _(command->usage) : "");
}

static int show_overview(void)
{
	AUTO(buf_done) struct buf text = {0};

	buf_add_str(&text,
		    _("hotroit: bàn làm việc của đội Hỗ trợ IT (Máy tính cũ – Tri thức mới)\n\n"
		      "Gõ hotroit để mở bàn làm việc, hoặc dùng một lệnh:\n\n"));
	for (size_t i = 0; i < command_count; i++) {
		buf_add_str(&text, "  ");
		text_fit(&text, command_table[i]->name, 10, true);
		buf_printf(&text, " %s\n", _(command_table[i]->summary));
	}
	buf_add_str(&text,
		    _("\nDùng chung: --db TỆP (nơi lưu), --who TÊN (ai làm; PIN hỏi sau),\n"
		      "            --lang vi|en, --help, --version\n"
		      "Xem một lệnh: hotroit LỆNH --help\n\n"
		      "Ví dụ: sudo hotroit probe        dò máy này và đối chiếu tiêu chuẩn\n"));
	return cli_out(&text);
}

static int show_version(void)
{
	AUTO(buf_done) struct buf text = {0};

	buf_add_str(&text, "hotroit " HOTROIT_VERSION "\n");
	return cli_out(&text);
}

/* "LOẠI: accessory, audit …", over as many lines as it takes. */
static void add_kinds(struct buf *ret)
{
	int column = text_width(_("LOẠI: "));

	buf_printf(ret, "\n%s", _("LOẠI: "));
	for (size_t i = 0; i < record_kind_count; i++) {
		const char *name = record_kind_table[i]->name;
		int width = text_width(name) + 2;
		bool is_over = column + width > HELP_COLUMNS;

		if (is_over)
			column = text_width(_("LOẠI: "));
		buf_add_str(ret, i ? "," : "");
		if (is_over)
			buf_printf(ret, "\n%*s", column, "");
		buf_printf(ret, "%s%s", i && !is_over ? " " : "", name);
		column += width;
	}
	buf_add_char(ret, '\n');
}

static int show_help(const struct command *command)
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, "%s\n\n", _(command->summary));
	buf_add_str(&text, _("Cách dùng: "));
	add_wrapped_usage(&text, command);
	for (const struct cli_option *option = command->options; option->name; option++) {
		AUTO(buf_done) struct buf name = {0};

		buf_printf(&name, "%s%s%s", option->name, option->value ? " " : "",
			   option->value ? _(option->value) : "");
		buf_add_str(&text, "  ");
		text_fit(&text, buf_text(&name), 18, true);
		buf_printf(&text, " %s\n", _(option->help));
	}
	if (command->takes_kind)
		add_kinds(&text);
	buf_printf(&text, _("\nVí dụ: %s\n"), _(command->example));
	return cli_out(&text);
}

int cli_usage(const struct cli *cli, const char *fmt, ...)
{
	struct err err = {.code = EINVAL};
	char text[256];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (cli->command)
		snprintf(err.text, sizeof(err.text), _("%s: %s; xem hotroit %s --help"),
			 cli->command->name, text, cli->command->name);
	else
		snprintf(err.text, sizeof(err.text), _("%s; xem hotroit --help"), text);
	return cli_fail(&err);
}

/* The value of an option at *at: after "=", or the next word. NULL when there is none. */
static const char *option_value(int argc, char **argv, int *at)
{
	const char *equals = strchr(argv[*at], '=');

	if (equals)
		return equals + 1;
	return *at + 1 < argc ? argv[++*at] : NULL;
}

static bool option_is(const char *word, const char *name)
{
	size_t len = strlen(name);

	return strncmp(word, name, len) == 0 && (word[len] == '\0' || word[len] == '=');
}

/* 0, or an exit code plus 1 when the program is to end at once. */
static int take_command_option(struct cli *cli, int argc, char **argv, int *at)
{
	const struct cli_option *options = cli->command ? cli->command->options : NULL;

	for (size_t i = 0; options && options[i].name; i++) {
		if (!option_is(argv[*at], options[i].name))
			continue;
		cli->values[i] = "";
		if (options[i].value)
			cli->values[i] = option_value(argc, argv, at);
		if (!cli->values[i])
			return cli_usage(cli, _("%s thiếu giá trị"), options[i].name) + 1;
		return 0;
	}
	return cli_usage(cli, _("tuỳ chọn không hiểu: %s"), argv[*at]) + 1;
}

static int take_option(struct cli *cli, int argc, char **argv, int *at)
{
	const char *word = argv[*at];

	if (option_is(word, "--db")) {
		cli->db = option_value(argc, argv, at);
		return cli->db && *cli->db ? 0 : cli_usage(cli, _("--db thiếu tên tệp")) + 1;
	}
	if (option_is(word, "--who")) {
		cli->who = option_value(argc, argv, at);
		return cli->who && *cli->who ? 0 : cli_usage(cli, _("--who thiếu tên")) + 1;
	}
	if (option_is(word, "--lang")) {
		const char *lang = option_value(argc, argv, at);

		if (!str_eq(lang, "vi") && !str_eq(lang, "en"))
			return cli_usage(cli, _("--lang phải là vi hoặc en")) + 1;
		text_start(lang);
		return 0;
	}
	if (str_eq(word, "--help") || str_eq(word, "-h"))
		return (cli->command ? show_help(cli->command) : show_overview()) + 1;
	if (str_eq(word, "--version"))
		return show_version() + 1;
	return take_command_option(cli, argc, argv, at);
}

static const struct command *find_command(const char *name)
{
	for (size_t i = 0; i < command_count; i++)
		if (str_eq(command_table[i]->name, name))
			return command_table[i];
	return NULL;
}

/* The language has to be known before the first message. */
static void find_lang(int argc, char **argv)
{
	const char *lang = NULL;

	for (int i = 1; i < argc; i++)
		if (option_is(argv[i], "--lang"))
			lang = option_value(argc, argv, &i);
	text_start(str_eq(lang, "vi") || str_eq(lang, "en") ? lang : NULL);
	if (text_output() == TEXT_ASCII)
		fprintf(stderr,
			"hotroit: terminal dung ma %s, khong phai UTF-8: chu hien khong dau; "
			"dat LANG=C.UTF-8 de co dau\n",
			text_codeset());
}

int cli_run(int argc, char **argv, bool *ret_bench, struct cli *ret_cli)
{
	struct cli cli = {0};
	bool only_words = false;

	find_lang(argc, argv);
	for (int i = 1; i < argc; i++) {
		bool option = !only_words && argv[i][0] == '-' && argv[i][1];

		if (option && str_eq(argv[i], "--")) {
			only_words = true;
		} else if (option) {
			int r = take_option(&cli, argc, argv, &i);

			if (r)
				return r - 1;
		} else if (!cli.command) {
			cli.command = find_command(argv[i]);
			if (!cli.command)
				return cli_usage(&cli, _("không có lệnh \"%s\""), argv[i]);
		} else if (cli.arg_count == CLI_ARGS_MAX) {
			return cli_usage(&cli, _("quá nhiều tham số"));
		} else {
			cli.args[cli.arg_count++] = argv[i];
		}
	}
	*ret_bench = !cli.command;
	*ret_cli = cli;
	if (!cli.command)
		return EXIT_PASS;
	if (cli.arg_count < cli.command->min_args)
		return cli_usage(&cli, _("thiếu tham số"));
	if (cli.arg_count > cli.command->max_args)
		return cli_usage(&cli, _("thừa tham số \"%s\""), cli.args[cli.command->max_args]);
	return cli.command->run(&cli);
}
