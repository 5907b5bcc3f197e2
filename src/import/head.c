/* Where the head of a table is: below titles, in one line or two; and what of it comes again. */
#include "columns_priv.h"

#include <errno.h>
#include <string.h>

#define ROWS_LOOKED 30
#define NUMBERING_WITHIN 3 /* lines behind the head */

struct kept_row {
	uint64_t line;
	const char **cells; /* NULL: the row can not be used */
	size_t count;
};

struct looking {
	struct arena arena;
	struct name_list names;
	const struct import_choice *choice;
	struct kept_row rows[ROWS_LOOKED];
	uint64_t places[ROWS_LOOKED + 1], lines[ROWS_LOOKED + 1]; /* of the rows behind too */
	size_t count;
};

static void looking_done(struct looking *looking)
{
	arena_done(&looking->arena);
	name_list_done(&looking->names);
}

void import_head_done(struct import_head *head)
{
	arena_done(&head->arena);
}

/* ---- rows at the beginning ----------------------------------------------- */

static void keep_row(struct looking *looking, const struct table_row *row)
{
	struct kept_row *kept = &looking->rows[looking->count];

	looking->places[looking->count] = row->place;
	looking->lines[looking->count++] = row->line;
	*kept = (struct kept_row){.line = row->line, .count = row->fault ? 0 : row->count};
	kept->cells = arena_alloc(&looking->arena, (kept->count + 1) * sizeof(*kept->cells));
	for (size_t i = 0; i < kept->count; i++)
		kept->cells[i] = arena_str(&looking->arena, row->cells[i]);
}

static int read_rows(struct looking *looking, struct table_reader *reader, struct err *err)
{
	struct table_row row;
	int r = 1;

	while (looking->count < ROWS_LOOKED && (r = reader->next(reader, &row, err)) > 0)
		keep_row(looking, &row);
	return r < 0 ? r : 0;
}

/* ---- how much of a row is known ------------------------------------------ */

static bool is_known(const struct looking *looking, size_t at, const char *cell)
{
	AUTO(buf_done) struct buf folded = {0}, chosen = {0};

	import_fold_head(&folded, cell);
	return str_eq(buf_text(&folded), "id") || head_is_number(buf_text(&folded)) ||
	       name_list_find(&looking->names, buf_text(&folded)) ||
	       head_is_part(&looking->names, buf_text(&folded)) ||
	       (folded.len && (choice_skips(looking->choice, at, buf_text(&folded)) ||
			       choice_maps(looking->choice, at, buf_text(&folded), &chosen)));
}

static size_t count_known(const struct looking *looking, const struct kept_row *row)
{
	size_t known = 0;

	for (size_t i = 0; i < row->count; i++)
		known += is_known(looking, i, row->cells[i]);
	return known;
}

bool cell_is_blank(const char *cell)
{
	return cell[strspn(cell, " \t\r\n")] == '\0';
}

/* A line of names has no numbers in it, and there is something above each of them. */
static bool may_be_second(const struct kept_row *upper, const struct kept_row *lower)
{
	bool any = false;

	for (size_t i = 0; i < lower->count; i++) {
		if (cell_is_blank(lower->cells[i]))
			continue;
		if (strpbrk(lower->cells[i], "0123456789") || i >= IMPORT_COLUMNS_MAX)
			return false;
		any = true;
	}
	return any && upper->count && !cell_is_blank(upper->cells[0]);
}

/* "Phụ huynh" over "Họ tên" and "SĐT": each is called by both, where that is a name, else by the
 * lower one; a cell that spans others stands in the first of them. */
static struct kept_row join_rows(struct looking *looking, const struct kept_row *upper,
				 const struct kept_row *lower)
{
	size_t count = upper->count > lower->count ? upper->count : lower->count;
	struct kept_row both = {.line = upper->line, .count = count};
	const char *over = "";

	both.cells = arena_alloc(&looking->arena, (count + 1) * sizeof(*both.cells));
	for (size_t i = 0; i < count; i++) {
		const char *above = i < upper->count ? upper->cells[i] : "";
		const char *below = i < lower->count ? lower->cells[i] : "";

		if (!cell_is_blank(above))
			over = above;
		both.cells[i] = above;
		if (cell_is_blank(below))
			continue;
		both.cells[i] = arena_printf(&looking->arena, "%s %s", over, below);
		if (!is_known(looking, i, both.cells[i]) && is_known(looking, i, below))
			both.cells[i] = below;
	}
	return both;
}

