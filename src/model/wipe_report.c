/* hotroit-wipe: what the live stick did to the disks of one machine. */
#include "wipe_priv.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define DISKS_MAX 64
#define REASON_LEAST 8 /* bytes */

static const char *const results[] = {
	[WIPE_UNKNOWN] = "unknown", [WIPE_FAILED] = "failed", [WIPE_OK] = "ok"};

const char *wipe_result_key(enum wipe_result result)
{
	return results[result];
}

bool wipe_reason_is(const char *text)
{
	return text && strlen(text + strspn(text, " \t")) >= REASON_LEAST;
}

void wipe_report_done(struct wipe_report *report)
{
	snapshot_done(&report->machine);
	arena_done(&report->arena);
	*report = (struct wipe_report){0};
}

/* ---- the machine ----------------------------------------------------------------------------- */

static bool tells_the_machine(const char *key)
{
	static const char *const keys[] = {"cpu.model",     "device.board_serial", "device.chassis",
					   "device.kind",   "device.model",        "device.serial",
					   "device.uuid",   "device.vendor",       "memory.usable",
					   "memory.installed"};

	if (str_starts(key, "disk."))
		return str_ends(key, ".role") || str_ends(key, ".serial") ||
		       str_ends(key, ".model") || str_ends(key, ".size") || str_ends(key, ".media");
	for (size_t i = 0; i < ARRAY_LEN(keys); i++)
		if (str_eq(key, keys[i]))
			return true;
	return false;
}

static void copy_fact(struct facts *to, const struct fact *fact)
{
	if (fact->state == FACT_ABSENT)
		facts_absent(to, fact->key, fact->reason);
	else if (fact->state == FACT_UNREADABLE)
		facts_unreadable(to, fact->key, fact->reason);
	else if (fact->type == FACT_INT)
		facts_int(to, fact->key, fact->num, fact->source);
	else if (fact->type == FACT_TEXT)
		facts_text(to, fact->key, fact->text, fact->source);
}

void wipe_machine(struct snapshot *machine, const struct snapshot *snapshot)
{
	struct arena *arena = &machine->facts.arena;

	machine->taken_at = arena_str(arena, snapshot->taken_at);
	machine->probe_version = arena_str(arena, snapshot->probe_version);
	machine->device.id = arena_str(arena, snapshot->device.id);
	machine->device.kind = arena_str(arena, snapshot->device.kind);
	machine->device.transport = arena_str(arena, snapshot->device.transport);
	machine->device.port = arena_str(arena, snapshot->device.port);
	for (size_t i = 0; i < snapshot->facts.count; i++)
		if (tells_the_machine(snapshot->facts.list[i].key))
			copy_fact(&machine->facts, &snapshot->facts.list[i]);
	snapshot_freeze(machine);
}

/* ---- printing -------------------------------------------------------------------------------- */

static void add_text(struct buf *ret, const char *key, const char *value)
{
	buf_printf(ret, ",\"%s\":", key);
	json_add_text(ret, value);
}

static void print_disk(struct buf *ret, const struct wipe_disk *disk)
{
	buf_add_str(ret, "{\"disk\":");
	json_add_text(ret, disk->disk);
	add_text(ret, "medium", disk->medium);
	add_text(ret, "level", disk->level);
	add_text(ret, "method", disk->method);
	add_text(ret, "tool", disk->tool);
	add_text(ret, "started_at", disk->started_at);
	add_text(ret, "finished_at", disk->finished_at);
	buf_printf(ret, ",\"clock_ok\":%s", disk->clock_ok ? "true" : "false");
	add_text(ret, "result", wipe_result_key(disk->result));
	buf_printf(ret, ",\"bytes\":%lld", (long long)disk->bytes);
	add_text(ret, "hidden", disk->hidden);
	add_text(ret, "verify_method", disk->verify_method);
	add_text(ret, "verify_result", wipe_result_key(disk->verify_result));
	add_text(ret, "sample_hash", disk->sample_hash);
	add_text(ret, "note", disk->note);
	buf_add_char(ret, '}');
}

