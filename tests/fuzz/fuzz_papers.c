/* Whatever stands in a record, a paper and a label come out of it or it is refused. The plugins are
 * found beside the programs: run it from the build's bin. */
#include "base.h"
#include "export.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define TEXTS 4

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
const char *__lsan_default_suppressions(void);

/* Fontconfig points at the parts of its patterns by offsets, which the leak checker can not follow
 * from what Cairo keeps. */
const char *__lsan_default_suppressions(void)
{
	return "leak:libfontconfig";
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf pdf = {0};
	static const enum paper_format formats[] = {PAPER_PDF, PAPER_JSON, PAPER_CSV, PAPER_XLSX};
	const char *texts[TEXTS];
	struct err err;

	for (size_t i = 0; i < TEXTS; i++)
		texts[i] = arena_copy(&arena, (const char *)data + i * size / TEXTS,
				      (i + 1) * size / TEXTS - i * size / TEXTS);

	struct receipt_item items[2] = {
		{.tag = texts[0], .name = texts[1], .accessories = texts[2], .count = 1},
		{.name = texts[3], .value = (int64_t)size}};
	struct receipt receipt = {.head = {.format = formats[size / 3 % ARRAY_LEN(formats)],
					   .style = size % 3,
					   .issuer = texts[0],
					   .partner = texts[1],
					   .date = texts[2],
					   .signers = {{texts[3], texts[0]}, {texts[1], texts[2]}}},
				  .donor = texts[3],
				  .donor_address = texts[1],
				  .items = items,
				  .item_count = 2};
	struct label label = {
		.tag = "7K3M2X9", .kind = texts[1], .date = texts[2], .team = texts[3]};

	/* Refusals are as good as papers; only that nothing is left behind then counts. */
	if (export_receipt(&pdf, &receipt, &err) < 0 && pdf.len)
		abort();
	buf_clear(&pdf);
	if (export_labels_escpos(&pdf, &label, 1, &err) < 0 && pdf.len)
		abort();
	return 0;
}
