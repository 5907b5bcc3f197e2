/* One end of the line: frames in, frames out. */
#include "lan.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define HELLO "hotroit-lan-1"
#define HELLO_BYTES (sizeof(HELLO) - 1)
#define HEAD_BYTES crypto_secretstream_xchacha20poly1305_HEADERBYTES
#define SEAL_BYTES crypto_secretstream_xchacha20poly1305_ABYTES
#define FRAME_HEAD 4
#define FRAME_MAX (PARCEL_BYTES_MAX + 512 + SEAL_BYTES)
#define SMALL_MAX 64 /* no frame is longer before both know who they speak with */
#define WRONG "wrong" /* told, so that a line that was cut is not taken for it */

static void put_frame(struct lan_end *end, const void *bytes, size_t len)
{
	const unsigned char head[FRAME_HEAD] = {
		(unsigned char)len, (unsigned char)(len >> 8), (unsigned char)(len >> 16),
		(unsigned char)(len >> 24)};

	buf_add(&end->out, head, sizeof(head));
	buf_add(&end->out, bytes, len);
}

static void close_end(struct lan_end *end)
{
	end->state = LAN_CLOSED;
	*end->awaits = '\0';
	buf_clear(&end->out);
	buf_clear(&end->in);
}

int lan_begin(struct lan_end *end, bool is_bench, const char *code)
{
	unsigned char hello[HELLO_BYTES + LAN_SESSION_BYTES];

	*end = (struct lan_end){.is_bench = is_bench, .state = LAN_HELLO};
	if (sodium_init() < 0)
		return -EIO;
	snprintf(end->code, sizeof(end->code), "%s", code);
	if (!is_bench)
		return 0;
	memcpy(hello, HELLO, HELLO_BYTES);
	randombytes_buf(hello + HELLO_BYTES, LAN_SESSION_BYTES);
	if (cpace_begin(&end->cpace, code, hello + HELLO_BYTES) < 0)
		return -EIO;
	put_frame(end, hello, sizeof(hello));
	end->state = LAN_SHARE;
	return 0;
}

void lan_done(struct lan_end *end)
{
	buf_done(&end->in);
	buf_done(&end->out);
	sodium_memzero(end, sizeof(*end));
	end->state = LAN_CLOSED;
}

/* ---- who is there ---------------------------------------------------------------------------- */

/* WHO: "stick" or "bench"; WHAT: what it is for. */
static void derive(const struct lan_end *end, const char *who, const char *what,
		   unsigned char ret[32])
{
	crypto_generichash_state hash;

	crypto_generichash_init(&hash, end->key, sizeof(end->key), 32);
	crypto_generichash_update(&hash, (const unsigned char *)who, strlen(who) + 1);
	crypto_generichash_update(&hash, (const unsigned char *)what, strlen(what) + 1);
	crypto_generichash_final(&hash, ret, 32);
}

static const char *own_name(const struct lan_end *end)
{
	return end->is_bench ? "bench" : "stick";
}

static const char *other_name(const struct lan_end *end)
{
	return end->is_bench ? "stick" : "bench";
}

static void put_confirmation(struct lan_end *end)
{
	unsigned char bytes[LAN_CONFIRM_BYTES + HEAD_BYTES], key[32];

	derive(end, own_name(end), "confirm", bytes);
	derive(end, own_name(end), "stream", key);
	crypto_secretstream_xchacha20poly1305_init_push(&end->push, bytes + LAN_CONFIRM_BYTES, key);
	put_frame(end, bytes, sizeof(bytes));
	sodium_memzero(key, sizeof(key));
}

static int take_hello(struct lan_end *end, const unsigned char *bytes, size_t len)
{
	if (len != HELLO_BYTES + LAN_SESSION_BYTES || memcmp(bytes, HELLO, HELLO_BYTES) != 0 ||
	    cpace_begin(&end->cpace, end->code, bytes + HELLO_BYTES) < 0)
		return -EBADMSG;
	put_frame(end, end->cpace.share, LAN_SHARE_BYTES);
	end->state = LAN_SHARE;
	return 0;
}

static int take_share(struct lan_end *end, const unsigned char *bytes, size_t len)
{
	if (len != LAN_SHARE_BYTES ||
	    cpace_end(&end->cpace, !end->is_bench, bytes, end->key) < 0)
		return -EBADMSG;
	/* The stick shows first that it knows the code: the bench gives nothing away before. */
	if (end->is_bench)
		put_frame(end, end->cpace.share, LAN_SHARE_BYTES);
	else
		put_confirmation(end);
	end->state = LAN_CONFIRM;
	return 0;
}

static int take_confirmation(struct lan_end *end, const unsigned char *bytes, size_t len)
{
	unsigned char expected[LAN_CONFIRM_BYTES], key[32];

	if (len != LAN_CONFIRM_BYTES + HEAD_BYTES)
		return -EBADMSG;
	derive(end, other_name(end), "confirm", expected);
	end->is_wrong = sodium_memcmp(expected, bytes, sizeof(expected)) != 0;
	derive(end, other_name(end), "stream", key);
	if (end->is_wrong || crypto_secretstream_xchacha20poly1305_init_pull(
				     &end->pull, bytes + LAN_CONFIRM_BYTES, key) < 0)
		return -EBADMSG;
	sodium_memzero(key, sizeof(key));
	if (end->is_bench)
		put_confirmation(end);
	end->state = LAN_OPEN;
	return 0;
}

