/*
 * A round of the sync as a child: begun by a person, or by itself when its time has come. It
 * outlives the screen that asked for it and never holds one up; one that is stopped is taken up by
 * the next where it was.
 */
#include "sync_view_priv.h"

#include <errno.h>
#include <string.h>
#include <sys/wait.h>

#define POLL_MS 300
#define LOOK_MS 30000
/* Nobody is to wait for the book while typing. */
#define QUIET_KEYS_MS 5000
#define HEARD_MAX 65536

void sync_job_begin(struct ui *ui)
{
	struct sync_job *job = &ui->frame->sync;

	job->proc = (struct proc){.pid = -1, .out = -1, .note = -1};
	job->look_at = clock_mono_ms() + LOOK_MS;
}

static void end(struct sync_job *job)
{
	proc_stop(&job->proc);
	job->is_running = false;
	buf_done(&job->heard);
	buf_done(&job->said);
}

void sync_job_end(struct ui *ui)
{
	if (ui->frame->sync.is_running)
		end(&ui->frame->sync);
}

static int start(struct ui *ui, bool is_asked, struct err *err)
{
	struct sync_job *job = &ui->frame->sync;
	char program[512];
	const char *const argv[] = {program, "sync", "--progress", "--db", store_file(ui->store),
				    is_asked ? NULL : "--quiet", NULL};
	int r = path_beside("hotroit", program, sizeof(program));

	r = r < 0 ? err_set(err, ENOENT, _("hotroit: không tìm thấy; cài lại gói"))
		  : proc_start(&job->proc, argv, err);
	job->is_running = r == 0;
	job->is_asked = is_asked;
	job->sent = job->total = job->fetched = 0;
	job->look_at = clock_mono_ms() + POLL_MS;
	return r;
}

void sync_job_start(struct ui *ui)
{
	struct sync_job *job = &ui->frame->sync;
	struct err err;

	/* One that began by itself will do; how it ends is told now. */
	if (job->is_running)
		job->is_asked = true;
	else if (start(ui, true, &err) < 0)
		ui_say(ui, STYLE_FAIL, "%s", err.text);
}

void sync_job_stop(struct ui *ui)
{
	if (!ui->frame->sync.is_running)
		return;
	end(&ui->frame->sync);
	ui_say(ui, STYLE_NORMAL, _("Đã dừng; phần còn lại đi ở lần sau"));
}

int sync_job_wait_ms(const struct ui *ui)
{
	const struct sync_job *job = &ui->frame->sync;
	int64_t left = job->look_at - clock_mono_ms();

	if (!job->is_running && (!ui->store || !sync_minutes()))
		return -1;
	return left > 0 ? (int)left : 0;
}

/* ---- by itself ------------------------------------------------------------------------------- */

static bool is_due(struct ui *ui)
{
	const struct layer *layer = &ui->frame->stack[ui->frame->depth - 1];
	bool typing = layer->screen->wants_text && layer->screen->wants_text(ui, layer->state);
	struct store_link link;

	return !typing && clock_mono_ms() - ui->frame->key_at >= QUIET_KEYS_MS &&
	       sync_is_joined(store_file(ui->store)) &&
	       store_sync_link(ui->store, &link, NULL) == 0 &&
	       sync_next_ms(&link, sync_minutes()) <= clock_unix_ms();
}

static void look(struct ui *ui)
{
	struct err err;

	if (is_due(ui) && start(ui, false, &err) < 0)
		frame_log(ui, STYLE_REVIEW, "%s", err.text);
}

/* ---- on the way ------------------------------------------------------------------------------ */

/* The last whole line: sent, of how many, fetched. */
static void take_progress(struct sync_job *job)
{
	AUTO(buf_done) struct buf heard = job->heard;
	char *end = heard.data ? strrchr(heard.data, '\n') : NULL, *line;
	const char *sent, *total;

	job->heard = (struct buf){0};
	if (!end) {
		buf_add_str(&job->heard, buf_text(&heard));
		return;
	}
	buf_add_str(&job->heard, end + 1);
	*end = '\0';
	line = strrchr(heard.data, '\n');
	line = line ? line + 1 : heard.data;
	sent = strsep(&line, " ");
	total = strsep(&line, " ");
	if (!total || !line || !str_to_i64(sent, &job->sent) || !str_to_i64(total, &job->total) ||
	    !str_to_i64(line, &job->fetched))
		log_debug("the sync said something else");
}

/* The first line of what it said when it failed, without the program's name. */
static const char *trouble(struct sync_job *job)
{
	static const char prefix[] = "hotroit: ";
	char *text = job->said.data;

	if (!text || !*text)
		return _("bị ngắt giữa chừng");
	text[strcspn(text, "\n")] = '\0';
	return str_starts(text, prefix) ? text + sizeof(prefix) - 1 : text;
}

static void finish(struct ui *ui, int status)
{
	struct sync_job *job = &ui->frame->sync;
	bool failed = !WIFEXITED(status) || WEXITSTATUS(status) != EXIT_PASS;

	if (job->is_asked && failed)
		ui_say(ui, STYLE_FAIL, _("Chưa đồng bộ được: %s"), trouble(job));
	else if (job->is_asked)
		ui_say(ui, STYLE_NORMAL, _("Đồng bộ xong: gửi %lld, nhận %lld"),
		       (long long)job->sent, (long long)job->fetched);
	else if (failed)
		frame_log(ui, STYLE_REVIEW, _("Chưa đồng bộ được: %s"), trouble(job));
	end(job);
	frame_send(ui, REQ_TICK);
}

void sync_job_poll(struct ui *ui)
{
	struct sync_job *job = &ui->frame->sync;
	int status = 0;
	bool ended;

	if (!job->is_running) {
		job->look_at = clock_mono_ms() + LOOK_MS;
		look(ui);
		return;
	}
	ended = proc_ended(&job->proc, &status);
	proc_take(&job->proc.out, HEARD_MAX, &job->heard);
	proc_take(&job->proc.note, HEARD_MAX, &job->said);
	take_progress(job);
	job->look_at = clock_mono_ms() + POLL_MS;
	if (ended)
		finish(ui, status);
}
