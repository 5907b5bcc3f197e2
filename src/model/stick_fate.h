/*
 * What becomes of a file that a live stick sent over the network: told by the bench to its ear on
 * the network, a line "WORD SHA256" each, and by that to the stick, the word alone. Words: "taken"
 * (in the book), "held" (a person is to say something first; ask again), "refused".
 */
#ifndef HOTROIT_STICK_FATE_H
#define HOTROIT_STICK_FATE_H

#include "base.h"

enum stick_fate { STICK_TAKEN, STICK_HELD, STICK_REFUSED, STICK_FATES };

const char *stick_fate_word(enum stick_fate fate);
/* The fate of which WORD, LEN bytes, is the word, and nothing but it. */
bool stick_fate_find(const char *word, size_t len, enum stick_fate *ret) MUST_USE;
/* A line, appended. */
void stick_fate_put(struct buf *ret, enum stick_fate fate, const char *sha256);
/* The first line of BYTES: 1, and *RET_USED bytes are its own; 0: it is not all there yet;
 * -EBADMSG: that never was one. */
int stick_fate_next(const char *bytes, size_t len, enum stick_fate *ret, char ret_sha256[65],
		    size_t *ret_used) MUST_USE;

#endif
