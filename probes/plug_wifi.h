/* nl80211 through libnl, behind a plugin: which networks a Wi-Fi adapter hears. */
#ifndef HOTROIT_PLUG_WIFI_H
#define HOTROIT_PLUG_WIFI_H

#include <stddef.h>

/* Exported as plug_wifi. */
struct plug_wifi {
	/* Has adapter NAME ("wlan0") look around once, for at most MS; *ret_count: the access
	 * points heard. -ERFKILL switched off, -ENETDOWN it does not come up, -ETIMEDOUT,
	 * -errno. */
	int (*scan)(const char *name, unsigned ms, size_t *ret_count);
};

#endif
