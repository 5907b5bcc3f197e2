/* The one line under a verdict's head: what a person must know before reading the table. */
#include "view_priv.h"

#include <math.h>

#define MEMORY_GAP 0.10 /* below this installed and usable are the same to a person */

static const struct fact *known(const struct view *view, const char *key)
{
	const struct fact *fact = snapshot_fact(view->snapshot, key);

	return fact && fact->state == FACT_KNOWN && fact->num > 0 ? fact : NULL;
}

bool view_is_asked(const struct view *view)
{
	const struct slot *slot = view->slot;

	return slot && slot->is_saved && slot->saved.match == STORE_ASK &&
	       slot->saved.candidate_count;
}

static void draw_locked(const struct view *view, struct canvas *canvas)
{
	AUTO(buf_done) struct buf text = {0};

	buf_add_str(&text, _("Còn khoá:"));
	for (size_t i = 0; i < view->verdict->lock_count; i++) {
		const struct fact_def *def = fact_def_find(view->verdict->locks[i].fact);

		if (view->verdict->locks[i].state == LOCK_PRESENT && def)
			buf_printf(&text, " %s.", _(def->label));
	}
	buf_add_str(&text, *view->device_id ? _(" Bị chặn; p: phiếu cho người tặng")
					    : _(" Chỉ người tặng mở được; chưa nhận vào sổ"));
	canvas_text(canvas, 2, 1, 0, STYLE_FAIL, buf_text(&text));
}

/* A pass says nothing of locks that nobody could look at: told here, where the word stands. */
static void draw_unread(const struct view *view, struct canvas *canvas)
{
	AUTO(buf_done) struct buf names = {0};

	for (size_t i = 0; i < view->verdict->lock_count; i++) {
		const struct fact_def *def = fact_def_find(view->verdict->locks[i].fact);

		if (def)
			buf_printf(&names, "%s%s", names.len ? ", " : "", _(def->label));
	}
	if (names.len)
		canvas_printf(canvas, 2, 1, 0, STYLE_REVIEW,
			      _("Chưa rõ: %s; xem trên máy trước khi trao"), buf_text(&names));
}

void view_notice(const struct view *view, struct canvas *canvas)
{
	AUTO(buf_done) struct buf a = {0}, b = {0};
	const struct fact *installed = known(view, "memory.installed");
	const struct fact *usable = known(view, "memory.usable");

	if (view_is_asked(view)) {
		canvas_printf(canvas, 2, 1, 0, STYLE_REVIEW,
			      _("Có phải máy %s đã nhận trước đây?  s: đúng máy đó  m: máy khác"),
			      view->slot->saved.candidate_tags[0]);
	} else if (view->verdict->gate == GATE_LOCKED) {
		draw_locked(view, canvas);
	} else if (installed && usable &&
		   fabs((double)(installed->num - usable->num)) >
			   MEMORY_GAP * (double)installed->num) {
		fact_show(&a, installed);
		fact_show(&b, usable);
		canvas_printf(canvas, 2, 1, 0, STYLE_REVIEW,
			      _("RAM lắp %s nhưng hệ điều hành chỉ dùng được %s"), buf_text(&a),
			      buf_text(&b));
	} else if (view->verdict->gate == GATE_UNREAD && view->verdict->lock_count) {
		draw_unread(view, canvas);
	} else if (view->verdict->warning_count) {
		canvas_printf(canvas, 2, 1, 0, STYLE_REVIEW, _("Có %zu lưu ý ở cuối bảng"),
			      view->verdict->warning_count);
	}
}
