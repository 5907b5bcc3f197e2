/* What the disk under torn_vfs.c holds, and what a loss of power leaves of the rest. */
#include "torn_priv.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SECTOR 512

uint64_t torn_roll(struct torn *torn, uint64_t below)
{
	uint64_t x = torn->state += UINT64_C(0x9e3779b97f4a7c15);

	x = (x ^ x >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	x = (x ^ x >> 27) * UINT64_C(0x94d049bb133111eb);
	return (x ^ x >> 31) % below;
}

/* ---- what the disk holds --------------------------------------------------------------------- */

static void image_resize(struct image *image, size_t len)
{
	if (len > image->len) {
		image->data = realloc(image->data, len);
		assert(image->data);
		memset(image->data + image->len, 0, len - image->len);
	}
	image->len = len;
}

static void image_put(struct image *image, size_t at, const unsigned char *data, size_t len)
{
	if (!len)
		return;
	if (at + len > image->len)
		image_resize(image, at + len);
	memcpy(image->data + at, data, len);
}

static void image_apply(struct image *image, const struct op *op)
{
	if (op->is_truncate)
		image_resize(image, (size_t)op->at);
	else
		image_put(image, (size_t)op->at, op->data, op->len);
}

static void tracked_forget_ops(struct tracked *tracked)
{
	for (size_t i = 0; i < tracked->count; i++)
		free(tracked->ops[i].data);
	tracked->count = 0;
}

void tracked_sync(struct tracked *tracked)
{
	if (tracked->is_reborn)
		image_resize(&tracked->image, 0);
	for (size_t i = 0; i < tracked->count; i++)
		image_apply(&tracked->image, &tracked->ops[i]);
	tracked_forget_ops(tracked);
}

void folder_sync(struct torn *torn, const char *path)
{
	size_t len = (size_t)(strrchr(path, '/') - path) + 1;

	for (size_t i = 0; i < torn->count; i++) {
		struct tracked *one = &torn->tracked[i];

		if (!*one->path || strncmp(one->path, path, len) != 0 ||
		    strchr(one->path + len, '/'))
			continue;
		one->is_there_for_sure = one->is_there;
		one->is_reborn = false;
		if (!one->is_there) {
			tracked_forget_ops(one);
			image_resize(&one->image, 0);
		}
	}
}

static void image_read(struct image *image, const char *path)
{
	FILE *file = fopen(path, "rb");
	unsigned char part[4096];
	size_t len;

	image_resize(image, 0);
	while (file && (len = fread(part, 1, sizeof(part), file)) > 0)
		image_put(image, image->len, part, len);
	if (file)
		fclose(file);
}

struct tracked *track(struct torn *torn, const char *path)
{
	struct tracked *tracked = NULL;

	for (size_t i = 0; i < torn->count; i++) {
		if (strcmp(torn->tracked[i].path, path) == 0)
			return &torn->tracked[i];
		if (!*torn->tracked[i].path)
			tracked = &torn->tracked[i];
	}
	if (!tracked)
		tracked = &torn->tracked[torn->count++];
	assert(torn->count <= TRACKED_MAX && strlen(path) < sizeof(tracked->path));
	memcpy(tracked->path, path, strlen(path) + 1);
	tracked->is_there = tracked->is_there_for_sure = access(path, F_OK) == 0;
	image_read(&tracked->image, path);
	return tracked;
}

void note_op(struct tracked *tracked, bool is_truncate, sqlite3_int64 at, const void *data,
	     size_t len)
{
	struct op *op;

	if (tracked->count == tracked->room) {
		tracked->room = tracked->room ? tracked->room * 2 : 64;
		tracked->ops = realloc(tracked->ops, tracked->room * sizeof(*tracked->ops));
		assert(tracked->ops);
	}
	op = &tracked->ops[tracked->count++];
	*op = (struct op){.is_truncate = is_truncate, .at = at, .len = len};
	if (len) {
		op->data = malloc(len);
		assert(op->data);
		memcpy(op->data, data, len);
	}
}

void tracked_done(struct tracked *tracked)
{
	tracked_forget_ops(tracked);
	free(tracked->ops);
	free(tracked->image.data);
	*tracked = (struct tracked){.path = ""};
}

/* ---- a loss ---------------------------------------------------------------------------------- */

/* Some of its sectors arrived, the others did not. */
static void apply_torn(struct torn *torn, struct image *image, const struct op *op)
{
	size_t from = 0;

	while (from < op->len) {
		size_t in_sector = SECTOR - ((size_t)op->at + from) % SECTOR;
		size_t len = in_sector < op->len - from ? in_sector : op->len - from;

		if (torn_roll(torn, 2))
			image_put(image, (size_t)op->at + from, op->data + from, len);
		from += len;
	}
}

static void shuffle(struct torn *torn, struct tracked *tracked)
{
	for (size_t i = tracked->count; i > 1; i--) {
		size_t j = (size_t)torn_roll(torn, i);
		struct op op = tracked->ops[j];

		tracked->ops[j] = tracked->ops[i - 1];
		tracked->ops[i - 1] = op;
	}
}

static void write_back(const struct tracked *tracked)
{
	FILE *file;
	size_t written;

	if (!tracked->is_there) {
		unlink(tracked->path);
		return;
	}
	/* Not a new file: others hold its name for the same one. */
	file = fopen(tracked->path, access(tracked->path, F_OK) == 0 ? "r+b" : "wb");
	assert(file);
	assert(ftruncate(fileno(file), 0) == 0);
	/* A file of which nothing arrived has no image to write from. */
	if (tracked->image.len) {
		written = fwrite(tracked->image.data, 1, tracked->image.len, file);
		assert(written == tracked->image.len);
	}
	fclose(file);
}

/* KEPT: of a hundred writes, about so many arrive. */
static void lose(struct torn *torn, struct tracked *tracked, uint64_t kept)
{
	if (tracked->is_there != tracked->is_there_for_sure && torn_roll(torn, 2))
		tracked->is_there = tracked->is_there_for_sure;
	if (tracked->is_reborn && torn_roll(torn, 2))
		tracked_forget_ops(tracked);
	else if (tracked->is_reborn)
		image_resize(&tracked->image, 0);
	tracked->is_reborn = false;
	if (torn_roll(torn, 3) == 0)
		shuffle(torn, tracked);
	for (size_t i = 0; i < tracked->count; i++) {
		if (torn_roll(torn, 100) < kept) {
			image_apply(&tracked->image, &tracked->ops[i]);
		} else if (!tracked->ops[i].is_truncate && torn_roll(torn, 2)) {
			apply_torn(torn, &tracked->image, &tracked->ops[i]);
			torn->counts.torn++;
		} else {
			torn->counts.dropped++;
		}
	}
	tracked_forget_ops(tracked);
	tracked->is_there_for_sure = tracked->is_there;
	write_back(tracked);
	if (!tracked->is_there)
		image_resize(&tracked->image, 0);
}

/* The index of the log is memory that is never synced: anything may stand there. */
static void scribble(struct torn *torn, const char *log)
{
	char path[sizeof(torn->tracked[0].path)];
	size_t len = strlen(log);
	FILE *file;

	if (len < 4 || strcmp(log + len - 4, "-wal") != 0)
		return;
	memcpy(path, log, len + 1);
	memcpy(path + len - 3, "shm", 3);
	file = access(path, F_OK) == 0 ? fopen(path, "r+b") : NULL;
	for (unsigned i = 0; file && i < 8; i++) {
		uint64_t noise = torn_roll(torn, UINT64_MAX);

		fseek(file, (long)torn_roll(torn, 32 << 10), SEEK_SET);
		fwrite(&noise, sizeof(noise), 1, file);
	}
	if (file)
		fclose(file);
}

void torn_lose_power(struct torn *torn)
{
	static const uint64_t kept[] = {0, 10, 50, 90, 100};

	for (size_t i = 0; i < torn->count; i++) {
		if (!*torn->tracked[i].path)
			continue;
		lose(torn, &torn->tracked[i], kept[torn_roll(torn, 5)]);
		scribble(torn, torn->tracked[i].path);
	}
	torn->is_cut = false;
	torn->cut_after = 0;
}
