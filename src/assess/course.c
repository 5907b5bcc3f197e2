/* When a course is completed. See course.h. */
#include "course.h"

#define PERCENT_ALL 100

int64_t course_needed(int64_t minutes, int64_t percent)
{
	if (percent < 1 || percent > PERCENT_ALL)
		percent = PERCENT_ALL;
	if (minutes <= 0)
		return 0;
	/* In two parts: no product of hostile numbers runs over. */
	return minutes / PERCENT_ALL * percent +
	       (minutes % PERCENT_ALL * percent + PERCENT_ALL - 1) / PERCENT_ALL;
}

int64_t course_sat(const int64_t *list, size_t count, int64_t session_minutes)
{
	int64_t most = 0;

	for (size_t i = 0; i < count; i++)
		if (list[i] > most)
			most = list[i];
	return most < session_minutes ? most : session_minutes > 0 ? session_minutes : 0;
}

bool course_is_completed(int64_t attended, int64_t minutes, int64_t percent)
{
	return minutes > 0 && attended >= course_needed(minutes, percent);
}
