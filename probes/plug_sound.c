/* The plugin over ALSA. */
#include "plug_sound.h"
#include "base.h"
#include "tone.h"

#include <alsa/asoundlib.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LATENCY_US 150000
#define CHUNK 1024 /* frames */
/* A codec that wakes up clicks; that is not listened to. */
#define SETTLE_FRAMES (TONE_RATE * 3 / 10)
#define SPARE_MS 3000
#define LEVEL_PERCENT 80

static bool holds_any(const char *text, const char *const *words)
{
	for (; *words; words++)
		if (strcasestr(text, *words))
			return true;
	return false;
}

/* ---- which --------------------------------------------------------------------------------- */

static bool is_way(snd_ctl_t *ctl, unsigned device, bool capture)
{
	static const char *const wrong[] = {"hdmi",   "displayport", "iec958",   "spdif", "s/pdif",
					    "digital", "loopback",   "dummy", NULL};
	snd_pcm_info_t *info;

	snd_pcm_info_alloca(&info);
	snd_pcm_info_set_device(info, device);
	snd_pcm_info_set_subdevice(info, 0);
	snd_pcm_info_set_stream(info, capture ? SND_PCM_STREAM_CAPTURE : SND_PCM_STREAM_PLAYBACK);
	return snd_ctl_pcm_info(ctl, info) == 0 && !holds_any(snd_pcm_info_get_name(info), wrong) &&
	       !holds_any(snd_pcm_info_get_id(info), wrong);
}

static bool find_on(int card, bool capture, char ret[SOUND_NAME_MAX])
{
	char name[16];
	snd_ctl_t *ctl;
	int device = -1;
	bool found = false;

	snprintf(name, sizeof(name), "hw:%d", card);
	if (snd_ctl_open(&ctl, name, 0) < 0)
		return false;
	while (!found && snd_ctl_pcm_next_device(ctl, &device) == 0 && device >= 0)
		found = is_way(ctl, (unsigned)device, capture);
	if (found)
		snprintf(ret, SOUND_NAME_MAX, "plughw:%d,%d", card, device);
	snd_ctl_close(ctl);
	return found;
}

static bool find(bool capture, int near, char ret[SOUND_NAME_MAX], int *ret_card)
{
	int card = -1;

	if (near >= 0 && find_on(near, capture, ret)) {
		*ret_card = near;
		return true;
	}
	while (snd_card_next(&card) == 0 && card >= 0)
		if (find_on(card, capture, ret)) {
			*ret_card = card;
			return true;
		}
	return false;
}

/* ---- the mixer ------------------------------------------------------------------------------ */

/* Sets an element of named choices to the first that holds one of WORDS. */
static void choose(snd_mixer_elem_t *element, const char *const *words)
{
	int count = snd_mixer_selem_get_enum_items(element);
	char name[64];

	for (int i = 0; i < count; i++)
		if (snd_mixer_selem_get_enum_item_name(element, (unsigned)i, sizeof(name), name) ==
			    0 &&
		    holds_any(name, words)) {
			for (int channel = 0; channel <= SND_MIXER_SCHN_LAST; channel++)
				snd_mixer_selem_set_enum_item(
					element, (snd_mixer_selem_channel_id_t)channel,
					(unsigned)i);
			return;
		}
}

static void raise_choice(snd_mixer_elem_t *element, const char *name)
{
	static const char *const off[] = {"disabled", "off", NULL};
	static const char *const mic[] = {"mic", NULL};

	if (strcasestr(name, "auto-mute") || strcasestr(name, "loopback"))
		choose(element, off);
	else if (strcasestr(name, "source"))
		choose(element, mic);
}

static void raise_playback(snd_mixer_elem_t *element, bool leaks)
{
	long least, most;

	if (snd_mixer_selem_has_playback_switch(element))
		snd_mixer_selem_set_playback_switch_all(element, !leaks);
	if (leaks || !snd_mixer_selem_has_playback_volume(element) ||
	    snd_mixer_selem_get_playback_volume_range(element, &least, &most) < 0)
		return;
	snd_mixer_selem_set_playback_volume_all(element,
						least + (most - least) * LEVEL_PERCENT / 100);
}

