/*
 * Which machine is this? One point per equal field, the sole top scorer is the same machine, a tie
 * asks a person. A system serial or UUID that is known on both sides and differs is a veto: then a
 * disk has moved or a mainboard was replaced, and a person must say which. So is another model, and
 * a number that stands against as many other ones: makers give one number to a whole batch.
 */
#include "store_priv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define IDENTITY_MAX 32
#define SUSPECTS_MAX 64
#define LOOKS_STEP_BYTES ((int64_t)512 << 20)

struct mark {
	const char *field; /* serial, uuid, board, disk, looks-* */
	const char *value;
};

struct identity {
	struct arena arena;
	struct mark marks[IDENTITY_MAX];
	size_t count;
	struct mark looks; /* value NULL: nothing to be seen */
	bool unread; /* something that identifies could not be read */
};

static void identity_done(struct identity *identity)
{
	arena_done(&identity->arena);
}

static void add_mark(struct identity *identity, const struct fact *fact, const char *field)
{
	char *value;

	if (fact && fact->state == FACT_UNREADABLE)
		identity->unread = true;
	if (!fact || fact->state != FACT_KNOWN || fact->type != FACT_TEXT ||
	    identity->count == IDENTITY_MAX)
		return;
	value = arena_str(&identity->arena, fact->text);
	/* SMBIOS and sysfs write the hex of one UUID in different cases. */
	for (char *p = value; *p; p++)
		if (*p >= 'a' && *p <= 'z')
			*p = (char)(*p - 'a' + 'A');
	for (size_t i = 0; i < identity->count; i++)
		if (str_eq(identity->marks[i].field, field) &&
		    str_eq(identity->marks[i].value, value))
			return;
	identity->marks[identity->count++] = (struct mark){.field = field, .value = value};
}

static int by_size(const void *a, const void *b)
{
	int64_t left = *(const int64_t *)a, right = *(const int64_t *)b;

	return left == right ? 0 : left < right ? -1 : 1;
}

/* Disks in the machine: their serials as marks, their sizes for the looks. A disk whose role is not
 * known to be internal may be the stick we started from. */
static size_t add_disks(struct identity *identity, const struct snapshot *snapshot,
			int64_t sizes[IDENTITY_MAX])
{
	size_t count = 0;

	for (unsigned i = 0; i < IDENTITY_MAX; i++) {
		char key[32];
		const struct fact *fact;

		snprintf(key, sizeof(key), "disk.%u.role", i);
		fact = snapshot_fact(snapshot, key);
		if (!fact || fact->state != FACT_KNOWN || !str_eq(fact->text, "internal"))
			continue;
		snprintf(key, sizeof(key), "disk.%u.serial", i);
		add_mark(identity, snapshot_fact(snapshot, key), "disk");
		snprintf(key, sizeof(key), "disk.%u.size", i);
		fact = snapshot_fact(snapshot, key);
		if (fact && fact->state == FACT_KNOWN)
			sizes[count++] = fact->num;
	}
	if (count)
		qsort(sizes, count, sizeof(*sizes), by_size);
	return count;
}

/* What can be seen without privilege, coarse enough to be the same at every probe. */
static void add_looks(struct identity *identity, const struct snapshot *snapshot,
		      const int64_t *sizes, size_t count)
{
	const char *vendor = snapshot_text(snapshot, "device.vendor");
	const char *model = snapshot_text(snapshot, "device.model");
	const char *cpu = snapshot_text(snapshot, "cpu.model");
	const struct fact *memory = snapshot_fact(snapshot, "memory.usable");
	AUTO(buf_done) struct buf text = {0};
	char sha256[65];

	if (!model && !cpu)
		return;
	buf_printf(&text, "%s\n%s\n%s", vendor ? vendor : "", model ? model : "", cpu ? cpu : "");
	if (memory && memory->state == FACT_KNOWN)
		buf_printf(&text, "\n%lld", (long long)(memory->num / LOOKS_STEP_BYTES));
	for (size_t i = 0; i < count; i++)
		buf_printf(&text, "\n%lld", (long long)sizes[i]);
	sha256_hex(text.data, text.len, sha256);
	identity->looks.value = arena_str(&identity->arena, sha256);
	identity->looks.field = identity->count ? "looks-known"
				: identity->unread ? "looks-unread" : "looks-none";
}

static void identity_read(struct identity *ret, const struct snapshot *snapshot)
{
	int64_t sizes[IDENTITY_MAX];
	size_t count;

	*ret = (struct identity){0};
	add_mark(ret, snapshot_fact(snapshot, "device.serial"), "serial");
	add_mark(ret, snapshot_fact(snapshot, "device.uuid"), "uuid");
	add_mark(ret, snapshot_fact(snapshot, "device.board_serial"), "board");
	count = add_disks(ret, snapshot, sizes);
	add_looks(ret, snapshot, sizes, count);
}

