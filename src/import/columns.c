/* From the head of a table to the fields of a kind. */
#include "columns_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define HEAD_MAX 256 /* bytes of a head that are looked at */

const struct import_names *import_names_find(const char *kind)
{
	for (size_t i = 0; i < import_names_count; i++)
		if (str_eq(import_names_table[i]->kind, kind))
			return import_names_table[i];
	return NULL;
}

void import_letter(size_t at, char ret[IMPORT_LETTER_MAX])
{
	char letters[IMPORT_LETTER_MAX];
	size_t count = 0;

	for (at++; at && count + 1 < sizeof(letters); at = (at - 1) / 26)
		letters[count++] = (char)('A' + (at - 1) % 26);
	for (size_t i = 0; i < count; i++)
		ret[i] = letters[count - 1 - i];
	ret[count] = '\0';
}

/* ---- names --------------------------------------------------------------- */

void import_fold_head(struct buf *ret, const char *head)
{
	AUTO(buf_done) struct buf clean = {0}, words = {0};
	int depth = 0;

	text_clean(&clean, head, strlen(head), HEAD_MAX);
	for (const char *p = buf_text(&clean); *p; p++) {
		depth += *p == '(';
		if (strchr("*:/.-()", *p))
			buf_add_char(&words, ' ');
		else if (depth == 0)
			buf_add_char(&words, *p);
		depth -= *p == ')' && depth > 0;
	}
	text_fold(ret, buf_text(&words));
}

static void add_name(struct name_list *list, const char *name, const struct field *field,
		     bool is_part)
{
	AUTO(buf_done) struct buf folded = {0};
	struct known_name known = {.field = field, .is_part = is_part};

	import_fold_head(&folded, name);
	known.name = arena_str(&list->arena, buf_text(&folded));
	buf_add(&list->names, &known, sizeof(known));
	list->count++;
}

void name_list_read(struct name_list *list, const struct record_kind *kind)
{
	const struct import_names *names = import_names_find(kind->name);

	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];

		add_name(list, field->name, field, false);
		add_name(list, field->label, field, false);
		add_name(list, _(field->label), field, false);
	}
	if (names && names->parted)
		list->parted = record_field_find(kind, names->parted);
	for (const struct import_alias *alias = names ? names->aliases : NULL;
	     alias && alias->head; alias++)
		add_name(list, alias->head, record_field_find(kind, alias->field),
			 alias->is_part);
}

void name_list_done(struct name_list *list)
{
	buf_done(&list->names);
	arena_done(&list->arena);
}

const struct known_name *name_list_find(const struct name_list *list, const char *folded)
{
	const struct known_name *names = (const void *)list->names.data;

	for (size_t i = 0; *folded && i < list->count; i++)
		if (str_eq(names[i].name, folded))
			return &names[i];
	return NULL;
}

bool head_is_number(const char *folded)
{
	return str_eq(folded, "stt") || str_eq(folded, "tt") || str_eq(folded, "so tt") ||
	       str_eq(folded, "so thu tu");
}

/* As import_fold_head() gives it. */
static const char *const part_heads[IMPORT_PARTS][2] = {
	{"ngay", "ngay sinh"}, {"thang", "thang sinh"}, {"nam", "nam sinh"}};

static bool is_part_head(size_t part, const char *folded)
{
	return str_eq(folded, part_heads[part][0]) || str_eq(folded, part_heads[part][1]);
}

bool head_is_part(const struct name_list *list, const char *folded)
{
	for (size_t i = 0; list->parted && i < IMPORT_PARTS; i++)
		if (is_part_head(i, folded))
			return true;
	return false;
}

/* ---- what was chosen ----------------------------------------------------- */

/* Is the column AT with this head the one that the first LEN bytes of NAME mean? */
static bool is_meant(const char *name, size_t len, size_t at, const char *folded)
{
	AUTO(buf_done) struct buf given = {0}, other = {0};
	char letter[IMPORT_LETTER_MAX];

	buf_add(&given, name, len);
	import_fold_head(&other, buf_text(&given));
	import_letter(at, letter);
	return (other.len && str_eq(buf_text(&other), folded)) ||
	       str_eq(buf_text(&given), letter);
}

bool choice_skips(const struct import_choice *choice, size_t at, const char *folded)
{
	const char *p = choice ? choice->skip : NULL;

	while (p && *p) {
		size_t len = strcspn(p, ";");

		if (is_meant(p, len, at, folded))
			return true;
		p += len;
		p += *p == ';';
	}
	return false;
}

