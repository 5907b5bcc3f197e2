/* smartctl's JSON: what it means, and what no disk can mean. */
#include "plug_smart.h"

#include "base.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct plug_smart *plug;

static int load(void **state)
{
	const void *table;
	struct err err;

	(void)state;
	assert_int_equal(plugin_open("smart", "plug_smart", &table, &err), 0);
	plug = table;
	return 0;
}

/* MEMBERS beside the "smartctl" that every answer has. */
static struct smart_report report_of(const char *members)
{
	AUTO(buf_done) struct buf json = {0};
	struct smart_report report;

	buf_printf(&json, "{\"smartctl\":{\"exit_status\":0}%s%s}", *members ? "," : "", members);
	assert_true(plug->read(json.data, json.len, &report));
	return report;
}

#define PASSED "\"smart_status\":{\"passed\":true}"

static struct smart_report attribute(const char *attribute)
{
	char members[512];

	snprintf(members, sizeof(members), PASSED ",\"ata_smart_attributes\":{\"table\":[{%s}]}",
		 attribute);
	return report_of(members);
}

static void health_follows_the_thresholds(void **state)
{
	struct smart_report report;

	(void)state;
	assert_int_equal(report_of(PASSED).health, SMART_GOOD);
	assert_int_equal(report_of("\"smart_status\":{\"passed\":false}").health, SMART_BAD);
	assert_int_equal(report_of("").health, SMART_UNKNOWN);
	report = attribute("\"id\":197,\"name\":\"Current_Pending_Sector\",\"value\":100,"
			   "\"raw\":{\"value\":8,\"string\":\"8\"}");
	assert_int_equal(report.health, SMART_BAD);
	assert_string_equal(report.evidence, "Current_Pending_Sector 8");
	report = attribute("\"id\":198,\"name\":\"Offline_Uncorrectable\","
			   "\"raw\":{\"value\":1,\"string\":\"1\"}");
	assert_int_equal(report.health, SMART_BAD);
	report = attribute("\"id\":5,\"name\":\"Reallocated_Sector_Ct\","
			   "\"raw\":{\"value\":126,\"string\":\"126\"}");
	assert_int_equal(report.health, SMART_WARN);
	report = attribute("\"id\":197,\"name\":\"Unknown_Attribute\","
			   "\"raw\":{\"value\":126,\"string\":\"126\"}");
	assert_int_equal(report.health, SMART_GOOD);
	report = attribute("\"id\":231,\"name\":\"SSD_Life_Left\",\"value\":10,"
			   "\"raw\":{\"value\":10,\"string\":\"10\"}");
	assert_int_equal(report.health, SMART_BAD);
	report = attribute("\"id\":231,\"name\":\"SSD_Life_Left\",\"value\":11,"
			   "\"raw\":{\"value\":11,\"string\":\"11\"}");
	assert_int_equal(report.health, SMART_GOOD);
	report = report_of("\"power_on_time\":{\"hours\":60000}," PASSED);
	assert_int_equal(report.health, SMART_WARN);
	assert_int_equal(report_of("\"scsi_grown_defect_list\":3," PASSED).health, SMART_WARN);
}

/* A disk that says nothing of its own test is not good, however clean its attributes are. */
static void clean_attributes_alone_are_not_good(void **state)
{
	(void)state;
	assert_int_equal(report_of("\"ata_smart_attributes\":{\"table\":[{\"id\":5,"
				   "\"name\":\"Reallocated_Sector_Ct\","
				   "\"raw\":{\"value\":0,\"string\":\"0\"}}]}")
				 .health,
			 SMART_UNKNOWN);
}

static struct smart_report nvme(const char *log)
{
	char members[256];

	snprintf(members, sizeof(members), PASSED ",\"nvme_smart_health_information_log\":{%s}",
		 log);
	return report_of(members);
}

static void nvme_has_its_own_counters(void **state)
{
	(void)state;
	assert_int_equal(nvme("\"critical_warning\":0,\"percentage_used\":89").health, SMART_GOOD);
	assert_int_equal(nvme("\"percentage_used\":90").health, SMART_BAD);
	assert_int_equal(nvme("\"percentage_used\":255").health, SMART_BAD);
	assert_int_equal(nvme("\"critical_warning\":4").health, SMART_BAD);
	assert_int_equal(nvme("\"media_errors\":7").health, SMART_WARN);
	assert_int_equal(nvme("\"power_on_hours\":41159").hours, 41159);
}

