/* Judges keep off entries, and are let judge them after all. */
#include "contest_priv.h"
#include "life_priv.h"

#include <errno.h>

static int find_both(struct scoring *scoring, struct store *store,
		     const struct contest_recusal *recusal, const struct row **ret_entry,
		     struct err *err)
{
	int r = scoring_begin(scoring, store, recusal->contest, recusal->judge, err);

	if (r < 0)
		return r;
	*ret_entry = contest_entry(&scoring->book, recusal->entry);
	return *ret_entry ? 0
			  : err_set(err, ENOENT, _("cuộc thi không có bài «%.20s»"),
				    recusal->entry);
}

static int keep_off(const struct scoring *scoring, const struct row *entry, const char *why,
		    const char *note, char ret_id[UUID_TEXT_MAX], struct err *err)
{
	static const char *const names[] = {"judge", "entry", "why", "note"};
	const char *const values[] = {scoring->judge->id, entry->id, why, note};

	return store_add(scoring->book.store, record_kind_find("recusal"), names, values,
			 ARRAY_LEN(names), ret_id, err);
}

int flow_contest_recuse(struct store *store, const struct contest_recusal *recusal,
			struct buf *ret_said, struct err *err)
{
	AUTO(scoring_done) struct scoring scoring = {0};
	char id[UUID_TEXT_MAX];
	const struct row *entry;
	int r = find_both(&scoring, store, recusal, &entry, err);

	if (r == 0)
		r = keep_off(&scoring, entry, recusal->why, recusal->note, id, err);
	if (r == 0)
		buf_printf(ret_said, _("%s không chấm bài %s; cho chấm lại: hotroit do lift %.13s"),
			   row_get(scoring.judge, "code"), recusal->entry, id);
	return r;
}

/* Who keeps off by the unit or the name alone has no record of it yet. */
int flow_contest_lift(struct store *store, const struct contest_recusal *recusal,
		      struct buf *ret_said, struct err *err)
{
	const char *names[] = {"note"}, *values[] = {recusal->note};
	AUTO(scoring_done) struct scoring scoring = {0};
	struct flow_step step = {.action = "lift", .names = names, .values = values, .count = 1};
	const struct row *entry, *stands;
	char id[UUID_TEXT_MAX];
	int r = find_both(&scoring, store, recusal, &entry, err);

	if (r < 0)
		return r;
	if (!recusal->note || !*recusal->note)
		return err_set(err, EINVAL, _("ghi lý do BTC cho chấm"));
	stands = contest_recusal(&scoring.book, scoring.judge, entry);
	step.id = stands ? stands->id : id;
	if (!stands)
		r = keep_off(&scoring, entry, "same-unit", NULL, id, err);
	return r < 0 ? r : flow_do(store, NULL, record_kind_find("recusal"), &step, ret_said, err);
}
