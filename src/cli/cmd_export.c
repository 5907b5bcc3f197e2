/* hotroit export: labels and papers as files, and on to the printer. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LABEL "label"
#define LIST "handover-list"
#define RESULTS "contest-results"
#define PERSON "person"
#define STATISTICS "statistics"

static const struct {
	const char *name, *ending;
	enum flow_label_format format;
} formats[] = {
	{"pdf", "pdf", FLOW_LABEL_PDF},
	{"a4", "pdf", FLOW_LABEL_A4},
	{"escpos", "escpos", FLOW_LABEL_ESCPOS},
	{"text", "txt", FLOW_LABEL_TEXT},
};

static int find_label_format(const struct cli *cli, size_t *ret_at, struct err *err)
{
	const char *wanted = cli_value(cli, "--format");

	for (size_t i = 0; i < ARRAY_LEN(formats); i++)
		if (!wanted || str_eq(wanted, formats[i].name)) {
			*ret_at = i;
			return 0;
		}
	return err_set(err, EINVAL, _("--format %.20s: nhãn có pdf, a4, escpos, text"), wanted);
}

static int make_label(const struct cli *cli, struct store *store, struct buf *ret,
		      const char **ret_ending, struct err *err)
{
	size_t at = 0;
	int r = find_label_format(cli, &at, err);

	if (r < 0)
		return r;
	*ret_ending = formats[at].ending;
	return flow_labels(ret, store, cli->args + 1, cli->arg_count - 1, formats[at].format, err);
}

static struct flow_paper_wish read_wish(const struct cli *cli)
{
	return (struct flow_paper_wish){
		.format = cli_value(cli, "--format"),
		.style = cli_value(cli, "--style"),
		.partner = cli_value(cli, "--partner"),
		.number = cli_value(cli, "--number"),
		.is_public = cli_value(cli, "--public"),
	};
}

static int make_paper(const struct cli *cli, struct store *store, struct buf *ret, struct buf *said,
		      struct err *err)
{
	const char *doc = cli->args[0], *id = cli->arg_count > 1 ? cli->args[1] : "";
	const struct flow_paper_wish wish = read_wish(cli);

	for (size_t i = 0; flow_paper_at(i); i++)
		if (str_eq(flow_paper_at(i)->name, doc) && !flow_paper_at(i)->is_whole && !*id)
			return err_set(err, EINVAL, _("%s: còn thiếu mã; gõ hotroit export %s %s"),
				       _(flow_paper_at(i)->title), doc, _(flow_paper_at(i)->of));
	if (wish.is_public && !str_eq(doc, LIST) && !str_eq(doc, RESULTS))
		return err_set(err, EINVAL, _("--public chỉ dùng cho %s, %s"), LIST, RESULTS);
	if (cli->arg_count > 2)
		return err_set(err, EINVAL, _("%s: mỗi lần một mã"), doc);
	return flow_paper(ret, store, doc, id, &wish, said, err);
}

/* ---- the month's report ---------------------------------------------------------------------- */

static const char *const report_formats[] = {"pdf", "html", "json", "csv", "xlsx"};

static bool is_report(const struct cli *cli)
{
	return str_eq(cli->args[0], "month") || str_eq(cli->args[0], "year");
}

static int print_report(const struct cli *cli, struct store *store, const struct month_pack *pack,
			const char *format, struct buf *ret, struct err *err)
{
	const struct flow_paper_wish wish = read_wish(cli);

	if (str_eq(format, "pdf"))
		return flow_month_pdf(ret, store, pack, &wish, err);
	if (str_eq(format, "xlsx"))
		return export_month_xlsx(ret, pack, err);
	if (str_eq(format, "html"))
		export_month_html(ret, pack);
	else if (str_eq(format, "csv"))
		export_month_csv(ret, pack);
	else
		export_month_json(ret, pack, false);
	return 0;
}

static int make_report(const struct cli *cli, const char *format, struct buf *ret,
		       enum flow_file_for *ret_whom, struct err *err)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(month_done) struct month_pack pack = {0};
	const struct plan *plan;
	char now[CLOCK_TEXT_MAX];
	int r;

	if (cli->arg_count != 2 || strlen(cli->args[1]) != (str_eq(cli->args[0], "year") ? 4 : 7))
		return err_set(err, EINVAL, _("gõ hotroit export month 2026-11, hoặc export year "
					      "2026"));
	clock_text(now);
	r = cli_plan(cli, &library, &plan, err);
	if (r == 0)
		r = cli_store(cli, STORE_READ_ONLY, &store, err);
	if (r == 0)
		r = flow_month(&pack, store, plan, cli->args[1], now, err);
	if (r < 0)
		return r;
	*ret_whom = flow_month_file_for(&pack);
	return print_report(cli, store, &pack, format, ret, err);
}

/* ---- where it goes --------------------------------------------------------------------------- */

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

/* WHOM: who may read the file. */
static int keep(const struct cli *cli, const struct buf *data, const char *ending,
		enum flow_file_for whom)
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
	if (flow_write_file(name, data, whom, cli_value(cli, "--force"), &err) < 0)
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
	return keep(cli, &data, as_json ? "json" : "pdf", FLOW_FILE_OWNER);
}

