/*
 * CPace, draft-irtf-cfrg-cpace-13, for ristretto255 and SHA-512 (its section "Group environment
 * definition"), initiator and responder. Every string goes into a hash with its length before it.
 */
#include "lan.h"

#include <errno.h>
#include <string.h>

#define DSI "CPaceRistretto255"
#define DSI_KEY "CPaceRistretto255_ISK"
#define CHANNEL "hotroit-lan-1 stick bench"
#define BLOCK 128 /* of SHA-512 */

/* Lengths are below 128 here: one byte of LEB128. */
static void add(crypto_hash_sha512_state *hash, const void *bytes, size_t len)
{
	const unsigned char head = (unsigned char)len;

	crypto_hash_sha512_update(hash, &head, 1);
	crypto_hash_sha512_update(hash, bytes, len);
}

/* lv_cat(DSI, code, zeros up to the hash's block, channel, session), mapped to the group. */
static void generator(const char *code, const unsigned char session[LAN_SESSION_BYTES],
		      unsigned char ret[crypto_core_ristretto255_BYTES])
{
	const size_t used = 1 + strlen(code) + 1 + strlen(DSI) + 1;
	static const unsigned char zeros[BLOCK];
	unsigned char digest[crypto_hash_sha512_BYTES];
	crypto_hash_sha512_state hash;

	crypto_hash_sha512_init(&hash);
	add(&hash, DSI, strlen(DSI));
	add(&hash, code, strlen(code));
	add(&hash, zeros, used < BLOCK ? BLOCK - used : 0);
	add(&hash, CHANNEL, strlen(CHANNEL));
	add(&hash, session, LAN_SESSION_BYTES);
	crypto_hash_sha512_final(&hash, digest);
	crypto_core_ristretto255_from_hash(ret, digest);
	sodium_memzero(digest, sizeof(digest));
}

int cpace_begin(struct cpace *cpace, const char *code,
		const unsigned char session[LAN_SESSION_BYTES])
{
	unsigned char base[crypto_core_ristretto255_BYTES];
	int r;

	memcpy(cpace->session, session, LAN_SESSION_BYTES);
	generator(code, session, base);
	crypto_core_ristretto255_scalar_random(cpace->scalar);
	r = crypto_scalarmult_ristretto255(cpace->share, cpace->scalar, base);
	sodium_memzero(base, sizeof(base));
	return r < 0 ? -EIO : 0;
}

int cpace_end(const struct cpace *cpace, bool is_first, const unsigned char other[LAN_SHARE_BYTES],
	      unsigned char ret_key[LAN_KEY_BYTES])
{
	const unsigned char *first = is_first ? cpace->share : other;
	const unsigned char *second = is_first ? other : cpace->share;
	unsigned char point[crypto_core_ristretto255_BYTES];
	crypto_hash_sha512_state hash;

	/* It refuses what is no point, and the neutral one. */
	if (crypto_scalarmult_ristretto255(point, cpace->scalar, other) < 0)
		return -EBADMSG;
	crypto_hash_sha512_init(&hash);
	add(&hash, DSI_KEY, strlen(DSI_KEY));
	add(&hash, cpace->session, LAN_SESSION_BYTES);
	add(&hash, point, sizeof(point));
	add(&hash, first, LAN_SHARE_BYTES);
	add(&hash, "stick", strlen("stick"));
	add(&hash, second, LAN_SHARE_BYTES);
	add(&hash, "bench", strlen("bench"));
	crypto_hash_sha512_final(&hash, ret_key);
	sodium_memzero(point, sizeof(point));
	return 0;
}
