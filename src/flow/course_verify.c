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

static int tell_person(struct buf *ret, struct store *store, struct arena *arena,
		       const struct row *person, struct err *err)
{
	bool holds = person_completed(person);
	struct row course = {0};
	int r = row_read(&course, store, arena, "course", row_get(person, "course"), err);

	if (r < 0)
		return r;
	holds &= !str_eq(row_get(&course, "state"), "cancelled");
	buf_printf(ret, holds ? _("Mã %s: giấy chứng nhận có hiệu lực\n")
			      : _("Mã %s: giấy chứng nhận KHÔNG còn hiệu lực\n"),
		   row_get(person, "code"));
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
