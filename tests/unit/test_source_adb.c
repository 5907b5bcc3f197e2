/*
 * The phones' source against an adb server of our own in this thread: every way in which a phone,
 * or the server, can misbehave at a moment of our choosing. (The real server: e2e/adb.sh.)
 */
#include "adb_server.h"
#include "android.h"
#include "source.h"

#include <errno.h>
#include <poll.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

extern const struct source source_adb;

/* ---- the watcher: writes down what it is told ---------------------------------------------- */

struct watcher {
	struct buf log;
	bool wants;
};

void watcher_say(struct watcher *watcher, const struct arrival *arrival)
{
	buf_printf(&watcher->log, "say %s %s\n", arrival->id, arrival->state);
	buf_printf(&watcher->log, "hint %s %s\n", arrival->id,
		   arrival->hint ? arrival->hint : "-");
}

void watcher_gone(struct watcher *watcher, const char *id, const char *port)
{
	buf_printf(&watcher->log, "gone %s port=%s\n", id, port);
}

void watcher_progress(struct watcher *watcher, const struct arrival *arrival, unsigned done,
		      unsigned total, const char *step)
{
	assert_true(done <= total);
	buf_printf(&watcher->log, "progress %s %u/%u %s\n", arrival->id, done, total, step);
}

bool watcher_wants(const struct watcher *watcher, const char *id)
{
	(void)id;
	return watcher->wants;
}

void watcher_trouble(struct watcher *watcher, const char *text)
{
	(void)text;
	buf_add_str(&watcher->log, "trouble\n");
}

void watcher_answer(struct watcher *watcher, struct snapshot *snapshot)
{
	const struct fact *model = snapshot_fact(snapshot, "device.model");
	const struct fact *link = snapshot_fact(snapshot, "link.state");

	assert_non_null(model);
	assert_non_null(link);
	assert_int_equal(link->state, FACT_KNOWN);
	for (size_t i = 0; android_keys[i]; i++)
		assert_non_null(snapshot_fact(snapshot, android_keys[i]));
	buf_printf(&watcher->log, "answer %s %s %s\n", snapshot->device.id, link->text,
		   model->state == FACT_KNOWN ? model->text : "-");
	snapshot_done(snapshot);
}

/* ---- the rig --- */

struct rig {
	struct watcher watcher;
	struct server server;
	void *source;
};

static void rig_open(struct rig *rig, const char *list)
{
	static const struct root root = {.fd = -1, .is_host = true};
	char variable[96];
	struct err err;

	*rig = (struct rig){.watcher.wants = true, .server.list = list};
	snprintf(rig->server.path, sizeof(rig->server.path), "/tmp/hotroit-adb-%d.sock", getpid());
	snprintf(variable, sizeof(variable), "localfilesystem:%s", rig->server.path);
	setenv("ADB_SERVER_SOCKET", variable, 1);
	setenv("PATH", "/nonexistent", 1); /* no real adb is to be started */
	unlink(rig->server.path);
	server_start(&rig->server);
	assert_int_equal(source_adb.open(&rig->source, &rig->watcher, &root, &err), 0);
}

static void rig_close(struct rig *rig)
{
	source_adb.close(rig->source);
	server_die(&rig->server);
	buf_done(&rig->watcher.log);
}

/* Both sides go on until WANTED was told (NULL: until the source is settled). */
static void rig_run(struct rig *rig, const char *wanted)
{
	int64_t until = clock_mono_ms() + 10000;

	for (;;) {
		struct pollfd fds[LINKS_MAX];
		size_t count = source_adb.fds(rig->source, fds, LINKS_MAX);
		int wait = source_adb.wait_ms(rig->source);

		/* The server is on this thread, too: look after it soon. */
		poll(fds, (nfds_t)count, wait < 0 || wait > 5 ? 5 : wait);
		source_adb.step(rig->source, fds, count);
		server_step(&rig->server);
		if (wanted ? strstr(buf_text(&rig->watcher.log), wanted) != NULL
			   : source_adb.settled(rig->source))
			return;
		if (clock_mono_ms() > until)
			fail_msg("no \"%s\" in:\n%s", wanted ? wanted : "settled",
				 buf_text(&rig->watcher.log));
	}
}

static void told(struct rig *rig, const char *wanted)
{
	if (!strstr(buf_text(&rig->watcher.log), wanted))
		fail_msg("no \"%s\" in:\n%s", wanted, buf_text(&rig->watcher.log));
}

static void not_told(struct rig *rig, const char *unwanted)
{
	if (strstr(buf_text(&rig->watcher.log), unwanted))
		fail_msg("\"%s\" in:\n%s", unwanted, buf_text(&rig->watcher.log));
}

/* ---- the tests --- */

