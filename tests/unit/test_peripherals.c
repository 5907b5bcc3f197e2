/* Camera, sound, Wi-Fi, keyboard and pointer: present, not there, without driver, not recorded. */
#include "probe_tree.h"

#include "asound.h"
#include "input_devices.h"
#include "uevent.h"

extern const struct probe probe_camera, probe_sound, probe_wifi, probe_input;

#define V4L "sys/class/video4linux/"
#define USB "sys/bus/usb/devices/"
#define PCI "sys/bus/pci/devices/"

static void one_camera_makes_many_nodes(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	for (unsigned i = 0; i < 4; i++) {
		char path[128], target[128];

		snprintf(path, sizeof(path), V4L "video%u", i);
		snprintf(target, sizeof(target),
			 "../../devices/pci0/usb1/1-5/1-5:1.%u/video4linux/video%u", i / 2 * 2, i);
		tree_link(&tree, path, target);
		snprintf(path, sizeof(path),
			 "sys/devices/pci0/usb1/1-5/1-5:1.%u/video4linux/video%u/index", i / 2 * 2,
			 i);
		tree_file(&tree, path, i % 2 ? "1\n" : "0\n");
	}
	tree_link(&tree, V4L "video9", "../../devices/virtual/video4linux/video9"); /* loopback */
	tree_link(&tree, V4L "vbi0", "../../devices/pci0/0000:00:05.0/video4linux/vbi0");
	tree_probe(&tree, &probe_camera);
	assert_int_fact(&tree, "camera.count", 1);
	assert_non_null(strstr(tree_fact(&tree, "camera.count", FACT_KNOWN)->source, "driver"));
	tree_link(&tree, V4L "video10", "../../devices/pci0/0000:00:05.0/video4linux/video10");
	tree_link(&tree, V4L "video11", "../../devices/pci0/0000:00:06.0/video4linux/video11");
	tree_probe(&tree, &probe_camera);
	assert_int_fact(&tree, "camera.count", 3);
	tree_done(&tree);
}

static void camera_without_driver_or_recording(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_probe(&tree, &probe_camera);
	tree_fact(&tree, "camera.count", FACT_UNREADABLE);
	tree_file(&tree, USB "1-3/product", "USB Keyboard\n");
	tree_probe(&tree, &probe_camera);
	assert_int_fact(&tree, "camera.count", 0);
	for (unsigned i = 0; i < 3; i++) {
		char path[128];

		snprintf(path, sizeof(path), USB "1-5:1.%u/bInterfaceClass", i);
		tree_file(&tree, path, "0e\n");
		snprintf(path, sizeof(path), USB "1-5:1.%u/bInterfaceSubClass", i);
		tree_file(&tree, path, i == 1 ? "02\n" : "01\n");
	}
	tree_probe(&tree, &probe_camera);
	assert_int_fact(&tree, "camera.count", 1);
	tree_done(&tree);
}

static void hdmi_alone_is_no_loudspeaker(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_probe(&tree, &probe_sound);
	tree_fact(&tree, "audio.output", FACT_UNREADABLE);
	tree_file(&tree, "proc/asound/pcm",
		  "00-03: HDMI 0 : HDMI 0 : playback 1\n"
		  "00-01: ALC1 Digital : ALC1 Digital : playback 1\n"
		  "09-00: Loopback PCM : Loopback PCM : playback 8 : capture 8\n");
	tree_probe(&tree, &probe_sound);
	assert_bool_fact(&tree, "audio.output", false);
	assert_bool_fact(&tree, "audio.input", false);
	assert_non_null(strstr(tree_fact(&tree, "audio.output", FACT_KNOWN)->source, "HDMI"));
	tree_file(&tree, "proc/asound/pcm",
		  "00-00: ALC269 Analog : ALC269 Analog : playback 1 : capture 1\n"
		  "00-03: HDMI 0 : HDMI 0 : playback 1\n");
	tree_probe(&tree, &probe_sound);
	assert_bool_fact(&tree, "audio.output", true);
	assert_bool_fact(&tree, "audio.input", true);
	tree_file(&tree, "proc/asound/pcm", "00-06: DMIC (*) :  : capture 1\n");
	tree_probe(&tree, &probe_sound);
	assert_bool_fact(&tree, "audio.output", false);
	assert_bool_fact(&tree, "audio.input", true);
	tree_done(&tree);
}

