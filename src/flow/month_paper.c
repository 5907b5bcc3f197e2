/* The month's report as a paper: who issues it. */
#include "flow_priv.h"

/* The unit of the newest programme, and the one above it. */
static int read_issuer(struct paper_head *head, struct store *store, struct arena *arena,
		       struct err *err)
{
	struct row *programmes = NULL, unit = {0};
	size_t count = 0;
	int r = row_list(&programmes, &count, store, arena, "programme", NULL, NULL, err);

	if (r < 0 || !count)
		return r;
	head->issuer = row_show(&programmes[count - 1], store, arena, "unit");
	if (!head->issuer)
		return 0;
	r = row_read(&unit, store, arena, "unit", row_get(&programmes[count - 1], "unit"), err);
	if (r == 0)
		head->parent = row_show(&unit, store, arena, "parent");
	return r;
}

int flow_month_pdf(struct buf *ret, struct store *store, const struct month_pack *pack,
		   enum paper_style style, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct paper_head head = {.style = style, .date = pack->at};
	int r = read_issuer(&head, store, &arena, err);

	return r < 0 ? r : export_month_pdf(ret, pack, &head, err);
}
