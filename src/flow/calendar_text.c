/* The year's calendar as people read it. */
#include "flow_course.h"

#include <stdio.h>

#define COLUMNS 78

static void add_item(struct buf *ret, const struct calendar_item *item)
{
	AUTO(buf_done) struct buf what = {0};

	buf_printf(&what, "%s (%s %s)", item->label, item->plan, item->clause);
	buf_add_str(ret, "  ");
	text_wrap(ret, buf_text(&what), 4, COLUMNS);
	if (item->record)
		buf_printf(ret, "    %s %s: %s\n", item->is_contest ? _("Cuộc thi") : _("Khoá học"),
			   item->tag, item->state_label);
	else
		buf_printf(ret, _("    chưa lập: hotroit %s new %s %s year=%d\n"),
			   item->is_contest ? "contest" : "course", item->plan, item->item,
			   item->year);
}

static void add_items(struct buf *ret, const struct calendar *calendar)
{
	int month = -1, year = calendar->year;

	for (size_t i = 0; i < calendar->item_count; i++) {
		const struct calendar_item *item = &calendar->items[i];

		if (item->year != year)
			buf_printf(ret, _("Năm %d\n"), item->year);
		if (item->month && (item->month != month || item->year != year))
			buf_printf(ret, _("Tháng %02d\n"), item->month);
		else if (item->month != month)
			buf_add_str(ret, _("Không định tháng\n"));
		month = item->month;
		year = item->year;
		add_item(ret, item);
	}
}

void calendar_text(struct buf *ret, const struct calendar *calendar)
{
	AUTO(buf_done) struct buf soon = {0};

	buf_printf(ret, _("Năm %d\n"), calendar->year);
	if (!calendar->item_count)
		buf_add_str(ret, _("Không kế hoạch nào định việc hằng năm cho năm này.\n"));
	else if (!calendar->plans)
		buf_add_str(ret,
			    _("Chưa chương trình nào chọn kế hoạch; đây là việc của mọi kế hoạch "
			      "có hiệu lực.\nLấy kế hoạch làm của mình để được nhắc: hotroit add "
			      "programme name=…\nplan=thu-duc-2024 (đã có chương trình thì "
			      "hotroit set programme … plan=…).\n"));
	add_items(ret, calendar);
	if (calendar->is_now)
		calendar_say_soon(&soon, calendar);
	if (soon.len)
		buf_printf(ret, _("Sắp tới\n%s"), buf_text(&soon));
}
