/*
 * The watch: one long-lived child tells, line by line, of every device on every port. It is read
 * without waiting and in bounded bites, so that whatever it says costs no key press; when it dies
 * it is started again, later and later.
 */
#include "flow_priv.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define HUB_LINE_MAX (256u << 10)
#define HUB_BITE_MAX (512u << 10) /* read at one time, then the keys have their turn */
#define HUB_NOTE_MAX 4096
#define WHY_MAX 300
#define HUB_DELAY_MS 1000
#define HUB_DELAY_MAX_MS 60000
#define HUB_STEADY_MS 60000 /* having lived that long it begins anew with the short delay */

void bench_watch(struct bench *bench)
{
	bench->hub.is_wanted = true;
}

void hub_done(struct hub *hub)
{
	proc_stop(&hub->proc);
	buf_done(&hub->line);
	buf_done(&hub->note);
	hub->is_wanted = false;
}

int hub_wait_ms(const struct hub *hub)
{
	int64_t left = hub->start_at_ms - clock_mono_ms();

	if (!hub->is_wanted || hub->proc.out >= 0)
		return -1;
	return left > 0 ? (int)left : 0;
}

/* ---- its lines ------------------------------------------------------------------------------- */

void hub_trouble(struct hub *hub, const struct err *why)
{
	hub->troubles++;
	hub->err = *why;
}

static void take_line(struct bench *bench)
{
	struct hub *hub = &bench->hub;
	struct watch_event event;
	struct err err;

	if (!hub->line.len)
		return;
	if (watch_event_parse(&event, buf_text(&hub->line), hub->line.len, "hotroit-probe --watch",
			      &err) < 0) {
		hub_trouble(hub, &err);
		return;
	}
	port_take(bench, &event);
	watch_event_done(&event);
}

static void end_line(struct bench *bench)
{
	struct hub *hub = &bench->hub;
	struct err err;

	if (hub->is_skipping) {
		err_set(&err, EFBIG, _("hotroit-probe --watch: một dòng dài quá %u KB, đã bỏ qua"),
			HUB_LINE_MAX >> 10);
		hub_trouble(hub, &err);
	} else {
		take_line(bench);
	}
	hub->is_skipping = false;
	buf_clear(&hub->line);
}

void hub_feed(struct bench *bench, const char *bytes, size_t len)
{
	struct hub *hub = &bench->hub;

	while (len) {
		const char *end = memchr(bytes, '\n', len);
		size_t part = end ? (size_t)(end - bytes) : len;

		if (hub->line.len + part > HUB_LINE_MAX)
			hub->is_skipping = true;
		if (!hub->is_skipping)
			buf_add(&hub->line, bytes, part);
		part += end != NULL;
		bytes += part;
		len -= part;
		if (end)
			end_line(bench);
	}
}

/* ---- its life -------------------------------------------------------------------------------- */

static int start(struct bench *bench, struct err *err)
{
	struct hub *hub = &bench->hub;
	char program[512];
	const char *argv[10] = {program, "--watch", "--all", "--progress", "--lang", "vi"};

	if (path_beside("hotroit-probe", program, sizeof(program)) < 0)
		return err_set(err, ENOENT,
			       _("hotroit-probe: không tìm thấy bên cạnh hotroit; cài lại gói"));
	if (bench->root) {
		argv[6] = "--root";
		argv[7] = bench->root;
	}
	hub->started_ms = clock_mono_ms();
	hub->is_skipping = false;
	buf_clear(&hub->line);
	buf_clear(&hub->note);
	return proc_start(&hub->proc, argv, err);
}

static void schedule(struct hub *hub)
{
	int64_t delay = HUB_DELAY_MS, now = clock_mono_ms();

	if (now - hub->started_ms > HUB_STEADY_MS)
		hub->deaths = 0;
	for (unsigned i = 0; i < hub->deaths && delay < HUB_DELAY_MAX_MS; i++)
		delay *= 2;
	hub->deaths++;
	hub->start_at_ms = now + (delay < HUB_DELAY_MAX_MS ? delay : HUB_DELAY_MAX_MS);
}

