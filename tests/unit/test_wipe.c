/* What the wiping tools say, which way is taken for which disk, and what counts as wiped. */
#include "wipe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define SECURITY(enabled, locked, frozen) \
	"\t   *\tSMART feature set\nSecurity: \n\tMaster password revision code = 65534\n" \
	"\t\tsupported\n\t" enabled "\tenabled\n\t" locked "\tlocked\n\t" frozen "\tfrozen\n" \
	"\tnot\texpired: security count\n\t\tsupported: enhanced erase\n" \
	"\t2min for SECURITY ERASE UNIT. 508min for ENHANCED SECURITY ERASE UNIT. \n" \
	"Logical Unit WWN Device Identifier: 5001\n\tsupported\n"

static void a_disk_tells_what_it_can(void **state)
{
	struct wipe_can can = {0};

	(void)state;
	wipe_read_identify(&can, SECURITY("not", "not", "not"));
	assert_true(can.ata_erase && can.ata_erase_enhanced);
	assert_false(can.ata_enabled || can.ata_locked || can.ata_frozen || can.sanitize_block);
	assert_int_equal(can.erase_minutes, 2);
	assert_int_equal(can.enhanced_minutes, 508);
	can = (struct wipe_can){0};
	wipe_read_identify(&can, SECURITY("", "", ""));
	assert_true(can.ata_enabled && can.ata_locked && can.ata_frozen);
	can = (struct wipe_can){0};
	/* Listed without the star: there, and switched off. */
	wipe_read_identify(&can, "\t   *\tSANITIZE feature set\n\t    \tBLOCK_ERASE_EXT command\n"
				 "\t   *\tCRYPTO_SCRAMBLE_EXT command\n");
	assert_false(can.sanitize_block || can.ata_erase);
	assert_true(can.sanitize_crypto);
	wipe_read_controller(&can, "oacs      : 0x17\nsanicap   : 0x2\n");
	assert_true(can.nvme_format && can.sanitize_block);
	assert_false(can.sanitize_crypto);
	wipe_read_extcsd(&can, "Secure Feature support [SEC_FEATURE_SUPPORT: 0x55]\n");
	assert_true(can.emmc_secure_erase && can.emmc_sanitize);
}

static enum wipe_hidden hidden(const char *hpa, const char *dco, uint64_t *ret_bytes)
{
	struct wipe_can can = {0};

	wipe_read_hpa(&can, hpa);
	wipe_read_dco(&can, dco, UINT64_C(1000) * 512);
	*ret_bytes = can.hidden_bytes;
	return can.hidden;
}

static void what_hides_is_known_or_not(void **state)
{
	uint64_t bytes;

	(void)state;
	assert_int_equal(hidden(" max sectors   = 1000/1000, HPA is disabled", "", &bytes),
			 HIDDEN_NO);
	assert_int_equal(hidden(" max sectors   = 1000/1200, HPA is enabled", "", &bytes),
			 HIDDEN_YES);
	assert_int_equal(bytes, 200 * 512);
	assert_int_equal(hidden(" max sectors   = 1000/1000, HPA is disabled",
				"\tReal max sectors: 1300\n", &bytes),
			 HIDDEN_YES);
	assert_int_equal(bytes, 300 * 512);
	assert_int_equal(hidden(" max sectors   = 1000/1200, ACCESSIBLE MAX ADDRESS enabled", "",
				&bytes),
			 HIDDEN_YES);
	assert_int_equal(bytes, 200 * 512);
	assert_int_equal(hidden(" max sectors   = 1000/1000, ACCESSIBLE MAX ADDRESS disabled", "",
				&bytes),
			 HIDDEN_NO);
	/* More than is shown is known to be hidden, whatever the other answer is. */
	assert_int_equal(hidden(" max sectors   = 1000/1200, HPA is enabled",
				"\tReal max sectors: 900\n", &bytes),
			 HIDDEN_YES);
	assert_int_equal(bytes, 200 * 512);
	assert_int_equal(hidden("", "\tReal max sectors: 1300\n", &bytes), HIDDEN_YES);
	assert_int_equal(bytes, 300 * 512);
	assert_int_equal(hidden(" max sectors   = 1000/1000, HPA is disabled",
				"\tReal max sectors: 900\n", &bytes),
			 HIDDEN_UNKNOWN);
	/* Words that do not fit the numbers are not believed. */
	assert_int_equal(hidden(" max sectors   = 1000/1200, HPA is disabled", "", &bytes),
			 HIDDEN_YES);
	assert_int_equal(hidden(" max sectors   = 1000/1000, HPA is enabled", "", &bytes),
			 HIDDEN_UNKNOWN);
	assert_int_equal(hidden("", "", &bytes), HIDDEN_UNKNOWN);
	assert_int_equal(hidden(" max sectors   = 0/1, HPA setting seems invalid", "", &bytes),
			 HIDDEN_UNKNOWN);
	assert_int_equal(hidden("SG_IO: bad/missing sense data, sb[]:  70\n"
				" max sectors   = 1000/1000, HPA is disabled",
				"", &bytes),
			 HIDDEN_UNKNOWN);
}

