/* What libudev saw, put into words. */
#include "usb_seen.h"

#include "text.h"
#include "usb_fault.h"

#include <stdio.h>

/* What a hub without a supply of its own has for each port and for all of them. */
#define PORT_MA 100
#define HUB_MA 400

int usb_seen_read(struct usb_device *ret, const struct udev_usb *seen)
{
	int r = usb_descriptors_read(ret, seen->descriptors, seen->len);

	if (r < 0)
		return r;
	ret->name = seen->name;
	ret->says_mtp = seen->says_mtp;
	ret->says_ptp = seen->says_ptp;
	return 0;
}

void usb_seen_name(char *ret, size_t size, const struct udev_usb *seen, uint16_t vendor)
{
	AUTO(buf_done) struct buf name = {0}, clean = {0};
	const char *known = usb_vendor_name(vendor);
	const char *maker = *seen->maker ? seen->maker : known ? known : "";

	/* Many repeat their name in the product's. */
	if (!str_starts(seen->name, maker))
		buf_printf(&name, "%s ", maker);
	buf_add_str(&name, seen->name);
	text_clean(&clean, buf_text(&name), name.len, size - 1);
	snprintf(ret, size, "%s", buf_text(&clean));
}

const char *usb_seen_hint(const struct udev_usb *seen, uint16_t vendor,
			  const struct usb_state *state)
{
	bool is_brand = *seen->maker && !str_eq(brand_steps(seen->maker), brand_steps(NULL));

	if (state->hint)
		return _(state->hint);
	if (state->kind != USB_MTP)
		return NULL;
	return brand_steps(is_brand ? seen->maker : usb_vendor_name(vendor));
}

const struct usb_state *usb_seen_unconfigured(const struct root *root, const struct udev_usb *seen,
					      const struct usb_device *device)
{
	bool is_too_much = device->power_ma > PORT_MA ||
			   usb_hub_load(root, seen->port) + device->power_ma > HUB_MA;

	return usb_state_find(!seen->hub_is_fed && is_too_much ? "hub-overload" : "no-endpoints");
}
