/* Writing records: what is given is checked by the descriptor, then kept, all or nothing. */
#include "store_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define BY_PERSON "person"

/* A row as it will stand. Its arrays have one place a field, in the kind's order. */
struct draft {
	struct store *store;
	const struct record_kind *kind;
	char id[UUID_TEXT_MAX];
	bool is_new, by_hand;
	bool is_typed; /* by hand, and by whoever acts: not from a file */
	bool is_kept; /* what is written is as value_keep() gives it */
	const char **before; /* NULL: a new row */
	const char **after;
	bool *given; /* to be written */
	struct arena arena;
};

static void draft_done(struct draft *draft)
{
	arena_done(&draft->arena);
}

static size_t place_of(const struct record_kind *kind, const char *name)
{
	return (size_t)(record_field_find(kind, name) - kind->fields);
}

static void draft_put(struct draft *draft, const char *name, const char *value)
{
	size_t at = place_of(draft->kind, name);

	draft->after[at] = arena_str(&draft->arena, value);
	draft->given[at] = true;
}

static bool draft_has(const struct draft *draft, const char *name)
{
	return draft->after[place_of(draft->kind, name)] != NULL;
}

/* ---- what was given ------------------------------------------------------ */

static int unknown_field(const struct record_kind *kind, const char *name, struct err *err)
{
	AUTO(buf_done) struct buf known = {0};

	for (size_t i = 0; i < kind->field_count; i++)
		if (!kind->fields[i].read_only)
			buf_printf(&known, "%s%s", known.len ? ", " : "", kind->fields[i].name);
	return err_set(err, EINVAL, _("%s không có mục «%.40s»; các mục: %s"), kind->name, name,
		       buf_text(&known));
}

/* What tells the row's other references apart: the contest of an entry, of its division. */
static const char *whole_of(const struct record_kind *kind, const struct field *field)
{
	const struct record_kind *ref =
		field->type == FIELD_REF ? record_kind_find(field->ref) : NULL;

	return ref && ref->within && record_field_find(kind, ref->within) ? ref->within : NULL;
}

static int draft_keep_value(struct draft *draft, const struct field *field, const char *value,
			    const char **ret, struct err *err)
{
	const char *whole = whole_of(draft->kind, field);
	char id[UUID_TEXT_MAX];
	int r;

	if (!whole && draft->is_kept) {
		*ret = value;
		return 0;
	}
	if (!whole || !value || !*value)
		return value_keep(draft->store, field, value, &draft->arena, ret, err);
	r = record_resolve_within(draft->store, record_kind_find(field->ref),
				  draft->after[place_of(draft->kind, whole)], value, id, err);
	if (r == 0)
		*ret = arena_str(&draft->arena, id);
	return r;
}

/* A clock that is known to be wrong says nothing of what is to come. */
static int check_past(const struct draft *draft, const struct field *field, const char *value,
		      struct err *err)
{
	char now_text[CLOCK_TEXT_MAX];
	int64_t at, now;
	bool is_coming;

	if (!field->is_past || !value)
		return 0;
	store_now(draft->store, now_text);
	/* Days and years compare as text. */
	if (field->type == FIELD_TIME)
		is_coming = time_read(value, &at) && time_read(now_text, &now) && at > now;
	else
		is_coming = strncmp(value, now_text,
				    strlen(field->type == FIELD_DATE ? "YYYY-MM-DD" : "YYYY")) > 0;
	if (!is_coming || store_check_clock(draft->store, NULL) < 0)
		return 0;
	return err_set(err, EINVAL, _("%s: lúc này chưa đến; ghi lúc đã xảy ra"), field->name);
}

static int draft_take_one(struct draft *draft, const struct field *field, const char *value,
			  struct err *err)
{
	size_t at = (size_t)(field - draft->kind->fields);
	const char *name = field->name;
	int r;

	if (field->read_only && draft->by_hand)
		return err_set(err, EINVAL, _("%s: mục này do chương trình ghi, không sửa tay"),
			       name);
	if (field->required && value_is_empty(value))
		return err_set(err, EINVAL, _("%s: không được để trống"), name);
	if (draft->given[at])
		return err_set(err, EINVAL, _("%s: được ghi hai lần; bỏ bớt một"), name);
	r = draft_keep_value(draft, field, value, &draft->after[at], err);
	if (r == 0 && draft->by_hand)
		r = check_past(draft, field, draft->after[at], err);
	if (r < 0)
		return r;
	draft->given[at] = true;
	/* From now on a probe does not say it: a person has. Emptied, it may again. */
	if (field->said_by && draft->by_hand)
		draft_put(draft, field->said_by, draft->after[at] ? BY_PERSON : NULL);
	return 0;
}

