/* What the sync room's files share: one connection, and the kinds as the district takes them. */
#ifndef HOTROIT_SYNC_PRIV_H
#define HOTROIT_SYNC_PRIV_H

#include "pq_priv.h"
#include "sync.h"

/* One connection. Start from {0}. */
struct pg {
	const struct plug_pq *pq;
	PGconn *conn;
	int64_t patience_ms; /* how long nothing may move on the line; 0: for ever */
};

/* Rows of an answer; closed by AUTO(pg_rows_done). */
struct pg_rows {
	const struct plug_pq *pq;
	PGresult *result;
};

/* KEYWORDS and VALUES as PQconnectdbParams takes them; what they leave out comes from the PG*
 * variables. Checks that it is PostgreSQL 15 or later and speaks UTF-8. */
int pg_open(struct pg *ret_pg, const char *const *keywords, const char *const *values,
	    struct err *err) MUST_USE;
void pg_done(struct pg *pg);
/* The next answer to what was sent, NULL after the last. The line stays silent for too long:
 * -ETIMEDOUT, and the connection is gone. */
int pg_next(struct pg *pg, PGresult **ret_result, struct err *err) MUST_USE;
/* One or several statements without values. */
int pg_run(struct pg *pg, const char *sql, struct err *err) MUST_USE;
/* One statement; "$1" … are the COUNT values, NULL for null. */
int pg_query(struct pg *pg, const char *sql, const char *const *values, size_t count,
	     struct pg_rows *ret_rows, struct err *err) MUST_USE;
/* The same, where no answer is waited for. */
int pg_do(struct pg *pg, const char *sql, const char *const *values, size_t count,
	  struct err *err) MUST_USE;
/* One statement whose rows pg_row() then gives one by one, as they come: until *RET_MORE is false
 * or it fails, nothing else may be asked. */
int pg_stream(struct pg *pg, const char *sql, const char *const *values, size_t count,
	      struct err *err) MUST_USE;
int pg_row(struct pg *pg, struct pg_rows *ret_rows, bool *ret_more, struct err *err) MUST_USE;
/* One statement whose last value is DATA, as it is. */
int pg_query_bytes(struct pg *pg, const char *sql, const char *const *values, size_t count,
		   const struct buf *data, struct pg_rows *ret_rows, struct err *err) MUST_USE;
/* The bytes of the one value that a statement asks for, appended. -ENOENT: there is none. */
int pg_bytes(struct pg *pg, const char *sql, const char *const *values, size_t count,
	     struct buf *ret, struct err *err) MUST_USE;
/* Several statements in one message; the last answer that has rows. */
int pg_last(struct pg *pg, const char *sql, struct pg_rows *ret_rows, struct err *err) MUST_USE;
/* COPY … FROM STDIN of LINES. */
int pg_copy_in(struct pg *pg, const char *sql, const struct buf *lines, struct err *err) MUST_USE;
void pg_rows_done(struct pg_rows *rows);
size_t pg_rows_count(const struct pg_rows *rows);
/* NULL for null; lives as long as ROWS. */
const char *pg_value(const struct pg_rows *rows, size_t row, int column);

/* ---- the bench's side ---------------------------------------------------- */

#define BUNDLE_WORDS_MAX 16

/* What PQconnectdbParams takes to reach the server. */
struct bundle {
	struct arena arena;
	const char *names[BUNDLE_WORDS_MAX], *values[BUNDLE_WORDS_MAX];
	size_t count;
};

/* What was joined to the book DATABASE; by PG* variables where it was joined to none. */
int bundle_load(struct bundle *ret_bundle, const char *database, struct err *err) MUST_USE;
void bundle_done(struct bundle *bundle);

/* One round at work. */
struct sync_round {
	struct store *store;
	struct pg pg;
	struct store_link link; /* as of the last hello */
	bool may_pull;
	bool is_leaving; /* the book is still of a unit that the bench was taken from */
	char role[STORE_SCOPE_MAX];
	struct sync_result *result;
	sync_tell_fn tell; /* or NULL */
};

/* Begins a transaction, says who we are and takes in what the server says of us. */
int round_hello(struct sync_round *round, struct err *err) MUST_USE;
/* Something more has gone out or come in. */
void round_tell(const struct sync_round *round);
int round_push(struct sync_round *round, struct err *err) MUST_USE;
int round_pull(struct sync_round *round, struct err *err) MUST_USE;
/* The content of files, after all rows (blob.c). */
int round_blobs(struct sync_round *round, struct err *err) MUST_USE;

#ifdef HOTROIT_FAILPOINTS
/* Kills the program at the step that $HOTROIT_FAIL names ("push.copied", "push.copied:3" the third
 * time): how a power cut is tried at every step. */
void sync_step(const char *name);
#else
#define sync_step(name) ((void)0)
#endif

/* Every kind that travels: the record kinds, and what the store keeps beside them. */
size_t sync_kind_count(void);
const struct record_kind *sync_kind_at(size_t i);
/* "append", "merge", "reference" or "server": see schema/district/0002_tables.sql. */
const char *sync_kind_class(const struct record_kind *kind);
/* Does the field keep its first value when two benches differ, until a person decides? */
bool sync_first_stays(const struct record_kind *kind, const struct field *field);
/* All of them as sync.describe() takes them, appended. */
void sync_describe(struct buf *ret);

/* A connection that is fit for what the district commands do, not a standby; and the database is
 * set up, by this version or an older one. */
int district_open_ready(struct pg *ret_pg, struct err *err) MUST_USE;

#endif
