/*
 * The kinds of test a rule can use. Each reads facts and says pass, fail or unknown; "unknown"
 * whenever a fact that could decide was not read. Readings: the table at the end of interface.md.
 */
#include "assess_priv.h"

#include <ctype.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

static const char *shown(const struct judging *judging, const struct fact *fact)
{
	AUTO(buf_done) struct buf text = {0};

	if (!fact || fact->state == FACT_UNREADABLE)
		return NULL;
	fact_show(&text, fact);
	return arena_str(judging->arena, buf_text(&text));
}

static void report(const struct judging *judging, struct finding *finding, const struct fact *fact)
{
	finding->measured = shown(judging, fact);
	finding->source = fact ? text_said(fact->source) : NULL;
	if (fact && fact->state != FACT_KNOWN)
		finding->reason = text_said(fact->reason);
	if (!fact)
		finding->reason = _("chưa đo được");
}

/* Counts towards the number asked for: known, or known to be lacking where that means none. */
static bool counts(const struct rule *rule, const struct fact *fact)
{
	return fact &&
	       (fact->state == FACT_KNOWN || (fact->state == FACT_ABSENT && rule->absent_fails));
}

static enum outcome test_at_least(struct judging *judging, struct finding *finding)
{
	const struct rule *rule = judging->rule;
	const struct fact *best_fact = judge_fact(judging, rule->facts[0]);
	const struct fact *unread = NULL;
	bool all_read = true;
	double best = -1, number;

	for (size_t i = 0; i < rule->fact_count; i++) {
		const struct fact *fact = judge_fact(judging, rule->facts[i]);

		if (!counts(rule, fact)) {
			all_read = false;
			unread = fact;
		} else if (fact_number(fact, &number) && number > best) {
			best = number;
			best_fact = fact;
		}
	}
	report(judging, finding, best_fact);
	if (best >= rule->value * (1 - rule->tolerance))
		return OUTCOME_PASS;
	if (!all_read) {
		/* What was not read could still be enough. */
		finding->reason = unread && unread->reason ? text_said(unread->reason)
							   : _("chưa đo được");
		return OUTCOME_UNKNOWN;
	}
	judging->missing = rule->value - fmax(best, 0);
	return OUTCOME_FAIL;
}

static bool listed(const char *const *words, size_t count, const char *word)
{
	for (size_t i = 0; i < count; i++)
		if (str_eq(words[i], word))
			return true;
	return false;
}

static enum outcome test_one_of(struct judging *judging, struct finding *finding)
{
	const struct rule *rule = judging->rule;
	const struct fact *fact = judge_fact(judging, rule->facts[0]);
	const char *word = fact_word(fact);
	const char *detail =
		rule->fact_count > 1 ? shown(judging, judge_fact(judging, rule->facts[1])) : NULL;

	report(judging, finding, fact);
	if (detail && finding->measured)
		finding->measured =
			arena_printf(judging->arena, "%s (%s)", detail, finding->measured);
	else if (detail)
		finding->measured = detail;
	if (!word)
		return OUTCOME_UNKNOWN;
	if (listed(rule->pass, rule->pass_count, word))
		return OUTCOME_PASS;
	return listed(rule->fail, rule->fail_count, word) ? OUTCOME_FAIL : OUTCOME_UNKNOWN;
}

/* The word for the running kernel's kind; NULL where it does not bear on memory: nobody read it,
 * or it is an Android phone's, built for just the memory soldered beside it. */
static const char *kernel_word(const struct judging *judging)
{
	if (judge_fact(judging, "os.sdk"))
		return NULL;
	return fact_word(judge_fact(judging, "cpu.arch"));
}

/* A 32-bit kernel does not see all memory: what it calls usable says nothing. */
static bool kernel_is_32bit(const struct judging *judging)
{
	const char *arch = kernel_word(judging);

	if (!arch)
		return false;
	return (arch[0] == 'i' && str_ends(arch, "86")) || str_eq(arch, "x86") ||
	       str_starts(arch, "armv") || str_eq(arch, "arm");
}

/* "x86_64", "aarch64", "ppc64le". Any other word, "armeabi-v7a" or "ia32", may be a kernel that
 * does not see all memory. */
