/* AT answers, from any bytes: however they are cut, the same is heard; numbers are digits. */
#include "modem_at.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct at_answer whole = {.command = "AT+CCID", .prefix = "+CCID"}, split = whole;
	char iccid[24] = "", network[6] = "";
	int generation;

	at_feed(&whole, (const char *)data, size);
	for (size_t i = 0; i < size; i++)
		at_feed(&split, (const char *)data + i, 1);
	if (!str_eq(whole.value, split.value) || whole.end != split.end || whole.cme != split.cme)
		abort();
	if (at_iccid(whole.value, iccid, sizeof(iccid)) &&
	    (strspn(iccid, "0123456789") != strlen(iccid) || !str_starts(iccid, "89")))
		abort();
	if (at_network(whole.value, network) && strspn(network, "0123456789") != 5)
		abort();
	generation = at_generation(whole.value);
	if (generation && (generation < 2 || generation > 5))
		abort();
	return 0;
}
