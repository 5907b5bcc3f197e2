/* hotroit import: a table from a file as records of one kind. */
#include "importing_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define QUIET_MS 500 /* what takes longer says how far it is … */
#define PROGRESS_MS 200 /* … this often */
#define HEAD_SHOWN 40 /* bytes */
#define HEAD_COLUMNS 24
#define FIELD_COLUMNS 17

struct meter {
	int64_t next_ms;
	bool is_shown;
};

static bool show_progress(void *user, uint64_t rows, uint64_t of)
{
	AUTO(buf_done) struct buf text = {0}, plain = {0};
	struct meter *meter = user;
	int64_t now = clock_mono_ms();

	if (now < meter->next_ms)
		return false;
	meter->next_ms = now + PROGRESS_MS;
	meter->is_shown = true;
	if (of)
		buf_printf(&text, _("đang nhập: %llu/%llu dòng"), (unsigned long long)rows,
			   (unsigned long long)of);
	else
		buf_printf(&text, _("đang đọc: %llu dòng"), (unsigned long long)rows);
	fprintf(stderr, "\r%s", text_for_output(buf_text(&text), &plain));
	return false;
}

/* One row on standard error: where, and why. */
static void say_row(const struct flow_told *told)
{
	AUTO(buf_done) struct buf line = {0}, clean = {0}, head = {0}, plain = {0};

	text_clean(&clean, told->text, strlen(told->text), ERR_TEXT_MAX);
	text_clean(&head, told->head, strlen(told->head), HEAD_SHOWN);
	buf_printf(&line, _("dòng %llu"), (unsigned long long)told->line);
	if (told->column)
		buf_printf(&line, _(", cột %s"), told->letter);
	if (head.len)
		buf_printf(&line, " (%s)", buf_text(&head));
	buf_printf(&line, ": %s", buf_text(&clean));
	fprintf(stderr, "hotroit: %s\n", text_for_output(buf_text(&line), &plain));
}

static void say_rows(const struct flow_import *import)
{
	for (size_t i = 0; i < import->told_count; i++)
		say_row(&import->told[i]);
	for (size_t i = 0; i < import->differ_count; i++)
		say_row(&import->differ[i]);
	for (size_t i = 0; i < import->odd_count; i++)
		say_row(&import->odds[i]);
	for (size_t i = 0; i < import->skip_count; i++)
		say_row(&import->skips[i]);
}

/* How each column was understood, and the first rows as they will be kept. */
static void show_columns(struct buf *ret, const struct flow_import *import)
{
	buf_printf(ret, _("Dòng tên cột: dòng %llu\n"), (unsigned long long)import->head_line);
	for (size_t i = 0; i < import->column_count; i++) {
		const struct flow_import_column *column = &import->columns[i];
		const char *meant = column->is_id   ? "id"
				    : column->field ? column->field->name
						    : "–";

		buf_printf(ret, "%3s  ", column->letter);
		text_fit(ret, column->head ? column->head : "", HEAD_COLUMNS, true);
		buf_add_str(ret, " → ");
		text_fit(ret, meant, FIELD_COLUMNS, true);
		for (size_t n = 0; n < import->sample_rows; n++) {
			buf_add_str(ret, n ? " · " : " ");
			buf_add_str(ret, column->samples[n] ? column->samples[n] : "");
		}
		buf_add_char(ret, '\n');
	}
}

static void add_note(struct buf *ret, uint64_t count, const char *text)
{
	if (count) {
		buf_printf(ret, text, (unsigned long long)count);
		buf_add_char(ret, '\n');
	}
}

static void show_notes(struct buf *ret, const struct flow_import *import)
{
	add_note(ret, import->zeros_put_back, _("Đã trả lại số 0 ở đầu: %llu ô"));
	add_note(ret, import->old_phones, _("Số điện thoại 11 số đổi sang 10 số: %llu"));
	add_note(ret, import->days, _("Ngày ghi bằng số của bảng tính: %llu ô; xem lại"));
	add_note(ret, import->names, _("Họ tên viết toàn chữ hoa đổi lại: %llu"));
	add_note(ret, import->empty, _("Dòng không có mục nào, bỏ qua: %llu"));
	add_note(ret, import->skipped, _("Dòng không phải bản ghi, bỏ qua: %llu"));
	add_note(ret, import->odd, _("Dòng cần xem lại: %llu"));
	add_note(ret, import->differing, _("Đã có nhưng khác, giữ như sổ đang ghi: %llu"));
}

