/*
 * A list of pupils: sent once, and then it stands as it was; what changes afterwards is the next
 * version of it.
 */
#include "recipient_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

/* As a paper has them: "7K3M2X9 (dòng 4, Nguyễn An, 8A1)". */
struct named {
	const char *tag, *name, *class;
};

/* Who is to be put forward yet. */
struct draft {
	const char *id;
	struct named who;
	size_t line;
	struct draft *next;
};

static struct named read_named(struct arena *arena, const struct record_kind *kind,
			       const struct record *record)
{
	return (struct named){.tag = arena_str(arena, record_value(kind, record, "tag")),
			      .name = arena_str(arena, record_value(kind, record, "name")),
			      .class = arena_str(arena, record_value(kind, record, "class"))};
}

/* LINE 0: it is not known. The name is for those who may see it. */
static void say_who(struct buf *ret, const struct life_case *c, const struct named *who,
		    int64_t line)
{
	AUTO(buf_done) struct buf beside = {0};

	buf_add_str(ret, who->tag);
	if (store_may_read(c->store, record_kind_find("recipient"), NULL) < 0)
		return;
	if (line)
		buf_printf(&beside, _("dòng %lld"), (long long)line);
	if (who->name)
		buf_printf(&beside, "%s%s", beside.len ? ", " : "", who->name);
	if (who->class)
		buf_printf(&beside, "%s%s", beside.len ? ", " : "", who->class);
	if (beside.len)
		buf_printf(ret, " (%s)", buf_text(&beside));
}

struct walking {
	struct life_case *c;
	struct life_write *next; /* the version to come, where one is made */
	struct draft *drafts, **end;
	size_t draft_count, count;
};

static int walk(struct walking *walking, store_row_fn fn, struct err *err)
{
	const struct store_filter filter = {.name = "roster", .value = walking->c->id};
	const struct store_query query = {
		.filters = &filter, .filter_count = 1, .by_title = true};

	return store_list(walking->c->store, record_kind_find("recipient"), &query, fn, walking,
			  err);
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
	struct draft *draft;

	if (!stands(state))
		return 0;
	line = life_add(c, "roster_line");
	life_put(line, "roster", c->id);
	life_put(line, "position", arena_printf(&c->arena, "%zu", ++walking->count));
	life_put(line, "recipient", arena_str(&c->arena, record->id));
	if (!str_eq(state, "draft"))
		return 0;
	draft = arena_alloc(&c->arena, sizeof(*draft));
	*draft = (struct draft){.id = arena_str(&c->arena, record->id),
				.who = read_named(&c->arena, kind, record),
				.line = walking->count};
	*walking->end = draft;
	walking->end = &draft->next;
	walking->draft_count++;
	return 0;
}

/* One who is not ready holds the whole list back, and is named. */
static int put_forward(struct life_case *c, const struct draft *draft, struct err *err)
{
	const struct flow_step step = {.action = "propose", .id = draft->id};
	AUTO(buf_done) struct buf who = {0};
	struct err why;
	int r = life_also(c, "recipient", &step, &why);

	if (r == 0)
		return 0;
	say_who(&who, c, &draft->who, (int64_t)draft->line);
	return err_set(err, -r, "%s: %s", buf_text(&who), why.text);
}

static int send(struct life_case *c, struct err *err)
{
	struct walking walking = {.c = c, .end = &walking.drafts};
	int r = walk(&walking, add_line, err);

	if (r == 0 && !walking.count)
		r = err_set(err, EPERM,
			    _("danh sách chưa có em nào: gom các em, hoặc thêm từng em"));
	for (const struct draft *draft = walking.drafts; draft && r == 0; draft = draft->next)
		r = put_forward(c, draft, err);
	if (!life_value(c, "version"))
		life_set(c, "version", "1");
	life_set(c, "sent_at", c->now);
	life_set(c, "sent_by", *life_actor(c) ? life_actor(c) : NULL);
	buf_printf(&c->remark, _("%zu em, đề xuất thêm %zu"), walking.count, walking.draft_count);
	return r;
}

/* Pupils in no list yet, of the list's school or commune: as after a file was taken in. */
static int take_loose(void *user, const struct record_kind *kind, const struct record *record)
{
	struct walking *walking = user;
	const char *unit = life_value(walking->c, "unit");

	if (unit && !str_eq(record_value(kind, record, "school"), unit) &&
	    !str_eq(record_value(kind, record, "unit"), unit))
		return 0;
	walking->count++;
	life_put(life_change(walking->c, kind->name, arena_str(&walking->c->arena, record->id)),
		 "roster", walking->c->id);
	return 0;
}

static int gather(struct life_case *c, struct err *err)
{
	static const struct store_filter loose[] = {
		{.name = "state", .value = "draft"}, {.name = "roster", .value = NULL}};
	const struct store_query query = {.filters = loose, .filter_count = ARRAY_LEN(loose)};
	struct walking walking = {.c = c};
	int r = store_list(c->store, record_kind_find("recipient"), &query, take_loose, &walking,
			   err);

	if (r == 0)
		buf_printf(&c->remark, _("thêm %zu em"), walking.count);
	return r;
}

