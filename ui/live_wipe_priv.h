/* The wiping of the live stick as the screen sees it: hotroit-wipe at work, line by line. */
#ifndef HOTROIT_LIVE_WIPE_PRIV_H
#define HOTROIT_LIVE_WIPE_PRIV_H

#include "date.h"
#include "screen.h"
#include "wipe_report.h"

#define LIVE_WIPE_DISKS 16
#define LIVE_WIPE_TEXT 256

/* One disk as hotroit-wipe --list tells of it. */
struct live_disk {
	char name[40], id[24], label[96], medium[8], level[8], method[128], hidden[8], state[16];
	char serial[64];
	char why[LIVE_WIPE_TEXT]; /* why it is not touched; "": it is wiped */
	bool left_out; /* somebody took it out of what is to be wiped */
	uint64_t bytes;
	char result[16], note[LIVE_WIPE_TEXT]; /* once it is done */
};

struct live_wipe {
	char folder[PATH_MAX]; /* where the session keeps snapshot.json, orders and out */
	struct proc proc;
	struct buf lines, said; /* not yet a whole line; what it complains of */
	bool busy, failed;
	struct live_disk disks[LIVE_WIPE_DISKS];
	size_t count;
	/* while it wipes */
	unsigned number, of;
	char doing[LIVE_WIPE_TEXT];
	uint64_t at, total;
	int64_t began; /* clock_mono_ms() of this step */
	char begun[96]; /* the report's name, once it is written that it begins … */
	char report[96]; /* … and how it ended; "" when it ended without a word */
};

/* What was typed. */
struct live_wipe_typed {
	const char *tag, *confirmed, *by, *reason; /* reason "": none is needed */
	bool unhide;
};

/* CARRIED: ui->carried. */
void live_wipe_init(struct live_wipe *wipe, const char *carried);
void live_wipe_done(struct live_wipe *wipe); /* what is being wiped goes on */
int live_wipe_list(struct live_wipe *wipe, struct err *err) MUST_USE;
int live_wipe_run(struct live_wipe *wipe, const struct live_wipe_typed *typed,
		  struct err *err) MUST_USE;
/* Asks it to stop; what was begun is still told. */
void live_wipe_stop(struct live_wipe *wipe);
/* Takes in what it said. True when something changed. */
bool live_wipe_take(struct live_wipe *wipe);
bool live_disk_taken(const struct live_disk *disk); /* may be wiped, and is chosen */
/* How many disks would be wiped. */
size_t live_wipe_count(const struct live_wipe *wipe);

#define LIVE_DISK_ROWS 2 /* below its name */
/* IS_AT: the cursor is on it. Returns the rows used. */
int live_disk_draw(const struct live_disk *disk, struct canvas *canvas, int row, bool is_at);

/* What the stick's orders say. */
struct live_word {
	char made[DATE_TEXT_MAX]; /* when they were made, "05/10/2026"; "": there are none */
	bool is_old; /* so that no yes counts … */
	bool is_broken; /* … no more than where one of several can not be read */
	bool is_ordered; /* they name this machine by this tag … */
	bool is_of_other; /* … or another machine */
	char known_as[STORE_TAG_MAX]; /* the tag that they name this machine by; "": they do not */
	enum donor_consent consent; /* a yes that does not speak of every disk is none */
};

/* Of TAG, MACHINE and the disks. */
void live_wipe_word(const struct live_wipe *wipe, const char *tag, const struct snapshot *machine,
		    struct live_word *ret);
/* Says why TAG can not be this machine's. AGAIN: it was typed the second time, so that what may be
 * is believed. */
bool live_word_refuses(struct ui *ui, const struct live_word *word, const char *tag, bool again);
/* TAG NULL: none is typed yet. */
void live_word_draw(const struct live_word *word, const char *tag, struct canvas *canvas, int row);

#endif
