/* The files of a folder of the stick's, as parcels. */
#include "carried_priv.h"

#include "model.h"
#include "parcel.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define FILES_MAX 20000
#define SUM_BYTES_MAX 4096
#define OURS "hotroit"

static const char *const own_files[] = {"orders.json"};

/* "X.json" before "X-2.json" before "X-10.json". */
static int by_stem(const void *a, const void *b)
{
	const char *left = *(const char *const *)a, *right = *(const char *const *)b;
	char stems[2][PATH_MAX];
	int order;

	snprintf(stems[0], PATH_MAX, "%.*s", (int)(strlen(left) - strlen(".json")), left);
	snprintf(stems[1], PATH_MAX, "%.*s", (int)(strlen(right) - strlen(".json")), right);
	order = strverscmp(stems[0], stems[1]);
	return order ? order : strcmp(left, right);
}

static bool is_wanted(const char *name)
{
	for (size_t i = 0; i < ARRAY_LEN(own_files); i++)
		if (strcasecmp(name, own_files[i]) == 0)
			return false;
	return strlen(name) > strlen(".json") &&
	       strcasecmp(name + strlen(name) - strlen(".json"), ".json") == 0;
}

static void read_sum(const struct root *folder, const char *name, struct parcel *parcel)
{
	AUTO(buf_done) struct buf path = {0}, line = {0};

	buf_add(&path, name, strlen(name) - strlen(".json"));
	buf_add_str(&path, ".sha256");
	if (root_read(folder, buf_text(&path), SUM_BYTES_MAX, &line) == 0)
		parcel_set_sha256(parcel, buf_text(&line));
}

static const char *why_unread(int code)
{
	switch (code) {
	case EFBIG:
		return _("lớn quá 1 MB, không phải tệp của hotroit; bỏ qua");
	case EIO:
	case ENODEV:
	case ENXIO:
	case ENOENT:
		return _("USB bị rút hay hỏng giữa chừng; cắm lại rồi nhận lại");
	default:
		return err_why(code);
	}
}

static int print_file(const struct root *folder, const char *name)
{
	AUTO(buf_done) struct buf bytes = {0}, out = {0};
	struct parcel parcel = {.what = PARCEL_FILE};
	int r = root_read(folder, name, PARCEL_BYTES_MAX, &bytes);

	parcel_set_name(&parcel, name);
	if (r < 0) {
		parcel.what = PARCEL_BAD;
		parcel.bytes = why_unread(-r);
		parcel.len = strlen(parcel.bytes);
	} else {
		read_sum(folder, name, &parcel);
		parcel.bytes = buf_text(&bytes);
		parcel.len = bytes.len;
	}
	parcel_put(&out, &parcel);
	return fwrite(out.data, 1, out.len, stdout) == out.len && fflush(stdout) == 0 ? 0 : -EIO;
}

/* The folder of that name in it, or it itself. */
static int open_ours(struct root *ret, const char *path, bool *ret_found, struct err *err)
{
	int r = root_open(ret, path, err), fd;

	if (r < 0)
		return r;
	/* A link could lead to files of whoever plugged the stick in. */
	fd = root_openat(ret, OURS, O_PATH | O_DIRECTORY | O_NOFOLLOW);
	*ret_found = fd >= 0;
	if (fd >= 0) {
		close(ret->fd);
		ret->fd = fd;
	}
	return 0;
}

int carried_folder(const char *path, bool is_stick, struct err *err)
{
	AUTO(root_done) struct root folder = {.fd = -1};
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	const char **wanted;
	size_t count, kept = 0;
	bool found = false;
	int r = open_ours(&folder, path, &found, err);

	if (r < 0)
		return r;
	r = root_list(&folder, ".", &arena, &names, &count);
	if (r < 0)
		return err_set(err, -r, _("%s: không đọc được (%s)"), path, err_why(-r));
	wanted = arena_alloc(&arena, (count + 1) * sizeof(*wanted));
	for (size_t i = 0; i < count; i++)
		if (is_wanted(names[i]))
			wanted[kept++] = names[i];
	if (!kept && !found && !is_stick)
		return err_set(err, EBADMSG,
			       _("%s: không phải USB của hotroit, hay USB chưa dò máy nào (không "
				 "có thư mục hotroit)"),
			       path);
	if (kept > FILES_MAX)
		return err_set(err, EFBIG, _("%s: quá %d tệp; không phải USB của hotroit"), path,
			       FILES_MAX);
	if (kept)
		qsort(wanted, kept, sizeof(*wanted), by_stem);
	for (size_t i = 0; i < kept; i++)
		if (print_file(&folder, wanted[i]) < 0)
			return err_set(err, EPIPE, _("không ghi được kết quả ra"));
	return 0;
}
