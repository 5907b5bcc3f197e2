/* The SMBIOS structure table (DMTF DSP0134 §5, §6), cut into bounded structures. */
#include "smbios.h"

#include <errno.h>
#include <string.h>

#define SMBIOS_TABLE_MAX (1u << 20)
#define SMBIOS_ENTRY_MAX 64
#define SMBIOS_HEADER 4
#define SMBIOS_END_OF_TABLE 127

static unsigned little16(const uint8_t *bytes)
{
	return bytes[0] | (unsigned)bytes[1] << 8;
}

/* Versions that firmware is known to write for another one: minor numbers in decimal, and a typing
 * error of 2.6. The byte order of the UUID hangs on it. */
static void read_version(struct smbios *ret, const uint8_t *entry, size_t len)
{
	if (len >= 9 && memcmp(entry, "_SM3_", 5) == 0) {
		ret->major = entry[7];
		ret->minor = entry[8];
	} else if (len >= 8 && memcmp(entry, "_SM_", 4) == 0) {
		ret->major = entry[6];
		ret->minor = entry[7];
	} else if (len >= 15 && memcmp(entry, "_DMI_", 5) == 0) {
		ret->major = entry[14] >> 4;
		ret->minor = entry[14] & 0x0f;
	}
	if (ret->major == 2 && (ret->minor == 31 || ret->minor == 33))
		ret->minor = ret->minor == 31 ? 3 : 6;
	if (ret->major == 2 && ret->minor == 51)
		ret->minor = 6;
}

/* Bytes of the string set at P, the NUL of its last string included; all LEFT when its end, two
 * NULs in a row, never comes. A set that begins with an empty string goes on behind it. */
static size_t strings_size(const uint8_t *p, size_t left, bool *ret_ended)
{
	const uint8_t *end = memmem(p, left, "\0", 2);

	*ret_ended = end != NULL;
	if (!end)
		return left;
	return end == p ? 0 : (size_t)(end - p) + 1;
}

static bool only_padding(const uint8_t *p, size_t left)
{
	for (size_t i = 0; i < left; i++)
		if (p[i])
			return false;
	return true;
}

/* Takes the structure at *AT and moves on. False at the end of the table, good or bad. */
static bool take(struct smbios *smbios, const uint8_t *table, size_t len, size_t *at,
		 struct smbios_structure *ret)
{
	const uint8_t *p = table + *at;
	size_t left = len - *at;
	bool ended;

	if (left < SMBIOS_HEADER || p[1] < SMBIOS_HEADER || p[1] > left) {
		smbios->damaged |= !only_padding(p, left);
		return false;
	}
	*ret = (struct smbios_structure){
		.type = p[0],
		.length = p[1],
		.handle = (uint16_t)little16(p + 2),
		.data = p,
		.strings = (const char *)p + p[1],
		.strings_len = strings_size(p + p[1], left - p[1], &ended),
	};
	if (ret->type == SMBIOS_END_OF_TABLE)
		return false;
	/* The NUL that ends the set; a structure without strings has two. */
	*at = ended ? *at + p[1] + ret->strings_len + (ret->strings_len ? 1 : 2) : len;
	smbios->damaged |= !ended;
	return true;
}

void smbios_decode(struct smbios *ret, const void *table, size_t len, const void *entry,
		   size_t entry_len)
{
	size_t at = 0, count = 0;
	struct smbios_structure s;
	uint8_t *copy;

	*ret = (struct smbios){.damaged = len > SMBIOS_TABLE_MAX || len == 0};
	if (entry)
		read_version(ret, entry, entry_len);
	if (len == 0)
		return;
	if (len > SMBIOS_TABLE_MAX)
		len = SMBIOS_TABLE_MAX;
	/* The NUL that arena_copy adds ends a string set that the table forgot to end. */
	copy = (uint8_t *)arena_copy(&ret->arena, table, len);
	while (count < SMBIOS_STRUCTURES_MAX && at < len && take(ret, copy, len, &at, &s))
		count++;
	ret->damaged |= count == SMBIOS_STRUCTURES_MAX && at < len;
	ret->list = arena_alloc(&ret->arena, (count + 1) * sizeof(*ret->list));
	for (at = 0; ret->count < count; ret->count++)
		if (!take(ret, copy, len, &at, &ret->list[ret->count]))
			break;
}

int smbios_read(struct smbios *ret, const struct root *root)
{
	AUTO(buf_done) struct buf table = {0};
	AUTO(buf_done) struct buf entry = {0};
	int r = root_read(root, "sys/firmware/dmi/tables/DMI", SMBIOS_TABLE_MAX, &table);
	bool cut = r == -EFBIG;

	if (r < 0 && !cut)
		return r;
	/* Without the entry point only the version is missing. */
	if (root_read(root, "sys/firmware/dmi/tables/smbios_entry_point", SMBIOS_ENTRY_MAX,
		      &entry) < 0)
		buf_clear(&entry);
	smbios_decode(ret, buf_text(&table), table.len, buf_text(&entry), entry.len);
	ret->damaged |= cut;
	return 0;
}

void smbios_done(struct smbios *smbios)
{
	arena_done(&smbios->arena);
	*smbios = (struct smbios){0};
}

const struct smbios_structure *smbios_next(const struct smbios *smbios, uint8_t type,
					   const struct smbios_structure *after)
{
	size_t at = after ? (size_t)(after - smbios->list) + 1 : 0;

	for (; at < smbios->count; at++)
		if (smbios->list[at].type == type)
			return &smbios->list[at];
	return NULL;
}

/* Little-endian SIZE bytes at OFFSET; false when they are not all there. */
static bool number(const struct smbios_structure *s, size_t offset, size_t size, uint64_t *ret)
{
	uint64_t value = 0;

	if (offset > s->length || size > s->length - offset)
		return false;
	for (size_t i = size; i-- > 0;)
		value = value << 8 | s->data[offset + i];
	*ret = value;
	return true;
}

bool smbios_u8(const struct smbios_structure *s, size_t offset, uint8_t *ret)
{
	uint64_t value;

	if (!number(s, offset, sizeof(*ret), &value))
		return false;
	*ret = (uint8_t)value;
	return true;
}

bool smbios_u16(const struct smbios_structure *s, size_t offset, uint16_t *ret)
{
	uint64_t value;

	if (!number(s, offset, sizeof(*ret), &value))
		return false;
	*ret = (uint16_t)value;
	return true;
}

bool smbios_u32(const struct smbios_structure *s, size_t offset, uint32_t *ret)
{
	uint64_t value;

	if (!number(s, offset, sizeof(*ret), &value))
		return false;
	*ret = (uint32_t)value;
	return true;
}

bool smbios_u64(const struct smbios_structure *s, size_t offset, uint64_t *ret)
{
	return number(s, offset, sizeof(*ret), ret);
}

const char *smbios_string(const struct smbios_structure *s, size_t offset)
{
	const char *string = s->strings, *end = s->strings + s->strings_len;
	uint8_t wanted;

	if (!smbios_u8(s, offset, &wanted) || wanted == 0)
		return NULL;
	while (--wanted && string < end)
		string += strlen(string) + 1;
	return string < end ? string : NULL;
}
