/*
 * The CPU: name, class, cores and rated clocks (interface.md). Several sources, each of which lies
 * in its own way: the name is trusted first, then our table, then sysfs, then SMBIOS; the present
 * speed never.
 */
#include "cpu_priv.h"
#include "probe.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define SOURCE_CPUINFO "/proc/cpuinfo"
#define SOURCE_SMBIOS "SMBIOS type 4"
#define SOURCE_QUIRKS "schema/quirks"
/* SMBIOS speeds outside are a firmware's invention. */
#define SMBIOS_MHZ_MIN 400
#define SMBIOS_MHZ_MAX 5500

/* All that was read, before it is weighed. */
struct findings {
	struct cpu_info info;
	int info_result;
	struct cpu_socket socket;
	bool socket_found;
	const char *name; /* the first real name, or NULL */
	const char *name_source;
	struct quirk_cpu quirk;
};

static void gather(struct findings *found, const struct probe_ctx *ctx)
{
	AUTO(buf_done) struct buf text = {0};

	found->info_result = root_read(ctx->root, "proc/cpuinfo", ROOT_FILE_MAX, &text);
	if (found->info_result == 0)
		cpu_info_parse(&found->info, buf_text(&text), text.len);
	found->socket_found = cpu_socket_find(&found->socket, ctx->smbios);
	if (cpu_name_is_real(found->info.name)) {
		found->name = found->info.name;
		found->name_source = SOURCE_CPUINFO;
	} else if (*found->socket.name) {
		found->name = found->socket.name;
		found->name_source = SOURCE_SMBIOS;
	}
	found->quirk = quirk_cpu_find(found->name);
}

/* Was there anything that could have named this CPU? */
static bool could_look(const struct findings *found, const struct probe_ctx *ctx)
{
	return found->info_result == 0 || ctx->smbios;
}

static const char *why_not(const struct probe_ctx *ctx)
{
	return ctx->smbios_why ? ctx->smbios_why : _("không đọc được /proc/cpuinfo và SMBIOS");
}

static void add_model(struct facts *facts, const struct findings *found,
		      const struct probe_ctx *ctx)
{
	if (found->name)
		facts_text(facts, "cpu.model", found->name, found->name_source);
	else if (could_look(found, ctx))
		facts_absent(facts, "cpu.model", _("máy không khai tên CPU; xem nhãn trên máy"));
	else
		facts_unreadable(facts, "cpu.model", why_not(ctx));
}

static void add_class(struct facts *facts, const struct findings *found,
		      const struct probe_ctx *ctx)
{
	if (found->name)
		facts_text(facts, "cpu.class", cpu_class_key(found->quirk.class),
			   found->name == found->info.name ? SOURCE_CPUINFO " " SOURCE_QUIRKS
							   : SOURCE_SMBIOS " " SOURCE_QUIRKS);
	else if (found->socket_found)
		facts_text(facts, "cpu.class", cpu_class_key(found->socket.family_class),
			   SOURCE_SMBIOS " family");
	else if (could_look(found, ctx))
		facts_text(facts, "cpu.class", cpu_class_key(CPU_CLASS_UNKNOWN),
			   found->info_result == 0 ? SOURCE_CPUINFO : SOURCE_SMBIOS);
	else
		facts_unreadable(facts, "cpu.class", why_not(ctx));
}

/* What the processor is rated at, in Hz; 0 when its name, our table and the kernel do not tell. */
static uint64_t find_rating(const struct findings *found, const struct root *root,
			    const char **ret_source)
{
	uint64_t hz = found->name ? cpu_name_clock(found->name) : 0;

	*ret_source = found->name_source;
	if (hz)
		return hz;
	*ret_source = SOURCE_QUIRKS;
	if (found->quirk.nominal_hz)
		return found->quirk.nominal_hz;
	*ret_source = "/sys/devices/system/cpu/cpu0/cpufreq/base_frequency";
	return cpu_clock_base(&hz, root) == 0 ? hz : 0;
}

/* SMBIOS "current": the rating on most machines, the speed at power-on on some. */
static uint64_t smbios_clock(const struct findings *found)
{
	unsigned mhz = found->socket.current_mhz;

	return mhz >= SMBIOS_MHZ_MIN && mhz <= SMBIOS_MHZ_MAX ? mhz * CPU_MHZ : 0;
}

