/* Which of a device's disks were wiped: the records, set against what the newest probe saw. */
#include "date.h"
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

/* A record as it is set against the others. */
struct told {
	const struct row *row;
	const char *disk, *mark; /* folded */
	char at[CLOCK_TEXT_MAX];
	bool is_ok;
	bool is_used; /* for one of the units */
};

struct wiping {
	struct store *store;
	struct arena *arena;
	const char *device, *actor;
	const struct row *written;
	char probed[UUID_TEXT_MAX]; /* the newest probe; "": there was none */
	struct device_unit units[UNITS_MAX];
	size_t unit_count;
	char returned[CLOCK_TEXT_MAX]; /* from hands that may have used it; "": never */
	size_t row_count; /* of all its records */
	struct told *told;
	size_t count;
	struct device_wipes wipes;
};

bool device_came_back(const struct row *step, char latest[CLOCK_TEXT_MAX])
{
	const char *action = row_get(step, "action"), *at = row_get(step, "at");
	char moment[CLOCK_TEXT_MAX];

	if (!str_eq(action, "return") && !str_eq(action, "find"))
		return false;
	if (at && moment_read(at, -1, moment) && strcmp(moment, latest) > 0)
		memcpy(latest, moment, sizeof(moment));
	return true;
}

static int read_steps(struct wiping *wiping, struct err *err)
{
	struct row *steps = NULL;
	size_t count = 0;
	int r = row_list(&steps, &count, wiping->store, wiping->arena, "step", "subject",
			 wiping->device, err);

	for (size_t i = 0; r == 0 && i < count; i++) {
		if (str_eq(row_get(&steps[i], "action"), "erase") && *wiping->actor)
			wiping->wipes.by_actor |= str_eq(row_get(&steps[i], "by"), wiping->actor);
		if (device_came_back(&steps[i], wiping->returned))
			wiping->wipes.by_actor = false;
	}
	return r;
}

/* When it was: what was done tells its end, what was not may tell no more than when it began. */
static bool read_moment(const struct row *row, bool is_ok, char ret[CLOCK_TEXT_MAX])
{
	const char *finished = row_get(row, "finished_at"), *started = row_get(row, "started_at");

	if (finished && moment_read(finished, -1, ret))
		return true;
	if (is_ok)
		return false;
	return (started && moment_read(started, -1, ret)) ||
	       (row->created_at && moment_read(row->created_at, -1, ret));
}

/* What the bench that took the device back did not have yet bears no mark of it: the time tells. */
static void take_wipe(struct wiping *wiping, const struct row *row)
{
	AUTO(buf_done) struct buf disk = {0}, mark = {0};
	struct told *told = &wiping->told[wiping->count];
	const char *name = row_get(row, "disk");

	told->row = row;
	told->is_ok = str_eq(row_get(row, "result"), "ok");
	if (str_eq(row_get(row, "superseded"), "1") ||
	    !read_moment(row, told->is_ok, told->at) || strcmp(told->at, wiping->returned) < 0)
		return;
	text_fold(&disk, name ? name : "");
	mark_of(name ? name : "", &mark);
	told->disk = arena_str(wiping->arena, buf_text(&disk));
	told->mark = arena_str(wiping->arena, buf_text(&mark));
	wiping->wipes.by_actor |= str_eq(row_get(row, "wiped_by"), wiping->actor);
	wiping->count++;
}

static size_t units_of(const struct wiping *wiping, const char *mark)
{
	size_t count = 0;

	for (size_t i = 0; i < wiping->unit_count; i++)
		count += str_eq(wiping->units[i].mark, mark);
	return count;
}

/* One mark is one disk, whatever words stand before it, unless it fits several. */
static bool is_same_disk(const struct wiping *wiping, const struct told *one,
			 const struct told *other)
{
	return str_eq(one->disk, other->disk) ||
	       (*one->mark && str_eq(one->mark, other->mark) && units_of(wiping, one->mark) < 2);
}

static bool is_newer(const struct told *one, const struct told *other)
{
	int order = strcmp(one->at, other->at);

	if (order == 0)
		order = strcmp(one->row->created_at, other->row->created_at);
	return order > 0 || (order == 0 && one > other);
}

static bool is_standing(const struct wiping *wiping, const struct told *told)
{
	bool stands = told->is_ok;

	for (size_t i = 0; stands && i < wiping->count; i++)
		stands = !is_newer(&wiping->told[i], told) ||
			 !is_same_disk(wiping, &wiping->told[i], told);
	return stands;
}

static void keep_standing(struct wiping *wiping)
{
	struct told *standing = arena_alloc(wiping->arena, (wiping->count + 1) * sizeof(*standing));
	size_t count = 0;

	for (size_t i = 0; i < wiping->count; i++)
		if (is_standing(wiping, &wiping->told[i]))
			standing[count++] = wiping->told[i];
	wiping->told = standing;
	wiping->count = count;
}

