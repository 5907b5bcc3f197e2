/*
 * Who acts, and what they wrote. A line of the audit names the fields that changed; the values only
 * of those that are open to everybody, so that erasing a person's row erases the person.
 */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>

void store_act_as(struct store *store, const struct store_actor *actor)
{
	store->actor = *actor;
}

const struct store_actor *store_acting(const struct store *store)
{
	return &store->actor;
}

/* On a bench that knows no PIN yet it is the first coordinator's day. */
int store_sign_out(struct store *store, struct err *err)
{
	bool asked = false;
	int r = store_pin_is_asked(store, &asked, err);

	if (r == 0)
		store->actor = (struct store_actor){.role = asked ? ROLE_VIEWER : ROLE_BENCH};
	return r;
}

int store_may_write(const struct store *store, const struct record_kind *kind, struct err *err)
{
	if (!kind->writers)
		return err_set(err, EPERM, _("%s: do chương trình ghi, không ghi tay"),
			       _(kind->label));
	if (!(store->actor.role & kind->writers))
		return err_set(err, EPERM,
			       _("%s: %s không được ghi; đổi người làm (F4, hoặc --who)"),
			       _(kind->label),
			       *store->actor.name ? store->actor.name : _("người chưa đăng nhập"));
	return 0;
}

int record_may_type(const struct store *store, const struct record_kind *kind, struct err *err)
{
	if (kind->by_step)
		return err_set(err, EPERM,
			       _("%s: không ghi tay, không sửa; ghi bằng hotroit do %s"),
			       _(kind->label), kind->by_step);
	return store_may_write(store, kind, err);
}

int store_may_read(const struct store *store, const struct record_kind *kind, struct err *err)
{
	if (!kind->readers || store->actor.role & kind->readers)
		return 0;
	return err_set(err, EPERM, _("%s: %s không được xem; đổi người làm (F4, hoặc --who)"),
		       _(kind->label),
		       *store->actor.name ? store->actor.name : _("người chưa đăng nhập"));
}

bool actor_sees(const struct store_actor *reader, const struct record_kind *kind,
		const struct field *field)
{
	if (!reader)
		return true;
	/* A count or a sum needs no leave to read rows, but tells of what it goes by. */
	if (apart_has(kind, field) && kind->readers && !(reader->role & kind->readers))
		return false;
	if (field->readers && !(reader->role & field->readers))
		return false;
	return field->privacy == PRIVACY_OPEN || reader->role & ROLE_BENCH;
}

static void add_changes(struct buf *ret, const struct record_change *change)
{
	for (size_t i = 0; i < change->kind->field_count; i++) {
		const struct field *field = &change->kind->fields[i];

		if (!record_changes(change, field->name))
			continue;
		buf_add_str(ret, ret->len ? "," : "{");
		json_add_text(ret, field->name);
		if (field->privacy != PRIVACY_OPEN) {
			buf_add_str(ret, ":null");
			continue;
		}
		buf_add_str(ret, ":[");
		json_add_text(ret, change->before[i]);
		buf_add_char(ret, ',');
		json_add_text(ret, change->after[i]);
		buf_add_char(ret, ']');
	}
	if (ret->len)
		buf_add_char(ret, '}');
}

int audit_line(struct store *store, const char *kind, const char *id, const char *op,
	       const char *changes, struct err *err)
{
	char now[CLOCK_TEXT_MAX], line[UUID_TEXT_MAX];
	int r;

	store_now(store, now);
	uuid_new(line);
	r = sql_run(store, err,
		    "INSERT INTO audit (id, created_at, updated_at, at, who, who_name, bench, "
		    "kind, row, op, changes) "
		    "VALUES (?1, ?2, ?2, ?2, nullif(?3, ''), nullif(?4, ''), "
		    "coalesce((SELECT value FROM meta WHERE key = 'bench_id'), ''), "
		    "?5, ?6, ?7, ?8)",
		    "tttttttt", line, now, store->actor.member, store->actor.name, kind, id, op,
		    changes);
	return r < 0 || !store->many ? r : many_audited(store->many, line, err);
}

int audit_write(struct store *store, const struct record_change *change, const char *id,
		struct err *err)
{
	AUTO(buf_done) struct buf changes = {0};

	if (change->before)
		add_changes(&changes, change);
	if (change->before && !changes.len)
		return 0;
	return audit_line(store, change->kind->name, id, change->before ? "set" : "add",
			  changes.len ? buf_text(&changes) : NULL, err);
}

int store_has_changed(struct store *store, const char *kind, const char *field, const char *at,
		      bool *ret, struct err *err)
{
	int64_t count = 0;
	int r = sql_number(store, &count, err,
			   "SELECT count(*) FROM audit WHERE kind = ?1 AND at >= ?3 "
			   "AND (op = 'remove' OR op = 'set' AND "
			   "instr(changes, '\"' || ?2 || '\":'))",
			   "ttt", kind, field, at);

	if (r == 0)
		*ret = count > 0;
	return r;
}

int store_note_given(struct store *store, const char *kind, const char *id, struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	char bench[UUID_TEXT_MAX];
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = meta_get(store, "bench_id", bench, sizeof(bench), err);
	if (r == 0)
		r = audit_line(store, kind, id ? id : bench, "give", NULL, err);
	return r < 0 ? r : txn_commit(&txn, err);
}