static void one_serial_twice_is_two_phones(void **state)
{
	struct rig rig;

	(void)state;
	rig_open(&rig, "0123456789ABCDEF device usb:1-1 model:A transport_id:1\n"
		       "0123456789ABCDEF device usb:1-2 model:B transport_id:2\n"
		       "TWIN device transport_id:3\nTWIN device transport_id:4\n");
	rig_run(&rig, NULL);
	told(&rig, "answer adb:0123456789ABCDEF@1-1 device Model-1\n");
	told(&rig, "answer adb:0123456789ABCDEF@1-2 device Model-2\n");
	told(&rig, "answer adb:TWIN@ device Model-3\n");
	told(&rig, "answer adb:TWIN@transport-4 device Model-4\n");
	buf_clear(&rig.watcher.log);
	server_list(&rig.server, "0123456789ABCDEF device usb:1-2 model:B transport_id:2\n");
	rig_run(&rig, "gone adb:0123456789ABCDEF@1-1 port=1-1\n");
	not_told(&rig, "gone adb:0123456789ABCDEF@1-2");
	not_told(&rig, "answer");
	rig_close(&rig);
}

static void a_sick_phone_costs_its_own_slot(void **state)
{
	struct rig rig;

	(void)state;
	rig_open(&rig, "a device usb:1-1 transport_id:1\nb device usb:1-2 transport_id:2\n"
		       "c device usb:1-3 transport_id:3\nd device usb:1-4 transport_id:4\n"
		       "e device usb:1-5 transport_id:5\nf device usb:1-6 transport_id:6\n"
		       "g offline usb:1-7 transport_id:7\nh device usb:1-8 transport_id:8\n");
	rig.server.manners[2] = CUT;
	rig.server.manners[3] = CUT_ONCE;
	rig.server.manners[4] = FLOOD;
	rig.server.manners[5] = REFUSE;
	rig.server.manners[6] = OLD;
	rig.server.manners[8] = DEAF;
	rig_run(&rig, NULL);
	told(&rig, "answer adb:a@1-1 device Model-1\n");
	told(&rig, "answer adb:b@1-2 unreadable ");
	told(&rig, "answer adb:c@1-3 device Model-3\n");
	told(&rig, "answer adb:d@1-4 unreadable -\n");
	told(&rig, "answer adb:e@1-5 unreadable -\n");
	told(&rig, "answer adb:f@1-6 device Model-6\n");
	told(&rig, "answer adb:h@1-8 device Model-8\n");
	told(&rig, "answer adb:g@1-7 offline -\n");
	assert_int_equal(rig.server.asked[1], 1);
	assert_int_equal(rig.server.asked[2], 2);
	assert_int_equal(rig.server.asked[3], 2);
	assert_int_equal(rig.server.asked[4], 1);
	assert_int_equal(rig.server.asked[5], 4); /* twice, each in both ways */
	assert_int_equal(rig.server.asked[6], 2);
	rig_close(&rig);
}

/* What is done about a phone differs by what ails it. */
static void every_failure_has_its_next_step(void **state)
{
	static const struct {
		enum manner manner;
		const char *step;
	} failures[] = {{FLOOD, "rút cáp, khởi động lại máy"}, {REFUSE, "bật lại gỡ lỗi USB"},
			{TWINS, "cắm từng máy"},               {GARBLED, "ký tự lạ"},
			{NOISE, "ký tự lạ"},                   {EMPTY, "không trả lời gì"}};
	struct rig rig;

	(void)state;
	rig_open(&rig, "a device usb:1-0 transport_id:1\nb device usb:1-1 transport_id:2\n"
		       "c device usb:1-2 transport_id:3\nd device usb:1-3 transport_id:4\n"
		       "e device usb:1-4 transport_id:5\nf device usb:1-5 transport_id:6\n");
	for (size_t i = 0; i < ARRAY_LEN(failures); i++)
		rig.server.manners[i + 1] = failures[i].manner;
	rig_run(&rig, NULL);
	for (size_t i = 0; i < ARRAY_LEN(failures); i++) {
		char wanted[64];
		const char *hint;

		snprintf(wanted, sizeof(wanted), "say adb:%c@1-%zu unreadable\nhint ",
			 (char)('a' + i), i);
		told(&rig, wanted);
		hint = strstr(buf_text(&rig.watcher.log), wanted) + strlen(wanted);
		hint = strchr(hint, ' ');
		if (!memmem(hint, strcspn(hint, "\n"), failures[i].step, strlen(failures[i].step)))
			fail_msg("no \"%s\" in: %.200s", failures[i].step, hint);
	}
	/* The next list does not make it readable. */
	buf_clear(&rig.watcher.log);
	server_list(&rig.server, "a device usb:1-0 transport_id:1\n");
	rig_run(&rig, "gone adb:b@1-1");
	told(&rig, "say adb:a@1-0 unreadable\n");
	/* Plugged in again it has another chance. */
	rig.server.manners[7] = WHOLE;
	server_list(&rig.server, "a device usb:1-0 transport_id:7\n");
	rig_run(&rig, "answer adb:a@1-0 device Model-7\n");
	told(&rig, "progress adb:a@1-0 15/15 \n");
	rig_close(&rig);
}

