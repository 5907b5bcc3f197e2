/* Signing in by --who, and PINs as they are typed: never shown, never an argument, wiped. */
#include "cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <termios.h>
#include <unistd.h>

/* Ends the question as a line of its own: a signal would leave the terminal without echo. */
#define CTRL_C 3

void cli_pin_guard(char pin[CLI_PIN_MAX])
{
	if (mlock(pin, CLI_PIN_MAX) < 0)
		log_debug("the PIN may be swapped");
}

void cli_pin_wipe(char pin[CLI_PIN_MAX])
{
	explicit_bzero(pin, CLI_PIN_MAX);
	munlock(pin, CLI_PIN_MAX);
}

/* The first line of FD, at most CLI_PIN_MAX - 1 bytes; a longer one is cut, and then no PIN. */
static int read_line(int fd, char ret[CLI_PIN_MAX], struct err *err)
{
	size_t len = 0;
	ssize_t got;
	char byte;

	while ((got = read(fd, &byte, 1)) != 0 && byte != '\n') {
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0)
			return err_set(err, EIO, _("PIN: không đọc được (%s)"), err_why(errno));
		if (byte == CTRL_C)
			return err_set(err, EPERM, _("PIN: đã thôi, chưa làm gì"));
		/* A NUL is no end: what follows counts too, and no PIN has one. */
		if (len < CLI_PIN_MAX - 1)
			ret[len++] = byte ? byte : '?';
	}
	ret[len] = '\0';
	return 0;
}

static int ask(int fd, const char *question, char ret[CLI_PIN_MAX], struct err *err)
{
	AUTO(buf_done) struct buf plain = {0};
	struct termios before, quiet;
	int r;

	if (tcgetattr(fd, &before) < 0)
		return err_set(err, EPERM, _("PIN: không hỏi được trên terminal (%s)"),
			       err_why(errno));
	quiet = before;
	quiet.c_lflag &= ~(tcflag_t)(ECHO | ISIG);
	quiet.c_cc[VEOL] = CTRL_C;
	tcsetattr(fd, TCSAFLUSH, &quiet);
	dprintf(fd, "%s: ", text_for_output(question, &plain));
	r = read_line(fd, ret, err);
	tcsetattr(fd, TCSAFLUSH, &before);
	dprintf(fd, "\n");
	return r;
}

/* Asks on the terminal, unseen. */
static int cli_pin_ask(const char *question, char ret[CLI_PIN_MAX], struct err *err)
{
	int fd = open("/dev/tty", O_RDWR | O_CLOEXEC | O_NOCTTY), r;

	if (fd < 0)
		return err_set(err, EPERM,
			       _("PIN: không có terminal để hỏi; đặt biến HOTROIT_PIN"));
	r = ask(fd, question, ret, err);
	close(fd);
	return r;
}

int cli_pin_read_new(char ret[CLI_PIN_MAX], struct err *err)
{
	char again[CLI_PIN_MAX] = "";
	bool same;
	int r;

	cli_pin_guard(again);
	if (!isatty(STDIN_FILENO))
		return read_line(STDIN_FILENO, ret, err);
	r = cli_pin_ask(_("PIN mới (4 đến 8 chữ số)"), ret, err);
	if (r == 0)
		r = cli_pin_ask(_("Gõ lại PIN mới"), again, err);
	same = str_eq(ret, again);
	cli_pin_wipe(again);
	return r < 0 || same ? r : err_set(err, EINVAL, _("hai lần gõ không giống nhau; làm lại"));
}

/* Moves the PIN out of the environment, where every child would see it. */
static bool take_given(char ret[CLI_PIN_MAX])
{
	char *given = getenv("HOTROIT_PIN");

	if (!given)
		return false;
	snprintf(ret, CLI_PIN_MAX, "%s", given);
	explicit_bzero(given, strlen(given));
	unsetenv("HOTROIT_PIN");
	return true;
}

static int sign_in(const char *who, struct store *store, struct store_actor *ret_actor,
		   struct err *err)
{
	char pin[CLI_PIN_MAX] = "";
	bool asked = false, is_given;
	int r = store_pin_is_asked(store, &asked, err);

	cli_pin_guard(pin);
	is_given = take_given(pin);
	if (r == 0 && asked && !is_given)
		r = cli_pin_ask("PIN", pin, err);
	if (r == 0)
		r = store_pin_check(store, who, pin, ret_actor, err);
	cli_pin_wipe(pin);
	return r;
}

int cli_sign_in(const struct cli *cli, const char *file, enum store_mode mode, struct store *store,
		struct err *err)
{
	AUTO(cli_store_done) struct store *counting = NULL;
	struct store_actor actor;
	int r = 0;

	if (!cli->who)
		return 0;
	/* Who only looks still leaves a mark when the PIN is wrong. */
	if (mode == STORE_READ_ONLY)
		r = store_open(&counting, file, STORE_READ_WRITE, err);
	if (r == 0)
		r = sign_in(cli->who, counting ? counting : store, &actor, err);
	if (r == 0)
		store_act_as(store, &actor);
	return r;
}
