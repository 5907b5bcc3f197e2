/* Reports and machines that wait for a person: asked about one thing after another. */
#include "stick_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#define LINE_BYTES_MAX 400
#define DISKS_SHOWN 16

struct stick_settled {
	char sha256[65];
	enum stick_fate fate;
	struct stick_settled *next;
};

static void question_done(struct stick_question *question)
{
	buf_done(&question->report);
	buf_done(&question->bytes);
}

void stick_forget_questions(struct stick_in *in)
{
	for (struct stick_question *at = in->questions; at; at = at->next)
		question_done(at);
	in->questions = NULL;
	in->settled = NULL;
}

size_t stick_in_questions(const struct stick_in *in)
{
	size_t count = 0;

	for (const struct stick_question *at = in->questions; at; at = at->next)
		count++;
	return count;
}

const struct stick_question *stick_in_question(const struct stick_in *in, size_t i)
{
	const struct stick_question *question = in->questions;

	while (question && i--)
		question = question->next;
	return question;
}

/* ---- what a report tells --------------------------------------------------------------------- */

static const char *result_words(enum wipe_result result)
{
	switch (result) {
	case WIPE_OK:
		return _("● ĐÃ XOÁ, đã đọc lại kiểm chứng");
	case WIPE_FAILED:
		return _("X CHƯA XOÁ ĐƯỢC");
	case WIPE_UNKNOWN:
		break;
	}
	return _("? KHÔNG RÕ: coi như chưa xoá");
}

/* The words are from outside: one line stays one. */
static void add_line(struct buf *ret, const struct buf *line)
{
	AUTO(buf_done) struct buf clean = {0};

	text_clean(&clean, buf_text(line), line->len, LINE_BYTES_MAX);
	buf_printf(ret, "%s\n", buf_text(&clean));
}

static void describe_disk(struct buf *ret, const struct wipe_disk *disk)
{
	AUTO(buf_done) struct buf line = {0};
	const struct field *field =
		record_field_find(record_kind_find("wipe"), "finished_at");
	const char *at = disk->finished_at ? disk->finished_at : disk->started_at;

	buf_printf(&line, "%s ", disk->disk);
	if (disk->bytes)
		fact_show_number(&line, (double)disk->bytes, "B", "disk.0.size");
	buf_printf(&line, ": %s", result_words(disk->result));
	if (disk->method)
		buf_printf(&line, "; %s", disk->method);
	if (at && disk->clock_ok) {
		buf_add_str(&line, "; ");
		record_show_value(&line, field, at);
	}
	if (disk->note)
		buf_printf(&line, "; %s", disk->note);
	add_line(ret, &line);
}

static void describe_consent(struct buf *ret, const struct wipe_report *report)
{
	AUTO(buf_done) struct buf line = {0};

	if (report->ordered && report->consent == WIPE_CONSENT_YES)
		buf_add_str(&line, _("Bên tặng: đã đồng ý xoá"));
	else if (report->consent == WIPE_CONSENT_NO)
		buf_add_str(&line, _("Bên tặng: KHÔNG đồng ý xoá"));
	else
		buf_add_str(&line, _("Bên tặng: lúc xoá chưa rõ có đồng ý không"));
	if (report->override_reason)
		buf_printf(&line, _("; lý do vẫn xoá: %s"), report->override_reason);
	add_line(ret, &line);
}

static void describe_machine(struct buf *ret, const struct wipe_report *report)
{
	const char *serial = snapshot_text(&report->machine, "device.serial");
	AUTO(buf_done) struct buf line = {0}, name = {0};

	snapshot_show_name(&name, &report->machine);
	buf_printf(&line, _("Máy: %s; sê-ri: %s"), buf_text(&name), serial ? serial : "?");
	add_line(ret, &line);
	buf_clear(&line);
	buf_printf(&line, _("Gõ ở máy: mã %s, người xoá «%s»"), report->tag,
		   report->by ? report->by : "?");
	add_line(ret, &line);
}

static void describe(struct stick_question *question)
{
	AUTO(wipe_report_done) struct wipe_report report = {0};

	buf_clear(&question->report);
	if (wipe_report_parse(&report, buf_text(&question->bytes), question->bytes.len,
			      question->name, NULL) < 0)
		return;
	describe_machine(&question->report, &report);
	describe_consent(&question->report, &report);
	for (size_t i = 0; i < report.disk_count && i < DISKS_SHOWN; i++)
		describe_disk(&question->report, &report.disks[i]);
	if (report.disk_count > DISKS_SHOWN)
		buf_printf(&question->report, _("… còn %zu ổ nữa\n"),
			   report.disk_count - DISKS_SHOWN);
}

/* ---- taking one in --------------------------------------------------------------------------- */

