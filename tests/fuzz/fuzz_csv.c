/* Any bytes as a table: read through, its head as columns of each kind, then back by places. */
#include "import.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#define ROWS_MAX 64

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void look(const struct table_row *row)
{
	struct import_columns columns;

	for (size_t i = 0; i < row->count; i++)
		if (!row->fault && import_value(row->cells[i]) && !*import_value(row->cells[i]))
			abort();
	if (row->line == 1)
		for (size_t i = 0; i < record_kind_count; i++)
			if (import_columns_read(&columns, record_kind_table[i], row, NULL,
						NULL) < 0)
				continue;
}

static void walk(struct table_reader *reader)
{
	uint64_t places[ROWS_MAX], lines[ROWS_MAX];
	struct table_row row;
	size_t count = 0;

	while (reader->next(reader, &row, NULL) > 0) {
		look(&row);
		if (count == ROWS_MAX)
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

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	AUTO(table_reader_done) struct table_reader *reader = NULL;
	int fd = memfd_create("table", 0);
	char name[64];

	snprintf(name, sizeof(name), "/proc/self/fd/%d", fd);
	if (fd < 0 || write(fd, data, size) != (ssize_t)size ||
	    csv_reader_open(&reader, name, NULL) < 0)
		abort();
	walk(reader);
	close(fd);
	return 0;
}
