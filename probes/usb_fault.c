/* The kernel's messages against the table that gen_usb makes. */
#include "usb_fault.h"

#include "usb_priv.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#define READS_MAX 20000 /* at one time: more records than the log keeps */

/* "usb 1-1-port4: unable to …", "hub 1-1:1.0: unable to …", and what the record adds. */
struct message {
	char name[USB_PORT_MAX]; /* of the device, the hub's interface or the port that is meant */
	const char *text;
};

static bool split(const struct kmsg_record *record, struct message *ret)
{
	static const char bus[] = "+usb:";
	const char *at = record->text, *end = strstr(at, ": "), *name = at + 4;
	size_t len;

	if ((!str_starts(at, "usb ") && !str_starts(at, "hub ")) || !end || end < name)
		return false;
	ret->text = end + 2;
	len = (size_t)(end - name);
	/* The kernel's own word for the device, where it has one: a port is none. */
	if (str_starts(record->device, bus)) {
		name = record->device + sizeof(bus) - 1;
		len = strlen(name);
	}
	if (!len || len >= sizeof(ret->name))
		return false;
	memcpy(ret->name, name, len);
	ret->name[len] = '\0';
	return true;
}

/* Does TEXT follow FORMAT, in which %d stands for a number, %s for letters or nothing and %p for
 * the number of a port? *PORT points to that one's digits. */
static bool follows(const char *text, const char *format, const char **port)
{
	for (; *format; format++) {
		size_t len;

		if (*format != '%') {
			if (*text++ != *format)
				return false;
			continue;
		}
		format++;
		if (*format == 'p')
			*port = text;
		if (*format == 'd' && *text == '-')
			text++;
		for (len = 0; *format == 's' ? isalpha((unsigned char)text[len])
					     : isdigit((unsigned char)text[len]);)
			len++;
		if (!len && *format != 's')
			return false;
		text += len;
	}
	return !*text;
}

/* "1-1.4": digits, then '-', then numbers between dots. */
static bool is_port(const char *name)
{
	size_t bus = strspn(name, "0123456789");
	const char *at = name + bus;

	if (!bus || *at != '-')
		return false;
	do {
		size_t len = strspn(++at, "0123456789");

		if (!len)
			return false;
		at += len;
	} while (*at == '.');
	return !*at;
}

/* The port that a message of this form is about: NUMBER is what %p stood for, or NULL. */
static bool port_of(const char *name, const char *number, char ret[USB_PORT_MAX])
{
	char hub[USB_PORT_MAX], port[USB_PORT_MAX + 32];
	bool is_root;

	if (!number) {
		if (usb_port_of(name, ret, USB_PORT_MAX))
			return true;
		snprintf(ret, USB_PORT_MAX, "%s", name);
		return is_port(name);
	}
	/* "1-1:1.0", and "1-0:1.0" for the machine's own hub of bus 1 */
	snprintf(hub, sizeof(hub), "%.*s", (int)strcspn(name, ":"), name);
	is_root = str_ends(hub, "-0");
	if (is_root)
		hub[strlen(hub) - 2] = '\0';
	snprintf(port, sizeof(port), "%s%s-port%.*s", is_root ? "usb" : "", hub,
		 (int)strspn(number, "0123456789"), number);
	return usb_port_of(port, ret, USB_PORT_MAX);
}

bool usb_fault_read(struct usb_fault *ret, const struct kmsg_record *record)
{
	struct usb_fault fault;
	struct message message;

	/* What a program writes there is never of the kernel's facility. */
	if (record->priority > 7 || !split(record, &message) ||
	    (*record->subsystem && !str_eq(record->subsystem, "usb")))
		return false;
	for (size_t i = 0; i < usb_message_count; i++) {
		const char *number = NULL;

		if (!follows(message.text, usb_messages[i].format, &number))
			continue;
		fault.state = usb_state_find(usb_messages[i].state);
		if (!fault.state || !port_of(message.name, number, fault.port))
			return false;
		*ret = fault;
		return true;
	}
	return false;
}

bool usb_fault_on_wire(const struct usb_state *state)
{
	return !str_eq(state->word, "hub-overload") && !str_eq(state->word, "no-endpoints");
}

bool usb_fault_cut_off(const struct usb_state *state)
{
	return str_eq(state->word, "over-current");
}

/* ---- the log ------------------------------------------------------------------------------ */

int usb_log_open(struct usb_log *ret, const struct root *root)
{
	int fd = kmsg_open(root);

	ret->left = 0;
	ret->fd = fd < 0 ? -1 : fd;
	return fd < 0 ? fd : 0;
}

void usb_log_close(struct usb_log *log)
{
	if (log->fd >= 0)
		close(log->fd);
	log->fd = -1;
}

/* False: there is nothing to read now, or ever. */
static bool read_on(struct usb_log *log)
{
	ssize_t got = log->fd < 0 ? -EAGAIN : kmsg_read(log->fd, log->data);

	if (got <= 0 && got != -EAGAIN)
		usb_log_close(log);
	log->at = log->data;
	log->left = got > 0 ? (size_t)got : 0;
	return got > 0;
}

bool usb_log_next(struct usb_log *log, struct usb_fault *ret, int64_t *ret_age_ms)
{
	struct kmsg_record record;

	for (unsigned reads = 0; log->left || (reads++ < READS_MAX && read_on(log));) {
		int64_t age;

		if (!kmsg_next(&log->at, &log->left, &record) || !usb_fault_read(ret, &record))
			continue;
		age = clock_mono_ms() - record.usec / 1000;
		*ret_age_ms = age > 0 ? age : 0;
		return true;
	}
	return false;
}
