/* Workbooks of Excel 97 to 2003: what the program hotroit-xls says of them. Such a file has 65536
 * rows at most, so that all of it may be held. */
#include "import_priv.h"
#include "tool_priv.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#define FILE_MAX ((off_t)128 << 20)
#define SAID_MAX ((size_t)256 << 20)
#define DEADLINE_MS 120000u

static int broken(struct err *err)
{
	return err_set(err, EBADMSG,
		       _("tệp .xls bị hỏng; mở bằng LibreOffice hoặc Excel, lưu lại thành .xlsx"));
}

/* All that the program says; one that broke down says nothing that counts. */
static int ask(int fd, const char *sheet, struct buf *ret, struct err *err)
{
	char program[PATH_MAX], path[64];
	const char *argv[] = {program, path, sheet, NULL};
	AUTO(bytes_done) int open = dup(fd); /* stays open in the child */
	struct stat info;
	int status = 0, r;

	if (open < 0 || fstat(fd, &info) < 0)
		return err_set(err, EIO, _("không đọc được tệp (%s)"), err_why(errno));
	if (info.st_size > FILE_MAX)
		return err_set(err, EFBIG, _("tệp .xls quá lớn; lưu lại thành .xlsx hoặc CSV"));
	if (path_beside("../lib/hotroit/hotroit-xls", program, sizeof(program)) < 0)
		return err_set(err, ENOENT, _("hotroit-xls: không tìm thấy; cài lại gói"));
	snprintf(path, sizeof(path), "/proc/self/fd/%d", open);
	r = proc_run(argv, DEADLINE_MS, SAID_MAX, ret, &status, err);
	if (r < 0)
		return r;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0 ? 0 : broken(err);
}

static int check_head(const struct tool_head *head, const char *sheet, const char *rest,
		      struct err *err)
{
	switch (head->outcome) {
	case TOOL_FINE:
		return 0;
	case TOOL_NO_SHEET:
		return sheet_missing(sheet, rest, err);
	case TOOL_PASSWORD:
		return err_set(err, EBADMSG, _("tệp .xls có mật khẩu; bỏ mật khẩu rồi lưu lại"));
	default:
		return err_set(err, EBADMSG,
			       _("không đọc được tệp .xls này (%d): hỏng, hoặc có mật khẩu; mở ra, "
				 "lưu lại thành .xlsx"),
			       (int)head->code);
	}
}

int xls_read(int fd, const char *sheet, const struct sheet_sink *sink, bool *ret_is_1904,
	     struct err *err)
{
	AUTO(buf_done) struct buf said = {0};
	struct tool_head head;
	struct tool_cell cell;
	size_t at = sizeof(head);
	int r = ask(fd, sheet, &said, err);

	if (r < 0)
		return r;
	if (!said.data || said.len < sizeof(head))
		return broken(err);
	memcpy(&head, said.data, sizeof(head));
	r = check_head(&head, sheet, said.data + at, err);
	while (r == 0 && said.len - at >= sizeof(cell)) {
		memcpy(&cell, said.data + at, sizeof(cell));
		at += sizeof(cell);
		if (cell.len > said.len - at)
			break;
		r = cell.column == 0 ? sink->go_on(sink->user, err) : 0;
		if (r == 0)
			r = sink->cell(sink->user, cell.row, cell.column, said.data + at, cell.len,
				       cell.len > SHEET_CELL_MAX ? SHEET_TOO_LONG : SHEET_FINE,
				       err);
		at += cell.len;
	}
	if (r == 0 && at != said.len)
		return err_set(err, EBADMSG, _("tệp .xls bị hỏng; mở ra, lưu lại thành .xlsx"));
	if (r == 0)
		*ret_is_1904 = head.is_1904;
	return r;
}
