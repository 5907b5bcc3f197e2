/*
 * store: the bench's own database, one SQLite file. A step that returned 0 survives a power cut
 * (WAL, synchronous=FULL). One writer at a time across processes, by an advisory lock beside the
 * file (design: a WAL defect of SQLite 3.40). Every change is captured in the outbox by triggers,
 * for the later sync. Rows are addressed by UUIDv7 text.
 *
 * Errors: -ENOENT no such row or file, -EROFS, -ENOSPC, -EBUSY another program is writing,
 * -EBADMSG the file is no database of ours or is corrupt, -EPROTO it is from a newer version,
 * -ESTALE the file was replaced under us (restore), -EAGAIN somebody else has decided meanwhile,
 * -EEXIST, -EIO; for what a person gave: -EINVAL, -EILSEQ no UTF-8, -EFBIG, -EPERM, -ENOTUNIQ.
 * Every err text says what, where and what to do.
 */
#ifndef HOTROIT_STORE_H
#define HOTROIT_STORE_H

#include "records.h"

struct store;

enum store_mode { STORE_READ_WRITE, STORE_READ_ONLY };

/* Opens FILE. Read-write makes it and its folder when absent, and migrates it; the first time after
 * a start of the machine, in a day, or after a stop without closing it reads all of it, and refuses
 * a damaged one (-EBADMSG). Read-only writes nothing, and works where nothing can be written. */
int store_open(struct store **ret_store, const char *file, enum store_mode mode,
	       struct err *err) MUST_USE;
void store_close(struct store *store);
/* The file it was opened from. */
const char *store_file(const struct store *store);
/* --db FILE, else $HOTROIT_DB, else $XDG_DATA_HOME/hotroit/hotroit.db. */
int store_default_file(const char *wanted, char *ret, size_t size, struct err *err) MUST_USE;

/* ---- records, generic over descriptors ------------------------------------------------------ */

struct record {
	const char *id;
	const char *const *values; /* one a field, in the kind's order; NULL when empty */
	const char *created_at, *updated_at;
};

/* The value of the field NAME; NULL when it is empty or the kind has no such field. */
const char *record_value(const struct record_kind *kind, const struct record *record,
			 const char *name);

enum store_test { STORE_IS, STORE_IS_NOT, STORE_BELOW, STORE_FROM };

/* A condition on a field or on created_at, compared as it is kept; a NULL value: empty. */
struct store_filter {
	const char *name;
	enum store_test test;
	const char *value;
};

/* Which of the typed words are whole ones; the others may only begin one. */
enum store_whole { STORE_NONE_WHOLE, STORE_LAST_WHOLE, STORE_WORDS_WHOLE };

struct store_query {
	/* what was typed: every word must begin a word of the record; NULL: all */
	const char *words;
	enum store_whole whole;
	const struct store_filter *filters; /* all must hold */
	size_t filter_count;
	/* In the order of titles instead of newest first, where the kind has one: people's by given
	 * name. Of all rows at once: without words and without after_id. */
	bool by_title;
	const char *after_id; /* page on from this row, or NULL */
	size_t limit; /* 0: no limit */
};

typedef int (*store_row_fn)(void *user, const struct record_kind *kind,
			    const struct record *record); /* not 0: stop */

/* Newest first. Returns 0 also when the callback stopped it. */
int store_list(struct store *store, const struct record_kind *kind, const struct store_query *query,
	       store_row_fn fn, void *user, struct err *err) MUST_USE;
/* The same rows up to the limit, but first those that hold the words as they are typed, with their
 * tones; then as whole words; then with the last of them whole: what a person picks from. */
int store_pick(struct store *store, const struct record_kind *kind, const struct store_query *query,
	       store_row_fn fn, void *user, struct err *err) MUST_USE;
/* Exact number of rows that store_list would give without limit. */
int store_count(struct store *store, const struct record_kind *kind, const char *words,
		uint64_t *ret_count, struct err *err) MUST_USE;
int store_count_where(struct store *store, const struct record_kind *kind,
		      const struct store_filter *filters, size_t count, uint64_t *ret_count,
		      struct err *err) MUST_USE;
