/* The engine of life cycles (life.c), as its own files share it; no life_*.c table needs it. */
#ifndef HOTROIT_CASE_PRIV_H
#define HOTROIT_CASE_PRIV_H

#include "life_priv.h"

#define STATE "state"

const struct life *life_find(const char *kind); /* NULL: such records have no life cycle */
const struct life_step *life_find_step(const struct life *life, const char *action); /* or NULL */

/* Reads the record that ID names into the case. */
int life_case_read(struct life_case *c, const char *id, struct err *err) MUST_USE;
void life_case_done(struct life_case *c);

/* Is WORD one of the blank-separated WORDS? */
bool life_has_word(const char *words, const char *word);
/* Sets the case's step and what it asks for. */
void life_ask(struct life_case *c, const struct life_step *step);
/* Takes the step that was asked and writes all that goes with it, in the caller's transaction. */
int life_take(struct life_case *c, const struct flow_step *step, struct err *err) MUST_USE;
/* As life_could(), for the case itself. */
int life_check(struct life_case *c, struct buf *ret_need, struct err *err) MUST_USE;
/* Who holds the case's record and takes the step for it (life_step.via); "": nobody. */
int life_holder(const struct life_case *c, char ret_id[UUID_TEXT_MAX], struct err *err) MUST_USE;

/* May who acts take the case's step? */
int life_check_role(const struct life_case *c, struct err *err) MUST_USE;
/* The first write: the record itself, while it stands where the step began. */
void life_begin(struct life_case *c, const char *to);
void life_add_history(struct life_case *c, const char *action, const char *to, const char *waiver,
		      const char *undoes);
/* Keeps all writes or none. */
int life_keep(struct life_case *c, struct err *err) MUST_USE;
/* "Thiết bị 7K3M2X9: Sửa chữa → Sửa chữa", appended. */
void life_say(struct buf *ret, const struct life_case *c, const char *label, const char *state);

#endif
