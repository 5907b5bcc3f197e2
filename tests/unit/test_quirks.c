/* quirks: names of every age and shape, and what firmware writes where nobody filled in a value. */
#include "quirks.h"

#include "quirks_priv.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

struct sample {
	const char *name;
	enum cpu_class class;
	unsigned base_mhz, boost_mhz;
};

static void check(const struct sample *samples, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		struct quirk_cpu found = quirk_cpu_find(samples[i].name);

		if (found.class != samples[i].class)
			fail_msg("%s: %s", samples[i].name, cpu_class_key(found.class));
		if (samples[i].base_mhz)
			assert_int_equal(found.nominal_hz / 1000000, samples[i].base_mhz);
		if (samples[i].boost_mhz)
			assert_int_equal(found.boost_hz / 1000000, samples[i].boost_mhz);
	}
}

static void passing_classes(void **state)
{
	static const struct sample samples[] = {
		{"Intel(R) Celeron(R) CPU  N2840  @ 2.16GHz", CPU_CLASS_FLOOR, 2160, 2580},
		{"Intel(R) Celeron(R) N4000 CPU @ 1.10GHz", CPU_CLASS_FLOOR, 1100, 2600},
		{"Intel(R) Celeron(R) CPU          900  @ 2.20GHz", CPU_CLASS_FLOOR, 0, 0},
		{"Intel(R) Celeron(R) CPU 847 @ 1.10GHz", CPU_CLASS_FLOOR, 1100, 0},
		{"Intel(R) Celeron(R) Dual-Core CPU T3000 @ 1.80GHz", CPU_CLASS_FLOOR, 0, 0},
		{"Pentium(R) Dual-Core CPU       T4500  @ 2.30GHz", CPU_CLASS_FLOOR, 0, 0},
		{"Intel(R) Pentium(R) Dual  CPU  E2200  @ 2.20GHz", CPU_CLASS_FLOOR, 0, 0},
		{"Intel(R) Pentium(R) Silver N5000 CPU @ 1.10GHz", CPU_CLASS_FLOOR, 1100, 2700},
		{"Intel(R) Pentium(R) 3558U @ 1.70GHz", CPU_CLASS_FLOOR, 1700, 0},
		{"Intel(R) N100", CPU_CLASS_FLOOR, 800, 3400},
		{"Intel(R) Core(TM)2 Duo CPU     E8400  @ 3.00GHz", CPU_CLASS_ABOVE, 0, 0},
		{"Intel(R) Core(TM)2 CPU         T5", CPU_CLASS_ABOVE, 0, 0},
		{"Intel(R) Core(TM) i3 CPU       M 350  @ 2.27GHz", CPU_CLASS_ABOVE, 0, 0},
		{"Intel(R) Core(TM) M-5Y10c CPU @ 0.80GHz", CPU_CLASS_ABOVE, 800, 2000},
		{"12th Gen Intel(R) Core(TM) i5-1235U", CPU_CLASS_ABOVE, 1300, 4400},
		{"Intel(R) Core(TM) Ultra 7 155H", CPU_CLASS_ABOVE, 1400, 4800},
		{"Intel(R) Xeon(R) CPU E5-2620 v3 @ 2.40GHz", CPU_CLASS_ABOVE, 0, 0},
		{"AMD E-350 Processor", CPU_CLASS_FLOOR, 1600, 0},
		{"AMD E1-2100 APU with Radeon(TM) HD Graphics", CPU_CLASS_FLOOR, 1000, 0},
		{"AMD PRO A4-4350B R4, 5 COMPUTE CORES 2C+3G", CPU_CLASS_FLOOR, 2500, 2900},
		{"AMD A10-4600M APU with Radeon(tm) HD Graphics", CPU_CLASS_ABOVE, 2300, 3200},
		{"AMD FX(tm)-8350 Eight-Core Processor", CPU_CLASS_ABOVE, 4000, 4200},
		{"AMD Athlon(tm) II X4 605e Processor", CPU_CLASS_FLOOR, 2300, 0},
		{"AMD Athlon Silver 3050U with Radeon Graphics", CPU_CLASS_ABOVE, 2300, 3200},
		{"AMD Sempron(tm) 145 Processor", CPU_CLASS_FLOOR, 2800, 0},
		{"AMD Turion(tm) II P560 Dual-Core Processor", CPU_CLASS_FLOOR, 2500, 0},
		{"AMD Ryzen 5 PRO 2500U w/ Radeon Vega Mobile Gfx", CPU_CLASS_ABOVE, 2000, 3600},
		{"AMD Ryzen 7 Microsoft Surface (R) Edition", CPU_CLASS_ABOVE, 0, 0},
	};

	(void)state;
	check(samples, ARRAY_LEN(samples));
}

