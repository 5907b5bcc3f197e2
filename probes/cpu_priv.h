/*
 * What the CPU probe reads, by source: /proc/cpuinfo (cpu_info.c), SMBIOS type 4 (cpu_socket.c),
 * hwloc (cpu_topology.c), cpufreq (cpu_clock.c), the kernel (cpu_arch.c). probe_cpu.c weighs them.
 */
#ifndef HOTROIT_CPU_PRIV_H
#define HOTROIT_CPU_PRIV_H

#include "quirks.h"

struct smbios;

#define CPU_NAME_MAX 128
#define CPU_MHZ UINT64_C(1000000)

enum cpu_arch { CPU_ARCH_UNKNOWN, CPU_ARCH_X86, CPU_ARCH_ARM32, CPU_ARCH_ARM64 };

/* /proc/cpuinfo. Counts are 0 and texts empty when it does not say. */
struct cpu_info {
	char name[CPU_NAME_MAX];
	enum cpu_arch arch; /* as its lines look: the kernel's for ARM, the family's for x86 */
	unsigned cores, threads;
	bool flags_seen; /* x86: there is a flags line, and long_mode is an answer */
	bool long_mode;
};

/* Never fails: what does not look like cpuinfo leaves everything empty. */
void cpu_info_parse(struct cpu_info *ret, const char *text, size_t len);

/* Does this name any processor? Not for placeholders and steppings ("A0", "CPU Version"). */
bool cpu_name_is_real(const char *name);
/* The rated clock a name carries ("@ 1.60GHz", "processor 1600MHz", cut "@ 1.60GH"), in Hz; 0 when
 * it carries none. */
uint64_t cpu_name_clock(const char *name);
/* Is this a clock that a CPU of a PC can be rated at? */
bool cpu_clock_is_plausible(uint64_t hz);

/* The processor that SMBIOS type 4 describes. 0: not said. */
struct cpu_socket {
	char name[CPU_NAME_MAX]; /* empty when it is a placeholder */
	enum cpu_class family_class; /* what the family number alone tells */
	unsigned current_mhz, max_mhz;
	unsigned cores, threads; /* 0 also unless just one socket is populated */
	bool can_64bit;
};

/* The first populated socket, or the first with a real name where firmware (Chromebooks) says that
 * none is populated. False when there is none. */
bool cpu_socket_find(struct cpu_socket *ret, const struct smbios *smbios);

struct cpu_topology {
	unsigned cores, threads;
};

/* Asks hwloc, in a process of its own. -ENOENT: no topology in sysfs, or our tool not installed;
 * -ETIMEDOUT; -EIO: hwloc could not make sense of it, or not be kept inside the tree. */
int cpu_topology_read(struct cpu_topology *ret, const struct root *root) MUST_USE;

/* The greatest cpuinfo_max_freq of all CPUs, and cpu0's base_frequency, in Hz. -ENOENT … */
int cpu_clock_max(uint64_t *ret, const struct root *root) MUST_USE;
int cpu_clock_base(uint64_t *ret, const struct root *root) MUST_USE;

#define CPU_ARCH_MAX 65 /* as long as uname's */

/* The running kernel's architecture in uname's words. INFO tells whose kernels to look for in a
 * recorded tree. False when nothing tells. */
bool cpu_arch_find(const struct root *root, const struct cpu_info *info, char ret[CPU_ARCH_MAX],
		   const char **ret_source);

#endif
