/* One line of the adb server's list of devices. */
#include "wire_adb.h"

#include "text.h"

#include <stdio.h>
#include <string.h>

#define NO_SERIAL "(no serial number)"

/* The words of adb 1.0.31 to 1.0.41 (Debian 12 has 29.0.6). */
static const struct adb_state states[] = {
	{"device", "device", NULL, false},
	{"unauthorized", "unauthorized", N_("mở khoá máy, bấm “Cho phép” gỡ lỗi USB trên màn hình"),
	 false},
	{"authorizing", "authorizing", N_("nhìn màn hình máy, bấm “Cho phép” nếu máy hỏi"), true},
	{"connecting", "connecting", N_("đang nối, chờ một chút"), true},
	{"offline", "offline", N_("rút dây rồi cắm lại; chưa được thì đổi dây, đổi cổng"), false},
	{"no permissions", "no-permissions",
	 N_("máy tính chưa cho phép dùng cổng USB này: chép "
	    "packaging/udev/70-hotroit-phones.rules vào /etc/udev/rules.d rồi rút cắm lại"),
	 false},
	{"noperm", "no-permissions",
	 N_("máy tính chưa cho phép dùng cổng USB này: chép "
	    "packaging/udev/70-hotroit-phones.rules vào /etc/udev/rules.d rồi rút cắm lại"),
	 false},
	{"recovery", "recovery", N_("máy đang ở chế độ khôi phục: khởi động lại máy"), false},
	{"sideload", "sideload", N_("máy đang chờ tệp cập nhật (sideload): khởi động lại máy"),
	 false},
	{"rescue", "rescue", N_("máy đang ở chế độ cứu hộ: khởi động lại máy"), false},
	{"bootloader", "bootloader", N_("máy đang ở fastboot: khởi động lại máy"), false},
	{"host", "host", N_("máy nối ngược chiều: rút dây, đổi đầu cắm rồi cắm lại"), false},
	{"detached", "detached", N_("chương trình khác đang giữ máy: đóng nó, rút cắm lại"), false},
	/* Matches whatever a newer server says. */
	{"", "unknown", N_("trạng thái lạ: rút dây rồi cắm lại"), false},
};

static const struct adb_state *state_find(const char *text)
{
	size_t i = 0;

	while (!str_starts(text, states[i].said))
		i++;
	return &states[i];
}

static void clean_into(char *ret, size_t size, const char *text, size_t len)
{
	AUTO(buf_done) struct buf clean = {0};

	text_clean(&clean, text, len, size - 1);
	snprintf(ret, size, "%s", buf_text(&clean));
}

/* The transport's id stands last, behind everything that a phone may have written. */
static void take_transport(char *line, struct wire_device *device)
{
	char *last = strrchr(line, ' ');

	if (last && str_starts(last, " transport_id:") &&
	    str_to_u64(strchr(last, ':') + 1, 10, &device->transport_id))
		*last = '\0';
}

static void take_port(const char *text, struct wire_device *device)
{
	size_t len = strcspn(text, " ");

	if (len && len == strspn(text, "0123456789.-") && len < sizeof(device->port))
		snprintf(device->port, sizeof(device->port), "%.*s", (int)len, text);
}

/* "model:SM_A105G": blanks come as underscores. */
static void take_name(const char *text, struct wire_device *device)
{
	clean_into(device->name, sizeof(device->name), text, strcspn(text, " "));
	for (char *c = device->name; *c; c++)
		if (*c == '_')
			*c = ' ';
}

static void take_details(const char *text, struct wire_device *device)
{
	const char *product = strstr(text, " product:"), *model = strstr(text, " model:");
	const char *port = strstr(text, " usb:");

	/* A port that comes after the product would be the phone's own invention. */
	if (port && (!product || port < product) && (!model || port < model))
		take_port(strchr(port, ':') + 1, device);
	if (model)
		take_name(strchr(model, ':') + 1, device);
	else if (product)
		take_name(strchr(product, ':') + 1, device);
}

bool wire_device(const char *line, size_t len, struct wire_device *ret)
{
	struct wire_device device = {0};
	char text[1024];
	const char *state;
	size_t serial;

	/* A longer one is a phone's doing. */
	if (len == 0 || len >= sizeof(text) || memchr(line, '\0', len))
		return false;
	memcpy(text, line, len);
	text[len] = '\0';
	take_transport(text, &device);
	serial = str_starts(text, NO_SERIAL) ? strlen(NO_SERIAL) : strcspn(text, " \t");
	clean_into(device.serial, sizeof(device.serial), text, serial);
	state = text + serial + strspn(text + serial, " \t");
	if (!*device.serial || !*state)
		return false;
	device.state = state_find(state);
	take_details(state, &device);
	*ret = device;
	return true;
}