static void reviewed_classes(void **state)
{
	static const struct sample samples[] = {
		{"Intel(R) Atom(TM) CPU N270   @ 1.60GH", CPU_CLASS_BELOW, 1600, 0},
		{"Intel(R) Atom(TM) x5-Z8350 CPU @ 1.44GHz", CPU_CLASS_BELOW, 1440, 1920},
		{"Intel(R) Atom(TM) CPU C3758 @ 2.20GHz", CPU_CLASS_BELOW, 0, 0},
		{"Intel(R) Celeron(R) M CPU        530  @ 1.73GHz", CPU_CLASS_BELOW, 0, 0},
		{"Intel(R) Celeron(R) M processor", CPU_CLASS_BELOW, 0, 0},
		{"Intel(R) Celeron(R) D CPU 3.06GHz", CPU_CLASS_BELOW, 0, 0},
		{"Intel(R) Celeron(R) CPU 2.66GHz", CPU_CLASS_BELOW, 0, 0},
		{"Intel(R) Celeron(TM) CPU                1200MHz", CPU_CLASS_BELOW, 0, 0},
		{"Mobile Intel(R) Celeron(R) CPU 2.00GHz", CPU_CLASS_BELOW, 0, 0},
		{"Intel(R) Pentium(R) 4 CPU 3.00GHz", CPU_CLASS_BELOW, 0, 0},
		{"Intel(R) Xeon(R) CPU            5050  @ 3.00GHz", CPU_CLASS_BELOW, 0, 0},
		{"Mobile Intel(R) Pentium(R) 4 - M CPU 1.80GHz", CPU_CLASS_BELOW, 0, 0},
		{"Intel(R) Pentium(R) D CPU 2.80GHz", CPU_CLASS_BELOW, 0, 0},
		{"Intel(R) Pentium(R) M processor 1.60GHz", CPU_CLASS_BELOW, 0, 0},
		{"Intel(R) Pentium(R) III CPU family      1266MHz", CPU_CLASS_BELOW, 0, 0},
		{"Pentium III (Coppermine)", CPU_CLASS_BELOW, 0, 0},
		{"Pentium II", CPU_CLASS_BELOW, 0, 0},
		{"Intel(R) Xeon(TM) CPU 3.00GHz", CPU_CLASS_BELOW, 0, 0},
		{"Intel(R) Core(TM) Duo CPU      T2450  @ 2.00GHz", CPU_CLASS_BELOW, 0, 0},
		{"Genuine Intel(R) CPU           T2300  @ 1.66GHz", CPU_CLASS_BELOW, 0, 0},
		{"AMD C-60 APU with Radeon(tm) HD Graphics", CPU_CLASS_BELOW, 1000, 1333},
		{"AMD Z-01 APU with Radeon(tm) HD Graphics", CPU_CLASS_BELOW, 0, 0},
		{"AMD Athlon(tm) 64 X2 Dual Core Processor 5200+", CPU_CLASS_BELOW, 0, 0},
		{"AMD Athlon(tm) X2 Dual-Core QL-64", CPU_CLASS_BELOW, 0, 0},
		{"AMD Sempron(tm) Processor 3600+", CPU_CLASS_BELOW, 0, 0},
		{"AMD Sempron(tm) SI-42", CPU_CLASS_BELOW, 0, 0},
		{"AMD Turion(tm) 64 X2 Mobile Technology TL-60", CPU_CLASS_BELOW, 0, 0},
		{"AMD Turion(tm) X2 Dual-Core Mobile RM-75", CPU_CLASS_BELOW, 0, 0},
		{"VIA Nano U3300@1200MHz", CPU_CLASS_BELOW, 0, 0},
		{"VIA Eden X2 U4200 @ 1.0+ GHz", CPU_CLASS_BELOW, 0, 0},
		{"Genuine Intel(R) CPU", CPU_CLASS_UNKNOWN, 0, 0},
		{"Genuine Intel(R) CPU           0000  @ 2.40GHz", CPU_CLASS_UNKNOWN, 0, 0},
		{"Intel Core Processor (Skylake, IBRS)", CPU_CLASS_UNKNOWN, 0, 0},
		{"Intel Core i7 9xx (Nehalem Class Core i7)", CPU_CLASS_UNKNOWN, 0, 0},
		{"Intel Core 2 Duo P9xxx (Penryn Class Core 2)", CPU_CLASS_UNKNOWN, 0, 0},
		{"Intel Celeron_4x0 (Conroe/Merom Class Core 2)", CPU_CLASS_UNKNOWN, 0, 0},
		{"Intel Xeon E312xx (Sandy Bridge)", CPU_CLASS_UNKNOWN, 0, 0},
		{"QEMU Virtual CPU version 2.5+", CPU_CLASS_UNKNOWN, 0, 0},
		{"AMD EPYC", CPU_CLASS_UNKNOWN, 0, 0},
		{"AMD Engineering Sample", CPU_CLASS_UNKNOWN, 0, 0},
		{"ARMv7 Processor rev 4 (v7l)", CPU_CLASS_UNKNOWN, 0, 0},
		{"Intel(R) Celeron(R)", CPU_CLASS_UNKNOWN, 0, 0},
		{"Intel(R) Pentium(R)", CPU_CLASS_UNKNOWN, 0, 0},
		{"Pentium Pro", CPU_CLASS_UNKNOWN, 0, 0},
		{"Celeron 300A", CPU_CLASS_UNKNOWN, 0, 0},
		{"Intel(R)", CPU_CLASS_UNKNOWN, 0, 0},
		{"AMD", CPU_CLASS_UNKNOWN, 0, 0},
		{"A0", CPU_CLASS_UNKNOWN, 0, 0},
		{"", CPU_CLASS_UNKNOWN, 0, 0},
		{NULL, CPU_CLASS_UNKNOWN, 0, 0},
	};

	(void)state;
	check(samples, ARRAY_LEN(samples));
}

