/* What a person or a table may write of a SIM: days, telephone numbers, card numbers, a quota. */
#include "assess.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(facts_done) struct facts facts = {0};
	AUTO(buf_done) struct buf warnings = {0};
	const char *text = arena_copy(&arena, (const char *)data, size);
	const struct sim sim = {.iccid = text, .operator_id = text, .generation = text,
				.daily_quota_mb = text, .activated = text, .expires = text,
				.handover = "2021-11-30"};
	char phone[PHONE_TEXT_MAX], again[PHONE_TEXT_MAX];

	sim_facts(&facts, &sim);
	sim_warnings(&warnings, &sim);
	sim_operator_by_network(text);
	/* A number that was read is read the same again. */
	if (phone_read(text, phone) && (!phone_read(phone, again) || !str_eq(phone, again)))
		abort();
	return 0;
}
