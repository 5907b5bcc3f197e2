/* A book for the screens of tasks, targets and the movement: rows of our own making. */
#include "scene_work.h"

#include "flow.h"

#define NAMES_MAX 8

struct row {
	const char *kind, *id;
	const char *names[NAMES_MAX], *values[NAMES_MAX];
};

/* Tasks of a plan under way, the movement of a year and its review. */
#define WORK_SCHOOL(n) "019b0000-0000-7000-8000-0000000001a" #n
#define WORK_PROGRAMME "019b0000-0000-7000-8000-0000000001b0"
#define ACTIVITY(n) "019b0000-0000-7000-8000-0000000001c" #n
#define REVIEW(n) "019b0000-0000-7000-8000-0000000001d" #n

static const struct row work[] = {
	{"unit", WORK_SCHOOL(1), {"name", "kind", "level"},
	 {"Trường Tiểu học Bình Minh", "school", "th"}},
	{"unit", WORK_SCHOOL(2), {"name", "kind", "level"},
	 {"Trường THCS Linh Đông", "school", "thcs"}},
	{"unit", WORK_SCHOOL(3), {"name", "kind"}, {"xã Phù Đổng", "commune"}},
	{"team", WORK_SCHOOL(4), {"name", "kind", "unit"},
	 {"Tổ Thanh niên IT Phù Đổng", "thanh-nien-it", WORK_SCHOOL(3)}},
	{"programme", WORK_PROGRAMME, {"name", "plan"}, {"Máy tính cũ", "gia-lam-2021"}},
	{"activity", ACTIVITY(1), {"name", "kind", "on_date", "unit", "area", "participants"},
	 {"Ngày hội chuyển đổi số", "seminar", "2026-10-10", WORK_SCHOOL(1), "1", "320"}},
	{"activity", ACTIVITY(2), {"name", "kind", "on_date", "unit", "area", "participants"},
	 {"Tập huấn Gemini", "training", "2026-11-05", WORK_SCHOOL(2), "3", "45"}},
	{"activity", ACTIVITY(3), {"name", "kind", "on_date", "unit", "area"},
	 {"Câu lạc bộ STEM", "other", "2026-11-12", WORK_SCHOOL(2), "5"}},
	{"activity", ACTIVITY(4), {"name", "kind", "on_date", "unit"},
	 {"Phát thanh học đường", "media", "2026-09-20", WORK_SCHOOL(1)}},
	{"evaluation", REVIEW(1), {"unit", "year", "points", "rank", "body"},
	 {WORK_SCHOOL(1), "2026", "92", "Xuất sắc", "Hội đồng thi đua"}},
	{"evaluation", REVIEW(2), {"unit", "year", "points", "rank", "body"},
	 {WORK_SCHOOL(2), "2026", "92", "Xuất sắc", "Hội đồng thi đua"}},
	{"evaluation", REVIEW(3), {"unit", "year", "points", "rank", "body"},
	 {WORK_SCHOOL(3), "2026", "80", "Tốt", "Hội đồng thi đua"}},
};

static int fill(struct store *store, struct err *err)
{
	struct store_write writes[ARRAY_LEN(work)];

	for (size_t i = 0; i < ARRAY_LEN(work); i++) {
		writes[i] = (struct store_write){.kind = record_kind_find(work[i].kind),
						 .id = work[i].id, .is_new = true,
						 .names = work[i].names,
						 .values = work[i].values};
		while (work[i].names[writes[i].count])
			writes[i].count++;
	}
	return store_write_all(store, writes, ARRAY_LEN(work), err);
}

static int spend(struct store *store, const char *on, const char *amount, struct err *err)
{
	const char *const names[] = {"task", "on_date", "amount", "source"};
	const char *const values[] = {"Thư viện thông minh", on, amount, "state"};
	char id[UUID_TEXT_MAX];

	return store_add(store, record_kind_find("spending"), names, values, ARRAY_LEN(names), id,
			 err);
}

int scene_work(struct store *store, struct err *err)
{
	AUTO(flow_plans_done) struct plan_library library = {0};
	AUTO(buf_done) struct buf said = {0};
	const char *const names[] = {"progress"}, *const values[] = {"35"};
	struct flow_step step = {.action = "start", .id = "Thư viện thông minh"};
	const struct record_kind *task = record_kind_find("task");
	int r = fill(store, err);

	if (r == 0)
		r = flow_plans_load(&library, NULL, err);
	if (r == 0)
		r = flow_tasks_new(store, flow_plan_find(&library, "hcm-3249"), NULL, 0, &said,
				   err);
	if (r == 0)
		r = flow_do(store, NULL, task, &step, &said, err);
	step = (struct flow_step){.action = "progress", .id = "Thư viện thông minh",
				  .names = names, .values = values, .count = 1};
	if (r == 0)
		r = flow_do(store, NULL, task, &step, &said, err);
	if (r == 0)
		r = spend(store, "2024-05-02", "54000000000", err);
	return r < 0 ? r : spend(store, "2026-11-02", "1500500000", err);
}
