/* Papers about money: what was liquidated, and the ledger of the fund. */
#include "paper_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- liquidation --------------------------------------------------------- */

/* Why it can not be repaired: what the last repair that was given up says. */
static const char *hopeless(struct desk *desk, const struct row *device)
{
	struct row *repairs = NULL;
	size_t count = 0;

	if (row_list(&repairs, &count, desk->store, &desk->arena, "repair", "device", device->id,
		     NULL) < 0)
		return NULL;
	for (size_t i = count; i-- > 0;)
		if (str_eq(row_get(&repairs[i], "state"), "given-up"))
			return row_get(&repairs[i], "diagnosis")
				       ? row_get(&repairs[i], "diagnosis")
				       : row_get(&repairs[i], "symptom");
	return desk_show(desk, device, "condition");
}

int paper_liquidation(struct buf *ret, struct desk *desk, const char *id, struct err *err)
{
	struct paper_signer board[3] = {{0}};
	struct liquidation_minutes minutes;
	struct liquidation_item *items;
	struct row batch = {0}, *devices = NULL;
	size_t count = 0;
	int r = desk_read(desk, &batch, "liquidation", id, err);

	if (r == 0)
		r = row_list(&devices, &count, desk->store, &desk->arena, "device", "liquidation",
			     batch.id, err);
	if (r < 0)
		return r;
	if (!count)
		return err_set(err, EPERM, _("%s: lô chưa có máy nào (hotroit do liquidate)"),
			       row_get(&batch, "tag"));
	items = arena_alloc(&desk->arena, count * sizeof(*items));
	for (size_t i = 0; i < count; i++)
		items[i] = (struct liquidation_item){
			.tag = row_get(&devices[i], "tag"),
			.name = desk_device_name(desk, &devices[i]),
			.condition = hopeless(desk, &devices[i]),
			.estimate = row_number(&devices[i], "value_estimate"),
		};
	/* The batch is sold as a whole: its money stands with the first line. */
	items[0].proceeds = row_number(&batch, "amount");
	board[0] = (struct paper_signer){N_("Người đề nghị"),
					 desk_show(desk, &batch, "proposed_by")};
	board[1] = (struct paper_signer){N_("Người duyệt"),
					 desk_show(desk, &batch, "approved_by_1")};
	board[2] = (struct paper_signer){N_("Người duyệt"),
					 desk_show(desk, &batch, "approved_by_2")};
	minutes = (struct liquidation_minutes){
		.legal_basis = row_get(&batch, "basis"),
		.buyer = row_get(&batch, "buyer"),
		.board = board,
		.board_count = ARRAY_LEN(board),
		.items = items,
		.item_count = count,
	};
	r = desk_head(&minutes.head, desk,
		      &(struct desk_subject){&devices[0], row_get(&batch, "settled_on"), "BB",
					     row_get(&batch, "tag")},
		      err);
	return r < 0 ? r : export_liquidation_minutes(ret, &minutes, err);
}

/* ---- the fund book ------------------------------------------------------- */

static int by_day(const void *a, const void *b)
{
	const struct row *left = a, *right = b;
	int days = strcmp(row_get(left, "at"), row_get(right, "at"));
	int64_t first = row_number(left, "number"), second = row_number(right, "number");

	return days ? days : first < second ? -1 : first > second;
}

/* YYYY, YYYY-MM or "": its first and last day, "" for the ledger's own. */
static int read_period(const char *period, char from[DATE_TEXT_MAX], char to[DATE_TEXT_MAX],
		       struct err *err)
{
	struct date day;

	*from = *to = '\0';
	if (!*period)
		return 0;
	if (strlen(period) == 4) {
		snprintf(from, DATE_TEXT_MAX, "%.4s-01-01", period);
		snprintf(to, DATE_TEXT_MAX, "%.4s-12-31", period);
	} else {
		snprintf(from, DATE_TEXT_MAX, "%.7s-01", period);
		for (int last = 31; last >= 28; last--) {
			snprintf(to, DATE_TEXT_MAX, "%.7s-%02d", period, last);
			if (date_read(to, &day))
				break;
		}
	}
	if ((strlen(period) != 4 && strlen(period) != 7) || !date_read(from, &day) ||
	    !date_read(to, &day))
		return err_set(err, EINVAL, _("«%.20s»: kỳ sổ quỹ ghi như 2026-11 hoặc 2026"),
			       period);
	return 0;
}

static int64_t signed_amount(const struct row *line)
{
	int64_t amount = row_number(line, "amount");

	return str_eq(row_get(line, "direction"), "in") ? amount : -amount;
}

static void add_line(struct fund_book *book, struct fund_line *lines, const struct row *line)
{
	int64_t amount = signed_amount(line);

	lines[book->line_count++] = (struct fund_line){
		.date = row_get(line, "at"),
		.voucher = row_get(line, "voucher"),
		.content = row_get(line, "description"),
		.in = amount > 0 ? amount : 0,
		.out = amount < 0 ? -amount : 0,
	};
}

int paper_fund_book(struct buf *ret, struct desk *desk, const char *period, struct err *err)
{
	char from[DATE_TEXT_MAX], to[DATE_TEXT_MAX];
	struct fund_book book = {0};
	struct fund_line *lines;
	struct row *rows = NULL;
	size_t count = 0;
	uint64_t checked;
	int r = read_period(period, from, to, err);

	if (r == 0)
		r = store_check_chain(desk->store, record_kind_find("fund"), &checked, err);
	if (r == 0)
		r = row_list(&rows, &count, desk->store, &desk->arena, "fund", NULL, NULL, err);
	if (r < 0)
		return r;
	book.proof = count ? row_get(&rows[count - 1], "hash") : NULL;
	if (count)
		qsort(rows, count, sizeof(*rows), by_day);
	lines = arena_alloc(&desk->arena, (count + 1) * sizeof(*lines));
	for (size_t i = 0; i < count; i++) {
		const char *at = row_get(&rows[i], "at");

		if (*from && strcmp(at, from) < 0)
			book.opening += signed_amount(&rows[i]);
		else if (!*to || strcmp(at, to) <= 0)
			add_line(&book, lines, &rows[i]);
	}
	book.lines = lines;
	book.from = *from || !count ? from : row_get(&rows[0], "at");
	book.to = *to || !count ? to : row_get(&rows[count - 1], "at");
	r = desk_head(&book.head, desk, &(struct desk_subject){.date = book.to, .type = "SQ"}, err);
	return r < 0 ? r : export_fund_book(ret, &book, err);
}
