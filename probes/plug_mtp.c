/* The plugin over libmtp. It is told where the phone is: libmtp's own search would open every
 * device on the bus. */
#include "plug_mtp.h"

#include <errno.h>
#include <libmtp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define STORE_BUILT_IN 0x0003 /* "fixed RAM" of the standard */

/* The peculiarities that libmtp knows of this product; none for one that it does not know. */
static uint32_t flags_of(const struct mtp_address *address)
{
	LIBMTP_device_entry_t *list;
	int count;

	if (LIBMTP_Get_Supported_Devices_List(&list, &count) != 0)
		return 0;
	for (int i = 0; i < count; i++)
		if (list[i].vendor_id == address->vendor && list[i].product_id == address->product)
			return list[i].device_flags;
	return 0;
}

static void take_text(char *text, char *ret, size_t size)
{
	snprintf(ret, size, "%s", text ? text : "");
	free(text);
}

static void take_stores(LIBMTP_mtpdevice_t *device, struct mtp_report *ret)
{
	if (LIBMTP_Get_Storage(device, LIBMTP_STORAGE_SORTBY_NOTSORTED) != 0)
		return;
	for (const LIBMTP_devicestorage_t *store = device->storage; store; store = store->next) {
		if (store->StorageType != STORE_BUILT_IN)
			continue;
		ret->stores++;
		ret->total = store->MaxCapacity;
		ret->free = store->FreeSpaceInBytes;
	}
}

static void take_battery(LIBMTP_mtpdevice_t *device, struct mtp_report *ret)
{
	uint8_t max, level;

	if (LIBMTP_Get_Batterylevel(device, &max, &level) != 0)
		return;
	ret->battery_known = true;
	ret->level = level;
	ret->level_max = max;
}

static int ask(const struct mtp_address *address, struct mtp_report *ret)
{
	LIBMTP_raw_device_t raw = {
		.bus_location = address->bus,
		.devnum = address->device,
		.device_entry = {.vendor_id = address->vendor, .product_id = address->product},
	};
	struct mtp_report report = {0};
	LIBMTP_mtpdevice_t *device;

	LIBMTP_Init();
	raw.device_entry.device_flags = flags_of(address);
	device = LIBMTP_Open_Raw_Device_Uncached(&raw);
	if (!device)
		return -EIO;
	take_text(LIBMTP_Get_Manufacturername(device), report.maker, sizeof(report.maker));
	take_text(LIBMTP_Get_Modelname(device), report.model, sizeof(report.model));
	for (const LIBMTP_device_extension_t *one = device->extensions; one; one = one->next)
		if (one->name && strcmp(one->name, "android.com") == 0)
			report.is_android = true;
	take_stores(device, &report);
	take_battery(device, &report);
	LIBMTP_Release_Device(device);
	*ret = report;
	return 0;
}

extern const struct plug_mtp plug_mtp;
const struct plug_mtp plug_mtp = {.ask = ask};
