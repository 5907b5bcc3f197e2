/* The PCM devices that ALSA lists in proc/asound/pcm. */
#ifndef HOTROIT_ASOUND_H
#define HOTROIT_ASOUND_H

#include "base.h"

struct asound_pcms {
	bool output; /* a speaker or headphone way out */
	bool digital_output; /* HDMI, DisplayPort or S/PDIF: sound leaves with the picture */
	bool input;
};

/* "00-00: ALC269 Analog : ALC269 Analog : playback 1 : capture 1". Loopback and dummy cards, which
 * are no hardware, do not count. Lines that make no sense are passed over. */
void asound_parse(struct asound_pcms *ret, const char *text, size_t len);

#endif
