/* A bench machine that is given away: its book is emptied, once all of it is at the server. */
#include "store_priv.h"

#include <errno.h>

/* What nobody else has: changes that wait, what the server would not take, content of files. */
static int check_sent(struct store *store, struct err *err)
{
	int64_t left = 0, met = 0;
	int r = sql_number(store, &met, err, "SELECT server_epoch <> '' FROM sync_link", "");

	if (r < 0)
		return r;
	if (!met)
		return err_set(err, EPERM,
			       _("sổ chưa đồng bộ lần nào: dữ liệu chỉ có ở đây; sao lưu (hotroit "
				 "backup) rồi tự xoá tệp sổ"));
	r = sql_number(store, &left, err,
		       "SELECT (SELECT count(*) FROM outbox, sync_link WHERE seq > acked) + "
		       "(SELECT count(*) FROM sync_refused WHERE way = 'out' AND "
		       "reason <> 'erased') + "
		       "(SELECT count(*) FROM blob WHERE held_by IS NULL)",
		       "");
	if (r < 0 || !left)
		return r;
	return err_set(err, EPERM, _("còn %lld việc chưa gửi xong: hotroit sync, rồi xem hotroit "
				     "sync --status"),
		       (long long)left);
}

static int empty_tables(struct store *store, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE "
			  "'sqlite_%' AND name NOT IN ('meta', 'captured', 'sync_state', "
			  "'sync_link')",
			  "");

	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		AUTO(buf_done) struct buf text = {0};

		buf_printf(&text, "DELETE FROM \"%s\"", sql_text(&query, 0));
		r = sql_run(store, err, buf_text(&text), "");
		if (r < 0)
			return r;
	}
	return r;
}

static int empty_book(struct store *store, struct err *err)
{
	static const char *const rest[] = {
		"DELETE FROM meta WHERE key GLOB 'chain_head_*' OR key = 'backup_at'",
		"UPDATE sync_link SET role = '', server_epoch = '', own = '', own_seen = 0, "
		"shared = '', shared_seen = 0, acked = 0, scrub = 0, tried_at = NULL, "
		"done_at = NULL, trouble = NULL",
		"UPDATE sync_state SET applying = 0",
	};
	AUTO(txn_done) struct txn txn = {0};
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = check_sent(store, err);
	if (r == 0)
		r = sql_run(store, err, "UPDATE sync_state SET applying = 1", "");
	if (r == 0)
		r = empty_tables(store, err);
	for (size_t i = 0; r == 0 && i < ARRAY_LEN(rest); i++)
		r = sql_run(store, err, rest[i], "");
	if (r == 0)
		r = store_new_epoch(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

int store_wipe(struct store *store, struct err *err)
{
	int r = sql_run(store, err, "PRAGMA foreign_keys = OFF", "");

	if (r == 0)
		r = empty_book(store, err);
	if (sql_run(store, NULL, "PRAGMA foreign_keys = ON", "") < 0)
		log_debug("foreign keys stay unchecked");
	/* The file gets small, too; its log is emptied last. */
	if (r == 0)
		r = lock_take(store->lock_fd, store->file, 0, err);
	if (r < 0)
		return r;
	r = sql_run(store, err, "VACUUM", "");
	lock_release(store->lock_fd);
	return r < 0 ? r : store_sync_scrub(store, err);
}
