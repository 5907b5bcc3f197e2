/* A connection to PostgreSQL, and its many ways to fail as one line each. */
#include "sync_priv.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#define PG_VERSION_MIN 150000
#define PG_ARGS_MAX 16
#define CONNECT_TIMEOUT "30" /* s: TLS and SCRAM over a slow line */

/* libpq tells why a connection failed by words alone; asked for in English. */
static const struct {
	const char *words;
	int code;
	const char *text;
} connect_errors[] = {
	{"the database system is", EAGAIN, N_("máy chủ đang khởi động hoặc đang tắt; thử lại sau")},
	{"too many", EAGAIN, N_("máy chủ đang có quá nhiều kết nối; thử lại sau")},
	{"connection slots are reserved", EAGAIN,
	 N_("máy chủ đang có quá nhiều kết nối; thử lại sau")},
	{"out of memory", EAGAIN, N_("máy chủ đang quá tải; thử lại sau")},
	{"could not translate host name", ECONNREFUSED,
	 N_("không tìm thấy máy chủ này; xem lại tên máy chủ (PGHOST) và mạng")},
	{"certificate has expired", EACCES,
	 N_("chứng chỉ đã hết hạn; cấp chứng chỉ mới hoặc xem lại đồng hồ của máy")},
	{"alert certificate expired", EACCES,
	 N_("chứng chỉ của máy này đã hết hạn; xin người quản trị chứng chỉ mới")},
	{"alert unknown ca", EACCES,
	 N_("chứng chỉ của máy này do nơi khác cấp; xin người quản trị chứng chỉ mới")},
	{"does not match host name", EACCES,
	 N_("chứng chỉ không phải của máy chủ này; xem lại tên máy chủ (PGHOST)")},
	{"certificate verify failed", EACCES,
	 N_("không tin được chứng chỉ của máy chủ: hết hạn, sai CA (PGSSLROOTCERT), hoặc đồng hồ "
	    "máy này sai; xem lại")},
	{"does not support SSL", EACCES, N_("máy chủ chưa bật TLS; xem packaging/district")},
	{"tlsv1 alert", EACCES, N_("máy chủ không nhận chứng chỉ của máy này; cấp lại")},
	{"connection requires a valid client certificate", EACCES,
	 N_("máy chủ cần chứng chỉ của máy này (PGSSLCERT, PGSSLKEY)")},
	{"certificate", EACCES, N_("chứng chỉ không dùng được; xem lại các tệp chứng chỉ")},
	{"password", EACCES,
	 N_("sai mật khẩu (PGPASSWORD, ~/.pgpass), chứng chỉ của bàn khác, hoặc vai trò đã bị thu "
	    "hồi")},
	{"authentication failed", EACCES, N_("máy chủ không nhận vai trò này (PGUSER)")},
	{"not permitted to log in", EACCES, N_("vai trò này đã bị thu hồi hoặc khoá")},
	{"pg_hba.conf rejects", EACCES,
	 N_("máy chủ không nhận vai trò này: chưa ghi danh, hoặc đã bị thu hồi; hỏi người "
	    "quản trị")},
	{"no pg_hba.conf entry", EACCES,
	 N_("máy chủ không cho nối từ máy này; xem pg_hba.conf ở máy chủ")},
	{"role \"", EACCES, N_("máy chủ không có vai trò này (PGUSER)")},
	{"does not exist", ENOENT,
	 N_("không có cơ sở dữ liệu này (PGDATABASE); tạo bằng createdb -E UTF8 TÊN")},
	{"permission denied for database", EACCES,
	 N_("vai trò này không được vào cơ sở dữ liệu; có thể đã bị thu hồi")},
	{"closed the connection", EAGAIN, N_("mất kết nối tới máy chủ; thử lại sau")},
	{"SSL SYSCALL error", EAGAIN, N_("mất kết nối tới máy chủ; thử lại sau")},
	{"unexpected eof", EAGAIN, N_("mất kết nối tới máy chủ; thử lại sau")},
	{"reset by peer", EAGAIN, N_("mất kết nối tới máy chủ; thử lại sau")},
	{"could not send", EAGAIN, N_("mất kết nối tới máy chủ; thử lại sau")},
	{"", ECONNREFUSED,
	 N_("không nối được tới máy chủ; xem mạng, tên máy chủ và cổng (PGHOST, PGPORT)")},
};

