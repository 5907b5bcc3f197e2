/* Everything worth knowing about a database file, found without trusting it. */
#include "store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#define FAULTS_MAX 5
#define FREE_LITTLE (200u << 20)
#define RESTORE_CURE N_("chạy «hotroit restore» từ bản sao lưu gần nhất")

struct doctor {
	const char *file;
	store_health_fn fn;
	void *user;
};

static void say(const struct doctor *doctor, enum store_health health, const char *cure,
		const char *fmt, ...) PRINTF_LIKE(4, 5);

static void say(const struct doctor *doctor, enum store_health health, const char *cure,
		const char *fmt, ...)
{
	char what[ERR_TEXT_MAX];
	va_list args;

	va_start(args, fmt);
	vsnprintf(what, sizeof(what), fmt, args);
	va_end(args);
	doctor->fn(doctor->user, health, what, cure);
}

/* What could not be read. The doctor is the one that other errors send to: it does not send to
 * itself. */
static void say_unread(const struct doctor *doctor, const struct err *err)
{
	if (err->code == EPROTO)
		say(doctor, STORE_BAD, _("cập nhật hotroit"), "%s", err->text);
	else if (err->code == EBADMSG)
		say(doctor, STORE_BAD, _(RESTORE_CURE),
		    _("%s: tệp hỏng hoặc không phải dữ liệu của hotroit"), doctor->file);
	else if (err->code == EIO)
		say(doctor, STORE_BAD, _(RESTORE_CURE), _("%s: không đọc được hết"), doctor->file);
	else
		say(doctor, STORE_BAD, _(RESTORE_CURE), "%s", err->text);
}

static void look_at_disk(const struct doctor *doctor)
{
	char folder[PATH_MAX];
	struct statvfs room;
	uint64_t bytes;

	snprintf(folder, sizeof(folder), "%s", doctor->file);
	if (statvfs(dirname(folder), &room) < 0)
		return;
	bytes = (uint64_t)room.f_bavail * room.f_frsize;
	if (bytes < FREE_LITTLE)
		say(doctor, STORE_WARN, _("dọn đĩa"), _("chỗ trống trên đĩa: còn %llu MB"),
		    (unsigned long long)(bytes >> 20));
	else
		say(doctor, STORE_GOOD, NULL, _("chỗ trống trên đĩa: %llu MB"),
		    (unsigned long long)(bytes >> 20));
	if (access(doctor->file, W_OK) < 0)
		say(doctor, STORE_WARN, _("cấp quyền ghi cho tệp"), _("tệp: chỉ đọc được"));
}

static void look_at_lock(const struct doctor *doctor)
{
	char name[PATH_MAX];
	struct stat there;
	int fd;

	/* Looking must not make the lock file. */
	snprintf(name, sizeof(name), "%.4000s.lock", doctor->file);
	if (stat(name, &there) < 0 || lock_open(doctor->file, &fd, NULL) < 0)
		return;
	if (lock_take(fd, doctor->file, 0, NULL) < 0)
		say(doctor, STORE_WARN, _("đợi chương trình kia ghi xong"),
		    _("khoá ghi: chương trình khác đang ghi"));
	else
		say(doctor, STORE_GOOD, NULL, _("khoá ghi: rảnh"));
	close(fd);
}

static void look_at_integrity(const struct doctor *doctor, struct store *store)
{
	AUTO(sql_done) struct query query = {0};
	struct err err = {0};
	int faults = 0;
	int r = sql_query(&query, store, &err, "PRAGMA integrity_check(5)", "");

	while (r >= 0 && faults < FAULTS_MAX && (r = sql_step(&query, &err)) > 0) {
		if (str_eq(sql_text(&query, 0), "ok"))
			continue;
		faults++;
		say(doctor, STORE_BAD, _(RESTORE_CURE), _("toàn vẹn: %.200s"), sql_text(&query, 0));
	}
	if (r < 0)
		say_unread(doctor, &err);
	else if (!faults)
		say(doctor, STORE_GOOD, NULL, _("toàn vẹn: tốt"));
}

static void look_at_log(const struct doctor *doctor, struct store *store)
{
	AUTO(buf_done) struct buf log = {0};

	buf_printf(&log, "%s-wal", doctor->file);
	if (log_check(store, buf_text(&log), NULL) < 0)
		say(doctor, STORE_BAD, _(RESTORE_CURE),
		    _("%s: hỏng ở giữa, các bước cuối không đọc được"), buf_text(&log));
}