/* The sum of an INT or MONEY field over the rows that match. */
int store_sum(struct store *store, const struct record_kind *kind, const char *field,
	      const struct store_filter *filters, size_t count, int64_t *ret_sum,
	      struct err *err) MUST_USE;
/* How many matching rows there are of each value of FIELD; NULL: empty. */
typedef void (*store_tally_fn)(void *user, const char *value, uint64_t count);
int store_tally(struct store *store, const struct record_kind *kind, const char *field,
		const struct store_filter *filters, size_t count, store_tally_fn fn, void *user,
		struct err *err) MUST_USE;
/* What is read between the two is of one moment; may nest. The end belongs to a beginning of 0. */
int store_read_begin(struct store *store, struct err *err) MUST_USE;
void store_read_end(struct store *store);
/* A number that is another one after every change of the book. Cheap: it touches no disk. */
int store_version(struct store *store, int64_t *ret_version, struct err *err) MUST_USE;
/* Over every kind, the likeliest LIMIT rows of each (0: all, newest first), so that no kind hides
 * another; FN ends its own kind only. */
int store_search(struct store *store, const char *words, size_t limit, store_row_fn fn, void *user,
		 struct err *err) MUST_USE;
/* One row by id, by an unambiguous beginning of it, by tag where the kind has tags, by its title
 * or handle where it has one. -ENOENT, -ENOTUNIQ. */
int store_get(struct store *store, const struct record_kind *kind, const char *id,
	      store_row_fn fn, void *user, struct err *err) MUST_USE;
/* What a person calls the row: its title, else its tag, else the beginning of its id. Appended;
 * nothing for a row that is not there. */
int store_title(struct store *store, const struct record_kind *kind, const char *id,
		struct buf *ret, struct err *err) MUST_USE;
/* As record_show_value(), and a reference by its row's title. Appended. */
void store_show_value(struct store *store, const struct field *field, const char *value,
		      struct buf *ret);
/* Changes fields of a row; NAMES and VALUES run in parallel, a NULL value empties. One
 * transaction; unknown, read-only or ill-formed fields are refused by name, and what the acting
 * person may not write at all: -EPERM. */
int store_set(struct store *store, const struct record_kind *kind, const char *id,
	      const char *const *names, const char *const *values, size_t count,
	      struct err *err) MUST_USE;
int store_add(struct store *store, const struct record_kind *kind, const char *const *names,
	      const char *const *values, size_t count, char ret_id[UUID_TEXT_MAX],
	      struct err *err) MUST_USE;
/* The same by somebody who decided while the fields were as SEEN (in parallel too, as kept, NULL
 * empty): -EAGAIN when another has written one of them since, and nothing is lost. */
int store_set_seen(struct store *store, const struct record_kind *kind, const char *id,
		   const char *const *names, const char *const *values, const char *const *seen,
		   size_t count, struct err *err) MUST_USE;
/* Would store_add (ID NULL) or store_set take these values? The same refusals; nothing is kept. */
int store_check(struct store *store, const struct record_kind *kind, const char *id,
		const char *const *names, const char *const *values, size_t count,
		struct err *err) MUST_USE;
/* -EPERM: the row is settled (record_kind.settled), by itself or with its whole; the text says what
 * to do first. */
int store_check_settled(struct store *store, const struct record_kind *kind, const char *id,
			struct err *err) MUST_USE;
/* The values of any fields as they are kept (composed, references in full), where a step asks for
 * more than one record's fields. Those not given are NULL; a missing required one is refused. */
int store_keep_values(struct store *store, const struct field *fields, size_t field_count,
		      const char *const *names, const char *const *values, size_t count,
		      struct arena *arena, const char **ret_values, struct err *err) MUST_USE;

/* One of several writes that are kept together or not at all. It is the program that writes: fields
 * that no form may touch are open to it. */
struct store_write {
	const struct record_kind *kind;
	const char *id; /* the row; for a new one an id made by uuid_new(), or NULL */
	bool is_new;
	const char *const *names, *const *values;
	size_t count;
	const char *const *seen; /* what each field must still be, or NULL: not asked */
	/* The row's field must still have this value, or nothing is written: -EAGAIN. */
	const char *expect_name, *expect_value;
};

