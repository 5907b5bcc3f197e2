/*
 * hotroit-receive [NAME]: the bench's ear on the local network. A process of its own, without the
 * book: what comes in goes on to the bench as parcels (model's parcel.h) on standard output, beside
 * the code to be shown; what becomes of each file comes back in lines (model's stick_fate.h) on
 * standard input and goes on to every stick that waits for it. It announces itself by UDP, as NAME,
 * and ends when nobody reads any more.
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
#define ANNOUNCE_MS 2000
#define GREETING_MS 15000 /* within which a stick has to show that it knows the code */
#define QUIET_MS (60 * 60 * 1000)
#define PLACE_MAX 64 /* some three addresses */

struct peer {
	int fd; /* -1: free */
	uint32_t address;
	struct lan_end end;
	int64_t seen_ms;
};

struct receiver {
	int ear, voice;
	int words; /* what the bench says; -1: no more */
	uint16_t port;
	const char *name;
	char code[LAN_CODE_DIGITS + 1], place[PLACE_MAX];
	struct lan_guard guard;
	int64_t announce_ms;
	bool is_over; /* nobody reads what we write, or the bench does not speak as agreed */
	int exit; /* its code, once is_over */
	struct buf said; /* by the bench, not yet a whole line */
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
		receiver->is_over = true;
	return receiver->is_over ? -EPIPE : 0;
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
		.sin_family = AF_INET, .sin_port = htons(LAN_CALL_PORT),
		.sin_addr.s_addr = address_of(broadcasts ? one->ifa_broadaddr : one->ifa_addr)};
	AUTO(buf_done) struct buf call = {0};

	lan_call_put(&call, receiver->port, receiver->name);
	if (sendto(receiver->voice, call.data, call.len, 0, (const struct sockaddr *)&to,
		   sizeof(to)) < 0)
		log_debug("not announced: %d", errno);
}

/* Where a person who compares it with what a stick lists finds us. */
static void put_place(struct buf *ret, const struct ifaddrs *one)
{
	const struct in_addr in = {.s_addr = address_of(one->ifa_addr)};
	char address[INET_ADDRSTRLEN];

	if (one->ifa_flags & IFF_LOOPBACK || !(one->ifa_flags & IFF_RUNNING) ||
	    !inet_ntop(AF_INET, &in, address, sizeof(address)) ||
	    ret->len + 2 + strlen(address) >= PLACE_MAX)
		return;
	buf_printf(ret, "%s%s", ret->len ? ", " : "", address);
}

/* Networks come and go while we listen. */
static void announce(struct receiver *receiver)
{
	AUTO(buf_done) struct buf place = {0};
	struct ifaddrs *all = NULL;

	receiver->announce_ms = clock_mono_ms() + ANNOUNCE_MS;
	if (getifaddrs(&all) < 0)
		return;
	for (const struct ifaddrs *one = all; one; one = one->ifa_next) {
		if (!one->ifa_addr || one->ifa_addr->sa_family != AF_INET ||
		    !(one->ifa_flags & IFF_UP))
			continue;
		announce_on(receiver, one);
		put_place(&place, one);
	}
	freeifaddrs(all);
	if (str_eq(receiver->place, buf_text(&place)))
		return;
	snprintf(receiver->place, sizeof(receiver->place), "%s", buf_text(&place));
	tell_text(receiver, PARCEL_PLACE, receiver->place);
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
	return lan_guard_hears(&receiver->guard, address, clock_mono_ms()) && is_near(address);
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

/* Who has not yet shown that they know the code; of ADDRESS, or all (0). */
static void leave_unproven(struct receiver *receiver, uint32_t address)
{
	for (size_t i = 0; i < PEERS_MAX; i++) {
		struct peer *peer = &receiver->peers[i];

		if (peer->fd >= 0 && peer->end.state != LAN_OPEN &&
		    (!address || peer->address == address))
			leave(peer);
	}
}

/* Those who began with the old code would be told that it is wrong. */
static void refuse(struct receiver *receiver, uint32_t address)
{
	switch (lan_guard_wrong(&receiver->guard, address, clock_mono_ms())) {
	case LAN_GUARD_ADDRESS:
		leave_unproven(receiver, address);
		tell_text(receiver, PARCEL_NOTE,
			  N_("một máy gõ sai mã 3 lần: một hai phút nữa mới nghe máy đó"));
		break;
	case LAN_GUARD_ALL:
		leave_unproven(receiver, 0);
		change_code(receiver);
		tell_text(receiver, PARCEL_NOTE,
			  N_("mã bị gõ sai 6 lần: đã đổi mã, một phút nữa mới nhận máy mới"));
		break;
	case LAN_GUARD_END:
		leave_unproven(receiver, 0);
		break;
	case LAN_GUARD_ON:
		break;
	}
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
		refuse(receiver, peer->address);
	} else if (is_over || peer->end.state == LAN_CLOSED) {
		leave(peer);
	}
}

