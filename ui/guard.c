/*
 * The way back to a usable terminal however the program ends. What a signal handler may touch is
 * prepared beforehand: a byte string for write(2) and a struct termios for tcsetattr(3), both
 * async-signal-safe.
 */
#include "frame_priv.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const int crash_signals[] = {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT};

/* A handler is handed nothing but a number, so this is the file's own. */
static struct {
	volatile sig_atomic_t armed;
	struct termios saved;
	char sequence[256];
	size_t len;
	struct sigaction before[ARRAY_LEN(crash_signals)];
	char stack[32768]; /* a crash may be an overflow of the usual one */
} guard;

static void restore(void)
{
	if (!guard.armed)
		return;
	guard.armed = 0;
	if (write(STDOUT_FILENO, guard.sequence, guard.len) < 0)
		return; /* the terminal is gone */
	tcsetattr(STDIN_FILENO, TCSANOW, &guard.saved);
}

static void crashed(int signal_number)
{
	restore();
	for (size_t i = 0; i < ARRAY_LEN(crash_signals); i++)
		sigaction(crash_signals[i], &guard.before[i], NULL);
	raise(signal_number);
}

static void take_crashes(void)
{
	struct sigaction action = {.sa_handler = crashed, .sa_flags = SA_ONSTACK};
	stack_t stack = {.ss_sp = guard.stack, .ss_size = sizeof(guard.stack)};

	sigemptyset(&action.sa_mask);
	sigaltstack(&stack, NULL);
	for (size_t i = 0; i < ARRAY_LEN(crash_signals); i++)
		sigaction(crash_signals[i], &action, &guard.before[i]);
}

void guard_arm(const struct termios *saved, const char *sequence, size_t len)
{
	static bool at_exit;

	guard.saved = *saved;
	guard.len = len < sizeof(guard.sequence) ? len : sizeof(guard.sequence);
	memcpy(guard.sequence, sequence, guard.len);
	take_crashes();
	if (!at_exit)
		at_exit = atexit(restore) == 0;
	guard.armed = 1;
}

void guard_disarm(void)
{
	guard.armed = 0;
	for (size_t i = 0; i < ARRAY_LEN(crash_signals); i++)
		sigaction(crash_signals[i], &guard.before[i], NULL);
}
