/* What the commands share: output, errors, the store, the plan, files. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define CLI_READ_MAX (8u << 20)

const char *cli_value(const struct cli *cli, const char *option)
{
	for (size_t i = 0; cli->command && cli->command->options[i].name; i++)
		if (str_eq(cli->command->options[i].name, option))
			return cli->values[i];
	return NULL;
}

int cli_fail(const struct err *err)
{
	AUTO(buf_done) struct buf line = {0}, plain = {0};

	/* One line, whatever a file name or a device put into it. */
	text_clean(&line, err->text, strlen(err->text), sizeof(err->text));
	fprintf(stderr, "hotroit: %s\n", text_for_output(buf_text(&line), &plain));
	return err_exit_code(err->code);
}

int cli_out_raw(const struct buf *text)
{
	if (fwrite(buf_text(text), 1, text->len, stdout) != text->len || fflush(stdout) != 0) {
		struct err err = {.code = EIO};

		snprintf(err.text, sizeof(err.text), _("không ghi được kết quả ra (%s)"),
			 err_why(errno));
		return cli_fail(&err);
	}
	return EXIT_PASS;
}

int cli_out(const struct buf *text)
{
	AUTO(buf_done) struct buf plain = {0};
	struct buf shown = {0};

	shown.data = (char *)text_for_output(buf_text(text), &plain);
	shown.len = strlen(shown.data);
	return cli_out_raw(&shown);
}

void cli_store_done(struct store **store)
{
	store_close(*store);
}

int cli_store(const struct cli *cli, enum store_mode mode, struct store **ret_store,
	      struct err *err)
{
	AUTO(cli_store_done) struct store *store = NULL;
	char file[4096];
	struct err clock;
	int r = store_default_file(cli->db, file, sizeof(file), err);

	if (r == 0)
		r = store_open(&store, file, mode, err);
	if (r == 0)
		r = cli_sign_in(cli, file, mode, store, err);
	if (r == 0 && mode == STORE_READ_WRITE && store_check_clock(store, &clock) < 0)
		cli_fail(&clock);
	if (r == 0)
		*ret_store = STEAL(store);
	return r;
}

int cli_check_role(const struct store *store, unsigned roles, const char *what, struct err *err)
{
	if (store_acting(store)->role & roles)
		return 0;
	return err_set(err, EPERM,
		       roles & ROLE_TEACHER
			       ? _("%s: chỉ giáo viên, điều phối viên được làm; đổi người làm "
				   "(--who)")
			       : _("%s: chỉ điều phối viên được làm; đổi người làm (--who)"),
		       what);
}

/* A book that can only be read is read all the same; nothing in it can tell then. */
int cli_check_personal(const struct cli *cli, const struct store *store, const char *kind,
		       struct err *err)
{
	AUTO(cli_store_done) struct store *book = NULL;
	struct err why;
	int r;

	if (!cli_value(cli, CLI_WITH_PERSONAL))
		return 0;
	r = cli_check_role(store, ROLE_LEAD, CLI_WITH_PERSONAL, err);
	if (r < 0 || store_open(&book, store_file(store), STORE_READ_WRITE, &why) < 0)
		return r;
	store_act_as(book, store_acting(store));
	return store_note_given(book, kind, NULL, err);
}

static void say_bad_plan(const struct err *err)
{
	cli_fail(err);
}

int cli_plan(const struct cli *cli, struct plan_library *ret_library, const struct plan **ret_plan,
	     struct err *err)
{
	const char *wanted = cli_value(cli, "--plan");
	struct plan_library library = {0};
	const struct plan *plan;
	int r = flow_plans_load(&library, say_bad_plan, err);

	if (r < 0)
		return r;
	plan = flow_plan_find(&library, wanted ? wanted : FLOW_PLAN_DEFAULT);
	if (!plan) {
		flow_plans_done(&library);
		return err_set(err, ENOENT, _("không có kế hoạch \"%s\"; xem hotroit plan list"),
			       wanted ? wanted : FLOW_PLAN_DEFAULT);
	}
	*ret_library = library;
	*ret_plan = plan;
	return 0;
}

int cli_kind(const struct cli *cli, const struct plan *plan, const char **ret_kind, struct err *err)
{
	const char *kind = cli_value(cli, "--as");

	if (!plan->profile_count)
		return err_set(err, EINVAL,
			       _("kế hoạch %s không có tiêu chuẩn thiết bị để kết luận; bỏ --plan "
				 "hoặc chọn kế hoạch khác"),
			       plan->id);
	if (kind && !plan_profile(plan, kind))
		return err_set(err, EINVAL, _("--as %s: kế hoạch %s không có loại máy này"), kind,
			       plan->id);
	*ret_kind = kind;
	return 0;
}

int cli_read(const char *file, struct buf *ret, struct err *err)
{
	int fd = str_eq(file, "-") ? STDIN_FILENO : open(file, O_RDONLY | O_CLOEXEC);
	char block[65536];
	ssize_t got = 0;
	int result = 0;

	if (fd < 0)
		return err_set(err, errno, _("%s: không mở được (%s)"), file, err_why(errno));
	while (result == 0 && (got = read(fd, block, sizeof(block))) != 0) {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			/* A folder is no input, rather than a file that can not be made. */
			result = err_set(err, errno == EISDIR ? ENOENT : errno,
					 _("%s: không đọc được (%s)"), file, err_why(errno));
		else if (ret->len + (size_t)got > CLI_READ_MAX)
			result = err_set(err, EFBIG,
					 _("%s: lớn quá 8 MB, không phải tệp của hotroit"), file);
		else
			buf_add(ret, block, (size_t)got);
	}
	if (fd != STDIN_FILENO)
		close(fd);
	return result;
}

void cli_record_json(struct buf *ret, const struct record_kind *kind, const struct record *record,
		     bool with_personal)
{
	buf_add_str(ret, "{\"id\":");
	json_add_text(ret, record->id);
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];
		const char *value = record->values[i];

		if (!record_field_is_exported(field, with_personal))
			continue;
		buf_printf(ret, ",\"%s\":", field->name);
		if (value && (field->type == FIELD_INT || field->type == FIELD_JSON))
			buf_add_str(ret, value);
		else if (value && field->type == FIELD_BOOL)
			buf_add_str(ret, str_eq(value, "1") ? "true" : "false");
		else
			json_add_text(ret, value);
	}
	buf_add_str(ret, ",\"created_at\":");
	json_add_text(ret, record->created_at);
	buf_add_str(ret, ",\"updated_at\":");
	json_add_text(ret, record->updated_at);
	buf_add_char(ret, '}');
}
