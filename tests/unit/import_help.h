/* What the tests of import share: bytes as a file, and one whole reading of it. */
#ifndef HOTROIT_TEST_IMPORT_HELP_H
#define HOTROIT_TEST_IMPORT_HELP_H

#include "flow_import.h"
#include "import.h"
#include "store_help.h"

#include <sys/mman.h>

/* The bytes as a file of their own; its name stays good until the program ends. */
static inline void as_file(const void *data, size_t len, char ret[64])
{
	int fd = memfd_create("table", 0);

	assert_true(fd >= 0);
	assert_int_equal(write(fd, data, len), len);
	snprintf(ret, 64, "/proc/self/fd/%d", fd);
}

/* flow_import() of FILE with nothing else asked for. */
static inline int import_file(struct bed *bed, const char *kind, const char *file,
			      struct flow_import *ret)
{
	const struct flow_import_request request = {.file = file};

	return flow_import(bed->store, record_kind_find(kind), &request, ret, &bed->err);
}

/* "[a|b]" a row, "!fault@column" one that can not be used; with its line before it. */
static inline void read_table(const void *data, size_t len, struct buf *ret)
{
	AUTO(table_reader_done) struct table_reader *reader = NULL;
	struct table_row row;
	struct err err = {0};
	char file[64];
	int r;

	as_file(data, len, file);
	assert_int_equal(csv_reader_open(&reader, file, &err), 0);
	while ((r = reader->next(reader, &row, &err)) > 0) {
		buf_printf(ret, "%d", (int)row.line);
		if (row.fault)
			buf_printf(ret, "!@%zu", row.fault_column);
		for (size_t i = 0; i < row.count && !row.fault; i++)
			buf_printf(ret, "%s%s", i ? "|" : "[", row.cells[i]);
		buf_add_str(ret, row.fault ? " " : "] ");
	}
	assert_int_equal(r, 0);
}

#define ASSERT_ROWS(bytes, wanted) \
	do { \
		AUTO(buf_done) struct buf rows = {0}; \
		read_table(bytes, sizeof(bytes) - 1, &rows); \
		assert_string_equal(buf_text(&rows), wanted); \
	} while (0)

#endif
