/* hotroit-check as a child, and what is kept of it; see flow_check.h. */
#include "flow.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LIST_MS 5000
#define LIST_MAX 65536
#define HEARD_MAX 262144
#define NAMES_MAX 1000

static void copy(char *ret, size_t size, const char *text)
{
	snprintf(ret, size, "%s", text);
}

/* ---- the list -------------------------------------------------------------------------------- */

static enum check_presence_word presence_of(const char *word)
{
	if (str_eq(word, "has"))
		return CHECK_IS_THERE;
	return str_eq(word, "ask") ? CHECK_IS_ASKED : CHECK_IS_NOT;
}

static void take_listed(struct check_list *list, const struct check_line *line)
{
	if (line->word == CHECK_TEST && list->test_count < CHECK_TESTS_MAX) {
		struct check_test *test = &list->tests[list->test_count++];

		copy(test->name, sizeof(test->name), line->arg[0]);
		test->takes_keys = str_eq(line->arg[1], "keys");
		test->by_hand = test->takes_keys || str_eq(line->arg[1], "hand");
		copy(test->label, sizeof(test->label), line->arg[2]);
	} else if (line->word == CHECK_PART && list->test_count &&
		   list->part_count < CHECK_PARTS_MAX) {
		struct check_piece *part = &list->parts[list->part_count++];

		copy(part->name, sizeof(part->name), line->arg[0]);
		part->presence = presence_of(line->arg[1]);
		copy(part->label, sizeof(part->label), line->arg[2]);
		copy(part->question, sizeof(part->question), line->arg[3]);
		part->test = list->test_count - 1;
	}
}

int flow_check_list(struct check_list *ret, const char *program, const char *snapshot,
		    struct err *err)
{
	const char *const argv[] = {program, snapshot, NULL};
	AUTO(buf_done) struct buf text = {0};
	struct check_list list = {0};
	struct check_line line;
	int status = 0, r;

	r = proc_run(argv, LIST_MS, LIST_MAX, &text, &status, err);
	if (r < 0)
		return r;
	for (char *save, *at = text.len ? strtok_r(text.data, "\n", &save) : NULL; at;
	     at = strtok_r(NULL, "\n", &save))
		if (check_line_parse(&line, at))
			take_listed(&list, &line);
	if (status != 0 || !list.part_count)
		return err_set(err, EIO, _("không mở được các bài kiểm tra; dò lại máy"));
	*ret = list;
	return 0;
}

/* ---- one test -------------------------------------------------------------------------------- */

int flow_check_start(struct check_run *ret, const char *program, const char *snapshot,
		     const char *test, const char *const *parts, struct err *err)
{
	const char *argv[CHECK_PARTS_MAX + 4] = {program, snapshot, test};
	struct proc proc;
	int r;

	for (size_t i = 0; parts[i] && i < CHECK_PARTS_MAX; i++)
		argv[3 + i] = parts[i];
	r = proc_start(&proc, argv, err);
	if (r < 0)
		return r;
	*ret = (struct check_run){.proc = proc, .heard_at = clock_mono_ms()};
	return 0;
}

static void add_answer(struct check_answers *answers, const struct check_line *line)
{
	struct check_answer *answer = &answers->list[answers->count];

	if (answers->count == CHECK_ANSWERS_MAX)
		return;
	copy(answer->part, sizeof(answer->part), line->arg[0]);
	copy(answer->value, sizeof(answer->value), line->arg[1]);
	copy(answer->reason, sizeof(answer->reason), line->arg[2]);
	answers->count++;
}

