/* How far the sync went, and what either side could not take. */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define DAY_MS (INT64_C(24) * 3600 * 1000)
#define OUTBOX_KEPT_MS (60 * DAY_MS) /* to fill a restored server up again */
#define REFUSED_NAME_MAX 64 /* bytes of a name, with the NUL: ours are shorter */
#define FAILURES "'sync_failures'" /* a key of meta */
#define FAILURES_MAX 1000
#define CLOCK_AHEAD_MS (INT64_C(5) * 60 * 1000)

static void take_text(char *ret, size_t size, const struct query *query, int column)
{
	const char *text = sql_text(query, column);

	snprintf(ret, size, "%s", text ? text : "");
}

int store_sync_link(struct store *store, struct store_link *ret_link, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	struct store_link link = {0};
	int64_t version = 0, failures = 0;
	int r = sql_number(store, &version, err, "PRAGMA user_version", "");

	if (r == 0)
		r = sql_number(store, &failures, err,
			       "SELECT CAST(value AS INTEGER) FROM meta WHERE key = " FAILURES, "");
	link.failures = failures > 0 && failures < FAILURES_MAX ? (unsigned)failures : 0;
	if (r == 0)
		r = meta_get(store, "epoch", link.bench_epoch, sizeof(link.bench_epoch), err);
	if (r == 0)
		r = sql_query(&query, store, err,
			      "SELECT server_epoch, role, own, shared, "
			      "iif(schema = ?1, own_seen, 0), iif(schema = ?1, shared_seen, 0), "
			      "acked, scrub, tried_at, done_at, trouble, acked_epoch "
			      "FROM sync_link",
			      "i", version);
	if (r == 0)
		r = sql_step(&query, err);
	if (r < 0)
		return r;
	take_text(link.server_epoch, sizeof(link.server_epoch), &query, 0);
	take_text(link.role, sizeof(link.role), &query, 1);
	take_text(link.own, sizeof(link.own), &query, 2);
	take_text(link.shared, sizeof(link.shared), &query, 3);
	link.own_seen = sql_int(&query, 4);
	link.shared_seen = sql_int(&query, 5);
	link.acked = sql_int(&query, 6);
	link.is_scrubbed = !sql_int(&query, 7);
	take_text(link.tried_at, sizeof(link.tried_at), &query, 8);
	take_text(link.done_at, sizeof(link.done_at), &query, 9);
	take_text(link.trouble, sizeof(link.trouble), &query, 10);
	link.is_acked = str_eq(sql_text(&query, 11), link.bench_epoch);
	*ret_link = link;
	return 0;
}

int store_sync_note(struct store *store, const char *trouble, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	char now[CLOCK_TEXT_MAX];
	int r = txn_begin(&txn, store, err);

	store_now(store, now);
	if (r == 0)
		r = sql_run(store, err,
			    "UPDATE sync_link SET tried_at = ?1, trouble = ?2, "
			    "done_at = iif(?2 IS NULL, ?1, done_at)",
			    "tt", now, trouble);
	if (r == 0)
		r = sql_run(store, err,
			    trouble ? "INSERT INTO meta VALUES (" FAILURES ", 1) ON CONFLICT (key) "
				      "DO UPDATE SET value = min(value + 1, 100)"
				    : "DELETE FROM meta WHERE key = " FAILURES,
			    "");
	return r < 0 ? r : txn_commit(&txn, err);
}

/* ---- the server, met ------------------------------------------------------------------------- */

/* Numbers of another server, or of one whose history went back, say nothing about this one. */
static int forget_numbers(struct store *store, struct err *err)
{
	int r = sql_run(store, err, "DELETE FROM sync_base", "");

	if (r == 0)
		r = sql_run(store, err, "UPDATE outbox SET base_seq = 0", "");
	if (r == 0)
		r = sql_run(store, err, "DELETE FROM sync_mark", "");
	return r < 0 ? r : sql_run(store, err,
				   "UPDATE sync_link SET own_seen = 0, shared_seen = 0, acked = 0",
				   "");
}

/* The bench has moved: the rows of its former unit are not its to keep, once all that was changed
 * there has gone out. Until then the book is of the former unit. */
static int leave_unit(struct store *store, const struct store_server *server, struct err *err)
{
	int64_t waiting = 0;
	int r = store_sync_waiting(store, &waiting, err);

	if (r < 0 || waiting)
		return r;
	r = sql_run(store, err, "UPDATE sync_state SET applying = 1", "");
	if (r == 0)
		r = gone_unit(store, server->shared, err);
	if (r == 0)
		r = sql_run(store, err, "UPDATE sync_state SET applying = 0", "");
	return r < 0 ? r : sql_run(store, err, "UPDATE sync_link SET own = ?1", "t", server->own);
}

