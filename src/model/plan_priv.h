/* The parts of plan reading that rules and warnings share. */
#ifndef HOTROIT_PLAN_PRIV_H
#define HOTROIT_PLAN_PRIV_H

#include "read_priv.h"

int plan_read_rule(struct reader *reader, struct rule *ret, const json_t *json) MUST_USE;
int plan_read_conds(struct reader *reader, const json_t *object, const char *key, bool required,
		    struct cond **ret, size_t *ret_count) MUST_USE;
/* Is every {key} in a text a fact of the catalogue, or {missing}? */
int plan_check_text(struct reader *reader, const char *text) MUST_USE;
/* Is LEVEL one of reader->words? NULL was told already. */
int plan_check_level(struct reader *reader, const char *level) MUST_USE;
/* Who approves a pupil, and who comes first. */
int plan_read_people(struct reader *reader, struct plan *plan, const json_t *json) MUST_USE;

#endif
