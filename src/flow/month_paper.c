/* The month's report as a paper. */
#include "paper_priv.h"

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
