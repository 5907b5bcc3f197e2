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

/* The locks alone, and the gate they make; no plan is asked for. */
void assess_locks(struct verdict *ret_verdict, const struct assess_request *request);

/* ---- what on a shelf would mend it ----------------------------------------------------------- */

/* A part as the shelf's book has it; NULL and 0: nobody wrote it. */
struct shelf_part {
	const char *kind, *type, *form, *condition;
	int64_t size;
};

/* What a part must be to mend a finding. */
struct part_need {
	const char *kind; /* "ram", "disk" */
	char type[16]; /* "ddr3"; "": a person has to look first, and nothing fits */
	const char *look; /* … namely at this; NULL when the type is known */
	bool is_laptop;
	int64_t size; /* at least */
};

/* Would a part mend FINDING? KIND: of the device, "laptop" or "desktop". Soldered memory, and what
 * has another cause, no part mends. */
bool part_need_find(struct part_need *ret_need, const struct snapshot *snapshot,
		    const struct finding *finding, const char *kind);
/* What was not written of the part does not fit. */
bool part_fits(const struct part_need *need, const struct shelf_part *part);
/* Does a charger with RATING ("19.5V 3.42A", "19,5 V / 65 W") serve where WANTED is asked for? The
 * same voltage and no less current; what can not be read in both does not fit. WANTED may have
 * other words around it. */
bool charger_fits(const char *wanted, const char *rating);

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

/* ---- the two clocks of a request for help ---------------------------------------------------- */

#define REQUEST_TARGET_HOURS 24 /* to the first contact, where the plan says nothing else */

/* As the record keeps them; NULL: it has not happened. */
struct request_times {
	const char *received_at, *first_contact_at, *waiting_since, *waited_minutes, *resolved_at;
};

enum contact_state {
	CONTACT_LEFT,
	CONTACT_OVERDUE,
	CONTACT_MET,
	CONTACT_MISSED, /* it came after the target */
	CONTACT_UNSURE, /* times that can not be: nothing is concluded from them */
};

enum work_state { WORK_GOES_ON, WORK_WAITS, WORK_DONE, WORK_UNSURE };

/* In clock hours, day and night, weekends too. No number is ever below 0. */
struct request_clock {
	enum contact_state contact;
	int64_t contact_seconds; /* left, over by, or taken */
	enum work_state work;
	int64_t work_seconds; /* from received to resolved or now, without waiting for parts */
	int64_t waited_seconds;
};

/* NOW in seconds since 1970. Pure. */
void request_clock_read(struct request_clock *ret, const struct request_times *times, int64_t now,
			int64_t target_hours);
/* Could NOW be shown by a clock that was set? One without a battery begins at 2000-01-01. */
bool request_clock_is_set(int64_t now);
/* "45 phút", "5 giờ 20", "4 ngày 6 giờ". Appended. */
void time_span_show(struct buf *ret, int64_t seconds);
/* "quá 3 giờ", "còn 5 giờ 20": for a row of a list. Appended. */
void request_clock_show_due(struct buf *ret, const struct request_clock *clock);
/* The same in a sentence, and the other clock. Appended. */
void request_clock_show_contact(struct buf *ret, const struct request_clock *clock);
void request_clock_show_work(struct buf *ret, const struct request_clock *clock);

#endif
