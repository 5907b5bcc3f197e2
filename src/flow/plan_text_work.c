/* The contests, courses, pilots and yearly calendar of a plan, as people read them. */
#include "plan_text_priv.h"

#include <stdio.h>
#include <string.h>

#define HOUR 60
#define MONTHS 12

/* ---- contests -------------------------------------------------------------------------------- */

static void add_audience(struct buf *ret, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		buf_printf(ret, "%s%s", i ? ", " : "", audience_label(words[i]));
}

/* "trước 15/11/2024 00:00": the file has Vietnam's own time (+07:00), as the plan says it. */
static void add_deadline(struct buf *ret, const struct plan_contest *contest)
{
	AUTO(buf_done) struct buf text = {0};
	char day[sizeof("2024-11-15")];

	if (!contest->before)
		return;
	snprintf(day, sizeof(day), "%s", contest->before);
	buf_add_str(&text, _("trước "));
	plan_add_day(&text, day);
	buf_printf(&text, " %.5s; %s", contest->before + strlen("2024-11-15T"),
		   contest->late == LATE_BOARD ? _("bài đến sau: giữ lại, chờ Ban Tổ chức")
					       : _("bài đến sau: không nhận"));
	plan_add_line(ret, _("Nhận bài:"), buf_text(&text));
}

static void add_yearly(struct buf *ret, const struct plan_yearly *yearly)
{
	AUTO(buf_done) struct buf text = {0};

	if (!yearly->from_year)
		return;
	if (yearly->month)
		buf_printf(&text, _("tháng %02d hằng năm, từ %d"), yearly->month,
			   yearly->from_year);
	else
		buf_printf(&text, _("hằng năm, từ %d; chưa định tháng"), yearly->from_year);
	plan_add_line(ret, _("Thời gian:"), buf_text(&text));
}

static void add_times(struct buf *ret, const struct plan_contest *contest)
{
	AUTO(buf_done) struct buf opens = {0}, announce = {0};

	add_yearly(ret, &contest->yearly);
	if (contest->opens)
		plan_add_day(&opens, contest->opens);
	plan_add_line(ret, _("Bắt đầu:"), contest->opens ? buf_text(&opens) : NULL);
	add_deadline(ret, contest);
	if (contest->announce)
		plan_add_day(&announce, contest->announce);
	if (contest->announce && contest->place)
		buf_printf(&announce, "; %s", contest->place);
	plan_add_line(ret, _("Công bố:"), contest->announce ? buf_text(&announce) : contest->place);
}

static void add_divisions(struct buf *ret, const struct plan_contest *contest)
{
	for (size_t i = 0; i < contest->division_count; i++) {
		const struct plan_division *division = &contest->divisions[i];
		AUTO(buf_done) struct buf text = {0};

		add_audience(&text, division->audience, division->audience_count);
		buf_printf(&text, " (%s)", division->is.clause);
		plan_add_line(ret, division->is.label, buf_text(&text));
	}
}

static void add_categories(struct buf *ret, const struct plan_contest *contest)
{
	AUTO(buf_done) struct buf text = {0};

	for (size_t i = 0; i < contest->category_count; i++) {
		const struct plan_category *one = &contest->categories[i];
		bool differs = one->is_file_said && one->needs_file != contest->needs_file;

		buf_printf(&text, "%s%s%s", i ? "; " : "", one->is.label,
			   !differs          ? ""
			   : one->needs_file ? _(" (phải nộp tệp)")
					     : _(" (không phải nộp tệp)"));
	}
	if (contest->category_count)
		plan_add_line(ret, _("Hạng mục:"), buf_text(&text));
}

