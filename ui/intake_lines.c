/* The things on the counter, a line each, before they are in the book. */
#include "intake_priv.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define CODE_PREFIX "HOTROIT:" /* as the label's code has it */

static const char *const field_names[INTAKE_COLUMNS] = {
	"kind", "model", "accessories", "media_removed", "battery_safety", "wipe_consent"};

/* The field behind a column: its label, its choices (NULL: it is typed). */
static const struct field *intake_field(enum intake_column column)
{
	return record_field_find(record_kind_find("device"), field_names[column]);
}

bool intake_is_open(const struct intake_line *line, enum intake_column column)
{
	return !*line->device || column >= INTAKE_ACCESSORIES;
}

void intake_cycle(struct intake_line *line, enum intake_column column)
{
	const char *const *choices = intake_field(column)->choices;
	size_t at = 0;

	while (choices[at] && !str_eq(choices[at], line->cells[column]))
		at++;
	at = choices[at] && choices[at + 1] ? at + 1 : 0;
	snprintf(line->cells[column], INTAKE_CELL_MAX, "%s", choices[at]);
}

const char *intake_cell(const struct intake_line *line, enum intake_column column)
{
	const char *label = intake_field(column)->choices
				    ? record_choice_label(intake_field(column), line->cells[column])
				    : NULL;

	return label ? label : line->cells[column];
}

void intake_drop(struct intake_table *table, size_t at)
{
	if (at >= table->count)
		return;
	table->count--;
	memmove(&table->lines[at], &table->lines[at + 1],
		(table->count - at) * sizeof(*table->lines));
}

size_t intake_spread(struct intake_table *table, size_t at)
{
	size_t filled = 0;

	for (size_t i = 0; at < table->count && i < table->count; i++)
		for (int column = INTAKE_ACCESSORIES; column < INTAKE_COLUMNS; column++) {
			char *cell = table->lines[i].cells[column];

			if (*cell || !*table->lines[at].cells[column])
				continue;
			memcpy(cell, table->lines[at].cells[column], INTAKE_CELL_MAX);
			filled++;
		}
	return filled;
}

void intake_count(struct buf *ret, const struct intake_table *table)
{
	const struct field *kind = intake_field(INTAKE_KIND);
	size_t told = 0;

	buf_printf(ret, _("%zu máy"), table->count);
	if (table->sims)
		buf_printf(ret, ", %u SIM", table->sims);
	for (size_t k = 0; kind->choices[k]; k++) {
		size_t count = 0;

		for (size_t i = 0; i < table->count; i++)
			count += str_eq(table->lines[i].cells[INTAKE_KIND], kind->choices[k]);
		if (count)
			buf_printf(ret, "%s %zu %s", told++ ? "," : ":", count,
				   ui_kind_label(kind->choices[k]));
	}
}

void intake_fill(const struct intake_line *line, struct intake_device *ret)
{
	*ret = (struct intake_device){
		.device = line->device,
		.is_again = line->is_again,
		.kind = line->cells[INTAKE_KIND],
		.model = line->cells[INTAKE_MODEL],
		.accessories = line->cells[INTAKE_ACCESSORIES],
		.media_removed = line->cells[INTAKE_MEDIA],
		.battery_safety = line->cells[INTAKE_BATTERY],
		.wipe_consent = line->cells[INTAKE_CONSENT],
	};
}

/* ---- what is in the book --------------------------------------------------------------------- */

struct known {
	struct intake_line line;
	char state[24], donation[UUID_TEXT_MAX];
};

static void copy(char *to, size_t size, const char *from)
{
	snprintf(to, size, "%s", from ? from : "");
}