static void what_lies_beside_is_told(void **state)
{
	struct wipe_can can = {0};

	(void)state;
	wipe_read_controller(&can, "nn        : 32\noacs      : 0x17\n");
	assert_int_equal(can.namespaces_most, 32);
	wipe_read_namespaces(&can, "[   0]:0x1\n[   1]:0x2\n[   2]:0x7\n", 1);
	assert_int_equal(can.namespaces_more, 2);
	assert_false(can.namespaces_untold);
	wipe_read_namespaces(&can, "[   0]:0x1\n", 1);
	assert_int_equal(can.namespaces_more, 0);
	assert_false(can.namespaces_untold);
	wipe_read_namespaces(&can, "[   0]:0x1\n", 2);
	assert_int_equal(can.namespaces_more, 0);
	wipe_read_namespaces(&can, "NVMe status: INVALID_FIELD\n", 1);
	assert_true(can.namespaces_untold);
	wipe_read_controller(&can, "nn        : 1\n");
	wipe_read_namespaces(&can, "", 1);
	assert_false(can.namespaces_untold);
	wipe_read_registers(&can, "\tBoot Partition Support              (BPS): No\n");
	assert_false(can.boot_areas);
	wipe_read_registers(&can, "\tBoot Partition Support              (BPS): Yes\n");
	assert_true(can.boot_areas);
	/* Below a protected area an overlay. */
	can = (struct wipe_can){0};
	wipe_read_hpa(&can, " max sectors   = 1000/1200, HPA is enabled");
	wipe_read_dco(&can, "\tReal max sectors: 1300\n", UINT64_C(1000) * 512);
	assert_int_equal(can.hidden_bytes, 300 * 512);
	assert_int_equal(can.dco_bytes, 100 * 512);
}

static enum wipe_way best(enum wipe_medium medium, struct wipe_can can, size_t count)
{
	enum wipe_way ways[WAY_COUNT];

	assert_int_equal(wipe_plan(medium, &can, ways), count);
	assert_string_equal(wipe_ways[ways[count - 1]].tool, "nwipe");
	return ways[0];
}

static void every_medium_gets_its_own_way(void **state)
{
	const struct wipe_can ata = {.ata_erase = true, .ata_erase_enhanced = true};
	struct wipe_can frozen = ata;

	(void)state;
	frozen.ata_frozen = true;
	assert_int_equal(best(MEDIUM_HDD, ata, 1), WAY_OVERWRITE);
	assert_int_equal(best(MEDIUM_SSD, ata, 3), WAY_ATA_ERASE_ENHANCED);
	assert_int_equal(best(MEDIUM_SSD, frozen, 1), WAY_OVERWRITE);
	frozen = ata;
	frozen.ata_enabled = true;
	assert_int_equal(best(MEDIUM_SSD, frozen, 1), WAY_OVERWRITE);
	frozen.discard = frozen.sanitize_block = true;
	assert_int_equal(best(MEDIUM_SSD, frozen, 2), WAY_ATA_SANITIZE_BLOCK);
	assert_int_equal(best(MEDIUM_NVME, (struct wipe_can){.nvme_format = true}, 2),
			 WAY_NVME_FORMAT);
	assert_int_equal(best(MEDIUM_NVME, (struct wipe_can){.sanitize_crypto = true}, 2),
			 WAY_NVME_SANITIZE_CRYPTO);
	assert_int_equal(best(MEDIUM_EMMC, (struct wipe_can){.emmc_sanitize = true}, 2),
			 WAY_EMMC_SANITIZE);
	assert_int_equal(best(MEDIUM_EMMC, (struct wipe_can){.discard = true}, 1),
			 WAY_DISCARD_OVERWRITE);
	for (size_t i = 0; i < WAY_COUNT; i++)
		assert_non_null(wipe_ways[i].method);
	assert_string_equal(wipe_ways[WAY_OVERWRITE].level, "clear");
}

static void the_end_of_a_sanitize_is_told(void **state)
{
	(void)state;
	assert_int_equal(wipe_read_ata_sanitize("    SD2 Sanitize operation In Process\n"),
			 SANITIZE_RUNNING);
	assert_int_equal(wipe_read_ata_sanitize(
				 "    SD0 Sanitize Idle\n"
				 "    Last Sanitize Operation Completed Without Error\n"),
			 SANITIZE_DONE);
	assert_int_equal(wipe_read_ata_sanitize("    SD0 Sanitize Idle\n"), SANITIZE_UNREAD);
	assert_int_equal(wipe_read_ata_sanitize("    SD3 Sanitize Operation Failed\n"),
			 SANITIZE_FAILED);
	assert_int_equal(wipe_read_ata_sanitize(""), SANITIZE_UNREAD);
	assert_int_equal(wipe_read_nvme_sanitize("Sanitize Status (SSTAT) :  0x101\n"),
			 SANITIZE_DONE);
	assert_int_equal(wipe_read_nvme_sanitize("Sanitize Status (SSTAT) :  0x2\n"),
			 SANITIZE_RUNNING);
	assert_int_equal(wipe_read_nvme_sanitize("Sanitize Status (SSTAT) :  0\n"),
			 SANITIZE_UNREAD);
	assert_int_equal(wipe_read_nvme_sanitize("Sanitize Status (SSTAT) :  3\n"),
			 SANITIZE_FAILED);
}

