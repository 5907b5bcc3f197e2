/* Any bytes as a wipe report or as orders: read, printed, read again to the same bytes. */
#include "wipe_report.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void try_report(const char *text, size_t len)
{
	struct wipe_report first, second;
	struct buf one = {0}, two = {0};
	struct err err;

	if (wipe_report_parse(&first, text, len, "fuzz", &err) < 0)
		return;
	wipe_report_print(&one, &first);
	if (wipe_report_parse(&second, buf_text(&one), one.len, "fuzz", &err) < 0)
		abort();
	wipe_report_print(&two, &second);
	if (strcmp(buf_text(&one), buf_text(&two)) != 0)
		abort();
	wipe_report_done(&first);
	wipe_report_done(&second);
	buf_done(&one);
	buf_done(&two);
}

static void try_orders(const char *text, size_t len)
{
	struct wipe_orders first, second;
	struct buf one = {0}, two = {0};
	struct err err;

	if (wipe_orders_parse(&first, text, len, "fuzz", &err) < 0)
		return;
	wipe_orders_print(&one, &first);
	if (wipe_orders_parse(&second, buf_text(&one), one.len, "fuzz", &err) < 0)
		abort();
	wipe_orders_print(&two, &second);
	if (strcmp(buf_text(&one), buf_text(&two)) != 0)
		abort();
	wipe_orders_done(&first);
	wipe_orders_done(&second);
	buf_done(&one);
	buf_done(&two);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	try_report((const char *)data, size);
	try_orders((const char *)data, size);
	(void)wipe_file_of((const char *)data, size);
	return 0;
}
