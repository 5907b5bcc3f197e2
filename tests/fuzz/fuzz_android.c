/* An answer of an Android phone, from any bytes: every fact is answered for, all text clean. */
#include "android.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(facts_done) struct facts facts = {0};

	android_read(&facts, data, size);
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
	return 0;
}
