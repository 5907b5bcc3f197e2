/*
 * The bytes between us and the adb server: its smart-socket protocol and the shell,v2 packets of
 * Android's adb (SERVICES.TXT, OVERVIEW.TXT), on sockets that never block. Whatever comes back is
 * not to be trusted: a phone writes parts of it.
 */
#ifndef HOTROIT_WIRE_ADB_H
#define HOTROIT_WIRE_ADB_H

#include "base.h"

#include <poll.h>
#include <sys/socket.h>

/* ---- framing: pure, on bytes that came ---------------------------------------------------- */

#define WIRE_BLOCK_MAX 0xffff

/* What an answer begins with. ALIEN: whatever listens there is no adb server. */
enum wire_status { WIRE_MORE, WIRE_OKAY, WIRE_FAIL, WIRE_ALIEN };
enum wire_status wire_status(const char *data, size_t len);

/* A block: four hexadecimal digits, then so many bytes. 1 and the block when it is whole, 0 when
 * more must come, -EBADMSG. */
int wire_block(const char *data, size_t len, const char **ret_block, size_t *ret_len) MUST_USE;

/* Where a stream of shell,v2 packets stands. Start from {0}. */
struct wire_packets {
	unsigned char head[5]; /* the packet's id, its length little-endian */
	size_t have;
	uint32_t left;
	size_t total;
};

/* Takes the next bytes of the stream and appends what the command printed to ANSWER (what it
 * printed as errors is left out). 1 when the command has ended, 0 when more must come, -EBADMSG for
 * a packet that the shell has none of, -EFBIG when more than MAX bytes came in all. */
int wire_packets(struct wire_packets *packets, const char *data, size_t len, size_t max,
		 struct buf *answer) MUST_USE;

/* ---- the list of devices ------------------------------------------------------------------ */

struct adb_state {
	const char *said; /* as the server says it; a longer text may follow */
	const char *state; /* the link.state word */
	const char *hint; /* what to do, for _(); NULL: nothing */
	bool passing; /* soon to be another */
};

/* One line of host:devices-l (or host:devices). */
struct wire_device {
	char serial[120], port[64], name[96]; /* cleaned; "" where the line does not say */
	uint64_t transport_id; /* 0: an older server, which goes by serials */
	const struct adb_state *state;
};

/* false: the line is none. */
bool wire_device(const char *line, size_t len, struct wire_device *ret);

/* ---- the socket --------------------------------------------------------------------------- */

struct wire_address {
	struct sockaddr_storage socket;
	socklen_t len;
	bool local; /* the server may be started here */
	char text[128]; /* for messages: "tcp:5037" */
};

/* Where the server is, by ADB_SERVER_SOCKET and ANDROID_ADB_SERVER_PORT. A host by name is looked
 * up, once. -EINVAL, -EHOSTUNREACH. */
int wire_address(struct wire_address *ret, struct err *err) MUST_USE;

/* One conversation. Start from {.fd = -1}. */
struct wire {
	int fd;
	struct buf out, in; /* in: what came and was not taken yet */
	size_t sent;
	bool ended; /* the other side is done */
};

/* Begins to connect; a refusal may show only later. -ECONNREFUSED, -ENOENT … */
int wire_open(struct wire *wire, const struct wire_address *address) MUST_USE;
void wire_close(struct wire *wire);
/* Queues a request for a service. -EMSGSIZE */
int wire_ask(struct wire *wire, const char *service) MUST_USE;
struct pollfd wire_pollfd(const struct wire *wire);
/* Sends and receives what can be, at most a megabyte in at a time. -errno when the connection
 * failed. */
int wire_pump(struct wire *wire) MUST_USE;
/* Drops the first LEN bytes of wire->in. */
void wire_take(struct wire *wire, size_t len);

#endif
