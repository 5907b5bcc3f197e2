/* What the live stick may wipe: written onto it when it is asked for, and then only one file. */
#include "flow_priv.h"
#include "flow_paper.h"
#include "stick_priv.h"
#include "wipe_report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TOOL_MS 30000
#define WORD_MAX 4096
#define TAGS_SHOWN 8

/* Gone, or with a pupil: not on anybody's bench. */
static bool is_away(const struct row *device)
{
	static const char *const away[] = {"given-back", "lost",     "liquidated", "recycled",
					   "handed-over", "in-use", "reserved",   "ready"};

	for (size_t i = 0; i < ARRAY_LEN(away); i++)
		if (str_eq(row_get(device, "state"), away[i]))
			return true;
	return false;
}

/* Nothing is left on it, or there never was anything. */
static bool is_clean(const struct row *device)
{
	static const char *const clean[] = {"cleared", "purged", "destroyed", "no-media"};

	for (size_t i = 0; i < ARRAY_LEN(clean); i++)
		if (str_eq(row_get(device, "data_state"), clean[i]))
			return true;
	return false;
}

/* Devices that may not be wiped, for one reason. */
struct left_out {
	size_t count;
	struct buf tags; /* "7K2M9QX, EDMUH2X", the first of them */
};

struct gathering {
	struct wipe_orders *orders;
	size_t agreed;
	struct left_out refused, unasked, unknown;
};

static void gathering_done(struct gathering *gathering)
{
	buf_done(&gathering->refused.tags);
	buf_done(&gathering->unasked.tags);
	buf_done(&gathering->unknown.tags);
}

static void leave_out(struct left_out *ret, const struct row *device)
{
	if (ret->count++ < TAGS_SHOWN)
		buf_printf(&ret->tags, "%s%s", ret->count > 1 ? ", " : "",
			   row_get(device, "tag"));
}

/* One that was never probed has nothing by which the stick could know it. */
static int add_order(struct store *store, struct gathering *to, const struct row *device,
		     enum donor_consent consent, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	struct wipe_order order = {.consent = consent};
	struct wipe_orders *orders = to->orders;
	int r = flow_stored_snapshot(store, device->id, &snapshot, err);

	if (r < 0 && r != -ENOENT)
		return r;
	if (r == 0)
		order.fingerprint =
			wipe_fingerprint(&orders->arena, orders->salt, &snapshot,
					 &order.fingerprint_count);
	if (consent == WIPE_CONSENT_NO)
		leave_out(&to->refused, device);
	else if (!order.fingerprint_count)
		leave_out(&to->unknown, device);
	if (!order.fingerprint_count)
		return 0;
	order.tag = arena_str(&orders->arena, row_get(device, "tag"));
	order.salt = orders->salt;
	orders->list[orders->count++] = order;
	to->agreed += consent == WIPE_CONSENT_YES;
	return 0;
}

static int add_device(struct store *store, struct gathering *to, const struct row *device,
		      struct err *err)
{
	const char *consent = row_get(device, "wipe_consent");

	if (is_away(device))
		return 0;
	if (str_eq(consent, wipe_consent_key(WIPE_CONSENT_YES)))
		return add_order(store, to, device, WIPE_CONSENT_YES, err);
	if (str_eq(consent, wipe_consent_key(WIPE_CONSENT_NO)))
		return add_order(store, to, device, WIPE_CONSENT_NO, err);
	if (!is_clean(device))
		leave_out(&to->unasked, device);
	return 0;
}

static int gather(struct store *store, struct gathering *to, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct wipe_orders *orders = to->orders;
	struct row *devices = NULL;
	size_t count = 0;
	char now[CLOCK_TEXT_MAX], salt[WIPE_ID_DIGITS + 1];
	int r = wipe_id_new(salt, err);

	if (r == 0)
		r = row_list(&devices, &count, store, &arena, "device", NULL, NULL, err);
	if (r < 0)
		return r;

	store_now(store, now);
	orders->made_at = arena_str(&orders->arena, now);
	orders->salt = arena_str(&orders->arena, salt);
	orders->list = arena_alloc(&orders->arena, (count + 1) * sizeof(*orders->list));
	for (size_t i = 0; r == 0 && i < count; i++)
		r = add_device(store, to, &devices[i], err);
	return r;
}

static void tell_left_out(struct buf *ret, const char *why, const struct left_out *devices)
{
	if (devices->count)
		buf_printf(ret, _("\n%s: %zu máy (%s%s)"), why, devices->count,
			   buf_text(&devices->tags), devices->count > TAGS_SHOWN ? ", …" : "");
}