/* A statement's failure, by the beginning of its SQLSTATE. */
static const struct {
	const char *state;
	int code;
	const char *text;
} state_errors[] = {
	{"HT001", EACCES,
	 N_("bàn này chưa được ghi danh hoặc đã bị thu hồi; hỏi người quản trị")},
	{"HT002", EPROTO,
	 N_("máy chủ cũ hơn hotroit ở đây; chờ người quản trị nâng cấp máy chủ")},
	{"HT004", EPERM,
	 N_("sổ này còn thay đổi của đơn vị khác, máy chủ không nhận; hỏi người quản trị, hoặc "
	    "dùng sổ mới (--db)")},
	{"HT005", ENOENT, N_("huyện không có bản ghi này, hoặc nó không chuyển đơn vị được")},
	{"HT006", ENOENT, N_("huyện không có đơn vị này; xem «hotroit district status»")},
	{"HT007", ECONNREFUSED,
	 N_("máy chủ vừa được khôi phục, chưa mở lại; người quản trị chạy «hotroit district "
	    "restored»")},
	{"HT008", EDQUOT,
	 N_("hôm nay bàn này đã gửi quá 512 MB; phần còn lại vẫn giữ, mai gửi tiếp")},
	{"42883", EPROTO,
	 N_("máy chủ chưa dựng xong; người quản trị chạy «hotroit district init»")},
	{"3F000", EPROTO,
	 N_("máy chủ chưa dựng; người quản trị chạy «hotroit district init»")},
	{"42P01", EPROTO,
	 N_("máy chủ chưa dựng xong; người quản trị chạy «hotroit district init»")},
	{"23505", EAGAIN, N_("máy chủ đã có phần này rồi; thử lại")},
	{"23514", EILSEQ, N_("máy chủ không nhận dữ liệu này")},
	{"22021", EILSEQ, N_("máy chủ không nhận dữ liệu này")},
	{"22003", EILSEQ, N_("máy chủ không nhận dữ liệu này")},
	{"22P0", EILSEQ, N_("máy chủ không nhận dữ liệu này")},
	{"42501", EPERM, N_("vai trò này không đủ quyền; dùng vai trò quản trị (PGUSER)")},
	{"42710", EEXIST, N_("tên này đã có ở một cơ sở dữ liệu khác cùng máy chủ; chọn tên khác")},
	{"25006", EPROTO, N_("máy chủ này chỉ đọc (bản dự phòng); nối tới máy chủ chính")},
	{"53100", EREMOTEIO, N_("ổ đĩa của máy chủ đã đầy; dọn chỗ rồi thử lại")},
	{"53", EAGAIN, N_("máy chủ đang quá tải; thử lại sau")},
	{"57014", ETIMEDOUT, N_("máy chủ làm việc này quá lâu nên đã ngắt; thử lại sau")},
	{"57", EAGAIN, N_("máy chủ đang tắt hoặc ngắt việc này; thử lại sau")},
	{"40", EAGAIN, N_("máy chủ đang bận việc khác; thử lại sau")},
	{"55P03", EAGAIN, N_("máy chủ đang bận việc khác; thử lại sau")},
	{"22023", EINVAL, N_("tên không hợp lệ: chỉ chữ thường a-z, chữ số và dấu -")},
	{"08", EAGAIN, N_("mất kết nối tới máy chủ; thử lại sau")},
	/* Whatever else it is, a restart or an upgrade may mend it: the queue is kept. */
	{"", EAGAIN,
	 N_("máy chủ báo lỗi lạ; việc chờ gửi vẫn giữ, thử lại sau và báo người quản trị")},
};

static int connect_failed(const struct pg *pg, struct err *err)
{
	const char *said = pg->pq->error_message(pg->conn), *host = pg->pq->host(pg->conn);
	size_t i = 0;

	/* The last of them fits everything. */
	while (!strstr(said, connect_errors[i].words))
		i++;
	return err_set(err, connect_errors[i].code, "%s: %s", host && *host ? host : "PGHOST",
		       _(connect_errors[i].text));
}

/* The server's words may quote a row; its code does not. */
static int query_failed(const struct pg *pg, const PGresult *result, struct err *err)
{
	const char *state = result ? pg->pq->error_field(result, PG_DIAG_SQLSTATE) : NULL;
	size_t i = 0;

	/* No code: the connection broke. */
	if (!state)
		state = "08006";
	log_debug("PostgreSQL: SQLSTATE %s", state);
	while (!str_starts(state, state_errors[i].state))
		i++;
	return err_set(err, state_errors[i].code, "%s (SQLSTATE %s)", _(state_errors[i].text),
		       state);
}

