/* Looking after a district's database: who is there, who no longer, what is to be forgotten. */
#include "sync_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

/* A round at work would keep its bench's line until its end, however slow: nobody new comes in,
 * who is in goes, and only then is it written down. */
int district_revoke(const char *bench, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	AUTO(pg_done) struct pg pg = {0};
	const char *role;
	int r = district_open_ready(&pg, err);

	if (r == 0)
		r = pg_query(&pg, "SELECT sync.shut_out($1)", &bench, 1, &rows, err);
	if (r < 0)
		return r;
	role = pg_value(&rows, 0, 0);
	if (!role)
		return err_set(err, ENOENT, _("không có bàn \"%s\"; xem hotroit district status"),
			       bench);
	r = pg_do(&pg,
		  "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1",
		  &role, 1, err);
	return r < 0 ? r : pg_do(&pg, "SELECT sync.revoke($1)", &bench, 1, err);
}

static void show_benches(struct buf *ret, const struct pg_rows *rows)
{
	for (size_t i = 0; i < pg_rows_count(rows); i++) {
		const char *seen = pg_value(rows, i, 2), *revoked = pg_value(rows, i, 3);

		text_fit(ret, pg_value(rows, i, 0), 18, true);
		buf_add_char(ret, ' ');
		text_fit(ret, pg_value(rows, i, 1), 24, true);
		if (revoked)
			buf_printf(ret, _(" đã thu hồi %s"), revoked);
		else if (seen)
			buf_printf(ret, _(" lần cuối %s"), seen);
		else
			buf_printf(ret, "%s", _(" chưa đồng bộ lần nào"));
		if (!str_eq(pg_value(rows, i, 4), "0"))
			buf_printf(ret, _(", %s dòng bị từ chối"), pg_value(rows, i, 4));
		if (!str_eq(pg_value(rows, i, 5), "0"))
			buf_printf(ret, _(", còn %s bản ghi phải xoá"), pg_value(rows, i, 5));
		buf_add_char(ret, '\n');
	}
}

/* Settings that a careful server has; each missing one is a line. */
static int show_cares(struct pg *pg, struct buf *ret, struct err *err)
{
	static const char query[] =
		"SELECT (SELECT bool_and(ok) FROM (VALUES "
		"(current_setting('log_statement') = 'none'), "
		"(current_setting('log_min_error_statement') IN ('panic', 'fatal', 'log')), "
		"(current_setting('log_min_messages') IN ('panic', 'fatal')), "
		"(current_setting('log_parameter_max_length') = '0'), "
		"(current_setting('log_min_duration_statement') = '-1')) AS v (ok)), "
		"current_setting('ssl') = 'on', "
		"current_setting('password_encryption') = 'scram-sha-256', "
		"current_setting('fsync') = 'on' AND current_setting('full_page_writes') = 'on'";
	static const char *const says[] = {
		N_("Nhật ký máy chủ có thể lộ dữ liệu cá nhân: để postgres chạy district init\n"),
		N_("Máy chủ chưa bật TLS: xem packaging/district\n"),
		N_("Máy chủ không dùng SCRAM cho mật khẩu: đặt password_encryption\n"),
		N_("Máy chủ tắt fsync: mất điện là mất dữ liệu\n"),
	};
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	int r = pg_query(pg, query, NULL, 0, &rows, err);

	for (size_t i = 0; r == 0 && i < ARRAY_LEN(says); i++)
		if (!str_eq(pg_value(&rows, 0, (int)i), "t"))
			buf_add_str(ret, _(says[i]));
	return r;
}

/* A transaction of a bench ends with its message: one that goes on is in others' way. */
static int show_stuck(struct pg *pg, struct buf *ret, struct err *err)
{
	static const char query[] =
		"SELECT b.name, floor(extract(epoch FROM now() - a.xact_start) / 60)::int "
		"FROM pg_stat_activity a JOIN sync.bench b ON b.role = a.usename "
		"WHERE a.xact_start < now() - interval '10 minutes' ORDER BY a.xact_start";
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	int r = pg_query(pg, query, NULL, 0, &rows, err);

	for (size_t i = 0; r == 0 && i < pg_rows_count(&rows); i++)
		buf_printf(ret, _("Bàn %s giữ một giao dịch đã %s phút; nếu lạ: district revoke\n"),
			   pg_value(&rows, i, 0), pg_value(&rows, i, 1));
	return r;
}

