/* SMBIOS: tables as they should be, and tables that lie. */
#include "probe_tree.h"
#include "smbios_build.h"

#include <errno.h>

static void numbers_and_strings_are_read(void **state)
{
	AUTO(build_done) struct build b = {0};
	AUTO(smbios_done) struct smbios smbios = {0};
	const struct smbios_structure *s;
	uint8_t byte;
	uint16_t word;
	uint32_t dword;
	uint64_t qword;

	(void)state;
	build_begin(&b, 1, 16);
	build_string(&b, 4, "Hãng");
	build_string(&b, 5, "Máy");
	build_number(&b, 8, 8, 0x1122334455667788);
	b.data[6] = 9; /* there is no ninth string */
	build_end(&b);
	build_begin(&b, 127, 4);
	build_end(&b);
	build_decode(&b, &smbios, 3, 2);
	assert_int_equal(smbios.count, 1);
	assert_false(smbios.damaged);
	assert_int_equal(smbios.major, 3);
	assert_int_equal(smbios.minor, 2);
	s = smbios_next(&smbios, 1, NULL);
	assert_non_null(s);
	assert_null(smbios_next(&smbios, 1, s));
	assert_string_equal(smbios_string(s, 4), "Hãng");
	assert_string_equal(smbios_string(s, 5), "Máy");
	assert_null(smbios_string(s, 6));
	assert_null(smbios_string(s, 7));
	assert_null(smbios_string(s, 200));
	assert_true(smbios_u8(s, 15, &byte));
	assert_int_equal(byte, 0x11);
	assert_true(smbios_u16(s, 14, &word));
	assert_int_equal(word, 0x1122);
	assert_true(smbios_u32(s, 12, &dword));
	assert_int_equal(dword, 0x11223344);
	assert_true(smbios_u64(s, 8, &qword));
	assert_int_equal(qword, 0x1122334455667788);
	assert_false(smbios_u8(s, 16, &byte));
	assert_false(smbios_u16(s, 15, &word));
	assert_false(smbios_u32(s, SIZE_MAX, &dword));
	assert_false(smbios_u64(s, 9, &qword));
}

