/* The processor as SMBIOS type 4 (DSP0134 §7.5) tells it. */
#include "cpu_priv.h"
#include "smbios.h"

#include <stdio.h>
#include <string.h>

#define TYPE_PROCESSOR 4
#define PROCESSOR_CENTRAL 3 /* 1, 2: other, unknown */
#define PROCESSOR_VIDEO 6 /* 4 and 5: math and signal processors */
#define STATUS_POPULATED 0x40
#define FAMILY_IN_SECOND 0xfe
#define FAMILY_CORE2_OR_K7 0xbe
#define COUNT_IN_SECOND 0xff
#define CAN_64BIT 0x0004

/* Families that firmware does not use for lesser parts. Celeron and Pentium are not among them:
 * Celeron M and Pentium 4 machines say those as well. */
static const struct {
	uint16_t from, to;
	enum cpu_class class;
} families[] = {
	{0x0c, 0x0e, CPU_CLASS_BELOW}, /* Pentium Pro, II, MMX */
	{0x10, 0x11, CPU_CLASS_BELOW}, /* Pentium II Xeon, III */
	{0x14, 0x15, CPU_CLASS_BELOW}, /* Celeron M, Pentium 4 HT */
	{0x18, 0x1f, CPU_CLASS_BELOW}, /* Duron, K5, K6, Athlon, 29000 */
	{0x28, 0x2b, CPU_CLASS_BELOW}, /* Core Duo, Core Solo, Atom */
	{0x46, 0x46, CPU_CLASS_BELOW}, /* AMD C */
	{0x4a, 0x4a, CPU_CLASS_BELOW}, /* AMD Z */
	{0xb0, 0xb2, CPU_CLASS_BELOW}, /* Pentium III Xeon, III SpeedStep, Pentium 4 */
	{0xb6, 0xb7, CPU_CLASS_BELOW}, /* Athlon XP, MP */
	{0xb9, 0xbd, CPU_CLASS_BELOW}, /* Pentium M, Celeron D, Pentium D, Extreme, Core Solo */
	{0xbf, 0xbf, CPU_CLASS_ABOVE}, /* Core 2 Duo */
	{0xc1, 0xc4, CPU_CLASS_ABOVE}, /* Core 2 Extreme, Quad, mobile */
	{0xc6, 0xc6, CPU_CLASS_ABOVE}, /* Core i7 */
	{0xcd, 0xcf, CPU_CLASS_ABOVE}, /* Core i5, i3, i9 */
};

static unsigned number16(const struct smbios_structure *s, size_t offset)
{
	uint16_t value;

	return smbios_u16(s, offset, &value) ? value : 0;
}

static unsigned number8(const struct smbios_structure *s, size_t offset)
{
	uint8_t value;

	return smbios_u8(s, offset, &value) ? value : 0;
}

/* A count of one byte, or of two further on when it does not fit. */
static unsigned count_of(const struct smbios_structure *s, size_t offset, size_t second)
{
	unsigned count = number8(s, offset);

	return count == COUNT_IN_SECOND && number16(s, second) ? number16(s, second) : count;
}

static enum cpu_class class_of(const struct smbios_structure *s)
{
	unsigned family = number8(s, 0x06);
	const char *maker = smbios_string(s, 0x07);

	if (family == FAMILY_IN_SECOND)
		family = number16(s, 0x28);
	if (family == FAMILY_CORE2_OR_K7)
		return maker && strcasestr(maker, "intel") ? CPU_CLASS_ABOVE : CPU_CLASS_UNKNOWN;
	for (size_t i = 0; i < ARRAY_LEN(families); i++)
		if (family >= families[i].from && family <= families[i].to)
			return families[i].class;
	return CPU_CLASS_UNKNOWN;
}

static bool is_central(const struct smbios_structure *s)
{
	unsigned type = number8(s, 0x05);

	return type <= PROCESSOR_CENTRAL || type > PROCESSOR_VIDEO;
}

static bool is_named(const struct smbios_structure *s)
{
	const char *name = smbios_string(s, 0x10);

	return name && cpu_name_is_real(name);
}

static void fill(struct cpu_socket *ret, const struct smbios_structure *s, bool alone)
{
	const char *name = smbios_string(s, 0x10);

	*ret = (struct cpu_socket){
		.family_class = class_of(s),
		.max_mhz = number16(s, 0x14),
		.current_mhz = number16(s, 0x16),
		.can_64bit = (number16(s, 0x26) & CAN_64BIT) != 0,
	};
	if (alone) {
		ret->cores = count_of(s, 0x23, 0x2a);
		ret->threads = count_of(s, 0x25, 0x2e);
	}
	if (ret->threads < ret->cores)
		ret->threads = 0;
	if (is_named(s) && strlen(name) < sizeof(ret->name))
		snprintf(ret->name, sizeof(ret->name), "%s", name);
}

bool cpu_socket_find(struct cpu_socket *ret, const struct smbios *smbios)
{
	const struct smbios_structure *s = NULL, *populated = NULL, *named = NULL;
	unsigned count = 0;

	while (smbios && (s = smbios_next(smbios, TYPE_PROCESSOR, s))) {
		if (!is_central(s))
			continue;
		if (number8(s, 0x18) & STATUS_POPULATED) {
			populated = populated ? populated : s;
			count++;
		}
		if (!named && is_named(s))
			named = s;
	}
	s = populated ? populated : named;
	if (!s)
		return false;
	/* Macs list one processor twice; Chromebooks count 16 cores in an empty socket. */
	fill(ret, s, count == 1);
	return true;
}