/* Over the network everything comes again until its sender has heard that it is done with. */
static void remember(struct stick_in *in, const struct stick_question *question,
		     enum stick_fate fate)
{
	struct stick_settled *settled;

	if (!in->is_lan)
		return;
	settled = arena_alloc(&in->arena, sizeof(*settled));
	memcpy(settled->sha256, question->sha256, sizeof(settled->sha256));
	settled->fate = fate;
	settled->next = in->settled;
	in->settled = settled;
}

static void settle(struct stick_in *in, const struct stick_question *question,
		   enum stick_fate fate)
{
	stick_tell(in, question->sha256, fate);
	if (fate != STICK_HELD)
		remember(in, question, fate);
}

static const struct stick_settled *find_settled(const struct stick_in *in, const char *sha256)
{
	const struct stick_settled *settled = in->settled;

	while (settled && !str_eq(settled->sha256, sha256))
		settled = settled->next;
	return settled;
}

/* As far as the answers go: -EBADMSG, it is no report; else as stick_take_report(). What becomes of
 * it is counted and told, but for what waits. */
static int take(struct stick_in *in, struct stick_question *question, struct err *err)
{
	struct parcel parcel = {.what = PARCEL_FILE, .bytes = buf_text(&question->bytes),
				.len = question->bytes.len};
	unsigned count = 0;
	int r;

	memcpy(parcel.name, question->name, sizeof(parcel.name));
	memcpy(parcel.sha256, question->sha256, sizeof(parcel.sha256));
	question->need = STICK_NEEDS_MENDING;
	if (*question->machine)
		return stick_take_machine(in, question, err);
	r = stick_take_report(in, &parcel, question, &count, err);
	if (r == -EBADMSG) {
		in->tally.bad++;
		stick_say(in, question->name, err->text);
		settle(in, question, STICK_REFUSED);
	} else if (r == 0) {
		in->tally.taken += count > 0;
		in->tally.known += count == 0;
		settle(in, question, STICK_TAKEN);
	}
	return r;
}

static void keep_why(struct stick_question *question, const struct err *err)
{
	AUTO(buf_done) struct buf clean = {0};

	text_clean(&clean, err->text, strlen(err->text), sizeof(question->why) - 1);
	snprintf(question->why, sizeof(question->why), "%s", buf_text(&clean));
}

static void unlink_question(struct stick_in *in, struct stick_question *question)
{
	struct stick_question **at = &in->questions;

	while (*at != question)
		at = &(*at)->next;
	*at = question->next;
	question_done(question);
}

/* The same answers as before, when something else may have changed. True: it waits on. */
static bool try_again(struct stick_in *in, struct stick_question *question)
{
	struct err err;
	int r = take(in, question, &err);

	if (r == 0 || r == -EBADMSG) {
		unlink_question(in, question);
		return false;
	}
	keep_why(question, &err);
	return true;
}

static void append(struct stick_in *in, struct stick_question *question)
{
	struct stick_question **last = &in->questions;

	while (*last)
		last = &(*last)->next;
	*last = question;
}

/* What one answer settled, or one report tells, may be all that another waited for: one of the same
 * wiping. */
static void try_others(struct stick_in *in)
{
	struct stick_question *next;

	for (struct stick_question *at = in->questions; at; at = next) {
		next = at->next;
		try_again(in, at);
	}
}

static bool is_full(const struct stick_in *in)
{
	return stick_in_questions(in) == STICK_QUESTIONS_MAX;
}

static void ask_new(struct stick_in *in, const struct parcel *parcel)
{
	struct stick_question *question = arena_alloc(&in->arena, sizeof(*question));
	struct err err;
	int r;

	memcpy(question->name, parcel->name, sizeof(question->name));
	memcpy(question->sha256, parcel->sha256, sizeof(question->sha256));
	buf_add(&question->bytes, parcel->bytes, parcel->len);
	r = take(in, question, &err);
	if (r == 0 || r == -EBADMSG) {
		question_done(question);
		return;
	}
	settle(in, question, STICK_HELD);
	stick_say(in, question->name, err.text);
	if (is_full(in)) {
		in->tally.asked++;
		remember(in, question, STICK_HELD);
		question_done(question);
		return;
	}
	keep_why(question, &err);
	describe(question);
	append(in, question);
	try_others(in);
}

static bool is_asked_of(const struct stick_in *in, const char *machine)
{
	const struct stick_question *question = in->questions;

	while (question && !str_eq(question->machine, machine))
		question = question->next;
	return question;
}

