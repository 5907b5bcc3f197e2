/* cpu: small trees of our own with the lies that real machines tell. */
#include "cpu_priv.h"
#include "probe.h"
#include "smbios.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

extern const struct probe probe_cpu;

#define MHZ INT64_C(1000000)

/* A tree under construction, and what the probe found in it. */
struct tree {
	char dir[64];
	struct buf dmi;
	struct facts facts;
};

static void tree_new(struct tree *tree)
{
	*tree = (struct tree){.dir = "/tmp/hotroit-cpu-XXXXXX"};
	assert_non_null(mkdtemp(tree->dir));
}

static void tree_add(const struct tree *tree, const char *path, const char *text)
{
	char full[256];
	FILE *file;

	snprintf(full, sizeof(full), "%s/%s", tree->dir, path);
	for (char *slash = strchr(full + strlen(tree->dir) + 1, '/'); slash;
	     slash = strchr(slash + 1, '/')) {
		*slash = '\0';
		mkdir(full, 0700);
		*slash = '/';
	}
	file = fopen(full, "w");
	assert_non_null(file);
	fputs(text, file);
	fclose(file);
}

/* A type 4 structure of SMBIOS 2.7: name is the Version string. */
static void tree_socket(struct tree *tree, const char *name, uint8_t family, uint16_t max,
			uint16_t current, bool populated)
{
	uint8_t s[42] = {4, sizeof(s), 0x10, 0};

	s[0x05] = 3;
	s[0x06] = family;
	s[0x07] = 2;
	s[0x10] = *name ? 1 : 0;
	memcpy(s + 0x14, &max, 2);
	memcpy(s + 0x16, &current, 2);
	s[0x18] = populated ? 0x41 : 0x00;
	s[0x23] = 2;
	s[0x25] = 4;
	s[0x26] = 0x04;
	buf_add(&tree->dmi, s, sizeof(s));
	buf_add(&tree->dmi, *name ? name : "CPU0", strlen(*name ? name : "CPU0") + 1);
	buf_add(&tree->dmi, "Intel Corp.\0", 13);
}

static void tree_probe(struct tree *tree)
{
	struct smbios smbios = {0};
	struct probe_ctx ctx = {.facts = &tree->facts, .smbios_why = "no table"};
	struct root root;
	struct err err;

	assert_int_equal(root_open(&root, tree->dir, &err), 0);
	ctx.root = &root;
	if (tree->dmi.len) {
		smbios_decode(&smbios, tree->dmi.data, tree->dmi.len, NULL, 0);
		ctx.smbios = &smbios;
	}
	probe_cpu.run(&ctx);
	for (const char *const *key = probe_cpu.keys; *key; key++)
		assert_non_null(facts_find(&tree->facts, *key));
	smbios_done(&smbios);
	root_done(&root);
}

static void tree_done(struct tree *tree)
{
	const char *const remove_all[] = {"rm", "-r", tree->dir, NULL};
	AUTO(buf_done) struct buf out = {0};
	struct err err;
	int status;

	facts_done(&tree->facts);
	buf_done(&tree->dmi);
	assert_int_equal(proc_run(remove_all, 10000, 100, &out, &status, &err), 0);
}

static const struct fact *known(const struct tree *tree, const char *key)
{
	const struct fact *fact = facts_find(&tree->facts, key);

	if (fact->state != FACT_KNOWN)
		fail_msg("%s is not known: %s", key, fact->reason ? fact->reason : "absent");
	return fact;
}

static void is_text(const struct tree *tree, const char *key, const char *text)
{
	assert_string_equal(known(tree, key)->text, text);
}

static void is_number(const struct tree *tree, const char *key, int64_t number)
{
	assert_int_equal(known(tree, key)->num, number);
}

static void is_unread(const struct tree *tree, const char *key)
{
	const struct fact *fact = facts_find(&tree->facts, key);

	assert_int_equal(fact->state, FACT_UNREADABLE);
	assert_true(*fact->reason);
}

#define NC10_THREAD(n) \
	"processor\t: " n "\nmodel name\t: Intel(R) Atom(TM) CPU N270   @ 1.60GHz\n" \
	"cpu MHz\t\t: 800.000\nphysical id\t: 0\ncore id\t\t: 0\nflags\t\t: fpu pse ssse3 " \
	"lahf_lm\n\n"

