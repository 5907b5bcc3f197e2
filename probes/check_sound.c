/*
 * Speakers and microphone: a tone on the left, another on the right, and the machine listens
 * whether it hears them itself. What it does not hear a person is asked about; what nobody answers
 * stays untried.
 */
#include "check.h"
#include "plug_sound.h"
#include "tone.h"

#include <stdio.h>
#include <stdlib.h>

#define FRAMES(ms) ((size_t)TONE_RATE * (ms) / 1000)
#define JACK_MS 8000
#define VOICE_MS 5000
#define TRIES 2 /* a door that slams spoils one */

struct work {
	const struct check_ctx *ctx;
	const struct plug_sound *plug;
	char play[SOUND_NAME_MAX], hear[SOUND_NAME_MAX]; /* "": there is none */
	int play_card, hear_card; /* -1: named by whoever called us */
	bool jack_stuck;
	int16_t *heard;
};

static void find(struct work *work)
{
	const struct check_ctx *ctx = work->ctx;

	work->play_card = work->hear_card = -1;
	if (ctx->play)
		snprintf(work->play, sizeof(work->play), "%s", ctx->play);
	else if (!work->plug->find(false, -1, work->play, &work->play_card))
		*work->play = '\0';
	if (ctx->hear)
		snprintf(work->hear, sizeof(work->hear), "%s", ctx->hear);
	else if (!work->plug->find(true, work->play_card, work->hear, &work->hear_card))
		*work->hear = '\0';
	if (work->play_card >= 0)
		work->plug->raise(work->play_card);
	if (work->hear_card >= 0 && work->hear_card != work->play_card)
		work->plug->raise(work->hear_card);
}

/* A jack that is stuck says for ever that headphones are in it, and mutes the speakers. */
static void wait_for_jack(struct work *work)
{
	int64_t until = clock_mono_ms() + JACK_MS;

	while (work->play_card >= 0 && work->plug->headphones(work->play_card)) {
		if (clock_mono_ms() > until) {
			work->jack_stuck = true;
			return;
		}
		check_say("%s", _("Máy báo đang cắm tai nghe: rút ra để thử loa"));
		check_left(until - clock_mono_ms());
		check_sleep(500);
	}
}

static int play(struct work *work)
{
	const bool listen = work->hear[0] && check_wants(work->ctx, "microphone");
	const struct sound_job job = {
		.play = work->play,
		.make = tone_make,
		.play_frames = FRAMES(TONE_TOTAL_MS),
		.hear = listen ? work->hear : NULL,
		.heard = work->heard,
		.hear_frames = listen ? FRAMES(TONE_TOTAL_MS) : 0,
	};

	check_left(TONE_TOTAL_MS);
	return work->plug->run(&job);
}

/* The same again and again, for a person's ears. */
static void play_on(struct work *work)
{
	work->hear[0] = '\0';
	while (play(work) == 0)
		check_sleep(500);
	check_wait_for_answer();
}

static void ask_ears(struct work *work, enum check_value microphone, const char *why)
{
	const struct check_ctx *ctx = work->ctx;

	check_ask("%s", _("Có nghe hai tiếng bíp: trái (trầm) rồi phải (cao) không?"));
	check_if(ctx, true, "speaker", CHECK_OK, _("người nghe được cả hai bên"));
	check_if(ctx, true, "microphone", microphone, why);
	check_if(ctx, false, "speaker", CHECK_BAD, _("người không nghe đủ hai bên"));
	check_if(ctx, false, "microphone", CHECK_NOT_DONE, _("chưa thử được khi loa không kêu"));
	play_on(work);
}

static void ask_second(struct work *work, bool left)
{
	const char *missing = left ? _("loa phải không kêu") : _("loa trái không kêu");

	check_result(work->ctx, "microphone", CHECK_OK, "%s", _("máy tự nghe được tiếng loa"));
	check_ask(left ? _("Chỉ nghe được loa trái. Máy này có hai loa?")
		       : _("Chỉ nghe được loa phải. Máy này có hai loa?"));
	check_if(work->ctx, true, "speaker", CHECK_BAD, missing);
	check_if(work->ctx, false, "speaker", CHECK_OK, _("máy một loa, nghe được"));
	play_on(work);
}

static void tell(struct work *work, enum tone_word left, enum tone_word right)
{
	const struct check_ctx *ctx = work->ctx;

	if (left == TONE_HEARD && right == TONE_HEARD) {
		check_result(ctx, "speaker", CHECK_OK, "%s",
			     work->jack_stuck ? _("máy tự nghe được hai bên; ổ tai nghe báo kẹt")
					      : _("máy tự nghe được cả hai bên"));
		check_result(ctx, "microphone", CHECK_OK, "%s", _("máy tự nghe được tiếng loa"));
		return;
	}
	if (left == TONE_FAINT || right == TONE_FAINT)
		ask_ears(work, CHECK_NOT_DONE, _("thu tiếng loa quá nhỏ; thử riêng micro"));
	if (left == TONE_HEARD || right == TONE_HEARD)
		ask_second(work, left == TONE_HEARD);
	if (left == TONE_DEAF)
		ask_ears(work, CHECK_BAD, _("micro không thu được gì"));
	ask_ears(work, CHECK_NOT_DONE, _("không thu được tiếng loa; thử riêng micro"));
}