/* ---- spots ----------------------------------------------------------------------------------- */

#define MIB (UINT64_C(1) << 20)

static int file_of(uint64_t bytes)
{
	char name[] = "/tmp/hotroit-wipe-XXXXXX";
	int fd = mkstemp(name);

	assert_true(fd >= 0);
	unlink(name);
	assert_int_equal(ftruncate(fd, (off_t)bytes), 0);
	return fd;
}

static void our_mark_is_seen_and_missed(void **state)
{
	const uint64_t sizes[] = {4096, 12288, MIB, 3 * MIB + 512, 40 * MIB};
	struct wipe_seen seen;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		struct wipe_sample sample = {.bytes = sizes[i], .seed = 7};
		int fd = file_of(sizes[i]);

		assert_int_equal(wipe_sample_look(&seen, &sample, fd, EXPECT_ZERO), 0);
		assert_int_equal(seen.wrong + seen.unread, 0);
		assert_int_equal(wipe_sample_look(&seen, &sample, fd, EXPECT_MARK), 0);
		assert_int_equal(seen.wrong, seen.blocks);
		assert_int_equal(wipe_sample_mark(&sample, fd), 0);
		assert_int_equal(wipe_sample_look(&seen, &sample, fd, EXPECT_MARK), 0);
		assert_int_equal(seen.wrong + seen.unread, 0);
		assert_int_equal(wipe_sample_look(&seen, &sample, fd, EXPECT_CHANGED), 0);
		assert_int_equal(seen.wrong, seen.blocks);
		/* What never was there does not count as wiped by overwriting. */
		sample.seed = 8;
		assert_int_equal(wipe_sample_look(&seen, &sample, fd, EXPECT_CHANGED), 0);
		assert_int_equal(seen.wrong, 0);
		assert_int_equal(wipe_sample_look(&seen, &sample, fd, EXPECT_BLANK), 0);
		assert_true(seen.wrong > 0);
		close(fd);
	}
}

static void the_ends_are_looked_at_whole(void **state)
{
	const uint64_t bytes = 40 * MIB, spots[] = {0, 4095, MIB - 1, 39 * MIB, 40 * MIB - 1};
	struct wipe_sample sample = {.bytes = bytes, .seed = 1};
	struct wipe_seen seen;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(spots); i++) {
		int fd = file_of(bytes);

		assert_int_equal(pwrite(fd, "x", 1, (off_t)spots[i]), 1);
		assert_int_equal(wipe_sample_look(&seen, &sample, fd, EXPECT_ZERO), 0);
		assert_int_equal(seen.wrong, 1);
		assert_int_equal(seen.first_wrong, spots[i] / SAMPLE_BLOCK * SAMPLE_BLOCK);
		close(fd);
	}
}

static void what_is_behind_the_last_block_is_seen(void **state)
{
	struct wipe_sample sample = {.bytes = 40 * MIB + 7 * 512, .seed = 1};
	struct wipe_seen seen;
	int fd = file_of(sample.bytes);

	(void)state;
	assert_int_equal(pwrite(fd, "x", 1, (off_t)sample.bytes - 1), 1);
	assert_int_equal(wipe_sample_look(&seen, &sample, fd, EXPECT_ZERO), 0);
	assert_int_equal(seen.wrong, 1);
	assert_int_equal(seen.first_wrong, sample.bytes - SAMPLE_BLOCK);
	close(fd);
}

static void a_disk_that_shrank_is_not_read(void **state)
{
	struct wipe_sample sample = {.bytes = 40 * MIB, .seed = 1};
	struct wipe_seen seen;
	int fd = file_of(MIB);

	(void)state;
	assert_int_equal(wipe_sample_look(&seen, &sample, fd, EXPECT_ZERO), 0);
	assert_true(seen.unread > 0);
	assert_true(strlen(seen.unread_at) > 0);
	close(fd);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_disk_tells_what_it_can),
		cmocka_unit_test(what_hides_is_known_or_not),
		cmocka_unit_test(what_lies_beside_is_told),
		cmocka_unit_test(every_medium_gets_its_own_way),
		cmocka_unit_test(the_end_of_a_sanitize_is_told),
		cmocka_unit_test(our_mark_is_seen_and_missed),
		cmocka_unit_test(the_ends_are_looked_at_whole),
		cmocka_unit_test(what_is_behind_the_last_block_is_seen),
		cmocka_unit_test(a_disk_that_shrank_is_not_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
