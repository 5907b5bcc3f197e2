/* df of every Android age: the data partition, never another, and never more room than there is. */
#include "android_priv.h"
#include "snapshots.h"

#define TOOLBOX "Filesystem               Size     Used     Free   Blksize\n"
#define TOYBOX "Filesystem     1K-blocks    Used Available Use% Mounted on\n"
#define BUSYBOX "Filesystem                Size      Used Available Use% Mounted on\n"

static bool parse(const char *text, struct android_df *ret)
{
	*ret = (struct android_df){0};
	return android_df_parse((struct span){text, strlen(text)}, ret);
}

static void the_data_partition_is_found(void **state)
{
	static const struct {
		const char *text;
		uint64_t total_least, free;
	} rows[] = {
		{TOYBOX "/dev/block/dm-1 1000 400 600 40% /data\n", 1024000, 614400},
		{TOYBOX "/dev/block/dm-1 1000 400 600 40% /data/user/0\n", 1024000, 614400},
		{TOYBOX "/dev/fuse 1000 400 600 40% /storage/emulated\n", 1024000, 614400},
		{TOYBOX "/dev/block/dm-1 1000 400 600 40% /mnt/user/0/emulated/0/Android/obb\n",
		 1024000, 614400},
		{TOYBOX "/dev/block/platform/soc/by-name/userdata\n"
			"                1000 400 600 40% /data\n",
		 1024000, 614400},
		{"df: /mnt/secure: Permission denied\n" TOYBOX
		 "/dev/block/dm-1 1000 400 600 40% /data\r\n",
		 1024000, 614400},
		{TOYBOX "tmpfs 9000 0 9000 0% /mnt\n/dev/block/dm-1 1000 400 600 40% /data\n"
			"/dev/sd 9000 0 9000 0% /storage/1234-5678\n",
		 1024000, 614400},
		{"Filesystem 512-blocks Used Available Capacity Mounted on\n"
		 "/dev/x 1000 400 600 40% /data\n",
		 512000, 307200},
		/* 770.16M is at least 770.15M */
		{TOOLBOX "/data 4.15G 3.39G 770.16M 4096\n/storage/sd 7.4G 56M 7.34G 4096\n",
		 UINT64_C(4445291150), UINT64_C(807560806)},
		{BUSYBOX "/dev/block/mtdblock5 147.6M 9.5M 138.1M 6% /data\n"
			 "/dev/block/mmc 1006.9M 474.7M 481.1M 50% /data/app\n",
		 154664959, 144703487},
	};
	struct android_df df;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (!parse(rows[i].text, &df))
			fail_msg("not read: %s", rows[i].text);
		if (df.total_least != rows[i].total_least || df.free != rows[i].free)
			fail_msg("%llu, %llu free: %s", (unsigned long long)df.total_least,
				 (unsigned long long)df.free, rows[i].text);
		assert_true(df.total_most >= df.total_least);
	}
}

static void what_makes_no_sense_is_refused(void **state)
{
	static const char *const texts[] = {
		"",
		TOYBOX,
		"/data 12G 2G 10G 4096\n", /* no heading: which column is which? */
		"/data: Permission denied\n",
		TOYBOX "/dev/x 1000 400 -600 40% /data\n",
		TOYBOX "/dev/x -1000 400 600 40% /data\n",
		TOYBOX "/dev/x 0 0 0 0% /data\n",
		TOYBOX "/dev/x 1000 400 6000 40% /data\n", /* freer than it is large */
		TOYBOX "/dev/x 99999999999999999999999 1 1 1% /data\n",
		TOYBOX "/dev/x 18446744073709551615 1 1 1% /data\n",
		TOYBOX "/dev/x 1e9 1 1e9 1% /data\n",
		TOYBOX "/dev/x 10E 1E 9E 1% /data\n",
		TOYBOX "/dev/x 10Gx 1G 9G 1% /data\n",
		TOYBOX "/dev/x 1.2.3G 1G 1G 1% /data\n",
		TOYBOX "/dev/x . . . 1% /data\n",
		BUSYBOX "/dev/x 1000 400 600 40% /data\n", /* of what unit? */
		TOYBOX "/dev/x 9000000 1 8999999 1% /storage/1234-5678\n",
		TOYBOX "/dev/x 9000000 1 8999999 1% /sdcard\n",
		TOYBOX "/dev/x 9000000 1 8999999 1% /mnt/media_rw/1234-5678\n",
		TOYBOX "/dev/x 9000000 1 8999999 1% /database\n",
		/* two rows for one name: which is it? */
		TOYBOX "/dev/x 1000 400 600 40% /data\n/dev/y 9000 1 8999 1% /data\n",
		TOYBOX "/dev/x 1000 400 -1 40% /data\n/dev/y 9000 1 8999 1% /data\n",
		TOYBOX "/dev/x 9 1 8 1% /storage/emulated\n/dev/y 9000 1 8999 1% /mnt\n",
	};
	struct android_df df;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (parse(texts[i], &df))
			fail_msg("read as %llu free: %s", (unsigned long long)df.free, texts[i]);
}

/* 5 GB are 4.6566 GiB: "4.7G" may stand for less, so it is taken as less. */
static void rounding_never_makes_room(void **state)
{
	struct android_df df;

	(void)state;
	assert_true(parse(TOOLBOX "/data 12.4G 7.7G 4.7G 4096\n", &df));
	assert_true(df.free < UINT64_C(5000000000));
	assert_true(parse(TOOLBOX "/data 12G 7G 5G 4096\n", &df));
	assert_true(df.free < UINT64_C(5000000000));
	assert_true(parse(TOOLBOX "/data 12G 6G 6G 4096\n", &df));
	assert_true(df.free >= UINT64_C(5000000000));
	assert_true(parse(TOOLBOX "/data 12.4G 7.6G 4.8G 4096\n", &df));
	assert_true(df.free >= UINT64_C(5000000000));
	assert_true(parse(TOOLBOX "/data 4.7G 0.1G 0.0K 4096\n", &df));
	assert_int_equal(df.free, 0);
	assert_true(df.total_least < UINT64_C(5000000000) && df.total_most >= UINT64_C(5000000000));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_data_partition_is_found),
		cmocka_unit_test(what_makes_no_sense_is_refused),
		cmocka_unit_test(rounding_never_makes_room),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