static void look_at_references(const struct doctor *doctor, struct store *store)
{
	struct err err = {0};
	struct store_link link = {0};
	int64_t lost = 0;
	int r = sql_number(store, &lost, &err, "SELECT count(*) FROM pragma_foreign_key_check", "");

	/* A book of before the sync has no link. */
	if (r == 0 && store_sync_link(store, &link, NULL) < 0)
		log_debug("no sync_link");
	if (r < 0)
		say_unread(doctor, &err);
	else if (lost && *link.own)
		say(doctor, STORE_WARN, _("đồng bộ; nếu vẫn còn thì bản ghi ấy ở đơn vị khác"),
		    _("tham chiếu: %lld dòng trỏ tới dòng chưa có ở bàn này"), (long long)lost);
	else if (lost)
		say(doctor, STORE_BAD, _(RESTORE_CURE),
		    _("tham chiếu: %lld dòng trỏ tới dòng không có"), (long long)lost);
	else
		say(doctor, STORE_GOOD, NULL, _("tham chiếu: tốt"));
}

static void look_at_contents(const struct doctor *doctor, struct store *store, int64_t version)
{
	char backup[CLOCK_TEXT_MAX] = "";
	struct err err = {0};
	int64_t devices = 0, waiting = 0;

	if (version < db_latest_version())
		say(doctor, STORE_WARN, _("mở một lần bằng «hotroit» để nâng lên"),
		    _("phiên bản dữ liệu: %lld, bản này dùng %lld"), (long long)version,
		    (long long)db_latest_version());
	else
		say(doctor, STORE_GOOD, NULL, _("phiên bản dữ liệu: %lld"), (long long)version);
	if (sql_number(store, &devices, &err, "SELECT count(*) FROM device", "") == 0 &&
	    sql_number(store, &waiting, &err, "SELECT count(*) FROM outbox", "") == 0)
		say(doctor, STORE_GOOD, NULL, _("%lld thiết bị, %lld thay đổi chờ gửi"),
		    (long long)devices, (long long)waiting);
	if (store_check_clock(store, &err) < 0)
		say(doctor, STORE_WARN, NULL, "%s", err.text);
	if (meta_get(store, "backup_at", backup, sizeof(backup), &err) == 0 && *backup)
		say(doctor, STORE_GOOD, NULL, _("sao lưu gần nhất: %s"), backup);
	else
		say(doctor, STORE_WARN, _("chạy «hotroit backup TỆP» sang ổ khác"),
		    _("sao lưu: chưa có lần nào"));
}

/* Every row of a chained kind is what it was when it was written. */
static void look_at_chains(const struct doctor *doctor, struct store *store)
{
	for (size_t i = 0; i < record_kind_count; i++) {
		const struct record_kind *kind = record_kind_table[i];
		struct err err = {0};
		uint64_t rows = 0;
		int r = kind->is_chained ? store_check_chain(store, kind, &rows, &err) : -ENOENT;

		if (r == -EBADMSG)
			say(doctor, STORE_BAD, _("đối chiếu chứng từ, rồi khôi phục bản sao lưu"),
			    "%s", err.text);
		else if (r == 0)
			say(doctor, STORE_GOOD, NULL, _("%s: %llu dòng liền mạch"), _(kind->label),
			    (unsigned long long)rows);
		else if (kind->is_chained)
			say_unread(doctor, &err);
	}
}

int store_doctor(const char *file, store_health_fn fn, void *user, struct err *err)
{
	const struct doctor doctor = {.file = file, .fn = fn, .user = user};
	AUTO(db_done) struct store store = {.lock_fd = -1};
	struct err found = {0};
	int64_t version = 0;
	int r;

	if (access(file, F_OK) < 0)
		return err_set(err, errno, _("%s: không có tệp (%s); kiểm tra đường dẫn sau --db"),
			       file, err_why(errno));
	look_at_disk(&doctor);
	look_at_lock(&doctor);
	r = db_open_readable(&store, file, &version, &found);
	if (r < 0) {
		say_unread(&doctor, &found);
		return 0;
	}
	look_at_integrity(&doctor, &store);
	look_at_log(&doctor, &store);
	look_at_references(&doctor, &store);
	if (version)
		look_at_contents(&doctor, &store, version);
	if (version == db_latest_version())
		look_at_chains(&doctor, &store);
	return 0;
}
