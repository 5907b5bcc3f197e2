/*
 * A pupil is anonymised: what the person is shown and asked before, what is said after; and the
 * yearly sweep of those whose support ended long enough ago.
 */
#include "recipient_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define SEPARATORS " ,;"
#define TOLD_BYTES 160 /* of a text that names somebody */

/* ---- other places that name them ----------------------------------------- */

const struct field recipient_forget_asks[RECIPIENT_FORGET_ASKS] = {
	{.name = "also", .label = N_("Xoá cả ở"), .type = FIELD_CODE,
	 .hint = N_("mã những nơi chưa chắc mà đúng là em; all: tất cả; none: để nguyên")},
	{.name = "copies", .label = N_("Xoá sổ cũ"), .type = FIELD_BOOL,
	 .hint = N_("những sổ cũ mà khôi phục (restore) để lại cạnh sổ")},
};

static int tell_place(void *user, const struct store_place *place)
{
	AUTO(buf_done) struct buf said = {0};

	text_clean(&said, place->text, strlen(place->text), TOLD_BYTES);
	buf_printf(user, "  %s %s, %s: «%s»%s\n", _(place->kind->label), place->tag,
		   _(place->field->label), buf_text(&said),
		   place->is_sealed ? _(" (không sửa được)")
		   : place->is_sure ? _(" (sẽ xoá)")
				    : _(" (có phải em?)"));
	return 0;
}

static void tell_copy(void *user, const struct store_copy *copy)
{
	if (copy->is_beside)
		buf_printf(user, _("  sổ cũ %s\n"), copy->path);
	else
		buf_printf(user, _("  bản sao lưu %.10s: %s\n"), copy->at, copy->path);
}

static int take_ended(void *user, const struct record_kind *kind, const struct record *record)
{
	static const char *const ended[] = {"closed", "declined", "withdrawn"};
	const char *state = record_value(kind, record, "state");

	for (size_t i = 0; i < ARRAY_LEN(ended); i++)
		*(bool *)user |= str_eq(state, ended[i]);
	return 0;
}

int recipient_tell_named(struct buf *ret, struct store *store, const char *id, struct err *err)
{
	AUTO(buf_done) struct buf places = {0}, copies = {0};
	bool is_ended = false;
	int r = 0;

	/* It is shown to who may take the step: the texts are of any kind. */
	if (store_acting(store)->role & ROLE_COORDINATOR)
		r = store_get(store, record_kind_find("recipient"), id, take_ended, &is_ended,
			      err);
	if (r == 0 && is_ended)
		r = store_named(store, id, tell_place, &places, err);
	if (r == 0 && is_ended)
		r = store_copies(store, tell_copy, &copies, err);
	if (places.len)
		buf_printf(ret, _("Những chỗ còn nhắc tên:\n%s"), places.data);
	if (copies.len)
		buf_printf(ret, _("Bản sao còn giữ dữ liệu:\n%s"), copies.data);
	return r;
}

/* ---- the step ------------------------------------------------------------ */

struct asking {
	const char *also; /* tags, "all", "none"; NULL: nobody was asked */
	struct buf doubts; /* tags that nobody has decided about */
	size_t count;
};

static void asking_done(struct asking *asking)
{
	buf_done(&asking->doubts);
}

static bool is_listed(const char *words, const char *word)
{
	while (*words) {
		size_t len = strcspn(words, SEPARATORS);

		if (len == strlen(word) && strncasecmp(words, word, len) == 0)
			return true;
		words += len;
		words += strspn(words, SEPARATORS);
	}
	return false;
}

static int is_chosen(void *user, const struct store_place *place)
{
	const char *also = user;

	return also && (is_listed(also, "all") || is_listed(also, place->tag));
}

static int count_doubt(void *user, const struct store_place *place)
{
	struct asking *asking = user;
	bool is_told = asking->doubts.len && strstr(asking->doubts.data, place->tag);

	if (place->is_sure || place->is_sealed || is_told)
		return 0;
	asking->count++;
	buf_printf(&asking->doubts, "%s%s %s", asking->doubts.len ? ", " : "",
		   _(place->kind->label), place->tag);
	return 0;
}

/* A tag that is none of these places is a slip that is better told than passed over. */
static int check_also(struct life_case *c, const struct asking *asking, struct err *err)
{
	char *rest = NULL;

	for (char *word = strtok_r(arena_str(&c->arena, asking->also), SEPARATORS, &rest); word;
	     word = strtok_r(NULL, SEPARATORS, &rest))
		if (strcasecmp(word, "all") != 0 && strcasecmp(word, "none") != 0 &&
		    !strcasestr(buf_text(&asking->doubts), word))
			return err_set(err, EINVAL, _("also: %.20s không ở những chỗ chưa chắc"),
				       word);
	return 0;
}

static int check_asked(struct life_case *c, struct err *err)
{
	AUTO(asking_done) struct asking asking = {.also = life_param(c, "also")};
	int r = store_named(c->store, c->id, count_doubt, &asking, err);

	if (r == 0 && asking.also)
		return check_also(c, &asking, err);
	if (r < 0 || !asking.count)
		return r;
	return err_set(err, EPERM,
		       _("also: %zu chỗ có thể nhắc em, xem rồi ghi mã chỗ đúng là em, hoặc all, "
			 "none: %.200s"),
		       asking.count, asking.doubts.data);
}

struct kept_copies {
	size_t beside, backups;
	struct buf newest;
};

