/*
 * The phones behind the adb server, each in its slot: told as they come and change, asked all at
 * once. A phone that hangs, floods or breaks off costs only its own slot; a server that dies costs
 * a pause.
 */
#include "adb_ask.h"
#include "adb_server.h"
#include "android.h"
#include "source.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define PHONES_MAX 256
#define TRIES_MAX 2
#define RETRY_MS 500
/* How long a passing state (connecting, authorizing) may last before it counts as one. */
#define PASSING_MS 3000

struct phone {
	struct wire_device device;
	struct arrival arrival;
	bool listed; /* in the list that is being read */
	int64_t since; /* when its state began */
	bool told; /* a whole answer was given */
	const char *failed; /* why it could not be read at all, with what to do: static; or NULL */
	const struct adb_state *told_state; /* the state that was given in place of an answer */
	struct adb_ask ask;
	struct android_progress progress;
	struct buf best; /* the most that a broken answer brought */
	unsigned tries;
	int64_t retry_at;
};

struct adb {
	struct watcher *watcher;
	struct adb_server server;
	struct buf list;
	bool listed; /* the server has told what is there */
	struct phone *phones;
	size_t count, cap;
};

/* The server is gone, and with it every phone's connection. */
static const struct adb_state state_lost = {
	"", "offline", N_("máy chủ adb vừa dừng, đang mở lại: giữ nguyên dây"), true};

static bool is_device(const struct phone *phone)
{
	return str_eq(phone->device.state->state, "device");
}

static bool is_passing(const struct phone *phone)
{
	return phone->device.state->passing && clock_mono_ms() < phone->since + PASSING_MS;
}

static void phone_say(struct adb *adb, struct phone *phone, const struct adb_state *state)
{
	if (phone->device.state != state || !phone->arrival.state) {
		phone->since = clock_mono_ms();
		phone->device.state = state;
	}
	phone->arrival.state = state->state;
	phone->arrival.hint = state->hint ? _(state->hint) : NULL;
	if (is_device(phone) && phone->failed) {
		phone->arrival.state = "unreadable";
		phone->arrival.hint = phone->failed;
	}
	watcher_say(adb->watcher, &phone->arrival);
}

static void tell_progress(struct adb *adb, struct phone *phone)
{
	unsigned step;

	if (!android_progress(&phone->progress, buf_text(&phone->ask.answer),
			      phone->ask.answer.len))
		return;
	step = phone->progress.step;
	watcher_progress(adb->watcher, &phone->arrival, step, android_step_count,
			 step < android_step_count ? _(android_steps[step].label) : "");
}

/* ---- answers ------------------------------------------------------------------------------ */

static bool says_nothing(const struct facts *facts)
{
	for (size_t i = 0; i < facts->count; i++)
		if (facts->list[i].state == FACT_KNOWN)
			return false;
	return true;
}

/* Connected, and yet it does not let itself be read: its slot waits for somebody to do WHY. */
static void fail(struct adb *adb, struct phone *phone, const char *why)
{
	phone->failed = why;
	phone_say(adb, phone, phone->device.state);
}

static void answer(struct adb *adb, struct phone *phone, const struct buf *text, const char *reason)
{
	struct snapshot snapshot = {0};
	struct arena *arena = &snapshot.facts.arena;
	const struct fact *kind;
	char now[CLOCK_TEXT_MAX];

	android_read(&snapshot.facts, buf_text(text), text->len, reason);
	if (is_device(phone) && says_nothing(&snapshot.facts))
		fail(adb, phone, reason);
	facts_text(&snapshot.facts, "link.state", phone->arrival.state, "adb");
	snapshot_freeze(&snapshot);
	clock_text(now);
	snapshot.taken_at = arena_str(arena, now);
	snapshot.probe_version = HOTROIT_VERSION;
	snapshot.device = (struct device){
		.id = arena_str(arena, phone->arrival.id),
		.transport = "adb",
		.port = *phone->arrival.port ? arena_str(arena, phone->arrival.port) : NULL,
	};
	kind = snapshot_fact(&snapshot, "device.kind");
	if (kind && kind->state == FACT_KNOWN)
		snapshot.device.kind = kind->text;
	watcher_answer(adb->watcher, &snapshot);
}

/* In place of an answer: what state it is in, and what to do. */
static void answer_state(struct adb *adb, struct phone *phone)
{
	AUTO(buf_done) struct buf reason = {0};
	const struct adb_state *state = phone->device.state;

	buf_printf(&reason, "adb: %s", state->state);
	if (state->hint)
		buf_printf(&reason, ": %s", _(state->hint));
	answer(adb, phone, &phone->best, buf_text(&reason));
	phone->told_state = state;
}

/* Whatever an asking that was broken off has brought. */
static void keep_best(struct phone *phone)
{
	if (phone->ask.answer.len > phone->best.len) {
		buf_clear(&phone->best);
		buf_add(&phone->best, phone->ask.answer.data, phone->ask.answer.len);
	}
	adb_ask_stop(&phone->ask);
	phone->progress = (struct android_progress){0};
}

