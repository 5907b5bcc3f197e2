/*
 * A paper becomes a file, and the file goes to the printer. CUPS is asked through its own lp(1): it
 * is on every bench that can print, knows the user's default printer, and a bench without it needs
 * no library of it.
 */
#include "flow_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define LP_DEADLINE_MS 5000

static int cannot(const char *file, int code, struct err *err)
{
	return err_set(err, code, _("%s: không ghi được (%s)"), file, err_why(code));
}

static int write_through(int fd, const struct buf *data)
{
	for (size_t at = 0; at < data->len;) {
		ssize_t wrote = write(fd, data->data + at, data->len - at);

		if (wrote < 0 && errno != EINTR)
			return -errno;
		at += wrote < 0 ? 0 : (size_t)wrote;
	}
	return fsync(fd) < 0 ? -errno : 0;
}

int file_temporary(int *ret_fd, char ret[PATH_MAX], const char *file, enum flow_file_for whom,
		   bool force, struct err *err)
{
	struct stat there;
	int fd;

	/* A device that a file took the place of would be gone for everybody. */
	if (stat(file, &there) == 0 && !S_ISREG(there.st_mode))
		return err_set(err, EEXIST, _("%s: không phải tệp thường; chọn tên khác"), file);
	if (!force && access(file, F_OK) == 0)
		return err_set(err, EEXIST, _("%s: đã có tệp này; thêm --force để ghi đè"), file);
	if (snprintf(ret, PATH_MAX, "%s.%ld~", file, (long)getpid()) >= PATH_MAX)
		return cannot(file, ENAMETOOLONG, err);
	fd = open(ret, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC,
		  whom == FLOW_FILE_ALL ? 0644 : 0600);
	if (fd < 0)
		return cannot(file, errno, err);
	*ret_fd = fd;
	return 0;
}

/* link() refuses a name that is taken, also one that was taken a moment ago. */
int file_give_name(const char *temporary, const char *file, bool force, struct err *err)
{
	if (force ? rename(temporary, file) < 0 : link(temporary, file) < 0)
		return cannot(file, errno, err);
	if (!force && unlink(temporary) < 0)
		return cannot(file, errno, err);
	return 0;
}

int flow_write_file(const char *file, const struct buf *data, enum flow_file_for whom, bool force,
		    struct err *err)
{
	char temporary[PATH_MAX];
	int fd = -1, r = file_temporary(&fd, temporary, file, whom, force, err);

	if (r < 0)
		return r;
	r = write_through(fd, data);
	if (close(fd) < 0 && r == 0)
		r = -errno;
	r = r < 0 ? cannot(file, -r, err) : file_give_name(temporary, file, force, err);
	if (r < 0)
		unlink(temporary);
	return r;
}

int flow_print_file(const char *file, const char *printer, struct err *err)
{
	const char *argv[8] = {"lp"};
	size_t count = 1;
	int status, r;

	if (printer && *printer) {
		argv[count++] = "-d";
		argv[count++] = printer;
	}
	argv[count++] = "--";
	argv[count++] = file;
	r = proc_run(argv, LP_DEADLINE_MS, 4096, NULL, &status, err);
	if (r == -ENOENT)
		return err_set(err, ENOENT,
			       _("máy này chưa có CUPS (cài cups-client): in tệp %s ở máy khác"),
			       file);
	if (r < 0)
		return r;
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return 0;
	return err_set(err, EIO,
		       _("máy in không nhận: xem «lpstat -t»; tệp %s vẫn còn, in lại được"), file);
}
