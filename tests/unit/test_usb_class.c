/* What stands on the USB bus, by descriptors of ours built from what such devices are known to
 * show. */
#include "text.h"
#include "usb_class.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

struct blob {
	uint8_t bytes[USB_DESCRIPTORS_MAX];
	size_t len;
};

static struct blob blob(uint16_t vendor, uint16_t product, uint8_t class)
{
	struct blob blob = {.bytes = {18, 1, 0, 2, class, 0, 0, 64}, .len = 27};
	static const uint8_t configuration[] = {9, 2, 0, 0, 1, 1, 0, 0x80, 250};

	blob.bytes[8] = (uint8_t)vendor;
	blob.bytes[9] = (uint8_t)(vendor >> 8);
	blob.bytes[10] = (uint8_t)product;
	blob.bytes[11] = (uint8_t)(product >> 8);
	blob.bytes[17] = 1;
	memcpy(blob.bytes + 18, configuration, sizeof(configuration));
	return blob;
}

static void with(struct blob *blob, uint8_t class, uint8_t subclass, uint8_t protocol)
{
	uint8_t at[] = {9, 4, 0, 0, 1, class, subclass, protocol, 0, 7, 5, 0x81, 2, 0, 2, 0};

	memcpy(blob->bytes + blob->len, at, sizeof(at));
	blob->len += sizeof(at);
}

static struct usb_device device(const struct blob *blob)
{
	struct usb_device device;

	assert_int_equal(usb_descriptors_read(&device, blob->bytes, blob->len), 0);
	return device;
}

static const char *word(const struct blob *blob)
{
	struct usb_device found = device(blob);

	return usb_classify(&found)->word;
}

/* One with a single interface. */
static const char *one(uint16_t vendor, uint16_t product, uint8_t class, uint8_t subclass,
		       uint8_t protocol)
{
	struct blob made = blob(vendor, product, 0);

	with(&made, class, subclass, protocol);
	return word(&made);
}

static void test_android(void **state)
{
	struct blob phone = blob(0x04e8, 0x6860, 0);
	struct usb_device found;

	(void)state;
	with(&phone, 6, 1, 1);
	assert_string_equal(word(&phone), "mtp-only");
	with(&phone, 2, 2, 1);
	with(&phone, 10, 0, 0);
	with(&phone, 0xff, 0x42, 1);
	assert_string_equal(word(&phone), "adb");
	assert_string_equal(one(0x1004, 0x633e, 0xff, 0x42, 3), "fastboot");
	assert_string_equal(one(0x18d1, 0xd00d, 0xff, 0x42, 3), "fastboot");
	/* no one has heard of this maker */
	assert_string_equal(one(0xabcd, 1, 0xff, 0x42, 1), "adb");
	assert_string_equal(one(0xabcd, 1, 6, 1, 1), "mtp-only");
	/* an older one says it in words alone */
	phone = blob(0x0fce, 0x0166, 0);
	with(&phone, 0xff, 0xff, 0);
	assert_string_equal(word(&phone), "charging-only");
	found = device(&phone);
	found.says_mtp = true;
	assert_string_equal(usb_classify(&found)->word, "mtp-only");
	phone = blob(0x22d9, 0x2764, 0);
	with(&phone, 6, 1, 1);
	found = device(&phone);
	found.says_ptp = true;
	assert_string_equal(usb_classify(&found)->word, "ptp-only");
}

static void test_charging(void **state)
{
	struct blob bare = blob(0x22d9, 0x2764, 0);

	(void)state;
	assert_string_equal(word(&bare), "charging-only");
	assert_string_equal(one(0x04e8, 0x6863, 0xe0, 1, 3), "charging-only");
	/* the same makers' printer, keyboard, disk */
	assert_string_equal(one(0x04e8, 0x3301, 7, 1, 2), "usb");
	assert_string_equal(one(0x04e8, 0x7021, 3, 1, 1), "usb");
	assert_string_equal(one(0x04e8, 0x61f5, 8, 6, 0x50), "disk");
	/* a radio of MediaTek's, built in */
	assert_string_equal(one(0x0e8d, 0x7961, 0xff, 0xff, 0xff), "usb");
	assert_string_equal(one(0x17ef, 0x6019, 3, 1, 2), "usb");
}

static void test_modes(void **state)
{
	(void)state;
	assert_string_equal(one(0x05ac, 0x12a8, 6, 1, 1), "ios");
	assert_string_equal(one(0x05ac, 0x12ab, 6, 1, 1), "ios");
	assert_string_equal(one(0x05ac, 0x1281, 0xfe, 1, 0), "recovery");
	assert_string_equal(one(0x05ac, 0x1227, 0xfe, 1, 0), "dfu");
	assert_string_equal(one(0x05ac, 0x024f, 3, 1, 1), "usb");
	assert_string_equal(one(0x05c6, 0x9008, 0xff, 0xff, 0xff), "edl");
	assert_string_equal(one(0x0e8d, 0x2000, 2, 2, 1), "mtk-preloader");
	assert_string_equal(one(0x0e8d, 0x0003, 2, 2, 1), "mtk-preloader");
	assert_string_equal(one(0x04e8, 0x685d, 2, 2, 1), "download");
}

