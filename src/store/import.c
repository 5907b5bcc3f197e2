/* Many rows of one kind in one transaction: each new, or known already, or refused by itself. */
#include "same_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define SETTLE_EVERY 8192 /* rows, so that the index is built in steps */
/* Random keys go into several indexes: in the usual room each page would be written many times. */
#define CACHE_WIDE "PRAGMA cache_size = -32768" /* KiB */
#define CACHE_USUAL "PRAGMA cache_size = -2000" /* as SQLite begins */
#define CHECKS_REST "PRAGMA ignore_check_constraints = ON"
#define CHECKS_USUAL "PRAGMA ignore_check_constraints = OFF"

/* A list names one school in every row: what the last one stood for. */
struct last_reference {
	struct buf given;
	char id[UUID_TEXT_MAX];
};

struct store_import {
	struct store *store;
	const struct record_kind *kind;
	struct txn txn;
	struct many many;
	const char *const *names;
	size_t count;
	const struct field **fields; /* one a name */
	int64_t last; /* the newest row that was there before */
	bool counts_known; /* the rows from before are in import_known */
	struct same same; /* … and in here */
	struct last_reference *references; /* one a name */
	bool has_chain; /* rows came with their seals */
	uint64_t added;
	struct arena arena, row; /* row: cleared with each */
};

/* ---- rows without an id -------------------------------------------------- */

/* What tells two rows apart: the columns of the table, as they are kept. */
static void digest(const struct store_import *import, const char *const *values, char ret[65])
{
	AUTO(buf_done) struct buf text = {0};

	for (size_t i = 0; i < import->count; i++)
		buf_printf(&text, "%s%c", values[i] ? values[i] : "", values[i] ? '\n' : '\t');
	sha256_hex(buf_text(&text), text.len, ret);
}

static int count_row(struct store_import *import, const struct query *row, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	const char **values = arena_alloc(&arena, (import->count + 1) * sizeof(*values));
	char hash[65];

	for (size_t i = 0; i < import->count; i++)
		values[i] = sql_text(row, (int)i);
	digest(import, values, hash);
	return sql_run(import->store, err,
		       "INSERT INTO import_known VALUES (?1, 1) "
		       "ON CONFLICT (hash) DO UPDATE SET times = times + 1",
		       "t", hash);
}

/* How often each row is in the book, once it is asked for: two like ones may be two things. */
static int count_known(struct store_import *import, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf text = {0};
	int r;

	if (import->counts_known)
		return 0;
	buf_add_str(&text, "SELECT ");
	for (size_t i = 0; i < import->count; i++)
		buf_printf(&text, "%s\"%s\"", i ? ", " : "", import->names[i]);
	buf_printf(&text, " FROM \"%s\" WHERE n <= ?1", apart_whole(import->kind, NULL).text);
	r = sql_run(import->store, err,
		    "CREATE TEMP TABLE import_known (hash TEXT PRIMARY KEY, "
		    "times INTEGER NOT NULL) WITHOUT ROWID",
		    "");
	if (r == 0)
		r = sql_query(&query, import->store, err, buf_text(&text), "i", import->last);
	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		r = count_row(import, &query, err);
		if (r < 0)
			return r;
	}
	import->counts_known = r == 0;
	return r;
}

/* 1: it was there, and is counted off. */
static int take_known(struct store_import *import, const char *const *kept, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	char hash[65];
	int r = count_known(import, err);

	if (r < 0 || import->last == 0)
		return r;
	digest(import, kept, hash);
	r = sql_query(&query, import->store, err,
		      "UPDATE import_known SET times = times - 1 WHERE hash = ?1 AND times > 0 "
		      "RETURNING 1",
		      "t", hash);
	return r < 0 ? r : sql_step(&query, err);
}

/* ---- rows with an id ----------------------------------------------------- */

static bool has_program_fields(const struct store_import *import, const char *const *values)
{
	for (size_t i = 0; i < import->count; i++)
		if (import->fields[i]->read_only && values[i])
			return true;
	return false;
}

/* Taking over what another book's program wrote goes around every guard: so only into an empty
 * book, and by whoever answers for it. */
static int check_whole(const struct store_import *import, struct err *err)
{
	const struct store_actor *actor = &import->store->actor;

	if (!(actor->role & ROLE_COORDINATOR))
		return err_set(err, EPERM,
			       _("id: nhận bản ghi từ sổ khác là việc của điều phối viên"));
	if (import->last > 0)
		return err_set(err, EPERM,
			       _("id: sổ đã dùng, hoặc đã có %s; chỉ chuyển bản ghi có mã vào sổ "
				 "còn trống"),
			       import->kind->name);
	return 0;
}

