/* Child processes that can be cut off, and plugins: parts of ours loaded when needed. */
#include "base.h"

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

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
	sigaddset(&defaults, SIGINT);
	posix_spawn_file_actions_init(&actions);
	posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
	posix_spawn_file_actions_adddup2(&actions, out, 1);
	posix_spawn_file_actions_adddup2(&actions, note, 2);
	posix_spawnattr_init(&attr);
	posix_spawnattr_setflags(&attr, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK |
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
			       strerror(errno));
	if (pipe2(note, O_CLOEXEC) < 0) {
		r = errno;
		close(out[0]);
		close(out[1]);
		return err_set(err, r, "%s: không tạo được ống dẫn (%s)", argv[0], strerror(r));
	}
	r = spawn_child(&pid, argv, out[1], note[1]);
	close(out[1]);
	close(note[1]);
	if (r < 0) {
		close(out[0]);
		close(note[0]);
		return err_set(err, -r, "%s: không chạy được (%s)", argv[0], strerror(-r));
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

/* Reads what is there; false at the end of the stream. */
static bool drain(int fd, size_t max, struct buf *into, bool *over)
{
	char block[16384];

	for (;;) {
		ssize_t got = read(fd, block, sizeof(block));

		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return errno == EAGAIN;
		if (got == 0)
			return false;
		if (into && into->len + (size_t)got > max)
			*over = true;
		else if (into)
			buf_add(into, block, (size_t)got);
		if (*over)
			return true;
	}
}

int proc_run(const char *const *argv, unsigned timeout_ms, size_t max, struct buf *ret,
	     int *ret_status, struct err *err)
{
	AUTO(proc_stop) struct proc proc = {.pid = -1, .out = -1, .note = -1};
	int64_t deadline = clock_mono_ms() + timeout_ms;
	bool out_open = true, note_open = true, over = false;
	int r = proc_start(&proc, argv, err);

	if (r < 0)
		return r;
	for (;;) {
		struct pollfd fds[] = {{.fd = out_open ? proc.out : -1, .events = POLLIN},
				       {.fd = note_open ? proc.note : -1, .events = POLLIN}};
		int64_t left = deadline - clock_mono_ms();
		bool ended = !out_open && !note_open && proc_ended(&proc, ret_status);

		if (ended)
			return 0;
		if (left <= 0)
			return err_set(err, ETIMEDOUT, "%s: quá %u giây không trả lời, đã cắt",
				       argv[0], (timeout_ms + 999) / 1000);
		/* Pipes can close a moment before the process has ended: look again soon. */
		if (poll(fds, 2, out_open || note_open ? (int)left : 1) < 0 && errno != EINTR)
			return err_set(err, errno, "%s: %s", argv[0], strerror(errno));
		if (fds[0].revents)
			out_open = drain(proc.out, max, ret, &over);
		if (fds[1].revents)
			note_open = drain(proc.note, 0, NULL, &over);
		if (over)
			return err_set(err, EFBIG, "%s: trả lời dài quá %zu byte, đã cắt", argv[0],
				       max);
	}
}

int path_beside(const char *relative, char *ret, size_t size)
{
	char self[PATH_MAX];
	ssize_t len = readlink("/proc/self/exe", self, sizeof(self) - 1);
	char *slash;
	int printed;

	if (len < 0)
		return -errno;
	self[len] = '\0';
	slash = strrchr(self, '/');
	if (!slash)
		return -ENOENT;
	*slash = '\0';
	printed = snprintf(ret, size, "%s/%s", self, relative);
	return printed < 0 || (size_t)printed >= size ? -ENAMETOOLONG : 0;
}

int plugin_open(const char *name, const char *symbol, const void **ret_table, struct err *err)
{
	char relative[128], file[PATH_MAX];
	void *handle;
	const void *table;

	snprintf(relative, sizeof(relative), "../lib/hotroit/%s.so", name);
	if (path_beside(relative, file, sizeof(file)) < 0)
		return err_set(err, ENOENT, "%s: không tìm thấy phần mở rộng", name);
	handle = dlopen(file, RTLD_NOW | RTLD_LOCAL);
	if (!handle)
		return err_set(err, ENOENT, "%s: không nạp được (%s)", file, dlerror());
	table = dlsym(handle, symbol);
	if (!table)
		return err_set(err, ENOENT, "%s: thiếu %s", file, symbol);
	*ret_table = table;
	return 0;
}
