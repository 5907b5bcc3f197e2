/* The adb server's protocol: frames, packets, sockets. */
#include "wire_adb.h"

#include "text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/un.h>
#include <unistd.h>

#define DEFAULT_PORT 5037
#define PUMP_MAX (1u << 20)

enum packet_id { PACKET_STDOUT = 1, PACKET_EXIT = 3, PACKET_LAST = 5 };

enum wire_status wire_status(const char *data, size_t len)
{
	size_t part = len < 4 ? len : 4;
	bool okay = memcmp(data, "OKAY", part) == 0, fail = memcmp(data, "FAIL", part) == 0;

	if (!okay && !fail)
		return WIRE_ALIEN;
	if (len < 4)
		return WIRE_MORE;
	return okay ? WIRE_OKAY : WIRE_FAIL;
}

int wire_block(const char *data, size_t len, const char **ret_block, size_t *ret_len)
{
	char digits[5] = "";
	uint64_t size;

	if (len < 4)
		return 0;
	memcpy(digits, data, 4);
	if (strspn(digits, "0123456789abcdefABCDEF") != 4 || !str_to_u64(digits, 16, &size))
		return -EBADMSG;
	if (len - 4 < size)
		return 0;
	*ret_block = data + 4;
	*ret_len = size;
	return 1;
}

int wire_packets(struct wire_packets *packets, const char *data, size_t len, size_t max,
		 struct buf *answer)
{
	while (len > 0) {
		size_t part;

		if (packets->have < sizeof(packets->head)) {
			const unsigned char *head = packets->head;

			packets->head[packets->have++] = (unsigned char)*data++;
			len--;
			if (packets->have == sizeof(packets->head))
				packets->left = (uint32_t)head[1] | (uint32_t)head[2] << 8 |
						(uint32_t)head[3] << 16 | (uint32_t)head[4] << 24;
			if (*head > PACKET_LAST)
				return -EBADMSG;
			if (packets->have == sizeof(packets->head) && *head == PACKET_EXIT)
				return 1;
		}
		part = packets->left < len ? packets->left : len;
		if (packets->have == sizeof(packets->head) && *packets->head == PACKET_STDOUT)
			buf_add(answer, data,
				part < max - packets->total ? part : max - packets->total);
		if (part > max - packets->total)
			return -EFBIG;
		packets->total += part;
		packets->left -= (uint32_t)part;
		data += part;
		len -= part;
		if (packets->have == sizeof(packets->head) && packets->left == 0)
			packets->have = 0;
	}
	return 0;
}

/* ---- the socket --------------------------------------------------------------------------- */

static int address_local(struct wire_address *ret, const char *path, struct err *err)
{
	struct sockaddr_un *un = (struct sockaddr_un *)&ret->socket;

	if (!*path || strlen(path) >= sizeof(un->sun_path))
		return err_set(err, EINVAL, "ADB_SERVER_SOCKET: đường dẫn rỗng hoặc quá dài");
	un->sun_family = AF_UNIX;
	snprintf(un->sun_path, sizeof(un->sun_path), "%s", path);
	ret->len = sizeof(*un);
	ret->local = true;
	return 0;
}

static int address_tcp(struct wire_address *ret, const char *host, const char *port,
		       struct err *err)
{
	struct addrinfo hints = {.ai_socktype = SOCK_STREAM, .ai_flags = AI_NUMERICSERV}, *found;
	uint64_t number;

	if (!str_to_u64(port, 10, &number) || number == 0 || number > 65535)
		return err_set(err, EINVAL, "adb: cổng \"%s\" không phải là số từ 1 đến 65535",
			       port);
	ret->local = !*host || str_eq(host, "localhost");
	if (getaddrinfo(ret->local ? "127.0.0.1" : host, port, &hints, &found) != 0)
		return err_set(err, EHOSTUNREACH,
			       "adb: không tìm được máy chủ \"%s\" trong ADB_SERVER_SOCKET", host);
	memcpy(&ret->socket, found->ai_addr, found->ai_addrlen);
	ret->len = found->ai_addrlen;
	freeaddrinfo(found);
	return 0;
}

