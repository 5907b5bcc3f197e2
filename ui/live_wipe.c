/* hotroit-wipe as a child: started, listened to, told to stop. It is never waited for. */
#include "live_wipe_priv.h"

#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#define SAID_MAX 65536
#define COLUMNS_MAX 12

void live_wipe_init(struct live_wipe *wipe, const char *carried)
{
	const char *slash = carried ? strrchr(carried, '/') : NULL;

	wipe->proc = (struct proc){.pid = -1, .out = -1, .note = -1};
	snprintf(wipe->folder, sizeof(wipe->folder), ".");
	if (slash)
		snprintf(wipe->folder, sizeof(wipe->folder), "%.*s", (int)(slash - carried),
			 carried);
}

void live_wipe_done(struct live_wipe *wipe)
{
	/* It listens to no hang-up, and writes its report by itself. */
	if (wipe->proc.pid > 0 && wipe->total == 0 && !wipe->of)
		proc_stop(&wipe->proc);
	buf_done(&wipe->lines);
	buf_done(&wipe->said);
}

static int start(struct live_wipe *wipe, const char *const *argv, struct err *err)
{
	int r = proc_start(&wipe->proc, argv, err);

	if (r < 0)
		return r;
	buf_clear(&wipe->lines);
	buf_clear(&wipe->said);
	wipe->busy = true;
	wipe->failed = false;
	return 0;
}

int live_wipe_list(struct live_wipe *wipe, struct err *err)
{
	char snapshot[PATH_MAX + 16];
	const char *argv[] = {"hotroit-wipe", "--list", "--snapshot", snapshot, NULL};

	snprintf(snapshot, sizeof(snapshot), "%s/snapshot.json", wipe->folder);
	wipe->count = 0;
	return start(wipe, argv, err);
}

bool live_disk_taken(const struct live_disk *disk)
{
	return !*disk->why && !disk->left_out;
}

size_t live_wipe_count(const struct live_wipe *wipe)
{
	size_t count = 0;

	for (size_t i = 0; i < wipe->count; i++)
		count += live_disk_taken(&wipe->disks[i]);
	return count;
}

int live_wipe_run(struct live_wipe *wipe, const struct live_wipe_typed *typed, struct err *err)
{
	char snapshot[PATH_MAX + 16], orders[PATH_MAX + 16], out[PATH_MAX + 16];
	char chosen[LIVE_WIPE_DISKS][72];
	const char *argv[20 + LIVE_WIPE_DISKS] = {
		"hotroit-wipe", "--run",     "--snapshot", snapshot,         "--orders", orders,
		"--out",        out,         "--tag",      typed->tag,       "--confirm",
		typed->confirmed, "--by",    typed->by};
	size_t at = 14;

	snprintf(snapshot, sizeof(snapshot), "%s/snapshot.json", wipe->folder);
	snprintf(orders, sizeof(orders), "%s/orders", wipe->folder);
	snprintf(out, sizeof(out), "%s/out", wipe->folder);
	if (*typed->reason) {
		argv[at++] = "--override";
		argv[at++] = typed->reason;
	}
	if (typed->unhide)
		argv[at++] = "--unhide";
	argv[at++] = "--";
	for (size_t i = 0; i < wipe->count; i++) {
		if (!live_disk_taken(&wipe->disks[i]))
			continue;
		snprintf(chosen[i], sizeof(chosen[i]), "%s=%s", wipe->disks[i].name,
			 wipe->disks[i].id);
		argv[at++] = chosen[i];
	}
	wipe->number = wipe->of = 0;
	wipe->begun[0] = wipe->report[0] = wipe->doing[0] = '\0';
	return start(wipe, argv, err);
}

void live_wipe_stop(struct live_wipe *wipe)
{
	if (wipe->proc.pid > 0)
		kill(wipe->proc.pid, SIGTERM);
}

/* ---- what it says ---------------------------------------------------------------------------- */

static uint64_t number_of(const char *text)
{
	uint64_t value = 0;

	return str_to_u64(text, 10, &value) ? value : 0;
}

static void copy(char *ret, size_t size, const char *text)
{
	snprintf(ret, size, "%s", text);
}

