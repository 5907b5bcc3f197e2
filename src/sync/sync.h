/*
 * sync: the programme's database of a district (PostgreSQL) and how rows come there and back. The
 * SQL is in schema/district; what a bench may call, with which arguments, results and errors, is
 * written in the heads of 1001_hello.sql and 1002_apply.sql.
 *
 * Errors, each with one line that says what to do: -ECONNREFUSED no such host, or nobody
 * answers, -EACCES password or certificate, -ENOENT no such database, bench or record, -EBADMSG
 * not (wholly) set up, -EPROTO of a newer version or too old a server, -EROFS a read-only standby,
 * -ENOSPC, -EDQUOT the day's mail of the bench is full, -EPERM the role may not, -EAGAIN try again,
 * -ETIMEDOUT the line or the server kept us waiting for too long: try again later. The queue is
 * kept whatever it is.
 */
#ifndef HOTROIT_SYNC_H
#define HOTROIT_SYNC_H

#include "store.h"

/* The protocol's number: what hello() compares. A server takes N-2 to N+1. */
#define SYNC_VERSION 1

/* ---- the bench's side ------------------------------------------------------------------------ */

/* Takes what district_enroll() wrote and keeps it beside the book DATABASE, for its owner alone. */
int sync_join(const char *database, const char *bundle, size_t len, struct err *err) MUST_USE;

/* Does away with what sync_join() kept: the bench reaches no server any more. */
void sync_leave(const char *database);

/* Is the book DATABASE joined to a server, by a bundle or by PG* variables? */
bool sync_is_joined(const char *database);

struct sync_result {
	int64_t sent, refused, fetched; /* entries, entries set aside, rows */
	int64_t total; /* entries that waited */
	int64_t chunks_sent, chunks_fetched; /* of files, 256 KiB each */
	int64_t chunks_left; /* the round's time for files was over */
};

typedef void (*sync_tell_fn)(const struct sync_result *so_far);
/* One round: all that waits goes out, then all that is new comes in; then, for a minute at most,
 * the content of files. What is done stays done when it fails on the way; nothing is ever sent or
 * taken twice. TELL, or NULL: called on the way. */
int sync_round(struct store *store, const char *database, sync_tell_fn tell,
	       struct sync_result *ret_result, struct err *err) MUST_USE;

/* When the next round is due by itself, in ms of the clock: MINUTES after a good one, 1, 2, 4 …
 * up to 60 minutes after failures, and never all benches at once. */
int64_t sync_next_ms(const struct store_link *link, unsigned minutes);
/* $HOTROIT_SYNC: minutes between rounds; 0: only when a person asks. */
unsigned sync_minutes(void);

/* Why something was refused, and what a person does about it. */
const char *sync_refusal_text(const struct store_refused *refused);
const char *sync_refusal_cure(const struct store_refused *refused);
/* The bench that the server calls ROLE. */
const char *sync_bench_name(const char *role);

/* ---- the district's side: as an administrator, by libpq's PG* variables ---------------------- */

/* Makes the database ready, or brings it to this version: all of it or nothing. DISTRICT: the short
 * name, asked for the first time only; else NULL. Appends what was done. */
int district_init(const char *district, struct buf *ret, struct err *err) MUST_USE;

struct district_bench {
	const char *name; /* letters a-z, digits, "-" */
	const char *unit, *unit_name; /* the unit's short name; how people call it, or NULL */
	bool is_coordinator; /* may change what belongs to the whole district */
	const char *host; /* as benches reach it; NULL: as this program does */
	const char *ca, *cert, *key; /* files to put into the bundle, or NULL */
};

/* Appends the bundle: one JSON object (hotroit.bundle/1) with all that the bench needs. It holds
 * the password: keep it nowhere but on the bench. */
int district_enroll(const struct district_bench *bench, struct buf *ret, struct err *err) MUST_USE;
/* The bench reads and sends nothing from now on. */
int district_revoke(const char *bench, struct err *err) MUST_USE;
/* How it stands, in words, appended. */
int district_status(struct buf *ret, struct err *err) MUST_USE;
/* Gives a record, and what is only about it, to another unit. *ret_moved: how many. */
int district_move(const char *kind, const char *id, const char *unit, unsigned *ret_moved,
		  struct err *err) MUST_USE;
/* Erases a record for good, here and on every bench that comes. It is written down in the file LIST
 * first: a line "DISTRICT KIND ID", for district_restored(). *ret_owing: benches that have yet to
 * come. The tables it stood in are written anew, each alone while nobody else has it; -EAGAIN: it
 * is erased, but somebody reads and the files still hold the bytes: to be called again. */
int district_erase(const char *kind, const char *id, const char *list, unsigned *ret_owing,
		   struct err *err) MUST_USE;
/* Writes every table of records anew, so that the bytes of what was erased or forgotten leave the
 * files. Pupils whom benches forgot are written down in LIST first, those that KNOWN (what stands
 * there) lacks: a line "DISTRICT forgotten ID", for district_restored(). -EAGAIN, as above. */
int district_sweep(const char *list, const char *known, struct err *err) MUST_USE;
/* Opens a database that was restored or whose standby took over, after erasing again what LIST, the
 * text of that file, names. Appends what was done. -EAGAIN: it is open, but to be called again, as
 * above. */
int district_restored(const char *list, struct buf *ret, struct err *err) MUST_USE;

#endif