static void add_prizes(struct buf *ret, const struct plan_contest *contest)
{
	long long sets = (long long)contest->division_count, each = 0;
	AUTO(buf_done) struct buf text = {0};

	if (contest->is_prize_by_category)
		sets *= (long long)contest->category_count;
	for (size_t i = 0; i < contest->prize_count; i++) {
		buf_printf(&text, "%s%lld %s", i ? ", " : "", (long long)contest->prizes[i].count,
			   contest->prizes[i].is.label);
		each += contest->prizes[i].count;
	}
	if (!each) {
		plan_add_line(ret, _("Giải:"), _("kế hoạch chưa nêu"));
		return;
	}
	plan_add_line(ret, contest->is_prize_by_category ? _("Mỗi h.mục:") : _("Mỗi bảng:"),
		      buf_text(&text));
	buf_clear(&text);
	buf_printf(&text, _("%lld giải cá nhân"), sets * each);
	if (contest->collective)
		buf_printf(&text, _(", %lld giải tập thể (%lld mỗi bảng)"),
			   (long long)contest->division_count * contest->collective,
			   (long long)contest->collective);
	plan_add_line(ret, _("Tổng cộng:"), buf_text(&text));
}

static void add_criteria(struct buf *ret, const struct plan_contest *contest)
{
	AUTO(buf_done) struct buf text = {0};

	for (size_t i = 0; i < contest->criterion_count; i++)
		buf_printf(&text, _("%s%s %lld %% (đến %lld điểm)"), i ? "; " : "",
			   contest->criteria[i].is.label, (long long)contest->criteria[i].weight,
			   (long long)contest->criteria[i].most);
	plan_add_line(ret, _("Tiêu chí:"),
		      contest->criterion_count ? buf_text(&text) : _("kế hoạch chưa nêu"));
}

static void add_contest(struct buf *ret, const struct plan_contest *contest)
{
	plan_add_title(ret, &contest->is);
	plan_add_line(ret, _("Chủ đề:"), contest->theme);
	add_times(ret, contest);
	plan_add_line(ret, _("Phạm vi:"), contest->within);
	add_divisions(ret, contest);
	add_categories(ret, contest);
	if (contest->group_max)
		plan_add_line(ret, _("Bài dự thi:"),
			      contest->group_max == 1 ? _("cá nhân") : _("cá nhân hoặc nhóm"));
	if (!contest->needs_file)
		plan_add_line(ret, _("Tệp bài:"), _("không phải nộp"));
	add_prizes(ret, contest);
	if (contest->is_blind)
		plan_add_line(ret, _("Chấm bài:"), _("theo mã, không thấy tên"));
	add_criteria(ret, contest);
	plan_add_names(ret, _("Giám khảo:"), contest->bodies, contest->body_count);
	plan_add_line(ret, _("Báo cáo:"), contest->report_to);
	plan_add_words(ret, &contest->is);
}

void plan_add_contests(struct buf *ret, const struct plan_work *work)
{
	if (work->contest_count)
		plan_add_section(ret, _("CUỘC THI"));
	for (size_t i = 0; i < work->contest_count; i++)
		add_contest(ret, &work->contests[i]);
}

/* ---- courses --------------------------------------------------------------------------------- */

/* "8 giờ", "1 giờ 30 phút", "45 phút". */
static void add_minutes(struct buf *ret, int64_t minutes)
{
	if (minutes >= HOUR)
		buf_printf(ret, _("%lld giờ"), (long long)(minutes / HOUR));
	if (minutes >= HOUR && minutes % HOUR)
		buf_add_char(ret, ' ');
	if (minutes % HOUR)
		buf_printf(ret, _("%lld phút"), (long long)(minutes % HOUR));
}

static void add_hours(struct buf *ret, const struct plan_course *course)
{
	AUTO(buf_done) struct buf text = {0};

	add_minutes(&text, course->minutes);
	for (size_t i = 0; i < course->shape_count; i++) {
		buf_printf(&text, _("%s%lld buổi × "), i ? _(" hoặc ") : ": ",
			   (long long)course->shapes[i].sessions);
		add_minutes(&text, course->shapes[i].minutes);
	}
	plan_add_line(ret, _("Thời lượng:"),
		      course->minutes ? buf_text(&text) : _("kế hoạch chưa nêu"));
	buf_clear(&text);
	if (course->attend_percent == 100)
		buf_add_str(&text, _("dự đủ số giờ; có giấy chứng nhận"));
	else
		buf_printf(&text, _("dự ít nhất %lld %% số giờ; có giấy chứng nhận"),
			   (long long)course->attend_percent);
	plan_add_line(ret, _("Hoàn thành:"),
		      course->is_event ? _("chỉ điểm danh, không cấp giấy") : buf_text(&text));
}

