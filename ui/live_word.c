/* What the orders on the stick say of a machine, and since when: read and shown. */
#include "live_wipe_priv.h"

#include <stdio.h>
#include <string.h>

#define BROKEN N_("? Có USB mà danh sách hỏng: chưa rõ. Bàn ghi lại, rồi mở lại máy này")

static void show_day(const char *moment, char ret[DATE_TEXT_MAX])
{
	AUTO(buf_done) struct buf text = {0};
	char day[sizeof("YYYY-MM-DD")];
	struct date date;

	snprintf(day, sizeof(day), "%s", moment);
	if (date_read(day, &date))
		date_print_short(&text, &date);
	snprintf(ret, DATE_TEXT_MAX, "%s", text.len ? buf_text(&text) : "?");
}

/* The first order that fits; two machines that tell the same of themselves have one each. */
static void know(struct live_word *ret, const struct wipe_orders *orders,
		 const struct snapshot *machine)
{
	for (size_t i = 0; i < orders->count && !*ret->known_as; i++)
		if (wipe_order_fits(&orders->list[i], machine))
			snprintf(ret->known_as, sizeof(ret->known_as), "%s", orders->list[i].tag);
}

void live_wipe_word(const struct live_wipe *wipe, const char *tag, const struct snapshot *machine,
		    struct live_word *ret)
{
	AUTO(wipe_orders_done) struct wipe_orders orders = {0};
	const int64_t now = clock_unix_ms();
	char folder[PATH_MAX + 16];
	const struct wipe_order *order, *deciding;
	const char *made_at;

	*ret = (struct live_word){.consent = WIPE_CONSENT_UNKNOWN};
	snprintf(folder, sizeof(folder), "%s/orders", wipe->folder);
	wipe_orders_load(&orders, folder, now);
	ret->is_broken = orders.unread > 0;
	if (!orders.made_at)
		return;
	know(ret, &orders, machine);
	order = wipe_order_find(&orders, tag);
	deciding = wipe_order_of(&orders, tag, machine);
	made_at = deciding ? deciding->made_at : orders.made_at;
	show_day(made_at, ret->made);
	ret->is_old = wipe_made_is_old(made_at, now);
	ret->is_of_other = order && !wipe_order_fits(order, machine);
	ret->is_ordered = order && !ret->is_of_other;
	if (deciding)
		ret->consent = deciding->consent;
	for (size_t i = 0; i < wipe->count && ret->consent == WIPE_CONSENT_YES; i++)
		if (live_disk_taken(&wipe->disks[i]) &&
		    !wipe_order_has_disk(order, machine, wipe->disks[i].serial))
			ret->consent = WIPE_CONSENT_UNKNOWN;
}

bool live_word_refuses(struct ui *ui, const struct live_word *word, const char *tag, bool again)
{
	char read[STORE_TAG_MAX];

	if (word->is_ordered)
		return false;
	if (word->is_of_other && !*word->known_as) {
		ui_say(ui, STYLE_FAIL, _("USB biết mã %s là của máy khác: xem lại tem"), tag);
		return true;
	}
	if (!word->is_of_other && !store_read_tag(tag, read)) {
		ui_say(ui, STYLE_FAIL, _("Không mã nào như thế: gõ lại đủ 7 chữ, số trên tem"));
		return true;
	}
	if (!*word->known_as || (again && !word->is_of_other))
		return false;
	ui_say(ui, STYLE_FAIL,
	       word->is_of_other
		       ? _("USB biết máy này là %s; mã vừa gõ là của máy khác: xem lại tem")
		       : _("USB biết máy này là %s; mã vừa gõ khác. Tem đúng thì Enter lần nữa"),
	       word->known_as);
	return true;
}

/* Before a tag is typed only how old they are. */
static void draw_orders(const struct live_word *word, struct canvas *canvas, int row)
{
	if (word->is_broken)
		canvas_text(canvas, row, 1, 0, STYLE_REVIEW, _(BROKEN));
	else if (!*word->made)
		canvas_text(canvas, row, 1, 0, STYLE_REVIEW,
			    _("? USB không có danh sách máy được phép xoá: bàn ghi lên USB"));
	else if (word->is_old)
		canvas_printf(canvas, row, 1, 0, STYLE_REVIEW,
			      _("? Danh sách trên USB ngày %s, quá 30 ngày hay sau hôm nay: "
				"chưa rõ"),
			      word->made);
	else
		canvas_printf(canvas, row, 1, 0, STYLE_NORMAL,
			      _("Danh sách trên USB ngày %s; quá 30 ngày thì coi như chưa rõ"),
			      word->made);
}

void live_word_draw(const struct live_word *word, const char *tag, struct canvas *canvas, int row)
{
	const char *made = word->made;

	if (!tag)
		draw_orders(word, canvas, row);
	else if (word->consent != WIPE_CONSENT_NO && word->is_broken)
		canvas_text(canvas, row, 1, 0, STYLE_REVIEW, _(BROKEN));
	else if (word->consent != WIPE_CONSENT_NO && !word->is_ordered)
		canvas_printf(canvas, row, 1, 0, STYLE_REVIEW,
			      _("? Máy %s: USB không có đồng ý xoá của bên tặng"), tag);
	else if (word->consent == WIPE_CONSENT_YES)
		canvas_printf(canvas, row, 1, 0, STYLE_PASS,
			      _("● Máy %s: bên tặng đã đồng ý xoá (danh sách ngày %s)"), tag, made);
	else if (word->consent == WIPE_CONSENT_NO)
		canvas_printf(canvas, row, 1, 0, STYLE_FAIL,
			      _("X Máy %s: bên tặng KHÔNG đồng ý xoá (danh sách ngày %s)"), tag,
			      made);
	else if (word->is_old)
		canvas_printf(canvas, row, 1, 0, STYLE_REVIEW,
			      _("? Máy %s: danh sách ngày %s, quá 30 ngày hay sau hôm nay"), tag,
			      made);
	else
		canvas_printf(canvas, row, 1, 0, STYLE_REVIEW,
			      _("? Máy %s: có ổ mà danh sách ngày %s chưa biết: hỏi bên tặng"),
			      tag, made);
}