static bool kernel_may_be_32bit(const struct judging *judging)
{
	const char *arch = kernel_word(judging);

	return arch && !strstr(arch, "64");
}

/* The smallest module that makes up for what is missing: modules come in powers of two. */
static double module_for(double missing)
{
	return missing > 0 ? exp2(ceil(log2(missing))) : 0;
}

/* No SMBIOS: what the kernel calls usable is a little less than what is fitted. */
static enum outcome memory_by_usable(struct judging *judging, struct finding *finding,
				     const struct fact *installed, const struct fact *usable,
				     double usable_bytes)
{
	const struct rule *rule = judging->rule;

	finding->measured = shown(judging, usable);
	finding->source = text_said(usable->source);
	if (kernel_may_be_32bit(judging)) {
		finding->reason = _("nhân 32-bit không thấy hết RAM");
		return OUTCOME_UNKNOWN;
	}
	if (usable_bytes >= rule->usable_pass)
		return OUTCOME_PASS;
	if (usable_bytes >= rule->usable_review) {
		finding->reason = installed && installed->reason
					  ? text_said(installed->reason)
					  : _("chỉ biết RAM dùng được, sát mức tối thiểu");
		return OUTCOME_UNKNOWN;
	}
	judging->missing = module_for(rule->value - usable_bytes);
	return OUTCOME_FAIL;
}

static enum outcome test_memory(struct judging *judging, struct finding *finding)
{
	const struct rule *rule = judging->rule;
	const struct fact *installed = judge_fact(judging, rule->facts[0]);
	const struct fact *usable = judge_fact(judging, rule->facts[1]);
	double installed_bytes = 0, usable_bytes = 0;
	bool has_usable = fact_number(usable, &usable_bytes);

	report(judging, finding, installed);
	if (!fact_number(installed, &installed_bytes))
		return has_usable
			       ? memory_by_usable(judging, finding, installed, usable, usable_bytes)
			       : OUTCOME_UNKNOWN;
	if (has_usable && !kernel_is_32bit(judging) &&
	    fabs(installed_bytes - usable_bytes) > rule->max_gap * installed_bytes &&
	    (installed_bytes >= rule->value || usable_bytes >= rule->usable_review)) {
		finding->measured = arena_printf(judging->arena, _("%s lắp / %s dùng được"),
						 shown(judging, installed), shown(judging, usable));
		finding->reason = _("hai nguồn lệch nhau quá 25 %");
		return OUTCOME_UNKNOWN;
	}
	if (installed_bytes >= rule->value)
		return OUTCOME_PASS;
	judging->missing = module_for(rule->value - installed_bytes);
	return OUTCOME_FAIL;
}

static enum outcome test_free_space(struct judging *judging, struct finding *finding)
{
	const struct rule *rule = judging->rule;
	const struct fact *free_fact = judge_fact(judging, rule->facts[0]);
	double free_bytes, total = 0;
	bool has_total = fact_number(judge_fact(judging, rule->facts[1]), &total);

	report(judging, finding, free_fact);
	if (has_total && total < rule->value) {
		finding->reason = _("cả vùng dữ liệu còn nhỏ hơn mức cần trống");
		return OUTCOME_FAIL;
	}
	if (!fact_number(free_fact, &free_bytes))
		return OUTCOME_UNKNOWN;
	if (has_total && free_bytes > total) {
		finding->reason = _("trống nhiều hơn cả vùng dữ liệu: đo lại");
		return OUTCOME_UNKNOWN;
	}
	if (free_bytes >= rule->value)
		return OUTCOME_PASS;
	judging->missing = rule->value - free_bytes;
	if (judging->request->stage == ASSESS_FINAL)
		return OUTCOME_FAIL;
	finding->reason = _("khôi phục cài đặt gốc có thể giải phóng thêm");
	return OUTCOME_UNKNOWN;
}

/* Compares "4.4.2" with "4.10" number by number, never as text. */
static int compare_versions(const char *a, const char *b)
{
	while (*a || *b) {
		unsigned long x = strtoul(a, (char **)&a, 10), y = strtoul(b, (char **)&b, 10);

		if (x != y)
			return x < y ? -1 : 1;
		a += *a == '.';
		b += *b == '.';
		if (!isdigit((unsigned char)*a))
			a = "";
		if (!isdigit((unsigned char)*b))
			b = "";
	}
	return 0;
}

