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

static int spawn_child(pid_t *ret_pid, const char *const *argv, int out, int note)
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
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, out, 1);
	posix_spawn_file_actions_adddup2(&actions, note, 2);
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

int proc_start(struct proc *ret_proc, const char *const *argv, struct err *err)
{
	int out[2], note[2];
	pid_t pid = -1;
	int r;

	if (pipe2(out, O_CLOEXEC) < 0)
		return err_set(err, errno, "%s: không tạo được ống dẫn (%s)", argv[0],
			       err_why(errno));
	if (pipe2(note, O_CLOEXEC) < 0) {
		r = errno;
		close(out[0]);
		close(out[1]);
		return err_set(err, r, "%s: không tạo được ống dẫn (%s)", argv[0], err_why(r));
	}
	r = spawn_child(&pid, argv, out[1], note[1]);
	close(out[1]);
	close(note[1]);
	if (r < 0) {
		close(out[0]);
		close(note[0]);
		return err_set(err, -r, "%s: không chạy được (%s)", argv[0], err_why(-r));
	}
	fcntl(out[0], F_SETFL, O_NONBLOCK);
	fcntl(note[0], F_SETFL, O_NONBLOCK);
	*ret_proc = (struct proc){.pid = pid, .out = out[0], .note = note[0]};
	return 0;
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
	proc->out = proc->note = -1;
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