static void raise_capture(snd_mixer_elem_t *element)
{
	long least, most;

	if (snd_mixer_selem_has_capture_switch(element))
		snd_mixer_selem_set_capture_switch_all(element, 1);
	if (snd_mixer_selem_has_capture_volume(element) &&
	    snd_mixer_selem_get_capture_volume_range(element, &least, &most) == 0)
		snd_mixer_selem_set_capture_volume_all(
			element, least + (most - least) * LEVEL_PERCENT / 100);
}

/* What feeds the microphone back to the speakers, or what is played to the recording, would let a
 * machine hear itself over a wire. */
static void raise_element(snd_mixer_elem_t *element)
{
	static const char *const leaky[] = {"mic", "loopback", "beep", "mix", "aux", "cd", NULL};
	const char *name = snd_mixer_selem_get_name(element);
	bool leaks = holds_any(name, leaky);

	if (snd_mixer_selem_is_enumerated(element)) {
		raise_choice(element, name);
		return;
	}
	if (!strcasestr(name, "boost"))
		raise_playback(element, leaks);
	if (!strcasestr(name, "mix"))
		raise_capture(element);
	else if (snd_mixer_selem_has_capture_switch(element))
		snd_mixer_selem_set_capture_switch_all(element, 0);
}

static void raise(int card)
{
	char name[16];
	snd_mixer_t *mixer;

	snprintf(name, sizeof(name), "hw:%d", card);
	if (snd_mixer_open(&mixer, 0) < 0)
		return;
	if (snd_mixer_attach(mixer, name) == 0 &&
	    snd_mixer_selem_register(mixer, NULL, NULL) == 0 && snd_mixer_load(mixer) == 0)
		for (snd_mixer_elem_t *element = snd_mixer_first_elem(mixer); element;
		     element = snd_mixer_elem_next(element))
			raise_element(element);
	snd_mixer_close(mixer);
}

static bool headphones(int card)
{
	static const char *const names[] = {"Headphone Jack", "Front Headphone Jack",
					    "Headphone Mic Jack"};
	snd_ctl_elem_value_t *value;
	snd_ctl_t *ctl;
	char name[16];
	bool plugged = false;

	snprintf(name, sizeof(name), "hw:%d", card);
	if (snd_ctl_open(&ctl, name, 0) < 0)
		return false;
	for (size_t i = 0; i < ARRAY_LEN(names) && !plugged; i++) {
		snd_ctl_elem_value_alloca(&value);
		snd_ctl_elem_value_set_interface(value, SND_CTL_ELEM_IFACE_CARD);
		snd_ctl_elem_value_set_name(value, names[i]);
		plugged = snd_ctl_elem_read(ctl, value) == 0 &&
			  snd_ctl_elem_value_get_boolean(value, 0);
	}
	snd_ctl_close(ctl);
	return plugged;
}

/* ---- playing and recording ------------------------------------------------------------------ */

struct line {
	snd_pcm_t *pcm;
	size_t frames; /* played or heard so far */
};

static int line_open(struct line *line, const char *name, bool capture)
{
	int r = snd_pcm_open(&line->pcm, name,
			     capture ? SND_PCM_STREAM_CAPTURE : SND_PCM_STREAM_PLAYBACK,
			     SND_PCM_NONBLOCK);

	if (r < 0)
		line->pcm = NULL;
	if (r == 0)
		r = snd_pcm_set_params(line->pcm, SND_PCM_FORMAT_S16, SND_PCM_ACCESS_RW_INTERLEAVED,
				       capture ? 1 : 2, TONE_RATE, 1, LATENCY_US);
	if (r == 0 && capture)
		r = snd_pcm_start(line->pcm);
	return r;
}

static void line_close(struct line *line)
{
	if (line->pcm)
		snd_pcm_close(line->pcm);
}