/* "COLUMN=FIELD;…": appends the field's name as it was given. False: nothing was said. */
bool choice_maps(const struct import_choice *choice, size_t at, const char *folded,
		 struct buf *ret)
{
	const char *p = choice ? choice->map : NULL;

	while (p && *p) {
		size_t len = strcspn(p, ";"), name = strcspn(p, "=;");

		if (name < len && is_meant(p, name, at, folded)) {
			buf_add(ret, p + name + 1, len - name - 1);
			return true;
		}
		p += len;
		p += *p == ';';
	}
	return false;
}

/* ---- columns ------------------------------------------------------------- */

struct reading {
	struct import_columns columns;
	const struct record_kind *kind;
	const struct import_choice *choice;
	struct name_list names;
	size_t part_at; /* the column of a family name that waits for the given name */
	struct buf unknown, unknown_names;
};

static void reading_done(struct reading *reading)
{
	name_list_done(&reading->names);
	buf_done(&reading->unknown);
	buf_done(&reading->unknown_names);
}

static bool has_field(const struct import_columns *columns, const struct field *field)
{
	for (size_t i = 0; i < columns->count; i++)
		if (columns->fields[i] == field)
			return true;
	return false;
}

static int twice(size_t at, const char *head, struct err *err)
{
	char letter[IMPORT_LETTER_MAX];

	import_letter(at, letter);
	return err_set(err, EINVAL,
		       _("cột %s «%.40s»: đã có cột cho mục này; thêm --skip \"%s\" nếu không cần"),
		       letter, head, letter);
}

static void note_unknown(struct reading *reading, size_t at, const char *head)
{
	char letter[IMPORT_LETTER_MAX];
	const char *between = reading->unknown.len ? ", " : "";
	AUTO(buf_done) struct buf clean = {0};

	import_letter(at, letter);
	text_clean(&clean, head, strlen(head), 40);
	buf_printf(&reading->unknown, "%s%s «%s»", between, letter, buf_text(&clean));
	buf_printf(&reading->unknown_names, "%s%s", reading->unknown_names.len ? ";" : "", letter);
}

static int take_chosen(struct reading *reading, size_t at, const char *name, struct err *err)
{
	struct import_columns *columns = &reading->columns;
	AUTO(buf_done) struct buf folded = {0};
	const struct known_name *known;

	import_fold_head(&folded, name);
	known = name_list_find(&reading->names, buf_text(&folded));
	if (!known)
		return err_set(err, EINVAL, _("--map: %s không có mục «%.40s»"),
			       reading->kind->name, name);
	if (has_field(columns, known->field) && known->field->type != FIELD_TEXT)
		return twice(at, name, err);
	columns->is_more[at] = has_field(columns, known->field);
	columns->fields[at] = known->field;
	return 0;
}

static int take_known(struct reading *reading, size_t at, const char *head,
		      const struct known_name *known, struct err *err)
{
	struct import_columns *columns = &reading->columns;
	bool is_there = has_field(columns, known->field);
	bool completes = is_there && reading->part_at != SIZE_MAX &&
			 columns->fields[reading->part_at] == known->field && !known->is_part;

	if (is_there && !completes)
		return twice(at, head, err);
	if (completes)
		reading->part_at = SIZE_MAX;
	else if (known->is_part)
		reading->part_at = at;
	columns->is_more[at] = completes;
	columns->fields[at] = known->field;
	return 0;
}

/* What is above the column, or was chosen for it. False: it is left out. */
static bool meant_head(const struct reading *reading, const struct table_row *head, size_t at,
		       struct buf *ret)
{
	AUTO(buf_done) struct buf folded = {0}, chosen = {0};

	import_fold_head(&folded, head->cells[at]);
	if (choice_skips(reading->choice, at, buf_text(&folded)))
		return false;
	if (choice_maps(reading->choice, at, buf_text(&folded), &chosen))
		import_fold_head(ret, buf_text(&chosen));
	else
		buf_add_str(ret, buf_text(&folded));
	return true;
}

/* Do day, month and year stand side by side from here on, each under its own head, or under one
 * that names all three? A year alone is no day. */