/* The greatest clock it is rated at. SMBIOS Max Speed is what the socket can take: never used. */
static uint64_t find_max(const struct findings *found, const struct root *root, uint64_t rating,
			 const char **ret_source)
{
	uint64_t best = found->quirk.boost_hz, sysfs;

	*ret_source = SOURCE_QUIRKS;
	if (cpu_clock_max(&sysfs, root) == 0 && sysfs > best) {
		best = sysfs;
		*ret_source = "/sys/devices/system/cpu cpuinfo_max_freq";
	}
	/* The kernel rounds: 2667000 kHz is what the name calls 2.67 GHz. */
	if ((best || found->quirk.fixed_clock) && best < rating)
		best = rating;
	return best;
}

static void add_max(struct facts *facts, const struct findings *found, const struct root *root,
		    uint64_t rating)
{
	const char *source;
	uint64_t max = find_max(found, root, rating, &source);
	char reason[160];

	if (max) {
		facts_int(facts, "cpu.clock.max", (int64_t)max, source);
		return;
	}
	if (found->socket.max_mhz)
		snprintf(reason, sizeof(reason),
			 _("chỉ có SMBIOS ghi %u MHz, là giới hạn của đế cắm, không dùng được"),
			 found->socket.max_mhz);
	else
		snprintf(reason, sizeof(reason), "%s", _("không nguồn nào cho xung nhịp cao nhất"));
	facts_unreadable(facts, "cpu.clock.max", reason);
}

static void add_clocks(struct facts *facts, const struct findings *found, const struct root *root)
{
	const char *source;
	uint64_t rating = find_rating(found, root, &source);
	uint64_t smbios = smbios_clock(found);

	if (rating)
		facts_int(facts, "cpu.clock.nominal", (int64_t)rating, source);
	else if (smbios)
		facts_int(facts, "cpu.clock.nominal", (int64_t)smbios, SOURCE_SMBIOS);
	else
		facts_unreadable(facts, "cpu.clock.nominal",
				 _("tên CPU và bảng tra không cho xung nhịp; xem nhãn trên máy"));
	add_max(facts, found, root, rating);
}

static void add_count(struct facts *facts, const char *key, unsigned count, const char *source)
{
	if (count)
		facts_int(facts, key, count, source);
	else
		facts_unreadable(facts, key, _("không nguồn nào cho số nhân, số luồng CPU"));
}

/* On x86 cpuinfo tells the core of every thread, at no cost. Where it does not, hwloc does. */
static void add_counts(struct facts *facts, const struct findings *found, const struct root *root)
{
	struct cpu_topology topology = {found->info.cores, found->info.threads};
	const char *source = SOURCE_CPUINFO;

	if (!topology.cores && cpu_topology_read(&topology, root) == 0)
		source = "hwloc";
	if (!topology.threads) {
		topology = (struct cpu_topology){found->socket.cores, found->socket.threads};
		source = SOURCE_SMBIOS;
	}
	add_count(facts, "cpu.cores", topology.cores, source);
	add_count(facts, "cpu.threads", topology.threads, source);
}

static void add_arch(struct facts *facts, const struct findings *found, const struct root *root)
{
	const char *source;
	char arch[CPU_ARCH_MAX];

	if (cpu_arch_find(root, &found->info, arch, &source))
		facts_text(facts, "cpu.arch", arch, source);
	else
		facts_unreadable(facts, "cpu.arch", _("bản ghi không cho biết nhân 32 hay 64 bit"));

	if (found->info.flags_seen)
		facts_bool(facts, "cpu.64bit", found->info.long_mode, SOURCE_CPUINFO);
	else if (found->info.arch == CPU_ARCH_ARM64)
		facts_bool(facts, "cpu.64bit", true, SOURCE_CPUINFO);
	else if (found->socket.can_64bit)
		facts_bool(facts, "cpu.64bit", true, SOURCE_SMBIOS);
	else
		facts_unreadable(facts, "cpu.64bit", _("không nguồn nào cho biết CPU có 64 bit"));
}

static void run(struct probe_ctx *ctx)
{
	struct findings found = {0};

	gather(&found, ctx);
	add_model(ctx->facts, &found, ctx);
	add_class(ctx->facts, &found, ctx);
	add_clocks(ctx->facts, &found, ctx->root);
	add_counts(ctx->facts, &found, ctx->root);
	add_arch(ctx->facts, &found, ctx->root);
}

static const char *const keys[] = {"cpu.model",         "cpu.class",     "cpu.arch",
				   "cpu.64bit",         "cpu.cores",     "cpu.threads",
				   "cpu.clock.nominal", "cpu.clock.max", NULL};

const struct probe probe_cpu = {
	.name = "cpu",
	.label = N_("bộ xử lý"),
	.deadline_ms = PROBE_DEADLINE_MS,
	.keys = keys,
	.run = run,
};
