/* What a person is told of a plan's file: what it holds, what is wrong, what is open. */
#include "flow.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

/* The lines of LIST below HEAD, when there are any. */
static void add_list(struct buf *ret, const char *head, const char *list)
{
	if (*list && head)
		buf_printf(ret, "%s\n", head);
	for (const char *line = list; *line; line += strcspn(line, "\n") + 1) {
		AUTO(buf_done) struct buf one = {0};

		buf_add(&one, line, strcspn(line, "\n"));
		buf_add_str(ret, "  - ");
		text_wrap(ret, buf_text(&one), 4, FLOW_PLAN_COLUMNS);
	}
}

static size_t count_lines(const char *text)
{
	size_t count = 0;

	for (; *text; text++)
		count += *text == '\n';
	return count;
}

int flow_plan_told(struct buf *ret, const char *json, size_t len, const char *name,
		   struct err *err)
{
	AUTO(buf_done) struct buf wrong = {0}, head = {0}, open = {0}, noted = {0};
	AUTO(plan_done) struct plan plan = {0};
	int r = flow_plan_check(&plan, json, len, name, &wrong, err);

	if (r < 0) {
		add_list(ret, NULL, buf_text(&wrong));
		return err_set(err, -r, _("%s: %zu chỗ sai, sửa hết rồi kiểm tra lại:"), name,
			       count_lines(buf_text(&wrong)));
	}
	buf_printf(&head, _("%s: đúng mẫu; kế hoạch %s: "), name, plan.id);
	flow_plan_holds(&head, &plan);
	text_wrap(ret, buf_text(&head), 2, FLOW_PLAN_COLUMNS);
	flow_plan_doubts(&open, &noted, &plan);
	add_list(ret, _("Nên xem lại, không phải lỗi:"), buf_text(&open));
	add_list(ret, _("Đã có ghi chú (note) trong kế hoạch, chỉ để nhớ:"), buf_text(&noted));
	return open.len > 0;
}

/* ---- a coordinator's own ------------------------------------------------- */

static void tell_file(struct buf *ret, const struct root *folder, const char *name)
{
	AUTO(buf_done) struct buf json = {0}, text = {0};
	struct err err;
	int r = root_read(folder, name, ROOT_FILE_MAX, &json);

	if (r < 0)
		r = err_set(&err, -r, _("%s: không đọc được (%s)"), name, err_why(-r));
	else
		r = flow_plan_told(&text, buf_text(&json), json.len, name, &err);
	if (r < 0)
		text_wrap(ret, err.text, 2, FLOW_PLAN_COLUMNS);
	buf_printf(ret, "%s\n", buf_text(&text));
}

int flow_plan_told_own(struct buf *ret, const char *id, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf text = {0};
	const char *const *names = NULL;
	char path[PATH_MAX] = "";
	struct root folder;
	size_t count = 0;
	int r = path_data("plans", path, sizeof(path));

	if (r == 0 && root_open(&folder, path, err) == 0) {
		if (root_list(&folder, ".", &arena, &names, &count) < 0)
			count = 0;
		for (size_t i = 0; i < count; i++) {
			size_t stem = strlen(names[i]) - strlen(".json");

			if (str_ends(names[i], ".json") &&
			    (!id || (strlen(id) == stem && strncmp(id, names[i], stem) == 0)))
				tell_file(&text, &folder, names[i]);
		}
		root_done(&folder);
	}
	if (!text.len)
		return err_set(err, ENOENT, _("chưa có kế hoạch của mình: chép một kế hoạch trước "
					      "(hotroit plan copy)"));
	buf_printf(ret, _("Tệp ở %s\n\n"), path);
	buf_add_str(ret, buf_text(&text));
	return 0;
}
