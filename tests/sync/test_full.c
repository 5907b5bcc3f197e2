/* A disk without room, at every write of every step: nothing half done, a clear line, and on it
 * goes when there is room. TORN_SEED: printed. */
#include "torn_book.h"

#define PLACES 150

/* Steps until one finds the disk full. */
static bool fill_and_free(struct book *book, uint64_t after, uint64_t count)
{
	struct doubt doubt = {.funds = book->funds, .pulled = book->pulled};
	int r = 0;

	torn_fill(book->torn, after, count);
	for (int i = 0; i < 20 && r == 0; i++)
		r = book_step(book, &doubt);
	if (r < 0 && (r != -ENOSPC || !strstr(book->bed.err.text, "đĩa đầy")))
		fail_msg("seed %llu, write %llu: %d %s", (unsigned long long)book_seed(),
			 (unsigned long long)after, r, book->bed.err.text);
	torn_fill(book->torn, 0, 0);
	return r < 0;
}

static void full_at_every_write(void **state)
{
	struct torn *torn = torn_new(book_seed());
	struct doubt none = {0}, doubt;
	struct book book;
	uint64_t refused = 0;

	(void)state;
	book_init(&book, torn);
	assert_int_equal(book_open(&book), 0);
	for (int i = 0; i < 5; i++)
		assert_int_equal(book_step(&book, &doubt), 0);
	for (uint64_t after = 1; after <= PLACES; after++) {
		refused += fill_and_free(&book, after, after % 3 ? UINT64_MAX : 1);
		none.funds = book.funds;
		none.pulled = book.pulled;
		if (book_judge(&book, &none) != BOOK_WHOLE)
			fail_msg("seed %llu, write %llu: %s", (unsigned long long)book_seed(),
				 (unsigned long long)after, book.fault);
		if (book_step(&book, &doubt) < 0)
			fail_msg("seed %llu, write %llu: room again: %s",
				 (unsigned long long)book_seed(), (unsigned long long)after,
				 book.bed.err.text);
	}
	print_message("[   full   ] seed %llu: full at %d places, %llu steps refused, %llu done\n",
		      (unsigned long long)book_seed(), PLACES, (unsigned long long)refused,
		      (unsigned long long)book.steps);
	assert_true(refused > PLACES / 2);
	book_done(&book);
	torn_free(torn);
}

/* Started, stopped and made anew where there is no room: said so, and whole afterwards. */
static void full_while_it_opens(void **state)
{
	struct torn *torn = torn_new(book_seed());
	unsigned refused = 0;

	(void)state;
	for (uint64_t after = 1; after < 400; after += 1 + after / 8) {
		struct book book;
		struct doubt doubt;
		int r;

		book_init(&book, torn);
		torn_fill(torn, after, UINT64_MAX);
		r = book_open(&book);
		if (r < 0)
			assert_int_equal(r, -ENOSPC);
		refused += r < 0;
		book_close(&book);
		torn_fill(torn, 0, 0);
		assert_int_equal(book_open(&book), 0);
		assert_int_equal(book_step(&book, &doubt), 0);
		torn_fill(torn, 1, UINT64_MAX);
		book_close(&book);
		torn_fill(torn, 0, 0);
		assert_int_equal(book_open(&book), 0);
		doubt = (struct doubt){.funds = book.funds, .pulled = book.pulled};
		assert_int_equal(book_judge(&book, &doubt), BOOK_WHOLE);
		book_done(&book);
	}
	assert_true(refused > 3);
	torn_free(torn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(full_at_every_write),
		cmocka_unit_test(full_while_it_opens),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
