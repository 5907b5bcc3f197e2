/*
 * Facts as people read them. Disks are sold in GB of 10^9 and shown by Windows in GiB, so both
 * stand there; RAM is sold in GB of 2^30. Decimal comma in Vietnamese.
 */
#include "model.h"

#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define GIB 1073741824.0

/* VALUE with at most DECIMALS decimals, none of them a trailing zero. */
static void add_number(struct buf *ret, double value, int decimals)
{
	char text[64];
	size_t len;

	snprintf(text, sizeof(text), "%.*f", decimals, value);
	len = strlen(text);
	if (strchr(text, '.')) {
		while (text[len - 1] == '0')
			text[--len] = '\0';
		if (text[len - 1] == '.')
			text[--len] = '\0';
	}
	for (char *p = text; *p; p++)
		if (*p == '.' && text_lang() == TEXT_VI)
			*p = ',';
	buf_add_str(ret, text);
}

static bool is_memory(const char *key)
{
	const struct fact_def *def = key ? fact_def_find(key) : NULL;

	return def && str_starts(def->key, "memory.");
}

static void add_bytes(struct buf *ret, double value, const char *key)
{
	if (is_memory(key)) {
		bool small = value < GIB / 2;

		add_number(ret, small ? value / (GIB / 1024) : value / GIB, small ? 0 : 2);
		buf_add_str(ret, small ? " MB" : " GB");
		return;
	}
	if (value < 1e9) {
		add_number(ret, value / 1e6, 0);
		buf_add_str(ret, " MB");
		return;
	}
	add_number(ret, value / 1e9, value < 1e10 ? 1 : 0);
	buf_add_str(ret, " GB");
}

void fact_show_brief(struct buf *ret, double value, const char *unit, const char *key)
{
	if (str_eq(unit, "B")) {
		add_bytes(ret, value, key);
	} else if (str_eq(unit, "Hz")) {
		add_number(ret, value / 1e9, 2);
		buf_add_str(ret, " GHz");
	} else {
		add_number(ret, value, 1);
		if (unit)
			buf_printf(ret, "%s%s", str_eq(unit, "%") ? "" : " ", unit);
	}
}

void fact_show_number(struct buf *ret, double value, const char *unit, const char *key)
{
	fact_show_brief(ret, value, unit, key);
	if (str_eq(unit, "B") && !is_memory(key) && value >= 1e10) {
		buf_add_str(ret, " (");
		add_number(ret, value / GIB, 1);
		buf_add_str(ret, " GiB)");
	}
}

const char *fact_word_label(const char *key, const char *word)
{
	static const struct {
		const char *facts, *word, *label; /* facts: how their keys in the catalogue begin */
	} words[] = {
		{"cpu.class", "above", N_("trên mức tối thiểu")},
		{"cpu.class", "floor", N_("đúng mức Celeron – Pentium")},
		{"cpu.class", "below", N_("dưới Celeron – Pentium")},
		{"cpu.class", "unknown", N_("chưa rõ")},
		{"check.", "ok", N_("tốt")},
		{"check.", "bad", N_("hỏng")},
		{"check.", "not-done", N_("chưa kiểm tra")},
		{"device.kind", "laptop", N_("laptop")},
		{"device.kind", "desktop", N_("máy bàn")},
		{"device.kind", "tablet", N_("máy bảng")},
		{"device.kind", "phone", N_("điện thoại")},
		{"device.kind", "other", N_("loại khác")},
		{"lock.", "none", N_("không")},
		{"lock.", "present", N_("có")},
		{"lock.", "possible", N_("có thể có")},
		{"disk.N.health", "good", N_("tốt")},
		{"disk.N.health", "warn", N_("cần chú ý")},
		{"disk.N.health", "bad", N_("hỏng")},
		{"disk.N.role", "internal", N_("ổ trong máy")},
		{"disk.N.role", "boot-medium", N_("ổ khởi động")},
		{"disk.N.role", "removable", N_("ổ rời")},
	};

	for (size_t i = 0; i < ARRAY_LEN(words); i++)
		if (str_starts(key, words[i].facts) && str_eq(words[i].word, word))
			return _(words[i].label);
	return word;
}

/* A CPU's name without the marks of ownership, which cost the columns that tell it apart. */
static void add_cpu_name(struct buf *ret, const char *name)
{
	static const char *const marks[] = {"(R)", "(r)", "(TM)", "(tm)"};

	while (*name) {
		size_t skip = 0;

		for (size_t i = 0; i < ARRAY_LEN(marks) && !skip; i++)
			skip = str_starts(name, marks[i]) ? strlen(marks[i]) : 0;
		if (!skip)
			buf_add_char(ret, *name);
		name += skip ? skip : 1;
	}
}

void fact_show(struct buf *ret, const struct fact *fact)
{
	const struct fact_def *def = fact ? fact_def_find(fact->key) : NULL;
	const char *unit = def ? def->unit : NULL;

	if (!fact) {
		buf_add_str(ret, _("chưa đo"));
		return;
	}
	if (fact->state != FACT_KNOWN) {
		buf_add_str(ret, fact->state == FACT_ABSENT ? _("không có") : _("không đọc được"));
		return;
	}
	switch (fact->type) {
	case FACT_TEXT:
		if (str_eq(fact->key, "cpu.model"))
			add_cpu_name(ret, fact->text);
		else
			buf_add_str(ret, fact_word_label(def ? def->key : "", fact->text));
		break;
	case FACT_INT:
		fact_show_number(ret, (double)fact->num, unit, fact->key);
		break;
	case FACT_REAL:
		fact_show_number(ret, fact->real, unit, fact->key);
		break;
	case FACT_BOOL:
		buf_add_str(ret, fact->yes ? _("có") : _("không"));
		break;
	}
}

static const char *said_text(const struct snapshot *snapshot, const char *key)
{
	const struct fact *fact = snapshot_said(snapshot, key);

	return fact && fact->state == FACT_KNOWN && fact->type == FACT_TEXT ? fact->text : NULL;
}

void snapshot_show_name(struct buf *ret, const struct snapshot *snapshot)
{
	const char *vendor = said_text(snapshot, "device.vendor");
	const char *model = said_text(snapshot, "device.model");

	if (vendor)
		buf_add_str(ret, vendor);
	/* Many makers repeat their name in the model's. */
	if (model && (!vendor || strncasecmp(model, vendor, strlen(vendor)) != 0))
		buf_printf(ret, "%s%s", vendor ? " " : "", model);
	else if (model)
		buf_add_str(ret, model + strlen(vendor));
	if (!vendor && !model)
		buf_add_str(ret, _("máy không ghi hãng và kiểu"));
}
