/*
 * A disk whose power can fail, under SQLite: a VFS over the default one that knows what of every
 * file was brought to the disk by xSync, and what was only written. At a power loss each write
 * that was not synced is kept, dropped or torn at the borders of sectors of 512 bytes, in any
 * order, and names that were made or removed without their folder being synced may be as before.
 * Test code only. Chances come from a seed; ids and times of the store do not, so a seed says which
 * kinds of losses were tried, not their bytes.
 */
#ifndef HOTROIT_TEST_TORN_VFS_H
#define HOTROIT_TEST_TORN_VFS_H

#include <stdbool.h>
#include <stdint.h>
#include <sqlite3.h>

struct torn;

struct torn_counts {
	uint64_t writes, syncs; /* of all files, while the power was on */
	uint64_t dropped, torn; /* writes, by the losses so far */
};

/* Registered as SQLite's default VFS until torn_free(). */
struct torn *torn_new(uint64_t seed);
void torn_free(struct torn *torn);
/* The files in FOLDER, none of them open, are gone; and the disk is a good one again. */
void torn_forget(struct torn *torn, const char *folder);
/* Number below BELOW, from the seed. */
uint64_t torn_roll(struct torn *torn, uint64_t below);

/* xSync says yes and does nothing. */
void torn_lie(struct torn *torn, bool lies);
/* The power fails at the AFTER-th write, truncation or sync from now on: all later ones are errors
 * and reach nothing. 0: not at all. */
void torn_cut_after(struct torn *torn, uint64_t after);
bool torn_is_cut(const struct torn *torn);
/* Makes the files what a disk could hold now. No file may be open. The power is on again. */
void torn_lose_power(struct torn *torn);
/* From the AFTER-th write on, COUNT of them find the disk full (UINT64_MAX: until told otherwise);
 * COUNT 0: there is room. */
void torn_fill(struct torn *torn, uint64_t after, uint64_t count);
/* How many writes found no room since torn_fill(). */
uint64_t torn_refused(const struct torn *torn);
struct torn_counts torn_counts(const struct torn *torn);

#endif
