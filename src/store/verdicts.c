/* What devices were found to be in a span of time. */
#include "store_priv.h"

#include <stdio.h>

int store_verdicts(struct store *store, const char *from, const char *to, store_verdict_fn fn,
		   void *user, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	char last[UUID_TEXT_MAX] = "";
	int r = store_may_read(store, record_kind_find("device"), err);

	if (r == 0)
		r = sql_query(&query, store, err,
			      "SELECT v.device, v.verdict, o.key FROM verdict v LEFT JOIN "
			      "json_each(CASE WHEN json_valid(v.outcomes) THEN v.outcomes "
			      "ELSE '{}' END) o ON o.value = 'fail' "
			      "WHERE v.n IN (SELECT max(n) FROM verdict WHERE created_at >= ?1 "
			      "AND created_at < ?2 GROUP BY device) ORDER BY v.device, o.key",
			      "tt", from, to);
	while (r == 0 && (r = sql_step(&query, err)) > 0) {
		const char *device = sql_text(&query, 0), *word = sql_text(&query, 1);

		if (!str_eq(device, last))
			fn(user, device, word, NULL);
		snprintf(last, sizeof(last), "%s", device);
		if (sql_text(&query, 2))
			fn(user, device, word, sql_text(&query, 2));
		r = 0;
	}
	return r;
}