static void sound_from_nodes_and_without_driver(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_dir(&tree, "sys/class/sound/pcmC0D3p");
	tree_dir(&tree, "sys/class/sound/controlC0");
	tree_probe(&tree, &probe_sound);
	assert_bool_fact(&tree, "audio.output", false);
	tree_dir(&tree, "sys/class/sound/pcmC1D0p");
	tree_dir(&tree, "sys/class/sound/pcmC1D0c");
	tree_probe(&tree, &probe_sound);
	assert_bool_fact(&tree, "audio.output", true);
	assert_bool_fact(&tree, "audio.input", true);
	tree_done(&tree);

	tree_new(&tree);
	tree_file(&tree, "proc/asound/pcm", "");
	tree_file(&tree, PCI "0000:00:1b.0/class", "0x040300\n");
	tree_probe(&tree, &probe_sound);
	tree_fact(&tree, "audio.output", FACT_UNREADABLE);
	tree_fact(&tree, "audio.input", FACT_UNREADABLE);
	tree_file(&tree, PCI "0000:00:1b.0/class", "0x030000\n");
	tree_probe(&tree, &probe_sound);
	assert_bool_fact(&tree, "audio.output", false);
	tree_done(&tree);
}

static void wifi_is_a_netdev_or_an_idle_adapter(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_probe(&tree, &probe_wifi);
	tree_fact(&tree, "wifi.present", FACT_UNREADABLE);
	tree_dir(&tree, "sys/class/net/lo");
	tree_file(&tree, "sys/class/net/enp1s0/address", "02:00:00:00:00:01\n");
	tree_probe(&tree, &probe_wifi);
	tree_fact(&tree, "wifi.present", FACT_UNREADABLE); /* the buses were not recorded */
	tree_file(&tree, PCI "0000:01:00.0/class", "0x020000\n");
	tree_probe(&tree, &probe_wifi);
	assert_bool_fact(&tree, "wifi.present", false);
	tree_file(&tree, USB "1-4/product", "802.11n NIC\n");
	tree_probe(&tree, &probe_wifi);
	assert_bool_fact(&tree, "wifi.present", true);
	tree_file(&tree, PCI "0000:02:00.0/class", "0x028000\n");
	tree_probe(&tree, &probe_wifi);
	assert_non_null(strstr(tree_fact(&tree, "wifi.present", FACT_KNOWN)->source,
			       "PCI: có nhưng thiếu driver"));
	tree_link(&tree, "sys/class/net/wlx020000000001/phy80211", "../../ieee80211/phy0");
	tree_file(&tree, "sys/class/rfkill/rfkill0/uevent",
		  "RFKILL_NAME=hci0\nRFKILL_TYPE=bluetooth\nRFKILL_STATE=2\n");
	tree_probe(&tree, &probe_wifi);
	assert_string_equal(tree_fact(&tree, "wifi.present", FACT_KNOWN)->source, "/sys/class/net");
	tree_file(&tree, "sys/class/rfkill/rfkill1/uevent",
		  "RFKILL_NAME=phy0\nRFKILL_TYPE=wlan\nRFKILL_STATE=0\n");
	tree_probe(&tree, &probe_wifi);
	assert_bool_fact(&tree, "wifi.present", true);
	assert_non_null(strstr(tree_fact(&tree, "wifi.present", FACT_KNOWN)->source, "rfkill"));
	tree_done(&tree);
}

