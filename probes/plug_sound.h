/* ALSA, behind a plugin: plays and records at once, turns up what is turned down. */
#ifndef HOTROIT_PLUG_SOUND_H
#define HOTROIT_PLUG_SOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SOUND_NAME_MAX 64

/* Everything is 16 bit at TONE_RATE. */
struct sound_job {
	const char *play; /* two channels; NULL: nothing is played */
	/* Gives what is played from frame FROM on. */
	void (*make)(int16_t *ret, size_t frames, size_t from);
	size_t play_frames;
	const char *hear; /* one channel; NULL: nothing is recorded */
	int16_t *heard;
	size_t hear_frames; /* from the moment on when playing begins */
};

/* Exported as plug_sound. */
struct plug_sound {
	/* The first way out for speakers (HDMI, S/PDIF and loops are none), or the first way in;
	 * that of the card NEAR before others (-1: any). Gives ALSA's name of it and its card's
	 * number. */
	bool (*find)(bool capture, int near, char ret[SOUND_NAME_MAX], int *ret_card);
	/* Unmutes and turns up speakers and microphones, lets speakers sound although something
	 * is said to be in the headphone jack, and nothing leak from the microphone to them. */
	void (*raise)(int card);
	/* Does the card say that headphones are plugged in? */
	bool (*headphones)(int card);
	/* Plays and records to the end. -errno of what failed; -ETIMEDOUT: it stands still. */
	int (*run)(const struct sound_job *job);
};

#endif
