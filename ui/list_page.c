/* Reading one page of a list: only a page is ever read, whatever the number of rows. */
#include "list_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define TEXT_COLUMN_MIN 12
#define PAGE_DEFAULT 32 /* before the first drawing says how many rows there are */

/* What a row that is referred to is called; on one page it is often the same one. */
struct list_title {
	const char *id, *text;
	struct list_title *next;
};

struct taking {
	struct list_page *page;
	struct store *store;
};

/* ---- cells ----------------------------------------------------------------------------------- */

static const char *show_reference(struct list_page *page, struct store *store,
				  const struct field *field, const char *id)
{
	AUTO(buf_done) struct buf text = {0};
	struct list_title *title;

	if (!id)
		return "";
	for (title = page->titles; title; title = title->next)
		if (str_eq(title->id, id))
			return title->text;
	if (store_title(store, record_kind_find(field->ref), id, &text, NULL) < 0 || !text.len)
		buf_add(&text, id, strnlen(id, 8));
	title = arena_alloc(&page->arena, sizeof(*title));
	*title = (struct list_title){arena_str(&page->arena, id),
				     arena_str(&page->arena, buf_text(&text)), page->titles};
	page->titles = title;
	return title->text;
}

static const char *show_value(struct arena *arena, const struct field *field, const char *value)
{
	AUTO(buf_done) struct buf text = {0};

	if (field->fact && str_eq(value, "0"))
		return "";
	record_show_value(&text, field, value);
	return arena_str(arena, buf_text(&text));
}

static const char *show_verdict(struct arena *arena, const char *value)
{
	static const enum verdict_word words[] = {VERDICT_PASS, VERDICT_FAIL, VERDICT_REVIEW};
	AUTO(buf_done) struct buf text = {0};

	for (size_t i = 0; value && i < ARRAY_LEN(words); i++)
		if (str_eq(verdict_word_key(words[i]), value)) {
			ui_verdict_text(&text, words[i]);
			return arena_str(arena, buf_text(&text));
		}
	return "";
}

static int take_row(void *user, const struct record_kind *kind, const struct record *record)
{
	struct taking *taking = user;
	struct list_page *page = taking->page;
	struct list_row *row = &page->rows[page->count];

	if (page->count == page->size) {
		page->more = true;
		return 1;
	}
	row->id = arena_str(&page->arena, record->id);
	for (size_t i = 0; i < page->column_count; i++) {
		const struct field *field = &kind->fields[page->fields[i]];
		const char *value = record->values[page->fields[i]];

		row->cells[i] = i == page->verdict_column ? show_verdict(&page->arena, value)
				: field->type == FIELD_REF
					? show_reference(page, taking->store, field, value)
					: show_value(&page->arena, field, value);
	}
	page->count++;
	return 0;
}

static void find_widest(struct list_page *page)
{
	for (size_t column = 0; column < page->column_count; column++) {
		int most = text_width(_(page->kind->fields[page->fields[column]].label));

		for (size_t i = 0; i < page->count; i++) {
			int width = text_width(page->rows[i].cells[column]);

			if (width > most)
				most = width;
		}
		page->widest[column] = most;
	}
}

/* ---- pages ----------------------------------------------------------------------------------- */

int page_begin(struct list_page *page, struct ui *ui, const char *argument, struct err *err)
{
	argument_read(&page->given, argument);
	page->kind = record_kind_find(page->given.words[0]);
	if (!page->kind)
		return err_set(err, ENOENT, _("«%.40s»: không có sổ này"), argument);
	if (!ui_may_read(ui, page->kind))
		return err_set(err, EPERM, _("%s: bạn không được xem; đổi người làm (F4)"),
			       _(page->kind->label_many));
	page->size = PAGE_DEFAULT;
	page->verdict_column = LIST_COLUMNS_MAX;
	for (size_t i = 0;
	     page->kind->list_columns[i] && page->column_count < LIST_COLUMNS_MAX; i++) {
		const struct field *field =
			record_field_find(page->kind, page->kind->list_columns[i]);

		if (str_eq(field->name, "verdict"))
			page->verdict_column = page->column_count;
		page->fields[page->column_count++] = (size_t)(field - page->kind->fields);
	}
	return 0;
}

void page_done(struct list_page *page)
{
	arena_done(&page->arena);
	argument_done(&page->given);
	free(page->starts);
}

/* What the words ask for. A tag that a column shows of another record is of no row's own words: the
 * rows are asked for by that record. */
struct asked {
	struct store_filter filters[ARGUMENT_PAIRS + 1];
	size_t count;
	const char *words;
	const char *typed;
	char id[UUID_TEXT_MAX]; /* the other record's */
};

static int take_tagged(void *user, const struct record_kind *kind, const struct record *record)
{
	struct asked *asked = user;
	const char *tag = record_value(kind, record, "tag");

	if (tag && strcasecmp(tag, asked->typed) == 0)
		snprintf(asked->id, sizeof(asked->id), "%s", record->id);
	return 0;
}