static void test_other(void **state)
{
	struct blob stick = blob(0x058f, 0x6387, 0);
	struct usb_device found;

	(void)state;
	assert_string_equal(one(0x12d1, 0x1506, 0xff, 2, 1), "modem");
	assert_string_equal(one(0x19d2, 0x2000, 8, 6, 0x50), "modem");
	assert_string_equal(one(0x2c7c, 0x0125, 0xff, 0xff, 0xff), "modem");
	assert_string_equal(one(0x0bda, 0x0129, 8, 6, 0x50), "card-reader");
	assert_string_equal(one(0x0951, 0x1666, 8, 6, 0x50), "disk");
	assert_string_equal(one(0x04a9, 0x3218, 6, 1, 1), "usb");
	assert_string_equal(one(0x05e3, 0x0610, 9, 0, 1), "hub");
	assert_string_equal(one(0x0bda, 0x8153, 0xff, 0xff, 0), "usb");
	with(&stick, 8, 6, 0x50);
	found = device(&stick);
	found.vendor = 0x1234;
	found.name = "USB3.0 Card Reader";
	assert_string_equal(usb_classify(&found)->word, "card-reader");
}

static void test_hostile(void **state)
{
	struct blob made = blob(0x04e8, 0x6860, 0);
	struct usb_device found = {.vendor = 7};

	(void)state;
	assert_int_equal(usb_descriptors_read(&found, made.bytes, 17), -EBADMSG);
	assert_int_equal(usb_descriptors_read(&found, "", 0), -EBADMSG);
	assert_int_equal(found.vendor, 7);
	/* a length of nothing, a length beyond the end */
	made.bytes[18] = 0;
	assert_int_equal(device(&made).count, 0);
	made.bytes[18] = 200;
	assert_int_equal(device(&made).count, 0);
	/* more interfaces than there is room for; the same one again and again */
	made = blob(0x04e8, 0x6860, 0);
	for (unsigned i = 0; i < 200; i++)
		with(&made, (uint8_t)i, 0, 0);
	assert_int_equal(device(&made).count, USB_INTERFACES_MAX);
	made = blob(0x04e8, 0x6860, 0);
	for (unsigned i = 0; i < 200; i++)
		with(&made, 6, 1, 1);
	assert_int_equal(device(&made).count, 1);
	assert_int_equal(device(&made).power_ma, 500);
	/* cut off at every byte */
	for (size_t len = 18; len < made.len; len++)
		assert_int_equal(usb_descriptors_read(&found, made.bytes, len), 0);
}

static void test_ports(void **state)
{
	char port[16] = "";

	(void)state;
	assert_true(usb_port_of("1-1-port4", port, sizeof(port)));
	assert_string_equal(port, "1-1.4");
	assert_true(usb_port_of("2-1.3.2-port12", port, sizeof(port)));
	assert_string_equal(port, "2-1.3.2.12");
	assert_true(usb_port_of("usb1-port3", port, sizeof(port)));
	assert_string_equal(port, "1-3");
	assert_false(usb_port_of("usb1-port", port, sizeof(port)));
	assert_false(usb_port_of("1-1:1.0", port, sizeof(port)));
	assert_false(usb_port_of("1-1-port4x", port, sizeof(port)));
	assert_false(usb_port_of("a\"b-port4", port, sizeof(port)));
	assert_false(usb_port_of("-port4", port, sizeof(port)));
	assert_false(usb_port_of("1-1.1.1.1.1.1.1-port4", port, sizeof(port)));
	assert_string_equal(port, "1-3");
}

static void test_brands(void **state)
{
	const char *other = brand_steps("Nobody");

	(void)state;
	assert_string_equal(brand_steps(NULL), other);
	assert_string_equal(brand_steps(""), other);
	assert_string_equal(brand_steps("XIAOMI"), brand_steps("POCO"));
	assert_string_not_equal(brand_steps("SAMSUNG Electronics"), other);
	assert_string_not_equal(brand_steps("LG Electronics Inc."), other);
	assert_string_equal(brand_steps("Kalgon"), other);
	assert_non_null(strstr(brand_steps("Xiaomi"), "MIUI"));
	text_start("en");
	assert_non_null(strstr(brand_steps("vivo"), "tap"));
	text_start("vi");
	assert_string_equal(usb_vendor_name(0x04e8), "Samsung");
	assert_null(usb_vendor_name(0xabcd));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_android), cmocka_unit_test(test_charging),
		cmocka_unit_test(test_modes),   cmocka_unit_test(test_other),
		cmocka_unit_test(test_hostile), cmocka_unit_test(test_ports),
		cmocka_unit_test(test_brands),
	};

	text_start("vi");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
