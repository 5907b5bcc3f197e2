/*
 * Which row of the book is of the same thing as one from a file: by the digest of the fields that
 * tell it. One look through the book, then one look-up a row, whatever the size of either. Memory
 * holds the beginning of each digest; a row found by it is read, and must have all of it.
 */
#include "same_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define ROOM_FIRST 1024u

/* A row by one of its ways; n 0: free. Eight bytes, since there may be millions: the row itself
 * says the rest. */
struct same_seen {
	uint32_t mark; /* the beginning of a digest */
	uint32_t n;
};

static const char *value_of(const struct record_kind *kind, const char *const *values,
			    const char *name)
{
	return values[record_field_find(kind, name) - kind->fields];
}

static bool is_full(const struct record_kind *kind, const char *const *list,
		    const char *const *values)
{
	for (; *list; list++)
		if (!value_of(kind, values, *list))
			return false;
	return true;
}

bool same_is_asked(const struct record_kind *kind, const char *const *values)
{
	for (size_t i = 0; kind->same && kind->same[i]; i++)
		if (is_full(kind, kind->same[i], values))
			return true;
	return false;
}

/* People's names are one however their tones and capitals are typed. */
static void digest(const struct record_kind *kind, size_t number, const char *const *values,
		   uint8_t ret[SHA256_DIGEST_LENGTH])
{
	AUTO(buf_done) struct buf text = {0};
	SHA2_CTX context;

	buf_add_char(&text, (char)('0' + number));
	for (const char *const *name = kind->same[number]; *name; name++) {
		buf_add_char(&text, '\n');
		if (kind->is_people && str_eq(*name, kind->title))
			text_name_key(&text, value_of(kind, values, *name));
		else
			buf_add_str(&text, value_of(kind, values, *name));
	}
	SHA256Init(&context);
	SHA256Update(&context, (const uint8_t *)text.data, text.len);
	SHA256Final(ret, &context);
}

static uint32_t mark_of(const uint8_t digest[SHA256_DIGEST_LENGTH])
{
	uint32_t mark;

	memcpy(&mark, digest, sizeof(mark));
	return mark;
}

/* ---- the rows seen ------------------------------------------------------- */

static void place(struct same_seen *seen, size_t room, struct same_seen one)
{
	size_t at = one.mark & (room - 1);

	while (seen[at].n)
		at = (at + 1) & (room - 1);
	seen[at] = one;
}

static int grow(struct same *same, struct err *err)
{
	size_t room = same->room ? same->room * 2 : ROOM_FIRST;
	struct same_seen *seen = calloc(room, sizeof(*seen));

	if (!seen)
		return err_set(err, ENOMEM, _("hết bộ nhớ"));
	for (size_t i = 0; i < same->room; i++)
		if (same->seen[i].n)
			place(seen, room, same->seen[i]);
	free(same->seen);
	same->seen = seen;
	same->room = room;
	return 0;
}

static int read_row(struct same *same, int64_t n, struct arena *arena, const char ***ret_values,
		    struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	char text[96];
	int r;

	snprintf(text, sizeof(text), "SELECT id FROM \"%s\" WHERE n = ?1", same->kind->name);
	r = sql_query(&query, same->store, err, text, "i", n);
	if (r == 0)
		r = sql_step(&query, err);
	if (r < 0)
		return r;
	return record_read(same->store, same->kind, r ? sql_text(&query, 0) : "", arena,
			   ret_values, err);
}

/* 1: *ret_values are those of the row with this digest. */
static int look_up(struct same *same, size_t number, const uint8_t wanted[SHA256_DIGEST_LENGTH],
		   struct arena *arena, const char ***ret_values, struct err *err)
{
	uint32_t mark = mark_of(wanted);