/* ---- suspects ------------------------------------------------------------ */

struct suspect {
	char id[UUID_TEXT_MAX];
	unsigned points, disk_points;
	bool vetoed;
};

struct suspects {
	struct suspect list[SUSPECTS_MAX];
	size_t count;
};

static struct suspect *suspect_find(struct suspects *suspects, const char *id)
{
	for (size_t i = 0; i < suspects->count; i++)
		if (str_eq(suspects->list[i].id, id))
			return &suspects->list[i];
	return NULL;
}

static void suspect_add(struct suspects *suspects, const char *id)
{
	if (!suspect_find(suspects, id) && suspects->count < SUSPECTS_MAX)
		snprintf(suspects->list[suspects->count++].id, UUID_TEXT_MAX, "%s", id);
}

/* The machines that ever had this mark, each once, whatever names it goes by. */
static int who_has(struct store *store, const struct mark *mark, struct suspects *ret,
		   struct err *err)
{
	AUTO(sql_done) struct query query = {0};
	int r = sql_query(&query, store, err,
			  "SELECT DISTINCT device FROM device_identity WHERE field = ?1 AND "
			  "value = ?2 ORDER BY device DESC LIMIT 64",
			  "tt", mark->field, mark->value);

	ret->count = 0;
	while (r >= 0 && (r = sql_step(&query, err)) > 0) {
		char id[UUID_TEXT_MAX];

		snprintf(id, sizeof(id), "%s", sql_text(&query, 0));
		r = device_follow_aliases(store, id, err);
		if (r == 0)
			r = device_follow_lives(store, id, err);
		suspect_add(ret, id);
	}
	return r;
}

static int give_points(struct store *store, const struct identity *identity,
		       struct suspects *suspects, struct err *err)
{
	for (size_t i = 0; i < identity->count; i++) {
		const struct mark *mark = &identity->marks[i];
		struct suspects having;
		int r = who_has(store, mark, &having, err);

		if (r < 0)
			return r;
		/* One number on a whole batch of boards tells nothing. */
		if (having.count > 1 && str_eq(mark->field, "board"))
			continue;
		for (size_t j = 0; j < having.count; j++) {
			struct suspect *suspect;

			suspect_add(suspects, having.list[j].id);
			suspect = suspect_find(suspects, having.list[j].id);
			if (!suspect)
				continue;
			suspect->points++;
			suspect->disk_points += str_eq(mark->field, "disk");
		}
	}
	return 0;
}

/* Are FIELD's numbers known on both sides, and none of them the same? */
static int field_differs(struct store *store, const struct identity *identity,
			 const struct suspect *suspect, const char *field, bool *ret,
			 struct err *err)
{
	bool any = false, same = false;

	for (size_t i = 0; i < identity->count && !same; i++) {
		const struct mark *mark = &identity->marks[i];
		int64_t differs = 0;
		int r;

		if (!str_eq(mark->field, field))
			continue;
		r = sql_number(store, &differs, err,
			       DEVICE_GROUP "SELECT count(*) > 0 AND sum(value = ?3) = 0 "
					"FROM device_identity WHERE device IN grp AND field = ?2",
			       "ttt", suspect->id, field, mark->value);
		if (r < 0)
			return r;
		any = true;
		same = !differs;
	}
	*ret = any && !same;
	return 0;
}

/* A number that a whole batch carries joins nothing: as many numbers against as for, or another
 * maker or model, and a person must say. */
static int check_veto(struct store *store, const struct identity *identity,
		      struct suspect *suspect, struct err *err)
{
	static const struct {
		const char *field;
		bool alone; /* its difference is a veto by itself */
	} fields[] = {{"serial", true}, {"uuid", true}, {"board", false}, {"disk", false}};
	unsigned against = 0;

	for (size_t i = 0; i < ARRAY_LEN(fields) && !suspect->vetoed; i++) {
		bool differs;
		int r = field_differs(store, identity, suspect, fields[i].field, &differs, err);

		if (r < 0)
			return r;
		against += differs;
		suspect->vetoed = (differs && fields[i].alone) || against >= suspect->points;
	}
	return 0;
}

static int check_model(struct store *store, const struct snapshot *snapshot,
		       struct suspect *suspect, struct err *err)
{
	int64_t other = 0;
	int r = sql_number(store, &other, err,
			   "SELECT 1 FROM device WHERE id = ?1 AND (vendor <> ?2 OR model <> ?3)",
			   "ttt", suspect->id, snapshot_text(snapshot, "device.vendor"),
			   snapshot_text(snapshot, "device.model"));

	suspect->vetoed |= other != 0;
	return r;
}

/* A disk alone can have come from another machine: then the rest must look the same too. */
static int check_moved_disk(struct store *store, const struct snapshot *snapshot,
			    struct suspect *suspect, struct err *err)
{
	int64_t alike = 0;
	int r;

