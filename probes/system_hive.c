/* Windows' registry by hivex: what the system calls itself. From build 22000 on it is Windows 11,
 * which still calls itself Windows 10. */
#include "system_priv.h"

#include <hivex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define BUILD_11 22000

static void value_of(hive_h *hive, hive_node_h node, const char *key, char *ret, size_t size)
{
	hive_value_h value = hivex_node_get_value(hive, node, key);
	char *text = value ? hivex_value_string(hive, value) : NULL;

	if (text)
		snprintf(ret, size, "%s", text);
	free(text);
}

static hive_node_h current_version(hive_h *hive)
{
	static const char *const way[] = {"Microsoft", "Windows NT", "CurrentVersion"};
	hive_node_h node = hivex_root(hive);

	for (size_t i = 0; node && i < sizeof(way) / sizeof(way[0]); i++)
		node = hivex_node_get_child(hive, node, way[i]);
	return node;
}

/* "Windows 10 Pro" of build 22631 → "Windows 11 Pro" */
static void name_it(struct system_found *found, const char *product, unsigned long build)
{
	static const char ten[] = "Windows 10";

	if (build >= BUILD_11 && strncmp(product, ten, sizeof(ten) - 1) == 0)
		snprintf(found->name, sizeof(found->name), "Windows 11%.100s",
			 product + sizeof(ten) - 1);
	else
		snprintf(found->name, sizeof(found->name), "%.120s", product);
}

bool system_read_hive(int file, struct system_found *found)
{
	char path[64], product[128] = "", build[32] = "", shown[32] = "";
	hive_node_h node;
	hive_h *hive;

	snprintf(path, sizeof(path), "/proc/self/fd/%d", file);
	hive = hivex_open(path, 0);
	if (!hive)
		return false;
	node = current_version(hive);
	if (node) {
		value_of(hive, node, "ProductName", product, sizeof(product));
		value_of(hive, node, "CurrentBuild", build, sizeof(build));
		if (!*build)
			value_of(hive, node, "CurrentBuildNumber", build, sizeof(build));
		value_of(hive, node, "DisplayVersion", shown, sizeof(shown));
		if (!*shown)
			value_of(hive, node, "ReleaseId", shown, sizeof(shown));
	}
	hivex_close(hive);
	if (!*product)
		return false;
	name_it(found, product, strtoul(build, NULL, 10));
	snprintf(found->version, sizeof(found->version), "%s%s%s%s%s", shown,
		 *shown && *build ? " (" : "", *build && !*shown ? "build " : "", build,
		 *shown && *build ? ")" : "");
	return true;
}
