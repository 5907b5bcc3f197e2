/* The fund book's sums, and what its lines and other kinds' steps have in common. */
#include "fund_priv.h"

static int sum_of(struct store *store, const char *direction, int64_t *ret, struct err *err)
{
	const struct store_filter filter = {.name = "direction", .value = direction};

	return store_sum(store, record_kind_find("fund"), "amount", &filter, 1, ret, err);
}

int flow_fund_balance(struct store *store, int64_t *ret_balance, struct err *err)
{
	int64_t in = 0, out = 0;
	int r = sum_of(store, "in", &in, err);

	if (r == 0)
		r = sum_of(store, "out", &out, err);
	if (r == 0)
		*ret_balance = in - out;
	return r;
}

int flow_fund_total(struct store *store, struct buf *ret, struct err *err)
{
	int64_t balance = 0;
	int r = flow_fund_balance(store, &balance, err);

	if (r < 0)
		return r;
	buf_add_str(ret, _("Tồn quỹ: "));
	record_show_money(ret, balance);
	return 0;
}

/* ---- has it been entered? ------------------------------------------------ */

struct lines {
	struct store *store;
	const char *item;
	bool found;
	int result;
	struct err *err;
};

int fund_is_reversed(struct store *store, const char *id, bool *ret, struct err *err)
{
	const struct store_filter filter = {.name = "reverses", .value = id};
	uint64_t count = 0;
	int r = store_count_where(store, record_kind_find("fund"), &filter, 1, &count, err);

	if (r == 0)
		*ret = count > 0;
	return r;
}

static int take_line(void *user, const struct record_kind *kind, const struct record *record)
{
	struct lines *lines = user;
	bool reversed = false;

	if (!str_eq(record_value(kind, record, "kind"), lines->item))
		return 0;
	lines->result = fund_is_reversed(lines->store, record->id, &reversed, lines->err);
	lines->found = !reversed;
	return lines->found || lines->result < 0;
}

int fund_has(struct store *store, const char *item, const char *field, const char *id, bool *ret,
	     struct err *err)
{
	struct lines lines = {.store = store, .item = item, .err = err};
	const struct store_filter filter = {.name = field, .value = id};
	const struct store_query query = {.filters = &filter, .filter_count = 1};
	int r = store_list(store, record_kind_find("fund"), &query, take_line, &lines, err);

	if (r == 0)
		r = lines.result;
	if (r == 0)
		*ret = lines.found;
	return r;
}
