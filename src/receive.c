/*
 * hotroit-receive: the bench's ear on the local network. A process of its own, without the book:
 * what comes in goes on to the bench as parcels (model's parcel.h) on standard output, beside the
 * code to be shown. It announces itself by UDP and ends when nobody reads any more.
 */
#include "lan.h"
#include "text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <ifaddrs.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PEERS_MAX 8
#define UNPROVEN_MAX 2 /* of one address */
#define YOUNG_MS 3000 /* a stick shows within it that it knows the code */
#define WRONG_MAX 3 /* then the code is another one, and nobody new is heard for a while */
#define WRONG_END 10 /* then a person has to begin anew */
#define CLOSED_MS 60000 /* the first time; doubled each time */
#define ANNOUNCE_MS 2000
#define GREETING_MS 15000 /* within which a stick has to show that it knows the code */
#define QUIET_MS (60 * 60 * 1000)

struct peer {
	int fd; /* -1: free */
	uint32_t address;
	struct lan_end end;
	int64_t seen_ms;
};

struct receiver {
	int ear, voice;
	uint16_t port;
	char code[LAN_CODE_DIGITS + 1];
	unsigned wrong; /* codes, since it began */
	int64_t announce_ms, closed_until;
	bool is_deaf; /* nobody reads what we write */
	struct peer peers[PEERS_MAX];
};

static int fail(const char *what)
{
	fprintf(stderr, "hotroit-receive: %s (%s)\n", what, err_why(errno));
	return EXIT_UNAVAILABLE;
}

/* ---- to the bench ---------------------------------------------------------------------------- */

static int tell(struct receiver *receiver, const struct parcel *parcel)
{
	AUTO(buf_done) struct buf out = {0};

	parcel_put(&out, parcel);
	if (fwrite(out.data, 1, out.len, stdout) != out.len || fflush(stdout) != 0)
		receiver->is_deaf = true;
	return receiver->is_deaf ? -EPIPE : 0;
}

static void tell_text(struct receiver *receiver, enum parcel_what what, const char *text)
{
	const struct parcel parcel = {.what = what, .bytes = text, .len = strlen(text)};

	if (tell(receiver, &parcel) < 0)
		log_debug("nobody reads");
}

static void change_code(struct receiver *receiver)
{
	lan_new_code(receiver->code);
	tell_text(receiver, PARCEL_CODE, receiver->code);
}

/* ---- the local network ----------------------------------------------------------------------- */

static uint32_t address_of(const struct sockaddr *address)
{
	return ((const struct sockaddr_in *)(const void *)address)->sin_addr.s_addr;
}

/* On one of the networks that this machine is on, with no router between. */
static bool is_near(uint32_t address)
{
	struct ifaddrs *all = NULL;
	bool near = false;

	if (getifaddrs(&all) < 0)
		return false;
	for (const struct ifaddrs *one = all; one && !near; one = one->ifa_next)
		near = one->ifa_addr && one->ifa_addr->sa_family == AF_INET && one->ifa_netmask &&
		       ((address_of(one->ifa_addr) ^ address) & address_of(one->ifa_netmask)) == 0;
	freeifaddrs(all);
	return near;
}

static void announce_on(const struct receiver *receiver, const struct ifaddrs *one)
{
	bool broadcasts = one->ifa_flags & IFF_BROADCAST && one->ifa_broadaddr;
	struct sockaddr_in to = {
		.sin_family = AF_INET, .sin_port = htons(LAN_ANNOUNCE_PORT),
		.sin_addr.s_addr = address_of(broadcasts ? one->ifa_broadaddr : one->ifa_addr)};
	char text[64];
	int len = snprintf(text, sizeof(text), LAN_ANNOUNCE_WORD "%u\n", receiver->port);

	if (sendto(receiver->voice, text, (size_t)len, 0, (const struct sockaddr *)&to,
		   sizeof(to)) < 0)
		log_debug("not announced: %d", errno);
}

