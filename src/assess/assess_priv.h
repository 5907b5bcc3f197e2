/* What the kinds of test share: looking a fact up, and showing it. */
#ifndef HOTROIT_ASSESS_PRIV_H
#define HOTROIT_ASSESS_PRIV_H

#include "assess.h"

/* Whose word counts. */
enum look {
	LOOK_MEASURED, /* probes and inspections alone */
	LOOK_ALL, /* what was typed stands in for what no probe could read */
	LOOK_TYPED, /* what was typed goes first: does it say otherwise? */
};

struct judging {
	const struct assess_request *request;
	struct arena *arena; /* the verdict's */
	struct fact kind; /* device.kind as settled but for a typed one; key NULL: nobody knows */
	bool kind_is_decided; /* by a person: no probe and no form is asked */
	enum look look;
	const struct rule *rule;
	double missing; /* how much is lacking, for {missing}; 0: nothing can be said */
};

/* A technician's answer goes before the probe's, and that before what was typed, unless LOOK says
 * otherwise. NULL when nobody has looked. */
const struct fact *judge_fact(const struct judging *judging, const char *key);
/* The number of a known fact. */
bool fact_number(const struct fact *fact, double *ret) MUST_USE;
/* The word of a known fact; a yes/no fact is "true" or "false". NULL when it has none. */
const char *fact_word(const struct fact *fact);
/* The rule's own test. Fills outcome, measured, source and reason. */
void judge_test(struct judging *judging, struct finding *finding);
/* What keeps the next owner out, into the verdict. */
void judge_locks(struct judging *judging, struct verdict *verdict);

#endif
