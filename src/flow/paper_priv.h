/* What the papers' makers share. */
#ifndef HOTROIT_PAPER_PRIV_H
#define HOTROIT_PAPER_PRIV_H

#include "export.h"
#include "flow_priv.h"

/* One paper being gathered; the texts live until it is done. */
struct desk {
	struct store *store;
	struct arena arena;
};

void desk_done(struct desk *desk);
int desk_read(struct desk *desk, struct row *ret, const char *kind, const char *id,
	      struct err *err) MUST_USE;
const char *desk_show(struct desk *desk, const struct row *row, const char *name);
/* "Laptop Dell Latitude E5530". */
const char *desk_device_name(struct desk *desk, const struct row *device);
/* The head of a paper of DATE: issued by the team that ROW (or what came with it) belongs to. */
struct paper_head desk_head(struct desk *desk, const struct row *row, const char *date);

int paper_receipt(struct buf *ret, struct desk *desk, const char *id, struct err *err) MUST_USE;
int paper_repair_sheet(struct buf *ret, struct desk *desk, const char *id,
		       struct err *err) MUST_USE;
int paper_wipe_certificate(struct buf *ret, struct desk *desk, const char *id,
			   struct err *err) MUST_USE;
int paper_liquidation(struct buf *ret, struct desk *desk, const char *id,
		      struct err *err) MUST_USE;
int paper_fund_book(struct buf *ret, struct desk *desk, const char *period,
		    struct err *err) MUST_USE;

#endif
