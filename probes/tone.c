/* Goertzel's filter over windows of 50 ms; see tone.h. */
#include "tone.h"

#include <math.h>

#define WINDOW (TONE_RATE / 20) /* samples */
#define WINDOW_MS 50
#define WINDOWS_MAX (TONE_TOTAL_MS / WINDOW_MS + 40)
#define AMPLITUDE 16000.0 /* half of what can be played: old speakers rattle at more */
#define FADE_MS 10 /* a tone cut off sharp clicks, and a click holds every frequency */
#define HEARD_SHARE 0.2
#define HEARD_OVER_QUIET 3.0 /* amplitude over that of the same frequency in the quiet */
#define FAINT_LEAST 6.0 /* amplitude: a codec's own noise stays below */
#define HEARD_LEAST 100.0 /* what leaks from a codec's output into its input stays below */
#define HEARD_WINDOWS 8
#define LONGEST_WINDOWS ((TONE_MS + 600) / WINDOW_MS) /* with the room's echo */
#define LIFE_OVER_QUIET 4.0
#define LIFE_LEAST 60.0
#define LIFE_BURSTS 2

static double fade(double ms)
{
	double edge = ms < TONE_MS - ms ? ms : TONE_MS - ms;

	return edge >= FADE_MS ? 1 : edge / FADE_MS;
}

static int16_t sample_at(size_t frame, unsigned begins_ms, double hz)
{
	double ms = (double)frame * 1000 / TONE_RATE - begins_ms;

	if (ms < 0 || ms >= TONE_MS)
		return 0;
	return (int16_t)lrint(AMPLITUDE * fade(ms) * sin(2 * M_PI * hz * ms / 1000));
}

void tone_make(int16_t *ret, size_t frames, size_t from)
{
	for (size_t i = 0; i < frames; i++) {
		ret[2 * i] = sample_at(from + i, TONE_QUIET_MS, TONE_LEFT_HZ);
		ret[2 * i + 1] = sample_at(from + i, TONE_RIGHT_MS, TONE_RIGHT_HZ);
	}
}

static double mean_of(const int16_t *samples, size_t count)
{
	double sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += samples[i];
	return sum / (double)count;
}

double tone_share(const int16_t *samples, size_t count, double hz, double *ret_amplitude)
{
	double coefficient = 2 * cos(2 * M_PI * hz / TONE_RATE), before = 0, last = 0;
	double energy = 0, power, mean;

	*ret_amplitude = 0;
	if (!count)
		return 0;
	mean = mean_of(samples, count);
	for (size_t i = 0; i < count; i++) {
		double sample = samples[i] - mean, now = sample + coefficient * last - before;

		before = last;
		last = now;
		energy += sample * sample;
	}
	power = last * last + before * before - coefficient * last * before;
	if (energy <= 0 || power <= 0)
		return 0;
	*ret_amplitude = 2 * sqrt(power) / (double)count;
	power = 2 * power / ((double)count * energy);
	return power > 1 ? 1 : power;
}

static bool is_dead(const int16_t *samples, size_t count)
{
	for (size_t i = 1; i < count; i++)
		if (samples[i] != samples[0])
			return false;
	return true;
}

/* Windows in which the tone is, as a row of them. */
struct run {
	size_t from, count;
};

static struct run longest_run(const bool *heard, size_t count)
{
	struct run longest = {0}, run = {0};

	for (size_t i = 0; i < count; i++) {
		if (!heard[i]) {
			run.count = 0;
			continue;
		}
		if (!run.count++)
			run.from = i;
		if (run.count > longest.count)
			longest = run;
	}
	return longest;
}

enum tone_word tone_judge(const int16_t *samples, size_t count, enum tone_side side)
{
	const double hz = side == TONE_LEFT ? TONE_LEFT_HZ : TONE_RIGHT_HZ;
	const size_t begins =
		(size_t)(side == TONE_LEFT ? TONE_QUIET_MS : TONE_RIGHT_MS) / WINDOW_MS;
	bool heard[WINDOWS_MAX] = {false};
	double quiet = 0, amplitude;
	size_t windows = count / WINDOW, loud = 0;
	struct run run;

	if (is_dead(samples, count))
		return TONE_DEAF;
	if (windows > WINDOWS_MAX)
		windows = WINDOWS_MAX;
	for (size_t i = 0; i < windows; i++) {
		double share = tone_share(samples + i * WINDOW, WINDOW, hz, &amplitude);

		if (i < TONE_QUIET_MS / WINDOW_MS && amplitude > quiet)
			quiet = amplitude;
		heard[i] = share >= HEARD_SHARE && amplitude >= FAINT_LEAST &&
			   amplitude >= HEARD_OVER_QUIET * quiet;
		loud += heard[i] && amplitude >= HEARD_LEAST;
	}
	run = longest_run(heard, windows);
	if (run.count < HEARD_WINDOWS || run.count > LONGEST_WINDOWS || run.from < begins ||
	    run.from > begins + TONE_LATE_MS / WINDOW_MS)
		return TONE_UNHEARD;
	return loud >= HEARD_WINDOWS ? TONE_HEARD : TONE_FAINT;
}

static double loudness(const int16_t *samples)
{
	const size_t count = WINDOW;
	double mean = mean_of(samples, count), sum = 0;

	for (size_t i = 0; i < count; i++)
		sum += (samples[i] - mean) * (samples[i] - mean);
	return sqrt(sum / (double)count);
}

bool tone_has_life(const int16_t *samples, size_t count)
{
	double least = INFINITY;
	unsigned bursts = 0;
	bool was_loud = true; /* what it begins with is no burst */

	for (size_t i = 0; i + WINDOW <= count; i += WINDOW)
		least = fmin(least, loudness(samples + i));
	for (size_t i = 0; i + WINDOW <= count; i += WINDOW) {
		double now = loudness(samples + i);
		bool is_loud = now >= LIFE_LEAST && now >= LIFE_OVER_QUIET * least;

		bursts += is_loud && !was_loud;
		was_loud = is_loud;
	}
	return bursts >= LIFE_BURSTS;
}
