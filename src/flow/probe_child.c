/* The probe as a child: its command line, its end, and one run from start to finish. */
#include "flow_priv.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>

int probe_command_init(struct probe_command *ret, const char *device_id, const char *root,
		       bool progress, struct err *err)
{
	size_t at = 0;

	if (path_beside("hotroit-probe", ret->program, sizeof(ret->program)) < 0)
		return err_set(err, ENOENT,
			       _("hotroit-probe: không tìm thấy bên cạnh hotroit; cài lại gói"));
	ret->argv[at++] = ret->program;
	ret->argv[at++] = "--device";
	ret->argv[at++] = device_id;
	if (root && *root) {
		ret->argv[at++] = "--root";
		ret->argv[at++] = root;
	}
	if (progress)
		ret->argv[at++] = "--progress";
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
		       line[0] ? line : _("hotroit-probe không trả kết quả; dò lại"));
}

int flow_probe(struct snapshot *ret_snapshot, const char *device_id, const char *root,
	       struct err *err)
{
	AUTO(bench_done) struct bench bench;
	struct slot *slot = &bench.slots[0];
	int r;

	bench_init(&bench, NULL, NULL);
	snprintf(bench.root, sizeof(bench.root), "%s", root ? root : "");
	r = bench_probe(&bench, 0, device_id, err);
	if (r < 0)
		return r;
	while (slot->state == SLOT_PROBING) {
		struct pollfd fds[2];
		int raw[2];
		size_t count = bench_fds(&bench, raw, ARRAY_LEN(raw));

		for (size_t i = 0; i < count; i++)
			fds[i] = (struct pollfd){.fd = raw[i], .events = POLLIN};
		/* With its pipes closed it is about to end: look again soon. */
		poll(fds, count, count ? 200 : 1);
		bench_poll(&bench);
	}
	if (slot->state == SLOT_FAILED)
		return err_set(err, slot->err.code ? slot->err.code : EIO, "%s", slot->err.text);
	*ret_snapshot = slot->snapshot;
	slot->snapshot = (struct snapshot){0};
	return 0;
}

void judge(struct verdict *ret, const struct plan *plan, const struct snapshot *snapshot,
	   const struct facts *inspections, enum assess_stage stage)
{
	const struct assess_request request = {
		.plan = plan, .snapshot = snapshot, .inspections = inspections, .stage = stage};

	assess(ret, &request);
}

int flow_look(struct store *store, const struct plan *plan, const char *device_id,
	      enum assess_stage stage, struct snapshot *ret_snapshot, struct verdict *ret_verdict,
	      struct err *err)
{
	AUTO(buf_done) struct buf json = {0};
	AUTO(facts_done) struct facts inspections = {0};
	struct snapshot snapshot;
	int r = store_latest_snapshot(store, device_id, &json, err);

	if (r == 0)
		r = store_inspections(store, device_id, &inspections, err);
	if (r == 0)
		r = snapshot_parse(&snapshot, buf_text(&json), json.len, _("bản ghi đã lưu"), err);
	if (r < 0)
		return r;
	judge(ret_verdict, plan, &snapshot, &inspections, stage);
	*ret_snapshot = snapshot;
	return 0;
}

int flow_judge_device(struct store *store, const struct plan *plan, const char *device_id,
		      enum assess_stage stage, struct snapshot *ret_snapshot,
		      struct verdict *ret_verdict, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	AUTO(verdict_done) struct verdict verdict = {0};
	int r = flow_look(store, plan, device_id, stage, &snapshot, &verdict, err);

	if (r == 0)
		r = store_save_verdict(store, device_id, &verdict, err);
	if (r < 0)
		return r;
	*ret_snapshot = snapshot;
	*ret_verdict = verdict;
	snapshot = (struct snapshot){0};
	verdict = (struct verdict){0};
	return 0;
}
