/* Homes of pupils: whoever names another as living with them is of one home with that one. */
#include "household_priv.h"

#include <stdlib.h>
#include <string.h>

/* Few books have any: then no row is read. */
int household_members(struct row **ret, size_t *ret_count, struct store *store,
		      struct arena *arena, struct err *err)
{
	static const struct store_filter any = {"household", STORE_FROM, ""};
	static const struct store_filter bound = {"household", STORE_IS_NOT, NULL};
	uint64_t count = 0;
	int r = store_count_where(store, record_kind_find("recipient"), &any, 1, &count, err);

	if (r < 0)
		return r;
	*ret = NULL;
	*ret_count = 0;
	if (!count)
		return 0;
	return row_list_where(ret, ret_count, store, arena, "recipient", &bound, 1, err);
}

struct resident {
	const char *id;
	size_t next; /* towards the one that stands for the home; that one names itself */
	bool holds_kit, holds_device;
	size_t devices; /* of the whole home, at the one that stands for it */
};

static int by_id(const void *a, const void *b)
{
	const struct resident *first = a, *second = b;

	return strcmp(first->id, second->id);
}

static struct resident *find(const struct households *households, const char *id)
{
	const struct resident key = {.id = id};

	return id ? bsearch(&key, households->residents, households->count, sizeof(key), by_id)
		  : NULL;
}

static size_t home_of(const struct households *households, size_t i)
{
	struct resident *residents = households->residents;

	while (residents[i].next != i) {
		residents[i].next = residents[residents[i].next].next;
		i = residents[i].next;
	}
	return i;
}

/* One whom this book does not have stands for a home nevertheless. */
static void add_all(struct households *ret, const struct row *recipients, size_t count)
{
	size_t kept = 0;

	for (size_t i = 0; i < count; i++) {
		const char *with = row_get(&recipients[i], "household");

		ret->residents[ret->count++].id = recipients[i].id;
		if (with)
			ret->residents[ret->count++].id = with;
	}
	qsort(ret->residents, ret->count, sizeof(*ret->residents), by_id);
	for (size_t i = 0; i < ret->count; i++)
		if (!kept || !str_eq(ret->residents[kept - 1].id, ret->residents[i].id))
			ret->residents[kept++] = ret->residents[i];
	ret->count = kept;
	for (size_t i = 0; i < kept; i++)
		ret->residents[i].next = i;
}

static void join(struct households *households, const char *id, const char *with)
{
	struct resident *first = find(households, id), *second = find(households, with);

	if (first && second)
		households->residents[home_of(households,
					      (size_t)(first - households->residents))]
			.next = home_of(households, (size_t)(second - households->residents));
}

static void note_kit(struct households *households, const struct row *kit)
{
	const char *state = row_get(kit, "state");
	struct resident *resident = find(households, row_get(kit, "recipient"));

	if (!resident || (!str_eq(state, "reserved") && !str_eq(state, "given")))
		return;
	resident->holds_kit = true;
	resident->holds_device |= row_get(kit, "device") != NULL;
}

void households_read(struct households *ret, struct arena *arena, const struct row *recipients,
		     size_t count, const struct row *kits, size_t kit_count)
{
	*ret = (struct households){
		.residents = arena_alloc(arena, (2 * count + 1) * sizeof(*ret->residents))};
	memset(ret->residents, 0, (2 * count + 1) * sizeof(*ret->residents));
	add_all(ret, recipients, count);
	for (size_t i = 0; i < count; i++)
		join(ret, recipients[i].id, row_get(&recipients[i], "household"));
	for (size_t i = 0; i < kit_count; i++)
		note_kit(ret, &kits[i]);
	for (size_t i = 0; i < ret->count; i++)
		ret->residents[home_of(ret, i)].devices += ret->residents[i].holds_device;
}

bool household_holds(const struct households *households, const char *recipient)
{
	const struct resident *resident = find(households, recipient);

	return resident && resident->holds_kit;
}

bool household_sibling_holds(const struct households *households, const char *recipient)
{
	const struct resident *resident = find(households, recipient);
	size_t devices = 0;

	if (resident)
		devices = households
				  ->residents[home_of(households,
						      (size_t)(resident - households->residents))]
				  .devices;
	return resident && devices > resident->holds_device;
}

const char *household_sibling(const struct households *households, const char *recipient,
			      size_t *at)
{
	const struct resident *self = find(households, recipient), *other;

	while (self && *at < households->count) {
		other = &households->residents[(*at)++];
		if (other != self &&
		    home_of(households, (size_t)(other - households->residents)) ==
			    home_of(households, (size_t)(self - households->residents)))
			return other->id;
	}
	return NULL;
}
