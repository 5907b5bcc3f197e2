/* Any bytes as an SMBIOS table, through the decoder and every probe that stands on it. The first
 * 24 bytes are the entry point. */
#include "probe.h"
#include "smbios.h"

#include <stdlib.h>
#include <string.h>

#define ENTRY_SIZE 24

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
extern const struct probe probe_identity, probe_kind, probe_locks, probe_memory;

static void touch(const struct smbios_structure *s)
{
	volatile size_t sum = 0;

	for (size_t offset = 0; offset < 260; offset++) {
		const char *text = smbios_string(s, offset);
		uint64_t value;

		if (text)
			sum += strlen(text);
		if (smbios_u64(s, offset, &value))
			sum += value;
	}
	(void)sum;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const struct probe *const probes[] = {&probe_identity, &probe_kind, &probe_locks,
						     &probe_memory};
	const struct root nowhere = {.fd = -1};
	struct smbios smbios;
	struct facts facts = {0};
	struct probe_ctx ctx = {.root = &nowhere, .smbios = &smbios, .facts = &facts};
	size_t entry = size < ENTRY_SIZE ? size : ENTRY_SIZE;

	smbios_decode(&smbios, data + entry, size - entry, data, entry);
	for (size_t i = 0; i < smbios.count; i++)
		touch(&smbios.list[i]);
	for (size_t i = 0; i < ARRAY_LEN(probes); i++) {
		probes[i]->run(&ctx);
		for (const char *const *key = probes[i]->keys; *key; key++)
			if (!facts_find(&facts, *key))
				abort();
	}
	facts_done(&facts);
	smbios_done(&smbios);
	return 0;
}
