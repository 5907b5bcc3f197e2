/*
 * hotroit-send: stands on the live stick, and takes its files to a bench on the same network.
 *
 *     hotroit-send --find SECONDS       waits for a bench to announce itself; says ADDRESS PORT
 *     hotroit-send --try ADDRESS PORT   does the bench take the code on standard input?
 *     hotroit-send ADDRESS PORT FOLDER STOP    sends every *.json of FOLDER, also those that
 *                                          come later, until the file STOP is there
 */
#include "lan.h"
#include "text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define STEP_MS 10000 /* the bench's longest silence */
#define AGAIN_MS 1000
#define FILES_MAX 256

struct sender {
	struct sockaddr_in bench;
	char code[LAN_CODE_DIGITS + 1];
	struct lan_end end;
	int fd;
	struct arena arena;
	const char *sent[FILES_MAX];
	size_t sent_count;
};

static int say(const char *text, int code)
{
	fprintf(stderr, "hotroit-send: %s\n", text);
	return code;
}

/* ---- a bench that calls ---------------------------------------------------------------------- */

static bool read_call(const char *text, uint16_t *ret_port)
{
	uint64_t port;
	char word[16];

	if (!str_starts(text, LAN_ANNOUNCE_WORD))
		return false;
	snprintf(word, sizeof(word), "%s", text + strlen(LAN_ANNOUNCE_WORD));
	word[strcspn(word, "\n")] = '\0';
	if (!str_to_u64(word, 10, &port) || !port || port > UINT16_MAX)
		return false;
	*ret_port = (uint16_t)port;
	return true;
}

static int find(unsigned seconds)
{
	struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(LAN_ANNOUNCE_PORT)};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), yes = 1;
	int64_t end = clock_mono_ms() + (int64_t)seconds * 1000, left;

	if (fd < 0 || setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) < 0 ||
	    bind(fd, (const struct sockaddr *)&own, sizeof(own)) < 0)
		return say(_("không mở được cổng mạng"), EXIT_UNAVAILABLE);
	while ((left = end - clock_mono_ms()) > 0) {
		struct pollfd poller = {.fd = fd, .events = POLLIN};
		struct sockaddr_in from;
		socklen_t size = sizeof(from);
		char text[64], address[INET_ADDRSTRLEN];
		ssize_t got;
		uint16_t port;

		if (poll(&poller, 1, (int)left) <= 0)
			continue;
		got = recvfrom(fd, text, sizeof(text) - 1, 0, (struct sockaddr *)&from, &size);
		text[got > 0 ? got : 0] = '\0';
		if (!read_call(text, &port) ||
		    !inet_ntop(AF_INET, &from.sin_addr, address, sizeof(address)))
			continue;
		printf("%s %u\n", address, port);
		return EXIT_PASS;
	}
	return EXIT_NO_INPUT;
}

/* ---- the line -------------------------------------------------------------------------------- */

static void hang_up(struct sender *sender)
{
	if (sender->fd >= 0)
		close(sender->fd);
	sender->fd = -1;
	lan_done(&sender->end);
}

static int push_out(struct sender *sender)
{
	struct buf *out = &sender->end.out;

	while (out->len) {
		ssize_t sent = send(sender->fd, out->data, out->len, MSG_NOSIGNAL);

		if (sent < 0)
			return -errno;
		memmove(out->data, out->data + sent, out->len - (size_t)sent);
		out->len -= (size_t)sent;
	}
	return 0;
}

/* Sends what is to be sent and takes what comes, once. -EBADMSG: not what was to come. */
static int step(struct sender *sender)
{
	char block[4096];
	int r = push_out(sender);
	ssize_t got = r < 0 ? -1 : recv(sender->fd, block, sizeof(block), 0);

	if (got <= 0)
		return -ECONNRESET;
	lan_feed(&sender->end, block, (size_t)got, NULL, NULL);
	r = push_out(sender);
	return sender->end.state == LAN_CLOSED ? -EBADMSG : r;
}

/* -EACCES: the bench does not take the code, or is none. */
static int call(struct sender *sender)
{
	const struct timeval patience = {.tv_sec = STEP_MS / 1000};
	int r;

	sender->fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	if (sender->fd < 0 || lan_begin(&sender->end, false, sender->code) < 0)
		return -EIO;
	setsockopt(sender->fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof(patience));
	setsockopt(sender->fd, SOL_SOCKET, SO_SNDTIMEO, &patience, sizeof(patience));
	if (connect(sender->fd, (const struct sockaddr *)&sender->bench, sizeof(sender->bench)) < 0)
		return -errno;
	for (r = 0; r == 0 && sender->end.state != LAN_OPEN;) {
		enum lan_state before = sender->end.state;

		r = step(sender);
		/* What came is not what only the code could make; a line that is cut is not
		 * that. */
		if (before == LAN_CONFIRM && r == -EBADMSG)
			return -EACCES;
	}
	return r;
}

