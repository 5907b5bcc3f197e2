/* hotroit export: labels and papers as files, and on to the printer. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LABEL "label"
#define PERSON "person"

static const struct {
	const char *name, *ending;
	enum flow_label_format format;
} formats[] = {
	{"pdf", "pdf", FLOW_LABEL_PDF},
	{"a4", "pdf", FLOW_LABEL_A4},
	{"escpos", "escpos", FLOW_LABEL_ESCPOS},
	{"text", "txt", FLOW_LABEL_TEXT},
};

static int find_format(const struct cli *cli, size_t *ret_at, struct err *err)
{
	const char *wanted = cli_value(cli, "--format");
	bool is_label = str_eq(cli->args[0], LABEL);

	for (size_t i = 0; i < (is_label ? ARRAY_LEN(formats) : 1); i++)
		if (!wanted || str_eq(wanted, formats[i].name)) {
			*ret_at = i;
			return 0;
		}
	return err_set(err, EINVAL,
		       is_label ? _("--format %.20s: nhãn có pdf, a4, escpos, text")
				: _("--format %.20s: giấy tờ này chỉ có pdf"),
		       wanted);
}

static int make(const struct cli *cli, struct store *store, enum flow_label_format format,
		struct buf *ret, struct err *err)
{
	const char *doc = cli->args[0], *id = cli->arg_count > 1 ? cli->args[1] : "";

	if (str_eq(doc, LABEL))
		return flow_labels(ret, store, cli->args + 1, cli->arg_count - 1, format, err);
	for (size_t i = 0; flow_paper_at(i); i++)
		if (str_eq(flow_paper_at(i)->name, doc) && !flow_paper_at(i)->is_whole && !*id)
			return err_set(err, EINVAL, _("%s: còn thiếu mã; gõ hotroit export %s %s"),
				       _(flow_paper_at(i)->title), doc, _(flow_paper_at(i)->of));
	if (cli->arg_count > 2)
		return err_set(err, EINVAL, _("%s: mỗi lần một mã"), doc);
	return flow_paper(ret, store, doc, id, err);
}

/* "receipt-7K3M2XA.pdf". What was asked for may be no name of a file. */
static void default_name(const struct cli *cli, const char *ending, char ret[PATH_MAX])
{
	char id[64] = "";

	for (size_t i = 0; cli->arg_count > 1 && cli->args[1][i] && i < sizeof(id) - 2; i++) {
		char c = cli->args[1][i];
		bool is_plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
				(c >= 'a' && c <= 'z') || c == '-';

		id[i + 1] = is_plain ? c : '_';
		id[0] = '-';
	}
	snprintf(ret, PATH_MAX, "%s%s.%s", cli->args[0], id, ending);
}

static int keep(const struct cli *cli, const struct buf *data, const char *ending)
{
	const char *printer = cli_value(cli, "--printer"), *wanted = cli_value(cli, "-o");
	bool is_printed = printer || cli_value(cli, "--print");
	AUTO(buf_done) struct buf text = {0};
	char name[PATH_MAX];
	struct err err;

	if (str_eq(wanted, "-") || (!wanted && str_eq(ending, "txt") && !is_printed))
		return str_eq(ending, "txt") ? cli_out(data) : cli_out_raw(data);
	if (!wanted)
		default_name(cli, ending, name);
	else if (snprintf(name, sizeof(name), "%s", wanted) >= (int)sizeof(name))
		return cli_usage(cli, _("-o: tên tệp dài quá"));
	if (flow_write_file(name, data, cli_value(cli, "--force"), &err) < 0)
		return cli_fail(&err);
	buf_printf(&text, _("Đã ghi %s\n"), name);
	if (is_printed && flow_print_file(name, printer, &err) < 0) {
		cli_out(&text);
		return cli_fail(&err);
	}
	if (is_printed)
		buf_printf(&text, _("Đã gửi máy in\n"));
	return cli_out(&text);
}

/* Writes in the book, too: who was given what is known of them. */
static int run_person(struct cli *cli)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf data = {0};
	const char *format = cli_value(cli, "--format");
	bool as_json = str_eq(format, "json");
	struct err err;

	if (format && !as_json && !str_eq(format, "pdf"))
		return cli_usage(cli, _("--format %.20s: bản sao dữ liệu có pdf, json"), format);
	if (cli->arg_count != 2)
		return cli_usage(cli, _("person: ghi mã của một em học sinh hoặc một bên tặng"));
	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0 ||
	    flow_person(&data, store, cli->args[1], as_json, &err) < 0)
		return cli_fail(&err);
	return keep(cli, &data, as_json ? "json" : "pdf");
}

static int run(struct cli *cli)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf data = {0};
	size_t format = 0;
	struct err err;

	if (str_eq(cli->args[0], PERSON))
		return run_person(cli);
	if (find_format(cli, &format, &err) < 0 ||
	    cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    make(cli, store, formats[format].format, &data, &err) < 0)
		return cli_fail(&err);
	return keep(cli, &data, formats[format].ending);
}

const struct command cmd_export = {
	.name = "export",
	.summary = N_("in tem, biên nhận, phiếu sửa, giấy xoá, biên bản, sổ quỹ"),
	.usage = N_("label MÃ… | receipt ĐỢT | repair-sheet PHIẾU | wipe-certificate MÁY | "
		    "liquidation-minutes LÔ | fund-book [2026-11] | person MÃ-HS"),
	.example = N_("hotroit export label 7K3M2XA 4H7PQ2Z --print"),
	.options = {
		{"--format", N_("DẠNG"), N_("nhãn: pdf (50×30 mm), a4, escpos, text")},
		{"-o", N_("TỆP"), N_("ghi vào tệp này; -: ra màn hình")},
		{"--force", NULL, N_("ghi đè tệp đã có")},
		{"--print", NULL, N_("gửi ngay tới máy in mặc định (CUPS)")},
		{"--printer", N_("TÊN"), N_("gửi tới máy in này")},
	},
	.min_args = 1,
	.max_args = CLI_ARGS_MAX,
	.run = run,
};
