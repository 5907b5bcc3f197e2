/*
 * assess: pure rules. Same plan, same facts, same verdict; nothing is read, nothing is written.
 * A better fact never worsens a verdict, and a fact that is not known never passes.
 */
#ifndef HOTROIT_ASSESS_H
#define HOTROIT_ASSESS_H

#include "model.h"

/* When in its life the device is judged: free space decides only at the final check. */
enum assess_stage { ASSESS_INTAKE, ASSESS_FINAL };

struct assess_request {
	const struct plan *plan;
	const struct snapshot *snapshot;
	const struct facts *inspections; /* check.* and human overrides (device.kind …), or NULL */
	const char *as_kind; /* judge as this kind; NULL: as the snapshot says */
	enum assess_stage stage;
};

/* Always gives a verdict; an unknown kind gives review with the advice to choose one. */
void assess(struct verdict *ret_verdict, const struct assess_request *request);

/* ---- SIMs ------------------------------------------------------------------------------------ */

/* A mobile operator (schema/quirks/operators.json). */
struct sim_operator {
	const char *id, *label;
	const char *network; /* MCC and MNC: "45204" */
	const char *iccid; /* how the numbers of its cards begin, or NULL */
	bool doubtful; /* to be looked up again */
};

extern const struct sim_operator sim_operators[];
extern const size_t sim_operator_count;
/* NULL when there is none. */
const struct sim_operator *sim_operator_find(const char *id);
/* By MCC and MNC ("45204", "452-04") and by the number of the card: hints, no proof. */
const struct sim_operator *sim_operator_by_network(const char *network);
const struct sim_operator *sim_operator_by_iccid(const char *iccid);

enum iccid_fault {
	ICCID_GOOD,
	ICCID_NOT_DIGITS,
	ICCID_NO_TELECOM, /* does not begin with 89 */
	ICCID_LENGTH,
	ICCID_CHECK_DIGIT,
};
/* The number of a card: 19 or 20 digits from 89 on, with the check digit, and perhaps an F that
 * only fills. Cards print it in many ways: a fault is worth a look, never a refusal. */
enum iccid_fault iccid_check(const char *iccid);
/* Are both the number of one card, however it was grouped and filled? Never for NULL or "". */
bool iccid_same(const char *a, const char *b);

/* Whole months from the hand-over day to the last day of use, by date_after_months(); 0 when that
 * lies before. */
int sim_months_left(const struct date *handover, const struct date *expires);

/* What is written of a SIM, as the record keeps it; NULL: nothing. */
struct sim {
	const char *iccid, *operator_id, *generation;
	const char *daily_quota_mb;
	const char *activated, *expires, *handover;
	const char *source; /* of card and operator, NULL: a person */
};

/* What the plan asks of it; what nobody wrote is unreadable. */
void sim_facts(struct facts *facts, const struct sim *sim);
/* Everything worth a second look that changes no verdict, one line each, appended. */
void sim_warnings(struct buf *ret, const struct sim *sim);

#endif
