/* An answer of an Android phone, from any bytes: every fact is answered for, all text clean. */
#include "android.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(facts_done) struct facts facts = {0};
	struct android_progress progress = {0}, whole = {0};

	android_read(&facts, data, size, "?");
	for (size_t i = 0; android_keys[i]; i++) {
		const struct fact *fact = facts_find(&facts, android_keys[i]);

		if (!fact || (fact->state == FACT_UNREADABLE && !fact->reason))
			abort();
		if (fact->state == FACT_KNOWN && fact->type == FACT_TEXT &&
		    !text_is_utf8(fact->text, strlen(fact->text)))
			abort();
		if (fact->state == FACT_KNOWN && fact->type == FACT_INT && fact->num < 0)
			abort();
	}
	/* In pieces it comes to the same step. */
	for (size_t len = 0; len < size; len += 7)
		(void)android_progress(&progress, data, len);
	(void)android_progress(&progress, data, size);
	(void)android_progress(&whole, data, size);
	if (progress.step != whole.step || whole.step > android_step_count)
		abort();
	return 0;
}
