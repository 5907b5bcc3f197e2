/* What a course's certificate says, for whoever looks its code up. */
#include "course_priv.h"

#include <errno.h>

static void tell(struct buf *ret, struct store *store, const char *label, const struct row *row,
		 const char *field)
{
	AUTO(buf_done) struct buf text = {0};
	const char *value = row_get(row, field);

	if (!value)
		return;
	store_show_value(store, record_field_find(row->kind, field), value, &text);
	buf_printf(ret, "%s: %s\n", label, buf_text(&text));
}

/* Of a course that is judged again nobody knows yet. */
static const char *standing(const struct row *person, const struct row *course)
{
	const char *state = row_get(course, "state");

	if (!person_completed(person) || str_eq(state, "cancelled"))
		return _("giấy chứng nhận KHÔNG còn hiệu lực");
	return str_eq(state, "done") || str_eq(state, "closed")
		       ? _("giấy chứng nhận có hiệu lực")
		       : _("CHƯA CHẮC: khoá mở lại để xét, hỏi lại khi đã xét xong");
}

static int tell_person(struct buf *ret, struct store *store, struct arena *arena,
		       const struct row *person, struct err *err)
{
	struct row course = {0};
	int r = row_read(&course, store, arena, "course", row_get(person, "course"), err);

	if (r < 0)
		return r;
	buf_printf(ret, _("Mã %s: %s\n"), row_get(person, "code"), standing(person, &course));
	tell(ret, store, _("Khoá học"), &course, "name");
	tell(ret, store, _("Trao cho"), person, "name");
	tell(ret, store, _("Đơn vị"), person, "unit");
	tell(ret, store, _("Phút đã dự"), person, "attended");
	tell(ret, store, _("Ngày cấp"), person, "completed_on");
	tell(ret, store, _("Số vào sổ"), person, "number");
	return 0;
}

int flow_course_verify(struct store *store, const char *code, struct buf *ret, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct rows people = {0};
	int r = row_list(&people.list, &people.count, store, &arena, "registration", "code", code,
			 err);

	if (r == 0 && !people.count)
		return err_set(err, ENOENT,
			       _("không có giấy chứng nhận nào mang mã %s trong sổ này"), code);
	return r < 0 ? r
		     : tell_person(ret, store, &arena, &people.list[people.count - 1], err);
}
