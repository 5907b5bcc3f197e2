/* What a bench is given on a stick to join: taken whole or refused. */
#include "sync_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static char folder[] = "/tmp/hotroit-bundle-XXXXXX", file[64];

static void remove_all(void)
{
	static const char *const names[] = {"bundle.json", "ca.crt", "bench.crt", "bench.key"};
	char path[96];

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		snprintf(path, sizeof(path), "%s.sync/%s", file, names[i]);
		unlink(path);
	}
	snprintf(path, sizeof(path), "%s.sync", file);
	rmdir(path);
	rmdir(folder);
}

static const char *database(void)
{
	if (*file)
		return file;
	if (!mkdtemp(folder) || atexit(remove_all) != 0)
		abort();
	snprintf(file, sizeof(file), "%s/b.db", folder);
	return file;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(bundle_done) struct bundle bundle = {0};
	struct err err;

	if (sync_join(database(), (const char *)data, size, &err) < 0)
		return 0;
	/* What was taken can be read again, and says where to go. */
	if (bundle_load(&bundle, database(), &err) < 0 || bundle.count < 6)
		abort();
	for (size_t i = 0; i < bundle.count; i++)
		if (!bundle.values[i])
			abort();
	return 0;
}
