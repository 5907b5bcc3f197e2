/* What stands on the shelf for a device that does not pass. */
#include "flow.h"

#include <ctype.h>

#define GROUPS_MAX 4 /* told of; more would not be read */
#define TAGS_MAX 4 /* … and of each */

/* Parts that are alike and lie together. */
struct group {
	const char *name, *shelf;
	struct buf tags;
	size_t count;
};

struct shelf {
	struct store *store;
	const struct part_need *need; /* NULL: a charger, by WANTED */
	const char *wanted;
	struct arena arena;
	struct group groups[GROUPS_MAX];
	size_t count;
};

static void shelf_done(struct shelf *shelf)
{
	for (size_t i = 0; i < shelf->count; i++)
		buf_done(&shelf->groups[i].tags);
	arena_done(&shelf->arena);
}

static struct group *find_group(struct shelf *shelf, const char *name, const char *place)
{
	struct group *group;

	for (size_t i = 0; i < shelf->count; i++)
		if (str_eq(shelf->groups[i].name, name) && str_eq(shelf->groups[i].shelf, place))
			return &shelf->groups[i];
	if (shelf->count == GROUPS_MAX)
		return NULL;
	group = &shelf->groups[shelf->count++];
	group->name = arena_str(&shelf->arena, name);
	group->shelf = arena_str(&shelf->arena, place);
	return group;
}

static void put_on(struct shelf *shelf, const char *name, const char *place, const char *tag)
{
	struct group *group = find_group(shelf, name, place ? place : "");

	if (!group)
		return;
	if (group->count < TAGS_MAX)
		buf_printf(&group->tags, "%s%s", group->count ? ", " : "", tag);
	else if (group->count == TAGS_MAX)
		buf_add_str(&group->tags, " …");
	group->count++;
}

/* "DDR3 2 GB", "DDR3 2 GB chưa thử". */
static int take_part(void *user, const struct record_kind *kind, const struct record *record)
{
	struct shelf *shelf = user;
	AUTO(buf_done) struct buf name = {0};
	const char *size = record_value(kind, record, "size");
	struct shelf_part part = {
		.kind = record_value(kind, record, "kind"),
		.type = record_value(kind, record, "type"),
		.form = record_value(kind, record, "form"),
		.condition = record_value(kind, record, "condition"),
	};

	if (size && !str_to_i64(size, &part.size))
		part.size = 0;
	if (!part_fits(shelf->need, &part))
		return 0;
	for (const char *p = part.type; *p; p++)
		buf_add_char(&name, (char)toupper((unsigned char)*p));
	buf_add_char(&name, ' ');
	record_show_value(&name, record_field_find(kind, "size"), size);
	if (!str_eq(part.condition, "ok"))
		buf_add_str(&name, _(" chưa thử"));
	put_on(shelf, buf_text(&name), record_value(kind, record, "shelf"),
	       record_value(kind, record, "tag"));
	return 0;
}

static int take_charger(void *user, const struct record_kind *kind, const struct record *record)
{
	struct shelf *shelf = user;
	const char *rating = record_value(kind, record, "rating");

	if (!str_eq(record_value(kind, record, "condition"), "bad") &&
	    !record_value(kind, record, "device") && charger_fits(shelf->wanted, rating))
		put_on(shelf, rating, record_value(kind, record, "shelf"),
		       record_value(kind, record, "tag"));
	return 0;
}

static int look(struct shelf *shelf, const char *kind, const char *what, store_row_fn fn,
		struct err *err)
{
	const struct store_filter filters[] = {
		{.name = "kind", .value = what},
		{.name = "state", .value = "on-shelf"},
	};
	const struct store_query query = {.filters = filters, .filter_count = ARRAY_LEN(filters)};

	return store_list(shelf->store, record_kind_find(kind), &query, fn, shelf, err);
}

/* ---- in words ------------------------------------------------------------ */

static void say_group(struct buf *ret, const struct group *group, const char *one)
{
	buf_printf(ret, _("có %zu %s %s trên kệ"), group->count, one, group->name);
	if (*group->shelf)
		buf_printf(ret, " %s", group->shelf);
	buf_printf(ret, _(" (mã %s)"), buf_text(&group->tags));
}

static void say_shelf(struct buf *ret, const struct shelf *shelf, const char *one)
{
	for (size_t i = 0; i < shelf->count; i++) {
		buf_add_str(ret, i ? "; " : "");
		say_group(ret, &shelf->groups[i], one);
	}
}

static int part_line(struct store *store, const struct part_need *need, struct buf *ret,
		     struct err *err)
{
	AUTO(shelf_done) struct shelf shelf = {.store = store, .need = need};
	bool is_memory = str_eq(need->kind, "ram");
	int r;

	if (need->look) {
		buf_add_str(ret, need->look);
		return 0;
	}
	r = look(&shelf, "part", need->kind, take_part, err);
	if (r == 0)
		say_shelf(ret, &shelf, is_memory ? _("thanh") : _("ổ"));
	/* SMBIOS calls both by one name. */
	if (r == 0 && shelf.count && str_eq(need->type, "ddr3"))
		buf_add_str(ret, _("; thanh đang lắp ghi DDR3L (1,35 V) thì chỉ lấy DDR3L"));
	return r;
}

/* ---- chargers ------------------------------------------------------------ */

/* A person notes the rating on the device's own label. */
static int take_note(void *user, const struct record_kind *kind, const struct record *record)
{
	const char *note = record_value(kind, record, "note");

	buf_add_str(user, note ? note : "");
	return 0;
}

static int charger_line(struct store *store, const char *device_id, struct buf *ret,
			struct err *err)
{
	AUTO(buf_done) struct buf note = {0};
	AUTO(shelf_done) struct shelf shelf = {.store = store};
	int r = store_get(store, record_kind_find("device"), device_id, take_note, &note, err);

	shelf.wanted = buf_text(&note);
	if (r == 0)
		r = look(&shelf, "accessory", "charger", take_charger, err);
	if (r == 0 && shelf.count)
		say_shelf(ret, &shelf, _("sạc"));
	else if (r == 0 && !charger_fits(shelf.wanted, shelf.wanted))
		buf_add_str(ret, _("ghi vôn và ampe trên nhãn máy vào ghi chú, như 19.5V 3.42A"));
	return r;
}

int flow_shelf(struct store *store, const char *device_id, const struct snapshot *snapshot,
	       const struct verdict *verdict, size_t finding, struct buf *ret, struct err *err)
{
	const struct profile *profile = verdict->profile;
	const char *kind = profile && profile->kind_count ? profile->kinds[0] : NULL;
	const struct finding *found = &verdict->findings[finding];
	struct part_need need;

	if (part_need_find(&need, snapshot, found, kind))
		return part_line(store, &need, ret, err);
	if (*device_id && found->outcome == OUTCOME_FAIL && found->rule->test == TEST_CHECK &&
	    str_eq(found->rule->facts[0], "check.charger"))
		return charger_line(store, device_id, ret, err);
	return 0;
}
