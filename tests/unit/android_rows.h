/* Rows of an Android answer and the facts in it: "key=value", "key!absent", "key!unreadable". */
#ifndef TEST_ANDROID_ROWS_H
#define TEST_ANDROID_ROWS_H

#include "android.h"
#include "snapshots.h"

struct row {
	const char *name, *answer;
	const char *const *facts;
};

#define FACTS(...) ((const char *const[]){__VA_ARGS__, NULL})

static inline void fact_word(const struct fact *fact, char *ret, size_t size)
{
	if (fact->state != FACT_KNOWN)
		snprintf(ret, size, "!%s", fact->state == FACT_ABSENT ? "absent" : "unreadable");
	else if (fact->type == FACT_TEXT)
		snprintf(ret, size, "=%s", fact->text);
	else if (fact->type == FACT_BOOL)
		snprintf(ret, size, "=%s", fact->yes ? "true" : "false");
	else
		snprintf(ret, size, "=%lld", (long long)fact->num);
}

static inline void check_row(const struct row *row)
{
	AUTO(facts_done) struct facts facts = {0};
	char word[512];

	android_read(&facts, row->answer, strlen(row->answer), "?");
	for (const char *const *line = row->facts; *line; line++) {
		size_t len = strcspn(*line, "=!");
		AUTO(buf_done) struct buf key = {0};
		const struct fact *fact;

		buf_add(&key, *line, len);
		fact = facts_find(&facts, buf_text(&key));
		if (!fact)
			fail_msg("%s: no %s", row->name, buf_text(&key));
		fact_word(fact, word, sizeof(word));
		if (!str_eq(word, *line + len))
			fail_msg("%s: %s%s (%s), expected %s", row->name, buf_text(&key), word,
				 fact->reason ? fact->reason : "-", *line);
	}
}

#define CHECK_ROWS(rows) \
	do { \
		for (size_t i = 0; i < ARRAY_LEN(rows); i++) \
			check_row(&(rows)[i]); \
	} while (0)

#endif