static void present_speed_is_never_taken(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_add(&tree, "proc/cpuinfo", NC10_THREAD("0") NC10_THREAD("1"));
	tree_add(&tree, "proc/meminfo",
		 "MemTotal: 1025000 kB\nHighTotal: 131000 kB\nLowTotal: 894000 kB\n");
	tree_add(&tree, "sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "800000\n");
	tree_probe(&tree);
	is_text(&tree, "cpu.class", "below");
	is_number(&tree, "cpu.clock.nominal", 1600 * MHZ);
	is_number(&tree, "cpu.clock.max", 1600 * MHZ);
	is_number(&tree, "cpu.cores", 1);
	is_number(&tree, "cpu.threads", 2);
	is_text(&tree, "cpu.arch", "i686");
	assert_false(known(&tree, "cpu.64bit")->yes);
	tree_done(&tree);
}

static void table_knows_what_names_do_not(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_add(&tree, "proc/cpuinfo",
		 "processor : 0\nmodel name : AMD A4-9125 RADEON R3, 4 COMPUTE CORES 2C+2G\n"
		 "flags : fpu lm\n");
	tree_add(&tree, "proc/version", "Linux version 6.1.0-13-amd64 (build) #1 SMP\n");
	tree_socket(&tree, "AMD A4-9125 RADEON R3", 0x48, 2300, 800, true);
	tree_probe(&tree);
	is_text(&tree, "cpu.class", "floor");
	is_number(&tree, "cpu.clock.nominal", 2300 * MHZ);
	is_number(&tree, "cpu.clock.max", 2600 * MHZ);
	is_text(&tree, "cpu.arch", "x86_64");
	assert_true(known(&tree, "cpu.64bit")->yes);
	tree_done(&tree);
}

static void greatest_policy_counts(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_add(&tree, "proc/cpuinfo",
		 "processor : 0\nmodel name : Intel(R) Core(TM) i5-9X99 CPU\n");
	tree_add(&tree, "sys/devices/system/cpu/cpu0/cpufreq/base_frequency", "1400000\n");
	tree_add(&tree, "sys/devices/system/cpu/cpufreq/policy0/cpuinfo_max_freq", "2800000\n");
	tree_add(&tree, "sys/devices/system/cpu/cpufreq/policy4/cpuinfo_max_freq", "3000000\n");
	tree_add(&tree, "sys/devices/system/cpu/cpufreq/policy5/cpuinfo_max_freq", "99999999999\n");
	tree_add(&tree, "sys/devices/system/cpu/cpufreq/policy6/cpuinfo_max_freq", "fast\n");
	tree_add(&tree, "proc/sys/kernel/arch", "x86_64\n");
	tree_probe(&tree);
	is_number(&tree, "cpu.clock.nominal", 1400 * MHZ);
	is_number(&tree, "cpu.clock.max", 3000 * MHZ);
	is_text(&tree, "cpu.arch", "x86_64");
	tree_done(&tree);
}

static void smbios_alone_is_enough(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_socket(&tree, "", 0x01, 2000, 0, false);
	tree_socket(&tree, "Intel(R) Celeron(R) N4000 CPU @ 1.10GHz", 0x0f, 8300, 400, true);
	tree_probe(&tree);
	is_text(&tree, "cpu.model", "Intel(R) Celeron(R) N4000 CPU @ 1.10GHz");
	is_text(&tree, "cpu.class", "floor");
	is_number(&tree, "cpu.clock.nominal", 1100 * MHZ);
	is_number(&tree, "cpu.clock.max", 2600 * MHZ);
	is_number(&tree, "cpu.cores", 2);
	is_number(&tree, "cpu.threads", 4);
	tree_done(&tree);
}

static void socket_limit_is_no_clock(void **state)
{
	struct tree tree;
	const struct fact *max;

	(void)state;
	tree_new(&tree);
	tree_socket(&tree, "Intel(R) Celeron(R) M processor", 0x0f, 4000, 630, true);
	tree_probe(&tree);
	is_text(&tree, "cpu.class", "below");
	is_number(&tree, "cpu.clock.nominal", 630 * MHZ);
	max = facts_find(&tree.facts, "cpu.clock.max");
	assert_int_equal(max->state, FACT_UNREADABLE);
	assert_non_null(strstr(max->reason, "4000"));
	tree_done(&tree);
}

/* What NAME and FAMILY make of the class when there is nothing else. */
static void class_is(const char *name, uint8_t family, bool populated, const char *class)
{
	struct tree tree;

	tree_new(&tree);
	tree_socket(&tree, name, family, 2000, 2000, populated);
	tree_probe(&tree);
	is_text(&tree, "cpu.class", class);
	tree_done(&tree);
}

static void family_speaks_only_for_the_nameless(void **state)
{
	(void)state;
	class_is("CPU Version", 0xbf, true, "above"); /* Core 2 Duo */
	class_is("Not Specified", 0xbe, true, "above"); /* Core 2, made by Intel */
	class_is("", 0xb9, true, "below"); /* Pentium M */
	class_is("A0", 0x0f, true, "unknown"); /* Celeron: may be a Celeron M */
	class_is("A0", 0x0b, true, "unknown"); /* Pentium: may be anything */
	class_is("A0", 0xb3, true, "unknown"); /* Xeon: may be a Pentium 4 */
	class_is("Genuine Intel(R) CPU", 0xbf, true, "unknown");
	class_is("Intel(R) Atom(TM) CPU N455 @ 1.66GHz", 0xcd, true, "below");
	class_is("Intel(R) Core(TM) i5-7Y57 CPU @ 1.20GHz", 0x0c, false, "above"); /* Chromebook */
}

static void nothing_read_is_nothing_known(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_probe(&tree);
	for (const char *const *key = probe_cpu.keys; *key; key++)
		is_unread(&tree, *key);
	tree_done(&tree);
}

static void hostile_cpuinfo_is_survived(void **state)
{
	static const char *const texts[] = {
		"",
		"\n\n\n",
		":::::",
		"processor",
		"processor\t: 99999999999999999999\n",
		"processor : 0\ncore id : -1\nmodel name :\n",
		"model name : \x01\x02\xff\n",
		"flags :",
		"processor : 0\nprocessor : 1\ncore id : 0\n",
	};
	struct cpu_info info;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		cpu_info_parse(&info, texts[i], strlen(texts[i]));
		assert_int_equal(info.cores > info.threads, 0);
	}
	cpu_info_parse(&info, "model name : a\0b\n", 17);
	assert_string_equal(info.name, "");
	/* two threads, one core told: not enough to count cores */
	cpu_info_parse(&info, texts[8], strlen(texts[8]));
	assert_int_equal(info.threads, 2);
	assert_int_equal(info.cores, 0);
}

