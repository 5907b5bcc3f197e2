/* Strict reading of our JSON formats (jansson). */
#include "read_priv.h"

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

/* What jansson found, for somebody who never saw JSON. */
static const char *why_bad(const json_error_t *error)
{
	switch (json_error_code(error)) {
	case json_error_premature_end_of_input:
		return _("tệp dừng giữa chừng; thiếu dấu } hoặc ] ở cuối");
	case json_error_end_of_input_expected:
		return _("còn chữ thừa sau dấu } cuối cùng");
	case json_error_duplicate_key:
		return _("một khoá ghi hai lần trong cùng một mục; bỏ bớt một");
	case json_error_invalid_utf8:
		return _("chữ không phải UTF-8; lưu lại tệp ở dạng UTF-8");
	case json_error_null_character:
		return _("có ký tự rỗng trong chữ; xoá ký tự đó");
	case json_error_numeric_overflow:
		return _("số quá lớn");
	case json_error_stack_overflow:
		return _("quá nhiều ngoặc lồng nhau");
	default:
		return _("sai dấu: xem lại dấu phẩy giữa hai mục, ngoặc kép, ngoặc đóng");
	}
}

/* The piece of the file that jansson stopped at, or nothing. */
static void add_near(struct buf *ret, const json_error_t *error)
{
	const char *near = strstr(error->text, " near '");
	size_t len;

	if (!near)
		return;
	near += strlen(" near '");
	len = strlen(near);
	buf_add_str(ret, _("; gần «"));
	text_clean(ret, near, len && near[len - 1] == '\'' ? len - 1 : len, JSON_ERROR_TEXT_LENGTH);
	buf_add_str(ret, "»");
}

static void fail_json(struct reader *reader, const json_error_t *error)
{
	AUTO(buf_done) struct buf near = {0};

	add_near(&near, error);
	read_fail(reader, _("dòng %d, cột %d: không đọc được JSON: %s%s"), error->line,
		  error->column, why_bad(error), buf_text(&near));
}

/* The text ends where LEN says, in no NUL. */
static bool is_blank(const char *text, size_t len)
{
	static const char blanks[] = {' ', '\t', '\r', '\n'};

	for (size_t i = 0; i < len; i++)
		if (!memchr(blanks, text[i], sizeof(blanks)))
			return false;
	return true;
}

json_t *read_json(struct reader *reader, const char *text, size_t len)
{
	json_error_t error;
	json_t *json;

	if (len > READ_MAX) {
		read_fail(reader, _("tệp quá lớn (%zu byte)"), len);
		return NULL;
	}
	if (is_blank(text, len)) {
		read_fail(reader, _("tệp trống"));
		return NULL;
	}
	json = json_loadb(text, len, JSON_REJECT_DUPLICATES, &error);
	if (!json) {
		fail_json(reader, &error);
		return NULL;
	}
	if (!json_is_object(json)) {
		json_decref(json);
		read_fail(reader, _("phải bắt đầu bằng { … }"));
		return NULL;
	}
	return json;
}

void read_json_done(json_t **json)
{
	json_decref(*json);
}

int read_fail(struct reader *reader, const char *fmt, ...)
{
	char text[384];
	va_list args;

	va_start(args, fmt);
	vsnprintf(text, sizeof(text), fmt, args);
	va_end(args);
	if (reader->all && reader->wrong < READ_TOLD_MAX)
		buf_printf(reader->all, "%s%s%s\n", reader->where, reader->where[0] ? ": " : "",
			   text);
	if (!reader->wrong++)
		err_set(reader->err, EBADMSG, "%s: %s%s%s", reader->name, reader->where,
			reader->where[0] ? ": " : "", text);
	return reader->all ? 0 : -EBADMSG;
}

int read_keys(struct reader *reader, const json_t *object, const char *const *keys)
{
	const char *key;
	json_t *value;

	if (!json_is_object(object)) {
		read_fail(reader, _("phải là { … }"));
		return -EBADMSG;
	}
	json_object_foreach((json_t *)object, key, value)
	{
		bool known = false;

		for (const char *const *k = keys; *k && !known; k++)
			known = str_eq(*k, key);
		if (!known &&
		    read_fail(reader, _("khoá lạ \"%s\"; sửa hoặc bỏ khoá này"), key) < 0)
			return -EBADMSG;
	}
	return 0;
}

