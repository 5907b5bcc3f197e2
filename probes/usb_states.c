/* The states in which the bus shows a device, and what to do in each. Alone in its file: the
 * generator checks the tables against it. */
#include "usb_class.h"

#include "text.h"

static const struct usb_state states[] = {
	{"adb", USB_BETTER, N_("Đang chờ adb đọc máy; lâu quá thì xem gói adb đã cài chưa")},
	{"ios", USB_BETTER,
	 N_("Đang chờ usbmuxd đọc máy; lâu quá thì xem gói usbmuxd đã cài chưa")},
	{"mtp-only", USB_MTP, NULL},
	{"ptp-only", USB_MTP, NULL},
	{"charging-only", USB_OTHER,
	 N_("Mở khoá, kéo thanh thông báo, chọn Truyền tệp (MTP); không có thì đổi cáp")},
	{"fastboot", USB_OTHER, N_("Giữ phím nguồn 15 giây để khởi động lại bình thường")},
	{"recovery", USB_OTHER,
	 N_("iPhone/iPad ở chế độ khôi phục: giữ nguồn và Home (hoặc âm lượng) 15 giây để thoát")},
	{"dfu", USB_OTHER,
	 N_("iPhone/iPad ở chế độ DFU: giữ nguồn và Home (hoặc âm lượng) 15 giây")},
	{"edl", USB_OTHER,
	 N_("Máy Qualcomm ở chế độ nạp (EDL): giữ nguồn 15 giây; vẫn vậy thì máy hỏng phần mềm")},
	{"mtk-preloader", USB_OTHER, N_("Máy MediaTek đang tắt: rút cáp, bật máy lên rồi cắm lại")},
	{"download", USB_OTHER,
	 N_("Samsung ở chế độ Download: giữ nguồn và giảm âm lượng 10 giây để khởi động lại")},
	{"modem", USB_MODEM, N_("Đang đọc SIM trong USB; không đọc được thì gõ số in trên thẻ")},
	{"card-reader", USB_OTHER, N_("Đầu đọc thẻ: rút thẻ nhớ của người tặng ra, trả lại")},
	{"over-current", USB_OTHER,
	 N_("Cổng ngắt vì quá dòng: rút máy, đổi cáp, dùng hub có nguồn riêng")},
	{"hub-overload", USB_OTHER, N_("Hub không đủ điện cho máy này: dùng hub có nguồn riêng")},
	{"no-endpoints", USB_OTHER,
	 N_("Cắm được mà không mở được máy: rút bớt máy khỏi hub, hoặc cắm sang cổng USB 2")},
	{"bad-cable", USB_OTHER,
	 N_("Cáp hay cổng chập chờn: thử cáp khác, chưa được thì đổi cổng trên hub")},
	{"not-responding", USB_OTHER,
	 N_("Máy không trả lời: sạc 15 phút, bật máy lên, thử cáp khác rồi cắm lại")},
	{"hub", USB_ORDINARY, NULL},
	{"disk", USB_ORDINARY, NULL},
	{"usb", USB_ORDINARY, NULL},
};

const struct usb_state *usb_state_find(const char *word)
{
	for (size_t i = 0; i < ARRAY_LEN(states); i++)
		if (str_eq(states[i].word, word))
			return &states[i];
	return NULL;
}