	if (suspect->points > suspect->disk_points)
		return 0;
	r = sql_number(store, &alike, err,
		       "SELECT 1 FROM device WHERE id = ?1 AND vendor IS ?2 AND model IS ?3 AND "
		       "cpu IS ?4",
		       "tttt", suspect->id, snapshot_text(snapshot, "device.vendor"),
		       snapshot_text(snapshot, "device.model"),
		       snapshot_text(snapshot, "cpu.model"));
	if (r == 0 && !alike)
		suspect->vetoed = true;
	return r;
}

static void match_add(struct identity_match *match, const char *id)
{
	if (match->count < STORE_CANDIDATES_MAX)
		memcpy(match->ids[match->count++], id, UUID_TEXT_MAX);
}

static void decide(const struct suspects *suspects, struct identity_match *match)
{
	unsigned best = 0;
	bool doubt;

	for (size_t i = 0; i < suspects->count; i++)
		if (suspects->list[i].points > best)
			best = suspects->list[i].points;
	/* A vetoed one with fewer points than the best gave away a part, no more. */
	for (size_t i = 0; i < suspects->count; i++)
		if (suspects->list[i].points == best && !suspects->list[i].vetoed)
			match_add(match, suspects->list[i].id);
	doubt = match->count != 1;
	for (size_t i = 0; i < suspects->count; i++)
		if (suspects->list[i].points == best && suspects->list[i].vetoed) {
			doubt |= match->count == 0;
			if (doubt)
				match_add(match, suspects->list[i].id);
		}
	match->match = doubt ? STORE_ASK : STORE_SAME;
}

/* ---- looks --------------------------------------------------------------- */

/* A machine without any number of its own may be one that looks the same and has none either. One
 * whose numbers could not be read may be any that looks the same. */
static int find_alike(struct store *store, const struct identity *identity,
		      struct identity_match *match, struct err *err)
{
	static const char *const fields[] = {"looks-unread", "looks-none", "looks-known"};
	bool unread = str_eq(identity->looks.field, "looks-unread");
	size_t count = unread ? 3 : identity->count ? 1 : 2;

	for (size_t i = 0; i < count && identity->looks.value; i++) {
		const struct mark mark = {.field = fields[i], .value = identity->looks.value};
		struct suspects alike;
		int r = who_has(store, &mark, &alike, err);

		for (size_t j = 0; r == 0 && j < alike.count; j++) {
			int64_t numbered = 0;

			if (!unread)
				r = sql_number(store, &numbered, err,
					       DEVICE_GROUP
					       "SELECT 1 FROM device_identity WHERE device IN grp "
					       "AND field NOT GLOB 'looks-*'",
					       "t", alike.list[j].id);
			if (r == 0 && !numbered)
				match_add(match, alike.list[j].id);
		}
		if (r < 0)
			return r;
	}
	match->match = match->count ? STORE_ASK : STORE_NEW;
	return 0;
}

int identity_find(struct store *store, const struct snapshot *snapshot,
		  struct identity_match *ret_match, struct err *err)
{
	AUTO(identity_done) struct identity identity;
	struct identity_match match = {0};
	struct suspects suspects = {0};
	int r;

	identity_read(&identity, snapshot);
	r = give_points(store, &identity, &suspects, err);
	for (size_t i = 0; r == 0 && i < suspects.count; i++) {
		r = check_veto(store, &identity, &suspects.list[i], err);
		if (r == 0)
			r = check_model(store, snapshot, &suspects.list[i], err);
		if (r == 0)
			r = check_moved_disk(store, snapshot, &suspects.list[i], err);
	}
	if (r == 0 && suspects.count)
		decide(&suspects, &match);
	else if (r == 0)
		r = find_alike(store, &identity, &match, err);
	if (r == 0)
		*ret_match = match;
	return r;
}

static int keep_mark(struct store *store, const struct mark *mark, const char *device,
		     const char *now, struct err *err)
{
	char id[UUID_TEXT_MAX];

	uuid_new(id);
	return sql_run(store, err,
		       "INSERT INTO device_identity (id, created_at, device, field, value) "
		       "SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM device_identity "
		       "WHERE device = ?3 AND field = ?4 AND value = ?5)",
		       "ttttt", id, now, device, mark->field, mark->value);
}

int identity_keep(struct store *store, const struct snapshot *snapshot, const char *device,
		  struct err *err)
{
	AUTO(identity_done) struct identity identity;
	char now[CLOCK_TEXT_MAX];
	int r = 0;

	clock_text(now);
	identity_read(&identity, snapshot);
	for (size_t i = 0; i < identity.count && r == 0; i++)
		r = keep_mark(store, &identity.marks[i], device, now, err);
	if (r == 0 && identity.looks.value)
		r = keep_mark(store, &identity.looks, device, now, err);
	return r;
}