/* ---- the files ------------------------------------------------------------------------------- */

static bool is_sent(const struct sender *sender, const char *name)
{
	for (size_t i = 0; i < sender->sent_count; i++)
		if (str_eq(sender->sent[i], name))
			return true;
	return false;
}

static int send_file(struct sender *sender, const struct root *folder, const char *name)
{
	struct parcel parcel = {.what = PARCEL_FILE};
	AUTO(buf_done) struct buf bytes = {0};
	unsigned before = sender->end.taken;
	int r = root_read(folder, name, PARCEL_BYTES_MAX, &bytes);

	if (r < 0)
		return 0;
	parcel_set_name(&parcel, name);
	sha256_hex(bytes.data, bytes.len, parcel.sha256);
	parcel.bytes = buf_text(&bytes);
	parcel.len = bytes.len;
	r = lan_send(&sender->end, &parcel);
	while (r == 0 && sender->end.taken == before)
		r = step(sender);
	if (r == 0 && sender->sent_count < FILES_MAX)
		sender->sent[sender->sent_count++] = arena_str(&sender->arena, name);
	return r;
}

static int send_all(struct sender *sender, const struct root *folder)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	size_t count;
	int r = root_list(folder, ".", &arena, &names, &count);

	for (size_t i = 0; r == 0 && i < count; i++) {
		if (!str_ends(names[i], ".json") || is_sent(sender, names[i]))
			continue;
		if (sender->fd < 0)
			r = call(sender);
		if (r == 0)
			r = send_file(sender, folder, names[i]);
	}
	return r;
}

/* A line that was cut is begun anew; what the bench has not said it has goes once more. */
static int stay(struct sender *sender, const char *path, const char *stop)
{
	AUTO(root_done) struct root folder = {.fd = -1};
	bool is_last = false;
	struct err err;

	if (root_open(&folder, path, &err) < 0)
		return say(err.text, EXIT_NO_INPUT);
	for (;;) {
		int r = send_all(sender, &folder);

		if (r < 0)
			hang_up(sender);
		if (r == -EACCES)
			return say(_("bàn đã đổi mã; dò lại để gõ mã mới"), EXIT_NOT_PERMITTED);
		if (is_last)
			return r < 0 ? EXIT_UNAVAILABLE : EXIT_PASS;
		is_last = access(stop, F_OK) == 0;
		if (!is_last)
			poll(NULL, 0, AGAIN_MS);
	}
}

static int try(struct sender *sender)
{
	int r = call(sender);

	hang_up(sender);
	if (r == -EACCES)
		return say(_("sai mã: xem lại mã trên màn hình của bàn"), EXIT_NOT_PERMITTED);
	return r < 0 ? say(_("bàn không trả lời: xem dây mạng, xem bàn nói gì"), EXIT_UNAVAILABLE)
		     : EXIT_PASS;
}

/* ---- ----------------------------------------------------------------------------------------- */

static int read_bench(struct sender *sender, const char *address, const char *port)
{
	uint64_t number;

	sender->bench.sin_family = AF_INET;
	if (inet_pton(AF_INET, address, &sender->bench.sin_addr) != 1 ||
	    !str_to_u64(port, 10, &number) || !number || number > UINT16_MAX)
		return -EINVAL;
	sender->bench.sin_port = htons((uint16_t)number);
	return 0;
}

static int read_code(struct sender *sender)
{
	char line[64] = "", *code;
	size_t len = 0;

	if (!fgets(line, sizeof(line), stdin))
		return -EINVAL;
	/* As the bench shows it, with a blank in the middle. */
	for (code = line; *code; code++)
		if (*code >= '0' && *code <= '9' && len < LAN_CODE_DIGITS)
			sender->code[len++] = *code;
	return lan_is_code(sender->code) ? 0 : -EINVAL;
}

int main(int argc, char **argv)
{
	struct sender sender = {.fd = -1};
	bool is_try = argc == 4 && str_eq(argv[1], "--try");
	uint64_t seconds;
	int code;

	proc_keep_standard_fds();
	text_start(NULL);
	signal(SIGPIPE, SIG_IGN);
	if (argc == 3 && str_eq(argv[1], "--find") && str_to_u64(argv[2], 10, &seconds) &&
	    seconds <= 86400)
		return find((unsigned)seconds);
	if ((!is_try && argc != 5) ||
	    read_bench(&sender, argv[is_try ? 2 : 1], argv[is_try ? 3 : 2]) < 0)
		return say(_("cách dùng: hotroit-send ĐỊA_CHỈ CỔNG THƯ_MỤC TỆP_DỪNG"), EXIT_USAGE);
	if (read_code(&sender) < 0)
		return say(_("mã gồm 6 chữ số"), EXIT_USAGE);
	code = is_try ? try(&sender) : stay(&sender, argv[3], argv[4]);
	hang_up(&sender);
	arena_done(&sender.arena);
	return code;
}
