/* Looking after a district's database: who is there, who no longer, what is to be forgotten. */
#include "sync_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

int district_revoke(const char *bench, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	AUTO(pg_done) struct pg pg = {0};
	const char *role;
	int r = district_open_ready(&pg, err);

	if (r == 0)
		r = pg_query(&pg, "SELECT sync.revoke($1)", &bench, 1, &rows, err);
	if (r < 0)
		return r;
	role = pg_value(&rows, 0, 0);
	if (!role)
		return err_set(err, ENOENT, _("không có bàn \"%s\"; xem hotroit district status"),
			       bench);
	/* Who is connected at this moment goes, too. */
	return pg_do(&pg,
		     "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = $1",
		     &role, 1, err);
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

/* What an UPDATE leaves behind stays readable in the files until they are written anew. */
static int sweep(struct pg *pg, const char *kind, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	int r = pg_query(pg,
			 "SELECT format('VACUUM FULL %I.%I', schemaname, tablename) FROM pg_tables "
			 "WHERE (schemaname = 'sync' AND tablename = 'inbox') OR "
			 "(schemaname = 'data' AND tablename IN ($1::text, $1::text || '_pii', "
			 "'audit', 'audit_pii', 'step', 'conflict', 'conflict_pii'))",
			 &kind, 1, &rows, err);

	for (size_t i = 0; r == 0 && i < pg_rows_count(&rows); i++)
		r = pg_run(pg, pg_value(&rows, i, 0), err);
	return r;
}

/* What a restored backup must not bring back is known outside of the database. */
static int write_down(struct pg *pg, const char *list, const char *kind, const char *id,
		      struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	AUTO(buf_done) struct buf line = {0};
	bool written;
	int fd, r = pg_query(pg, "SELECT district FROM sync.server", NULL, 0, &rows, err);

	if (r < 0)
		return r;
	buf_printf(&line, "%s %s %s\n", pg_value(&rows, 0, 0), kind, id);
	fd = open(list, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
	if (fd < 0)
		return err_set(err, errno, _("%s: không ghi được danh sách đã xoá (%s)"), list,
			       strerror(errno));
	written = write(fd, line.data, line.len) == (ssize_t)line.len && fsync(fd) == 0;
	if (close(fd) < 0 || !written)
		return err_set(err, EIO, _("%s: không ghi được; xem chỗ trống trên đĩa"), list);
	return 0;
}

int district_erase(const char *kind, const char *id, const char *list, unsigned *ret_owing,
		   struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0}, owing = {0};
	AUTO(pg_done) struct pg pg = {0};
	const char *const values[] = {kind, id};
	uint64_t count = 0;
	int r;

	if (!uuid_is(id))
		return err_set(err, EINVAL, _("%s: cần mã đầy đủ của bản ghi (36 ký tự)"), id);
	r = district_open_ready(&pg, err);
	if (r == 0)
		r = pg_query(&pg, "SELECT count(*) FROM sync.kind WHERE name = $1", &kind, 1,
			     &rows, err);
	if (r < 0)
		return r;
	if (str_eq(pg_value(&rows, 0, 0), "0"))
		return err_set(err, EINVAL, _("không có loại bản ghi \"%s\""), kind);
	r = write_down(&pg, list, kind, id, err);
	if (r == 0)
		r = pg_do(&pg, "SELECT sync.erase($1, $2)", values, 2, err);
	if (r == 0)
		r = sweep(&pg, kind, err);
	if (r == 0)
		r = pg_query(&pg, "SELECT count(*) FROM sync.owing", NULL, 0, &owing, err);
	if (r == 0 && str_to_u64(pg_value(&owing, 0, 0), 10, &count))
		*ret_owing = (unsigned)count;
	return r;
}

int district_restored(const char *list, struct buf *ret, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0}, kinds = {0};
	AUTO(pg_done) struct pg pg = {0};
	int r = district_open_ready(&pg, err);

	if (r == 0)
		r = pg_run(&pg, "SET ROLE hotroit_owner", err);
	if (r == 0)
		r = pg_query(&pg, "SELECT erased, missing FROM sync.restored($1)", &list, 1, &rows,
			     err);
	if (r == 0)
		r = pg_query(&pg, "RESET ROLE", NULL, 0, &kinds, err);
	pg_rows_done(&kinds);
	if (r == 0)
		r = pg_query(&pg, "SELECT DISTINCT tbl FROM sync.erased", NULL, 0, &kinds, err);
	for (size_t i = 0; r == 0 && i < pg_rows_count(&kinds); i++)
		r = sweep(&pg, pg_value(&kinds, i, 0), err);
	if (r < 0)
		return r;
	buf_printf(ret, _("Đã mở: xoá lại %s bản ghi; các bàn sẽ gửi bù và nhận lại tất cả.\n"),
		   pg_value(&rows, 0, 0));
	if (!str_eq(pg_value(&rows, 0, 1), "0"))
		buf_printf(ret, _("Danh sách thiếu %s bản ghi đã xoá: đây có phải danh sách mới "
				  "nhất không?\n"), pg_value(&rows, 0, 1));
	return 0;
}
