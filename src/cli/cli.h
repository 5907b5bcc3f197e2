/*
 * cli: the bench's work as subcommands. Add one by adding cmd_NAME.c that defines `const struct
 * command cmd_NAME`; CMake finds it, and --help is made from the table.
 */
#ifndef HOTROIT_CLI_H
#define HOTROIT_CLI_H

#include "flow.h"

#define CLI_OPTIONS_MAX 12
#define CLI_ARGS_MAX 64

struct cli_option {
	const char *name; /* "--plan" */
	const char *value; /* what it takes ("ID"), or NULL for a switch */
	const char *help;
};

struct command;

/* One call of one command. */
struct cli {
	const struct command *command;
	const char *db; /* --db, or NULL */
	const char *who; /* --who, or NULL */
	const char *values[CLI_OPTIONS_MAX]; /* in the command's order; "" for a given switch */
	const char *args[CLI_ARGS_MAX];
	size_t arg_count;
};

struct command {
	const char *name; /* "probe" */
	const char *summary; /* one line for the overview */
	const char *usage; /* after the name: "[--json] TỆP|-" */
	const char *example;
	struct cli_option options[CLI_OPTIONS_MAX]; /* ended by a NULL name */
	size_t min_args, max_args;
	bool takes_kind; /* of record, first: --help names the kinds */
	int (*run)(struct cli *cli); /* an exit code */
};

extern const struct command *const command_table[];
extern const size_t command_count;

/* Runs the command named in ARGV (argv[0] is the program); *ret_bench is set instead when the
 * bench is to be opened (no command). Returns the exit code. */
int cli_run(int argc, char **argv, bool *ret_bench, struct cli *ret_cli);

/* ---- for the commands ---------------------------------------------------------------------- */

/* The value of an option ("" for a switch that was given), or NULL. */
const char *cli_value(const struct cli *cli, const char *option);
/* Says an error on standard error in one line; returns the exit code that fits it. */
int cli_fail(const struct err *err);
int cli_usage(const struct cli *cli, const char *fmt, ...) PRINTF_LIKE(2, 3);
/* Writes text for a person (as this terminal can show it) or, raw, for a program. -EIO → 74. */
int cli_out(const struct buf *text);
int cli_out_raw(const struct buf *text);
/* Opens the bench's database and signs in whom --who names; closed by AUTO(cli_store_done). */
void cli_store_done(struct store **store);
int cli_store(const struct cli *cli, enum store_mode mode, struct store **ret_store,
	      struct err *err) MUST_USE;
/* Signs in at STORE, opened from FILE in MODE: the PIN is in $HOTROIT_PIN or asked for. */
int cli_sign_in(const struct cli *cli, const char *file, enum store_mode mode, struct store *store,
		struct err *err) MUST_USE;
/* -EPERM unless who acts has one of ROLES; WHAT: what is refused, translated. */
int cli_check_role(const struct store *store, unsigned roles, const char *what,
		   struct err *err) MUST_USE;
/* The same for a way out of personal data in bulk, which is written down (KIND of a record). */
int cli_check_personal(const struct cli *cli, const struct store *store, const char *kind,
		       struct err *err) MUST_USE;
/* More than any PIN has, so that a longer one is seen to be none. */
#define CLI_PIN_MAX 16
/* Keeps it out of the swap, where that is allowed; then always cli_pin_wipe(). */
void cli_pin_guard(char pin[CLI_PIN_MAX]);
void cli_pin_wipe(char pin[CLI_PIN_MAX]);
/* A new PIN: typed twice, or from standard input where that is no terminal. */
int cli_pin_read_new(char ret[CLI_PIN_MAX], struct err *err) MUST_USE;
/* The plans, and the one asked for by --plan (default: FLOW_PLAN_DEFAULT). */
int cli_plan(const struct cli *cli, struct plan_library *ret_library, const struct plan **ret_plan,
	     struct err *err) MUST_USE;
/* The kind said by --as, NULL without it; -EINVAL for one that PLAN has no profile for, and for a
 * plan that judges no device at all. */
int cli_kind(const struct cli *cli, const struct plan *plan, const char **ret_kind,
	     struct err *err) MUST_USE;
/* Reads FILE ("-": standard input), at most 8 MiB. */
int cli_read(const char *file, struct buf *ret, struct err *err) MUST_USE;
/* A verdict as a table for a person; SNAPSHOT gives the head. */
void cli_show_verdict(struct buf *ret, const struct snapshot *snapshot,
		      const struct verdict *verdict);
/* Judges, shows the verdict (a table, or --json), and keeps it when --save is given. The exit
 * code. */
int cli_judge(const struct cli *cli, const struct assess_request *request);
/* The switch that lets personal fields into an export, and its help. */
#define CLI_WITH_PERSONAL "--with-personal"
#define CLI_WITH_PERSONAL_HELP N_("JSON, CSV, XLSX: kèm cả dữ liệu cá nhân")
/* One record: a JSON object on one line. */
void cli_record_json(struct buf *ret, const struct record_kind *kind, const struct record *record,
		     bool with_personal);

#endif
