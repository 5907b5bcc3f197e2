/* The architecture of the kernel that runs, from outside or from its traces in a recorded tree. */
#include "cpu_priv.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>
#include <sys/utsname.h>

/* 32-bit kernels have 128 MiB to 3 GiB of it, 64-bit ones 32 TiB and more. */
#define VMALLOC_64BIT_KIB (UINT64_C(1) << 30)

static bool text_has(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strstr(text, *words))
			return true;
	return false;
}

static const char *from_version(const char *version)
{
	static const char *const wide[] = {"x86_64", "amd64", NULL};
	static const char *const narrow[] = {"-686", "-586", "i386", "i486", "i586", "i686", NULL};

	if (text_has(version, wide))
		return "x86_64";
	return text_has(version, narrow) ? "i686" : NULL;
}

static const char *from_meminfo(const char *meminfo)
{
	static const char *const narrow[] = {"\nHighTotal:", "\nLowTotal:", NULL};
	const char *line = strstr(meminfo, "\nVmallocTotal:");
	uint64_t kib = 0;

	if (text_has(meminfo, narrow))
		return "i686";
	if (!line)
		return NULL;
	for (line += strcspn(line, "0123456789"); isdigit((unsigned char)*line); line++)
		kib = kib < VMALLOC_64BIT_KIB ? kib * 10 + (unsigned)(*line - '0') : kib;
	if (!kib)
		return NULL;
	return kib >= VMALLOC_64BIT_KIB ? "x86_64" : "i686";
}

/* Reads PATH and asks FROM about it. */
static const char *ask(const struct root *root, const char *path,
		       const char *(*from)(const char *text))
{
	AUTO(buf_done) struct buf text = {0};

	if (root_read(root, path, 64 * 1024, &text) < 0)
		return NULL;
	return from(buf_text(&text));
}

bool cpu_arch_find(const struct root *root, const struct cpu_info *info, char ret[CPU_ARCH_MAX],
		   const char **ret_source)
{
	bool x86 = info->arch == CPU_ARCH_X86;
	const char *found = NULL;
	struct utsname host;

	if (root->is_host && uname(&host) == 0) {
		found = host.machine;
		*ret_source = "uname";
	} else if (root_line(root, "proc/sys/kernel/arch", ret, CPU_ARCH_MAX) == 0) {
		*ret_source = "/proc/sys/kernel/arch";
		return true;
	} else if (info->arch == CPU_ARCH_ARM64 || info->arch == CPU_ARCH_ARM32) {
		found = info->arch == CPU_ARCH_ARM64 ? "aarch64" : "arm";
		*ret_source = "/proc/cpuinfo";
	} else if (x86 && !info->long_mode) {
		found = "i686"; /* no 64-bit kernel runs there */
		*ret_source = "/proc/cpuinfo";
	} else if (x86 && (found = ask(root, "proc/version", from_version))) {
		*ret_source = "/proc/version";
	} else if (x86 && (found = ask(root, "proc/meminfo", from_meminfo))) {
		*ret_source = "/proc/meminfo";
	}
	if (found)
		snprintf(ret, CPU_ARCH_MAX, "%s", found);
	return found != NULL;
}
