/* What the papers' makers share. */
#ifndef HOTROIT_PAPER_PRIV_H
#define HOTROIT_PAPER_PRIV_H

#include "export.h"
#include "flow_priv.h"

/* One paper being gathered; the texts live until it is done. */
struct desk {
	struct store *store;
	struct arena arena;
	struct flow_paper_wish wish;
	enum paper_format format;
	const char *issuer; /* where neither programme nor team is of a unit; or NULL */
	const char *above; /* the body over who issues it, as it is written; or NULL */
	struct buf said; /* for who asked for it */
};

void desk_done(struct desk *desk);
int desk_read(struct desk *desk, struct row *ret, const char *kind, const char *id,
	      struct err *err) MUST_USE;
const char *desk_show(struct desk *desk, const struct row *row, const char *name);
/* Where a paper of the unit is dated: "Long Khánh" of thành phố Long Khánh; NULL: not known. */
const char *desk_place(struct desk *desk, const char *unit);
/* "Laptop Dell Latitude E5530". */
const char *desk_device_name(struct desk *desk, const struct row *device);
/* What goes along with a device: "Bộ sạc 65W, 1 chuột"; NULL: nothing is known of. */
int desk_accessories(struct desk *desk, const struct row *device, const char **ret,
		     struct err *err) MUST_USE;

/* What a paper is of. */
struct desk_subject {
	const struct row *row; /* its programme or team says who issues it; or NULL */
	const char *date;
	const char *type; /* "BB", "DS": behind its number */
	const char *tag; /* of the record, by which it is found again; or NULL */
};

/* The head of a paper: by the programme's or team's unit where the book has one, in the wished
 * style; dots for a number that was not given. Who gets it: those it is about, the unit it is of,
 * the body above, the partner; and it is kept under the record's tag. -EINVAL: a joint paper
 * without its partner, or no such style. */
int desk_head(struct paper_head *ret, struct desk *desk, const struct desk_subject *subject,
	      struct err *err) MUST_USE;

/* Gives the head its signers: those who answer for it, both bodies of a joint paper by name. */
void desk_sign(struct desk *desk, struct paper_head *head);

int paper_receipt(struct buf *ret, struct desk *desk, const char *id, struct err *err) MUST_USE;
int paper_repair_sheet(struct buf *ret, struct desk *desk, const char *id,
		       struct err *err) MUST_USE;
int paper_wipe_certificate(struct buf *ret, struct desk *desk, const char *id,
			   struct err *err) MUST_USE;
int paper_liquidation(struct buf *ret, struct desk *desk, const char *id,
		      struct err *err) MUST_USE;
int paper_handover_list(struct buf *ret, struct desk *desk, const char *id,
			struct err *err) MUST_USE;
int paper_handover_minutes(struct buf *ret, struct desk *desk, const char *id,
			   struct err *err) MUST_USE;
int paper_kit_receipt(struct buf *ret, struct desk *desk, const char *id,
		      struct err *err) MUST_USE;
int paper_dossier(struct buf *ret, struct desk *desk, const char *id, struct err *err) MUST_USE;
int paper_contest_results(struct buf *ret, struct desk *desk, const char *id,
			  struct err *err) MUST_USE;
int paper_contest_certificates(struct buf *ret, struct desk *desk, const char *id,
			       struct err *err) MUST_USE;
int paper_contest_entries(struct buf *ret, struct desk *desk, const char *id,
			  struct err *err) MUST_USE;
int paper_contest_report(struct buf *ret, struct desk *desk, const char *id,
			 struct err *err) MUST_USE;
int paper_course_certificates(struct buf *ret, struct desk *desk, const char *id,
			      struct err *err) MUST_USE;
int paper_attendance(struct buf *ret, struct desk *desk, const char *id, struct err *err) MUST_USE;
int paper_course_labels(struct buf *ret, struct desk *desk, const char *id,
			struct err *err) MUST_USE;
int paper_fund_book(struct buf *ret, struct desk *desk, const char *period,
		    struct err *err) MUST_USE;

#endif
