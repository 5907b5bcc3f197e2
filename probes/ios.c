/* One iPhone or iPad, asked within a deadline and made a snapshot. */
#include "ios.h"

#include "plug_ios.h"

#include <ctype.h>
#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct job {
	const struct plug_ios *plug;
	char udid[IOS_UDID_MAX];
	struct ios_answer answer;
	int result;
};

/* The serial number on the bus is the UDID without its hyphen. */
static bool serial_is(const char *serial, const char *udid)
{
	for (; *serial && *udid; udid++)
		if (*udid != '-' &&
		    tolower((unsigned char)*udid) != tolower((unsigned char)*serial++))
			return false;
	return !*serial && !*udid;
}

void ios_port(const struct root *root, const char *udid, char *ret, size_t size)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	size_t count;
	char path[320], serial[IOS_UDID_MAX];

	snprintf(ret, size, "%s", "");
	if (root_list(root, "sys/bus/usb/devices", &arena, &names, &count) < 0)
		return;
	for (size_t i = 0; i < count; i++) {
		snprintf(path, sizeof(path), "sys/bus/usb/devices/%s/serial", names[i]);
		if (root_line(root, path, serial, sizeof(serial)) == 0 && serial_is(serial, udid) &&
		    strlen(names[i]) < size)
			snprintf(ret, size, "%s", names[i]);
	}
}

void ios_snapshot(struct snapshot *ret, const char *udid, const char *port,
		  const struct ios_answer *answer)
{
	struct snapshot snapshot = {.device.transport = "ios", .probe_version = HOTROIT_VERSION};
	char now[CLOCK_TEXT_MAX];
	const struct fact *kind;

	clock_text(now);
	ios_facts(&snapshot.facts, udid, answer);
	snapshot.taken_at = arena_str(&snapshot.facts.arena, now);
	snapshot.device.id = arena_printf(&snapshot.facts.arena, "ios:%s", udid);
	snapshot.device.port = *port ? arena_str(&snapshot.facts.arena, port) : NULL;
	snapshot_freeze(&snapshot);
	kind = snapshot_fact(&snapshot, "device.kind");
	if (kind->state == FACT_KNOWN)
		snapshot.device.kind = kind->text;
	*ret = snapshot;
}

static void *ask(void *argument)
{
	struct job *job = argument;

	job->result = job->plug->ask(job->udid, &job->answer);
	return NULL;
}

/* Never waits longer than the deadline; the job of a device that hangs stays with its thread. */
static int ask_in_time(const struct plug_ios *plug, const char *udid, struct ios_answer *ret)
{
	struct job *job = calloc(1, sizeof(*job));
	struct timespec until;
	pthread_t thread;
	int result;

	if (!job)
		return -ENOMEM;
	job->plug = plug;
	snprintf(job->udid, sizeof(job->udid), "%s", udid);
	clock_gettime(CLOCK_MONOTONIC, &until);
	until.tv_sec += IOS_DEADLINE_MS / 1000;
	result = pthread_create(&thread, NULL, ask, job);
	if (result) {
		free(job);
		return -result;
	}
	if (pthread_clockjoin_np(thread, NULL, CLOCK_MONOTONIC, &until) != 0) {
		*ret = (struct ios_answer){.link = IOS_LINK_SILENT};
		return 0;
	}
	*ret = job->answer;
	result = job->result;
	free(job);
	return result;
}

enum exit_code ios_probe(const struct root *root, const char *udid)
{
	AUTO(buf_done) struct buf text = {0};
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	struct ios_answer answer;
	struct err err;
	const void *table;
	char port[64];

	if (plugin_open("ios", "plug_ios", &table, &err) < 0) {
		fprintf(stderr, "hotroit-probe: %s\n", err.text);
		return EXIT_UNAVAILABLE;
	}
	if (!ios_udid_is(udid) || ask_in_time(table, udid, &answer) < 0) {
		fputs(_("hotroit-probe: usbmuxd không thấy máy này; rút cắm lại, xem "
			"hotroit-probe --list\n"),
		      stderr);
		return EXIT_NO_INPUT;
	}
	ios_port(root, udid, port, sizeof(port));
	ios_snapshot(&snapshot, udid, port, &answer);
	snapshot_print(&text, &snapshot);
	return fwrite(text.data, 1, text.len, stdout) == text.len && fflush(stdout) == 0 ? EXIT_PASS
											 : EXIT_IO;
}