	for (size_t at = mark & (same->room - 1); same->seen[at].n;
	     at = (at + 1) & (same->room - 1)) {
		uint8_t found[SHA256_DIGEST_LENGTH];
		const char **values;
		int r;

		if (same->seen[at].mark != mark)
			continue;
		r = read_row(same, same->seen[at].n, arena, &values, err);
		if (r < 0)
			return r;
		if (!is_full(same->kind, same->kind->same[number], values))
			continue;
		digest(same->kind, number, values, found);
		if (memcmp(found, wanted, sizeof(found)) == 0) {
			*ret_values = values;
			return 1;
		}
	}
	return 0;
}

/* *ret_values: of the row that is known by it; NULL: there is none. */
static int look_way(struct same *same, size_t number, const char *const *values,
		    struct arena *arena, const char ***ret_values, struct err *err)
{
	struct same_way *way = &same->ways[number];
	int r;

	*ret_values = NULL;
	*way = (struct same_way){.is_full = is_full(same->kind, same->kind->same[number], values)};
	if (!way->is_full)
		return 0;
	digest(same->kind, number, values, way->hash);
	r = look_up(same, number, way->hash, arena, ret_values, err);
	way->is_found = r > 0;
	return r < 0 ? r : 0;
}

static int put_way(struct same *same, const struct same_way *way, int64_t n, struct err *err)
{
	int r = 0;

	if (!way->is_full || way->is_found)
		return 0;
	if ((same->count + 1) * 4 > same->room * 3)
		r = grow(same, err);
	if (r < 0)
		return r;
	place(same->seen, same->room, (struct same_seen){mark_of(way->hash), (uint32_t)n});
	same->count++;
	return 0;
}

int same_put(struct same *same, int64_t n, struct err *err)
{
	int r = 0;

	if (n <= 0 || n > UINT32_MAX)
		return err_set(err, EFBIG, _("sổ có quá nhiều dòng"));
	for (size_t i = 0; r == 0 && same->kind->same[i]; i++)
		r = put_way(same, &same->ways[i], n, err);
	return r;
}

static int put_known(struct same *same, struct query *row, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	const char **values = arena_alloc(&arena, (same->kind->field_count + 1) * sizeof(*values));
	const char **others;
	int r = 0;

	for (size_t i = 0; i < same->kind->field_count; i++)
		values[i] = sql_text(row, (int)i + 1);
	for (size_t i = 0; r == 0 && same->kind->same[i]; i++)
		r = look_way(same, i, values, &arena, &others, err);
	return r < 0 ? r : same_put(same, sql_int(row, 0), err);
}

int same_begin(struct same *same, struct store *store, const struct record_kind *kind,
	       struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	int r;

	same->store = store;
	same->kind = kind;
	r = grow(same, err);
	buf_add_str(&text, "SELECT n");
	for (size_t i = 0; i < kind->field_count; i++)
		buf_printf(&text, ", \"%s\"", kind->fields[i].name);
	buf_printf(&text, " FROM \"%s\"", apart_whole(kind, NULL).text);
	if (r == 0)
		r = sql_query(&query, store, err, buf_text(&text), "");
	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		r = put_known(same, &query, err);
	return r;
}

void same_done(struct same *same)
{
	free(same->seen);
	*same = (struct same){0};
}

/* ---- finding ------------------------------------------------------------- */

/* Both say something surer, and not the same: two of one name, born on one day. */
static bool is_told_apart(const struct record_kind *kind, size_t number, const char *const *values,
			  const char *const *others)
{
	for (size_t i = 0; i < number; i++) {
		const char *const *list = kind->same[i];

		if (!is_full(kind, list, values) || !is_full(kind, list, others))
			continue;
		for (; *list; list++)
			if (!str_eq(value_of(kind, values, *list), value_of(kind, others, *list)))
				return true;
	}
	return false;
}

int same_find(struct same *same, const char *const *values, struct arena *arena,
	      const char ***ret_values, struct err *err)
{
	const struct record_kind *kind = same->kind;

	for (size_t i = 0; kind->same[i]; i++) {
		const char **others;
		int r = look_way(same, i, values, arena, &others, err);

		if (r < 0)
			return r;
		if (!others || is_told_apart(kind, i, values, others))
			continue;
		*ret_values = others;
		return (int)i + 1;
	}
	return 0;
}