int store_write_all(struct store *store, const struct store_write *writes, size_t count,
		    struct err *err) MUST_USE;

/* The book held for one who has to look before writing: nobody else writes meanwhile, and all that
 * is written is kept together by store_hold_keep(), or not at all. Not to be nested. Start from
 * {0}; AUTO(store_hold_done). */
struct store_hold {
	struct store *store;
};

int store_hold_begin(struct store_hold *ret_hold, struct store *store, struct err *err) MUST_USE;
int store_hold_keep(struct store_hold *hold, struct err *err) MUST_USE;
void store_hold_done(struct store_hold *hold);
/* Is every chained row what it was when it was written, and none missing? -EBADMSG says which. */
int store_check_chain(struct store *store, const struct record_kind *kind, uint64_t *ret_rows,
		      struct err *err) MUST_USE;

/* ---- many rows of one kind, from a file ------------------------------------------------------ */

/*
 * All in one transaction, by the rights and rules of store_add(). A row with no id is new, unless
 * the book already holds one of the same thing (record_kind.same), or that is the same in every
 * column. A row with an id was in a hotroit
 * book before: it is kept as it stood there, tag and state included, which is a coordinator's to
 * do and only while the book has no row of this kind; never does it change a row. Memory: 32 MiB of
 * pages, and 8 to 24 bytes for each row of the book and each way (record_kind.same) to know it.
 */
struct store_import;

/* NAMES: the fields that every row gives, lent. */
int store_import_begin(struct store_import **ret_import, struct store *store,
		       const struct record_kind *kind, const char *const *names, size_t count,
		       struct err *err) MUST_USE;
/* STORE_DIFFERS: known, and kept otherwise; so it stays. */
enum store_taken { STORE_ADDED, STORE_KNOWN, STORE_DIFFERS };

/* ID may be NULL. RET_DIFFERENCES: what is kept otherwise, appended. A row that is refused is not
 * kept, and the next may follow; the text begins with the field and ":" where one is to blame. */
int store_import_row(struct store_import *import, const char *id, const char *const *values,
		     enum store_taken *ret_taken, struct buf *ret_differences,
		     struct err *err) MUST_USE;
/* Keeps all of it. Without it store_import_done() takes all of it back. */
int store_import_keep(struct store_import *import, struct err *err) MUST_USE;
void store_import_done(struct store_import **import);

/* ---- what time it is ------------------------------------------------------------------------- */

/* Now, for what is kept. A clock that stands before 2021 (an empty battery: 01/01/2000) is not
 * believed: then it is the time of the newest change in the book. */
void store_now(struct store *store, char ret[CLOCK_TEXT_MAX]);
/* -ETIME when the machine's clock can not be right: before 2021, or minutes before the newest
 * change in the book. The text says so and what to do; steps are kept all the same. */
int store_check_clock(struct store *store, struct err *err) MUST_USE;

/* ---- who acts ------------------------------------------------------------------------------- */

#define STORE_NAME_MAX 128

/* Every change is kept with who made it. */
struct store_actor {
	char member[UUID_TEXT_MAX]; /* "" when nobody has signed in */
	char name[STORE_NAME_MAX];
	unsigned role; /* enum role */
};

/* Until it is called: nobody, who may do everything on a bench where no PIN was set yet, and only
 * look where one was. */
void store_act_as(struct store *store, const struct store_actor *actor);
const struct store_actor *store_acting(const struct store *store);
/* Nobody acts any more, as when it was opened. */
int store_sign_out(struct store *store, struct err *err) MUST_USE;
/* -EPERM unless the acting person may write this kind by hand. store_add, store_set and whatever
 * keeps what a person says ask it. */
int store_may_write(const struct store *store, const struct record_kind *kind,
		    struct err *err) MUST_USE;
/* -EPERM unless the acting person may see rows of this kind; store_list and store_get ask it, and
 * give a viewer no field but the open ones. */
