/* The source of iPhones and iPads, before a usbmuxd of ours (tests/fake) and the real probe. */
#include "ios.h"
#include "source.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#define DEVICES HOTROIT_SOURCE_DIR "/tests/fake/ios"
#define SE2 "ios:00008030-000A11D00E04802E"
#define TRUST_UDID "00000000000000000000000000000000f00d000b"
#define LAST_HANGING "ios:00000000000000000000000000000000f00d0ff6"
#define PATIENCE_MS 20000

extern const struct source source_ios;

/* What was told of one device last. */
struct seen {
	char id[ARRIVAL_ID_MAX], state[32], name[ARRIVAL_NAME_MAX];
	bool hint, gone;
	unsigned said, answers;
	int64_t free_room; /* -1: not known */
};

struct watcher {
	char folder[64];
	struct proc rig;
	struct root root;
	void *state;
	struct seen seen[16];
	size_t count;
};

static struct seen *seen_of(struct watcher *watcher, const char *id)
{
	for (size_t i = 0; i < watcher->count; i++)
		if (str_eq(watcher->seen[i].id, id))
			return &watcher->seen[i];
	assert_true(watcher->count < ARRAY_LEN(watcher->seen));
	snprintf(watcher->seen[watcher->count].id, ARRIVAL_ID_MAX, "%s", id);
	return &watcher->seen[watcher->count++];
}

void watcher_say(struct watcher *watcher, const struct arrival *arrival)
{
	struct seen *seen = seen_of(watcher, arrival->id);

	assert_string_equal(arrival->transport, "ios");
	snprintf(seen->state, sizeof(seen->state), "%s", arrival->state);
	snprintf(seen->name, sizeof(seen->name), "%s", arrival->name);
	seen->hint = arrival->hint;
	seen->gone = false;
	seen->said++;
}

void watcher_gone(struct watcher *watcher, const char *id, const char *port)
{
	assert_string_equal(port, "");
	seen_of(watcher, id)->gone = true;
}

void watcher_answer(struct watcher *watcher, struct snapshot *snapshot)
{
	struct seen *seen = seen_of(watcher, snapshot->device.id);
	const struct fact *room = snapshot_fact(snapshot, "storage.free");

	seen->answers++;
	seen->free_room = room->state == FACT_KNOWN ? room->num : -1;
	snapshot_done(snapshot);
}

void watcher_trouble(struct watcher *watcher, const char *text)
{
	(void)watcher;
	fail_msg("%s", text);
}

bool watcher_wants(const struct watcher *watcher, const char *id)
{
	(void)watcher;
	(void)id;
	return true;
}

static void run_shell(const char *script, const char *one, const char *two)
{
	const char *argv[] = {"sh", "-c", script, one, two, NULL};
	AUTO(buf_done) struct buf output = {0};
	int status;

	assert_int_equal(proc_run(argv, 5000, 1000, &output, &status, NULL), 0);
	assert_int_equal(status, 0);
}

static void plug_in(const struct watcher *watcher, const char *name)
{
	char from[256];

	snprintf(from, sizeof(from), DEVICES "/%s.json", name);
	run_shell("cp $1 $0/new && mv $0/new $0/${1##*/}", watcher->folder, from);
}

static void unplug(const struct watcher *watcher, const char *name)
{
	run_shell("rm $0/$1.json", watcher->folder, name);
}

/* One turn of the loop. */
static void turn(struct watcher *watcher)
{
	struct pollfd fds[32];
	size_t count = source_ios.fds(watcher->state, fds, ARRAY_LEN(fds));
	int wait = source_ios.wait_ms(watcher->state);

	assert_true(poll(fds, count, wait < 0 || wait > 1000 ? 1000 : wait) >= 0);
	source_ios.step(watcher->state, fds, count);
}

#define until(watcher, condition) \
	do { \
		int64_t end = clock_mono_ms() + PATIENCE_MS; \
		while (!(condition) && clock_mono_ms() < end) \
			turn(watcher); \
		assert_true(condition); \
	} while (0)

static int start(void **state)
{
	struct watcher *watcher = calloc(1, sizeof(*watcher));
	char socket[96], address[128], said[8];
	const char *argv[] = {HOTROIT_SOURCE_DIR "/tests/fake/usbmuxd", socket, watcher->folder,
			      NULL};
	struct pollfd ready;

	snprintf(watcher->folder, sizeof(watcher->folder), "/tmp/hotroit-mux-XXXXXX");
	assert_non_null(mkdtemp(watcher->folder));
	snprintf(socket, sizeof(socket), "%s/socket", watcher->folder);
	snprintf(address, sizeof(address), "UNIX:%s", socket);
	/* usbmuxd is installed and does not run yet: nothing is loaded, nothing waited for. */
	unsetenv("USBMUXD_SOCKET_ADDRESS");
	run_shell("mkdir -p $0/usr/sbin && touch $0/usr/sbin/usbmuxd", watcher->folder, NULL);
	assert_int_equal(root_open(&watcher->root, watcher->folder, NULL), 0);
	assert_int_equal(source_ios.open(&watcher->state, watcher, &watcher->root, NULL), 0);
	turn(watcher);
	assert_true(source_ios.settled(watcher->state));
	assert_int_equal(source_ios.fds(watcher->state, &ready, 1), 0);
	setenv("USBMUXD_SOCKET_ADDRESS", address, 1);
	plug_in(watcher, "iphone-se2");
	assert_int_equal(proc_start(&watcher->rig, argv, NULL), 0);
	ready = (struct pollfd){.fd = watcher->rig.out, .events = POLLIN};
	assert_int_equal(poll(&ready, 1, PATIENCE_MS), 1);
	assert_true(read(watcher->rig.out, said, sizeof(said)) > 0);
	*state = watcher;
	return 0;
}

