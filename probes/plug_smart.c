/* The plugin that reads smartctl's JSON. Everything in it may be missing, of another type, or a
 * number that no disk can have. */
#include "plug_smart.h"

#include <ctype.h>
#include <errno.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define WEAR_BAD 90 /* % */
#define HOURS_WARN 60000 /* about seven years of running */
#define HOURS_ABSURD 250000 /* no disk with SMART has run for 28 years */

enum attribute {
	ATTR_REALLOCATED = 5,
	ATTR_POWER_ON = 9,
	ATTR_PENDING = 197,
	ATTR_UNCORRECTABLE = 198,
};

static json_t *member(const json_t *object, const char *key)
{
	return json_object_get(object, key); /* NULL when it is no object */
}

static bool number(const json_t *object, const char *key, uint64_t *ret)
{
	const json_t *value = member(object, key);

	if (!json_is_integer(value) || json_integer_value(value) < 0)
		return false;
	*ret = (uint64_t)json_integer_value(value);
	return true;
}

static void worsen(struct smart_report *report, enum smart_health health, const char *what,
		   uint64_t value)
{
	if (health <= report->health)
		return;
	report->health = health;
	snprintf(report->evidence, sizeof(report->evidence), "%.60s %llu", what,
		 (unsigned long long)value);
}

/* The count in an attribute. Many disks pack other numbers above it, which smartctl's text sets
 * apart ("0 (2000, 0)", "12345h+17m+03.420s"), so the text goes first. */
static bool raw_count(const json_t *attribute, uint64_t *ret)
{
	const json_t *raw = member(attribute, "raw");
	const char *text = json_string_value(member(raw, "string"));
	uint64_t value;
	char *end;

	if (text && isdigit((unsigned char)*text)) {
		errno = 0;
		value = strtoull(text, &end, 10);
		if (!errno && (!*end || *end == ' ' || *end == 'h')) {
			*ret = value;
			return true;
		}
	}
	if (!number(raw, "value", &value))
		return false;
	*ret = value & UINT32_MAX;
	return true;
}

static void set_hours(struct smart_report *report, uint64_t hours)
{
	if (hours <= HOURS_ABSURD) {
		report->hours = hours;
		report->hours_known = true;
	}
}

/* Attributes whose normalised value counts down from 100 to the end of a solid state disk. */
static bool is_life_left(const char *name)
{
	static const char *const names[] = {"SSD_Life_Left",           "Media_Wearout_Indicator",
					    "Wear_Leveling_Count",     "Percent_Lifetime_Remain",
					    "Remaining_Lifetime_Perc", "Percent_Life_Remaining"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(name, names[i]) == 0)
			return true;
	return false;
}

/* The numbers mean different things on different disks: the name decides with them. */
static void read_attribute(struct smart_report *report, const json_t *attribute)
{
	const char *name = json_string_value(member(attribute, "name"));
	uint64_t id, count = 0, left;
	bool counted = raw_count(attribute, &count);

	if (!name || !number(attribute, "id", &id))
		return;
	if (is_life_left(name) && number(attribute, "value", &left) && left <= 100 - WEAR_BAD)
		worsen(report, SMART_BAD, name, left);
	if (!counted || !count)
		return;
	if (id == ATTR_PENDING && strstr(name, "Pending"))
		worsen(report, SMART_BAD, name, count);
	else if (id == ATTR_UNCORRECTABLE && strstr(name, "Uncorrect"))
		worsen(report, SMART_BAD, name, count);
	else if (id == ATTR_REALLOCATED && (strstr(name, "Reallocat") || strstr(name, "Retired")))
		worsen(report, SMART_WARN, name, count);
	else if (id == ATTR_POWER_ON && !report->hours_known && strstr(name, "Power_On_Hours"))
		set_hours(report, count);
}

static void read_nvme(struct smart_report *report, const json_t *log)
{
	uint64_t value;

	if (number(log, "critical_warning", &value) && value)
		worsen(report, SMART_BAD, "critical_warning", value);
	if (number(log, "percentage_used", &value) && value >= WEAR_BAD)
		worsen(report, SMART_BAD, "percentage_used", value);
	if (number(log, "media_errors", &value) && value)
		worsen(report, SMART_WARN, "media_errors", value);
	if (!report->hours_known && number(log, "power_on_hours", &value))
		set_hours(report, value);
}

static void read_message(struct smart_report *report, const json_t *root)
{
	const json_t *first = json_array_get(member(member(root, "smartctl"), "messages"), 0);
	const char *text = json_string_value(member(first, "string"));

	if (text)
		snprintf(report->message, sizeof(report->message), "%s", text);
}

static void read_root(struct smart_report *report, const json_t *root)
{
	const json_t *table = member(member(root, "ata_smart_attributes"), "table");
	const json_t *support = member(root, "smart_support");
	const json_t *passed = member(member(root, "smart_status"), "passed");
	uint64_t value;

	read_message(report, root);
	report->no_smart = json_is_false(member(support, "available"));
	report->switched_off = !report->no_smart && json_is_false(member(support, "enabled"));
	if (number(member(root, "power_on_time"), "hours", &value))
		set_hours(report, value);
	if (json_is_true(passed))
		report->health = SMART_GOOD;
	if (json_is_false(passed))
		worsen(report, SMART_BAD, "smart_status", 0);
	for (size_t i = 0; i < json_array_size(table); i++)
		read_attribute(report, json_array_get(table, i));
	read_nvme(report, member(root, "nvme_smart_health_information_log"));
	if (number(member(root, "endurance_used"), "current_percent", &value) && value >= WEAR_BAD)
		worsen(report, SMART_BAD, "endurance_used", value);
	if (number(root, "scsi_grown_defect_list", &value) && value)
		worsen(report, SMART_WARN, "scsi_grown_defect_list", value);
	if (report->hours_known && report->hours >= HOURS_WARN)
		worsen(report, SMART_WARN, "power_on_hours", report->hours);
}

static bool read_report(const char *json, size_t len, struct smart_report *ret)
{
	struct smart_report report = {0};
	json_t *root = json_loadb(json, len, 0, NULL);

	if (!json_is_object(root) || !json_is_object(member(root, "smartctl"))) {
		json_decref(root);
		return false;
	}
	read_root(&report, root);
	json_decref(root);
	*ret = report;
	return true;
}

extern const struct plug_smart plug_smart;
const struct plug_smart plug_smart = {.read = read_report};
