/* The watch: udev's events as JSON lines. */
#include "watch.h"

#include "model.h"
#include "plug_udev.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <unistd.h>

#define EVENT_NAME_BYTES 128

static bool print_event(const struct udev_event *event)
{
	AUTO(buf_done) struct buf line = {0}, name = {0};

	text_clean(&name, event->name, strlen(event->name), EVENT_NAME_BYTES);
	buf_printf(&line, "{\"event\":\"%s\",\"id\":", event->add ? "add" : "remove");
	json_add_text(&line, event->id);
	buf_add_str(&line, ",\"subsystem\":");
	json_add_text(&line, event->subsystem);
	buf_add_str(&line, ",\"name\":");
	json_add_text(&line, buf_text(&name));
	buf_add_str(&line, "}\n");
	return fwrite(line.data, 1, line.len, stdout) == line.len && fflush(stdout) == 0;
}

static enum exit_code watch_loop(const struct plug_udev *plug, struct udev_watch *watch, int events,
				 int stop)
{
	/* An output without a reader shows as an error on its descriptor, even when idle. */
	struct pollfd fds[] = {{.fd = events, .events = POLLIN},
			       {.fd = stop, .events = POLLIN},
			       {.fd = STDOUT_FILENO}};
	struct udev_event event;

	for (;;) {
		if (poll(fds, ARRAY_LEN(fds), -1) < 0 && errno != EINTR)
			return EXIT_IO;
		if (fds[1].revents || (fds[2].revents & POLLERR))
			return EXIT_PASS;
		if (fds[0].revents && plug->watch_next(watch, &event) && !print_event(&event))
			return EXIT_IO;
	}
}

enum exit_code watch_run(struct err *err)
{
	const struct plug_udev *plug;
	const void *table;
	struct udev_watch *watch;
	enum exit_code code;
	sigset_t set;
	int events, stop;

	if (plugin_open("udev", "plug_udev", &table, err) < 0)
		return EXIT_UNAVAILABLE;
	plug = table;
	sigemptyset(&set);
	sigaddset(&set, SIGTERM);
	sigaddset(&set, SIGINT);
	sigprocmask(SIG_BLOCK, &set, NULL);
	signal(SIGPIPE, SIG_IGN);
	stop = signalfd(-1, &set, SFD_CLOEXEC);
	if (stop < 0 || plug->watch_open(&watch, &events) < 0) {
		err_set(err, EIO, _("không theo dõi được việc cắm rút; udev có đang chạy không?"));
		return EXIT_UNAVAILABLE;
	}
	code = watch_loop(plug, watch, events, stop);
	if (code != EXIT_PASS)
		err_set(err, EIO, _("không ghi được kết quả ra"));
	plug->watch_close(watch);
	close(stop);
	return code;
}