static void add_course(struct buf *ret, const struct plan_course *course)
{
	const char *const modes[] = {[MODE_ONSITE] = NULL,
				     [MODE_ONLINE] = _("trực tuyến"),
				     [MODE_HYBRID] = _("trực tuyến và trực tiếp")};
	AUTO(buf_done) struct buf audience = {0};

	plan_add_title(ret, &course->is);
	add_audience(&audience, course->audience, course->audience_count);
	if (course->audience_note)
		buf_printf(&audience, ": %s", course->audience_note);
	plan_add_line(ret, _("Đối tượng:"), buf_text(&audience));
	add_yearly(ret, &course->yearly);
	add_hours(ret, course);
	plan_add_line(ret, _("Hình thức:"), modes[course->mode]);
	plan_add_line(ret, _("Nơi học:"), course->place);
	plan_add_names(ret, _("Phối hợp:"), course->partners, course->partner_count);
	plan_add_words(ret, &course->is);
}

void plan_add_courses(struct buf *ret, const struct plan_work *work)
{
	if (work->course_count)
		plan_add_section(ret, _("KHOÁ HỌC, HỘI THẢO"));
	for (size_t i = 0; i < work->course_count; i++)
		add_course(ret, &work->courses[i]);
}

/* ---- pilots, calendar ------------------------------------------------------------------------ */

void plan_add_pilots(struct buf *ret, const struct plan_work *work)
{
	const struct field *level = record_field_find(record_kind_find("unit"), "level");

	if (work->pilot_count)
		plan_add_section(ret, _("THÍ ĐIỂM"));
	for (size_t i = 0; i < work->pilot_count; i++) {
		const struct plan_pilot *pilot = &work->pilots[i];
		AUTO(buf_done) struct buf text = {0};
		long long all = 0;

		for (size_t q = 0; q < pilot->quota_count; q++) {
			buf_printf(&text, "%s%lld %s", q ? ", " : "",
				   (long long)pilot->quotas[q].count,
				   record_choice_label(level, pilot->quotas[q].level));
			all += pilot->quotas[q].count;
		}
		buf_printf(&text, _("; cộng %lld trường"), all);
		plan_add_title(ret, &pilot->is);
		plan_add_line(ret, _("Số trường:"), buf_text(&text));
		plan_add_words(ret, &pilot->is);
	}
}

static bool add_date(struct buf *ret, const struct plan_yearly *yearly, int month, bool is_first,
		     const struct plan_item *item)
{
	AUTO(buf_done) struct buf text = {0};

	if (!yearly->from_year || yearly->month != month)
		return false;
	if (!is_first)
		buf_printf(ret, "%*s", 14, "");
	else if (month)
		buf_printf(ret, _("  Tháng %02d    "), month);
	else
		buf_add_str(ret, _("  Chưa định   "));
	buf_printf(&text, _("%s (từ %d)"), item->label, yearly->from_year);
	text_wrap(ret, buf_text(&text), 14, FLOW_PLAN_COLUMNS);
	return true;
}

static void add_month(struct buf *ret, const struct plan_work *work, int month)
{
	bool is_first = true;

	for (size_t i = 0; i < work->contest_count; i++)
		if (add_date(ret, &work->contests[i].yearly, month, is_first,
			     &work->contests[i].is))
			is_first = false;
	for (size_t i = 0; i < work->course_count; i++)
		if (add_date(ret, &work->courses[i].yearly, month, is_first, &work->courses[i].is))
			is_first = false;
}

void plan_add_calendar(struct buf *ret, const struct plan_work *work)
{
	AUTO(buf_done) struct buf months = {0};

	for (int month = 1; month <= MONTHS; month++)
		add_month(&months, work, month);
	add_month(&months, work, 0);
	if (!months.len)
		return;
	plan_add_section(ret, _("LỊCH HẰNG NĂM"));
	buf_add(ret, buf_text(&months), months.len);
}
