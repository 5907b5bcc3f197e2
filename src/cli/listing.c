/* Rows of records for list and search: columns for a person, JSON or CSV for a program. */
#include "listing_priv.h"

#define LIST_COLUMN 14

void listing_head(struct listing *listing, const struct record_kind *kind)
{
	struct buf *text = &listing->text;

	if (listing->csv) {
		cli_csv_cell(text, "id", true);
		for (size_t i = 0; i < kind->field_count; i++)
			cli_csv_cell(text, kind->fields[i].name, false);
		buf_add_str(text, "\r\n");
		return;
	}
	for (const char *const *name = kind->list_columns; *name; name++) {
		const struct field *field = record_field_find(kind, *name);

		text_fit(text, field ? _(field->label) : *name, LIST_COLUMN, true);
		buf_add_str(text, "  ");
	}
	buf_add_char(text, '\n');
}

static void add_row(struct listing *listing, const struct record_kind *kind,
		    const struct record *record)
{
	struct buf *text = &listing->text;

	if (listing->csv) {
		cli_csv_cell(text, record->id, true);
		for (size_t i = 0; i < kind->field_count; i++)
			cli_csv_cell(text, record->values[i], false);
		buf_add_str(text, "\r\n");
		return;
	}
	for (const char *const *name = kind->list_columns; *name; name++) {
		const char *value = record_value(kind, record, *name);

		text_fit(text, value ? value : "", LIST_COLUMN, true);
		buf_add_str(text, "  ");
	}
	buf_add_char(text, '\n');
}

int listing_add(void *user, const struct record_kind *kind, const struct record *record)
{
	struct listing *listing = user;

	if (listing->json) {
		buf_add_str(&listing->text, listing->count ? ",\n " : " ");
		if (listing->with_kind)
			buf_printf(&listing->text, "{\"kind\":\"%s\",\"record\":", kind->name);
		cli_record_json(&listing->text, kind, record);
		if (listing->with_kind)
			buf_add_char(&listing->text, '}');
	} else {
		if (listing->head_of != kind)
			listing_head(listing, kind);
		listing->head_of = kind;
		add_row(listing, kind, record);
	}
	listing->count++;
	return 0;
}

void listing_words(struct buf *ret, const struct cli *cli, size_t from)
{
	for (size_t i = from; i < cli->arg_count; i++)
		buf_printf(ret, "%s%s", i > from ? " " : "", cli->args[i]);
}

int listing_show(struct listing *listing)
{
	AUTO(buf_done) struct buf text = {0};

	if (listing->json)
		buf_printf(&text, "[\n%s\n]\n", buf_text(&listing->text));
	else if (listing->csv)
		buf_printf(&text, "\xef\xbb\xbf%s", buf_text(&listing->text));
	else if (listing->count)
		buf_add_str(&text, buf_text(&listing->text));
	else
		buf_printf(&text, "%s\n", _("Không có bản ghi nào khớp."));
	buf_done(&listing->text);
	return listing->json || listing->csv ? cli_out_raw(&text) : cli_out(&text);
}
