/*
 * The webcam: a few frames, judged for life, and the picture for a person to see. A black one is
 * waited for: there may be a lid before the lens, or a key that switches it on.
 */
#include "check.h"
#include "frame_life.h"
#include "plug_camera.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/videodev2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define FRAMES 4
#define FRAME_MS 2000
#define WARM_UP 10 /* frames until it has found its exposure */
#define ALIVE_MS 3000 /* how long the living picture stays */
#define BLACK_MS 20000
#define DRAWN_EACH 8 /* frames */
#define COLUMNS 48u
#define ROWS ((unsigned)CHECK_ROWS)

struct work {
	const struct plug_camera *plug;
	struct camera *camera;
	uint8_t *grey[FRAMES]; /* a ring, the newest last */
	struct frame frames[FRAMES];
	size_t count; /* frames taken, ever */
};

/* A node that gives pictures by itself, made by hardware: opened, or negative. */
static int open_node(const struct root *root, const char *name)
{
	struct v4l2_capability capability = {0};
	char path[384], link[1024];
	uint32_t caps;
	int fd;

	snprintf(path, sizeof(path), "sys/class/video4linux/%s", name);
	if (root_link(root, path, link, sizeof(link)) < 0)
		*link = '\0';
	if (strstr(link, "/virtual/"))
		return -ENODEV;
	snprintf(path, sizeof(path), "dev/%s", name);
	fd = root_openat(root, path, O_RDWR | O_NONBLOCK | O_CLOEXEC);
	if (fd < 0)
		return fd;
	if (ioctl(fd, VIDIOC_QUERYCAP, &capability) == 0) {
		caps = capability.capabilities & V4L2_CAP_DEVICE_CAPS ? capability.device_caps
								      : capability.capabilities;
		if (caps & V4L2_CAP_VIDEO_CAPTURE && caps & V4L2_CAP_STREAMING &&
		    !(caps & (V4L2_CAP_IO_MC | V4L2_CAP_TUNER)))
			return fd;
	}
	close(fd);
	return -ENODEV;
}

/* The first that starts. An infra-red one is a picture, too; the coloured one comes before it. */
static int open_camera(const struct check_ctx *ctx, struct work *work)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names = NULL;
	size_t count = 0;
	int r = root_list(ctx->root, "sys/class/video4linux", &arena, &names, &count);

	if (r < 0)
		return r;
	r = -ENODEV;
	for (size_t i = 0; i < count; i++) {
		int fd = str_starts(names[i], "video") ? open_node(ctx->root, names[i]) : -ENODEV;

		if (fd < 0)
			continue;
		r = work->plug->open(fd, &work->camera);
		if (r == 0)
			return 0;
	}
	return r;
}

static bool make_room(struct work *work)
{
	size_t width = work->plug->width(work->camera), height = work->plug->height(work->camera);

	for (size_t i = 0; i < FRAMES; i++) {
		work->grey[i] = calloc(height, width);
		if (!work->grey[i])
			return false;
		work->frames[i] = (struct frame){work->grey[i], width, height, width};
	}
	return true;
}

/* Takes one frame to the end of the ring. */
static int take(struct work *work)
{
	uint8_t *oldest = work->grey[0];
	int r = work->plug->next(work->camera, FRAME_MS, oldest);

	if (r < 0)
		return r;
	memmove(work->grey, work->grey + 1, (FRAMES - 1) * sizeof(work->grey[0]));
	work->grey[FRAMES - 1] = oldest;
	for (size_t i = 0; i < FRAMES; i++)
		work->frames[i].grey = work->grey[i];
	work->count++;
	return 0;
}

static void draw(const struct work *work)
{
	for (unsigned row = 0; row < ROWS; row++) {
		AUTO(buf_done) struct buf text = {0};

		frame_letters(&text, &work->frames[FRAMES - 1], COLUMNS, ROWS, row);
		check_row(row, buf_text(&text));
	}
}

static enum frame_word judge(const struct work *work)
{
	return work->count < FRAMES ? FRAME_NONE : frame_judge(work->frames, FRAMES);
}

/* Looks until there was a picture for a while and something moved in it, or it never will. */
static enum frame_word watch(struct work *work)
{
	int64_t until = clock_mono_ms() + BLACK_MS, alive_at = 0, drawn_at = 0;
	enum frame_word word = FRAME_NONE;
	unsigned failures = 0;
	bool has_moved = false;