static void drop_notice(void *user, const PGresult *result)
{
	(void)user;
	(void)result;
}

static int check_server(const struct pg *pg, struct err *err)
{
	if (pg->pq->server_version(pg->conn) < PG_VERSION_MIN)
		return err_set(err, EPROTO,
			       _("máy chủ là PostgreSQL %d; cần bản 15 trở lên"),
			       pg->pq->server_version(pg->conn) / 10000);
	if (!str_eq(pg->pq->parameter(pg->conn, "server_encoding"), "UTF8"))
		return err_set(err, EPROTO,
			       _("cơ sở dữ liệu không dùng UTF8; tạo lại: createdb -E UTF8 TÊN"));
	return 0;
}

static void connect_in_english(struct pg *pg, const char *const *keywords,
			       const char *const *values)
{
	locale_t english = newlocale(LC_ALL_MASK, "C.UTF-8", (locale_t)0);
	locale_t before = uselocale(english);

	pg->conn = pg->pq->connect(keywords, values, 0);
	uselocale(before);
	if (english)
		freelocale(english);
}

int pg_open(struct pg *ret_pg, const char *const *keywords, const char *const *values,
	    struct err *err)
{
	const char *names[PG_ARGS_MAX + 1] = {"client_encoding", "fallback_application_name"};
	const char *wanted[PG_ARGS_MAX + 1] = {"UTF8", "hotroit"};
	AUTO(pg_done) struct pg pg = {0};
	const void *table;
	size_t count = 2;
	int r = plugin_open("pq", "plug_pq", &table, err);

	if (r < 0)
		return r;
	pg.pq = table;
	if (!getenv("PGCONNECT_TIMEOUT")) {
		names[count] = "connect_timeout";
		wanted[count++] = CONNECT_TIMEOUT;
	}
	for (; *keywords && count < PG_ARGS_MAX; keywords++, values++) {
		names[count] = *keywords;
		wanted[count++] = *values;
	}
	connect_in_english(&pg, names, wanted);
	if (pg.pq->status(pg.conn) != CONNECTION_OK)
		return connect_failed(&pg, err);
	pg.pq->set_notice_receiver(pg.conn, drop_notice, NULL);
	if (pg.pq->set_nonblocking(pg.conn, 1) < 0)
		return connect_failed(&pg, err);
	r = check_server(&pg, err);
	if (r == 0) {
		*ret_pg = pg;
		pg.conn = NULL;
	}
	return r;
}

void pg_done(struct pg *pg)
{
	if (pg->conn)
		pg->pq->finish(pg->conn);
	pg->conn = NULL;
}

/* Everything that the server answers: its first refusal, or its last rows. */
static int take_answers(struct pg *pg, struct pg_rows *ret_rows, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows last = {.pq = pg->pq};
	PGresult *result;
	int failed = 0, r;

	while ((r = pg_next(pg, &result, err)) == 0 && result) {
		ExecStatusType status = pg->pq->result_status(result);

		if (failed == 0 && status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK)
			failed = query_failed(pg, result, err);
		if (!last.result || status == PGRES_TUPLES_OK) {
			pg_rows_done(&last);
			last.result = result;
		} else {
			pg->pq->clear(result);
		}
	}
	/* A connection that broke may end without an answer. */
	if (r == 0 && failed == 0 &&
	    (!last.result || pg->pq->status(pg->conn) != CONNECTION_OK))
		failed = query_failed(pg, NULL, err);
	if (r < 0 || failed < 0)
		return r < 0 ? r : failed;
	if (ret_rows) {
		*ret_rows = last;
		last.result = NULL;
	}
	return 0;
}

int pg_last(struct pg *pg, const char *sql, struct pg_rows *ret_rows, struct err *err)
{
	if (!pg->pq->send_query(pg->conn, sql))
		return query_failed(pg, NULL, err);
	return take_answers(pg, ret_rows, err);
}

