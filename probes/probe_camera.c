/*
 * How many cameras? One UVC camera makes two nodes or more (picture, metadata, infra-red), so the
 * devices behind capturing nodes are counted. Whether a node captures only the driver can say
 * (VIDIOC_QUERYCAP, device_caps); in a recorded tree, or where a node can not be opened, a device's
 * first node (index 0) stands for it.
 */
#include "bus.h"
#include "probe.h"

#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define USB_VIDEO_CONTROL 0x0e01
#define CAMERA_MAX 16

enum node_kind {
	NODE_OTHER, /* metadata, tuner, encoder … */
	NODE_CAPTURE,
	NODE_RAW, /* one stage of an image processor: no picture without software of its own */
	NODE_UNASKED, /* could not be opened */
};

struct cameras {
	char device[CAMERA_MAX][256];
	unsigned count;
	bool raw, unasked;
};

static enum node_kind node_ask(const struct root *root, const char *name)
{
	struct v4l2_capability capability = {0};
	char path[384];
	uint32_t caps;
	int fd, r;

	if (!root->is_host)
		return NODE_UNASKED;
	snprintf(path, sizeof(path), "dev/%s", name);
	fd = root_openat(root, path, O_RDONLY | O_NONBLOCK);
	if (fd < 0)
		return NODE_UNASKED;
	r = ioctl(fd, VIDIOC_QUERYCAP, &capability);
	close(fd);
	if (r < 0)
		return NODE_UNASKED;
	caps = capability.capabilities & V4L2_CAP_DEVICE_CAPS ? capability.device_caps
							      : capability.capabilities;
	if (caps & V4L2_CAP_IO_MC)
		return NODE_RAW;
	if (!(caps & (V4L2_CAP_VIDEO_CAPTURE | V4L2_CAP_VIDEO_CAPTURE_MPLANE)) ||
	    caps & V4L2_CAP_TUNER)
		return NODE_OTHER;
	return NODE_CAPTURE;
}

/* The device a node belongs to: "1-5" for ".../1-5/1-5:1.2/video4linux/video3". False for a node
 * that software made (v4l2loopback). */
static bool node_device(const struct root *root, const char *name, char *ret, size_t size)
{
	char path[384], link[1024];
	char *end, *start, *colon;

	snprintf(path, sizeof(path), "sys/class/video4linux/%s", name);
	if (root_link(root, path, link, sizeof(link)) < 0) {
		/* recorded as a plain directory */
		snprintf(path, sizeof(path), "sys/class/video4linux/%s/device", name);
		if (root_link(root, path, link, sizeof(link)) < 0)
			snprintf(link, sizeof(link), "%s", name);
	}
	if (strstr(link, "/virtual/"))
		return false;
	end = strstr(link, "/video4linux/");
	if (end)
		*end = '\0';
	start = strrchr(link, '/');
	start = start ? start + 1 : link;
	/* The interfaces of a USB device are "1-5:1.0", "1-5:1.2"; a PCI address has no dash. */
	colon = strchr(start, ':');
	if (colon && memchr(start, '-', (size_t)(colon - start)))
		*colon = '\0';
	snprintf(ret, size, "%s", start);
	return true;
}

static void add_device(struct cameras *cameras, const char *device)
{
	for (unsigned i = 0; i < cameras->count; i++)
		if (str_eq(cameras->device[i], device))
			return;
	if (cameras->count < CAMERA_MAX)
		snprintf(cameras->device[cameras->count++], sizeof(cameras->device[0]), "%s",
			 device);
}

static void look(const struct root *root, const char *name, struct cameras *cameras)
{
	char path[384], device[256];
	enum node_kind kind;
	uint64_t index;

	if (!str_starts(name, "video") || !node_device(root, name, device, sizeof(device)))
		return;
	kind = node_ask(root, name);
	if (kind == NODE_RAW)
		cameras->raw = true;
	if (kind == NODE_UNASKED) {
		cameras->unasked = true;
		snprintf(path, sizeof(path), "sys/class/video4linux/%s/index", name);
		if (root_u64(root, path, &index) == 0 && index != 0)
			return;
	}
	if (kind == NODE_CAPTURE || kind == NODE_UNASKED)
		add_device(cameras, device);
}

/* No node: is there a USB camera without driver, or a bus on which one would show? */
static void report_none(struct probe_ctx *ctx, const struct cameras *cameras, bool listed)
{
	unsigned idle = 0;
	bool looked = bus_usb_count(ctx->root, USB_VIDEO_CONTROL, &idle) == 0;

	if (idle)
		facts_int(ctx->facts, "camera.count", idle, _("USB: có webcam nhưng thiếu driver"));
	else if (cameras->raw)
		facts_unreadable(ctx->facts, "camera.count",
				 _("webcam qua bộ xử lý ảnh (IPU), hệ này chưa dùng được; "
				   "thử bằng hệ điều hành đã cài"));
	else if (listed || looked || ctx->root->is_host)
		facts_int(ctx->facts, "camera.count", 0, "/sys/class/video4linux, USB");
	else
		facts_unreadable(ctx->facts, "camera.count",
				 _("bản ghi không có danh sách webcam và USB"));
}

static void run(struct probe_ctx *ctx)
{
	AUTO(arena_done) struct arena arena = {0};
	struct cameras cameras = {0};
	const char *const *names = NULL;
	size_t count = 0;
	int r = root_list(ctx->root, "sys/class/video4linux", &arena, &names, &count);

	for (size_t i = 0; r == 0 && i < count; i++)
		look(ctx->root, names[i], &cameras);
	if (!cameras.count)
		report_none(ctx, &cameras, r == 0);
	else
		facts_int(ctx->facts, "camera.count", cameras.count,
			  cameras.unasked ? _("/sys/class/video4linux (chưa hỏi driver)")
					  : "VIDIOC_QUERYCAP");
}

static const char *const keys[] = {"camera.count", NULL};

const struct probe probe_camera = {
	.name = "camera",
	.label = N_("webcam"),
	.deadline_ms = PROBE_DEADLINE_MS,
	.keys = keys,
	.run = run,
};