static void packed_counts_are_taken_apart(void **state)
{
	struct smart_report report;

	(void)state;
	report = attribute("\"id\":9,\"name\":\"Power_On_Hours\",\"raw\":"
			   "{\"value\":216736731512165,\"string\":\"12645h+12m+09.420s\"}");
	assert_true(report.hours_known);
	assert_int_equal(report.hours, 12645);
	report = attribute("\"id\":9,\"name\":\"Power_On_Hours\","
			   "\"raw\":{\"value\":4294972296}");
	assert_int_equal(report.hours, 5000);
	report = attribute("\"id\":5,\"name\":\"Reallocated_Sector_Ct\","
			   "\"raw\":{\"value\":8589934592000,\"string\":\"0 (2000, 0)\"}");
	assert_int_equal(report.health, SMART_GOOD);
	/* minutes are not hours, and 900,000 hours are a century */
	report = attribute("\"id\":9,\"name\":\"Power_On_Minutes\","
			   "\"raw\":{\"value\":90000,\"string\":\"90000\"}");
	assert_false(report.hours_known);
	report = report_of("\"power_on_time\":{\"hours\":900000}," PASSED);
	assert_false(report.hours_known);
	assert_int_equal(report.health, SMART_GOOD);
	/* smartctl's own reading goes before the raw one */
	report = report_of("\"power_on_time\":{\"hours\":77,\"minutes\":3}," PASSED
			   ",\"ata_smart_attributes\":{\"table\":[{\"id\":9,\"name\":"
			   "\"Power_On_Hours\",\"raw\":{\"value\":4620,\"string\":\"4620\"}}]}");
	assert_int_equal(report.hours, 77);
}

static void a_disk_without_smart_says_so(void **state)
{
	static const char unknown[] =
		"{\"smartctl\":{\"messages\":[{\"string\":\"/dev/sdb: Unknown "
		"USB bridge\",\"severity\":\"error\"}],\"exit_status\":1}}";
	struct smart_report report;

	(void)state;
	assert_true(report_of("\"smart_support\":{\"available\":false}").no_smart);
	report = report_of("\"smart_support\":{\"available\":true,\"enabled\":false}");
	assert_true(report.switched_off && !report.no_smart);
	assert_true(plug->read(unknown, strlen(unknown), &report));
	assert_string_equal(report.message, "/dev/sdb: Unknown USB bridge");
	assert_int_equal(report.health, SMART_UNKNOWN);
}

static void hostile_json_is_refused_or_harmless(void **state)
{
	static const char *const refused[] = {"",
					      "null",
					      "[]",
					      "{",
					      "{}",
					      "\"smartctl\"",
					      "{\"smartctl\":[]}",
					      "\xff\xfe",
					      "{\"smartctl\":{}} rest",
					      "{\"smartctl\":{},\"x\":99999999999999999999999}"};
	static const char *const harmless[] = {
		"\"smart_status\":[]",
		"\"smart_status\":{\"passed\":1}",
		"\"power_on_time\":{\"hours\":-1}",
		"\"power_on_time\":{\"hours\":\"12\"}",
		"\"power_on_time\":7",
		"\"ata_smart_attributes\":{\"table\":[null,1,[],{}]}",
		"\"ata_smart_attributes\":{\"table\":{\"id\":197}}",
		"\"ata_smart_attributes\":{\"table\":[{\"id\":197,\"name\":5,\"raw\":[]}]}",
		("\"ata_smart_attributes\":{\"table\":[{\"id\":197,\"name\":"
		 "\"Current_Pending_Sector\",\"raw\":{\"string\":\"99999999999999999999999\"}}]}"),
		"\"nvme_smart_health_information_log\":{\"critical_warning\":true}",
		"\"smart_support\":0",
		"\"endurance_used\":{\"current_percent\":-90}"};
	struct smart_report report;
	char *deep = malloc(1 << 20);

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(refused); i++)
		assert_false(plug->read(refused[i], strlen(refused[i]), &report));
	for (size_t i = 0; i < ARRAY_LEN(harmless); i++) {
		report = report_of(harmless[i]);
		assert_int_equal(report.health, SMART_UNKNOWN);
		assert_false(report.hours_known);
	}
	assert_non_null(deep);
	memset(deep, '[', 1 << 20);
	assert_false(plug->read(deep, 1 << 20, &report));
	free(deep);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(health_follows_the_thresholds),
		cmocka_unit_test(clean_attributes_alone_are_not_good),
		cmocka_unit_test(nvme_has_its_own_counters),
		cmocka_unit_test(packed_counts_are_taken_apart),
		cmocka_unit_test(a_disk_without_smart_says_so),
		cmocka_unit_test(hostile_json_is_refused_or_harmless),
	};

	return cmocka_run_group_tests(tests, load, NULL);
}
