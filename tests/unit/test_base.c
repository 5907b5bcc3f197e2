/* base: numbers, roots that can not be left, children that are cut off. */
#include "base.h"

#include <errno.h>
#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

static void numbers_refuse_rubbish(void **state)
{
	uint64_t u = 7;
	int64_t i = 7;

	(void)state;
	assert_false(str_to_u64("", 10, &u));
	assert_false(str_to_u64("-1", 10, &u));
	assert_false(str_to_u64("12 ", 10, &u));
	assert_false(str_to_u64("99999999999999999999", 10, &u));
	assert_int_equal(u, 7);
	assert_true(str_to_u64("120034123776", 10, &u));
	assert_int_equal(u, 120034123776);
	assert_true(str_to_i64("-5", &i));
	assert_int_equal(i, -5);
	assert_false(str_to_i64("--5", &i));
}

static void root_can_not_be_left(void **state)
{
	char dir[] = "/tmp/hotroit-root-XXXXXX", path[128], line[64];
	struct root root;
	struct err err;
	FILE *file;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof(path), "%s/value", dir);
	file = fopen(path, "w");
	assert_non_null(file);
	fputs("inside\n", file);
	fclose(file);
	snprintf(path, sizeof(path), "%s/absolute", dir);
	assert_int_equal(symlink("/value", path), 0);
	snprintf(path, sizeof(path), "%s/climb", dir);
	assert_int_equal(symlink("../../../../../../etc/hostname", path), 0);

	assert_int_equal(root_open(&root, dir, &err), 0);
	assert_false(root.is_host);
	assert_int_equal(root_line(&root, "value", line, sizeof(line)), 0);
	assert_string_equal(line, "inside");
	assert_int_equal(root_line(&root, "absolute", line, sizeof(line)), 0);
	assert_int_equal(root_line(&root, "climb", line, sizeof(line)), -ENOENT);
	assert_int_equal(root_line(&root, "../../etc/hostname", line, sizeof(line)), -ENOENT);
	root_done(&root);
	assert_true(root_open(&root, "/proc/none", &err) < 0);
	assert_int_equal(err.code, ENOENT);
}

static void a_file_is_read_from_where_one_stands(void **state)
{
	char dir[] = "/tmp/hotroit-base-XXXXXX";
	AUTO(buf_done) struct buf text = {0};
	FILE *file;

	(void)state;
	assert_non_null(mkdtemp(dir));
	assert_int_equal(chdir(dir), 0);
	assert_int_equal(mkdir("below", 0700), 0);
	file = fopen("value", "w");
	assert_non_null(file);
	fputs("a", file);
	fclose(file);
	assert_int_equal(root_read_host("value", 10, &text), 0);
	assert_int_equal(root_read_host("below/../value", 10, &text), 0);
	assert_int_equal(chdir("below"), 0);
	assert_int_equal(root_read_host("../value", 10, &text), 0);
	assert_string_equal(buf_text(&text), "aaa");
	assert_int_equal(root_read_host("value", 10, &text), -ENOENT);
}

static void child_is_cut_off(void **state)
{
	const char *const slow[] = {"sleep", "30", NULL};
	const char *const flood[] = {"yes", NULL};
	const char *const complaints[] = {"sh", "-c", "yes >&2", NULL};
	const char *const good[] = {"echo", "xin", "chào", NULL};
	AUTO(buf_done) struct buf out = {0};
	struct err err;
	int status = -1;

	(void)state;
	assert_int_equal(proc_run(slow, 100, 100, &out, &status, &err), -ETIMEDOUT);
	assert_int_equal(proc_run(flood, 5000, 1000, &out, &status, &err), -EFBIG);
	assert_int_equal(proc_run(complaints, 100, 1000, &out, &status, &err), -ETIMEDOUT);
	buf_clear(&out);
	assert_int_equal(proc_run(good, 5000, 1000, &out, &status, &err), 0);
	assert_int_equal(status, 0);
	assert_string_equal(buf_text(&out), "xin chào\n");
}

static void uuids_differ_and_grow(void **state)
{
	char a[UUID_TEXT_MAX], b[UUID_TEXT_MAX];

	(void)state;
	uuid_new(a);
	usleep(2000);
	uuid_new(b);
	assert_true(uuid_is(a));
	assert_int_equal(a[14], '7');
	assert_true(strcmp(a, b) < 0);
	assert_false(uuid_is("not-a-uuid"));
}

/* A line at a time goes to a child; one that does not read makes nobody wait. */
static void child_is_fed(void **state)
{
	const char *const echo[] = {"cat", NULL}, *const deaf[] = {"sleep", "60", NULL};
	const char *const plain[] = {"cat", NULL};
	AUTO(buf_done) struct buf out = {0};
	struct proc proc;
	struct err err;
	char line[73];
	int fed = 0;

	(void)state;
	memset(line, 'x', sizeof(line));
	assert_int_equal(proc_start_fed(&proc, echo, &err), 0);
	assert_true(proc_feed(&proc, "one\n", 4));
	while (out.len < 4)
		proc_take(&proc.out, 100, &out);
	assert_string_equal(buf_text(&out), "one\n");
	assert_false(proc_feed(&proc, line, PIPE_BUF + 1));
	proc_stop(&proc);
	assert_false(proc_feed(&proc, line, 1));
	assert_int_equal(proc_start_fed(&proc, deaf, &err), 0);
	while (fed < 100000 && proc_feed(&proc, line, sizeof(line)))
		fed++;
	assert_in_range(fed, 1, 99999);
	proc_stop(&proc);
	assert_int_equal(proc_start(&proc, plain, &err), 0);
	assert_false(proc_feed(&proc, line, 1));
	proc_stop(&proc);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_refuse_rubbish),
		cmocka_unit_test(root_can_not_be_left),
		cmocka_unit_test(a_file_is_read_from_where_one_stands),
		cmocka_unit_test(child_is_cut_off),
		cmocka_unit_test(child_is_fed),
		cmocka_unit_test(uuids_differ_and_grow),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
