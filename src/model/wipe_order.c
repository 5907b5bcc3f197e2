/* hotroit-orders: which machines the bench has on its list for the stick, and whether the donor
 * agreed that their data goes. */
#include "date.h"
#include "wipe_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>

#define PRINTS_MAX 40
#define DISKS_MAX 32
#define PRINT_BYTES 80
#define DAY_MS (INT64_C(24) * 3600 * 1000)
#define GOOD_MS (30 * DAY_MS)

static const char *const consents[] = {
	[WIPE_CONSENT_UNKNOWN] = "unknown", [WIPE_CONSENT_YES] = "yes", [WIPE_CONSENT_NO] = "no"};

const char *wipe_consent_key(enum donor_consent consent)
{
	return consents[consent];
}

int wipe_read_consent(struct reader *reader, const json_t *json, enum donor_consent *ret)
{
	const char *word = NULL;
	int r = read_text(reader, json, "consent", true, &word);

	if (r < 0)
		return r;
	for (unsigned i = 0; i < ARRAY_LEN(consents); i++)
		if (str_eq(word, consents[i])) {
			*ret = (enum donor_consent)i;
			return 0;
		}
	return read_fail(reader, _("\"consent\" phải là yes, no hoặc unknown"));
}

int wipe_id_new(char ret[WIPE_ID_DIGITS + 1], struct err *err)
{
	unsigned char random[WIPE_ID_DIGITS / 2];

	if (getrandom(random, sizeof(random), 0) != (ssize_t)sizeof(random))
		return err_set(err, EIO, _("không lấy được số ngẫu nhiên từ hệ thống"));
	for (size_t i = 0; i < sizeof(random); i++)
		snprintf(ret + 2 * i, 3, "%02x", random[i]);
	return 0;
}

int wipe_read_id(struct reader *reader, const json_t *json, const char *key, bool required,
		 const char **ret)
{
	const char *id = NULL;

	if (read_text(reader, json, key, required, &id) < 0)
		return -EBADMSG;
	if (id && (strlen(id) != WIPE_ID_DIGITS ||
		   strspn(id, "0123456789abcdef") != WIPE_ID_DIGITS))
		return read_fail(reader, _("\"%s\" phải là %d chữ số hex"), key,
				 WIPE_ID_DIGITS);
	*ret = id;
	return 0;
}

int wipe_read_head(struct reader *reader, const json_t *json, const char *format,
		   json_int_t newest, json_int_t *ret_version)
{
	const json_t *version = json_object_get(json, "version");
	const char *said = NULL;
	int r = read_text(reader, json, "format", true, &said);

	if (r < 0)
		return r;
	if (!str_eq(said, format))
		return read_fail(reader, _("\"format\" là %s, không phải %s"), said, format);
	if (!json_is_integer(version) || json_integer_value(version) < 1 ||
	    json_integer_value(version) > newest)
		return read_fail(reader, _("không hiểu \"version\"; cần bản hotroit mới hơn"));
	*ret_version = json_integer_value(version);
	return 0;
}

void wipe_orders_done(struct wipe_orders *orders)
{
	arena_done(&orders->arena);
	*orders = (struct wipe_orders){0};
}

/* ---- printing -------------------------------------------------------------------------------- */

static void print_order(struct buf *ret, const struct wipe_order *order)
{
	buf_add_str(ret, "{\"tag\":");
	json_add_text(ret, order->tag);
	buf_add_str(ret, ",\"fingerprint\":[");
	for (size_t i = 0; i < order->fingerprint_count; i++) {
		buf_add_str(ret, i ? "," : "");
		json_add_text(ret, order->fingerprint[i]);
	}
	buf_printf(ret, "],\"consent\":\"%s\"}", wipe_consent_key(order->consent));
}

void wipe_orders_print(struct buf *ret, const struct wipe_orders *orders)
{
	buf_printf(ret, "{\"format\":\"" WIPE_FORMAT_ORDERS "\",\"version\":%d,\"made_at\":",
		   orders->salt ? 2 : 1);
	json_add_text(ret, orders->made_at);
	if (orders->salt)
		buf_printf(ret, ",\"salt\":\"%s\"", orders->salt);
	buf_add_str(ret, ",\n \"orders\":[");
	for (size_t i = 0; i < orders->count; i++) {
		buf_add_str(ret, i ? ",\n " : "\n ");
		print_order(ret, &orders->list[i]);
	}
	buf_add_str(ret, "]}\n");
}

/* ---- reading --------------------------------------------------------------------------------- */

