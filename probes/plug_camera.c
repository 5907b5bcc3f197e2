/* The plugin over libv4l2: memory-mapped frames in planar YUV, of which the first plane is grey. */
#include "plug_camera.h"

#include <errno.h>
#include <libv4l2.h>
#include <linux/videodev2.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define BUFFERS 4
#define SIDE_MAX 4096

struct camera {
	int fd;
	size_t width, height, stride;
	struct {
		unsigned char *data;
		size_t len;
	} buffers[BUFFERS];
	unsigned count;
};

static void camera_close(struct camera *camera)
{
	int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;

	v4l2_ioctl(camera->fd, VIDIOC_STREAMOFF, &type);
	for (unsigned i = 0; i < camera->count; i++)
		v4l2_munmap(camera->buffers[i].data, camera->buffers[i].len);
	v4l2_close(camera->fd);
	free(camera);
}

static int set_format(struct camera *camera)
{
	struct v4l2_format format = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE};
	struct v4l2_pix_format *pix = &format.fmt.pix;

	pix->width = 320;
	pix->height = 240;
	pix->pixelformat = V4L2_PIX_FMT_YUV420;
	pix->field = V4L2_FIELD_ANY;
	if (v4l2_ioctl(camera->fd, VIDIOC_S_FMT, &format) < 0)
		return -errno;
	if (pix->pixelformat != V4L2_PIX_FMT_YUV420 || !pix->width || !pix->height ||
	    pix->width > SIDE_MAX || pix->height > SIDE_MAX)
		return -EPROTONOSUPPORT;
	camera->width = pix->width;
	camera->height = pix->height;
	camera->stride = pix->bytesperline > pix->width ? pix->bytesperline : pix->width;
	return 0;
}

static int map_buffers(struct camera *camera)
{
	struct v4l2_requestbuffers request = {.count = BUFFERS,
					      .type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
					      .memory = V4L2_MEMORY_MMAP};

	if (v4l2_ioctl(camera->fd, VIDIOC_REQBUFS, &request) < 0)
		return -errno;
	for (unsigned i = 0; i < request.count && i < BUFFERS; i++) {
		struct v4l2_buffer buffer = {.index = i,
					     .type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
					     .memory = V4L2_MEMORY_MMAP};
		void *data;

		if (v4l2_ioctl(camera->fd, VIDIOC_QUERYBUF, &buffer) < 0)
			return -errno;
		data = v4l2_mmap(NULL, buffer.length, PROT_READ | PROT_WRITE, MAP_SHARED,
				 camera->fd, buffer.m.offset);
		if (data == MAP_FAILED)
			return -errno;
		camera->buffers[i].data = data;
		camera->buffers[i].len = buffer.length;
		camera->count++;
		if (v4l2_ioctl(camera->fd, VIDIOC_QBUF, &buffer) < 0)
			return -errno;
	}
	return camera->count ? 0 : -ENOMEM;
}

static int camera_start(struct camera *camera)
{
	int type = V4L2_BUF_TYPE_VIDEO_CAPTURE;
	int r = set_format(camera);

	if (r == 0)
		r = map_buffers(camera);
	if (r == 0 && v4l2_ioctl(camera->fd, VIDIOC_STREAMON, &type) < 0)
		r = -errno;
	return r;
}

static int camera_open(int fd, struct camera **ret)
{
	struct camera *camera = calloc(1, sizeof(*camera));
	int r;

	if (!camera || v4l2_fd_open(fd, 0) < 0) {
		r = camera ? -errno : -ENOMEM;
		free(camera);
		close(fd);
		return r;
	}
	camera->fd = fd;
	r = camera_start(camera);
	if (r < 0) {
		camera_close(camera);
		return r;
	}
	*ret = camera;
	return 0;
}

static size_t camera_width(const struct camera *camera)
{
	return camera->width;
}

static size_t camera_height(const struct camera *camera)
{
	return camera->height;
}

static int camera_next(struct camera *camera, unsigned ms, uint8_t *ret)
{
	struct v4l2_buffer buffer = {.type = V4L2_BUF_TYPE_VIDEO_CAPTURE,
				     .memory = V4L2_MEMORY_MMAP};
	struct pollfd ready = {.fd = camera->fd, .events = POLLIN};
	bool whole;

	if (poll(&ready, 1, (int)ms) <= 0)
		return -EAGAIN;
	if (v4l2_ioctl(camera->fd, VIDIOC_DQBUF, &buffer) < 0)
		return errno == EIO ? -EAGAIN : -errno;
	whole = buffer.index < camera->count &&
		camera->buffers[buffer.index].len >= camera->stride * camera->height;
	for (size_t y = 0; whole && y < camera->height; y++)
		memcpy(ret + y * camera->width,
		       camera->buffers[buffer.index].data + y * camera->stride, camera->width);
	if (v4l2_ioctl(camera->fd, VIDIOC_QBUF, &buffer) < 0)
		return -errno;
	return whole ? 0 : -EAGAIN;
}

extern const struct plug_camera plug_camera;
const struct plug_camera plug_camera = {
	.open = camera_open,
	.width = camera_width,
	.height = camera_height,
	.next = camera_next,
	.close = camera_close,
};
