/*
 * Is there a keyboard and something to point with? Present is all that can be read: "AT Translated
 * Set 2 keyboard" is listed also when the keyboard is dead or unplugged, so working is for the
 * technician's inspection.
 */
#include "input_devices.h"
#include "probe.h"

#include <stdio.h>

static const char *const list = "/proc/bus/input/devices";

static void report_keyboard(struct facts *facts, const struct input_devices *devices)
{
	char source[INPUT_NAME_MAX + 128];

	if (!devices->keyboard) {
		facts_bool(facts, "keyboard.present", false, list);
		return;
	}
	snprintf(source, sizeof(source), _("%s: %s (chưa thử phím)"), list,
		 *devices->keyboard_name ? devices->keyboard_name : "Bluetooth");
	facts_bool(facts, "keyboard.present", true, source);
}

static void report_pointer(struct facts *facts, const struct input_devices *devices)
{
	static const char *const words[] = {
		[INPUT_POINTER_NONE] = NULL,
		[INPUT_TOUCHSCREEN] = N_("màn hình cảm ứng"),
		[INPUT_MOUSE] = N_("chuột"),
		[INPUT_TOUCHPAD] = N_("bàn rê"),
	};
	const char *word = words[devices->pointer];
	char source[128];

	if (!word) {
		facts_bool(facts, "pointer.present", false, list);
		return;
	}
	snprintf(source, sizeof(source), "%s: %s", list, _(word));
	facts_bool(facts, "pointer.present", true, source);
}

static void run(struct probe_ctx *ctx)
{
	AUTO(buf_done) struct buf text = {0};
	struct input_devices devices = {0};
	int r = root_read(ctx->root, "proc/bus/input/devices", ROOT_FILE_MAX, &text);

	if (r == 0)
		input_devices_parse(&devices, buf_text(&text), text.len);
	/* A running kernel may list nothing at all; a recording with nothing is no list. */
	if (r < 0 || (!devices.count && !ctx->root->is_host)) {
		const char *reason = _("không đọc được /proc/bus/input/devices; hãy thử trực tiếp");

		facts_unreadable(ctx->facts, "keyboard.present", reason);
		facts_unreadable(ctx->facts, "pointer.present", reason);
		return;
	}
	report_keyboard(ctx->facts, &devices);
	report_pointer(ctx->facts, &devices);
}

static const char *const keys[] = {"keyboard.present", "pointer.present", NULL};

const struct probe probe_input = {
	.name = "input",
	.label = N_("bàn phím, chuột"),
	.deadline_ms = PROBE_DEADLINE_MS,
	.keys = keys,
	.run = run,
};