int store_may_read(const struct store *store, const struct record_kind *kind,
		   struct err *err) MUST_USE;

#define STORE_PIN_MIN 4 /* digits */
#define STORE_PIN_MAX 8

/* Who may sign in, by given name; HANDLE NULL: without a short one. Everybody sees them. */
typedef void (*store_signer_fn)(void *user, const struct store_actor *who, const char *handle);
int store_signers(struct store *store, store_signer_fn fn, void *user, struct err *err) MUST_USE;
/* Was a PIN set on this bench? Until then members sign in without one. */
int store_pin_is_asked(struct store *store, bool *ret_asked, struct err *err) MUST_USE;
/* WHO (name, short name or id) signs in with PIN (NULL: none was given); *ret_actor is what
 * store_act_as takes. From the fifth wrong try on there is a growing wait. -EPERM: wrong, to wait,
 * a member who left, or one who has no PIN on a bench that asks for it; -EROFS: tries can not be
 * counted. */
int store_pin_check(struct store *store, const char *who, const char *pin,
		    struct store_actor *ret_actor, struct err *err) MUST_USE;
/* The first PIN of a bench is a coordinator's, whoever sets it; then a coordinator sets and clears
 * everybody's, and anybody their own. -EINVAL a PIN that is none or too easy, -EPERM. */
int store_pin_set(struct store *store, const char *who, const char *pin, struct err *err) MUST_USE;
int store_pin_clear(struct store *store, const char *who, struct err *err) MUST_USE;

/* ---- what is half typed ---------------------------------------------------------------------- */

/* A form's text is kept at every key, so that it outlives the program; a power cut may cost the
 * last of it. ROW: "" for a new record. TEXT NULL: it was saved or given up. */
int store_draft_put(struct store *store, const char *form, const char *row, const char *text,
		    struct err *err) MUST_USE;
/* Appends the draft; nothing when there is none. */
int store_draft_get(struct store *store, const char *form, const char *row, struct buf *ret,
		    struct err *err) MUST_USE;
typedef void (*store_draft_fn)(void *user, const char *form, const char *row, const char *at);
int store_drafts(struct store *store, store_draft_fn fn, void *user, struct err *err) MUST_USE;

/* ---- devices and their snapshots ------------------------------------------------------------- */

enum store_match {
	STORE_NEW, /* never seen, or come again after its former life was over */
	STORE_SAME, /* the same machine as before, by its fingerprint */
	STORE_ASK, /* may be one of the candidates: kept as a new device until a person decides */
};

#define STORE_TAG_MAX 16

/* Could TYPED be a tag of this programme (its letters, its check symbol)? RET: in upper case. */
bool store_read_tag(const char *typed, char ret[STORE_TAG_MAX]);
/* The tag that every bench makes of the same NAME; any other where that one is taken. */
int store_tag_of(struct store *store, const char *name, char ret[STORE_TAG_MAX],
		 struct err *err) MUST_USE;
#define STORE_CANDIDATES_MAX 8

struct store_saved {
	char device_id[UUID_TEXT_MAX], snapshot_id[UUID_TEXT_MAX], tag[STORE_TAG_MAX];
	enum store_match match;
	size_t candidate_count;
	char candidates[STORE_CANDIDATES_MAX][UUID_TEXT_MAX];
	char candidate_tags[STORE_CANDIDATES_MAX][STORE_TAG_MAX];
	char former[UUID_TEXT_MAX]; /* the life that was over; "": none */
	bool is_known; /* this very text was kept before */
	bool is_late; /* brought, and the book has a later one: kept as history only */
	bool is_clock_ok; /* the time it says it was taken at is believed */
	char before_verdict[16]; /* the device's measured verdict until now; "": none */
};

/* How a snapshot that was taken elsewhere came. */
struct store_brought {
	const char *device; /* as of store_save_snapshot() */
	bool clock_ok; /* nothing is known against the clock of the machine it was taken on */
};

