/* disks: which are the machine's own, how large, and what hides them; in trees made here. */
#include "disk_list.h"
#include "probe_tree.h"

#define ATA "pci0000:00/0000:00:17.0/ata1/host0/target0:0:0/0:0:0:0/block/"
#define ATA2 "pci0000:00/0000:00:17.0/ata2/host1/target1:0:0/1:0:0:0/block/"
#define USB "pci0000:00/0000:00:14.0/usb1/1-2/1-2.3/1-2.3:1.0/host6/target6:0:0/6:0:0:0/block/"
#define NVME "pci0000:00/0000:00:1d.0/0000:02:00.0/nvme/nvme0/"
#define MMC "pci0000:00/0000:00:1c.0/mmc_host/mmc0/mmc0:0001/block/"
#define SD "pci0000:00/0000:00:1e.0/mmc_host/mmc1/mmc1:aaaa/block/"
#define VIRTUAL "virtual/block/"

/* sys/devices/WHERE NAME, with its links in sys/block and, for device number DEV, sys/dev/block. */
static void put_disk(const struct tree *tree, const char *where, const char *name,
		     const char *sectors, const char *removable, const char *dev)
{
	char path[512], target[512];

	snprintf(path, sizeof(path), "sys/devices/%s%s/size", where, name);
	tree_file(tree, path, sectors);
	snprintf(path, sizeof(path), "sys/devices/%s%s/removable", where, name);
	tree_file(tree, path, removable);
	snprintf(path, sizeof(path), "sys/block/%s", name);
	snprintf(target, sizeof(target), "../devices/%s%s", where, name);
	tree_link(tree, path, target);
	if (!dev)
		return;
	snprintf(path, sizeof(path), "sys/devices/%s%s/dev", where, name);
	tree_file(tree, path, dev);
	snprintf(path, sizeof(path), "sys/dev/block/%s", dev);
	snprintf(target, sizeof(target), "../../devices/%s%s", where, name);
	tree_link(tree, path, target);
}

static void put_partition(const struct tree *tree, const char *where, const char *disk,
			  const char *name, const char *dev)
{
	char path[512], target[512];

	snprintf(path, sizeof(path), "sys/devices/%s%s/%s/partition", where, disk, name);
	tree_file(tree, path, "1\n");
	snprintf(path, sizeof(path), "sys/devices/%s%s/%s/dev", where, disk, name);
	tree_file(tree, path, dev);
	snprintf(path, sizeof(path), "sys/dev/block/%s", dev);
	snprintf(target, sizeof(target), "../../devices/%s%s/%s", where, disk, name);
	tree_link(tree, path, target);
	snprintf(path, sizeof(path), "sys/class/block/%s", name);
	tree_link(tree, path, target);
}

static void put_attr(const struct tree *tree, const char *disk, const char *attr, const char *text)
{
	char path[256];

	snprintf(path, sizeof(path), "sys/block/%s/%s", disk, attr);
	tree_file(tree, path, text);
}

static int setup(void **state)
{
	struct tree *tree = calloc(1, sizeof(*tree));

	assert_non_null(tree);
	tree_new(tree);
	*state = tree;
	return 0;
}

static int teardown(void **state)
{
	tree_done(*state);
	free(*state);
	return 0;
}

static void probe(struct tree *tree)
{
	extern const struct probe probe_disks;

	tree_probe(tree, &probe_disks);
}

static void sata_disks_are_internal(void **state)
{
	struct tree *tree = *state;

	put_disk(tree, ATA2, "sdb", "976773168\n", "0\n", NULL);
	put_disk(tree, ATA, "sda", "234441648\n", "0\n", NULL);
	put_attr(tree, "sda", "queue/rotational", "0\n");
	put_attr(tree, "sdb", "queue/rotational", "1\n");
	put_attr(tree, "sda", "device/vendor", "ATA     \n");
	put_attr(tree, "sda", "device/model", "QEMU SSD        \n");
	put_attr(tree, "sdb", "device/vendor", "HGST\n");
	put_attr(tree, "sdb", "device/model", "HUS7\n");
	tree_put(tree, "sys/block/sdb/device/vpd_pg80", "\0\x80\0\x08  K1234A", 12);
	probe(tree);
	assert_int_fact(tree, "disk.0.size", 120034123776);
	assert_text_fact(tree, "disk.0.media", "ssd");
	assert_text_fact(tree, "disk.0.bus", "ata");
	assert_text_fact(tree, "disk.0.role", "internal");
	assert_text_fact(tree, "disk.0.model", "QEMU SSD");
	tree_fact(tree, "disk.0.serial", FACT_ABSENT);
	assert_text_fact(tree, "disk.1.media", "hdd");
	assert_text_fact(tree, "disk.1.model", "HGST HUS7");
	assert_text_fact(tree, "disk.1.serial", "K1234A");
	assert_int_fact(tree, "storage.largest", 500107862016);
	tree_fact(tree, "disk.hidden", FACT_ABSENT);
	/* nothing asked them about their health */
	tree_fact(tree, "disk.0.health", FACT_UNREADABLE);
	tree_fact(tree, "disk.0.table", FACT_UNREADABLE);
}

