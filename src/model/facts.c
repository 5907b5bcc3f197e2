/* Facts while they are found, and the snapshot they freeze into. */
#include "model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define FACT_TEXT_BYTES 512

void facts_done(struct facts *facts)
{
	arena_done(&facts->arena);
	*facts = (struct facts){0};
}

const char *facts_key(struct facts *facts, const char *fmt, ...)
{
	char key[128];
	va_list args;

	va_start(args, fmt);
	vsnprintf(key, sizeof(key), fmt, args);
	va_end(args);
	return arena_str(&facts->arena, key);
}

const struct fact *facts_find(const struct facts *facts, const char *key)
{
	for (size_t i = 0; i < facts->count; i++)
		if (str_eq(facts->list[i].key, key))
			return &facts->list[i];
	return NULL;
}

/* A text that is safe to keep, in the facts' arena; NULL when nothing is left of it. */
static const char *keep(struct facts *facts, const char *text)
{
	AUTO(buf_done) struct buf clean = {0};

	if (!text)
		return NULL;
	text_clean(&clean, text, strlen(text), FACT_TEXT_BYTES);
	return clean.len ? arena_copy(&facts->arena, clean.data, clean.len) : NULL;
}

static void put(struct facts *facts, struct fact fact)
{
	struct fact *old = (struct fact *)facts_find(facts, fact.key);

	fact.source = keep(facts, fact.source);
	fact.reason = keep(facts, fact.reason);
	if (fact.state == FACT_UNREADABLE && !fact.reason)
		fact.reason = _("không rõ lý do");
	if (old) {
		fact.key = old->key;
		*old = fact;
		return;
	}
	fact.key = arena_str(&facts->arena, fact.key);
	if (facts->count == facts->cap) {
		size_t cap = facts->cap ? facts->cap * 2 : 64;
		struct fact *grown = arena_alloc(&facts->arena, cap * sizeof(*grown));

		if (facts->count)
			memcpy(grown, facts->list, facts->count * sizeof(*grown));
		facts->list = grown;
		facts->cap = cap;
	}
	facts->list[facts->count++] = fact;
}

void facts_text(struct facts *facts, const char *key, const char *value, const char *source)
{
	const char *text = keep(facts, value);

	if (text)
		put(facts,
		    (struct fact){.key = key, .type = FACT_TEXT, .text = text, .source = source});
	else
		facts_absent(facts, key, NULL);
}

void facts_int(struct facts *facts, const char *key, int64_t value, const char *source)
{
	put(facts, (struct fact){.key = key, .type = FACT_INT, .num = value, .source = source});
}

void facts_real(struct facts *facts, const char *key, double value, const char *source)
{
	put(facts, (struct fact){.key = key, .type = FACT_REAL, .real = value, .source = source});
}

void facts_bool(struct facts *facts, const char *key, bool value, const char *source)
{
	put(facts, (struct fact){.key = key, .type = FACT_BOOL, .yes = value, .source = source});
}

void facts_absent(struct facts *facts, const char *key, const char *reason)
{
	put(facts, (struct fact){.key = key, .state = FACT_ABSENT, .reason = reason});
}

void facts_unreadable(struct facts *facts, const char *key, const char *reason)
{
	put(facts, (struct fact){.key = key, .state = FACT_UNREADABLE, .reason = reason});
}

void facts_merge(struct facts *facts, const struct facts *from)
{
	for (size_t i = 0; i < from->count; i++) {
		struct fact fact = from->list[i];

		fact.text = arena_str(&facts->arena, fact.text);
		put(facts, fact);
	}
}

static int by_key(const void *a, const void *b)
{
	return strcmp(((const struct fact *)a)->key, ((const struct fact *)b)->key);
}

void snapshot_freeze(struct snapshot *snapshot)
{
	if (snapshot->facts.count)
		qsort(snapshot->facts.list, snapshot->facts.count, sizeof(struct fact), by_key);
}

void snapshot_done(struct snapshot *snapshot)
{
	facts_done(&snapshot->facts);
	*snapshot = (struct snapshot){0};
}

const struct fact *snapshot_fact(const struct snapshot *snapshot, const char *key)
{
	const struct fact wanted = {.key = key};

	if (!snapshot->facts.count)
		return NULL;
	return bsearch(&wanted, snapshot->facts.list, snapshot->facts.count, sizeof(wanted),
		       by_key);
}

const char *snapshot_text(const struct snapshot *snapshot, const char *key)
{
	const struct fact *fact = snapshot_fact(snapshot, key);

	return fact && fact->state == FACT_KNOWN && fact->type == FACT_TEXT ? fact->text : NULL;
}