int pg_copy_in(struct pg *pg, const char *sql, const struct buf *lines, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows begun = {.pq = pg->pq};
	int r = pg->pq->send_query(pg->conn, sql) ? 0 : query_failed(pg, NULL, err);

	if (r == 0)
		r = pg_next(pg, &begun.result, err);
	if (r < 0)
		return r;
	if (pg->pq->result_status(begun.result) != PGRES_COPY_IN) {
		r = query_failed(pg, begun.result, err);
		return take_answers(pg, NULL, NULL) == -ETIMEDOUT ? -ETIMEDOUT : r;
	}
	if (lines->len > INT_MAX ||
	    pg->pq->put_copy_data(pg->conn, lines->data, (int)lines->len) != 1 ||
	    pg->pq->put_copy_end(pg->conn, NULL) != 1)
		return query_failed(pg, NULL, err);
	return take_answers(pg, NULL, err);
}

int pg_run(struct pg *pg, const char *sql, struct err *err)
{
	return pg_last(pg, sql, NULL, err);
}

int pg_query(struct pg *pg, const char *sql, const char *const *values, size_t count,
	     struct pg_rows *ret_rows, struct err *err)
{
	if (!pg->pq->send_query_params(pg->conn, sql, (int)count, NULL, values, NULL, NULL, 0))
		return query_failed(pg, NULL, err);
	return take_answers(pg, ret_rows, err);
}

int pg_stream(struct pg *pg, const char *sql, const char *const *values, size_t count,
	      struct err *err)
{
	if (!pg->pq->send_query_params(pg->conn, sql, (int)count, NULL, values, NULL, NULL, 0) ||
	    !pg->pq->set_single_row_mode(pg->conn))
		return query_failed(pg, NULL, err);
	return 0;
}

int pg_row(struct pg *pg, struct pg_rows *ret_rows, bool *ret_more, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {.pq = pg->pq}, end = {.pq = pg->pq};
	int r = pg_next(pg, &rows.result, err);

	if (r < 0)
		return r;
	if (rows.result && pg->pq->result_status(rows.result) == PGRES_SINGLE_TUPLE) {
		*ret_rows = rows;
		*ret_more = true;
		rows.result = NULL;
		return 0;
	}
	if (!rows.result || pg->pq->result_status(rows.result) != PGRES_TUPLES_OK)
		return query_failed(pg, rows.result, err);
	*ret_more = false;
	return pg_next(pg, &end.result, err);
}

int pg_query_bytes(struct pg *pg, const char *sql, const char *const *values, size_t count,
		   const struct buf *data, struct pg_rows *ret_rows, struct err *err)
{
	const char *params[PG_ARGS_MAX] = {NULL};
	int lengths[PG_ARGS_MAX] = {0}, formats[PG_ARGS_MAX] = {0};

	if (count >= PG_ARGS_MAX || data->len > INT_MAX)
		return err_set(err, E2BIG, _("máy chủ không nhận dữ liệu này"));
	for (size_t i = 0; i < count; i++)
		params[i] = values[i];
	params[count] = buf_text(data);
	lengths[count] = (int)data->len;
	formats[count] = 1;
	if (!pg->pq->send_query_params(pg->conn, sql, (int)count + 1, NULL, params, lengths,
				       formats, 0))
		return query_failed(pg, NULL, err);
	return take_answers(pg, ret_rows, err);
}

int pg_bytes(struct pg *pg, const char *sql, const char *const *values, size_t count,
	     struct buf *ret, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	int r;

	if (!pg->pq->send_query_params(pg->conn, sql, (int)count, NULL, values, NULL, NULL, 1))
		return query_failed(pg, NULL, err);
	r = take_answers(pg, &rows, err);
	if (r == 0 && (!pg_rows_count(&rows) || !pg_value(&rows, 0, 0)))
		return -ENOENT;
	if (r == 0)
		buf_add(ret, pg_value(&rows, 0, 0), (size_t)pg->pq->length(rows.result, 0, 0));
	return r;
}

int pg_do(struct pg *pg, const char *sql, const char *const *values, size_t count, struct err *err)
{
	return pg_query(pg, sql, values, count, NULL, err);
}

void pg_rows_done(struct pg_rows *rows)
{
	if (rows->result)
		rows->pq->clear(rows->result);
	rows->result = NULL;
}

size_t pg_rows_count(const struct pg_rows *rows)
{
	return (size_t)rows->pq->rows(rows->result);
}

const char *pg_value(const struct pg_rows *rows, size_t row, int column)
{
	return rows->pq->is_null(rows->result, (int)row, column)
		       ? NULL
		       : rows->pq->value(rows->result, (int)row, column);
}
