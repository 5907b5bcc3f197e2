/* One machine's lives: a row that is over, and the row that began when the machine came again. */
#include "store_priv.h"

#include <stdio.h>

#define LIVES_MAX 32

int device_is_over(struct store *store, const char *id, bool *ret_over, struct err *err)
{
	int64_t over = 0;
	int r = sql_number(store, &over, err,
			   "SELECT state IN " DEVICE_OVER " FROM device WHERE id = ?1", "t", id);

	*ret_over = over;
	return r;
}

int device_follow_lives(struct store *store, char id[UUID_TEXT_MAX], struct err *err)
{
	for (int i = 0; i < LIVES_MAX; i++) {
		int r = sql_follow(store, id, err,
				   "SELECT id FROM device WHERE former = ?1 "
				   "ORDER BY n DESC LIMIT 1");

		if (r <= 0)
			return r;
		r = device_follow_aliases(store, id, err);
		if (r < 0)
			return r;
	}
	return 0;
}

int store_latest_life(struct store *store, const char *device, char ret_id[UUID_TEXT_MAX],
		      bool *ret_is_over, struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	char id[UUID_TEXT_MAX];
	int r = reading_begin(&reading, store, err);

	if (r == 0)
		r = record_resolve(store, record_kind_find("device"), device, id, err);
	if (r == 0)
		r = device_follow_lives(store, id, err);
	if (r == 0)
		r = device_is_over(store, id, ret_is_over, err);
	if (r == 0)
		snprintf(ret_id, UUID_TEXT_MAX, "%s", id);
	return r;
}
