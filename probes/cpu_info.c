/* /proc/cpuinfo of x86 and ARM, and what a CPU's name itself tells. */
#include "cpu_priv.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define CPU_INFO_THREADS_MAX 4096

struct line {
	const char *key, *value;
	size_t key_len, value_len;
};

/* The parser's notes while it walks over the processors. */
struct walk {
	struct cpu_info *info;
	char fallback[CPU_NAME_MAX]; /* "Processor", "Hardware", "cpu": where no model name is */
	char implementer[16], part[16];
	unsigned package, core_ids;
	uint64_t core
		[CPU_INFO_THREADS_MAX]; /* package and core id of every processor that has one */
};

static size_t trim(const char **text, size_t len)
{
	while (len && isspace((unsigned char)**text)) {
		(*text)++;
		len--;
	}
	while (len && isspace((unsigned char)(*text)[len - 1]))
		len--;
	return len;
}

static bool key_is(const struct line *line, const char *key)
{
	return strlen(key) == line->key_len && memcmp(key, line->key, line->key_len) == 0;
}

static void keep(char *ret, size_t size, const struct line *line)
{
	if (*ret || !line->value_len || line->value_len >= size ||
	    memchr(line->value, '\0', line->value_len))
		return;
	memcpy(ret, line->value, line->value_len);
	ret[line->value_len] = '\0';
}

static bool number(const struct line *line, unsigned *ret)
{
	char text[16] = "";
	uint64_t value;

	keep(text, sizeof(text), line);
	if (!str_to_u64(text, 10, &value) || value > UINT32_MAX)
		return false;
	*ret = (unsigned)value;
	return true;
}

static bool has_word(const struct line *line, const char *word)
{
	size_t len = strlen(word);
	const char *end = line->value + line->value_len;

	for (const char *at = line->value; at < end;) {
		const char *blank = memchr(at, ' ', (size_t)(end - at));
		size_t word_len = (size_t)((blank ? blank : end) - at);

		if (word_len == len && memcmp(at, word, len) == 0)
			return true;
		at += word_len + 1;
	}
	return false;
}

static void take_name(struct walk *walk, const struct line *line)
{
	unsigned ignored;

	if (key_is(line, "model name"))
		keep(walk->info->name, CPU_NAME_MAX, line);
	else if ((key_is(line, "Processor") || key_is(line, "Hardware") || key_is(line, "cpu")) &&
		 !number(line, &ignored))
		keep(walk->fallback, sizeof(walk->fallback), line);
	else if (key_is(line, "CPU implementer"))
		keep(walk->implementer, sizeof(walk->implementer), line);
	else if (key_is(line, "CPU part"))
		keep(walk->part, sizeof(walk->part), line);
}

static void take_features(struct cpu_info *info, const struct line *line)
{
	if (key_is(line, "flags") && !info->flags_seen) {
		info->flags_seen = true;
		info->long_mode = has_word(line, "lm");
		info->arch = CPU_ARCH_X86;
	} else if (key_is(line, "Features") && info->arch == CPU_ARCH_UNKNOWN) {
		info->arch = has_word(line, "asimd") ? CPU_ARCH_ARM64 : CPU_ARCH_ARM32;
	}
}

static void take(struct walk *walk, const struct line *line)
{
	unsigned value;

	if (key_is(line, "processor") && number(line, &value)) {
		walk->info->threads++;
		walk->package = 0;
	} else if (key_is(line, "physical id") && number(line, &value)) {
		walk->package = value;
	} else if (key_is(line, "core id") && number(line, &value)) {
		if (walk->core_ids < CPU_INFO_THREADS_MAX)
			walk->core[walk->core_ids] = (uint64_t)walk->package << 32 | value;
		walk->core_ids++;
	} else {
		take_name(walk, line);
		take_features(walk->info, line);
	}
}

static int by_value(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return (x > y) - (x < y);
}

/* Two threads of one core say the same package and core id. A lone processor of a kernel without
 * SMP says none; nor do ARM ones, where hwloc knows. */
static unsigned count_cores(struct walk *walk)
{
	unsigned cores = 0;

	if (walk->core_ids == 0)
		return walk->info->threads == 1;
	if (walk->core_ids != walk->info->threads || walk->core_ids > CPU_INFO_THREADS_MAX)
		return 0;
	qsort(walk->core, walk->core_ids, sizeof(walk->core[0]), by_value);
	for (unsigned i = 0; i < walk->core_ids; i++)
		cores += i == 0 || walk->core[i] != walk->core[i - 1];
	return cores;
}

