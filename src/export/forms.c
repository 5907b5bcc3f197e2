/* A paper in other forms than paper: JSON for programs, its tables as CSV and XLSX. */
#include "export_priv.h"

#include "model.h"
#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#define TEXT_MAX 4096 /* bytes of one text */
#define HEAD_LINES 2
#define COPY_BYTES 65536

/* ---- JSON ------------------------------------------------------------------------------------ */

static void add_json(struct buf *ret, const char *text)
{
	AUTO(buf_done) struct buf clean = {0};

	if (text)
		text_clean(&clean, text, strlen(text), TEXT_MAX);
	json_add_text(ret, text ? buf_text(&clean) : NULL);
}

static void add_member(struct buf *ret, const char *name, const char *value)
{
	buf_printf(ret, ",\n \"%s\":", name);
	add_json(ret, value);
}

/* A moment's day. */
static const char *day_of(const char *cell, char ret[DATE_TEXT_MAX])
{
	snprintf(ret, DATE_TEXT_MAX, "%.10s", cell);
	return ret;
}

static void add_cell(struct buf *ret, enum cell_type type, const char *cell)
{
	char day[DATE_TEXT_MAX];
	struct date date;
	int64_t number;

	if ((type == CELL_COUNT || type == CELL_MONEY) && cell && str_to_i64(cell, &number))
		buf_printf(ret, "%lld", (long long)number);
	else if (type == CELL_DAY && cell && date_read(day_of(cell, day), &date))
		add_json(ret, day);
	else
		add_json(ret, cell);
}

static void add_cells(struct buf *ret, const struct paper_table *table, const char *const *cells)
{
	buf_add_char(ret, '[');
	for (size_t i = 0; i < table->column_count; i++) {
		buf_add_str(ret, i ? "," : "");
		add_cell(ret, table->columns[i].type, cells[i]);
	}
	buf_add_char(ret, ']');
}

static void add_table(struct buf *ret, const struct paper_table *table)
{
	buf_add_str(ret, "{\"columns\":[");
	for (size_t i = 0; i < table->column_count; i++) {
		buf_add_str(ret, i ? "," : "");
		add_json(ret, table->columns[i].head);
	}
	buf_add_str(ret, "],\"rows\":[");
	for (size_t i = 0; i < table->row_count; i++) {
		buf_add_str(ret, i ? ",\n   " : "\n   ");
		add_cells(ret, table, table->cells + i * table->column_count);
	}
	buf_add_str(ret, "]");
	if (table->total) {
		buf_add_str(ret, ",\n   \"total\":");
		add_cells(ret, table, table->total);
	}
	buf_add_char(ret, '}');
}

static void add_signers(struct buf *ret, const struct paper_block *block)
{
	buf_add_str(ret, "{\"signers\":[");
	for (size_t i = 0; i < block->signer_count; i++) {
		buf_add_str(ret, i ? ",{\"role\":" : "{\"role\":");
		add_json(ret, block->signers[i].role);
		buf_add_str(ret, ",\"name\":");
		add_json(ret, block->signers[i].name);
		buf_add_char(ret, '}');
	}
	buf_add_str(ret, "]}");
}

static void add_text(struct buf *ret, const struct paper_block *block)
{
	if (!block->label) {
		buf_add_str(ret, "{\"text\":");
		add_json(ret, block->text.text);
	} else {
		buf_add_str(ret, "{\"label\":");
		add_json(ret, block->label);
		buf_add_str(ret, ",\"value\":");
		add_json(ret, block->value);
	}
	buf_add_char(ret, '}');
}

/* Heads and codes say nothing that does not stand elsewhere. */
static bool is_said(const struct paper_block *block)
{
	return block->kind == BLOCK_TEXT || block->kind == BLOCK_TABLE ||
	       (block->kind == BLOCK_SIDES && block->signers);
}

void paper_json(struct buf *ret, const struct paper *paper)
{
	static const char *const styles[] = {
		[PAPER_STATE] = "state", [PAPER_DOAN] = "doan", [PAPER_JOINT] = "joint"};
	const struct paper_head *head = paper->head;
	const char *comma = "\n  ";

	buf_add_str(ret, "{\"schema\":\"hotroit.paper/1\"");
	add_member(ret, "title", paper->title);
	add_member(ret, "about", paper->about);
	add_member(ret, "style", styles[head->style]);
	add_member(ret, "parent", head->parent);
	add_member(ret, "issuer", head->issuer);
	add_member(ret, "partner", head->partner);
	add_member(ret, "number", head->number);
	add_member(ret, "place", head->place);
	add_member(ret, "date", head->date);
	add_member(ret, "copies", head->copies);
	buf_add_str(ret, ",\n \"body\":[");
	for (const struct paper_block *block = paper->first; block; block = block->next) {
		if (!is_said(block))
			continue;
		buf_add_str(ret, comma);
		comma = ",\n  ";
		if (block->kind == BLOCK_TEXT)
			add_text(ret, block);
		else if (block->kind == BLOCK_TABLE)
			add_table(ret, &block->table);
		else
			add_signers(ret, block);
	}
	buf_add_str(ret, "]}\n");
}

