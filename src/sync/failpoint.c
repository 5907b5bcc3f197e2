/* Power cuts on demand, in builds that try them. */
#include "sync_priv.h"

#ifdef HOTROIT_FAILPOINTS
#include <signal.h>
#include <stdlib.h>
#include <string.h>

void sync_step(const char *name)
{
	static unsigned hits;
	const char *wanted = getenv("HOTROIT_FAIL");
	size_t len = strlen(name);
	uint64_t times = 1;

	if (!wanted || strncmp(wanted, name, len) != 0)
		return;
	if (wanted[len] == ':' && !str_to_u64(wanted + len + 1, 10, &times))
		return;
	if (++hits >= times)
		raise(SIGKILL);
}
#endif
