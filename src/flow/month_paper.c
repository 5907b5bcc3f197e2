/* The month's report as a paper. */
#include "paper_priv.h"

enum flow_file_for flow_month_file_for(const struct month_pack *pack)
{
	for (size_t i = 0; i < pack->count; i++)
		if (str_eq(pack->figures[i]->ref_kind, "donor") ||
		    str_eq(pack->figures[i]->ref_kind, "member"))
			return FLOW_FILE_OWNER;
	return FLOW_FILE_ALL;
}

int flow_month_pdf(struct buf *ret, struct store *store, const struct month_pack *pack,
		   const struct flow_paper_wish *wish, struct err *err)
{
	AUTO(desk_done) struct desk desk = {.store = store, .wish = *wish};
	const struct desk_subject report = {
		.date = pack->at, .type = "BC", .tag = pack->period};
	struct paper_head head = {0};
	int r = desk_head(&head, &desk, &report, err);

	return r < 0 ? r : export_month_pdf(ret, pack, &head, err);
}
