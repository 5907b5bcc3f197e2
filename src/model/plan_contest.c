/* The contests of a plan: who enters, by when, what there is to win, by what it is judged. */
#include "plan_list_priv.h"

#include <errno.h>
#include <string.h>

#define GROUP_MAX 100
#define WEIGHTS_WHOLE 100

static int read_division(struct reader *reader, void *item, const json_t *json)
{
	struct plan_division *division = item;

	return plan_read_audience(reader, json, &division->audience, &division->audience_count);
}

static const char *const division_keys[] = {"audience", NULL};
static const struct plan_list_form division_form = {
	.key = "divisions",
	.thing = N_("bảng"),
	.keys = division_keys,
	.size = sizeof(struct plan_division),
	.is_required = true,
	.read = read_division,
};

static int read_category(struct reader *reader, void *item, const json_t *json)
{
	struct plan_category *category = item;

	category->is_file_said = json_object_get(json, "needs_file") != NULL;
	return read_bool(reader, json, "needs_file", &category->needs_file);
}

static const char *const category_keys[] = {"needs_file", NULL};
static const struct plan_list_form category_form = {
	.key = "categories",
	.thing = N_("hạng mục"),
	.keys = category_keys,
	.size = sizeof(struct plan_category),
	.read = read_category,
};

/* The only number that is written in TEXT, or 0. */
static int64_t only_number(const char *text)
{
	const char *at = text + strcspn(text, "0123456789");
	size_t digits = strspn(at, "0123456789");
	int64_t number = 0;
	char word[8];

	if (!digits || digits >= sizeof(word) || at[digits + strcspn(at + digits, "0123456789")])
		return 0;
	memcpy(word, at, digits);
	word[digits] = '\0';
	return str_to_i64(word, &number) ? number : 0;
}

static int check_prize(struct reader *reader, const struct plan_prize *prize)
{
	int64_t said = prize->is.quote ? only_number(prize->is.quote) : 0;

	if (!plan_is_strict(reader, prize->is.note) || !said || !prize->count ||
	    said == prize->count)
		return 0;
	return read_fail(reader,
			 _("\"count\" là %lld mà \"quote\" ghi %lld; sửa một trong hai, hoặc nói "
			   "vì sao ở \"note\""),
			 (long long)prize->count, (long long)said);
}

static int read_prize(struct reader *reader, void *item, const json_t *json)
{
	static const char *const ranks[] = {"first", "second", "third", "consolation"};
	struct plan_prize *prize = item;
	bool is_rank = false;

	for (size_t i = 0; i < ARRAY_LEN(ranks); i++)
		is_rank |= str_eq(prize->is.id, ranks[i]);
	if (prize->is.id && !is_rank &&
	    read_fail(reader, _("\"id\" của giải là first, second, third hoặc consolation")) < 0)
		return -EBADMSG;
	if (plan_read_int(reader, json, "count", true, 1, PLAN_COUNT_MAX, &prize->count) < 0)
		return -EBADMSG;
	return check_prize(reader, prize);
}

static const char *const prize_keys[] = {"count", NULL};
static const struct plan_list_form prize_form = {
	.key = "prizes",
	.thing = N_("giải"),
	.keys = prize_keys,
	.size = sizeof(struct plan_prize),
	.read = read_prize,
};

static int read_criterion(struct reader *reader, void *item, const json_t *json)
{
	struct plan_criterion *criterion = item;

	if (plan_read_int(reader, json, "weight", true, 1, WEIGHTS_WHOLE, &criterion->weight) < 0)
		return -EBADMSG;
	return plan_read_int(reader, json, "most", true, 1, PLAN_COUNT_MAX, &criterion->most);
}

static const char *const criterion_keys[] = {"weight", "most", NULL};
static const struct plan_list_form criterion_form = {
	.key = "criteria",
	.thing = N_("tiêu chí"),
	.keys = criterion_keys,
	.size = sizeof(struct plan_criterion),
	.read = read_criterion,
};

/* A deadline without its offset would be read an hour or seven off on some machine. */
static int read_before(struct reader *reader, struct plan_contest *contest, const json_t *json)
{
	int64_t moment;

	if (read_text(reader, json, "before", false, &contest->before) < 0)
		return -EBADMSG;
	if (contest->before &&
	    (!str_ends(contest->before, "+07:00") || !time_read(contest->before, &moment))) {
		contest->before = NULL;
		return read_fail(reader, _("\"before\" là giờ Việt Nam, dạng "
					   "2024-11-15T00:00:00+07:00"));
	}
	return 0;
}

