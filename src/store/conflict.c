/* Two values of one field that two benches wrote apart, and a person's choice between them. */
#include "store_priv.h"

#include <errno.h>

#define CONFLICT_COLUMNS "id, kind, \"row\", field, kept, lost, kept_by, lost_by, at"

static struct store_conflict conflict_at(const struct query *query)
{
	return (struct store_conflict){
		.id = sql_text(query, 0),
		.kind = sql_text(query, 1),
		.row = sql_text(query, 2),
		.field = sql_text(query, 3),
		.kept = sql_text(query, 4),
		.lost = sql_text(query, 5),
		.kept_by = sql_text(query, 6),
		.lost_by = sql_text(query, 7),
		.at = sql_text(query, 8),
	};
}

/* A value is shown to whoever may see its field in a row of its kind; one of a kind or field that
 * this program does not know may be anybody's. */
static void hide(const struct store *store, struct store_conflict *conflict)
{
	const struct record_kind *kind = record_kind_find(conflict->kind);
	const struct field *field = kind ? record_field_find(kind, conflict->field) : NULL;

	if (field && store_may_read(store, kind, NULL) == 0 &&
	    actor_sees(&store->actor, kind, field))
		return;
	conflict->is_hidden = true;
	conflict->kept = conflict->lost = NULL;
}

int store_conflicts(struct store *store, store_conflict_fn fn, void *user, struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT " CONFLICT_COLUMNS " FROM conflict WHERE state = 'open' "
			  "ORDER BY at DESC, id",
			  "");

	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		struct store_conflict conflict = conflict_at(&query);

		hide(store, &conflict);
		if (fn(user, &conflict) != 0)
			return 0;
	}
	return r;
}

/* The other value, written as the field it is of. */
static int write_lost(struct store *store, const struct record_kind *kind,
		      const struct store_conflict *conflict, struct err *err)
{
	const struct store_write write = {.kind = kind, .id = conflict->row,
					  .names = &conflict->field, .values = &conflict->lost,
					  .count = 1};
	char id[UUID_TEXT_MAX];
	int r = record_write(store, &write, false, id, err);

	if (r == -ENOENT)
		r = err_set(err, ENOENT,
			    _("bản ghi này đã bị xoá hay sang đơn vị khác; chỉ còn chọn giữ"));
	return r;
}

static int choose(struct store *store, const struct store_conflict *conflict, bool take_lost,
		  struct err *err)
{
	const struct record_kind *kind = record_kind_find(conflict->kind);
	const struct store_actor *actor = store_acting(store);
	char now[CLOCK_TEXT_MAX];
	int r = kind ? 0 : err_set(err, ENOTSUP, _("bản này không biết loại bản ghi ấy; cập nhật"));

	/* What the program alone writes is a lead's to decide. */
	if (r == 0 && (kind->writers || !(actor->role & ROLE_LEAD)))
		r = store_may_write(store, kind, err);
	if (r == 0 && take_lost)
		r = write_lost(store, kind, conflict, err);
	store_now(store, now);
	return r < 0 ? r : sql_run(store, err,
				   "UPDATE conflict SET state = 'decided', choice = ?2, "
				   "decided_by = nullif(?3, ''), decided_at = ?4, updated_at = ?4 "
				   "WHERE id = ?1",
				   "tttt", conflict->id, take_lost ? "lost" : "kept", actor->name,
				   now);
}

int store_conflict_settle(struct store *store, const char *id, bool take_lost, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	AUTO(sql_done) struct query query = {0};
	struct store_conflict conflict;
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = sql_query(&query, store, err,
			      "SELECT " CONFLICT_COLUMNS ", state FROM conflict WHERE id = ?1", "t",
			      id);
	if (r == 0)
		r = sql_step(&query, err);
	if (r < 0)
		return r;
	if (r == 0)
		return err_set(err, ENOENT, _("không có chỗ khác nhau này"));
	if (!str_eq(sql_text(&query, 9), "open"))
		return err_set(err, EAGAIN, _("người khác đã chọn trước; xem lại"));
	conflict = conflict_at(&query);
	r = choose(store, &conflict, take_lost, err);
	sql_done(&query);
	if (r == 0)
		r = search_settle(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}