/* What the program fills in of a new row: a required time that was not given, who typed it. */
static int draft_fill_in(struct draft *draft, struct err *err)
{
	const char *member = store_acting(draft->store)->member;
	char now[CLOCK_TEXT_MAX];

	store_now(draft->store, now);
	for (size_t i = 0; i < draft->kind->field_count; i++) {
		const struct field *field = &draft->kind->fields[i];

		if (field->by_actor && draft->is_typed && *member && !draft->given[i])
			draft_put(draft, field->name, member);
		if (!field->required || draft->after[i])
			continue;
		if (field->type != FIELD_TIME)
			return err_set(err, EINVAL, _("%s: còn thiếu; thêm %s=…"), field->name,
				       field->name);
		draft_put(draft, field->name, now);
	}
	return 0;
}

static int draft_begin(struct draft *draft, struct store *store, const struct store_write *write,
		       struct err *err)
{
	const struct record_kind *kind = write->kind;
	size_t size = (kind->field_count + 1) * sizeof(*draft->after);
	int r;

	draft->store = store;
	draft->kind = kind;
	draft->is_new = write->is_new;
	draft->given = arena_alloc(&draft->arena, kind->field_count + 1);
	draft->after = arena_alloc(&draft->arena, size);
	if (write->is_new) {
		snprintf(draft->id, sizeof(draft->id), "%s", write->id ? write->id : "");
		return 0;
	}
	if (kind->append_only)
		return err_set(err, EPERM, _("%s: không sửa được; thêm một dòng mới để đính chính"),
			       _(kind->label));
	r = record_resolve(store, kind, write->id, draft->id, err);
	if (r == 0)
		r = record_read(store, kind, draft->id, &draft->arena, &draft->before, err);
	if (r == 0)
		memcpy(draft->after, draft->before, size);
	return r;
}

/* Two people deciding at once: the second is told, and nothing of theirs is lost. */
static int draft_expect(const struct draft *draft, const struct store_write *write, struct err *err)
{
	AUTO(buf_done) struct buf title = {0}, found = {0};
	const struct field *field;
	const char *now;

	if (!write->expect_name || !draft->before)
		return 0;
	field = record_field_find(draft->kind, write->expect_name);
	now = draft->before[field - draft->kind->fields];
	if (str_eq(now, write->expect_value))
		return 0;
	record_show_value(&found, field, now);
	if (store_title(draft->store, draft->kind, draft->id, &title, NULL) < 0)
		buf_add_str(&title, draft->id);
	return err_set(err, EAGAIN, _("%s %s: người khác vừa làm trước (nay là «%s»); xem lại"),
		       _(draft->kind->label), buf_text(&title), buf_text(&found));
}

/* What follows from the rest: of a new row what was not given, of another what nobody may give. */
static void draft_derive(struct draft *draft, const struct record_change *change)
{
	for (size_t i = 0; i < draft->kind->field_count; i++) {
		const struct field *field = &draft->kind->fields[i];
		const char *value;

		if (!field->derived || draft->given[i] ||
		    (draft->is_new ? draft->after[i] != NULL : !field->read_only))
			continue;
		value = draft->kind->derive(change, field->name, &draft->arena);
		if (value)
			draft_put(draft, field->name, value);
	}
}

/* Two people writing one field: the second is told what the first has written. */
static int draft_seen(const struct draft *draft, const struct store_write *write, size_t at,
		      const struct field *field, struct err *err)
{
	AUTO(buf_done) struct buf found = {0};
	size_t place = (size_t)(field - draft->kind->fields);
	enum merge_touch touch;
	const char *now;

	if (!write->seen || !draft->before)
		return 0;
	now = draft->before[place];
	touch = str_eq(now, write->seen[at]) ? MERGE_ALONE : MERGE_THEIRS_FIRST;
	if (merge_column(now, draft->after[place], touch) != MERGE_LOST)
		return 0;
	store_show_value(draft->store, field, now, &found);
	return err_set(err, EAGAIN, _("%s: người khác vừa sửa thành «%s»; lưu lần nữa là ghi đè"),
		       field->name, buf_text(&found));
}