/* ---- the head ------------------------------------------------------------ */

struct found {
	struct kept_row row;
	size_t known, next; /* next: the row behind the head */
};

static struct found find_best(struct looking *looking)
{
	struct found best = {.known = 0};

	for (size_t i = 0; i < looking->count; i++) {
		const struct kept_row *row = &looking->rows[i], *lower = row + 1;
		size_t known = count_known(looking, row);
		struct kept_row both;

		if (known > best.known)
			best = (struct found){.row = *row, .known = known, .next = i + 1};
		if (!known || i + 1 == looking->count || !may_be_second(row, lower))
			continue;
		both = join_rows(looking, row, lower);
		known = count_known(looking, &both);
		/* A title above a head adds nothing to it. */
		if (known > best.known && known > count_known(looking, lower))
			best = (struct found){.row = both, .known = known, .next = i + 2};
	}
	return best;
}

static int not_found(const struct looking *looking, const struct record_kind *kind,
		     struct err *err)
{
	const struct field *field = kind->fields;

	for (size_t i = kind->field_count; i-- > 0;)
		if (kind->fields[i].required)
			field = &kind->fields[i];
	if (!looking->count)
		return err_set(err, EINVAL, _("tệp trống; dòng đầu ghi tên các mục"));
	return err_set(err, EINVAL,
		       _("không thấy dòng tên cột trong %zu dòng đầu; dòng đó ghi tên các mục, như "
			 "%s (%s)"),
		       looking->count, field->name, _(field->label));
}

/* The place behind the head may be the end: then the last row is read once more, and passed. */
static int go_behind(const struct looking *looking, size_t next, struct table_reader *reader,
		     struct err *err)
{
	size_t last = next - 1;
	struct table_row row;
	int r;

	reader->seek(reader, looking->places[last], looking->lines[last]);
	r = reader->next(reader, &row, err);
	return r < 0 ? r : 0;
}

int import_head_find(struct import_head *ret_head, struct table_reader *reader,
		     const struct record_kind *kind, const struct import_choice *choice,
		     struct err *err)
{
	AUTO(looking_done) struct looking looking = {.choice = choice};
	struct import_head head = {0};
	const char **cells;
	struct found best;
	int r;

	name_list_read(&looking.names, kind);
	r = read_rows(&looking, reader, err);
	if (r < 0)
		return r;
	best = find_best(&looking);
	if (!best.known)
		return not_found(&looking, kind, err);
	r = go_behind(&looking, best.next, reader, err);
	if (r < 0)
		return r;
	cells = arena_alloc(&head.arena, (best.row.count + 1) * sizeof(*cells));
	for (size_t i = 0; i < best.row.count; i++)
		cells[i] = arena_str(&head.arena, best.row.cells[i]);
	head.row = (struct table_row){
		.line = best.row.line, .cells = cells, .count = best.row.count};
	head.last_line = looking.lines[best.next - 1];
	*ret_head = head;
	return 0;
}

/* ---- what comes again ---------------------------------------------------- */

/* "(3)" → 3; 0: no such number. */
static size_t read_number(const char *cell)
{
	size_t number = 0, digits;

	cell += strspn(cell, " (");
	digits = strspn(cell, "0123456789");
	for (size_t i = 0; i < digits && digits < 4; i++)
		number = number * 10 + (size_t)(cell[i] - '0');
	return cell_is_blank(cell + digits + strspn(cell + digits, " )")) ? number : 0;
}

bool import_is_decoration(const struct import_head *head, const struct table_row *row)
{
	size_t same = 0, numbered = 0, filled = 0;

	for (size_t i = 0; !row->fault && i < row->count; i++) {
		if (cell_is_blank(row->cells[i]))
			continue;
		filled++;
		same += i < head->row.count && str_eq(row->cells[i], head->row.cells[i]);
		numbered += read_number(row->cells[i]) == i + 1;
	}
	if (same == filled)
		return filled > 1;
	return numbered == filled && filled > 2 && row->line <= head->last_line + NUMBERING_WITHIN;
}
