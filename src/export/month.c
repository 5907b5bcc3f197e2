/* Báo cáo tháng: what every form of the month's report says the same way. */
#include "export.h"

#include "model.h"

#include <stdio.h>
#include <string.h>

const char *const month_section_names[MONTH_SECTIONS] = {
	[MONTH_HANDED] = "handed",     [MONTH_RECEIVED] = "received", [MONTH_REQUESTS] = "requests",
	[MONTH_VERDICTS] = "verdicts", [MONTH_COVER] = "cover",	      [MONTH_PUPILS] = "pupils",
	[MONTH_FUND] = "fund",	       [MONTH_PEOPLE] = "people",     [MONTH_RANKS] = "ranks",
	[MONTH_TASKS] = "tasks",       [MONTH_MOVEMENT] = "movement", [MONTH_TRAINING] = "training",
	[MONTH_CONTESTS] = "contests",
};

const char *const month_section_titles[MONTH_SECTIONS] = {
	[MONTH_HANDED] = N_("Trao tặng"),
	[MONTH_RECEIVED] = N_("Tiếp nhận, tồn kho"),
	[MONTH_REQUESTS] = N_("Yêu cầu hỗ trợ"),
	[MONTH_VERDICTS] = N_("Đối chiếu tiêu chuẩn"),
	[MONTH_COVER] = N_("Mạng lưới tổ, đội"),
	[MONTH_PUPILS] = N_("Học sinh"),
	[MONTH_FUND] = N_("Quỹ"),
	[MONTH_PEOPLE] = N_("Tình nguyện viên"),
	[MONTH_RANKS] = N_("Đề nghị biểu dương"),
	[MONTH_TRAINING] = N_("Đào tạo, tập huấn"),
	[MONTH_CONTESTS] = N_("Cuộc thi"),
	[MONTH_TASKS] = N_("Nhiệm vụ của kế hoạch"),
	[MONTH_MOVEMENT] = N_("Phong trào thi đua"),
};

void month_done(struct month_pack *pack)
{
	arena_done(&pack->arena);
	*pack = (struct month_pack){0};
}

int month_section_number(const struct month_pack *pack, enum month_section section)
{
	unsigned told = pack->hidden;
	int number = 1;

	for (size_t i = 0; i < pack->count; i++)
		told |= MONTH_BIT(pack->figures[i]->section);
	for (enum month_section i = 0; i < section; i++)
		number += (told & MONTH_BIT(i)) != 0;
	return number;
}

const struct month_figure *month_find(const struct month_pack *pack, const char *key)
{
	for (size_t i = 0; i < pack->count; i++)
		if (str_eq(pack->figures[i]->key, key))
			return pack->figures[i];
	return NULL;
}

static const char *said(const char *text, enum month_words words)
{
	return words == MONTH_SHOWN ? _(text) : text;
}

void month_value(struct buf *ret, const struct month_figure *figure, enum month_words words)
{
	if (!figure->is_known) {
		buf_add_str(ret, said(N_("chưa có số liệu"), words));
		return;
	}
	text_money(ret, figure->value);
	buf_printf(ret, "%s%s", str_eq(figure->unit, "%") ? "" : " ", said(figure->unit, words));
}

void month_label(struct buf *ret, const struct month_figure *figure, enum month_words words)
{
	if (figure->of && *figure->of)
		buf_printf(ret, "%s: ", said(figure->of, words));
	buf_add_str(ret, said(figure->label, words));
}

void month_standing(struct buf *ret, const struct month_pack *pack, enum month_words words)
{
	const char *hour = strlen(pack->at) > strlen("2026-11-22T") ? strchr(pack->at, 'T') : NULL;
	char day[DATE_TEXT_MAX];
	struct date date;

	snprintf(day, sizeof(day), "%.10s", pack->at);
	buf_add_str(ret, pack->frozen ? said(N_("Số liệu đã chốt lúc "), words)
				      : said(N_("Số liệu tạm tính lúc "), words));
	buf_printf(ret, "%.5s", hour ? hour + 1 : "");
	buf_add_str(ret, said(N_(" ngày "), words));
	if (date_read(day, &date))
		date_print_short(ret, &date);
	if (!pack->frozen)
		buf_add_str(ret, said(N_(", chưa chốt"), words));
	if (pack->closed_by && *pack->closed_by)
		buf_printf(ret, "%s%s", said(N_(", người chốt: "), words), pack->closed_by);
}
