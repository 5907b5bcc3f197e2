/* Writing records: what a person may write is checked by the descriptor, then kept and indexed. */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

/* ---- one value ----------------------------------------------------------- */

static bool time_is(const char *text)
{
	unsigned hour, minute, second, east_hour, east_minute;
	char sign;
	int len = 0;
	char day[sizeof("YYYY-MM-DD")];
	struct date date;

	snprintf(day, sizeof(day), "%s", text);
	if (day[2] == '/' || strlen(day) + 1 != sizeof(day) || !date_read(day, &date))
		return false;
	if (sscanf(text + 10, "T%2u:%2u:%2u%c%2u:%2u%n", &hour, &minute, &second, &sign, &east_hour,
		   &east_minute, &len) != 6)
		return false;
	return len == 15 && !text[10 + len] && hour < 24 && minute < 60 && second < 60 &&
	       (sign == '+' || sign == '-') && east_hour < 15 && east_minute < 60;
}

static int choice_check(const struct field *field, const char *value, struct err *err)
{
	AUTO(buf_done) struct buf known = {0};

	for (size_t i = 0; field->choices[i]; i++) {
		if (str_eq(field->choices[i], value))
			return 0;
		buf_printf(&known, "%s%s", i ? ", " : "", field->choices[i]);
	}
	return err_set(err, EINVAL, _("%s: không nhận giá trị này; chọn một trong: %s"),
		       field->name, buf_text(&known));
}

static int type_check(const struct field *field, const char *value, struct err *err)
{
	char phone[PHONE_TEXT_MAX];
	struct date date;
	int64_t number;

	switch (field->type) {
	case FIELD_INT:
		if (str_to_i64(value, &number))
			return 0;
		return err_set(err, EINVAL, _("%s: cần một số nguyên"), field->name);
	case FIELD_BOOL:
		if (str_eq(value, "0") || str_eq(value, "1"))
			return 0;
		return err_set(err, EINVAL, _("%s: cần 0 hoặc 1"), field->name);
	case FIELD_DATE:
		if (date_read(value, &date))
			return 0;
		return err_set(err, EINVAL,
			       _("%s: cần một ngày có thật, như 22/11/2026 hoặc 2026-11-22"),
			       field->name);
	case FIELD_PHONE:
		if (phone_read(value, phone))
			return 0;
		return err_set(err, EINVAL, _("%s: cần một số điện thoại như 0912345678"),
			       field->name);
	case FIELD_TIME:
		if (time_is(value))
			return 0;
		return err_set(err, EINVAL, _("%s: cần một lúc như 2026-11-22T20:30:00+07:00"),
			       field->name);
	case FIELD_CHOICE:
		return choice_check(field, value, err);
	default:
		return 0;
	}
}

static int field_check(const struct field *field, const char *value, struct err *err)
{
	size_t len = strlen(value);

	if (len > STORE_TEXT_MAX)
		return err_set(err, EFBIG, _("%s: dài quá %u byte; rút ngắn lại"), field->name,
			       STORE_TEXT_MAX);
	if (!text_is_utf8(value, len))
		return err_set(err, EILSEQ, _("%s: không phải UTF-8; gõ lại hoặc đổi bảng mã"),
			       field->name);
	for (const char *p = value; *p; p++)
		if ((unsigned char)*p < 0x20 || *p == 0x7f)
			return err_set(err, EINVAL,
				       _("%s: có ký tự điều khiển; viết trên một dòng"),
				       field->name);
	return type_check(field, value, err);
}

/* The one way a checked value is written, where there are several. */
static void value_settle(struct buf *ret, const struct field *field, const char *value)
{
	char text[DATE_TEXT_MAX > PHONE_TEXT_MAX ? DATE_TEXT_MAX : PHONE_TEXT_MAX];
	struct date date;

	if (field->type == FIELD_DATE && date_read(value, &date)) {
		date_print(&date, text);
		buf_add_str(ret, text);
	} else if (field->type == FIELD_PHONE && phone_read(value, text)) {
		buf_add_str(ret, text);
	} else {
		text_nfc(ret, value);
	}
}

/* The value as it is kept: composed, a reference in full; NULL when empty. */
static int field_keep(struct store *store, const struct field *field, const char *value,
		      struct arena *arena, const char **ret, struct err *err)
{
	AUTO(buf_done) struct buf composed = {0};
	char id[UUID_TEXT_MAX];
	int r;

	if (!value || !*value) {
		*ret = NULL;
		return 0;
	}
	r = field_check(field, value, err);
	if (r < 0)
		return r;
	if (field->type == FIELD_REF) {
		r = record_resolve(store, record_kind_find(field->ref), value, id, err);
		if (r < 0)
			return r;
		*ret = arena_str(arena, id);
		return 0;
	}
	value_settle(&composed, field, value);
	*ret = arena_str(arena, buf_text(&composed));
	return 0;
}

