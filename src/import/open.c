/* A table, whatever it came in: the reader that its first bytes ask for. */
#include "import_priv.h"

#include <errno.h>
#include <stdlib.h>

/* ---- texts from before Unicode ------------------------------------------- */

struct recoding {
	struct table_reader reader, *inner;
	enum text_charset charset;
	struct buf text;
	size_t starts[IMPORT_COLUMNS_MAX];
	const char *cells[IMPORT_COLUMNS_MAX];
};

static int recode_next(struct table_reader *reader, struct table_row *ret_row, struct err *err)
{
	struct recoding *recoding = (struct recoding *)reader;
	struct table_row row;
	int r = recoding->inner->next(recoding->inner, &row, err);

	if (r <= 0)
		return r;
	if (!row.fault) {
		buf_clear(&recoding->text);
		for (size_t i = 0; i < row.count; i++) {
			recoding->starts[i] = recoding->text.len;
			text_from_legacy(&recoding->text, recoding->charset, row.cells[i]);
			buf_add_char(&recoding->text, '\0');
		}
		for (size_t i = 0; i < row.count; i++)
			recoding->cells[i] = recoding->text.data + recoding->starts[i];
		row.cells = recoding->cells;
	}
	*ret_row = row;
	return 1;
}

static void recode_seek(struct table_reader *reader, uint64_t place, uint64_t line)
{
	struct recoding *recoding = (struct recoding *)reader;

	recoding->inner->seek(recoding->inner, place, line);
}

static void recode_done(struct table_reader *reader)
{
	struct recoding *recoding = (struct recoding *)reader;

	table_reader_done(&recoding->inner);
	buf_done(&recoding->text);
	free(recoding);
}

/* Puts a reader that gives the same as CHARSET means it in the place of *READER. */
static int recode_reader(struct table_reader **reader, enum text_charset charset, struct err *err)
{
	struct recoding *recoding = calloc(1, sizeof(*recoding));

	if (!recoding)
		return err_set(err, ENOMEM, _("hết bộ nhớ"));
	recoding->inner = *reader;
	recoding->charset = charset;
	recoding->reader = (struct table_reader){
		.next = recode_next, .seek = recode_seek, .done = recode_done,
		.is_1904 = (*reader)->is_1904, .is_ragged = (*reader)->is_ragged,
		.is_bytes = (*reader)->is_bytes};
	*reader = &recoding->reader;
	return 0;
}

void table_reader_done(struct table_reader **reader)
{
	if (*reader)
		(*reader)->done(*reader);
	*reader = NULL;
}

/* ---- opening ------------------------------------------------------------- */

static int open_text(struct table_reader **ret_reader, int *fd, enum bytes_form form,
		     const struct table_source *source, struct err *err)
{
	bool is_latin = form == BYTES_LATIN;
	int r = 0;

	if (source->sheet)
		return err_set(err, EINVAL, _("--sheet chỉ dùng cho .xls, .xlsx; tệp này là CSV"));
	/* Who says that it is UTF-8 is told which rows are not. */
	if (is_latin && source->is_charset_known && source->charset == TEXT_UNICODE)
		is_latin = false;
	if (form != BYTES_TEXT && (form != BYTES_LATIN || is_latin))
		r = bytes_to_utf8(fd, form, err);
	if (r == 0)
		r = csv_reader_new(ret_reader, *fd, err);
	if (r == 0) {
		*fd = -1;
		(*ret_reader)->is_bytes = is_latin;
	}
	return r;
}

static int open_xlsx(struct table_reader **ret_reader, int fd, const struct table_source *source,
		     struct err *err)
{
	const struct plug_sheet *plugin;
	const void *table;
	int r = plugin_open("book", "plug_book", &table, err);

	if (r < 0)
		return r;
	plugin = table;
	return rows_reader_open(ret_reader, plugin->read, fd, source, err);
}

int table_open(struct table_reader **ret_reader, const struct table_source *source,
	       struct err *err)
{
	AUTO(table_reader_done) struct table_reader *reader = NULL;
	AUTO(bytes_done) int fd = bytes_open(source->file, err);
	enum bytes_form form = BYTES_TEXT;
	int r = fd < 0 ? fd : bytes_form(fd, &form, err);

	if (r < 0)
		return r;
	if (form == BYTES_WEB)
		return err_set(err, EBADMSG,
			       _("tệp là trang web, không phải bảng tính: mở bằng LibreOffice hoặc "
				 "Excel, lưu lại thành .xlsx"));
	if (form == BYTES_XLSX)
		r = open_xlsx(&reader, fd, source, err);
	else if (form == BYTES_XLS)
		r = rows_reader_open(&reader, xls_read, fd, source, err);
	else
		r = open_text(&reader, &fd, form, source, err);
	if (r == 0 && source->is_charset_known && source->charset != TEXT_UNICODE)
		r = recode_reader(&reader, source->charset, err);
	if (r == 0)
		*ret_reader = STEAL(reader);
	return r;
}
