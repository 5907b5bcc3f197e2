/*
 * Tones that a machine plays and hears itself: one for its left speaker, another for its right,
 * each told from all other sound by its frequency (Goertzel's filter) and by its time.
 */
#ifndef HOTROIT_TONE_H
#define HOTROIT_TONE_H

#include "base.h"

#define TONE_RATE 48000 /* samples a second, played and recorded */
/* Off the mains' harmonics, loud on the smallest speakers, whole periods in a window. */
#define TONE_LEFT_HZ 1020
#define TONE_RIGHT_HZ 1580
/* Quiet first, to know the room; then each side, with a pause between. */
#define TONE_QUIET_MS 600
#define TONE_MS 900
#define TONE_PAUSE_MS 300
#define TONE_LATE_MS 700 /* from being played to being recorded, at most */
#define TONE_RIGHT_MS (TONE_QUIET_MS + TONE_MS + TONE_PAUSE_MS) /* where the right one begins */
#define TONE_END_MS (TONE_RIGHT_MS + TONE_MS)
#define TONE_TOTAL_MS (TONE_END_MS + TONE_LATE_MS)

enum tone_side { TONE_LEFT, TONE_RIGHT };

/* Fills FRAMES frames of two samples (left, right), the first being number FROM of the whole. */
void tone_make(int16_t *ret, size_t frames, size_t from);

/* How much of the energy of COUNT samples lies at HZ, 0 to 1; *ret_amplitude: of a sine of that
 * frequency, in samples' units. Silence: 0. */
double tone_share(const int16_t *samples, size_t count, double hz, double *ret_amplitude);

enum tone_word {
	TONE_HEARD,
	TONE_FAINT, /* it is there, but so low that it may have come through the wires alone */
	TONE_UNHEARD, /* the microphone lives, but this tone is not in what it gave */
	TONE_DEAF, /* all samples alike: no microphone behind it, or it is switched off */
};

/* Was the tone of SIDE heard, in its time and not before, in what was recorded (one channel) from
 * the moment on when playing began? */
enum tone_word tone_judge(const int16_t *samples, size_t count, enum tone_side side);
/* Does the recording hold claps: is it far louder than its quiet parts at two times, with quiet
 * between? One is a door, or the switch of the microphone itself. */
bool tone_has_life(const int16_t *samples, size_t count);

#endif
