/* The plugin over libsodium: Argon2id. */
#include "plug_pin.h"

#include <errno.h>
#include <sodium.h>
#include <stdio.h>

/* A quarter of a second on a PC of 2008 and a tenth on one of today: a volunteer does not notice,
 * who stole the file tries a few PINs a second. The memory is what a bench of 1 GB can spare. */
#define PASSES 2
#define MEMORY ((size_t)32 << 20)

_Static_assert(PLUG_PIN_HASH_MAX == crypto_pwhash_STRBYTES, "the hash has libsodium's size");

static int hide(const char *pin, size_t len, char ret_hash[PLUG_PIN_HASH_MAX])
{
	if (sodium_init() < 0)
		return -EIO;
	return crypto_pwhash_str(ret_hash, pin, len, PASSES, MEMORY) < 0 ? -ENOMEM : 0;
}

static int matches(const char *hash, const char *pin, size_t len)
{
	char whole[PLUG_PIN_HASH_MAX] = "";

	if (sodium_init() < 0)
		return -EIO;
	/* libsodium reads all the bytes of a hash, also those behind its end. */
	snprintf(whole, sizeof(whole), "%s", hash);
	errno = 0;
	if (crypto_pwhash_str_verify(whole, pin, len) == 0)
		return 1;
	return errno == ENOMEM ? -ENOMEM : 0;
}

const struct plug_pin plug_pin = {.hide = hide, .matches = matches};
