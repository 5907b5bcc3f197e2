/* What is wrong with a plan's file, what is doubtful in one that can be read, and a copy of one. */
#include "plan_text_priv.h"

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

static const struct field *choice_field(const char *kind, const char *field)
{
	return record_field_find(record_kind_find(kind), field);
}

/* Words that must be those of our records. */
static int check_words(const struct plan *plan, const char *name, struct buf *wrong,
		       struct err *err)
{
	const struct field *circumstance = choice_field("recipient", "circumstance");
	const struct field *level = choice_field("unit", "level");
	struct err said = {0};

	for (size_t i = 0; i < plan->matching.priority_count; i++)
		if (!record_choice_label(circumstance, plan->matching.priority[i]))
			err_set(&said, EBADMSG, _("%s: matching: không có hoàn cảnh \"%.40s\""),
				name, plan->matching.priority[i]);
	for (size_t i = 0; i < plan->work.pilot_count; i++)
		for (size_t q = 0; q < plan->work.pilots[i].quota_count; q++)
			if (!record_choice_label(level, plan->work.pilots[i].quotas[q].level))
				err_set(&said, EBADMSG,
					_("%s: thí điểm %s: cấp \"%.20s\" không có; chọn mn, th, "
					  "thcs, thpt hoặc gdtx"),
					name, plan->work.pilots[i].is.id,
					plan->work.pilots[i].quotas[q].level);
	if (!said.code)
		return 0;
	if (wrong)
		buf_printf(wrong, "%s\n", said.text);
	*err = said;
	return -EBADMSG;
}

int flow_plan_check(struct plan *ret_plan, const char *json, size_t len, const char *name,
		    struct buf *ret_wrong, struct err *err)
{
	AUTO(plan_done) struct plan plan = {0};
	int r = plan_parse_all(&plan, json, len, name, ret_wrong, err);

	if (r == 0)
		r = check_words(&plan, name, ret_wrong, err);
	if (r < 0)
		return r;
	*ret_plan = plan;
	plan = (struct plan){0};
	return 0;
}

/* ---- doubts ---------------------------------------------------------------------------------- */

static void doubt(struct buf *ret, const char *where, const char *what)
{
	buf_printf(ret, "%s: %s\n", where, what);
}

static void doubt_contest(struct buf *ret, const struct plan_contest *contest)
{
	const char *where = contest->is.label;
	bool has_time = contest->before || contest->yearly.from_year;

	if (!has_time)
		doubt(ret, where, _("chưa có hạn nộp (before) hay tháng hằng năm (yearly)"));
	if (contest->yearly.from_year && !contest->yearly.month)
		doubt(ret, where, _("hằng năm mà chưa định tháng"));
	/* Days compare as text. */
	if (contest->before && contest->opens && strncmp(contest->opens, contest->before, 10) > 0)
		doubt(ret, where, _("bắt đầu (opens) sau hạn nộp (before)"));
	if (contest->before && contest->announce &&
	    strncmp(contest->announce, contest->before, 10) < 0)
		doubt(ret, where, _("công bố (announce) trước hạn nộp (before)"));
	if (!contest->prize_count)
		doubt(ret, where, _("chưa có giải (prizes); điền khi lập cuộc thi"));
	if (!contest->criterion_count)
		doubt(ret, where, _("chưa có tiêu chí và trọng số (criteria); điền khi lập"));
}

static void doubt_course(struct buf *ret, const struct plan_course *course)
{
	if (course->yearly.from_year && !course->yearly.month)
		doubt(ret, course->is.label, _("hằng năm mà chưa định tháng"));
	if (!course->minutes && !course->is_event)
		doubt(ret, course->is.label, _("chưa có thời lượng (minutes); điền khi mở lớp"));
}

static void doubt_sums(struct buf *ret, const struct plan_work *work)
{
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

void flow_plan_doubts(struct buf *ret, const struct plan *plan)
{
	if (plan->effective_to && strcmp(plan->effective_to, plan->effective_from) < 0)
		doubt(ret, "effective_to", _("ngày hết hiệu lực trước ngày bắt đầu"));
	if (is_empty(plan))
		doubt(ret, plan->id,
		      _("chưa có gì để làm: thêm profiles, contests, courses, tasks"));
	for (size_t i = 0; i < plan->work.contest_count; i++)
		doubt_contest(ret, &plan->work.contests[i]);
	for (size_t i = 0; i < plan->work.course_count; i++)
		doubt_course(ret, &plan->work.courses[i]);
	doubt_sums(ret, &plan->work);
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
