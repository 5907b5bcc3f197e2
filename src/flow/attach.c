/* Files that belong to records: taken in from a path, named safely, told of in lines. */
#include "flow.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define NAME_BYTES_MAX 200 /* what a file system takes is 255, and a suffix may follow */

/* Without waiting for the writer of a FIFO: only a regular file is read. */
static int open_file(const char *path, int *ret_fd, struct err *err)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	struct stat about;

	if (fd < 0)
		return err_set(err, errno, _("%s: không mở được (%s)"), path, err_why(errno));
	if (fstat(fd, &about) < 0 || !S_ISREG(about.st_mode)) {
		close(fd);
		return err_set(err, EINVAL, _("%s: không phải một tệp; chọn tệp ảnh hay giấy tờ"),
			       path);
	}
	*ret_fd = fd;
	return 0;
}

/* A byte more than may be kept is enough to know. */
static int read_file(const char *path, struct buf *ret, struct err *err)
{
	char block[65536];
	ssize_t got = 1;
	int fd = -1, r = open_file(path, &fd, err);

	if (r < 0)
		return r;
	while (got > 0 && ret->len <= STORE_FILE_BYTES_MAX) {
		got = read(fd, block, sizeof(block));
		if (got > 0)
			buf_add(ret, block, (size_t)got);
	}
	if (got < 0)
		r = err_set(err, errno, _("%s: không đọc được (%s)"), path, err_why(errno));
	close(fd);
	return r;
}

void flow_file_name(struct buf *ret, const char *name)
{
	AUTO(buf_done) struct buf clean = {0};
	const char *slash = strrchr(name, '/');
	const char *text;

	text_clean(&clean, slash ? slash + 1 : name, strlen(slash ? slash + 1 : name),
		   NAME_BYTES_MAX);
	text = buf_text(&clean);
	while (*text == '.')
		text++;
	for (const char *p = text; *p; p++)
		buf_add_char(ret, strchr("\\:*?\"<>|", *p) ? '_' : *p);
	if (!*text)
		buf_add_str(ret, "tep");
}

int flow_attach(struct store *store, const struct record_kind *kind, const char *id,
		const char *path, const char *note, struct buf *ret_said, struct err *err)
{
	AUTO(buf_done) struct buf data = {0}, name = {0};
	struct store_file file = {.note = note && *note ? note : NULL};
	char made[UUID_TEXT_MAX];
	int r = read_file(path, &data, err);

	if (r < 0)
		return r;
	flow_file_name(&name, path);
	file.name = buf_text(&name);
	r = store_attach(store, kind, id, &file, &data, made, err);
	if (r == 0)
		buf_printf(ret_said, _("Đã đính kèm %s: %s"), file.name, made);
	return r;
}

/* "  0192f0c1-…  Ảnh JPEG, 1.2 MB: can-cuoc.jpg (mặt trước)" */
static int add_line(void *user, const struct record_kind *kind, const struct record *record)
{
	const struct field *media = record_field_find(kind, "media");
	const char *bytes = record_value(kind, record, "bytes");
	const char *name = record_value(kind, record, "name");
	const char *note = record_value(kind, record, "note");
	AUTO(buf_done) struct buf clean = {0};
	struct buf *ret = user;
	int64_t number;

	buf_printf(ret, "  %s  ", record->id);
	record_show_value(ret, media, record_value(kind, record, "media"));
	if (bytes && str_to_i64(bytes, &number))
		buf_printf(ret, _(", %lld KB"), (long long)(number + 1023) / 1024);
	if (name)
		text_clean(&clean, name, strlen(name), NAME_BYTES_MAX);
	buf_printf(ret, ": %s", buf_text(&clean));
	if (note) {
		buf_add_str(ret, " (");
		text_clean(ret, note, strlen(note), NAME_BYTES_MAX);
		buf_add_char(ret, ')');
	}
	buf_add_char(ret, '\n');
	return 0;
}

int flow_attachments(struct store *store, const char *subject, struct buf *ret, struct err *err)
{
	const struct record_kind *kind = record_kind_find("attachment");
	const struct store_filter of_this = {.name = "subject", .value = subject};
	const struct store_query query = {.filters = &of_this, .filter_count = 1};

	if (store_may_read(store, kind, NULL) < 0)
		return 0;
	return store_list(store, kind, &query, add_line, ret, err);
}
