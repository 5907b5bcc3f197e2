/* hotroit import: a table from a file as records of one kind. */
#include "cli.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define QUIET_MS 500 /* what takes longer says how far it is … */
#define PROGRESS_MS 200 /* … this often */

struct meter {
	int64_t next_ms;
	bool is_shown;
};

static void show_progress(void *user, uint64_t rows, uint64_t of)
{
	AUTO(buf_done) struct buf text = {0}, plain = {0};
	struct meter *meter = user;
	int64_t now = clock_mono_ms();

	if (now < meter->next_ms)
		return;
	meter->next_ms = now + PROGRESS_MS;
	meter->is_shown = true;
	buf_printf(&text, _("đang nhập: %llu/%llu dòng"), (unsigned long long)rows,
		   (unsigned long long)of);
	fprintf(stderr, "\r%s", text_for_output(buf_text(&text), &plain));
}

static void say_refused(const struct flow_import *import)
{
	for (size_t i = 0; i < import->told_count; i++) {
		const struct flow_refusal *refusal = &import->told[i];
		AUTO(buf_done) struct buf line = {0}, clean = {0}, plain = {0};

		text_clean(&clean, refusal->text, strlen(refusal->text), ERR_TEXT_MAX);
		buf_printf(&line, _("dòng %llu"), (unsigned long long)refusal->line);
		if (refusal->column)
			buf_printf(&line, _(", cột %zu"), refusal->column);
		buf_printf(&line, ": %s", buf_text(&clean));
		fprintf(stderr, "hotroit: %s\n", text_for_output(buf_text(&line), &plain));
	}
}

static int show_result(const struct cli *cli, const struct flow_import *import)
{
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	say_refused(import);
	if (import->refused) {
		err_set(&err, EBADMSG,
			_("%llu dòng bị từ chối, %llu dòng không kể ở đây; chưa ghi gì, sửa tệp "
			  "rồi nhập lại"),
			(unsigned long long)import->refused,
			(unsigned long long)(import->refused - import->told_count));
		return cli_fail(&err);
	}
	buf_printf(&text,
		   cli_value(cli, "--dry-run") ? _("Chạy thử: sẽ thêm %llu, đã có %llu\n")
					       : _("Đã nhập: thêm %llu, đã có %llu\n"),
		   (unsigned long long)import->added, (unsigned long long)import->known);
	return cli_out(&text);
}

static int run(struct cli *cli)
{
	const struct record_kind *kind = record_kind_find(cli->args[0]);
	AUTO(flow_import_done) struct flow_import import = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	struct meter meter = {.next_ms = clock_mono_ms() + QUIET_MS};
	struct err err;
	int r;

	if (!kind)
		return cli_usage(cli, _("không có loại bản ghi \"%s\""), cli->args[0]);
	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0)
		return cli_fail(&err);
	r = flow_import(store, kind, cli->args[1], cli_value(cli, "--dry-run") != NULL,
			isatty(STDERR_FILENO) ? show_progress : NULL, &meter, &import, &err);
	if (meter.is_shown)
		fputc('\n', stderr);
	return r < 0 ? cli_fail(&err) : show_result(cli, &import);
}

const struct command cmd_import = {
	.name = "import",
	.summary = N_("nhập bản ghi từ tệp CSV: tất cả, hoặc không dòng nào"),
	.usage = N_("LOẠI TỆP|- [--dry-run]"),
	.example = N_("hotroit import donor ben-tang.csv --dry-run"),
	.options = {{"--dry-run", NULL, N_("chỉ kiểm tra, không ghi")}},
	.min_args = 2,
	.max_args = 2,
	.run = run,
};
