/* Errors, exit codes and the debug log. */
#include "base.h"

#include <errno.h>
#include <libintl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int err_set(struct err *err, int code, const char *fmt, ...)
{
	if (err) {
		va_list args;

		err->code = code;
		va_start(args, fmt);
		/* Here, and not at every caller: rooms below text speak the user's language too. */
		vsnprintf(err->text, sizeof(err->text), gettext(fmt), args);
		va_end(args);
	}
	return -code;
}

const char *err_why(int code)
{
	switch (code < 0 ? -code : code) {
	case ENOENT:
		return gettext("không có tệp hay thư mục này");
	case EACCES:
	case EPERM:
		return gettext("không có quyền");
	case EISDIR:
		return gettext("đây là thư mục, không phải tệp");
	case ENOTDIR:
		return gettext("đường dẫn đi qua một tệp, không phải thư mục");
	case EEXIST:
		return gettext("đã có sẵn");
	case ENOSPC:
	case EDQUOT:
		return gettext("đĩa đầy");
	case EROFS:
		return gettext("đĩa chỉ cho đọc");
	case EIO:
		return gettext("đĩa lỗi đọc ghi");
	case ENAMETOOLONG:
		return gettext("tên dài quá");
	case ENOMEM:
		return gettext("hết bộ nhớ");
	case EFBIG:
		return gettext("tệp lớn quá");
	default:
		return strerror(code < 0 ? -code : code);
	}
}

int err_exit_code(int code)
{
	switch (code < 0 ? -code : code) {
	case 0:
		return EXIT_PASS;
	case EINVAL:
	case E2BIG:
	case ENOTUNIQ:
		return EXIT_USAGE;
	case EBADMSG:
	case EILSEQ:
	case EFBIG:
	case EPROTO:
	case ENODATA:
		return EXIT_BAD_DATA;
	case ENOENT:
	case ENOTDIR:
	case ENODEV:
		return EXIT_NO_INPUT;
	case EAGAIN:
	case ECONNREFUSED:
	case ETIMEDOUT:
	case EDQUOT:
	case EREMOTEIO:
	case ENOSYS:
	case ENOTSUP:
		return EXIT_UNAVAILABLE;
	case EROFS:
	case EEXIST:
	case EISDIR:
		return EXIT_CANNOT_CREATE;
	case EACCES:
	case EPERM:
		return EXIT_NOT_PERMITTED;
	default:
		return EXIT_IO;
	}
}

void log_debug(const char *fmt, ...)
{
	const char *wanted = getenv("HOTROIT_DEBUG");
	va_list args;

	if (!wanted || !*wanted)
		return;
	va_start(args, fmt);
	vfprintf(stderr, fmt, args);
	va_end(args);
	fputc('\n', stderr);
}
