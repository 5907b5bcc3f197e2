/* The plugin over libnl-genl: interface up, trigger a scan, wait for its end, count what came. */
#include "plug_wifi.h"
#include "base.h"

#include <errno.h>
#include <linux/nl80211.h>
#include <net/if.h>
#include <netlink/genl/ctrl.h>
#include <netlink/genl/genl.h>
#include <netlink/netlink.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

struct scan {
	struct nl_sock *sock;
	int family;
	unsigned ifindex;
	int error; /* what the kernel answered last, 0 or -errno */
	bool is_answered; /* the answer to what was sent is whole */
	bool is_ended; /* the scan is */
	size_t count;
};

static int bring_up(const char *name)
{
	struct ifreq request = {0};
	int fd = socket(AF_INET, SOCK_DGRAM | SOCK_CLOEXEC, 0), r = 0;

	if (fd < 0)
		return -errno;
	snprintf(request.ifr_name, sizeof(request.ifr_name), "%s", name);
	if (ioctl(fd, SIOCGIFFLAGS, &request) < 0)
		r = -errno;
	request.ifr_flags |= IFF_UP;
	if (r == 0 && ioctl(fd, SIOCSIFFLAGS, &request) < 0)
		r = errno == ERFKILL ? -ERFKILL : -ENETDOWN;
	close(fd);
	return r;
}

/* ---- what the kernel says -------------------------------------------------------------------- */

static int take_message(struct nl_msg *msg, void *user)
{
	struct scan *scan = user;
	struct genlmsghdr *head = nlmsg_data(nlmsg_hdr(msg));
	struct nlattr *attributes[NL80211_ATTR_MAX + 1];

	if (nla_parse(attributes, NL80211_ATTR_MAX, genlmsg_attrdata(head, 0),
		      genlmsg_attrlen(head, 0), NULL) < 0)
		return NL_SKIP;
	if (!attributes[NL80211_ATTR_IFINDEX] ||
	    nla_get_u32(attributes[NL80211_ATTR_IFINDEX]) != scan->ifindex)
		return NL_SKIP;
	if (attributes[NL80211_ATTR_BSS] && !scan->is_answered)
		scan->count++;
	else if (head->cmd == NL80211_CMD_NEW_SCAN_RESULTS ||
		 head->cmd == NL80211_CMD_SCAN_ABORTED)
		scan->is_ended = true;
	return NL_SKIP;
}

static int take_end(struct nl_msg *msg, void *user)
{
	(void)msg;
	((struct scan *)user)->is_answered = true;
	return NL_STOP;
}

static int take_error(struct sockaddr_nl *from, struct nlmsgerr *error, void *user)
{
	struct scan *scan = user;

	(void)from;
	scan->error = error->error;
	scan->is_answered = true;
	return NL_STOP;
}

/* News from the kernel have no number of ours. */
static int take_any(struct nl_msg *msg, void *user)
{
	(void)msg;
	(void)user;
	return NL_OK;
}

static int receive(struct scan *scan, int64_t until)
{
	struct pollfd ready = {.fd = nl_socket_get_fd(scan->sock), .events = POLLIN};
	int64_t left = until - clock_mono_ms();

	if (left <= 0 || poll(&ready, 1, (int)left) <= 0)
		return -ETIMEDOUT;
	return nl_recvmsgs_default(scan->sock) == -NLE_DUMP_INTR ? -EINTR : 0;
}

static int send_and_wait(struct scan *scan, uint8_t command, int flags, int64_t until)
{
	struct nl_msg *msg = nlmsg_alloc();
	int r = 0;

	if (!msg)
		return -ENOMEM;
	scan->is_answered = false;
	scan->error = 0;
	genlmsg_put(msg, NL_AUTO_PORT, NL_AUTO_SEQ, scan->family, 0, flags, command, 0);
	nla_put_u32(msg, NL80211_ATTR_IFINDEX, scan->ifindex);
	if (nl_send_auto(scan->sock, msg) < 0)
		r = -EIO;
	nlmsg_free(msg);
	while (r == 0 && !scan->is_answered)
		r = receive(scan, until);
	return r < 0 ? r : scan->error;
}

static int listen_for_news(struct scan *scan)
{
	int group;

	if (genl_connect(scan->sock) < 0)
		return -EIO;
	scan->family = genl_ctrl_resolve(scan->sock, "nl80211");
	group = genl_ctrl_resolve_grp(scan->sock, "nl80211", "scan");
	if (scan->family < 0 || group < 0 || nl_socket_add_membership(scan->sock, group) < 0)
		return -EOPNOTSUPP;
	nl_socket_disable_seq_check(scan->sock);
	nl_socket_modify_cb(scan->sock, NL_CB_VALID, NL_CB_CUSTOM, take_message, scan);
	nl_socket_modify_cb(scan->sock, NL_CB_FINISH, NL_CB_CUSTOM, take_end, scan);
	nl_socket_modify_cb(scan->sock, NL_CB_ACK, NL_CB_CUSTOM, take_end, scan);
	nl_socket_modify_cb(scan->sock, NL_CB_SEQ_CHECK, NL_CB_CUSTOM, take_any, NULL);
	nl_socket_modify_err_cb(scan->sock, NL_CB_CUSTOM, take_error, scan);
	return 0;
}

static int scan_once(struct scan *scan, int64_t until)
{
	int r = listen_for_news(scan);

	if (r < 0)
		return r;
	r = send_and_wait(scan, NL80211_CMD_TRIGGER_SCAN, NLM_F_ACK, until);
	/* It scans already: that one is as good. */
	if (r < 0 && r != -EBUSY)
		return r;
	while (!scan->is_ended)
		if (receive(scan, until) == -ETIMEDOUT)
			return -ETIMEDOUT;
	scan->count = 0;
	return send_and_wait(scan, NL80211_CMD_GET_SCAN, NLM_F_DUMP, until);
}

static int scan(const char *name, unsigned ms, size_t *ret_count)
{
	struct scan work = {.ifindex = if_nametoindex(name)};
	int r = work.ifindex ? bring_up(name) : -ENODEV;

	if (r < 0)
		return r;
	work.sock = nl_socket_alloc();
	if (!work.sock)
		return -ENOMEM;
	r = scan_once(&work, clock_mono_ms() + ms);
	nl_socket_free(work.sock);
	if (r == 0)
		*ret_count = work.count;
	return r;
}

extern const struct plug_wifi plug_wifi;
const struct plug_wifi plug_wifi = {.scan = scan};