/* "serial:" and 64 hex digits. */
static bool is_print(const char *text)
{
	const char *colon = strchr(text, ':');

	return colon && colon > text && strlen(text) < PRINT_BYTES && strlen(colon + 1) == 64 &&
	       strspn(colon + 1, "0123456789abcdef") == 64;
}

static int read_order(struct reader *reader, const json_t *json, struct wipe_order *order)
{
	static const char *const keys[] = {"tag", "fingerprint", "consent", NULL};
	const char **prints = NULL;

	if (read_keys(reader, json, keys) < 0 ||
	    read_text(reader, json, "tag", true, &order->tag) < 0 ||
	    wipe_read_consent(reader, json, &order->consent) < 0 ||
	    read_texts(reader, json, "fingerprint", true, &prints, &order->fingerprint_count) < 0)
		return -EBADMSG;
	order->fingerprint = prints;
	if (order->fingerprint_count > PRINTS_MAX)
		return read_fail(reader, _("\"fingerprint\" quá %d dấu"), PRINTS_MAX);
	for (size_t i = 0; i < order->fingerprint_count; i++)
		if (!is_print(prints[i]))
			return read_fail(reader, _("\"fingerprint\" có dấu sai dạng"));
	return 0;
}

static int read_orders(struct reader *reader, struct wipe_orders *orders, const json_t *json)
{
	static const char *const keys[] = {"format",  "version", "made_at",
					   "orders", "salt",    NULL};
	json_int_t version = 0;
	const json_t *list;
	size_t count;

	if (wipe_read_head(reader, json, WIPE_FORMAT_ORDERS, 2, &version) < 0 ||
	    read_keys(reader, json, keys) < 0 ||
	    (version > 1 && wipe_read_id(reader, json, "salt", true, &orders->salt) < 0) ||
	    read_text(reader, json, "made_at", true, &orders->made_at) < 0 ||
	    read_array(reader, json, "orders", false, &list) < 0)
		return -EBADMSG;
	count = json_array_size(list);
	if (!list || count > WIPE_ORDERS_MAX)
		return read_fail(reader, _("thiếu \"orders\" hoặc quá %d máy"), WIPE_ORDERS_MAX);
	orders->list = arena_alloc(reader->arena, (count + 1) * sizeof(*orders->list));
	for (size_t i = 0; i < count; i++) {
		snprintf(reader->where, sizeof(reader->where), _("máy thứ %zu"), i + 1);
		if (read_order(reader, json_array_get(list, i), &orders->list[i]) < 0)
			return -EBADMSG;
		orders->list[i].made_at = orders->made_at;
		orders->list[i].salt = orders->salt;
		if (wipe_order_find(orders, orders->list[i].tag))
			return read_fail(reader, _("mã ghi hai lần"));
		orders->count++;
	}
	return 0;
}

int wipe_orders_parse_into(struct arena *arena, struct wipe_orders *ret_orders, const char *json,
			   size_t len, const char *name, struct err *err)
{
	struct wipe_orders orders = {0};
	struct reader reader = {.arena = arena, .name = name, .err = err};
	AUTO(read_json_done) json_t *tree = read_json(&reader, json, len);

	if (!tree || read_orders(&reader, &orders, tree) < 0)
		return -EBADMSG;
	*ret_orders = orders;
	return 0;
}

int wipe_orders_parse(struct wipe_orders *ret_orders, const char *json, size_t len,
		      const char *name, struct err *err)
{
	struct arena arena = {0};
	int r = wipe_orders_parse_into(&arena, ret_orders, json, len, name, err);

	if (r < 0)
		arena_done(&arena);
	else
		ret_orders->arena = arena;
	return r;
}

/* ---- whose order it is ----------------------------------------------------------------------- */

const struct wipe_order *wipe_order_find(const struct wipe_orders *orders, const char *tag)
{
	for (size_t i = 0; i < orders->count; i++)
		if (str_eq(orders->list[i].tag, tag))
			return &orders->list[i];
	return NULL;
}

bool wipe_made_is_old(const char *made_at, int64_t unix_ms)
{
	char made[CLOCK_TEXT_MAX], oldest[CLOCK_TEXT_MAX], newest[CLOCK_TEXT_MAX];

	clock_text_at(unix_ms - GOOD_MS, oldest);
	clock_text_at(unix_ms + DAY_MS, newest);
	return !moment_read(made_at, -1, made) || strcmp(made, oldest) < 0 ||
	       (unix_ms > WIPE_CLOCK_FLOOR_MS && strcmp(made, newest) > 0);
}