static void take_end(struct adb *adb, struct phone *phone, enum adb_ask_end end)
{
	keep_best(phone);
	/* Cut off because it is not ready any more: its new state says more than this end does. */
	if (end == ADB_ASK_CUT && !is_device(phone))
		return;
	if ((end == ADB_ASK_CUT || end == ADB_ASK_REFUSED) && ++phone->tries < TRIES_MAX) {
		phone->retry_at = clock_mono_ms() + RETRY_MS;
		return;
	}
	answer(adb, phone, &phone->best, adb_end_reason(end, &phone->best));
	phone->told = true;
}

/* ---- the slots ---------------------------------------------------------------------------- */

/* Starts the slot over, as for a phone just plugged in. */
static void phone_reset(struct phone *phone)
{
	adb_ask_stop(&phone->ask);
	buf_clear(&phone->best);
	phone->told = false;
	phone->told_state = NULL;
	phone->failed = NULL;
	phone->tries = 0;
	phone->retry_at = 0;
}

static void phone_done(struct phone *phone)
{
	adb_ask_stop(&phone->ask);
	buf_done(&phone->best);
}

static struct phone *phone_of(struct adb *adb, const struct wire_device *device)
{
	struct phone *moved = NULL;

	for (size_t i = 0; i < adb->count; i++) {
		struct phone *phone = &adb->phones[i];

		if (phone->listed || !str_eq(phone->device.serial, device->serial) ||
		    !str_eq(phone->device.port, device->port))
			continue;
		if (phone->device.transport_id == device->transport_id)
			return phone;
		moved = phone;
	}
	return moved;
}

static void name_slot(const struct adb *adb, struct phone *phone)
{
	struct arrival *arrival = &phone->arrival;

	arrival->transport = "adb";
	snprintf(arrival->port, sizeof(arrival->port), "%s", phone->device.port);
	snprintf(arrival->id, sizeof(arrival->id), "adb:%s@%s", phone->device.serial,
		 phone->device.port);
	/* Two of one serial that the server does not tell a port of. */
	for (size_t i = 0; i < adb->count; i++)
		if (str_eq(adb->phones[i].arrival.id, arrival->id))
			snprintf(arrival->id, sizeof(arrival->id), "adb:%s@transport-%llu",
				 phone->device.serial,
				 (unsigned long long)phone->device.transport_id);
}

static struct phone *phone_new(struct adb *adb, const struct wire_device *device)
{
	struct phone phone = {.device = *device, .ask = {.wire = {.fd = -1}}};

	if (adb->count == PHONES_MAX)
		return NULL;
	if (adb->count == adb->cap) {
		size_t cap = adb->cap ? adb->cap * 2 : 16;
		struct phone *grown = reallocarray(adb->phones, cap, sizeof(*grown));

		if (!grown)
			return NULL;
		adb->phones = grown;
		adb->cap = cap;
	}
	name_slot(adb, &phone);
	adb->phones[adb->count] = phone;
	return &adb->phones[adb->count++];
}

static void take_device(struct adb *adb, const struct wire_device *device)
{
	struct phone *phone;

	/* A transport stands for one phone: a second line with it is some phone's own writing. */
	for (size_t i = 0; i < adb->count; i++)
		if (adb->phones[i].listed && device->transport_id &&
		    adb->phones[i].device.transport_id == device->transport_id)
			return;
	phone = phone_of(adb, device);
	if (phone && phone->device.transport_id != device->transport_id &&
	    phone->device.state != &state_lost)
		phone_reset(phone);
	if (!phone)
		phone = phone_new(adb, device);
	if (!phone)
		return;
	phone->listed = true;
	phone->device.transport_id = device->transport_id;
	if (*device->name)
		snprintf(phone->arrival.name, sizeof(phone->arrival.name), "%s", device->name);
	phone_say(adb, phone, device->state);
}

static void phone_gone(struct adb *adb, size_t at)
{
	struct phone *phone = &adb->phones[at];

	keep_best(phone);
	if (phone->best.len && !phone->told && watcher_wants(adb->watcher, phone->arrival.id))
		answer(adb, phone, &phone->best, adb_end_reason(ADB_ASK_CUT, &phone->best));
	watcher_gone(adb->watcher, phone->arrival.id, phone->arrival.port);
	phone_done(phone);
	adb->count--;
	memmove(phone, phone + 1, (adb->count - at) * sizeof(*phone));
}

static void take_list(struct adb *adb)
{
	const char *at = buf_text(&adb->list), *end = at + adb->list.len;
	struct wire_device device;

	adb->listed = true;
	for (size_t i = 0; i < adb->count; i++)
		adb->phones[i].listed = false;
	while (at < end) {
		const char *stop = memchr(at, '\n', (size_t)(end - at));
		size_t len = stop ? (size_t)(stop - at) : (size_t)(end - at);

		if (wire_device(at, len, &device))
			take_device(adb, &device);
		at += len + (stop ? 1 : 0);
	}
	for (size_t i = adb->count; i-- > 0;)
		if (!adb->phones[i].listed)
			phone_gone(adb, i);
}

