/* Looks at a disk by a way of our own: spots all over it, read past every cache. */
#include "wipe.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/fs.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define SECTOR 512
#define UNREAD_TOLD 5
#define UNREAD_MOST 16 /* a dying disk takes half a minute over each; that many say enough */

/* splitmix64 */
static uint64_t mix(uint64_t value)
{
	value += UINT64_C(0x9e3779b97f4a7c15);
	value = (value ^ (value >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
	value = (value ^ (value >> 27)) * UINT64_C(0x94d049bb133111eb);
	return value ^ (value >> 31);
}

/* How many blocks at either end are all looked at. */
static uint64_t end_blocks(const struct wipe_sample *sample)
{
	uint64_t blocks = sample->bytes / SAMPLE_BLOCK;

	return blocks < 2 * SAMPLE_ENDS / SAMPLE_BLOCK ? blocks / 2 : SAMPLE_ENDS / SAMPLE_BLOCK;
}

/* Sectors behind the last whole block? They are looked at with what stands before them. */
static bool has_tail(const struct wipe_sample *sample)
{
	return sample->bytes > SAMPLE_BLOCK && sample->bytes % SAMPLE_BLOCK >= SECTOR;
}

static uint64_t block_count(const struct wipe_sample *sample)
{
	uint64_t ends = 2 * end_blocks(sample);
	uint64_t between = sample->bytes / SAMPLE_BLOCK - ends;

	return ends + (between < SAMPLE_SPOTS ? between : SAMPLE_SPOTS) + has_tail(sample);
}

/* Where the INDEXth one begins: the first ones, the last ones, then one in every stretch; at last
 * the one that ends with the disk, where that is not a whole block. */
static uint64_t block_at(const struct wipe_sample *sample, uint64_t index)
{
	uint64_t blocks = sample->bytes / SAMPLE_BLOCK, ends = end_blocks(sample);
	uint64_t between = blocks - 2 * ends, spot, from, to;

	if (has_tail(sample) && index + 1 == block_count(sample))
		return sample->bytes / SECTOR * SECTOR - SAMPLE_BLOCK;
	if (index < ends)
		return index * SAMPLE_BLOCK;
	if (index < 2 * ends)
		return (blocks - 2 * ends + index) * SAMPLE_BLOCK;
	spot = index - 2 * ends;
	if (between <= SAMPLE_SPOTS)
		return (ends + spot) * SAMPLE_BLOCK;
	/* Stretches of whole blocks: no product here can overflow for any disk there is. */
	from = spot * (between / SAMPLE_SPOTS);
	to = spot + 1 == SAMPLE_SPOTS ? between : from + between / SAMPLE_SPOTS;
	return (ends + from + mix(sample->seed ^ spot) % (to - from)) * SAMPLE_BLOCK;
}

/* Of a byte and its place alone: blocks that overlap agree. */
static void fill_mark(unsigned char *block, uint64_t seed, uint64_t at)
{
	for (size_t i = 0; i < SAMPLE_BLOCK; i += sizeof(uint64_t)) {
		uint64_t word = mix(seed ^ mix(at + i));

		memcpy(block + i, &word, sizeof(word));
	}
}

static void drop_caches(int fd)
{
	(void)fsync(fd);
	(void)ioctl(fd, BLKFLSBUF, 0); /* no block device: the next line will do */
	(void)posix_fadvise(fd, 0, 0, POSIX_FADV_DONTNEED);
}

/* The same file without the cache, where the file system can; else a copy of FD. */
static int direct(int fd, int flags)
{
	char path[64];
	int own;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	own = open(path, flags | O_DIRECT | O_CLOEXEC);
	return own < 0 ? fcntl(fd, F_DUPFD_CLOEXEC, 3) : own;
}

int wipe_sample_mark(const struct wipe_sample *sample, int fd)
{
	unsigned char *block = aligned_alloc(SAMPLE_BLOCK, SAMPLE_BLOCK);
	int out = direct(fd, O_WRONLY), r = block && out >= 0 ? 0 : -EIO;

	for (uint64_t i = 0; r == 0 && i < block_count(sample); i++) {
		uint64_t at = block_at(sample, i);

		fill_mark(block, sample->seed, at);
		if (pwrite(out, block, SAMPLE_BLOCK, (off_t)at) != SAMPLE_BLOCK)
			r = -EIO;
	}
	if (r == 0 && fsync(out) < 0)
		r = -EIO;
	if (out >= 0)
		close(out);
	free(block);
	return r;
}

static bool is_uniform(const unsigned char *block)
{
	return (block[0] == 0 || block[0] == 0xff) &&
	       memcmp(block, block + 1, SAMPLE_BLOCK - 1) == 0;
}

static bool is_expected(const unsigned char *block, const unsigned char *mark,
			enum wipe_expect expect)
{
	if (expect == EXPECT_MARK)
		return memcmp(block, mark, SAMPLE_BLOCK) == 0;
	/* Eight bytes in a row of the mark are no accident. */
	for (size_t i = 0; i < SAMPLE_BLOCK; i += sizeof(uint64_t))
		if (memcmp(block + i, mark + i, sizeof(uint64_t)) == 0)
			return false;
	if (expect == EXPECT_CHANGED)
		return true;
	return is_uniform(block) && (expect != EXPECT_ZERO || !*block);
}

static void note_unread(struct wipe_seen *seen, uint64_t at)
{
	size_t used = strlen(seen->unread_at);

	if (seen->unread++ < UNREAD_TOLD)
		snprintf(seen->unread_at + used, sizeof(seen->unread_at) - used, "%s%llu",
			 used ? ", " : "", (unsigned long long)at);
}

static void look_at(struct wipe_seen *seen, unsigned char *block, uint64_t seed, uint64_t at,
		    enum wipe_expect expect)
{
	unsigned char mark[SAMPLE_BLOCK];

	fill_mark(mark, seed, at);
	if (is_expected(block, mark, expect))
		return;
	if (!seen->wrong++)
		seen->first_wrong = at;
}

int wipe_sample_look(struct wipe_seen *ret, const struct wipe_sample *sample, int fd,
		     enum wipe_expect expect)
{
	uint64_t count = block_count(sample);
	struct wipe_seen seen = {.blocks = count};
	size_t len = (size_t)count * SAMPLE_BLOCK;
	unsigned char *all = aligned_alloc(SAMPLE_BLOCK, len ? len : SAMPLE_BLOCK);
	int in = direct(fd, O_RDONLY);

	if (!all || in < 0 || !count) {
		if (in >= 0)
			close(in);
		free(all);
		return -EIO;
	}
	memset(all, 0, len);
	drop_caches(fd);
	for (uint64_t i = 0; i < count && seen.unread < UNREAD_MOST; i++) {
		unsigned char *block = all + i * SAMPLE_BLOCK;
		uint64_t at = block_at(sample, i);

		if (pread(in, block, SAMPLE_BLOCK, (off_t)at) != SAMPLE_BLOCK)
			note_unread(&seen, at);
		else
			look_at(&seen, block, sample->seed, at, expect);
	}
	sha256_hex(all, len, seen.hash);
	close(in);
	free(all);
	*ret = seen;
	return 0;
}
