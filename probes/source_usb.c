/* The USB bus itself, by udev: every device plugged in or taken out. */
#include "plug_udev.h"
#include "source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct usb {
	struct watcher *watcher;
	const struct plug_udev *plug;
	struct udev_watch *watch;
	int events;
};

static int usb_open(void **ret_state, struct watcher *watcher, const struct root *root,
		    struct err *err)
{
	struct usb *usb;
	const void *table;
	int r;

	if (!root->is_host)
		return -ENOTSUP;
	r = plugin_open("udev", "plug_udev", &table, err);
	if (r < 0)
		return r;
	usb = calloc(1, sizeof(*usb));
	if (!usb)
		return err_set(err, ENOMEM, "usb: hết bộ nhớ");
	usb->watcher = watcher;
	usb->plug = table;
	if (usb->plug->watch_open(&usb->watch, &usb->events) < 0) {
		free(usb);
		return err_set(err, EIO,
			       "không theo dõi được việc cắm rút; udev có đang chạy không?");
	}
	*ret_state = usb;
	return 0;
}

static void usb_close(void *state)
{
	struct usb *usb = state;

	usb->plug->watch_close(usb->watch);
	free(usb);
}

static size_t usb_fds(void *state, struct pollfd *ret_fds, size_t max)
{
	const struct usb *usb = state;

	if (max == 0)
		return 0;
	ret_fds[0] = (struct pollfd){.fd = usb->events, .events = POLLIN};
	return 1;
}

static int usb_wait_ms(void *state)
{
	(void)state;
	return -1;
}

static void tell(struct usb *usb, const struct udev_event *event)
{
	struct arrival arrival = {.transport = "usb"};
	AUTO(buf_done) struct buf name = {0};

	/* A disk of this machine's own is not plugged in by anyone. */
	if (!str_starts(event->id, "usb:"))
		return;
	snprintf(arrival.id, sizeof(arrival.id), "%s", event->id);
	snprintf(arrival.port, sizeof(arrival.port), "%s", event->id + strlen("usb:"));
	arrival.state = str_eq(event->subsystem, "block") ? "disk" : "usb";
	text_clean(&name, event->name, strlen(event->name), ARRIVAL_NAME_MAX - 1);
	snprintf(arrival.name, sizeof(arrival.name), "%s", buf_text(&name));
	if (event->add)
		watcher_say(usb->watcher, &arrival);
	else
		watcher_gone(usb->watcher, arrival.id, arrival.port);
}

static void usb_step(void *state, const struct pollfd *fds, size_t count)
{
	struct usb *usb = state;
	struct udev_event event;

	if (count && fds[0].revents && usb->plug->watch_next(usb->watch, &event))
		tell(usb, &event);
}

static bool usb_settled(void *state)
{
	(void)state;
	return true;
}

const struct source source_usb = {
	.name = "usb",
	.open = usb_open,
	.fds = usb_fds,
	.wait_ms = usb_wait_ms,
	.step = usb_step,
	.settled = usb_settled,
	.close = usb_close,
};
