/* Any bytes as a table, a workbook or text: opened, its head found, each row read and gone back to,
 * cells as values of a pupil. */
#include "import.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define PLACES_MAX 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const struct record_kind *kind, const struct table_row *row)
{
	for (size_t i = 0; !row->fault && i < row->count; i++) {
		const struct field *field = &kind->fields[i % kind->field_count];
		struct import_notes notes = {0};
		AUTO(buf_done) struct buf text = {0};

		if (import_read(&text, kind, field, row->cells[i], false, &notes, NULL) < 0)
			continue;
		if (!text_is_utf8(buf_text(&text), text.len))
			abort();
	}
}

static void walk(struct table_reader *reader, const struct record_kind *kind)
{
	uint64_t places[PLACES_MAX], lines[PLACES_MAX];
	struct table_row row;
	size_t count = 0;

	while (reader->next(reader, &row, NULL) > 0) {
		look(kind, &row);
		if (count == PLACES_MAX)
			continue;
		places[count] = row.place;
		lines[count++] = row.line;
	}
	while (count-- > 0) {
		reader->seek(reader, places[count], lines[count]);
		if (reader->next(reader, &row, NULL) <= 0 || row.line != lines[count])
			abort();
	}
}

static void open_with(const char *name, const struct record_kind *kind, bool is_known,
		      enum text_charset charset)
{
	const struct table_source source = {
		.file = name, .is_charset_known = is_known, .charset = charset};
	AUTO(table_reader_done) struct table_reader *reader = NULL;
	AUTO(import_head_done) struct import_head head = {0};
	struct import_columns columns;

	if (table_open(&reader, &source, NULL) < 0)
		return;
	if (import_head_find(&head, reader, kind, NULL, NULL) == 0 &&
	    import_columns_read(&columns, kind, &head.row, NULL, NULL) == 0 &&
	    columns.count != head.row.count)
		abort();
	walk(reader, kind);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const struct record_kind *kind = record_kind_find("recipient");
	int fd = memfd_create("table", 0);
	char name[64];

	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size)
		abort();
	open_with(name, kind, false, TEXT_UNICODE);
	open_with(name, kind, true, TEXT_TCVN3);
	close(fd);
	return 0;
}
