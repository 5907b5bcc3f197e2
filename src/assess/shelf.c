/*
 * What on a shelf would mend a device, by what its probe saw. A wrong "fits" costs a volunteer an
 * evening: what is not known does not fit.
 */
#include "assess_priv.h"

#include <ctype.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define MODULES_MOST 64
#define DISKS_MOST 64

static const struct fact *numbered_fact(const struct snapshot *snapshot, const char *fmt,
					unsigned number, const char *part)
{
	char key[64];

	snprintf(key, sizeof(key), "%s.%u.%s", fmt, number, part);
	return snapshot_fact(snapshot, key);
}

/* ---- memory -------------------------------------------------------------- */

struct modules {
	const char *type; /* of all that are fitted; NULL: not known */
	bool differ;
	double smallest; /* 0: not known */
};

static struct modules modules_of(const struct snapshot *snapshot)
{
	struct modules modules = {0};

	for (unsigned i = 0; i < MODULES_MOST; i++) {
		const char *type =
			fact_word(numbered_fact(snapshot, "memory.module", i, "type"));
		double size;

		if (fact_number(numbered_fact(snapshot, "memory.module", i, "size"), &size) &&
		    (modules.smallest <= 0 || size < modules.smallest))
			modules.smallest = size;
		if (type && modules.type && strcasecmp(type, modules.type) != 0)
			modules.differ = true;
		if (type)
			modules.type = type;
	}
	if (modules.differ)
		modules.type = NULL;
	return modules;
}

static bool is_module_type(const char *type)
{
	static const char *const known[] = {"DDR", "DDR2", "DDR3", "DDR3L", "DDR4", "DDR5"};

	for (size_t i = 0; type && i < ARRAY_LEN(known); i++)
		if (strcasecmp(type, known[i]) == 0)
			return true;
	return false;
}

static void set_type(struct part_need *need, const char *type)
{
	size_t i = 0;

	for (; type[i] && i + 1 < sizeof(need->type); i++)
		need->type[i] = (char)tolower((unsigned char)type[i]);
	need->type[i] = '\0';
}

static bool need_memory(struct part_need *need, const struct snapshot *snapshot, double missing)
{
	struct modules modules = modules_of(snapshot);
	double slots, slots_free = 0;

	if (missing <= 0 ||
	    (fact_number(snapshot_fact(snapshot, "memory.slots"), &slots) && slots < 1) ||
	    (modules.type && str_starts(modules.type, "LPDDR")))
		return false;
	need->kind = "ram";
	/* Without a free slot the new module also makes up for the one it replaces. */
	if (!fact_number(snapshot_fact(snapshot, "memory.slots_free"), &slots_free) ||
	    slots_free < 1)
		missing += modules.smallest;
	need->size = (int64_t)missing;
	if (is_module_type(modules.type))
		set_type(need, modules.type);
	else
		need->look = _("xem kiểu RAM ghi trên thanh đang lắp (DDR2, DDR3 …)");
	return true;
}

/* ---- disks --------------------------------------------------------------- */

/* The kernel calls SATA and IDE by one name; boards that take DDR3 or later have no IDE. */
static bool is_sata_board(const struct snapshot *snapshot)
{
	const char *type = modules_of(snapshot).type;

	return type && str_starts(type, "DDR") && type[3] >= '3' && type[3] <= '5';
}

static bool need_disk(struct part_need *need, const struct snapshot *snapshot, double least)
{
	bool soldered = false;

	need->kind = "disk";
	need->size = (int64_t)least;
	need->look = _("xem máy lắp ổ SATA, IDE hay M.2");
	for (unsigned i = 0; i < DISKS_MOST; i++) {
		const char *role = fact_word(numbered_fact(snapshot, "disk", i, "role"));
		const char *bus = fact_word(numbered_fact(snapshot, "disk", i, "bus"));

		if (!str_eq(role, "internal"))
			continue;
		if (str_eq(bus, "nvme"))
			set_type(need, "nvme");
		else if (str_eq(bus, "ata") && is_sata_board(snapshot))
			set_type(need, "sata");
		soldered |= str_eq(bus, "mmc");
	}
	if (*need->type)
		need->look = NULL;
	else if (soldered)
		need->look = _("eMMC hàn liền máy: xem có khe SATA hoặc M.2 không");
	return true;
}

