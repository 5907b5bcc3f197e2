/* The lists of a plan, and the kinds of value that things in them are made of. */
#include "plan_list_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const item_keys[] = {"id",       "clause", "quote",   "label",
					"label_en", "note",   "note_en", NULL};

static bool has_key(const char *const *keys, const char *key)
{
	for (; keys && *keys; keys++)
		if (str_eq(*keys, key))
			return true;
	return false;
}

static int check_keys(struct reader *reader, const json_t *json, const char *const *more)
{
	const char *key;
	json_t *value;

	json_object_foreach((json_t *)json, key, value)
	{
		if (!has_key(item_keys, key) && !has_key(more, key) &&
		    read_fail(reader, _("khoá lạ \"%s\"; sửa hoặc bỏ khoá này"), key) < 0)
			return -EBADMSG;
	}
	return 0;
}

/* It is typed, and kept in records. */
static int check_id(struct reader *reader, const char *id)
{
	if (id && !plan_id_is(id))
		return read_fail(reader,
				 _("\"id\" chỉ gồm chữ thường không dấu, số, - và dấu "
				   "chấm, nhiều nhất %d"),
				 PLAN_ID_MAX);
	return 0;
}

static int read_item(struct reader *reader, struct plan_item *item, const json_t *json)
{
	bool has_clause = json_object_get(json, "clause");
	bool has_quote = json_object_get(json, "quote");

	if (!has_clause &&
	    read_fail(reader, _("thiếu \"clause\"; ghi số khoản của kế hoạch")) < 0)
		return -EBADMSG;
	if (!has_quote &&
	    read_fail(reader, _("thiếu \"quote\"; chép nguyên văn câu của kế hoạch")) < 0)
		return -EBADMSG;
	if (read_text(reader, json, "clause", has_clause, &item->clause) < 0 ||
	    read_text(reader, json, "quote", has_quote, &item->quote) < 0 ||
	    read_text_lang(reader, json, "label", true, &item->label) < 0)
		return -EBADMSG;
	return read_text_lang(reader, json, "note", false, &item->note);
}

struct place {
	const struct plan_list_form *form;
	size_t outer; /* how much of reader->where names what the list is in */
};

static void stand_at(struct reader *reader, const struct place *place, size_t i, const char *id)
{
	char *at = reader->where + place->outer;
	size_t room = sizeof(reader->where) - place->outer;
	const char *comma = place->outer ? ", " : "";

	if (id)
		snprintf(at, room, "%s%s %.40s", comma, _(place->form->thing), id);
	else
		snprintf(at, room, _("%s%s thứ %zu"), comma, _(place->form->thing), i + 1);
}

static const struct plan_item *item_at(const char *list, const struct plan_list_form *form,
				       size_t i)
{
	return (const struct plan_item *)(const void *)(list + i * form->size);
}

static int read_one(struct reader *reader, char *list, const struct place *place, size_t i,
		    const json_t *json)
{
	struct plan_item *item = (struct plan_item *)(void *)(list + i * place->form->size);

	stand_at(reader, place, i, NULL);
	if (!json_is_object(json)) {
		read_fail(reader, _("phải là { … }"));
		return -EBADMSG;
	}
	if (read_text(reader, json, "id", true, &item->id) < 0 || check_id(reader, item->id) < 0)
		return -EBADMSG;
	if (item->id)
		stand_at(reader, place, i, item->id);
	if (check_keys(reader, json, place->form->keys) < 0)
		return -EBADMSG;
	for (size_t j = 0; j < i && item->id; j++) {
		if (!str_eq(item_at(list, place->form, j)->id, item->id))
			continue;
		if (read_fail(reader, _("trùng mã \"%s\"; đổi một trong hai"), item->id) < 0)
			return -EBADMSG;
		break;
	}
	if (read_item(reader, item, json) < 0)
		return -EBADMSG;
	return place->form->read ? place->form->read(reader, item, json) : 0;
}

void *plan_read_list(struct reader *reader, const json_t *json, const struct plan_list_form *form,
		     size_t *ret_count)
{
	struct place place = {.form = form, .outer = strlen(reader->where)};
	const json_t *array;
	size_t count, wrong = reader->wrong;
	char *list;

	if (read_array(reader, json, form->key, form->is_required, &array) < 0)
		return NULL;
	count = json_array_size(array);
	if (count > PLAN_COUNT_MAX) {
		read_fail(reader, _("\"%s\" nhiều hơn %d mục"), form->key, PLAN_COUNT_MAX);
		return NULL;
	}
	list = arena_alloc(reader->arena, (count + 1) * form->size);
	for (size_t i = 0; i < count; i++)
		if (read_one(reader, list, &place, i, json_array_get(array, i)) < 0 && !reader->all)
			break;
	reader->where[place.outer] = '\0';
	if (reader->wrong > wrong)
		return NULL;
	*ret_count = count;
	return list;
}

