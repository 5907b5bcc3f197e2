/* Drafts as they are read back from the book: of a form (JSON), and of an intake (lines). */
#include "form_priv.h"
#include "intake_priv.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char *const sizes[] = {"small", "big", NULL};

static const struct field fields[] = {
	{.name = "name", .label = "Tên", .type = FIELD_TEXT, .required = true},
	{.name = "size", .label = "Cỡ", .type = FIELD_CHOICE, .choices = sizes,
	 .choice_labels = sizes},
	{.name = "yes", .label = "Có", .type = FIELD_BOOL},
	{.name = "day", .label = "Ngày", .type = FIELD_DATE},
	{.name = "at", .label = "Lúc", .type = FIELD_TIME},
	{.name = "amount", .label = "Tiền", .type = FIELD_MONEY},
	{.name = "count", .label = "Số", .type = FIELD_INT},
	{.name = "phone", .label = "ĐT", .type = FIELD_PHONE},
};

/* What was read is written and read again the same. */
static void try_form(const char *text)
{
	struct form form = {0}, again = {0};
	AUTO(buf_done) struct buf first = {0}, second = {0};
	struct err err;

	form_begin(&form, fields, ARRAY_LEN(fields), false);
	form_begin(&again, fields, ARRAY_LEN(fields), false);
	if (form_draft_read(&form, text, &err) == 0) {
		form_draft_print(&form, &first);
		if (form_draft_read(&again, buf_text(&first), &err) < 0)
			abort();
		form_draft_print(&again, &second);
		if (strcmp(buf_text(&first), buf_text(&second)) != 0)
			abort();
	}
	form_done(&form);
	form_done(&again);
}

static void try_intake(char *text)
{
	static struct intake_table table, again;
	AUTO(buf_done) struct buf first = {0};
	char *rest = text, *line;

	memset(&table, 0, sizeof(table));
	memset(&again, 0, sizeof(again));
	while ((line = strsep(&rest, "\n")))
		intake_read_line(&table, line);
	intake_print(&first, &table);
	rest = first.data;
	while (rest && (line = strsep(&rest, "\n")))
		intake_read_line(&again, line);
	if (table.count != again.count)
		abort();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char *text = malloc(size + 1);

	if (!text)
		return 0;
	memcpy(text, data, size);
	text[size] = '\0';
	try_form(text);
	try_intake(text);
	free(text);
	return 0;
}
