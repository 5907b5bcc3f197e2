/*
 * SMBIOS (DMTF DSP0134 3.x) decoded from raw table bytes. Bounds are checked everywhere: a
 * structure that overruns ends the table, an overlong or looping table is cut and says so.
 */
#ifndef HOTROIT_SMBIOS_H
#define HOTROIT_SMBIOS_H

#include "model.h"

#define SMBIOS_STRUCTURES_MAX 4096

struct smbios_structure {
	uint8_t type, length; /* length: of the formatted part, header included */
	uint16_t handle;
	const uint8_t *data; /* the formatted part, length bytes */
	const char *strings; /* first string; strings_len bytes, each ended by NUL */
	size_t strings_len;
};

struct smbios {
	struct arena arena;
	unsigned major, minor; /* of the entry point; 0.0 when there is none */
	struct smbios_structure *list;
	size_t count;
	bool damaged; /* the table ended early or overran: what was read before it is kept */
};

/* Decodes LEN bytes of structure table. ENTRY (may be NULL) is the entry point, "_SM_" or "_SM3_".
 * Never fails: nonsense gives an empty table with damaged set. The bytes are copied. */
void smbios_decode(struct smbios *ret, const void *table, size_t len, const void *entry,
		   size_t entry_len);
/* Reads sys/firmware/dmi/tables/{DMI,smbios_entry_point} under ROOT. -EACCES, -ENOENT … */
int smbios_read(struct smbios *ret, const struct root *root) MUST_USE;
void smbios_done(struct smbios *smbios);

/* The first structure of TYPE after AFTER (NULL: from the start), or NULL. */
const struct smbios_structure *smbios_next(const struct smbios *smbios, uint8_t type,
					   const struct smbios_structure *after);
/* Numbers at an offset of the formatted part; false when the structure is too short for them. */
bool smbios_u8(const struct smbios_structure *s, size_t offset, uint8_t *ret) MUST_USE;
bool smbios_u16(const struct smbios_structure *s, size_t offset, uint16_t *ret) MUST_USE;
bool smbios_u32(const struct smbios_structure *s, size_t offset, uint32_t *ret) MUST_USE;
bool smbios_u64(const struct smbios_structure *s, size_t offset, uint64_t *ret) MUST_USE;
/* The string whose number stands at OFFSET; NULL when there is none or the number is wrong. */
const char *smbios_string(const struct smbios_structure *s, size_t offset);

#endif
