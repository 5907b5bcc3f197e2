/*
 * Who was forgotten, in a file beside the book that outlives it: a copy from before knows them
 * again, and restored forgets them before anybody reads it. A line is "KIND ID", or "KIND ID FIELD
 * WHEN" for another place that named them, which may be written anew and forgotten once more;
 * nothing in it tells who they were. And the copies that this bench knows of: "copy WHEN PATH" is
 * of one that the book in use may not know of.
 */
#include "store_priv.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define LIST_ENDING ".forgotten"
#define FIELD_ROOM 40 /* bytes of a kind's or field's name, with its NUL */
#define DATED "dddddddd-dddddd" /* as of a book that restore has set aside */

/* Backups and what was restored, by the audit of this bench. */
#define COPIES \
	"SELECT changes ->> '$.file[1]' AS path, at FROM audit WHERE kind = 'book' " \
	"AND op IN ('give', 'restore') AND changes ->> '$.file[1]' IS NOT NULL AND bench = " \
	"(SELECT value FROM meta WHERE key = 'bench_id') ORDER BY n"

static void list_file(const char *database, char ret[PATH_MAX])
{
	snprintf(ret, PATH_MAX, "%.4000s" LIST_ENDING, database);
}

static int read_list(const char *database, struct buf *ret, struct err *err)
{
	char file[PATH_MAX], block[4096];
	size_t got;
	FILE *in;

	list_file(database, file);
	in = fopen(file, "re");
	if (!in && errno == ENOENT)
		return 0;
	if (!in)
		return err_set(err, errno, _("%s: không đọc được (%s)"), file, err_why(errno));
	while ((got = fread(block, 1, sizeof(block), in)) > 0)
		buf_add(ret, block, got);
	fclose(in);
	/* A line that was torn off says something else. */
	while (ret->len && ret->data[ret->len - 1] != '\n')
		ret->data[--ret->len] = '\0';
	return 0;
}

/* Behind the first KNOWN bytes. */
static int append_list(const char *database, size_t known, const struct buf *lines,
		       struct err *err)
{
	char file[PATH_MAX];
	bool written;
	int fd;

	list_file(database, file);
	fd = open(file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(err, errno, _("%s: không ghi được (%s); kiểm tra quyền"), file,
			       err_why(errno));
	written = ftruncate(fd, (off_t)known) == 0 &&
		  write(fd, lines->data, lines->len) == (ssize_t)lines->len && fsync(fd) == 0;
	close(fd);
	return written ? 0 : err_set(err, EIO, _("%s: không ghi được; xem chỗ trống trên đĩa"),
				     file);
}

/* Places are known by the audit, where forget_field() wrote them down. */
int forgotten_note(struct store *store, const char *database, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf known = {0}, lines = {0}, text = {0};
	int r = read_list(database, &known, err);

	for (size_t i = 0; person_kinds[i]; i++)
		buf_printf(&text, "SELECT '%s ' || id FROM %s WHERE state = 'gone' UNION ",
			   person_kinds[i], person_kinds[i]);
	buf_add_str(&text, "SELECT kind || ' ' || row || ' ' || j.key || ' ' || max(at) "
			   "FROM audit, json_each(iif(instr(changes, ?1), changes, '{}')) AS j "
			   "WHERE j.value ->> '$[1]' = ?1 AND op IS NOT 'restore' "
			   "GROUP BY kind, row, j.key "
			   "UNION ALL SELECT 'copy ' || at || ' ' || path FROM (" COPIES ") "
			   "WHERE NOT instr(path, char(10))");
	if (r == 0)
		r = sql_query(&query, store, err, buf_text(&text), "t", RECORD_FORGOTTEN);
	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		AUTO(buf_done) struct buf line = {0};

		buf_printf(&line, "%s\n", sql_text(&query, 0));
		if (!known.len || !strstr(known.data, line.data))
			buf_add_str(&lines, line.data);
	}
	return r < 0 || !lines.len ? r : append_list(database, known.len, &lines, err);
}

/* ---- a copy from before -------------------------------------------------- */

