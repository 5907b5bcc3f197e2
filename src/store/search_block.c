/* Building the blocks of the search index from the folded text of their rows. */
#include "store_priv.h"
#include "search_priv.h"

#include <ctype.h>
#include <endian.h>
#include <stdlib.h>
#include <string.h>

static bool is_word_byte(unsigned char c)
{
	return c >= 0x80 || isalnum(c);
}

/* The word's length as it counts: cut at a letter's start. */
static size_t word_cut(const char *word, size_t len)
{
	if (len <= SEARCH_WORD_MAX)
		return len;
	len = SEARCH_WORD_MAX;
	while (len && ((unsigned char)word[len] & 0xc0) == 0x80)
		len--;
	return len;
}

int search_words(const char *fold, search_word_fn fn, void *user)
{
	const char *p = fold;
	int r = 0;

	while (*p && r == 0) {
		const char *start = p;

		while (is_word_byte((unsigned char)*p))
			p++;
		if (p > start)
			r = fn(user, start, word_cut(start, (size_t)(p - start)));
		else
			p++;
	}
	return r;
}

struct posting {
	uint64_t head; /* the word's first bytes as a number, by which most words differ */
	uint32_t word; /* where it starts in the text of the block */
	uint16_t row;
	uint8_t len;
};

struct block {
	struct buf text; /* the folded text of every row */
	struct buf postings;
	size_t at; /* of the row being taken apart */
	uint16_t row;
};

static void block_done(struct block *block)
{
	buf_done(&block->text);
	buf_done(&block->postings);
}

static uint64_t word_head(const char *word, size_t len)
{
	uint64_t head = 0;

	memcpy(&head, word, len < sizeof(head) ? len : sizeof(head));
	return be64toh(head);
}

static int take_word(void *user, const char *word, size_t len)
{
	struct block *block = user;
	struct posting posting = {.row = block->row, .len = (uint8_t)len,
				  .head = word_head(word, len)};

	posting.word = (uint32_t)(word - block->text.data);
	buf_add(&block->postings, &posting, sizeof(posting));
	return 0;
}

static int read_rows(struct block *block, struct store *store, const char *kind, int64_t number,
		     struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int64_t first = number << SEARCH_BLOCK_BITS;
	int r = sql_query(&query, store, err,
			  "SELECT n, fold FROM search_row WHERE kind = ?1 AND n BETWEEN ?2 AND ?3",
			  "tii", kind, first, first + SEARCH_BLOCK_ROWS - 1);

	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		block->row = (uint16_t)(sql_int(&query, 0) - first);
		block->at = block->text.len;
		buf_add_str(&block->text, sql_text(&query, 1));
		buf_add_char(&block->text, '\0');
		search_words(block->text.data + block->at, take_word, block);
	}
	return r;
}

static int compare_words(const struct posting *a, const struct posting *b, const char *text)
{
	size_t shorter = a->len < b->len ? a->len : b->len;
	int order;

	if (a->head != b->head)
		return a->head < b->head ? -1 : 1;
	order = memcmp(text + a->word, text + b->word, shorter);
	return order ? order : (int)a->len - (int)b->len;
}

static int by_word_and_row(const void *a, const void *b, void *text)
{
	int order = compare_words(a, b, text);

	return order ? order : (int)((const struct posting *)a)->row -
				       (int)((const struct posting *)b)->row;
}

/* The rows of one word, COUNT postings of it from FIRST on, in the form the schema tells. */
static void pack_rows(struct buf *ret, const struct posting *first, size_t count)
{
	unsigned char bits[SEARCH_BITMAP_BYTES] = {0};
	int last = -1;

	buf_clear(ret);
	for (size_t i = 0; i < count; i++) {
		uint16_t row = first[i].row;
		unsigned char pair[2] = {(unsigned char)row, (unsigned char)(row >> 8)};

		if (row == last)
			continue;
		last = row;
		bits[row / 8] |= (unsigned char)(1u << row % 8);
		if (ret->len < SEARCH_BITMAP_BYTES)
			buf_add(ret, pair, 2);
	}
	if (ret->len == SEARCH_BITMAP_BYTES) {
		buf_clear(ret);
		buf_add(ret, bits, sizeof(bits));
	}
}

static int write_rows(struct store *store, const char *kind, int64_t number, const char *word,
		      const void *rows, size_t size, struct err *err)
{
	return sql_run(store, err, "INSERT INTO search_block VALUES (?1, ?2, ?3, ?4)", "titb",
		       kind, number, word, rows, size);
}

/* The words that begin alike, while they pass by in order. */
struct beginning {
	unsigned char rows[SEARCH_BITMAP_BYTES];
	unsigned words;
};

struct writer {
	struct store *store;
	const char *kind;
	int64_t number;
	struct beginning beginnings[SEARCH_BEGINNING_MAX]; /* by length, from 1 */
	char last[SEARCH_WORD_MAX + 1]; /* the word that passed by last */
};

/* A beginning of many words: their union is kept ready. */
static int end_beginning(struct writer *writer, size_t len, struct err *err)
{
	struct beginning *beginning = &writer->beginnings[len - 1];
	bool whole_letter = ((unsigned char)writer->last[len] & 0xc0) != 0x80;
	char word[SEARCH_BEGINNING_MAX + 2] = {SEARCH_BEGINNING_MARK};
	int r = 0;

	if (beginning->words >= SEARCH_BEGINNING_WORDS && whole_letter) {
		memcpy(word + 1, writer->last, len);
		r = write_rows(writer->store, writer->kind, writer->number, word, beginning->rows,
			       sizeof(beginning->rows), err);
	}
	*beginning = (struct beginning){0};
	return r;
}

