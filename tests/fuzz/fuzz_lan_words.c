/* Any bytes sealed by who knows the code: to a stick as the bench's words, to a bench as files. */
#include "lan.h"

#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static int take(void *user, const struct parcel *parcel)
{
	char sha256[65];

	(void)user;
	sha256_hex(parcel->bytes, parcel->len, sha256);
	if (!str_eq(sha256, parcel->sha256) || parcel->what != PARCEL_FILE)
		__builtin_trap();
	return 0;
}

static void move(struct lan_end *from, struct lan_end *to)
{
	AUTO(buf_done) struct buf bytes = {0};

	buf_add(&bytes, from->out.data, from->out.len);
	buf_clear(&from->out);
	lan_feed(to, bytes.data, bytes.len, take, NULL);
}

static void seal(struct lan_end *from, struct lan_end *to, const uint8_t *data, size_t size)
{
	AUTO(buf_done) struct buf frame = {0};
	const size_t whole = size + crypto_secretstream_xchacha20poly1305_ABYTES;

	for (int i = 0; i < 4; i++)
		buf_add_char(&frame, (char)(unsigned char)(whole >> 8 * i));
	for (size_t i = 0; i < whole; i++)
		buf_add_char(&frame, 0);
	if (crypto_secretstream_xchacha20poly1305_push(
		    &from->push, (unsigned char *)frame.data + 4, NULL, data, size, NULL, 0, 0) < 0)
		__builtin_trap();
	lan_feed(to, frame.data, frame.len, take, NULL);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(lan_done) struct lan_end stick;
	AUTO(lan_done) struct lan_end bench;
	enum stick_fate fate;

	if (lan_begin(&bench, true, "123456") < 0 || lan_begin(&stick, false, "123456") < 0)
		return 0;
	for (int i = 0; i < 3; i++) {
		move(&bench, &stick);
		move(&stick, &bench);
	}
	move(&bench, &stick);
	if (stick.state != LAN_OPEN || bench.state != LAN_OPEN)
		__builtin_trap();
	seal(&bench, &stick, data, size);
	if (stick.answers != stick_fate_find((const char *)data, size, &fate) ||
	    (stick.answers && stick.fate != fate))
		__builtin_trap();
	seal(&stick, &bench, data, size);
	if ((bench.state == LAN_OPEN) != (*bench.awaits != '\0'))
		__builtin_trap();
	return 0;
}