/* IDENTIFY strings have the letters of each word the other way round. */
static void put_identify(unsigned char *page, unsigned word, const char *text, size_t len)
{
	for (size_t i = 0; i < len; i++)
		page[60 + word * 2 + (i ^ 1)] = (unsigned char)(i < strlen(text) ? text[i] : ' ');
}

static void identify_names_the_whole_disk(void **state)
{
	struct tree *tree = *state;
	unsigned char page[572] = {0, 0x89, 2, 0x38};

	put_disk(tree, ATA, "sda", "234441648\n", "0\n", NULL);
	put_attr(tree, "sda", "queue/rotational", "1\n");
	put_attr(tree, "sda", "device/model", "A name cut at 16\n");
	put_identify(page, 27, "A name cut at 16 letters no more", 40);
	put_identify(page, 10, "     S3RIAL", 20);
	page[60 + 217 * 2] = 1;
	tree_put(tree, "sys/block/sda/device/vpd_pg89", page, sizeof(page));
	probe(tree);
	assert_text_fact(tree, "disk.0.model", "A name cut at 16 letters no more");
	assert_text_fact(tree, "disk.0.serial", "S3RIAL");
	assert_text_fact(tree, "disk.0.media", "ssd");
	/* half a page is no page */
	tree_put(tree, "sys/block/sda/device/vpd_pg89", page, 300);
	probe(tree);
	assert_text_fact(tree, "disk.0.model", "A name cut at 16");
	assert_text_fact(tree, "disk.0.media", "hdd");
}

/* Memory dressed up as a disk, a disk over the network, a size nobody can build. */
static void doubtful_disks_never_count(void **state)
{
	struct tree *tree = *state;

	put_disk(tree, "LNXSYSTM:00/ACPI0012:00/ndbus0/region0/block/", "pmem0", "976773168\n",
		 "0\n", NULL);
	put_disk(tree, "rnbd-client/ctl/block/", "rnbd0", "976773168\n", "0\n", NULL);
	probe(tree);
	tree_fact(tree, "disk.0.role", FACT_UNREADABLE);
	tree_fact(tree, "storage.largest", FACT_UNREADABLE);
	put_disk(tree, ATA, "sda", "4398046511104\n", "0\n", NULL);
	probe(tree);
	tree_fact(tree, "disk.0.size", FACT_UNREADABLE);
	tree_fact(tree, "storage.largest", FACT_UNREADABLE);
	put_disk(tree, ATA2, "sdb", "62533296\n", "0\n", NULL);
	put_disk(tree, "platform/host9/session1/target9:0:0/9:0:0:1/block/", "sdc", "976773168\n",
		 "0\n", NULL);
	put_disk(tree, "pci0000:00/0000:00:03.0/host8/rport-8:0-0/target8:0:0/8:0:0:0/block/",
		 "sdd", "976773168\n", "0\n", NULL);
	probe(tree);
	assert_int_fact(tree, "storage.largest", 32017047552);
}

