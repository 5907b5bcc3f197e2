/*
 * Finding records as words are typed. Blocks are walked from the newest; in each, every typed word
 * is the union of the words it begins, and the record must be in all of them. Fresh rows, whose
 * place in the blocks is not true yet, are looked through as text instead.
 */
#include "search_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BITS_WORDS (SEARCH_BLOCK_ROWS / 64)
/* Above every letter that follows in UTF-8. */
#define WORD_END "\xf4\x8f\xbf\xbf"

struct bits {
	uint64_t word[BITS_WORDS];
};

struct typed {
	char word[SEARCH_WORD_MAX + 1];
	size_t len;
	bool is_whole, is_last;
};

struct search {
	struct store *store;
	const char *kind;
	struct buf typed; /* struct typed, longest first: it leaves the fewest rows */
	struct buf fresh, found; /* int64_t, ascending: fresh rows, and those that match */
	struct query query;
};

static void search_done(struct search *search)
{
	buf_done(&search->typed);
	buf_done(&search->fresh);
	buf_done(&search->found);
	sql_done(&search->query);
}

static size_t typed_count(const struct search *search)
{
	return search->typed.len / sizeof(struct typed);
}

static const struct typed *typed_at(const struct search *search, size_t i)
{
	return (const struct typed *)(const void *)search->typed.data + i;
}

static int take_typed(void *user, const char *word, size_t len)
{
	struct search *search = user;
	struct typed typed = {.len = len, .is_last = true};
	struct typed *others = (struct typed *)(void *)search->typed.data;
	size_t count = typed_count(search), same = count;

	for (size_t i = 0; i < count; i++) {
		others[i].is_last = others[i].len == len && memcmp(others[i].word, word, len) == 0;
		same = others[i].is_last ? i : same;
	}
	if (same < count)
		return 0;
	memcpy(typed.word, word, len);
	buf_add(&search->typed, &typed, sizeof(typed));
	return 0;
}

static int longest_first(const void *a, const void *b)
{
	size_t left = ((const struct typed *)a)->len, right = ((const struct typed *)b)->len;

	return left == right ? 0 : left < right ? 1 : -1;
}

struct row_match {
	const struct typed *typed;
};

static int word_begins(void *user, const char *word, size_t len)
{
	const struct typed *typed = ((const struct row_match *)user)->typed;

	return (typed->is_whole ? len == typed->len : len >= typed->len) &&
	       memcmp(word, typed->word, typed->len) == 0;
}

static bool text_matches(const struct search *search, const char *fold)
{
	for (size_t i = 0; i < typed_count(search); i++) {
		struct row_match match = {.typed = typed_at(search, i)};

		if (!search_words(fold, word_begins, &match))
			return false;
	}
	return true;
}

static int read_fresh(struct search *search, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, search->store, err,
			  "SELECT n, fold FROM search_row INDEXED BY search_fresh "
			  "WHERE kind = ?1 AND fresh = 1 ORDER BY n",
			  "t", search->kind);

	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		int64_t n = sql_int(&query, 0);

		buf_add(&search->fresh, &n, sizeof(n));
		if (text_matches(search, sql_text(&query, 1)))
			buf_add(&search->found, &n, sizeof(n));
	}
	return r;
}

static int search_start(struct search *search, const char *words, enum store_whole whole,
			struct err *err)
{
	AUTO(buf_done) struct buf fold = {0};
	struct typed *typed;

	if (!text_is_utf8(words, strlen(words)))
		return err_set(err, EINVAL, _("từ cần tìm không phải UTF-8; gõ lại"));
	text_fold(&fold, words);
	search_words(buf_text(&fold), take_typed, search);
	typed = (struct typed *)(void *)search->typed.data;
	for (size_t i = 0; i < typed_count(search); i++)
		typed[i].is_whole = whole == STORE_WORDS_WHOLE ||
				    (whole == STORE_LAST_WHOLE && typed[i].is_last);
	if (search->typed.len)
		qsort(search->typed.data, typed_count(search), sizeof(struct typed),
		      longest_first);
	return read_fresh(search, err);
}

static void add_rows(struct bits *bits, const unsigned char *rows, size_t size)
{
	if (size == SEARCH_BITMAP_BYTES) {
		for (size_t i = 0; i < size; i++)
			bits->word[i / 8] |= (uint64_t)rows[i] << i % 8 * 8;
		return;
	}
	for (size_t i = 0; i + 1 < size; i += 2) {
		unsigned row = rows[i] | (unsigned)rows[i + 1] << 8;

		if (row < SEARCH_BLOCK_ROWS)
			bits->word[row / 64] |= UINT64_C(1) << row % 64;
	}
}

/* Adds the rows of the words from FROM up to END. 1: there were such words. */
static int add_range(struct search *search, int64_t block, const char *from, const char *end,
		     struct bits *bits, struct err *err)
{
	int found = 0, r;

	if (search->query.stmt)
		r = sql_again(&search->query, err, "titt", search->kind, block, from, end);
	else
		r = sql_query(&search->query, search->store, err,
			      "SELECT rows FROM search_block WHERE kind = ?1 AND block = ?2 AND "
			      "word >= ?3 AND word < ?4",
			      "titt", search->kind, block, from, end);
	while (r >= 0 && (r = sql_step(&search->query, err)) > 0) {
		sqlite3_stmt *stmt = search->query.stmt;
		const unsigned char *rows = sqlite3_column_blob(stmt, 0);

		add_rows(bits, rows, (size_t)sqlite3_column_bytes(stmt, 0));
		found = 1;
	}
	return r < 0 ? r : found;
}