/* ---- a set of values ----------------------------------------------------- */

/* Values as they are to be kept; has room for what the program fills in. */
struct draft {
	const char **names, **values;
	size_t count;
};

static bool draft_has(const struct draft *draft, const char *name)
{
	for (size_t i = 0; i < draft->count; i++)
		if (str_eq(draft->names[i], name) && draft->values[i])
			return true;
	return false;
}

static void draft_add(struct draft *draft, const char *name, const char *value)
{
	draft->names[draft->count] = name;
	draft->values[draft->count++] = value;
}

static struct values draft_values(const struct draft *draft)
{
	return (struct values){.names = draft->names, .values = draft->values,
			       .count = draft->count};
}

static int unknown_field(const struct record_kind *kind, const char *name, struct err *err)
{
	AUTO(buf_done) struct buf known = {0};

	for (size_t i = 0; i < kind->field_count; i++)
		if (!kind->fields[i].read_only)
			buf_printf(&known, "%s%s", known.len ? ", " : "", kind->fields[i].name);
	return err_set(err, EINVAL, _("%s không có mục «%.40s»; các mục: %s"), kind->name, name,
		       buf_text(&known));
}

static int check_one(const struct record_kind *kind, const struct values *values, size_t at,
		     struct err *err)
{
	const char *name = values->names[at];
	const struct field *field = record_field_find(kind, name);
	const char *value = values->values[at];

	if (!field)
		return unknown_field(kind, name, err);
	if (field->read_only)
		return err_set(err, EINVAL, _("%s: mục này do chương trình ghi, không sửa tay"),
			       name);
	if (field->required && (!value || !*value))
		return err_set(err, EINVAL, _("%s: không được để trống"), name);
	for (size_t i = 0; i < at; i++)
		if (str_eq(values->names[i], name))
			return err_set(err, EINVAL, _("%s: được ghi hai lần; bỏ bớt một"), name);
	return 0;
}

/* Checks what a person wrote and gives it as it is kept, with room for EXTRA more. */
static int draft_make(struct store *store, const struct record_kind *kind,
		      const struct values *given, size_t extra, struct arena *arena,
		      struct draft *ret_draft, struct err *err)
{
	size_t room = given->count + extra;
	struct draft draft = {
		.names = arena_alloc(arena, room * sizeof(*draft.names)),
		.values = arena_alloc(arena, room * sizeof(*draft.values)),
	};

	for (size_t i = 0; i < given->count; i++) {
		const char *kept = NULL;
		int r = check_one(kind, given, i, err);

		if (r == 0)
			r = field_keep(store, record_field_find(kind, given->names[i]),
				       given->values[i], arena, &kept, err);
		if (r < 0)
			return r;
		draft_add(&draft, given->names[i], kept);
	}
	*ret_draft = draft;
	return 0;
}

/* ---- rows ---------------------------------------------------------------- */

/* Binds the values after the FIRST parameters that are bound already, and runs. */
static int run_values(struct query *query, int first, const struct values *values, struct err *err)
{
	int r;

	for (size_t i = 0; i < values->count; i++) {
		int code = sqlite3_bind_text(query->stmt, first + (int)i, values->values[i], -1,
					     SQLITE_TRANSIENT);

		if (code != SQLITE_OK)
			return sql_error(query->store, code, err);
	}
	r = sql_step(query, err);
	return r < 0 ? r : 0;
}

int record_insert(struct store *store, const struct record_kind *kind, const struct values *values,
		  char ret_id[UUID_TEXT_MAX], struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	char now[CLOCK_TEXT_MAX], id[UUID_TEXT_MAX];
	int r;

	clock_text(now);
	uuid_new(id);
	buf_printf(&text, "INSERT INTO \"%s\" (id, created_at, updated_at", kind->name);
	for (size_t i = 0; i < values->count; i++)
		buf_printf(&text, ", \"%s\"", values->names[i]);
	buf_add_str(&text, ") VALUES (?1, ?2, ?2");
	for (size_t i = 0; i < values->count; i++)
		buf_printf(&text, ", ?%zu", i + 3);
	buf_add_char(&text, ')');
	r = sql_query(&query, store, err, buf_text(&text), "tt", id, now);
	if (r == 0)
		r = run_values(&query, 3, values, err);
	if (r == 0)
		r = search_put(store, kind, id, err);
	if (r == 0)
		memcpy(ret_id, id, sizeof(id));
	return r;
}

