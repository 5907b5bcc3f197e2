/* Reads the kits of a day on which devices are given, by the pupils' given names. */
#include "handover_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct reading_rows {
	struct handover_rows *rows;
	struct ui *ui;
	struct handover_row *row; /* whose pupil or device is read */
};

static const char *kept(const struct reading_rows *reading, const struct record_kind *kind,
			const struct record *record, const char *name)
{
	return arena_str(&reading->rows->arena, record_value(kind, record, name));
}

static enum handover_mark mark_of(const char *state)
{
	return str_eq(state, "reserved")  ? KIT_RESERVED
	       : str_eq(state, "no-show") ? KIT_ABSENT
					  : KIT_GIVEN;
}

static int take_kit(void *user, const struct record_kind *kind, const struct record *record)
{
	const struct reading_rows *reading = user;
	struct handover_rows *rows = reading->rows;
	const char *state = record_value(kind, record, "state");

	if (str_eq(state, "released"))
		return 0;
	if (rows->count == HANDOVER_ROWS_MAX) {
		rows->is_more = true;
		return 1;
	}
	rows->rows[rows->count++] = (struct handover_row){
		.id = arena_str(&rows->arena, record->id),
		.tag = kept(reading, kind, record, "tag"),
		.recipient = kept(reading, kind, record, "recipient"),
		.device = kept(reading, kind, record, "device"),
		.device_text = "",
		.sim_text = ui_shown(reading->ui, &rows->arena, kind, record, "sim"),
		.state_text = ui_shown(reading->ui, &rows->arena, kind, record, "state"),
		.reason = ui_shown(reading->ui, &rows->arena, kind, record, "reason"),
		.substitutes = kept(reading, kind, record, "substitutes"),
		.mark = mark_of(state),
	};
	return 0;
}

static int take_pupil(void *user, const struct record_kind *kind, const struct record *record)
{
	const struct reading_rows *reading = user;
	struct handover_row *row = reading->row;
	AUTO(buf_done) struct buf key = {0};

	row->name = ui_shown(reading->ui, &reading->rows->arena, kind, record, "name");
	row->class = ui_shown(reading->ui, &reading->rows->arena, kind, record, "class");
	row->guardian = kept(reading, kind, record, "guardian");
	row->relation = kept(reading, kind, record, "guardian_relation");
	row->phone = ui_shown(reading->ui, &reading->rows->arena, kind, record, "phone");
	text_name_key(&key, row->name);
	row->key = arena_str(&reading->rows->arena, buf_text(&key));
	return 0;
}

static int take_device(void *user, const struct record_kind *kind, const struct record *record)
{
	const struct reading_rows *reading = user;
	const char *model = record_value(kind, record, "model");

	reading->row->device_text =
		arena_printf(&reading->rows->arena, "%s %s%s%s", record_value(kind, record, "tag"),
			     ui_kind_label(record_value(kind, record, "kind")), model ? " " : "",
			     model ? model : "");
	return 0;
}

static int read_row(struct reading_rows *reading, struct handover_row *row, struct err *err)
{
	int r;

	reading->row = row;
	r = store_get(reading->ui->store, record_kind_find("recipient"), row->recipient, take_pupil,
		      reading, err);
	return r < 0 || !row->device ? r
				     : store_get(reading->ui->store, record_kind_find("device"),
						 row->device, take_device, reading, err);
}

static int take_day(void *user, const struct record_kind *kind, const struct record *record)
{
	const struct reading_rows *reading = user;
	struct handover_rows *rows = reading->rows;

	snprintf(rows->id, sizeof(rows->id), "%s", record->id);
	rows->name = kept(reading, kind, record, "name");
	rows->day = ui_shown(reading->ui, &rows->arena, kind, record, "on_date");
	rows->place = ui_shown(reading->ui, &rows->arena, kind, record,
			       record_value(kind, record, "place") ? "place" : "unit");
	rows->state = kept(reading, kind, record, "state");
	rows->state_text = ui_shown(reading->ui, &rows->arena, kind, record, "state");
	rows->tag = kept(reading, kind, record, "tag");
	rows->unit = kept(reading, kind, record, "unit");
	return 0;
}

static int by_name(const void *a, const void *b)
{
	const struct handover_row *one = a, *other = b;
	int order = strcmp(one->key, other->key);

	return order ? order : strcmp(one->id, other->id);
}

static void count(struct handover_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		for (size_t j = 0; j < rows->count; j++)
			if (rows->rows[i].mark == KIT_ABSENT &&
			    rows->rows[j].mark != KIT_ABSENT &&
			    str_eq(rows->rows[j].substitutes, rows->rows[i].id))
				rows->rows[i].mark = KIT_REPLACED;
		rows->given += rows->rows[i].mark == KIT_GIVEN;
		rows->reserved += rows->rows[i].mark == KIT_RESERVED;
		rows->absent += rows->rows[i].mark == KIT_ABSENT;
	}
}

int handover_rows_read(struct handover_rows *rows, struct ui *ui, const char *id, struct err *err)
{
	AUTO(handover_rows_done) struct handover_rows fresh = {0};
	struct reading_rows reading = {.rows = &fresh, .ui = ui};
	const struct store_filter filter = {.name = "handover", .value = fresh.id};
	const struct store_query query = {.filters = &filter, .filter_count = 1};
	int r = store_read_begin(ui->store, err);

	if (r < 0)
		return r;
	r = store_get(ui->store, record_kind_find("handover"), id, take_day, &reading, err);
	if (r == 0)
		r = store_list(ui->store, record_kind_find("kit"), &query, take_kit, &reading,
			       err);
	for (size_t i = 0; r == 0 && i < fresh.count; i++)
		r = read_row(&reading, &fresh.rows[i], err);
	store_read_end(ui->store);
	if (r < 0)
		return r;
	qsort(fresh.rows, fresh.count, sizeof(*fresh.rows), by_name);
	count(&fresh);
	handover_rows_done(rows);
	*rows = fresh;
	fresh.arena = (struct arena){0};
	return 0;
}

void handover_rows_done(struct handover_rows *rows)
{
	arena_done(&rows->arena);
	*rows = (struct handover_rows){0};
}
