/*
 * What a live stick brings home, whichever way: read by a child (hotroit-probe --carried), or sent
 * over the local network to another (hotroit-receive). Both hand over parcels (model's parcel.h);
 * each file is checked, known by what is in it, and taken into the book once.
 */
#ifndef HOTROIT_FLOW_STICK_H
#define HOTROIT_FLOW_STICK_H

#include "assess.h"
#include "store.h"

#define STICK_CODE_MAX 8
#define STICK_PLACE_MAX 64

struct stick_tally {
	unsigned taken, known, bad;
	unsigned asked; /* for a person to say something first */
};

/* Whose snapshots were taken in meanwhile, by their fingerprints. */
struct stick_machine {
	char mark[65], device[UUID_TEXT_MAX];
	struct stick_machine *next;
};

/* Start from stick_in_init(). */
struct stick_in {
	struct store *store; /* lent */
	const struct plan *plan; /* lent */
	const char *device; /* of the reports nobody can tell whose they are: this one's; or NULL */
	const char *wiped_by; /* who erased, where a report does not say it clearly; or NULL */
	const char *report; /* the name of the only report to take; NULL: all */
	bool is_running, is_lan, has_more;
	struct proc proc;
	int64_t look_at_ms; /* clock_mono_ms: has it ended by then? */
	struct buf out, note;
	size_t at; /* of out is dealt with */
	struct buf reports; /* parcels that wait until all snapshots are in the book */
	struct arena arena;
	struct stick_machine *machines;
	char code[STICK_CODE_MAX]; /* to be shown; "" while there is none */
	char place[STICK_PLACE_MAX]; /* to be shown beside it: "192.168.1.5, 10.0.0.2"; or "" */
	struct stick_tally tally;
	struct buf said; /* a line each, for a person; taken and cleared by who shows it */
	struct err err; /* why it ended; code 0: well */
};

void stick_in_init(struct stick_in *in, struct store *store, const struct plan *plan);
void stick_in_done(struct stick_in *in);
/* Begins to read PATH: a folder, a stick's partition, an image of one. What an earlier run found is
 * forgotten. -EPERM: who acts may write nothing down. */
int stick_in_read(struct stick_in *in, const char *path, struct err *err) MUST_USE;
/* Begins to listen on the local network, until stick_in_stop(). */
int stick_in_listen(struct stick_in *in, struct err *err) MUST_USE;
void stick_in_stop(struct stick_in *in);
/* Takes in some of what has come; never waits for more. True when something changed. */
bool stick_in_poll(struct stick_in *in);
/* The descriptors to wait on, at most two; and the longest wait (ms), or -1. */
size_t stick_in_fds(const struct stick_in *in, int *ret_fds, size_t max);
int stick_in_wait_ms(const struct stick_in *in);
/* "mới 3, đã có 5, hỏng 1". Appended. */
void stick_in_sum(const struct stick_in *in, struct buf *ret);

/* The partition of a hotroit stick that is plugged in, if any; -ENOENT says what to do. */
int flow_stick_find(char ret[PATH_MAX], struct err *err) MUST_USE;
/* Which devices the stick may wipe, their donors having agreed: hotroit/orders.json, written anew
 * in PATH, a folder or a stick's partition (mounted for it where it is not). RET_SAID: a line,
 * appended. -EROFS, -EPERM … */
int flow_stick_orders(struct store *store, const char *path, struct buf *ret_said,
		      struct err *err) MUST_USE;

#endif
