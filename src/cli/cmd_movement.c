/* hotroit movement: a year's activities by area and month, and where the units stand. */
#include "cli.h"

#include <stdio.h>
#include <string.h>

#define LABEL_COLUMNS 26
#define UNIT_COLUMNS 34

static void add_areas(struct buf *text, const struct movement *movement)
{
	text_fit(text, _("Nội dung thi đua"), LABEL_COLUMNS, true);
	for (int i = 1; i <= MOVEMENT_MONTHS; i++)
		buf_printf(text, "%4d", i);
	buf_printf(text, "%*s%s\n", 7 - text_width(_("Cộng")), "", _("Cộng"));
	for (size_t i = 1; i <= MOVEMENT_AREAS; i++) {
		const struct movement_area *area = &movement->areas[i % MOVEMENT_AREAS];
		AUTO(buf_done) struct buf label = {0};

		if (i == MOVEMENT_AREAS && !area->total)
			continue;
		if (i == MOVEMENT_AREAS)
			buf_add_str(&label, _("Chưa ghi nội dung"));
		else
			buf_printf(&label, "%zu %s", i, area->label ? area->label : "");
		text_fit(text, buf_text(&label), LABEL_COLUMNS, true);
		for (int k = 0; k < MOVEMENT_MONTHS; k++)
			buf_printf(text, "%4lld", (long long)area->months[k]);
		buf_printf(text, "%7lld\n", (long long)area->total);
	}
}

static void add_units(struct buf *text, const struct movement *movement)
{
	if (!movement->unit_count)
		return;
	buf_add_char(text, '\n');
	for (size_t i = 0; i < movement->unit_count; i++) {
		const struct movement_unit *unit = &movement->units[i];

		if (unit->is_reviewed)
			buf_printf(text, "%4zu ", unit->place);
		else
			buf_add_str(text, "   - ");
		text_fit(text, unit->name, UNIT_COLUMNS, true);
		buf_printf(text, _(" %lld hoạt động"), (long long)unit->total);
		if (unit->is_reviewed)
			buf_printf(text, _(", %lld điểm%s%s%s"), (long long)unit->points,
				   unit->rank ? ", " : "", unit->rank ? unit->rank : "",
				   unit->is_tied ? _(" (đồng hạng)") : "");
		else
			buf_add_str(text, _(", chưa đánh giá"));
		if (unit->reviews > 1)
			buf_printf(text, _("; có %zu đánh giá, lấy bản mới nhất"), unit->reviews);
		buf_add_char(text, '\n');
	}
}

static void add_json_areas(struct buf *text, const struct movement *movement)
{
	for (size_t i = 0; i < MOVEMENT_AREAS; i++) {
		const struct movement_area *area = &movement->areas[i];

		buf_printf(text, "%s\n {\"area\":%zu,\"total\":%lld,\"participants\":%lld,"
				 "\"months\":[", i ? "," : "", i, (long long)area->total,
			   (long long)area->participants);
		for (int k = 0; k < MOVEMENT_MONTHS; k++)
			buf_printf(text, "%s%lld", k ? "," : "", (long long)area->months[k]);
		buf_add_str(text, "]}");
	}
}

static void add_json_units(struct buf *text, const struct movement *movement)
{
	for (size_t i = 0; i < movement->unit_count; i++) {
		const struct movement_unit *unit = &movement->units[i];

		buf_printf(text, "%s\n {\"unit\":", i ? "," : "");
		json_add_text(text, unit->id);
		buf_add_str(text, ",\"name\":");
		json_add_text(text, unit->name);
		buf_printf(text, ",\"total\":%lld,\"participants\":%lld", (long long)unit->total,
			   (long long)unit->participants);
		if (unit->is_reviewed)
			buf_printf(text, ",\"points\":%lld,\"place\":%zu,\"tied\":%s",
				   (long long)unit->points, unit->place,
				   unit->is_tied ? "true" : "false");
		buf_add_char(text, '}');
	}
}

static void show_json(struct buf *text, const struct movement *movement)
{
	buf_printf(text, "{\"schema\":\"hotroit.movement/1\",\"year\":\"%s\",\"total\":%lld,"
			 "\"repeats\":%zu,\"areas\":[", movement->year,
		   (long long)movement->total, movement->repeats);
	add_json_areas(text, movement);
	buf_add_str(text, "],\"units\":[");
	add_json_units(text, movement);
	buf_add_str(text, "]}\n");
}

static void show_text(struct buf *text, const struct movement *movement)
{
	buf_printf(text, _("Phong trào năm %s: %lld hoạt động, %lld lượt người"), movement->year,
		   (long long)movement->total, (long long)movement->participants);
	if (movement->repeats)
		buf_printf(text, _("; bỏ %zu dòng trùng khoá học, cuộc thi"), movement->repeats);
	buf_add_str(text, "\n\n");
	add_areas(text, movement);
	add_units(text, movement);
}

static int run(struct cli *cli)
{
	AUTO(cli_store_done) struct store *store = NULL;
	AUTO(flow_movement_done) struct movement movement = {0};
	AUTO(buf_done) struct buf text = {0};
	char now[CLOCK_TEXT_MAX], year[8];
	struct err err;

	clock_text(now);
	snprintf(year, sizeof(year), "%.7s", cli->arg_count ? cli->args[0] : now);
	if (!cli->arg_count)
		year[strlen("2026")] = '\0';
	if (cli_store(cli, STORE_READ_ONLY, &store, &err) < 0 ||
	    flow_movement(&movement, store, year, &err) < 0)
		return cli_fail(&err);
	if (cli_value(cli, "--json")) {
		show_json(&text, &movement);
		return cli_out_raw(&text);
	}
	show_text(&text, &movement);
	return cli_out(&text);
}

const struct command cmd_movement = {
	.name = "movement",
	.summary = N_("phong trào trong năm theo nội dung, tháng, đơn vị; xếp hạng"),
	.usage = N_("[NĂM] [--json]\n"
		    "  đếm hoạt động (hotroit add activity) theo nội dung 1–7, tháng, đơn vị;\n"
		    "  điểm, hạng theo đánh giá (hotroit add evaluation unit=… year=… points=…)"),
	.example = N_("hotroit movement 2026"),
	.options = {{"--json", NULL, N_("in dạng JSON")}},
	.min_args = 0,
	.max_args = 1,
	.run = run,
};
