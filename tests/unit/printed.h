/* For tests of what is printed: other programs read it. After cmocka.h. */
#ifndef HOTROIT_TESTS_PRINTED_H
#define HOTROIT_TESTS_PRINTED_H

#include <fcntl.h>
#include <unistd.h>

#define TIMEOUT_MS 20000
#define OUTPUT_MAX (16u << 20)

/* Where the test leaves a file for other programs; given as a path in RET. */
static inline void put_file(char ret[PATH_MAX], const char *name, const struct buf *data)
{
	const char *dir = getenv("EXPORT_KEEP");
	int fd;

	snprintf(ret, PATH_MAX, "%s/%s", dir ? dir : "/tmp", name);
	if (!dir)
		snprintf(ret, PATH_MAX, "/tmp/export-%d-%s", getpid(), name);
	fd = open(ret, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	assert_true(fd >= 0);
	assert_int_equal(write(fd, data->data, data->len), (ssize_t)data->len);
	close(fd);
}

static inline void drop_file(const char *path)
{
	if (!getenv("EXPORT_KEEP"))
		unlink(path);
}

/* Runs ARGV, its output in RET; skips the test where the program is not installed. */
static inline void run(struct buf *ret, const char *const *argv)
{
	struct err err = {0};
	int status = -1;
	int r = proc_run(argv, TIMEOUT_MS, OUTPUT_MAX, ret, &status, &err);

	if (r == -ENOENT)
		skip();
	assert_int_equal(r, 0);
	assert_int_equal(status, 0);
}

/* The text of a PDF as pdftotext finds it; pages end with \f. */
static inline void text_of(struct buf *ret, const char *name, const struct buf *pdf)
{
	char path[PATH_MAX];

	put_file(path, name, pdf);
	run(ret, (const char *const[]){"pdftotext", "-layout", path, "-", NULL});
	drop_file(path);
}

static inline void assert_has(const struct buf *text, const char *words)
{
	if (!strstr(buf_text(text), words))
		fail_msg("not found: %s\n%s", words, buf_text(text));
}

static inline unsigned count_of(const struct buf *text, const char *words)
{
	unsigned count = 0;

	for (const char *at = buf_text(text); (at = strstr(at, words)); at++)
		count++;
	return count;
}

#endif
