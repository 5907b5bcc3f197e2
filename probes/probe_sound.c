/*
 * Is there a way out for sound, and a way in? From ALSA's list; a list of device nodes serves where
 * that is missing. HDMI alone does not count: such a machine is silent without a television.
 */
#include "asound.h"
#include "bus.h"
#include "probe.h"

#include <stdio.h>
#include <string.h>

#define PCI_AUDIO 0x0401
#define PCI_HDA 0x0403

/* "pcmC0D3p": device 0 and 2 of a card are analogue by the drivers' custom, 1 is S/PDIF, 3 and up
 * HDMI. */
static void add_node(struct asound_pcms *pcms, const char *name)
{
	unsigned card, device;
	char way;

	if (sscanf(name, "pcmC%3uD%3u%c", &card, &device, &way) != 3)
		return;
	if (way == 'c')
		pcms->input = true;
	else if (device == 0 || device == 2)
		pcms->output = true;
	else
		pcms->digital_output = true;
}

/* False when neither list is there. */
static bool read_pcms(const struct root *root, struct asound_pcms *ret, const char **ret_source)
{
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf text = {0};
	const char *const *names = NULL;
	size_t count = 0;

	*ret = (struct asound_pcms){0};
	*ret_source = "/proc/asound/pcm";
	if (root_read(root, "proc/asound/pcm", 65536, &text) == 0) {
		asound_parse(ret, buf_text(&text), text.len);
		return true;
	}
	*ret_source = "/sys/class/sound";
	if (root_list(root, "sys/class/sound", &arena, &names, &count) < 0)
		return false;
	for (size_t i = 0; i < count; i++)
		add_node(ret, names[i]);
	return true;
}

/* Is there a sound controller that no driver has made a PCM of? *ret_looked: the bus was there. */
static bool has_idle_controller(const struct root *root, bool *ret_looked)
{
	unsigned audio = 0, hda = 0;

	*ret_looked = bus_pci_count(root, PCI_AUDIO, &audio) == 0 &&
		      bus_pci_count(root, PCI_HDA, &hda) == 0;
	return audio || hda;
}

static void unreadable(struct facts *facts, const char *reason)
{
	facts_unreadable(facts, "audio.output", reason);
	facts_unreadable(facts, "audio.input", reason);
}

static void run(struct probe_ctx *ctx)
{
	struct asound_pcms pcms;
	const char *source;
	char text[128];
	bool listed = read_pcms(ctx->root, &pcms, &source);

	if (!pcms.output && !pcms.digital_output && !pcms.input) {
		bool looked;

		if (has_idle_controller(ctx->root, &looked)) {
			unreadable(ctx->facts, _("có card âm thanh nhưng thiếu driver; "
						 "thử loa và micro bằng hệ điều hành đã cài"));
			return;
		}
		if (!listed && !looked && !ctx->root->is_host) {
			unreadable(ctx->facts, _("bản ghi không có danh sách âm thanh"));
			return;
		}
	}
	snprintf(text, sizeof(text),
		 !pcms.output && pcms.digital_output ? _("%s: chỉ có tiếng qua HDMI") : "%s",
		 source);
	facts_bool(ctx->facts, "audio.output", pcms.output, text);
	facts_bool(ctx->facts, "audio.input", pcms.input, source);
}

static const char *const keys[] = {"audio.output", "audio.input", NULL};

const struct probe probe_sound = {
	.name = "sound",
	.label = N_("âm thanh"),
	.deadline_ms = PROBE_DEADLINE_MS,
	.keys = keys,
	.run = run,
};