static int check_tag(const struct store_import *import, const char *const *values, struct err *err)
{
	for (size_t i = 0; i < import->count; i++) {
		char tag[STORE_TAG_MAX];
		bool taken;
		int r;

		if (!str_eq(import->names[i], "tag") || !values[i])
			continue;
		if (!store_read_tag(values[i], tag) || !str_eq(tag, values[i]))
			return err_set(err, EINVAL, _("tag: không phải mã của hotroit"));
		r = tag_is_taken(import->store, tag, &taken, err);
		if (r < 0 || !taken)
			return r;
		return err_set(err, EEXIST, _("tag: mã này đã có trong sổ"));
	}
	return 0;
}

static int64_t find_row(const struct store_import *import, const char *id, struct err *err)
{
	char text[96];
	int64_t n = 0;
	int r;

	snprintf(text, sizeof(text), "SELECT n FROM \"%s\" WHERE id = ?1", import->kind->name);
	r = sql_number(import->store, &n, err, text, "t", id);
	return r < 0 ? r : n;
}

/* A row that is here already must be the same. */
static int compare_row(struct store_import *import, const char *id, const char *const *kept,
		       struct err *err)
{
	const char **found;
	int r = record_read(import->store, import->kind, id, &import->row, &found, err);

	for (size_t i = 0; r == 0 && i < import->count; i++)
		if (!str_eq(found[import->fields[i] - import->kind->fields], kept[i]))
			return err_set(err, EEXIST,
				       _("%s: bản ghi này đã có và khác; sửa bằng «hotroit set»"),
				       import->names[i]);
	return r;
}

/* ---- one row ------------------------------------------------------------- */

static int keep_reference(struct store_import *import, size_t at, const char *value,
			  const char **ret, struct err *err)
{
	struct last_reference *last = &import->references[at];
	int r;

	if (*last->id && str_eq(buf_text(&last->given), value)) {
		*ret = last->id;
		return 0;
	}
	r = value_keep(import->store, import->fields[at], value, &import->row, ret, err);
	if (r == 0 && *ret) {
		buf_clear(&last->given);
		buf_add_str(&last->given, value);
		snprintf(last->id, sizeof(last->id), "%s", *ret);
	}
	return r;
}

/* The values as they will be kept; a refusal begins with the field's name. */
static int keep_values(struct store_import *import, const char *const *values, const char **ret,
		       struct err *err)
{
	for (size_t i = 0; i < import->count; i++) {
		bool is_reference = import->fields[i]->type == FIELD_REF && values[i];
		struct err why;
		int r = is_reference ? keep_reference(import, i, values[i], &ret[i], &why)
				     : value_keep(import->store, import->fields[i], values[i],
						  &import->row, &ret[i], &why);

		if (r < 0 && is_reference)
			return err_set(err, why.code, "%s: %s", import->names[i], why.text);
		if (r < 0) {
			err_set(err, why.code, "%s", why.text);
			return r;
		}
	}
	return 0;
}

static int add_row(struct store_import *import, const char *id, const char *const *values,
		   bool by_hand, char ret_id[UUID_TEXT_MAX], struct err *err)
{
	const char **names = arena_alloc(&import->row, (import->count + 1) * sizeof(*names));
	const char **given = arena_alloc(&import->row, (import->count + 1) * sizeof(*given));
	struct store_write write = {.kind = import->kind, .id = id, .is_new = true,
				    .names = names, .values = given};
	int r;

	for (size_t i = 0; i < import->count; i++) {
		const struct field *field = import->fields[i];

		/* A time that is not given is now. */
		if (!values[i] && (!field->required || field->type == FIELD_TIME))
			continue;
		names[write.count] = import->names[i];
		given[write.count++] = values[i];
	}
	r = record_write_kept(import->store, &write, by_hand, ret_id, err);
	if (r == 0 && ++import->added % SETTLE_EVERY == 0)
		r = search_settle(import->store, err);
	return r;
}

/* In the kind's order. */
static const char **spread(struct store_import *import, const char *const *kept)
{
	const struct record_kind *kind = import->kind;
	const char **values = arena_alloc(&import->row, (kind->field_count + 1) * sizeof(*values));

	for (size_t i = 0; i < import->count; i++)
		values[import->fields[i] - kind->fields] = kept[i];
	return values;
}

