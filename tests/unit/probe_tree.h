/* A throw-away tree that a probe reads as its root, and the facts it found there. */
#ifndef HOTROIT_TESTS_PROBE_TREE_H
#define HOTROIT_TESTS_PROBE_TREE_H

#include "probe.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

struct tree {
	char path[64];
	struct root root;
	struct facts facts;
};

static inline void tree_new(struct tree *tree)
{
	struct err err;

	*tree = (struct tree){.path = "/tmp/hotroit-tree-XXXXXX"};
	assert_non_null(mkdtemp(tree->path));
	assert_int_equal(root_open(&tree->root, tree->path, &err), 0);
}

static inline void tree_done(struct tree *tree)
{
	const char *const argv[] = {"rm", "-rf", tree->path, NULL};
	AUTO(buf_done) struct buf out = {0};
	int status;

	facts_done(&tree->facts);
	root_done(&tree->root);
	assert_int_equal(proc_run(argv, 10000, 1000, &out, &status, NULL), 0);
}

/* The full name of PATH, with its directories made. */
static inline void tree_name(const struct tree *tree, const char *path, char ret[512])
{
	snprintf(ret, 512, "%s/%s", tree->path, path);
	for (char *p = ret + strlen(tree->path) + 1; *p; p++) {
		if (*p == '/') {
			*p = '\0';
			mkdir(ret, 0755);
			*p = '/';
		}
	}
}

static inline void tree_put(const struct tree *tree, const char *path, const void *data, size_t len)
{
	char name[512];
	FILE *file;

	tree_name(tree, path, name);
	file = fopen(name, "w");
	assert_non_null(file);
	assert_int_equal(fwrite(data, 1, len, file), len);
	fclose(file);
}

static inline void tree_file(const struct tree *tree, const char *path, const char *text)
{
	tree_put(tree, path, text, strlen(text));
}

/* SIZE bytes of one letter without a line's end. */
static inline void tree_big(const struct tree *tree, const char *path, size_t size, char letter)
{
	char *data = malloc(size);

	assert_non_null(data);
	memset(data, letter, size);
	tree_put(tree, path, data, size);
	free(data);
}

static inline void tree_link(const struct tree *tree, const char *path, const char *target)
{
	char name[512];

	tree_name(tree, path, name);
	assert_int_equal(symlink(target, name), 0);
}

static inline void tree_dir(const struct tree *tree, const char *path)
{
	char name[512];

	tree_name(tree, path, name);
	assert_int_equal(mkdir(name, 0755), 0);
}

/* Runs PROBE anew on the tree; every key it declares must have been answered. */
static inline void tree_probe(struct tree *tree, const struct probe *probe)
{
	struct probe_ctx ctx = {.root = &tree->root, .facts = &tree->facts};

	facts_done(&tree->facts);
	probe->run(&ctx);
	for (const char *const *key = probe->keys; *key; key++)
		assert_non_null(facts_find(&tree->facts, *key));
	for (size_t i = 0; i < tree->facts.count; i++) {
		const struct fact *fact = &tree->facts.list[i];
		const struct fact_def *def = fact_def_find(fact->key);

		assert_non_null(def);
		if (fact->state == FACT_KNOWN)
			assert_int_equal(fact->type, def->type);
		if (fact->state == FACT_UNREADABLE)
			assert_non_null(fact->reason);
	}
}

static inline const struct fact *tree_fact(const struct tree *tree, const char *key,
					   enum fact_state state)
{
	const struct fact *fact = facts_find(&tree->facts, key);

	assert_non_null(fact);
	assert_int_equal(fact->state, state);
	return fact;
}

static inline void assert_int_fact(const struct tree *tree, const char *key, int64_t value)
{
	assert_int_equal(tree_fact(tree, key, FACT_KNOWN)->num, value);
}

static inline void assert_real_fact(const struct tree *tree, const char *key, double value)
{
	assert_float_equal(tree_fact(tree, key, FACT_KNOWN)->real, value, 0.001);
}

static inline void assert_bool_fact(const struct tree *tree, const char *key, bool value)
{
	assert_int_equal(tree_fact(tree, key, FACT_KNOWN)->yes, value);
}

static inline void assert_text_fact(const struct tree *tree, const char *key, const char *value)
{
	assert_string_equal(tree_fact(tree, key, FACT_KNOWN)->text, value);
}

#endif
