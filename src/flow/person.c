/* A copy of all that the book keeps of one person, for who has the right to see it. */
#include "paper_priv.h"

#include <errno.h>
#include <string.h>

#define RECORDS_MAX 512

struct copy {
	struct desk desk;
	struct row rows[RECORDS_MAX]; /* the person's own first */
	size_t count;
};

static void copy_done(struct copy *copy)
{
	desk_done(&copy->desk);
}

/* ---- gathering ----------------------------------------------------------- */

/* The rows of KIND whose FIELD is VALUE; those that have no room are not passed over in silence. */
static int gather(struct copy *copy, const char *kind, const char *field, const char *value,
		  struct err *err)
{
	struct row *rows = NULL;
	size_t count = 0;
	int r = row_list(&rows, &count, copy->desk.store, &copy->desk.arena, kind, field, value,
			 err);

	if (r == 0 && copy->count + count > RECORDS_MAX)
		r = err_set(err, E2BIG, _("quá %d bản ghi về một người; báo người làm hotroit"),
			    RECORDS_MAX);
	for (size_t i = 0; i < count && r == 0; i++)
		copy->rows[copy->count++] = rows[i];
	return r;
}

static int gather_parts(struct copy *copy, const struct row *row, struct err *err)
{
	int r = 0;

	for (size_t i = 0; i < record_kind_count; i++) {
		const struct record_kind *kind = record_kind_table[i];

		for (size_t j = 0; j < kind->field_count && r == 0; j++)
			if (kind->fields[j].is_part &&
			    str_eq(kind->fields[j].ref, row->kind->name))
				r = gather(copy, kind->name, kind->fields[j].name, row->id, err);
	}
	return r;
}

/* Who called for help with a device while it was theirs; what was done for them; their files. */
static int gather_beside(struct copy *copy, const struct row *row, struct err *err)
{
	const char *given = row_get(row, "given_at"), *ended = row_get(row, "ended_at");
	const char *device = row_get(row, "device");
	size_t before = copy->count, kept;
	int r = 0;

	if (str_eq(row->kind->name, "kit") && given && device)
		r = gather(copy, "request", "device", device, err);
	kept = before;
	for (size_t i = before; i < copy->count; i++) {
		const char *at = row_get(&copy->rows[i], "received_at");

		if (strncmp(at, given, strlen("YYYY-MM-DD")) >= 0 &&
		    (!ended || strncmp(at, ended, strlen("YYYY-MM-DD")) <= 0))
			copy->rows[kept++] = copy->rows[i];
	}
	copy->count = kept;
	if (r == 0)
		r = gather(copy, "step", "subject", row->id, err);
	return r < 0 ? r : gather(copy, "attachment", "subject", row->id, err);
}

static bool is_record(const struct row *row)
{
	return !str_eq(row->kind->name, "step") && !str_eq(row->kind->name, "attachment") &&
	       !str_eq(row->kind->name, "request");
}

static int read_person(struct copy *copy, const char *id, struct err *err)
{
	int r = desk_read(&copy->desk, &copy->rows[0], "recipient", id, err);

	if (r == -ENOENT)
		r = desk_read(&copy->desk, &copy->rows[0], "donor", id, err);
	copy->count = r == 0;
	for (size_t i = 0; i < copy->count && r == 0; i++) {
		const struct row row = copy->rows[i];

		r = gather_parts(copy, &row, err);
		if (r == 0 && is_record(&row))
			r = gather_beside(copy, &row, err);
	}
	return r;
}

/* ---- telling ------------------------------------------------------------- */

static const char *title_of(struct copy *copy, const struct row *row)
{
	const char *tag = row_get(row, "tag");

	return tag ? arena_printf(&copy->desk.arena, "%s %s", row->kind->label, tag)
		   : row->kind->label;
}

/* What it refers to is shown by its name, but for another person's: that is not theirs to see. */
static const char *show(struct copy *copy, const struct row *row, const struct field *field)
{
	if (str_eq(field->ref, "recipient") || str_eq(field->ref, "donor"))
		return NULL;
	return desk_show(&copy->desk, row, field->name);
}

static void tell_record(struct copy *copy, const struct row *row, struct person_record *ret)
{
	struct person_value *values =
		arena_alloc(&copy->desk.arena, (row->kind->field_count + 1) * sizeof(*values));

	*ret = (struct person_record){.title = title_of(copy, row), .values = values};
	for (size_t i = 0; i < row->kind->field_count; i++) {
		const struct field *field = &row->kind->fields[i];
		const char *value = show(copy, row, field);

		if (value)
			values[ret->count++] =
				(struct person_value){.label = field->label, .value = value};
	}
}

static void add_json(struct buf *ret, struct copy *copy, const struct row *row)
{
	bool any = false;

	buf_add_str(ret, "{\"kind\":");
	json_add_text(ret, row->kind->name);
	buf_add_str(ret, ",\"title\":");
	json_add_text(ret, title_of(copy, row));
	buf_add_str(ret, ",\"values\":[");
	for (size_t i = 0; i < row->kind->field_count; i++) {
		const struct field *field = &row->kind->fields[i];
		const char *value = show(copy, row, field);

		if (!value)
			continue;
		buf_add_str(ret, any ? ",\n  {\"name\":" : "\n  {\"name\":");
		json_add_text(ret, field->name);
		buf_add_str(ret, ",\"label\":");
		json_add_text(ret, field->label);
		buf_add_str(ret, ",\"value\":");
		json_add_text(ret, value);
		buf_add_char(ret, '}');
		any = true;
	}
	buf_add_str(ret, "]}");
}

static void print_json(struct buf *ret, struct copy *copy)
{
	buf_add_str(ret, "{\"schema\":\"hotroit.person/1\",\"records\":[");
	for (size_t i = 0; i < copy->count; i++) {
		buf_add_str(ret, i ? ",\n " : "\n ");
		add_json(ret, copy, &copy->rows[i]);
	}
	buf_add_str(ret, "]}\n");
}

static int print_pdf(struct buf *ret, struct copy *copy, struct err *err)
{
	struct person_record *records =
		arena_alloc(&copy->desk.arena, copy->count * sizeof(*records));
	struct person_copy person = {.records = records, .count = copy->count};
	char now[CLOCK_TEXT_MAX];
	int r;

	store_now(copy->desk.store, now);
	r = desk_head(&person.head, &copy->desk, &(struct desk_subject){.date = now}, err);
	if (r < 0)
		return r;
	for (size_t i = 0; i < copy->count; i++)
		tell_record(copy, &copy->rows[i], &records[i]);
	person.about = records[0].title;
	return export_person(ret, &person, err);
}

int flow_person(struct buf *ret, struct store *store, const char *id, bool as_json,
		struct err *err)
{
	AUTO(copy_done) struct copy copy = {.desk = {.store = store}};
	const struct store_actor *actor = store_acting(store);
	int r = actor->role & ROLE_LEAD
			? 0
			: err_set(err, EPERM,
				  _("bản sao dữ liệu một người: chỉ giáo viên, điều phối được lấy; "
				    "đổi người làm (F4, hoặc --who)"));

	if (r == 0)
		r = read_person(&copy, id, err);
	if (r == 0 && as_json)
		print_json(ret, &copy);
	else if (r == 0)
		r = print_pdf(ret, &copy, err);
	return r < 0 ? r : store_note_given(store, copy.rows[0].kind->name, copy.rows[0].id, err);
}
