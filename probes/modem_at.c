/* Lines out of bytes, and what the few lines that matter mean. */
#include "modem_at.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#define ICCID_DIGITS_MIN 18 /* cards without the check digit in their file */
#define ICCID_DIGITS_MAX 20
#define CME_NO_SIM 10
#define CME_SIM_PIN 11
#define CME_SIM_BUSY 14

static bool is_digits(const char *text)
{
	return *text && !text[strspn(text, "0123456789")];
}

/* Errors in words, where the modem does not care for +CMEE. */
static unsigned cme_number(char *text)
{
	static const struct {
		const char *words;
		unsigned number;
	} known[] = {{"SIM not inserted", CME_NO_SIM},
		     {"SIM PIN required", CME_SIM_PIN},
		     {"SIM busy", CME_SIM_BUSY}};
	const char *word = str_trim(text);
	uint64_t number;

	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (strcasecmp(known[i].words, word) == 0)
			return known[i].number;
	return str_to_u64(word, 10, &number) && number < 1000 ? (unsigned)number : 0;
}

static void take_value(struct at_answer *answer, const char *value)
{
	size_t len = strlen(value);

	if (!*answer->value && len < sizeof(answer->value))
		memcpy(answer->value, value, len + 1);
}

static void take_line(struct at_answer *answer, char *line)
{
	size_t prefix = answer->prefix ? strlen(answer->prefix) : 0;

	if (!*line || str_eq(line, answer->command))
		return;
	if (str_eq(line, "OK")) {
		answer->end = AT_OK;
	} else if (str_starts(line, "+CME ERROR:")) {
		answer->cme = cme_number(line + strlen("+CME ERROR:"));
		answer->end = AT_ERROR;
	} else if (str_eq(line, "ERROR") || str_starts(line, "+CMS ERROR:") ||
		   str_eq(line, "COMMAND NOT SUPPORT")) {
		answer->end = AT_ERROR;
	} else if (prefix && str_starts(line, answer->prefix) && line[prefix] == ':') {
		take_value(answer, str_trim(line + prefix + 1));
	} else if (isdigit((unsigned char)*line)) {
		take_value(answer, line);
	}
}

void at_feed(struct at_answer *answer, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len && answer->end == AT_OPEN; i++) {
		bool is_end = bytes[i] == '\r' || bytes[i] == '\n';

		if (!is_end && answer->len < AT_LINE_MAX - 1 && bytes[i]) {
			answer->line[answer->len++] = bytes[i];
		} else if (!is_end) {
			answer->len = AT_LINE_MAX;
		} else {
			if (answer->len < AT_LINE_MAX) {
				answer->line[answer->len] = '\0';
				take_line(answer, str_trim(answer->line));
			}
			answer->len = 0;
		}
	}
}

static void swap_pairs(char *digits, size_t len)
{
	for (size_t i = 0; i + 1 < len; i += 2) {
		char first = digits[i];

		digits[i] = digits[i + 1];
		digits[i + 1] = first;
	}
}

bool at_iccid(const char *value, char *ret, size_t size)
{
	char digits[ICCID_DIGITS_MAX + 1];
	size_t len = 0;

	for (; *value; value++) {
		if (*value == '"' || *value == ' ')
			continue;
		if (len == ICCID_DIGITS_MAX)
			return false;
		digits[len++] = (char)toupper((unsigned char)*value);
	}
	digits[len] = '\0';
	if (str_starts(digits, "98"))
		swap_pairs(digits, len);
	while (len && digits[len - 1] == 'F')
		digits[--len] = '\0';
	if (!is_digits(digits) || len < ICCID_DIGITS_MIN || !str_starts(digits, "89") ||
	    len >= size)
		return false;
	memcpy(ret, digits, len + 1);
	return true;
}

bool at_network(const char *imsi, char ret[6])
{
	size_t len = strlen(imsi);

	if (!is_digits(imsi) || len < 14 || len > 15)
		return false;
	memcpy(ret, imsi, 5);
	ret[5] = '\0';
	return true;
}

/* +COPS: mode,format,"name",act: the name is the network's own and may hold anything. */
int at_generation(const char *cops)
{
	static const int generations[] = {2, 2, 3, 2, 3, 3, 3, 4, 2, 4, 5, 5, 5, 5};
	const char *act = strrchr(cops, ',');
	const char *name = strrchr(cops, '"');
	uint64_t number;

	if (!act || !name || name > act || !str_to_u64(act + 1, 10, &number) ||
	    number >= ARRAY_LEN(generations))
		return 0;
	return generations[number];
}
