/* Entries from a list: a row is an entry and one of its people, and rows of one number are one
 * entry of a group. All of it in one transaction. */
#include "contest_priv.h"
#include "life_priv.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* A row as it was taken. */
struct line {
	uint64_t at; /* in the file; 0: typed */
	const char **values; /* in the order of contest_row */
	char received[CLOCK_TEXT_MAX]; /* "": not said */
	const char *entry; /* of which it became a part; NULL: known already */
};

struct taker {
	struct arena arena;
	struct store *store;
	struct contest_book book;
	struct line *lines;
	size_t count, room;
	char now[CLOCK_TEXT_MAX];
};

static void taker_done(struct taker *taker)
{
	contest_book_done(&taker->book);
	arena_done(&taker->arena);
}

#define OWN_COLUMNS N_("Trạng thái;Điểm cần xem") /* what our own list of entries says besides */
#define LAST_SECOND (24 * 60 * 60 - 1)

/* Of a day alone nobody knows the hour: it may have been the last. */
bool flow_contest_time(const char *text, char ret[CLOCK_TEXT_MAX])
{
	return moment_read(text, LAST_SECOND, ret);
}

static const char *get(const struct line *line, const char *name)
{
	return line->values[record_field_find(&contest_row, name) - contest_row.fields];
}

/* As the record itself will say, but with the line that it stands in. */
static int check_received(const struct taker *taker, const char *received, struct err *err)
{
	static const char *const names[] = {"contest", "received_at"};
	const char *const values[] = {taker->book.contest.id, received};

	return store_check(taker->store, record_kind_find("entry"), NULL, names, values,
			   ARRAY_LEN(names), err);
}

/* A clock that is known to be wrong says nothing of what is to come. */
static int check_born(const struct taker *taker, const char *born, struct err *err)
{
	if (!born || store_check_clock(taker->store, NULL) < 0 ||
	    strncmp(born, taker->now, strlen("YYYY-MM-DD")) <= 0)
		return 0;
	return err_set(err, EINVAL, _("birth_date: ngày này chưa đến; xem lại ngày sinh"));
}

static int take(void *user, uint64_t at, const char *const *values, struct err *err)
{
	struct taker *taker = user;
	struct line line = {.at = at};
	const char *received;
	int r;

	line.values = arena_alloc(&taker->arena, contest_row.field_count * sizeof(*line.values));
	for (size_t i = 0; i < contest_row.field_count; i++)
		line.values[i] = arena_str(&taker->arena, values[i]);
	received = get(&line, "received_at");
	if (received && !flow_contest_time(received, line.received))
		return err_set(err, EINVAL,
			       _("received_at: «%.40s»: ghi như 14/11/2024 23:59"), received);
	r = received ? check_received(taker, line.received, err) : 0;
	if (r == 0)
		r = check_born(taker, get(&line, "birth_date"), err);
	if (r < 0)
		return r;
	if (taker->count == taker->room) {
		struct line *more;

		taker->room = taker->room ? taker->room * 2 : 64;
		more = arena_alloc(&taker->arena, taker->room * sizeof(*more));
		if (taker->count)
			memcpy(more, taker->lines, taker->count * sizeof(*more));
		taker->lines = more;
	}
	taker->lines[taker->count++] = line;
	return 0;
}

/* ---- what the book knows already ----------------------------------------------------------- */

static bool is_same(const char *a, const char *b)
{
	return str_eq(a ? a : "", b ? b : "");
}

static const char *find_part(const struct rows *rows, const char *word, const char *what,
			     struct buf *note)
{
	const struct row *row = word ? rows_called(rows, word) : NULL;

	if (word && !row)
		buf_printf(note, N_("%s%s ghi là «%s»"), note->len ? "; " : "", what, word);
	/* A contest with one division has no other. */
	if (!word && rows->count == 1)
		return rows->list[0].id;
	return row ? row->id : NULL;
}

/* What a line names of the book; what the book has not is noted. */
struct places {
	const char *division, *category, *unit;
	struct buf note;
};

static void places_done(struct places *places)
{
	buf_done(&places->note);
}

static void find_places(struct places *ret, struct taker *taker, const struct line *line)
{
	const struct contest_book *book = &taker->book;

	ret->division =
		find_part(&book->divisions, get(line, "division"), N_("bảng"), &ret->note);
	ret->category =
		find_part(&book->categories, get(line, "category"), N_("hạng mục"), &ret->note);
	ret->unit = row_unit_or_note(taker->store, &taker->arena, get(line, "unit"), &ret->note);
}

/* Two works of one child may differ in nothing but their files. */
static bool has_other_file(const struct taker *taker, const struct line *line, const char *entry)
{
	AUTO(buf_done) struct buf name = {0};
	bool has_any = false;

	if (!get(line, "file"))
		return false;
	flow_file_name(&name, get(line, "file"));
	for (size_t i = 0; i < taker->book.files.count; i++) {
		const struct row *file = &taker->book.files.list[i];

		if (!str_eq(row_get(file, "subject"), entry))
			continue;
		if (str_eq(row_get(file, "name"), buf_text(&name)))
			return false;
		has_any = true;
	}
	return has_any;
}

