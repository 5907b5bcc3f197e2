/* Whatever values an iPhone or iPad may give, up to the facts. */
#include "ios.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* One byte that says how far we came, then for each question its type and, by the type, a byte,
 * eight bytes or a line of text. */
struct input {
	const uint8_t *data;
	size_t size;
};

static uint8_t take_byte(struct input *input)
{
	if (!input->size)
		return 0;
	input->size--;
	return *input->data++;
}

static void take_value(struct input *input, struct ios_value *ret)
{
	size_t len = 0;

	ret->type = take_byte(input) % (IOS_OTHER + 1);
	if (ret->type == IOS_BOOL)
		ret->yes = take_byte(input) & 1;
	if (ret->type == IOS_INT)
		for (size_t i = 0; i < sizeof(ret->num); i++)
			ret->num = ret->num << 8 | take_byte(input);
	while (ret->type == IOS_TEXT && input->size && *input->data != '\n' &&
	       len < sizeof(ret->text) - 1)
		ret->text[len++] = (char)take_byte(input);
	if (ret->type == IOS_TEXT && input->size && *input->data == '\n')
		(void)take_byte(input);
}

static void check_size(const struct facts *facts, const char *key)
{
	const struct fact *fact = facts_find(facts, key);

	if (fact->state == FACT_KNOWN && fact->num < 0)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(facts_done) struct facts facts = {0};
	struct input input = {data, size};
	struct ios_answer answer = {.link = take_byte(&input) % IOS_LINK_COUNT};
	const struct fact *total, *free_room;

	for (size_t i = 0; i < IOS_ASK_COUNT; i++)
		take_value(&input, &answer.values[i]);
	ios_facts(&facts, "00008030-000000000000001E", &answer);
	/* every question has an answer, and one that was not read gives its reason */
	for (size_t i = 0; ios_keys[i]; i++) {
		const struct fact *fact = facts_find(&facts, ios_keys[i]);

		if (!fact || (fact->state == FACT_UNREADABLE && !fact->reason))
			abort();
	}
	check_size(&facts, "storage.total");
	check_size(&facts, "storage.free");
	check_size(&facts, "battery.0.health");
	check_size(&facts, "battery.0.level");
	total = facts_find(&facts, "storage.total");
	free_room = facts_find(&facts, "storage.free");
	if (total->state == FACT_KNOWN && free_room->state == FACT_KNOWN &&
	    free_room->num > total->num)
		abort();
	return 0;
}
