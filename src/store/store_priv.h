/* What the files of the store share: the handle, bound statements, write transactions. */
#ifndef HOTROIT_STORE_PRIV_H
#define HOTROIT_STORE_PRIV_H

#include "store.h"

#include <sqlite3.h>

#define STORE_APPLICATION_ID 0x68746269
#define STORE_BUSY_MS 3000
#define STORE_IDLE_MAX 32
#define STORE_TEXT_MAX (64u << 10) /* bytes of one field of a record */

struct store {
	sqlite3 *db;
	char *file;
	enum store_mode mode;
	int lock_fd; /* FILE.lock; -1 when read-only */
	dev_t dev; /* of the file that was opened: restore may put another in its place */
	ino_t ino;
	int wal_pages; /* in the write-ahead log after the last commit */
	sqlite3_stmt *idle[STORE_IDLE_MAX]; /* prepared, and not in use just now */
	size_t idle_next; /* the place the next one is put */
	struct buf tag_question; /* tag.c */
	struct store_actor actor;
	bool is_held; /* by a store_hold */
	struct many *many; /* between many_begin() and many_done() */
};

/* ---- statements (sql.c) -------------------------------------------------- */

/* Start from {0}; AUTO(sql_done). */
struct query {
	struct store *store;
	sqlite3_stmt *stmt;
};

/* Prepares TEXT and binds by TYPES: t text (NULL allowed), i int64_t, b bytes (pointer, size_t). */
int sql_query(struct query *ret_query, struct store *store, struct err *err, const char *text,
	      const char *types, ...) MUST_USE;
/* Binds anew and starts over. */
int sql_again(struct query *query, struct err *err, const char *types, ...) MUST_USE;
/* 1: a row is there, 0: the end, or -errno. */
int sql_step(struct query *query, struct err *err) MUST_USE;
const char *sql_text(const struct query *query, int column); /* NULL when empty */
int64_t sql_int(const struct query *query, int column);
void sql_done(struct query *query);
/* One statement to its end. */
int sql_run(struct store *store, struct err *err, const char *text, const char *types,
	    ...) MUST_USE;
/* The one number that TEXT asks for; 0 when there is no row. */
int sql_number(struct store *store, int64_t *ret_number, struct err *err, const char *text,
	       const char *types, ...) MUST_USE;
/* Puts the id that TEXT finds for ?1, ID, in its place. 1: there is one; 0: ID stays. */
int sql_follow(struct store *store, char id[UUID_TEXT_MAX], struct err *err,
	       const char *text) MUST_USE;
/* Says what SQLite refused, as store.h promises; never a value. */
int sql_error(struct store *store, int code, struct err *err);
int error_read_only(const char *file, struct err *err);
int error_busy(const char *file, struct err *err);
/* A value from meta, or "" when there is none. */
int meta_get(struct store *store, const char *key, char *ret, size_t size,
	     struct err *err) MUST_USE;
int meta_set(struct store *store, const char *key, const char *value, struct err *err) MUST_USE;

/* ---- opening (open.c) ---------------------------------------------------- */

/* Opens a database file as it is, with our settings: no migration, no lock. FLAGS: SQLite's. */
int db_open(struct store *ret_store, const char *file, int flags, struct err *err) MUST_USE;
void db_done(struct store *store);
/* The same to read only, in a folder that can not be written too. *ret_version is 0 for an empty
 * file. */
int db_open_readable(struct store *ret_store, const char *file, int64_t *ret_version,
		     struct err *err) MUST_USE;
int64_t db_latest_version(void);
/* Reads all of it; -EBADMSG: damaged (whole.c). */
int db_check_whole(struct store *store, struct err *err) MUST_USE;
/* -EBADMSG: the write-ahead log FILE was changed by other hands than SQLite's (log.c). */
int log_check(struct store *store, const char *file, struct err *err) MUST_USE;
/* The same where it is due, before anything is written: after a start of the machine, once a day,
 * after a stop without closing. IS_NEW: nothing was made in it yet. */
