/* What leaves the book for the sync, and what comes into it; a part of store.h, which is the one to
 * include. */
#ifndef HOTROIT_STORE_SYNC_H
#define HOTROIT_STORE_SYNC_H

#include "records.h"

struct store;

#define STORE_SCOPE_MAX 80

/* How far the sync went with the server. */
struct store_link {
	char bench_epoch[UUID_TEXT_MAX]; /* of this file; another one after a restore */
	char server_epoch[UUID_TEXT_MAX]; /* "": never met */
	char role[STORE_SCOPE_MAX]; /* what the server calls this bench */
	char own[STORE_SCOPE_MAX], shared[STORE_SCOPE_MAX];
	int64_t own_seen, shared_seen; /* 0: everything is to be fetched */
	int64_t acked; /* the last entry that the server holds */
	bool is_acked; /* it holds entries of this bench_epoch */
	char tried_at[CLOCK_TEXT_MAX], done_at[CLOCK_TEXT_MAX]; /* "": never */
	char trouble[ERR_TEXT_MAX]; /* of the last round; "": none */
	unsigned failures; /* rounds that failed since the last good one */
	/* What was erased is gone from the file and its log, too. */
	bool is_scrubbed;
};

int store_sync_link(struct store *store, struct store_link *ret_link, struct err *err) MUST_USE;
/* How a round ended: TROUBLE, or NULL when all went well. */
int store_sync_note(struct store *store, const char *trouble, struct err *err) MUST_USE;
/* What the server said: who we are to it, and up to where it holds our entries. Another server, or
 * one whose history went back: everything is fetched again, and sent from what it still holds.
 * Another own scope: while changes wait the book stays of the former (store_sync_link() says so);
 * with none left all of the former goes. NOW_MS, its clock, bounds ours for the order of changes,
 * and tells which entries it has held for long. */
struct store_server {
	const char *epoch, *role, *own, *shared;
	int64_t accepted; /* -1: it holds none of our file's entries */
	int64_t head, shared_head; /* the last number of each feed */
	int64_t now_ms;
};
int store_sync_meet(struct store *store, const struct store_server *server,
		    struct err *err) MUST_USE;

/* Is the entry SEQ, which is not known to be sent, the one of ROW with the clock HLC (-1: any)? If
 * not, the book went back to an earlier time, and its numbers stand for two things each:
 * store_sync_part() gives it another bench_epoch, and what waits goes out as of another file. */
int store_sync_has(struct store *store, int64_t seq, const char *row, int64_t hlc, bool *ret_has,
		   struct err *err) MUST_USE;
int store_sync_part(struct store *store, struct err *err) MUST_USE;

/* One change that waits. PAYLOAD: a JSON object of the columns that changed, with their values of
 * now, those of refused changes of the row before it too; NULL: deleted, or gone by now. */
struct store_entry {
	int64_t seq, txn, base, hlc;
	const char *table, *row, *op, *payload;
};

typedef int (*store_entry_fn)(void *user, const struct store_entry *entry); /* not 0: stop */

/* What waits at one moment: entries above BEGIN up to END. A column of a row goes out once a pass:
 * its value then is at least as new as every change of the pass. Later ones are the next pass's. */
struct store_pass {
	int64_t begin, end;
};

int store_sync_pass(struct store *store, struct store_pass *ret_pass, struct err *err) MUST_USE;
/* The next entries of the pass above AFTER, about as much as one message should hold and never a
 * part of a transaction. */
int store_sync_entries(struct store *store, const struct store_pass *pass, int64_t after,
		       store_entry_fn fn, void *user, struct err *err) MUST_USE;
int store_sync_acked(struct store *store, int64_t acked, struct err *err) MUST_USE;
int store_sync_waiting(struct store *store, int64_t *ret_count, struct err *err) MUST_USE;
typedef void (*store_waiting_fn)(void *user, const char *table, int64_t count);
/* The same by table, most first. */
int store_sync_waiting_by(struct store *store, store_waiting_fn fn, void *user,
			  struct err *err) MUST_USE;

