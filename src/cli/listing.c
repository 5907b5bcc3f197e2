/* Rows of records for list and search: columns for a person, JSON or CSV for a program. */
#include "export.h"
#include "listing_priv.h"

#include <string.h>

#define LIST_COLUMN_MAX 40
#define LIST_CELL_MAX 256 /* bytes */
#define LIST_CSV_BYTES 65536
#define LIST_COLUMNS 16 /* more than any kind lists */

/* A line of CSV: the heads, or a record's values. */
static void add_csv(struct listing *listing, const struct record_kind *kind,
		    const struct record *record)
{
	struct buf *text = &listing->text;

	export_csv_cell(text, record ? record->id : "id", true);
	for (size_t i = 0; i < kind->field_count; i++)
		if (record_field_is_exported(&kind->fields[i], listing->with_personal))
			export_csv_cell(text, record ? record->values[i] : kind->fields[i].name,
				     false);
	buf_add_str(text, "\r\n");
}

/* A cell ends with a tab, which clean text does not hold, until listing_show() knows the widths. */
static void add_cell(struct buf *ret, const char *text)
{
	AUTO(buf_done) struct buf clean = {0};

	text_clean(&clean, text, strlen(text), LIST_CELL_MAX);
	text_fit(ret, buf_text(&clean), LIST_COLUMN_MAX, false);
	buf_add_char(ret, '\t');
}

void listing_head(struct listing *listing, const struct record_kind *kind)
{
	struct buf *text = &listing->text;

	if (listing->csv) {
		add_csv(listing, kind, NULL);
		return;
	}
	for (const char *const *name = kind->list_columns; *name; name++)
		add_cell(text, _(record_field_find(kind, *name)->label));
	buf_add_char(text, '\n');
}

static void add_row(struct listing *listing, const struct record_kind *kind,
		    const struct record *record)
{
	struct buf *text = &listing->text;

	if (listing->csv) {
		add_csv(listing, kind, record);
		return;
	}
	for (const char *const *name = kind->list_columns; *name; name++) {
		const struct field *field = record_field_find(kind, *name);
		AUTO(buf_done) struct buf value = {0};

		store_show_value(listing->store, field, record->values[field - kind->fields],
				 &value);
		add_cell(text, buf_text(&value));
	}
	buf_add_char(text, '\n');
}

static void write_csv(struct listing *listing)
{
	AUTO(buf_done) struct buf out = {0};

	buf_printf(&out, "%s%s", listing->is_begun ? "" : "\xef\xbb\xbf", buf_text(&listing->text));
	listing->is_begun = true;
	listing->code = cli_out_raw(&out);
	buf_clear(&listing->text);
}

int listing_add(void *user, const struct record_kind *kind, const struct record *record)
{
	struct listing *listing = user;

	if (listing->json) {
		buf_add_str(&listing->text, listing->count ? ",\n " : " ");
		if (listing->with_kind)
			buf_printf(&listing->text, "{\"kind\":\"%s\",\"record\":", kind->name);
		cli_record_json(&listing->text, kind, record, listing->with_personal);
		if (listing->with_kind)
			buf_add_char(&listing->text, '}');
	} else {
		if (listing->head_of != kind)
			listing_head(listing, kind);
		listing->head_of = kind;
		add_row(listing, kind, record);
	}
	listing->count++;
	if (listing->csv && listing->text.len > LIST_CSV_BYTES)
		write_csv(listing);
	return listing->code;
}

/* "state=open", where the kind has a field of that name. */
static bool read_filter(struct listing_words *words, const struct record_kind *kind,
			const char *word)
{
	const char *equals = strchr(word, '=');
	struct store_filter filter;

	if (!kind || !equals)
		return false;
	filter = (struct store_filter){
		.name = arena_copy(&words->arena, word, (size_t)(equals - word)),
		.value = equals[1] ? equals + 1 : NULL,
	};
	if (!record_field_find(kind, filter.name))
		return false;
	words->filters[words->filter_count++] = filter;
	return true;
}

void listing_words_read(struct listing_words *ret_words, const struct cli *cli, size_t from,
			const struct record_kind *kind)
{
	for (size_t i = from; i < cli->arg_count; i++)
		if (!read_filter(ret_words, kind, cli->args[i]))
			buf_printf(&ret_words->words, "%s%s", ret_words->words.len ? " " : "",
				   cli->args[i]);
}

void listing_words_done(struct listing_words *words)
{
	buf_done(&words->words);
	arena_done(&words->arena);
}

/* Moves *ROWS behind its first cell or row end, which is returned; CELL gets the cell's text. */
static char next_cell(const char **rows, struct buf *cell)
{
	size_t len = strcspn(*rows, "\t\n");

	buf_clear(cell);
	buf_add(cell, *rows, len);
	*rows += len + 1;
	return (*rows)[-1];
}

static void add_aligned(struct buf *ret, const char *text)
{
	AUTO(buf_done) struct buf cell = {0};
	int widths[LIST_COLUMNS] = {0};
	size_t column = 0;

	for (const char *rows = text; *rows;) {
		bool row_end = next_cell(&rows, &cell) == '\n';
		int width = text_width(buf_text(&cell));

		if (width > widths[column])
			widths[column] = width;
		column = row_end ? 0 : column + 1;
	}
	for (const char *rows = text; *rows;) {
		bool row_end = next_cell(&rows, &cell) == '\n';

		if (!row_end && *rows == '\n')
			buf_add_str(ret, buf_text(&cell));
		else if (!row_end)
			text_fit(ret, buf_text(&cell), widths[column], true);
		buf_add_str(ret, row_end ? "\n" : *rows == '\n' ? "" : "  ");
		column = row_end ? 0 : column + 1;
	}
}

void listing_done(struct listing *listing)
{
	buf_done(&listing->text);
	buf_done(&listing->total);
}

int listing_show(struct listing *listing)
{
	AUTO(buf_done) struct buf text = {0};

	if (listing->csv) {
		if (listing->code == 0)
			write_csv(listing);
		listing_done(listing);
		return listing->code;
	}
	if (listing->json)
		buf_printf(&text, "[\n%s\n]\n", buf_text(&listing->text));
	else if (listing->count)
		add_aligned(&text, buf_text(&listing->text));
	else
		buf_printf(&text, "%s\n", _("Không có bản ghi nào khớp."));
	if (listing->total.len && !listing->json)
		buf_printf(&text, "%s\n", buf_text(&listing->total));
	listing_done(listing);
	return listing->json ? cli_out_raw(&text) : cli_out(&text);
}
