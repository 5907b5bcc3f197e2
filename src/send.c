/*
 * hotroit-send: stands on the live stick, and takes its files to a bench on the same network.
 *
 *     hotroit-send --hear FILE STOP     keeps in FILE which benches call, a line each:
 *                                       "ADDRESS PORT CABLE NAME" (CABLE: the interface)
 *     hotroit-send --try ADDRESS PORT CABLE    does the bench take the code on standard input?
 *     hotroit-send ADDRESS PORT CABLE FOLDER STOP STATE    sends every *.json of FOLDER, also those
 *                                       that come or change later
 *
 * The first and the last end once the file STOP is there. STATE always says how it stands: "line
 * open", "line cut" or "line wrong" (the code), then lines of lan_outbox_put().
 */
#include "lan.h"
#include "text.h"

#include <arpa/inet.h>
#include <errno.h>
#include <net/if.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define STEP_MS 10000 /* the bench's longest silence */
#define AGAIN_MS 1000

struct sender {
	struct sockaddr_in bench;
	const char *cable;
	char code[LAN_CODE_DIGITS + 1];
	struct lan_end end;
	int fd;
	struct lan_outbox outbox;
	const char *state; /* the file; NULL: nobody wants to know */
	struct buf told; /* what is in it */
};

static int say(const char *text, int code)
{
	fprintf(stderr, "hotroit-send: %s\n", text);
	return code;
}

/* FILE holds TEXT, or what it held before. */
static void keep(const char *file, const struct buf *text)
{
	char fresh[PATH_MAX];
	FILE *out;
	bool ok;

	if (snprintf(fresh, sizeof(fresh), "%s.new", file) >= (int)sizeof(fresh))
		return;
	out = fopen(fresh, "we");
	if (!out)
		return;
	ok = fwrite(buf_text(text), 1, text->len, out) == text->len;
	if (fclose(out) != 0 || !ok || rename(fresh, file) < 0)
		log_debug("not kept: %d", errno);
}

/* ---- benches that call ----------------------------------------------------------------------- */

static int open_ear(void)
{
	struct sockaddr_in own = {.sin_family = AF_INET, .sin_port = htons(LAN_CALL_PORT)};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0), yes = 1;

	if (fd < 0)
		return -errno;
	if (setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &yes, sizeof(yes)) == 0 &&
	    setsockopt(fd, IPPROTO_IP, IP_PKTINFO, &yes, sizeof(yes)) == 0 &&
	    bind(fd, (const struct sockaddr *)&own, sizeof(own)) == 0)
		return fd;
	close(fd);
	return -EADDRINUSE;
}

/* Two cables may lead to networks with the same addresses, so that of the call's is kept. */
static bool read_cable(struct msghdr *message, char ret[IF_NAMESIZE])
{
	for (struct cmsghdr *one = CMSG_FIRSTHDR(message); one; one = CMSG_NXTHDR(message, one)) {
		struct in_pktinfo info;

		if (one->cmsg_level != IPPROTO_IP || one->cmsg_type != IP_PKTINFO)
			continue;
		memcpy(&info, CMSG_DATA(one), sizeof(info));
		return if_indextoname((unsigned)info.ipi_ifindex, ret);
	}
	return false;
}

/* False: nothing more has come. */
static bool hear_one(int fd, struct lan_benches *benches)
{
	char bytes[LAN_CALL_BYTES + 1], control[256];
	struct sockaddr_in from;
	struct iovec into = {.iov_base = bytes, .iov_len = sizeof(bytes)};
	struct msghdr message = {.msg_name = &from, .msg_namelen = sizeof(from),
				 .msg_iov = &into, .msg_iovlen = 1,
				 .msg_control = control, .msg_controllen = sizeof(control)};
	ssize_t got = recvmsg(fd, &message, 0);
	struct lan_bench bench = {.heard_at = clock_mono_ms()};

	if (got < 0)
		return false;
	bench.address = from.sin_addr.s_addr;
	if (lan_call_read(bytes, (size_t)got, &bench.port, bench.name) &&
	    read_cable(&message, bench.cable))
		lan_benches_hear(benches, &bench);
	return true;
}