static void take_loss(struct adb *adb)
{
	for (size_t i = 0; i < adb->count; i++) {
		keep_best(&adb->phones[i]);
		phone_say(adb, &adb->phones[i], &state_lost);
	}
}

/* ---- the source --------------------------------------------------------------------------- */

static int adb_open(void **ret_state, struct watcher *watcher, const struct root *root,
		    struct err *err)
{
	struct adb *adb;
	int r;

	if (!root->is_host)
		return -ENOTSUP;
	adb = calloc(1, sizeof(*adb));
	if (!adb)
		return err_set(err, ENOMEM, "adb: hết bộ nhớ");
	adb->watcher = watcher;
	r = adb_server_open(&adb->server, err);
	if (r < 0)
		free(adb);
	else
		*ret_state = adb;
	return r;
}

static void adb_close(void *state)
{
	struct adb *adb = state;

	adb_server_close(&adb->server);
	for (size_t i = 0; i < adb->count; i++)
		phone_done(&adb->phones[i]);
	free(adb->phones);
	buf_done(&adb->list);
	free(adb);
}

static size_t adb_fds(void *state, struct pollfd *ret_fds, size_t max)
{
	struct adb *adb = state;
	size_t count = adb_server_fds(&adb->server, ret_fds, max);

	for (size_t i = 0; i < adb->count && count < max; i++)
		if (adb->phones[i].ask.wire.fd >= 0)
			ret_fds[count++] = wire_pollfd(&adb->phones[i].ask.wire);
	return count;
}

static void sooner(int64_t *due, int64_t other)
{
	if (other >= 0 && (*due < 0 || other < *due))
		*due = other;
}

static bool is_wanted(const struct adb *adb, const struct phone *phone)
{
	return !phone->told && watcher_wants(adb->watcher, phone->arrival.id);
}

static int adb_wait_ms(void *state)
{
	struct adb *adb = state;
	int64_t due = adb_server_due(&adb->server), left;

	for (size_t i = 0; i < adb->count; i++) {
		const struct phone *phone = &adb->phones[i];

		if (is_passing(phone))
			sooner(&due, phone->since + PASSING_MS);
		else if (phone->ask.stage != ASK_NOTHING)
			sooner(&due, phone->ask.wire.fd < 0 ? 0 : phone->ask.deadline);
		else if (is_device(phone) && is_wanted(adb, phone))
			sooner(&due, phone->retry_at);
	}
	if (due < 0)
		return -1;
	left = due - clock_mono_ms();
	return left > 0 ? (int)left : 0;
}

/* Begins what is to be begun for this slot. */
static void tend(struct adb *adb, struct phone *phone)
{
	bool lost = phone->device.state == &state_lost;

	if (!is_wanted(adb, phone) || (lost ? !adb->server.trouble.code : is_passing(phone)))
		return;
	if (!is_device(phone)) {
		if (phone->told_state != phone->device.state)
			answer_state(adb, phone);
	} else if (phone->ask.stage == ASK_NOTHING && clock_mono_ms() >= phone->retry_at) {
		adb_ask_start(&phone->ask, &adb->server.address, &phone->device);
	}
}

static bool is_ready(const struct phone *phone, const struct pollfd *fds, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (fds[i].fd == phone->ask.wire.fd)
			return fds[i].revents != 0;
	return false;
}

static void adb_step(void *state, const struct pollfd *fds, size_t count)
{
	struct adb *adb = state;
	/* First the server: an answer that comes after it died could be another phone's. */
	enum adb_server_news news = adb_server_step(&adb->server, fds, count, &adb->list);

	if (news == ADB_SERVER_LIST)
		take_list(adb);
	else if (news == ADB_SERVER_LOST)
		take_loss(adb);
	if (adb->server.trouble.code)
		watcher_trouble(adb->watcher, adb->server.trouble.text);
	for (size_t i = 0; i < adb->count; i++) {
		struct phone *phone = &adb->phones[i];
		enum adb_ask_end end = ADB_ASK_GOING;

		if (phone->ask.stage != ASK_NOTHING)
			end = adb_ask_step(&phone->ask, is_ready(phone, fds, count));
		if (phone->ask.stage != ASK_NOTHING)
			tell_progress(adb, phone);
		if (end != ADB_ASK_GOING)
			take_end(adb, phone, end);
		tend(adb, phone);
	}
}

static bool is_settled(const struct adb *adb, const struct phone *phone)
{
	if (is_passing(phone) || phone->device.state == &state_lost)
		return false;
	return !is_wanted(adb, phone) || phone->told_state == phone->device.state;
}

static bool adb_settled(void *state)
{
	const struct adb *adb = state;

	if (adb->server.trouble.code)
		return true;
	for (size_t i = 0; i < adb->count; i++)
		if (!is_settled(adb, &adb->phones[i]))
			return false;
	return adb->listed;
}

const struct source source_adb = {
	.name = "adb",
	.open = adb_open,
	.fds = adb_fds,
	.wait_ms = adb_wait_ms,
	.step = adb_step,
	.settled = adb_settled,
	.close = adb_close,
};