bool plan_is_strict(const struct reader *reader, const char *note)
{
	return reader->all && !note;
}

int plan_read_int(struct reader *reader, const json_t *json, const char *key, bool required,
		  int64_t least, int64_t most, int64_t *ret)
{
	const json_t *value = json_object_get(json, key);

	if (!value && !required)
		return 0;
	if (!value)
		return read_fail(reader, _("thiếu số \"%s\""), key);
	if (!json_is_integer(value) || json_integer_value(value) < least ||
	    json_integer_value(value) > most)
		return read_fail(reader, _("\"%s\" phải là số nguyên từ %lld đến %lld"), key,
				 (long long)least, (long long)most);
	*ret = json_integer_value(value);
	return 0;
}

int plan_read_day(struct reader *reader, const json_t *json, const char *key, const char **ret)
{
	const char *text = NULL;
	struct date date;

	if (read_text(reader, json, key, false, &text) < 0)
		return -EBADMSG;
	/* date_read() takes 5/10/2021 too: a file has one way to write a day. */
	if (text &&
	    (strlen(text) != strlen("2021-10-05") || strchr(text, '/') || !date_read(text, &date)))
		return read_fail(reader, _("\"%s\" phải là ngày có thật, dạng 2021-10-05"), key);
	if (text)
		*ret = text;
	return 0;
}

int plan_read_yearly(struct reader *reader, const json_t *json, struct plan_yearly *ret)
{
	static const char *const keys[] = {"month", "from_year", NULL};
	const json_t *yearly = json_object_get(json, "yearly");
	int64_t month = 0, year = 0;

	if (!yearly)
		return 0;
	if (read_keys(reader, yearly, keys) < 0 ||
	    plan_read_int(reader, yearly, "month", false, 1, 12, &month) < 0 ||
	    plan_read_int(reader, yearly, "from_year", true, PLAN_YEAR_MIN, PLAN_YEAR_MAX, &year) <
		    0)
		return -EBADMSG;
	*ret = (struct plan_yearly){.month = (int)month, .from_year = (int)year};
	return 0;
}

int plan_read_word(struct reader *reader, const json_t *json, const char *key,
		   const char *const *names, size_t *ret)
{
	AUTO(buf_done) struct buf all = {0};
	const char *word = NULL;

	if (read_text(reader, json, key, false, &word) < 0)
		return -EBADMSG;
	for (size_t i = 0; names[i]; i++) {
		if (!word || str_eq(names[i], word)) {
			*ret = i;
			return 0;
		}
		buf_printf(&all, "%s%s", i ? ", " : "", names[i]);
	}
	return read_fail(reader, _("\"%s\" là một trong: %s"), key, buf_text(&all));
}

int plan_read_names(struct reader *reader, const json_t *json, const char *key, const char ***ret,
		    size_t *ret_count)
{
	const char **names = NULL;
	size_t count = 0;

	if (read_texts(reader, json, key, false, &names, &count) < 0)
		return -EBADMSG;
	for (size_t i = 0; i < count; i++)
		if (!*names[i])
			return read_fail(reader, _("\"%s\" để trống"), key);
	*ret = names;
	*ret_count = count;
	return 0;
}

int plan_read_audience(struct reader *reader, const json_t *json, const char ***ret,
		       size_t *ret_count)
{
	AUTO(buf_done) struct buf all = {0};
	const char **words = NULL;
	size_t count = 0;

	if (read_texts(reader, json, "audience", true, &words, &count) < 0)
		return -EBADMSG;
	for (size_t i = 0; audience_words[i]; i++)
		buf_printf(&all, "%s%s", i ? " " : "", audience_words[i]);
	for (size_t i = 0; i < count; i++) {
		if (!has_key(audience_words, words[i]) &&
		    read_fail(reader, _("\"audience\" không có \"%.20s\"; chọn trong: %s"),
			      words[i], buf_text(&all)) < 0)
			return -EBADMSG;
		for (size_t j = 0; j < i; j++)
			if (str_eq(words[i], words[j]))
				return read_fail(reader, _("\"audience\" có hai lần \"%s\""),
						 words[i]);
	}
	*ret = words;
	*ret_count = count;
	return 0;
}