/* ---- both ---------------------------------------------------------------- */

bool part_need_find(struct part_need *ret_need, const struct snapshot *snapshot,
		    const struct finding *finding, const char *kind)
{
	const struct rule *rule = finding->rule;
	struct part_need need = {.is_laptop = str_eq(kind, "laptop")};
	bool found = false;

	if (finding->outcome != OUTCOME_FAIL || (!need.is_laptop && !str_eq(kind, "desktop")))
		return false;
	if (rule->test == TEST_MEMORY)
		found = need_memory(&need, snapshot, finding->missing);
	else if (rule->test == TEST_AT_LEAST && rule->fact_count &&
		 str_eq(rule->facts[0], "storage.largest"))
		found = need_disk(&need, snapshot, rule->value - rule->tolerance);
	if (found)
		*ret_need = need;
	return found;
}

/* A DDR3L module also runs at the voltage of DDR3; the other way round it need not. */
static bool type_fits(const char *wanted, const char *has)
{
	return strcasecmp(wanted, has) == 0 ||
	       (str_eq(wanted, "ddr3") && strcasecmp(has, "ddr3l") == 0);
}

static bool form_fits(const struct part_need *need, const char *form)
{
	if (str_eq(need->kind, "ram"))
		return str_eq(form, need->is_laptop ? "so-dimm" : "dimm");
	if (str_eq(need->type, "nvme"))
		return str_eq(form, "m2");
	return str_eq(form, "2.5") || (!need->is_laptop && str_eq(form, "3.5"));
}

bool part_fits(const struct part_need *need, const struct shelf_part *part)
{
	return *need->type && str_eq(part->kind, need->kind) && part->type && part->form &&
	       !str_eq(part->condition, "bad") && part->size >= need->size && part->size > 0 &&
	       type_fits(need->type, part->type) && form_fits(need, part->form);
}

/* ---- chargers ------------------------------------------------------------ */

struct rating {
	double volts, amperes;
};

/* The number that stands before a unit, if P stands at one. */
static const char *read_number(const char *p, double *ret)
{
	double value = 0, place = 1;

	for (; isdigit((unsigned char)*p); p++)
		value = value * 10 + (*p - '0');
	if ((*p == '.' || *p == ',') && isdigit((unsigned char)p[1]))
		for (p++; isdigit((unsigned char)*p); p++) {
			place /= 10;
			value += (*p - '0') * place;
		}
	*ret = value;
	return p + strspn(p, " ");
}

static bool ends_unit(const char *p)
{
	return !isalnum((unsigned char)*p);
}

/* The first voltage and the first current in TEXT, the current from watts if need be. A range of
 * voltages ("5-20V") is no single one. */
static bool rating_read(const char *text, struct rating *ret)
{
	struct rating rating = {0};
	double watts = 0;

	for (const char *p = text; *p;) {
		double value;
		bool is_range = p > text && (p[-1] == '-' || p[-1] == '~');

		if (!isdigit((unsigned char)*p)) {
			p++;
			continue;
		}
		p = read_number(p, &value);
		if (*p == 'V' && ends_unit(p + 1)) {
			if (is_range || (rating.volts > 0 && fabs(rating.volts - value) > 0))
				return false;
			rating.volts = value;
		} else if (*p == 'A' && ends_unit(p + 1) && rating.amperes <= 0) {
			rating.amperes = value;
		} else if (str_starts(p, "mA") && ends_unit(p + 2) && rating.amperes <= 0) {
			rating.amperes = value / 1000;
		} else if (*p == 'W' && ends_unit(p + 1) && watts <= 0) {
			watts = value;
		}
	}
	if (rating.volts > 0 && rating.amperes <= 0)
		rating.amperes = watts / rating.volts;
	*ret = rating;
	return rating.volts > 0 && rating.amperes > 0;
}

bool charger_fits(const char *wanted, const char *rating)
{
	struct rating want, has;

	/* Labels of one family say 19 V and 19.5 V; 12 V and 19 V never meet. */
	return wanted && rating && rating_read(wanted, &want) && rating_read(rating, &has) &&
	       fabs(want.volts - has.volts) <= 0.5 && has.amperes >= want.amperes;
}