/* A person writes nothing of what is settled; a part may leave or enter no such whole either. */
static int draft_settled(const struct draft *draft, struct err *err)
{
	bool touches = draft->is_new;
	int r;

	for (size_t i = 0; i < draft->kind->field_count; i++)
		touches |= draft->given[i] && !draft->kind->fields[i].unsettled &&
			   draft->before && !str_eq(draft->before[i], draft->after[i]);
	if (!draft->by_hand || !touches)
		return 0;
	r = draft->before ? record_check_settled(draft->store, draft->kind, draft->before, err) : 0;
	return r < 0 ? r : record_check_settled(draft->store, draft->kind, draft->after, err);
}

static bool draft_changes(const struct draft *draft, const char *name)
{
	size_t at = place_of(draft->kind, name);

	return !draft->before || !str_eq(draft->before[at], draft->after[at]);
}

/* What was written before codes were told apart stays, and may be mended in its other fields. */
static int draft_code(const struct draft *draft, struct err *err)
{
	const struct record_kind *kind = draft->kind;

	if (!kind->within || !kind->handle ||
	    (!draft_changes(draft, kind->handle) && !draft_changes(draft, kind->within)))
		return 0;
	return record_check_code(draft->store, kind, draft->id, draft->after, err);
}

/* The whole comes before its parts, in whatever order they are given. */
static int draft_take_all(struct draft *draft, const struct store_write *write, bool parts,
			  struct err *err)
{
	int r = 0;

	for (size_t i = 0; i < write->count && r == 0; i++) {
		const struct field *field = record_field_find(draft->kind, write->names[i]);

		if (!field)
			return unknown_field(draft->kind, write->names[i], err);
		if ((whole_of(draft->kind, field) != NULL) != parts)
			continue;
		r = draft_take_one(draft, field, write->values[i], err);
		if (r == 0)
			r = draft_seen(draft, write, i, field, err);
	}
	return r;
}

/* Everything but the writing. */
static int draft_make(struct draft *draft, struct store *store, const struct store_write *write,
		      struct err *err)
{
	struct record_change change;
	int r = draft_begin(draft, store, write, err);

	if (r == 0)
		r = draft_expect(draft, write, err);
	if (r == 0)
		r = draft_take_all(draft, write, false, err);
	if (r == 0)
		r = draft_take_all(draft, write, true, err);
	if (r == 0)
		r = draft_code(draft, err);
	if (r == 0 && draft->is_new)
		r = draft_fill_in(draft, err);
	if (r < 0)
		return r;
	change = (struct record_change){.kind = draft->kind, .before = draft->before,
					.after = draft->after};
	draft_derive(draft, &change);
	r = draft->kind->check ? draft->kind->check(&change, err) : 0;
	return r < 0 ? r : draft_settled(draft, err);
}

/* ---- keeping it ---------------------------------------------------------- */

static int draft_seal(struct draft *draft, struct err *err)
{
	static const char *const sealed[] = {"chain", "number", "prev", "hash"};
	int r;

	if (!*draft->id)
		uuid_new(draft->id);
	r = chain_seal(draft->store, draft->kind, draft->id, &draft->arena, draft->after, err);
	for (size_t i = 0; i < ARRAY_LEN(sealed) && r == 0; i++)
		draft->given[place_of(draft->kind, sealed[i])] = true;
	return r;
}

/* While a list comes in no trigger writes down what else is changed. */
static int keep_many(struct draft *draft, struct many *many, struct err *err)
{
	if (!draft->is_new || draft->kind != many->kind)
		return err_set(err, EBUSY, _("%s: đang nhập danh sách, đợi nhập xong"),
			       _(draft->kind->label));
	return many_put(many, draft->after, draft->id, err);
}

static int draft_keep(struct draft *draft, struct err *err)
{
	struct values values = {0};
	const char **names, **texts;
	char tag[STORE_TAG_MAX];
	int r = 0;

	if (draft->is_new && record_field_find(draft->kind, "tag") && !draft_has(draft, "tag")) {
		r = tag_draw(draft->store, tag, err);
		if (r == 0)
			draft_put(draft, "tag", tag);
	}
	/* A line that comes with its seal keeps it: its chain is another bench's. */
	if (r == 0 && draft->is_new && draft->kind->is_chained && !draft_has(draft, "chain"))
		r = draft_seal(draft, err);
	if (r < 0)
		return r;
	if (draft->store->many)
		return keep_many(draft, draft->store->many, err);
	names = arena_alloc(&draft->arena, (draft->kind->field_count + 1) * sizeof(*names));
	texts = arena_alloc(&draft->arena, (draft->kind->field_count + 1) * sizeof(*texts));
	for (size_t i = 0; i < draft->kind->field_count; i++)
		if (draft->given[i]) {
			names[values.count] = draft->kind->fields[i].name;
			texts[values.count++] = draft->after[i];
		}
	values.names = names;
	values.values = texts;
	return draft->is_new ? record_insert(draft->store, draft->kind, &values, draft->id, err)
			     : record_update(draft->store, draft->kind, draft->id, &values, err);
}

