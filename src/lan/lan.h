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
 *     stick → bench   a parcel (model's parcel.h), sealed;   bench → stick   once it knows what
 *                     becomes of it "taken", "held" or "refused" (model's stick_fate.h), sealed;
 *                     before that the stick sends no other
 */
#ifndef HOTROIT_LAN_H
#define HOTROIT_LAN_H

#include "parcel.h"
#include "stick_fate.h"

#include <sodium.h>

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
	char awaits[65]; /* the bench: SHA-256 of what the stick awaits to hear of; or "" */
	unsigned answers; /* the stick: how many came, and the last one */
	enum stick_fate fate;
};

/* What the bench is handed, being what its SHA-256 says; the parcel is lent. -errno: nobody takes
 * it, and the end closes. */
typedef int (*lan_take_fn)(void *user, const struct parcel *parcel);

/* -EIO: no randomness. */
int lan_begin(struct lan_end *end, bool is_bench, const char *code) MUST_USE;
void lan_done(struct lan_end *end);
/* What came from the other, whatever it is. Nothing is to be sent once it is LAN_CLOSED, but to who
 * is_wrong what is in out. FN may be NULL at the stick's end. */
void lan_feed(struct lan_end *end, const void *bytes, size_t len, lan_take_fn fn, void *user);
/* The stick: puts a parcel in out. Only while LAN_OPEN. */
int lan_send(struct lan_end *end, const struct parcel *parcel) MUST_USE;
/* The bench: says to the stick what becomes of the file of SHA256, if that is what it awaits. */
int lan_answer(struct lan_end *end, const char *sha256, enum stick_fate fate) MUST_USE;
/* Six digits. */
void lan_new_code(char ret[LAN_CODE_DIGITS + 1]);
bool lan_is_code(const char *text);

/* ---- wrong codes (guard.c) ------------------------------------------------------------------- */

#define LAN_WRONG_ADDRESS 3 /* of one address: that one is not heard for a while */
#define LAN_WRONG_ALL 6 /* of all: another code, and nobody new is heard for a while */
#define LAN_WRONG_END 10 /* of all: a person has to begin anew */
#define LAN_CLOSED_MS 60000 /* the first time; doubled each time */

/* Start from {0}. Moments are clock_mono_ms(), addresses as in struct in_addr. */
struct lan_guard {
	unsigned wrong;
	int64_t closed_until;
	struct lan_guard_address {
		uint32_t address;
		unsigned wrong;
		int64_t closed_until;
	} seen[LAN_WRONG_END];
	size_t seen_count;
};

enum lan_guard_answer { LAN_GUARD_ON, LAN_GUARD_ADDRESS, LAN_GUARD_ALL, LAN_GUARD_END };

/* ADDRESS did not know the code; what is to be done about it. */
enum lan_guard_answer lan_guard_wrong(struct lan_guard *guard, uint32_t address, int64_t now);
bool lan_guard_hears(const struct lan_guard *guard, uint32_t address, int64_t now);

/* ---- benches that call (call.c) -------------------------------------------------------------- */

/* UDP: "hotroit-bench 1 PORT\n", and "NAME\n" where it has one. */
#define LAN_CALL_PORT 47810
#define LAN_CALL_BYTES 128 /* what is longer is no call */
#define LAN_NAME_MAX 48
#define LAN_BENCHES_MAX 16
#define LAN_BENCH_MS 15000 /* a bench that was not heard for so long is gone */

/* A bench as a stick hears it. */
struct lan_bench {
	uint32_t address;
	uint16_t port;
	char cable[16]; /* the network interface that it was heard on */
	char name[LAN_NAME_MAX]; /* or "" */
	int64_t heard_at;
};

/* Start from {0}. */
struct lan_benches {
	struct lan_bench list[LAN_BENCHES_MAX];
	size_t count;
};

/* A name that may be shown anywhere, of whatever TEXT is: letters, digits, blanks and "-.,()". */
void lan_set_name(char ret[LAN_NAME_MAX], const char *text);
void lan_call_put(struct buf *ret, uint16_t port, const char *name);
/* False: no call. */
bool lan_call_read(const char *bytes, size_t len, uint16_t *ret_port,
		   char ret_name[LAN_NAME_MAX]) MUST_USE;
/* BENCH called at its heard_at; one more than there is room for is not there. */
void lan_benches_hear(struct lan_benches *benches, const struct lan_bench *bench);
void lan_benches_forget(struct lan_benches *benches, int64_t now);
/* "ADDRESS PORT CABLE NAME\n" each, in the order in which they were first heard. Appended. */
void lan_benches_put(struct buf *ret, const struct lan_benches *benches);

/* ---- what a stick has to send (outbox.c) ----------------------------------------------------- */

#define LAN_FILES_MAX 256
#define LAN_HELD_MS 20000 /* then the bench is asked once more */

struct lan_file {
	const char *name;
	char sha256[65];
	bool is_told; /* the bench has said what becomes of it, at told_at */
	enum stick_fate fate;
	int64_t told_at;
};

/* Start from {0}. */
struct lan_outbox {
	struct arena arena;
	struct lan_file files[LAN_FILES_MAX];
	size_t count;
};

void lan_outbox_done(struct lan_outbox *outbox);
/* The file NAME with what is in it now; another content is to be sent anew. NULL: there is no room
 * for one more. */
struct lan_file *lan_outbox_file(struct lan_outbox *outbox, const char *name, const char *sha256);
bool lan_file_is_due(const struct lan_file *file, int64_t now);
void lan_file_tell(struct lan_file *file, enum stick_fate fate, int64_t now);
/* "WORD NAME\n" each; WORD "waiting" before anything was told. Appended. */
void lan_outbox_put(struct buf *ret, const struct lan_outbox *outbox);

#endif
