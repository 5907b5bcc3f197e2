/* Parcels: put and taken off again, in any bites; and bytes that never were one. */
#include "parcel.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

static void what_is_put_comes_out(void **state)
{
	struct parcel parcel = {.what = PARCEL_FILE, .bytes = "{\n}\n", .len = 4}, got;
	AUTO(buf_done) struct buf wire = {0};
	size_t used, whole;

	(void)state;
	parcel_set_name(&parcel, "../\033[2J máy.json");
	assert_null(strpbrk(parcel.name, "/ \033"));
	assert_int_not_equal(parcel.name[0], '.');
	parcel_set_sha256(&parcel, "nothing of the kind");
	assert_string_equal(parcel.sha256, "");
	parcel_set_sha256(&parcel,
			  "E346432021B04179518D9614F3560CCD71354A4EE101DDCB893D6959A9D6301C  x\n");
	assert_int_equal(strlen(parcel.sha256), 64);
	parcel_put(&wire, &parcel);
	whole = wire.len;
	buf_add_str(&wire, "bad - ");
	for (size_t len = 0; len < whole; len++)
		assert_int_equal(parcel_next(wire.data, len, &got, &used), 0);
	assert_int_equal(parcel_next(wire.data, wire.len, &got, &used), 1);
	assert_int_equal(used, whole);
	assert_string_equal(got.name, parcel.name);
	assert_string_equal(got.sha256, parcel.sha256);
	assert_int_equal(got.len, 4);
	assert_memory_equal(got.bytes, "{\n}\n", 4);
	assert_int_equal(parcel_next(wire.data + used, wire.len - used, &got, &used), 0);
}

static void what_is_none_is_refused(void **state)
{
	static const char *const none[] = {
		"file\n", "file a - \n", "file a - -1\n", "file a - 1048577\n", "box a - 1\nx\n",
		"file a x 1\nx\n", "file .a - 1\nx\n", "file a/b - 1\nx\n", "file a - 1\nxy",
		"file a - 1 \nx\n", "file  - 1\nx\n", "\n", "file a - 99999999999999999999\n"};
	struct parcel got;
	char noise[300];
	size_t used;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(none); i++)
		assert_int_equal(parcel_next(none[i], strlen(none[i]), &got, &used), -EBADMSG);
	memset(noise, 'a', sizeof(noise));
	assert_int_equal(parcel_next(noise, sizeof(noise), &got, &used), -EBADMSG);
	assert_int_equal(parcel_next("file a\0- - 1\nx\n", 15, &got, &used), -EBADMSG);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_put_comes_out),
		cmocka_unit_test(what_is_none_is_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