static void announce(struct receiver *receiver)
{
	struct ifaddrs *all = NULL;

	receiver->announce_ms = clock_mono_ms() + ANNOUNCE_MS;
	if (getifaddrs(&all) < 0)
		return;
	for (const struct ifaddrs *one = all; one; one = one->ifa_next)
		if (one->ifa_addr && one->ifa_addr->sa_family == AF_INET &&
		    one->ifa_flags & IFF_UP)
			announce_on(receiver, one);
	freeifaddrs(all);
}

static int open_sockets(struct receiver *receiver)
{
	struct sockaddr_in own = {.sin_family = AF_INET};
	socklen_t size = sizeof(own);
	int yes = 1;

	receiver->ear = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	receiver->voice = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
	if (receiver->ear < 0 || receiver->voice < 0 ||
	    bind(receiver->ear, (const struct sockaddr *)&own, sizeof(own)) < 0 ||
	    listen(receiver->ear, PEERS_MAX) < 0 ||
	    getsockname(receiver->ear, (struct sockaddr *)&own, &size) < 0 ||
	    setsockopt(receiver->voice, SOL_SOCKET, SO_BROADCAST, &yes, sizeof(yes)) < 0)
		return -errno;
	receiver->port = ntohs(own.sin_port);
	return 0;
}

/* ---- sticks ---------------------------------------------------------------------------------- */

static void leave(struct peer *peer)
{
	close(peer->fd);
	lan_done(&peer->end);
	peer->fd = -1;
}

/* A place for one more of ADDRESS: free, or of who has not said who it is for the longest time. An
 * address that has its share gives up its own. */
static struct peer *make_room(struct receiver *receiver, uint32_t address)
{
	struct peer *empty = NULL, *oldest = NULL, *own = NULL;
	size_t own_count = 0;

	for (size_t i = 0; i < PEERS_MAX; i++) {
		struct peer *peer = &receiver->peers[i];

		if (peer->fd < 0)
			empty = peer;
		if (peer->fd < 0 || peer->end.state == LAN_OPEN)
			continue;
		if (!oldest || peer->seen_ms < oldest->seen_ms)
			oldest = peer;
		if (peer->address == address && (!own || peer->seen_ms < own->seen_ms))
			own = peer;
		own_count += peer->address == address;
	}
	if (own_count >= UNPROVEN_MAX)
		oldest = own;
	else if (empty)
		return empty;
	if (!oldest || clock_mono_ms() - oldest->seen_ms < YOUNG_MS)
		return NULL;
	leave(oldest);
	return oldest;
}

static bool is_welcome(const struct receiver *receiver, uint32_t address)
{
	return clock_mono_ms() >= receiver->closed_until && is_near(address);
}

static void welcome(struct receiver *receiver)
{
	struct sockaddr_in from = {.sin_family = AF_INET};
	socklen_t size = sizeof(from);
	struct peer *peer;
	int fd = accept4(receiver->ear, (struct sockaddr *)&from, &size,
			 SOCK_NONBLOCK | SOCK_CLOEXEC);

	if (fd < 0)
		return;
	peer = is_welcome(receiver, from.sin_addr.s_addr)
		       ? make_room(receiver, from.sin_addr.s_addr)
		       : NULL;
	if (!peer || lan_begin(&peer->end, true, receiver->code) < 0) {
		close(fd);
		return;
	}
	peer->fd = fd;
	peer->address = from.sin_addr.s_addr;
	peer->seen_ms = clock_mono_ms();
}

/* Six digits stand only as long as few are tried. Those who began with the old code would be told
 * that it is wrong. */
static void refuse(struct receiver *receiver)
{
	if (++receiver->wrong % WRONG_MAX)
		return;
	for (size_t i = 0; i < PEERS_MAX; i++)
		if (receiver->peers[i].fd >= 0 && receiver->peers[i].end.state != LAN_OPEN)
			leave(&receiver->peers[i]);
	receiver->closed_until =
		clock_mono_ms() + ((int64_t)CLOSED_MS << (receiver->wrong / WRONG_MAX - 1));
	change_code(receiver);
	tell_text(receiver, PARCEL_NOTE,
		  N_("mã bị gõ sai 3 lần: đã đổi mã, một hai phút nữa mới nhận máy mới"));
}

static int take_parcel(void *user, const struct parcel *parcel)
{
	return tell(user, parcel);
}