/* A plan's words reach terminals and labels as a device's do: no escapes, no line ends. */
static const char *safe_text(struct reader *reader, const json_t *value)
{
	AUTO(buf_done) struct buf clean = {0};

	text_clean(&clean, json_string_value(value), json_string_length(value), READ_TEXT_BYTES);
	return arena_copy(reader->arena, buf_text(&clean), clean.len);
}

int read_text(struct reader *reader, const json_t *object, const char *key, bool required,
	      const char **ret)
{
	const json_t *value = json_object_get(object, key);
	const char *text;

	if (!value || json_is_null(value)) {
		if (required)
			return read_fail(reader, _("thiếu \"%s\""), key);
		return 0;
	}
	if (!json_is_string(value))
		return read_fail(reader, _("\"%s\" phải là chữ trong ngoặc kép"), key);
	text = safe_text(reader, value);
	if (required && !*text)
		return read_fail(reader, _("\"%s\" để trống"), key);
	*ret = text;
	return 0;
}

int read_text_lang(struct reader *reader, const json_t *object, const char *key, bool required,
		   const char **ret)
{
	char english[64];
	int r = read_text(reader, object, key, required, ret);

	snprintf(english, sizeof(english), "%s_en", key);
	if (r < 0 || text_lang() != TEXT_EN || !json_object_get(object, english))
		return r;
	return read_text(reader, object, english, false, ret);
}

int read_real(struct reader *reader, const json_t *object, const char *key, bool required,
	      double *ret)
{
	const json_t *value = json_object_get(object, key);

	if (!value) {
		if (required)
			return read_fail(reader, _("thiếu số \"%s\""), key);
		return 0;
	}
	if (!json_is_number(value) || !isfinite(json_number_value(value)))
		return read_fail(reader, _("\"%s\" phải là số"), key);
	if (json_number_value(value) < 0)
		return read_fail(reader, _("\"%s\" không được âm"), key);
	*ret = json_number_value(value);
	return 0;
}

int read_bool(struct reader *reader, const json_t *object, const char *key, bool *ret)
{
	const json_t *value = json_object_get(object, key);

	if (!value)
		return 0;
	if (!json_is_boolean(value))
		return read_fail(reader, _("\"%s\" phải là true hoặc false"), key);
	*ret = json_is_true(value);
	return 0;
}

int read_array(struct reader *reader, const json_t *object, const char *key, bool required,
	       const json_t **ret)
{
	const json_t *value = json_object_get(object, key);

	*ret = NULL;
	if (!value && required)
		return read_fail(reader, _("thiếu danh sách \"%s\""), key);
	if (value && !json_is_array(value))
		return read_fail(reader, _("\"%s\" phải là danh sách [ … ]"), key);
	if (required && json_array_size(value) == 0)
		return read_fail(reader, _("danh sách \"%s\" để trống"), key);
	*ret = value;
	return 0;
}

int read_texts(struct reader *reader, const json_t *object, const char *key, bool required,
	       const char ***ret, size_t *ret_count)
{
	const json_t *value = json_object_get(object, key);
	size_t count;
	const char **texts;

	if (!value && !required)
		return 0;
	if (json_is_string(value)) {
		texts = arena_alloc(reader->arena, sizeof(*texts));
		texts[0] = safe_text(reader, value);
		*ret = texts;
		*ret_count = 1;
		return 0;
	}
	count = json_array_size(value);
	if (!json_is_array(value) || count == 0)
		return read_fail(reader, _("thiếu \"%s\" (chữ hoặc danh sách chữ)"), key);
	texts = arena_alloc(reader->arena, count * sizeof(*texts));
	for (size_t i = 0; i < count; i++) {
		const json_t *item = json_array_get(value, i);

		if (!json_is_string(item))
			return read_fail(reader, _("\"%s\" chỉ được chứa chữ"), key);
		texts[i] = safe_text(reader, item);
	}
	*ret = texts;
	*ret_count = count;
	return 0;
}
