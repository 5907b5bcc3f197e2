/* A bench gets its role, its password and the one file that holds all it needs. */
#include "sync_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#define SECRET_BYTES 24
#define PEM_MAX (64u << 10)

static int make_secret(char ret[2 * SECRET_BYTES + 1], struct err *err)
{
	static const char digits[] = "0123456789abcdef";
	unsigned char bytes[SECRET_BYTES];

	if (getrandom(bytes, sizeof(bytes), 0) != sizeof(bytes))
		return err_set(err, EIO, _("máy này không cho số ngẫu nhiên; thử lại"));
	for (size_t i = 0; i < sizeof(bytes); i++) {
		ret[2 * i] = digits[bytes[i] >> 4];
		ret[2 * i + 1] = digits[bytes[i] & 15];
	}
	ret[2 * SECRET_BYTES] = '\0';
	return 0;
}

/* ,"NAME":"the file's text"; nothing without a file. */
static int add_pem(struct buf *ret, const char *name, const char *file, struct err *err)
{
	AUTO(buf_done) struct buf text = {0};
	char block[4096];
	ssize_t got;
	int fd;

	if (!file)
		return 0;
	fd = open(file, O_RDONLY | O_CLOEXEC);
	if (fd < 0)
		return err_set(err, errno, _("%s: không mở được (%s)"), file, err_why(errno));
	while ((got = read(fd, block, sizeof(block))) > 0 && text.len <= PEM_MAX)
		buf_add(&text, block, (size_t)got);
	close(fd);
	if (got < 0 || text.len > PEM_MAX || !strstr(buf_text(&text), "-----BEGIN "))
		return err_set(err, EBADMSG, _("%s: không phải tệp PEM"), file);
	buf_printf(ret, ",\"%s\":", name);
	json_add_text(ret, buf_text(&text));
	return 0;
}

static int find_host(const struct pg *pg, const struct district_bench *bench,
		     const char **ret_host, struct err *err)
{
	const char *host = bench->host ? bench->host : pg->pq->host(pg->conn);

	if (!host || !*host || *host == '/' || *host == '@')
		return err_set(err, EINVAL,
			       _("bàn phải biết tên máy chủ: thêm --host TÊN-MÁY-CHỦ"));
	*ret_host = host;
	return 0;
}

static void add_text(struct buf *ret, const char *name, const char *value)
{
	buf_printf(ret, ",\"%s\":", name);
	json_add_text(ret, value);
}

/* The server gets a verifier; the password itself leaves this program in the bundle alone. */
static int enroll_role(struct pg *pg, const struct district_bench *bench, const char *role,
		       const char *secret, struct err *err)
{
	char *verifier = pg->pq->encrypt_password(pg->conn, secret, role, "scram-sha-256");
	const char *const values[] = {bench->name, bench->unit, bench->unit_name,
				      bench->is_coordinator ? "t" : "f", verifier};
	int r;

	if (!verifier)
		return err_set(err, EIO, _("không tạo được mật khẩu cho bàn"));
	r = pg_do(pg, "SELECT sync.enroll($1, $2, $3, $4, $5)", values, ARRAY_LEN(values), err);
	pg->pq->freemem(verifier);
	return r;
}

static int add_bundle(struct pg *pg, const struct district_bench *bench, const char *host,
		      const char *role, const char *secret, struct buf *ret, struct err *err)
{
	AUTO(pg_rows_done) struct pg_rows rows = {0};
	int r = pg_query(pg, "SELECT district FROM sync.server", NULL, 0, &rows, err);

	if (r < 0)
		return r;
	buf_printf(ret, "{\"schema\":\"hotroit.bundle/1\",\"version\":%d", SYNC_VERSION);
	add_text(ret, "bench", bench->name);
	buf_printf(ret, ",\"scope\":\"%s.%s\"", pg_value(&rows, 0, 0), bench->unit);
	add_text(ret, "host", host);
	add_text(ret, "port", pg->pq->port(pg->conn));
	add_text(ret, "dbname", pg->pq->db(pg->conn));
	add_text(ret, "user", role);
	add_text(ret, "password", secret);
	add_text(ret, "sslmode", "verify-full");
	r = add_pem(ret, "ca", bench->ca, err);
	if (r == 0)
		r = add_pem(ret, "cert", bench->cert, err);
	if (r == 0)
		r = add_pem(ret, "key", bench->key, err);
	buf_add_str(ret, "}\n");
	return r;
}

int district_enroll(const struct district_bench *bench, struct buf *ret, struct err *err)
{
	AUTO(buf_done) struct buf bundle = {0}, role = {0};
	AUTO(pg_done) struct pg pg = {0};
	char secret[2 * SECRET_BYTES + 1];
	const char *host = "";
	int r = district_open_ready(&pg, err);

	if (r == 0)
		r = find_host(&pg, bench, &host, err);
	if (r == 0)
		r = make_secret(secret, err);
	if (r < 0)
		return r;
	buf_printf(&role, "hotroit_b_%s", bench->name);
	/* The files are read first: a wrong one enrolls nobody. */
	r = add_bundle(&pg, bench, host, buf_text(&role), secret, &bundle, err);
	if (r == 0)
		r = enroll_role(&pg, bench, buf_text(&role), secret, err);
	if (r == 0)
		buf_add(ret, bundle.data, bundle.len);
	explicit_bzero(secret, sizeof(secret));
	if (bundle.data)
		explicit_bzero(bundle.data, bundle.len);
	return r;
}