static void tell(struct buf *ret, const struct gathering *gathering)
{
	buf_printf(ret, _("Đã ghi lên USB %zu máy được phép xoá dữ liệu"), gathering->agreed);
	tell_left_out(ret, _("Bên tặng không cho xoá"), &gathering->refused);
	tell_left_out(ret, _("Chưa hỏi bên tặng (mục Cho xoá DL của máy)"),
		      &gathering->unasked);
	tell_left_out(ret, _("Cho xoá, nhưng chưa dò nên USB không nhận ra"),
		      &gathering->unknown);
}

/* ---- onto the stick -------------------------------------------------------------------------- */

static bool find_mounted(const char *device, struct buf *ret)
{
	const char *argv[] = {"findmnt", "-nr", "-o", "TARGET", device, NULL};
	int status = 0;

	buf_clear(ret);
	if (proc_run(argv, TOOL_MS, WORD_MAX, ret, &status, NULL) < 0 || status != 0 || !ret->len)
		return false;
	ret->data[ret->len = strcspn(ret->data, "\n")] = '\0';
	return ret->len > 0;
}

static void udisks(const char *verb, const char *device)
{
	const char *argv[] = {"udisksctl", verb, "--no-user-interaction", "-b", device, NULL};
	int status = 0;

	if (proc_run(argv, TOOL_MS, WORD_MAX, NULL, &status, NULL) < 0 || status != 0)
		log_debug("udisksctl %s: no", verb);
}

/* IS_STICK: it is known to be one, that may have been nowhere yet. */
static int write_into(const char *folder, bool is_stick, const struct buf *text, struct err *err)
{
	char file[PATH_MAX];
	struct stat about;

	if (snprintf(file, sizeof(file), "%s/hotroit", folder) >= PATH_MAX - 32)
		return err_set(err, ENAMETOOLONG, "%s", folder);
	if (!is_stick && access(file, F_OK) < 0)
		return err_set(err, ENOENT,
			       _("%s: không phải USB của hotroit (không có thư mục hotroit); thử "
				 "cho biết ổ, như /dev/sdb1"),
			       folder);
	if (is_stick && mkdir(file, 0755) < 0 && errno != EEXIST)
		return err_set(err, errno, _("%s: không ghi được (%s)"), file, err_why(errno));
	/* A link would lead to a folder of whoever plugged the stick in. */
	if (lstat(file, &about) < 0 || !S_ISDIR(about.st_mode))
		return err_set(err, ENOTDIR, _("%s: không ghi được (%s)"), file, err_why(ENOTDIR));
	snprintf(file, sizeof(file), "%s/hotroit/orders.json", folder);
	return flow_write_file(file, text, FLOW_FILE_ALL, true, err);
}

/* A partition that nobody has mounted is mounted for this one file. */
static int write_onto(const char *device, const struct buf *text, struct err *err)
{
	AUTO(buf_done) struct buf point = {0};
	bool ours = !find_mounted(device, &point);
	int r;

	if (ours)
		udisks("mount", device);
	if (ours && !find_mounted(device, &point))
		return err_set(err, EACCES,
			       _("%s: chưa được gắn: mở USB trong trình quản lý tệp rồi làm lại"),
			       device);
	r = write_into(buf_text(&point), true, text, err);
	if (ours)
		udisks("unmount", device);
	return r;
}

int flow_stick_orders(struct store *store, const char *path, struct buf *ret_said,
		      struct err *err)
{
	AUTO(wipe_orders_done) struct wipe_orders orders = {0};
	AUTO(gathering_done) struct gathering gathering = {.orders = &orders};
	AUTO(buf_done) struct buf text = {0};
	struct stat about;
	int r = store_may_write(store, record_kind_find("wipe"), err);

	if (r == 0)
		r = gather(store, &gathering, err);
	if (r < 0)
		return r;
	if (stat(path, &about) < 0)
		return err_set(err, errno, _("%s: không mở được (%s)"), path, err_why(errno));
	wipe_orders_print(&text, &orders);
	if (orders.count > WIPE_ORDERS_MAX || text.len > ROOT_FILE_MAX)
		return err_set(err, EFBIG,
			       _("danh sách %zu máy, USB chỉ đọc được %d: làm tiếp các máy đã "
				 "xoá xong rồi ghi lại"),
			       orders.count, WIPE_ORDERS_MAX);
	r = S_ISDIR(about.st_mode)   ? write_into(path, false, &text, err)
	    : S_ISBLK(about.st_mode) ? write_onto(path, &text, err)
				     : err_set(err, EINVAL,
					       _("%s: không phải ổ hay thư mục"), path);
	if (r == 0)
		tell(ret_said, &gathering);
	return r;
}
