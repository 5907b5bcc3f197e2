/* What the tests hear and see, on made sound and made pictures: no silence, noise, wrong side or
 * stuck picture passes. */
#include "frame_life.h"
#include "tone.h"

#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define COUNT ((size_t)TONE_RATE * TONE_TOTAL_MS / 1000)
#define AT(ms) ((size_t)TONE_RATE * (ms) / 1000)

/* The same noise every time. */
static double noise(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return (double)(*seed >> 8) / (1u << 23) - 1;
}

/* What a microphone gives of what is played: each side at its own loudness, late, with noise. */
struct room {
	double left, right, noise;
	size_t late_ms;
};

static int16_t *record(const struct room *room)
{
	int16_t *played = calloc(COUNT, 2 * sizeof(*played));
	int16_t *heard = calloc(COUNT, sizeof(*heard));
	uint32_t seed = 7;

	assert_true(played && heard);
	/* In pieces, as a sound card asks for it. */
	for (size_t at = 0; at < COUNT; at += 1000)
		tone_make(played + 2 * at, COUNT - at < 1000 ? COUNT - at : 1000, at);
	for (size_t i = 0; i < COUNT; i++) {
		size_t late = AT(room->late_ms), from = i - late;
		double sample = room->noise * noise(&seed);

		if (i >= late)
			sample += room->left * played[2 * from] +
				  room->right * played[2 * from + 1];
		heard[i] = (int16_t)lrint(fmax(-32768, fmin(32767, sample)));
	}
	free(played);
	return heard;
}

static void assert_heard(const struct room *room, enum tone_word left, enum tone_word right)
{
	int16_t *heard = record(room);

	assert_int_equal(tone_judge(heard, COUNT, TONE_LEFT), left);
	assert_int_equal(tone_judge(heard, COUNT, TONE_RIGHT), right);
	free(heard);
}

static void tones_are_heard(void **state)
{
	(void)state;
	assert_heard(&(const struct room){1, 1, 0, 0}, TONE_HEARD, TONE_HEARD);
	assert_heard(&(const struct room){0.02, 0.02, 200, 120}, TONE_HEARD, TONE_HEARD);
	/* the slowest that counts; a weak speaker in a noisy room; far too loud a microphone */
	assert_heard(&(const struct room){0.5, 0.5, 100, 600}, TONE_HEARD, TONE_HEARD);
	assert_heard(&(const struct room){0.05, 0.05, 600, 60}, TONE_HEARD, TONE_HEARD);
	assert_heard(&(const struct room){9, 9, 50, 60}, TONE_HEARD, TONE_HEARD);
}

static void a_silent_side_is_told(void **state)
{
	(void)state;
	assert_heard(&(const struct room){0.5, 0, 50, 60}, TONE_HEARD, TONE_UNHEARD);
	assert_heard(&(const struct room){0, 0.5, 50, 60}, TONE_UNHEARD, TONE_HEARD);
}

/* A codec that hears its own output through its wires: no speaker is needed for that. */
static void what_leaks_is_faint(void **state)
{
	(void)state;
	assert_heard(&(const struct room){0.001, 0.001, 3, 0}, TONE_FAINT, TONE_FAINT);
	assert_heard(&(const struct room){0.005, 0.02, 3, 0}, TONE_FAINT, TONE_HEARD);
	assert_heard(&(const struct room){0.0001, 0, 3, 0}, TONE_UNHEARD, TONE_UNHEARD);
}

static void silence_and_noise_are_no_tone(void **state)
{
	(void)state;
	assert_heard(&(const struct room){0, 0, 0, 0}, TONE_DEAF, TONE_DEAF);
	assert_heard(&(const struct room){0, 0, 3, 0}, TONE_UNHEARD, TONE_UNHEARD);
	assert_heard(&(const struct room){0, 0, 20000, 0}, TONE_UNHEARD, TONE_UNHEARD);
	/* louder than the tone, a thousand times its energy */
	assert_heard(&(const struct room){0.01, 0.01, 10000, 60}, TONE_UNHEARD, TONE_UNHEARD);
	/* it came before it was played, or long after: not ours */
	assert_heard(&(const struct room){0.5, 0.5, 50, 1400}, TONE_UNHEARD, TONE_UNHEARD);
	assert_int_equal(tone_judge(NULL, 0, TONE_LEFT), TONE_DEAF);
}

static void fill(int16_t *samples, double hz, double amplitude)
{
	for (size_t i = 0; i < COUNT; i++)
		samples[i] = (int16_t)lrint(amplitude * sin(2 * M_PI * hz * (double)i / TONE_RATE));
}

/* A hum, a whistle, even at our own frequency: it was there in the quiet, too, or never ends. */
static void other_sounds_are_no_tone(void **state)
{
	static const double others[] = {50, 300, 1000, 1040, TONE_LEFT_HZ, TONE_RIGHT_HZ, 8000};
	int16_t *samples = calloc(COUNT, sizeof(*samples));

	(void)state;
	assert_non_null(samples);
	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++) {
		fill(samples, others[i], 12000);
		assert_int_equal(tone_judge(samples, COUNT, TONE_LEFT), TONE_UNHEARD);
		assert_int_equal(tone_judge(samples, COUNT, TONE_RIGHT), TONE_UNHEARD);
		/* and one that begins together with ours, but is another */
		memset(samples, 0, AT(TONE_QUIET_MS) * sizeof(*samples));
		memset(samples + AT(TONE_QUIET_MS + TONE_MS), 0,
		       (COUNT - AT(TONE_QUIET_MS + TONE_MS)) * sizeof(*samples));
		assert_int_equal(tone_judge(samples, COUNT, TONE_LEFT),
				 others[i] == TONE_LEFT_HZ ? TONE_HEARD : TONE_UNHEARD);
		assert_int_equal(tone_judge(samples, COUNT, TONE_RIGHT), TONE_UNHEARD);
	}
	free(samples);
}