int whole_settle(struct store *store, bool is_new, struct err *err) MUST_USE;
/* Makes the folders that FILE is to lie in. */
int make_folders(const char *file, struct err *err) MUST_USE;
int store_new_epoch(struct store *store, struct err *err) MUST_USE;

/* Gives SQL the functions dictionary_key() and name_key(), whose values compare as names do
 * (order.c). */
int order_settle(struct store *store, struct err *err) MUST_USE;
/* Makes the triggers that capture changes anew, for the tables as they are now (capture.c). */
int capture_settle(struct store *store, struct err *err) MUST_USE;

#define CAPTURED_COLUMNS_MAX 63 /* bits of a mask */

/* A table that travels, {.table = …} before captured_read(). AUTO(captured_done). */
struct captured {
	const char *table;
	struct arena arena;
	const char *columns[CAPTURED_COLUMNS_MAX];
	bool is_apart[CAPTURED_COLUMNS_MAX]; /* it stands in TABLE_pii */
	bool has_apart; /* any does */
	const char *whole; /* what all columns are read from: the table, or its view */
	size_t first, count; /* the columns from FIRST on travel */
};

int captured_read(struct store *store, struct captured *captured, struct err *err) MUST_USE;
void captured_done(struct captured *captured);

/* ---- writing (txn.c) ----------------------------------------------------- */

/* The write lock of FILE, across processes. Waits up to STORE_BUSY_MS, then -EBUSY. */
int lock_open(const char *file, int *ret_fd, struct err *err) MUST_USE;
int lock_take(int fd, const char *file, int wait_ms, struct err *err) MUST_USE;
void lock_release(int fd);

/* A write transaction: AUTO(txn_done) rolls back what was not committed. */
struct txn {
	struct store *store;
	bool is_inner; /* within a store_hold: a part of it, kept with the whole */
};

int txn_begin(struct txn *ret_txn, struct store *store, struct err *err) MUST_USE;
int txn_commit(struct txn *txn, struct err *err) MUST_USE;
void txn_done(struct txn *txn);

/* Several reads of one moment; may nest. AUTO(reading_done). */
struct reading {
	struct store *store;
};

int reading_begin(struct reading *ret_reading, struct store *store, struct err *err) MUST_USE;
void reading_done(struct reading *reading);

/* ---- personal fields in a table of their own (apart.c) ------------------- */

struct table_name {
	char text[64];
};

/* Does the field stand in the kind's table of personal ones? */
bool apart_has(const struct record_kind *kind, const struct field *field);
/* The table that the kind's personal fields are written to, or its others. */
struct table_name apart_table(const struct record_kind *kind, bool personal);
/* What the fields that READER (NULL: the program itself) sees are read from; never written to. */
struct table_name apart_whole(const struct record_kind *kind, const struct store_actor *reader);

/* ---- records (record.c, value.c, record_row.c, record_write.c) inside a transaction ---------- */

struct values {
	const char *const *names, *const *values;
	size_t count;
};

/* Is nothing said by it, as by blanks or marks that nobody sees? Then it is kept as empty. */
bool value_is_empty(const char *value);
/* The value as it is kept: checked, composed, a reference in full; NULL when empty. */
int value_keep(struct store *store, const struct field *field, const char *value,
	       struct arena *arena, const char **ret, struct err *err) MUST_USE;
/* Writes a row as it is, and indexes and audits it. *ID is its new id, or "" to make one. */
int record_insert(struct store *store, const struct record_kind *kind, const struct values *values,
		  char id[UUID_TEXT_MAX], struct err *err) MUST_USE;
/* Writes columns as they are, with a new updated_at, and indexes and audits what changed. */
int record_update(struct store *store, const struct record_kind *kind, const char *id,
		  const struct values *values, struct err *err) MUST_USE;
/* The statements that make a row of the VALUES' names, the second where some stand apart; and one
 * of them run: binds what it has a place for. */