/* Keeps a snapshot and its verdict in one transaction and finds or makes its device; a repair that
 * is closed and not looked after yet gets it as its "after". DEVICE: the
 * id or tag a person named, "new" to insist on a new one, or NULL to go by the fingerprint. The
 * same snapshot text saved twice is kept once. A machine that was given back, lost, liquidated or
 * recycled and is seen again begins a new life: a new device whose former is the old one. */
int store_save_snapshot(struct store *store, const struct snapshot *snapshot,
			const struct verdict *verdict, const char *device,
			struct store_saved *ret_saved, struct err *err) MUST_USE;
/* The same for one that comes later than it was taken: a live stick's. Its own time counts where it
 * can be right, else the time at which it comes, and never hides a later one: then the device and
 * its verdicts stay. Brought again, nothing is changed. */
int store_bring_snapshot(struct store *store, const struct snapshot *snapshot,
			 const struct verdict *verdict, const struct store_brought *brought,
			 struct store_saved *ret_saved, struct err *err) MUST_USE;
/* Whose is it, by the fingerprint alone? Of RET the match, the ids and the tags are filled; nothing
 * is kept. */
int store_recognise(struct store *store, const struct snapshot *snapshot,
		    struct store_saved *ret, struct err *err) MUST_USE;
/* The answer to STORE_ASK: DEVICE and OTHER are one machine (OTHER lives on as an alias, or as the
 * next life of a DEVICE whose own is over), or not. */
int store_same_device(struct store *store, const char *device, const char *other, bool same,
		      struct err *err) MUST_USE;
/* Which computers were taken in with a sticker and never probed, so that DEVICE may be one of them:
 * its serial number first, then the newest first. Left out: of whom a person said no. */
int store_unprobed(struct store *store, const char *device, char (*ret)[UUID_TEXT_MAX],
		   size_t max, size_t *ret_count, struct err *err) MUST_USE;
/* A person says that DEVICE is none of those. */
int store_none_of_unprobed(struct store *store, const char *device, struct err *err) MUST_USE;
/* The row that the machine goes by today: what a label of a former life leads to. IS_OVER: it is
 * gone, and nobody has taken it in again. */
int store_latest_life(struct store *store, const char *device, char ret_id[UUID_TEXT_MAX],
		      bool *ret_is_over, struct err *err) MUST_USE;
/* The newest snapshot's text, as snapshot_print gave it. */
int store_latest_snapshot(struct store *store, const char *device_id, struct buf *ret_json,
			  struct err *err) MUST_USE;
/* The id of the newest snapshot; -ENOENT: never probed. */
int store_latest_snapshot_id(struct store *store, const char *device_id,
			     char ret_id[UUID_TEXT_MAX], struct err *err) MUST_USE;
/* A snapshot by its full id, as snapshot_print gave it. -ENOENT. */
int store_snapshot(struct store *store, const char *id, struct buf *ret_json,
		   struct err *err) MUST_USE;
/* The technician's latest answers as facts: check.<what> = ok | bad | not-done, source who and
 * when, and device.kind where a human overruled it. */
int store_inspections(struct store *store, const char *device_id, struct facts *ret_facts,
		      struct err *err) MUST_USE;
/* One answer; WHAT is the fact key without "check.", RESULT ok | bad | not-done. Append-only. */
int store_inspect(struct store *store, const char *device_id, const char *what,
		  const char *result, const char *by, const char *note, struct err *err) MUST_USE;
/* A verdict given again (after inspections, or under another plan) for the newest snapshot. */
int store_save_verdict(struct store *store, const char *device_id, const struct verdict *verdict,
		       struct err *err) MUST_USE;
/* The last verdict that each device was given from FROM to before TO: once with RULE NULL, then
 * once a rule that failed ("laptop.memory"). */
typedef void (*store_verdict_fn)(void *user, const char *device, const char *word,
				 const char *rule);
int store_verdicts(struct store *store, const char *from, const char *to, store_verdict_fn fn,
		   void *user, struct err *err) MUST_USE;

/* What the plan says of a SIM (its id or tag), in its own row: a SIM has no snapshots. */
int store_save_sim_verdict(struct store *store, const char *sim, const struct verdict *verdict,
			   struct err *err) MUST_USE;

