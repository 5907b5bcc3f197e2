/*
 * What a person read off a device and typed: the fields there are, how their values are read, and
 * how they stand beside the measured facts of a snapshot.
 */
#include "model.h"

#include <ctype.h>
#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#define PREFIX "typed."
#define SOURCE N_("người nhập")
#define DERIVED "os.sdk" /* follows from the version: typed_settle() */
#define VALUE_BYTES 160 /* more is no name of anything */
#define QUOTE_BYTES 40
#define MIB 1048576.0
#define GIB 1073741824.0

static const char *const kinds[] = {"phone", "tablet", NULL};
static const char *const systems[] = {"Android", "iOS", "iPadOS", "HarmonyOS", NULL};
static const char *const locks[] = {"none", "present", NULL};

#define ABOUT_APPLE N_("Cài đặt › Cài đặt chung › Giới thiệu")

const struct typed_field typed_fields[] = {
	{"device.kind", N_("Loại máy"), N_("cầm máy: máy bảng có màn hình từ 7 inch"), NULL, kinds,
	 0, 0},
	{"device.vendor", N_("Hãng"), N_("lưng máy, hoặc Cài đặt › Giới thiệu (Thông tin)"),
	 ABOUT_APPLE, NULL, 0, 0},
	{"device.model", N_("Kiểu máy"),
	 N_("Cài đặt › Giới thiệu (Thông tin) điện thoại: Số model, Kiểu máy"),
	 N_("Cài đặt › Cài đặt chung › Giới thiệu: Tên kiểu máy"), NULL, 0, 0},
	{"os.name", N_("Hệ điều hành"),
	 N_("Giới thiệu (Thông tin) điện thoại › Thông tin phần mềm; máy Huawei mới: HarmonyOS"),
	 ABOUT_APPLE, systems, 0, 0},
	{"os.version", N_("Phiên bản HĐH"),
	 N_("Giới thiệu (Thông tin) điện thoại: Phiên bản Android (không phải MIUI, One UI)"),
	 N_("Cài đặt › Cài đặt chung › Giới thiệu: Phiên bản phần mềm"), NULL, 0, 0},
	{"memory.usable", N_("RAM"),
	 N_("Giới thiệu (Thông tin) điện thoại: RAM, không cộng RAM mở rộng; hoặc Chăm sóc › Bộ "
	    "nhớ"),
	 N_("máy Apple không ghi RAM: bỏ trống"), NULL, 128 * MIB, 64 * GIB},
	{"storage.total", N_("Bộ nhớ trong"), N_("Cài đặt › Bộ nhớ (Lưu trữ): tổng dung lượng"),
	 N_("Cài đặt › Cài đặt chung › Dung lượng iPhone (iPad)"), NULL, 1e8, 4e12},
	{"storage.free", N_("Còn trống"), N_("Cài đặt › Bộ nhớ (Lưu trữ): còn trống, khả dụng"),
	 N_("Cài đặt › Cài đặt chung › Giới thiệu: Khả dụng"), NULL, 0, 4e12},
	{"battery.0.health", N_("Sức khoẻ pin"),
	 N_("chỉ ghi khi máy tự cho biết (Cài đặt › Pin); không đoán từ mức sạc"),
	 N_("Cài đặt › Pin › Tình trạng pin: Dung lượng tối đa"), NULL, 1, 100},
	{"camera.count", N_("Số camera"), N_("đếm trên máy: cả trước và sau"), NULL, NULL, 0, 10},
	{"cellular.generation", N_("Mạng di động"),
	 N_("Cài đặt › Mạng di động › Loại mạng ưu tiên: cao nhất là mấy G"),
	 N_("Cài đặt › Di động › Tùy chọn › Thoại & dữ liệu"), NULL, 1, 6},
	{"lock.account", N_("Còn tài khoản"),
	 N_("Cài đặt › Tài khoản: còn tài khoản Google hoặc của hãng không? xem tận nơi"),
	 N_("Cài đặt: đầu trang còn tên người dùng (Apple ID) không"), locks, 0, 0},
	{"lock.activation", N_("Tìm iPhone, iPad"), N_("chỉ máy Apple"),
	 N_("Cài đặt › tên ở đầu trang › Tìm: còn bật thì chọn có"), locks, 0, 0},
};
const size_t typed_field_count = ARRAY_LEN(typed_fields);

const struct typed_field *typed_field_find(const char *key)
{
	for (size_t i = 0; i < typed_field_count; i++)
		if (str_eq(typed_fields[i].key, key))
			return &typed_fields[i];
	return NULL;
}

const char *typed_key(const char *key)
{
	if (!str_starts(key, PREFIX))
		return NULL;
	key += strlen(PREFIX);
	return typed_field_find(key) || str_eq(key, DERIVED) ? key : NULL;
}