static bool next_line(const char **text, const char *end, struct line *ret)
{
	const char *newline, *colon;

	if (*text >= end)
		return false;
	newline = memchr(*text, '\n', (size_t)(end - *text));
	if (!newline)
		newline = end;
	colon = memchr(*text, ':', (size_t)(newline - *text));
	*ret = (struct line){.key = *text, .value = newline};
	if (colon) {
		ret->value = colon + 1;
		ret->key_len = trim(&ret->key, (size_t)(colon - *text));
		ret->value_len = trim(&ret->value, (size_t)(newline - colon - 1));
	}
	*text = newline + 1;
	return true;
}

void cpu_info_parse(struct cpu_info *ret, const char *text, size_t len)
{
	struct walk *walk = calloc(1, sizeof(*walk));
	const char *end = text + len;
	struct line line;

	*ret = (struct cpu_info){0};
	if (!walk)
		return;
	walk->info = ret;
	while (next_line(&text, end, &line))
		take(walk, &line);
	ret->cores = count_cores(walk);
	if (!*ret->name && *walk->fallback)
		memcpy(ret->name, walk->fallback, sizeof(ret->name));
	else if (!*ret->name && *walk->part)
		snprintf(ret->name, sizeof(ret->name), "ARM %s %s", walk->implementer, walk->part);
	if (ret->threads == 0 && *ret->name)
		ret->threads = ret->cores = 1; /* old ARM: one unnumbered processor */
	free(walk);
}

bool cpu_name_is_real(const char *name)
{
	unsigned letters = 0;

	if (quirk_junk_text(name))
		return false;
	for (const char *at = name; *at; at++) {
		letters = isalpha((unsigned char)*at) ? letters + 1 : 0;
		if (letters == 3)
			return true;
	}
	return false;
}

bool cpu_clock_is_plausible(uint64_t hz)
{
	return hz >= 100 * CPU_MHZ && hz <= 10000 * CPU_MHZ;
}

/* "1.60" at *TEXT as thousandths; moves *TEXT behind it. */
static bool decimal(const char **text, uint64_t *ret, unsigned *ret_decimals)
{
	const char *at = *text;
	uint64_t value = 0;
	unsigned decimals = 0;

	if (!isdigit((unsigned char)*at))
		return false;
	for (; isdigit((unsigned char)*at); at++)
		value = value < 1000000 ? value * 10 + (unsigned)(*at - '0') : value;
	value *= 1000;
	if (*at == '.') {
		unsigned weight = 1000;

		for (at++; isdigit((unsigned char)*at); at++, decimals++) {
			weight /= 10;
			value += weight * (unsigned)(*at - '0');
		}
	}
	*text = at;
	*ret = value;
	*ret_decimals = decimals;
	return true;
}

/* The clock that begins at TEXT, or 0. AFTER_AT: an "@" stands before it, so that a name cut off
 * after its decimals still means GHz. */
static uint64_t clock_at(const char **text, bool after_at)
{
	uint64_t thousandths;
	unsigned decimals;
	const char *at;

	if (!decimal(text, &thousandths, &decimals))
		return 0;
	at = *text;
	at += *at == '+'; /* "@ 1.0+ GHz": VIA */
	at += strspn(at, " ");
	if (strncasecmp(at, "gh", 2) == 0)
		return thousandths * CPU_MHZ;
	if (strncasecmp(at, "mh", 2) == 0)
		return thousandths * CPU_MHZ / 1000;
	if (after_at && decimals >= 2 && (!*at || strcasecmp(at, "g") == 0))
		return thousandths * CPU_MHZ;
	return 0;
}

uint64_t cpu_name_clock(const char *name)
{
	const char *sign = strchr(name, '@');
	const char *at = sign ? sign + 1 : name;
	uint64_t hz;

	if (sign) {
		at += strspn(at, " ");
		hz = clock_at(&at, true);
		return cpu_clock_is_plausible(hz) ? hz : 0;
	}
	while (*at) {
		if (!isdigit((unsigned char)*at)) {
			at++;
			continue;
		}
		hz = clock_at(&at, false);
		if (cpu_clock_is_plausible(hz))
			return hz;
	}
	return 0;
}