/* ---- tables ---------------------------------------------------------------------------------- */

/* The paper's main table: the one with the most columns, as a dossier has several. */
static int find_table(const struct paper *paper, const struct paper_table **ret, struct err *err)
{
	const struct paper_table *found = NULL;

	for (const struct paper_block *block = paper->first; block; block = block->next)
		if (block->kind == BLOCK_TABLE &&
		    (!found || block->table.column_count > found->column_count))
			found = &block->table;
	if (!found)
		return err_set(err, EINVAL, "giấy này không có bảng: dùng pdf hoặc json");
	*ret = found;
	return 0;
}

/* Days as people here write them; money without dots, which Excel elsewhere takes for points. */
static void add_line(struct buf *ret, const struct paper_table *table, const char *const *cells)
{
	AUTO(arena_done) struct arena arena = {0};

	for (size_t i = 0; i < table->column_count; i++) {
		enum cell_type type = table->columns[i].type;
		const char *cell = cells ? cells[i] : table->columns[i].head;
		AUTO(buf_done) struct buf clean = {0};

		if (cells && (type == CELL_DAY || type == CELL_TIME))
			cell = paper_cell(&arena, type, cell);
		if (cell)
			text_clean(&clean, cell, strlen(cell), TEXT_MAX);
		export_csv_cell(ret, cell ? buf_text(&clean) : NULL, i == 0);
	}
	buf_add_str(ret, "\r\n");
}

int paper_csv(struct buf *ret, const struct paper *paper, struct err *err)
{
	const struct paper_table *table = NULL;
	int r = find_table(paper, &table, err);

	if (r < 0)
		return r;
	buf_add_str(ret, "\xef\xbb\xbf");
	add_line(ret, table, NULL);
	for (size_t i = 0; i < table->row_count; i++)
		add_line(ret, table, table->cells + i * table->column_count);
	return 0;
}

struct sheet {
	const struct paper *paper;
	const struct paper_table *table;
};

static int write_table(const char *file, const void *data, struct err *err)
{
	const struct paper *paper = ((const struct sheet *)data)->paper;
	const struct paper_table *table = ((const struct sheet *)data)->table;
	AUTO(arena_done) struct arena arena = {0};
	struct xlsx_column *columns = arena_alloc(&arena, table->column_count * sizeof(*columns));
	const char *lines[HEAD_LINES] = {paper->title, paper->about};
	const struct xlsx_look look = {
		.name = paper->title,
		.created = paper->head->date,
		.lines = lines,
		.line_count = paper->about ? HEAD_LINES : 1,
		.columns = columns,
		.column_count = table->column_count,
	};
	AUTO(xlsx_done) struct xlsx *xlsx = NULL;
	int r;

	for (size_t i = 0; i < table->column_count; i++)
		columns[i] = (struct xlsx_column){table->columns[i].head, table->columns[i].type};
	r = xlsx_open(&xlsx, file, &look, err);
	for (size_t i = 0; i < table->row_count && r == 0; i++)
		r = xlsx_row(xlsx, table->cells + i * table->column_count, false, err);
	if (r == 0 && table->total)
		r = xlsx_row(xlsx, table->total, true, err);
	return r < 0 ? r : xlsx_close(&xlsx, err);
}

static int read_back(struct buf *ret, int fd, struct err *err)
{
	char bytes[COPY_BYTES];
	off_t at = 0;

	for (;;) {
		ssize_t got = pread(fd, bytes, sizeof(bytes), at);

		if (got < 0)
			return err_set(err, errno, "không đọc lại được bảng tính");
		if (got == 0)
			return 0;
		buf_add(ret, bytes, (size_t)got);
		at += got;
	}
}

int xlsx_gather(struct buf *ret, int (*fill)(const char *file, const void *data, struct err *err),
		const void *data, struct err *err)
{
	AUTO(buf_done) struct buf bytes = {0};
	char file[64];
	int fd = memfd_create("xlsx", MFD_CLOEXEC), r;

	if (fd < 0)
		return err_set(err, errno, "không lập được bảng tính: %s", err_why(errno));
	snprintf(file, sizeof(file), "/proc/self/fd/%d", fd);
	r = fill(file, data, err);
	if (r == 0)
		r = read_back(&bytes, fd, err);
	close(fd);
	if (r == 0)
		buf_add(ret, bytes.data, bytes.len);
	return r;
}

int paper_xlsx(struct buf *ret, const struct paper *paper, struct err *err)
{
	struct sheet sheet = {.paper = paper};
	int r = find_table(paper, &sheet.table, err);

	return r < 0 ? r : xlsx_gather(ret, write_table, &sheet, err);
}
