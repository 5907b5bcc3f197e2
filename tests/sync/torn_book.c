/* See torn_book.h. */
#include "torn_book.h"

#include <time.h>

#define SCOPE "phu-dong"

const char *const book_parts[BOOK_PARTS] = {"", "-wal"};

uint64_t book_setting(const char *name, uint64_t otherwise)
{
	const char *text = getenv(name);
	uint64_t number;

	return text && str_to_u64(text, 10, &number) ? number : otherwise;
}

uint64_t book_seed(void)
{
	static uint64_t seed;

	if (!seed)
		seed = book_setting("TORN_SEED", (uint64_t)time(NULL));
	return seed;
}

void book_init(struct book *book, struct torn *torn)
{
	*book = (struct book){.torn = torn};
	snprintf(book->bed.dir, sizeof(book->bed.dir), "/tmp/hotroit-torn-XXXXXX");
	assert_non_null(mkdtemp(book->bed.dir));
	snprintf(book->bed.file, sizeof(book->bed.file), "%s/bench.db", book->bed.dir);
}

void book_done(struct book *book)
{
	const char *const rm[] = {"rm", "-rf", book->bed.dir, NULL};
	AUTO(buf_done) struct buf out = {0};
	int status;

	book_close(book);
	assert_int_equal(proc_run(rm, 10000, 100, &out, &status, NULL), 0);
	torn_forget(book->torn, book->bed.dir);
}

static void copy_file(const char *from, const char *to)
{
	FILE *in = fopen(from, "rb"), *out = fopen(to, "wb");
	char part[4096];
	size_t len;

	assert_true(in && out);
	while ((len = fread(part, 1, sizeof(part), in)) > 0)
		assert_int_equal(fwrite(part, 1, len, out), len);
	fclose(in);
	fclose(out);
}

void book_copy(struct book *ret_book, const struct book *book)
{
	struct book copy;

	book_init(&copy, book->torn);
	for (size_t i = 0; i < BOOK_PARTS; i++) {
		char from[300], to[300];

		snprintf(from, sizeof(from), "%s%s", book->bed.file, book_parts[i]);
		snprintf(to, sizeof(to), "%s%s", copy.bed.file, book_parts[i]);
		copy_file(from, to);
	}
	*ret_book = *book;
	ret_book->bed = copy.bed;
	ret_book->other = NULL;
}

int64_t book_number(struct book *book, const char *sql)
{
	int64_t ret = 0;

	if (sql_number(book->bed.store, &ret, &book->bed.err, sql, "") < 0)
		fail_msg("%s: %s", sql, book->bed.err.text);
	return ret;
}

static int meet(struct book *book)
{
	const struct store_server server = {.epoch = "019f0000-0000-7000-8000-000000000001",
					    .role = "hotroit_b_a1", .own = SCOPE,
					    .shared = "gia-lam", .accepted = -1,
					    .now_ms = clock_unix_ms()};

	return store_sync_meet(book->bed.store, &server, &book->bed.err);
}