static bool flush(struct peer *peer)
{
	struct buf *out = &peer->end.out;
	ssize_t sent = out->len ? send(peer->fd, out->data, out->len, MSG_NOSIGNAL) : 0;

	if (sent < 0)
		return errno == EAGAIN;
	if (sent > 0)
		memmove(out->data, out->data + sent, out->len - (size_t)sent);
	out->len -= (size_t)sent;
	return true;
}

static void serve(struct receiver *receiver, struct peer *peer, short revents)
{
	char block[65536];
	ssize_t got = revents & (POLLIN | POLLHUP | POLLERR)
			      ? recv(peer->fd, block, sizeof(block), 0)
			      : -1;
	bool is_over = revents & (POLLIN | POLLHUP | POLLERR) &&
		       (got == 0 || (got < 0 && errno != EAGAIN));

	if (got > 0) {
		enum lan_state before = peer->end.state;

		lan_feed(&peer->end, block, (size_t)got, take_parcel, receiver);
		if (before != peer->end.state || before == LAN_OPEN)
			peer->seen_ms = clock_mono_ms();
	}
	if (!is_over && (peer->end.state != LAN_CLOSED || peer->end.is_wrong))
		is_over = !flush(peer);
	if (peer->end.is_wrong) {
		leave(peer);
		refuse(receiver);
	} else if (is_over || peer->end.state == LAN_CLOSED) {
		leave(peer);
	}
}

static void drop_late(struct receiver *receiver)
{
	int64_t now = clock_mono_ms();

	for (size_t i = 0; i < PEERS_MAX; i++) {
		struct peer *peer = &receiver->peers[i];
		int64_t most = peer->end.state == LAN_OPEN ? QUIET_MS : GREETING_MS;

		if (peer->fd >= 0 && now - peer->seen_ms > most)
			leave(peer);
	}
}

static void run(struct receiver *receiver)
{
	while (!receiver->is_deaf && receiver->wrong < WRONG_END) {
		struct pollfd fds[2 + PEERS_MAX] = {{.fd = receiver->ear, .events = POLLIN},
						    {.fd = STDOUT_FILENO}};
		int64_t left = receiver->announce_ms - clock_mono_ms();

		for (size_t i = 0; i < PEERS_MAX; i++) {
			const struct peer *peer = &receiver->peers[i];
			short out = peer->fd >= 0 && peer->end.out.len ? POLLOUT : 0;

			fds[2 + i] = (struct pollfd){.fd = peer->fd,
						     .events = (short)(POLLIN | out)};
		}
		if (poll(fds, 2 + PEERS_MAX, left > 0 ? (int)left : 0) < 0 && errno != EINTR)
			return;
		if (fds[1].revents & POLLERR)
			return;
		for (size_t i = 0; i < PEERS_MAX; i++)
			if (receiver->peers[i].fd >= 0 && fds[2 + i].revents)
				serve(receiver, &receiver->peers[i], fds[2 + i].revents);
		if (fds[0].revents)
			welcome(receiver);
		drop_late(receiver);
		if (clock_mono_ms() >= receiver->announce_ms)
			announce(receiver);
	}
}

int main(void)
{
	struct receiver receiver = {.ear = -1, .voice = -1};
	char place[64];

	proc_keep_standard_fds();
	text_start(NULL);
	signal(SIGPIPE, SIG_IGN);
	for (size_t i = 0; i < PEERS_MAX; i++)
		receiver.peers[i].fd = -1;
	if (sodium_init() < 0)
		return fail("libsodium");
	if (open_sockets(&receiver) < 0)
		return fail(_("không mở được cổng mạng để nhận"));
	snprintf(place, sizeof(place), "TCP %u", receiver.port);
	tell_text(&receiver, PARCEL_NOTE, place);
	change_code(&receiver);
	run(&receiver);
	if (receiver.wrong >= WRONG_END) {
		fprintf(stderr, "hotroit-receive: %s\n",
			_("mã bị gõ sai 10 lần, có người đang dò mã: đã thôi nhận; mở nhận lại"));
		return EXIT_NOT_PERMITTED;
	}
	return EXIT_PASS;
}
