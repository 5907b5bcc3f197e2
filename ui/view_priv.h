/* A device as screens look at it: the snapshot of a slot or of the store, judged with what people
 * have answered. Looking writes nothing. */
#ifndef HOTROIT_VIEW_PRIV_H
#define HOTROIT_VIEW_PRIV_H

#include "screen.h"

#define VIEW_TAG_MAX 32

struct view {
	struct slot *slot; /* the slot it stands in, or NULL */
	char device_id[UUID_TEXT_MAX]; /* "" while it is not kept */
	char tag[VIEW_TAG_MAX]; /* or what a screen says in its place */
	const struct snapshot *snapshot; /* the slot's or own.snapshot */
	const struct verdict *verdict;
	struct {
		struct snapshot snapshot;
		struct verdict verdict;
	} own;
	struct facts inspections;
};

/* WHERE: "slot:3" (from 0) or a device id. Called again it loads anew; on an
 * error what was there stays. */
int view_load(struct view *view, struct ui *ui, const char *where, struct err *err) MUST_USE;
void view_done(struct view *view);
/* Judges the slot again with the answers kept for its device, if there are any. */
void view_judge_slot(struct ui *ui, struct slot *slot);
/* The same for every slot that holds the device. */
void view_judge_device(struct ui *ui, const char *device_id);
/* Draws tag, name, kind and the verdict over two rows. */
void view_head(const struct view *view, struct canvas *canvas);
/* One line on the third row, where there is something to know first. */
void view_notice(const struct view *view, struct canvas *canvas);
/* Is it for a person to say whether this machine was here before? */
bool view_is_asked(const struct view *view);

#endif