static int stop(void **state)
{
	struct watcher *watcher = *state;

	source_ios.close(watcher->state);
	proc_stop(&watcher->rig);
	root_done(&watcher->root);
	run_shell("rm -r $0", watcher->folder, NULL);
	free(watcher);
	return 0;
}

static void what_is_there_is_told_and_answered(void **state)
{
	struct watcher *watcher = *state;
	struct seen *phone = seen_of(watcher, SE2);

	until(watcher, phone->answers == 1);
	assert_true(source_ios.settled(watcher->state));
	assert_string_equal(phone->state, "device");
	assert_string_equal(phone->name, "iPhone SE (2020)");
	assert_false(phone->hint);
	assert_int_equal(phone->free_room, 41000000000);
}

static void it_leaves_and_comes_back(void **state)
{
	struct watcher *watcher = *state;
	struct seen *phone = seen_of(watcher, SE2);

	unplug(watcher, "iphone-se2");
	until(watcher, phone->gone);
	plug_in(watcher, "iphone-se2");
	until(watcher, phone->answers == 2);
	assert_false(phone->gone);
	assert_string_equal(phone->state, "device");
}

/* The user is asked for once; when the device says that it trusts us it is asked again, once. */
static void trust_is_waited_for(void **state)
{
	struct watcher *watcher = *state;
	struct seen *phone = seen_of(watcher, "ios:" TRUST_UDID);

	plug_in(watcher, "trust");
	until(watcher, phone->answers == 1);
	assert_string_equal(phone->state, "trust");
	assert_true(phone->hint);
	assert_int_equal(phone->free_room, -1);
	assert_true(source_ios.wait_ms(watcher->state) > 10000);
	run_shell("touch $0/$1.trusted", watcher->folder, TRUST_UDID);
	until(watcher, phone->answers == 2);
	assert_string_equal(phone->state, "device");
	assert_int_equal(phone->free_room, 9000000000);
	assert_int_equal(source_ios.wait_ms(watcher->state), -1);
}

/* A phone that never answers does not hold up the next. */
static void a_hanging_phone_costs_only_itself(void **state)
{
	struct watcher *watcher = *state;
	struct seen *phone = seen_of(watcher, SE2);
	unsigned answers = phone->answers;
	int64_t start_ms = clock_mono_ms();

	plug_in(watcher, "hang");
	unplug(watcher, "iphone-se2");
	until(watcher, phone->gone);
	plug_in(watcher, "iphone-se2");
	until(watcher, phone->answers == answers + 1);
	assert_true(clock_mono_ms() - start_ms < IOS_DEADLINE_MS);
	assert_false(source_ios.settled(watcher->state));
	unplug(watcher, "hang");
	until(watcher, source_ios.settled(watcher->state));
}

/* Nor do more of them than are asked at one time. */
static void many_hanging_phones_cost_only_themselves(void **state)
{
	static const char plug_in_six[] =
		"for n in 1 2 3 4 5 6; do sed \"s/0*f00d00ff/$(printf %032d 0)f00d0ff$n/\" $1 "
		">$0/new && "
		"mv $0/new $0/hang$n.json; done";
	struct watcher *watcher = *state;
	struct seen *phone = seen_of(watcher, SE2), *last = seen_of(watcher, LAST_HANGING);
	unsigned answers = phone->answers;
	int64_t start_ms;

	unplug(watcher, "iphone-se2");
	until(watcher, phone->gone);
	run_shell(plug_in_six, watcher->folder, DEVICES "/hang.json");
	until(watcher, last->said);
	start_ms = clock_mono_ms();
	plug_in(watcher, "iphone-se2");
	until(watcher, phone->answers == answers + 1);
	assert_true(clock_mono_ms() - start_ms < IOS_DEADLINE_MS);
	run_shell("rm $0/hang[1-6].json", watcher->folder, "");
	until(watcher, source_ios.settled(watcher->state));
}

/* The daemon may die under us and be started again. */
static void usbmuxd_may_die(void **state)
{
	struct watcher *watcher = *state;
	struct seen *phone = seen_of(watcher, SE2);

	proc_stop(&watcher->rig);
	until(watcher, phone->gone);
}

static void without_usbmuxd_there_is_nothing_to_watch(void **state)
{
	struct root root;
	struct err err;
	void *source;

	(void)state;
	unsetenv("USBMUXD_SOCKET_ADDRESS");
	assert_int_equal(root_open(&root, HOTROIT_SOURCE_DIR "/tests", NULL), 0);
	assert_int_equal(source_ios.open(&source, NULL, &root, &err), -ENOTSUP);
	root_done(&root);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_there_is_told_and_answered),
		cmocka_unit_test(it_leaves_and_comes_back),
		cmocka_unit_test(trust_is_waited_for),
		cmocka_unit_test(a_hanging_phone_costs_only_itself),
		cmocka_unit_test(many_hanging_phones_cost_only_themselves),
		cmocka_unit_test(usbmuxd_may_die),
		cmocka_unit_test(without_usbmuxd_there_is_nothing_to_watch),
	};

	return cmocka_run_group_tests(tests, start, stop);
}