static int forget_person(struct store *store, const struct record_kind *kind, const char *id,
			 struct err *err)
{
	static const char *const name = "state", *const gone = "gone";
	const struct store_write write = {.kind = kind, .id = id, .names = &name, .values = &gone,
					  .count = 1};
	AUTO(buf_done) struct buf text = {0};
	int64_t is_known = 0;
	int r;

	buf_printf(&text, "SELECT count(*) FROM %s WHERE id = ?1 AND state <> 'gone'", kind->name);
	r = sql_number(store, &is_known, err, buf_text(&text), "t", id);
	if (r < 0 || !is_known)
		return r;
	r = store_forget(store, kind->name, id, NULL, NULL, err);
	return r < 0 ? r : store_write_all(store, &write, 1, err);
}

/* A copy from after the forgetting has what was written there since. One from between two of the
 * same place has what the second took away. WHEN "": a line of before, which did not say. */
static int forget_place(struct store *store, const struct record_kind *kind, const char *id,
			const char *name, const char *when, struct err *err)
{
	const struct field *field = record_field_find(kind, name);
	int64_t is_known = 0;
	int r = sql_number(store, &is_known, err,
			   "SELECT count(*) FROM audit, "
			   "json_each(iif(instr(changes, ?4), changes, '{}')) AS j "
			   "WHERE audit.kind = ?1 AND audit.row = ?2 AND j.key = ?3 "
			   "AND j.value ->> '$[1]' = ?4 AND audit.at >= ?5",
			   "ttttt", kind->name, id, name, RECORD_FORGOTTEN, when);

	return r < 0 || is_known || !field ? r : forget_field(store, kind, field, id, err);
}

static int forget_line(struct store *store, const char *line, struct err *err)
{
	char kind_name[FIELD_ROOM], id[UUID_TEXT_MAX], field[FIELD_ROOM], when[FIELD_ROOM] = "";
	int words = sscanf(line, "%39s %36s %39s %39s", kind_name, id, field, when);
	const struct record_kind *kind = words >= 2 ? record_kind_find(kind_name) : NULL;

	if (!kind || !uuid_is(id))
		return 0;
	if (words >= 3)
		return forget_place(store, kind, id, field, when, err);
	return str_is_one_of(kind->name, person_kinds) ? forget_person(store, kind, id, err) : 0;
}

/* What the list did was not forgotten today: a newer copy has what was written there since. */
static int mark_again(struct store *store, int64_t last, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = sql_run(store, err, "UPDATE sync_state SET applying = 1", "");
	if (r == 0)
		r = sql_run(store, err,
			    "UPDATE audit SET op = 'restore' WHERE n > ?1 AND op = 'set' "
			    "AND instr(changes, ?2)",
			    "it", last, RECORD_FORGOTTEN);
	if (r == 0)
		r = sql_run(store, err, "UPDATE sync_state SET applying = 0", "");
	return r < 0 ? r : txn_commit(&txn, err);
}

int forgotten_apply(struct store *store, const char *database, struct err *err)
{
	AUTO(buf_done) struct buf list = {0};
	int64_t last = 0;
	char *rest = NULL;
	int r = read_list(database, &list, err);

	if (r < 0 || !list.len)
		return r;
	r = sql_number(store, &last, err, "SELECT coalesce(max(n), 0) FROM audit", "");
	for (char *line = strtok_r(list.data, "\n", &rest); line && r == 0;
	     line = strtok_r(NULL, "\n", &rest))
		r = forget_line(store, line, err);
	if (r == 0)
		r = mark_again(store, last, err);
	return r < 0 ? r : store_sync_scrub(store, err);
}

/* ---- copies -------------------------------------------------------------- */

/* "hotroit.db.20261123-081500": what restore has set aside. */
static bool is_aside(const char *name, const char *database)
{
	size_t len = strlen(database);

	if (strncmp(name, database, len) != 0 || name[len] != '.' ||
	    strlen(name + len + 1) != strlen(DATED))
		return false;
	for (size_t i = 0; DATED[i]; i++)
		if (DATED[i] == 'd' ? name[len + 1 + i] < '0' || name[len + 1 + i] > '9'
				    : name[len + 1 + i] != DATED[i])
			return false;
	return true;
}

