/* A book over the torn disk: edits at random, what of them was acknowledged, and what a loss of
 * power left of it. */
#ifndef HOTROIT_TEST_TORN_BOOK_H
#define HOTROIT_TEST_TORN_BOOK_H

#include "store_help.h"
#include "store_priv.h"
#include "torn_vfs.h"

#define BOOK_DONORS_MAX 600
#define BOOK_PARTS 2

/* The parts of a book that a power cut leaves: "" and "-wal". */
extern const char *const book_parts[BOOK_PARTS];

struct known {
	unsigned name; /* "D%u" */
	char id[UUID_TEXT_MAX];
	unsigned note;
};

/* What the step in flight was to change, all of it or nothing. */
struct doubt {
	unsigned added; /* the name of a new donor, 0: none */
	unsigned set, note; /* an index into donors + 1, and its note; 0: none */
	int64_t funds, pulled; /* what the counts become */
};

struct book {
	struct torn *torn;
	struct bed bed;
	struct store *other; /* a second program at the same file, or NULL */
	struct known donors[BOOK_DONORS_MAX];
	size_t count;
	unsigned names;
	int64_t funds, pulled;
	int64_t entries, marks; /* the last number of the outbox, a sum over all of it */
	bool is_normal; /* synchronous = NORMAL: the control */
	uint64_t steps;
	char fault[256];
};

void book_init(struct book *book, struct torn *torn);
void book_done(struct book *book);
/* The same book in a folder of its own, as its files stand now. */
void book_copy(struct book *ret_book, const struct book *book);
/* A number straight from the open book. */
int64_t book_number(struct book *book, const char *sql);
/* As the program does when it starts. */
int book_open(struct book *book);
void book_close(struct book *book);
/* One step that changes something; *RET_DOUBT is what it was when it failed. */
int book_step(struct book *book, struct doubt *ret_doubt);
/* All files as a disk could hold them, and a machine that starts anew. */
void book_lose_power(struct book *book);

enum book_state { BOOK_WHOLE, BOOK_LOST_SOME, BOOK_BROKEN };
/* The open book against what is known; book->fault says what. A step in doubt is settled. */
enum book_state book_judge(struct book *book, const struct doubt *doubt);

/* NAME from the environment, else OTHERWISE; the seed: TORN_SEED, else of now. */
uint64_t book_setting(const char *name, uint64_t otherwise);
uint64_t book_seed(void);

#endif
