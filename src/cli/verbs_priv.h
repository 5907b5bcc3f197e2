/* Commands of several verbs about one record: hotroit contest VERB THI …, hotroit course VERB … */
#ifndef HOTROIT_CLI_VERBS_PRIV_H
#define HOTROIT_CLI_VERBS_PRIV_H

#include "write_priv.h"

struct verb_call {
	struct cli *cli;
	struct store *store;
	const char *subject; /* the record, as it was typed */
	struct writing writing; /* the words behind it */
};

struct verb {
	const char *name;
	size_t args; /* arguments between the record and the words */
	bool reads; /* writes nothing */
	int (*run)(struct verb_call *call); /* an exit code */
};

/* Opens the book and runs the verb that the first argument names, which the second is for. */
int verbs_run(struct cli *cli, const struct verb *verbs, size_t count);

#endif
