/*
 * Rows that seal one another: each holds the hash of the one before it on the same bench, so that
 * none can be changed, taken out or slipped in unseen. Benches have chains of their own, since they
 * write apart; together the chains are the book.
 */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

static const char *const sealed_last = "hash";

/* The hash of a row: its id and every field that is filled, in order, but the hash itself. A field
 * that a later version adds is empty in old rows, so their hash stays. */
static void seal_text(const struct record_kind *kind, const char *id, const char *const *values,
		      char ret_hash[65])
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, "id=%s\n", id);
	for (size_t i = 0; i < kind->field_count; i++)
		if (values[i] && !str_eq(kind->fields[i].name, sealed_last))
			buf_printf(&text, "%s=%s\n", kind->fields[i].name, values[i]);
	sha256_hex(text.data, text.len, ret_hash);
}

static void put(const struct record_kind *kind, const char **values, const char *name,
		const char *value)
{
	values[record_field_find(kind, name) - kind->fields] = value;
}

int chain_seal(struct store *store, const struct record_kind *kind, const char *id,
	       struct arena *arena, const char **values, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	char bench[UUID_TEXT_MAX] = "", text[160], hash[65];
	int64_t number = 1;
	int r = meta_get(store, "bench_id", bench, sizeof(bench), err);

	snprintf(text, sizeof(text),
		 "SELECT number, hash FROM \"%s\" WHERE chain = ?1 ORDER BY number DESC LIMIT 1",
		 kind->name);
	if (r == 0)
		r = sql_query(&query, store, err, text, "t", bench);
	if (r == 0)
		r = sql_step(&query, err);
	if (r < 0)
		return r;
	if (r > 0) {
		number = sql_int(&query, 0) + 1;
		put(kind, values, "prev", arena_str(arena, sql_text(&query, 1)));
	}
	put(kind, values, "chain", arena_str(arena, bench));
	put(kind, values, "number", arena_printf(arena, "%lld", (long long)number));
	seal_text(kind, id, values, hash);
	put(kind, values, sealed_last, arena_str(arena, hash));
	return 0;
}

/* ---- looking it through -------------------------------------------------- */

struct walk {
	const struct record_kind *kind;
	char chain[UUID_TEXT_MAX], hash[65];
	int64_t number;
	uint64_t rows;
	struct err *err;
	int result;
};

static int check_row(void *user, const struct record_kind *kind, const struct record *record)
{
	struct walk *walk = user;
	const char *chain = record_value(kind, record, "chain");
	const char *prev = record_value(kind, record, "prev");
	const char *number = record_value(kind, record, "number");
	int64_t at = 0;
	char hash[65];

	if (!chain || !number || !str_to_i64(number, &at))
		walk->result = -EBADMSG;
	else if (!str_eq(chain, walk->chain)) {
		snprintf(walk->chain, sizeof(walk->chain), "%s", chain);
		walk->number = 0;
		*walk->hash = '\0';
	}
	seal_text(kind, record->id, record->values, hash);
	if (walk->result == 0 && (at != walk->number + 1 || !str_eq(prev ? prev : "", walk->hash) ||
				  !str_eq(record_value(kind, record, sealed_last), hash)))
		walk->result = -EBADMSG;
	if (walk->result < 0)
		return err_set(walk->err, EBADMSG,
			       _("%s: dòng số %s không còn như lúc ghi; khôi phục từ bản sao lưu"),
			       _(kind->label), number ? number : "?");
	memcpy(walk->hash, hash, sizeof(hash));
	walk->number = at;
	walk->rows++;
	return 0;
}

int store_check_chain(struct store *store, const struct record_kind *kind, uint64_t *ret_rows,
		      struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	struct walk walk = {.kind = kind, .err = err};
	int r;

	buf_add_str(&text, "SELECT ");
	record_columns(&text, kind);
	buf_printf(&text, " FROM \"%s\" ORDER BY chain, number", kind->name);
	r = sql_query(&query, store, err, buf_text(&text), "");
	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		record_give(&query, kind, NULL, check_row, &walk);
		if (walk.result < 0)
			return walk.result;
	}
	if (r == 0)
		*ret_rows = walk.rows;
	return r;
}
