/* What is half typed, kept at every key. */
#include "store_priv.h"

#include <stdio.h>

/* A draft is worth no disk flush a key: it outlives the program's death, and a power cut may cost
 * the last of it; the file stays whole either way (WAL). */
static int run_unflushed(struct store *store, const char *form, const char *row, const char *text,
			 struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	char now[CLOCK_TEXT_MAX];
	int r = txn_begin(&txn, store, err);

	clock_text(now);
	if (r == 0 && text)
		r = sql_run(store, err,
			    "INSERT INTO draft VALUES (?1, ?2, ?3, ?4) ON CONFLICT DO UPDATE "
			    "SET at = excluded.at, text = excluded.text",
			    "tttt", form, row, now, text);
	else if (r == 0)
		r = sql_run(store, err, "DELETE FROM draft WHERE form = ?1 AND row_id = ?2", "tt",
			    form, row);
	return r < 0 ? r : txn_commit(&txn, err);
}

int store_draft_put(struct store *store, const char *form, const char *row, const char *text,
		    struct err *err)
{
	int r = sql_run(store, err, "PRAGMA synchronous = NORMAL", "");

	if (r == 0)
		r = run_unflushed(store, form, row, text, err);
	if (sql_run(store, NULL, "PRAGMA synchronous = FULL", "") < 0)
		log_debug("synchronous stays NORMAL");
	return r;
}

int store_draft_get(struct store *store, const char *form, const char *row, struct buf *ret,
		    struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT text FROM draft WHERE form = ?1 AND row_id = ?2", "tt", form,
			  row);

	if (r == 0)
		r = sql_step(&query, err);
	if (r > 0)
		buf_add_str(ret, sql_text(&query, 0));
	return r < 0 ? r : 0;
}

int store_drafts(struct store *store, store_draft_fn fn, void *user, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT form, row_id, at FROM draft ORDER BY at DESC", "");

	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		fn(user, sql_text(&query, 0), sql_text(&query, 1), sql_text(&query, 2));
	return r;
}
