/* Builds SMBIOS tables for tests, out of facts, a structure at a time. */
#ifndef HOTROIT_SMBIOS_BUILD_H
#define HOTROIT_SMBIOS_BUILD_H

#include "smbios.h"

#include <string.h>

struct build {
	struct buf bytes;
	uint16_t handle;
	uint8_t data[256]; /* of the structure being built */
	uint8_t length;
	struct buf strings;
	uint8_t string_count;
};

/* Begins a structure; build_end() writes it out. */
static inline void build_begin(struct build *b, uint8_t type, uint8_t length)
{
	memset(b->data, 0, sizeof(b->data));
	b->data[0] = type;
	b->data[1] = b->length = length;
	b->data[2] = (uint8_t)b->handle;
	b->data[3] = (uint8_t)(b->handle >> 8);
	b->handle++;
	b->string_count = 0;
	buf_clear(&b->strings);
}

static inline void build_number(struct build *b, size_t offset, size_t size, uint64_t value)
{
	for (size_t i = 0; i < size; i++)
		b->data[offset + i] = (uint8_t)(value >> (8 * i));
}

static inline void build_string(struct build *b, size_t offset, const char *text)
{
	buf_add(&b->strings, text, strlen(text) + 1);
	b->data[offset] = ++b->string_count;
}

static inline void build_end(struct build *b)
{
	buf_add(&b->bytes, b->data, b->length);
	buf_add(&b->bytes, buf_text(&b->strings), b->strings.len);
	buf_add(&b->bytes, "\0", b->string_count ? 1 : 2);
}

static inline void build_done(struct build *b)
{
	buf_done(&b->bytes);
	buf_done(&b->strings);
}

/* A memory device: RAW is the size word, EXTENDED the one behind 0x7fff. */
static inline void build_module(struct build *b, uint16_t array, uint16_t raw, uint32_t extended,
				uint8_t type, uint16_t speed)
{
	build_begin(b, 17, 34);
	build_number(b, 0x04, 2, array);
	build_number(b, 0x0c, 2, raw);
	b->data[0x0e] = 0x09; /* DIMM */
	b->data[0x12] = type;
	build_number(b, 0x15, 2, speed);
	build_number(b, 0x1c, 4, extended);
	build_end(b);
}

static inline uint16_t build_array(struct build *b, uint8_t use)
{
	uint16_t handle = b->handle;

	build_begin(b, 16, 23);
	b->data[0x05] = use;
	build_end(b);
	return handle;
}

static inline void build_decode(struct build *b, struct smbios *ret, unsigned major, unsigned minor)
{
	uint8_t entry[24] = "_SM3_";

	entry[7] = (uint8_t)major;
	entry[8] = (uint8_t)minor;
	smbios_decode(ret, buf_text(&b->bytes), b->bytes.len, entry, sizeof(entry));
}

#endif