static void version_comes_from_every_entry_point(void **state)
{
	static const struct {
		uint8_t bytes[16];
		size_t len;
		unsigned major, minor;
	} cases[] = {
		{{'_', 'S', 'M', '_', 0, 0, 2, 4}, 16, 2, 4},
		{{'_', 'S', 'M', '_', 0, 0, 2, 51}, 16, 2, 6},
		{{'_', 'S', 'M', '_', 0, 0, 2, 33}, 16, 2, 6},
		{{'_', 'S', 'M', '_', 0, 0, 2, 31}, 16, 2, 3},
		{{'_', 'S', 'M', '3', '_', 0, 0, 3, 1}, 16, 3, 1},
		{{'_', 'D', 'M', 'I', '_', 0, 0, 0, 0, 0, 0, 0, 0, 0, 0x21}, 16, 2, 1},
		{{'_', 'S', 'M', '_', 0, 0, 2, 4}, 7, 0, 0},
		{{'x'}, 16, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		AUTO(smbios_done) struct smbios smbios = {0};

		smbios_decode(&smbios, "\x7f\4\0\0\0\0", 6, cases[i].bytes, cases[i].len);
		assert_int_equal(smbios.major, cases[i].major);
		assert_int_equal(smbios.minor, cases[i].minor);
		assert_false(smbios.damaged);
	}
}

/* COUNT and DAMAGED of a bare table; its strings and numbers are walked through as well. */
static void assert_table(const void *table, size_t len, size_t count, bool damaged)
{
	AUTO(smbios_done) struct smbios smbios = {0};

	smbios_decode(&smbios, table, len, NULL, 0);
	assert_int_equal(smbios.count, count);
	assert_int_equal(smbios.damaged, damaged);
	for (size_t i = 0; i < smbios.count; i++)
		for (size_t offset = 0; offset < 256; offset++) {
			const char *text = smbios_string(&smbios.list[i], offset);
			uint64_t value;

			if (text)
				assert_true(strlen(text) < len);
			if (smbios_u64(&smbios.list[i], offset, &value))
				assert_true(offset + 8 <= smbios.list[i].length);
		}
}

static void lying_tables_are_cut(void **state)
{
	(void)state;
	assert_table("", 0, 0, true);
	assert_table("\1", 1, 0, true);
	assert_table("\1\3\0\0\0\0", 6, 0, true);           /* shorter than its header */
	assert_table("\1\0\0\0\1\0\0\0", 8, 0, true);       /* would never move on */
	assert_table("\1\200\0\0\0\0", 6, 0, true);         /* longer than the table */
	assert_table("\1\4\0\0ab", 6, 1, true);             /* string without an end */
	assert_table("\1\5\0\0\1ab\0", 8, 1, true);         /* string set without an end */
	assert_table("\1\4\0\0", 4, 1, true);               /* no room for strings */
	assert_table("\1\4\0\0\0\0", 6, 1, false);          /* no end-of-table: it just stops */
	assert_table("\1\4\0\0\0\0\0\0\0\0", 10, 1, false); /* padding */
	assert_table("\1\4\0\0\0\0junk", 10, 1, true);
	assert_table("\177\4\0\0\0\0\1\4\0\0\0\0", 12, 0, false); /* nothing counts after the end */
	/* The first string is empty: the set goes on to the two NULs all the same. */
	assert_table("\1\6\0\0\1\2\0b\0\0\2\4\0\0\0\0", 16, 2, false);
}

static void big_tables_are_cut(void **state)
{
	static const char one[] = "\1\4\0\0\0\0";
	AUTO(buf_done) struct buf table = {0};

	(void)state;
	for (unsigned i = 0; i < SMBIOS_STRUCTURES_MAX; i++)
		buf_add(&table, one, 6);
	assert_table(table.data, table.len, SMBIOS_STRUCTURES_MAX, false);
	buf_add(&table, one, 6);
	assert_table(table.data, table.len, SMBIOS_STRUCTURES_MAX, true);

	buf_clear(&table);
	buf_add(&table, "\1\5\0\0\1", 5);
	while (table.len < 2u << 20)
		buf_add(&table, "0123456789abcdef0123456789abcdef", 32);
	assert_table(table.data, table.len, 1, true);
}

static void files_are_read(void **state)
{
	AUTO(build_done) struct build b = {0};
	AUTO(smbios_done) struct smbios smbios = {0};
	struct tree tree;

	(void)state;
	tree_new(&tree);
	assert_int_equal(smbios_read(&smbios, &tree.root), -ENOENT);
	build_begin(&b, 3, 8);
	build_end(&b);
	tree_put(&tree, "sys/firmware/dmi/tables/DMI", buf_text(&b.bytes), b.bytes.len);
	assert_int_equal(smbios_read(&smbios, &tree.root), 0);
	assert_int_equal(smbios.count, 1);
	assert_int_equal(smbios.major, 0);
	smbios_done(&smbios);
	tree_put(&tree, "sys/firmware/dmi/tables/smbios_entry_point", "_SM_\0\0\2\5", 8);
	assert_int_equal(smbios_read(&smbios, &tree.root), 0);
	assert_int_equal(smbios.minor, 5);
	smbios_done(&smbios);
	while (b.bytes.len <= 1u << 20)
		buf_add(&b.bytes, "\3\4\0\0\0\0", 6);
	tree_put(&tree, "sys/firmware/dmi/tables/DMI", buf_text(&b.bytes), b.bytes.len);
	assert_int_equal(smbios_read(&smbios, &tree.root), 0);
	assert_true(smbios.damaged);
	tree_done(&tree);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_and_strings_are_read),
		cmocka_unit_test(version_comes_from_every_entry_point),
		cmocka_unit_test(lying_tables_are_cut),
		cmocka_unit_test(big_tables_are_cut),
		cmocka_unit_test(files_are_read),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
