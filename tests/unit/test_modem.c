/* What a modem says, from any bytes: answers, echoes, chatter, floods; and the facts made of it. */
#include "modem.h"
#include "modem_at.h"

#include <setjmp.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct at_answer said(const char *command, const char *prefix, const char *bytes)
{
	struct at_answer whole = {.command = command, .prefix = prefix}, split = whole;

	at_feed(&whole, bytes, strlen(bytes));
	for (const char *at = bytes; *at; at++)
		at_feed(&split, at, 1);
	assert_string_equal(whole.value, split.value);
	assert_int_equal(whole.end, split.end);
	return whole;
}

static void answers_are_told_from_chatter(void **state)
{
	static const struct {
		const char *command, *prefix, *bytes, *value;
		enum at_end end;
	} rows[] = {
		{"AT", NULL, "\r\nOK\r\n", "", AT_OK},
		{"AT", NULL, "AT\r\r\nOK\r\n", "", AT_OK},
		{"AT+CCID", "+CCID", "\r\n+CCID: 8984\r\n\r\nOK\r\n", "8984", AT_OK},
		{"AT+CCID", "+CCID", "\r\n+CREG: 1\r\n^BOOT:1,0\r\n+CCID:8984\r\nOK\r\n", "8984",
		 AT_OK},
		{"AT+CCID", "+CCID", "8984\n+CCID: 99\nOK\n", "8984", AT_OK},
		{"AT+CIMI", NULL, "AT+CIMI\r\r\n452040123456789\r\n\r\nOK\r\n", "452040123456789",
		 AT_OK},
		{"AT+CIMI", NULL, "\r\nRING\r\n+CMTI: \"SM\",1\r\nERROR\r\n", "", AT_ERROR},
		{"AT+CIMI", NULL, "\r\nCOMMAND NOT SUPPORT\r\n", "", AT_ERROR},
		{"AT+CCID", "+CCID", "+CCIDX: 1\r\nOK\r\n", "", AT_OK},
		{"AT+CCID", "+CCID", "+CCID: 8984\r\n", "8984", AT_OPEN},
		{"AT", NULL, "NOT OK\r\nOKAY\r\nO\r\nK\r\n", "", AT_OPEN},
		{"AT", NULL, "OK", "", AT_OPEN},
		{"AT", NULL, "", "", AT_OPEN},
		{"AT", NULL, "\r\nOK\r\nERROR\r\n", "", AT_OK},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		struct at_answer answer = said(rows[i].command, rows[i].prefix, rows[i].bytes);

		if (answer.end != rows[i].end || !str_eq(answer.value, rows[i].value))
			fail_msg("row %zu: %d \"%s\"", i, (int)answer.end, answer.value);
	}
}

static void errors_have_numbers(void **state)
{
	(void)state;
	assert_int_equal(said("AT", NULL, "+CME ERROR: 10\r\n").cme, 10);
	assert_int_equal(said("AT", NULL, "+CME ERROR: sim not inserted\r\n").cme, 10);
	assert_int_equal(said("AT", NULL, "+CME ERROR: SIM busy\r\n").cme, 14);
	assert_int_equal(said("AT", NULL, "+CME ERROR:\r\n").cme, 0);
	assert_int_equal(said("AT", NULL, "+CME ERROR: -1\r\n").cme, 0);
	assert_int_equal(said("AT", NULL, "+CME ERROR: 99999999999999999999\r\n").cme, 0);
	assert_int_equal(said("AT", NULL, "+CME ERROR: 10\r\n").end, AT_ERROR);
	assert_int_equal(said("AT", NULL, "+CMS ERROR: 310\r\n").end, AT_ERROR);
}

static void a_flood_is_passed_over(void **state)
{
	struct at_answer answer = {.command = "AT+CCID", .prefix = "+CCID"};
	char block[4096];

	(void)state;
	memset(block, '9', sizeof(block));
	for (int i = 0; i < 100 * 256; i++)
		at_feed(&answer, block, sizeof(block));
	at_feed(&answer, "\r\n", 2);
	assert_string_equal(answer.value, "");
	assert_int_equal(answer.end, AT_OPEN);
	/* A NUL makes its line none at all. */
	at_feed(&answer, "+CCID: 1\0\r\nOK\0\r\n", 17);
	assert_string_equal(answer.value, "");
	assert_int_equal(answer.end, AT_OPEN);
	/* A value too long for its place is none. */
	at_feed(&answer, block, 200);
	at_feed(&answer, "\r\n8984\r\nOK\r\n", 12);
	assert_string_equal(answer.value, "8984");
	assert_int_equal(answer.end, AT_OK);
}

