/* hotroit contest: the panel's points, the ranking, prizes. */
#include "contests_priv.h"

static const char *need(struct verb_call *call, const char *name, int *ret_code)
{
	const char *value = writing_take(&call->writing, name);

	if (!value && !*ret_code)
		*ret_code = cli_usage(call->cli, _("contest %s: thêm %s=…"), call->cli->args[0],
				      name);
	return value;
}

int contest_run_judge(struct verb_call *call)
{
	AUTO(buf_done) struct buf said = {0};
	struct err err;
	int r = flow_contest_judge(call->store, call->subject, &said, &err);

	return contest_say(&said, r, &err);
}

int contest_run_score(struct verb_call *call)
{
	struct contest_mark list[CLI_ARGS_MAX];
	struct contest_marks marks = {.contest = call->subject, .list = list};
	AUTO(buf_done) struct buf said = {0};
	struct err err;
	int r = 0;

	marks.judge = need(call, "judge", &r);
	marks.entry = need(call, "entry", &r);
	marks.reason = writing_take(&call->writing, "reason");
	if (r)
		return r;
	for (size_t i = 0; i < call->writing.count; i++)
		list[marks.count++] = (struct contest_mark){call->writing.names[i],
							    call->writing.values[i]};
	r = flow_contest_score(call->store, &marks, &said, &err);
	return contest_say(&said, r, &err);
}

int contest_run_sheet(struct verb_call *call)
{
	const char *file = cli_value(call->cli, "-o"), *judge;
	AUTO(buf_done) struct buf csv = {0}, said = {0};
	struct err err;
	int r = 0;

	judge = need(call, "judge", &r);
	if (r)
		return r;
	r = file ? flow_contest_sheet_file(call->store, call->subject, judge, file,
					   cli_value(call->cli, "--force") != NULL, &err)
		 : flow_contest_sheet(call->store, call->subject, judge, &csv, &err);
	if (r == 0 && !file)
		return cli_out_raw(&csv);
	if (r == 0)
		buf_printf(&said, _("Đã ghi %s\n"), file);
	return contest_say(&said, r, &err);
}

int contest_run_scores(struct verb_call *call)
{
	struct contest_marks marks = {.contest = call->subject};
	AUTO(buf_done) struct buf said = {0};
	struct err err;
	int r = 0;

	marks.judge = need(call, "judge", &r);
	if (r)
		return r;
	r = flow_contest_scores(call->store, &marks, call->cli->args[2], &said, &err);
	return contest_say(&said, r, &err);
}

int contest_run_recuse(struct verb_call *call)
{
	struct contest_recusal recusal = {.contest = call->subject};
	AUTO(buf_done) struct buf said = {0};
	struct err err;
	int r = 0;

	recusal.judge = need(call, "judge", &r);
	recusal.entry = need(call, "entry", &r);
	recusal.why = need(call, "why", &r);
	recusal.note = writing_take(&call->writing, "note");
	if (r)
		return r;
	r = flow_contest_recuse(call->store, &recusal, &said, &err);
	return contest_say(&said, r, &err);
}

/* ---- the ranking --------------------------------------------------------- */

static void show_place(struct buf *text, const struct contest_set *set,
		       const struct contest_place *place)
{
	const struct field *rank = record_field_find(record_kind_find("prize"), "rank");
	const char *label = place->prize ? record_choice_label(rank, place->prize) : NULL;

	buf_printf(text, "%4zu%s ", place->place, place->is_tied ? "=" : " ");
	if (set->is_collective) {
		text_fit(text, place->title, 40, true);
		buf_printf(text, _(" %3lld người"), (long long)place->score);
	} else {
		buf_printf(text, "%-8s ", place->tag);
		text_fit(text, place->title ? place->title : "", 31, true);
		buf_add_char(text, ' ');
		mark_print(text, place->score);
	}
	if (label)
		buf_printf(text, "  %s%s", label, place->is_given ? "" : _(" (chưa ghi)"));
	if (place->is_contested)
		buf_printf(text, "  %s", _("bằng nhau: chờ BTC xếp"));
	buf_add_char(text, '\n');
}

static void show_set(struct buf *text, const struct contest_set *set)
{
	buf_printf(text, "%s%s%s%s\n", set->division_name, set->category_name ? ", " : "",
		   set->category_name ? set->category_name : "",
		   set->is_collective ? _(": giải tập thể") : "");
	for (size_t i = 0; i < set->count; i++)
		show_place(text, set, &set->places[i]);
}

int contest_run_rank(struct verb_call *call)
{
	AUTO(flow_contest_ranking_done) struct contest_ranking ranking = {0};
	AUTO(buf_done) struct buf text = {0};
	struct err err;

	if (flow_contest_rank(&ranking, call->store, call->subject, &err) < 0)
		return cli_fail(&err);
	for (size_t i = 0; i < ranking.count; i++)
		show_set(&text, &ranking.sets[i]);
	if (ranking.missing)
		buf_printf(&text, _("Còn thiếu %zu điểm: thứ tự trên chưa phải cuối cùng\n"),
			   ranking.missing);
	if (ranking.contested)
		buf_printf(&text, _("%zu bài, đơn vị bằng nhau quanh mức giải: BTC xếp bằng "
				    "hotroit contest rule\n"),
			   ranking.contested);
	return cli_out(&text);
}

int contest_run_prizes(struct verb_call *call)
{
	AUTO(buf_done) struct buf said = {0};
	struct err err;
	int r = flow_contest_prizes(call->store, call->subject, &said, &err);

	return contest_say(&said, r, &err);
}

static void read_whose(struct verb_call *call, struct contest_award *ret, int *ret_code)
{
	ret->contest = call->subject;
	ret->entry = writing_take(&call->writing, "entry");
	ret->unit = writing_take(&call->writing, "unit");
	ret->division = writing_take(&call->writing, "division");
	ret->reason = need(call, "reason", ret_code);
}

int contest_run_award(struct verb_call *call)
{
	AUTO(buf_done) struct buf said = {0};
	struct contest_award award = {0};
	struct err err;
	int r = 0;

	read_whose(call, &award, &r);
	award.rank = need(call, "rank", &r);
	if (r)
		return r;
	r = flow_contest_award(call->store, &award, &said, &err);
	return contest_say(&said, r, &err);
}

int contest_run_rule(struct verb_call *call)
{
	AUTO(buf_done) struct buf said = {0};
	struct contest_award about = {0};
	const char *position;
	struct err err;
	int r = 0;

	read_whose(call, &about, &r);
	position = need(call, "position", &r);
	if (r)
		return r;
	r = flow_contest_rule(call->store, &about, position, &said, &err);
	return contest_say(&said, r, &err);
}
