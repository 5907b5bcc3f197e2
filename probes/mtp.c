/* What MTP tells, made facts; nothing that it does not tell is guessed. */
#include "mtp.h"

#include "android.h"
#include "usb_seen.h"
#include "usb_snapshot.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define SOURCE "MTP"
#define STORE_MAX (UINT64_C(64) << 40)

static void add_text(struct facts *facts, const char *key, const char *value)
{
	if (*value)
		facts_text(facts, key, value, SOURCE);
}

static void add_storage(struct facts *facts, const struct mtp_report *report)
{
	const char *why = NULL;

	if (report->stores == 0)
		why = _("máy chưa cho xem bộ nhớ: mở khoá, chọn Truyền tệp rồi dò lại");
	else if (report->stores > 1)
		why = _("máy có nhiều vùng nhớ trong, MTP không nói vùng nào là dữ liệu");
	else if (report->total == 0 || report->total > STORE_MAX || report->free > report->total)
		why = _("MTP báo dung lượng vô lý");
	if (why) {
		facts_unreadable(facts, "storage.total", why);
		facts_unreadable(facts, "storage.free", why);
		return;
	}
	facts_int(facts, "storage.total", (int64_t)report->total, SOURCE);
	facts_int(facts, "storage.free", (int64_t)report->free, SOURCE);
}

static void add_report(struct facts *facts, const struct mtp_report *report)
{
	add_text(facts, "device.vendor", report->maker);
	add_text(facts, "device.model", report->model);
	if (report->is_android)
		facts_text(facts, "os.name", "Android", SOURCE);
	add_storage(facts, report);
	/* Phones give 100 as the most; another scale would have to be believed. */
	if (report->battery_known && report->level_max == 100 && report->level <= 100)
		facts_int(facts, "battery.0.level", report->level, SOURCE);
}

void mtp_snapshot(struct snapshot *ret, const char *port, const char *state,
		  const struct mtp_report *report, const char *why)
{
	struct snapshot snapshot = {0};
	struct facts *facts = &snapshot.facts;

	if (!why)
		why = _("MTP không cho biết: bật gỡ lỗi USB, hoặc tự xem trên máy rồi nhập tay");
	for (size_t i = 0; android_keys[i]; i++)
		facts_unreadable(facts, android_keys[i], why);
	facts_unreadable(facts, "battery.0.level", why);
	if (report)
		add_report(facts, report);
	usb_snapshot_end(&snapshot, "mtp", port, state);
	*ret = snapshot;
}

/* *RET_STATE: the link.state word of the phone there. */
static bool find(const char *port, struct mtp_address *ret, const char **ret_state)
{
	const struct plug_udev *plug;
	struct udev_watch *watch;
	struct usb_device device;
	struct udev_usb seen;
	const void *table;
	struct err err;
	bool found;
	int fd;

	if (plugin_open("udev", "plug_udev", &table, &err) < 0)
		return false;
	plug = table;
	if (plug->watch_open(&watch, &fd) < 0)
		return false;
	found = plug->look(watch, port, &seen) && seen.number <= UINT8_MAX &&
		usb_seen_read(&device, &seen) == 0;
	plug->watch_close(watch);
	if (!found)
		return false;
	*ret_state = usb_classify(&device)->word;
	*ret = (struct mtp_address){
		.bus = seen.bus,
		.device = (uint8_t)seen.number,
		.vendor = device.vendor,
		.product = device.product,
	};
	return true;
}

/* libmtp tells its thoughts to standard output, which is for the snapshot alone. */
static int ask_aside(const struct plug_mtp *plug, const struct mtp_address *address,
		     struct mtp_report *ret)
{
	int out = dup(STDOUT_FILENO), r;

	if (out < 0 || dup2(STDERR_FILENO, STDOUT_FILENO) < 0) {
		r = -errno;
		if (out >= 0)
			close(out);
		return r;
	}
	r = plug->ask(address, ret);
	fflush(stdout);
	if (dup2(out, STDOUT_FILENO) < 0)
		r = -errno;
	close(out);
	return r;
}

enum exit_code mtp_probe(const struct root *root, const char *port)
{
	AUTO(buf_done) struct buf text = {0};
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	struct mtp_address address = {0};
	struct mtp_report report = {0};
	const char *state = NULL;
	const void *table;
	struct err err;
	int r;

	if (!root->is_host || !find(port, &address, &state)) {
		fprintf(stderr,
			_("hotroit-probe: mtp:%s: không thấy máy này; xem hotroit-probe --list\n"),
			port);
		return EXIT_NO_INPUT;
	}
	if (plugin_open("mtp", "plug_mtp", &table, &err) < 0) {
		fprintf(stderr, "hotroit-probe: %s\n", err.text);
		return EXIT_UNAVAILABLE;
	}
	r = ask_aside(table, &address, &report);
	mtp_snapshot(&snapshot, port, state, r == 0 ? &report : NULL,
		     r == 0 ? NULL
			    : _("máy không mở MTP: mở khoá màn hình, chọn Truyền tệp, đóng cửa sổ "
				"tệp của máy này rồi cắm lại"));
	snapshot_print(&text, &snapshot);
	return fwrite(text.data, 1, text.len, stdout) == text.len && fflush(stdout) == 0 ? EXIT_PASS
											 : EXIT_IO;
}
