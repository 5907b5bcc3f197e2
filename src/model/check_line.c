/* The lines of hotroit-check. */
#include "check_line.h"
#include "model.h"

#include <stdio.h>
#include <string.h>

static const struct {
	const char *word;
	size_t args;
} words[] = {
	[CHECK_TEST] = {"test", 3}, [CHECK_PART] = {"part", 4},   [CHECK_SAY] = {"say", 1},
	[CHECK_ROW] = {"row", 2},   [CHECK_LEFT] = {"left", 1},   [CHECK_FIELD] = {"field", 1},
	[CHECK_ASK] = {"ask", 1},   [CHECK_YES] = {"yes", 3},     [CHECK_NO] = {"no", 3},
	[CHECK_RESULT] = {"result", 3},
};

bool check_value_is(const char *value)
{
	static const char *const values[] = {"ok", "bad", "not-done", "absent", NULL};

	return str_is_one_of(value, values);
}

static bool is_name(const char *name)
{
	size_t len = name ? strspn(name, "abcdefghijklmnopqrstuvwxyz_") : 0;

	return len > 0 && len < CHECK_NAME_MAX && !name[len];
}

static bool is_number_up_to(const char *text, uint64_t most)
{
	uint64_t number;

	return str_to_u64(text, 10, &number) && number <= most;
}

static bool fits(const struct check_line *line)
{
	static const char *const ways[] = {"auto", "hand", "keys", NULL};
	static const char *const presence[] = {"has", "ask", "none", NULL};
	static const char *const fields[] = {"red",   "green", "blue", "white",
					     "black", "grid",  NULL};
	const char *const *arg = line->arg;

	switch (line->word) {
	case CHECK_TEST:
		return is_name(arg[0]) && str_is_one_of(arg[1], ways);
	case CHECK_PART:
		return is_name(arg[0]) && str_is_one_of(arg[1], presence);
	case CHECK_ROW:
		return is_number_up_to(arg[0], CHECK_ROWS - 1);
	case CHECK_LEFT:
		return is_number_up_to(arg[0], 600);
	case CHECK_FIELD:
		return str_is_one_of(arg[0], fields);
	case CHECK_YES:
	case CHECK_NO:
	case CHECK_RESULT:
		return is_name(arg[0]) && check_value_is(arg[1]);
	case CHECK_SAY:
	case CHECK_ASK:
		break;
	}
	return true;
}

bool check_line_parse(struct check_line *ret, char *line)
{
	char *part[CHECK_ARGS + 2] = {line};
	size_t count = 1, word = 0;
	struct check_line found = {0};

	for (char *tab = line; count < ARRAY_LEN(part) && (tab = strchr(tab, '\t')); count++) {
		*tab++ = '\0';
		part[count] = tab;
	}
	while (word < ARRAY_LEN(words) && !str_eq(words[word].word, part[0]))
		word++;
	if (word == ARRAY_LEN(words) || count != words[word].args + 1)
		return false;
	found.word = (enum check_word)word;
	for (size_t i = 0; i < words[word].args; i++)
		found.arg[i] = part[i + 1];
	if (!fits(&found))
		return false;
	*ret = found;
	return true;
}

void check_line_print(struct buf *ret, const struct check_line *line)
{
	buf_add_str(ret, words[line->word].word);
	for (size_t i = 0; i < words[line->word].args; i++) {
		buf_add_char(ret, '\t');
		for (const char *c = line->arg[i]; *c; c++)
			buf_add_char(ret, (unsigned char)*c < ' ' && *c != CHECK_MARK ? ' ' : *c);
	}
	buf_add_char(ret, '\n');
}

void check_fact(struct facts *facts, const char *part, const char *value, const char *reason)
{
	char key[sizeof("check.") + CHECK_NAME_MAX];

	snprintf(key, sizeof(key), "check.%s", part);
	if (str_eq(value, "absent"))
		facts_absent(facts, key, reason);
	else
		facts_text(facts, key, value, reason);
}