	while (clock_mono_ms() < until && failures < 5) {
		int64_t now;

		if (take(work) < 0) {
			failures++;
			continue;
		}
		now = clock_mono_ms();
		if (now - drawn_at > 300) {
			draw(work);
			check_left(until - now);
			drawn_at = now;
		}
		word = work->count < WARM_UP ? FRAME_NONE : judge(work);
		if (word != FRAME_ALIVE && word != FRAME_STILL) {
			alive_at = 0;
			has_moved = false;
			continue;
		}
		alive_at = alive_at ? alive_at : now;
		has_moved |= word == FRAME_ALIVE;
		if (has_moved && now - alive_at >= ALIVE_MS)
			return FRAME_ALIVE;
	}
	return has_moved ? FRAME_NONE : word;
}

static void ask(const struct check_ctx *ctx, const char *question, const char *why)
{
	check_ask("%s", question);
	check_if(ctx, true, "webcam", CHECK_BAD, why);
	check_if(ctx, false, "webcam", CHECK_NOT_DONE, why);
	check_wait_for_answer();
}

/* The picture stays for a person's eyes. */
static void look_on(struct work *work)
{
	while (take(work) == 0)
		if (work->count % DRAWN_EACH == 0)
			draw(work);
	check_wait_for_answer();
}

static void tell(const struct check_ctx *ctx, struct work *work, enum frame_word word)
{
	switch (word) {
	case FRAME_ALIVE:
		check_result(ctx, "webcam", CHECK_OK, "%s", _("có hình, hình động"));
		break;
	case FRAME_BLACK:
		ask(ctx, _("Hình toàn đen. Đã mở nắp che, bật phím webcam mà vẫn đen?"),
		    _("hình toàn đen"));
		break;
	case FRAME_FLAT:
		ask(ctx, _("Hình chỉ một màu. Đã lau, bỏ vật che ống kính mà vẫn vậy?"),
		    _("hình chỉ một màu"));
		break;
	case FRAME_STILL:
		check_ask("%s", _("Có hình mà không thấy động. Vẫy tay: hình có động theo không?"));
		check_if(ctx, true, "webcam", CHECK_OK, _("người thấy hình động"));
		check_if(ctx, false, "webcam", CHECK_BAD, _("hình đứng yên, không sống"));
		look_on(work);
		break;
	case FRAME_FROZEN:
		check_result(ctx, "webcam", CHECK_BAD, "%s", _("hình đứng yên, không sống"));
		break;
	case FRAME_NONE:
		check_result(ctx, "webcam", CHECK_NOT_DONE, "%s",
			     _("mở được mà không ra hình ổn định; thử bằng hệ điều hành đã cài"));
		break;
	}
}

static void look(const struct check_ctx *ctx, struct work *work)
{
	if (!make_room(work)) {
		check_results(ctx, CHECK_NOT_DONE, _("hết bộ nhớ"));
		return;
	}
	check_say("%s", _("Nhìn vào webcam: phải thấy hình mình động đậy. Đen thì mở nắp che"));
	tell(ctx, work, watch(work));
}

static void run(const struct check_ctx *ctx)
{
	const void *table = NULL;
	struct work work = {0};
	struct err err;
	int r = plugin_open("camera", "plug_camera", &table, &err);

	if (r < 0) {
		check_results(ctx, CHECK_NOT_DONE, err.text);
		return;
	}
	work.plug = table;
	r = open_camera(ctx, &work);
	if (r < 0) {
		check_ask("%s", _("Không mở được webcam nào. Máy có webcam?"));
		/* Not bad: a driver that this system lacks looks the same. */
		check_if(ctx, true, "webcam", CHECK_NOT_DONE,
			 _("USB này không mở được webcam; thử bằng hệ điều hành đã cài"));
		check_if(ctx, false, "webcam", CHECK_ABSENT, _("máy không có webcam"));
		check_wait_for_answer();
	}
	look(ctx, &work);
	work.plug->close(work.camera);
	for (size_t i = 0; i < FRAMES; i++)
		free(work.grey[i]);
}

static enum check_presence presence(const struct snapshot *snapshot)
{
	return check_says(snapshot, "camera.count") ? CHECK_HAS : CHECK_UNSURE;
}

static const struct check_part parts[] = {
	{"webcam", N_("Webcam"), N_("Máy này có webcam không?"), presence},
};

const struct check check_webcam = {
	.name = "webcam",
	.label = N_("Webcam"),
	.parts = parts,
	.part_count = ARRAY_LEN(parts),
	.run = run,
};
