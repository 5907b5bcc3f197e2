/*
 * A list of pupils: sent once, and then it stands as it was; what changes afterwards is the next
 * version of it.
 */
#include "life_priv.h"

#include <errno.h>
#include <stdio.h>

#define ROSTER_MAX (LIFE_WRITES_MAX - 4)

struct walking {
	struct life_case *c;
	struct life_write *next; /* the version to come, where one is made */
	struct draft {
		const char *id, *tag;
	} drafts[ROSTER_MAX]; /* who is to be put forward yet */
	size_t draft_count, count;
	struct err *err;
	int result;
};

static int walk(struct walking *walking, store_row_fn fn)
{
	const struct store_filter filter = {.name = "roster", .value = walking->c->id};
	const struct store_query query = {
		.filters = &filter, .filter_count = 1, .by_title = true};
	int r = store_list(walking->c->store, record_kind_find("recipient"), &query, fn, walking,
			   walking->err);

	return r < 0 ? r : walking->result;
}

static bool has_room(struct walking *walking)
{
	if (walking->count == ROSTER_MAX)
		walking->result = err_set(walking->err, E2BIG,
					  _("danh sách quá %d em: chia thành nhiều danh sách"),
					  ROSTER_MAX);
	return walking->result == 0;
}

/* Who was taken off, turned down or is gone is put forward no more. */
static bool stands(const char *state)
{
	static const char *const off[] = {"withdrawn", "declined", "closed", "gone"};

	for (size_t i = 0; i < ARRAY_LEN(off); i++)
		if (str_eq(state, off[i]))
			return false;
	return true;
}

static int add_line(void *user, const struct record_kind *kind, const struct record *record)
{
	struct walking *walking = user;
	struct life_case *c = walking->c;
	const char *state = record_value(kind, record, "state");
	struct life_write *line;

	if (!stands(state))
		return 0;
	if (!has_room(walking))
		return 1;
	line = life_add(c, "roster_line");
	life_put(line, "roster", c->id);
	life_put(line, "position", arena_printf(&c->arena, "%zu", ++walking->count));
	life_put(line, "recipient", arena_str(&c->arena, record->id));
	if (str_eq(state, "draft"))
		walking->drafts[walking->draft_count++] = (struct draft){
			.id = arena_str(&c->arena, record->id),
			.tag = arena_str(&c->arena, record_value(kind, record, "tag"))};
	return 0;
}

/* One who is not ready holds the whole list back, and is named. */
static int put_forward(struct life_case *c, const struct draft *draft, struct err *err)
{
	const struct flow_step step = {.action = "propose", .id = draft->id};
	struct err why;
	int r = life_also(c, "recipient", &step, &why);

	return r < 0 ? err_set(err, -r, "%s: %s", draft->tag, why.text) : 0;
}

static int send(struct life_case *c, struct err *err)
{
	struct walking walking = {.c = c, .err = err};
	int r = walk(&walking, add_line);

	if (r == 0 && !walking.count)
		r = err_set(err, EPERM, _("danh sách chưa có em nào: ghi roster cho từng em"));
	for (size_t i = 0; r == 0 && i < walking.draft_count; i++)
		r = put_forward(c, &walking.drafts[i], err);
	if (!life_value(c, "version"))
		life_set(c, "version", "1");
	life_set(c, "sent_at", c->now);
	life_set(c, "sent_by", *life_actor(c) ? life_actor(c) : NULL);
	buf_printf(&c->remark, _("%zu em, đề xuất thêm %zu"), walking.count, walking.draft_count);
	return r;
}

static int move_on(void *user, const struct record_kind *kind, const struct record *record)
{
	struct walking *walking = user;

	if (!has_room(walking))
		return 1;
	walking->count++;
	life_put(life_change(walking->c, kind->name, arena_str(&walking->c->arena, record->id)),
		 "roster", walking->next->id);
	return 0;
}

static int revise(struct life_case *c, struct err *err)
{
	struct walking walking = {.c = c, .next = life_add(c, "roster"), .err = err};
	const char *version = life_value(c, "version");
	int64_t number = 1;

	if (version && !str_to_i64(version, &number))
		number = 1;
	life_put(walking.next, "name", life_value(c, "name"));
	life_put(walking.next, "unit", life_value(c, "unit"));
	life_put(walking.next, "programme", life_value(c, "programme"));
	life_put(walking.next, "previous", c->id);
	life_put(walking.next, "version",
		 arena_printf(&c->arena, "%lld", (long long)number + 1));
	return walk(&walking, move_on);
}

static const struct life_step steps[] = {
	{.action = "send", .label = N_("Gửi danh sách"), .from = "draft", .to = "sent",
	 .roles = ROLE_LEAD, .apply = send},
	{.action = "revise", .label = N_("Lập bản mới"), .from = "sent", .to = "replaced",
	 .roles = ROLE_LEAD, .apply = revise},
	{.action = "close", .label = N_("Đóng danh sách"), .from = "sent", .to = "closed",
	 .roles = ROLE_LEAD, .is_undoable = true},
};

const struct life life_roster = {
	.kind = "roster",
	.steps = steps,
	.count = ARRAY_LEN(steps),
};
