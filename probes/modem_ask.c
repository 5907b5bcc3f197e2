/*
 * Question and answer on a serial port. ModemManager would ask the same and more, but it is a
 * system daemon behind D-Bus and polkit that claims every serial port it finds; a bench wants six
 * commands of one modem.
 */
#include "modem.h"
#include "modem_at.h"

#include <errno.h>
#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

/* A port that speaks no AT is silent; one that does answers its first "AT" at once, and the rest
 * once it has asked the card. */
#define HELLO_MS 1000
#define ANSWER_MS 3000
#define ANSWER_MAX (64u << 10) /* bytes: whoever says more is flooding */
#define CME_NO_SIM 10
#define CME_SIM_PIN 11
#define CME_SIM_PUK 12
#define CME_SIM_FAILURE 13
#define CME_SIM_BUSY 14
#define CME_SIM_WRONG 15

static int make_raw(int fd)
{
	struct termios set;

	if (tcgetattr(fd, &set) < 0)
		return -errno;
	cfmakeraw(&set);
	cfsetspeed(&set, B115200);
	set.c_cflag |= CLOCAL | CREAD;
	if (tcsetattr(fd, TCSANOW, &set) < 0)
		return -errno;
	/* What it said before we came is no answer of ours. */
	tcflush(fd, TCIOFLUSH);
	return 0;
}

static int wait_for(int fd, short events, int64_t deadline)
{
	struct pollfd wait = {.fd = fd, .events = events};
	int64_t left = deadline - clock_mono_ms();
	int r = left > 0 ? poll(&wait, 1, (int)left) : 0;

	if (r < 0)
		return errno == EINTR ? 0 : -errno;
	if (r == 0)
		return -ETIMEDOUT;
	return wait.revents & events ? 0 : -EIO;
}

static int say(int fd, const char *command, int64_t deadline)
{
	char text[AT_VALUE_MAX];
	size_t len = (size_t)snprintf(text, sizeof(text), "%s\r", command), at = 0;

	while (at < len) {
		int r = wait_for(fd, POLLOUT, deadline);
		ssize_t put = r < 0 ? 0 : write(fd, text + at, len - at);

		if (r < 0)
			return r;
		if (put < 0 && errno != EAGAIN && errno != EINTR)
			return -errno;
		at += put > 0 ? (size_t)put : 0;
	}
	return 0;
}

/* Asks once and reads to the answer's end. */
static int ask(int fd, int wait_ms, struct at_answer *answer)
{
	int64_t deadline = clock_mono_ms() + wait_ms;
	int r = say(fd, answer->command, deadline);
	size_t total = 0;
	char block[512];

	while (r == 0 && answer->end == AT_OPEN) {
		ssize_t got;

		r = wait_for(fd, POLLIN, deadline);
		if (r < 0)
			break;
		got = read(fd, block, sizeof(block));
		if (got == 0 || (got < 0 && errno != EAGAIN && errno != EINTR))
			return -EIO;
		if (got < 0)
			continue;
		total += (size_t)got;
		if (total > ANSWER_MAX)
			return -EBADMSG;
		at_feed(answer, block, (size_t)got);
	}
	explicit_bzero(block, sizeof(block));
	return r;
}

static enum modem_sim sim_of(const struct at_answer *cpin)
{
	static const struct {
		const char *value;
		unsigned cme;
		enum modem_sim sim;
	} table[] = {
		{"READY", 0, MODEM_SIM_READY},
		{"SIM PIN", CME_SIM_PIN, MODEM_SIM_PIN},
		{"SIM PIN2", 0, MODEM_SIM_READY},
		{"SIM PUK2", 0, MODEM_SIM_READY},
		{"SIM PUK", CME_SIM_PUK, MODEM_SIM_PUK},
		{"NOT INSERTED", CME_NO_SIM, MODEM_SIM_NONE},
		{"NOT READY", CME_SIM_BUSY, MODEM_SIM_BUSY},
		{NULL, CME_SIM_FAILURE, MODEM_SIM_BAD},
		{NULL, CME_SIM_WRONG, MODEM_SIM_BAD},
	};

	if (str_starts(cpin->value, "PH-"))
		return MODEM_SIM_LOCKED;
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (*cpin->value ? str_eq(table[i].value, cpin->value)
				 : cpin->cme && table[i].cme == cpin->cme)
			return table[i].sim;
	return MODEM_SIM_SILENT;
}

/* One makes it this command, the other that. */
static int ask_iccid(int fd, struct modem_report *report)
{
	static const char *const ways[][2] = {
		{"AT+CCID", "+CCID"}, {"AT+ICCID", "+ICCID"}, {"AT^ICCID?", "^ICCID"}};

	for (size_t i = 0; i < ARRAY_LEN(ways) && !*report->iccid; i++) {
		struct at_answer answer = {.command = ways[i][0], .prefix = ways[i][1]};
		int r = ask(fd, ANSWER_MS, &answer);

		if (r < 0)
			return r;
		if (answer.end == AT_OK)
			(void)!at_iccid(answer.value, report->iccid, sizeof(report->iccid));
	}
	return 0;
}

static int ask_network(int fd, struct modem_report *report)
{
	struct at_answer imsi = {.command = "AT+CIMI"};
	struct at_answer cops = {.command = "AT+COPS?", .prefix = "+COPS"};
	int r = ask(fd, ANSWER_MS, &imsi);

	if (r == 0 && imsi.end == AT_OK)
		(void)!at_network(imsi.value, report->network);
	explicit_bzero(&imsi, sizeof(imsi));
	if (r == 0)
		r = ask(fd, ANSWER_MS, &cops);
	if (r == 0 && cops.end == AT_OK)
		report->generation = at_generation(cops.value);
	return r;
}

int modem_ask(int fd, struct modem_report *ret)
{
	struct at_answer hello = {.command = "AT"};
	/* Both last until it is unplugged: no echo, errors by their numbers. */
	struct at_answer quiet = {.command = "ATE0"}, numbers = {.command = "AT+CMEE=1"};
	struct at_answer cpin = {.command = "AT+CPIN?", .prefix = "+CPIN"};
	struct modem_report report = {0};
	int r = make_raw(fd);

	if (r == 0)
		r = ask(fd, HELLO_MS, &hello);
	if (r == 0)
		r = ask(fd, ANSWER_MS, &quiet);
	if (r == 0)
		r = ask(fd, ANSWER_MS, &numbers);
	if (r == 0)
		r = ask(fd, ANSWER_MS, &cpin);
	if (r < 0)
		return r;
	report.sim = sim_of(&cpin);
	/* What it does not tell from here on is not told; what it did tell counts. */
	if (report.sim != MODEM_SIM_NONE && ask_iccid(fd, &report) == 0 &&
	    report.sim == MODEM_SIM_READY)
		(void)!ask_network(fd, &report);
	*ret = report;
	return 0;
}
