/* One value that a person gave: checked by its field's type, and brought to its kept form. */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* By its word or, however it is typed, as it is shown; NULL: none of them. */
static const char *choice_find(const struct field *field, const char *value)
{
	AUTO(buf_done) struct buf wanted = {0};

	for (size_t i = 0; field->choices[i]; i++)
		if (str_eq(field->choices[i], value))
			return field->choices[i];
	text_fold(&wanted, value);
	for (size_t i = 0; field->choices[i]; i++) {
		AUTO(buf_done) struct buf label = {0};

		text_fold(&label, field->choice_labels[i]);
		if (str_eq(buf_text(&label), buf_text(&wanted)))
			return field->choices[i];
	}
	return NULL;
}

static int choice_check(const struct field *field, const char *value, struct err *err)
{
	AUTO(buf_done) struct buf known = {0};

	if (choice_find(field, value))
		return 0;
	for (size_t i = 0; field->choices[i]; i++)
		buf_printf(&known, "%s%s", i ? ", " : "", field->choices[i]);
	return err_set(err, EINVAL, _("%s: không nhận giá trị này; chọn một trong: %s"),
		       field->name, buf_text(&known));
}

/* Of a field that is kept in bytes: as on a label, or in bytes. */
static bool size_value(const struct field *field, const char *value, int64_t *ret)
{
	const struct fact_def *def = field->fact ? fact_def_find(field->fact) : NULL;

	return def && str_eq(def->unit, "B") &&
	       size_read(value, str_starts(field->fact, "memory."), ret);
}

static int number_check(const struct field *field, const char *value, struct err *err)
{
	const struct fact_def *def = field->fact ? fact_def_find(field->fact) : NULL;
	int64_t number;

	if (str_to_i64(value, &number) || size_value(field, value, &number))
		return 0;
	if (def && str_eq(def->unit, "B"))
		return err_set(err, EINVAL,
			       _("%s: cần một dung lượng như 2 GB, 512 MB, 1 TB, hoặc số byte"),
			       field->name);
	return err_set(err, EINVAL, _("%s: cần một số nguyên"), field->name);
}

static int type_check(const struct field *field, const char *value, struct err *err)
{
	char phone[PHONE_TEXT_MAX], moment[CLOCK_TEXT_MAX];
	struct date date;
	int64_t number;
	bool yes;

	switch (field->type) {
	case FIELD_INT:
	case FIELD_MONEY:
		return number_check(field, value, err);
	case FIELD_BOOL:
		if (yes_read(value, &yes))
			return 0;
		return err_set(err, EINVAL, _("%s: cần có hoặc không"), field->name);
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
		if ((strchr(value, 'T') && time_read(value, &number)) ||
		    moment_read(value, -1, moment))
			return 0;
		return err_set(err, EINVAL, _("%s: cần một lúc như 22/11/2026 20:30"),
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
	for (const unsigned char *p = (const unsigned char *)value; *p; p++)
		/* 0xc2 0x80 to 0x9f: a terminal takes U+009B for the start of a command too. */
		if (*p < 0x20 || *p == 0x7f || (*p == 0xc2 && p[1] < 0xa0))
			return err_set(err, EINVAL,
				       _("%s: có ký tự điều khiển; viết trên một dòng"),
				       field->name);
	return type_check(field, value, err);
}

/* The one way a checked value is written, where there are several. */
static void value_settle(struct buf *ret, const struct field *field, const char *value)
{
	char text[CLOCK_TEXT_MAX > PHONE_TEXT_MAX ? CLOCK_TEXT_MAX : PHONE_TEXT_MAX];
	struct date date;
	int64_t number;
	bool yes;

	if ((field->type == FIELD_INT || field->type == FIELD_MONEY) &&
	    (str_to_i64(value, &number) || size_value(field, value, &number))) {
		buf_printf(ret, "%lld", (long long)number);
	} else if (field->type == FIELD_DATE && date_read(value, &date)) {
		date_print(&date, text);
		buf_add_str(ret, text);
	} else if (field->type == FIELD_PHONE && phone_read(value, text)) {
		buf_add_str(ret, text);
	} else if (field->type == FIELD_BOOL && yes_read(value, &yes)) {
		buf_add_str(ret, yes ? "1" : "0");
	} else if (field->type == FIELD_CHOICE && choice_find(field, value)) {
		buf_add_str(ret, choice_find(field, value));
	} else if (field->type == FIELD_TIME && moment_read(value, -1, text)) {
		buf_add_str(ret, text);
	} else {
		text_nfc(ret, value);
	}
}

bool value_is_empty(const char *value)
{
	return !value || text_is_blank(value);
}

int value_keep(struct store *store, const struct field *field, const char *value,
	       struct arena *arena, const char **ret, struct err *err)
{
	AUTO(buf_done) struct buf composed = {0};
	char id[UUID_TEXT_MAX];
	int r;

	if (value_is_empty(value)) {
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

static bool is_given(const char *const *names, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(names[i], name))
			return true;
	return false;
}

int store_keep_values(struct store *store, const struct field *fields, size_t field_count,
		      const char *const *names, const char *const *values, size_t count,
		      struct arena *arena, const char **ret_values, struct err *err)
{
	for (size_t i = 0; i < field_count; i++) {
		const char *given = NULL;
		int r;

		for (size_t j = 0; j < count; j++)
			if (str_eq(names[j], fields[i].name))
				given = values[j];
		if (fields[i].required && value_is_empty(given))
			return err_set(err, EINVAL, _("%s: còn thiếu; thêm %s=…"), fields[i].name,
				       fields[i].name);
		r = value_keep(store, &fields[i], given, arena, &ret_values[i], err);
		if (r < 0)
			return r;
	}
	for (size_t j = 0; j < count; j++) {
		bool known = false;

		for (size_t i = 0; i < field_count && !known; i++)
			known = str_eq(names[j], fields[i].name);
		if (!known)
			return err_set(err, EINVAL, _("«%.40s»: bước này không hỏi mục đó"),
				       names[j]);
		if (is_given(names + j + 1, count - j - 1, names[j]))
			return err_set(err, EINVAL, _("%s: được ghi hai lần; bỏ bớt một"),
				       names[j]);
	}
	return 0;
}
