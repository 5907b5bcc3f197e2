/* hotroit checkin: who is there today, by tag, by a scanned code or by name. */
#include "flow_course.h"
#include "write_priv.h"

#include <string.h>

/* Names come first; what has a "=" is a word about all of them. */
static size_t count_names(const struct cli *cli)
{
	size_t count = 1;

	while (count < cli->arg_count && !strchr(cli->args[count], '='))
		count++;
	return count;
}

static int run(struct cli *cli)
{
	AUTO(writing_done) struct writing writing = {0};
	AUTO(cli_store_done) struct store *store = NULL;
	size_t names = count_names(cli);
	struct course_checkin checkin = {.session = cli->args[0]};
	AUTO(buf_done) struct buf said = {0};
	struct err err;
	int r = writing_read(cli, NULL, names, &writing), code = 0;

	if (r)
		return r;
	checkin.minutes = writing_take(&writing, "minutes");
	checkin.how = cli_value(cli, "--list") ? "list" : NULL;
	checkin.reason = writing_take(&writing, "reason");
	if (writing.count || names < 2)
		return cli_usage(cli, _("checkin: ghi mã buổi, rồi mã hoặc tên học viên"));
	if (cli_store(cli, STORE_READ_WRITE, &store, &err) < 0)
		return cli_fail(&err);
	/* One who can not be written down keeps nobody else off. */
	for (size_t i = 1; i < names; i++) {
		struct course_checked checked;

		checkin.who = cli->args[i];
		if (flow_course_checkin(store, &checkin, &checked, &err) < 0) {
			code = cli_fail(&err);
			continue;
		}
		buf_printf(&said, _("%s %s: %lld phút; có mặt %llu/%llu\n"), checked.tag,
			   checked.name, (long long)checked.minutes,
			   (unsigned long long)checked.present,
			   (unsigned long long)checked.expected);
	}
	r = said.len ? cli_out(&said) : 0;
	return code ? code : r;
}

const struct command cmd_checkin = {
	.name = "checkin",
	.summary = N_("điểm danh một buổi học: quét mã, gõ mã hoặc tên học viên"),
	.usage = N_("BUỔI MÃ|TÊN… [minutes=120] [reason=…] [--list]\n"
		    "  BUỔI là mã của buổi học, xem hotroit course status KHOÁ\n"
		    "  người: mã trên thẻ, họ tên, hay vài chữ đầu của tên\n"
		    "  minutes: đến muộn, về sớm; reason: vì sao ghi buổi của ngày khác"),
	.example = N_("hotroit checkin 7K3M2XA 4H7PQ2Z"),
	.options = {{"--list", NULL, N_("ghi lại theo tờ ký tên")}},
	.min_args = 2,
	.max_args = CLI_ARGS_MAX,
	.run = run,
};