void record_insert_texts(const struct record_kind *kind, const struct values *values,
			 struct buf *ret_row, struct buf *ret_apart);
int record_run(struct store *store, const struct buf *text, const char *id, const char *now,
	       const struct values *values, struct err *err) MUST_USE;
/* -EPERM unless the acting person may type rows of this kind, or edit them. */
int record_may_type(const struct store *store, const struct record_kind *kind,
		    struct err *err) MUST_USE;
/* Checks and keeps one row; BY_HAND: fields that the program writes are refused. */
int record_write(struct store *store, const struct store_write *write, bool by_hand,
		 char ret_id[UUID_TEXT_MAX], struct err *err) MUST_USE;
/* The same where the values are as value_keep() gives them, and outlive the call. */
int record_write_kept(struct store *store, const struct store_write *write, bool by_hand,
		      char ret_id[UUID_TEXT_MAX], struct err *err) MUST_USE;
/* -EPERM: a row of these VALUES (in the kind's order), or a whole that it is a part of, is settled
 * (record_kind.settled). */
int record_check_settled(struct store *store, const struct record_kind *kind,
			 const char *const *values, struct err *err) MUST_USE;
/* All fields of a row by its full id, in the kind's order. -ENOENT. */
int record_read(struct store *store, const struct record_kind *kind, const char *id,
		struct arena *arena, const char ***ret_values, struct err *err) MUST_USE;
/* The full id behind an id, its beginning, a tag or an alias. */
int record_resolve(struct store *store, const struct record_kind *kind, const char *given,
		   char ret_id[UUID_TEXT_MAX], struct err *err) MUST_USE;
/* The same of a part (record_kind.within) of WHOLE, by its code or name there; NULL: of any. */
int record_resolve_within(struct store *store, const struct record_kind *kind, const char *whole,
			  const char *given, char ret_id[UUID_TEXT_MAX], struct err *err) MUST_USE;
/* -EEXIST: of a part (record_kind.within), another part of the same whole has its code. */
int record_check_code(struct store *store, const struct record_kind *kind, const char *id,
		      const char *const *values, struct err *err) MUST_USE;
/* From a device to the one that a person said it is. */
int device_follow_aliases(struct store *store, char id[UUID_TEXT_MAX], struct err *err) MUST_USE;
/* … and to the life that began when the same machine came again (device_life.c). */
int device_follow_lives(struct store *store, char id[UUID_TEXT_MAX], struct err *err) MUST_USE;
/* Is the device, of its full id, gone from here for good? */
int device_is_over(struct store *store, const char *id, bool *ret_over, struct err *err) MUST_USE;
#define RECORD_HEAD 3 /* id, created_at, updated_at stand before the fields */
/* "SELECT … FROM … AS row": the columns that record_give() takes from a query and gives on. What
 * stands apart and READER does not see is not read. */
void record_select(struct buf *ret, const struct record_kind *kind,
		   const struct store_actor *reader);
/* A row about another one (its step, its file) tells of it only those who may read that one: the
 * kind of the other that READER may not read; NULL: nothing is hidden. */
const struct record_kind *record_hides(const struct query *query, const struct record_kind *kind,
				       const struct store_actor *reader);
/* READER: who gets to see it, or NULL for the program itself. */
int record_give(struct query *query, const struct record_kind *kind,
		const struct store_actor *reader, store_row_fn fn, void *user);
/* store_list() for the program itself, whoever acts. */
int record_list(struct store *store, const struct record_kind *kind,
		const struct store_query *query, store_row_fn fn, void *user,
		struct err *err) MUST_USE;

/* ---- many new rows of one kind (many.c) inside a transaction -------------- */