static void the_share_is_that_of_the_energy(void **state)
{
	int16_t *samples = calloc(COUNT, sizeof(*samples));
	double amplitude;

	(void)state;
	assert_non_null(samples);
	fill(samples, 1000, 1000);
	assert_true(tone_share(samples, 2400, 1000, &amplitude) > 0.99);
	assert_true(fabs(amplitude - 1000) < 5);
	assert_true(tone_share(samples, 2400, 1100, &amplitude) < 0.01);
	assert_true(tone_share(samples, 0, 1000, &amplitude) == 0 && amplitude == 0);
	free(samples);
}

static void clapping_is_life(void **state)
{
	int16_t *samples = calloc(COUNT, sizeof(*samples));
	uint32_t seed = 3;

	(void)state;
	assert_non_null(samples);
	assert_false(tone_has_life(samples, COUNT));
	for (size_t i = 0; i < COUNT; i++)
		samples[i] = (int16_t)(200 * noise(&seed));
	assert_false(tone_has_life(samples, COUNT));
	for (size_t i = AT(1000); i < AT(1100); i++)
		samples[i] = (int16_t)(9000 * noise(&seed));
	/* a door */
	assert_false(tone_has_life(samples, COUNT));
	for (size_t i = AT(1500); i < AT(1600); i++)
		samples[i] = (int16_t)(9000 * noise(&seed));
	assert_true(tone_has_life(samples, COUNT));
	free(samples);
}

/* ---- pictures -------------------------------------------------------------------------------- */

#define SIDE 160
#define FRAMES 4

enum picture { BLACK, GREY, SCENE, MOVING };

static enum frame_word judged(enum picture picture, double grain)
{
	static uint8_t dots[FRAMES][SIDE * SIDE];
	struct frame frames[FRAMES];
	uint32_t seed = 11;

	for (size_t i = 0; i < FRAMES; i++) {
		for (size_t at = 0; at < SIDE * SIDE; at++) {
			size_t shift = picture == MOVING ? 2 * i : 0;
			double dot = picture == BLACK  ? 16
				     : picture == GREY ? 120
						       : 50 + (double)((at + shift) % SIDE);

			dots[i][at] = (uint8_t)lrint(dot + grain * noise(&seed));
		}
		frames[i] = (struct frame){dots[i], SIDE, SIDE, SIDE};
	}
	return frame_judge(frames, FRAMES);
}

static void only_a_living_picture_is_one(void **state)
{
	(void)state;
	assert_int_equal(judged(MOVING, 3), FRAME_ALIVE);
	assert_int_equal(judged(MOVING, 0), FRAME_ALIVE);
	assert_int_equal(judged(SCENE, 3), FRAME_STILL);
	assert_int_equal(judged(SCENE, 45), FRAME_STILL);
	assert_int_equal(judged(SCENE, 0), FRAME_FROZEN);
	assert_int_equal(judged(BLACK, 0), FRAME_BLACK);
	/* a lid before a lens that lives */
	assert_int_equal(judged(BLACK, 4), FRAME_BLACK);
	assert_int_equal(judged(GREY, 0), FRAME_FLAT);
	assert_int_equal(judged(GREY, 3), FRAME_FLAT);
	/* a lid before a lens whose gain is turned up */
	assert_int_equal(judged(GREY, 45), FRAME_FLAT);
}

static void too_few_frames_tell_nothing(void **state)
{
	static const uint8_t dots[2 * SIDE * SIDE];
	const struct frame frames[] = {{dots, SIDE, SIDE, SIDE},
				       {dots, SIDE, SIDE, SIDE},
				       {dots, SIDE, SIDE / 2, SIDE}};

	(void)state;
	assert_int_equal(frame_judge(frames, 0), FRAME_NONE);
	assert_int_equal(frame_judge(frames, 2), FRAME_NONE);
	assert_int_equal(frame_judge(frames, 3), FRAME_NONE);
}

static void pictures_become_letters(void **state)
{
	uint8_t dots[4 * 2] = {0, 0, 255, 255, 0, 0, 128, 128};
	const struct frame frame = {dots, 4, 2, 4};
	AUTO(buf_done) struct buf top = {0}, bottom = {0}, small = {0};

	(void)state;
	frame_letters(&top, &frame, 2, 2, 0);
	frame_letters(&bottom, &frame, 2, 2, 1);
	assert_string_equal(buf_text(&top), "@ ");
	assert_string_equal(buf_text(&bottom), "+ ");
	/* more letters than dots */
	frame_letters(&small, &frame, 9, 5, 0);
	assert_int_equal(small.len, 9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(tones_are_heard),
		cmocka_unit_test(a_silent_side_is_told),
		cmocka_unit_test(what_leaks_is_faint),
		cmocka_unit_test(silence_and_noise_are_no_tone),
		cmocka_unit_test(other_sounds_are_no_tone),
		cmocka_unit_test(the_share_is_that_of_the_energy),
		cmocka_unit_test(clapping_is_life),
		cmocka_unit_test(only_a_living_picture_is_one),
		cmocka_unit_test(too_few_frames_tell_nothing),
		cmocka_unit_test(pictures_become_letters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
