/* A table from outside becomes records: the reader's rows, the kind's fields, one transaction. */
#include "taking_priv.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define ROUNDS_MAX 16 /* over rows that refer to rows of the same file */
#define PROGRESS_EVERY 256
/* Rows whose texts are looked at for what they are written in: the first ones, then every so
 * many. */
#define TALLY_FIRST 500
#define TALLY_EVERY 64

void flow_import_done(struct flow_import *import)
{
	arena_done(&import->arena);
}

static void taking_done(struct taking *taking)
{
	store_import_done(&taking->import);
	table_reader_done(&taking->reader);
	import_head_done(&taking->head);
	buf_done(&taking->places);
	buf_done(&taking->cells);
	if (taking->report) {
		fclose(taking->report);
		unlink(taking->report_part);
	}
	flow_import_done(&taking->result);
}

/* Tells how far it is; a person may have had enough. */
static int go_on(struct taking *taking, uint64_t rows, uint64_t of, struct err *err)
{
	const struct flow_import_request *request = taking->request;

	if (!request->progress || !request->progress(request->user, rows, of))
		return 0;
	return err_set(err, ECANCELED, _("đã dừng: không dòng nào được ghi vào sổ"));
}

/* ---- the file ------------------------------------------------------------ */

static int add_place(struct taking *taking, const struct table_row *row, struct err *err)
{
	if (taking->row_count == IMPORT_ROWS_MAX)
		return err_set(err, EFBIG, _("tệp quá %u dòng; chia thành nhiều tệp"),
			       IMPORT_ROWS_MAX);
	buf_add(&taking->places, &(struct row_place){row->place, row->line},
		sizeof(struct row_place));
	taking->rows = (struct row_place *)(void *)taking->places.data;
	taking->row_count++;
	return 0;
}

static void tally(struct taking *taking, const struct table_row *row)
{
	if (row->fault || taking->request->from ||
	    (taking->row_count > TALLY_FIRST && taking->row_count % TALLY_EVERY))
		return;
	for (size_t i = 0; i < row->count; i++)
		text_tally_add(&taking->tally, row->cells[i]);
}

/* A list of children, as schools write it; an export of a book has nothing below it, and who helps
 * may well be called "Ban Giám hiệu". */
static bool pass_tail(struct taking *taking, const struct table_row *row, bool *is_behind)
{
	const char *why;

	if (!taking->head.row.cells || !taking->kind->apart ||
	    taking->columns.id_at != SIZE_MAX)
		return false;
	why = import_tail(row, is_behind);
	if (why)
		import_skip(taking, row->line, why);
	return why != NULL;
}

/* Where each row stands: what is to be done is known, and nothing is held. MOST: so many. */
static int walk(struct taking *taking, size_t most, struct err *err)
{
	bool is_behind = false;
	struct table_row row;
	int r = 0;

	while (taking->row_count < most &&
	       (r = taking->reader->next(taking->reader, &row, err)) > 0) {
		tally(taking, &row);
		if (taking->head.row.cells && import_is_decoration(&taking->head, &row))
			continue;
		if (pass_tail(taking, &row, &is_behind))
			continue;
		r = add_place(taking, &row, err);
		if (r == 0 && taking->row_count % PROGRESS_EVERY == 0)
			r = go_on(taking, taking->row_count, 0, err);
		if (r < 0)
			return r;
	}
	return r < 0 ? r : 0;
}

/* Is a person to say first what the texts are written in? A guess alone converts nothing. */
static int ask_charset(struct taking *taking, struct err *err)
{
	enum text_charset guess = text_tally_guess(&taking->tally);
	struct flow_import *result = &taking->result;

	if (taking->request->from || (guess == TEXT_UNICODE && !taking->reader->is_bytes))
		return 0;
	result->is_charset_asked = true;
	result->guess = guess == TEXT_UNICODE ? NULL : text_charset_name(guess);
	return import_show_samples(taking, guess, err);
}

static void forget_rows(struct taking *taking)
{
	buf_clear(&taking->places);
	taking->row_count = 0;
}