/* {.store, .kind} before many_begin(). AUTO(many_done). */
struct many {
	struct store *store;
	const struct record_kind *kind;
	struct buf row, apart; /* the statements that make a row of all fields */
	/* In the kind's order: the fields' names, what the table gives one without a value, its bit
	 * of an outbox mask; and the row at hand. */
	const char **names, **defaults, **values;
	uint64_t *bits;
	uint64_t mask, audit_mask; /* set in each row's, and of a line of the audit */
	int64_t txn, hlc;
	bool travels;
	int64_t n; /* of the row that was made last */
	struct arena arena;
};

/* Until many_done() no trigger captures a change: nothing but many_put() and the audit may write
 * what travels. */
int many_begin(struct many *many, struct err *err) MUST_USE;
void many_done(struct many *many);
/* record_insert() of the VALUES in the kind's order, NULL: what the table gives. */
int many_put(struct many *many, const char *const *values, char id[UUID_TEXT_MAX],
	     struct err *err) MUST_USE;
/* A line of the audit was made. */
int many_audited(struct many *many, const char *line, struct err *err) MUST_USE;

/* ---- who did what (audit.c), and rows that seal one another (chain.c) ----------------------- */

/* Writes down that the acting person wrote a row. BEFORE NULL: it is new. A personal value is never
 * repeated here. */
int audit_write(struct store *store, const struct record_change *change, const char *id,
		struct err *err) MUST_USE;
/* A line of the audit of its own: OP add, set, remove or give. */
int audit_line(struct store *store, const char *kind, const char *id, const char *op,
	       const char *changes, struct err *err) MUST_USE;
/* May the reader see this field of the kind? NULL: the program itself. */
bool actor_sees(const struct store_actor *reader, const struct record_kind *kind,
		const struct field *field);
/* Our next line begins a chain of its own: the last ones may live on elsewhere, and not here. */
int chain_part(struct store *store, struct err *err) MUST_USE;
/* Fills in the fields chain, number, prev and hash of a new row. */
int chain_seal(struct store *store, const struct record_kind *kind, const char *id,
	       struct arena *arena, const char **values, struct err *err) MUST_USE;

/* ---- the search index (search.c, search_block.c) ------------------------- */

/* Takes the row's searched fields (and those of its aliases) into the index. */
int search_put(struct store *store, const struct record_kind *kind, const char *id,
	       struct err *err) MUST_USE;
/* The same for the row of number N that was just made of VALUES, and that no other row is an alias
 * of. */
int search_put_new(struct store *store, const struct record_kind *kind, int64_t n,
		   const struct values *values, struct err *err) MUST_USE;
/* The same of VALUES in the kind's order. */
int search_put_row(struct store *store, const struct record_kind *kind, int64_t n,
		   const char *const *values, struct err *err) MUST_USE;
int search_drop(struct store *store, const struct record_kind *kind, const char *id,
		struct err *err) MUST_USE;
/* Is there no word to look for? Then everything is meant. */
bool search_is_empty(const char *words);
/* Builds blocks until few rows are fresh. */
int search_settle(struct store *store, struct err *err) MUST_USE;
/* The same while many rows come in and search_settle() follows: no block is built for a few. */
int search_settle_later(struct store *store, struct err *err) MUST_USE;
/* Builds every block with a changed row: no word of what is gone stays in the file. */
int search_purge(struct store *store, struct err *err) MUST_USE;

/* The row numbers below BELOW of the records in which every word of WORDS begins a word, or is one
 * as WHOLE says, newest first. FN returns not 0 to stop. */
typedef int (*search_hit_fn)(void *user, int64_t n);
int search_walk(struct store *store, const char *kind, const char *words, enum store_whole whole,
		int64_t below, search_hit_fn fn, void *user, struct err *err) MUST_USE;
int search_count(struct store *store, const char *kind, const char *words, uint64_t *ret_count,
		 struct err *err) MUST_USE;

/* ---- devices (device_read.c) --------------------------------------------- */

/* The device ?1 and all that people called the same, as table grp. */
#define DEVICE_GROUP \
	"WITH RECURSIVE grp (id) AS (SELECT ?1 UNION SELECT other FROM device_alias, grp " \
	"WHERE device = grp.id AND same = 1) "
