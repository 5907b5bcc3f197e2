/* Finds the verb, reads the words behind it, opens the book for it. */
#include "verbs_priv.h"

static void call_done(struct verb_call *call)
{
	writing_done(&call->writing);
	store_close(call->store);
}

static int run_verb(struct cli *cli, const struct verb *verb)
{
	AUTO(call_done) struct verb_call call = {.cli = cli, .subject = cli->args[1]};
	struct err err;
	int r;

	if (cli->arg_count < verb->args + 2)
		return cli_usage(cli, _("%s: còn thiếu; xem --help"), verb->name);
	r = writing_read(cli, NULL, verb->args + 2, &call.writing);
	if (r)
		return r;
	if (cli_store(cli, verb->reads ? STORE_READ_ONLY : STORE_READ_WRITE, &call.store, &err) < 0)
		return cli_fail(&err);
	return verb->run(&call);
}

int verbs_run(struct cli *cli, const struct verb *verbs, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(cli->args[0], verbs[i].name))
			return run_verb(cli, &verbs[i]);
	return cli_usage(cli, _("không có việc «%.20s»; xem --help"), cli->args[0]);
}
