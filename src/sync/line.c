/* Waiting for the server over a line that may be dead without anybody saying so. */
#include "sync_priv.h"

#include <errno.h>
#include <linux/sockios.h>
#include <poll.h>
#include <sys/ioctl.h>

#define LOOK_MS 1000

/* Bytes under way that nobody has acknowledged: a slow line that lives has fewer and fewer. */
static int under_way(int fd)
{
	int bytes = 0;

	return ioctl(fd, SIOCOUTQ, &bytes) == 0 ? bytes : 0;
}

/* libpq's calls on a connection that is gone fail at once. */
static int give_up(struct pg *pg, struct err *err)
{
	pg_done(pg);
	return err_set(err, ETIMEDOUT,
		       _("mạng hoặc máy chủ im quá lâu; việc vẫn giữ ở đây, thử lại sau"));
}

/* Until the line is ready for one of EVENTS, or nothing has moved for as long as PG bears. */
static int wait_for(struct pg *pg, short events, struct err *err)
{
	struct pollfd line = {.fd = pg->pq->socket(pg->conn), .events = events};
	int64_t moved = clock_mono_ms();
	int left = under_way(line.fd);

	while (line.fd >= 0 && poll(&line, 1, LOOK_MS) <= 0) {
		int now = under_way(line.fd);

		if (now < left)
			moved = clock_mono_ms();
		left = now;
		if (pg->patience_ms && clock_mono_ms() - moved >= pg->patience_ms)
			return give_up(pg, err);
	}
	return 0;
}

int pg_next(struct pg *pg, PGresult **ret_result, struct err *err)
{
	int r = 0;

	while (r == 0 && pg->pq->flush(pg->conn) > 0) {
		r = wait_for(pg, POLLIN | POLLOUT, err);
		if (r == 0 && !pg->pq->consume_input(pg->conn))
			break;
	}
	while (r == 0 && pg->pq->is_busy(pg->conn)) {
		r = wait_for(pg, POLLIN, err);
		if (r == 0 && !pg->pq->consume_input(pg->conn))
			break;
	}
	if (r == 0)
		*ret_result = pg->pq->get_result(pg->conn);
	return r;
}
