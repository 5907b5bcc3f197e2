/*
 * Is the write-ahead log damaged? SQLite takes the first frame that does not fit its checksum for
 * the end of the log: right for what a power cut tore, wrong where the disk changed a frame of
 * yesterday: all that was kept since then would go without a word. The two can be told apart: the
 * log is synced at every commit, so behind a torn one there is no other. The format is SQLite's
 * "WAL File Format", sqlite.org/fileformat2.html#walformat.
 */
#include "store_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define LOG_MAGIC 0x377f0682u /* the last bit: checksums of big-endian words */
#define LOG_HEADER 32
#define FRAME_HEADER 24
#define PAGE_MAX 65536

struct log {
	int fd;
	off_t at;
	uint32_t page_size;
	bool big_endian;
	unsigned char salts[8];
	uint32_t sums[2];
	unsigned char frame[FRAME_HEADER + PAGE_MAX];
};

static uint32_t word(const unsigned char *at, bool big_endian)
{
	return big_endian ? (uint32_t)at[0] << 24 | (uint32_t)at[1] << 16 | (uint32_t)at[2] << 8 |
				    at[3]
			  : (uint32_t)at[3] << 24 | (uint32_t)at[2] << 16 | (uint32_t)at[1] << 8 |
				    at[0];
}

static void add_sums(struct log *log, const unsigned char *data, size_t len)
{
	for (size_t i = 0; i < len; i += 8) {
		log->sums[0] += word(data + i, log->big_endian) + log->sums[1];
		log->sums[1] += word(data + i + 4, log->big_endian) + log->sums[0];
	}
}

static bool sums_are(const struct log *log, const unsigned char *stored)
{
	return log->sums[0] == word(stored, true) && log->sums[1] == word(stored + 4, true);
}

static bool read_header(struct log *log)
{
	unsigned char header[LOG_HEADER];
	uint32_t magic, size;

	if (pread(log->fd, header, sizeof(header), 0) != (ssize_t)sizeof(header))
		return false;
	magic = word(header, true);
	size = word(header + 8, true);
	if ((magic & ~1u) != LOG_MAGIC || size < 512 || size > PAGE_MAX || (size & (size - 1)))
		return false;
	log->big_endian = magic & 1;
	log->page_size = size;
	log->at = LOG_HEADER;
	memcpy(log->salts, header + 16, sizeof(log->salts));
	add_sums(log, header, 24);
	return sums_are(log, header + 24);
}

static bool next_frame(struct log *log)
{
	size_t size = FRAME_HEADER + log->page_size;

	if (pread(log->fd, log->frame, size, log->at) != (ssize_t)size)
		return false;
	log->at += (off_t)size;
	return true;
}

/* Does the frame belong here: is it one of this log, and not of its former round? */
static bool is_ours(const struct log *log)
{
	return memcmp(log->frame + 8, log->salts, sizeof(log->salts)) == 0;
}

static bool is_whole(struct log *log)
{
	add_sums(log, log->frame, 8);
	add_sums(log, log->frame + FRAME_HEADER, log->page_size);
	return is_ours(log) && sums_are(log, log->frame + 16);
}

/* The header is synced before any frame is written. */
static bool is_damaged(struct log *log)
{
	unsigned commits = 0;
	bool more;

	if (!read_header(log))
		return lseek(log->fd, 0, SEEK_END) > LOG_HEADER;
	do {
		more = next_frame(log);
	} while (more && is_whole(log));
	for (; more && commits < 2; more = next_frame(log))
		commits += is_ours(log) && word(log->frame + 4, true) != 0;
	return commits >= 2;
}

int log_check(struct store *store, const char *file, struct err *err)
{
	struct log *log = calloc(1, sizeof(*log));
	bool damaged = false;

	if (!log)
		return err_set(err, ENOMEM, _("máy hết bộ nhớ"));
	log->fd = open(file, O_RDONLY | O_CLOEXEC);
	if (log->fd >= 0) {
		damaged = is_damaged(log);
		close(log->fd);
	}
	free(log);
	return damaged ? sql_error(store, SQLITE_CORRUPT, err) : 0;
}
