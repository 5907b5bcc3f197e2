/* The plugin over libsodium: what a PIN is kept as. Loaded only when somebody signs in. */
#ifndef HOTROIT_PLUG_PIN_H
#define HOTROIT_PLUG_PIN_H

#include <stdbool.h>
#include <stddef.h>

#define PLUG_PIN_HASH_MAX 128

/* Exported as plug_pin. */
struct plug_pin {
	/* The PIN's hash with its salt and cost, as text. -ENOMEM, or -EIO without randomness. */
	int (*hide)(const char *pin, size_t len, char ret_hash[PLUG_PIN_HASH_MAX]);
	/* 1: it is the PIN behind the hash, 0: it is not, -ENOMEM. */
	int (*matches)(const char *hash, const char *pin, size_t len);
};

extern const struct plug_pin plug_pin;

#endif
