/*
 * The guided tests in turn: first what the machine has, as far as the probe could not tell, then
 * each test as a child. Nothing waits for ever: who does not answer leaves a thing untried, and
 * where nobody ever pressed a key only what needs no hand is tried.
 */
#include "frame_priv.h"
#include "live_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define THERE_MS 20000
#define QUESTION_MS 45000
#define FIELD_MS 5000
#define SILENT_MS 60000 /* a test that says nothing for so long hangs */

static bool is_alone(const struct ui *ui)
{
	return !ui->frame->key_at;
}

const struct fact *live_tests_fact(const struct live_state *state, size_t part)
{
	char key[sizeof("check.") + CHECK_NAME_MAX];

	snprintf(key, sizeof(key), "check.%s", state->list.parts[part].name);
	return snapshot_fact(&state->slot->snapshot, key);
}

static void put(struct live_state *state, const char *part, const char *value, const char *reason)
{
	flow_check_put(&state->slot->snapshot, part, value, reason);
	state->changed = true;
}

/* ---- the end -------------------------------------------------------------------------------- */

static void keep(struct ui *ui, struct live_state *state)
{
	const struct assess_request request = {.plan = ui->plan,
					       .snapshot = &state->slot->snapshot};
	struct err err;

	if (!state->changed)
		return;
	verdict_done(&state->slot->verdict);
	assess(&state->slot->verdict, &request);
	if (flow_check_save(&state->slot->snapshot, ui->tests->out, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
	else
		state->changed = false;
}

static void stop_run(struct live_state *state)
{
	if (state->is_started)
		flow_check_stop(&state->run);
	state->is_started = false;
}

static void finish(struct ui *ui, struct live_state *state)
{
	state->mode = LIVE_LIST;
	keep(ui, state);
	if (is_alone(ui))
		ui_back(ui);
}

/* ---- one test after the other --------------------------------------------------------------- */

static bool is_tried(const struct live_state *state, size_t part)
{
	if (state->only < state->list.part_count)
		return part == state->only;
	return state->there[part] == THERE_YES || state->there[part] == THERE_UNTOLD;
}

/* The parts of the test at hand that are to be tried. */
static size_t gather(const struct live_state *state, const char *ret[CHECK_PARTS_MAX + 1])
{
	size_t count = 0;

	for (size_t i = 0; i < state->list.part_count; i++)
		if (state->list.parts[i].test == state->at && is_tried(state, i))
			ret[count++] = state->list.parts[i].name;
	ret[count] = NULL;
	return count;
}

static void put_all(struct live_state *state, const char *const *parts, const char *reason)
{
	for (; *parts; parts++)
		put(state, *parts, "not-done", reason);
}

static void next_test(struct ui *ui, struct live_state *state)
{
	const char *parts[CHECK_PARTS_MAX + 1];
	struct err err;

	for (; state->at < state->list.test_count; state->at++) {
		const struct check_test *test = &state->list.tests[state->at];

		if (!gather(state, parts))
			continue;
		if (test->by_hand && is_alone(ui)) {
			put_all(state, parts, _("chưa có người thử"));
			continue;
		}
		if (flow_check_start(&state->run, ui->tests->program, ui->tests->snapshot,
				     test->name, parts, &err) < 0) {
			put_all(state, parts, err.text);
			continue;
		}
		state->is_started = true;
		state->mode = LIVE_RUN;
		return;
	}
	finish(ui, state);
}

/* Only of what was asked for, and once. */
static bool take_answer(struct live_state *state, const char *part,
			const struct check_answers *answers)
{
	for (size_t i = 0; i < answers->count; i++)
		if (str_eq(answers->list[i].part, part)) {
			put(state, part, answers->list[i].value, answers->list[i].reason);
			return true;
		}
	return false;
}

/* ANSWERS: to its question, or NULL. What it leaves open was not tried, for WHY. */
static void end_test(struct ui *ui, struct live_state *state, const struct check_answers *answers,
		     const char *why)
{
	const char *parts[CHECK_PARTS_MAX + 1];

	stop_run(state);
	gather(state, parts);
	for (size_t i = 0; parts[i]; i++)
		if (!take_answer(state, parts[i], &state->run.results) &&
		    !(answers && take_answer(state, parts[i], answers)))
			put(state, parts[i], "not-done", why);
	state->at++;
	next_test(ui, state);
}

/* ---- what the machine has ------------------------------------------------------------------- */

static void next_there(struct ui *ui, struct live_state *state)
{
	while (state->at < state->list.part_count &&
	       (state->list.parts[state->at].presence != CHECK_IS_ASKED || is_alone(ui)))
		state->at++;
	state->since = clock_mono_ms();
	if (state->at < state->list.part_count)
		return;
	state->at = 0;
	next_test(ui, state);
}

static void answer_there(struct ui *ui, struct live_state *state, enum live_answer_word word)
{
	const char *part = state->list.parts[state->at].name;

	if (word == ANSWER_YES) {
		state->there[state->at] = THERE_YES;
	} else if (word == ANSWER_NO) {
		state->there[state->at] = THERE_NO;
		put(state, part, "absent", _("người kiểm tra: máy không có"));
	} else {
		state->there[state->at] = THERE_SKIPPED;
		put(state, part, "not-done", _("chưa biết máy có hay không"));
	}
	state->at++;
	next_there(ui, state);
}

/* ---- from outside --------------------------------------------------------------------------- */

int live_tests_begin(struct ui *ui, struct live_state *state, struct err *err)
{
	struct check_list *list = &state->list;
	bool was_tried = false;
	size_t kept = 0;
	int r;

	if (!ui->tests || ui->bench->slots[0].state != SLOT_DONE)
		return err_set(err, ENOENT, _("chưa có máy nào để thử"));
	r = flow_check_list(list, ui->tests->program, ui->tests->snapshot, err);
	if (r < 0)
		return r;
	state->slot = &ui->bench->slots[0];
	for (size_t i = 0; i < list->part_count; i++)
		if (list->parts[i].presence != CHECK_IS_NOT)
			list->parts[kept++] = list->parts[i];
	list->part_count = state->only = kept;
	for (size_t i = 0; i < kept; i++) {
		if (list->parts[i].presence == CHECK_IS_THERE)
			state->there[i] = THERE_YES;
		was_tried |= live_tests_fact(state, i) != NULL;
	}
	state->mode = was_tried ? LIVE_LIST : LIVE_THERE;
	return 0;
}

void live_tests_end(struct ui *ui, struct live_state *state)
{
	stop_run(state);
	if (state->slot)
		keep(ui, state);
}

void live_tests_next_field(struct live_state *state)
{
	state->since = clock_mono_ms();
	if (++state->field >= state->run.field_count)
		state->mode = LIVE_QUESTION;
}

void live_tests_answer(struct ui *ui, struct live_state *state, enum live_answer_word word)
{
	if (state->mode == LIVE_THERE)
		answer_there(ui, state, word);
	else if (state->mode == LIVE_QUESTION)
		end_test(ui, state,
			 word == ANSWER_YES  ? &state->run.yes
			 : word == ANSWER_NO ? &state->run.no
					     : NULL,
			 _("chưa ai trả lời"));
}

void live_tests_skip(struct ui *ui, struct live_state *state)
{
	if (state->mode == LIVE_THERE)
		answer_there(ui, state, ANSWER_NONE);
	else if (state->mode != LIVE_LIST)
		end_test(ui, state, NULL, _("bỏ qua"));
}

void live_tests_stop(struct ui *ui, struct live_state *state)
{
	stop_run(state);
	finish(ui, state);
}

void live_tests_again(struct ui *ui, struct live_state *state, size_t part)
{
	const struct check_list *list = &state->list;

	state->only = part;
	state->at = list->parts[part].test;
	state->there[part] = THERE_YES;
	next_test(ui, state);
}

void live_tests_say_bad(struct ui *ui, struct live_state *state, size_t part)
{
	put(state, state->list.parts[part].name, "bad", _("người kiểm tra: hỏng"));
	keep(ui, state);
}

static bool tick_run(struct ui *ui, struct live_state *state)
{
	bool changed = flow_check_poll(&state->run);
	int64_t now = clock_mono_ms();

	if (*state->run.question) {
		state->field = 0;
		state->since = now;
		state->mode = state->run.field_count ? LIVE_FIELD : LIVE_QUESTION;
	} else if (state->run.is_over) {
		end_test(ui, state, NULL, _("bài thử dừng đột ngột"));
	} else if (now - state->run.heard_at > SILENT_MS) {
		end_test(ui, state, NULL, _("bài thử không trả lời"));
	} else {
		return changed;
	}
	return true;
}

bool live_tests_tick(struct ui *ui, struct live_state *state)
{
	int64_t now = clock_mono_ms();

	switch (state->mode) {
	case LIVE_THERE:
		if (!is_alone(ui) && now - state->since < THERE_MS && state->since)
			return false;
		/* Left untold: the tests that need no hand may still find it. */
		state->at += state->since != 0;
		next_there(ui, state);
		return true;
	case LIVE_RUN:
		return tick_run(ui, state);
	case LIVE_FIELD:
		if (now - state->since < FIELD_MS)
			return false;
		live_tests_next_field(state);
		return true;
	case LIVE_QUESTION:
		if (flow_check_poll(&state->run)) {
			state->since = now;
			return true;
		}
		if (now - state->since < QUESTION_MS)
			return false;
		live_tests_answer(ui, state, ANSWER_NONE);
		return true;
	case LIVE_LIST:
		break;
	}
	return false;
}