/* Days compare as text. */
static int check_order(struct reader *reader, const struct plan_contest *contest)
{
	const char *before = contest->before;

	if (!plan_is_strict(reader, contest->is.note) || !before)
		return 0;
	if (contest->opens && strncmp(contest->opens, before, strlen(contest->opens)) > 0 &&
	    read_fail(reader, _("bắt đầu (\"opens\" %s) sau hạn nộp (\"before\")"),
		      contest->opens) < 0)
		return -EBADMSG;
	if (contest->announce && strncmp(contest->announce, before, strlen(contest->announce)) < 0)
		return read_fail(reader, _("công bố (\"announce\" %s) trước hạn nộp (\"before\")"),
				 contest->announce);
	return 0;
}

static int read_times(struct reader *reader, struct plan_contest *contest, const json_t *json)
{
	if (plan_read_yearly(reader, json, &contest->yearly) < 0 ||
	    plan_read_day(reader, json, "opens", &contest->opens) < 0 ||
	    read_before(reader, contest, json) < 0)
		return -EBADMSG;
	if (plan_read_day(reader, json, "announce", &contest->announce) < 0)
		return -EBADMSG;
	return check_order(reader, contest);
}

static int read_texts_of(struct reader *reader, struct plan_contest *contest, const json_t *json)
{
	if (read_text(reader, json, "theme", false, &contest->theme) < 0 ||
	    read_text(reader, json, "place", false, &contest->place) < 0 ||
	    read_text(reader, json, "within", false, &contest->within) < 0 ||
	    read_text(reader, json, "report_to", false, &contest->report_to) < 0)
		return -EBADMSG;
	return plan_read_names(reader, json, "bodies", &contest->bodies, &contest->body_count);
}

static int read_rules(struct reader *reader, struct plan_contest *contest, const json_t *json)
{
	static const char *const lates[] = {[LATE_BOARD] = "board", [LATE_REFUSE] = "refuse", NULL};
	static const char *const sets[] = {"division", "category", NULL};
	size_t late = 0, set = 0;

	contest->needs_file = true;
	if (plan_read_word(reader, json, "late", lates, &late) < 0 ||
	    plan_read_word(reader, json, "prize_set", sets, &set) < 0 ||
	    read_bool(reader, json, "blind", &contest->is_blind) < 0 ||
	    read_bool(reader, json, "needs_file", &contest->needs_file) < 0 ||
	    plan_read_int(reader, json, "group_max", false, 1, GROUP_MAX, &contest->group_max) < 0)
		return -EBADMSG;
	contest->late = (enum plan_late)late;
	contest->is_prize_by_category = set == 1;
	return plan_read_int(reader, json, "collective", false, 0, PLAN_COUNT_MAX,
			     &contest->collective);
}

static int check_whole(struct reader *reader, const struct plan_contest *contest)
{
	int64_t weights = 0;

	for (size_t i = 0; i < contest->criterion_count; i++)
		weights += contest->criteria[i].weight;
	if (contest->criterion_count && weights != WEIGHTS_WHOLE &&
	    read_fail(reader, _("\"weight\" các tiêu chí cộng lại %lld, phải là %d"),
		      (long long)weights, WEIGHTS_WHOLE) < 0)
		return -EBADMSG;
	if (contest->is_prize_by_category && !contest->category_count)
		return read_fail(reader, _("\"prize_set\" là category mà không có \"categories\""));
	return 0;
}

static int read_contest(struct reader *reader, void *item, const json_t *json)
{
	struct plan_contest *contest = item;
	bool all;

	if (read_texts_of(reader, contest, json) < 0 || read_times(reader, contest, json) < 0 ||
	    read_rules(reader, contest, json) < 0)
		return -EBADMSG;
	contest->divisions = plan_read_list(reader, json, &division_form, &contest->division_count);
	contest->categories =
		plan_read_list(reader, json, &category_form, &contest->category_count);
	contest->prizes = plan_read_list(reader, json, &prize_form, &contest->prize_count);
	contest->criteria =
		plan_read_list(reader, json, &criterion_form, &contest->criterion_count);
	all = contest->divisions && contest->categories && contest->prizes && contest->criteria;
	return all ? check_whole(reader, contest) : -EBADMSG;
}

static const char *const contest_keys[] = {
	"theme",  "place",     "yearly", "opens",     "before",     "announce",  "within",
	"late",   "prize_set", "blind",  "group_max", "collective", "divisions", "categories",
	"prizes", "criteria",  "bodies", "report_to", "needs_file", NULL};
static const struct plan_list_form contest_form = {
	.key = "contests",
	.thing = N_("cuộc thi"),
	.keys = contest_keys,
	.size = sizeof(struct plan_contest),
	.read = read_contest,
};

int plan_read_contests(struct reader *reader, struct plan_work *work, const json_t *json)
{
	work->contests = plan_read_list(reader, json, &contest_form, &work->contest_count);
	return work->contests ? 0 : -EBADMSG;
}
