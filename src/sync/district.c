/* Making a district's database ready, and looking after it. */
#include "sync_priv.h"

#include <errno.h>
#include <string.h>

/* The SQL by name: 0… once each, 1… at every init, 2… and 3… after the kinds' tables. */
extern const struct embedded_file sync_district_files[];

#define TABLES_FILES "0"
#define FUNCTION_FILES "1"

/* A connection that is fit for what the district commands do; not a standby. */
static int district_open(struct pg *ret_pg, struct err *err)
{
	static const char *const none[] = {NULL};
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	AUTO(pg_done) struct pg pg = {0};
	int r = pg_open(&pg, none, none, err);

	if (r == 0)
		r = pg_query(&pg, "SELECT pg_is_in_recovery()", NULL, 0, &rows, err);
	if (r < 0)
		return r;
	if (str_eq(pg_value(&rows, 0, 0), "t"))
		return err_set(err, EROFS,
			       _("máy chủ này chỉ đọc (bản dự phòng); nối tới máy chủ chính"));
	*ret_pg = pg;
	pg.conn = NULL;
	return 0;
}

/* The newest of our numbered files. */
static unsigned own_version(void)
{
	unsigned version = 0;

	for (const struct embedded_file *file = sync_district_files; file->name; file++)
		version += str_starts(file->name, TABLES_FILES);
	return version;
}

enum setup { SETUP_NONE, SETUP_PART, SETUP_WHOLE, SETUP_NEWER };

/* What stands in the database. Our own init is one transaction: half of it is another's work. */
static int find_setup(struct pg *pg, enum setup *ret_setup, unsigned *ret_version, struct err *err)
{
	static const char parts[] =
		"SELECT (SELECT count(*) FROM pg_namespace WHERE nspname IN ('sync', 'data', "
		"'report')), (SELECT count(*) FROM unnest(ARRAY['sync.migration', 'sync.server', "
		"'sync.scope', 'sync.bench', 'sync.inbox', 'sync.applied', 'sync.change', "
		"'sync.reject', 'sync.erased', 'sync.kind', 'sync.field', 'sync.choice']) AS t "
		"WHERE to_regclass(t) IS NULL)";
	AUTO(pg_rows_done) struct pg_rows found = {0}, done = {0};
	uint64_t version = 0;
	int r = pg_query(pg, parts, NULL, 0, &found, err);

	if (r < 0)
		return r;
	*ret_version = 0;
	if (str_eq(pg_value(&found, 0, 0), "0")) {
		*ret_setup = SETUP_NONE;
		return 0;
	}
	*ret_setup = SETUP_PART;
	if (!str_eq(pg_value(&found, 0, 1), "0"))
		return 0;
	r = pg_query(pg,
		     "SELECT count(*), (SELECT count(*) FROM sync.server) FROM sync.migration",
		     NULL, 0, &done, err);
	if (r < 0 || !str_eq(pg_value(&done, 0, 1), "1") ||
	    !str_to_u64(pg_value(&done, 0, 0), 10, &version))
		return r;
	*ret_setup = version > own_version() ? SETUP_NEWER : SETUP_WHOLE;
	*ret_version = (unsigned)version;
	return 0;
}

static int refuse_setup(enum setup setup, struct err *err)
{
	if (setup == SETUP_PART)
		return err_set(err, EBADMSG,
			       _("cơ sở dữ liệu mới dựng dở hoặc bị xoá bớt bảng; khôi phục bản "
				 "sao lưu, hoặc tạo cơ sở dữ liệu khác rồi district init"));
	if (setup == SETUP_NEWER)
		return err_set(err, EPROTO,
			       _("cơ sở dữ liệu của bản hotroit mới hơn; nâng cấp hotroit ở đây"));
	return 0;
}

int district_open_ready(struct pg *ret_pg, struct err *err)
{
	AUTO(pg_done) struct pg pg = {0};
	enum setup setup;
	unsigned version;
	int r = district_open(&pg, err);

	if (r == 0)
		r = find_setup(&pg, &setup, &version, err);
	if (r == 0)
		r = refuse_setup(setup, err);
	if (r == 0 && setup == SETUP_NONE)
		r = err_set(err, EBADMSG,
			    _("cơ sở dữ liệu còn trống; chạy hotroit district init MÃ-HUYỆN"));
	if (r == 0) {
		*ret_pg = pg;
		pg.conn = NULL;
	}
	return r;
}

static int run_file(struct pg *pg, const struct embedded_file *file, struct err *err)
{
	int r = pg_run(pg, (const char *)file->data, err);

	if (r < 0)
		log_debug("%s", file->name);
	return r;
}