static void count_copy(void *user, const struct store_copy *copy)
{
	struct kept_copies *kept = user;

	if (copy->is_beside) {
		kept->beside++;
		return;
	}
	kept->backups++;
	buf_clear(&kept->newest);
	buf_printf(&kept->newest, "%.10s %s", copy->at, copy->path);
}

/* Those beside the book go where that was asked for; the others are out of reach, and named. */
static int settle_copies(struct life_case *c, struct err *err)
{
	struct kept_copies kept = {0};
	unsigned dropped = 0;
	bool drops = str_eq(life_param(c, "copies"), "1");
	int r = drops ? store_drop_copies(c->store, &dropped, err) : 0;

	if (r == 0)
		r = store_copies(c->store, count_copy, &kept, err);
	if (dropped)
		buf_printf(&c->remark, _("; đã xoá %u sổ cũ"), dropped);
	if (r == 0 && kept.beside)
		buf_printf(&c->remark,
			   _("; %zu sổ cũ cạnh sổ còn dữ liệu: hotroit forget --copies"),
			   kept.beside);
	if (r == 0 && kept.backups)
		buf_printf(&c->remark, _("; bản sao lưu (lần cuối %s) còn dữ liệu cũ: xoá đi, sao "
					 "lưu lại"),
			   buf_text(&kept.newest));
	buf_done(&kept.newest);
	return r;
}

/* What was done is done: no step leads back. */
int recipient_forget(struct life_case *c, struct err *err)
{
	const char *also = life_param(c, "also");
	AUTO(arena_done) struct arena arena = {0};
	int r = check_asked(c, err);

	if (r == 0)
		r = store_forget(c->store, c->id, is_chosen, arena_str(&arena, also), err);
	if (r < 0)
		return r;
	c->is_scrubbing = true;
	buf_add_str(&c->remark, _("đồng bộ để xoá cả ở huyện và các bàn khác"));
	return settle_copies(c, err);
}

/* ---- the sweep ----------------------------------------------------------- */

struct searching {
	flow_over_fn fn;
	void *user;
};

static int take_one(void *user, const struct record_kind *kind, const struct record *record)
{
	struct searching *searching = user;
	const struct flow_over over = {
		.id = record->id,
		.tag = record_value(kind, record, "tag"),
		.ended = record_value(kind, record, "support_ended"),
	};

	searching->fn(searching->user, &over);
	return 0;
}

int flow_due_to_forget(struct store *store, flow_over_fn fn, void *user, struct err *err)
{
	static const char *const states[] = {"closed", "declined", "withdrawn"};
	struct searching searching = {.fn = fn, .user = user};
	char now[CLOCK_TEXT_MAX], day[DATE_TEXT_MAX], last[DATE_TEXT_MAX];
	struct date date;
	int r = 0;

	store_now(store, now);
	snprintf(day, sizeof(day), "%.10s", now);
	if (!date_read(day, &date))
		return err_set(err, EINVAL, _("đồng hồ máy chưa đúng; chỉnh lại rồi thử"));
	date = date_after_months(&date, -RECIPIENT_MONTHS_KEPT);
	date = date_after_days(&date, 1);
	date_print(&date, last);
	for (size_t i = 0; r == 0 && i < ARRAY_LEN(states); i++) {
		const struct store_filter filters[] = {
			{.name = "state", .value = states[i]},
			{.name = "support_ended", .test = STORE_BELOW, .value = last},
		};
		const struct store_query query = {.filters = filters,
						  .filter_count = ARRAY_LEN(filters)};

		r = store_list(store, record_kind_find("recipient"), &query, take_one, &searching,
			       err);
	}
	return r;
}

struct listed {
	struct arena arena;
	const char **ids;
	size_t count, room;
};

static void listed_done(struct listed *listed)
{
	arena_done(&listed->arena);
}

static void keep_id(void *user, const struct flow_over *over)
{
	struct listed *listed = user;

	if (listed->count == listed->room) {
		const char **ids;

		listed->room = listed->room ? listed->room * 2 : 64;
		ids = arena_alloc(&listed->arena, listed->room * sizeof(*ids));
		for (size_t i = 0; i < listed->count; i++)
			ids[i] = listed->ids[i];
		listed->ids = ids;
	}
	listed->ids[listed->count++] = arena_str(&listed->arena, over->id);
}

static int tell_tag(void *user, const struct record_kind *kind, const struct record *record)
{
	buf_add_str(user, record_value(kind, record, "tag"));
	return 0;
}

/* Somebody has to look first. */
static int tell_left(struct store *store, const char *id, struct err *err, struct buf *ret_said)
{
	const struct record_kind *kind = record_kind_find("recipient");
	struct err why = *err;
	int r = store_get(store, kind, id, tell_tag, ret_said, err);

	if (r == 0)
		buf_printf(ret_said, _(": để lại; %s\n"), why.text);
	return r;
}

int flow_forget_due(struct store *store, struct buf *ret_said, struct err *err)
{
	AUTO(listed_done) struct listed listed = {0};
	int r = flow_due_to_forget(store, keep_id, &listed, err);

	for (size_t i = 0; r == 0 && i < listed.count; i++) {
		const struct flow_step step = {.action = "forget", .id = listed.ids[i]};

		r = flow_do(store, NULL, record_kind_find("recipient"), &step, ret_said, err);
		if (r == -EPERM)
			r = tell_left(store, listed.ids[i], err, ret_said);
		else if (r == 0)
			buf_add_char(ret_said, '\n');
	}
	return r;
}
