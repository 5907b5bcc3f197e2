/* The parts of a workbook that tell how to read its sheets: names, places, styles. */
#include "xlsx_priv.h"

#include "text.h"

#include <errno.h>
#include <string.h>

#define STYLES_MAX 65536u /* Excel writes no more than 65490 */
#define SHEETS_MAX 1024

void xlsx_book_done(struct xlsx_book *book)
{
	arena_done(&book->arena);
	buf_done(&book->formats);
	buf_done(&book->styles);
}

/* ---- which sheet --------------------------------------------------------- */

struct choosing {
	struct xlsx_book *book;
	const char *sheet; /* wanted, folded; NULL: the first that is seen */
	const char *relation; /* of the one that was found */
	struct buf known;
	unsigned count;
};

static void choosing_done(struct choosing *choosing)
{
	buf_done(&choosing->known);
}

static int ignore_end(void *user, const char *name, struct err *err)
{
	(void)user;
	(void)name;
	(void)err;
	return 0;
}

static bool is_yes(const char *value)
{
	return str_eq(value, "1") || str_eq(value, "true");
}

static void take_sheet(struct choosing *choosing, const char **attributes)
{
	const char *name = xlsx_attribute(attributes, "name");
	const char *state = xlsx_attribute(attributes, "state");
	const char *relation = NULL;
	AUTO(buf_done) struct buf folded = {0};

	/* "r:id", whatever the prefix; "sheetId" is another thing. */
	for (const char **at = attributes; *at; at += 2)
		if (str_ends(at[0], ":id"))
			relation = at[1];
	if (!name || !relation || choosing->count++ >= SHEETS_MAX)
		return;
	text_fold(&folded, name);
	buf_printf(&choosing->known, "%s%s", choosing->known.len ? ", " : "", name);
	if (choosing->relation || (choosing->sheet ? !str_eq(choosing->sheet, buf_text(&folded))
						   : state && !str_eq(state, "visible")))
		return;
	choosing->relation = arena_str(&choosing->book->arena, relation);
}

static int on_workbook(void *user, const char *name, const char **attributes, struct err *err)
{
	struct choosing *choosing = user;

	(void)err;
	if (str_eq(name, "sheet"))
		take_sheet(choosing, attributes);
	else if (str_eq(name, "workbookPr"))
		choosing->book->is_1904 = is_yes(xlsx_attribute(attributes, "date1904"));
	return 0;
}

static int on_relation(void *user, const char *name, const char **attributes, struct err *err)
{
	struct choosing *choosing = user;
	struct xlsx_book *book = choosing->book;
	const char *target = xlsx_attribute(attributes, "Target");

	(void)err;
	if (!str_eq(name, "Relationship") || !target || book->part ||
	    !str_eq(xlsx_attribute(attributes, "Id"), choosing->relation))
		return 0;
	book->part = *target == '/' ? arena_str(&book->arena, target + 1)
				    : arena_printf(&book->arena, "xl/%s", target);
	return 0;
}

static int find_sheet(struct xlsx_book *book, struct xlsx *xlsx, const char *sheet,
		      struct err *err)
{
	AUTO(choosing_done) struct choosing choosing = {.book = book};
	const struct xlsx_reader workbook = {
		.start = on_workbook, .end = ignore_end, .user = &choosing};
	const struct xlsx_reader relations = {
		.start = on_relation, .end = ignore_end, .user = &choosing};
	AUTO(buf_done) struct buf folded = {0};
	int r;

	if (sheet) {
		text_fold(&folded, sheet);
		choosing.sheet = buf_text(&folded);
	}
	r = xlsx_read_part(xlsx, "xl/workbook.xml", &workbook, err);
	if (r == 0 && !choosing.relation)
		return sheet_missing(sheet, buf_text(&choosing.known), err);
	if (r == 0)
		r = xlsx_read_part(xlsx, "xl/_rels/workbook.xml.rels", &relations, err);
	if (r == -ENOENT || (r == 0 && !book->part))
		return err_set(err, EBADMSG,
			       _("tệp không phải sổ tính .xlsx; mở ra, lưu lại thành .xlsx"));
	return r;
}

/* ---- which styles show a day --------------------------------------------- */

struct xlsx_format {
	uint32_t id;
	bool is_day;
};

struct styling {
	struct xlsx_book *book;
	bool in_cells; /* within cellXfs */
};

/* Passes over what is written as it stands: "text", \x, _x, [Red]. */
static const char *behind_literal(const char *at)
{
	const char *end = at;

	if (*at == '"')
		end = strchr(at + 1, '"');
	else if (*at == '[')
		end = strchr(at + 1, ']');
	else if (*at == '\\' || *at == '_' || *at == '*')
		end = at[1] ? at + 1 : NULL;
	return end ? end + 1 : at + strlen(at);
}

/* Does a format code ("dd/mm/yyyy", "[Red]0.00") show a day or a time? */
static bool xlsx_format_is_day(const char *code)
{
	while (*code && *code != ';') {
		if (strchr("\"[\\_*", *code)) {
			/* "[h]:mm" counts hours. */
			if (*code == '[' && strchr("hHmMsS", code[1] ? code[1] : ' ') &&
			    (code[2] == ']' || code[2] == code[1]))
				return true;
			code = behind_literal(code);
		} else if (strncasecmp(code, "general", strlen("general")) == 0) {
			code += strlen("general");
		} else if (strchr("yYmMdDhHsS", *code)) {
			return true;
		} else {
			code++;
		}
	}
	return false;
}

static bool is_built_in_day(uint32_t id)
{
	return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) ||
	       (id >= 50 && id <= 58);
}

static bool shows_day(const struct xlsx_book *book, uint32_t id)
{
	const struct xlsx_format *formats = (const void *)book->formats.data;

	for (size_t i = 0; i < book->formats.len / sizeof(*formats); i++)
		if (formats[i].id == id)
			return formats[i].is_day;
	return is_built_in_day(id);
}

static int on_style(void *user, const char *name, const char **attributes, struct err *err)
{
	const char *id = xlsx_attribute(attributes, "numFmtId");
	struct styling *styling = user;
	struct xlsx_book *book = styling->book;
	uint64_t number = 0;

	(void)err;
	if (id && (!str_to_u64(id, 10, &number) || number > UINT32_MAX))
		number = 0;
	if (str_eq(name, "cellXfs")) {
		styling->in_cells = true;
	} else if (str_eq(name, "xf") && styling->in_cells && book->styles.len < STYLES_MAX) {
		buf_add_char(&book->styles, (char)shows_day(book, (uint32_t)number));
	} else if (str_eq(name, "numFmt") && book->formats.len < STYLES_MAX) {
		const char *code = xlsx_attribute(attributes, "formatCode");
		const struct xlsx_format format = {.id = (uint32_t)number,
						   .is_day = code && xlsx_format_is_day(code)};

		buf_add(&book->formats, &format, sizeof(format));
	}
	return 0;
}

static int on_style_end(void *user, const char *name, struct err *err)
{
	struct styling *styling = user;

	(void)err;
	if (str_eq(name, "cellXfs"))
		styling->in_cells = false;
	return 0;
}

int xlsx_book_read(struct xlsx_book *book, struct xlsx *xlsx, const char *sheet, struct err *err)
{
	struct styling styling = {.book = book};
	const struct xlsx_reader styles = {
		.start = on_style, .end = on_style_end, .user = &styling};
	int r = find_sheet(book, xlsx, sheet, err);

	if (r == 0)
		r = xlsx_read_part(xlsx, "xl/styles.xml", &styles, err);
	return r == -ENOENT ? 0 : r; /* no styles: no days */
}