/* The states that nothing leads out of, the machine being gone from here. One with a pupil is not
 * over: whether it came back or was given anew, only a person knows. */
#define DEVICE_OVER "('given-back', 'lost', 'liquidated', 'recycled')"
/* When a snapshot of DEVICE (a full id; "": a new one) counts as taken, and whether the book has a
 * later one (snapshot_order.c). BROUGHT NULL: taken here and now. */
int snapshot_order(struct store *store, const struct snapshot *snapshot,
		   const struct store_brought *brought, const char *device,
		   char ret_at[CLOCK_TEXT_MAX], bool *ret_late, struct err *err) MUST_USE;
/* The newest snapshot of the device, of its full id; its text is added to RET_TEXT or left (NULL).
 * -ENOENT: never probed. */
int device_latest_snapshot(struct store *store, const char *device, char ret_id[UUID_TEXT_MAX],
			   struct buf *ret_text, struct err *err) MUST_USE;

/* ---- files (blob.c) inside a transaction ---------------------------------- */

/* Removes all attachments of the record, and with them the content that no other names. */
int attachments_drop(struct store *store, const char *subject, struct err *err) MUST_USE;

/* ---- sync (sync_link.c) inside a transaction ------------------------------ */

/* AT NULL: now. */
int refused_put(struct store *store, const struct store_refused *refused,
		struct err *err) MUST_USE;

/* ---- what has to leave this book (sync_gone.c) inside a transaction that is "applying" ------- */

/* Takes the row, of its full id, out of TABLE and of the search index; search_purge() is left to
 * the caller, once for many rows. */
int gone_row(struct store *store, const char *table, const char *id, struct err *err) MUST_USE;
/* What other rows and drafts say of an erased row, emptied as the server does it. */
int gone_traces(struct store *store, const char *id, struct err *err) MUST_USE;
/* The kinds whose rows are people that may be forgotten (forget.c); ends in NULL. */
extern const char *const person_kinds[];
/* Everything that says who the person was; search_purge() is left to the caller. */
int gone_person(struct store *store, const char *kind, const char *id, struct err *err) MUST_USE;
/* One field that names a pupil who is forgotten, as an ordinary change that travels. */
int forget_field(struct store *store, const struct record_kind *kind, const struct field *field,
		 const char *id, struct err *err) MUST_USE;

/* ---- who was forgotten, beside the book (forgotten.c) --------------------- */

/* Whom STORE has forgotten, and where, goes on the list of DATABASE. */
int forgotten_note(struct store *store, const char *database, struct err *err) MUST_USE;
/* Forgets in STORE, which may be a copy from before, who is on the list of DATABASE. */
int forgotten_apply(struct store *store, const char *database, struct err *err) MUST_USE;

/* The bench has moved: everything but the rows of the feed SHARED, and but what the former unit's
 * server would not take, which stands nowhere else. Nothing may wait in the outbox. */
int gone_unit(struct store *store, const char *shared, struct err *err) MUST_USE;

/* ---- identity (identity.c, tag.c) ---------------------------------------- */

struct identity_match {
	enum store_match match;
	size_t count;
	char ids[STORE_CANDIDATES_MAX][UUID_TEXT_MAX]; /* STORE_SAME: the first; STORE_ASK: all */
};

int identity_find(struct store *store, const struct snapshot *snapshot,
		  struct identity_match *ret_match, struct err *err) MUST_USE;
/* Keeps what the snapshot can be recognised by. */
int identity_keep(struct store *store, const struct snapshot *snapshot, const char *device,
		  struct err *err) MUST_USE;

/* A new code for a label: 6 random letters and digits and a check, drawn until it is free here. */
int tag_draw(struct store *store, char ret[STORE_TAG_MAX], struct err *err) MUST_USE;
int tag_is_taken(struct store *store, const char *tag, bool *ret_taken, struct err *err) MUST_USE;

#endif