static void card_numbers_are_as_printed(void **state)
{
	static const char *const rows[][2] = {
		{"8984041234567890127", "8984041234567890127"},
		{"\"8984041234567890127F\"", "8984041234567890127"},
		{"8984041234567890127f", "8984041234567890127"},
		{"898404123456789012", "898404123456789012"},
		{"984840214365870921F7", "8984041234567890127"},
		{"89840112345678901239", "89840112345678901239"},
		{"8984 0412 3456 7890 127", "8984041234567890127"},
		{"89840412345678901", NULL}, {"898404123456789012345", NULL},
		{"0000000000000000000", NULL}, {"89840412345678901A7", NULL}, {"", NULL},
		{"F", NULL}, {"FFFFFFFFFFFFFFFFFFFF", NULL}, {"98", NULL}, {"READY", NULL},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		char iccid[24] = "untouched";
		bool is = at_iccid(rows[i][0], iccid, sizeof(iccid));

		if (is != (rows[i][1] != NULL) ||
		    !str_eq(iccid, is ? rows[i][1] : "untouched"))
			fail_msg("%s: %s", rows[i][0], iccid);
	}
}

static void networks_and_generations(void **state)
{
	static const struct {
		const char *cops;
		int generation;
	} rows[] = {
		{"0,0,\"Viettel\",7", 4}, {"0,2,\"45204\",2", 3}, {"0,0,\"Viettel\",0", 2},
		{"0,0,\"Viettel\",11", 5}, {"0,0,\"a,7\"", 0}, {"0,0,\"a,7\",6", 3}, {"0", 0},
		{"", 0}, {"0,0,\"Viettel\",99", 0}, {"0,0,\"Viettel\",", 0}, {"0,7", 0},
		{"0,0,\"Viettel\",-7", 0},
	};
	char network[6] = "none";

	(void)state;
	assert_true(at_network("452040123456789", network));
	assert_string_equal(network, "45204");
	assert_false(at_network("45204", network));
	assert_false(at_network("45204012345678x", network));
	assert_false(at_network("4520401234567890", network));
	assert_false(at_network("", network));
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		if (at_generation(rows[i].cops) != rows[i].generation)
			fail_msg("%s: %d", rows[i].cops, at_generation(rows[i].cops));
}

static void what_was_not_told_is_not_known(void **state)
{
	static const struct {
		enum modem_sim sim;
		enum fact_state state, iccid;
	} rows[] = {
		{MODEM_SIM_READY, FACT_KNOWN, FACT_UNREADABLE},
		{MODEM_SIM_PIN, FACT_KNOWN, FACT_UNREADABLE},
		{MODEM_SIM_NONE, FACT_ABSENT, FACT_UNREADABLE},
		{MODEM_SIM_BUSY, FACT_UNREADABLE, FACT_UNREADABLE},
		{MODEM_SIM_SILENT, FACT_UNREADABLE, FACT_UNREADABLE},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		AUTO(snapshot_done) struct snapshot snapshot = {0};
		struct modem_report report = {.sim = rows[i].sim};

		modem_snapshot(&snapshot, "1-1.4", &report, NULL);
		assert_int_equal(snapshot_fact(&snapshot, "sim.0.state")->state, rows[i].state);
		assert_int_equal(snapshot_fact(&snapshot, "sim.0.iccid")->state, rows[i].iccid);
		assert_int_equal(snapshot_fact(&snapshot, "sim.0.generation")->state,
				 FACT_UNREADABLE);
		for (size_t j = 0; j < snapshot.facts.count; j++)
			assert_non_null(fact_def_find(snapshot.facts.list[j].key));
	}
	assert_true(fact_def_find("sim.0.iccid")->personal);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(answers_are_told_from_chatter),
		cmocka_unit_test(errors_have_numbers),
		cmocka_unit_test(a_flood_is_passed_over),
		cmocka_unit_test(card_numbers_are_as_printed),
		cmocka_unit_test(networks_and_generations),
		cmocka_unit_test(what_was_not_told_is_not_known),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
