/* An adb server on the test's own thread, whose phones misbehave as they are told to. */
#ifndef TEST_ADB_SERVER_H
#define TEST_ADB_SERVER_H

#include "base.h"

#include <errno.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cmocka.h>

#define LINKS_MAX 64
#define PHONES 10
#define ANSWER "\036prop\n[ro.product.model]: [Model-%d]\n\036end\n"

/* How a phone answers. TWINS: the server finds two of its serial; GARBLED: no packets; NOISE:
 * packets of no sections; EMPTY: nothing; OLD: knows only the plain shell; DEAF: opens the new one
 * and closes it. */
enum manner {
	WHOLE,
	CUT,
	CUT_ONCE,
	FLOOD,
	SILENT,
	REFUSE,
	TWINS,
	GARBLED,
	NOISE,
	EMPTY,
	OLD,
	DEAF,
};

struct link {
	int fd; /* 0: free */
	int phone;
	bool tracks, floods;
	struct buf in;
};

struct server {
	char path[64];
	int listener;
	const char *list;
	bool old, alien;
	enum manner manners[PHONES];
	int asked[PHONES];
	struct link links[LINKS_MAX];
};

static inline void server_start(struct server *server)
{
	struct sockaddr_un name = {.sun_family = AF_UNIX};

	snprintf(name.sun_path, sizeof(name.sun_path), "%s", server->path);
	server->listener = socket(AF_UNIX, SOCK_STREAM | SOCK_NONBLOCK, 0);
	assert_int_equal(bind(server->listener, (struct sockaddr *)&name, sizeof(name)), 0);
	assert_int_equal(listen(server->listener, 64), 0);
}

static inline void link_close(struct link *link)
{
	close(link->fd);
	buf_done(&link->in);
	*link = (struct link){0};
}

static inline void server_die(struct server *server)
{
	close(server->listener);
	unlink(server->path);
	for (int i = 0; i < LINKS_MAX; i++)
		if (server->links[i].fd)
			link_close(&server->links[i]);
}

static inline void say(struct link *link, const char *data, size_t len)
{
	(void)!send(link->fd, data, len, MSG_NOSIGNAL | MSG_DONTWAIT);
}

static inline void say_block(struct link *link, const char *status, const char *text)
{
	AUTO(buf_done) struct buf out = {0};

	buf_printf(&out, "%s%04zx%s", status, strlen(text), text);
	say(link, out.data, out.len);
}

static inline void say_packet(struct link *link, char id, const char *text, size_t len)
{
	AUTO(buf_done) struct buf out = {0};

	buf_add_char(&out, id);
	for (int shift = 0; shift < 32; shift += 8)
		buf_add_char(&out, (char)(len >> shift & 0xff));
	buf_add(&out, text, len);
	say(link, out.data, out.len);
}

static inline void run_script(struct server *server, struct link *link, bool plain)
{
	enum manner manner = server->manners[link->phone];
	char answer[128];
	int len = snprintf(answer, sizeof(answer), ANSWER, link->phone);
	bool first = server->asked[link->phone]++ == 0;

	if (manner == DEAF && !plain) {
		say(link, "OKAY", 4);
		link_close(link);
		return;
	}
	if (manner == REFUSE || manner == TWINS || (manner == OLD && !plain)) {
		say_block(link, "FAIL", manner == TWINS ? "more than one device" : "closed");
		link_close(link);
		return;
	}
	say(link, "OKAY", 4);
	link->floods = manner == FLOOD;
	if (manner == CUT || (manner == CUT_ONCE && first))
		say_packet(link, 1, answer, (size_t)len / 2 + 8);
	if (manner == WHOLE || (manner == CUT_ONCE && !first)) {
		say_packet(link, 1, answer, (size_t)len);
		say_packet(link, 3, "", 1);
	}
	if (manner == GARBLED)
		say(link, "\x8f\x9b[2J\x00\xff", 7);
	if (manner == NOISE)
		say_packet(link, 1, "\x8f\x9b[2J\n", 6);
	if (manner == NOISE || manner == EMPTY)
		say_packet(link, 3, "", 1);
	if (manner >= OLD)
		say(link, answer, (size_t)len);
	if (manner != SILENT && manner != FLOOD)
		link_close(link);
}

/* As much as the pipe takes, for as long as someone reads. */
static inline void flood(struct link *link)
{
	static const char lines[4096] = "\001\377\377\377\177";

	while (send(link->fd, lines, sizeof(lines), MSG_NOSIGNAL | MSG_DONTWAIT) > 0)
		continue;
}

static inline void serve(struct server *server, struct link *link, const char *service)
{
	static const char transport[] = "host:transport-id:";

	if (str_eq(service, "host:track-devices-l") && server->old) {
		say_block(link, "FAIL", "unknown host service");
		link_close(link);
	} else if (str_starts(service, "host:track-devices")) {
		link->tracks = true;
		say(link, "OKAY", 4);
		say_block(link, "", server->old ? "" : server->list);
	} else if (str_eq(service, "host:devices-l")) {
		say_block(link, "OKAY", server->list);
		link_close(link);
	} else if (str_starts(service, transport)) {
		link->phone = service[sizeof(transport) - 1] - '0';
		say(link, "OKAY", 4);
	} else {
		bool plain = str_starts(service, "shell:exec");

		assert_true(plain || str_starts(service, "shell,v2,raw:exec"));
		run_script(server, link, plain);
	}
}

static inline void link_step(struct server *server, struct link *link)
{
	char block[8192], digits[5] = "", *service;
	ssize_t got = recv(link->fd, block, sizeof(block), MSG_DONTWAIT);
	uint64_t len;

	if (got == 0 || (got < 0 && errno != EAGAIN)) {
		link_close(link);
		return;
	}
	if (got > 0)
		buf_add(&link->in, block, (size_t)got);
	if (link->floods)
		flood(link);
	if (link->in.len < 4)
		return;
	if (server->alien) {
		say(link, "HTTP/1.1 400 Bad Request\r\n", 26);
		link_close(link);
		return;
	}
	memcpy(digits, link->in.data, 4);
	assert_true(str_to_u64(digits, 16, &len));
	if (link->in.len < 4 + len)
		return;
	service = strndup(link->in.data + 4, len);
	buf_clear(&link->in);
	serve(server, link, service);
	free(service);
}

static inline void server_step(struct server *server)
{
	int fd;

	while ((fd = accept(server->listener, NULL, NULL)) >= 0) {
		int at = 0;

		while (server->links[at].fd)
			assert_true(++at < LINKS_MAX);
		server->links[at] = (struct link){.fd = fd};
	}
	for (int i = 0; i < LINKS_MAX; i++)
		if (server->links[i].fd)
			link_step(server, &server->links[i]);
}

static inline void server_list(struct server *server, const char *list)
{
	server->list = list;
	for (int i = 0; i < LINKS_MAX; i++)
		if (server->links[i].tracks)
			say_block(&server->links[i], "", list);
}

#endif