static bool is_parted(const struct reading *reading, const struct table_row *head, size_t at)
{
	bool is_joint = false;

	if (!reading->names.parted || head->count < at + IMPORT_PARTS)
		return false;
	for (size_t i = 0; i < IMPORT_PARTS; i++) {
		AUTO(buf_done) struct buf name = {0};

		if (!meant_head(reading, head, at + i, &name))
			return false;
		if (i == 0)
			is_joint = str_starts(buf_text(&name), "ngay thang nam") ||
				   str_starts(buf_text(&name), "ngay, thang, nam");
		if (is_joint ? i > 0 && name.len : !is_part_head(i, buf_text(&name)))
			return false;
	}
	return true;
}

static int take_parts(struct reading *reading, const struct table_row *head, size_t at,
		      struct err *err)
{
	struct import_columns *columns = &reading->columns;

	if (has_field(columns, reading->names.parted))
		return twice(at, head->cells[at], err);
	for (size_t i = 0; i < IMPORT_PARTS; i++) {
		columns->fields[at + i] = reading->names.parted;
		columns->is_more[at + i] = i > 0;
	}
	return 0;
}

static int take_head(struct reading *reading, size_t at, const char *head, struct err *err)
{
	AUTO(buf_done) struct buf folded = {0}, chosen = {0};
	struct import_columns *columns = &reading->columns;
	const struct known_name *known;

	import_fold_head(&folded, head);
	if (choice_skips(reading->choice, at, buf_text(&folded))) {
		columns->is_skipped[at] = true;
		return 0;
	}
	if (choice_maps(reading->choice, at, buf_text(&folded), &chosen))
		return take_chosen(reading, at, buf_text(&chosen), err);
	if (!folded.len)
		return 0;
	if (str_eq(buf_text(&folded), "id")) {
		if (columns->id_at != SIZE_MAX)
			return twice(at, head, err);
		columns->id_at = at;
		return 0;
	}
	known = name_list_find(&reading->names, buf_text(&folded));
	if (known)
		return take_known(reading, at, head, known, err);
	if (head_is_number(buf_text(&folded)))
		columns->is_skipped[at] = true;
	else
		note_unknown(reading, at, head);
	return 0;
}

/* What is missing, or left over. */
static int check_columns(const struct reading *reading, struct err *err)
{
	const struct import_columns *columns = &reading->columns;
	const struct record_kind *kind = reading->kind;
	bool any = false;

	if (reading->unknown.len)
		return err_set(err, EINVAL,
			       _("cột %.200s: «%s» không có mục này; bỏ qua: «Bỏ cột» hay --skip "
				 "\"%.60s\"; chỉ rõ: «Cột là» hay --map \"CỘT=MỤC\""),
			       buf_text(&reading->unknown), _(kind->label),
			       buf_text(&reading->unknown_names));
	for (size_t i = 0; i < columns->count; i++)
		any |= columns->fields[i] != NULL;
	if (!any)
		return err_set(err, EINVAL,
			       _("đầu bảng không có cột nào; dòng đầu ghi tên các mục"));
	if (reading->part_at != SIZE_MAX)
		return err_set(err, EINVAL, _("có cột họ đệm mà không có cột tên: thêm cột «Tên»"));
	for (size_t i = 0; i < kind->field_count; i++) {
		const struct field *field = &kind->fields[i];

		/* A time that is not given is now. */
		if (field->required && field->type != FIELD_TIME && !has_field(columns, field))
			return err_set(err, EINVAL, _("thiếu cột %s (%s): thêm vào"), field->name,
				       _(field->label));
	}
	return 0;
}

int import_columns_read(struct import_columns *ret_columns, const struct record_kind *kind,
			const struct table_row *head, const struct import_choice *choice,
			struct err *err)
{
	AUTO(reading_done) struct reading reading = {
		.columns = {.count = head->count, .id_at = SIZE_MAX}, .kind = kind,
		.choice = choice, .part_at = SIZE_MAX};
	int r = 0;

	if (head->fault)
		return err_set(err, EINVAL, _("đầu bảng: %s"), head->fault);
	name_list_read(&reading.names, kind);
	for (size_t i = 0; r == 0 && i < head->count; i++) {
		if (!is_parted(&reading, head, i)) {
			r = take_head(&reading, i, head->cells[i], err);
			continue;
		}
		r = take_parts(&reading, head, i, err);
		i += IMPORT_PARTS - 1;
	}
	if (r == 0)
		r = check_columns(&reading, err);
	if (r == 0)
		*ret_columns = reading.columns;
	return r;
}
