/* A phone that shows a mode and no more; nothing about it is guessed. */
#include "usb_snapshot.h"

#include "android.h"
#include "ios.h"

#include <string.h>

#define SOURCE "USB"

void usb_snapshot_end(struct snapshot *snapshot, const char *transport, const char *port,
		      const char *state)
{
	struct facts *facts = &snapshot->facts;
	char now[CLOCK_TEXT_MAX];

	clock_text(now);
	snapshot->taken_at = arena_str(&facts->arena, now);
	snapshot->probe_version = HOTROIT_VERSION;
	snapshot->device.transport = transport;
	snapshot->device.id = arena_printf(&facts->arena, "%s:%s", transport, port);
	snapshot->device.port = arena_str(&facts->arena, port);
	facts_text(facts, "link.state", state, SOURCE);
	snapshot_freeze(snapshot);
}

/* These are whole as they stand: there is no phone behind them that could be read. */
static bool is_accessory(const char *state)
{
	return str_eq(state, "modem") || str_eq(state, "card-reader");
}

static bool is_apple(const char *state)
{
	return str_eq(state, "dfu") || str_eq(state, "recovery");
}

void usb_snapshot(struct snapshot *ret, const char *port, const char *state, const char *vendor,
		  const char *why)
{
	const char *const *keys = is_apple(state) ? ios_keys : android_keys;
	struct snapshot snapshot = {0};
	struct facts *facts = &snapshot.facts;

	for (; !is_accessory(state) && *keys; keys++)
		facts_unreadable(facts, *keys, why);
	if (is_accessory(state)) {
		facts_text(facts, "device.kind", "other", SOURCE);
		snapshot.device.kind = "other";
	}
	if (is_apple(state))
		vendor = "Apple";
	if (vendor)
		facts_text(facts, "device.vendor", vendor, SOURCE);
	usb_snapshot_end(&snapshot, "usb", port, state);
	*ret = snapshot;
}
