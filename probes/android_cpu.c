/* The chip: name, instruction set, cores and greatest clock. */
#include "android_priv.h"
#include "quirks.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define CORES_MAX 64
#define KHZ_MIN 100000
#define KHZ_MAX 6000000

/* ARM cores by "CPU part": from 0xd02 on they know 64 bits, but for these. */
static bool is_64bit_part(uint64_t implementer, uint64_t part)
{
	if (implementer == 0x41)
		return part >= 0xd02 && part < 0xe00 && part != 0xd13;
	if (implementer == 0x51) /* Qualcomm's: Krait and before are below 0x200 */
		return part >= 0x200;
	return implementer == 0x53 || implementer == 0x48; /* Samsung's and HiSilicon's own */
}

static void read_model(const struct android *android, struct span cpu)
{
	static const char *const keys[] = {"ro.soc.model", "ro.board.platform", "ro.hardware"};
	struct facts *facts = android->facts;
	char name[ANDROID_VALUE_MAX], maker[ANDROID_VALUE_MAX];

	if (android_field(cpu, "model name", name, sizeof(name)) && strstr(name, "Intel")) {
		facts_text(facts, "cpu.model", name, "/proc/cpuinfo");
		return;
	}
	if (android_field(cpu, "Hardware", name, sizeof(name)) && name[0] &&
	    !quirk_junk_text(name)) {
		facts_text(facts, "cpu.model", name, "/proc/cpuinfo");
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		AUTO(buf_done) struct buf text = {0};

		if (!android_prop(android->prop, keys[i], name, sizeof(name)) ||
		    quirk_junk_text(name))
			continue;
		if (i == 0 &&
		    android_prop(android->prop, "ro.soc.manufacturer", maker, sizeof(maker)))
			buf_printf(&text, "%s ", maker);
		buf_add_str(&text, name);
		facts_text(facts, "cpu.model", buf_text(&text), "getprop");
		return;
	}
	facts_unreadable(facts, "cpu.model", _("máy không cho biết: tra theo kiểu máy"));
}

/* uname -m where the phone has it; toolbox does not. */
static const char *kernel_arch(const struct android *android, struct span cpu, char *text,
			       size_t size)
{
	static const char *const known[] = {"aarch64", "armv8l", "armv7l", "armv6l",
					    "x86_64",  "i686",   "i586",   "riscv64"};
	struct span kernel, line;

	if (!android_section(android->answer, "kernel", &kernel))
		return NULL;
	while (android_line(&kernel, &line)) {
		if (!android_text(line, text, size))
			continue;
		for (size_t i = 0; i < ARRAY_LEN(known); i++)
			if (str_eq(text, known[i]))
				return known[i];
	}
	if (!android_field(cpu, "Processor", text, size))
		return NULL;
	if (str_starts(text, "AArch64"))
		return "aarch64";
	return str_starts(text, "ARMv7") ? "armv7l" : NULL;
}

/* 1 yes, 0 no, -1 not told. */
static int is_64bit(const struct android *android, struct span cpu, const char *arch)
{
	char text[ANDROID_VALUE_MAX], part_text[16], by_text[16];
	char flags[4096], *rest = flags, *flag;
	unsigned long part, by;

	if (android_prop(android->prop, "ro.product.cpu.abilist64", text, sizeof(text)) ||
	    str_eq(arch, "aarch64") || str_eq(arch, "x86_64") || str_eq(arch, "riscv64") ||
	    str_eq(arch, "armv8l"))
		return 1;
	if (android_field(cpu, "CPU part", part_text, sizeof(part_text)) &&
	    android_field(cpu, "CPU implementer", by_text, sizeof(by_text))) {
		part = strtoul(part_text, NULL, 16);
		by = strtoul(by_text, NULL, 16);
		return is_64bit_part(by, part);
	}
	if (!android_field(cpu, "flags", flags, sizeof(flags)))
		return -1;
	while ((flag = strsep(&rest, " ")))
		if (str_eq(flag, "lm"))
			return 1;
	return 0;
}

/* "0-3,5" → 5 */
static unsigned count_cores(const char *list)
{
	unsigned long count = 0;

	while (isdigit((unsigned char)*list)) {
		char *rest;
		unsigned long first = strtoul(list, &rest, 10), last = first;

		if (*rest == '-' && isdigit((unsigned char)rest[1]))
			last = strtoul(rest + 1, &rest, 10);
		if (last < first || last >= CORES_MAX || (*rest && *rest != ','))
			return 0;
		count += last - first + 1;
		list = rest + (*rest == ',');
	}
	return *list || count > CORES_MAX ? 0 : (unsigned)count;
}

/* The first line lists the cores, each other line is one core's greatest clock in kHz. */
static void read_cores(const struct android *android)
{
	struct facts *facts = android->facts;
	struct span cores, line;
	uint64_t khz, greatest = 0;
	unsigned count = 0;
	char text[64];

	if (!android_section(android->answer, "cores", &cores))
		return;
	while (android_line(&cores, &line)) {
		if (!android_text(line, text, sizeof(text)))
			continue;
		if (!count && (strpbrk(text, "-,") || str_eq(text, "0")))
			count = count_cores(text);
		else if (str_to_u64(text, 10, &khz) && khz >= KHZ_MIN && khz <= KHZ_MAX &&
			 khz > greatest)
			greatest = khz;
	}
	if (count)
		facts_int(facts, "cpu.cores", count, "/sys/devices/system/cpu/present");
	else
		facts_unreadable(facts, "cpu.cores", _("máy không cho đọc"));
	if (greatest)
		facts_int(facts, "cpu.clock.max", (int64_t)greatest * 1000, "cpufreq");
	else
		facts_unreadable(facts, "cpu.clock.max", _("máy không cho đọc"));
}

void android_read_cpu(const struct android *android)
{
	struct facts *facts = android->facts;
	char text[ANDROID_VALUE_MAX];
	struct span cpu;
	const char *arch;
	int wide;

	read_cores(android);
	if (!android_section(android->answer, "cpu", &cpu))
		return;
	read_model(android, cpu);
	arch = kernel_arch(android, cpu, text, sizeof(text));
	if (arch)
		facts_text(facts, "cpu.arch", arch, "uname");
	else
		facts_unreadable(facts, "cpu.arch", _("máy không cho biết"));
	wide = is_64bit(android, cpu, arch);
	if (wide >= 0)
		facts_bool(facts, "cpu.64bit", wide, "/proc/cpuinfo");
	else
		facts_unreadable(facts, "cpu.64bit", _("máy không cho biết"));
}