/* The same server, and yet it holds less of us or gives out smaller numbers than it did. */
static bool went_back(const struct store_link *link, const struct store_server *server)
{
	bool same_own = str_eq(link->own, server->own), same_shared = str_eq(link->shared,
									     server->shared);

	return (link->is_acked && server->accepted < link->acked) ||
	       (same_own && server->head < link->own_seen) ||
	       (same_shared && server->shared_head < link->shared_seen);
}

/* Entries that the server has held for long leave the outbox; of a refused one goes out again what
 * it says was changed. */
static int trim_outbox(struct store *store, int64_t now_ms, struct err *err)
{
	int64_t old = now_ms - OUTBOX_KEPT_MS;
	int r = sql_run(store, err,
			"INSERT INTO sync_mark SELECT ?1, acked FROM sync_link WHERE NOT EXISTS "
			"(SELECT 1 FROM sync_mark WHERE at > ?1 - ?2)",
			"ii", now_ms, DAY_MS);

	if (r == 0)
		r = sql_run(store, err,
			    "DELETE FROM outbox WHERE seq <= (SELECT max(seq) FROM sync_mark "
			    "WHERE at < ?1) AND seq NOT IN (SELECT number FROM sync_refused WHERE "
			    "way = 'out')",
			    "i", old);
	return r < 0 ? r : sql_run(store, err, "DELETE FROM sync_mark WHERE at < ?1", "i", old);
}

static int settle_server(struct store *store, const struct store_link *link,
			 const struct store_server *server, struct err *err)
{
	const char *own = *link->own ? link->own : server->own;
	int r = 0;

	if (!str_eq(link->server_epoch, server->epoch) || went_back(link, server))
		r = forget_numbers(store, err);
	if (r == 0)
		r = sql_run(store, err,
			    "UPDATE sync_link SET server_epoch = ?1, role = ?2, own = ?3, "
			    "shared = ?4, acked = iif(?5 < 0, acked, ?5), "
			    "acked_epoch = iif(?5 < 0, acked_epoch, ?6)",
			    "ttttit", server->epoch, server->role, own, server->shared,
			    server->accepted, link->bench_epoch);
	if (r == 0)
		r = trim_outbox(store, server->now_ms, err);
	if (r == 0 && !str_eq(own, server->own))
		r = leave_unit(store, server, err);
	/* A clock that ran years ahead must not win for years. */
	return r < 0 ? r : sql_run(store, err,
				   "UPDATE sync_state SET hlc = min(max(hlc, ?1), ?1 + ?2)", "ii",
				   server->now_ms, CLOCK_AHEAD_MS);
}

int store_sync_meet(struct store *store, const struct store_server *server, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	struct store_link link;
	int r = sql_run(store, err, "PRAGMA foreign_keys = OFF", "");

	if (r == 0)
		r = txn_begin(&txn, store, err);
	if (r == 0)
		r = store_sync_link(store, &link, err);
	if (r == 0)
		r = settle_server(store, &link, server, err);
	if (r == 0)
		r = txn_commit(&txn, err);
	txn_done(&txn);
	if (sql_run(store, NULL, "PRAGMA foreign_keys = ON", "") < 0)
		log_debug("foreign keys stay unchecked");
	return r;
}

int store_sync_acked(struct store *store, int64_t acked, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = sql_run(store, err,
			    "UPDATE sync_link SET acked = max(acked, ?1), acked_epoch = "
			    "(SELECT value FROM meta WHERE key = 'epoch')",
			    "i", acked);
	return r < 0 ? r : txn_commit(&txn, err);
}

int store_sync_has(struct store *store, int64_t seq, const char *row, int64_t hlc, bool *ret_has,
		   struct err *err)
{
	int64_t has = 0;
	int r = sql_number(store, &has, err,
			   "SELECT 1 FROM outbox WHERE seq = ?1 AND row_id = ?2 AND "
			   "(hlc = ?3 OR ?3 < 0)",
			   "iti", seq, row, hlc);

	if (r == 0)
		*ret_has = has;
	return r;
}