static void take_disk(struct live_wipe *wipe, char *const *word)
{
	struct live_disk *disk;

	if (wipe->count == LIVE_WIPE_DISKS)
		return;
	disk = &wipe->disks[wipe->count++];
	*disk = (struct live_disk){.bytes = number_of(word[4])};
	copy(disk->name, sizeof(disk->name), word[1]);
	copy(disk->id, sizeof(disk->id), word[2]);
	copy(disk->label, sizeof(disk->label), word[3]);
	copy(disk->medium, sizeof(disk->medium), word[5]);
	copy(disk->level, sizeof(disk->level), word[6]);
	copy(disk->method, sizeof(disk->method), word[7]);
	copy(disk->hidden, sizeof(disk->hidden), word[8]);
	copy(disk->state, sizeof(disk->state), word[9]);
	copy(disk->why, sizeof(disk->why), word[10]);
	copy(disk->serial, sizeof(disk->serial), word[11]);
}

/* The NUMBERth, from 1, of those that are wiped. */
static struct live_disk *at_work(struct live_wipe *wipe, unsigned number)
{
	unsigned seen = 0;

	for (size_t i = 0; i < wipe->count; i++)
		if (live_disk_taken(&wipe->disks[i]) && ++seen == number)
			return &wipe->disks[i];
	return NULL;
}

static void take_line(struct live_wipe *wipe, char *line)
{
	char *word[COLUMNS_MAX], *end = line + strlen(line);
	struct live_disk *disk = at_work(wipe, wipe->number);

	for (size_t i = 0; i < COLUMNS_MAX; i++) {
		word[i] = strsep(&line, "\t");
		if (!word[i])
			word[i] = end;
	}
	if (str_eq(word[0], "disk")) {
		take_disk(wipe, word);
	} else if (str_eq(word[0], "begun")) {
		copy(wipe->begun, sizeof(wipe->begun), word[1]);
	} else if (str_eq(word[0], "begin")) {
		wipe->number = (unsigned)number_of(word[1]);
		wipe->of = (unsigned)number_of(word[2]);
	} else if (str_eq(word[0], "doing")) {
		copy(wipe->doing, sizeof(wipe->doing), word[1]);
		wipe->began = clock_mono_ms();
		wipe->at = wipe->total = 0;
	} else if (str_eq(word[0], "at")) {
		wipe->at = number_of(word[1]);
		wipe->total = number_of(word[2]);
	} else if (str_eq(word[0], "end") && disk) {
		copy(disk->result, sizeof(disk->result), word[1]);
		copy(disk->note, sizeof(disk->note), word[2]);
	} else if (str_eq(word[0], "report")) {
		copy(wipe->report, sizeof(wipe->report), word[1]);
	}
}

static void take_lines(struct live_wipe *wipe)
{
	char *text = wipe->lines.data, *end;

	while (text && (end = strchr(text, '\n'))) {
		*end = '\0';
		take_line(wipe, text);
		text = end + 1;
	}
	if (text && text != wipe->lines.data) {
		wipe->lines.len = strlen(text);
		memmove(wipe->lines.data, text, wipe->lines.len + 1);
	}
}

/* It ended without a word: what was begun counts as its first report says. */
static void tell_cut(struct live_wipe *wipe)
{
	for (size_t i = 0; *wipe->begun && !*wipe->report && i < wipe->count; i++)
		if (live_disk_taken(&wipe->disks[i]) && !*wipe->disks[i].result)
			copy(wipe->disks[i].result, sizeof(wipe->disks[i].result), "unknown");
}

bool live_wipe_take(struct live_wipe *wipe)
{
	int status = 0;
	bool ended, came;

	if (!wipe->busy)
		return false;
	/* Asked first: what it wrote before is then in the pipe. */
	ended = proc_ended(&wipe->proc, &status);
	came = proc_take(&wipe->proc.out, SAID_MAX, &wipe->lines);
	came = proc_take(&wipe->proc.note, SAID_MAX, &wipe->said) || came;
	take_lines(wipe);
	if (!ended)
		return came;
	proc_stop(&wipe->proc);
	wipe->busy = false;
	wipe->failed = !WIFEXITED(status) || WEXITSTATUS(status) != 0;
	tell_cut(wipe);
	return true;
}
