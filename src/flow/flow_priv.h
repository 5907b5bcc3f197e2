/* hotroit-probe as a child: how it is called, and what its end means. */
#ifndef HOTROIT_FLOW_PRIV_H
#define HOTROIT_FLOW_PRIV_H

#include "flow.h"

/* The probe's command line. Points into itself and to what it was made from. */
struct probe_command {
	char program[512];
	const char *argv[9];
};

/* ROOT may be NULL. -ENOENT: no hotroit-probe beside this program. */
int probe_command_init(struct probe_command *ret, const char *device_id, const char *root,
		       struct err *err) MUST_USE;
/* A child's last words as an error: its own line when it said one. STATUS as of waitpid. */
int probe_failed(int status, const char *note, struct err *err);

/* A record that was read, with its own copy of the texts. */
struct row {
	const struct record_kind *kind;
	const char *id, *created_at;
	const char *const *values; /* in the kind's order */
};

/* ID as store_get() takes it. */
int row_read(struct row *ret, struct store *store, struct arena *arena, const char *kind,
	     const char *id, struct err *err) MUST_USE;
/* The id of what a person named; NULL: none, or several, or WORD is NULL. */
const char *row_named(struct store *store, struct arena *arena, const char *kind, const char *word);
/* The same of a unit that a list names; one that the book does not have goes into NOTE. */
const char *row_unit_or_note(struct store *store, struct arena *arena, const char *word,
			     struct buf *note);
/* The id of the newest programme that works by PLAN; NULL: none. */
const char *row_programme_of(struct store *store, struct arena *arena, const char *plan);
/* The rows of KIND whose FIELD is VALUE (FIELD NULL: all), oldest first. */
int row_list(struct row **ret, size_t *ret_count, struct store *store, struct arena *arena,
	     const char *kind, const char *field, const char *value, struct err *err) MUST_USE;
/* The same by any conditions. */
int row_list_where(struct row **ret, size_t *ret_count, struct store *store, struct arena *arena,
		   const char *kind, const struct store_filter *filters, size_t filter_count,
		   struct err *err) MUST_USE;
const char *row_get(const struct row *row, const char *name); /* as kept; NULL when empty */
/* As a Vietnamese paper has it, whatever the language of the user: a choice's label, a number in
 * its unit, a reference's name. NULL when empty. */
const char *row_show(const struct row *row, struct store *store, struct arena *arena,
		     const char *name);
int64_t row_number(const struct row *row, const char *name); /* 0 when empty */

/* Keeps the slot's snapshot and verdict as those of DEVICE (as store_save_snapshot() takes it), and
 * judges it with the inspections it has. */
int slot_keep(struct bench *bench, struct slot *slot, const char *device,
	      struct err *err) MUST_USE;
/* Empties a slot and stops its child. */
void slot_clear(struct slot *slot);

/* bench_take() for a SIM: what people wrote of it before counts on the board from then on. */
int sim_take(struct bench *bench, struct slot *slot, struct err *err) MUST_USE;

/* The watch. Bytes as the child said them; then everything that is due. */
void hub_feed(struct bench *bench, const char *bytes, size_t len);
bool hub_poll(struct bench *bench);
/* Keeps WHY as the newest trouble. */
void hub_trouble(struct hub *hub, const struct err *why);
void hub_done(struct hub *hub);
int hub_wait_ms(const struct hub *hub);
/* What the watch tells, put into the slots. */
void port_take(struct bench *bench, struct watch_event *event);
/* The watch has died: what was being read will not be answered. */
void port_lost(struct bench *bench, const struct err *why);
/* Gives up on devices that have kept their answer to themselves. True when there was one. */
bool port_expire(struct bench *bench);

/* A file comes into being whole: under a name of its own, RET, until file_give_name(). -EEXIST
 * unless FORCE. */
int file_temporary(int *ret_fd, char ret[PATH_MAX], const char *file, enum flow_file_for whom,
		   bool force, struct err *err) MUST_USE;
int file_give_name(const char *temporary, const char *file, bool force, struct err *err) MUST_USE;

#endif
