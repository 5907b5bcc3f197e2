/* Where the keys of the first screen and of the pupils' screen lead: every book is one key away. */
#include "home_view_priv.h"

#include <strings.h>

const struct home_place home_areas[] = {
	{"n", N_("Tiếp nhận"), "intake", NULL},
	{"m", N_("Thiết bị"), "list", "device"},
	{"s", N_("Sửa chữa"), "list", "repair"},
	{"y", N_("Yêu cầu"), "requests", NULL},
	{"k", N_("Kệ linh kiện"), "list", "part"},
	{"r", N_("Lịch trực"), "list", "duty"},
	{"u", N_("Ủng hộ"), "list", "donation"},
	{"b", N_("Bên tặng"), "list", "donor"},
	{"h", N_("Hứa tặng"), "list", "pledge"},
	{"i", N_("SIM"), "list", "sim"},
	{"p", N_("Phụ kiện"), "list", "accessory"},
	{"o", N_("Biểu mẫu điền dở"), "drafts", NULL},
	{"f", N_("Sổ quỹ"), "list", "fund"},
	{"c", N_("Mua sắm"), "list", "purchase"},
	{"l", N_("Thanh lý"), "list", "liquidation"},
	{"w", N_("Xoá dữ liệu"), "list", "wipe"},
	{"e", N_("Kiểm tra tay"), "list", "inspection"},
	{"x", N_("Lịch sử bước"), "list", "step"},
	{"v", N_("Thành viên"), "list", "member"},
	{"t", N_("Tổ, đội"), "list", "team"},
	{"d", N_("Đơn vị"), "list", "unit"},
	{"j", N_("Chương trình"), "list", "programme"},
	{"z", N_("Tách, nhập xã"), "list", "succession"},
	{"a", N_("Nhật ký sửa đổi"), "list", "audit"},
};
const size_t home_area_count = ARRAY_LEN(home_areas);

const struct home_place desk_areas[] = {
	{"h", N_("Học sinh"), "list", "recipient"},
	{"d", N_("Danh sách"), "list", "roster"},
	{"n", N_("Nhập từ tệp"), "import", "recipient"},
	{"m", N_("Ghép máy"), "match", NULL},
	{"b", N_("Buổi trao"), "list", "handover"},
	{"k", N_("Bộ máy trao"), "list", "kit"},
	{"t", N_("Thăm sau trao"), "list", "visit"},
	{"y", N_("Đồng ý dữ liệu"), "list", "consent"},
	{"e", N_("Lần duyệt"), "list", "approval"},
	{"r", N_("Đề nghị dữ liệu"), "list", "rights"},
	{"c", N_("Cuộc thi"), "contests", NULL},
};
const size_t desk_area_count = ARRAY_LEN(desk_areas);

static const struct home_place queues[HOME_QUEUES] = {
	[HOME_OVERDUE] = {.screen = "requests"},
	[HOME_UNREACHED] = {.screen = "requests"},
	[HOME_QC] = {.screen = "list", .argument = "device state=qc"},
	[HOME_PARTS] = {.screen = "list", .argument = "repair state=waiting-parts"},
	[HOME_READY] = {.screen = "list", .argument = "device state=ready"},
	[HOME_UNTRIAGED] = {.screen = "list", .argument = "device state=received"},
	[HOME_BLOCKED] = {.screen = "list", .argument = "device state=blocked"},
	[HOME_DRAFTS] = {.screen = "drafts"},
	[HOME_PROPOSED] = {.screen = "list", .argument = "recipient state=proposed"},
	[HOME_VERIFIED] = {.screen = "list", .argument = "recipient state=verified"},
	[HOME_APPROVED] = {.screen = "match"},
	[HOME_PAST] = {.screen = "match"},
	[HOME_VISITS] = {.screen = "list", .argument = "visit state=due"},
	[HOME_RIGHTS] = {.screen = "list", .argument = "rights state!=done state!=refused"},
};

const struct home_place *home_place_find(const struct home_place *places, size_t count,
					 const char *key)
{
	for (size_t i = 0; i < count; i++)
		if (strcasecmp(places[i].key, key) == 0)
			return &places[i];
	return NULL;
}

const struct home_place *home_queue_place(size_t queue)
{
	return queue < HOME_QUEUES ? &queues[queue] : NULL;
}
