/* libv4l2, behind a plugin: grey frames of a camera, whatever it packs them in. */
#ifndef HOTROIT_PLUG_CAMERA_H
#define HOTROIT_PLUG_CAMERA_H

#include <stddef.h>
#include <stdint.h>

struct camera;

/* Exported as plug_camera. */
struct plug_camera {
	/* Starts taking pictures of about 320×240 from the node open at FD, which then belongs to
	 * the camera (also when this fails). -errno; -EPROTONOSUPPORT: it has no picture that we
	 * read. */
	int (*open)(int fd, struct camera **ret);
	size_t (*width)(const struct camera *camera);
	size_t (*height)(const struct camera *camera);
	/* The next frame, width × height grey values; -EAGAIN: there was none within MS. */
	int (*next)(struct camera *camera, unsigned ms, uint8_t *ret);
	void (*close)(struct camera *camera);
};

#endif
