/* Reading what a screen is opened with. */
#include "argument_priv.h"

#include <string.h>

#define NAME_LETTERS "abcdefghijklmnopqrstuvwxyz_"

/* Where the operator of a pair stands in WORD, or NULL when it is no pair. */
static const char *find_operator(const char *word, enum store_test *ret_test, size_t *ret_len)
{
	static const struct {
		const char *text;
		enum store_test test;
	} operators[] = {
		{"=", STORE_IS}, {"!=", STORE_IS_NOT}, {">=", STORE_FROM}, {"<", STORE_BELOW}};
	const char *at = word + strspn(word, NAME_LETTERS);

	for (size_t i = 0; at > word && i < ARRAY_LEN(operators); i++)
		if (str_starts(at, operators[i].text)) {
			*ret_test = operators[i].test;
			*ret_len = strlen(operators[i].text);
			return at;
		}
	return NULL;
}

static void add_pair(struct argument *ret, const char *word, const char *at, size_t len,
		     enum store_test test)
{
	struct store_filter *pair = &ret->pairs[ret->pair_count++];

	pair->name = arena_copy(&ret->arena, word, (size_t)(at - word));
	pair->test = test;
	pair->value = at[len] ? arena_str(&ret->arena, at + len) : NULL;
}

static void add_word(struct argument *ret, const char *word)
{
	struct store_filter *last = ret->pair_count ? &ret->pairs[ret->pair_count - 1] : NULL;

	if (last)
		last->value = last->value ? arena_printf(&ret->arena, "%s %s", last->value, word)
					  : arena_str(&ret->arena, word);
	else if (ret->word_count < ARGUMENT_WORDS)
		ret->words[ret->word_count++] = arena_str(&ret->arena, word);
}

void argument_read(struct argument *ret, const char *text)
{
	char *rest = NULL;

	*ret = (struct argument){0};
	for (char *word = strtok_r(arena_str(&ret->arena, text ? text : ""), " ", &rest); word;
	     word = strtok_r(NULL, " ", &rest)) {
		enum store_test test;
		size_t len;
		const char *at = find_operator(word, &test, &len);

		if (at && ret->pair_count < ARGUMENT_PAIRS)
			add_pair(ret, word, at, len, test);
		else if (!at)
			add_word(ret, word);
	}
}

void argument_done(struct argument *argument)
{
	arena_done(&argument->arena);
}