/* The first rows as texts; then, where these can be read, the head and all rows. */
static int read_through(struct taking *taking, struct err *err)
{
	const struct flow_import_request *request = taking->request;
	const struct import_choice choice = {.map = request->map, .skip = request->skip};
	int r = walk(taking, TALLY_FIRST, err);

	if (r == 0)
		r = ask_charset(taking, err);
	if (r < 0 || taking->result.is_charset_asked)
		return r;
	if (taking->row_count)
		taking->reader->seek(taking->reader, taking->rows[0].place, taking->rows[0].line);
	forget_rows(taking);
	r = import_head_find(&taking->head, taking->reader, taking->kind, &choice, err);
	if (r == 0)
		r = import_columns_read(&taking->columns, taking->kind, &taking->head.row, &choice,
					err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < taking->columns.count; i++)
		if (taking->columns.fields[i] && !taking->columns.is_more[i])
			taking->names[taking->name_count++] = taking->columns.fields[i]->name;
	r = walk(taking, SIZE_MAX, err);
	return r < 0 ? r : ask_charset(taking, err);
}

static void turn_round(struct taking *taking)
{
	for (size_t i = 0, j = taking->row_count; i + 1 < j; i++) {
		const struct row_place first = taking->rows[i];

		taking->rows[i] = taking->rows[--j];
		taking->rows[j] = first;
	}
}

/* ---- rows ---------------------------------------------------------------- */

static bool is_machine_trouble(int r)
{
	return r == -ENOSPC || r == -EIO || r == -EBUSY || r == -EROFS;
}

static void count_row(struct taking *taking, uint64_t line, enum store_taken taken,
		      const struct buf *differences)
{
	if (taken == STORE_ADDED)
		taking->result.added++;
	else
		taking->result.known++;
	if (taken == STORE_DIFFERS)
		import_differ(taking, line, buf_text(differences));
}

/* The row that stands there, read again. */
static int read_again(struct taking *taking, const struct row_place *place,
		      struct table_row *ret_row, struct err *err)
{
	int r;

	taking->reader->seek(taking->reader, place->place, place->line);
	r = taking->reader->next(taking->reader, ret_row, err);
	if (r == 0)
		return err_set(err, EIO, _("tệp vừa bị sửa khi đang đọc; làm lại"));
	return r < 0 ? r : 0;
}

/* To whom the request names, in the order of the kind's fields. */
static int hand_over(struct taking *taking, uint64_t line, const char *const *values,
		     struct err *err)
{
	const struct record_kind *kind = taking->kind;
	AUTO(arena_done) struct arena arena = {0};
	const char **kept = arena_alloc(&arena, (kind->field_count + 1) * sizeof(*kept));
	int r = store_keep_values(taking->store, kind->fields, kind->field_count, taking->names,
				  values, taking->name_count, &arena, kept, err);

	return r < 0 ? r : taking->request->take(taking->request->taker, line, kept, err);
}

/* 0: taken in or refused; 1: it may refer to a row that comes later, as *RET_WHY says. */
static int take_row(struct taking *taking, const struct row_place *place, struct err *ret_why,
		    struct err *err)
{
	const char *values[IMPORT_COLUMNS_MAX], *id = NULL;
	const struct import_notes notes = taking->notes;
	AUTO(buf_done) struct buf differences = {0};
	enum store_taken taken = STORE_ADDED;
	struct table_row row;
	int r = read_again(taking, place, &row, err);

	if (r < 0)
		return r;
	if (row.fault) {
		import_refuse(taking, place->line, row.fault_column, row.fault);
		return 0;
	}
	r = import_split(taking, &row, &id, values, ret_why);
	if (r > 0) {
		taking->result.empty++;
		return 0;
	}
	/* One with an id was in a book before: its plan may be a file of another bench. */
	if (r == 0 && !id)
		r = flow_check_plan(taking->kind, taking->names, values, taking->name_count,
				    ret_why);
	if (r == 0)
		r = taking->request->take
			    ? hand_over(taking, place->line, values, ret_why)
			    : store_import_row(taking->import, id, values, &taken, &differences,
					       ret_why);
	if (r == -ENOENT) {
		taking->notes = notes; /* it is read again */
		return 1;
	}
	if (is_machine_trouble(r)) {
		*err = *ret_why;
		return r;
	}
	if (r < 0)
		import_refuse(taking, place->line, import_column_of(taking, ret_why->text),
			      ret_why->text);
	else
		count_row(taking, place->line, taken, &differences);
	if (r == 0 && taken == STORE_ADDED && !taking->request->take)
		import_odd(taking, place->line, values);
	return 0;
}