void wipe_orders_age(struct wipe_orders *orders, int64_t unix_ms)
{
	bool is_old = orders->count && wipe_made_is_old(orders->made_at, unix_ms);

	for (size_t i = 0; i < orders->count; i++)
		if (is_old && orders->list[i].consent == WIPE_CONSENT_YES)
			orders->list[i].consent = WIPE_CONSENT_UNKNOWN;
}

static const char *print_of(struct arena *arena, const char *salt, const char *field,
			    const char *value)
{
	AUTO(buf_done) struct buf text = {0};
	char sha256[65];

	buf_printf(&text, WIPE_FORMAT_ORDERS "\n%s%s%s\n", salt ? salt : "", salt ? "\n" : "",
		   field);
	/* SMBIOS and sysfs write the hex of one UUID in different cases. */
	for (; *value; value++)
		buf_add_char(&text, *value >= 'a' && *value <= 'z' ? (char)(*value - 'a' + 'A')
								   : *value);
	sha256_hex(text.data, text.len, sha256);
	return arena_printf(arena, "%s:%s", field, sha256);
}

const char *const *wipe_fingerprint(struct arena *arena, const char *salt,
				    const struct snapshot *snapshot, size_t *ret_count)
{
	static const struct {
		const char *key, *field;
	} marks[] = {{"device.serial", "serial"},
		     {"device.uuid", "uuid"},
		     {"device.board_serial", "board"}};
	const char **prints = arena_alloc(arena, PRINTS_MAX * sizeof(*prints));
	size_t count = 0;

	for (size_t i = 0; i < ARRAY_LEN(marks); i++) {
		const char *value = snapshot_text(snapshot, marks[i].key);

		if (value)
			prints[count++] = print_of(arena, salt, marks[i].field, value);
	}
	for (unsigned i = 0; i < DISKS_MAX && count < PRINTS_MAX; i++) {
		char role[32], serial[32];

		snprintf(role, sizeof(role), "disk.%u.role", i);
		snprintf(serial, sizeof(serial), "disk.%u.serial", i);
		if (str_eq(snapshot_text(snapshot, role), "internal") &&
		    snapshot_text(snapshot, serial))
			prints[count++] =
				print_of(arena, salt, "disk", snapshot_text(snapshot, serial));
	}
	*ret_count = count;
	return prints;
}

static bool of_field(const char *print, const char *field)
{
	size_t len = strlen(field);

	return str_starts(print, field) && print[len] == ':';
}

/* The mark of FIELD among PRINTS, or NULL. */
static const char *field_of(const char *const *prints, size_t count, const char *field)
{
	for (size_t i = 0; i < count; i++)
		if (of_field(prints[i], field))
			return prints[i];
	return NULL;
}

static bool has_print(const struct wipe_order *order, const char *print)
{
	for (size_t i = 0; i < order->fingerprint_count; i++)
		if (str_eq(order->fingerprint[i], print))
			return true;
	return false;
}

static bool disks_fit(const struct wipe_order *order, const char *const *prints, size_t count)
{
	bool any = false;

	for (size_t i = 0; i < count; i++) {
		if (!of_field(prints[i], "disk"))
			continue;
		if (!has_print(order, prints[i]))
			return false;
		any = true;
	}
	return any;
}

bool wipe_order_has_disk(const struct wipe_order *order, const struct snapshot *machine,
			 const char *serial)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *prints;
	size_t count;

	if (field_of(order->fingerprint, order->fingerprint_count, "disk"))
		return has_print(order, print_of(&arena, order->salt, "disk", serial));
	prints = wipe_fingerprint(&arena, order->salt, machine, &count);
	for (size_t i = 0; i < count; i++)
		if ((of_field(prints[i], "serial") || of_field(prints[i], "board")) &&
		    has_print(order, prints[i]))
			return true;
	return false;
}

bool wipe_order_fits(const struct wipe_order *order, const struct snapshot *snapshot)
{
	static const char *const fields[] = {"serial", "uuid", "board"};
	AUTO(arena_done) struct arena arena = {0};
	size_t count;
	const char *const *prints = wipe_fingerprint(&arena, order->salt, snapshot, &count);
	bool same = false, any = false;

	for (size_t i = 0; i < ARRAY_LEN(fields); i++) {
		const char *ours = field_of(prints, count, fields[i]);
		const char *theirs =
			field_of(order->fingerprint, order->fingerprint_count, fields[i]);

		any = any || ours || theirs;
		if (!ours || !theirs)
			continue;
		same = same || str_eq(ours, theirs);
		if (!str_eq(ours, theirs) && !str_eq(fields[i], "board"))
			return false;
	}
	return any ? same : disks_fit(order, prints, count);
}