static void what_is_no_disk_is_left_out(void **state)
{
	static const char *const virtual[] = {"loop0", "ram0",    "zram0", "dm-0", "md127",
					      "nbd0",  "bcache0", "drbd1", "zd16"};
	struct tree *tree = *state;

	for (size_t i = 0; i < ARRAY_LEN(virtual); i++)
		put_disk(tree, VIRTUAL, virtual[i], "976773168\n", "0\n", NULL);
	put_disk(tree, ATA2, "sr0", "2097151\n", "1\n", NULL);
	put_disk(tree, "platform/floppy.0/block/", "fd0", "8\n", "1\n", NULL);
	put_disk(tree, "platform/spi.0/mtd/mtd0/", "mtdblock0", "8192\n", "0\n", NULL);
	put_disk(tree, USB, "sdc", "0\n", "1\n", NULL);
	probe(tree);
	assert_null(facts_find(&tree->facts, "disk.0.size"));
	tree_fact(tree, "storage.largest", FACT_ABSENT);
	assert_string_equal(tree_fact(tree, "storage.largest", FACT_ABSENT)->reason,
			    "không thấy ổ cứng trong máy");
}

static void nvme_has_one_entry(void **state)
{
	struct tree *tree = *state;

	put_disk(tree, "virtual/nvme-subsystem/nvme-subsys0/", "nvme0n1", "1000215216\n", "0\n",
		 NULL);
	put_disk(tree, NVME, "nvme0c0n1", "1000215216\n", "0\n", NULL);
	put_attr(tree, "nvme0n1", "device/model", "EXAMPLE NVMe 512\n");
	put_attr(tree, "nvme0n1", "device/serial", "N-1\n");
	probe(tree);
	assert_text_fact(tree, "disk.0.media", "nvme");
	assert_text_fact(tree, "disk.0.bus", "nvme");
	assert_text_fact(tree, "disk.0.model", "EXAMPLE NVMe 512");
	assert_text_fact(tree, "disk.0.serial", "N-1");
	assert_int_fact(tree, "storage.largest", 512110190592);
	assert_null(facts_find(&tree->facts, "disk.1.size"));
	tree_link(tree, "sys/devices/virtual/nvme-subsystem/nvme-subsys0/nvme0",
		  "../../../pci0000:00/0000:00:1d.0/0000:02:00.0/nvme/nvme0");
	tree_file(tree, "sys/devices/pci0000:00/0000:00:1d.0/removable", "removable\n");
	probe(tree);
	assert_text_fact(tree, "disk.0.role", "removable");
}

static void nvme_outside_of_the_case_is_not_the_machines(void **state)
{
	struct tree *tree = *state;

	put_disk(tree, NVME, "nvme0n1", "1000215216\n", "0\n", NULL);
	tree_file(tree, "sys/devices/pci0000:00/0000:00:1d.0/removable", "fixed\n");
	probe(tree);
	assert_text_fact(tree, "disk.0.role", "internal");
	tree_file(tree, "sys/devices/pci0000:00/0000:00:1d.0/0000:02:00.0/removable",
		  "removable\n");
	probe(tree);
	assert_text_fact(tree, "disk.0.role", "removable");
	tree_fact(tree, "storage.largest", FACT_ABSENT);
}

static void emmc_counts_and_sd_does_not(void **state)
{
	struct tree *tree = *state;

	put_disk(tree, MMC, "mmcblk0", "61071360\n", "0\n", NULL);
	put_disk(tree, MMC "mmcblk0/", "mmcblk0boot0", "8192\n", "0\n", NULL);
	put_disk(tree, MMC "mmcblk0/", "mmcblk0rpmb", "8192\n", "0\n", NULL);
	put_disk(tree, SD, "mmcblk1", "249737216\n", "0\n", NULL);
	put_attr(tree, "mmcblk0", "device/type", "MMC\n");
	put_attr(tree, "mmcblk0", "device/name", "BJTD4R\n");
	put_attr(tree, "mmcblk0", "device/life_time", "0x02 0x0a\n");
	put_attr(tree, "mmcblk0", "device/pre_eol_info", "0x01\n");
	put_attr(tree, "mmcblk1", "device/type", "SD\n");
	probe(tree);
	assert_text_fact(tree, "disk.0.media", "emmc");
	assert_text_fact(tree, "disk.0.model", "BJTD4R");
	assert_text_fact(tree, "disk.0.health", "bad");
	assert_text_fact(tree, "disk.1.role", "removable");
	tree_fact(tree, "disk.1.media", FACT_ABSENT);
	tree_fact(tree, "disk.1.health", FACT_ABSENT);
	assert_int_fact(tree, "storage.largest", 31268536320);
	assert_null(facts_find(&tree->facts, "disk.2.size"));
	put_attr(tree, "mmcblk0", "device/life_time", "0x00 0x00\n");
	put_attr(tree, "mmcblk0", "device/pre_eol_info", "0x00\n");
	probe(tree);
	tree_fact(tree, "disk.0.health", FACT_UNREADABLE);
}

