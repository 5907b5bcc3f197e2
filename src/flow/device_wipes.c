/* Which of a device's disks were wiped: the records, set against what the newest probe saw. */
#include "device_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define UNITS_MAX 32
#define MARK_LEN 4 /* of a serial, as a disk is named on paper */

/* ---- the disks ------------------------------------------------------------------------------- */

/* "ST9320325AS …1A2B" → "1a2b"; "" where somebody wrote other words. */
static void mark_of(const char *disk, struct buf *ret)
{
	const char *mark = NULL;

	for (const char *at = strstr(disk, "…"); at; at = strstr(mark, "…"))
		mark = at + strlen("…");
	text_fold(ret, mark ? mark : "");
}

static void tell_unit(struct device_unit *unit, const struct snapshot *snapshot, size_t i,
		      const struct fact *size)
{
	AUTO(buf_done) struct buf mark = {0};
	const char *model, *serial;
	char key[32];

	snprintf(key, sizeof(key), "disk.%zu.model", i);
	model = snapshot_text(snapshot, key);
	snprintf(key, sizeof(key), "disk.%zu.serial", i);
	serial = snapshot_text(snapshot, key);
	unit->bytes = size->state == FACT_KNOWN && size->type == FACT_INT ? size->num : 0;
	snprintf(unit->serial, sizeof(unit->serial), "%s", serial ? serial : "");
	if (serial && strlen(serial) > MARK_LEN)
		serial += strlen(serial) - MARK_LEN;
	snprintf(unit->label, sizeof(unit->label), "%.50s%s%s", model ? model : "",
		 !serial ? "" : model ? " …" : "…", serial ? serial : "");
	mark_of(unit->label, &mark);
	snprintf(unit->mark, sizeof(unit->mark), "%s", buf_text(&mark));
}

/* One whose place is not known may well be inside. */
static bool is_inside(const struct snapshot *snapshot, size_t i)
{
	const struct fact *role;
	char key[32];

	snprintf(key, sizeof(key), "disk.%zu.role", i);
	role = snapshot_fact(snapshot, key);
	return !role || role->state != FACT_KNOWN || str_eq(role->text, "internal");
}

static const struct fact *unit_fact(const struct snapshot *snapshot, size_t i, const char *name)
{
	char key[32];

	snprintf(key, sizeof(key), "disk.%zu.%s", i, name);
	return snapshot_fact(snapshot, key);
}

/* A disk whose size nobody could read is there all the same. */
size_t device_units_seen(const struct snapshot *snapshot, struct device_unit *ret, size_t max)
{
	static const struct fact untold = {.state = FACT_ABSENT};
	size_t count = 0;

	for (size_t i = 0; count < max; i++) {
		const struct fact *size = unit_fact(snapshot, i, "size");

		if (!size && !unit_fact(snapshot, i, "role") && !unit_fact(snapshot, i, "serial"))
			break;
		if (is_inside(snapshot, i))
			tell_unit(&ret[count++], snapshot, i, size ? size : &untold);
	}
	return count;
}

int device_units(struct store *store, const char *device, struct device_unit *ret, size_t max,
		 size_t *ret_count, struct err *err)
{
	AUTO(snapshot_done) struct snapshot snapshot = {0};
	int r = flow_stored_snapshot(store, device, &snapshot, err);

	if (r < 0 && r != -ENOENT)
		return r;
	*ret_count = r == 0 ? device_units_seen(&snapshot, ret, max) : 0;
	if (!*ret_count)
		ret[(*ret_count)++] = (struct device_unit){0};
	return 0;
}

bool device_unit_fits(const struct device_unit *unit, const char *disk)
{
	AUTO(buf_done) struct buf mark = {0};

	mark_of(disk, &mark);
	return !*unit->mark || str_eq(unit->mark, buf_text(&mark));
}

/* ---- the records ----------------------------------------------------------------------------- */

struct wiped {
	const char *disk, *mark; /* folded */
	bool is_used; /* for one of the units */
	struct wiped *next;
};