static enum outcome test_os(struct judging *judging, struct finding *finding)
{
	const struct rule *rule = judging->rule;
	const struct fact *version = judge_fact(judging, rule->facts[0]);
	const struct fact *name_fact =
		rule->fact_count > 1 ? judge_fact(judging, rule->facts[1]) : NULL;
	const char *name = fact_word(name_fact);
	const struct os_floor *floor = NULL;
	const struct fact *fact;
	AUTO(buf_done) struct buf found = {0};
	double number;

	report(judging, finding, version);
	if (name)
		finding->measured = arena_printf(judging->arena, "%s %s", name,
						 finding->measured ? finding->measured : "");
	for (size_t i = 0; i < rule->floor_count && !floor; i++)
		if (str_eq(rule->floors[i].name, name))
			floor = &rule->floors[i];
	if (!floor)
		return OUTCOME_UNKNOWN;
	fact = judge_fact(judging, floor->fact);
	if (fact_number(fact, &number))
		buf_printf(&found, "%.0f", number);
	else if (fact_word(fact))
		buf_add_str(&found, fact_word(fact));
	if (!isdigit((unsigned char)buf_text(&found)[0])) {
		finding->reason =
			fact && fact->reason ? text_said(fact->reason)
					     : _("chưa đọc được phiên bản");
		return OUTCOME_UNKNOWN;
	}
	return compare_versions(buf_text(&found), floor->min) >= 0 ? OUTCOME_PASS : OUTCOME_FAIL;
}

static enum outcome test_check(struct judging *judging, struct finding *finding)
{
	const struct rule *rule = judging->rule;
	size_t good = 0, bad = 0;

	report(judging, finding, judge_fact(judging, rule->facts[0]));
	finding->reason = NULL;
	for (size_t i = 0; i < rule->fact_count; i++) {
		const struct fact *fact = judge_fact(judging, rule->facts[i]);
		const char *word = fact_word(fact);

		good += str_eq(word, "ok");
		bad += str_eq(word, "bad");
		if (str_eq(word, "ok"))
			report(judging, finding, fact);
	}
	if (rule->any ? good > 0 : good == rule->fact_count)
		return OUTCOME_PASS;
	if (rule->any ? bad == rule->fact_count : bad > 0)
		return OUTCOME_FAIL;
	finding->reason = _("chưa kiểm tra tay");
	return OUTCOME_UNKNOWN;
}

static enum outcome test_band(struct judging *judging, struct finding *finding)
{
	const struct rule *rule = judging->rule;
	const struct fact *best_fact = judge_fact(judging, rule->facts[0]);
	double best = -1, number;

	for (size_t i = 0; i < rule->fact_count; i++) {
		const struct fact *fact = judge_fact(judging, rule->facts[i]);

		if (fact_number(fact, &number) && number > best) {
			best = number;
			best_fact = fact;
		}
	}
	report(judging, finding, best_fact);
	if (best < 0)
		return OUTCOME_UNKNOWN;
	for (size_t i = 0; i < rule->band_count; i++) {
		if (best < rule->bands[i].from)
			continue;
		finding->measured = arena_printf(judging->arena, "%s (%s)", finding->measured,
						 rule->bands[i].label);
		return i + 1 < rule->band_count ? OUTCOME_PASS : OUTCOME_FAIL;
	}
	return OUTCOME_FAIL;
}

void judge_test(struct judging *judging, struct finding *finding)
{
	static enum outcome (*const tests[])(struct judging *, struct finding *) = {
		[TEST_AT_LEAST] = test_at_least,
		[TEST_ONE_OF] = test_one_of,
		[TEST_MEMORY] = test_memory,
		[TEST_FREE_SPACE] = test_free_space,
		[TEST_OS] = test_os,
		[TEST_CHECK] = test_check,
		[TEST_BAND] = test_band,
	};

	finding->outcome = tests[judging->rule->test](judging, finding);
}
