/* The slip for the donor of a locked device: polite, plain, and what to do on that very device. We
 * check locks; opening them is for their owner. */
#include "flow.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define INDENT 4

struct slip {
	char id[UUID_TEXT_MAX], tag[STORE_TAG_MAX];
	struct snapshot snapshot;
	struct verdict verdict;
};

static void slip_done(struct slip *slip)
{
	snapshot_done(&slip->snapshot);
	verdict_done(&slip->verdict);
}

static int keep_tag(void *user, const struct record_kind *kind, const struct record *record)
{
	struct slip *slip = user;

	for (size_t i = 0; i < kind->field_count; i++)
		if (str_eq(kind->fields[i].name, "tag") && record->values[i])
			snprintf(slip->tag, sizeof(slip->tag), "%s", record->values[i]);
	snprintf(slip->id, sizeof(slip->id), "%s", record->id);
	return 0;
}

/* TEXT between words over lines of the slip, LEFT columns in, the first line after MARK. */
static void add_wrapped(struct buf *ret, const char *mark, int left, const char *text)
{
	buf_printf(ret, "%*s%s", left - text_width(mark), "", mark);
	text_wrap(ret, text, left, FLOW_SLIP_COLUMNS);
}

static void add_device(struct buf *ret, const struct slip *slip)
{
	static const char *const keys[] = {"device.vendor", "device.model"};
	AUTO(buf_done) struct buf name = {0};

	for (size_t i = 0; i < ARRAY_LEN(keys); i++) {
		const struct fact *fact = snapshot_said(&slip->snapshot, keys[i]);

		if (fact && fact->state == FACT_KNOWN && fact->type == FACT_TEXT)
			buf_printf(&name, "%s%s", name.len ? " " : "", fact->text);
	}
	buf_printf(ret, _("\n    Mã thiết bị: %s\n    Máy:         "), slip->tag);
	text_fit(ret, name.len ? buf_text(&name) : _("không ghi hãng và kiểu"),
		 FLOW_SLIP_COLUMNS - 17, false);
	buf_add_str(ret, "\n\n");
}

/* Signing out of one account often opens two locks: it is asked for once. */
static bool is_asked(const struct verdict *verdict, size_t which)
{
	const struct lock *locks = verdict->locks;

	for (size_t i = 0; i < which; i++)
		if (locks[i].state != LOCK_UNREAD && str_eq(locks[i].ask, locks[which].ask))
			return true;
	return false;
}

static void add_locks(struct buf *ret, const struct verdict *verdict)
{
	unsigned number = 0;

	for (size_t i = 0; i < verdict->lock_count; i++) {
		const struct lock *lock = &verdict->locks[i];
		const struct fact_def *def = fact_def_find(lock->fact);
		AUTO(buf_done) struct buf text = {0};
		char mark[8];

		if (lock->state == LOCK_UNREAD || is_asked(verdict, i))
			continue;
		snprintf(mark, sizeof(mark), "%u. ", ++number % 100);
		buf_printf(&text, "%s (%s): %s.", def ? _(def->label) : lock->fact,
			   lock_state_label(lock->state), lock->ask);
		add_wrapped(ret, mark, INDENT, buf_text(&text));
	}
}

static bool is_handheld(const struct slip *slip)
{
	return !str_eq(slip->snapshot.device.transport, "host");
}

static void add_foot(struct buf *ret, const struct slip *slip)
{
	char now[CLOCK_TEXT_MAX];

	buf_add_char(ret, '\n');
	if (is_handheld(slip))
		add_wrapped(ret, "", 0,
			    _("Xong các việc trên, xin khôi phục cài đặt gốc từ trong mục Cài đặt "
			      "của máy. Xin đừng xoá máy bằng phím nguồn và phím âm lượng: máy sẽ "
			      "vẫn đòi tài khoản cũ."));
	add_wrapped(ret, "", 0,
		    _("Trước khi làm, xin chép ảnh và danh bạ cần giữ. Cần giúp, xin mang máy và "
		      "phiếu này đến đội Hỗ trợ IT; đội không hỏi và không giữ mật khẩu của ai."));
	clock_text(now);
	buf_printf(ret, _("\nNgày %.2s/%.2s/%.4s. Trân trọng cảm ơn anh/chị.\n"), now + 8, now + 5,
		   now);
}

static void add_all(struct buf *ret, const struct slip *slip)
{
	buf_add_str(ret, _("PHIẾU ĐỀ NGHỊ MỞ KHOÁ MÁY TẶNG\n\n"));
	add_wrapped(ret, "", 0,
		    _("Chương trình Máy tính cũ – Tri thức mới cảm ơn anh/chị đã tặng máy:"));
	add_device(ret, slip);
	add_wrapped(ret, "", 0,
		    slip->verdict.gate == GATE_LOCKED
			    ? _("Máy còn khoá của chủ cũ nên chưa trao cho học sinh được. Khoá này "
				"chỉ chủ máy mở được; đội kỹ thuật không tự mở. Kính mong anh/chị:")
			    : _("Máy có dấu hiệu còn khoá của chủ cũ. Khoá này chỉ chủ máy mở "
				"được; đội kỹ thuật không tự mở. Kính mong anh/chị xem lại:"));
	buf_add_char(ret, '\n');
	add_locks(ret, &slip->verdict);
	add_foot(ret, slip);
}

static bool has_question(const struct verdict *verdict)
{
	for (size_t i = 0; i < verdict->lock_count; i++)
		if (verdict->locks[i].state != LOCK_UNREAD)
			return true;
	return false;
}

int flow_slip(struct buf *ret, struct store *store, const struct plan *plan, const char *device_id,
	      struct err *err)
{
	AUTO(slip_done) struct slip slip = {0};
	int r = store_get(store, record_kind_find("device"), device_id, keep_tag, &slip, err);

	if (r == 0)
		r = flow_judge_device(store, plan, slip.id, ASSESS_INTAKE, &slip.snapshot,
				      &slip.verdict, err);
	if (r < 0)
		return r;
	if (!has_question(&slip.verdict))
		return err_set(err, ENOENT,
			       slip.verdict.gate == GATE_OPEN
				       ? _("máy %s không có khoá nào: không cần phiếu")
				       : _("máy %s: chưa đọc được khoá; dò lại rồi in phiếu"),
			       slip.tag);
	add_all(ret, &slip);
	return 0;
}