struct wiping {
	struct arena *arena;
	struct device_wipes wipes;
	const char *actor;
	struct wiped *list;
};

/* Two records of one disk are one disk. */
static void add_wiped(struct wiping *wiping, const char *disk)
{
	AUTO(buf_done) struct buf folded = {0}, mark = {0};
	struct wiped *wiped = wiping->list;

	text_fold(&folded, disk);
	while (wiped && !str_eq(wiped->disk, buf_text(&folded)))
		wiped = wiped->next;
	if (wiped)
		return;
	mark_of(disk, &mark);
	wiped = arena_alloc(wiping->arena, sizeof(*wiped));
	*wiped = (struct wiped){.disk = arena_str(wiping->arena, buf_text(&folded)),
				.mark = arena_str(wiping->arena, buf_text(&mark)),
				.next = wiping->list};
	wiping->list = wiped;
}

static int take_wipe(void *user, const struct record_kind *kind, const struct record *record)
{
	struct wiping *wiping = user;
	const char *level = record_value(kind, record, "level");

	if (str_eq(record_value(kind, record, "superseded"), "1"))
		return 0;
	if (str_eq(record_value(kind, record, "wiped_by"), wiping->actor))
		wiping->wipes.by_actor = true;
	if (!str_eq(record_value(kind, record, "result"), "ok"))
		return 0;
	add_wiped(wiping, record_value(kind, record, "disk"));
	wiping->wipes.cleared |= str_eq(level, "clear");
	wiping->wipes.purged |= str_eq(level, "purge");
	wiping->wipes.destroyed |= str_eq(level, "destroy");
	return 0;
}

/* Newest first, back to where the device last came from a pupil: who wrote an erasure down. */
static int take_erasure(void *user, const struct record_kind *kind, const struct record *record)
{
	struct wiping *wiping = user;
	const char *action = record_value(kind, record, "action");

	if (str_eq(action, "erase") && *wiping->actor)
		wiping->wipes.by_actor |= str_eq(record_value(kind, record, "by"), wiping->actor);
	return str_eq(action, "return");
}

/* A record that names a serial is of that disk alone; one in a person's own words, or for a disk
 * whose serial nobody could read, is of one that no other record names. */
static bool use(struct wiping *wiping, const struct device_unit *unit, bool by_mark)
{
	for (struct wiped *wiped = wiping->list; wiped; wiped = wiped->next) {
		bool fits = by_mark ? *unit->mark && str_eq(wiped->mark, unit->mark)
				    : !*unit->mark || !*wiped->mark;

		if (wiped->is_used || !fits)
			continue;
		wiped->is_used = true;
		return true;
	}
	return false;
}

static void find_missing(struct wiping *wiping, const struct device_unit *units, size_t count)
{
	AUTO(buf_done) struct buf names = {0};
	bool is_wiped[UNITS_MAX] = {false};

	for (size_t i = 0; i < count; i++)
		is_wiped[i] = use(wiping, &units[i], true);
	for (size_t i = 0; i < count; i++) {
		if (is_wiped[i] || use(wiping, &units[i], false))
			continue;
		wiping->wipes.missing++;
		if (*units[i].label)
			buf_printf(&names, "%s%s", names.len ? ", " : "", units[i].label);
	}
	wiping->wipes.names = arena_str(wiping->arena, buf_text(&names));
}

int device_wipes(struct life_case *c, const char *disk, struct device_wipes *ret, struct err *err)
{
	struct wiping wiping = {.arena = &c->arena, .actor = life_actor(c)};
	struct device_unit units[UNITS_MAX];
	size_t count = 0;
	int r = device_units(c->store, c->id, units, ARRAY_LEN(units), &count, err);

	if (r == 0)
		r = life_each(c, "step", "subject", c->id, take_erasure, &wiping, err);
	if (r == 0)
		r = life_each(c, "wipe", "device", c->id, take_wipe, &wiping, err);
	if (r < 0)
		return r;
	if (disk)
		add_wiped(&wiping, disk);
	find_missing(&wiping, units, count);
	*ret = wiping.wipes;
	return 0;
}
