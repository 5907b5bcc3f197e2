/*
 * The size of the built-in panel, or of the first screen that is connected, from the EDID that the
 * graphics driver holds. A connected panel without EDID is unreadable, never another screen's size.
 */
#include "edid.h"
#include "probe.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

struct panel {
	char connector[64]; /* "eDP-1"; "" while none was found */
	struct edid_size size;
	int result; /* of edid_size */
};

/* "card1-eDP-1" → "eDP-1"; NULL for what is no connector. */
static const char *connector_of(const char *name)
{
	const char *dash = str_starts(name, "card") ? strchr(name, '-') : NULL;

	return dash && dash[1] ? dash + 1 : NULL;
}

static bool connector_is_internal(const char *connector)
{
	return str_starts(connector, "eDP") || str_starts(connector, "LVDS") ||
	       str_starts(connector, "DSI") || str_starts(connector, "DPI");
}

static bool is_connected(const struct root *root, const char *name)
{
	char path[384], status[32];

	snprintf(path, sizeof(path), "sys/class/drm/%s/status", name);
	return root_line(root, path, status, sizeof(status)) == 0 && str_eq(status, "connected");
}

/* Looks at one connector; a panel already found with a size stays. */
static void look(const struct root *root, const char *name, struct panel *panel)
{
	AUTO(buf_done) struct buf bytes = {0};
	struct panel found = {0};
	char path[384];
	int r;

	if (*panel->connector && panel->result == 0)
		return;
	snprintf(path, sizeof(path), "sys/class/drm/%s/edid", name);
	r = root_read(root, path, EDID_MAX, &bytes);
	found.result = r < 0 ? r : edid_size(bytes.data, bytes.len, &found.size);
	/* An unused connector has an empty EDID, as has a panel whose EDID the firmware hides. */
	if (!bytes.len && !is_connected(root, name))
		return;
	if (*panel->connector && found.result < 0)
		return;
	snprintf(found.connector, sizeof(found.connector), "%s", connector_of(name));
	*panel = found;
}

static void report(struct facts *facts, const struct panel *panel, bool internal)
{
	char text[128];

	switch (panel->result) {
	case 0:
		snprintf(text, sizeof(text), internal ? "EDID %s" : _("EDID %s (màn hình ngoài)"),
			 panel->connector);
		facts_real(facts, "display.size", edid_diagonal(&panel->size), text);
		return;
	case -ENOENT:
	case -ENODATA:
		snprintf(text, sizeof(text), _("%s: màn hình không báo cỡ; đo bằng thước"),
			 panel->connector);
		break;
	default:
		snprintf(text, sizeof(text), _("%s: EDID hỏng; đo bằng thước"), panel->connector);
	}
	facts_unreadable(facts, "display.size", text);
}

static void run(struct probe_ctx *ctx)
{
	AUTO(arena_done) struct arena arena = {0};
	struct panel internal = {0}, external = {0};
	const char *const *names = NULL;
	size_t count = 0, connectors = 0;

	if (root_list(ctx->root, "sys/class/drm", &arena, &names, &count) < 0)
		count = 0;
	for (size_t i = 0; i < count; i++) {
		const char *connector = connector_of(names[i]);

		if (!connector || str_starts(connector, "Writeback"))
			continue;
		connectors++;
		look(ctx->root, names[i], connector_is_internal(connector) ? &internal : &external);
	}
	if (!connectors)
		facts_unreadable(ctx->facts, "display.size",
				 _("chưa có driver màn hình để đọc EDID; đo bằng thước"));
	else if (*internal.connector)
		report(ctx->facts, &internal, true);
	else if (*external.connector)
		report(ctx->facts, &external, false);
	else
		facts_absent(ctx->facts, "display.size", _("không có màn hình nào đang nối"));
}

static const char *const keys[] = {"display.size", NULL};

const struct probe probe_display = {
	.name = "display",
	.label = N_("màn hình"),
	.deadline_ms = PROBE_DEADLINE_MS,
	.keys = keys,
	.run = run,
};