/* The texts as they stand and as they would be; then what to say. */
static int ask_charset(const struct flow_import *import)
{
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	for (size_t i = 0; i < import->sample_count; i++) {
		const struct flow_import_sample *sample = &import->samples[i];

		buf_printf(&text, "%s  →  %s\n", sample->before ? sample->before : "",
			   sample->after ? sample->after : "");
	}
	if (text.len && cli_out(&text) != EXIT_PASS)
		return EXIT_IO;
	if (import->guess)
		err_set(&err, EBADMSG,
			_("chữ trong tệp giống bảng mã %s; xem mẫu: đúng thì thêm --from %s, sai "
			  "thì --from utf8"),
			import->guess, import->guess);
	else
		err_set(&err, EBADMSG,
			_("tệp không phải UTF-8, chưa rõ bảng mã; thử --dry-run --from tcvn3, vni "
			  "hoặc cp1258"));
	return cli_fail(&err);
}

struct flow_import_request import_request(const struct cli *cli, const char *file)
{
	return (struct flow_import_request){
		.file = file,
		.sheet = cli_value(cli, "--sheet"),
		.from = cli_value(cli, "--from"),
		.map = cli_value(cli, "--map"),
		.skip = cli_value(cli, "--skip"),
		.report = cli_value(cli, "--report"),
		.dry_run = cli_value(cli, "--dry-run") != NULL,
	};
}

int import_show_result(const struct cli *cli, const struct flow_import *import)
{
	bool is_dry = cli_value(cli, "--dry-run") != NULL;
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	if (import->is_charset_asked)
		return ask_charset(import);
	if (is_dry)
		show_columns(&text, import);
	if (!import->refused)
		buf_printf(&text,
			   is_dry ? _("Chạy thử: sẽ thêm %llu, đã có %llu\n")
				  : _("Đã nhập: thêm %llu, đã có %llu\n"),
			   (unsigned long long)import->added, (unsigned long long)import->known);
	if (!import->refused || is_dry)
		show_notes(&text, import);
	if (text.len && cli_out(&text) != EXIT_PASS)
		return EXIT_IO;
	say_rows(import);
	if (!import->refused)
		return EXIT_PASS;
	err_set(&err, EBADMSG,
		_("%llu dòng bị từ chối, %llu dòng không kể ở đây; chưa ghi gì, sửa tệp rồi nhập "
		  "lại"),
		(unsigned long long)import->refused,
		(unsigned long long)(import->refused - import->told_count));
	return cli_fail(&err);
}

static int run(struct cli *cli)
{
	const struct record_kind *kind = record_kind_find(cli->args[0]);
	AUTO(flow_import_done) struct flow_import import = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	struct meter meter = {.next_ms = clock_mono_ms() + QUIET_MS};
	struct flow_import_request request = import_request(cli, cli->args[1]);
	struct err err;
	int r;

	if (!kind)
		return cli_usage(cli, _("không có loại bản ghi \"%s\""), cli->args[0]);
	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0)
		return cli_fail(&err);
	if (isatty(STDERR_FILENO))
		request.progress = show_progress;
	request.user = &meter;
	r = flow_import(store, kind, &request, &import, &err);
	if (meter.is_shown)
		fputc('\n', stderr);
	return r < 0 ? cli_fail(&err) : import_show_result(cli, &import);
}

const struct command cmd_import = {
	.name = "import",
	.summary = N_("nhập bản ghi từ CSV, .xlsx, .xls: tất cả, hoặc không dòng nào"),
	.usage = N_("LOẠI TỆP|- [--dry-run] [--from MÃ] [--map CỘT=MỤC]\n"
		    "       [--skip CỘT] [--sheet TÊN] [--report TỆP]"),
	.example = N_("hotroit import recipient danh-sach.xlsx --dry-run --skip \"Dân tộc\""),
	.options = {{"--dry-run", NULL, N_("chỉ kiểm tra, cho xem cột và 5 dòng đầu")},
		    {"--from", N_("MÃ"), N_("bảng mã của chữ: utf8, tcvn3, vni, cp1258")},
		    {"--map", N_("CỘT=MỤC"), N_("cột nào là mục nào; nhiều cột cách nhau bằng ;")},
		    {"--skip", N_("CỘT"), N_("bỏ qua cột; nhiều cột cách nhau bằng ;")},
		    {"--sheet", N_("TÊN"), N_("trang tính cần đọc; không ghi: trang đầu")},
		    {"--report", N_("TỆP"), N_("ghi mọi dòng bị từ chối vào tệp CSV")}},
	.min_args = 2,
	.max_args = 2,
	.takes_kind = true,
	.run = run,
};
