/* When a course is completed: by the minutes that somebody sat in it. Pure. */
#ifndef HOTROIT_COURSE_H
#define HOTROIT_COURSE_H

#include "model.h"

#define COURSE_DAY_MINUTES 1440

/* The least whole minutes that are PERCENT of MINUTES; PERCENT out of 1 to 100 counts as 100. */
int64_t course_needed(int64_t minutes, int64_t percent);
/* What counts of one session for one person: two benches may both have seen them in it, and nobody
 * sits longer than it lasts. LIST: minutes as written down. */
int64_t course_sat(const int64_t *list, size_t count, int64_t session_minutes);
/* Of a course without any minutes nobody can have completed anything. */
bool course_is_completed(int64_t attended, int64_t minutes, int64_t percent);

#endif