int district_status(struct buf *ret, struct err *err)
{
	static const char head[] =
		"SELECT district, (SELECT count(*) FROM sync.scope WHERE scope LIKE '%.%'), "
		"(SELECT sum(sseq) FROM sync.scope), "
		"(SELECT count(*) FROM data.conflict WHERE gone IS NULL AND state = 'open'), "
		"pg_size_pretty(pg_database_size(current_database())), sync.is_open() "
		"FROM sync.server";
	static const char benches[] =
		"SELECT b.name, b.scope, to_char(b.seen_at AT TIME ZONE 'Asia/Ho_Chi_Minh', "
		"'DD/MM/YYYY HH24:MI'), to_char(b.revoked_at AT TIME ZONE 'Asia/Ho_Chi_Minh', "
		"'DD/MM/YYYY'), "
		"(SELECT count(*) FROM sync.reject r WHERE r.bench = b.role), "
		"coalesce((SELECT o.rows FROM sync.owing o WHERE o.role = b.role), 0) "
		"FROM sync.bench b ORDER BY b.revoked_at IS NOT NULL, b.scope, b.name";
	AUTO(pg_rows_done) struct pg_rows about = {0}, rows = {0};
	AUTO(pg_done) struct pg pg = {0};
	int r = district_open_ready(&pg, err);

	if (r == 0)
		r = pg_query(&pg, head, NULL, 0, &about, err);
	if (r == 0)
		r = pg_query(&pg, benches, NULL, 0, &rows, err);
	if (r < 0)
		return r;
	buf_printf(ret, _("Huyện %s: %s đơn vị, %zu bàn, %s thay đổi, %s xung đột chờ, %s\n"),
		   pg_value(&about, 0, 0), pg_value(&about, 0, 1), pg_rows_count(&rows),
		   pg_value(&about, 0, 2), pg_value(&about, 0, 3), pg_value(&about, 0, 4));
	if (!str_eq(pg_value(&about, 0, 5), "t"))
		buf_add_str(ret, _("Cơ sở dữ liệu vừa được khôi phục và còn đóng: chạy district "
				   "restored\n"));
	show_benches(ret, &rows);
	r = show_stuck(&pg, ret, err);
	return r < 0 ? r : show_cares(&pg, ret, err);
}

/* A kind's name and a record's full id, as people type them. */
static int check_record(struct pg *pg, const char *kind, const char *id, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	int r;

	if (!uuid_is(id))
		return err_set(err, EINVAL, _("%s: cần mã đầy đủ của bản ghi (36 ký tự)"), id);
	r = district_open_ready(pg, err);
	if (r == 0)
		r = pg_query(pg, "SELECT count(*) FROM sync.kind WHERE name = $1", &kind, 1, &rows,
			     err);
	if (r == 0 && str_eq(pg_value(&rows, 0, 0), "0"))
		r = err_set(err, EINVAL, _("không có loại bản ghi \"%s\""), kind);
	return r;
}

int district_move(const char *kind, const char *id, const char *unit, unsigned *ret_moved,
		  struct err *err)
{
	const char *const values[] = {kind, id, unit};
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	AUTO(pg_done) struct pg pg = {0};
	uint64_t moved;
	int r = check_record(&pg, kind, id, err);

	if (r == 0)
		r = pg_query(&pg, "SELECT sync.move_out($1, $2, $3)", values, ARRAY_LEN(values),
			     &rows, err);
	if (r == 0 && str_to_u64(pg_value(&rows, 0, 0), 10, &moved))
		*ret_moved = (unsigned)moved;
	return r;
}

/* ---- erasing --------------------------------------------------------------------------------- */

#define READERS_TRIES 10 /* half a second each */

/* VACUUM alone leaves the old bytes in their pages; only a table written anew is rid of them. */
#define SWEEP_SQL \
	"SELECT DISTINCT format('VACUUM FULL %I.%I', schemaname, relname) FROM "
/* The tables in which this transaction changed or removed a row; partitions one by one. */
#define TOUCHED_SQL \
	"pg_stat_xact_user_tables WHERE n_tup_upd + n_tup_del > 0 AND " \
	"(schemaname = 'data' OR (schemaname = 'sync' AND relname SIMILAR TO " \
	"'(inbox|blob_chunk)%'))"