static int run_report(struct cli *cli)
{
	const char *wanted = cli_value(cli, "--format");
	AUTO(buf_done) struct buf data = {0};
	enum flow_file_for whom = FLOW_FILE_OWNER;
	struct err err;

	for (size_t i = 0; i < ARRAY_LEN(report_formats); i++) {
		if (wanted && !str_eq(wanted, report_formats[i]))
			continue;
		if (make_report(cli, report_formats[i], &data, &whom, &err) < 0)
			return cli_fail(&err);
		return keep(cli, &data, report_formats[i], whom);
	}
	return cli_usage(cli, _("--format %.20s: báo cáo có pdf, html, json, csv, xlsx"), wanted);
}

/* Beside the data, which may go to the standard output. */
static void warn(const char *text)
{
	AUTO(buf_done) struct buf plain = {0};

	fprintf(stderr, "hotroit: %s\n", text_for_output(text, &plain));
}

/* Of this year, or of the one that is named. */
static int run_statistics(struct cli *cli)
{
	const char *format = cli_value(cli, "--format");
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf data = {0}, said = {0};
	const struct plan *plan;
	char now[CLOCK_TEXT_MAX];
	struct err err;

	if (format && !str_eq(format, "json"))
		return cli_usage(cli, _("--format %.20s: số liệu dùng chung có json"), format);
	if (cli->arg_count > 2)
		return cli_usage(cli, _("statistics: mỗi lần một năm"));
	clock_text(now);
	now[strlen("2026")] = '\0';
	if (cli_plan(cli, &library, &plan, &err) < 0 ||
	    cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    flow_statistics(&data, &said, store, plan, cli->arg_count > 1 ? cli->args[1] : now,
			    &err) < 0)
		return cli_fail(&err);
	if (said.len)
		warn(buf_text(&said));
	return keep(cli, &data, "json", FLOW_FILE_ALL);
}

static int run(struct cli *cli)
{
	const char *ending = cli_value(cli, "--format");
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf data = {0}, said = {0};
	struct err err;
	int r;

	if (is_report(cli))
		return run_report(cli);
	if (str_eq(cli->args[0], PERSON))
		return run_person(cli);
	if (str_eq(cli->args[0], STATISTICS))
		return run_statistics(cli);
	r = cli_store(cli, STORE_READ_ONLY, &store, &err);
	ending = ending ? ending : "pdf";
	if (r == 0)
		r = str_eq(cli->args[0], LABEL) ? make_label(cli, store, &data, &ending, &err)
						: make_paper(cli, store, &data, &said, &err);
	/* What a person is to know does not go into the file that may be on standard output. */
	fputs(buf_text(&said), stderr);
	return r < 0 ? cli_fail(&err)
		     : keep(cli, &data, ending,
			    flow_paper_file_for(cli->args[0], cli_value(cli, "--public")));
}

const struct command cmd_export = {
	.name = "export",
	.summary = N_("in tem, danh sách, biên bản, biên nhận, phiếu sửa, hồ sơ, sổ quỹ, báo cáo"),
	.usage = N_("handover-list BUỔI|DANH SÁCH [--public] | handover-minutes BUỔI |\n"
		    "        kit-receipt BỘ | dossier MÁY | label MÃ… | receipt ĐỢT |\n"
		    "        repair-sheet PHIẾU | wipe-certificate MÁY | liquidation-minutes LÔ |\n"
		    "        contest-results THI [--public] | contest-certificates THI |\n"
		    "        contest-entries THI | contest-report THI |\n"
		    "        fund-book [2026-11] | month 2026-11 | year 2026 |\n"
		    "        course-certificates KHOÁ | attendance-list KHOÁ|BUỔI |\n"
		    "        course-labels KHOÁ |\n"
		    "        person MÃ | statistics [2026]"),
	.example = N_("hotroit export label 7K3M2XA 4H7PQ2Z --print"),
	.options = {
		{"--format", N_("DẠNG"),
		 N_("pdf, xlsx, csv, json; báo cáo: thêm html; nhãn: pdf, a4, escpos, text")},
		{"--public", NULL, N_("danh sách để công bố: tên, lớp, trường")},
		{"--style", N_("KIỂU"), N_("state: cơ quan; doan: Đoàn; joint: liên tịch")},
		{"--partner", N_("CƠ QUAN"), N_("cơ quan cùng ban hành văn bản liên tịch")},
		{"--number", N_("SỐ"), N_("số văn bản, như 05/BB-ĐTN")},
		{"-o", N_("TỆP"), N_("ghi vào tệp này; -: ra màn hình")},
		{"--force", NULL, N_("ghi đè tệp đã có")},
		{"--print", NULL, N_("gửi ngay tới máy in mặc định (CUPS)")},
		{"--printer", N_("TÊN"), N_("gửi tới máy in này")},
		{"--plan", N_("ID"), N_("báo cáo: kế hoạch có chỉ tiêu cần đạt")},
	},
	.min_args = 1,
	.max_args = CLI_ARGS_MAX,
	.run = run,
};
