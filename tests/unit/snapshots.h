/* Small snapshots for tests, written as "key=value" lines. */
#ifndef TEST_SNAPSHOTS_H
#define TEST_SNAPSHOTS_H

#include "model.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* "key=value", "key!absent", "key!unreadable". Types follow the catalogue. */
static inline void put_fact(struct facts *facts, const char *line)
{
	char key[96];
	const char *mark = strpbrk(line, "=!");
	const struct fact_def *def;

	assert_non_null(mark);
	snprintf(key, sizeof(key), "%.*s", (int)(mark - line), line);
	def = fact_def_find(key);
	assert_non_null(def);
	if (*mark == '!' && str_eq(mark + 1, "absent"))
		facts_absent(facts, key, NULL);
	else if (*mark == '!')
		facts_unreadable(facts, key, "test");
	else if (def->type == FACT_TEXT)
		facts_text(facts, key, mark + 1, "test");
	else if (def->type == FACT_BOOL)
		facts_bool(facts, key, str_eq(mark + 1, "true"), "test");
	else if (def->type == FACT_REAL)
		facts_real(facts, key, strtod(mark + 1, NULL), "test");
	else
		facts_int(facts, key, strtoll(mark + 1, NULL, 10), "test");
}

/* A frozen snapshot of a host; LINES is NULL-terminated. Later lines replace earlier ones. */
static inline void make_snapshot(struct snapshot *ret, const char *transport,
				 const char *const *lines)
{
	*ret = (struct snapshot){.taken_at = "2026-11-22T20:30:00+07:00",
				 .probe_version = "test",
				 .device = {.id = "host", .transport = transport}};
	for (; *lines; lines++)
		put_fact(&ret->facts, *lines);
	snapshot_freeze(ret);
}

/* A file of the project, whole. */
static inline void read_source(struct buf *ret, const char *name)
{
	struct root root;
	struct err err;

	assert_int_equal(root_open(&root, HOTROIT_SOURCE_DIR, &err), 0);
	assert_int_equal(root_read(&root, name, ROOT_FILE_MAX, ret), 0);
	root_done(&root);
}

/* The shipped plan that the tests judge by; dropped by plan_done(). */
static inline void read_plan(struct plan *ret)
{
	AUTO(buf_done) struct buf json = {0};
	struct err err = {0};

	read_source(&json, "schema/plans/gia-lam-2021.json");
	if (plan_parse(ret, buf_text(&json), json.len, "gia-lam-2021.json", &err) < 0)
		fail_msg("%s", err.text);
}

#endif
