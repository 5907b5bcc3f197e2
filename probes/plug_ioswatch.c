/*
 * The plugin's watch. libusbmuxd tells of devices on a thread of its own, which hands every event
 * over a socket pair; listing those that are there, which may block, is done on a thread of ours.
 */
#include "plug_ios_priv.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>
#include <usbmuxd.h>

struct ios_watch {
	int ends[2]; /* ours to read, the threads' to write */
	pthread_t starter;
	usbmuxd_subscription_context_t subscription;
};

/* Waits when the reader is behind; ends at once when it has closed its end. */
static void tell(const struct ios_watch *watch, enum ios_event_what what, const char *udid)
{
	struct ios_event event = {.what = what};

	snprintf(event.udid, sizeof(event.udid), "%s", udid);
	(void)!send(watch->ends[1], &event, sizeof(event), MSG_NOSIGNAL);
}

static void tell_device(const struct ios_watch *watch, enum ios_event_what what,
			const usbmuxd_device_info_t *device)
{
	if (device->conn_type == CONNECTION_TYPE_USB && ios_udid_is(device->udid))
		tell(watch, what, device->udid);
}

static void on_event(const usbmuxd_event_t *event, void *user)
{
	switch (event->event) {
	case UE_DEVICE_ADD:
		tell_device(user, IOS_EVENT_ADD, &event->device);
		break;
	case UE_DEVICE_REMOVE:
		tell_device(user, IOS_EVENT_REMOVE, &event->device);
		break;
	case UE_DEVICE_PAIRED:
		tell_device(user, IOS_EVENT_PAIRED, &event->device);
		break;
	default:
		break;
	}
}

static void *start(void *argument)
{
	struct ios_watch *watch = argument;
	usbmuxd_device_info_t *list = NULL;
	int count = usbmuxd_get_device_list(&list);

	for (int i = 0; i < count; i++)
		tell_device(watch, IOS_EVENT_ADD, &list[i]);
	if (list)
		usbmuxd_device_list_free(&list);
	tell(watch, IOS_EVENT_LISTED, "");
	/* Tells of those that are there once more; whoever listens knows them by then. */
	if (usbmuxd_events_subscribe(&watch->subscription, on_event, watch) < 0)
		watch->subscription = NULL;
	return NULL;
}

int ios_watch_open(struct ios_watch **ret, int *ret_fd)
{
	struct ios_watch *watch = calloc(1, sizeof(*watch));
	int r;

	if (!watch)
		return -ENOMEM;
	r = socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, watch->ends) < 0 ? errno : 0;
	if (r) {
		free(watch);
		return -r;
	}
	r = pthread_create(&watch->starter, NULL, start, watch);
	if (r) {
		close(watch->ends[0]);
		close(watch->ends[1]);
		free(watch);
		return -r;
	}
	*ret = watch;
	*ret_fd = watch->ends[0];
	return 0;
}

bool ios_watch_next(struct ios_watch *watch, struct ios_event *ret)
{
	return recv(watch->ends[0], ret, sizeof(*ret), MSG_DONTWAIT) == (ssize_t)sizeof(*ret);
}

void ios_watch_close(struct ios_watch *watch)
{
	/* First our end, so that no thread can be left waiting to tell something. */
	close(watch->ends[0]);
	pthread_join(watch->starter, NULL);
	if (watch->subscription)
		usbmuxd_events_unsubscribe(watch->subscription);
	close(watch->ends[1]);
	free(watch);
}
