/* Child processes that can be cut off. */
#include "base.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#define PROC_TAKE_BLOCKS 64

void proc_keep_standard_fds(void)
{
	int fd;

	for (fd = 0; fd >= 0 && fd <= STDERR_FILENO;)
		fd = open("/dev/null", O_RDONLY);
	if (fd >= 0)
		close(fd);
}

enum { PIPE_OUT, PIPE_NOTE, PIPE_IN, PIPES };

static int spawn_child(pid_t *ret_pid, const char *const *argv, int pipes[PIPES][2])
{
	posix_spawn_file_actions_t actions;
	posix_spawnattr_t attr;
	sigset_t none, defaults;
	int result;

	sigemptyset(&none);
	sigemptyset(&defaults);
	sigaddset(&defaults, SIGPIPE);
	sigaddset(&defaults, SIGXFSZ);
	sigaddset(&defaults, SIGINT);
	posix_spawn_file_actions_init(&actions);
	if (pipes[PIPE_IN][0] >= 0)
		posix_spawn_file_actions_adddup2(&actions, pipes[PIPE_IN][0], 0);
	else
		posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, pipes[PIPE_OUT][1], 1);
	posix_spawn_file_actions_adddup2(&actions, pipes[PIPE_NOTE][1], 2);
	posix_spawnattr_init(&attr);
	/* RESETIDS: after user_step_back() a child still has the rights we were started with. */
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_RESETIDS | POSIX_SPAWN_SETPGROUP |
						POSIX_SPAWN_SETSIGMASK |
						POSIX_SPAWN_SETSIGDEF);
	posix_spawnattr_setpgroup(&attr, 0);
	posix_spawnattr_setsigmask(&attr, &none);
	posix_spawnattr_setsigdefault(&attr, &defaults);
	result = posix_spawnp(ret_pid, argv[0], &actions, &attr, (char *const *)argv, environ);
	posix_spawnattr_destroy(&attr);
	posix_spawn_file_actions_destroy(&actions);
	return -result;
}

static void close_all(int pipes[PIPES][2])
{
	for (int i = 0; i < PIPES; i++)
		for (int end = 0; end < 2; end++)
			if (pipes[i][end] >= 0)
				close(pipes[i][end]);
}

/* Our end of a pipe, taken out of the list. */
static int own_end(int *fd)
{
	int own = *fd;

	*fd = -1;
	if (own >= 0)
		fcntl(own, F_SETFL, O_NONBLOCK);
	return own;
}

static int start(struct proc *ret_proc, const char *const *argv, bool is_fed, struct err *err)
{
	int pipes[PIPES][2] = {{-1, -1}, {-1, -1}, {-1, -1}};
	pid_t pid = -1;
	int r = 0;

	for (int i = 0; r == 0 && i < (is_fed ? PIPES : PIPE_IN); i++)
		if (pipe2(pipes[i], O_CLOEXEC) < 0)
			r = err_set(err, errno, "%s: không tạo được ống dẫn (%s)", argv[0],
				    err_why(errno));
	if (r == 0) {
		r = spawn_child(&pid, argv, pipes);
		if (r < 0)
			err_set(err, -r, "%s: không chạy được (%s)", argv[0], err_why(-r));
	}
	if (r == 0)
		*ret_proc = (struct proc){.pid = pid, .out = own_end(&pipes[PIPE_OUT][0]),
					  .note = own_end(&pipes[PIPE_NOTE][0]),
					  .in = own_end(&pipes[PIPE_IN][1])};
	close_all(pipes);
	return r;
}

int proc_start(struct proc *ret_proc, const char *const *argv, struct err *err)
{
	return start(ret_proc, argv, false, err);
}

int proc_start_fed(struct proc *ret_proc, const char *const *argv, struct err *err)
{
	return start(ret_proc, argv, true, err);
}

bool proc_feed(struct proc *proc, const void *bytes, size_t len)
{
	return proc->in > 0 && len <= PIPE_BUF && write(proc->in, bytes, len) == (ssize_t)len;
}

bool proc_ended(struct proc *proc, int *ret_status)
{
	int status;

	if (proc->pid <= 0 || waitpid(proc->pid, &status, WNOHANG) != proc->pid)
		return false;
	*ret_status = status;
	/* Whatever it started and left behind goes with it. */
	kill(-proc->pid, SIGKILL);
	proc->pid = -1;
	return true;
}

void proc_stop(struct proc *proc)
{
	if (proc->pid > 0) {
		kill(-proc->pid, SIGKILL);
		/* One that is stuck in the kernel can not be waited for; init reaps it later. */
		for (int i = 0; i < 20 && waitpid(proc->pid, NULL, WNOHANG) == 0; i++)
			usleep(1000);
		proc->pid = -1;
	}
	if (proc->out > 0)
		close(proc->out);
	if (proc->note > 0)
		close(proc->note);
	if (proc->in > 0)
		close(proc->in);
	proc->out = proc->note = proc->in = -1;
}

bool proc_take(int *fd, size_t max, struct buf *into)
{
	char block[16384];
	bool came = false;

	/* Only so many: one that never stops writing must not keep us from looking at the clock. */
	for (int i = 0; i < PROC_TAKE_BLOCKS && *fd >= 0; i++) {
		ssize_t got = read(*fd, block, sizeof(block));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0 && errno == EAGAIN)
			break;
		came = true;
		if (got <= 0) {
			close(*fd);
			*fd = -1;
		} else if (into && into->len <= max) {
			buf_add(into, block, (size_t)got);
		}
	}
	return came;
}

int proc_run(const char *const *argv, unsigned timeout_ms, size_t max, struct buf *ret,
	     int *ret_status, struct err *err)
{
	AUTO(proc_stop) struct proc proc = {.pid = -1, .out = -1, .note = -1};
	int64_t deadline = clock_mono_ms() + timeout_ms;
	size_t most = ret ? ret->len + max : 0;
	int r = proc_start(&proc, argv, err);

	if (r < 0)
		return r;
	for (;;) {
		struct pollfd fds[] = {{.fd = proc.out, .events = POLLIN},
				       {.fd = proc.note, .events = POLLIN}};
		int64_t left = deadline - clock_mono_ms();
		bool open = proc.out >= 0 || proc.note >= 0;

		if (!open && proc_ended(&proc, ret_status))
			return 0;
		if (left <= 0)
			return err_set(err, ETIMEDOUT, "%s: quá %u giây không trả lời, đã cắt",
				       argv[0], (timeout_ms + 999) / 1000);
		/* Pipes can close a moment before the process has ended: look again soon. */
		if (poll(fds, 2, open ? (int)left : 1) < 0 && errno != EINTR)
			return err_set(err, errno, "%s: %s", argv[0], err_why(errno));
		proc_take(&proc.out, most, ret);
		proc_take(&proc.note, 0, NULL);
		if (ret && ret->len > most)
			return err_set(err, EFBIG, "%s: trả lời dài quá %zu byte, đã cắt", argv[0],
				       max);
	}
}
