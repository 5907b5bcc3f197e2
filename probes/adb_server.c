/* The adb server: found, started, followed. */
#include "adb_server.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/pidfd.h>
#include <sys/wait.h>
#include <unistd.h>

#define ANSWER_MS 3000
#define START_MS 15000
#define PAUSE_MS 100
#define PAUSE_MAX_MS 8000
/* A server that stayed this long did not fail. */
#define STAYED_MS 5000
/* From so many failures in a row on it is trouble to tell of. */
#define FAILURES_MAX 4

static void enter(struct adb_server *server, enum adb_server_stage stage, int64_t lasts)
{
	server->stage = stage;
	server->since = clock_mono_ms();
	server->due = lasts < 0 ? -1 : server->since + lasts;
}

static void starter_done(struct adb_server *server)
{
	proc_stop(&server->starter);
	if (server->starter_end >= 0)
		close(server->starter_end);
	server->starter_end = -1;
}

static void go_away(struct adb_server *server)
{
	int64_t pause;

	if (server->stage == SERVER_TELLS && clock_mono_ms() - server->since >= STAYED_MS)
		server->failures = 0;
	pause = PAUSE_MS << (server->failures < 8 ? server->failures : 8);
	server->failures++;
	wire_close(&server->track);
	wire_close(&server->list);
	starter_done(server);
	server->started = false;
	enter(server, SERVER_AWAY, pause < PAUSE_MAX_MS ? pause : PAUSE_MAX_MS);
}

static void say_taken(struct adb_server *server)
{
	err_set(&server->trouble, EPROTO,
		"adb: %s đang bị chương trình khác chiếm, không phải adb: tắt chương trình đó, "
		"hoặc "
		"đặt ANDROID_ADB_SERVER_PORT",
		server->address.text);
	go_away(server);
}

static void start(struct adb_server *server)
{
	static const char *const argv[] = {"adb", "start-server", NULL};
	struct err err;
	int r;

	if (!server->address.local || server->started) {
		err_set(&server->trouble, ECONNREFUSED,
			"adb: không nối được máy chủ adb tại %s; kiểm tra ADB_SERVER_SOCKET, hoặc "
			"chạy adb start-server",
			server->address.text);
		go_away(server);
		return;
	}
	r = proc_start(&server->starter, argv, &err);
	if (r == 0)
		server->starter_end = pidfd_open(server->starter.pid, 0);
	if (r == 0 && server->starter_end >= 0) {
		enter(server, SERVER_STARTING, START_MS);
		return;
	}
	if (r == -ENOENT)
		err_set(&server->trouble, ENOENT,
			"adb: máy này chưa có adb; cài gói adb (sudo apt install adb)");
	else
		server->trouble = err;
	go_away(server);
}

static void connect_now(struct adb_server *server)
{
	int r = wire_open(&server->track, &server->address);

	if (r < 0) {
		start(server);
		return;
	}
	/* A name of a service of ours is never too long. */
	(void)!wire_ask(&server->track,
			server->plain ? "host:track-devices" : "host:track-devices-l");
	enter(server, SERVER_ASKED, ANSWER_MS);
}

static void step_starting(struct adb_server *server)
{
	char said[160] = "";
	int status;
	ssize_t got;

	if (!proc_ended(&server->starter, &status)) {
		if (clock_mono_ms() < server->due)
			return;
		err_set(&server->trouble, ETIMEDOUT,
			"adb: adb start-server không xong; chạy thử "
			"lệnh đó để xem vì sao");
		go_away(server);
		return;
	}
	got = read(server->starter.note, said, sizeof(said) - 1);
	starter_done(server);
	if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
		server->started = true;
		connect_now(server);
		return;
	}
	said[got > 0 ? got : 0] = '\0';
	said[strcspn(said, "\n")] = '\0';
	err_set(&server->trouble, EIO, "adb: adb start-server không chạy được (%s)", said);
	go_away(server);
}

static void step_asked(struct adb_server *server, bool ready)
{
	int r = ready ? wire_pump(&server->track) : 0;
	enum wire_status status = wire_status(buf_text(&server->track.in), server->track.in.len);

	if (status == WIRE_ALIEN) {
		say_taken(server);
	} else if (status == WIRE_OKAY) {
		wire_take(&server->track, 4);
		enter(server, SERVER_TELLS, -1);
	} else if (status == WIRE_FAIL && !server->plain) {
		server->plain = true;
		wire_close(&server->track);
		connect_now(server);
	} else if (r == -ECONNREFUSED) {
		wire_close(&server->track);
		start(server);
	} else if (clock_mono_ms() >= server->due || status == WIRE_FAIL) {
		say_taken(server);
	} else if (r < 0 || server->track.ended) {
		if (server->failures + 1 >= FAILURES_MAX)
			say_taken(server);
		else
			go_away(server);
	}
}