/* Sticks that went meanwhile ask again by sending again. */
static void answer_all(struct receiver *receiver, const char *sha256, enum stick_fate fate)
{
	for (size_t i = 0; i < PEERS_MAX; i++) {
		struct peer *peer = &receiver->peers[i];

		if (peer->fd >= 0 && lan_answer(&peer->end, sha256, fate) < 0)
			leave(peer);
	}
}

static void hear_bench(struct receiver *receiver)
{
	char block[4096], sha256[65];
	ssize_t got = read(receiver->words, block, sizeof(block));
	enum stick_fate fate;
	size_t at = 0, used;
	int r;

	if (got <= 0) {
		receiver->words = -1;
		return;
	}
	buf_add(&receiver->said, block, (size_t)got);
	while ((r = stick_fate_next(receiver->said.data + at, receiver->said.len - at, &fate,
				    sha256, &used)) > 0) {
		answer_all(receiver, sha256, fate);
		at += used;
	}
	if (r < 0) {
		fprintf(stderr, "hotroit-receive: %s\n",
			_("chương trình đọc trả lời sai; cài lại gói"));
		receiver->is_over = true;
		receiver->exit = EXIT_OUR_BUG;
	}
	memmove(receiver->said.data, receiver->said.data + at, receiver->said.len - at);
	receiver->said.len -= at;
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

enum { POLL_EAR, POLL_READER, POLL_WORDS, POLL_PEERS, POLLS = POLL_PEERS + PEERS_MAX };

static void fill(const struct receiver *receiver, struct pollfd fds[POLLS])
{
	fds[POLL_EAR] = (struct pollfd){.fd = receiver->ear, .events = POLLIN};
	fds[POLL_READER] = (struct pollfd){.fd = STDOUT_FILENO};
	fds[POLL_WORDS] = (struct pollfd){.fd = receiver->words, .events = POLLIN};
	for (size_t i = 0; i < PEERS_MAX; i++) {
		const struct peer *peer = &receiver->peers[i];
		short out = peer->fd >= 0 && peer->end.out.len ? POLLOUT : 0;

		fds[POLL_PEERS + i] =
			(struct pollfd){.fd = peer->fd, .events = (short)(POLLIN | out)};
	}
}

static void run(struct receiver *receiver)
{
	while (!receiver->is_over && receiver->guard.wrong < LAN_WRONG_END) {
		struct pollfd fds[POLLS];
		int64_t left = receiver->announce_ms - clock_mono_ms();

		fill(receiver, fds);
		if (poll(fds, POLLS, left > 0 ? (int)left : 0) < 0 && errno != EINTR)
			return;
		if (fds[POLL_READER].revents & POLLERR)
			return;
		for (size_t i = 0; i < PEERS_MAX; i++)
			if (receiver->peers[i].fd >= 0 && fds[POLL_PEERS + i].revents)
				serve(receiver, &receiver->peers[i], fds[POLL_PEERS + i].revents);
		if (fds[POLL_WORDS].revents)
			hear_bench(receiver);
		if (fds[POLL_EAR].revents)
			welcome(receiver);
		drop_late(receiver);
		if (clock_mono_ms() >= receiver->announce_ms)
			announce(receiver);
	}
}

int main(int argc, char **argv)
{
	char name[LAN_NAME_MAX] = "", port[16];
	struct receiver receiver = {
		.ear = -1, .voice = -1, .words = STDIN_FILENO, .name = name};

	proc_keep_standard_fds();
	text_start(NULL);
	signal(SIGPIPE, SIG_IGN);
	if (argc > 1)
		lan_set_name(name, argv[1]);
	for (size_t i = 0; i < PEERS_MAX; i++)
		receiver.peers[i].fd = -1;
	if (sodium_init() < 0)
		return fail("libsodium");
	if (open_sockets(&receiver) < 0)
		return fail(_("không mở được cổng mạng để nhận"));
	snprintf(port, sizeof(port), "TCP %u", receiver.port);
	tell_text(&receiver, PARCEL_NOTE, port);
	change_code(&receiver);
	run(&receiver);
	buf_done(&receiver.said);
	if (receiver.guard.wrong >= LAN_WRONG_END) {
		fprintf(stderr, "hotroit-receive: %s\n",
			_("mã bị gõ sai 10 lần, có người đang dò mã: đã thôi nhận; mở nhận lại"));
		return EXIT_NOT_PERMITTED;
	}
	return receiver.exit;
}
