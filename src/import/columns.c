/* From the head of a table to the fields of a kind. */
#include "import.h"

#include <errno.h>
#include <string.h>

#define HEAD_MAX 256 /* bytes of a head that are looked at */

static void fold_head(struct buf *ret, const char *head)
{
	AUTO(buf_done) struct buf clean = {0};

	text_clean(&clean, head, strlen(head), HEAD_MAX);
	text_fold(ret, buf_text(&clean));
}

static bool is_called(const char *folded, const char *name)
{
	AUTO(buf_done) struct buf other = {0};

	text_fold(&other, name);
	return str_eq(folded, buf_text(&other));
}

static const struct field *find_field(const struct record_kind *kind, const char *folded)
{
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];

		if (is_called(folded, field->name) || is_called(folded, field->label) ||
		    is_called(folded, _(field->label)))
			return field;
	}
	return NULL;
}

static bool has_field(const struct import_columns *columns, const struct field *field)
{
	for (size_t i = 0; i < columns->count; i++)
		if (columns->fields[i] == field)
			return true;
	return false;
}

static int take_head(struct import_columns *columns, const struct record_kind *kind, size_t at,
		     const char *head, struct err *err)
{
	AUTO(buf_done) struct buf folded = {0};
	const struct field *field;

	fold_head(&folded, head);
	if (!folded.len)
		return 0;
	if (str_eq(buf_text(&folded), "id") && columns->id_at == SIZE_MAX) {
		columns->id_at = at;
		return 0;
	}
	field = find_field(kind, buf_text(&folded));
	if ((field && has_field(columns, field)) || str_eq(buf_text(&folded), "id"))
		return err_set(err, EINVAL, _("cột %zu «%.40s»: đã có cột cho mục này; bỏ bớt một"),
			       at + 1, head);
	if (!field)
		return err_set(err, EINVAL,
			       _("cột %zu «%.40s»: %s không có mục này; đổi tên hoặc xoá cột"),
			       at + 1, head, kind->name);
	columns->fields[at] = field;
	return 0;
}

int import_columns_read(struct import_columns *ret_columns, const struct record_kind *kind,
			const struct table_row *head, struct err *err)
{
	struct import_columns columns = {.count = head->count, .id_at = SIZE_MAX};
	bool any = false;

	if (head->fault)
		return err_set(err, EINVAL, _("đầu bảng: %s"), head->fault);
	for (size_t i = 0; i < head->count; i++) {
		int r = take_head(&columns, kind, i, head->cells[i], err);

		if (r < 0)
			return r;
		any |= columns.fields[i] != NULL;
	}
	if (!any)
		return err_set(err, EINVAL,
			       _("đầu bảng không có cột nào; dòng đầu ghi tên các mục"));
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];

		/* A time that is not given is now. */
		if (field->required && field->type != FIELD_TIME && !has_field(&columns, field))
			return err_set(err, EINVAL, _("thiếu cột %s (%s): thêm vào"), field->name,
				       _(field->label));
	}
	*ret_columns = columns;
	return 0;
}

const char *import_value(const char *cell)
{
	if (*cell == '\'' && cell[1] && strchr("=+-@\t\r'", cell[1]))
		cell++;
	return *cell ? cell : NULL;
}