void wipe_report_print(struct buf *ret, const struct wipe_report *report)
{
	buf_add_str(ret, "{\"format\":\"" WIPE_FORMAT_REPORT "\",\"version\":1");
	if (report->wiping)
		add_text(ret, "wiping", report->wiping);
	add_text(ret, "tag", report->tag);
	buf_add_str(ret, ",\n \"machine\":");
	snapshot_print_line(ret, &report->machine);
	ret->data[--ret->len] = '\0'; /* its line end */
	buf_printf(ret, ",\n \"ordered\":%s", report->ordered ? "true" : "false");
	add_text(ret, "consent", wipe_consent_key(report->consent));
	add_text(ret, "override_reason", report->override_reason);
	add_text(ret, "by", report->by);
	buf_add_str(ret, ",\n \"disks\":[");
	for (size_t i = 0; i < report->disk_count; i++) {
		buf_add_str(ret, i ? ",\n " : "\n ");
		print_disk(ret, &report->disks[i]);
	}
	buf_add_str(ret, "]}\n");
}

/* ---- reading --------------------------------------------------------------------------------- */

static int read_result(struct reader *reader, const json_t *json, const char *key,
		       enum wipe_result *ret)
{
	const char *word = NULL;
	int r = read_text(reader, json, key, true, &word);

	if (r < 0)
		return r;
	for (unsigned i = 0; i < ARRAY_LEN(results); i++)
		if (str_eq(word, results[i])) {
			*ret = (enum wipe_result)i;
			return 0;
		}
	return read_fail(reader, _("\"%s\" phải là ok, failed hoặc unknown"), key);
}

static int read_word(struct reader *reader, const json_t *json, const char *key,
		     const char *const *words, const char **ret)
{
	const char *word = NULL;
	int r = read_text(reader, json, key, true, &word);

	if (r < 0)
		return r;
	for (; *words; words++)
		if (str_eq(word, *words)) {
			*ret = word;
			return 0;
		}
	return read_fail(reader, _("\"%s\" là %.40s: không hiểu"), key, word);
}

/* What is missing for this to be told as done, or NULL. */
static const char *why_not_ok(const struct wipe_disk *disk)
{
	if (str_eq(disk->level, "none"))
		return "level";
	if (!disk->method || !*disk->method)
		return "method";
	if (!disk->tool || !*disk->tool)
		return "tool";
	if (!disk->finished_at || !*disk->finished_at)
		return "finished_at";
	if (disk->verify_result != WIPE_OK || !disk->verify_method || !*disk->verify_method)
		return "verify_result";
	return NULL;
}

static int read_bytes(struct reader *reader, const json_t *json, int64_t *ret)
{
	const json_t *bytes = json_object_get(json, "bytes");

	if (!json_is_integer(bytes) || json_integer_value(bytes) < 0)
		return read_fail(reader, _("\"bytes\" phải là số nguyên không âm"));
	*ret = json_integer_value(bytes);
	return 0;
}

static int read_texts_of_disk(struct reader *reader, const json_t *json, struct wipe_disk *disk)
{
	const struct {
		const char *key;
		const char **at;
	} texts[] = {{"method", &disk->method},           {"tool", &disk->tool},
		     {"started_at", &disk->started_at},   {"finished_at", &disk->finished_at},
		     {"hidden", &disk->hidden},           {"verify_method", &disk->verify_method},
		     {"sample_hash", &disk->sample_hash}, {"note", &disk->note}};

	if (read_text(reader, json, "disk", true, &disk->disk) < 0)
		return -EBADMSG;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++)
		if (read_text(reader, json, texts[i].key, false, texts[i].at) < 0)
			return -EBADMSG;
	return 0;
}

static int read_disk(struct reader *reader, const json_t *json, struct wipe_disk *disk)
{
	static const char *const keys[] = {"disk",        "medium",        "level",
					   "method",      "tool",          "started_at",
					   "finished_at", "clock_ok",      "result",
					   "bytes",       "hidden",        "verify_method",
					   "verify_result", "sample_hash", "note",
					   NULL};
	static const char *const mediums[] = {"hdd", "ssd", "nvme", "emmc", "flash", NULL};
	static const char *const levels[] = {"clear", "purge", "none", NULL};
	const char *missing;

	if (read_keys(reader, json, keys) < 0 || read_texts_of_disk(reader, json, disk) < 0 ||
	    read_word(reader, json, "medium", mediums, &disk->medium) < 0 ||
	    read_word(reader, json, "level", levels, &disk->level) < 0 ||
	    read_result(reader, json, "result", &disk->result) < 0 ||
	    read_result(reader, json, "verify_result", &disk->verify_result) < 0 ||
	    read_bool(reader, json, "clock_ok", &disk->clock_ok) < 0 ||
	    read_bytes(reader, json, &disk->bytes) < 0)
		return -EBADMSG;
	if (disk->result == WIPE_OK && str_eq(disk->hidden, "yes"))
		return read_fail(reader, _("ghi là xong mà còn vùng ẩn (\"%s\")"), "hidden");
	missing = disk->result == WIPE_OK ? why_not_ok(disk) : NULL;
	return missing ? read_fail(reader, _("ghi là xong mà thiếu \"%s\""), missing) : 0;
}