static int move_on(void *user, const struct record_kind *kind, const struct record *record)
{
	struct walking *walking = user;

	walking->count++;
	life_put(life_change(walking->c, kind->name, arena_str(&walking->c->arena, record->id)),
		 "roster", walking->next->id);
	return 0;
}

static int revise(struct life_case *c, struct err *err)
{
	struct walking walking = {.c = c, .next = life_add(c, "roster")};
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
	return walk(&walking, move_on, err);
}

/* ---- a step of every pupil of the list ---------------------------------- */

#define BULK_TOLD 4 /* of those left, each with the reason */
#define TAG_SEPARATORS " ,;"

struct pupil {
	const char *id;
	struct named who;
	const char *odd; /* what does not fit together in what is written; "" */
};

struct bulk {
	struct life_case *c;
	const char *action;
	const char *only; /* the tags to take; NULL: all */
	struct buf pupils; /* struct pupil */
	struct buf left; /* in words */
	size_t done, left_count;
};

static void bulk_done(struct bulk *bulk)
{
	buf_done(&bulk->pupils);
	buf_done(&bulk->left);
}

static const struct pupil *bulk_at(const struct bulk *bulk, size_t i)
{
	return (const struct pupil *)(const void *)bulk->pupils.data + i;
}

static size_t bulk_count(const struct bulk *bulk)
{
	return bulk->pupils.len / sizeof(struct pupil);
}

/* Tags are typed in either case, with commas or blanks between. */
static bool is_named(const char *tags, const char *tag)
{
	while (*tags) {
		size_t len = strcspn(tags, TAG_SEPARATORS);

		if (len == strlen(tag) && strncasecmp(tags, tag, len) == 0)
			return true;
		tags += len;
		tags += strspn(tags, TAG_SEPARATORS);
	}
	return false;
}

static int take_pupil(void *user, const struct record_kind *kind, const struct record *record)
{
	struct bulk *bulk = user;
	struct arena *arena = &bulk->c->arena;
	const char *tag = record_value(kind, record, "tag");
	AUTO(buf_done) struct buf odd = {0};
	struct pupil pupil;

	if (bulk->only && !is_named(bulk->only, tag))
		return 0;
	recipient_odd(&odd, record->values);
	pupil = (struct pupil){
		.id = arena_str(arena, record->id),
		.who = read_named(arena, kind, record),
		.odd = arena_copy(arena, buf_text(&odd), strcspn(buf_text(&odd), "\n")),
	};
	buf_add(&bulk->pupils, &pupil, sizeof(pupil));
	return 0;
}

/* A tag that no such pupil has is a slip that is better told than passed over. */
static int check_only(const struct bulk *bulk, struct err *err)
{
	char *rest = NULL;

	if (!bulk->only)
		return 0;
	for (char *tag = strtok_r(arena_str(&bulk->c->arena, bulk->only), TAG_SEPARATORS, &rest);
	     tag; tag = strtok_r(NULL, TAG_SEPARATORS, &rest)) {
		size_t i = 0;

		while (i < bulk_count(bulk) && strcasecmp(bulk_at(bulk, i)->who.tag, tag) != 0)
			i++;
		if (i == bulk_count(bulk))
			return err_set(err, EINVAL,
				       _("only: %.40s không ở danh sách này, hoặc chưa đến lượt"),
				       tag);
	}
	return 0;
}

static int take_position(void *user, const struct record_kind *kind, const struct record *record)
{
	return str_to_i64(record_value(kind, record, "position"), user) ? 1 : 0;
}

/* Where the pupil stands on the list as it was sent; 0: on no line of it. */
static int64_t find_line(const struct bulk *bulk, const char *recipient)
{
	const struct store_filter filters[] = {
		{.name = "roster", .value = bulk->c->id},
		{.name = "recipient", .value = recipient},
	};
	const struct store_query query = {.filters = filters, .filter_count = ARRAY_LEN(filters)};
	int64_t line = 0;
	int r = store_list(bulk->c->store, record_kind_find("roster_line"), &query, take_position,
			   &line, NULL);

	return r < 0 ? 0 : line;
}

static void leave_out(struct bulk *bulk, const struct pupil *pupil, const char *why)
{
	if (bulk->left_count++ >= BULK_TOLD)
		return;
	buf_add_str(&bulk->left, "; ");
	say_who(&bulk->left, bulk->c, &pupil->who, find_line(bulk, pupil->id));
	buf_printf(&bulk->left, ": %s", why);
}

/* One whom their own guards hold back is left as they were, and told. */
static int take_one(struct bulk *bulk, const struct pupil *pupil, const struct flow_step *of,
		    struct err *err)
{
	struct flow_step step = *of;
	AUTO(buf_done) struct buf need = {0};
	struct err why;
	int r;