static void arm_is_read(void **state)
{
	struct tree tree;

	(void)state;
	tree_new(&tree);
	tree_add(
		&tree, "proc/cpuinfo",
		"processor : 0\nBogoMIPS : 48.00\nFeatures : fp asimd aes\nCPU implementer : 0x41\n"
		"CPU part : 0xd03\n\nprocessor : 1\nFeatures : fp asimd aes\nCPU part : 0xd03\n");
	tree_add(&tree, "sys/devices/system/cpu/online", "0-1\n");
	tree_add(&tree, "sys/devices/system/cpu/cpu0/topology/thread_siblings", "1\n");
	tree_add(&tree, "sys/devices/system/cpu/cpu1/topology/thread_siblings", "2\n");
	tree_add(&tree, "sys/devices/system/cpu/cpu0/topology/core_id", "0\n");
	tree_add(&tree, "sys/devices/system/cpu/cpu1/topology/core_id", "1\n");
	tree_probe(&tree);
	is_text(&tree, "cpu.model", "ARM 0x41 0xd03");
	is_text(&tree, "cpu.class", "unknown");
	is_text(&tree, "cpu.arch", "aarch64");
	is_number(&tree, "cpu.threads", 2);
	/* a kernel without Landlock can not let hwloc into a recorded tree */
	if (facts_find(&tree.facts, "cpu.cores")->state == FACT_KNOWN)
		is_number(&tree, "cpu.cores", 2);
	is_unread(&tree, "cpu.clock.nominal");
	tree_done(&tree);
}

static void clocks_in_names(void **state)
{
	static const struct {
		const char *name;
		unsigned mhz;
	} samples[] = {
		{"Intel(R) Celeron(R) CPU  N2840  @ 2.16GHz", 2160},
		{"Intel(R) Pentium(R) M processor 1.60GHz", 1600},
		{"Intel(R) Atom(TM) CPU N270   @ 1.60GH", 1600},
		{"Intel(R) Atom(TM) CPU N270   @ 1.60", 1600},
		{"VIA Eden Processor 1000MHz", 1000},
		{"VIA Nano U3300@1200MHz", 1200},
		{"VIA Eden X2 U4200 @ 1.0+ GHz", 1000},
		{"Intel(R) Pentium(R) 4 CPU 3.00GHz", 3000},
		{"Intel(R) Core(TM) Duo CPU T2350 @", 0},
		{"Intel(R) Core(TM) Duo CPU T2350 @ 1", 0},
		{"AMD Athlon(tm) 64 X2 Dual Core Processor 5200+", 0},
		{"AMD A8-7600 Radeon R7, 10 Compute Cores 4C+6G", 0},
		{"Intel(R) N100", 0},
		{"CPU @ 99999999999999999999999GHz", 0},
		{"CPU 0.00GHz", 0},
		{"", 0},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(samples); i++)
		if (cpu_name_clock(samples[i].name) != samples[i].mhz * CPU_MHZ)
			fail_msg("%s", samples[i].name);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(present_speed_is_never_taken),
		cmocka_unit_test(table_knows_what_names_do_not),
		cmocka_unit_test(greatest_policy_counts),
		cmocka_unit_test(smbios_alone_is_enough),
		cmocka_unit_test(socket_limit_is_no_clock),
		cmocka_unit_test(family_speaks_only_for_the_nameless),
		cmocka_unit_test(nothing_read_is_nothing_known),
		cmocka_unit_test(hostile_cpuinfo_is_survived),
		cmocka_unit_test(arm_is_read),
		cmocka_unit_test(clocks_in_names),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
