/* An import in words, line by line: how its columns were understood, what is refused. */
#include "import_lines_priv.h"

#include <string.h>

#define HEAD_COLUMNS 22
#define FIELD_COLUMNS 14

void import_lines_done(struct import_lines *lines)
{
	buf_done(&lines->lines);
	arena_done(&lines->arena);
}

size_t import_lines_count(const struct import_lines *lines)
{
	return lines->lines.len / sizeof(struct import_line);
}

const struct import_line *import_lines_at(const struct import_lines *lines, size_t i)
{
	return (const struct import_line *)(const void *)lines->lines.data + i;
}

static void add(struct import_lines *lines, enum ui_style style, const struct buf *text)
{
	const struct import_line line = {style, arena_str(&lines->arena, buf_text(text))};

	buf_add(&lines->lines, &line, sizeof(line));
}

static void add_count(struct import_lines *lines, uint64_t count, const char *fmt)
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, fmt, (unsigned long long)count);
	if (count)
		add(lines, STYLE_REVIEW, &text);
}

static void clear(struct import_lines *lines)
{
	import_lines_done(lines);
	*lines = (struct import_lines){0};
}

/* ---- parts ----------------------------------------------------------------------------------- */

static void add_rows(struct import_lines *lines, enum ui_style style, const struct flow_told *told,
		     size_t count)
{
	for (size_t i = 0; i < count; i++) {
		AUTO(buf_done) struct buf text = {0};

		buf_printf(&text, _("dòng %llu"), (unsigned long long)told[i].line);
		if (told[i].column)
			buf_printf(&text, _(", cột %s"), told[i].letter);
		if (*told[i].head)
			buf_printf(&text, " (%s)", told[i].head);
		buf_printf(&text, ": %s", told[i].text);
		add(lines, style, &text);
	}
}

/* "  B  Họ và tên    → Họ tên    Nguyễn Thị Hòa · Trần Văn Nam". */
static void add_columns(struct import_lines *lines, const struct flow_import *import)
{
	for (size_t i = 0; i < import->column_count; i++) {
		const struct flow_import_column *column = &import->columns[i];
		const char *meant = column->is_id   ? "id"
				    : column->field ? _(column->field->label)
						    : _("(bỏ qua)");
		AUTO(buf_done) struct buf text = {0};

		buf_printf(&text, "%3s  ", column->letter);
		text_fit(&text, column->head ? column->head : "", HEAD_COLUMNS, true);
		buf_add_str(&text, " → ");
		text_fit(&text, meant, FIELD_COLUMNS, true);
		for (size_t n = 0; n < import->sample_rows; n++)
			buf_printf(&text, "%s%s", n ? " · " : " ",
				   column->samples[n] ? column->samples[n] : "");
		add(lines, column->field || column->is_id ? STYLE_NORMAL : STYLE_DIM, &text);
	}
}

/* What a person has to look at before the texts are converted. */
static void ask_charset(struct import_lines *lines, const struct flow_import *import)
{
	AUTO(buf_done) struct buf text = {0};

	if (import->guess)
		buf_printf(&text,
			   _("Chữ trong tệp giống bảng mã %s. Xem mẫu dưới đây: đúng thì chọn nó ở "
			     "«Bảng mã», không thì chọn utf8."),
			   import->guess);
	else
		buf_add_str(&text, _("Tệp không phải UTF-8 và chưa rõ bảng mã: chọn ở «Bảng mã» "
				     "rồi xem thử."));
	add(lines, STYLE_REVIEW, &text);
	for (size_t i = 0; i < import->sample_count; i++) {
		const struct flow_import_sample *sample = &import->samples[i];

		buf_clear(&text);
		buf_printf(&text, "  %s  →  %s", sample->before ? sample->before : "",
			   sample->after ? sample->after : "");
		add(lines, STYLE_NORMAL, &text);
	}
}

static void add_result(struct import_lines *lines, const struct flow_import *import, bool is_dry)
{
	AUTO(buf_done) struct buf text = {0};

	if (import->refused)
		buf_printf(&text, _("%llu dòng bị từ chối: chưa ghi gì; sửa tệp rồi xem lại"),
			   (unsigned long long)import->refused);
	else
		buf_printf(&text,
			   is_dry ? _("Sẽ thêm %llu, đã có trong sổ %llu. Đúng thì F2 để nhập.")
				  : _("Đã nhập: thêm %llu, đã có trong sổ %llu."),
			   (unsigned long long)import->added, (unsigned long long)import->known);
	add(lines, import->refused ? STYLE_FAIL : STYLE_PASS, &text);
}

/* ---- all of it ------------------------------------------------------------------------------- */

void import_lines_tell(struct import_lines *lines, const struct flow_import *import, bool is_dry)
{
	clear(lines);
	if (import->is_charset_asked) {
		ask_charset(lines, import);
		return;
	}
	add_result(lines, import, is_dry);
	add_rows(lines, STYLE_FAIL, import->told, import->told_count);
	add_count(lines, import->refused - import->told_count, _("… và %llu dòng bị từ chối nữa"));
	if (is_dry)
		add_columns(lines, import);
	add_count(lines, import->zeros_put_back, _("Đã trả lại số 0 ở đầu: %llu ô"));
	add_count(lines, import->old_phones, _("Số điện thoại 11 số đổi sang 10 số: %llu"));
	add_count(lines, import->days, _("Ngày ghi bằng số của bảng tính: %llu ô; xem lại"));
	add_count(lines, import->names, _("Họ tên viết toàn chữ hoa đổi lại: %llu"));
	add_count(lines, import->empty, _("Dòng không có mục nào, bỏ qua: %llu"));
	add_count(lines, import->skipped, _("Dòng không phải bản ghi, bỏ qua: %llu"));
	add_rows(lines, STYLE_REVIEW, import->skips, import->skip_count);
	add_count(lines, import->odd, _("Dòng cần xem lại: %llu"));
	add_rows(lines, STYLE_REVIEW, import->odds, import->odd_count);
	add_count(lines, import->differing, _("Đã có nhưng khác, giữ như sổ đang ghi: %llu"));
	add_rows(lines, STYLE_REVIEW, import->differ, import->differ_count);
}

void import_lines_fail(struct import_lines *lines, const struct err *err)
{
	AUTO(buf_done) struct buf text = {0};

	clear(lines);
	buf_add_str(&text, err->text);
	add(lines, STYLE_FAIL, &text);
}