static void a_card_of_unknown_type_is_not_counted(void **state)
{
	struct tree *tree = *state;

	put_disk(tree, MMC, "mmcblk0", "249737216\n", "0\n", NULL);
	probe(tree);
	tree_fact(tree, "disk.0.role", FACT_UNREADABLE);
	/* a card of the old kind, before SD */
	put_attr(tree, "mmcblk0", "device/type", "MMC\n");
	probe(tree);
	tree_fact(tree, "disk.0.role", FACT_UNREADABLE);
	tree_fact(tree, "disk.0.media", FACT_UNREADABLE);
	tree_fact(tree, "storage.largest", FACT_UNREADABLE);
	/* boot areas settle it */
	put_disk(tree, MMC "mmcblk0/", "mmcblk0boot0", "8192\n", "0\n", NULL);
	probe(tree);
	assert_text_fact(tree, "disk.0.media", "emmc");
	assert_text_fact(tree, "disk.0.role", "internal");
}

static void the_live_stick_is_no_disk_of_the_machine(void **state)
{
	struct tree *tree = *state;

	put_disk(tree, USB, "sda", "60062500\n", "1\n", "8:0");
	put_partition(tree, USB, "sda", "sda1", "8:1");
	put_disk(tree, ATA, "sdb", "234441648\n", "0\n", "8:16");
	tree_file(tree, "sys/devices/pci0000:00/0000:00:14.0/usb1/1-2/1-2.3/serial", "STICK-7\n");
	tree_file(tree, "proc/self/mountinfo",
		  "22 1 0:20 / / rw - overlay overlay rw,lowerdir=/run/live/rootfs\n"
		  "23 22 8:1 / /run/live/medium ro,noatime - vfat /dev/sda1 ro\n"
		  "24 22 7:0 / /run/live/rootfs ro - squashfs /dev/loop0 ro\n");
	probe(tree);
	assert_text_fact(tree, "disk.0.role", "internal");
	assert_int_fact(tree, "disk.0.size", 120034123776);
	assert_text_fact(tree, "disk.1.role", "boot-medium");
	assert_text_fact(tree, "disk.1.serial", "STICK-7");
	tree_fact(tree, "disk.1.media", FACT_ABSENT);
	assert_int_fact(tree, "storage.largest", 120034123776);
}

/* A live system on a disk inside the machine: the team's own disk, not the machine's. */
static void a_live_medium_on_sata_is_found_through_a_loop(void **state)
{
	struct tree *tree = *state;

	put_disk(tree, ATA, "sda", "976773168\n", "0\n", "8:0");
	put_partition(tree, ATA, "sda", "sda1", "8:1");
	put_disk(tree, VIRTUAL, "loop0", "4194304\n", "0\n", "7:0");
	put_attr(tree, "loop0", "loop/backing_file", "/run/live/my iso/debian.iso\n");
	tree_file(tree, "proc/self/mountinfo",
		  "22 1 0:20 / / rw - overlay overlay rw\n"
		  "23 22 8:1 / /run/live/my\\040iso ro - ext4 /dev/sda1 ro\n"
		  "24 22 7:0 / /run/live/medium ro - iso9660 /dev/loop0 ro\n");
	probe(tree);
	assert_text_fact(tree, "disk.0.role", "boot-medium");
	tree_fact(tree, "storage.largest", FACT_ABSENT);
}

static void the_machines_own_system_stays_internal(void **state)
{
	struct tree *tree = *state;

	put_disk(tree, NVME, "nvme0n1", "500118192\n", "0\n", "259:0");
	put_partition(tree, NVME, "nvme0n1", "nvme0n1p3", "259:3");
	put_disk(tree, VIRTUAL, "dm-0", "499000000\n", "0\n", "254:0");
	tree_file(tree, "sys/devices/virtual/block/dm-0/slaves/nvme0n1p3/dev", "259:3\n");
	tree_file(tree, "proc/self/mountinfo", "22 1 254:0 / / rw - ext4 /dev/mapper/root rw\n");
	probe(tree);
	assert_text_fact(tree, "disk.0.role", "internal");
	assert_int_fact(tree, "storage.largest", 256060514304);
}

