/* Any bytes as what the wiping tools print. None of it may make a disk look erased that is not told
 * so by name. */
#include "wipe.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct wipe_can can = {0};
	struct wipe_nwipe told;
	enum wipe_way ways[WAY_COUNT];
	char *text = calloc(1, size + 1);

	if (!text)
		return 0;
	memcpy(text, data, size);
	wipe_read_identify(&can, text);
	wipe_read_hpa(&can, text);
	wipe_read_dco(&can, text, UINT64_C(1) << 37);
	wipe_read_controller(&can, text);
	wipe_read_namespaces(&can, text, 1);
	wipe_read_registers(&can, text);
	wipe_read_extcsd(&can, text);
	if (can.dco_bytes > can.hidden_bytes)
		abort();
	for (enum wipe_medium medium = MEDIUM_UNSURE; medium <= MEDIUM_EMMC; medium++)
		if (wipe_plan(medium, &can, ways) < 1)
			abort();
	if (wipe_read_nwipe(&told, text, "sda") && told.erased && !strstr(text, "Erased"))
		abort();
	if (wipe_read_ata_sanitize(text) == SANITIZE_DONE && !strstr(text, "SD0"))
		abort();
	if (wipe_read_nvme_sanitize(text) == SANITIZE_DONE && !strstr(text, "SSTAT"))
		abort();
	free(text);
	return 0;
}