/* A cut or padded name must not slip into a row that the whole name would not match. */
static void names_too_long_are_unknown(void **state)
{
	char name[400];

	(void)state;
	memset(name, 'x', sizeof(name));
	memcpy(name, "Intel(R) Core(TM) i5 ", 21);
	name[sizeof(name) - 1] = '\0';
	assert_int_equal(quirk_cpu_find(name).class, CPU_CLASS_UNKNOWN);
	memset(name, '@', sizeof(name) - 1);
	assert_int_equal(quirk_cpu_find(name).class, CPU_CLASS_UNKNOWN);
}

static void patterns_match_whole_words(void **state)
{
	(void)state;
	assert_true(quirk_match("pentium d", "pentium d 2.80ghz"));
	assert_false(quirk_match("pentium d", "pentium d1508 @ 2.20ghz"));
	assert_true(quirk_match("core i#-####*", "core i5-10210u @ 1.60ghz"));
	assert_false(quirk_match("core i#-####*", "core i5-102"));
	assert_true(quirk_match("core i# ### @", "core i3 530 @ 2.93ghz"));
	assert_false(quirk_match("core", ""));
}

static void junk_is_told_from_values(void **state)
{
	static const char *const junk[] = {
		"",
		"   ",
		"To Be Filled By O.E.M.",
		"To be filled by O.E.M.",
		"to  be filled by oem",
		"Default string",
		"System Product Name",
		"System manufacturer",
		"INVALID",
		"N/A",
		"Not Specified",
		"None",
		"0",
		"00000000",
		"XXXXXXXX",
		"........",
		"-",
		"CPU Version",
		"All Series",
		"  default STRING ",
	};
	static const char *const good[] = {"Latitude E5530", "20HES00300",      "HP 255 G7",
					   "ASUS",           "OptiPlex 755",    "Dell Inc.",
					   "A1278",          "Default stringer"};

	(void)state;
	assert_true(quirk_junk_text(NULL));
	for (size_t i = 0; i < ARRAY_LEN(junk); i++)
		if (!quirk_junk_text(junk[i]) || !quirk_junk_serial(junk[i]))
			fail_msg("taken for a value: %s", junk[i]);
	for (size_t i = 0; i < ARRAY_LEN(good); i++)
		if (quirk_junk_text(good[i]))
			fail_msg("taken for junk: %s", good[i]);
}

static void junk_serials_and_uuids(void **state)
{
	static const char *const serials[] = {
		"System Serial Number",
		"123456789",
		"0123456789ABCDEF",
		"EeePC-1234567890",
		"DELL",
		"SSN12345678901234567",
		"NA60B7Y0S3Q",
		"Chassis Serial Number",
		"1234567890",
	};
	static const char *const uuids[] = {
		"00000000-0000-0000-0000-000000000000",
		"FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF",
		"03000200-0400-0500-0006-000700080009",
		"03000200040005000006000700080009",
		"fefefefe-fefe-fefe-fefe-fefefefefefe",
		"Not Present",
		"Not Settable",
		"",
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(serials); i++)
		if (!quirk_junk_serial(serials[i]))
			fail_msg("taken for a serial: %s", serials[i]);
	for (size_t i = 0; i < ARRAY_LEN(uuids); i++)
		if (!quirk_junk_uuid(uuids[i]))
			fail_msg("taken for a UUID: %s", uuids[i]);
	assert_false(quirk_junk_serial("5CD8123ABC"));
	assert_false(quirk_junk_serial("PF0Z1234"));
	assert_false(quirk_junk_uuid("4c4c4544-0042-3510-8052-b4c04f4a3532"));
	assert_true(quirk_junk_uuid(NULL));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(passing_classes),
		cmocka_unit_test(reviewed_classes),
		cmocka_unit_test(names_too_long_are_unknown),
		cmocka_unit_test(patterns_match_whole_words),
		cmocka_unit_test(junk_is_told_from_values),
		cmocka_unit_test(junk_serials_and_uuids),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
