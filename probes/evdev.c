/* See evdev.h. */
#include "evdev.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

bool evdev_has(const unsigned char *mask, unsigned bit)
{
	return mask[bit / 8] >> bit % 8 & 1;
}

static bool has_letters(const unsigned char *key)
{
	static const unsigned rows[][2] = {{KEY_Q, KEY_P}, {KEY_A, KEY_L}, {KEY_Z, KEY_M}};

	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		for (unsigned code = rows[i][0]; code <= rows[i][1]; code++)
			if (!evdev_has(key, code))
				return false;
	return true;
}

enum evdev_kind evdev_kind_of(const struct evdev_bits *bits)
{
	bool absolute = evdev_has(bits->abs, ABS_X) && evdev_has(bits->abs, ABS_Y);

	if (has_letters(bits->key))
		return EVDEV_KEYBOARD;
	if (evdev_has(bits->rel, REL_X) && evdev_has(bits->rel, REL_Y) &&
	    evdev_has(bits->key, BTN_LEFT))
		return EVDEV_MOUSE;
	if (absolute && evdev_has(bits->key, BTN_TOUCH) &&
	    !evdev_has(bits->prop, INPUT_PROP_DIRECT) &&
	    !evdev_has(bits->prop, INPUT_PROP_ACCELEROMETER) &&
	    (evdev_has(bits->key, BTN_TOOL_FINGER) || evdev_has(bits->prop, INPUT_PROP_POINTER)))
		return EVDEV_TOUCHPAD;
	/* a virtual machine's tablet */
	if (absolute && evdev_has(bits->key, BTN_LEFT) && !evdev_has(bits->key, BTN_TOUCH))
		return EVDEV_MOUSE;
	return EVDEV_OTHER;
}

bool evdev_is_inside(const struct evdev_bits *bits)
{
	return bits->bus != BUS_USB && bits->bus != BUS_BLUETOOTH;
}

static bool read_bits(int fd, struct evdev_bits *ret)
{
	struct input_id id;
	struct evdev_bits bits = {0};

	if (ioctl(fd, EVIOCGID, &id) < 0 ||
	    ioctl(fd, EVIOCGBIT(EV_KEY, sizeof(bits.key)), bits.key) < 0 ||
	    ioctl(fd, EVIOCGBIT(EV_REL, sizeof(bits.rel)), bits.rel) < 0 ||
	    ioctl(fd, EVIOCGBIT(EV_ABS, sizeof(bits.abs)), bits.abs) < 0)
		return false;
	/* Kernels before 3.x know none, and then there is none. */
	if (ioctl(fd, EVIOCGPROP(sizeof(bits.prop)), bits.prop) < 0)
		memset(bits.prop, 0, sizeof(bits.prop));
	bits.bus = id.bustype;
	*ret = bits;
	return true;
}

static void add(struct evdevs *devices, const struct root *root, const char *name, unsigned kinds)
{
	struct evdev *device = &devices->list[devices->count];
	char path[128];

	snprintf(path, sizeof(path), "dev/input/%s", name);
	device->fd = root_openat(root, path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
	if (device->fd < 0)
		return;
	if (read_bits(device->fd, &device->bits) && device->bits.bus != BUS_VIRTUAL) {
		device->kind = evdev_kind_of(&device->bits);
		if (kinds >> device->kind & 1) {
			devices->count++;
			return;
		}
	}
	close(device->fd);
}

void evdev_open(struct evdevs *ret, const struct root *root, unsigned kinds)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names = NULL;
	size_t count = 0;

	ret->count = 0;
	if (root_list(root, "dev/input", &arena, &names, &count) < 0)
		return;
	for (size_t i = 0; i < count && ret->count < EVDEV_MAX; i++)
		if (str_starts(names[i], "event"))
			add(ret, root, names[i], kinds);
}

void evdev_close(struct evdevs *devices)
{
	for (size_t i = 0; i < devices->count; i++)
		if (devices->list[i].fd >= 0)
			close(devices->list[i].fd);
	devices->count = 0;
}

int evdev_wait(const struct evdevs *devices, unsigned ms)
{
	struct pollfd polls[EVDEV_MAX];

	for (size_t i = 0; i < devices->count; i++)
		polls[i] = (struct pollfd){.fd = devices->list[i].fd, .events = POLLIN};
	if (poll(polls, devices->count, (int)ms) <= 0)
		return -1;
	for (size_t i = 0; i < devices->count; i++)
		if (polls[i].revents)
			return (int)i;
	return -1;
}

bool evdev_read(struct evdev *device, struct input_event *ret)
{
	ssize_t got = read(device->fd, ret, sizeof(*ret));

	if (got < 0 && errno != EAGAIN && errno != EINTR) {
		close(device->fd);
		device->fd = -1;
	}
	return got == (ssize_t)sizeof(*ret);
}