/* Was FIELD of a row of KIND set, or such a row removed, since AT (as it is kept; "": ever)? */
int store_has_changed(struct store *store, const char *kind, const char *field, const char *at,
		      bool *ret, struct err *err) MUST_USE;
/* Writes down that a copy of what is kept of somebody was given; not what it said. ID NULL: of many
 * rows of KIND at once. */
int store_note_given(struct store *store, const char *kind, const char *id,
		     struct err *err) MUST_USE;
/* Where something that is not the pupil's own row names them. */
struct store_place {
	const struct record_kind *kind;
	const char *id, *tag; /* tag: or the end of the id, which is of no other row */
	const struct field *field;
	const char *text;
	/* By full name, number or telephone that nobody else in the book has; else it may be
	 * another: a given name, a name without its marks, a telephone that a sister has too. */
	bool is_sure;
	bool is_sealed; /* it can not be changed: a line of the fund */
};

/* Not 0: of a place that is not sure, that it goes too. */
typedef int (*store_place_fn)(void *user, const struct store_place *place);
int store_named(struct store *store, const char *id, store_place_fn fn, void *user,
		struct err *err) MUST_USE;
/* Empties what says who the recipient, entrant or registration was, and the places that name the
 * pupil: the sure ones, and those that ALSO (NULL: none) says. The state "gone", by which others do
 * the same, and store_sync_scrub() are the caller's. */
int store_forget(struct store *store, const char *kind, const char *id, store_place_fn also,
		 void *user, struct err *err) MUST_USE;

/* ---- files that belong to records ------------------------------------------------------------ */

#define STORE_FILE_BYTES_MAX (16u << 20)
#define STORE_CHUNK_BYTES (256 << 10)

struct store_file {
	const char *name; /* no path */
	const char *note; /* or NULL */
};

/* Keeps DATA as a file of the record SUBJECT (an id or tag) of KIND; the same content is kept once.
 * Who may write the record may do it: -EPERM. -EINVAL: empty; -EFBIG. */
int store_attach(struct store *store, const struct record_kind *kind, const char *subject,
		 const struct store_file *file, const struct buf *data,
		 char ret_id[UUID_TEXT_MAX], struct err *err) MUST_USE;
/* The content of an attachment, checked by its hash and appended; the file's strings live in ARENA.
 * -ENODATA: it has not come here yet; -EBADMSG: it is no more what it was; -EPERM. */
int store_attached(struct store *store, const char *id, struct arena *arena,
		   struct store_file *ret_file, struct buf *ret_data, struct err *err) MUST_USE;

/* ---- care ------------------------------------------------------------------------------------ */

/* A whole copy in one file, opened and checked before it gets its name. */
int store_backup(struct store *store, const char *file, struct err *err) MUST_USE;
/* When the last one was made; "": never. */
int store_backup_at(struct store *store, char ret[CLOCK_TEXT_MAX], struct err *err) MUST_USE;
/* Empties the whole book, in its file and its log. -EPERM: not all of it is at the server. */
int store_wipe(struct store *store, struct err *err) MUST_USE;
/* Puts FILE in the place of DATABASE after checking it; what stood there is kept beside it under a
 * dated name. The copy gets a new epoch, so that its numbers are never taken for old ones, forgets
 * again who was forgotten on this bench since, and tells that BY (NULL: nobody) brought it. */
int store_restore(const char *file, const char *database, const struct store_actor *by,
		  struct err *err) MUST_USE;

/* Copies of this book that may know who was forgotten since: what store_restore() kept, and the
 * backups that were made here, wherever they lie now. */
struct store_copy {
	const char *path;
	const char *at; /* of a backup */
	bool is_beside; /* kept by store_restore() */
};

typedef void (*store_copy_fn)(void *user, const struct store_copy *copy);
int store_copies(struct store *store, store_copy_fn fn, void *user, struct err *err) MUST_USE;
/* Deletes those beside the book. */
int store_drop_copies(struct store *store, unsigned *ret_dropped, struct err *err) MUST_USE;

#include "store_sync.h"

#endif