/* Leaves in the list what may yet find the row that it refers to. */
static int take_round(struct taking *taking, uint64_t total, struct err *err)
{
	size_t left = 0;

	for (size_t i = 0; i < taking->row_count; i++) {
		struct err why;
		int r = 0;

		if (i % PROGRESS_EVERY == 0)
			r = go_on(taking, total - taking->row_count + i, total, err);
		if (r == 0)
			r = take_row(taking, &taking->rows[i], &why, err);
		if (r < 0)
			return r;
		if (r > 0)
			taking->rows[left++] = taking->rows[i];
	}
	taking->row_count = left;
	return 0;
}

/* What still refers to nothing is refused, in the words of its last attempt. */
static int refuse_rest(struct taking *taking, struct err *err)
{
	for (size_t i = 0; i < taking->row_count; i++) {
		struct err why;
		int r;

		if (!taking->report && taking->result.refused >= FLOW_IMPORT_TOLD) {
			taking->result.refused += taking->row_count - i;
			return 0;
		}
		r = take_row(taking, &taking->rows[i], &why, err);
		if (r < 0)
			return r;
		if (r > 0)
			import_refuse(taking, taking->rows[i].line,
				      import_column_of(taking, why.text), why.text);
	}
	return 0;
}

static int take_all(struct taking *taking, struct err *err)
{
	uint64_t total = taking->row_count;
	size_t before = SIZE_MAX;
	int r = 0;

	for (int i = 0; r == 0 && i < ROUNDS_MAX && taking->row_count &&
			taking->row_count < before; i++) {
		before = taking->row_count;
		r = take_round(taking, total, err);
	}
	if (r == 0)
		r = refuse_rest(taking, err);
	return r < 0 ? r : go_on(taking, total, total, err);
}

/* ---- all of it ----------------------------------------------------------- */

static bool is_stopped(void *user, uint64_t rows)
{
	const struct flow_import_request *request = user;

	return request->progress(request->user, rows, 0);
}

static int open_table(struct taking *taking, struct err *err)
{
	const struct flow_import_request *request = taking->request;
	struct table_source source = {.file = request->file, .sheet = request->sheet,
				      .is_charset_known = request->from != NULL,
				      .is_stopped = request->progress ? is_stopped : NULL,
				      .user = (void *)(uintptr_t)request};

	if (request->from && !text_charset_find(request->from, &source.charset))
		return err_set(err, EINVAL,
			       _("--from «%.20s»: không có bảng mã này; chọn utf8, tcvn3, vni, "
				 "cp1258"),
			       request->from);
	return table_open(&taking->reader, &source, err);
}

static int take_in(struct taking *taking, struct store *store, struct err *err)
{
	struct flow_import *result = &taking->result;
	int r = import_report_open(taking, err);

	if (taking->columns.id_at != SIZE_MAX)
		turn_round(taking);
	taking->store = store;
	if (r == 0 && !taking->request->take)
		r = store_import_begin(&taking->import, store, taking->kind, taking->names,
				       taking->name_count, err);
	if (r == 0)
		r = take_all(taking, err);
	if (r == 0)
		r = import_report_close(taking, err);
	if (r == 0 && taking->import && !taking->request->dry_run && !result->refused)
		r = store_import_keep(taking->import, err);
	result->zeros_put_back = taking->notes.digits + taking->notes.phones;
	result->old_phones = taking->notes.old_phones;
	result->days = taking->notes.days;
	result->names = taking->notes.names;
	import_sort_told(result);
	return r;
}

int flow_import(struct store *store, const struct record_kind *kind,
		const struct flow_import_request *request, struct flow_import *ret_import,
		struct err *err)
{
	AUTO(taking_done) struct taking taking = {.kind = kind, .request = request};
	struct flow_import *result = &taking.result;
	int r = store_may_write(store, kind, err);

	if (r == 0)
		r = open_table(&taking, err);
	if (r == 0)
		r = read_through(&taking, err);
	if (r == 0 && !result->is_charset_asked)
		r = import_show_columns(&taking, err);
	if (r == 0 && !result->is_charset_asked)
		r = take_in(&taking, store, err);
	if (r < 0)
		return r;
	*ret_import = *result;
	result->arena = (struct arena){0};
	return 0;
}