static int read_wiping(struct wiping *wiping, struct err *err)
{
	struct row *rows = NULL;
	size_t count = 0;
	int r = store_latest_snapshot_id(wiping->store, wiping->device, wiping->probed, err);

	if (r == 0 || r == -ENOENT)
		r = device_units(wiping->store, wiping->device, wiping->units, UNITS_MAX,
				 &wiping->unit_count, err);
	if (r == 0)
		r = read_steps(wiping, err);
	if (r == 0)
		r = row_list(&rows, &count, wiping->store, wiping->arena, "wipe", "device",
			     wiping->device, err);
	if (r < 0)
		return r;
	wiping->row_count = count;
	wiping->told = arena_alloc(wiping->arena, (count + 2) * sizeof(*wiping->told));
	for (size_t i = 0; i < count; i++)
		if (!wiping->written || !str_eq(rows[i].id, wiping->written->id))
			take_wipe(wiping, &rows[i]);
	if (wiping->written)
		take_wipe(wiping, wiping->written);
	keep_standing(wiping);
	return 0;
}

int device_wipes_standing(struct store *store, struct arena *arena, const char *device,
			  const struct row ***ret, size_t *ret_count, struct err *err)
{
	struct wiping wiping = {.store = store, .arena = arena, .device = device, .actor = ""};
	const struct row **rows;
	int r = read_wiping(&wiping, err);

	if (r < 0)
		return r;
	rows = arena_alloc(arena, (wiping.count + 1) * sizeof(const struct row *));
	for (size_t i = 0; i < wiping.count; i++)
		rows[i] = wiping.told[i].row;
	*ret = rows;
	*ret_count = wiping.count;
	return 0;
}

/* ---- for each disk a record ------------------------------------------------------------------ */

/* The surest first. A record that names a serial is of that disk alone; one in a person's own
 * words, or for a disk whose serial nobody could read, is of one that no other record names. */
enum way { BY_MARK, BOTH_UNMARKED, UNIT_UNMARKED, RECORD_UNMARKED, WAY_COUNT };

/* "No disk inside" says nothing of one that a later probe saw. Ids are in the order of time. */
static bool is_of_before(const struct wiping *wiping, const struct device_unit *unit,
			 const struct told *told)
{
	return str_eq(row_get(told->row, "medium"), "none") && (*unit->label || unit->bytes) &&
	       strcmp(told->row->id, wiping->probed) < 0;
}

static bool fits(const struct wiping *wiping, const struct device_unit *unit,
		 const struct told *told, enum way way)
{
	switch (way) {
	case BY_MARK:
		return *unit->mark && str_eq(told->mark, unit->mark);
	case BOTH_UNMARKED:
		return !*unit->mark && !*told->mark;
	case UNIT_UNMARKED:
		return !*unit->mark && units_of(wiping, told->mark) == 0;
	case RECORD_UNMARKED:
		return !*told->mark;
	default:
		return false;
	}
}

static bool use(struct wiping *wiping, const struct device_unit *unit, enum way way)
{
	for (size_t i = 0; i < wiping->count; i++) {
		struct told *told = &wiping->told[i];

		if (told->is_used || !fits(wiping, unit, told, way) ||
		    is_of_before(wiping, unit, told))
			continue;
		told->is_used = true;
		return true;
	}
	return false;
}

static void find_missing(struct wiping *wiping)
{
	AUTO(buf_done) struct buf names = {0};
	bool is_wiped[UNITS_MAX] = {false};

	for (enum way way = BY_MARK; way < WAY_COUNT; way++)
		for (size_t i = 0; i < wiping->unit_count; i++)
			is_wiped[i] = is_wiped[i] || use(wiping, &wiping->units[i], way);
	for (size_t i = 0; i < wiping->unit_count; i++) {
		if (is_wiped[i])
			continue;
		wiping->wipes.missing++;
		if (*wiping->units[i].label)
			buf_printf(&names, "%s%s", names.len ? ", " : "", wiping->units[i].label);
	}
	wiping->wipes.names = arena_str(wiping->arena, buf_text(&names));
}

int device_wipes(struct life_case *c, const struct row *written, struct device_wipes *ret,
		 struct err *err)
{
	struct wiping wiping = {.store = c->store, .arena = &c->arena, .device = c->id,
				.actor = life_actor(c), .written = written};
	int r = read_wiping(&wiping, err);

	if (r < 0)
		return r;
	for (size_t i = 0; i < wiping.count; i++) {
		const char *level = row_get(wiping.told[i].row, "level");

		wiping.wipes.cleared |= str_eq(level, "clear");
		wiping.wipes.purged |= str_eq(level, "purge");
		wiping.wipes.destroyed |= str_eq(level, "destroy");
	}
	find_missing(&wiping);
	*ret = wiping.wipes;
	return 0;
}

/* A device that came into the book as ready may have nothing there of its disks and of wiping. */
static bool is_told_of(const struct wiping *wiping)
{
	return wiping->row_count || wiping->unit_count > 1 || *wiping->units[0].label ||
	       wiping->units[0].bytes;
}

int device_wipe_doubt(struct store *store, struct arena *arena, const char *device,
		      const char **ret_why, struct err *err)
{
	struct wiping wiping = {.store = store, .arena = arena, .device = device, .actor = ""};
	int r = read_wiping(&wiping, err);

	if (r < 0)
		return r;
	find_missing(&wiping);
	if (!wiping.wipes.missing || !is_told_of(&wiping))
		*ret_why = NULL;
	else
		*ret_why = arena_printf(
			arena,
			_("còn %zu ổ chưa có phiếu xoá dữ liệu%s%s (hotroit do erase)"),
			wiping.wipes.missing, *wiping.wipes.names ? ": " : "",
			wiping.wipes.names);
	return 0;
}