/* The same, but the encrypted system is on a stick, by way of btrfs. */
static void a_system_installed_on_a_stick_is_the_boot_medium(void **state)
{
	struct tree *tree = *state;

	put_disk(tree, USB, "sdb", "120125000\n", "0\n", "8:16");
	put_partition(tree, USB, "sdb", "sdb2", "8:18");
	tree_file(tree, "proc/self/mountinfo", "22 1 0:31 /@ / rw - btrfs /dev/sdb2 rw\n");
	probe(tree);
	assert_text_fact(tree, "disk.0.role", "boot-medium");
	/* a USB disk that stands still or turns: the bridge does not say */
	tree_fact(tree, "disk.0.media", FACT_UNREADABLE);
	tree_fact(tree, "storage.largest", FACT_ABSENT);
}

static void layers_that_go_in_circles_end(void **state)
{
	struct tree *tree = *state;

	put_disk(tree, VIRTUAL, "dm-0", "1000\n", "0\n", "254:0");
	for (int i = 0; i < 16; i++) {
		char path[128];

		snprintf(path, sizeof(path), "sys/devices/virtual/block/dm-0/slaves/s%d/dev", i);
		tree_file(tree, path, "254:0\n");
	}
	put_disk(tree, ATA, "sda", "1000\n", "0\n", "8:0");
	tree_file(tree, "proc/self/mountinfo", "22 1 254:0 / / rw - ext4 /dev/dm-0 rw\n");
	probe(tree);
	assert_text_fact(tree, "disk.0.role", "internal");
}

static void raid_without_disks_asks_for_ahci(void **state)
{
	struct tree *tree = *state;

	tree_file(tree, "sys/bus/pci/devices/0000:00:02.0/class", "0x030000\n");
	tree_file(tree, "sys/bus/pci/devices/0000:00:17.0/class", "0x010400\n");
	tree_dir(tree, "sys/block");
	probe(tree);
	tree_fact(tree, "storage.largest", FACT_UNREADABLE);
	assert_non_null(
		strstr(tree_fact(tree, "storage.largest", FACT_UNREADABLE)->reason, "RAID"));
	assert_non_null(strstr(tree_fact(tree, "disk.hidden", FACT_KNOWN)->text, "AHCI"));
	assert_string_equal(tree_fact(tree, "disk.hidden", FACT_KNOWN)->source, "PCI 0000:00:17.0");
	/* the same controller with a disk behind it hides nothing */
	put_disk(tree, ATA, "sda", "976773168\n", "0\n", NULL);
	probe(tree);
	tree_fact(tree, "disk.hidden", FACT_ABSENT);
	assert_int_fact(tree, "storage.largest", 500107862016);
	/* an NVMe disk that the firmware moved behind it does */
	tree_file(tree, "sys/bus/pci/drivers/ahci/0000:00:17.0/remapped_nvme", "1\n");
	probe(tree);
	assert_non_null(strstr(tree_fact(tree, "disk.hidden", FACT_KNOWN)->text, "NVMe"));
	assert_int_fact(tree, "storage.largest", 500107862016);
}

static void emmc_beside_an_empty_raid_is_told(void **state)
{
	struct tree *tree = *state;

	put_disk(tree, MMC, "mmcblk0", "61071360\n", "0\n", NULL);
	put_disk(tree, MMC "mmcblk0/", "mmcblk0boot0", "8192\n", "0\n", NULL);
	put_attr(tree, "mmcblk0", "device/type", "MMC\n");
	tree_file(tree, "sys/bus/pci/devices/0000:00:0e.0/class", "0x010400\n");
	probe(tree);
	tree_fact(tree, "disk.hidden", FACT_KNOWN);
	assert_int_fact(tree, "storage.largest", 31268536320);
}

