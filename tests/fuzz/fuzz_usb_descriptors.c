/* USB descriptors: any bytes give a state of ours, or no device. */
#include "usb_class.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(buf_done) struct buf name = {0};
	struct usb_device device;
	char port[24];

	buf_add(&name, data, size);
	usb_port_of(buf_text(&name), port, sizeof(port));
	brand_steps(buf_text(&name));
	if (usb_descriptors_read(&device, data, size) < 0)
		return 0;
	if (device.count > USB_INTERFACES_MAX)
		abort();
	device.name = buf_text(&name);
	for (int i = 0; i < 4; i++) {
		device.says_mtp = i & 1;
		device.says_ptp = i & 2;
		if (!usb_state_find(usb_classify(&device)->word))
			abort();
	}
	return 0;
}
