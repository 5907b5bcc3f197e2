/*
 * What a person most likely means by a few words: rows that hold them as they are typed, tones and
 * all; then as whole words; then as the beginnings of words. Who types "hoa" means Hoa, not Hoàng.
 */
#include "store_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#define TONES_LOOKED 256 /* rows that hold the words: so many are looked at for their tones */

struct picking {
	const struct store_query *query; /* as asked */
	store_row_fn fn;
	void *user;
	bool with_tones; /* only rows that hold the words with their tones */
	bool is_stopped;
	size_t looked;
	char (*given)[UUID_TEXT_MAX]; /* rows that were given already */
	size_t given_count;
};

static void picking_done(struct picking *picking)
{
	free(picking->given);
}

static bool was_given(const struct picking *picking, const char *id)
{
	for (size_t i = 0; i < picking->given_count; i++)
		if (str_eq(picking->given[i], id))
			return true;
	return false;
}

/* Does the key of a text hold that of the word? It is syllables, each ended by a blank and a digit
 * (text_sort_key): where one ends, the next begins. */
static bool key_holds(const char *key, const char *word)
{
	for (const char *at = key; (at = strstr(at, word)); at++)
		if (at == key || (at - key > 1 && at[-2] == ' '))
			return true;
	return false;
}

static bool has_tones(const struct record_kind *kind, const struct record *record, const char *words)
{
	AUTO(buf_done) struct buf row = {0}, word = {0};

	for (size_t i = 0; i < kind->field_count; i++)
		if (kind->fields[i].searched && record->values[i])
			text_sort_key(&row, record->values[i]);
	while (*words) {
		AUTO(buf_done) struct buf key = {0};
		size_t len = strcspn(words, " ");

		buf_clear(&word);
		buf_add(&word, words, len);
		text_sort_key(&key, buf_text(&word));
		if (key.len && !key_holds(buf_text(&row), buf_text(&key)))
			return false;
		words += len + strspn(words + len, " ");
	}
	return true;
}

static int take_row(void *user, const struct record_kind *kind, const struct record *record)
{
	struct picking *picking = user;

	if (picking->with_tones && ++picking->looked > TONES_LOOKED)
		return 1;
	if (was_given(picking, record->id) ||
	    (picking->with_tones && !has_tones(kind, record, picking->query->words)))
		return 0;
	memcpy(picking->given[picking->given_count++], record->id, UUID_TEXT_MAX);
	picking->is_stopped = picking->fn(picking->user, kind, record) != 0 ||
			      picking->given_count == picking->query->limit;
	return picking->is_stopped;
}

int store_pick(struct store *store, const struct record_kind *kind, const struct store_query *query,
	       store_row_fn fn, void *user, struct err *err)
{
	static const enum store_whole passes[] = {STORE_WORDS_WHOLE, STORE_WORDS_WHOLE,
						  STORE_LAST_WHOLE, STORE_NONE_WHOLE};
	AUTO(picking_done) struct picking picking = {.query = query, .fn = fn, .user = user};
	struct store_query one = *query;
	int r = 0;

	if (!query->limit || !query->words || search_is_empty(query->words))
		return store_list(store, kind, query, fn, user, err);
	picking.given = calloc(query->limit, sizeof(*picking.given));
	if (!picking.given)
		return err_set(err, ENOMEM, _("hết bộ nhớ"));
	one.limit = 0;
	for (size_t i = 0; i < ARRAY_LEN(passes) && r == 0 && !picking.is_stopped; i++) {
		picking.with_tones = i == 0;
		one.whole = passes[i];
		r = store_list(store, kind, &one, take_row, &picking, err);
	}
	return r;
}