	if (*pupil->odd) {
		leave_out(bulk, pupil, pupil->odd);
		return 0;
	}
	r = life_could(bulk->c, "recipient", pupil->id, bulk->action, &need, err);
	if (r == 0)
		leave_out(bulk, pupil, buf_text(&need));
	if (r <= 0)
		return r;
	step.id = pupil->id;
	r = life_also(bulk->c, "recipient", &step, &why);
	if (r == -EPERM)
		leave_out(bulk, pupil, why.text);
	else if (r < 0)
		*err = why;
	bulk->done += r == 0;
	return r == -EPERM ? 0 : r;
}

/* Takes ACTION of every pupil of the list who stands in STATE; what the list's own step was given
 * is given to each. */
static int take_all(struct bulk *bulk, const char *state, struct err *err)
{
	struct life_case *c = bulk->c;
	const struct store_filter filters[] = {
		{.name = "roster", .value = c->id}, {.name = "state", .value = state}};
	const struct store_query query = {
		.filters = filters, .filter_count = ARRAY_LEN(filters), .by_title = true};
	const char *names[LIFE_VALUES_MAX], *values[LIFE_VALUES_MAX];
	struct flow_step step = {.action = bulk->action, .names = names, .values = values};
	int r;

	for (size_t i = 0; i < c->asked_count; i++) {
		if (!c->params[i] || str_eq(c->asked[i].name, "only"))
			continue;
		names[step.count] = c->asked[i].name;
		values[step.count++] = c->params[i];
	}
	bulk->only = life_param(c, "only");
	r = store_list(c->store, record_kind_find("recipient"), &query, take_pupil, bulk, err);
	if (r == 0)
		r = check_only(bulk, err);
	if (r == 0 && !bulk_count(bulk))
		return err_set(err, EPERM, _("không có em nào đang chờ bước này"));
	for (size_t i = 0; r == 0 && i < bulk_count(bulk); i++)
		r = take_one(bulk, bulk_at(bulk, i), &step, err);
	/* What each said for itself would be as long as the list. */
	buf_clear(&c->remark);
	return r;
}

/* "; 7K3M2X9: …", behind the numbers, which a narrow line shows. */
static void tell_left(const struct bulk *bulk)
{
	buf_add_str(&bulk->c->remark, buf_text(&bulk->left));
	if (bulk->left_count > BULK_TOLD)
		buf_printf(&bulk->c->remark, _("; và %zu em nữa"), bulk->left_count - BULK_TOLD);
}

static int verify_all(struct life_case *c, struct err *err)
{
	AUTO(bulk_done) struct bulk bulk = {.c = c, .action = "verify"};
	int r = take_all(&bulk, "proposed", err);

	if (r < 0)
		return r;
	buf_printf(&c->remark, _("xác minh %zu em, để lại %zu"), bulk.done, bulk.left_count);
	tell_left(&bulk);
	return 0;
}

static int approve_all(struct life_case *c, struct err *err)
{
	AUTO(bulk_done) struct bulk bulk = {.c = c, .action = "approve"};
	const struct store_filter filters[] = {
		{.name = "roster", .value = c->id}, {.name = "state", .value = "approved"}};
	uint64_t before = 0, after = 0;
	int r = store_count_where(c->store, record_kind_find("recipient"), filters,
				  ARRAY_LEN(filters), &before, err);

	if (r == 0)
		r = take_all(&bulk, "verified", err);
	if (r == 0)
		r = store_count_where(c->store, record_kind_find("recipient"), filters,
				      ARRAY_LEN(filters), &after, err);
	if (r < 0)
		return r;
	buf_printf(&c->remark, _("duyệt %zu em, để lại %zu, đủ nơi duyệt %llu"), bulk.done,
		   bulk.left_count, (unsigned long long)(after - before));
	tell_left(&bulk);
	return 0;
}

static const struct field only[] = {
	{.name = "only", .label = N_("Chỉ các em"), .type = FIELD_TEXT,
	 .hint = N_("mã HS, cách nhau bằng dấu phẩy; để trống: cả danh sách")},
};

/* ---- the table ----------------------------------------------------------- */

static const struct life_step steps[] = {
	{.action = "send", .label = N_("Gửi danh sách"), .from = "draft", .to = "sent",
	 .roles = ROLE_LEAD, .apply = send},
	{.action = "gather", .label = N_("Gom các em chưa có DS"), .from = "draft",
	 .roles = ROLE_LEAD, .apply = gather},
	{.action = "verify", .label = N_("Xác minh cả danh sách"), .from = "sent",
	 .roles = ROLE_LEAD, .params = only, .param_count = ARRAY_LEN(only), .apply = verify_all},
	{.action = "approve", .label = N_("Duyệt cả danh sách"), .from = "sent",
	 .roles = ROLE_COORDINATOR, .asks_of = "approval", .asks = "body! document note",
	 .params = only, .param_count = ARRAY_LEN(only), .apply = approve_all},
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