static int hear(const char *file, const char *stop)
{
	AUTO(buf_done) struct buf before = {0};
	struct lan_benches benches = {0};
	int fd = open_ear();

	if (fd < 0)
		return say(_("không mở được cổng mạng"), EXIT_UNAVAILABLE);
	keep(file, &before);
	while (access(stop, F_OK) != 0) {
		AUTO(buf_done) struct buf now = {0};
		struct pollfd poller = {.fd = fd, .events = POLLIN};

		if (poll(&poller, 1, AGAIN_MS) > 0)
			for (int i = 0; i < LAN_BENCHES_MAX && hear_one(fd, &benches); i++)
				continue;
		lan_benches_forget(&benches, clock_mono_ms());
		lan_benches_put(&now, &benches);
		if (str_eq(buf_text(&now), buf_text(&before)))
			continue;
		keep(file, &now);
		buf_clear(&before);
		buf_add(&before, buf_text(&now), now.len);
	}
	close(fd);
	return EXIT_PASS;
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
	if (setsockopt(sender->fd, SOL_SOCKET, SO_BINDTODEVICE, sender->cable,
		       (socklen_t)strlen(sender->cable)) < 0)
		return -errno;
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

static void tell(struct sender *sender, const char *line)
{
	AUTO(buf_done) struct buf text = {0};

	buf_printf(&text, "line %s\n", line);
	lan_outbox_put(&text, &sender->outbox);
	if (!sender->state || str_eq(buf_text(&text), buf_text(&sender->told)))
		return;
	keep(sender->state, &text);
	buf_clear(&sender->told);
	buf_add(&sender->told, buf_text(&text), text.len);
}

static int send_file(struct sender *sender, struct lan_file *file, const struct buf *bytes)
{
	struct parcel parcel = {.what = PARCEL_FILE, .bytes = buf_text(bytes), .len = bytes->len};
	unsigned before;
	int r = sender->fd < 0 ? call(sender) : 0;

	parcel_set_name(&parcel, file->name);
	parcel_set_sha256(&parcel, file->sha256);
	before = sender->end.answers;
	if (r == 0)
		r = lan_send(&sender->end, &parcel);
	while (r == 0 && sender->end.answers == before)
		r = step(sender);
	if (r == 0)
		lan_file_tell(file, sender->end.fate, clock_mono_ms());
	return r;
}

static int send_named(struct sender *sender, const struct root *folder, const char *name)
{
	AUTO(buf_done) struct buf bytes = {0};
	struct lan_file *file;
	char sha256[65];

	if (root_read(folder, name, PARCEL_BYTES_MAX, &bytes) < 0)
		return 0;
	sha256_hex(buf_text(&bytes), bytes.len, sha256);
	file = lan_outbox_file(&sender->outbox, name, sha256);
	return file && lan_file_is_due(file, clock_mono_ms()) ? send_file(sender, file, &bytes)
							      : 0;
}

static int send_all(struct sender *sender, const struct root *folder)
{
	AUTO(arena_done) struct arena arena = {0};
	const char *const *names;
	size_t count;
	int r = root_list(folder, ".", &arena, &names, &count);

	for (size_t i = 0; r == 0 && i < count; i++) {
		if (!str_ends(names[i], ".json"))
			continue;
		r = send_named(sender, folder, names[i]);
		if (r == 0 && sender->fd >= 0)
			tell(sender, "open");
	}
	if (r < 0 || sender->outbox.count)
		tell(sender, r == 0 ? "open" : r == -EACCES ? "wrong" : "cut");
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
			return say(_("bàn đã đổi mã: gõ mã mới"), EXIT_NOT_PERMITTED);
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

static int read_bench(struct sender *sender, const char *address, const char *port,
		      const char *cable)
{
	uint64_t number;

	sender->bench.sin_family = AF_INET;
	if (inet_pton(AF_INET, address, &sender->bench.sin_addr) != 1 ||
	    !str_to_u64(port, 10, &number) || !number || number > UINT16_MAX ||
	    strlen(cable) >= IF_NAMESIZE)
		return -EINVAL;
	sender->bench.sin_port = htons((uint16_t)number);
	sender->cable = cable;
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
	bool is_try = argc == 5 && str_eq(argv[1], "--try");
	char *const *bench = argv + 1 + is_try;
	int code;

	proc_keep_standard_fds();
	text_start(NULL);
	signal(SIGPIPE, SIG_IGN);
	if (argc == 4 && str_eq(argv[1], "--hear"))
		return hear(argv[2], argv[3]);
	if ((!is_try && argc != 7) || read_bench(&sender, bench[0], bench[1], bench[2]) < 0)
		return say(_("cách dùng: hotroit-send ĐỊA_CHỈ CỔNG DÂY THƯ_MỤC TỆP_DỪNG TỆP_BÁO"),
			   EXIT_USAGE);
	if (read_code(&sender) < 0)
		return say(_("mã gồm 6 chữ số"), EXIT_USAGE);
	if (!is_try)
		sender.state = argv[6];
	code = is_try ? try(&sender) : stay(&sender, argv[4], argv[5]);
	hang_up(&sender);
	lan_outbox_done(&sender.outbox);
	buf_done(&sender.told);
	return code;
}