int book_open(struct book *book)
{
	int r = store_open(&book->bed.store, book->bed.file, STORE_READ_WRITE, &book->bed.err);

	if (r < 0)
		return r;
	if (book->is_normal)
		sqlite3_exec(book->bed.store->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
	if (!book->entries) {
		r = meet(book);
		if (r < 0)
			book_close(book);
	}
	return r;
}

void book_close(struct book *book)
{
	store_close(STEAL(book->other));
	store_close(STEAL(book->bed.store));
}

void book_lose_power(struct book *book)
{
	char lock[300];

	book_close(book);
	torn_lose_power(book->torn);
	/* What the lock file says is of the former start of the machine. */
	snprintf(lock, sizeof(lock), "%s.lock", book->bed.file);
	assert_int_equal(truncate(lock, 0), 0);
}

/* ---- steps ----------------------------------------------------------------------------------- */

static void say(char ret[16], char letter, unsigned n)
{
	snprintf(ret, 16, "%c%u", letter, n);
}

static int add_donor(struct book *book, struct store *store, unsigned name)
{
	static const char *const names[] = {"name", "kind"};
	char text[16], id[UUID_TEXT_MAX];
	const char *const values[] = {text, "person"};

	say(text, 'D', name);
	return store_add(store, record_kind_find("donor"), names, values, 2, id, &book->bed.err);
}

static int set_note(struct book *book, struct store *store, const struct doubt *doubt)
{
	static const char *const names[] = {"note"};
	char note[16];
	const char *const values[] = {note};

	say(note, 'N', doubt->note);
	return store_set(store, record_kind_find("donor"), book->donors[doubt->set - 1].id, names,
			 values, 1, &book->bed.err);
}

/* A new donor and another one's note, together. */
static int write_both(struct book *book, struct store *store, const struct doubt *doubt)
{
	static const char *const new_names[] = {"name", "kind"}, *const names[] = {"note"};
	char name[16], note[16];
	const char *const new_values[] = {name, "person"}, *const values[] = {note};
	const struct record_kind *kind = record_kind_find("donor");
	const struct store_write writes[] = {
		{.kind = kind, .is_new = true, .names = new_names, .values = new_values,
		 .count = 2},
		{.kind = kind, .id = book->donors[doubt->set - 1].id, .names = names,
		 .values = values, .count = 1},
	};

	say(name, 'D', doubt->added);
	say(note, 'N', doubt->note);
	return store_write_all(store, writes, ARRAY_LEN(writes), &book->bed.err);
}

static int add_fund(struct book *book, struct store *store)
{
	static const char *const names[] = {"at", "kind", "amount", "description"};
	static const char *const values[] = {"2026-11-22", "other-in", "1000", "thu nhỏ"};
	char id[UUID_TEXT_MAX];

	return store_add(store, record_kind_find("fund"), names, values, 4, id, &book->bed.err);
}

/* Rows of the server, numbered from 1. */
static int pull(struct book *book, struct store *store, int64_t to)
{
	struct store_pulled rows[64] = {0};
	char ids[64][UUID_TEXT_MAX], payloads[64][64];
	size_t count = 0;

	for (int64_t sseq = book->pulled + 1; sseq <= to; sseq++, count++) {
		uuid_new(ids[count]);
		snprintf(payloads[count], sizeof(payloads[count]),
			 "{\"name\":\"P%lld\",\"kind\":\"person\"}", (long long)sseq);
		rows[count] = (struct store_pulled){.sseq = sseq, .table = "donor",
						    .row = ids[count], .op = "U",
						    .payload = payloads[count]};
	}
	return store_sync_take(store, SCOPE, rows, count, &book->bed.err);
}

static int do_step(struct book *book, struct store *store, struct doubt *doubt)
{
	uint64_t roll = torn_roll(book->torn, 100);

	if (book->count && roll < 45) {
		doubt->set = 1 + (unsigned)torn_roll(book->torn, book->count);
		doubt->note = ++book->names;
	}
	if (roll >= 45 && roll < 60) {
		doubt->funds++;
		return add_fund(book, store);
	}
	if (roll >= 90) {
		doubt->pulled += roll == 99 ? 60 : 3;
		return pull(book, store, doubt->pulled);
	}
	if (roll >= 25 || !doubt->set)
		doubt->added = ++book->names;
	if (!doubt->set)
		return add_donor(book, store, doubt->added);
	return doubt->added ? write_both(book, store, doubt) : set_note(book, store, doubt);
}

static void know_donor(struct book *book, unsigned name)
{
	AUTO(sql_done) struct query query = {0};
	struct known *known = &book->donors[book->count];
	char text[16];

	if (book->count == BOOK_DONORS_MAX)
		return;
	say(text, 'D', name);
	assert_int_equal(sql_query(&query, book->bed.store, &book->bed.err,
				   "SELECT id FROM donor WHERE name = ?1", "t", text), 0);
	assert_int_equal(sql_step(&query, &book->bed.err), 1);
	*known = (struct known){.name = name};
	snprintf(known->id, sizeof(known->id), "%s", sql_text(&query, 0));
	book->count++;
}

/* The step was done. */
static void settle(struct book *book, const struct doubt *doubt)
{
	if (doubt->added)
		know_donor(book, doubt->added);
	if (doubt->set)
		book->donors[doubt->set - 1].note = doubt->note;
	book->funds = doubt->funds;
	book->pulled = doubt->pulled;
}

#define MARKS "SELECT sum(seq * 7 + hlc % 1000003 + mask + txn) FROM outbox WHERE seq <= ?1"

static int64_t marks_to(struct book *book, int64_t seq)
{
	int64_t ret = 0;

	assert_int_equal(sql_number(book->bed.store, &ret, &book->bed.err, MARKS, "i", seq), 0);
	return ret;
}

static void note_entries(struct book *book)
{
	book->entries = book_number(book, "SELECT max(seq) FROM outbox");
	book->marks = marks_to(book, book->entries);
}

int book_step(struct book *book, struct doubt *ret_doubt)
{
	struct doubt doubt = {.funds = book->funds, .pulled = book->pulled};
	struct store *store = book->bed.store;
	int r = 0;

	if (!book->other && torn_roll(book->torn, 20) == 0)
		r = store_open(&book->other, book->bed.file, STORE_READ_WRITE, &book->bed.err);
	if (r == 0 && book->other && torn_roll(book->torn, 2)) {
		store = book->other;
		if (book->is_normal)
			sqlite3_exec(store->db, "PRAGMA synchronous = NORMAL", NULL, NULL, NULL);
	}
	if (r == 0)
		r = do_step(book, store, &doubt);
	if (r < 0) {
		*ret_doubt = doubt;
		return r;
	}
	book->steps++;
	settle(book, &doubt);
	note_entries(book);
	return 0;
}

/* ---- judging --------------------------------------------------------------------------------- */

/* Each finds what is half done; nothing is what must be found. */
static const char *const half_done[] = {
	"SELECT 'integrity: ' || integrity_check FROM pragma_integrity_check "
	"WHERE integrity_check <> 'ok'",
	"SELECT 'reference: ' || \"table\" FROM pragma_foreign_key_check",
	"SELECT 'applying' FROM sync_state WHERE applying",
	"SELECT 'donor without its entry: ' || name FROM donor WHERE name GLOB 'D*' AND NOT EXISTS "
	"(SELECT 1 FROM outbox WHERE row_id = donor.id AND op = 'I')",
	"SELECT 'fund without its entry' FROM fund WHERE NOT EXISTS "
	"(SELECT 1 FROM outbox WHERE row_id = fund.id AND op = 'I')",
	"SELECT 'entry without its row: ' || tbl FROM outbox WHERE op = 'I' AND tbl IN ('donor', "
	"'fund') AND NOT EXISTS (SELECT 1 FROM donor WHERE id = row_id) AND NOT EXISTS "
	"(SELECT 1 FROM fund WHERE id = row_id)",
	"SELECT 'note without its entry: ' || name FROM donor WHERE note IS NOT NULL AND NOT "
	"EXISTS (SELECT 1 FROM outbox WHERE row_id = donor.id AND op = 'U')",
	"SELECT 'not audited: ' || name FROM donor WHERE name GLOB 'D*' AND NOT EXISTS "
	"(SELECT 1 FROM audit WHERE \"row\" = donor.id AND op = 'add')",
	"SELECT 'fetched without its base: ' || name FROM donor WHERE name GLOB 'P*' AND NOT "
	"EXISTS (SELECT 1 FROM sync_base WHERE row_id = donor.id)",
	"SELECT 'cursor apart from its rows' FROM sync_link WHERE own_seen <> "
	"(SELECT count(*) FROM donor WHERE name GLOB 'P*')",
	"SELECT 'not in the index' WHERE (SELECT count(*) FROM donor) <> "
	"(SELECT count(*) FROM search_row WHERE kind = 'donor')",
	"SELECT 'twice: ' || name FROM donor GROUP BY name HAVING count(*) > 1",
	"SELECT 'a number to be used again' WHERE coalesce((SELECT seq FROM sqlite_sequence "
	"WHERE name = 'outbox'), 0) < (SELECT max(seq) FROM outbox)",
	"SELECT 'the clock behind the outbox' FROM sync_state WHERE "
	"hlc < (SELECT max(hlc) FROM outbox) OR txn < (SELECT max(txn) FROM outbox)",
};

static bool is_half_done(struct book *book)
{
	uint64_t rows = 0;

	for (size_t i = 0; i < ARRAY_LEN(half_done); i++) {
		AUTO(sql_done) struct query query = {0};
		int r = sql_query(&query, book->bed.store, &book->bed.err, half_done[i], "");

		if (r == 0)
			r = sql_step(&query, &book->bed.err);
		if (r == 0)
			continue;
		snprintf(book->fault, sizeof(book->fault), "%s",
			 r < 0 ? book->bed.err.text : sql_text(&query, 0));
		return true;
	}
	if (store_check_chain(book->bed.store, record_kind_find("fund"), &rows, &book->bed.err) < 0)
		snprintf(book->fault, sizeof(book->fault), "%s", book->bed.err.text);
	return *book->fault;
}

/* What the note of a donor is: 0 none, -1 no such donor. */
static int64_t note_of(struct book *book, unsigned name)
{
	char sql[128];

	snprintf(sql, sizeof(sql),
		 "SELECT CASE count(*) WHEN 0 THEN -1 ELSE coalesce(max(CAST(substr(note, 2) "
		 "AS INTEGER)), 0) END FROM donor WHERE name = 'D%u'", name);
	return book_number(book, sql);
}

static int64_t count_funds(struct book *book)
{
	return book_number(book, "SELECT count(*) FROM fund");
}

static int64_t count_fetched(struct book *book)
{
	return book_number(book, "SELECT own_seen FROM sync_link");
}

/* Did the step in doubt happen? -1: one half of it did. */
static int happened(struct book *book, const struct doubt *doubt)
{
	int seen = 0, wanted = 0;

	if (doubt->added)
		wanted++, seen += note_of(book, doubt->added) >= 0;
	if (doubt->set)
		wanted++, seen += note_of(book, book->donors[doubt->set - 1].name) ==
				  (int64_t)doubt->note;
	if (doubt->funds != book->funds)
		wanted++, seen += count_funds(book) == doubt->funds;
	if (doubt->pulled != book->pulled)
		wanted++, seen += count_fetched(book) == doubt->pulled;
	return !seen ? 0 : seen == wanted ? 1 : -1;
}

static bool is_lost(struct book *book, const char *what, int64_t wanted, int64_t found)
{
	if (wanted != found)
		snprintf(book->fault, sizeof(book->fault), "lost: %s: %lld instead of %lld", what,
			 (long long)found, (long long)wanted);
	return wanted != found;
}

enum book_state book_judge(struct book *book, const struct doubt *doubt)
{
	int did;

	*book->fault = '\0';
	if (is_half_done(book))
		return BOOK_BROKEN;
	did = happened(book, doubt);
	if (did < 0) {
		snprintf(book->fault, sizeof(book->fault), "half of a step");
		return BOOK_BROKEN;
	}
	if (did > 0)
		settle(book, doubt);
	for (size_t i = 0; i < book->count; i++)
		if (is_lost(book, "note", book->donors[i].note,
			    note_of(book, book->donors[i].name)))
			return BOOK_LOST_SOME;
	if (is_lost(book, "fund", book->funds, count_funds(book)) ||
	    is_lost(book, "fetched", book->pulled, count_fetched(book)) ||
	    is_lost(book, "outbox", book->marks, marks_to(book, book->entries)))
		return BOOK_LOST_SOME;
	note_entries(book);
	return BOOK_WHOLE;
}
