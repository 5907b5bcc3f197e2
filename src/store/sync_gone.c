/*
 * What has to leave this book for good: a row that was erased or went to another unit, with what
 * tells of it, and everything of a unit that the bench has left.
 */
#include "store_priv.h"

/* A device is found by the tags and serials of its aliases: theirs without its own now. */
static int refold_aliases(struct store *store, const struct record_kind *kind, const char *id,
			  struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err, DEVICE_GROUP "SELECT id FROM grp WHERE id <> ?1", "t",
			  id);

	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		r = search_put(store, kind, sql_text(&query, 0), err);
	return r;
}

int gone_row(struct store *store, const char *table, const char *id, struct err *err)
{
	const struct record_kind *kind = record_kind_find(table);
	AUTO(buf_done) struct buf text = {0};
	/* The index finds the row by its number, so it goes first. */
	int r = kind ? search_drop(store, kind, id, err) : 0;

	buf_printf(&text, "DELETE FROM \"%s\" WHERE id = ?1", table);
	if (r == 0)
		r = sql_run(store, err, buf_text(&text), "t", id);
	return r < 0 || !str_eq(table, "device") ? r : refold_aliases(store, kind, id, err);
}

/* As sync.erase() at the server (schema/district/1004_erase.sql). */
static const struct {
	const char *table, *emptied, *which;
} traces[] = {
	{"conflict", "kept = NULL, lost = NULL", "\"row\" = ?1"},
	{"audit", "changes = NULL", "\"row\" = ?1"},
	{"audit", "who_name = NULL", "who = ?1"},
	{"step", "note = NULL, waiver = NULL", "subject = ?1"},
	{"step", "by_name = NULL", "\"by\" = ?1"},
};

/* Takes the rows of TABLE for which WHICH holds (?1 is ID) into the index anew. */
static int refold(struct store *store, const char *table, const char *which, const char *id,
		  struct err *err)
{
	const struct record_kind *kind = record_kind_find(table);
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	int r;

	if (!kind)
		return 0;
	buf_printf(&text, "SELECT id FROM \"%s\" WHERE %s", table, which);
	r = sql_query(&query, store, err, buf_text(&text), "t", id);
	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		r = search_put(store, kind, sql_text(&query, 0), err);
	return r;
}

int gone_traces(struct store *store, const char *id, struct err *err)
{
	int r = sql_run(store, err, "DELETE FROM draft WHERE row_id = ?1", "t", id);

	if (r == 0)
		r = attachments_drop(store, id, err);
	for (size_t i = 0; i < ARRAY_LEN(traces) && r == 0; i++) {
		AUTO(buf_done) struct buf text = {0};

		buf_printf(&text, "UPDATE \"%s\" SET %s WHERE %s", traces[i].table,
			   traces[i].emptied, traces[i].which);
		r = sql_run(store, err, buf_text(&text), "t", id);
		if (r == 0)
			r = refold(store, traces[i].table, traces[i].which, id, err);
	}
	return r;
}

/* ---- a unit that was left -------------------------------------------------------------------- */

static int leave_table(struct store *store, const char *table, const char *shared, struct err *err)
{
	AUTO(buf_done) struct buf text = {0}, rest = {0};
	int r;

	buf_printf(&text,
		   "DELETE FROM \"%s\" AS it WHERE NOT EXISTS (SELECT 1 FROM sync_base "
		   "WHERE tbl = ?1 AND row_id = it.id AND scope = ?2) AND NOT (EXISTS "
		   "(SELECT 1 FROM sync_refused WHERE way = 'out' AND tbl = ?1 AND row_id = it.id) "
		   "AND NOT EXISTS (SELECT 1 FROM sync_base WHERE tbl = ?1 AND row_id = it.id))",
		   table);
	r = sql_run(store, err, buf_text(&text), "tt", table, shared);
	buf_printf(&rest,
		   "DELETE FROM sync_refused WHERE tbl = ?1 AND "
		   "row_id NOT IN (SELECT id FROM \"%s\")",
		   table);
	if (r == 0)
		r = sql_run(store, err, buf_text(&rest), "t", table);
	return r < 0 ? r : refold(store, table, "?1 = ?1", table, err);
}

int gone_unit(struct store *store, const char *shared, struct err *err)
{
	static const char *const rest[] = {
		"DELETE FROM draft",
		"DELETE FROM sync_refused WHERE way = 'in'",
		("DELETE FROM outbox WHERE seq NOT IN "
		 "(SELECT number FROM sync_refused WHERE way = 'out')"),
		"DELETE FROM pin WHERE member NOT IN (SELECT id FROM member)",
		"UPDATE sync_link SET own_seen = 0, scrub = 1",
	};
	AUTO(sql_done) struct query query = {0};
	int r = sql_run(store, err, "DELETE FROM search_block", "");

	if (r == 0)
		r = sql_run(store, err, "DELETE FROM search_row", "");
	if (r == 0)
		r = sql_query(&query, store, err, "SELECT tbl FROM captured", "");
	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		r = leave_table(store, sql_text(&query, 0), shared, err);
	if (r == 0)
		r = sql_run(store, err, "DELETE FROM sync_base WHERE scope IS NOT ?1", "t", shared);
	for (size_t i = 0; i < ARRAY_LEN(rest) && r == 0; i++)
		r = sql_run(store, err, rest[i], "");
	if (r == 0)
		r = chain_part(store, err);
	return r < 0 ? r : search_settle(store, err);
}
