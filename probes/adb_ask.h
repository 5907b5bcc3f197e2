/* Asks one phone behind the adb server its one question (android.h), without ever waiting. */
#ifndef HOTROIT_ADB_ASK_H
#define HOTROIT_ADB_ASK_H

#include "wire_adb.h"

#define ADB_ASK_DEADLINE_MS 15000

enum adb_ask_end {
	ADB_ASK_GOING,
	ADB_ASK_WHOLE, /* answer is all the phone had to say */
	/* what came until then is in answer: */
	ADB_ASK_CUT, /* the connection broke */
	ADB_ASK_REFUSED, /* the phone, or the server for it, would not run the script */
	ADB_ASK_TWINS, /* an old server can not tell it from another of its serial number */
	ADB_ASK_GARBLED, /* no packets of the shell's */
	ADB_ASK_LATE,
	ADB_ASK_FLOOD,
};

/* Why what is missing from ANSWER did not come, with what to do next. Static. */
const char *adb_end_reason(enum adb_ask_end end, const struct buf *answer);

/* Start from {.wire = {.fd = -1}}: asks nothing. */
struct adb_ask {
	const struct wire_address *address; /* lent */
	struct wire wire;
	enum { ASK_NOTHING, ASK_TRANSPORT, ASK_SHELL, ASK_ANSWER } stage;
	char target[160]; /* "host:transport-id:7", "host:transport:R58N30" */
	bool v2; /* asked by shell,v2; else what it says comes through a terminal */
	struct wire_packets packets;
	struct buf answer;
	int64_t deadline; /* clock_mono_ms */
};

/* Begins. ADDRESS must outlive the asking. */
void adb_ask_start(struct adb_ask *ask, const struct wire_address *address,
		   const struct wire_device *device);
/* Goes on: READY, there is something on ask->wire; call it at the deadline, too. */
enum adb_ask_end adb_ask_step(struct adb_ask *ask, bool ready);
/* Lets go of the connection and of the answer. */
void adb_ask_stop(struct adb_ask *ask);

#endif
