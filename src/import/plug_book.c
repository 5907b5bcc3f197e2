/* The plugin over libzip and Expat: a workbook of Excel, LibreOffice or Google, part by part. */
#include "xlsx_priv.h"

#include "text.h"

#include <errno.h>
#include <expat.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define BLOCK_SIZE (64u << 10)
/* Tables pack to a tenth or a fortieth; what grows a thousandfold was made to fill a disk. */
#define PACKED_TIMES 300
#define UNPACKED_FREE ((uint64_t)64 << 20)
#define UNPACKED_MAX ((uint64_t)8 << 30)

extern const struct plug_sheet plug_book;

/* ---- one part ------------------------------------------------------------ */

struct parsing {
	const struct xlsx_reader *reader;
	XML_Parser parser;
	struct err *err;
	int r; /* what a handler said */
};

static const char *without_prefix(const char *name)
{
	const char *colon = strrchr(name, ':');

	return colon ? colon + 1 : name;
}

static void stop(struct parsing *parsing, int r)
{
	if (r >= 0 || parsing->r < 0)
		return;
	parsing->r = r;
	XML_StopParser(parsing->parser, XML_FALSE);
}

static void XMLCALL on_start(void *user, const XML_Char *name, const XML_Char **attributes)
{
	struct parsing *parsing = user;
	const struct xlsx_reader *reader = parsing->reader;

	if (parsing->r == 0)
		stop(parsing, reader->start(reader->user, without_prefix(name), attributes,
					    parsing->err));
}

static void XMLCALL on_end(void *user, const XML_Char *name)
{
	struct parsing *parsing = user;
	const struct xlsx_reader *reader = parsing->reader;

	if (parsing->r == 0)
		stop(parsing, reader->end(reader->user, without_prefix(name), parsing->err));
}

static void XMLCALL on_text(void *user, const XML_Char *text, int len)
{
	struct parsing *parsing = user;

	if (parsing->r == 0 && parsing->reader->text)
		parsing->reader->text(parsing->reader->user, text, (size_t)len);
}

/* No workbook has one; entities are how small XML becomes large. */
static void XMLCALL on_doctype(void *user, const XML_Char *name, const XML_Char *system,
			       const XML_Char *public, int has_subset)
{
	struct parsing *parsing = user;

	(void)name;
	(void)system;
	(void)public;
	(void)has_subset;
	stop(parsing, err_set(parsing->err, EBADMSG, _("tệp .xlsx có phần lạ (DOCTYPE); mở ra, "
							"lưu lại")));
}

static void part_done(zip_file_t **part)
{
	if (*part)
		zip_fclose(*part);
}

static void parser_done(XML_Parser *parser)
{
	if (*parser)
		XML_ParserFree(*parser);
}

static int count_bytes(struct xlsx *xlsx, uint64_t bytes, struct err *err)
{
	xlsx->unpacked += bytes;
	if (xlsx->unpacked > UNPACKED_MAX ||
	    (xlsx->unpacked > UNPACKED_FREE && xlsx->unpacked / PACKED_TIMES > xlsx->packed))
		return err_set(err, EFBIG,
			       _("tệp .xlsx nở ra quá lớn (%llu MB); xoá dòng thừa, lưu lại"),
			       (unsigned long long)(xlsx->unpacked >> 20));
	return 0;
}

static int feed(struct parsing *parsing, struct xlsx *xlsx, zip_file_t *part, struct err *err)
{
	for (;;) {
		void *block = XML_GetBuffer(parsing->parser, (int)BLOCK_SIZE);
		zip_int64_t got = block ? zip_fread(part, block, BLOCK_SIZE) : -1;
		int r = got < 0 ? err_set(err, EBADMSG, _("tệp .xlsx bị hỏng; chép lại tệp"))
				: count_bytes(xlsx, (uint64_t)got, err);

		if (r == 0)
			r = xlsx->sink->go_on(xlsx->sink->user, err);
		if (r < 0)
			return r;
		if (XML_ParseBuffer(parsing->parser, (int)got, got == 0) != XML_STATUS_OK)
			return parsing->r < 0
				       ? parsing->r
				       : err_set(err, EBADMSG,
						 _("tệp .xlsx bị hỏng (XML); mở ra, lưu lại"));
		if (got == 0)
			return parsing->r;
	}
}

int xlsx_read_part(struct xlsx *xlsx, const char *name, const struct xlsx_reader *reader,
		   struct err *err)
{
	AUTO(part_done) zip_file_t *part = zip_fopen(xlsx->zip, name, 0);
	AUTO(parser_done) XML_Parser parser = NULL;
	struct parsing parsing = {.reader = reader, .err = err};

	if (!part)
		return zip_error_code_zip(zip_get_error(xlsx->zip)) == ZIP_ER_NOENT
			       ? -ENOENT
			       : err_set(err, EBADMSG,
					 _("tệp .xlsx bị hỏng hoặc có mật khẩu; mở ra, lưu lại"));
	parser = XML_ParserCreate(NULL);
	if (!parser)
		return err_set(err, ENOMEM, _("hết bộ nhớ"));
	parsing.parser = parser;
	XML_SetUserData(parser, &parsing);
	XML_SetElementHandler(parser, on_start, on_end);
	XML_SetCharacterDataHandler(parser, on_text);
	XML_SetStartDoctypeDeclHandler(parser, on_doctype);
	return feed(&parsing, xlsx, part, err);
}

const char *xlsx_attribute(const char **attributes, const char *name)
{
	for (; *attributes; attributes += 2)
		if (str_eq(without_prefix(attributes[0]), name))
			return attributes[1];
	return NULL;
}

void xlsx_add(struct buf *ret, const char *text, size_t len, bool *is_too_long)
{
	if (ret->len + len > SHEET_CELL_MAX)
		*is_too_long = true;
	else
		buf_add(ret, text, len);
}

/* ---- the workbook -------------------------------------------------------- */

static void xlsx_done(struct xlsx *xlsx)
{
	if (xlsx->zip)
		zip_discard(xlsx->zip);
}

static int open_zip(struct xlsx *xlsx, int fd, struct err *err)
{
	int own = dup(fd), code = 0;
	struct stat info;

	if (own < 0 || fstat(fd, &info) < 0) {
		err_set(err, EIO, _("không đọc được tệp (%s)"), err_why(errno));
		if (own >= 0)
			close(own);
		return -EIO;
	}
	xlsx->packed = (uint64_t)info.st_size;
	xlsx->zip = zip_fdopen(own, 0, &code);
	if (xlsx->zip)
		return 0;
	close(own);
	return err_set(err, EBADMSG, _("tệp .xlsx bị hỏng (%d); chép lại tệp"), code);
}

static int read_sheet(int fd, const char *sheet, const struct sheet_sink *sink, bool *ret_is_1904,
		      struct err *err)
{
	AUTO(xlsx_strings_done) struct xlsx_strings strings = {0};
	AUTO(xlsx_book_done) struct xlsx_book book = {0};
	AUTO(xlsx_done) struct xlsx xlsx = {.sink = sink};
	int r = open_zip(&xlsx, fd, err);

	if (r == 0)
		r = xlsx_book_read(&book, &xlsx, sheet, err);
	if (r == 0)
		r = xlsx_strings_read(&strings, &xlsx, err);
	if (r == 0)
		r = xlsx_sheet_read(&book, &strings, &xlsx, sink, err);
	if (r == 0)
		*ret_is_1904 = book.is_1904;
	return r;
}

const struct plug_sheet plug_book = {.read = read_sheet};
