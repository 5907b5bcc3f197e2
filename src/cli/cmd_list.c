/* hotroit list: the records of one kind, newest first, that hold the given words. */
#include "listing_priv.h"

/* What is referred to may be said by its tag or name here too. */
static int settle_refs(struct store *store, const struct record_kind *kind,
		       struct listing_words *words, struct err *err)
{
	for (size_t i = 0; i < words->filter_count; i++) {
		struct store_filter *filter = &words->filters[i];
		const struct field *field = record_field_find(kind, filter->name);
		const char *kept = NULL;
		int r = store_keep_values(store, field, 1, &filter->name, &filter->value, 1,
					  &words->arena, &kept, err);

		if (r < 0)
			return r;
		filter->value = kept;
	}
	return 0;
}

static int write_xlsx(const struct cli *cli, struct store *store, const struct record_kind *kind,
		      const struct store_query *query)
{
	AUTO(buf_done) struct buf text = {0};
	uint64_t count = 0;
	struct err err;

	if (flow_xlsx_list(store, kind, query, cli_value(cli, "--xlsx"),
			   cli_value(cli, CLI_WITH_PERSONAL), cli_value(cli, "--force"), &count,
			   &err) < 0)
		return cli_fail(&err);
	buf_printf(&text, _("Đã ghi %s: %llu dòng\n"), cli_value(cli, "--xlsx"),
		   (unsigned long long)count);
	return cli_out(&text);
}

static int run(struct cli *cli)
{
	const struct record_kind *kind = record_kind_find(cli->args[0]);
	const char *limit = cli_value(cli, "--limit");
	struct listing listing = {.json = cli_value(cli, "--json"), .csv = cli_value(cli, "--csv"),
				  .with_personal = cli_value(cli, CLI_WITH_PERSONAL)};
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(listing_words_done) struct listing_words words = {0};
	struct store_query query = {0};
	uint64_t number = 0;
	struct err err;

	if (!kind)
		return cli_usage(cli, _("không có loại bản ghi \"%s\""), cli->args[0]);
	if (listing.json + listing.csv + (cli_value(cli, "--xlsx") != NULL) > 1)
		return cli_usage(cli, _("chỉ chọn một trong --json, --csv và --xlsx"));
	if (limit && !str_to_u64(limit, 10, &number))
		return cli_usage(cli, _("--limit phải là số"));
	listing_words_read(&words, cli, 1, kind);
	query.words = words.words.len ? buf_text(&words.words) : NULL;
	query.filters = words.filters;
	query.filter_count = words.filter_count;
	query.limit = (size_t)number;
	query.by_title = cli_value(cli, "--by-name");
	if (query.by_title && query.words)
		return cli_usage(cli, _("--by-name không đi cùng từ cần tìm"));
	if (cli_store(cli, STORE_READ_ONLY, &store, &err) < 0)
		return cli_fail(&err);
	listing.store = store;
	if (cli_check_personal(cli, store, kind->name, &err) < 0 ||
	    settle_refs(store, kind, &words, &err) < 0)
		return cli_fail(&err);
	if (cli_value(cli, "--xlsx"))
		return write_xlsx(cli, store, kind, &query);
	if (store_list(store, kind, &query, listing_add, &listing, &err) < 0) {
		listing_done(&listing);
		return cli_fail(&err);
	}
	if (listing.csv && !listing.count)
		listing_head(&listing, kind);
	if (str_eq(kind->name, "fund") && flow_fund_total(store, &listing.total, &err) < 0) {
		listing_done(&listing);
		return cli_fail(&err);
	}
	return listing_show(&listing);
}

const struct command cmd_list = {
	.name = "list",
	.summary = N_("liệt kê bản ghi của một loại, mới nhất trước"),
	.usage = N_("LOẠI [TỪ…] [MỤC=GIÁ TRỊ…] [--by-name] [--limit SỐ] [--json | --csv |\n"
		    "        --xlsx TỆP [--force]] [--with-personal]"),
	.example = N_("hotroit list device thinkpad state=ready"),
	.options = {{"--by-name", NULL, N_("theo tên: người thì theo tên gọi, như danh sách lớp")},
		    {"--limit", N_("SỐ"), N_("chỉ lấy từng này dòng")},
		    {"--json", NULL, N_("in dạng JSON")},
		    {"--csv", NULL, N_("in dạng CSV (UTF-8, dấu ;)")},
		    {"--xlsx", N_("TỆP"), N_("ghi thành bảng tính (Excel, LibreOffice)")},
		    {"--force", NULL, N_("ghi đè tệp đã có")},
		    {CLI_WITH_PERSONAL, NULL, CLI_WITH_PERSONAL_HELP}},
	.min_args = 1,
	.max_args = CLI_ARGS_MAX,
	.takes_kind = true,
	.run = run,
};