int wire_address(struct wire_address *ret, struct err *err)
{
	const char *spec = getenv("ADB_SERVER_SOCKET");
	const char *port = getenv("ANDROID_ADB_SERVER_PORT");
	struct wire_address address = {0};
	char host[128] = "", plain[32];
	const char *colon;
	int r;

	if (!spec || !*spec) {
		snprintf(plain, sizeof(plain), "tcp:%s", port && *port ? port : "");
		if (!port || !*port)
			snprintf(plain, sizeof(plain), "tcp:%d", DEFAULT_PORT);
		spec = plain;
	}
	snprintf(address.text, sizeof(address.text), "%s", spec);
	if (str_starts(spec, "localfilesystem:")) {
		r = address_local(&address, strchr(spec, ':') + 1, err);
	} else if (str_starts(spec, "tcp:")) {
		spec += strlen("tcp:");
		colon = strrchr(spec, ':');
		if (colon)
			snprintf(host, sizeof(host), "%.*s", (int)(colon - spec), spec);
		r = address_tcp(&address, host, colon ? colon + 1 : spec, err);
	} else {
		r = err_set(err, EINVAL,
			    "ADB_SERVER_SOCKET: không hiểu \"%s\"; viết tcp:CỔNG, "
			    "tcp:MÁY:CỔNG hoặc localfilesystem:TỆP",
			    spec);
	}
	if (r == 0)
		*ret = address;
	return r;
}

int wire_open(struct wire *wire, const struct wire_address *address)
{
	int on = 1, r = 0;

	wire->fd = socket(address->socket.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (wire->fd < 0)
		return -errno;
	if (address->socket.ss_family != AF_UNIX)
		setsockopt(wire->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof(on));
	if (connect(wire->fd, (const struct sockaddr *)&address->socket, address->len) < 0 &&
	    errno != EINPROGRESS)
		r = -errno;
	if (r < 0)
		wire_close(wire);
	return r;
}

void wire_close(struct wire *wire)
{
	if (wire->fd >= 0)
		close(wire->fd);
	buf_done(&wire->out);
	buf_done(&wire->in);
	*wire = (struct wire){.fd = -1};
}

int wire_ask(struct wire *wire, const char *service)
{
	size_t len = strlen(service);

	if (len > WIRE_BLOCK_MAX)
		return -EMSGSIZE;
	buf_printf(&wire->out, "%04zx", len);
	buf_add(&wire->out, service, len);
	return 0;
}

struct pollfd wire_pollfd(const struct wire *wire)
{
	return (struct pollfd){
		.fd = wire->fd,
		.events = (short)(POLLIN | (wire->sent < wire->out.len ? POLLOUT : 0)),
	};
}

static int wire_flush(struct wire *wire)
{
	while (wire->sent < wire->out.len) {
		ssize_t sent = send(wire->fd, wire->out.data + wire->sent,
				    wire->out.len - wire->sent, MSG_NOSIGNAL);

		if (sent < 0 && errno == EINTR)
			continue;
		/* ENOTCONN: still connecting */
		if (sent < 0)
			return errno == EAGAIN || errno == ENOTCONN ? 0 : -errno;
		wire->sent += (size_t)sent;
	}
	buf_clear(&wire->out);
	wire->sent = 0;
	return 0;
}

int wire_pump(struct wire *wire)
{
	char block[16384];
	size_t came = 0;
	int r = wire_flush(wire);

	/* What a refused request was answered with may still be there to read. */
	if (r < 0 && r != -EPIPE)
		return r;
	while (!wire->ended && came < PUMP_MAX) {
		ssize_t got = recv(wire->fd, block, sizeof(block), 0);

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno == EAGAIN || errno == ENOTCONN ? 0 : -errno;
		wire->ended = got == 0;
		buf_add(&wire->in, block, (size_t)got);
		came += (size_t)got;
	}
	return 0;
}

void wire_take(struct wire *wire, size_t len)
{
	memmove(wire->in.data, wire->in.data + len, wire->in.len - len + 1);
	wire->in.len -= len;
}