/* Ends the beginnings of the last word that WORD does not share. */
static int end_beginnings(struct writer *writer, const char *word, struct err *err)
{
	size_t shared = 0;
	int r = 0;

	while (word[shared] && word[shared] == writer->last[shared])
		shared++;
	for (size_t len = shared + 1; len <= SEARCH_BEGINNING_MAX && r == 0; len++)
		if (writer->beginnings[len - 1].words)
			r = end_beginning(writer, len, err);
	return r;
}

static int pass_word(struct writer *writer, const char *word, const struct posting *postings,
		     size_t count, struct err *err)
{
	int r = end_beginnings(writer, word, err);

	for (size_t len = 1; len <= SEARCH_BEGINNING_MAX && word[len - 1]; len++) {
		struct beginning *beginning = &writer->beginnings[len - 1];

		beginning->words++;
		for (size_t i = 0; i < count; i++)
			beginning->rows[postings[i].row / 8] |=
				(unsigned char)(1u << postings[i].row % 8);
	}
	memcpy(writer->last, word, sizeof(writer->last));
	return r;
}

static int write_words(struct block *block, struct writer *writer, struct err *err)
{
	AUTO(buf_done) struct buf rows = {0};
	struct posting *postings = (struct posting *)(void *)block->postings.data;
	size_t count = block->postings.len / sizeof(*postings);
	size_t next;
	int r = 0;

	if (count)
		qsort_r(postings, count, sizeof(*postings), by_word_and_row, block->text.data);
	for (size_t i = 0; i < count && r == 0; i = next) {
		char word[SEARCH_WORD_MAX + 1] = {0};

		next = i + 1;
		while (next < count &&
		       compare_words(&postings[i], &postings[next], block->text.data) == 0)
			next++;
		memcpy(word, block->text.data + postings[i].word, postings[i].len);
		pack_rows(&rows, postings + i, next - i);
		r = write_rows(writer->store, writer->kind, writer->number, word, rows.data,
			       rows.len, err);
		if (r == 0)
			r = pass_word(writer, word, postings + i, next - i, err);
	}
	return r < 0 ? r : end_beginnings(writer, "", err);
}

static int build_block(struct store *store, const char *kind, int64_t number, struct err *err)
{
	AUTO(block_done) struct block block = {0};
	struct writer writer = {.store = store, .kind = kind, .number = number};
	int64_t first = number << SEARCH_BLOCK_BITS;
	int r = read_rows(&block, store, kind, number, err);

	if (r == 0)
		r = sql_run(store, err, "DELETE FROM search_block WHERE kind = ?1 AND block = ?2",
			    "ti", kind, number);
	if (r == 0)
		r = write_words(&block, &writer, err);
	if (r < 0)
		return r;
	return sql_run(store, err,
		       "UPDATE search_row INDEXED BY search_fresh SET fresh = 0 "
		       "WHERE kind = ?1 AND fresh = 1 AND n BETWEEN ?2 AND ?3",
		       "tii", kind, first, first + SEARCH_BLOCK_ROWS - 1);
}

struct stale_block {
	char kind[32];
	int64_t number, fresh;
};

/* Builds the blocks that most fresh rows lie in, so that the fewest blocks are built, until at most
 * MOST rows are fresh. */
static int build_stale(struct store *store, int64_t fresh, int64_t most, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	AUTO(buf_done) struct buf list = {0};
	const struct stale_block *stale;
	int r = sql_query(&query, store, err,
			  "SELECT kind, n >> 12, count(*) AS fresh FROM search_row WHERE fresh = 1 "
			  "GROUP BY 1, 2 ORDER BY fresh DESC",
			  "");

	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		struct stale_block block = {.number = sql_int(&query, 1),
					    .fresh = sql_int(&query, 2)};

		strncpy(block.kind, sql_text(&query, 0), sizeof(block.kind) - 1);
		buf_add(&list, &block, sizeof(block));
	}
	stale = (const struct stale_block *)(const void *)list.data;
	for (size_t i = 0; r == 0 && i < list.len / sizeof(*stale) && fresh > most; i++) {
		r = build_block(store, stale[i].kind, stale[i].number, err);
		fresh -= stale[i].fresh;
	}
	return r;
}

static int settle(struct store *store, int64_t most, struct err *err)
{
	int64_t fresh = 0;
	int r = sql_number(store, &fresh, err,
			   "SELECT count(*) FROM search_row INDEXED BY search_fresh "
			   "WHERE fresh = 1",
			   "");

	/* Whoever lets many rows wait builds enough at once. */
	if (r < 0 || fresh <= most)
		return r;
	return build_stale(store, fresh, most < SEARCH_FRESH_MAX ? most : SEARCH_FRESH_MAX, err);
}

int search_purge(struct store *store, struct err *err)
{
	return settle(store, 0, err);
}

int search_settle(struct store *store, struct err *err)
{
	return settle(store, SEARCH_FRESH_MAX, err);
}

int search_settle_later(struct store *store, struct err *err)
{
	return settle(store, SEARCH_LATER_MAX, err);
}
