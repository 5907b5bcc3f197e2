/* hotroit list: the records of one kind, newest first, that hold the given words. */
#include "listing_priv.h"

static int run(struct cli *cli)
{
	const struct record_kind *kind = record_kind_find(cli->args[0]);
	const char *limit = cli_value(cli, "--limit");
	struct listing listing = {.json = cli_value(cli, "--json"), .csv = cli_value(cli, "--csv"),
				  .with_personal = cli_value(cli, CLI_WITH_PERSONAL)};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(buf_done) struct buf words = {0};
	struct store_query query = {0};
	uint64_t number = 0;
	struct err err;

	if (!kind)
		return cli_usage(cli, _("không có loại bản ghi \"%s\""), cli->args[0]);
	if (listing.json && listing.csv)
		return cli_usage(cli, _("chỉ chọn một trong --json và --csv"));
	if (limit && !str_to_u64(limit, 10, &number))
		return cli_usage(cli, _("--limit phải là số"));
	listing_words(&words, cli, 1);
	query.words = words.len ? buf_text(&words) : NULL;
	query.limit = (size_t)number;
	if (cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    store_list(store, kind, &query, listing_add, &listing, &err) < 0) {
		buf_done(&listing.text);
		return cli_fail(&err);
	}
	if (listing.csv && !listing.count)
		listing_head(&listing, kind);
	return listing_show(&listing);
}

const struct command cmd_list = {
	.name = "list",
	.summary = N_("liệt kê bản ghi của một loại, mới nhất trước"),
	.usage = N_("LOẠI [TỪ…] [--limit SỐ] [--json | --csv] [--with-personal]"),
	.example = N_("hotroit list device thinkpad"),
	.options = {{"--limit", N_("SỐ"), N_("chỉ lấy từng này dòng")},
		    {"--json", NULL, N_("in dạng JSON")},
		    {"--csv", NULL, N_("in dạng CSV (UTF-8, dấu ;)")},
		    {CLI_WITH_PERSONAL, NULL, CLI_WITH_PERSONAL_HELP}},
	.min_args = 1,
	.max_args = CLI_ARGS_MAX,
	.run = run,
};
