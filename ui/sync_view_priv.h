/* The sync screen: what it shows, read from the book (sync_read.c) and drawn (sync_draw.c). */
#ifndef HOTROIT_SYNC_VIEW_PRIV_H
#define HOTROIT_SYNC_VIEW_PRIV_H

#include "frame_priv.h"
#include "sync.h"

#define SYNC_ITEMS_MAX 400
#define SYNC_WAITING_MAX 3 /* kinds named beside their sum */

/* One thing that a person is to look at. */
struct sync_item {
	const char *title;
	const char *kind, *row; /* of the record, to open it; KIND NULL: there is none here */
	const char *id; /* of a conflict; NULL: something refused, or a kit kept twice */
	const char *mine, *theirs; /* of a conflict between other benches: one and the other */
	const char *whose, *who, *when; /* of a conflict: benches; WHOSE NULL: this one */
	bool is_kept_mine, is_in, is_kit;
	const char *why, *cure; /* of a refusal, of a kit */
};

struct sync_view {
	struct arena arena;
	struct store *store; /* while it is read */
	struct store_link link;
	bool is_joined;
	int64_t waiting, version;
	const char *waiting_kinds; /* "Máy 5, Bên tặng 4" */
	size_t waiting_named;
	struct sync_item items[SYNC_ITEMS_MAX]; /* conflicts and kits, then what was refused */
	size_t conflicts, count;
};

int sync_view_load(struct sync_view *view, struct ui *ui, struct err *err) MUST_USE;
void sync_view_done(struct sync_view *view);
void sync_view_draw(const struct ui *ui, const struct sync_view *view, struct ui_list *list,
		    struct canvas *canvas);

/* ---- the round at work: sync_job.c, the frame's own ------------------------------------------ */

/* At once, because a person asks. */
void sync_job_start(struct ui *ui);
void sync_job_stop(struct ui *ui);

#endif
