/*
 * iPhones, iPads and iPods: what one says of itself, asked through libimobiledevice (plug_ios.h),
 * and what that means. We ask and never bypass: a locked device stays locked.
 */
#ifndef HOTROIT_IOS_H
#define HOTROIT_IOS_H

#include "model.h"

#define IOS_UDID_MAX 48
#define IOS_TEXT_MAX 128
#define IOS_DEADLINE_MS 10000 /* a device that takes longer has hung */

/* How far we came with the device. */
enum ios_link {
	IOS_LINK_PAIRED, /* everything could be asked */
	IOS_LINK_PASSCODE,
	IOS_LINK_TRUST,
	IOS_LINK_DENIED,
	IOS_LINK_HOST_UNKNOWN,
	IOS_LINK_ESCROW,
	IOS_LINK_FIND_MY,
	IOS_LINK_MANAGED,
	IOS_LINK_WIRELESS,
	IOS_LINK_REFUSED, /* for any other reason */
	IOS_LINK_SILENT, /* no answer in time */
	IOS_LINK_COUNT,
};

struct ios_link_def {
	const char *state; /* the link.state word */
	const char *hint; /* Vietnamese, what to do next; NULL: nothing */
	bool again; /* somebody at the device can change it: worth asking again */
};

extern const struct ios_link_def ios_links[IOS_LINK_COUNT];
/* The row of a link.state word; IOS_LINK_REFUSED for words that are not ours. */
enum ios_link ios_link_find(const char *state);

/* What is asked. */
enum ios_ask {
	/* of anyone */
	IOS_PRODUCT_TYPE,
	IOS_PRODUCT_VERSION,
	/* after pairing */
	IOS_SERIAL,
	IOS_ACTIVATION,
	IOS_DATA_FREE,
	IOS_DATA_TOTAL,
	IOS_DISK_TOTAL,
	IOS_FIND_MY,
	IOS_CHAPERONED,
	IOS_SIM,
	IOS_TELEPHONY,
	IOS_BATTERY_LEVEL,
	/* of the battery's entry in the I/O registry */
	IOS_BATTERY_DESIGN,
	IOS_BATTERY_NOMINAL,
	IOS_BATTERY_RAW,
	IOS_BATTERY_CYCLES,
	/* of the managed configuration */
	IOS_SUPERVISED,
	IOS_MANDATORY,
	IOS_MDM_URL,
	IOS_PROFILES, /* how many */
	IOS_ASK_COUNT,
};

enum ios_type {
	IOS_UNASKED, /* it could not be asked, or did not answer */
	IOS_MISSING, /* it answered that it has no such value */
	IOS_TEXT,
	IOS_INT, /* negative numbers come as huge ones */
	IOS_BOOL,
	IOS_OTHER, /* of a type that no question of ours has */
};

struct ios_value {
	enum ios_type type;
	uint64_t num;
	bool yes;
	char text[IOS_TEXT_MAX]; /* any bytes, ends with NUL */
};

/* Everything one device said. {0} is a device that said nothing and is paired. */
struct ios_answer {
	enum ios_link link;
	struct ios_value values[IOS_ASK_COUNT];
};

/* What the answer means: every key of ios_keys, known, absent or unreadable with a reason. Any
 * value may be of any type and size. */
void ios_facts(struct facts *facts, const char *udid, const struct ios_answer *answer);
extern const char *const ios_keys[]; /* NULL-terminated */

/* A whole snapshot of device UDID at PORT ("": not known), frozen. */
void ios_snapshot(struct snapshot *ret, const char *udid, const char *port,
		  const struct ios_answer *answer);
/* Is this a UDID as usbmuxd writes them? */
bool ios_udid_is(const char *udid);
/* The USB port path of the device, from its serial number under ROOT's sys; "" when it is not
 * there. */
void ios_port(const struct root *root, const char *udid, char *ret, size_t size);

/* hotroit-probe --device ios:UDID: asks once, prints the snapshot. The exit code; leave by _exit,
 * since a device that hangs holds its thread. */
enum exit_code ios_probe(const struct root *root, const char *udid);

#endif
