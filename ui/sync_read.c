/* What the sync screen shows, read from the book. */
#include "sync_view_priv.h"

#include <string.h>

static const char *keep(struct sync_view *view, const char *text)
{
	return arena_str(&view->arena, text);
}

static const char *title_of(struct sync_view *view, const char *kind_name, const char *row,
			    const char *after)
{
	const struct record_kind *kind = record_kind_find(kind_name);
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, "%s ", kind ? _(kind->label) : kind_name);
	if (!kind || store_title(view->store, kind, row, &text, NULL) < 0)
		buf_printf(&text, "%.8s", row);
	if (after)
		buf_printf(&text, ": %s", after);
	return keep(view, buf_text(&text));
}

static struct sync_item *new_item(struct sync_view *view, const char *kind, const char *row)
{
	struct sync_item *item = &view->items[view->count];

	*item = (struct sync_item){.kind = record_kind_find(kind) ? keep(view, kind) : NULL,
				   .row = keep(view, row)};
	return item;
}

/* ---- conflicts ------------------------------------------------------------------------------- */

static const char *show(struct sync_view *view, const struct store_conflict *found,
			const struct field *field, const char *value)
{
	AUTO(buf_done) struct buf text = {0};

	if (found->is_hidden)
		buf_add_str(&text, _("(riêng tư)"));
	else if (value && field)
		store_show_value(view->store, field, value, &text);
	else
		buf_add_str(&text, value ? value : _("(trống)"));
	return keep(view, buf_text(&text));
}

static int take_conflict(void *user, const struct store_conflict *found)
{
	struct sync_view *view = user;
	const struct record_kind *kind = record_kind_find(found->kind);
	const struct field *field = kind ? record_field_find(kind, found->field) : NULL;
	struct sync_item *item = new_item(view, found->kind, found->row);
	const char *kept = show(view, found, field, found->kept);
	const char *lost = show(view, found, field, found->lost);
	bool mine = str_eq(found->kept_by, view->link.role);

	item->id = keep(view, found->id);
	item->title = title_of(view, found->kind, found->row,
			       field ? _(field->label) : found->field);
	item->is_kept_mine = mine;
	item->mine = mine ? kept : lost;
	item->theirs = mine ? lost : kept;
	if (!mine && !str_eq(found->lost_by, view->link.role))
		item->whose = keep(view, sync_bench_name(found->lost_by));
	item->who = keep(view, sync_bench_name(mine ? found->lost_by : found->kept_by));
	item->when = keep(view, found->at);
	view->conflicts = ++view->count;
	return view->count == SYNC_ITEMS_MAX;
}

static void take_kit(void *user, const char *id, const char *said)
{
	struct sync_view *view = user;
	struct sync_item *item;

	if (view->count == SYNC_ITEMS_MAX)
		return;
	item = new_item(view, "kit", id);
	item->title = title_of(view, "kit", id, NULL);
	item->is_kit = true;
	item->why = keep(view, said);
	item->cure = _("chọn một bộ để trao; mở bộ kia (Enter), bỏ giữ chỗ");
	view->conflicts = ++view->count;
}

/* ---- what was refused, what waits ------------------------------------------------------------ */

static void take_refused(void *user, const struct store_refused *refused)
{
	struct sync_view *view = user;
	struct sync_item *item;

	if (view->count == SYNC_ITEMS_MAX)
		return;
	item = new_item(view, refused->table, refused->row);
	item->title = title_of(view, refused->table, refused->row, NULL);
	item->when = keep(view, refused->at);
	item->is_in = refused->is_in;
	item->why = sync_refusal_text(refused);
	item->cure = sync_refusal_cure(refused);
	/* What could not come in is not here to be opened. */
	if (refused->is_in)
		item->kind = NULL;
	view->count++;
}

struct kinds {
	struct sync_view *view;
	struct buf text;
	int64_t rest;
};

/* What the program writes along (the audit, what a probe read) says nothing to people. */
static void take_waiting(void *user, const char *table, int64_t count)
{
	struct kinds *kinds = user;
	const struct record_kind *kind = record_kind_find(table);

	if (!kind || str_eq(table, "audit") || kinds->view->waiting_named == SYNC_WAITING_MAX) {
		kinds->rest += count;
		return;
	}
	buf_printf(&kinds->text, "%s%s %lld", kinds->text.len ? ", " : "", _(kind->label),
		   (long long)count);
	kinds->view->waiting_named++;
}

static int read_waiting(struct sync_view *view, struct err *err)
{
	struct kinds kinds = {.view = view};
	int r = store_sync_waiting_by(view->store, take_waiting, &kinds, err);

	if (kinds.rest)
		buf_printf(&kinds.text, _("%skhác %lld"), kinds.text.len ? ", " : "",
			   (long long)kinds.rest);
	view->waiting_kinds = keep(view, buf_text(&kinds.text));
	buf_done(&kinds.text);
	return r;
}

/* ---- all of it ------------------------------------------------------------------------------- */

int sync_view_load(struct sync_view *view, struct ui *ui, struct err *err)
{
	int r;

	sync_view_done(view);
	*view = (struct sync_view){.store = ui->store,
				   .is_joined = sync_is_joined(store_file(ui->store))};
	r = store_version(ui->store, &view->version, err);
	if (r == 0)
		r = store_sync_link(ui->store, &view->link, err);
	if (r == 0)
		r = store_sync_waiting(ui->store, &view->waiting, err);
	if (r == 0)
		r = read_waiting(view, err);
	if (r == 0)
		r = store_conflicts(ui->store, take_conflict, view, err);
	if (r == 0)
		r = flow_shared_kits(ui->store, take_kit, view, err);
	return r < 0 ? r : store_sync_refused(ui->store, take_refused, view, err);
}

void sync_view_done(struct sync_view *view)
{
	arena_done(&view->arena);
}
