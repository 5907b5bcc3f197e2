/* Wi-Fi: an adapter that hears at least one network works. Hearing none proves nothing. */
#include "check.h"
#include "plug_wifi.h"
#include "rfkill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <unistd.h>

#define SCAN_MS 12000
#define TRIES 3
#define SWITCH_MS 20000
#define NAME_MAX_BYTES 32

struct work {
	const struct check_ctx *ctx;
	const struct plug_wifi *plug;
};

static bool is_wireless(const struct root *root, const char *name)
{
	char path[384];
	int fd;

	snprintf(path, sizeof(path), "sys/class/net/%s/phy80211", name);
	fd = root_openat(root, path, O_PATH | O_NOFOLLOW);
	if (fd < 0)
		return false;
	close(fd);
	return true;
}

static bool find(const struct root *root, char ret[NAME_MAX_BYTES])
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names = NULL;
	size_t count = 0;

	if (root_list(root, "sys/class/net", &arena, &names, &count) < 0)
		return false;
	for (size_t i = 0; i < count; i++)
		if (is_wireless(root, names[i])) {
			snprintf(ret, NAME_MAX_BYTES, "%s", names[i]);
			return true;
		}
	return false;
}

/* False: it stays off, and that has been told. */
static bool switch_on(const struct work *work)
{
	int64_t until = clock_mono_ms() + SWITCH_MS;
	enum rfkill_word state = rfkill_wifi(work->ctx->root);

	if (state == RFKILL_SOFT_OFF) {
		rfkill_unblock(work->ctx->root);
		check_sleep(500);
		state = rfkill_wifi(work->ctx->root);
	}
	while (state != RFKILL_ON && clock_mono_ms() < until) {
		check_say("%s", _("Wi-Fi đang tắt: gạt công tắc hoặc bấm phím Fn có hình sóng"));
		check_left(until - clock_mono_ms());
		check_sleep(500);
		rfkill_unblock(work->ctx->root);
		state = rfkill_wifi(work->ctx->root);
	}
	if (state == RFKILL_ON)
		return true;
	check_result(work->ctx, "wifi", CHECK_NOT_DONE, "%s",
		     state == RFKILL_HARD ? _("tắt bằng công tắc hoặc phím Fn, chưa bật được")
					      : _("tắt bằng phần mềm, chưa bật được"));
	return false;
}

static int scan(const struct work *work, const char *name, size_t *ret_count)
{
	int r = -ETIMEDOUT;

	*ret_count = 0;
	for (int i = 0; i < TRIES && !*ret_count; i++) {
		size_t count = 0;

		check_say("%s", _("Đang tìm mạng Wi-Fi quanh đây…"));
		check_left(SCAN_MS);
		r = work->plug->scan(name, SCAN_MS, &count);
		if (r == 0)
			*ret_count = count;
		else
			check_sleep(1000);
	}
	return r;
}

static void none_heard(const struct check_ctx *ctx)
{
	check_ask("%s", _("Không thấy mạng nào. Điện thoại ở đây có thấy mạng Wi-Fi không?"));
	check_if(ctx, true, "wifi", CHECK_BAD, _("quanh đây có mạng mà máy không thấy"));
	check_if(ctx, false, "wifi", CHECK_NOT_DONE, _("quanh đây không có mạng để thử"));
	check_wait_for_answer();
}

static void try(const struct work *work)
{
	char name[NAME_MAX_BYTES];
	size_t count;
	int r;

	if (!find(work->ctx->root, name)) {
		check_results(work->ctx, CHECK_NOT_DONE,
			      _("thiếu driver hoặc firmware; thử bằng hệ điều hành đã cài"));
		return;
	}
	if (!switch_on(work))
		return;
	r = scan(work, name, &count);
	if (count)
		check_result(work->ctx, "wifi", CHECK_OK, _("thấy %zu mạng"), count);
	else if (r == 0)
		none_heard(work->ctx);
	else
		check_result(work->ctx, "wifi", CHECK_NOT_DONE, _("không tìm mạng được (%s)"),
			     err_why(-r));
}

static void run(const struct check_ctx *ctx)
{
	const void *table = NULL;
	struct work work = {.ctx = ctx};
	struct err err;

	if (plugin_open("wifi", "plug_wifi", &table, &err) < 0) {
		check_results(ctx, CHECK_NOT_DONE, err.text);
		return;
	}
	work.plug = table;
	try(&work);
}

static enum check_presence presence(const struct snapshot *snapshot)
{
	return check_says(snapshot, "wifi.present") ? CHECK_HAS : CHECK_UNSURE;
}

static const struct check_part parts[] = {
	{"wifi", N_("Wi-Fi"), N_("Máy này có Wi-Fi không?"), presence},
};

const struct check check_wifi = {
	.name = "wifi",
	.label = N_("Wi-Fi"),
	.parts = parts,
	.part_count = ARRAY_LEN(parts),
	.run = run,
};