/* What the file says otherwise than the book; what it leaves empty says nothing. */
static bool tell_differences(struct store_import *import, const char *const *kept,
			     const char *const *found, struct buf *ret)
{
	bool any = false;

	for (size_t i = 0; i < import->count; i++) {
		const struct field *field = import->fields[i];
		const char *other = found[field - import->kind->fields];
		AUTO(buf_done) struct buf given = {0}, book = {0};

		if (!kept[i] || str_eq(kept[i], other))
			continue;
		record_show_value(&given, field, kept[i]);
		record_show_value(&book, field, other);
		buf_printf(ret, "%s%s", any ? "; " : "", _(field->label));
		/* An id says nothing to a person. */
		if (field->type != FIELD_REF)
			buf_printf(ret, _(" «%.60s», sổ ghi «%.60s»"), buf_text(&given),
				   buf_text(&book));
		any = true;
	}
	return any;
}

/* One number, and two people: one of them is written wrong, and neither may be passed over. WAY: by
 * which the row was found. Names are one whatever their tones, marks and capitals. */
static int check_name(const struct store_import *import, size_t way, const char *const *values,
		      const char *const *found, struct err *err)
{
	const struct record_kind *kind = import->kind;
	const struct field *title = kind->is_people ? record_field_find(kind, kind->title) : NULL;
	const char *given = title ? values[title - kind->fields] : NULL;
	const char *book = title ? found[title - kind->fields] : NULL;
	AUTO(buf_done) struct buf first = {0}, second = {0};

	for (const char *const *name = kind->same[way]; *name; name++)
		if (str_eq(*name, kind->title))
			return 0;
	if (!given || !book)
		return 0;
	text_fold(&first, given);
	text_fold(&second, book);
	if (str_eq(buf_text(&first), buf_text(&second)))
		return 0;
	if (store_may_read(import->store, kind, NULL) < 0)
		return err_set(err, EEXIST,
			       _("%s: số này đã là của người khác; xem lại số và họ tên"),
			       kind->same[way][0]);
	return err_set(err, EEXIST,
		       _("%s: của «%.60s», số này đã là của «%.60s»; xem lại số và họ tên, sửa bên "
			 "sai"),
		       kind->same[way][0], given, book);
}

static int import_same(struct store_import *import, const char *const *kept,
		       enum store_taken *ret_taken, struct buf *ret_differences, struct err *err)
{
	const char **values = spread(import, kept), **found = NULL;
	struct store *store = import->store;
	char id[UUID_TEXT_MAX] = "";
	int r = import->same.seen ? 0 : same_begin(&import->same, store, import->kind, err);

	if (r == 0)
		r = same_find(&import->same, values, &import->row, &found, err);
	if (r > 0)
		r = check_name(import, (size_t)r - 1, values, found, err);
	if (found && r == 0)
		*ret_taken = tell_differences(import, kept, found, ret_differences) ? STORE_DIFFERS
										    : STORE_KNOWN;
	if (r < 0 || found)
		return r;
	r = add_row(import, NULL, kept, true, id, err);
	if (r < 0)
		return r;
	r = same_put(&import->same, import->many.n, err);
	if (r == 0)
		*ret_taken = STORE_ADDED;
	return r;
}

static int import_new(struct store_import *import, const char *const *kept,
		      enum store_taken *ret_taken, struct buf *ret_differences, struct err *err)
{
	char id[UUID_TEXT_MAX];
	int r;

	if (import->kind->by_step)
		return record_may_type(import->store, import->kind, err);
	if (same_is_asked(import->kind, spread(import, kept)))
		return import_same(import, kept, ret_taken, ret_differences, err);
	r = take_known(import, kept, err);
	if (r > 0)
		*ret_taken = STORE_KNOWN;
	if (r != 0)
		return r < 0 ? r : 0;
	r = add_row(import, NULL, kept, true, id, err);
	if (r == 0)
		*ret_taken = STORE_ADDED;
	return r;
}

static int import_known(struct store_import *import, const char *id, const char *const *kept,
			enum store_taken *ret_taken, struct err *err)
{
	char full[UUID_TEXT_MAX];
	/* So does a part of what was settled when it was written out. */
	bool is_whole = import->kind->by_step || has_program_fields(import, kept) ||
			record_check_settled(import->store, import->kind, spread(import, kept),
					     NULL) == -EPERM;
	int64_t n;
	int r;

