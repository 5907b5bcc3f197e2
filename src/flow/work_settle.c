/* What looks odd about a task's money or a unit's review that was just written. */
#include "work_priv.h"

#include "flow_priv.h"

static int warn_of_budget(struct buf *ret, struct store *store, const char *id, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(flow_tasks_done) struct task_board board = {0};
	struct row spending;
	int r = row_read(&spending, store, &arena, "spending", id, err);

	if (r == 0)
		r = flow_tasks(&board, store, NULL, err);
	for (size_t i = 0; r == 0 && i < board.count; i++) {
		const struct task_line *line = &board.lines[i];

		if (!str_eq(line->id, row_get(&spending, "task")) || line->spent <= line->budget)
			continue;
		buf_add_str(ret, _("đã chi "));
		flow_millions(ret, line->spent);
		buf_add_str(ret, _(" triệu, quá kinh phí "));
		flow_millions(ret, line->budget);
		buf_add_char(ret, '\n');
	}
	return r;
}

static int warn_of_twin(struct buf *ret, struct store *store, const char *id, struct err *err)
{
	AUTO(arena_done) struct arena arena = {0};
	struct row review;
	uint64_t count = 0;
	int r = row_read(&review, store, &arena, "evaluation", id, err);

	if (r == 0) {
		const struct store_filter filters[] = {
			{.name = "unit", .value = row_get(&review, "unit")},
			{.name = "year", .value = row_get(&review, "year")},
		};

		r = store_count_where(store, record_kind_find("evaluation"), filters,
				      ARRAY_LEN(filters), &count, err);
	}
	if (r == 0 && count > 1)
		buf_printf(ret, _("đơn vị này đã có đánh giá năm %s: bản mới nhất được tính\n"),
			   row_get(&review, "year"));
	return r;
}

int work_warnings(struct buf *ret, struct store *store, const struct record_kind *kind,
		  const char *id, struct err *err)
{
	if (str_eq(kind->name, "spending"))
		return warn_of_budget(ret, store, id, err);
	return str_eq(kind->name, "evaluation") ? warn_of_twin(ret, store, id, err) : 0;
}