static int read_disks(struct reader *reader, struct wipe_report *report, const json_t *json)
{
	const json_t *list;

	if (read_array(reader, json, "disks", true, &list) < 0)
		return -EBADMSG;
	if (json_array_size(list) > DISKS_MAX)
		return read_fail(reader, _("quá %d ổ"), DISKS_MAX);
	report->disk_count = json_array_size(list);
	report->disks =
		arena_alloc(&report->arena, report->disk_count * sizeof(*report->disks));
	for (size_t i = 0; i < report->disk_count; i++) {
		snprintf(reader->where, sizeof(reader->where), _("ổ thứ %zu"), i + 1);
		if (read_disk(reader, json_array_get(list, i), &report->disks[i]) < 0)
			return -EBADMSG;
	}
	return 0;
}

static int read_machine(struct reader *reader, struct wipe_report *report, const json_t *json)
{
	const json_t *machine = json_object_get(json, "machine");
	char *text = machine ? json_dumps(machine, JSON_COMPACT) : NULL;
	int r;

	if (!text)
		return read_fail(reader, _("thiếu \"%s\""), "machine");
	r = snapshot_parse(&report->machine, text, strlen(text), reader->name, reader->err);
	free(text);
	return r;
}

/* Either the donor agreed, or somebody had a reason: a report that has both tells of neither. */
static int check_reason(struct reader *reader, const struct wipe_report *report)
{
	bool agreed = report->ordered && report->consent == WIPE_CONSENT_YES;

	if (agreed && report->override_reason)
		return read_fail(reader, _("bên tặng đã đồng ý mà còn có \"%s\""),
				 "override_reason");
	if (!agreed && !wipe_reason_is(report->override_reason))
		return read_fail(reader,
				 _("không có đồng ý của bên tặng mà thiếu \"%s\", hay ngắn quá"),
				 "override_reason");
	return 0;
}

static int read_report(struct reader *reader, struct wipe_report *report, const json_t *json)
{
	static const char *const keys[] = {"format",  "version", "wiping",  "tag",
					   "machine", "ordered", "consent", "override_reason",
					   "by",      "disks",   NULL};
	json_int_t version = 0;

	if (wipe_read_head(reader, json, WIPE_FORMAT_REPORT, 1, &version) < 0 ||
	    read_keys(reader, json, keys) < 0 ||
	    wipe_read_id(reader, json, "wiping", false, &report->wiping) < 0 ||
	    read_text(reader, json, "tag", true, &report->tag) < 0 ||
	    read_bool(reader, json, "ordered", &report->ordered) < 0 ||
	    wipe_read_consent(reader, json, &report->consent) < 0 ||
	    read_text(reader, json, "override_reason", false, &report->override_reason) < 0 ||
	    read_text(reader, json, "by", true, &report->by) < 0)
		return -EBADMSG;
	if (check_reason(reader, report) < 0)
		return -EBADMSG;
	if (read_machine(reader, report, json) < 0)
		return -EBADMSG;
	return read_disks(reader, report, json);
}

int wipe_report_parse(struct wipe_report *ret_report, const char *json, size_t len,
		      const char *name, struct err *err)
{
	struct wipe_report report = {0};
	struct reader reader = {.arena = &report.arena, .name = name, .err = err};
	AUTO(read_json_done) json_t *tree = read_json(&reader, json, len);

	if (!tree || read_report(&reader, &report, tree) < 0) {
		wipe_report_done(&report);
		return -EBADMSG;
	}
	*ret_report = report;
	return 0;
}

bool wipe_report_is_begun(const struct wipe_report *report)
{
	bool is_begun = report->wiping != NULL;

	for (size_t i = 0; i < report->disk_count; i++)
		is_begun = is_begun && report->disks[i].result == WIPE_UNKNOWN;
	return is_begun;
}

enum wipe_file wipe_file_of(const char *json, size_t len)
{
	json_t *tree = len <= READ_MAX ? json_loadb(json, len, 0, NULL) : NULL;
	const char *format = json_string_value(json_object_get(tree, "format"));
	enum wipe_file file = str_eq(format, WIPE_FORMAT_ORDERS)   ? WIPE_FILE_ORDERS
			      : str_eq(format, WIPE_FORMAT_REPORT) ? WIPE_FILE_REPORT
								   : WIPE_FILE_OTHER;

	json_decref(tree);
	return file;
}