	if (!uuid_is(id))
		return err_set(err, EINVAL, _("id: cần mã đầy đủ; để trống nếu là bản ghi mới"));
	n = find_row(import, id, err);
	if (n < 0)
		return (int)n;
	if (n > 0) {
		r = compare_row(import, id, kept, err);
		if (r == 0)
			*ret_taken = STORE_KNOWN;
		return r;
	}
	r = is_whole ? check_whole(import, err) : 0;
	if (r == 0)
		r = check_tag(import, kept, err);
	if (r == 0)
		r = add_row(import, id, kept, !is_whole, full, err);
	if (r < 0)
		return r;
	import->has_chain |= is_whole && import->kind->is_chained;
	*ret_taken = STORE_ADDED;
	return 0;
}

int store_import_row(struct store_import *import, const char *id, const char *const *values,
		     enum store_taken *ret_taken, struct buf *ret_differences, struct err *err)
{
	const char **kept;
	int r;

	arena_done(&import->row);
	kept = arena_alloc(&import->row, (import->count + 1) * sizeof(*kept));
	r = keep_values(import, values, kept, err);
	if (r < 0)
		return r;
	return id ? import_known(import, id, kept, ret_taken, err)
		  : import_new(import, kept, ret_taken, ret_differences, err);
}

/* ---- all of them --------------------------------------------------------- */

/* For every row the outbox would check, by a table made for it, that its trigger wrote one of three
 * letters. A kind whose own columns are checked keeps that. */
static int rest_checks(struct store *store, const struct record_kind *kind, struct err *err)
{
	int64_t checked = 0;
	int r = sql_number(store, &checked, err,
			   "SELECT count(*) FROM sqlite_schema WHERE name IN (?1, ?2) AND "
			   "sql LIKE '%CHECK (%'",
			   "tt", kind->name, apart_table(kind, true).text);

	return r < 0 || checked ? r : sql_run(store, err, CHECKS_REST, "");
}

int store_import_begin(struct store_import **ret_import, struct store *store,
		       const struct record_kind *kind, const char *const *names, size_t count,
		       struct err *err)
{
	AUTO(store_import_done) struct store_import *import = calloc(1, sizeof(*import));
	char text[96];
	int r;

	if (!import)
		return err_set(err, ENOMEM, _("hết bộ nhớ"));
	import->store = store;
	import->kind = kind;
	import->names = names;
	import->count = count;
	import->fields = arena_alloc(&import->arena, (count + 1) * sizeof(const struct field *));
	import->references =
		arena_alloc(&import->arena, (count + 1) * sizeof(*import->references));
	for (size_t i = 0; i < count; i++)
		import->fields[i] = record_field_find(kind, names[i]);
	r = txn_begin(&import->txn, store, err);
	if (r == 0)
		r = sql_run(store, err, CACHE_WIDE, "");
	if (r == 0)
		r = rest_checks(store, kind, err);
	if (r == 0)
		r = store_may_write(store, kind, err);
	/* What only a step writes is not taken where steps were: history is not carried over. */
	snprintf(text, sizeof(text), "SELECT coalesce(max(n), 0)%s FROM \"%s\"",
		 kind->by_step ? " + EXISTS (SELECT 1 FROM step)" : "", kind->name);
	if (r == 0)
		r = sql_number(store, &import->last, err, text, "");
	import->many = (struct many){.store = store, .kind = kind};
	if (r == 0)
		r = many_begin(&import->many, err);
	if (r == 0)
		*ret_import = STEAL(import);
	return r;
}

int store_import_keep(struct store_import *import, struct err *err)
{
	uint64_t rows;
	int r = import->has_chain
			? store_check_chain(import->store, import->kind, &rows, err)
			: 0;

	if (r == 0 && import->counts_known)
		r = sql_run(import->store, err, "DROP TABLE import_known", "");
	if (r == 0)
		r = search_settle(import->store, err);
	return r < 0 ? r : txn_commit(&import->txn, err);
}

void store_import_done(struct store_import **import)
{
	struct store *store;

	if (!*import)
		return;
	store = (*import)->store;
	txn_done(&(*import)->txn);
	many_done(&(*import)->many);
	if (sqlite3_exec(store->db, CACHE_USUAL "; " CHECKS_USUAL, NULL, NULL, NULL) != SQLITE_OK)
		log_debug("import settings stay: %s", sqlite3_errmsg(store->db));
	for (size_t i = 0; (*import)->references && i < (*import)->count; i++)
		buf_done(&(*import)->references[i].given);
	same_done(&(*import)->same);
	arena_done(&(*import)->arena);
	arena_done(&(*import)->row);
	free(*import);
	*import = NULL;
}