/* One row of a feed. OP: U as PAYLOAD says, D deleted, L left, E erased. */
struct store_pulled {
	int64_t sseq;
	const char *table, *row, *op, *payload;
};

/* Takes rows in and moves the cursor of their scope, all in one transaction. Columns with a change
 * that waits here keep it. What can not be kept is written down and passed over. */
int store_sync_take(struct store *store, const char *scope, const struct store_pulled *rows,
		    size_t count, struct err *err) MUST_USE;
/* After the last of them: makes what came in quick to search. */
int store_sync_settle(struct store *store, struct err *err) MUST_USE;
/* Brings what was erased out of the log; -EBUSY while somebody reads. */
int store_sync_scrub(struct store *store, struct err *err) MUST_USE;

/* An entry that the server refused, or (IS_IN) a row of its that could not be kept. */
struct store_refused {
	bool is_in;
	const char *table, *row, *reason, *at;
	int64_t number;
};

/* All that the server has refused of this file's entries, as it says now. Those that a later change
 * of the row mended are left out. */
int store_sync_refuse(struct store *store, const struct store_refused *refused, size_t count,
		      struct err *err) MUST_USE;
typedef void (*store_refused_fn)(void *user, const struct store_refused *refused);
int store_sync_refused(struct store *store, store_refused_fn fn, void *user,
		       struct err *err) MUST_USE;

/* Two values that two benches wrote apart. IS_HIDDEN: who acts may not see them, and KEPT and LOST
 * are NULL. */
struct store_conflict {
	const char *id, *kind, *row, *field, *kept, *lost, *kept_by, *lost_by, *at;
	bool is_hidden;
};

typedef int (*store_conflict_fn)(void *user, const struct store_conflict *conflict);
/* Those still to be decided, newest first. */
int store_conflicts(struct store *store, store_conflict_fn fn, void *user,
		    struct err *err) MUST_USE;
/* A person chose: the value that stands, or the other, which then is an ordinary edit. -EPERM,
 * -ENOENT; -EAGAIN: somebody else decided meanwhile. */
int store_conflict_settle(struct store *store, const char *id, bool take_lost,
			  struct err *err) MUST_USE;

/* The content of files, after the rows. HASH: SHA-256 in hex; ROW: an attachment that names it. */
struct store_blob {
	const char *hash, *row;
	int64_t bytes;
};

typedef void (*store_blob_fn)(void *user, const struct store_blob *blob);
/* Whole here and not known to be at the server; and named here, but not whole. The small first. */
int store_blobs_unsent(struct store *store, store_blob_fn fn, void *user, struct err *err) MUST_USE;
int store_blobs_missing(struct store *store, store_blob_fn fn, void *user,
			struct err *err) MUST_USE;
/* The server has it whole. */
int store_blob_held(struct store *store, const char *hash, struct err *err) MUST_USE;
int64_t store_chunk_count(int64_t bytes);
/* Chunk N, from 0, appended. -ENOENT. */
int store_chunk(struct store *store, const char *hash, int64_t n, struct buf *ret,
		struct err *err) MUST_USE;
int store_chunk_has(struct store *store, const char *hash, int64_t n, bool *ret_has,
		    struct err *err) MUST_USE;
/* Keeps a chunk of the server's; nothing where no row names it any more. */
int store_chunk_put(struct store *store, const struct store_blob *blob, int64_t n,
		    const struct buf *data, struct err *err) MUST_USE;
/* Is what is here of this hash? Then it is whole; else it is thrown away. */
int store_blob_settle(struct store *store, const char *hash, bool *ret_good,
		      struct err *err) MUST_USE;

enum store_health { STORE_GOOD, STORE_WARN, STORE_BAD };
typedef void (*store_health_fn)(void *user, enum store_health health, const char *what,
				const char *cure);
/* Everything worth knowing about the file, said line by line: integrity, foreign keys, version,
 * free room, last backup, the lock. Works on a damaged file. */
int store_doctor(const char *file, store_health_fn fn, void *user, struct err *err) MUST_USE;

#endif
