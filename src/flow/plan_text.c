/* A plan as a coordinator reads it: the head, then the sections that are there. */
#include "plan_text_priv.h"

#define LABEL_COLUMNS 12
#define LEFT 2
#define DEEP 4

void plan_add_section(struct buf *ret, const char *title)
{
	buf_printf(ret, "\n%s\n", title);
}

static void add_labelled(struct buf *ret, int left, const char *label, const char *text)
{
	if (!text)
		return;
	buf_printf(ret, "%*s", left, "");
	text_fit(ret, label, LABEL_COLUMNS, true);
	text_wrap(ret, text, left + LABEL_COLUMNS, FLOW_PLAN_COLUMNS);
}

void plan_add_line(struct buf *ret, const char *label, const char *text)
{
	add_labelled(ret, DEEP, label, text);
}

void plan_add_title(struct buf *ret, const struct plan_item *item)
{
	AUTO(buf_done) struct buf title = {0};

	buf_printf(&title, "%s (%s)", item->label, item->clause);
	buf_printf(ret, "%*s", LEFT, "");
	text_wrap(ret, buf_text(&title), LEFT, FLOW_PLAN_COLUMNS);
}

static void add_quote(struct buf *ret, const char *quote)
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, "“%s”", quote);
	buf_printf(ret, "%*s", DEEP, "");
	text_wrap(ret, buf_text(&text), DEEP, FLOW_PLAN_COLUMNS);
}

void plan_add_words(struct buf *ret, const struct plan_item *item)
{
	add_quote(ret, item->quote);
	plan_add_line(ret, _("Cách hiểu:"), item->note);
}

void plan_add_names(struct buf *ret, const char *label, const char *const *names, size_t count)
{
	AUTO(buf_done) struct buf text = {0};

	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "%s%s", i ? "; " : "", names[i]);
	if (count)
		plan_add_line(ret, label, buf_text(&text));
}

void plan_add_day(struct buf *ret, const char *day)
{
	struct date date;

	if (date_read(day, &date))
		date_print_short(ret, &date);
}

static void add_head(struct buf *ret, const struct plan *plan)
{
	AUTO(buf_done) struct buf dates = {0}, holds = {0};

	text_wrap(ret, plan->title, 0, FLOW_PLAN_COLUMNS);
	buf_printf(ret, _("%s, bản dữ liệu %s\n"), plan->id, plan->version);
	add_labelled(ret, 0, _("Cơ quan:"), plan->issuer);
	add_labelled(ret, 0, _("Số:"), plan->number ? plan->number : _("văn bản không ghi số"));
	add_labelled(ret, 0, _("Ban hành:"), plan->issued);
	buf_add_str(&dates, _("từ "));
	plan_add_day(&dates, plan->effective_from);
	buf_add_str(&dates, plan->effective_to ? _(" đến hết ") : _(", không định ngày hết"));
	if (plan->effective_to)
		plan_add_day(&dates, plan->effective_to);
	add_labelled(ret, 0, _("Hiệu lực:"), buf_text(&dates));
	add_labelled(ret, 0, _("Nguồn:"), plan->source);
	flow_plan_holds(&holds, plan);
	add_labelled(ret, 0, _("Gồm:"), buf_text(&holds));
	add_labelled(ret, 0, _("Ghi chú:"), plan->note);
}

static void add_profile(struct buf *ret, const struct profile *profile)
{
	plan_add_section(ret, profile->label);
	for (size_t i = 0; i < profile->rule_count; i++) {
		const struct rule *rule = &profile->rules[i];

		buf_add_str(ret, "  ");
		text_fit(ret, rule->label, 14, true);
		buf_add_char(ret, ' ');
		text_fit(ret, rule->required, 26, true);
		buf_add_char(ret, ' ');
		text_fit(ret, rule_level_label(rule->level), 12, true);
		buf_printf(ret, " %s%s\n", rule->clause,
			   rule->how == RULE_INSPECTED ? _(" (tay)") : "");
		if (rule->quote && (i == 0 || !str_eq(rule->quote, profile->rules[i - 1].quote)))
			add_quote(ret, rule->quote);
	}
}