/* Every table that an erased row of a kind may have stood in. */
#define ALL_SQL(kinds) \
	"(" kinds ") AS e (kind), pg_stat_user_tables WHERE (schemaname = 'sync' AND " \
	"relname SIMILAR TO '(inbox|blob_chunk)%') OR " \
	"(schemaname = 'data' AND relname IN (kind, kind || '_pii', 'audit', " \
	"'audit_pii', 'step', 'step_pii', 'conflict', 'conflict_pii', 'attachment', " \
	"'attachment_pii'))"

/* Erases and says what is to be written anew. Where nothing was left to erase it has been asked for
 * again, because not all was: then it is every table that may hold something. */
static int erase(struct pg *pg, const char *kind, const char *id, struct pg_rows *ret_here,
		 struct pg_rows *ret_tables, struct err *err)
{
	const char *const values[] = {kind, id};
	bool again;
	int r = pg_run(pg, "BEGIN", err);

	if (r == 0)
		r = pg_query(pg, "SELECT sync.erase($1, $2), pg_current_xact_id()::xid", values, 2,
			     ret_here, err);
	if (r < 0)
		return r;
	again = str_eq(pg_value(ret_here, 0, 0), "0");
	r = pg_query(pg, again ? SWEEP_SQL ALL_SQL("SELECT $1::text") : SWEEP_SQL TOUCHED_SQL,
		     values, again, ret_tables, err);
	return r < 0 ? r : pg_run(pg, "COMMIT", err);
}

/* Whoever began before the transaction XID still sees the old rows, and a table written anew keeps
 * them for it. */
static int wait_for_readers(struct pg *pg, const char *xid, struct err *err)
{
	static const char query[] =
		"SELECT count(*) FROM (SELECT backend_xmin AS x FROM pg_stat_activity "
		"WHERE pid <> pg_backend_pid() AND backend_type <> 'autovacuum worker' "
		"AND coalesce(datname, current_database()) = current_database() "
		"UNION ALL SELECT xmin FROM pg_replication_slots "
		"UNION ALL SELECT transaction FROM pg_prepared_xacts "
		"WHERE database = current_database()) AS held "
		"WHERE x IS NOT NULL AND age(x) >= age($1::xid)";
	int r = 0;

	for (unsigned i = 0; r == 0 && i < READERS_TRIES; i++) {
		AUTO(pg_rows_done) struct pg_rows rows = {0};

		r = pg_query(pg, query, &xid, 1, &rows, err);
		if (r < 0 || str_eq(pg_value(&rows, 0, 0), "0"))
			return r;
		r = pg_run(pg, "SELECT pg_sleep(0.5)", err);
	}
	return r < 0 ? r : err_set(err, EAGAIN, _("có phiên khác đang đọc cơ sở dữ liệu"));
}

static int sweep(struct pg *pg, const char *xid, const struct pg_rows *tables, struct err *err)
{
	struct err why;
	int r = pg_run(pg, "SET lock_timeout = '5s'", &why);

	if (r == 0)
		r = wait_for_readers(pg, xid, &why);
	for (size_t i = 0; r == 0 && i < pg_rows_count(tables); i++)
		r = pg_run(pg, pg_value(tables, i, 0), &why);
	return r == 0 ? 0 : err_set(err, why.code,
				    _("đã xoá, nhưng vết cũ còn trong tệp của máy chủ (%s); lát "
				      "nữa chạy lại đúng lệnh này"),
				    why.text);
}

/* What a restored backup must not bring back is known outside of the database. */
static int append(const char *list, const struct buf *lines, struct err *err)
{
	bool written;
	int fd = open(list, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);

	if (fd < 0)
		return err_set(err, errno, _("%s: không ghi được danh sách đã xoá (%s)"), list,
			       err_why(errno));
	written = write(fd, lines->data, lines->len) == (ssize_t)lines->len && fsync(fd) == 0;
	if (close(fd) < 0 || !written)
		return err_set(err, EIO, _("%s: không ghi được; xem chỗ trống trên đĩa"), list);
	return 0;
}

static int write_down(struct pg *pg, const char *list, const char *kind, const char *id,
		      struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	AUTO(buf_done) struct buf line = {0};
	int r = pg_query(pg, "SELECT district FROM sync.server", NULL, 0, &rows, err);

	if (r < 0)
		return r;
	buf_printf(&line, "%s %s %s\n", pg_value(&rows, 0, 0), kind, id);
	return append(list, &line, err);
}

/* Pupils whom benches forgot since the last time, and where else they were named; nothing of them
 * but the numbers of rows. */
