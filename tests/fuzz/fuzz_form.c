/* What people type into a form, money, days, times and names: any bytes are read or refused. */
#include "model.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_money(const char *text)
{
	AUTO(buf_done) struct buf words = {0};
	struct err err;
	int64_t amount;

	if (text_money_read(text, &amount, &err) < 0)
		return;
	if (amount < 0 || amount > TEXT_MONEY_MAX)
		abort();
	text_money_words(&words, amount);
}

static void try_date(const char *text)
{
	const struct date today = {2026, 11, 22};
	AUTO(buf_done) struct buf words = {0};
	struct date date, again;
	struct err err;
	bool both_ways;
	int minutes;

	if (time_read_typed(text, &minutes, &err) == 0 && (minutes < 0 || minutes >= 24 * 60))
		abort();
	if (date_read_typed(text, &today, &date, &both_ways, &err) < 0)
		return;
	date_print_short(&words, &date);
	if (date_read_typed(buf_text(&words), &today, &again, &both_ways, &err) < 0 ||
	    date_compare(&date, &again) != 0)
		abort();
}

static void try_name(const char *text)
{
	AUTO(buf_done) struct buf clean = {0}, key = {0};

	text_clean(&clean, text, strlen(text), 200);
	text_sort_key(&key, buf_text(&clean));
	text_name_key(&key, buf_text(&clean));
	if (!text_is_utf8(buf_text(&key), key.len))
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(buf_done) struct buf text = {0};

	buf_add(&text, data, size);
	try_money(buf_text(&text));
	try_date(buf_text(&text));
	try_name(buf_text(&text));
	return 0;
}