int record_update(struct store *store, const struct record_kind *kind, const char *id,
		  const struct values *values, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	char now[CLOCK_TEXT_MAX];
	int r;

	clock_text(now);
	buf_printf(&text, "UPDATE \"%s\" SET updated_at = ?2", kind->name);
	for (size_t i = 0; i < values->count; i++)
		buf_printf(&text, ", \"%s\" = ?%zu", values->names[i], i + 3);
	buf_add_str(&text, " WHERE id = ?1");
	r = sql_query(&query, store, err, buf_text(&text), "tt", id, now);
	if (r == 0)
		r = run_values(&query, 3, values, err);
	return r < 0 ? r : search_put(store, kind, id, err);
}

/* ---- the verbs ----------------------------------------------------------- */

int store_set(struct store *store, const struct record_kind *kind, const char *id,
	      const char *const *names, const char *const *values, size_t count, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(txn_done) struct txn txn = {0};
	const struct values given = {.names = names, .values = values, .count = count};
	struct values kept;
	struct draft draft;
	char full[UUID_TEXT_MAX];
	int r;

	if (kind->append_only)
		return err_set(err, EPERM, _("%s: không sửa được; thêm một dòng mới để đính chính"),
			       _(kind->label));
	r = txn_begin(&txn, store, err);
	if (r == 0)
		r = record_resolve(store, kind, id, full, err);
	if (r == 0)
		r = draft_make(store, kind, &given, 1, &arena, &draft, err);
	if (r < 0)
		return r;
	/* From now on a probe does not say the kind: a person has. Emptied, it may again. */
	for (size_t i = 0; i < count && str_eq(kind->name, "device"); i++)
		if (str_eq(names[i], "kind"))
			draft_add(&draft, "kind_by", draft.values[i] ? "person" : NULL);
	kept = draft_values(&draft);
	r = record_update(store, kind, full, &kept, err);
	if (r == 0)
		r = search_settle(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

/* What the program fills in: the tag of what carries one, a required time that was not given. */
static int fill_in(struct store *store, const struct record_kind *kind, struct arena *arena,
		   struct draft *draft, struct err *err)
{
	char now[CLOCK_TEXT_MAX], tag[STORE_TAG_MAX];
	int r = 0;

	clock_text(now);
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];

		if (draft_has(draft, field->name))
			continue;
		if (field->required && field->type == FIELD_TIME)
			draft_add(draft, field->name, arena_str(arena, now));
		else if (field->required)
			return err_set(err, EINVAL, _("%s: còn thiếu; thêm %s=…"), field->name,
				       field->name);
	}
	if (str_eq(kind->name, "device") && draft_has(draft, "kind"))
		draft_add(draft, "kind_by", "person");
	if (record_field_find(kind, "tag")) {
		r = tag_draw(store, tag, err);
		draft_add(draft, "tag", arena_str(arena, tag));
	}
	return r;
}

/* An inspection is of something that plans can ask for. */
static int check_inspection(const struct draft *draft, struct err *err)
{
	for (size_t i = 0; i < draft->count; i++) {
		AUTO(buf_done) struct buf key = {0};

		buf_printf(&key, "check.%s", draft->values[i]);
		if (str_eq(draft->names[i], "what") && !fact_def_find(buf_text(&key)))
			return err_set(err, EINVAL, _("«%.40s» không phải một hạng mục kiểm tra"),
				       draft->values[i]);
	}
	return 0;
}

int store_add(struct store *store, const struct record_kind *kind, const char *const *names,
	      const char *const *values, size_t count, char ret_id[UUID_TEXT_MAX], struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(txn_done) struct txn txn = {0};
	const struct values given = {.names = names, .values = values, .count = count};
	struct values kept;
	struct draft draft;
	char id[UUID_TEXT_MAX];
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = draft_make(store, kind, &given, kind->field_count, &arena, &draft, err);
	if (r == 0)
		r = fill_in(store, kind, &arena, &draft, err);
	if (r == 0 && str_eq(kind->name, "inspection"))
		r = check_inspection(&draft, err);
	if (r < 0)
		return r;
	kept = draft_values(&draft);
	r = record_insert(store, kind, &kept, id, err);
	if (r == 0)
		r = search_settle(store, err);
	if (r == 0)
		r = txn_commit(&txn, err);
	if (r == 0)
		memcpy(ret_id, id, sizeof(id));
	return r;
}

int store_inspect(struct store *store, const char *device_id, const char *what, const char *result,
		  const char *by, const char *note, struct err *err)
{
	static const char *const names[] = {"device", "what", "result", "by", "note"};
	const char *const values[] = {device_id, what, result, by, note};
	char id[UUID_TEXT_MAX];

	return store_add(store, record_kind_find("inspection"), names, values, ARRAY_LEN(names),
			 id, err);
}
