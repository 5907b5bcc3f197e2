/* The rows a reference may point to, found while one types. */
#include "form_priv.h"

#include <stdio.h>

struct finding_rows {
	struct pick *pick;
	struct store *store;
};

void pick_close(struct pick *pick)
{
	arena_done(&pick->arena);
	*pick = (struct pick){0};
}

/* What helps to tell one row from another, beside its title: the other columns of a list. */
static void pick_describe(struct buf *ret, struct store *store, const struct record_kind *kind,
			  const struct record *record)
{
	for (size_t i = 0; kind->list_columns[i]; i++) {
		const struct field *field = record_field_find(kind, kind->list_columns[i]);
		const char *value = record_value(kind, record, field->name);
		AUTO(buf_done) struct buf shown = {0};

		if (!value || str_eq(field->name, kind->title ? kind->title : "tag"))
			continue;
		store_show_value(store, field, value, &shown);
		buf_printf(ret, "%s%s", ret->len && shown.len ? " · " : "", buf_text(&shown));
	}
}

static int take_row(void *user, const struct record_kind *kind, const struct record *record)
{
	struct finding_rows *finding = user;
	struct pick *pick = finding->pick;
	AUTO(buf_done) struct buf title = {0}, more = {0};

	if (pick->count == PICK_ROWS) {
		pick->has_more = true;
		return 1;
	}
	if (store_title(finding->store, kind, record->id, &title, NULL) < 0)
		buf_add_str(&title, record->id);
	pick_describe(&more, finding->store, kind, record);
	pick->rows[pick->count].id = arena_str(&pick->arena, record->id);
	pick->rows[pick->count].title = arena_str(&pick->arena, buf_text(&title));
	pick->rows[pick->count++].more = arena_str(&pick->arena, buf_text(&more));
	return 0;
}

int pick_find(struct pick *pick, struct store *store, const struct record_kind *kind,
	      const char *whole, const char *words, struct err *err)
{
	const struct store_filter filter = {.name = kind->within, .value = whole};
	const struct store_query query = {.words = words, .limit = PICK_ROWS + 1,
					  .filters = &filter, .filter_count = whole ? 1 : 0};
	struct finding_rows finding = {pick, store};
	int r;

	pick_close(pick);
	r = store_pick(store, kind, &query, take_row, &finding, err);
	pick->is_open = r == 0;
	return r;
}

int pick_these(struct pick *pick, struct store *store, const struct record_kind *kind,
	       const char (*ids)[UUID_TEXT_MAX], size_t count, struct err *err)
{
	struct finding_rows finding = {pick, store};
	int r = 0;

	pick_close(pick);
	for (size_t i = 0; i < count && !pick->has_more && r >= 0; i++)
		r = store_get(store, kind, ids[i], take_row, &finding, err);
	pick->is_open = r >= 0;
	return r < 0 ? r : 0;
}

int pick_draw(const struct pick *pick, struct canvas *canvas, int row, int column)
{
	int width = canvas_columns(canvas) - column - 1, title = width * 2 / 5;
	int top = row;

	for (size_t i = 0; i < pick->count; i++, row++) {
		enum ui_style style =
			i == pick->list.selected ? STYLE_SELECTED : STYLE_NORMAL;

		canvas_printf(canvas, row, column, title, style, " %s", pick->rows[i].title);
		canvas_printf(canvas, row, column + title, width - title, style, " %s",
			      pick->rows[i].more);
	}
	if (!pick->count)
		canvas_text(canvas, row++, column, width, STYLE_REVIEW,
			    _("Không thấy; sửa chữ để tìm lại, hoặc F7 để tạo mới"));
	else if (pick->has_more)
		canvas_text(canvas, row++, column, width, STYLE_DIM,
			    _("… còn nữa: gõ thêm chữ để lọc"));
	return row - top;
}
