/* What the plan says of a SIM, kept in the SIM's own row. */
#include "store_priv.h"

int store_save_sim_verdict(struct store *store, const char *sim, const struct verdict *verdict,
			   struct err *err)
{
	static const char *const names[] = {"verdict", "measured_verdict", "plan"};
	const char *const kept[] = {verdict_word_key(verdict->word),
				    verdict_word_key(verdict->measured), verdict->plan->id};
	const struct values values = {.names = names, .values = kept, .count = ARRAY_LEN(names)};
	const struct record_kind *kind = record_kind_find("sim");
	AUTO(txn_done) struct txn txn = {0};
	char id[UUID_TEXT_MAX];
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = record_resolve(store, kind, sim, id, err);
	if (r == 0)
		r = record_update(store, kind, id, &values, err);
	if (r == 0)
		r = search_settle(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}