static int take_known(void *user, const struct record_kind *kind, const struct record *record)
{
	struct known *known = user;
	const char *vendor = record_value(kind, record, "vendor");
	const char *model = record_value(kind, record, "model");

	copy(known->line.device, UUID_TEXT_MAX, record->id);
	copy(known->line.tag, STORE_TAG_MAX, record_value(kind, record, "tag"));
	copy(known->state, sizeof(known->state), record_value(kind, record, "state"));
	copy(known->donation, UUID_TEXT_MAX, record_value(kind, record, "donation"));
	snprintf(known->line.cells[INTAKE_MODEL], INTAKE_CELL_MAX, "%s%s%s", vendor ? vendor : "",
		 vendor && model ? " " : "", model ? model : "");
	for (int column = 0; column < INTAKE_COLUMNS; column++)
		if (column != INTAKE_MODEL)
			copy(known->line.cells[column], INTAKE_CELL_MAX,
			     record_value(kind, record, field_names[column]));
	return 0;
}

static struct intake_line *new_line(struct intake_table *table, struct buf *ret)
{
	if (table->count == INTAKE_DEVICES_MAX) {
		buf_printf(ret, _("Mỗi lần nhận nhiều nhất %d máy: bấm F2 lưu đã"),
			   INTAKE_DEVICES_MAX);
		return NULL;
	}
	return &table->lines[table->count++];
}

/* What was answered in a former life is asked anew. */
static void forget_answers(struct intake_line *line)
{
	for (int column = INTAKE_ACCESSORIES; column < INTAKE_COLUMNS; column++)
		*line->cells[column] = '\0';
}

static enum intake_found add_known(struct intake_table *table, const struct known *known,
				   bool again, bool over, struct buf *ret)
{
	struct intake_line *line;

	for (size_t i = 0; i < table->count; i++)
		if (str_eq(table->lines[i].device, known->line.device)) {
			buf_printf(ret, _("%s: đã có ở dòng %zu"), known->line.tag, i + 1);
			return INTAKE_REFUSED;
		}
	if (!over && !again && *known->donation) {
		buf_printf(ret, _("%s: đã ghi ở một đợt ủng hộ rồi, không nhận lần nữa"),
			   known->line.tag);
		return INTAKE_REFUSED;
	}
	line = new_line(table, ret);
	if (!line)
		return INTAKE_REFUSED;
	*line = known->line;
	line->is_again = again;
	if (over || again)
		forget_answers(line);
	buf_printf(ret, over || again ? _("%s: máy từng ở đây, vào sổ lần mới với tem mới")
				      : _("%s: thêm vào dòng cuối"),
		   line->tag);
	return INTAKE_ADDED;
}

enum intake_found intake_add(struct intake_table *table, struct store *store, const char *device,
			     bool again, struct buf *ret)
{
	struct known known = {0};
	char id[UUID_TEXT_MAX];
	bool over = false;
	struct err err;
	int r = store_latest_life(store, device, id, &over, &err);

	if (r == 0)
		r = store_get(store, record_kind_find("device"), id, take_known, &known, &err);
	if (r == -ENOENT)
		buf_printf(ret, _("%s: đúng mã nhưng chưa có trong sổ bàn này; dò máy (F5), hoặc "
				  "đồng bộ"),
			   device);
	else if (r < 0)
		buf_add_str(ret, err.text);
	if (r < 0)
		return INTAKE_REFUSED;
	if (!again && (str_eq(known.state, "handed-over") || str_eq(known.state, "in-use"))) {
		buf_printf(ret, _("%s đang ở học sinh: 1 nhận lại từ học sinh, 2 được tặng lại"),
			   known.line.tag);
		return INTAKE_WITH_PUPIL;
	}
	return add_known(table, &known, again, over, ret);
}

/* ---- what was scanned or typed --------------------------------------------------------------- */

/* The words for a count of things, folded as text_fold() does. */
static const struct {
	const char *word, *kind;
} words[] = {
	{"laptop", "laptop"}, {"may tinh", "desktop"}, {"may ban", "desktop"},
	{"may bang", "tablet"}, {"dien thoai", "phone"}, {"khac", "other"},
	{"desktop", "desktop"}, {"tablet", "tablet"}, {"phone", "phone"}, {"other", "other"},
};

