/* What the reading of orders and of reports share. */
#ifndef HOTROIT_WIPE_PRIV_H
#define HOTROIT_WIPE_PRIV_H

#include "json_priv.h"
#include "read_priv.h"
#include "wipe_report.h"

#define WIPE_FORMAT_ORDERS "hotroit-orders"
#define WIPE_FORMAT_REPORT "hotroit-wipe"

/* As wipe_orders_parse(), into ARENA; RET's own stays empty. */
int wipe_orders_parse_into(struct arena *arena, struct wipe_orders *ret_orders, const char *json,
			   size_t len, const char *name, struct err *err) MUST_USE;
/* "format", and "version" from 1 to NEWEST. */
int wipe_read_head(struct reader *reader, const json_t *json, const char *format,
		   json_int_t newest, json_int_t *ret_version) MUST_USE;
/* WIPE_ID_DIGITS lower-case hex digits. */
int wipe_read_id(struct reader *reader, const json_t *json, const char *key, bool required,
		 const char **ret) MUST_USE;
int wipe_read_consent(struct reader *reader, const json_t *json,
		      enum donor_consent *ret) MUST_USE;

#endif
