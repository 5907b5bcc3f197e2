/*
 * What a live stick brings home, whichever way: read by a child (hotroit-probe --carried), or sent
 * over the local network to another (hotroit-receive). Both hand over parcels (model's parcel.h);
 * each file is checked, known by what is in it, and taken into the book once. A wiping's report
 * that only a person can place, and a machine that may be one the book has under another tag, is
 * kept as a question until it is answered, or read anew.
 */
#ifndef HOTROIT_FLOW_STICK_H
#define HOTROIT_FLOW_STICK_H

#include "assess.h"
#include "parcel.h"
#include "store.h"

#define STICK_CODE_MAX 8
#define STICK_PLACE_MAX 64

struct stick_tally {
	unsigned taken, known, bad;
	unsigned machines; /* new ones, that may have no label yet */
	unsigned asked; /* for a person to look at elsewhere; questions are counted apart */
};

/* What a person is to say of a wiping's report before it is written down, or of a machine that was
 * written down as a new one. */
enum stick_need {
	STICK_NEEDS_MENDING, /* something is to be put right first; then: try again */
	STICK_NEEDS_DEVICE, /* whose it is: a device's id or tag */
	STICK_NEEDS_WIPER, /* who erased: a member's id, name or short name */
	STICK_NEEDS_YES, /* it came over the network: may it be written down? */
	STICK_NEEDS_MACHINE, /* which device it is, by id or tag; NULL: none of them */
};

#define STICK_QUESTIONS_MAX 64
#define STICK_GUESSES_MAX 10
#define STICK_ANSWER_MAX 256

struct stick_question {
	enum stick_need need;
	char name[PARCEL_NAME_MAX]; /* of the file on the stick */
	char sha256[65]; /* of the file: no two questions have the same */
	char why[ERR_TEXT_MAX]; /* one sentence: what is unclear */
	struct buf report; /* what the file tells, a line each */
	char guesses[STICK_GUESSES_MAX][UUID_TEXT_MAX]; /* devices it is likely of, best first */
	size_t guess_count;
	struct buf bytes; /* of a report: the file */
	char machine[UUID_TEXT_MAX]; /* of a machine: its own device; "": it is a report */
	char tag[STORE_TAG_MAX]; /* … and the tag that it got */
	char alike[STORE_CANDIDATES_MAX][UUID_TEXT_MAX]; /* … and whom it is like */
	size_t alike_count;
	char device[STICK_ANSWER_MAX], wiper[STICK_ANSWER_MAX]; /* "": not answered yet */
	bool is_agreed, is_none; /* is_none: of a machine, it is nobody that the book has */
	struct stick_question *next;
};

/* Reports that are done with, or wait for room among the questions, so that one that comes again is
 * neither asked about nor counted anew. */
struct stick_settled;

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
	bool is_report_found; /* … is among what came */
	bool is_running, is_lan, has_more;
	struct proc proc;
	int64_t look_at_ms; /* clock_mono_ms: has it ended by then? */
	struct buf out, note;
	size_t at; /* of out is dealt with */
	struct buf reports; /* parcels that wait until all snapshots are in the book */
	struct arena arena;
	struct stick_machine *machines;
	struct stick_question *questions; /* the oldest first */
	struct stick_settled *settled;
	char code[STICK_CODE_MAX]; /* to be shown; "" while there is none */
	char place[STICK_PLACE_MAX]; /* to be shown beside it: "192.168.1.5, 10.0.0.2"; or "" */
	struct stick_tally tally;
	struct buf said; /* a line each, for a person; taken and cleared by who shows it */
	char warning[ERR_TEXT_MAX]; /* the last of these that is trouble of the network; or "" */
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
/* "mới 3, đã có 5, hỏng 1, cần hỏi 2". Appended. */
void stick_in_sum(const struct stick_in *in, struct buf *ret);

size_t stick_in_questions(const struct stick_in *in);
/* NULL past the end. Valid until the next stick_in_poll or stick_in_answer. */
const struct stick_question *stick_in_question(const struct stick_in *in, size_t i);
/*
 * Answers question I: what its need says; anything for a yes, or to try again; NULL or "": it is
 * not to be taken, or the machine is none that the book has. Then it is gone, or asks the next
 * thing. -EPERM: who acts may write nothing down. Where an answer leads nowhere, all that this
 * question was given is forgotten: -EINVAL, -ENOENT …, the text says why.
 */
int stick_in_answer(struct stick_in *in, size_t i, const char *answer, struct err *err) MUST_USE;
/* Forgets the answers to question I: it is asked from its beginning. */
void stick_in_ask_again(struct stick_in *in, size_t i);

/*
 * DEVICE, whose sticker stays, and OTHER (ids or tags) are one machine, or are not; it is judged
 * anew by what both brought. -EINVAL: both were donated. RET_SAID: one line, appended.
 */
int flow_same_device(struct store *store, const struct plan *plan, const char *device,
		     const char *other, bool same, struct buf *ret_said,
		     struct err *err) MUST_USE;

/* The partition of a hotroit stick that is plugged in, if any; -ENOENT says what to do. */
int flow_stick_find(char ret[PATH_MAX], struct err *err) MUST_USE;
/* Which devices the stick may wipe, their donors having agreed: hotroit/orders.json, written anew
 * in PATH, a folder or a stick's partition (mounted for it where it is not). RET_SAID, appended:
 * how many, then a line for each reason why others may not, with their tags. -EROFS, -EPERM … */
int flow_stick_orders(struct store *store, const char *path, struct buf *ret_said,
		      struct err *err) MUST_USE;

#endif