/* ---- sealed ---------------------------------------------------------------------------------- */

static int put_sealed(struct lan_end *end, const void *bytes, size_t len)
{
	AUTO(buf_done) struct buf sealed = {0};
	unsigned long long written;

	buf_add(&sealed, bytes, len);
	for (size_t i = 0; i < SEAL_BYTES; i++)
		buf_add_char(&sealed, 0);
	if (crypto_secretstream_xchacha20poly1305_push(&end->push, (unsigned char *)sealed.data,
						       &written, bytes, len, NULL, 0, 0) < 0)
		return -EIO;
	put_frame(end, sealed.data, sealed.len);
	return 0;
}

int lan_send(struct lan_end *end, const struct parcel *parcel)
{
	AUTO(buf_done) struct buf bytes = {0};

	if (end->state != LAN_OPEN || parcel->len > PARCEL_BYTES_MAX)
		return -EINVAL;
	parcel_put(&bytes, parcel);
	return put_sealed(end, bytes.data, bytes.len);
}

static int take_parcel(struct lan_end *end, const char *bytes, size_t len, lan_take_fn fn,
		       void *user)
{
	struct parcel parcel;
	size_t used;

	if (parcel_next(bytes, len, &parcel, &used) <= 0 || used != len ||
	    parcel.what != PARCEL_FILE || *end->awaits)
		return -EBADMSG;
	/* What becomes of it is told to everybody who waits for that hash: it must be its own. */
	sha256_hex(parcel.bytes, parcel.len, end->awaits);
	return str_eq(parcel.sha256, end->awaits) && fn && fn(user, &parcel) == 0 ? 0 : -EBADMSG;
}

int lan_answer(struct lan_end *end, const char *sha256, enum stick_fate fate)
{
	const char *word = stick_fate_word(fate);

	if (end->state != LAN_OPEN || !*end->awaits || !str_eq(end->awaits, sha256))
		return 0;
	*end->awaits = '\0';
	return put_sealed(end, word, strlen(word));
}

static int take_answer(struct lan_end *end, const char *bytes, size_t len)
{
	if (!stick_fate_find(bytes, len, &end->fate))
		return -EBADMSG;
	end->answers++;
	return 0;
}

static int take_sealed(struct lan_end *end, const unsigned char *bytes, size_t len,
		       lan_take_fn fn, void *user)
{
	AUTO(buf_done) struct buf open = {0};
	unsigned long long written = 0;
	unsigned char tag;

	if (len < SEAL_BYTES)
		return -EBADMSG;
	buf_add(&open, bytes, len);
	if (crypto_secretstream_xchacha20poly1305_pull(&end->pull, (unsigned char *)open.data,
						       &written, &tag, bytes, len, NULL, 0) < 0)
		return -EBADMSG;
	return end->is_bench ? take_parcel(end, open.data, (size_t)written, fn, user)
			     : take_answer(end, open.data, (size_t)written);
}

/* ---- frames ---------------------------------------------------------------------------------- */

static int take_frame(struct lan_end *end, const unsigned char *bytes, size_t len, lan_take_fn fn,
		      void *user)
{
	switch (end->state) {
	case LAN_HELLO:
		return take_hello(end, bytes, len);
	case LAN_SHARE:
		return take_share(end, bytes, len);
	case LAN_CONFIRM:
		return take_confirmation(end, bytes, len);
	case LAN_OPEN:
		return take_sealed(end, bytes, len, fn, user);
	case LAN_CLOSED:
		break;
	}
	return -EBADMSG;
}

static size_t frame_len(const unsigned char *head)
{
	return (size_t)head[0] | (size_t)head[1] << 8 | (size_t)head[2] << 16 |
	       (size_t)head[3] << 24;
}

void lan_feed(struct lan_end *end, const void *bytes, size_t len, lan_take_fn fn, void *user)
{
	size_t at = 0;

	if (end->state == LAN_CLOSED)
		return;
	buf_add(&end->in, bytes, len);
	while (end->state != LAN_CLOSED && end->in.len - at >= FRAME_HEAD) {
		const unsigned char *frame = (const unsigned char *)end->in.data + at;
		size_t size = frame_len(frame);

		if (size > (end->state == LAN_OPEN ? FRAME_MAX : SMALL_MAX)) {
			close_end(end);
			return;
		}
		if (end->in.len - at - FRAME_HEAD < size)
			break;
		if (take_frame(end, frame + FRAME_HEAD, size, fn, user) < 0) {
			close_end(end);
			if (end->is_wrong)
				put_frame(end, WRONG, strlen(WRONG));
			return;
		}
		at += FRAME_HEAD + size;
	}
	if (at)
		memmove(end->in.data, end->in.data + at, end->in.len - at);
	end->in.len -= at;
}

/* ---- the code -------------------------------------------------------------------------------- */

void lan_new_code(char ret[LAN_CODE_DIGITS + 1])
{
	snprintf(ret, LAN_CODE_DIGITS + 1, "%06u", (unsigned)randombytes_uniform(1000000));
}

bool lan_is_code(const char *text)
{
	return strlen(text) == LAN_CODE_DIGITS &&
	       strspn(text, "0123456789") == LAN_CODE_DIGITS;
}
