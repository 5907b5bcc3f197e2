/* The poll loop over the sources, and the lines that come out of it. */
#include "watch.h"

#include "source.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define FDS_MAX 512
#define SOURCES_MAX 16
/* How long a device that was asked for by its id may take to show. */
#define DEVICE_WAIT_MS 3000

struct watcher {
	const struct watch_order *order;
	struct arrival *seen; /* what is plugged in, as it was last told */
	size_t count, cap;
	char trouble[ERR_TEXT_MAX]; /* the last one told */
	bool troubled, answered, unwritten;
};

struct running {
	const struct source *source;
	void *state;
	size_t first, count; /* its descriptors */
};

/* ---- what the sources tell ---------------------------------------------------------------- */

static void write_out(struct watcher *watcher, const struct buf *text)
{
	if (fwrite(text->data, 1, text->len, stdout) != text->len || fflush(stdout) != 0)
		watcher->unwritten = true;
}

static struct arrival *seen_find(struct watcher *watcher, const char *id, const char *port)
{
	for (size_t i = 0; i < watcher->count; i++)
		if (str_eq(watcher->seen[i].id, id) && str_eq(watcher->seen[i].port, port))
			return &watcher->seen[i];
	return NULL;
}

static void print_event(struct watcher *watcher, const char *event, const struct arrival *arrival)
{
	AUTO(buf_done) struct buf line = {0};

	if (!watcher->order->watch)
		return;
	buf_printf(&line, "{\"event\":\"%s\",\"id\":", event);
	json_add_text(&line, arrival->id);
	buf_add_str(&line, ",\"port\":");
	json_add_text(&line, arrival->port);
	buf_printf(&line, ",\"transport\":\"%s\",\"state\":\"%s\",\"name\":", arrival->transport,
		   arrival->state);
	json_add_text(&line, arrival->name);
	buf_add_str(&line, ",\"hint\":");
	json_add_text(&line, arrival->hint);
	buf_add_str(&line, "}\n");
	write_out(watcher, &line);
}

static bool arrival_same(const struct arrival *a, const struct arrival *b)
{
	return str_eq(a->state, b->state) && str_eq(a->name, b->name) && str_eq(a->hint, b->hint);
}

void watcher_say(struct watcher *watcher, const struct arrival *arrival)
{
	struct arrival *seen = seen_find(watcher, arrival->id, arrival->port);

	if (seen && arrival_same(seen, arrival))
		return;
	print_event(watcher, seen ? "change" : "add", arrival);
	if (!seen && watcher->count == watcher->cap) {
		size_t cap = watcher->cap ? watcher->cap * 2 : 32;
		struct arrival *grown = reallocarray(watcher->seen, cap, sizeof(*grown));

		if (!grown)
			return;
		watcher->seen = grown;
		watcher->cap = cap;
	}
	if (!seen)
		seen = &watcher->seen[watcher->count++];
	*seen = *arrival;
}

void watcher_progress(struct watcher *watcher, const struct arrival *arrival, unsigned done,
		      unsigned total, const char *step)
{
	AUTO(buf_done) struct buf line = {0};

	if (!watcher->order->progress)
		return;
	if (!watcher->order->watch) {
		fprintf(stderr, "@ %u/%u %s%s%s\n", done, total, step,
			watcher->order->device ? "" : " ",
			watcher->order->device ? "" : arrival->id);
		return;
	}
	buf_add_str(&line, "{\"event\":\"progress\",\"id\":");
	json_add_text(&line, arrival->id);
	buf_add_str(&line, ",\"port\":");
	json_add_text(&line, arrival->port);
	buf_printf(&line, ",\"transport\":\"%s\",\"done\":%u,\"total\":%u,\"step\":",
		   arrival->transport, done, total);
	json_add_text(&line, step);
	buf_add_str(&line, "}\n");
	write_out(watcher, &line);
}

void watcher_gone(struct watcher *watcher, const char *id, const char *port)
{
	struct arrival *seen = seen_find(watcher, id, port);

	if (!seen)
		return;
	print_event(watcher, "remove", seen);
	*seen = watcher->seen[--watcher->count];
}

bool watcher_wants(const struct watcher *watcher, const char *id)
{
	if (watcher->order->device)
		return !watcher->answered && str_eq(watcher->order->device, id);
	return watcher->order->all;
}

void watcher_answer(struct watcher *watcher, struct snapshot *snapshot)
{
	AUTO(buf_done) struct buf text = {0};

	if (watcher_wants(watcher, snapshot->device.id)) {
		if (watcher->order->device)
			snapshot_print(&text, snapshot);
		else
			snapshot_print_line(&text, snapshot);
		write_out(watcher, &text);
		watcher->answered = true;
	}
	snapshot_done(snapshot);
}

void watcher_trouble(struct watcher *watcher, const char *text)
{
	watcher->troubled = true;
	if (str_eq(watcher->trouble, text))
		return;
	snprintf(watcher->trouble, sizeof(watcher->trouble), "%s", text);
	/* Where one device was asked for, it is the reason in the end, or does not matter. */
	if (!watcher->order->device)
		fprintf(stderr, "hotroit-probe: %s\n", text);
}

void watcher_note(const struct watcher *watcher, const char *text)
{
	if (watcher->order->watch)
		fprintf(stderr, "hotroit-probe: %s\n", text);
}

/* The bus sees every phone that a better source tells of, too. */
static bool told_better(const struct watcher *watcher, const struct arrival *arrival)
{
	if (!str_eq(arrival->transport, "usb") || !*arrival->port)
		return false;
	for (size_t i = 0; i < watcher->count; i++)
		if (!str_eq(watcher->seen[i].transport, "usb") &&
		    str_eq(watcher->seen[i].port, arrival->port))
			return true;
	return false;
}

