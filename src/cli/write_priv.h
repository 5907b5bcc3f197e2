/* What add, set and do share: k=v words as fields, and what is said of a record once written. */
#ifndef HOTROIT_WRITE_PRIV_H
#define HOTROIT_WRITE_PRIV_H

#include "cli.h"

struct writing {
	struct arena arena;
	const char *names[CLI_ARGS_MAX + 1], *values[CLI_ARGS_MAX + 1];
	size_t count;
};

/* Reads the arguments from FROM on; KIND NULL: they are no record's fields. 0, or an exit code
 * (and it was said). */
int writing_read(const struct cli *cli, const struct record_kind *kind, size_t from,
		 struct writing *ret_writing);
/* Adds what follows from the fields of a new record: a SIM's number tells its operator. */
void writing_complete(struct writing *writing, const struct record_kind *kind);
/* Takes NAME out of the words and gives its value, or NULL. */
const char *writing_take(struct writing *writing, const char *name);
void writing_done(struct writing *writing);
/* Says what stands in the book now, and on standard error what is worth a second look. A SIM is
 * judged anew. */
int writing_show(const struct cli *cli, struct store *store, const struct record_kind *kind,
		 const char *id, const char *said);

#endif
