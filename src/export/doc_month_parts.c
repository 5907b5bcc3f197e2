/* The month's figures in the order in which a report tells them. */
#include "month_parts_priv.h"
#include "text.h"

#include <string.h>

static size_t prefix_length(const char *key)
{
	const char *dot = strrchr(key, '.');

	return dot ? (size_t)(dot - key) : strlen(key);
}

size_t month_part_group(const struct month_pack *pack, size_t first)
{
	const struct month_figure *one = pack->figures[first];
	size_t len = prefix_length(one->key), end = first;

	while (end < pack->count && pack->figures[end]->is_part &&
	       prefix_length(pack->figures[end]->key) == len &&
	       strncmp(pack->figures[end]->key, one->key, len) == 0)
		end++;
	return end - first;
}

size_t month_section_end(const struct month_pack *pack, size_t first)
{
	size_t end = first;

	while (end < pack->count && pack->figures[end]->section == pack->figures[first]->section)
		end++;
	return end;
}

const char *month_chart_title(const struct month_pack *pack, size_t first)
{
	const struct month_figure *one = pack->figures[first];

	for (size_t i = first; one->is_part && i-- > 0;)
		if (pack->figures[i]->section == one->section && !pack->figures[i]->is_part)
			return pack->figures[i]->label;
	return one->target && !one->is_part ? "So với chỉ tiêu"
					    : month_section_titles[one->section];
}

const char *month_about(const struct month_pack *pack, struct arena *arena)
{
	const char *month;

	if (strlen(pack->period) < strlen("2026-11"))
		return arena_printf(arena, "năm %.4s", pack->period);
	month = pack->period + strlen("2026-");
	/* The decree wants a 0 before January and February, and before no other month. */
	return arena_printf(arena, "tháng %s năm %.4s",
			    *month == '0' && month[1] > '2' ? month + 1 : month, pack->period);
}

const char *month_standing_text(const struct month_pack *pack, struct arena *arena)
{
	AUTO(buf_done) struct buf text = {0};

	month_standing(&text, pack, MONTH_PRINTED);
	return arena_str(arena, buf_text(&text));
}

const char *month_label_text(struct arena *arena, const struct month_figure *figure)
{
	AUTO(buf_done) struct buf text = {0};

	month_label(&text, figure, MONTH_PRINTED);
	return arena_str(arena, buf_text(&text));
}

const char *month_value_text(struct arena *arena, const struct month_figure *figure)
{
	AUTO(buf_done) struct buf text = {0};

	month_value(&text, figure, MONTH_PRINTED);
	return arena_str(arena, buf_text(&text));
}

const char *month_number_text(struct arena *arena, int64_t number)
{
	AUTO(buf_done) struct buf text = {0};

	text_money(&text, number);
	return arena_str(arena, buf_text(&text));
}

const char *month_change_text(struct arena *arena, const struct month_figure *figure)
{
	return arena_printf(arena, "%s%s", figure->value > 0 ? "+" : "",
			    month_value_text(arena, figure));
}

int64_t month_longest(const struct month_pack *pack, size_t first, size_t count)
{
	int64_t most = 1;

	for (size_t i = first; i < first + count; i++) {
		const struct month_figure *figure = pack->figures[i];

		most = figure->value > most ? figure->value : most;
		most = figure->target > most ? figure->target : most;
	}
	return most;
}

size_t month_stages(const struct month_pack *pack, size_t first, size_t end)
{
	size_t count = 0;

	while (first + count < end && !pack->figures[first + count]->of)
		count++;
	return count;
}

bool month_is_about(const struct month_figure *figure, const struct month_figure *other)
{
	size_t len = prefix_length(figure->key);

	return prefix_length(other->key) == len && strncmp(figure->key, other->key, len) == 0;
}

const struct month_figure *month_stage(const struct month_pack *pack,
				       const struct month_figure *row,
				       const struct month_figure *stage)
{
	const char *word = strrchr(stage->key, '.');

	for (size_t i = 0; word && i < pack->count; i++) {
		const struct month_figure *one = pack->figures[i];
		const char *last = strrchr(one->key, '.');

		if (one->section == row->section && month_is_about(row, one) && last &&
		    str_eq(last, word))
			return one;
	}
	return NULL;
}
