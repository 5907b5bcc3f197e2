/* In which order a board shows the slots. */
#include "flow.h"

#include <string.h>

/* Ports first, in the order in which a hub counts them: 1-1.2 before 1-1.10. */
static int compare_place(const struct slot *a, const struct slot *b)
{
	bool a_port = *a->port, b_port = *b->port;

	if (a_port != b_port)
		return a_port ? -1 : 1;
	if (a_port && strverscmp(a->port, b->port) != 0)
		return strverscmp(a->port, b->port);
	return a < b ? -1 : 1;
}

/* What is ready to be handed on comes first, what needs a person next. */
static int weight(const struct slot *slot)
{
	static const int words[] = {
		[VERDICT_PASS] = 0, [VERDICT_REVIEW] = 2, [VERDICT_FAIL] = 3};
	static const int states[] = {
		[SLOT_FAILED] = 4, [SLOT_WAITING] = 5, [SLOT_PROBING] = 6, [SLOT_EMPTY] = 7};

	if (slot->state != SLOT_DONE)
		return states[slot->state];
	/* Review only for what a person is still to look at stands before the rest of them. */
	if (slot->verdict.word == VERDICT_REVIEW && slot_passes(slot))
		return 1;
	return words[slot->verdict.word];
}

static bool comes_before(const struct slot *a, const struct slot *b, enum bench_sort sort)
{
	int by_verdict = sort == BENCH_BY_VERDICT ? weight(a) - weight(b) : 0;

	return by_verdict ? by_verdict < 0 : compare_place(a, b) < 0;
}

size_t bench_order(const struct bench *bench, enum bench_sort sort, size_t ret[BENCH_SLOTS])
{
	const struct slot *slots = bench->slots;
	size_t count = 0, shown = BENCH_BOARD;

	for (size_t i = 0; i < BENCH_SLOTS; i++)
		if (slots[i].state != SLOT_EMPTY && i >= shown)
			shown = i + 1;
	for (size_t i = 0; i < shown; i++) {
		size_t at = count++;

		for (; at && comes_before(&slots[i], &slots[ret[at - 1]], sort); at--)
			ret[at] = ret[at - 1];
		ret[at] = i;
	}
	return count;
}
