/* What is settled stands as it is: a contest whose marks are final, and every part of it. */
#include "store_priv.h"

#include <errno.h>

#define WHOLES_MAX 4 /* an entrant's entry, its contest */

static const char *value_of(const struct record_kind *kind, const char *const *values,
			    const char *name)
{
	const struct field *field = name ? record_field_find(kind, name) : NULL;

	return field ? values[field - kind->fields] : NULL;
}

static int check_state(const struct record_kind *kind, const char *const *values, struct err *err)
{
	const char *state = value_of(kind, values, "state");

	for (const struct record_settled *at = kind->settled; at && at->state; at++)
		if (str_eq(at->state, state))
			return err_set(err, EPERM, "%s", _(at->why));
	return 0;
}

int record_check_settled(struct store *store, const struct record_kind *kind,
			 const char *const *values, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	int r = check_state(kind, values, err);

	for (int i = 0; i < WHOLES_MAX && r == 0; i++) {
		const char *part_of = kind->part_of ? kind->part_of : kind->within;
		const char *id = value_of(kind, values, part_of), **whole = NULL;

		if (!id)
			return 0;
		kind = record_kind_find(record_field_find(kind, part_of)->ref);
		r = record_read(store, kind, id, &arena, &whole, err);
		/* Another bench's whole may be still to come. */
		if (r == -ENOENT)
			return 0;
		values = (const char *const *)whole;
		if (r == 0)
			r = check_state(kind, values, err);
	}
	return r;
}

int store_check_settled(struct store *store, const struct record_kind *kind, const char *id,
			struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	AUTO(arena_done) struct arena arena = {0};
	const char **values = NULL;
	char full[UUID_TEXT_MAX];
	int r = reading_begin(&reading, store, err);

	if (r == 0)
		r = record_resolve(store, kind, id, full, err);
	if (r == 0)
		r = record_read(store, kind, full, &arena, &values, err);
	return r < 0 ? r : record_check_settled(store, kind, (const char *const *)values, err);
}