static void fail(struct work *work, int r)
{
	check_say(_("Card âm thanh không chạy (%s)"), err_why(-r));
	check_results(work->ctx, CHECK_NOT_DONE,
		      _("card âm thanh không chạy trên USB này; thử bằng hệ điều hành đã cài"));
}

static void try_both(struct work *work)
{
	enum tone_word left = TONE_UNHEARD, right = TONE_UNHEARD;

	for (int i = 0; i < TRIES && !(left == TONE_HEARD && right == TONE_HEARD); i++) {
		int r;

		check_say("%s", _("Giữ im lặng: máy phát tiếng ở loa trái, loa phải, và tự nghe"));
		r = play(work);
		if (r < 0) {
			fail(work, r);
			return;
		}
		left = tone_judge(work->heard, FRAMES(TONE_TOTAL_MS), TONE_LEFT);
		right = tone_judge(work->heard, FRAMES(TONE_TOTAL_MS), TONE_RIGHT);
	}
	tell(work, left, right);
}

static void try_speaker(struct work *work)
{
	check_say("%s", _("Máy phát tiếng ở loa trái rồi loa phải"));
	ask_ears(work, CHECK_NOT_DONE, "");
}

/* Without a speaker the person is the source. */
static void try_microphone(struct work *work)
{
	const struct check_ctx *ctx = work->ctx;
	const struct sound_job job = {.hear = work->hear,
				      .heard = work->heard,
				      .hear_frames = FRAMES(VOICE_MS)};
	int r;

	check_say("%s", _("Vỗ tay vài lần gần máy"));
	check_left(VOICE_MS);
	r = work->plug->run(&job);
	if (r < 0) {
		fail(work, r);
	} else if (tone_has_life(work->heard, FRAMES(VOICE_MS))) {
		check_result(ctx, "microphone", CHECK_OK, "%s", _("thu được tiếng vỗ tay"));
	} else {
		check_ask("%s", _("Không nghe thấy gì. Đã vỗ tay gần máy mà vẫn vậy?"));
		check_if(ctx, true, "microphone", CHECK_BAD, _("không thu được tiếng vỗ tay"));
		check_if(ctx, false, "microphone", CHECK_NOT_DONE, _("chưa vỗ tay"));
		check_wait_for_answer();
	}
}

static void try(struct work *work)
{
	const struct check_ctx *ctx = work->ctx;
	bool speaker = check_wants(ctx, "speaker"), microphone = check_wants(ctx, "microphone");
	const char *none = _("USB này không thấy; thử bằng hệ điều hành đã cài");

	if (speaker && !work->play[0])
		check_result(ctx, "speaker", CHECK_NOT_DONE, "%s", none);
	if (microphone && !work->hear[0])
		check_result(ctx, "microphone", CHECK_NOT_DONE, "%s", none);
	speaker &= work->play[0] != '\0';
	microphone &= work->hear[0] != '\0';
	if (speaker)
		wait_for_jack(work);
	if (speaker && microphone)
		try_both(work);
	else if (speaker)
		try_speaker(work);
	else if (microphone)
		try_microphone(work);
}

static void run(const struct check_ctx *ctx)
{
	const void *table = NULL;
	struct work work = {.ctx = ctx};
	struct err err;

	if (plugin_open("sound", "plug_sound", &table, &err) < 0) {
		check_results(ctx, CHECK_NOT_DONE, err.text);
		return;
	}
	work.plug = table;
	work.heard = calloc(FRAMES(TONE_TOTAL_MS) + FRAMES(VOICE_MS), sizeof(*work.heard));
	if (!work.heard) {
		check_results(ctx, CHECK_NOT_DONE, _("hết bộ nhớ"));
		return;
	}
	find(&work);
	try(&work);
	free(work.heard);
}

/* A desktop has holes for both: whether something is in them nobody can read. */
static enum check_presence has_speaker(const struct snapshot *snapshot)
{
	return check_says(snapshot, "audio.output") && check_is_laptop(snapshot) ? CHECK_HAS
										 : CHECK_UNSURE;
}

static enum check_presence has_microphone(const struct snapshot *snapshot)
{
	return check_says(snapshot, "audio.input") && check_is_laptop(snapshot) ? CHECK_HAS
										: CHECK_UNSURE;
}

static const struct check_part parts[] = {
	{"speaker", N_("Loa"), N_("Máy này có loa không?"), has_speaker},
	{"microphone", N_("Micro"), N_("Máy này có micro không?"), has_microphone},
};

const struct check check_sound = {
	.name = "sound",
	.label = N_("Loa, micro"),
	.parts = parts,
	.part_count = ARRAY_LEN(parts),
	.run = run,
};
