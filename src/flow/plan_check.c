/* What is wrong with a plan's file, what is doubtful in one that can be read, and a copy of one. */
#include "plan_text_priv.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static const char *const *choices(const char *kind, const char *field)
{
	return record_field_find(record_kind_find(kind), field)->choices;
}

int flow_plan_check(struct plan *ret_plan, const char *json, size_t len, const char *name,
		    struct buf *ret_wrong, struct err *err)
{
	const struct plan_words words = {.circumstances = choices("recipient", "circumstance"),
					 .levels = choices("unit", "level")};

	return plan_parse_all(ret_plan, json, len, name, &words, ret_wrong, err);
}

/* ---- doubts ---------------------------------------------------------------------------------- */

/* What has a note was seen by who made the plan. */
struct doubts {
	struct buf *open, *noted;
};

static void doubt(const struct doubts *ret, const struct plan_item *item, const char *what)
{
	buf_printf(item->note ? ret->noted : ret->open, "%s: %s\n", item->label, what);
}

/* What a copy brought along is no date of one's own, and days out of order are a slip, whatever the
 * note says. Days compare as text. */
static void doubt_days(struct buf *ret, const struct plan_contest *contest,
		       const struct plan *plan)
{
	const char *before = contest->before, *label = contest->is.label;
	const size_t day = strlen("2024-11-15");

	if (!before)
		return;
	if (strncmp(before, plan->effective_from, day) < 0)
		buf_printf(ret, _("%s: hạn nộp (before) %.10s trước ngày hiệu lực "
				  "(effective_from); đổi sang năm của mình\n"),
			   label, before);
	if (plan->effective_to && strncmp(before, plan->effective_to, day) > 0)
		buf_printf(ret, _("%s: hạn nộp (before) %.10s sau ngày hết hiệu lực "
				  "(effective_to)\n"),
			   label, before);
	if (contest->opens && strncmp(contest->opens, before, day) > 0)
		buf_printf(ret, "%s: %s\n", label, _("bắt đầu (opens) sau hạn nộp (before)"));
	if (contest->announce && strncmp(contest->announce, before, day) < 0)
		buf_printf(ret, "%s: %s\n", label, _("công bố (announce) trước hạn nộp (before)"));
}

static void doubt_contest(const struct doubts *ret, const struct plan_contest *contest,
			  const struct plan *plan)
{
	const struct plan_item *item = &contest->is;

	if (!contest->before && !contest->yearly.from_year)
		doubt(ret, item, _("chưa có hạn nộp (before) hay tháng hằng năm (yearly)"));
	if (contest->yearly.from_year && !contest->yearly.month)
		doubt(ret, item, _("hằng năm mà chưa định tháng"));
	doubt_days(ret->open, contest, plan);
	if (!contest->prize_count)
		doubt(ret, item, _("chưa có giải (prizes); điền khi lập cuộc thi"));
	if (!contest->criterion_count)
		doubt(ret, item, _("chưa có tiêu chí và trọng số (criteria); điền khi lập"));
}

static void doubt_course(const struct doubts *ret, const struct plan_course *course)
{
	if (course->yearly.from_year && !course->yearly.month)
		doubt(ret, &course->is, _("hằng năm mà chưa định tháng"));
	if (!course->minutes && !course->is_event)
		doubt(ret, &course->is, _("chưa có thời lượng (minutes); điền khi mở lớp"));
}

/* Those of the tasks; each without a note is a fault of its own already. */
void flow_plan_odd_sums(struct buf *ret, const struct plan *plan)
{
	const struct plan_work *work = &plan->work;
	struct plan_sums sums = plan_sums(work);
	struct plan_money money = plan_money_of(work);
	const char *unit = money.unit == 1 ? _("đồng") : _("triệu đồng");
	AUTO(buf_done) struct buf odd = {0};

	plan_add_odd(&odd, work, &money);
	if (odd.len)
		buf_printf(ret, _("kinh phí: giai đoạn cộng lại khác tổng: lệch %s (%s)\n"),
			   buf_text(&odd), unit);
	if (!work->budget.clause || work->budget.stated.amount == sums.printed)
		return;
	buf_clear(&odd);
	plan_add_money(&odd, &money, work->budget.stated.amount - sums.printed);
	buf_printf(ret, _("kinh phí: tổng kế hoạch ghi khác các dòng cộng lại: lệch %s (%s)\n"),
		   buf_text(&odd), unit);
}

static bool is_empty(const struct plan *plan)
{
	const struct plan_work *work = &plan->work;

	return !plan->profile_count && !plan->target_count && !work->contest_count &&
	       !work->course_count && !work->pilot_count && !work->task_count && !work->area_count;
}

void flow_plan_doubts(struct buf *ret_open, struct buf *ret_noted, const struct plan *plan)
{
	const struct doubts doubts = {ret_open, ret_noted};

	if (is_empty(plan))
		buf_printf(ret_open, "%s: %s\n", plan->id,
			   _("chưa có gì để làm: thêm profiles, contests, courses, tasks"));
	for (size_t i = 0; i < plan->work.contest_count; i++)
		doubt_contest(&doubts, &plan->work.contests[i], plan);
	for (size_t i = 0; i < plan->work.course_count; i++)
		doubt_course(&doubts, &plan->work.courses[i]);
	flow_plan_odd_sums(ret_noted, plan);
}

/* ---- a copy ---------------------------------------------------------------------------------- */

static void write_note(struct buf *ret, const struct plan *plan, const struct date *today)
{
	AUTO(buf_done) struct buf day = {0};

	date_print_short(&day, today);
	buf_printf(
		ret,
		_("Bản chép của %s (bản %s) ngày %s. Sửa title, number, issuer, issued, source, "
		  "effective_from, effective_to cho đúng văn bản của mình; bỏ mục không dùng; mỗi "
		  "mục giữ clause (số khoản) và quote (nguyên văn). Xong: hotroit plan check."),
		plan->id, plan->version, buf_text(&day));
}

int flow_plan_copy(const struct plan_library *library, const char *id, const char *new_id,
		   struct buf *ret_file, struct err *err)
{
	const struct plan *plan = flow_plan_find(library, id);
	char relative[PLAN_ID_MAX + 16], file[PATH_MAX], version[DATE_TEXT_MAX + 4];
	AUTO(buf_done) struct buf note = {0}, json = {0};
	struct date today = date_today();
	int r;

	if (!plan)
		return err_set(err, ENOENT, _("không có kế hoạch \"%s\"; xem hotroit plan list"),
			       id);
	if (!plan_id_is(new_id))
		return err_set(
			err, EINVAL,
			_("%s: mã mới chỉ gồm chữ thường không dấu, số, - và dấu chấm, nhiều "
			  "nhất %d; như cu-chi-2027"),
			new_id, PLAN_ID_MAX);
	if (flow_plan_find(library, new_id))
		return err_set(err, EEXIST, _("%s: đã có kế hoạch mã này; chọn mã khác"), new_id);
	snprintf(relative, sizeof(relative), "plans/%s.json", new_id);
	r = path_data(relative, file, sizeof(file));
	if (r == 0)
		r = path_make_folders(file);
	if (r < 0)
		return err_set(err, -r, _("%s: không tạo được thư mục (%s)"), relative,
			       err_why(-r));
	date_print(&today, version);
	memcpy(version + strlen(version), "/1", sizeof("/1"));
	write_note(&note, plan, &today);
	plan_copy(&json, plan, new_id, version, buf_text(&note));
	r = flow_write_file(file, &json, FLOW_FILE_ALL, false, err);
	if (r == 0)
		buf_add_str(ret_file, file);
	return r;
}