static void close_folder(DIR **folder)
{
	if (*folder)
		closedir(*folder);
}

/* Calls FN with each book that was set aside beside DATABASE. */
static int each_aside(const char *database, void (*fn)(void *user, const char *path), void *user,
		      struct err *err)
{
	char folder_of[PATH_MAX], name_of[PATH_MAX];
	const char *folder_name, *name;
	struct dirent *entry;

	snprintf(folder_of, sizeof(folder_of), "%s", database);
	snprintf(name_of, sizeof(name_of), "%s", database);
	folder_name = dirname(folder_of);
	name = basename(name_of);
	AUTO(close_folder) DIR *folder = opendir(folder_name);

	if (!folder)
		return err_set(err, errno, _("%s: không đọc được (%s)"), folder_name,
			       err_why(errno));
	while ((entry = readdir(folder))) {
		AUTO(buf_done) struct buf path = {0};

		if (!is_aside(entry->d_name, name))
			continue;
		buf_printf(&path, "%s/%s", folder_name, entry->d_name);
		fn(user, buf_text(&path));
	}
	return 0;
}

struct copies {
	store_copy_fn fn;
	void *user;
	unsigned dropped;
	int failed; /* errno of one that stays */
};

static void tell_aside(void *user, const char *path)
{
	struct copies *copies = user;
	const struct store_copy copy = {.path = path, .is_beside = true};

	copies->fn(copies->user, &copy);
}

/* Deleted, as far as this bench can see: one on a stick that is not here may still be. */
static bool is_deleted(const char *path)
{
	char folder[PATH_MAX];

	if (access(path, F_OK) == 0 || errno != ENOENT)
		return false;
	snprintf(folder, sizeof(folder), "%s", path);
	return access(dirname(folder), F_OK) == 0;
}

static void tell_backup(const char *at, const char *path, store_copy_fn fn, void *user)
{
	const struct store_copy copy = {.path = path, .at = at};

	if (!is_deleted(path))
		fn(user, &copy);
}

/* "copy WHEN PATH" lines of LIST, which it cuts up. */
static void tell_listed(char *list, store_copy_fn fn, void *user)
{
	char *rest = NULL;

	for (char *line = strtok_r(list, "\n", &rest); line; line = strtok_r(NULL, "\n", &rest)) {
		char *path = NULL;
		const char *kind = strtok_r(line, " ", &path), *at = strtok_r(NULL, " ", &path);

		if (str_eq(kind, "copy") && at)
			tell_backup(at, path, fn, user);
	}
}

int store_copies(struct store *store, store_copy_fn fn, void *user, struct err *err)
{
	struct copies copies = {.fn = fn, .user = user};
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf list = {0};
	int r = each_aside(store->file, tell_aside, &copies, err);

	if (r == 0)
		r = read_list(store->file, &list, err);
	if (r == 0)
		r = sql_query(&query, store, err, COPIES, "");
	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		AUTO(buf_done) struct buf line = {0};

		buf_printf(&line, "copy %s %s\n", sql_text(&query, 1), sql_text(&query, 0));
		if (!list.len || !strstr(list.data, buf_text(&line)))
			buf_add_str(&list, buf_text(&line));
	}
	if (r == 0 && list.len)
		tell_listed(list.data, fn, user);
	return r;
}

static void drop_aside(void *user, const char *path)
{
	struct copies *copies = user;
	AUTO(buf_done) struct buf log = {0};

	buf_printf(&log, "%s-wal", path);
	if (unlink(buf_text(&log)) < 0 && errno != ENOENT)
		copies->failed = errno;
	if (unlink(path) < 0)
		copies->failed = errno;
	else
		copies->dropped++;
}

int store_drop_copies(struct store *store, unsigned *ret_dropped, struct err *err)
{
	struct copies copies = {0};
	int r = each_aside(store->file, drop_aside, &copies, err);

	if (r == 0 && copies.failed)
		r = err_set(err, copies.failed, _("sổ cũ cạnh %s: không xoá được (%s); xoá tay"),
			    store->file, err_why(copies.failed));
	if (r == 0)
		*ret_dropped = copies.dropped;
	return r;
}