static const char *typed_name(struct facts *facts, const char *key)
{
	return facts_key(facts, PREFIX "%s", key);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* "8,5" → 8.5 and what comes behind it; false for "1.000,5", "-1", "x". A point is a comma. */
static bool read_number(const char *text, double *ret, const char **ret_rest)
{
	double value = 0, place = 1;
	bool is_fraction = false;
	const char *p = text;

	if (!isdigit((unsigned char)*p))
		return false;
	for (; isdigit((unsigned char)*p) || *p == ',' || *p == '.'; p++) {
		if (!isdigit((unsigned char)*p)) {
			if (is_fraction || !isdigit((unsigned char)p[1]))
				return false;
			is_fraction = true;
			continue;
		}
		value = value * 10 + (*p - '0');
		place *= is_fraction ? 10 : 1;
	}
	*ret = value / place;
	*ret_rest = p + strspn(p, " ");
	return p - text <= 20;
}

/* How many of the fact's own units one of WORD is; 0: no such unit. RAM is sold by GiB, and flash
 * by GB: the smaller reading of what the device shows. */
static double unit_of(const struct fact_def *def, const char *word)
{
	static const struct {
		const char *word;
		double flash, memory;
	} bytes[] = {{"B", 1, 1},	{"M", 1e6, MIB},     {"MB", 1e6, MIB},	  {"G", 1e9, GIB},
		     {"GB", 1e9, GIB},	{"MiB", MIB, MIB},   {"GiB", GIB, GIB},	  {"TB", 1e12, 0}};

	if (str_eq(def->key, "cellular.generation"))
		return !*word || strcasecmp(word, "G") == 0;
	if (str_eq(def->unit, "%"))
		return !*word || str_eq(word, "%");
	if (!str_eq(def->unit, "B"))
		return !*word;
	for (size_t i = 0; i < ARRAY_LEN(bytes); i++)
		if (strcasecmp(bytes[i].word, word) == 0)
			return str_starts(def->key, "memory.") ? bytes[i].memory : bytes[i].flash;
	return 0;
}

/* Says what was typed, not too long, and what is wrong with it. */
static int refuse(struct err *err, const char *text, const char *why)
{
	AUTO(buf_done) struct buf cut = {0};

	text_clean(&cut, text, strlen(text), QUOTE_BYTES);
	return err_set(err, EINVAL, "\"%s\": %s", buf_text(&cut), why);
}

static int read_int(struct facts *typed, const struct typed_field *field, const char *text,
		    const char *source, struct err *err)
{
	const struct fact_def *def = fact_def_find(field->key);
	bool is_bytes = str_eq(def->unit, "B");
	AUTO(buf_done) struct buf least = {0}, most = {0}, why = {0};
	const char *rest;
	double value, unit;

	if (!read_number(text, &value, &rest) || (unit = unit_of(def, rest)) <= 0 ||
	    (!is_bytes && value != floor(value)))
		return refuse(err, text,
			      is_bytes ? _("ghi số kèm đơn vị, như 2 GB hoặc 8,5 GB")
				       : _("ghi một số, như 4"));
	value *= unit;
	if (value < field->least || value > field->most) {
		fact_show_brief(&least, field->least, def->unit, field->key);
		fact_show_brief(&most, field->most, def->unit, field->key);
		buf_printf(&why, _("chỉ từ %s đến %s; xem lại trên máy"), buf_text(&least),
			   buf_text(&most));
		return refuse(err, text, buf_text(&why));
	}
	facts_int(typed, typed_name(typed, field->key), (int64_t)llround(value), source);
	return 0;
}

static int read_choice(struct facts *typed, const struct typed_field *field, const char *text,
		       const char *source, struct err *err)
{
	AUTO(buf_done) struct buf words = {0};

	buf_add_str(&words, _("chọn một trong"));
	for (size_t i = 0; field->choices[i]; i++) {
		if (strcasecmp(field->choices[i], text) == 0) {
			facts_text(typed, typed_name(typed, field->key), field->choices[i], source);
			return 0;
		}
		buf_printf(&words, "%s %s", i ? "," : ":", field->choices[i]);
	}
	return refuse(err, text, buf_text(&words));
}

static int read_text(struct facts *typed, const struct typed_field *field, const char *text,
		     const char *source, struct err *err)
{
	if (str_eq(field->key, "os.version") && !isdigit((unsigned char)*text))
		return refuse(err, text, _("chỉ ghi số, như 8.1"));
	facts_text(typed, typed_name(typed, field->key), text, source);
	return 0;
}

/* As it is kept: the same in every language. To the millisecond, so that a snapshot whose facts
 * were typed, changed and changed back is not the text that was kept first. */
static void add_source(struct buf *ret, const char *who)
{
	char now[CLOCK_TEXT_MAX];
	size_t seconds = strlen("2026-11-22T20:30:00");

	clock_text(now);
	buf_printf(ret, "%s: %s, %.*s.%03d%s", SOURCE, who, (int)seconds, now,
		   (int)(clock_unix_ms() % 1000), now + seconds);
}

int typed_read(struct facts *typed, const char *key, const char *value, const char *who,
	       struct err *err)
{
	const struct typed_field *field = typed_field_find(key);
	AUTO(buf_done) struct buf clean = {0}, source = {0};

	if (!field)
		return err_set(err, EINVAL, _("không nhập tay được dữ kiện này"));
	text_clean(&clean, value, strlen(value), VALUE_BYTES);
	add_source(&source, who);
	if (!clean.len) {
		facts_absent(typed, typed_name(typed, key), buf_text(&source));
		return 0;
	}
	if (field->choices)
		return read_choice(typed, field, buf_text(&clean), buf_text(&source), err);
	if (fact_def_find(key)->type == FACT_INT)
		return read_int(typed, field, buf_text(&clean), buf_text(&source), err);
	return read_text(typed, field, buf_text(&clean), buf_text(&source), err);
}

static bool is_known(const struct fact *fact)
{
	return fact && fact->state == FACT_KNOWN;
}

int typed_settle(struct facts *typed, const struct snapshot *measured, struct err *err)
{
	const struct fact *version = facts_find(typed, PREFIX "os.version");
	const struct fact *name = snapshot_fact(measured, "os.name");
	unsigned sdk;

	facts_absent(typed, PREFIX DERIVED, NULL);
	if (!is_known(name))
		name = facts_find(typed, PREFIX "os.name");
	if (!is_known(version) || !is_known(name) || !str_eq(name->text, "Android"))
		return 0;
	sdk = android_sdk_of(version->text);
	if (!sdk)
		return refuse(err, version->text,
			      _("Android không có bản này; ghi đủ như máy, ví dụ 4.4, 8.1"));
	facts_int(typed, PREFIX DERIVED, sdk, version->source);
	return 0;
}

/* ---- beside the measured ones ---------------------------------------------------------------- */

const struct fact *snapshot_typed(const struct snapshot *snapshot, const char *key)
{
	char name[128];
	const struct fact *fact;

	snprintf(name, sizeof(name), PREFIX "%s", key);
	fact = snapshot_fact(snapshot, name);
	return is_known(fact) ? fact : NULL;
}

const struct fact *snapshot_said(const struct snapshot *snapshot, const char *key)
{
	const struct fact *fact = snapshot_fact(snapshot, key);
	const struct fact *typed = is_known(fact) ? NULL : snapshot_typed(snapshot, key);

	return typed ? typed : fact;
}

bool snapshot_has_typed(const struct snapshot *snapshot)
{
	for (size_t i = 0; i < snapshot->facts.count; i++)
		if (typed_key(snapshot->facts.list[i].key) && is_known(&snapshot->facts.list[i]))
			return true;
	return false;
}

static void copy_fact(struct facts *to, const struct fact *fact)
{
	struct fact copy = *fact;
	const struct facts one = {.list = &copy, .count = 1};

	facts_merge(to, &one);
}

void snapshot_get_typed(const struct snapshot *snapshot, struct facts *typed)
{
	for (size_t i = 0; i < snapshot->facts.count; i++)
		if (typed_key(snapshot->facts.list[i].key))
			copy_fact(typed, &snapshot->facts.list[i]);
}

void snapshot_set_typed(struct snapshot *snapshot, const struct facts *typed)
{
	struct snapshot next = {0};
	struct arena *arena = &next.facts.arena;

	for (size_t i = 0; i < snapshot->facts.count; i++)
		if (!typed_key(snapshot->facts.list[i].key))
			copy_fact(&next.facts, &snapshot->facts.list[i]);
	for (size_t i = 0; i < typed->count; i++)
		if (typed_key(typed->list[i].key) &&
		    (is_known(&typed->list[i]) || typed->list[i].reason))
			copy_fact(&next.facts, &typed->list[i]);
	next.device = (struct device){
		.id = arena_str(arena, snapshot->device.id),
		.kind = arena_str(arena, snapshot->device.kind),
		.transport = arena_str(arena, snapshot->device.transport),
		.port = arena_str(arena, snapshot->device.port),
	};
	next.taken_at = arena_str(arena, snapshot->taken_at);
	next.probe_version = arena_str(arena, snapshot->probe_version);
	snapshot_freeze(&next);
	snapshot_done(snapshot);
	*snapshot = next;
}
