/* What the build makes of schema/holidays: both end with NULL. */
#ifndef HOTROIT_HOLIDAY_PRIV_H
#define HOTROIT_HOLIDAY_PRIV_H

#include "date.h"

extern const char *const holidays_yearly[]; /* "04-30" */
extern const char *const holidays_listed[]; /* "2026-02-17", in order */

#endif
