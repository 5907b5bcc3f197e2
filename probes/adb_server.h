/*
 * Reaches the adb server and stays with it: starts Debian's own when none runs, follows its list of
 * devices, comes back with a growing pause when it dies.
 */
#ifndef HOTROIT_ADB_SERVER_H
#define HOTROIT_ADB_SERVER_H

#include "wire_adb.h"

enum adb_server_stage { SERVER_AWAY, SERVER_STARTING, SERVER_ASKED, SERVER_TELLS };

struct adb_server {
	struct wire_address address;
	enum adb_server_stage stage;
	struct wire track; /* host:track-devices-l */
	struct wire list; /* host:devices-l, for a server too old to track with details */
	bool plain; /* it is that old */
	bool started; /* `adb start-server` was just run */
	struct proc starter;
	int starter_end; /* becomes readable when it ends */
	int64_t due, since; /* when this stage is over; when it began (clock_mono_ms) */
	unsigned failures; /* since it last stayed for a while */
	struct err trouble; /* code 0: none */
};

enum adb_server_news {
	ADB_SERVER_SAME,
	ADB_SERVER_LIST, /* the list of devices as it is now */
	ADB_SERVER_LOST, /* it died; transport ids mean nothing any more */
};

/* -EINVAL: the environment names no address. */
int adb_server_open(struct adb_server *ret, struct err *err) MUST_USE;
void adb_server_close(struct adb_server *server);
size_t adb_server_fds(const struct adb_server *server, struct pollfd *ret, size_t max);
/* clock_mono_ms when it must be stepped at the latest, or -1. */
int64_t adb_server_due(const struct adb_server *server);
/* Goes on; RET_LIST is replaced where there is a new list: lines for wire_device(). */
enum adb_server_news adb_server_step(struct adb_server *server, const struct pollfd *fds,
				     size_t count, struct buf *ret_list);

#endif
