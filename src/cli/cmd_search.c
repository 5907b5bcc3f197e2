/* hotroit search: the records of every kind that hold the given words. */
#include "listing_priv.h"

#define SEARCH_LIMIT 20 /* of each kind */

static int run(struct cli *cli)
{
	struct listing listing = {.json = cli_value(cli, "--json"), .with_kind = true,
				  .with_personal = cli_value(cli, CLI_WITH_PERSONAL)};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(listing_words_done) struct listing_words words = {0};
	struct err err;

	listing_words_read(&words, cli, 0, NULL);
	if (cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    cli_check_personal(cli, store, "book", &err) < 0)
		return cli_fail(&err);
	listing.store = store;
	if (store_search(store, buf_text(&words.words), SEARCH_LIMIT, listing_add, &listing,
			 &err) < 0) {
		buf_done(&listing.text);
		return cli_fail(&err);
	}
	return listing_show(&listing);
}

const struct command cmd_search = {
	.name = "search",
	.summary = N_("tìm trong mọi bản ghi, gõ không dấu cũng được"),
	.usage = N_("TỪ… [--json [--with-personal]]"),
	.example = N_("hotroit search may tinh gia lam"),
	.options = {{"--json", NULL, N_("in dạng JSON")},
		    {CLI_WITH_PERSONAL, NULL, CLI_WITH_PERSONAL_HELP}},
	.min_args = 1,
	.max_args = CLI_ARGS_MAX,
	.run = run,
};
