/*
 * lan: a live stick hands its files to a bench on the same network. Both know a code of six digits
 * that the bench shows and a person types; who listens, or stands between, learns nothing by which
 * the code could be tried apart from asking the bench, which takes few wrong ones. Key exchange:
 * CPace over ristretto255 (draft-irtf-cfrg-cpace-13) with both keys confirmed, then secretstream,
 * all of libsodium. One end here is a value that takes bytes and gives bytes: it opens no socket.
 *
 * Frames: four bytes of length, little end first, then
 *     bench → stick   "hotroit-lan-1", a session id of 16 bytes
 *     stick → bench   Ya;   bench → stick   Yb (32 bytes each)
 *     stick → bench   its confirmation (32), its stream's head (24);   bench → stick   likewise,
 *                     or "wrong"
 *     stick → bench   a parcel (model's parcel.h), sealed;   bench → stick   "taken", sealed
 */
#ifndef HOTROIT_LAN_H
#define HOTROIT_LAN_H

#include "parcel.h"

#include <sodium.h>

#define LAN_ANNOUNCE_PORT 47810 /* UDP: "hotroit-bench 1 PORT\n" */
#define LAN_ANNOUNCE_WORD "hotroit-bench 1 "
#define LAN_CODE_DIGITS 6
#define LAN_SESSION_BYTES 16
#define LAN_SHARE_BYTES 32
#define LAN_CONFIRM_BYTES 32
#define LAN_KEY_BYTES 64

/* ---- the exchange (cpace.c) ------------------------------------------------------------------ */

struct cpace {
	unsigned char session[LAN_SESSION_BYTES];
	unsigned char scalar[32], share[LAN_SHARE_BYTES];
};

/* Own share for CODE in this session. */
int cpace_begin(struct cpace *cpace, const char *code,
		const unsigned char session[LAN_SESSION_BYTES]) MUST_USE;
/* The key both come to, if the codes are the same. -EBADMSG: OTHER is no share. */
int cpace_end(const struct cpace *cpace, bool is_first,
	      const unsigned char other[LAN_SHARE_BYTES],
	      unsigned char ret_key[LAN_KEY_BYTES]) MUST_USE;

/* ---- one end --------------------------------------------------------------------------------- */

enum lan_state {
	LAN_HELLO, /* the stick waits for the bench's first word */
	LAN_SHARE, /* for the other's share */
	LAN_CONFIRM,
	LAN_OPEN, /* both have shown that they know the code */
	LAN_CLOSED,
};

struct lan_end {
	bool is_bench;
	enum lan_state state;
	bool is_wrong; /* the other does not know the code */
	char code[LAN_CODE_DIGITS + 1];
	struct cpace cpace;
	unsigned char key[LAN_KEY_BYTES], other[LAN_SHARE_BYTES];
	crypto_secretstream_xchacha20poly1305_state push, pull;
	struct buf in, out; /* come and not yet read; to be sent */
	unsigned taken; /* the stick: parcels that the bench has said it has */
};

/* What the bench is handed; the parcel is lent. -errno: it can not be kept, and the end closes
 * without having said that it was taken. */
typedef int (*lan_take_fn)(void *user, const struct parcel *parcel);

/* -EIO: no randomness. */
int lan_begin(struct lan_end *end, bool is_bench, const char *code) MUST_USE;
void lan_done(struct lan_end *end);
/* What came from the other, whatever it is. Nothing is to be sent once it is LAN_CLOSED, but to who
 * is_wrong what is in out. FN may be NULL at the stick's end. */
void lan_feed(struct lan_end *end, const void *bytes, size_t len, lan_take_fn fn, void *user);
/* The stick: puts a parcel in out. Only while LAN_OPEN. */
int lan_send(struct lan_end *end, const struct parcel *parcel) MUST_USE;
/* Six digits. */
void lan_new_code(char ret[LAN_CODE_DIGITS + 1]);
bool lan_is_code(const char *text);

#endif