/* Reads what is there, in bounds; closes the pipe at its end. Returns the bytes read. */
static size_t bite(int *fd, char *block, size_t size)
{
	ssize_t got = *fd < 0 ? -1 : read(*fd, block, size);

	if (*fd >= 0 && (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))) {
		close(*fd);
		*fd = -1;
	}
	return got > 0 ? (size_t)got : 0;
}

static void end_note(struct hub *hub)
{
	static const char name[] = "hotroit-probe: ";
	const char *text = buf_text(&hub->note);
	AUTO(buf_done) struct buf cleaned = {0};
	struct err err;

	if (str_starts(text, name))
		text += sizeof(name) - 1;
	text_clean(&cleaned, text, strlen(text), sizeof(err.text) - 1);
	buf_clear(&hub->note);
	if (!cleaned.len)
		return;
	err_set(&err, EIO, "%s", text_said(buf_text(&cleaned)));
	hub_trouble(hub, &err);
}

/* It goes on in spite of what it complains of: a port that is taken, a tool that is missing. */
static void take_note(struct hub *hub, const char *bytes, size_t len)
{
	for (size_t i = 0; i < len; i++) {
		if (bytes[i] == '\n')
			end_note(hub);
		else if (hub->note.len < HUB_NOTE_MAX)
			buf_add_char(&hub->note, bytes[i]);
	}
}

static bool listen_to(struct bench *bench)
{
	struct hub *hub = &bench->hub;
	char block[16384];
	size_t got, total = 0, note;

	while (total < HUB_BITE_MAX && (got = bite(&hub->proc.out, block, sizeof(block)))) {
		hub_feed(bench, block, got);
		total += got;
	}
	note = bite(&hub->proc.note, block, sizeof(block));
	take_note(hub, block, note);
	return total > 0 || note;
}

static void died(struct bench *bench, bool has_status, int status)
{
	struct hub *hub = &bench->hub;
	AUTO(buf_done) struct buf why = {0};
	struct err err;

	proc_stop(&hub->proc);
	end_note(hub);
	if (has_status && WIFSIGNALED(status))
		buf_printf(&why, _("tín hiệu %d"), WTERMSIG(status));
	else
		text_clean(&why, hub->err.text, strlen(hub->err.text), WHY_MAX);
	if (has_status && WIFEXITED(status) && WEXITSTATUS(status) == EXIT_USAGE) {
		hub->is_wanted = false;
		err_set(&err, ENOTSUP,
			_("hotroit-probe này không biết theo dõi các cổng; cài lại gói"));
	} else {
		schedule(hub);
		err_set(&err, EIO, _("theo dõi cổng USB bị dừng (%s); tự chạy lại sau %d giây"),
			why.len ? buf_text(&why) : _("không rõ vì sao"),
			(int)((hub->start_at_ms - clock_mono_ms() + 999) / 1000));
	}
	hub_trouble(hub, &err);
	port_lost(bench, &err);
}

bool hub_poll(struct bench *bench)
{
	struct hub *hub = &bench->hub;
	struct err err;
	int status = 0;
	bool changed, ended;

	if (!hub->is_wanted)
		return false;
	if (hub->proc.out < 0) {
		if (hub_wait_ms(hub) > 0)
			return port_expire(bench);
		hub->err = (struct err){0};
		if (start(bench, &err) < 0) {
			schedule(hub);
			hub_trouble(hub, &err);
		}
		return true;
	}
	changed = listen_to(bench);
	ended = proc_ended(&hub->proc, &status);
	/* What it wrote last: a pipe holds no more than one bite. */
	if (ended)
		listen_to(bench);
	if (ended || hub->proc.out < 0) {
		died(bench, ended, status);
		return true;
	}
	return port_expire(bench) || changed;
}