/* The rows of a block that hold TYPED, or a word which it begins: kept ready when these are many. */
static int union_of(struct search *search, const struct typed *typed, int64_t block,
		    struct bits *ret_bits, struct err *err)
{
	char from[SEARCH_WORD_MAX + 2], end[sizeof(from) + sizeof(WORD_END)];
	int r = 0;

	memset(ret_bits, 0, sizeof(*ret_bits));
	if (typed->is_whole) {
		/* Before whatever the word goes on with. */
		snprintf(end, sizeof(end), "%s%c", typed->word, SEARCH_BEGINNING_MARK);
		r = add_range(search, block, typed->word, end, ret_bits, err);
		return r < 0 ? r : 0;
	}
	if (typed->len <= SEARCH_BEGINNING_MAX) {
		snprintf(from, sizeof(from), "%c%s", SEARCH_BEGINNING_MARK, typed->word);
		snprintf(end, sizeof(end), "%s%c", from, SEARCH_BEGINNING_MARK);
		r = add_range(search, block, from, end, ret_bits, err);
	}
	if (r == 0) {
		snprintf(end, sizeof(end), "%s%s", typed->word, WORD_END);
		r = add_range(search, block, typed->word, end, ret_bits, err);
	}
	return r < 0 ? r : 0;
}

/* The numbers of LIST that lie in the block; ON: set their bits, else clear them. */
static void mark(struct bits *bits, const struct buf *list, int64_t block, bool on)
{
	const int64_t *numbers = (const int64_t *)(const void *)list->data;

	for (size_t i = list->len / sizeof(*numbers); i-- > 0;) {
		size_t row = (size_t)numbers[i] % SEARCH_BLOCK_ROWS;

		if (numbers[i] >> SEARCH_BLOCK_BITS != block)
			continue;
		bits->word[row / 64] &= ~(UINT64_C(1) << row % 64);
		bits->word[row / 64] |= (uint64_t)on << row % 64;
	}
}

static bool bits_and(struct bits *bits, const struct bits *other)
{
	uint64_t left = 0;

	for (size_t i = 0; i < BITS_WORDS; i++)
		left |= bits->word[i] &= other->word[i];
	return left != 0;
}

static int block_hits(struct search *search, int64_t block, struct bits *ret_bits, struct err *err)
{
	bool any = true;
	int r = 0;

	memset(ret_bits, 0xff, sizeof(*ret_bits));
	for (size_t i = 0; i < typed_count(search) && any && r == 0; i++) {
		struct bits one;

		r = union_of(search, typed_at(search, i), block, &one, err);
		any = bits_and(ret_bits, &one);
	}
	mark(ret_bits, &search->fresh, block, false);
	mark(ret_bits, &search->found, block, true);
	return r;
}

static int last_block(struct search *search, int64_t below, int64_t *ret_block, struct err *err)
{
	int64_t n = 0;
	int r = sql_number(search->store, &n, err,
			   "SELECT n FROM search_row WHERE kind = ?1 ORDER BY n DESC LIMIT 1", "t",
			   search->kind);

	/* Nothing is numbered 0. */
	*ret_block = n == 0 ? -1 : (n < below ? n : below - 1) >> SEARCH_BLOCK_BITS;
	return r;
}

static bool give_hits(const struct bits *bits, int64_t block, int64_t below, search_hit_fn fn,
		      void *user)
{
	for (size_t i = BITS_WORDS; i-- > 0;) {
		uint64_t left = bits->word[i];

		while (left) {
			int top = 63 - __builtin_clzll(left);
			int64_t n = (block << SEARCH_BLOCK_BITS) + (int64_t)i * 64 + top;

			left &= ~(UINT64_C(1) << top);
			if (n < below && fn(user, n))
				return false;
		}
	}
	return true;
}

int search_walk(struct store *store, const char *kind, const char *words, enum store_whole whole,
		int64_t below, search_hit_fn fn, void *user, struct err *err)
{
	AUTO(search_done) struct search search = {.store = store, .kind = kind};
	int64_t block = -1;
	int r = search_start(&search, words, whole, err);

	if (r == 0)
		r = last_block(&search, below, &block, err);
	for (; r == 0 && block >= 0; block--) {
		struct bits bits;

		r = block_hits(&search, block, &bits, err);
		if (r == 0 && !give_hits(&bits, block, below, fn, user))
			break;
	}
	return r;
}

int search_count(struct store *store, const char *kind, const char *words, uint64_t *ret_count,
		 struct err *err)
{
	AUTO(search_done) struct search search = {.store = store, .kind = kind};
	uint64_t count = 0;
	int64_t block = -1;
	int r = search_start(&search, words, STORE_NONE_WHOLE, err);

	if (r == 0)
		r = last_block(&search, INT64_MAX, &block, err);
	for (; r == 0 && block >= 0; block--) {
		struct bits bits;

		r = block_hits(&search, block, &bits, err);
		for (size_t i = 0; i < BITS_WORDS; i++)
			count += (uint64_t)__builtin_popcountll(bits.word[i]);
	}
	if (r == 0)
		*ret_count = count;
	return r;
}
