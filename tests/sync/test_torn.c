/*
 * The store on a disk whose power fails, and on one that lies about syncs.
 *
 * TORN_RUNS losses of power (60) from TORN_SEED (printed): TORN_RUNS=20000 is the long run.
 */
#include "torn_book.h"

#define RUNS 60
#define LOSSES_OF_A_BOOK 25

/* Edits until the power fails or it was enough. */
static void work(struct book *book, struct doubt *ret_doubt)
{
	uint64_t steps = 1 + torn_roll(book->torn, 12);
	int r = book->bed.store ? 0 : book_open(book);

	*ret_doubt = (struct doubt){.funds = book->funds, .pulled = book->pulled};
	while (r == 0 && steps--) {
		r = book_step(book, ret_doubt);
		/* A clean stop in between: the log goes into the file. */
		if (r == 0 && torn_roll(book->torn, 10) == 0) {
			book_close(book);
			r = book_open(book);
		}
	}
	if (r < 0 && !torn_is_cut(book->torn))
		fail_msg("seed %llu: %s", (unsigned long long)book_seed(), book->bed.err.text);
	if (torn_roll(book->torn, 3) == 0)
		book_close(book);
}

static void cut_somewhere(struct torn *torn)
{
	static const uint64_t reach[] = {20, 200, 2000};

	torn_cut_after(torn, 1 + torn_roll(torn, reach[torn_roll(torn, 3)]));
}

static void every_acknowledged_step_survives(void **state)
{
	uint64_t runs = book_setting("TORN_RUNS", RUNS), steps = 0, made = 0;
	struct torn *torn = torn_new(book_seed());
	struct torn_counts counts;
	struct doubt doubt;

	(void)state;
	while (made < runs) {
		struct book book;

		book_init(&book, torn);
		for (int i = 0; i < LOSSES_OF_A_BOOK && made < runs; i++, made++) {
			cut_somewhere(torn);
			work(&book, &doubt);
			book_lose_power(&book);
			if (book_open(&book) < 0)
				fail_msg("seed %llu: does not open: %s",
					 (unsigned long long)book_seed(), book.bed.err.text);
			if (book_judge(&book, &doubt) != BOOK_WHOLE)
				fail_msg("seed %llu, loss %llu: %s",
					 (unsigned long long)book_seed(),
					 (unsigned long long)made, book.fault);
			if (torn_roll(torn, 2))
				book_close(&book);
		}
		steps += book.steps;
		book_done(&book);
	}
	counts = torn_counts(torn);
	print_message("[   torn   ] seed %llu: %llu losses of power, %llu steps acknowledged and "
		      "all there; %llu writes dropped, %llu torn, %llu syncs\n",
		      (unsigned long long)book_seed(), (unsigned long long)made,
		      (unsigned long long)steps, (unsigned long long)counts.dropped,
		      (unsigned long long)counts.torn, (unsigned long long)counts.syncs);
	torn_free(torn);
}

/* A book that has worked for a while and is on the disk for sure. */
static void settle_book(struct book *book, struct torn *torn)
{
	struct doubt doubt;

	book_init(book, torn);
	assert_int_equal(book_open(book), 0);
	for (int i = 0; i < 8; i++)
		assert_int_equal(book_step(book, &doubt), 0);
	book_close(book);
}

/* The rig bites: without a sync at every commit, acknowledged steps are gone. */
static void without_syncs_steps_are_lost(void **state)
{
	uint64_t runs = book_setting("TORN_RUNS", RUNS) / 3, lost = 0;
	struct torn *torn = torn_new(book_seed());

	(void)state;
	for (uint64_t i = 0; i < runs; i++) {
		struct book book;
		struct doubt doubt;
		enum book_state judged = BOOK_LOST_SOME;

		settle_book(&book, torn);
		doubt = (struct doubt){.funds = book.funds, .pulled = book.pulled};
		book.is_normal = true;
		assert_int_equal(book_open(&book), 0);
		for (int k = 0; k < 5; k++)
			assert_int_equal(book_step(&book, &doubt), 0);
		torn_cut_after(torn, 1);
		book_lose_power(&book);
		doubt = (struct doubt){.funds = book.funds, .pulled = book.pulled};
		/* Several commits at once are torn by no disk that syncs: it refuses that. */
		if (book_open(&book) == 0)
			judged = book_judge(&book, &doubt);
		if (judged == BOOK_BROKEN)
			fail_msg("seed %llu: %s", (unsigned long long)book_seed(), book.fault);
		lost += judged == BOOK_LOST_SOME;
		book_done(&book);
	}
	print_message("[   torn   ] control, synchronous = NORMAL: %llu of %llu losses of power "
		      "cost acknowledged steps\n",
		      (unsigned long long)lost, (unsigned long long)runs);
	assert_true(lost > 0);
	torn_free(torn);
}

static int lose_by_a_lie(struct book *book, struct torn *torn, struct doubt *doubt)
{
	settle_book(book, torn);
	torn_lie(torn, true);
	cut_somewhere(torn);
	work(book, doubt);
	book_lose_power(book);
	torn_lie(torn, false);
	return book_open(book);
}

/* Is it damage that reading the file through shows? The other kind: pages of two tables, each good
 * in itself, of two moments. */
static bool is_damaged(const char *fault)
{
	return str_starts(fault, "integrity") || str_starts(fault, "reference");
}

/* Nothing can keep what a lying disk drops; but a damaged book is never taken for a good one. */
static void what_a_lying_disk_broke_is_found(void **state)
{
	uint64_t runs = book_setting("TORN_RUNS", RUNS), found = 0, lost = 0, apart = 0;
	struct torn *torn = torn_new(book_seed());

	(void)state;
	for (uint64_t i = 0; i < runs; i++) {
		struct book book;
		struct doubt doubt;
		enum book_state judged = BOOK_WHOLE;
		int r;

		r = lose_by_a_lie(&book, torn, &doubt);
		found += r < 0;
		if (r < 0)
			assert_non_null(strstr(book.bed.err.text, "hotroit restore"));
		else
			judged = book_judge(&book, &doubt);
		if (judged == BOOK_BROKEN && is_damaged(book.fault))
			fail_msg("seed %llu, book %llu: %s", (unsigned long long)book_seed(),
				 (unsigned long long)i, book.fault);
		lost += judged == BOOK_LOST_SOME;
		apart += judged == BOOK_BROKEN;
		book_done(&book);
	}
	print_message("[   torn   ] lying disk: %llu books, %llu found damaged and refused, none "
		      "damaged and opened; %llu lost steps, %llu of them by halves\n",
		      (unsigned long long)runs, (unsigned long long)found,
		      (unsigned long long)(lost + apart), (unsigned long long)apart);
	assert_true(found > 0);
	torn_free(torn);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_acknowledged_step_survives),
		cmocka_unit_test(without_syncs_steps_are_lost),
		cmocka_unit_test(what_a_lying_disk_broke_is_found),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