/* Of the same name there may be another at another school, and of one child another work. */
static bool is_same_place(const struct places *places, const struct row *entrant,
			  const struct row *entry)
{
	const char *note = row_get(entry, "note");

	return is_same(row_get(entrant, "unit"), places->unit) &&
	       is_same(row_get(entry, "division"), places->division) &&
	       is_same(row_get(entry, "category"), places->category) &&
	       (!places->note.len || (note && strstr(note, buf_text(&places->note))));
}

/* The very row come again: the same file taken in twice. */
static bool is_known(const struct taker *taker, const struct line *line,
		     const struct places *places)
{
	for (size_t i = 0; i < taker->book.entrants.count; i++) {
		const struct row *entrant = &taker->book.entrants.list[i];
		const struct row *entry =
			contest_entry_by_id(&taker->book, row_get(entrant, "entry"));

		if (is_same(row_get(entrant, "name"), get(line, "name")) &&
		    is_same(row_get(entrant, "birth_date"), get(line, "birth_date")) &&
		    is_same(row_get(entrant, "class"), get(line, "class")) &&
		    is_same(row_get(entry, "source_key"), get(line, "key")) &&
		    is_same(row_get(entry, "title"), get(line, "title")) &&
		    is_same_place(places, entrant, entry) &&
		    !has_other_file(taker, line, entry->id) &&
		    (!*line->received || str_eq(row_get(entry, "received_at"), line->received)))
			return true;
	}
	return false;
}

/* ---- the rows that are written ------------------------------------------------------------- */

static int write_one(struct taker *taker, const struct life_write *write, struct err *err)
{
	const struct store_write one = {.kind = write->kind, .id = write->id, .is_new = true,
					.names = write->names, .values = write->values,
					.count = write->count};

	return store_write_all(taker->store, &one, 1, err);
}

static int add_entry(struct taker *taker, struct line *line, const struct places *places,
		     bool is_group, struct err *err)
{
	const struct contest_book *book = &taker->book;
	const char *actor = store_acting(taker->store)->member;
	struct life_write write = {.kind = record_kind_find("entry"), .is_new = true};
	char *id = arena_alloc(&taker->arena, UUID_TEXT_MAX);
	AUTO(buf_done) struct buf note = {0};

	buf_printf(&note, "%s%s%s", get(line, "note") ? get(line, "note") : "",
		   get(line, "note") && places->note.len ? "; " : "", buf_text(&places->note));
	uuid_new(id);
	write.id = line->entry = id;
	life_put(&write, "contest", book->contest.id);
	life_put(&write, "division", places->division);
	life_put(&write, "category", places->category);
	life_put(&write, "unit", places->unit);
	life_put(&write, "title", get(line, "title"));
	life_put(&write, "kind",
		 get(line, "kind") ? get(line, "kind") : is_group ? "group" : "individual");
	life_put(&write, "received_at", *line->received ? line->received : taker->now);
	life_put(&write, "received_by", *actor ? actor : NULL);
	life_put(&write, "source_key", get(line, "key"));
	life_put(&write, "note", note.len ? arena_str(&taker->arena, buf_text(&note)) : NULL);
	return write_one(taker, &write, err);
}

static int add_entrant(struct taker *taker, const struct line *line, const struct places *places,
		       struct err *err)
{
	static const char *const same[] = {"name", "birth_date", "audience", "class", "phone",
					   "agrees", "guardian_agrees"};
	struct life_write write = {.kind = record_kind_find("entrant"), .is_new = true};

	life_put(&write, "entry", line->entry);
	life_put(&write, "unit", places->unit);
	for (size_t i = 0; i < ARRAY_LEN(same); i++)
		life_put(&write, same[i], get(line, same[i]));
	return write_one(taker, &write, err);
}

/* The entry that a row before it has begun. */
static const char *begun(const struct taker *taker, size_t at)
{
	const char *key = get(&taker->lines[at], "key");

	for (size_t i = 0; key && i < at; i++)
		if (taker->lines[i].entry && str_eq(get(&taker->lines[i], "key"), key))
			return taker->lines[i].entry;
	return NULL;
}

static bool has_more(const struct taker *taker, size_t at)
{
	const char *key = get(&taker->lines[at], "key");

	for (size_t i = at + 1; key && i < taker->count; i++)
		if (str_eq(get(&taker->lines[i], "key"), key))
			return true;
	return false;
}

static int write_all(struct taker *taker, struct contest_taken *taken, struct err *err)
{
	int r = 0;

	for (size_t i = 0; i < taker->count && r == 0; i++) {
		AUTO(places_done) struct places places = {0};
		struct line *line = &taker->lines[i];

		find_places(&places, taker, line);
		if (is_known(taker, line, &places)) {
			taken->known++;
			continue;
		}
		line->entry = begun(taker, i);
		if (!line->entry) {
			r = add_entry(taker, line, &places, has_more(taker, i), err);
			taken->entries++;
		}
		if (r == 0)
			r = add_entrant(taker, line, &places, err);
		taken->entrants++;
	}
	return r;
}

