/* The machine's clock, and when not to believe it. */
#include "store_priv.h"

#include <errno.h>

/* The year of the first plan that machines are judged by: nothing in a book is older than 2021. */
#define CLOCK_LEAST_MS INT64_C(1609459200000)
#define CLOCK_SLACK_MS (INT64_C(5) * 60 * 1000) /* what setting a clock right may take back */

/* The hybrid clock of the newest change; 0: there is none, or it can not be read. */
static int64_t newest_change(struct store *store)
{
	int64_t ms = 0;

	if (sql_number(store, &ms, NULL, "SELECT hlc FROM sync_state", "") < 0)
		log_debug("no newest change");
	return ms;
}

void store_now(struct store *store, char ret[CLOCK_TEXT_MAX])
{
	int64_t now = clock_unix_ms();
	int64_t newest = now < CLOCK_LEAST_MS ? newest_change(store) : 0;

	clock_text_at(newest > now ? newest : now, ret);
}

int store_check_clock(struct store *store, struct err *err)
{
	int64_t now = clock_unix_ms(), newest = newest_change(store);
	char here[CLOCK_TEXT_MAX], there[CLOCK_TEXT_MAX];

	clock_text_at(now, here);
	clock_text_at(newest, there);
	if (now < CLOCK_LEAST_MS)
		return err_set(err, ETIME,
			       _("đồng hồ máy chỉ %.16s, không thể đúng: chỉnh lại rồi làm tiếp"),
			       here);
	if (now < newest - CLOCK_SLACK_MS)
		return err_set(err, ETIME,
			       _("đồng hồ máy chỉ %.16s, sổ đã ghi tới %.16s: xem lại đồng hồ"),
			       here, there);
	return 0;
}
