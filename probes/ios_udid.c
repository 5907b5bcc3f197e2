/* UDIDs; shared by the probe and its plugin. */
#include "ios.h"

#include <string.h>

#define UDID_MIN 24

bool ios_udid_is(const char *udid)
{
	size_t len = strlen(udid);

	return len >= UDID_MIN && len < IOS_UDID_MAX &&
	       strspn(udid, "0123456789abcdefABCDEF-") == len;
}
