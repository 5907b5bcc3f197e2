/* Any bytes as what stands at the other end of the line, to a bench and to a stick; behind the
 * exchange, too, as far as somebody without the code comes. */
#include "lan.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int take(void *user, const struct parcel *parcel)
{
	(void)user;
	(void)parcel;
	/* Nobody without the code is listened to. */
	__builtin_trap();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	for (int is_bench = 0; is_bench < 2; is_bench++) {
		AUTO(lan_done) struct lan_end end;

		if (lan_begin(&end, is_bench, "123456") < 0)
			return 0;
		lan_feed(&end, data, size / 3, take, NULL);
		lan_feed(&end, data + size / 3, size - size / 3, take, NULL);
		if (end.state == LAN_OPEN)
			__builtin_trap();
	}
	return 0;
}