/* ---- files --------------------------------------------------------------------------------- */

/* Files are many and large: each is kept by itself, once the rows are. What is not there is told,
 * and stays a flaw of its entry. */
static void attach(struct taker *taker, const char *folder, struct buf *ret_said)
{
	for (size_t i = 0; i < taker->count; i++) {
		const struct line *line = &taker->lines[i];
		AUTO(buf_done) struct buf name = {0}, said = {0};
		char path[PATH_MAX];
		struct err err;

		if (!line->entry || !get(line, "file"))
			continue;
		flow_file_name(&name, get(line, "file"));
		snprintf(path, sizeof(path), "%s/%s", folder, buf_text(&name));
		if (flow_attach(taker->store, record_kind_find("entry"), line->entry, path, NULL,
				&said, &err) < 0)
			buf_printf(ret_said, _("dòng %llu: %s\n"), (unsigned long long)line->at,
				   err.text);
	}
}

/* ---- all of it ----------------------------------------------------------------------------- */

static int open_book(struct taker *taker, struct store *store, const char *contest,
		     struct err *err)
{
	int r = store_may_write(store, &contest_row, err);

	taker->store = store;
	if (r == 0)
		r = contest_book_read(&taker->book, store, contest,
				      CONTEST_ENTRIES | CONTEST_ENTRANTS | CONTEST_FILES, err);
	if (r < 0)
		return r;
	store_now(store, taker->now);
	if (contest_is(&taker->book, "draft"))
		return err_set(err, EPERM, _("cuộc thi chưa mở nhận bài: hotroit do open %s trước"),
			       row_get(&taker->book.contest, "tag"));
	if (!contest_is(&taker->book, "open") && !contest_is(&taker->book, "judging"))
		return err_set(err, EPERM, _("cuộc thi không còn nhận bài"));
	return 0;
}

static int write_held(struct taker *taker, struct contest_taken *taken, struct err *err)
{
	AUTO(store_hold_done) struct store_hold hold = {0};
	int r = store_hold_begin(&hold, taker->store, err);

	if (r == 0)
		r = write_all(taker, taken, err);
	return r < 0 ? r : store_hold_keep(&hold, err);
}

/* RET_FLAWS: of every entry nobody has decided on; or NULL. */
static int keep(struct taker *taker, const char *files, struct contest_taken *ret_taken,
		struct buf *ret_said, struct buf *ret_flaws, struct err *err)
{
	struct contest_taken taken = {0}, all = {0};
	int r = write_held(taker, &taken, err);

	if (r == 0 && files)
		attach(taker, files, ret_said);
	if (r == 0)
		r = flow_contest_check(taker->store, taker->book.contest.id, &all, ret_flaws, err);
	all.entries = taken.entries;
	all.entrants = taken.entrants;
	all.known = taken.known;
	*ret_taken = all;
	return r;
}

static int say_flaws(struct taker *taker, struct buf *ret_said, struct err *err)
{
	struct row entry = {0};
	int r = row_read(&entry, taker->store, &taker->arena, "entry", taker->lines[0].entry, err);

	if (r == 0 && row_get(&entry, "flaws"))
		buf_printf(ret_said, "%s: %s\n", row_get(&entry, "tag"), row_get(&entry, "flaws"));
	return r;
}

int flow_contest_enter(struct store *store, const char *contest, const struct contest_words *words,
		       struct contest_taken *ret_taken, struct buf *ret_said, struct err *err)
{
	AUTO(taker_done) struct taker taker = {0};
	const char **kept =
		arena_alloc(&taker.arena, contest_row.field_count * sizeof(*kept));
	int r = open_book(&taker, store, contest, err);

	if (r == 0)
		r = store_keep_values(store, contest_row.fields, contest_row.field_count,
				      words->names, words->values, words->count, &taker.arena, kept,
				      err);
	if (r == 0)
		r = take(&taker, 0, kept, err);
	if (r == 0)
		r = keep(&taker, NULL, ret_taken, ret_said, NULL, err);
	return r < 0 || !taker.lines[0].entry ? r : say_flaws(&taker, ret_said, err);
}

int flow_contest_import(struct store *store, const char *contest,
			const struct flow_import_request *request, const char *files,
			struct flow_import *ret_import, struct contest_taken *ret_taken,
			struct buf *ret_said, struct err *err)
{
	AUTO(taker_done) struct taker taker = {0};
	struct flow_import_request mine = *request;
	AUTO(buf_done) struct buf skip = {0};
	int r = open_book(&taker, store, contest, err);

	buf_printf(&skip, "%s%s" OWN_COLUMNS, request->skip ? request->skip : "",
		   request->skip ? ";" : "");
	mine.skip = buf_text(&skip);
	*ret_taken = (struct contest_taken){0};
	mine.take = take;
	mine.taker = &taker;
	if (r == 0)
		r = flow_import(store, &contest_row, &mine, ret_import, err);
	if (r < 0 || request->dry_run || ret_import->refused || ret_import->is_charset_asked)
		return r;
	return keep(&taker, files, ret_taken, ret_said, ret_said, err);
}