static int by_id(const void *a, const void *b)
{
	return strverscmp(((const struct arrival *)a)->id, ((const struct arrival *)b)->id);
}

static void print_list(struct watcher *watcher)
{
	AUTO(buf_done) struct buf text = {0};

	if (watcher->count)
		qsort(watcher->seen, watcher->count, sizeof(*watcher->seen), by_id);
	for (size_t i = 0; i < watcher->count; i++)
		if (!told_better(watcher, &watcher->seen[i]))
			buf_printf(&text, "%s\t%s\n", watcher->seen[i].id, watcher->seen[i].state);
	if (text.len)
		write_out(watcher, &text);
}

/* ---- the loop ----------------------------------------------------------------------------- */

/* "adb:R58N30@1-1.4" is the business of the source "adb" alone. */
static bool source_serves(const struct source *source, const char *device)
{
	size_t len = strlen(source->name);

	return !device || (str_starts(device, source->name) && device[len] == ':');
}

static size_t open_sources(struct watcher *watcher, struct running *running)
{
	size_t count = 0;
	struct err err;

	for (size_t i = 0; i < source_table_count && count < SOURCES_MAX; i++) {
		const struct source *source = source_table[i];
		int r;

		if (!source_serves(source, watcher->order->device))
			continue;
		r = source->open(&running[count].state, watcher, watcher->order->root, &err);
		if (r == 0)
			running[count++].source = source;
		else if (r != -ENOTSUP)
			watcher_trouble(watcher, err.text);
	}
	return count;
}

static int sooner(int a, int b)
{
	if (a < 0 || b < 0)
		return a < 0 ? b : a;
	return a < b ? a : b;
}

static bool all_settled(const struct running *running, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!running[i].source->settled(running[i].state))
			return false;
	return true;
}

/* Is what was ordered done? *ret_wait: the longest wait until it could be. */
static bool finished(const struct watcher *watcher, const struct running *running, size_t count,
		     int64_t began, int *ret_wait)
{
	int64_t left = began + DEVICE_WAIT_MS - clock_mono_ms();

	*ret_wait = -1;
	if (watcher->order->watch)
		return false;
	if (!watcher->order->device)
		return all_settled(running, count);
	if (watcher->answered)
		return true;
	if (!all_settled(running, count))
		return false;
	*ret_wait = (int)left;
	return left <= 0 || watcher->troubled || count == 0;
}

static int gather(struct running *running, size_t count, struct pollfd *fds, size_t *ret_used)
{
	size_t used = *ret_used;
	int wait = -1;

	for (size_t i = 0; i < count; i++) {
		running[i].first = used;
		running[i].count =
			running[i].source->fds(running[i].state, fds + used, FDS_MAX - used);
		used += running[i].count;
		wait = sooner(wait, running[i].source->wait_ms(running[i].state));
	}
	*ret_used = used;
	return wait;
}

static void loop(struct watcher *watcher, struct running *running, size_t count, int stop)
{
	int64_t began = clock_mono_ms();
	struct pollfd fds[FDS_MAX];

	for (;;) {
		/* An output without a reader shows as an error on it, even when idle. */
		size_t used = 2;
		int wait, rest;

		if (watcher->unwritten || finished(watcher, running, count, began, &rest))
			return;
		fds[0] = (struct pollfd){.fd = stop, .events = POLLIN};
		fds[1] = (struct pollfd){.fd = STDOUT_FILENO};
		wait = sooner(rest, gather(running, count, fds, &used));
		if (poll(fds, used, wait) < 0) {
			if (errno != EINTR)
				return;
			continue;
		}
		if (fds[0].revents || (fds[1].revents & POLLERR))
			return;
		for (size_t i = 0; i < count; i++)
			running[i].source->step(running[i].state, fds + running[i].first,
						running[i].count);
	}
}

static enum exit_code result(const struct watcher *watcher, struct err *err)
{
	const char *device = watcher->order->device;

	if (watcher->unwritten) {
		err_set(err, EIO, _("không ghi được kết quả ra"));
		return EXIT_IO;
	}
	if (!device || watcher->answered)
		return EXIT_PASS;
	if (watcher->troubled) {
		err_set(err, EIO, "%s", watcher->trouble);
		return EXIT_UNAVAILABLE;
	}
	err_set(err, ENOENT, _("%s: không thấy máy này; xem hotroit-probe --list"), device);
	return EXIT_NO_INPUT;
}

/* -1 where nobody asked for a watch: then SIGTERM just ends us. */
static int stop_signals(void)
{
	sigset_t set;

	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	return signalfd(-1, &set, SFD_CLOEXEC);
}

enum exit_code watch_run(const struct watch_order *order, struct err *err)
{
	struct watcher watcher = {.order = order};
	struct running running[SOURCES_MAX];
	int stop = order->watch ? stop_signals() : -1;
	enum exit_code code;
	size_t count;

	signal(SIGPIPE, SIG_IGN);
	count = open_sources(&watcher, running);
	if (order->watch && count == 0) {
		err_set(err, EIO, _("không có nguồn nào để theo dõi thiết bị"));
		code = EXIT_UNAVAILABLE;
	} else {
		loop(&watcher, running, count, stop);
		if (order->list && !watcher.unwritten)
			print_list(&watcher);
		code = result(&watcher, err);
	}
	for (size_t i = 0; i < count; i++)
		running[i].source->close(running[i].state);
	free(watcher.seen);
	if (stop >= 0)
		close(stop);
	return code;
}