static void ask(struct asked *ret, const struct list_page *page, struct ui *ui, const char *words)
{
	*ret = (struct asked){.count = page->given.pair_count, .words = *words ? words : NULL,
			      .typed = words};
	memcpy(ret->filters, page->given.pairs, ret->count * sizeof(*ret->filters));
	for (size_t i = 0; i < page->column_count && ret->words; i++) {
		const struct field *field = &page->kind->fields[page->fields[i]];
		const struct record_kind *ref =
			field->type == FIELD_REF ? record_kind_find(field->ref) : NULL;

		if (!ref || !record_field_find(ref, "tag") ||
		    store_get(ui->store, ref, words, take_tagged, ret, NULL) < 0 || !*ret->id)
			continue;
		ret->filters[ret->count++] =
			(struct store_filter){.name = field->name, .value = ret->id};
		ret->words = NULL;
	}
}

int page_read(struct list_page *page, struct ui *ui, const char *words, struct err *err)
{
	struct asked asked;
	struct store_query query = {
		.filters = asked.filters,
		.after_id = *page->after ? page->after : NULL,
		.limit = page->size + 1,
	};
	struct taking taking = {page, ui->store};
	int r;

	ask(&asked, page, ui, words);
	query.words = asked.words;
	query.filter_count = asked.count;
	arena_done(&page->arena);
	page->count = 0;
	page->more = false;
	page->titles = NULL;
	page->rows = arena_alloc(&page->arena, (page->size + 1) * sizeof(*page->rows));
	r = store_list(ui->store, page->kind, &query, take_row, &taking, err);
	find_widest(page);
	return r;
}

int page_first(struct list_page *page, struct ui *ui, const char *words, struct err *err)
{
	page->start_count = 0;
	*page->after = '\0';
	return page_read(page, ui, words, err);
}

int page_next(struct list_page *page, struct ui *ui, const char *words, struct err *err)
{
	if (page->start_count == page->start_cap) {
		size_t cap = page->start_cap ? page->start_cap * 2 : 64;
		void *grown = realloc(page->starts, cap * sizeof(*page->starts));

		if (!grown)
			return err_set(err, ENOMEM, _("hết bộ nhớ"));
		page->starts = grown;
		page->start_cap = cap;
	}
	memcpy(page->starts[page->start_count++], page->after, UUID_TEXT_MAX);
	snprintf(page->after, sizeof(page->after), "%s", page->rows[page->count - 1].id);
	return page_read(page, ui, words, err);
}

int page_previous(struct list_page *page, struct ui *ui, const char *words, struct err *err)
{
	memcpy(page->after, page->starts[--page->start_count], UUID_TEXT_MAX);
	return page_read(page, ui, words, err);
}

static int count_row(void *user, const struct record_kind *kind, const struct record *record)
{
	uint64_t *count = user;

	(void)kind;
	(void)record;
	return ++*count == PAGE_COUNT_MAX;
}

int page_total(const struct list_page *page, struct ui *ui, const char *words, uint64_t *ret_total,
	       struct err *err)
{
	struct asked asked;
	struct store_query query = {.filters = asked.filters, .limit = PAGE_COUNT_MAX};
	uint64_t count = 0;
	int r;

	ask(&asked, page, ui, words);
	if (!asked.count)
		return store_count(ui->store, page->kind, asked.words, ret_total, err);
	if (!asked.words)
		return store_count_where(ui->store, page->kind, asked.filters, asked.count,
					 ret_total, err);
	query.words = asked.words;
	query.filter_count = asked.count;
	r = store_list(ui->store, page->kind, &query, count_row, &count, err);
	if (r == 0)
		*ret_total = count;
	return r;
}

/* ---- widths ---------------------------------------------------------------------------------- */

static bool gives_way(const struct list_page *page, size_t column)
{
	enum field_type type = page->kind->fields[page->fields[column]].type;

	return type == FIELD_TEXT || type == FIELD_REF;
}

static int total_width(const struct list_page *page, const int *widths, int most)
{
	int total = 1;

	for (size_t i = 0; i < page->column_count; i++)
		if (widths[i])
			total += 2 + (gives_way(page, i) && widths[i] > most ? most : widths[i]);
	return total;
}

/* Where it is too much the last columns are left out, never the verdict; then free text gives
 * way. */
void page_measure(const struct list_page *page, int room, int ret_widths[LIST_COLUMNS_MAX])
{
	int most = room;

	for (size_t i = 0; i < page->column_count; i++)
		ret_widths[i] = page->widest[i];
	for (size_t i = page->column_count; i-- > 1;)
		if (i != page->verdict_column &&
		    total_width(page, ret_widths, TEXT_COLUMN_MIN) > room)
			ret_widths[i] = 0;
	while (most > 1 && total_width(page, ret_widths, most) > room)
		most--;
	for (size_t i = 0; i < page->column_count; i++)
		if (gives_way(page, i) && ret_widths[i] > most)
			ret_widths[i] = most;
}