static void a_tap_on_allow_is_enough(void **state)
{
	struct rig rig;

	(void)state;
	rig_open(&rig, "a unauthorized usb:1-1 transport_id:1\n");
	rig_run(&rig, NULL);
	told(&rig, "say adb:a@1-1 unauthorized\n");
	told(&rig, "answer adb:a@1-1 unauthorized -\n");
	server_list(&rig.server, "a device usb:1-1 model:M transport_id:1\n");
	rig_run(&rig, "answer adb:a@1-1 device Model-1\n");
	/* Plugged in again, it is asked again. */
	buf_clear(&rig.watcher.log);
	server_list(&rig.server, "a device usb:1-1 model:M transport_id:8\n");
	rig_run(&rig, "answer adb:a@1-1 device Model-8\n");
	rig_close(&rig);
}

static void what_was_pulled_out_midway_is_still_read(void **state)
{
	struct rig rig;

	(void)state;
	rig_open(&rig, "a device usb:1-1 transport_id:1\nb device usb:1-2 transport_id:2\n");
	rig.server.manners[1] = CUT;
	rig_run(&rig, "answer adb:b@1-2");
	server_list(&rig.server, "b device usb:1-2 transport_id:2\n");
	rig_run(&rig, "gone adb:a@1-1");
	told(&rig, "answer adb:a@1-1 unreadable ");
	rig_close(&rig);
}

static void a_dead_server_costs_a_pause(void **state)
{
	struct rig rig;

	(void)state;
	rig_open(&rig, "a device usb:1-1 transport_id:1\nb device usb:1-2 transport_id:2\n");
	rig.server.manners[2] = SILENT;
	rig_run(&rig, "answer adb:a@1-1 device Model-1\n");
	buf_clear(&rig.watcher.log);
	server_die(&rig.server);
	rig_run(&rig, "trouble\n"); /* no adb here to start another */
	told(&rig, "say adb:a@1-1 offline\n");
	told(&rig, "say adb:b@1-2 offline\n");
	told(&rig, "answer adb:b@1-2 offline -\n");
	not_told(&rig, "answer adb:a@1-1");
	assert_true(source_adb.settled(rig.source));
	/* The new server counts its transports anew: the same slots, whichever number. */
	buf_clear(&rig.watcher.log);
	rig.server.list = "b device usb:1-2 transport_id:1\na device usb:1-1 transport_id:2\n";
	rig.server.manners[2] = WHOLE;
	server_start(&rig.server);
	rig_run(&rig, "answer adb:b@1-2 device Model-1\n");
	told(&rig, "say adb:a@1-1 device\n");
	not_told(&rig, "answer adb:a@1-1");
	rig_close(&rig);
}

static void an_old_server_and_a_stranger_are_told_apart(void **state)
{
	struct rig rig;

	(void)state;
	rig_open(&rig, "a device usb:1-1 transport_id:1\n");
	rig.server.old = true;
	rig_run(&rig, NULL);
	told(&rig, "answer adb:a@1-1 device Model-1\n");
	rig_close(&rig);
	rig_open(&rig, "");
	rig.server.alien = true;
	rig_run(&rig, NULL);
	told(&rig, "trouble\n");
	rig_close(&rig);
}

static void a_list_wants_no_answers(void **state)
{
	struct rig rig;

	(void)state;
	rig_open(&rig, "a device usb:1-1 transport_id:1\nb sideload usb:1-2 transport_id:2\n");
	rig.watcher.wants = false;
	rig_run(&rig, NULL);
	told(&rig, "say adb:b@1-2 sideload\n");
	not_told(&rig, "answer");
	assert_int_equal(rig.server.asked[1], 0);
	rig_close(&rig);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(one_serial_twice_is_two_phones),
		cmocka_unit_test(a_sick_phone_costs_its_own_slot),
		cmocka_unit_test(every_failure_has_its_next_step),
		cmocka_unit_test(a_tap_on_allow_is_enough),
		cmocka_unit_test(what_was_pulled_out_midway_is_still_read),
		cmocka_unit_test(a_dead_server_costs_a_pause),
		cmocka_unit_test(an_old_server_and_a_stranger_are_told_apart),
		cmocka_unit_test(a_list_wants_no_answers),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
