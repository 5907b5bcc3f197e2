/* The probe as a child: its command line and its end. */
#include "flow_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

int probe_command_init(struct probe_command *ret, const char *device_id, const char *root,
		       struct err *err)
{
	size_t at = 0;

	if (path_beside("hotroit-probe", ret->program, sizeof(ret->program)) < 0)
		return err_set(err, ENOENT,
			       _("hotroit-probe: không tìm thấy bên cạnh hotroit; cài lại gói"));
	ret->argv[at++] = ret->program;
	ret->argv[at++] = "--device";
	ret->argv[at++] = device_id;
	ret->argv[at++] = "--progress";
	ret->argv[at++] = "--lang";
	/* What it says of a device is kept: the same in whatever language we are, and translated
	 * where it is shown. */
	ret->argv[at++] = "vi";
	if (root) {
		ret->argv[at++] = "--root";
		ret->argv[at++] = root;
	}
	ret->argv[at] = NULL;
	return 0;
}

int probe_failed(int status, const char *note, struct err *err)
{
	static const struct {
		int exit_code, code;
	} codes[] = {{EXIT_USAGE, EINVAL},          {EXIT_NO_INPUT, ENOENT},
		     {EXIT_UNAVAILABLE, ETIMEDOUT}, {EXIT_IO, EIO},
		     {EXIT_NOT_PERMITTED, EACCES},  {EXIT_BAD_DATA, EBADMSG}};
	char line[ERR_TEXT_MAX];
	int code = EIO;

	if (WIFSIGNALED(status))
		return err_set(
			err, EIO,
			_("hotroit-probe dừng đột ngột (tín hiệu %d); dò lại, nếu vẫn vậy thì "
			  "gửi bản ghi bằng packaging/record-host"),
			WTERMSIG(status));
	for (size_t i = 0; i < ARRAY_LEN(codes); i++)
		if (codes[i].exit_code == WEXITSTATUS(status))
			code = codes[i].code;
	snprintf(line, sizeof(line), "%.*s", (int)strcspn(note, "\n"), note);
	return err_set(err, code, "%s",
		       line[0] ? text_said(line) : _("hotroit-probe không trả kết quả; dò lại"));
}
