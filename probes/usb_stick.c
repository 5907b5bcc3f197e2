/* Live sticks as the watch tells of them. */
#include "usb_stick.h"

#include <stdio.h>
#include <string.h>

void usb_stick_take(struct watcher *watcher, const struct udev_usb *seen)
{
	struct arrival arrival = {.transport = "stick", .state = "stick"};
	AUTO(buf_done) struct buf name = {0};

	if (seen->what != UDEV_STICK && seen->what != UDEV_STICK_GONE)
		return;
	snprintf(arrival.id, sizeof(arrival.id), "stick:%s", seen->port);
	text_clean(&name, seen->name, strlen(seen->name), sizeof(arrival.name) - 1);
	snprintf(arrival.name, sizeof(arrival.name), "%s", buf_text(&name));
	if (seen->what == UDEV_STICK)
		watcher_say(watcher, &arrival);
	else
		watcher_gone(watcher, arrival.id, arrival.port);
}