/* The numbered files that are not there yet. */
static int make_tables(struct pg *pg, unsigned done, struct err *err)
{
	unsigned number = 0;
	int r = 0;

	for (const struct embedded_file *file = sync_district_files; r == 0 && file->name; file++) {
		if (!str_starts(file->name, TABLES_FILES) || number++ < done)
			continue;
		r = run_file(pg, file, err);
		if (r == 0 && number == 1)
			r = pg_run(pg,
				   "SET LOCAL ROLE hotroit_owner; CREATE TABLE sync.migration ("
				   "name text PRIMARY KEY, at timestamptz NOT NULL DEFAULT now()); "
				   "GRANT SELECT ON sync.migration TO hotroit_officer; RESET ROLE",
				   err);
		if (r == 0)
			r = pg_do(pg, "INSERT INTO sync.migration (name) VALUES ($1)",
				  &file->name, 1, err);
	}
	return r;
}

static int run_files(struct pg *pg, bool functions, struct err *err)
{
	int r = 0;

	for (const struct embedded_file *file = sync_district_files; r == 0 && file->name; file++)
		if (!str_starts(file->name, TABLES_FILES) &&
		    str_starts(file->name, FUNCTION_FILES) == functions)
			r = run_file(pg, file, err);
	return r;
}

static int settle(struct pg *pg, struct err *err)
{
	AUTO(buf_done) struct buf kinds = {0};
	const char *value;
	int r;

	sync_describe(&kinds);
	value = buf_text(&kinds);
	r = pg_run(pg, "SET LOCAL ROLE hotroit_owner", err);
	if (r == 0)
		r = pg_do(pg, "SELECT sync.describe($1)", &value, 1, err);
	return r < 0 ? r : pg_run(pg, "SELECT sync.settle(); RESET ROLE", err);
}

/* The server's own line, and the scope of the whole district. */
static int name_district(struct pg *pg, const char *district, struct err *err)
{
	AUTO(buf_done) struct buf version = {0};
	const char *values[2] = {district, NULL};
	int r;

	buf_printf(&version, "%d", SYNC_VERSION);
	values[1] = buf_text(&version);
	r = pg_do(pg, "INSERT INTO sync.server (district, version) VALUES ($1, $2)", values, 2,
		  err);
	return r < 0 ? r : pg_do(pg, "INSERT INTO sync.scope (scope) VALUES ($1)", values, 1, err);
}

static bool is_short_name(const char *name)
{
	size_t len = strlen(name);

	return len >= 1 && len <= 32 && name[0] != '-' &&
	       strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789-") == len;
}

static int check_name(struct pg *pg, enum setup setup, const char *district, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	int r;

	if (setup == SETUP_NONE && !district)
		return err_set(err, EINVAL,
			       _("cơ sở dữ liệu mới cần mã huyện: hotroit district init gia-lam"));
	if (district && !is_short_name(district))
		return err_set(err, EINVAL,
			       _("%s: mã huyện gồm chữ thường a-z, chữ số và dấu -, như gia-lam"),
			       district);
	if (setup == SETUP_NONE || !district)
		return 0;
	r = pg_query(pg, "SELECT district FROM sync.server", NULL, 0, &rows, err);
	if (r == 0 && !str_eq(pg_value(&rows, 0, 0), district))
		r = err_set(err, EEXIST, _("cơ sở dữ liệu này của \"%s\", không phải \"%s\""),
			    pg_value(&rows, 0, 0), district);
	return r;
}

static int set_up(struct pg *pg, const char *district, enum setup setup, unsigned version,
		  struct err *err)
{
	int r = make_tables(pg, version, err);

	if (r == 0)
		r = run_files(pg, true, err);
	if (r == 0 && setup == SETUP_NONE)
		r = name_district(pg, district, err);
	if (r == 0)
		r = settle(pg, err);
	if (r == 0)
		r = run_files(pg, false, err);
	return r < 0 ? r
		     : pg_run(pg,
			      "SET LOCAL ROLE hotroit_owner; SELECT sync.settle_province(); "
			      "SELECT sync.retry(); UPDATE sync.server SET home = sync.home() "
			      "WHERE home IS NULL; RESET ROLE; COMMIT",
			      err);
}

int district_init(const char *district, struct buf *ret, struct err *err)
{
	AUTO(pg_done) struct pg pg = {0};
	enum setup setup = SETUP_NONE;
	unsigned version = 0;
	int r = district_open(&pg, err);

	/* One at a time, and all of it or nothing. */
	if (r == 0)
		r = pg_run(&pg, "BEGIN; SELECT pg_advisory_xact_lock(7526466)", err);
	if (r == 0)
		r = find_setup(&pg, &setup, &version, err);
	if (r == 0)
		r = refuse_setup(setup, err);
	if (r == 0)
		r = check_name(&pg, setup, district, err);
	if (r == 0)
		r = set_up(&pg, district, setup, version, err);
	if (r < 0)
		return r;
	buf_printf(ret,
		   setup == SETUP_NONE ? _("Đã dựng cơ sở dữ liệu %s: %zu loại bản ghi.\n")
				       : _("Cơ sở dữ liệu %s đã đúng bản này: %zu loại bản ghi.\n"),
		   pg.pq->db(pg.conn), sync_kind_count());
	return 0;
}
