/*
 * What a life_*.c file is made of: a kind's life cycle as a table of steps, each with its guards.
 * Add a kind's life by adding life_KIND.c that defines `const struct life life_KIND`; CMake finds
 * it. Design: domain-refurb, "Recommended lifecycle".
 */
#ifndef HOTROIT_LIFE_PRIV_H
#define HOTROIT_LIFE_PRIV_H

#include "flow.h"

#define LIFE_VALUES_MAX 24

/* One row that a step writes. */
struct life_write {
	const struct record_kind *kind;
	const char *id;
	bool is_new;
	const char *names[LIFE_VALUES_MAX], *values[LIFE_VALUES_MAX];
	size_t count;
	const char *expect_name, *expect_value;
	struct life_write *next;
};

/* One step about to be taken; its guards and its work read it and add writes. */
struct life_case {
	struct store *store;
	const struct plan *plan; /* lent; NULL: nothing is judged */
	const struct life_step *step;
	const char *to; /* the state it leads to, as life_go() may have it; NULL: it stays */
	const struct record_kind *kind;
	char id[UUID_TEXT_MAX];
	const char *const *values; /* the record's, in the kind's order */
	struct field *asked; /* what the step asks for */
	size_t asked_count;
	const char **params; /* what was given to it, in this order, as kept */
	char now[CLOCK_TEXT_MAX];
	const char *waiver; /* the reason that was given to let something pass, or NULL */
	const char *made_of; /* as of the flow_step, and … */
	bool is_answered;
	const char *at; /* when it happened, by life_happened(); NULL: now */
	bool is_along; /* by life_also() */
	bool is_scrubbing; /* what was emptied must leave the file's log, too */
	struct life_judged {
		bool is_done, is_found;
		struct snapshot snapshot;
		struct verdict verdict;
	} judged[2]; /* by enum assess_stage, as life_judge() found */
	struct buf remark; /* what the person is to know besides, said once it is done */
	struct arena arena; /* for whatever the writes point to */
	/* As many as there are records: a list may have any number of pupils. The first is the
	 * record itself, but for an append-only one. */
	struct life_write *first, *last;
	size_t write_count;
};

/* The record's field, what was given to the step (NULL when empty), and who acts ("" for nobody
 * who signed in). */
const char *life_value(const struct life_case *c, const char *name);
const char *life_param(const struct life_case *c, const char *name);
const char *life_actor(const struct life_case *c);
const char *life_actor_or_null(const struct life_case *c); /* as a field holds who acts */
const char *life_today(struct life_case *c); /* YYYY-MM-DD */
/* The value of the same field as it is to be: what was given, or what stands. */
const char *life_given(const struct life_case *c, const char *name);

/* Rows of KIND whose FIELD is VALUE, newest first. Returns 0 also when FN stopped it. */
int life_each(const struct life_case *c, const char *kind, const char *field, const char *value,
	      store_row_fn fn, void *user, struct err *err) MUST_USE;

/* The verdict on the device as it stands, worked out once a case; NULL: it was never probed, or
 * there is no plan. */
int life_judge(struct life_case *c, enum assess_stage stage, const struct verdict **ret_verdict,
	       struct err *err) MUST_USE;

/* The record's field as it is to be after the step. */
void life_set(struct life_case *c, const char *name, const char *value);
/* Where the step leads turns out while it is taken: for apply() of a step without a .to. */
void life_go(struct life_case *c, const char *to);
/* Everything that was given to the step and is a field of the record becomes the record's. */
void life_take_params(struct life_case *c);
/* The step is written down later than it happened: its line of history is of AT (NULL: now), but
 * never before the line it follows. */
int life_happened(struct life_case *c, const char *at, struct err *err) MUST_USE;
/* A new row; its id is life_write.id. NULL values may be put: they leave the field empty. */
struct life_write *life_add(struct life_case *c, const char *kind);
struct life_write *life_add_as(struct life_case *c, const char *kind, const char *id);
/* A change of another row, given by its full id. */
struct life_write *life_change(struct life_case *c, const char *kind, const char *id);
void life_put(struct life_write *write, const char *name, const char *value);

/* Takes a step of another record along, with its guards, its rights and its line of history, in the
 * same transaction: for apply(). */
int life_also(struct life_case *c, const char *kind, const struct flow_step *step,
	      struct err *err) MUST_USE;
/* Could life_also() take it now, as far as its state and its guards go? For a guard: 1, or 0 and
 * what is missing. */
int life_could(struct life_case *c, const char *kind, const char *id, const char *action,
	       struct buf *ret_need, struct err *err) MUST_USE;

/* What keeps a step from being taken. */
struct life_guard {
	const char *name; /* "lock": the word for it in tests and notes */
	bool is_waivable; /* a coordinator may let it pass, with a reason */
	/* 1 met; 0 not, RET_NEED says what would satisfy it, in words that fit after a colon;
	 * -errno when it could not be looked at. */
	int (*check)(struct life_case *c, struct buf *ret_need, struct err *err);
};

struct life_step {
	const char *action; /* "repair": as after «hotroit do» */
	const char *label; /* Vietnamese, what a menu shows */
	const char *from; /* the states it starts in, blanks between; NULL: its kind has none */
	const char *to; /* NULL: the state stays, or life_go() says */
	unsigned roles; /* enum role: who may */
	/* What it asks for: fields of the kind ASKS_OF (NULL: its own), blanks between, "!" behind
	 * one that has to be given … */
	const char *asks_of, *asks;
	const struct field *params; /* … and fields that no record has */
	size_t param_count;
	const struct life_guard *const *guards; /* NULL-terminated, or NULL */
	bool is_rare; /* not even offered while a guard refuses it: few records ever take it */
	/* Examples of it for this very record, a line each as after «hotroit do», or NULL. */
	int (*suggest)(struct life_case *c, struct buf *ret, struct err *err);
	/* What else is written with it, or NULL. -errno refuses the step. */
	int (*apply)(struct life_case *c, struct err *err);
	/* While a record of this kind ("kit") holds this one, in a state from which it has the same
	 * step, the step is taken there and brings this one along; or NULL. */
	const char *via;
	bool is_aside; /* off the usual way: it is offered, but is not told as what comes next */
	bool is_final; /* no step leads back: on a screen the record's code is typed once more */
	/* It may be taken back while it is the last one: only where apply writes no other row. */
	bool is_undoable;
};

#define LIFE_GUARDS(...) ((const struct life_guard *const[]){__VA_ARGS__, NULL})
#define LIFE_ASKS_WHY .asks_of = "step", .asks = "note!"

struct life {
	const char *kind; /* a record kind; its place in life is the field "state" */
	const struct life_step *steps;
	size_t count;
};

extern const struct life *const life_table[];
extern const size_t life_count;

#endif