#define AT_KEYBOARD \
	"I: Bus=0011 Vendor=0001 Product=0001 Version=ab41\n" \
	"N: Name=\"AT Translated Set 2 keyboard\"\n" \
	"S: Sysfs=/devices/platform/i8042/serio0/input/input3\n" \
	"H: Handlers=sysrq kbd event3 leds\nB: EV=120013\n" \
	"B: KEY=402000000 3803078f800d001 feffffdfffefffff fffffffffffffffe\n\n"
#define POWER_BUTTON \
	"I: Bus=0019 Vendor=0000 Product=0001 Version=0000\nN: Name=\"Power Button\"\n" \
	"H: Handlers=kbd event0\nB: EV=3\nB: KEY=10000000000000 0\n\n"
#define TOUCHPAD \
	"I: Bus=0018 Vendor=04f3 Product=3022 Version=0100\nN: Name=\"Pad\"\nB: PROP=5\n" \
	"B: EV=b\nB: KEY=e520 10000 0 0 0 0\nB: ABS=2e0800000000003\n\n"
#define TOUCHSCREEN \
	"I: Bus=0018 Vendor=04f3 Product=2234 Version=0100\nN: Name=\"Screen\"\nB: PROP=2\n" \
	"B: EV=b\nB: KEY=400 0 0 0 0 0\nB: ABS=260800000000003\n\n"
#define MOUSE \
	"I: Bus=0003 Vendor=1\nN: Name=\"Mouse\"\nB: EV=17\nB: KEY=70000 0 0 0 0\nB: REL=903\n\n"
#define ACCELEROMETER "I: Bus=0019 Vendor=0\nN: Name=\"Accel\"\nB: PROP=40\nB: EV=9\nB: ABS=7\n\n"
#define KEYBOARD_32 \
	"I: Bus=0003 Vendor=046d\nN: Name=\"Old\"\nB: EV=120013\n" \
	"B: KEY=4 2000000 3803078 f800d001 feffffdf ffefffff ffffffff fffffffe\n\n"
#define TOUCHPAD_32 \
	"I: Bus=0011 Vendor=0002\nN: Name=\"Pad\"\nB: EV=b\n" \
	"B: KEY=6420 0 70000 0 0 0 0 0 0 0 0\nB: ABS=1 1000003\n\n"

