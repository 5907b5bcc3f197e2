/* What a repair changed: two snapshots, fact by fact, and what the judge says of both. */
#include "compare_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* These change while nobody does anything. */
static bool is_restless(const char *key)
{
	static const char *const kept_out[] = {
		"battery.N.full", "battery.N.level",   "disk.N.partitions", "disk.N.power_on_hours",
		"disk.N.table",	  "link.state",	       "storage.free",
	};
	const struct fact_def *def = fact_def_find(key);

	if (!def)
		return true;
	for (size_t i = 0; i < ARRAY_LEN(kept_out); i++)
		if (str_eq(def->key, kept_out[i]))
			return true;
	return false;
}

static bool is_same(const struct fact *a, const struct fact *b)
{
	AUTO(buf_done) struct buf x = {0}, y = {0};

	/* What one probe could not read is no change of the device. */
	if ((a && a->state == FACT_UNREADABLE) || (b && b->state == FACT_UNREADABLE))
		return true;
	if ((!a || a->state == FACT_ABSENT) && (!b || b->state == FACT_ABSENT))
		return true;
	fact_show(&x, a);
	fact_show(&y, b);
	return str_eq(buf_text(&x), buf_text(&y));
}

static void show(struct buf *ret, const struct fact *fact)
{
	if (fact)
		fact_show(ret, fact);
	else
		buf_add_str(ret, _("không có"));
}

/* "Thanh RAM 2": numbered as people count. */
static void add_label(struct buf *ret, const char *key)
{
	const struct fact_def *def = fact_def_find(key);
	const char *digit = strpbrk(key, "0123456789");

	buf_add_str(ret, _(def->label));
	if (digit && digit > key && digit[-1] == '.')
		buf_printf(ret, " %ld", strtol(digit, NULL, 10) + 1);
}

static void compare_one(struct buf *ret, const char *key, const struct fact *before,
			const struct fact *after)
{
	const struct fact_def *def = fact_def_find(key);

	if (is_restless(key) || def->personal || is_same(before, after))
		return;
	buf_add_str(ret, "  ");
	add_label(ret, key);
	buf_add_str(ret, ": ");
	show(ret, before);
	buf_add_str(ret, " → ");
	show(ret, after);
	buf_add_char(ret, '\n');
}

static bool is_disk_serial(const struct fact *fact)
{
	const struct fact_def *def = fact_def_find(fact->key);

	return def && str_eq(def->key, "disk.N.serial") && fact->state == FACT_KNOWN;
}

static bool has_disk(const struct snapshot *snapshot, const char *serial)
{
	for (size_t i = 0; i < snapshot->facts.count; i++) {
		const struct fact *fact = &snapshot->facts.list[i];

		if (is_disk_serial(fact) && str_eq(fact->text, serial))
			return true;
	}
	return false;
}

/* Is there a disk in A that is not in B? By serial, wherever it is plugged in now. */
static bool has_other_disk(const struct snapshot *a, const struct snapshot *b)
{
	for (size_t i = 0; i < a->facts.count; i++)
		if (is_disk_serial(&a->facts.list[i]) && !has_disk(b, a->facts.list[i].text))
			return true;
	return false;
}

static bool is_known(const struct snapshot *snapshot, const char *key)
{
	const struct fact *fact = snapshot_fact(snapshot, key);

	return fact && fact->state == FACT_KNOWN;
}

void compare_facts(struct buf *ret, const struct snapshot *before, const struct snapshot *after)
{
	static const char *const installed = "memory.installed";
	bool both = is_known(before, installed) && is_known(after, installed);
	size_t begin = ret->len;

	/* What the kernel leaves usable matters where nothing better is known. */
	for (size_t i = 0; i < before->facts.count; i++)
		if (!both || !str_eq(before->facts.list[i].key, "memory.usable"))
			compare_one(ret, before->facts.list[i].key, &before->facts.list[i],
				    snapshot_fact(after, before->facts.list[i].key));
	for (size_t i = 0; i < after->facts.count; i++)
		if (!snapshot_fact(before, after->facts.list[i].key))
			compare_one(ret, after->facts.list[i].key, NULL,
				    &after->facts.list[i]);
	if (has_other_disk(before, after) && has_other_disk(after, before))
		buf_printf(ret, "  %s\n", _("ổ đã thay"));
	if (ret->len == begin)
		buf_printf(ret, "  %s\n", _("không thấy khác nhau"));
}

/* ---- verdicts ------------------------------------------------------------ */

static enum outcome outcome_of(const struct verdict *verdict, const struct rule *rule)
{
	for (size_t i = 0; i < verdict->count; i++)
		if (verdict->findings[i].rule == rule)
			return verdict->findings[i].outcome;
	return OUTCOME_NOT_APPLICABLE;
}

static void add_rules(struct buf *ret, const char *title, const struct verdict *before,
		      const struct verdict *after, enum outcome to)
{
	size_t count = 0;

	for (size_t i = 0; i < after->count; i++) {
		const struct finding *finding = &after->findings[i];

		if (finding->outcome != to || outcome_of(before, finding->rule) == to)
			continue;
		buf_printf(ret, "%s%s", count++ ? ", " : title, finding->rule->label);
	}
	buf_add_str(ret, count ? "\n" : "");
}

void compare_verdicts(struct buf *ret, const struct verdict *before, const struct verdict *after)
{
	add_rules(ret, _("  nay đạt: "), before, after, OUTCOME_PASS);
	add_rules(ret, _("  nay không đạt: "), before, after, OUTCOME_FAIL);
	if (before->measured != after->measured)
		buf_printf(ret, _("  phần đo được: %s → %s\n"),
			   verdict_word_label(before->measured),
			   verdict_word_label(after->measured));
}