/* The server is there and well: whatever was wrong is mended. */
static void take_list(struct adb_server *server, const char *list, size_t len, struct buf *ret_list)
{
	server->trouble.code = 0;
	server->started = false;
	buf_clear(ret_list);
	buf_add(ret_list, list, len);
}

static enum adb_server_news lose(struct adb_server *server)
{
	go_away(server);
	if (server->failures >= FAILURES_MAX)
		err_set(&server->trouble, EIO,
			"adb: máy chủ adb cứ chạy rồi lại dừng; rút bớt máy, chạy adb kill-server");
	return ADB_SERVER_LOST;
}

/* Of several lists only the newest counts. 1: there is one, and its details must be asked for when
 * the server is old. */
static int newest_block(struct wire *track, const char **ret_list, size_t *ret_len, size_t *ret_end)
{
	const char *list;
	size_t len, at = 0;
	int r, any = 0;

	for (;;) {
		r = wire_block(buf_text(&track->in) + at, track->in.len - at, &list, &len);
		if (r <= 0)
			break;
		*ret_list = list;
		*ret_len = len;
		at += 4 + len;
		*ret_end = at;
		any = 1;
	}
	return r < 0 ? r : any;
}

static void ask_details(struct adb_server *server)
{
	wire_close(&server->list);
	if (wire_open(&server->list, &server->address) == 0)
		(void)!wire_ask(&server->list, "host:devices-l");
}

static enum adb_server_news step_tells(struct adb_server *server, bool ready, struct buf *ret_list)
{
	const char *list;
	size_t len, end;
	int r = ready ? wire_pump(&server->track) : 0;
	int block = newest_block(&server->track, &list, &len, &end);

	if (block == 1 && !server->plain)
		take_list(server, list, len, ret_list);
	if (block == 1 && server->plain)
		ask_details(server);
	if (block == 1)
		wire_take(&server->track, end);
	if (r < 0 || block < 0 || server->track.ended)
		return lose(server);
	return block == 1 && !server->plain ? ADB_SERVER_LIST : ADB_SERVER_SAME;
}

static enum adb_server_news step_details(struct adb_server *server, struct buf *ret_list)
{
	int r = wire_pump(&server->list);
	const char *text = buf_text(&server->list.in), *list;
	enum wire_status status = wire_status(text, server->list.in.len);
	size_t len;

	if (status == WIRE_OKAY &&
	    wire_block(text + 4, server->list.in.len - 4, &list, &len) == 1) {
		take_list(server, list, len, ret_list);
		wire_close(&server->list);
		return ADB_SERVER_LIST;
	}
	if (r < 0 || server->list.ended || status == WIRE_ALIEN || status == WIRE_FAIL)
		return lose(server);
	return ADB_SERVER_SAME;
}

static bool ready_in(const struct pollfd *fds, size_t count, int fd)
{
	for (size_t i = 0; i < count; i++)
		if (fd >= 0 && fds[i].fd == fd && fds[i].revents)
			return true;
	return false;
}

enum adb_server_news adb_server_step(struct adb_server *server, const struct pollfd *fds,
				     size_t count, struct buf *ret_list)
{
	bool track = ready_in(fds, count, server->track.fd);
	bool list = ready_in(fds, count, server->list.fd);

	if (server->stage == SERVER_AWAY && clock_mono_ms() >= server->due)
		connect_now(server);
	else if (server->stage == SERVER_STARTING)
		step_starting(server);
	else if (server->stage == SERVER_ASKED)
		step_asked(server, track);
	/* The first list often comes along with the OKAY. */
	if (server->stage == SERVER_TELLS && list)
		return step_details(server, ret_list);
	return server->stage == SERVER_TELLS ? step_tells(server, track, ret_list)
					     : ADB_SERVER_SAME;
}

int adb_server_open(struct adb_server *ret, struct err *err)
{
	struct wire_address address;
	int r = wire_address(&address, err);

	if (r < 0)
		return r;
	*ret = (struct adb_server){
		.address = address,
		.track = {.fd = -1},
		.list = {.fd = -1},
		.starter = {.pid = -1, .out = -1, .note = -1},
		.starter_end = -1,
	};
	return 0;
}

void adb_server_close(struct adb_server *server)
{
	wire_close(&server->track);
	wire_close(&server->list);
	starter_done(server);
}

size_t adb_server_fds(const struct adb_server *server, struct pollfd *ret, size_t max)
{
	size_t count = 0;

	if (server->track.fd >= 0 && count < max)
		ret[count++] = wire_pollfd(&server->track);
	if (server->list.fd >= 0 && count < max)
		ret[count++] = wire_pollfd(&server->list);
	if (server->starter_end >= 0 && count < max)
		ret[count++] = (struct pollfd){.fd = server->starter_end, .events = POLLIN};
	return count;
}

int64_t adb_server_due(const struct adb_server *server)
{
	return server->due;
}
