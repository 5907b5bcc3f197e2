/* hotroit contest: entries come in. */
#include "contests_priv.h"
#include "importing_priv.h"

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

int contest_run_enter(struct verb_call *call)
{
	const struct contest_words words = {call->writing.names, call->writing.values,
					    call->writing.count};
	AUTO(buf_done) struct buf said = {0};
	struct contest_taken taken;
	struct err err;
	int r = flow_contest_enter(call->store, call->subject, &words, &taken, &said, &err);

	if (r == 0)
		say_counts(&said, &taken);
	return contest_say(&said, r, &err);
}

int contest_run_import(struct verb_call *call)
{
	AUTO(flow_import_done) struct flow_import import = {0};
	AUTO(buf_done) struct buf said = {0};
	const struct cli *cli = call->cli;
	const struct flow_import_request request = import_request(cli, cli->args[2]);
	struct contest_taken taken;
	struct err err;
	int r = flow_contest_import(call->store, call->subject, &request,
				    cli_value(cli, "--files"), &import, &taken, &said, &err);

	if (r < 0)
		return contest_say(&said, r, &err);
	r = import_show_result(cli, &import);
	if (r || request.dry_run)
		return r;
	say_counts(&said, &taken);
	return cli_out(&said);
}

int contest_run_check(struct verb_call *call)
{
	AUTO(buf_done) struct buf said = {0};
	struct contest_taken taken;
	struct err err;
	int r = flow_contest_check(call->store, call->subject, &taken, &said, &err);

	if (r == 0)
		say_counts(&said, &taken);
	return contest_say(&said, r, &err);
}