static int write_forgotten(struct pg *pg, const char *list, const char *known, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	AUTO(buf_done) struct buf lines = {0};
	int r = pg_query(pg, "SELECT s.district || ' forgotten ' || f.row_id FROM sync.server s, "
			     "sync.forgotten f WHERE f.tbl IN ('recipient', 'entrant', "
			     "'registration') UNION SELECT "
			     "concat_ws(' ', s.district, 'said', w.tbl, w.row_id, w.field) FROM "
			     "sync.server s, sync.said w ORDER BY 1",
			 NULL, 0, &rows, err);

	for (size_t i = 0; r == 0 && i < pg_rows_count(&rows); i++)
		if (!strstr(known, pg_value(&rows, i, 0)))
			buf_printf(&lines, "%s\n", pg_value(&rows, i, 0));
	return r < 0 || !lines.len ? r : append(list, &lines, err);
}

int district_sweep(const char *list, const char *known, struct err *err)
{
	static const char tables[] =
		"SELECT format('VACUUM FULL %I.%I', schemaname, relname), "
		"pg_current_xact_id()::xid "
		"FROM pg_stat_user_tables WHERE schemaname = 'data' "
		"OR (schemaname = 'sync' AND relname SIMILAR TO '(inbox|blob_chunk)%')";
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	AUTO(pg_done) struct pg pg = {0};
	int r = district_open_ready(&pg, err);

	if (r == 0)
		r = write_forgotten(&pg, list, known, err);
	if (r == 0)
		r = pg_query(&pg, tables, NULL, 0, &rows, err);
	return r < 0 ? r : sweep(&pg, pg_value(&rows, 0, 1), &rows, err);
}

int district_erase(const char *kind, const char *id, const char *list, unsigned *ret_owing,
		   struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows here = {0}, tables = {0}, owing = {0};
	AUTO(pg_done) struct pg pg = {0};
	uint64_t count = 0;
	int r = check_record(&pg, kind, id, err);

	if (r == 0)
		r = write_down(&pg, list, kind, id, err);
	if (r == 0)
		r = erase(&pg, kind, id, &here, &tables, err);
	if (r < 0)
		return r;
	r = sweep(&pg, pg_value(&here, 0, 1), &tables, err);
	if (r == 0)
		r = pg_query(&pg, "SELECT count(*) FROM sync.owing", NULL, 0, &owing, err);
	if (r == 0 && str_to_u64(pg_value(&owing, 0, 0), 10, &count))
		*ret_owing = (unsigned)count;
	return r;
}

/* The same for all of the list; *RET_ROWS: how many, how many it lacks, the transaction. */
static int erase_again(struct pg *pg, const char *list, struct pg_rows *ret_rows,
		       struct pg_rows *ret_tables, struct err *err)
{
	bool again;
	int r = pg_run(pg, "BEGIN; SET LOCAL ROLE hotroit_owner", err);

	if (r == 0)
		r = pg_query(pg, "SELECT erased, missing, pg_current_xact_id()::xid "
			     "FROM sync.restored($1)", &list, 1, ret_rows, err);
	if (r == 0)
		r = pg_run(pg, "RESET ROLE", err);
	if (r < 0)
		return r;
	again = str_eq(pg_value(ret_rows, 0, 0), "0");
	r = pg_query(pg, again ? SWEEP_SQL ALL_SQL("SELECT DISTINCT tbl FROM sync.erased")
			       : SWEEP_SQL TOUCHED_SQL,
		     NULL, 0, ret_tables, err);
	return r < 0 ? r : pg_run(pg, "COMMIT", err);
}

int district_restored(const char *list, struct buf *ret, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0}, tables = {0};
	AUTO(pg_done) struct pg pg = {0};
	int r = district_open_ready(&pg, err);

	if (r == 0)
		r = erase_again(&pg, list, &rows, &tables, err);
	if (r < 0)
		return r;
	buf_printf(ret, _("Đã mở: xoá lại %s bản ghi; các bàn sẽ gửi bù và nhận lại tất cả.\n"),
		   pg_value(&rows, 0, 0));
	if (!str_eq(pg_value(&rows, 0, 1), "0"))
		buf_printf(ret, _("Danh sách thiếu %s bản ghi đã xoá: đây có phải danh sách mới "
				  "nhất không?\n"), pg_value(&rows, 0, 1));
	return sweep(&pg, pg_value(&rows, 0, 2), &tables, err);
}