static void take_line(struct check_run *run, const struct check_line *line)
{
	uint64_t number = 0;

	switch (line->word) {
	case CHECK_SAY:
		copy(run->said, sizeof(run->said), line->arg[0]);
		break;
	case CHECK_ROW:
		if (str_to_u64(line->arg[0], 10, &number) && number < CHECK_ROWS)
			copy(run->rows[number], sizeof(run->rows[0]), line->arg[1]);
		break;
	case CHECK_LEFT:
		if (str_to_u64(line->arg[0], 10, &number))
			run->left = (unsigned)number;
		break;
	case CHECK_FIELD:
		if (run->field_count < CHECK_FIELDS_MAX)
			copy(run->fields[run->field_count++], CHECK_NAME_MAX, line->arg[0]);
		break;
	case CHECK_ASK:
		copy(run->question, sizeof(run->question), line->arg[0]);
		run->yes.count = run->no.count = 0;
		break;
	case CHECK_YES:
		add_answer(&run->yes, line);
		break;
	case CHECK_NO:
		add_answer(&run->no, line);
		break;
	case CHECK_RESULT:
		add_answer(&run->results, line);
		break;
	case CHECK_TEST:
	case CHECK_PART:
		break;
	}
}

/* Takes the whole lines off the front; true when there was one. */
static bool take_lines(struct check_run *run)
{
	char text[CHECK_LINE_MAX];
	struct check_line line;
	size_t taken = 0;
	bool found = false;

	for (;;) {
		const char *from = buf_text(&run->heard) + taken;
		const char *end = memchr(from, '\n', run->heard.len - taken);
		size_t len = end ? (size_t)(end - from) : 0;

		if (!end)
			break;
		taken += len + 1;
		if (len >= sizeof(text) || memchr(from, '\0', len))
			continue;
		memcpy(text, from, len);
		text[len] = '\0';
		if (check_line_parse(&line, text)) {
			take_line(run, &line);
			found = true;
		}
	}
	if (taken) {
		AUTO(buf_done) struct buf rest = {0};

		buf_add(&rest, run->heard.data + taken, run->heard.len - taken);
		buf_clear(&run->heard);
		buf_add(&run->heard, buf_text(&rest), rest.len);
	}
	return found;
}

bool flow_check_poll(struct check_run *run)
{
	bool found = false;
	int status;

	if (run->is_over)
		return false;
	proc_take(&run->proc.note, 0, NULL);
	proc_take(&run->proc.out, HEARD_MAX, &run->heard);
	found = take_lines(run);
	if (found)
		run->heard_at = clock_mono_ms();
	/* Its last words are in the pipe until that is closed. */
	if (run->proc.out < 0 && proc_ended(&run->proc, &status)) {
		flow_check_stop(run);
		found = true;
	}
	return found;
}

void flow_check_stop(struct check_run *run)
{
	proc_stop(&run->proc);
	buf_done(&run->heard);
	run->heard = (struct buf){0};
	run->is_over = true;
}

/* ---- what is kept ---------------------------------------------------------------------------- */

void flow_check_put(struct snapshot *snapshot, const char *part, const char *value,
		    const char *reason)
{
	AUTO(buf_done) struct buf source = {0};
	char now[CLOCK_TEXT_MAX];

	clock_text(now);
	buf_printf(&source, "%s (USB, %s)", reason, now);
	check_fact(&snapshot->facts, part, value, buf_text(&source));
	snapshot_freeze(snapshot);
}

/* A name that is taken stays taken: what was carried once is not written over. */
int flow_check_save(const struct snapshot *snapshot, const char *out, struct err *err)
{
	AUTO(buf_done) struct buf json = {0};
	struct snapshot later = *snapshot; /* lends everything but the time */
	char now[CLOCK_TEXT_MAX], path[PATH_MAX];
	int r = -EEXIST;

	clock_text(now);
	later.taken_at = now;
	snapshot_print(&json, &later);
	for (int number = 1; r == -EEXIST && number < NAMES_MAX; number++) {
		if (number == 1)
			snprintf(path, sizeof(path), "%s.json", out);
		else
			snprintf(path, sizeof(path), "%s-%d.json", out, number);
		r = flow_write_file(path, &json, FLOW_FILE_ALL, false, err);
	}
	return r;
}
