/* The fact catalogue of interface.md, with the words a volunteer sees. N stands for any number. */
#include "model.h"

#include <ctype.h>

const struct fact_def fact_catalog[] = {
	{"audio.input", FACT_BOOL, NULL, N_("Ngõ vào âm thanh"), false},
	{"audio.output", FACT_BOOL, NULL, N_("Ngõ ra âm thanh"), false},
	{"battery.N.cycles", FACT_INT, NULL, N_("Số lần sạc"), false},
	{"battery.N.design", FACT_REAL, "Wh", N_("Pin khi mới"), false},
	{"battery.N.full", FACT_REAL, "Wh", N_("Pin khi đầy"), false},
	{"battery.N.health", FACT_INT, "%", N_("Sức khoẻ pin"), false},
	{"battery.N.level", FACT_INT, "%", N_("Mức pin"), false},
	{"boot.verified", FACT_TEXT, NULL, N_("Xác minh khởi động"), false},
	{"camera.count", FACT_INT, NULL, N_("Số webcam"), false},
	{"camera.front", FACT_BOOL, NULL, N_("Camera trước"), false},
	{"card.present", FACT_BOOL, NULL, N_("Thẻ nhớ"), false},
	{"cellular.generation", FACT_INT, NULL, N_("Thế hệ mạng"), false},
	{"cellular.volte", FACT_BOOL, NULL, N_("Gọi VoLTE"), false},
	{"check.N", FACT_TEXT, NULL, N_("Kiểm tra tay"), false},
	{"cpu.64bit", FACT_BOOL, NULL, N_("CPU 64-bit"), false},
	{"cpu.arch", FACT_TEXT, NULL, N_("Kiến trúc đang chạy"), false},
	{"cpu.class", FACT_TEXT, NULL, N_("Hạng CPU"), false},
	{"cpu.clock.max", FACT_INT, "Hz", N_("Xung nhịp cao nhất"), false},
	{"cpu.clock.nominal", FACT_INT, "Hz", N_("Xung nhịp danh định"), false},
	{"cpu.cores", FACT_INT, NULL, N_("Số nhân"), false},
	{"cpu.model", FACT_TEXT, NULL, N_("CPU"), false},
	{"cpu.threads", FACT_INT, NULL, N_("Số luồng"), false},
	{"device.board_serial", FACT_TEXT, NULL, N_("Sê-ri bo mạch"), true},
	{"device.chassis", FACT_TEXT, NULL, N_("Dạng vỏ"), false},
	{"device.kind", FACT_TEXT, NULL, N_("Loại máy"), false},
	{"device.model", FACT_TEXT, NULL, N_("Kiểu máy"), false},
	{"device.serial", FACT_TEXT, NULL, N_("Số sê-ri"), true},
	{"device.uuid", FACT_TEXT, NULL, N_("UUID máy"), true},
	{"device.vendor", FACT_TEXT, NULL, N_("Hãng"), false},
	{"disk.N.bus", FACT_TEXT, NULL, N_("Cổng nối ổ"), false},
	{"disk.N.health", FACT_TEXT, NULL, N_("SMART"), false},
	{"disk.N.media", FACT_TEXT, NULL, N_("Loại ổ"), false},
	{"disk.N.model", FACT_TEXT, NULL, N_("Kiểu ổ"), false},
	{"disk.N.power_on_hours", FACT_INT, "h", N_("Số giờ chạy"), false},
	{"disk.N.role", FACT_TEXT, NULL, N_("Vai trò ổ"), false},
	{"disk.N.serial", FACT_TEXT, NULL, N_("Sê-ri ổ"), true},
	{"disk.N.size", FACT_INT, "B", N_("Dung lượng ổ"), false},
	{"disk.N.table", FACT_TEXT, NULL, N_("Bảng phân vùng"), false},
	{"disk.N.partitions", FACT_TEXT, NULL, N_("Phân vùng"), false},
	{"disk.hidden", FACT_TEXT, NULL, N_("Ổ bị che"), false},
	{"display.size", FACT_REAL, "in", N_("Cỡ màn hình"), false},
	{"keyboard.present", FACT_BOOL, NULL, N_("Bàn phím"), false},
	{"link.state", FACT_TEXT, NULL, N_("Kết nối"), false},
	{"lock.absolute", FACT_TEXT, NULL, N_("Khoá Absolute"), false},
	{"lock.account", FACT_TEXT, NULL, N_("Khoá tài khoản"), false},
	{"lock.activation", FACT_TEXT, NULL, N_("Khoá kích hoạt"), false},
	{"lock.firmware_password", FACT_TEXT, NULL, N_("Mật khẩu BIOS"), false},
	{"lock.mdm", FACT_TEXT, NULL, N_("Quản lý từ xa"), false},
	{"lock.oem_unlock", FACT_BOOL, NULL, N_("Cho mở khoá OEM"), false},
	{"lock.sim", FACT_TEXT, NULL, N_("Khoá nhà mạng"), false},
	{"memory.installed", FACT_INT, "B", N_("RAM đã lắp"), false},
	{"memory.module.N.size", FACT_INT, "B", N_("Thanh RAM"), false},
	{"memory.module.N.speed", FACT_INT, "MT/s", N_("Tốc độ RAM"), false},
	{"memory.module.N.type", FACT_TEXT, NULL, N_("Loại RAM"), false},
	{"memory.nominal", FACT_INT, "B", N_("RAM danh định"), false},
	{"memory.slots", FACT_INT, NULL, N_("Số khe RAM"), false},
	{"memory.slots_free", FACT_INT, NULL, N_("Khe RAM trống"), false},
	{"memory.usable", FACT_INT, "B", N_("RAM dùng được"), false},
	{"os.custom", FACT_TEXT, NULL, N_("ROM độ"), false},
	{"os.encryption", FACT_TEXT, NULL, N_("Mã hoá ổ"), false},
	{"os.name", FACT_TEXT, NULL, N_("Hệ điều hành"), false},
	{"os.sdk", FACT_INT, NULL, N_("Mức API Android"), false},
	{"os.security_patch", FACT_TEXT, NULL, N_("Bản vá bảo mật"), false},
	{"os.users", FACT_INT, NULL, N_("Thư mục người dùng"), false},
	{"os.version", FACT_TEXT, NULL, N_("Phiên bản HĐH"), false},
	{"pointer.present", FACT_BOOL, NULL, N_("Chuột, bàn rê"), false},
	{"recipient.network", FACT_TEXT, NULL, N_("Mạng nơi nhận"), false},
	{"sim.N.generation", FACT_INT, NULL, N_("Sóng SIM đang bắt"), false},
	{"sim.N.iccid", FACT_TEXT, NULL, N_("ICCID"), true},
	{"sim.N.operator", FACT_TEXT, NULL, N_("Mã mạng SIM"), false},
	{"sim.N.state", FACT_TEXT, NULL, N_("SIM"), false},
	{"sim.count", FACT_INT, NULL, N_("Số SIM trong máy"), false},
	{"sim.daily_quota", FACT_INT, "B", N_("Dung lượng mỗi ngày"), false},
	{"sim.months_left", FACT_INT, NULL, N_("Số tháng còn hạn"), false},
	{"storage.free", FACT_INT, "B", N_("Còn trống"), false},
	{"storage.largest", FACT_INT, "B", N_("Ổ lớn nhất"), false},
	{"storage.total", FACT_INT, "B", N_("Vùng dữ liệu"), false},
	{"wifi.present", FACT_BOOL, NULL, N_("Wi-Fi"), false},
};
const size_t fact_catalog_count = ARRAY_LEN(fact_catalog);

/* Does KEY fit PATTERN, where a part "N" stands for a number ("check.N": for any word)? */
static bool key_fits(const char *pattern, const char *key)
{
	bool word = str_starts(pattern, "check.");

	while (*pattern && *key) {
		if (pattern[0] == 'N' && (pattern[1] == '.' || !pattern[1])) {
			const char *start = key;

			while (isdigit((unsigned char)*key) ||
			       (word && (islower((unsigned char)*key) || *key == '_')))
				key++;
			if (key == start)
				return false;
			pattern++;
		} else if (*pattern++ != *key++) {
			return false;
		}
	}
	return !*pattern && !*key;
}

const struct fact_def *fact_def_find(const char *key)
{
	const char *typed = typed_key(key);

	if (typed)
		key = typed;
	for (size_t i = 0; i < fact_catalog_count; i++)
		if (key_fits(fact_catalog[i].key, key))
			return &fact_catalog[i];
	return NULL;
}
