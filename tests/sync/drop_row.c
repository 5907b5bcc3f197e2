/*
 * drop_row BOOK KIND ID: deletes a row from a book, as a later screen may. The rest of the sync
 * knows how to: its triggers, the server and the other benches are tried with it.
 */
#include "store_priv.h"

#include <stdio.h>

static int drop(struct store *store, const struct record_kind *kind, const char *id,
		struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	AUTO(buf_done) struct buf text = {0};
	int r = txn_begin(&txn, store, err);

	buf_printf(&text, "DELETE FROM \"%s\" WHERE id = ?1", kind->name);
	if (r == 0)
		r = search_drop(store, kind, id, err);
	if (r == 0)
		r = sql_run(store, err, buf_text(&text), "t", id);
	return r < 0 ? r : txn_commit(&txn, err);
}

int main(int argc, char **argv)
{
	const struct record_kind *kind = argc == 4 ? record_kind_find(argv[2]) : NULL;
	struct store *store = NULL;
	struct err err = {0};
	int r;

	if (!kind)
		return 64;
	r = store_open(&store, argv[1], STORE_READ_WRITE, &err);
	if (r == 0)
		r = drop(store, kind, argv[3], &err);
	store_close(store);
	if (r < 0)
		fprintf(stderr, "%s\n", err.text);
	return r < 0;
}