static void keyboards_have_letters(void **state)
{
	static const struct {
		const char *text;
		bool keyboard;
		enum input_pointer pointer;
		unsigned count;
	} cases[] = {
		{AT_KEYBOARD POWER_BUTTON TOUCHPAD, true, INPUT_TOUCHPAD, 3},
		{POWER_BUTTON, false, INPUT_POINTER_NONE, 1},
		{POWER_BUTTON TOUCHSCREEN, false, INPUT_TOUCHSCREEN, 2},
		{MOUSE, false, INPUT_MOUSE, 1},
		{POWER_BUTTON MOUSE TOUCHSCREEN, false, INPUT_MOUSE, 3},
		{ACCELEROMETER AT_KEYBOARD, true, INPUT_POINTER_NONE, 2},
		{KEYBOARD_32 TOUCHPAD_32, true, INPUT_TOUCHPAD, 2},
		{"I: Bus=0006\nS: Sysfs=/devices/virtual/input/input9\n"
		 "B: KEY=fffffffffffffffe\nB: REL=3\n",
		 false, INPUT_POINTER_NONE, 1},
		{"B: KEY=fffffffffffffffe\n", false, INPUT_POINTER_NONE, 0},
		{"I: Bus=0003 V\nB: KEY=fffffffffffffffeffffffff\nB: REL=zz\nN: Name=\"\nN: "
		 "Name=\n",
		 false, INPUT_POINTER_NONE, 1},
		{"", false, INPUT_POINTER_NONE, 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct input_devices devices;

		input_devices_parse(&devices, cases[i].text, strlen(cases[i].text));
		assert_int_equal(devices.keyboard, cases[i].keyboard);
		assert_int_equal(devices.pointer, cases[i].pointer);
		assert_int_equal(devices.count, cases[i].count);
	}
}

static void owners_names_stay_out(void **state)
{
	static const char text[] = "I: Bus=0005 Vendor=1\nN: Name=\"An's keyboard\"\n"
				   "B: KEY=fffffffffffffffe\n\n";
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_probe(&tree, &probe_input);
	tree_fact(&tree, "keyboard.present", FACT_UNREADABLE);
	tree_fact(&tree, "pointer.present", FACT_UNREADABLE);
	tree_file(&tree, "proc/bus/input/devices", text);
	tree_probe(&tree, &probe_input);
	assert_bool_fact(&tree, "keyboard.present", true);
	assert_bool_fact(&tree, "pointer.present", false);
	assert_null(strstr(tree_fact(&tree, "keyboard.present", FACT_KNOWN)->source, "An's"));
	tree_done(&tree);
}

static void uevents_are_read_whole_lines_only(void **state)
{
	static const char text[] =
		"XKEY=1\nKEY\nKEYS=2\nKEY= v \nEMPTY=\nNUL=a\0b\nKEY=again\nLAST=z";
	char value[4] = "?";

	(void)state;
	assert_true(uevent_value(text, sizeof(text) - 1, "KEY", value, sizeof(value)));
	assert_string_equal(value, "v");
	assert_false(uevent_value(text, sizeof(text) - 1, "EMPTY", value, sizeof(value)));
	assert_false(uevent_value(text, sizeof(text) - 1, "NUL", value, sizeof(value)));
	assert_false(uevent_value(text, sizeof(text) - 1, "NONE", value, sizeof(value)));
	assert_false(uevent_value("KEY=long", 8, "KEY", value, sizeof(value)));
	assert_false(uevent_value("", 0, "KEY", value, sizeof(value)));
	assert_true(uevent_value(text, sizeof(text) - 1, "LAST", value, sizeof(value)));
	assert_string_equal(value, "z");
}

static void hostile_files_are_survived(void **state)
{
	static const struct probe *const probes[] = {&probe_camera, &probe_sound, &probe_wifi,
						     &probe_input};
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_big(&tree, "proc/bus/input/devices", 1 << 20, 'B');
	tree_big(&tree, "proc/asound/pcm", 1 << 20, ':');
	tree_big(&tree, V4L "video0/index", 1 << 20, '0');
	tree_link(&tree, V4L "video1", "/dev/null");
	tree_link(&tree, V4L "video2", "video2");
	tree_link(&tree, "sys/class/net/wlan0", "../../../../../../../sys/class/net/lo");
	tree_big(&tree, "sys/class/rfkill/rfkill0/uevent", 1 << 20, '=');
	tree_big(&tree, PCI "0000:00:00.0/class", 1 << 20, '0');
	tree_put(&tree, USB "1-1/product", "\0\xff\n802.11", 9);
	tree_big(&tree, USB "1-1:1.0/bInterfaceClass", 1 << 20, 'e');
	tree_file(&tree, USB "1-1:1.1/bInterfaceClass", "\n");
	for (size_t i = 0; i < ARRAY_LEN(probes); i++)
		tree_probe(&tree, probes[i]);
	tree_fact(&tree, "keyboard.present", FACT_UNREADABLE);
	tree_done(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_camera_makes_many_nodes),
		cmocka_unit_test(camera_without_driver_or_recording),
		cmocka_unit_test(hdmi_alone_is_no_loudspeaker),
		cmocka_unit_test(sound_from_nodes_and_without_driver),
		cmocka_unit_test(wifi_is_a_netdev_or_an_idle_adapter),
		cmocka_unit_test(keyboards_have_letters),
		cmocka_unit_test(owners_names_stay_out),
		cmocka_unit_test(uevents_are_read_whole_lines_only),
		cmocka_unit_test(hostile_files_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
