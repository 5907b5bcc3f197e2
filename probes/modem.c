/* Where a modem's serial ports are, and what it told, made facts. */
#include "modem.h"

#include "usb_class.h"

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#define SOURCE "AT"
#define PORTS_MAX 8 /* no modem has more; some have six, of which two speak AT */

/* ---- facts ----------------------------------------------------------------------------------- */

/* Why there is no answer, and what to do. */
static const struct {
	const char *word; /* sim.0.state; NULL: unreadable */
	const char *why;
} sims[] = {
	[MODEM_SIM_SILENT] = {NULL, N_("USB không cho biết về SIM: lấy SIM ra, gõ số trên thẻ")},
	[MODEM_SIM_READY] = {"ready", N_("USB không cho biết: gõ số in trên thẻ SIM")},
	[MODEM_SIM_PIN] = {"pin", N_("SIM đòi mã PIN: hỏi người tặng rồi tắt PIN trên điện thoại")},
	[MODEM_SIM_PUK] = {"puk", N_("SIM bị khoá PUK: hỏi nhà mạng, hoặc đổi SIM")},
	[MODEM_SIM_LOCKED] = {"locked", N_("USB chỉ nhận SIM nhà mạng khác: đọc bằng USB khác")},
	[MODEM_SIM_NONE] = {NULL, N_("chưa có SIM trong USB: lắp SIM rồi cắm lại")},
	[MODEM_SIM_BUSY] = {NULL, N_("SIM chưa sẵn sàng: đợi một lát")},
	[MODEM_SIM_BAD] = {NULL, N_("SIM không đọc được: lau chân SIM, lắp lại, hoặc đổi SIM")},
};

static void add_text(struct facts *facts, const char *key, const char *value, const char *why)
{
	if (*value)
		facts_text(facts, key, value, SOURCE);
	else
		facts_unreadable(facts, key, why);
}

static void add_report(struct facts *facts, const struct modem_report *report)
{
	const char *why = _(sims[report->sim].why);

	if (report->sim == MODEM_SIM_NONE)
		facts_absent(facts, "sim.0.state", why);
	else
		add_text(facts, "sim.0.state", sims[report->sim].word ? sims[report->sim].word : "",
			 why);
	add_text(facts, "sim.0.iccid", report->iccid, why);
	add_text(facts, "sim.0.operator", report->network, why);
	if (report->generation)
		facts_int(facts, "sim.0.generation", report->generation, SOURCE);
	else
		facts_unreadable(facts, "sim.0.generation", _("SIM đang không có sóng"));
}

void modem_snapshot(struct snapshot *ret, const char *port, const struct modem_report *report,
		    const char *why)
{
	static const char *const keys[] = {"sim.0.generation", "sim.0.iccid", "sim.0.operator",
					   "sim.0.state"};
	struct snapshot snapshot = {
		.device = {.kind = "sim", .transport = "usb"},
		.probe_version = HOTROIT_VERSION,
	};
	struct facts *facts = &snapshot.facts;
	char now[CLOCK_TEXT_MAX];

	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		facts_unreadable(facts, keys[i], why ? why : _(sims[MODEM_SIM_SILENT].why));
	if (report)
		add_report(facts, report);
	facts_text(facts, "device.kind", "sim", "USB");
	facts_text(facts, "link.state", "modem", "USB");
	clock_text(now);
	snapshot.taken_at = arena_str(&facts->arena, now);
	snapshot.device.id = arena_printf(&facts->arena, "usb:%s", port);
	snapshot.device.port = arena_str(&facts->arena, port);
	snapshot_freeze(&snapshot);
	*ret = snapshot;
}

/* ---- its serial ports ------------------------------------------------------------------------ */

struct ports {
	char names[PORTS_MAX][32]; /* "ttyUSB0" */
	size_t count;
};

static bool is_port_path(const char *port)
{
	return isdigit((unsigned char)*port) && strchr(port, '-') && strlen(port) < 64 &&
	       !port[strspn(port, "0123456789-.")];
}

static void add_ports(const struct root *root, const char *folder, struct arena *arena,
		      struct ports *ports)
{
	const char *const *names;
	size_t count;

	if (root_list(root, folder, arena, &names, &count) < 0)
		return;
	for (size_t i = 0; i < count && ports->count < PORTS_MAX; i++) {
		size_t len = strlen(names[i]);

		if ((!str_starts(names[i], "ttyUSB") && !str_starts(names[i], "ttyACM")) ||
		    len >= sizeof(ports->names[0]) ||
		    strspn(names[i] + 6, "0123456789") != len - 6 || len == 6)
			continue;
		memcpy(ports->names[ports->count++], names[i], len + 1);
	}
}

/* Serial converters hang below their interface, ACM below the interface's "tty". */
static void find_ports(const struct root *root, const char *port, struct ports *ret)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *device = arena_printf(&arena, "sys/bus/usb/devices/%s", port);
	const char *const *names;
	size_t count;

	if (root_list(root, device, &arena, &names, &count) < 0)
		return;
	for (size_t i = 0; i < count; i++) {
		if (!str_starts(names[i], port) || names[i][strlen(port)] != ':')
			continue;
		add_ports(root, arena_printf(&arena, "%s/%s", device, names[i]), &arena, ret);
		add_ports(root, arena_printf(&arena, "%s/%s/tty", device, names[i]), &arena, ret);
	}
}

bool modem_is_at(const struct root *root, const char *port)
{
	AUTO(buf_done) struct buf data = {0};
	char path[128];
	struct usb_device device;

	if (!is_port_path(port))
		return false;
	snprintf(path, sizeof(path), "sys/bus/usb/devices/%s/descriptors", port);
	return root_read(root, path, USB_DESCRIPTORS_MAX, &data) == 0 &&
	       usb_descriptors_read(&device, data.data, data.len) == 0 &&
	       usb_classify(&device)->kind == USB_MODEM;
}

/* The first port that answers is the one; *ret_why says why none did. */
static bool ask_ports(const struct root *root, const struct ports *ports,
		      struct modem_report *ret, const char **ret_why)
{
	*ret_why = ports->count
			   ? _("USB không trả lời lệnh AT: lấy SIM ra, gõ số in trên thẻ")
			   : _("USB không mở cổng AT (HiLink, hoặc còn là ổ đĩa): gõ số trên thẻ");
	for (size_t i = 0; i < ports->count; i++) {
		char path[64];
		int fd, r;

		snprintf(path, sizeof(path), "dev/%s", ports->names[i]);
		fd = root_openat(root, path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
		if (fd == -EACCES)
			*ret_why = _("không có quyền đọc USB: cài quy tắc udev của hotroit");
		else if (fd == -EBUSY)
			*ret_why = _("chương trình khác (ModemManager?) đang giữ USB: tắt nó đi");
		if (fd < 0)
			continue;
		r = modem_ask(fd, ret);
		/* A port that takes nothing would hold its closing up for half a minute. */
		tcflush(fd, TCOFLUSH);
		close(fd);
		if (r == 0)
			return true;
	}
	return false;
}

enum exit_code modem_probe(const struct root *root, const char *port)
{
	AUTO(buf_done) struct buf text = {0};
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	struct modem_report report = {0};
	struct ports ports = {0};
	const char *why;
	bool told;

	find_ports(root, port, &ports);
	told = ask_ports(root, &ports, &report, &why);
	modem_snapshot(&snapshot, port, told ? &report : NULL, why);
	snapshot_print(&text, &snapshot);
	return fwrite(text.data, 1, text.len, stdout) == text.len && fflush(stdout) == 0 ? EXIT_PASS
											 : EXIT_IO;
}