static bool add_count(struct intake_table *table, const char *typed, struct buf *ret)
{
	AUTO(buf_done) struct buf folded = {0};
	char *rest;
	unsigned long count;
	const char *kind = NULL;

	text_fold(&folded, typed);
	if (!isdigit((unsigned char)*buf_text(&folded)))
		return false;
	count = strtoul(buf_text(&folded), &rest, 10);
	if (*rest != ' ' || !count || count > INTAKE_DEVICES_MAX)
		return false;
	if (str_starts(rest + 1, "sim")) {
		table->sims = (unsigned)count;
		buf_printf(ret, _("%lu SIM"), count);
		return true;
	}
	for (size_t i = 0; i < ARRAY_LEN(words) && !kind; i++)
		if (str_starts(rest + 1, words[i].word))
			kind = words[i].kind;
	for (unsigned long i = 0; kind && i < count; i++) {
		struct intake_line *line = new_line(table, ret);

		if (!line)
			return true;
		*line = (struct intake_line){0};
		copy(line->cells[INTAKE_KIND], INTAKE_CELL_MAX, kind);
	}
	if (kind)
		buf_printf(ret, _("Thêm %lu %s chưa dò"), count, ui_kind_label(kind));
	return kind != NULL;
}

static bool looks_like_tag(const char *typed)
{
	size_t len = 0;

	for (; typed[len]; len++)
		if (!isalnum((unsigned char)typed[len]))
			return false;
	return len == 7;
}

enum intake_found intake_scan(struct intake_table *table, struct store *store, const char *typed,
			      struct buf *ret, char ret_device[UUID_TEXT_MAX])
{
	char tag[STORE_TAG_MAX];
	enum intake_found found;

	if (strncasecmp(typed, CODE_PREFIX, strlen(CODE_PREFIX)) == 0)
		typed += strlen(CODE_PREFIX);
	if (add_count(table, typed, ret))
		return INTAKE_ADDED;
	if (!store_read_tag(typed, tag)) {
		buf_printf(ret,
			   looks_like_tag(typed)
				   ? _("«%s»: sai ký tự kiểm, tem của chương trình khác hoặc đọc "
				       "nhầm")
				   : _("«%.40s»: không phải mã của chương trình; mã có 7 ký tự, "
				       "hoặc gõ «3 laptop»"),
			   typed);
		return INTAKE_REFUSED;
	}
	found = intake_add(table, store, tag, false, ret);
	if (found == INTAKE_WITH_PUPIL)
		snprintf(ret_device, UUID_TEXT_MAX, "%s", tag);
	return found;
}

/* ---- the draft ------------------------------------------------------------------------------- */

void intake_print(struct buf *ret, const struct intake_table *table)
{
	buf_printf(ret, "sims\t%u\n", table->sims);
	for (size_t i = 0; i < table->count; i++) {
		const struct intake_line *line = &table->lines[i];

		buf_printf(ret, "line\t%s\t%s\t%d", line->device, line->tag, line->is_again);
		for (int column = 0; column < INTAKE_COLUMNS; column++)
			buf_printf(ret, "\t%s", line->cells[column]);
		buf_add_char(ret, '\n');
	}
}

static const char *next_cell(char **rest)
{
	const char *cell = strsep(rest, "\t");

	return cell ? cell : "";
}

void intake_read_line(struct intake_table *table, char *text)
{
	const char *what = next_cell(&text);
	struct intake_line *line;

	if (str_eq(what, "sims"))
		table->sims = (unsigned)strtoul(next_cell(&text), NULL, 10) % (INTAKE_SIMS_MAX + 1);
	if (!str_eq(what, "line") || table->count == INTAKE_DEVICES_MAX)
		return;
	line = &table->lines[table->count++];
	copy(line->device, UUID_TEXT_MAX, next_cell(&text));
	copy(line->tag, STORE_TAG_MAX, next_cell(&text));
	line->is_again = str_eq(next_cell(&text), "1");
	for (int column = 0; column < INTAKE_COLUMNS; column++)
		copy(line->cells[column], INTAKE_CELL_MAX, next_cell(&text));
}
