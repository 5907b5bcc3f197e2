/*
 * One worker thread runs the probes in order; the main thread waits for each until its deadline.
 * A worker that overruns is abandoned with everything it owns, and a new one goes on with the next
 * probe: a thread stuck in the kernel can neither be killed nor waited for. Nothing is shared with
 * a worker but its own job, so what it does later hurts no one.
 */
#include "run.h"
#include "smbios.h"

#include <errno.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

struct job {
	struct probe_ctx ctx;
	struct facts facts;
	bool done;
};

struct worker {
	pthread_mutex_t lock;
	pthread_cond_t changed;
	const struct probe *const *table;
	size_t count, next;
	struct job *jobs;
	bool beside; /* runs only probes of this sort */
	bool abandoned;
};

static void *work(void *argument)
{
	struct worker *worker = argument;

	for (;;) {
		struct job *job;
		size_t at;

		pthread_mutex_lock(&worker->lock);
		at = worker->next;
		while (at < worker->count && worker->table[at]->beside != worker->beside)
			at++;
		if (worker->abandoned || at >= worker->count) {
			pthread_mutex_unlock(&worker->lock);
			return NULL;
		}
		job = &worker->jobs[at];
		pthread_mutex_unlock(&worker->lock);

		worker->table[at]->run(&job->ctx);

		pthread_mutex_lock(&worker->lock);
		job->done = true;
		worker->next = at + 1;
		pthread_cond_signal(&worker->changed);
		pthread_mutex_unlock(&worker->lock);
	}
}

static struct worker *worker_start(const struct probe *const *table, size_t from, size_t count,
				   struct job *jobs)
{
	struct worker *worker = calloc(1, sizeof(*worker));
	pthread_condattr_t attr;
	pthread_t thread;

	if (!worker)
		return NULL;
	pthread_mutex_init(&worker->lock, NULL);
	pthread_condattr_init(&attr);
	pthread_condattr_setclock(&attr, CLOCK_MONOTONIC);
	pthread_cond_init(&worker->changed, &attr);
	worker->table = table;
	worker->next = from;
	worker->count = count;
	worker->jobs = jobs;
	worker->beside = from < count && table[from]->beside;
	if (pthread_create(&thread, NULL, work, worker) != 0) {
		free(worker);
		return NULL;
	}
	pthread_detach(thread);
	return worker;
}

static int64_t deadline_of(const struct probe *probe, int64_t start)
{
	return start + (probe->deadline_ms ? probe->deadline_ms : PROBE_DEADLINE_MS);
}

/* Waits for job AT; false when it overran, and the worker is then abandoned. */
static bool worker_wait(struct worker *worker, size_t at, int64_t deadline)
{
	struct timespec until = {.tv_sec = deadline / 1000,
				 .tv_nsec = (long)(deadline % 1000) * 1000000};
	bool done;

	pthread_mutex_lock(&worker->lock);
	while (!worker->jobs[at].done &&
	       pthread_cond_timedwait(&worker->changed, &worker->lock, &until) != ETIMEDOUT)
		;
	done = worker->jobs[at].done;
	if (!done)
		worker->abandoned = true;
	pthread_mutex_unlock(&worker->lock);
	return done;
}

static void give_up(struct facts *facts, const struct probe *probe)
{
	char reason[160];

	snprintf(reason, sizeof(reason), _("%s: quá %u giây không trả lời, đã bỏ qua"),
		 probe->label ? _(probe->label) : probe->name, (probe->deadline_ms + 999) / 1000);
	for (const char *const *key = probe->keys; key && *key; key++)
		facts_unreadable(facts, *key, reason);
}

static const char *smbios_why(int result)
{
	switch (-result) {
	case 0:
		return NULL;
	case EACCES:
	case EPERM:
		return _("SMBIOS: cần quyền root để đọc");
	case ENOENT:
		return _("BIOS không đưa ra bảng cấu hình (SMBIOS)");
	default:
		return _("SMBIOS: không đọc được");
	}
}

struct round {
	struct facts *facts;
	const struct probe *const *table;
	size_t count, done;
	struct job *jobs; /* never freed: abandoned workers may still write here */
	probe_progress_fn progress;
	void *user;
};

/* Takes the answer of job AT; false when its worker was abandoned. */
static bool take(struct round *round, struct worker *worker, size_t at, int64_t start)
{
	const struct probe *probe = round->table[at];
	bool in_time;

	if (round->progress)
		round->progress(round->user, (unsigned)round->done, (unsigned)round->count,
				probe->name);
	in_time = worker && worker_wait(worker, at, deadline_of(probe, start));
	if (in_time)
		facts_merge(round->facts, &round->jobs[at].facts);
	else
		give_up(round->facts, probe);
	round->done++;
	return in_time;
}

static void take_all(struct round *round, struct worker **beside)
{
	int64_t start = clock_mono_ms();
	struct worker *worker = NULL;

	for (size_t i = 0; i < round->count; i++)
		if (round->table[i]->beside)
			beside[i] = worker_start(round->table, i, i + 1, round->jobs);
	for (size_t i = 0; i < round->count; i++) {
		if (round->table[i]->beside)
			continue;
		if (!worker)
			worker = worker_start(round->table, i, round->count, round->jobs);
		if (!take(round, worker, i, clock_mono_ms()))
			worker = NULL;
	}
	for (size_t i = 0; i < round->count; i++)
		if (round->table[i]->beside)
			(void)take(round, beside[i], i, start);
}

static void run_table(struct facts *facts, struct probe_ctx ctx, const struct probe *const *table,
		      size_t count, probe_progress_fn progress, void *user)
{
	struct round round = {.facts = facts,
			      .table = table,
			      .count = count,
			      .jobs = calloc(count, sizeof(*round.jobs)),
			      .progress = progress,
			      .user = user};
	struct worker **beside = calloc(count, sizeof(*beside));

	for (size_t i = 0; round.jobs && i < count; i++) {
		round.jobs[i].ctx = ctx;
		round.jobs[i].ctx.facts = &round.jobs[i].facts;
	}
	if (round.jobs && beside)
		take_all(&round, beside);
	free(beside);
	if (progress && round.jobs)
		progress(user, (unsigned)count, (unsigned)count, "");
}

void probe_run(struct snapshot *ret, const struct root *root, const struct probe *const *table,
	       size_t count, probe_progress_fn progress, void *user)
{
	/* Read once, before the probes that look things up in it: the kernel holds it in memory, so
	 * this can not hang. Never freed: an abandoned worker may still be looking. */
	struct smbios *smbios = calloc(1, sizeof(*smbios));
	int result = smbios ? smbios_read(smbios, root) : -ENOMEM;
	struct probe_ctx ctx = {.root = root,
				.smbios = result == 0 ? smbios : NULL,
				.smbios_why = smbios_why(result)};

	run_table(&ret->facts, ctx, table, count, progress, user);
}