static int draft_write(struct draft *draft, struct store *store, const struct store_write *write,
		       char ret_id[UUID_TEXT_MAX], struct err *err)
{
	int r = draft_make(draft, store, write, err);

	if (r == 0)
		r = draft_keep(draft, err);
	if (r == 0)
		memcpy(ret_id, draft->id, sizeof(draft->id));
	return r;
}

int record_write(struct store *store, const struct store_write *write, bool by_hand,
		 char ret_id[UUID_TEXT_MAX], struct err *err)
{
	AUTO(draft_done) struct draft draft = {.by_hand = by_hand};

	return draft_write(&draft, store, write, ret_id, err);
}

int record_write_kept(struct store *store, const struct store_write *write, bool by_hand,
		      char ret_id[UUID_TEXT_MAX], struct err *err)
{
	AUTO(draft_done) struct draft draft = {.by_hand = by_hand, .is_kept = true};

	return draft_write(&draft, store, write, ret_id, err);
}

/* ---- the verbs ----------------------------------------------------------- */

static int write_by_hand(struct store *store, const struct store_write *write,
			 char ret_id[UUID_TEXT_MAX], struct err *err)
{
	AUTO(draft_done) struct draft draft = {.by_hand = true, .is_typed = true};
	AUTO(txn_done) struct txn txn = {0};
	char id[UUID_TEXT_MAX];
	int r = txn_begin(&txn, store, err);

	if (r == 0)
		r = record_may_type(store, write->kind, err);
	if (r == 0)
		r = draft_write(&draft, store, write, id, err);
	if (r == 0)
		r = search_settle(store, err);
	if (r == 0)
		r = txn_commit(&txn, err);
	if (r == 0)
		memcpy(ret_id, id, sizeof(id));
	return r;
}

int store_set(struct store *store, const struct record_kind *kind, const char *id,
	      const char *const *names, const char *const *values, size_t count, struct err *err)
{
	const struct store_write write = {.kind = kind, .id = id, .names = names,
					  .values = values, .count = count};
	char full[UUID_TEXT_MAX];

	return write_by_hand(store, &write, full, err);
}

int store_set_seen(struct store *store, const struct record_kind *kind, const char *id,
		   const char *const *names, const char *const *values, const char *const *seen,
		   size_t count, struct err *err)
{
	const struct store_write write = {.kind = kind, .id = id, .names = names,
					  .values = values, .seen = seen, .count = count};
	char full[UUID_TEXT_MAX];

	return write_by_hand(store, &write, full, err);
}

int store_add(struct store *store, const struct record_kind *kind, const char *const *names,
	      const char *const *values, size_t count, char ret_id[UUID_TEXT_MAX], struct err *err)
{
	const struct store_write write = {.kind = kind, .is_new = true, .names = names,
					  .values = values, .count = count};

	return write_by_hand(store, &write, ret_id, err);
}

int store_check(struct store *store, const struct record_kind *kind, const char *id,
		const char *const *names, const char *const *values, size_t count, struct err *err)
{
	AUTO(reading_done) struct reading reading = {0};
	AUTO(draft_done) struct draft draft = {.by_hand = true};
	const struct store_write write = {.kind = kind, .id = id, .is_new = !id, .names = names,
					  .values = values, .count = count};
	int r = reading_begin(&reading, store, err);

	if (r == 0)
		r = record_may_type(store, kind, err);
	return r < 0 ? r : draft_make(&draft, store, &write, err);
}

int store_write_all(struct store *store, const struct store_write *writes, size_t count,
		    struct err *err)
{
	AUTO(txn_done) struct txn txn = {0};
	char id[UUID_TEXT_MAX];
	int r = txn_begin(&txn, store, err);

	for (size_t i = 0; i < count && r == 0; i++)
		r = record_write(store, &writes[i], false, id, err);
	if (r == 0)
		r = search_settle(store, err);
	return r < 0 ? r : txn_commit(&txn, err);
}

int store_inspect(struct store *store, const char *device_id, const char *what, const char *result,
		  const char *by, const char *note, struct err *err)
{
	static const char *const names[] = {"device", "what", "result", "by", "note"};
	const char *const values[] = {device_id, what, result, by, note};
	char id[UUID_TEXT_MAX];

	return store_add(store, record_kind_find("inspection"), names, values, ARRAY_LEN(names),
			 id, err);
}