/* What ALSA answers when there is nothing to do just now becomes 0, what it can mend is mended. */
static snd_pcm_sframes_t mended(struct line *line, snd_pcm_sframes_t frames)
{
	if (frames == -EAGAIN)
		return 0;
	if (frames < 0) {
		frames = snd_pcm_recover(line->pcm, (int)frames, 1);
		if (frames == 0 && snd_pcm_stream(line->pcm) == SND_PCM_STREAM_CAPTURE)
			frames = snd_pcm_start(line->pcm);
	}
	return frames;
}

static int play_some(struct line *line, const struct sound_job *job)
{
	int16_t block[2 * CHUNK];
	size_t left = job->play_frames > line->frames ? job->play_frames - line->frames : 0;
	snd_pcm_sframes_t done;

	if (!line->pcm || !left)
		return 0;
	left = left < CHUNK ? left : CHUNK;
	job->make(block, left, line->frames);
	done = mended(line, snd_pcm_writei(line->pcm, block, left));
	if (done > 0)
		line->frames += (size_t)done;
	return done < 0 ? (int)done : 0;
}

static int hear_some(struct line *line, int16_t *into, size_t room)
{
	snd_pcm_sframes_t done;

	if (!line->pcm || !room)
		return 0;
	done = mended(line, snd_pcm_readi(line->pcm, into, room < CHUNK ? room : CHUNK));
	if (done > 0)
		line->frames += (size_t)done;
	return done < 0 ? (int)done : 0;
}

static int settle(struct line *in)
{
	int64_t until = clock_mono_ms() + SPARE_MS;
	int16_t block[CHUNK];
	int r = 0;

	while (in->pcm && in->frames < SETTLE_FRAMES && r == 0) {
		snd_pcm_wait(in->pcm, 20);
		r = hear_some(in, block, CHUNK);
		if (clock_mono_ms() > until)
			return -ETIMEDOUT;
	}
	in->frames = 0;
	return r;
}

static bool is_over(const struct sound_job *job, const struct line *out, const struct line *in)
{
	if (in->pcm && in->frames < job->hear_frames)
		return false;
	return !out->pcm || (out->frames >= job->play_frames &&
			     snd_pcm_state(out->pcm) != SND_PCM_STATE_RUNNING);
}

static int run_lines(const struct sound_job *job, struct line *out, struct line *in)
{
	size_t most = job->play_frames > job->hear_frames ? job->play_frames : job->hear_frames;
	int64_t until = clock_mono_ms() + (int64_t)(most * 1000 / TONE_RATE) + SPARE_MS;
	int r = settle(in);

	while (r == 0 && !is_over(job, out, in)) {
		if (clock_mono_ms() > until)
			return -ETIMEDOUT;
		r = play_some(out, job);
		if (r == 0 && in->pcm)
			r = hear_some(in, job->heard + in->frames, job->hear_frames - in->frames);
		/* Half a chunk's time: neither line has more room or more to say before that. */
		snd_pcm_wait(out->pcm && out->frames < job->play_frames ? out->pcm
			     : in->pcm					? in->pcm
									: out->pcm,
			     10);
		if (out->pcm && out->frames >= job->play_frames &&
		    snd_pcm_state(out->pcm) == SND_PCM_STATE_RUNNING &&
		    snd_pcm_avail(out->pcm) < 0)
			snd_pcm_drop(out->pcm);
	}
	return r;
}

static int run(const struct sound_job *job)
{
	struct line out = {0}, in = {0};
	int r = 0;

	if (job->hear)
		r = line_open(&in, job->hear, true);
	if (r == 0 && job->play)
		r = line_open(&out, job->play, false);
	if (r == 0)
		r = run_lines(job, &out, &in);
	line_close(&out);
	line_close(&in);
	return r;
}

extern const struct plug_sound plug_sound;
const struct plug_sound plug_sound = {
	.find = find,
	.raise = raise,
	.headphones = headphones,
	.run = run,
};