int store_sync_part(struct store *store, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = store_new_epoch(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

int store_sync_waiting(struct store *store, int64_t *ret_count, struct err *err)
{
	return sql_number(store, ret_count, err,
			  "SELECT count(*) FROM outbox WHERE seq > (SELECT acked FROM sync_link)",
			  "");
}

int store_sync_waiting_by(struct store *store, store_waiting_fn fn, void *user, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT tbl, count(*) AS many FROM outbox WHERE seq > (SELECT acked FROM "
			  "sync_link) GROUP BY tbl ORDER BY many DESC, tbl",
			  "");

	while (r >= 0 && (r = sql_step(&query, err)) > 0)
		fn(user, sql_text(&query, 0), sql_int(&query, 1));
	return r;
}

int store_sync_scrub(struct store *store, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int code, r = forgotten_note(store, store->file, err);

	if (r == 0)
		r = lock_take(store->lock_fd, store->file, STORE_BUSY_MS, err);
	if (r < 0)
		return r;
	code = sqlite3_wal_checkpoint_v2(store->db, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
	lock_release(store->lock_fd);
	if (code != SQLITE_OK)
		return sql_error(store, code, err);
	r = txn_begin(&txn, store, err);
	if (r == 0)
		r = sql_run(store, err, "UPDATE sync_link SET scrub = 0", "");
	return r < 0 ? r : txn_commit(&txn, err);
}

/* ---- what was refused ------------------------------------------------------------------------ */

/* An entry of the row that came after was taken: a person has mended it. What was refused of a file
 * has no number. */
static int drop_mended(struct store *store, struct err *err)
{
	return sql_run(store, err,
		       "DELETE FROM sync_refused AS r WHERE way = 'out' AND number > 0 AND EXISTS "
		       "(SELECT 1 FROM outbox o, sync_link l WHERE o.row_id = r.row_id AND "
		       "o.tbl = r.tbl AND o.seq > r.number AND o.seq <= l.acked AND o.seq NOT IN "
		       "(SELECT number FROM sync_refused WHERE way = 'out'))",
		       "");
}

int store_sync_refuse(struct store *store, const struct store_refused *refused, size_t count,
		      struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int64_t known = 0;
	int r = sql_number(store, &known, err,
			   "SELECT count(*) FROM sync_refused WHERE way = 'out'", "");

	if (r < 0 || !(known + (int64_t)count))
		return r;
	r = txn_begin(&txn, store, err);
	/* The server tries these again by itself after its upgrade. */
	if (r == 0)
		r = sql_run(store, err,
			    "DELETE FROM sync_refused WHERE way = 'out' AND reason = 'kind'", "");
	for (size_t i = 0; r == 0 && i < count; i++)
		r = refused_put(store, &refused[i], err);
	if (r == 0)
		r = drop_mended(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

/* A name from outside, cut; one that is no text is not kept. */
static void keep_name(char ret[REFUSED_NAME_MAX], const char *name)
{
	snprintf(ret, REFUSED_NAME_MAX, "%s", name);
	if (!text_is_utf8(ret, strlen(ret)))
		snprintf(ret, REFUSED_NAME_MAX, "?");
}

int refused_put(struct store *store, const struct store_refused *refused, struct err *err)
{
	char now[CLOCK_TEXT_MAX], table[REFUSED_NAME_MAX], row[REFUSED_NAME_MAX];
	const char *way = refused->is_in ? "in" : "out";
	int64_t known = 0;
	int r = 0;

	store_now(store, now);
	keep_name(table, refused->table);
	keep_name(row, refused->row);
	/* A row of a feed comes as it is now: what was said of it before is past. */
	if (refused->is_in)
		r = sql_run(store, err,
			    "DELETE FROM sync_refused WHERE way = 'in' AND tbl = ?1 AND "
			    "row_id = ?2",
			    "tt", table, row);
	if (r == 0)
		r = sql_number(store, &known, err,
			       "SELECT count(*) FROM sync_refused WHERE way = ?1 AND tbl = ?2 AND "
			       "row_id = ?3 AND number = ?4",
			       "ttti", way, table, row, refused->number);
	if (r == 0)
		r = sql_run(store, err,
			    "INSERT INTO sync_refused VALUES (?1, ?2, ?3, ?4, ?5, ?6) "
			    "ON CONFLICT DO UPDATE SET reason = excluded.reason",
			    "tttitt", way, table, row, refused->number, refused->reason,
			    refused->at ? refused->at : now);
	if (r < 0 || known || !str_eq(refused->reason, "reference"))
		return r;
	/* A row of the district, changed here alone: as it is there it comes anew. */
	return sql_run(store, err, "UPDATE sync_link SET shared_seen = 0", "");
}

int store_sync_refused(struct store *store, store_refused_fn fn, void *user, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT way = 'in', tbl, row_id, number, reason, at FROM sync_refused "
			  "ORDER BY at DESC, number DESC",
			  "");

	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		const struct store_refused refused = {
			.is_in = sql_int(&query, 0),
			.table = sql_text(&query, 1),
			.row = sql_text(&query, 2),
			.number = sql_int(&query, 3),
			.reason = sql_text(&query, 4),
			.at = sql_text(&query, 5),
		};

		fn(user, &refused);
	}
	return r;
}