static void describe_kept(struct stick_in *in, struct stick_question *question,
			  const struct snapshot *snapshot)
{
	const char *serial = snapshot_text(snapshot, "device.serial"), *verdict = NULL;
	AUTO(arena_done) struct arena arena = {0};
	AUTO(buf_done) struct buf line = {0}, name = {0};
	struct row device;

	snapshot_show_name(&name, snapshot);
	buf_printf(&line, _("Máy: %s; sê-ri: %s"), buf_text(&name), serial ? serial : "?");
	add_line(&question->report, &line);
	if (row_read(&device, in->store, &arena, "device", question->machine, NULL) < 0)
		return;
	verdict = row_show(&device, in->store, &arena, "verdict");
	buf_clear(&line);
	buf_printf(&line, _("Kết luận: %s; đã lưu mã %s"), verdict ? verdict : "?",
		   row_get(&device, "tag"));
	add_line(&question->report, &line);
}

void stick_ask_machine(struct stick_in *in, const struct parcel *parcel,
		       const struct snapshot *snapshot, const struct store_saved *saved)
{
	struct stick_question *question = arena_alloc(&in->arena, sizeof(*question));
	AUTO(buf_done) struct buf line = {0};
	struct err err;

	if (is_asked_of(in, saved->device_id))
		return;
	memcpy(question->name, parcel->name, sizeof(question->name));
	memcpy(question->sha256, parcel->sha256, sizeof(question->sha256));
	memcpy(question->machine, saved->device_id, sizeof(question->machine));
	memcpy(question->tag, saved->tag, sizeof(question->tag));
	question->alike_count = saved->match == STORE_ASK ? saved->candidate_count : 0;
	memcpy(question->alike, saved->candidates, sizeof(question->alike));
	if (take(in, question, &err) == 0)
		return;
	buf_printf(&line, _("%s Trả lời: phím h ở bàn kiểm tra, hay lệnh hotroit same"), err.text);
	stick_say(in, question->name, buf_text(&line));
	if (is_full(in)) {
		in->tally.asked++;
		return;
	}
	keep_why(question, &err);
	describe_kept(in, question, snapshot);
	append(in, question);
}

void stick_ask(struct stick_in *in, const struct parcel *parcel)
{
	const struct stick_settled *settled = find_settled(in, parcel->sha256);
	struct stick_question *question = in->questions;

	while (question && !str_eq(question->sha256, parcel->sha256))
		question = question->next;
	if (question) {
		if (try_again(in, question))
			stick_tell(in, parcel->sha256, STICK_HELD);
		return;
	}
	if (settled && (settled->fate != STICK_HELD || is_full(in))) {
		stick_tell(in, parcel->sha256, settled->fate);
		return;
	}
	/* There was no room for it until now. */
	if (settled)
		in->tally.asked--;
	ask_new(in, parcel);
}

/* ---- an answer ------------------------------------------------------------------------------- */

static void refuse(struct stick_in *in, struct stick_question *question)
{
	stick_say(in, question->name, _("không ghi vào sổ: người ở bàn không nhận"));
	settle(in, question, STICK_REFUSED);
	unlink_question(in, question);
}

static void put(struct stick_question *question, const char *answer)
{
	enum stick_need need = question->need;

	if (need == STICK_NEEDS_DEVICE || need == STICK_NEEDS_MACHINE)
		snprintf(question->device, sizeof(question->device), "%s", answer);
	else if (need == STICK_NEEDS_WIPER)
		snprintf(question->wiper, sizeof(question->wiper), "%s", answer);
	else if (need == STICK_NEEDS_YES)
		question->is_agreed = true;
}

static void forget_answers(struct stick_question *question)
{
	*question->device = *question->wiper = '\0';
	question->is_agreed = question->is_none = false;
}

static struct stick_question *question_at(struct stick_in *in, size_t i)
{
	struct stick_question *question = in->questions;

	while (question && i--)
		question = question->next;
	return question;
}

void stick_in_ask_again(struct stick_in *in, size_t i)
{
	struct stick_question *question = question_at(in, i);

	if (!question)
		return;
	forget_answers(question);
	try_again(in, question);
}

int stick_in_answer(struct stick_in *in, size_t i, const char *answer, struct err *err)
{
	struct stick_question *question = question_at(in, i);
	enum stick_need need;
	struct err why;
	int r = store_may_write(in->store, record_kind_find("device"), err);

	if (r < 0)
		return r;
	if (!question)
		return err_set(err, ENOENT, _("phiếu này không còn chờ hỏi nữa"));
	need = question->need;
	question->is_none = !answer || !*answer;
	if (question->is_none && !*question->machine) {
		refuse(in, question);
		return 0;
	}
	if (!question->is_none)
		put(question, answer);
	r = take(in, question, &why);
	if (r == 0 || r == -EBADMSG) {
		unlink_question(in, question);
		try_others(in);
		return 0;
	}
	/* It leads on only to what comes after it. */
	if (question->need > need) {
		keep_why(question, &why);
		return 0;
	}
	stick_in_ask_again(in, i);
	return err_set(err, -r, "%s", why.text);
}
