/*
 * Rows that seal one another: each holds the hash of the one before it on the same bench, so that
 * none can be changed, taken out or slipped in unseen. Benches have chains of their own, since they
 * write apart; and one begins anew when a book is restored or moves to another unit, where the
 * lines it wrote last may be elsewhere. Together the chains are the book.
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

/* The newest line of our own chain is noted outside the table too: by the rows alone nobody could
 * tell that the last ones are missing. */
static void head_key(char ret[64], const struct record_kind *kind)
{
	snprintf(ret, 64, "chain_head_%.40s", kind->name);
}

static int head_set(struct store *store, const struct record_kind *kind, const char *chain,
		    int64_t number, const char *hash, struct err *err)
{
	char key[64], text[256];

	head_key(key, kind);
	snprintf(text, sizeof(text), "%s %lld %s", chain, (long long)number, hash);
	return meta_set(store, key, text, err);
}

/* The last line of our own chain as it was noted; NULL where no chain is begun. */
struct head {
	char text[256]; /* what the others point into */
	const char *chain, *number, *hash;
};

static int head_get(struct store *store, const struct record_kind *kind, struct head *ret,
		    struct err *err)
{
	char key[64], *rest = NULL;
	int r;

	head_key(key, kind);
	r = meta_get(store, key, ret->text, sizeof(ret->text), err);
	ret->chain = strtok_r(ret->text, " ", &rest);
	ret->number = strtok_r(NULL, " ", &rest);
	ret->hash = strtok_r(NULL, " ", &rest);
	return r;
}

int chain_part(struct store *store, struct err *err)
{
	return sql_run(store, err, "DELETE FROM meta WHERE key GLOB 'chain_head_*'", "");
}

int chain_seal(struct store *store, const struct record_kind *kind, const char *id,
	       struct arena *arena, const char **values, struct err *err)
{
	char chain[UUID_TEXT_MAX], hash[65];
	struct head head = {0};
	int64_t number = 0;
	int r = head_get(store, kind, &head, err);

	if (r < 0)
		return r;
	uuid_new(chain);
	if (head.hash && str_to_i64(head.number, &number)) {
		snprintf(chain, sizeof(chain), "%s", head.chain);
		put(kind, values, "prev", arena_str(arena, head.hash));
	}
	number++;
	put(kind, values, "chain", arena_str(arena, chain));
	put(kind, values, "number", arena_printf(arena, "%lld", (long long)number));
	seal_text(kind, id, values, hash);
	put(kind, values, sealed_last, arena_str(arena, hash));
	return head_set(store, kind, chain, number, hash, err);
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

static int missing_row(const struct record_kind *kind, const char *number, struct err *err)
{
	return err_set(err, EBADMSG,
		       _("%s: dòng số %s không còn như lúc ghi; khôi phục từ bản sao lưu"),
		       _(kind->label), number);
}

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
		return missing_row(kind, number ? number : "?", walk->err);
	memcpy(walk->hash, hash, sizeof(hash));
	walk->number = at;
	walk->rows++;
	return 0;
}

/* Does the chain still end with the line that was noted? */
static int check_head(struct store *store, const struct record_kind *kind, struct err *err)
{
	struct head head = {0};
	int64_t found = 0, last = 0;
	char text[128];
	int r = head_get(store, kind, &head, err);

	if (r < 0 || !head.hash)
		return r;
	if (!str_to_i64(head.number, &last))
		return missing_row(kind, head.number, err);
	snprintf(text, sizeof(text),
		 "SELECT count(*) FROM \"%s\" WHERE chain = ?1 AND number = ?2 AND hash = ?3",
		 kind->name);
	r = sql_number(store, &found, err, text, "tit", head.chain, last, head.hash);
	return r < 0 || found ? r : missing_row(kind, head.number, err);
}

int store_check_chain(struct store *store, const struct record_kind *kind, uint64_t *ret_rows,
		      struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	struct walk walk = {.kind = kind, .err = err};
	int r;

	record_select(&text, kind, NULL);
	buf_add_str(&text, " ORDER BY chain, number");
	r = sql_query(&query, store, err, buf_text(&text), "");
	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		record_give(&query, kind, NULL, check_row, &walk);
		if (walk.result < 0)
			return walk.result;
	}
	if (r == 0)
		r = check_head(store, kind, err);
	if (r == 0)
		*ret_rows = walk.rows;
	return r;
}
