/* Six digits stand only as long as few are tried: who is heard after how many wrong ones. */
#include "lan.h"

/* The time doubles with each STEP wrong ones. */
static int64_t close_for(unsigned wrong, unsigned step)
{
	return (int64_t)LAN_CLOSED_MS << (wrong / step - 1);
}

static struct lan_guard_address *find(struct lan_guard *guard, uint32_t address)
{
	size_t at = 0;

	while (at < guard->seen_count && guard->seen[at].address != address)
		at++;
	if (at == guard->seen_count)
		guard->seen[guard->seen_count++] = (struct lan_guard_address){.address = address};
	return &guard->seen[at];
}

enum lan_guard_answer lan_guard_wrong(struct lan_guard *guard, uint32_t address, int64_t now)
{
	struct lan_guard_address *one;

	if (guard->wrong >= LAN_WRONG_END)
		return LAN_GUARD_END;
	/* As many addresses as wrong ones at most: there is a place for each. */
	one = find(guard, address);
	one->wrong++;
	guard->wrong++;
	if (one->wrong % LAN_WRONG_ADDRESS == 0)
		one->closed_until = now + close_for(one->wrong, LAN_WRONG_ADDRESS);
	if (guard->wrong >= LAN_WRONG_END)
		return LAN_GUARD_END;
	if (guard->wrong % LAN_WRONG_ALL == 0) {
		guard->closed_until = now + close_for(guard->wrong, LAN_WRONG_ALL);
		return LAN_GUARD_ALL;
	}
	return one->wrong % LAN_WRONG_ADDRESS ? LAN_GUARD_ON : LAN_GUARD_ADDRESS;
}

bool lan_guard_hears(const struct lan_guard *guard, uint32_t address, int64_t now)
{
	if (guard->wrong >= LAN_WRONG_END || now < guard->closed_until)
		return false;
	for (size_t i = 0; i < guard->seen_count; i++)
		if (guard->seen[i].address == address)
			return now >= guard->seen[i].closed_until;
	return true;
}