static void nonsense_is_unreadable(void **state)
{
	static const char *const sizes[] = {
		"", "-5\n", "99999999999999999999\n", "36028797018963968\n", "abc\n", "0\n"};
	struct tree *tree = *state;

	put_disk(tree, ATA, "sda", "1\n", "0\n", NULL);
	tree_big(tree, "sys/block/sda/device/model", 1 << 20, 'A');
	tree_big(tree, "sys/block/sda/device/vpd_pg89", 1 << 20, 'A');
	tree_put(tree, "sys/block/sda/device/vpd_pg80", "\0\x80\xff\xff\x1b[2J\xff\0\xfe", 11);
	tree_put(tree, "sys/block/sda/queue/rotational", "\0\0\0", 3);
	tree_big(tree, "proc/self/mountinfo", 1 << 20, 'A');
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		put_attr(tree, "sda", "size", sizes[i]);
		probe(tree);
		tree_fact(tree, "disk.0.size", FACT_UNREADABLE);
		tree_fact(tree, "storage.largest", FACT_UNREADABLE);
	}
	tree_fact(tree, "disk.0.model", FACT_UNREADABLE);
	tree_fact(tree, "disk.0.media", FACT_UNREADABLE);
	assert_text_fact(tree, "disk.0.serial", "[2J");
}

/* A tree that has directories instead of links says nothing about the bus: it must not pass. */
static void without_its_place_a_disk_is_not_counted(void **state)
{
	struct tree *tree = *state;

	tree_file(tree, "sys/block/sda/size", "976773168\n");
	tree_file(tree, "sys/block/sda/removable", "0\n");
	probe(tree);
	tree_fact(tree, "disk.0.role", FACT_UNREADABLE);
	tree_fact(tree, "disk.0.bus", FACT_UNREADABLE);
	tree_fact(tree, "storage.largest", FACT_UNREADABLE);
}

static void no_sys_block_is_unreadable(void **state)
{
	struct tree *tree = *state;

	probe(tree);
	tree_fact(tree, "storage.largest", FACT_UNREADABLE);
	tree_fact(tree, "disk.hidden", FACT_UNREADABLE);
}

static void many_disks_are_bounded(void **state)
{
	struct tree *tree = *state;
	char name[16];

	for (unsigned i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "sd%c%c", 'a' + i / 26, 'a' + i % 26);
		put_disk(tree, ATA, name, "976773168\n", "0\n", NULL);
	}
	probe(tree);
	assert_int_fact(tree, "disk.63.size", 500107862016);
	assert_null(facts_find(&tree->facts, "disk.64.size"));
}

static void the_usb_device_is_found_in_a_path(void **state)
{
	size_t name = 0, len;

	(void)state;
	len = disk_usb_device("/devices/pci0/usb1/1-2/1-2.3/1-2.3:1.0/host6", &name);
	assert_int_equal(len, strlen("/devices/pci0/usb1/1-2/1-2.3"));
	assert_int_equal(name, strlen("/devices/pci0/usb1/1-2/"));
	assert_int_equal(disk_usb_device("/devices/pci0/usb1", &name), 0);
	assert_int_equal(disk_usb_device("", &name), 0);
	assert_int_equal(disk_usb_device("1-", &name), 0);
}

int main(void)
{
#define IN_TREE(f) cmocka_unit_test_setup_teardown(f, setup, teardown)
	const struct CMUnitTest tests[] = {
		IN_TREE(sata_disks_are_internal),
		IN_TREE(identify_names_the_whole_disk),
		IN_TREE(what_is_no_disk_is_left_out),
		IN_TREE(doubtful_disks_never_count),
		IN_TREE(nvme_has_one_entry),
		IN_TREE(nvme_outside_of_the_case_is_not_the_machines),
		IN_TREE(emmc_counts_and_sd_does_not),
		IN_TREE(a_card_of_unknown_type_is_not_counted),
		IN_TREE(the_live_stick_is_no_disk_of_the_machine),
		IN_TREE(a_live_medium_on_sata_is_found_through_a_loop),
		IN_TREE(the_machines_own_system_stays_internal),
		IN_TREE(a_system_installed_on_a_stick_is_the_boot_medium),
		IN_TREE(layers_that_go_in_circles_end),
		IN_TREE(raid_without_disks_asks_for_ahci),
		IN_TREE(emmc_beside_an_empty_raid_is_told),
		IN_TREE(nonsense_is_unreadable),
		IN_TREE(without_its_place_a_disk_is_not_counted),
		IN_TREE(no_sys_block_is_unreadable),
		IN_TREE(many_disks_are_bounded),
		cmocka_unit_test(the_usb_device_is_found_in_a_path),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
