/* hotroit contest: entries come in. */
#include "contest_priv.h"
#include "import_priv.h"

static void say_counts(struct buf *said, const struct contest_taken *taken)
{
	buf_printf(said, _("Bài mới: %llu, người: %llu, đã có trong sổ: %llu\n"),
		   (unsigned long long)taken->entries, (unsigned long long)taken->entrants,
		   (unsigned long long)taken->known);
	buf_printf(said, _("Đang có: hợp lệ %llu, nộp muộn %llu, cần xem lại %llu, không nhận "
			   "%llu\n"),
		   (unsigned long long)taken->accepted, (unsigned long long)taken->late,
		   (unsigned long long)taken->flawed, (unsigned long long)taken->rejected);
}

int contest_run_enter(struct contest_call *call)
{
	const struct contest_words words = {call->writing.names, call->writing.values,
					    call->writing.count};
	AUTO(buf_done) struct buf said = {0};
	struct contest_taken taken;
	struct err err;
	int r = flow_contest_enter(call->store, call->contest, &words, &taken, &said, &err);

	if (r == 0)
		say_counts(&said, &taken);
	return contest_say(&said, r, &err);
}

int contest_run_import(struct contest_call *call)
{
	AUTO(flow_import_done) struct flow_import import = {0};
	AUTO(buf_done) struct buf said = {0};
	const struct cli *cli = call->cli;
	const struct flow_import_request request = {
		.file = cli->args[2],
		.sheet = cli_value(cli, "--sheet"),
		.from = cli_value(cli, "--from"),
		.map = cli_value(cli, "--map"),
		.skip = cli_value(cli, "--skip"),
		.report = cli_value(cli, "--report"),
		.dry_run = cli_value(cli, "--dry-run") != NULL,
	};
	struct contest_taken taken;
	struct err err;
	int r = flow_contest_import(call->store, call->contest, &request,
				    cli_value(cli, "--files"), &import, &taken, &said, &err);

	if (r < 0)
		return contest_say(&said, r, &err);
	r = import_show_result(cli, &import);
	if (r || request.dry_run)
		return r;
	say_counts(&said, &taken);
	return cli_out(&said);
}

int contest_run_check(struct contest_call *call)
{
	AUTO(buf_done) struct buf said = {0};
	struct contest_taken taken;
	struct err err;
	int r = flow_contest_check(call->store, call->contest, &taken, &said, &err);

	if (r == 0)
		say_counts(&said, &taken);
	return contest_say(&said, r, &err);
}
