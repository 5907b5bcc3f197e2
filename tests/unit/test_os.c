/* The installed system: quoting in os-release, and live media told from installed systems. */
#include "probe_tree.h"

#include "mounts.h"
#include "os_release.h"

extern const struct probe probe_os;

#define DEBIAN "NAME=\"Debian GNU/Linux\"\nVERSION_ID=\"12\"\n"

static void quoting_is_the_shells(void **state)
{
	static const struct {
		const char *text, *name, *version;
	} cases[] = {
		{DEBIAN, "Debian GNU/Linux", "12"},
		{"NAME='Linux Mint'\nVERSION_ID='21.3'", "Linux Mint", "21.3"},
		{"NAME=Fedora\r\nVERSION_ID=40\r\n", "Fedora", "40"},
		{"\xEF\xBB\xBFNAME=Arch\n", "Arch", ""},
		{"#NAME=No\n  NAME=\"A \\\"B\\\" \\$C \\d\"\n", "A \"B\" $C \\d", ""},
		{"NAME='a'\\''b'\"c\"d\n", "a'bcd", ""},
		{"NAME=Wind River Linux\nVERSION_ID=7\n", "Wind River Linux", "7"},
		{"NAME=Bare # comment\nVERSION_ID=1 \n", "Bare", "1"},
		{"NAME=First\nNAME=Second\n", "Second", ""},
		{"NAME=\"no end\nVERSION_ID=3\n", "no end", "3"},
		{"NAME=\\", "\\", ""},
		{"NAME=\"\\", "\\", ""},
		{"XNAME=a\nNAMEX=b\nNAME\n=c\n\n", "", ""},
		{"", "", ""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct os_release release;

		os_release_parse(&release, cases[i].text, strlen(cases[i].text));
		assert_string_equal(release.name, cases[i].name);
		assert_string_equal(release.version_id, cases[i].version);
	}
}

static void the_last_root_mount_counts(void **state)
{
	static const char info[] =
		"20 1 0:2 / / rw - rootfs rootfs rw\n"
		"27 20 8:2 / / rw,relatime shared:1 master:2 - ext4 /dev/sda2 rw\n"
		"28 27 8:3 / /home rw - ext4 /dev/sda3 rw\n"
		"short\n1 2 3 4 / - \n";
	static const char old[] = "rootfs / rootfs rw 0 0\n/dev/sdb1 / btrfs rw 0 0\n"
				  "proc /proc proc rw 0 0\n/dev/sdc1";
	AUTO(arena_done) struct arena arena = {0};
	const struct mount *mount;
	struct mount *mounts;
	size_t count;

	(void)state;
	mounts_parse(&arena, info, strlen(info), &mounts, &count);
	assert_int_equal(count, 3);
	mount = mounts_of(mounts, count, "/");
	assert_int_equal(mount->major, 8);
	assert_int_equal(mount->minor, 2);
	assert_string_equal(mount->type, "ext4");
	assert_string_equal(mount->source, "/dev/sda2");
	mounts_parse(&arena, old, strlen(old), &mounts, &count);
	assert_int_equal(count, 3);
	mount = mounts_of(mounts, count, "/");
	assert_int_equal(mount->major, 0);
	assert_string_equal(mount->type, "btrfs");
	assert_string_equal(mount->source, "/dev/sdb1");
	mounts_parse(&arena, "\n \n/ / \n", 7, &mounts, &count);
	assert_int_equal(count, 0);
	assert_null(mounts_of(mounts, count, "/"));
}

static void recording_without_mounts_is_reported(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_probe(&tree, &probe_os);
	tree_fact(&tree, "os.name", FACT_UNREADABLE);
	tree_fact(&tree, "os.version", FACT_UNREADABLE);
	tree_file(&tree, "usr/lib/os-release", DEBIAN);
	tree_probe(&tree, &probe_os);
	assert_text_fact(&tree, "os.name", "Debian GNU/Linux");
	assert_text_fact(&tree, "os.version", "12");
	tree_file(&tree, "etc/os-release", "PRETTY_NAME=\"Arch Linux\"\nBUILD_ID=rolling\n");
	tree_probe(&tree, &probe_os);
	assert_text_fact(&tree, "os.name", "Arch Linux");
	tree_fact(&tree, "os.version", FACT_ABSENT);
	tree_file(&tree, "etc/os-release", "NAME=Ubuntu\nVERSION=\"24.04 LTS\"\n");
	tree_probe(&tree, &probe_os);
	assert_text_fact(&tree, "os.version", "24.04 LTS");
	tree_done(&tree);
}

static void live_medium_is_not_the_installed_system(void **state)
{
	static const char *const live[] = {
		"28 1 0:24 / / rw - overlay overlay rw\n",
		"28 1 0:24 / / rw - tmpfs tmpfs rw\n",
		"28 1 7:0 / / ro - squashfs /dev/loop0 ro\n",
		"28 1 8:17 / / rw - ext4 /dev/sdb1 rw\n", /* a stick */
		"28 1 253:0 / / rw - ext4 /dev/mapper/vg-root rw\n", /* LVM on the stick */
		"28 1 0:30 / / rw - btrfs /dev/sdb1 rw\n",
	};
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_file(&tree, "etc/os-release", DEBIAN);
	tree_link(&tree, "sys/dev/block/8:17", "../../devices/pci0/usb1/1-2/block/sdb/sdb1");
	tree_link(&tree, "sys/class/block/sdb1", "../../devices/pci0/usb1/1-2/block/sdb/sdb1");
	tree_link(&tree, "sys/block/sdb", "../devices/pci0/usb1/1-2/block/sdb");
	tree_file(&tree, "sys/devices/pci0/usb1/1-2/block/sdb/sdb1/partition", "1\n");
	tree_file(&tree, "sys/devices/pci0/usb1/1-2/block/sdb/sdb1/dev", "8:17\n");
	tree_link(&tree, "sys/dev/block/253:0", "../../devices/virtual/block/dm-0");
	tree_link(&tree, "sys/block/dm-0", "../devices/virtual/block/dm-0");
	tree_file(&tree, "sys/devices/virtual/block/dm-0/slaves/sdb1/dev", "8:17\n");
	for (size_t i = 0; i < ARRAY_LEN(live); i++) {
		tree_file(&tree, "proc/self/mountinfo", live[i]);
		tree_probe(&tree, &probe_os);
		tree_fact(&tree, "os.name", FACT_UNREADABLE);
		tree_fact(&tree, "os.version", FACT_UNREADABLE);
	}
	tree_file(&tree, "proc/self/mountinfo", "28 1 8:2 / / rw - ext4 /dev/sda2 rw\n");
	tree_file(&tree, "proc/cmdline", "reboot=live  boot=live quiet\n");
	tree_probe(&tree, &probe_os);
	tree_fact(&tree, "os.name", FACT_UNREADABLE);
	tree_done(&tree);
}

static void internal_disk_is_installed(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_file(&tree, "etc/os-release", DEBIAN);
	tree_file(&tree, "proc/cmdline", "BOOT_IMAGE=/vmlinuz reboot=live root=/dev/sda2\n");
	tree_file(&tree, "proc/self/mountinfo", "28 1 8:2 / / rw - ext4 /dev/sda2 rw\n");
	tree_probe(&tree, &probe_os);
	assert_text_fact(&tree, "os.name", "Debian GNU/Linux"); /* the disk was not recorded */
	tree_link(&tree, "sys/dev/block/8:2", "../../devices/pci0/ata1/block/sda/sda2");
	tree_link(&tree, "sys/block/sda", "../devices/pci0/ata1/block/sda");
	tree_file(&tree, "sys/devices/pci0/ata1/block/sda/removable", "0\n");
	tree_file(&tree, "sys/devices/pci0/ata1/block/sda/sda2/partition", "2\n");
	tree_probe(&tree, &probe_os);
	assert_text_fact(&tree, "os.name", "Debian GNU/Linux");
	tree_file(&tree, "sys/devices/pci0/ata1/block/sda/removable", "1\n");
	tree_probe(&tree, &probe_os);
	tree_fact(&tree, "os.name", FACT_UNREADABLE);
	tree_done(&tree);
}

static void hostile_files_are_survived(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_big(&tree, "etc/os-release", 1 << 20, 'A');
	tree_big(&tree, "proc/cmdline", 1 << 20, 'A');
	tree_big(&tree, "proc/self/mountinfo", 1 << 20, ' ');
	tree_probe(&tree, &probe_os);
	tree_fact(&tree, "os.name", FACT_UNREADABLE);
	tree_put(&tree, "etc/os-release", "NAME=\x1b[31m\xff\0x\n", 14);
	tree_probe(&tree, &probe_os);
	tree_fact(&tree, "os.name", FACT_KNOWN);
	tree_done(&tree);

	tree_new(&tree);
	tree_link(&tree, "etc/os-release", "../../../../../../etc/os-release");
	tree_probe(&tree, &probe_os);
	tree_fact(&tree, "os.name", FACT_UNREADABLE);
	tree_done(&tree);

	/* device mapper on itself */
	tree_new(&tree);
	tree_file(&tree, "etc/os-release", DEBIAN);
	tree_file(&tree, "proc/mounts", "/dev/dm-0 / ext4 rw 0 0\n");
	tree_file(&tree, "sys/class/block/dm-0/dev", "253:0\n");
	tree_link(&tree, "sys/dev/block/253:0", "../../devices/virtual/block/dm-0");
	tree_link(&tree, "sys/block/dm-0", "../devices/virtual/block/dm-0");
	tree_file(&tree, "sys/devices/virtual/block/dm-0/slaves/dm-0/dev", "253:0\n");
	tree_probe(&tree, &probe_os);
	assert_text_fact(&tree, "os.version", "12");
	tree_done(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(quoting_is_the_shells),
		cmocka_unit_test(the_last_root_mount_counts),
		cmocka_unit_test(recording_without_mounts_is_reported),
		cmocka_unit_test(live_medium_is_not_the_installed_system),
		cmocka_unit_test(internal_disk_is_installed),
		cmocka_unit_test(hostile_files_are_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
