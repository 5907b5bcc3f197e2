/* What is left of dumpsys, and the gauge of the battery, from any bytes: "none" only where Android
 * has counted, health only from 0 to 100 %. */
#include "android.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void section(struct buf *answer, const char *name, const uint8_t *data, size_t size)
{
	buf_printf(answer, "\036%s\n", name);
	buf_add(answer, data, size);
	buf_add_char(answer, '\n');
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"battery",  "power",  "account", "policy", "screen",
					    "features", "camera", "gauge"};
	AUTO(facts_done) struct facts facts = {0};
	AUTO(buf_done) struct buf answer = {0};
	const struct fact *health, *account;

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		section(&answer, names[i], data, size);
	buf_add_str(&answer, "\036end\n");
	android_read(&facts, answer.data, answer.len, "?");
	health = facts_find(&facts, "battery.0.health");
	account = facts_find(&facts, "lock.account");
	if (health->state == FACT_KNOWN && (health->num < 0 || health->num > 100))
		abort();
	if (account->state == FACT_KNOWN && str_eq(account->text, "none") &&
	    !memmem(data, size, "accounts", 8))
		abort();
	return 0;
}
