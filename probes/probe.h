/*
 * The one header a probe needs. A probe answers one question about one device: it reads files
 * under ctx->root (or asks a plugin) and adds facts. It never prints, never waits for a person, and
 * never writes to the device. Add one by adding probe_NAME.c that defines `const struct probe
 * probe_NAME`; CMake finds it and puts it in the table.
 */
#ifndef HOTROIT_PROBE_H
#define HOTROIT_PROBE_H

#include "model.h"

struct smbios;

struct probe_ctx {
	const struct root *root; /* all reads go through it */
	const struct smbios *smbios; /* the decoded table, or NULL; smbios_why then says why */
	const char *smbios_why; /* reason for facts_unreadable, ready to show */
	struct facts *facts; /* the answer; private to this probe until it returns */
};

struct probe {
	const char *name; /* "memory": shown as progress and in messages */
	const char *label; /* Vietnamese, shown on the bench board */
	unsigned deadline_ms; /* then it is cut off and its keys become unreadable */
	bool beside; /* waits for devices: runs from the start on a thread of its own */
	const char *const *keys; /* NULL-terminated: the facts it always answers for */
	void (*run)(struct probe_ctx *ctx);
};

/* The generated table, in the order in which they run. */
extern const struct probe *const probe_table[];
extern const size_t probe_table_count;

#define PROBE_DEADLINE_MS 3000

#endif
