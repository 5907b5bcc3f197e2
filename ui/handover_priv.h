/* A day's kits as its screen shows them: read once (handover_rows.c), then drawn. */
#ifndef HOTROIT_HANDOVER_PRIV_H
#define HOTROIT_HANDOVER_PRIV_H

#include "screen.h"

#define HANDOVER_ROWS_MAX 500

enum handover_mark {
	KIT_RESERVED,
	KIT_GIVEN,
	KIT_ABSENT,
	KIT_REPLACED, /* absent, and another pupil has the device */
};

struct handover_row {
	const char *id, *tag;
	const char *recipient, *name, *class; /* recipient: its id */
	const char *guardian, *relation, *phone; /* relation: its key; each may be NULL */
	const char *device, *device_text; /* device: its id, or NULL; texts are never NULL */
	const char *sim_text, *state_text, *reason, *substitutes;
	const char *key; /* orders them by given name */
	enum handover_mark mark;
};

struct handover_rows {
	struct arena arena;
	char id[UUID_TEXT_MAX];
	const char *tag, *name, *day, *place, *state, *state_text; /* state: its key */
	const char *unit; /* its id, or NULL */
	struct handover_row rows[HANDOVER_ROWS_MAX];
	size_t count;
	bool is_more; /* than HANDOVER_ROWS_MAX */
	size_t given, reserved, absent; /* kits; absent: nobody has taken their place */
};

/* ID as store_get() takes it. On an error what was there stays. Kits that were let go are none of
 * the day's. */
int handover_rows_read(struct handover_rows *rows, struct ui *ui, const char *id,
		       struct err *err) MUST_USE;
void handover_rows_done(struct handover_rows *rows);

#endif
