/* What the live stick may wipe: written onto it when it is asked for, and then only one file. */
#include "flow_priv.h"
#include "flow_paper.h"
#include "stick_priv.h"
#include "wipe_report.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

#define TOOL_MS 30000
#define WORD_MAX 4096

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

/* One that was never probed has nothing by which the stick could know it. */
static int add_order(struct store *store, struct wipe_orders *orders, const struct row *device,
		     enum donor_consent consent, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	struct wipe_order order = {.consent = consent};
	int r = flow_stored_snapshot(store, device->id, &snapshot, err);

	if (r == -ENOENT)
		return 0;
	if (r < 0)
		return r;
	order.tag = arena_str(&orders->arena, row_get(device, "tag"));
	order.salt = orders->salt;
	order.fingerprint = wipe_fingerprint(&orders->arena, order.salt, &snapshot,
					     &order.fingerprint_count);
	if (order.fingerprint_count)
		orders->list[orders->count++] = order;
	return 0;
}

static int gather(struct store *store, struct wipe_orders *ret, size_t *ret_agreed,
		  struct err *err)
{
	static const enum donor_consent answers[] = {WIPE_CONSENT_YES, WIPE_CONSENT_NO};
	AUTO(arena_done) struct arena arena = {0};
	struct row *devices[ARRAY_LEN(answers)];
	size_t counts[ARRAY_LEN(answers)] = {0}, sum = 0;
	char now[CLOCK_TEXT_MAX], salt[WIPE_ID_DIGITS + 1];
	int r = wipe_id_new(salt, err);

	for (size_t i = 0; r == 0 && i < ARRAY_LEN(answers); i++) {
		r = row_list(&devices[i], &counts[i], store, &arena, "device", "wipe_consent",
			     wipe_consent_key(answers[i]), err);
		sum += counts[i];
	}
	store_now(store, now);
	ret->made_at = arena_str(&ret->arena, now);
	ret->salt = r == 0 ? arena_str(&ret->arena, salt) : NULL;
	ret->list = arena_alloc(&ret->arena, (sum + 1) * sizeof(*ret->list));
	for (size_t i = 0; r == 0 && i < ARRAY_LEN(answers); i++) {
		for (size_t n = 0; r == 0 && n < counts[i]; n++)
			if (!is_away(&devices[i][n]))
				r = add_order(store, ret, &devices[i][n], answers[i], err);
		if (answers[i] == WIPE_CONSENT_YES)
			*ret_agreed = ret->count;
	}
	return r;
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

static int write_into(const char *folder, const struct buf *text, struct err *err)
{
	char file[PATH_MAX];
	struct stat about;

	if (snprintf(file, sizeof(file), "%s/hotroit", folder) >= PATH_MAX - 32)
		return err_set(err, ENAMETOOLONG, "%s", folder);
	if (mkdir(file, 0755) < 0 && errno != EEXIST)
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
	r = write_into(buf_text(&point), text, err);
	if (ours)
		udisks("unmount", device);
	return r;
}

int flow_stick_orders(struct store *store, const char *path, struct buf *ret_said,
		      struct err *err)
{
	AUTO(wipe_orders_done) struct wipe_orders orders = {0};
	AUTO(buf_done) struct buf text = {0};
	size_t agreed = 0;
	struct stat about;
	int r = store_may_write(store, record_kind_find("wipe"), err);

	if (r == 0)
		r = gather(store, &orders, &agreed, err);
	if (r < 0)
		return r;
	if (stat(path, &about) < 0)
		return err_set(err, errno, _("%s: không mở được (%s)"), path, err_why(errno));
	wipe_orders_print(&text, &orders);
	r = S_ISDIR(about.st_mode)   ? write_into(path, &text, err)
	    : S_ISBLK(about.st_mode) ? write_onto(path, &text, err)
				     : err_set(err, EINVAL,
					       _("%s: không phải ổ hay thư mục"), path);
	if (r == 0)
		buf_printf(ret_said, _("Đã ghi lên USB %zu máy được phép xoá dữ liệu"),
			   agreed);
	return r;
}
