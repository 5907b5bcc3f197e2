/* What smartctl's answer, or an eMMC's own wear counters, say about a disk's health. */
#include "disk_priv.h"
#include "plug_smart.h"

#include <stdio.h>
#include <string.h>

static void health_key(struct facts *facts, unsigned n, const char **ret_health,
		       const char **ret_hours)
{
	*ret_health = facts_key(facts, "disk.%u.health", n);
	*ret_hours = facts_key(facts, "disk.%u.power_on_hours", n);
}

void disk_smart_unreadable(struct facts *facts, unsigned n, const char *reason)
{
	const char *health, *hours;

	health_key(facts, n, &health, &hours);
	facts_unreadable(facts, health, reason);
	facts_unreadable(facts, hours, reason);
}

/* Why smartctl could say nothing about the disk, from its own message. */
static void explain(const struct smart_report *report, char *ret, size_t size)
{
	const char *text = report->message;

	if (report->switched_off)
		snprintf(ret, size, "%s", _("SMART đang tắt trong ổ"));
	else if (strstr(text, "Permission denied") || strstr(text, "Operation not permitted"))
		snprintf(ret, size, "%s", _("SMART: cần quyền root; chạy lại bằng sudo"));
	else if (strstr(text, "USB bridge") || strstr(text, "specify device type"))
		snprintf(ret, size, "%s",
			 _("SMART: đầu nối USB này không cho hỏi; cắm ổ thẳng vào máy"));
	else if (*text)
		snprintf(ret, size, _("SMART: smartctl báo: %s"), text);
	else
		snprintf(ret, size, "%s", _("SMART: ổ không trả lời câu hỏi về sức khoẻ"));
}

static void add_report(struct facts *facts, unsigned n, const struct smart_report *report)
{
	static const char *const words[] = {
		[SMART_GOOD] = "good", [SMART_WARN] = "warn", [SMART_BAD] = "bad"};
	const char *health, *hours;
	char text[256], source[128];

	health_key(facts, n, &health, &hours);
	explain(report, text, sizeof(text));
	snprintf(source, sizeof(source), *report->evidence ? "smartctl: %s" : "smartctl%s",
		 report->evidence);
	if (report->health != SMART_UNKNOWN)
		facts_text(facts, health, words[report->health], source);
	else if (report->no_smart)
		facts_absent(facts, health, _("ổ này không có SMART"));
	else
		facts_unreadable(facts, health, text);
	if (report->hours_known)
		facts_int(facts, hours, (int64_t)report->hours, "smartctl");
	else if (report->no_smart || report->health != SMART_UNKNOWN)
		facts_absent(facts, hours, _("ổ không đếm giờ chạy"));
	else
		facts_unreadable(facts, hours, text);
}

void disk_smart_add(struct facts *facts, unsigned n, const char *json, size_t len)
{
	struct smart_report report;
	const void *table;

	if (plugin_open("smart", "plug_smart", &table, NULL) < 0)
		disk_smart_unreadable(facts, n, _("SMART: thiếu lib/hotroit/smart.so; cài lại"));
	else if (!((const struct plug_smart *)table)->read(json, len, &report))
		disk_smart_unreadable(facts, n,
				      _("SMART: câu trả lời của smartctl không đọc được"));
	else
		add_report(facts, n, &report);
}

/* JEDEC eMMC 5.0: life_time holds two estimates, 1 (0–10 % used) … 10 (90–100 %), 11 (past its
 * end), 0 (not told); pre_eol_info 1 (normal), 2 (80 % of the spare blocks used), 3 (urgent). */
void disk_emmc_add(struct facts *facts, unsigned n, const struct root *root,
		   const struct disk *disk)
{
	const char *health, *hours, *word = "good";
	char path[DISK_NAME_MAX + 64], line[32], source[64];
	uint64_t end = 0, life[2] = {0};
	char *space;

	health_key(facts, n, &health, &hours);
	facts_absent(facts, hours, _("eMMC không đếm giờ chạy"));
	snprintf(path, sizeof(path), "sys/block/%s/device/pre_eol_info", disk->name);
	if (root_line(root, path, line, sizeof(line)) == 0)
		(void)!str_to_u64(line, 16, &end);
	snprintf(path, sizeof(path), "sys/block/%s/device/life_time", disk->name);
	if (root_line(root, path, line, sizeof(line)) < 0)
		line[0] = '\0';
	space = strchr(line, ' ');
	if (space) {
		*space = '\0';
		(void)!str_to_u64(str_trim(space + 1), 16, &life[1]);
	}
	(void)!str_to_u64(line, 16, &life[0]);
	if (life[1] > life[0])
		life[0] = life[1];
	if (!life[0] && !end) {
		facts_unreadable(facts, health, _("eMMC này không báo độ mòn"));
		return;
	}
	if (life[0] >= 10 || end >= 3)
		word = "bad";
	else if (end == 2)
		word = "warn";
	snprintf(source, sizeof(source), "eMMC life_time %u, pre_eol_info %u", (unsigned)life[0],
		 (unsigned)end);
	facts_text(facts, health, word, source);
}
