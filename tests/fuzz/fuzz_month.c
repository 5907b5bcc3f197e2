/* A closed month as another bench may have written it: read, and printed in every form. */
#include "export.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(month_done) struct month_pack pack = {0};
	AUTO(buf_done) struct buf html = {0}, csv = {0}, json = {0};
	struct err err;

	if (export_month_read(&pack, (const char *)data, size, &err) < 0)
		return 0;
	export_month_html(&html, &pack);
	export_month_csv(&csv, &pack);
	export_month_json(&json, &pack, true);
	return 0;
}