static void add_targets(struct buf *ret, const struct plan *plan)
{
	if (plan->target_count)
		plan_add_section(ret, _("CHỈ TIÊU"));
	for (size_t i = 0; i < plan->target_count; i++) {
		const struct target *target = &plan->targets[i];
		AUTO(buf_done) struct buf text = {0};

		buf_printf(&text, "%s: %s %lld %s (%s)", target->label,
			   target->is_most ? "<=" : ">=", (long long)target->value, target->unit,
			   target->clause);
		buf_printf(ret, "%*s", LEFT, "");
		text_wrap(ret, buf_text(&text), LEFT, FLOW_PLAN_COLUMNS);
		add_quote(ret, target->quote);
	}
}

static void add_approvers(struct buf *ret, const struct plan *plan)
{
	if (plan->approver_count)
		plan_add_section(ret, _("DUYỆT HỌC SINH NHẬN MÁY, MỖI NƠI MỘT LẦN"));
	for (size_t i = 0; i < plan->approver_count; i++)
		buf_printf(ret, "  %s: %s (%s)\n", plan->approvers[i].id, plan->approvers[i].label,
			   plan->approvers[i].clause);
}

static void add_areas(struct buf *ret, const struct plan_work *work)
{
	if (work->area_count)
		plan_add_section(ret, _("NỘI DUNG THI ĐUA"));
	for (size_t i = 0; i < work->area_count; i++) {
		buf_printf(ret, "  %lld. ", (long long)work->areas[i].number);
		text_wrap(ret, work->areas[i].is.label, LEFT + 3, FLOW_PLAN_COLUMNS);
		plan_add_words(ret, &work->areas[i].is);
	}
}

static void add_reports(struct buf *ret, const struct plan_work *work)
{
	if (work->report_count)
		plan_add_section(ret, _("BÁO CÁO"));
	for (size_t i = 0; i < work->report_count; i++) {
		const struct plan_report *report = &work->reports[i];
		bool is_again = i && str_eq(report->is.quote, work->reports[i - 1].is.quote);

		plan_add_title(ret, &report->is);
		plan_add_line(ret, _("Khi nào:"), report->when);
		if (!is_again)
			plan_add_words(ret, &report->is);
	}
}

static void add_remarks(struct buf *ret, const struct plan *plan)
{
	const struct plan_work *work = &plan->work;

	if (work->remark_count)
		plan_add_section(ret, _("ĐIỀU CẦN BIẾT KHI ĐỌC KẾ HOẠCH"));
	for (size_t i = 0; i < work->remark_count; i++) {
		plan_add_title(ret, &work->remarks[i]);
		plan_add_words(ret, &work->remarks[i]);
	}
	if (plan->warning_count)
		plan_add_section(ret, _("LƯU Ý THỰC TẾ (KHÔNG ĐỔI KẾT LUẬN)"));
	for (size_t i = 0; i < plan->warning_count; i++) {
		const struct warning *warning = &plan->warnings[i];

		buf_printf(ret, "  %s: ", warning->id);
		text_wrap(ret, warning->source, LEFT + text_width(warning->id) + 2,
			  FLOW_PLAN_COLUMNS);
	}
}

void flow_plan_text(struct buf *ret, const struct plan *plan)
{
	add_head(ret, plan);
	for (size_t i = 0; i < plan->profile_count; i++)
		add_profile(ret, &plan->profiles[i]);
	add_targets(ret, plan);
	add_approvers(ret, plan);
	plan_add_contests(ret, &plan->work);
	plan_add_courses(ret, &plan->work);
	plan_add_pilots(ret, &plan->work);
	plan_add_calendar(ret, &plan->work);
	plan_add_tasks(ret, &plan->work);
	add_areas(ret, &plan->work);
	add_reports(ret, &plan->work);
	add_remarks(ret, plan);
}

void flow_plan_holds(struct buf *ret, const struct plan *plan)
{
	const struct plan_work *work = &plan->work;
	const struct {
		size_t count;
		const char *label;
	} parts[] = {
		{plan->profile_count, _("bộ tiêu chuẩn")}, {plan->target_count, _("chỉ tiêu")},
		{work->contest_count, _("cuộc thi")},      {work->course_count, _("khoá học")},
		{work->pilot_count, _("thí điểm")},        {work->task_count, _("nhiệm vụ")},
		{work->area_count, _("nội dung thi đua")}, {work->report_count, _("báo cáo")},
	};
	bool any = false;

	for (size_t i = 0; i < ARRAY_LEN(parts); i++) {
		if (!parts[i].count)
			continue;
		buf_printf(ret, "%s%zu %s", any ? "; " : "", parts[i].count, parts[i].label);
		any = true;
	}
	if (!any)
		buf_add_str(ret, _("chưa có gì"));
}
