/*
 * The floor for asking phones behind the adb server: connect, name the phone, name the command,
 * read to the end; all phones in one poll loop, nothing else. Usage: adb_floor PORT SERIAL…
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#define PHONES_MAX 64

static void ask(int fd, const char *service)
{
	char request[256];
	int len = snprintf(request, sizeof(request), "%04zx%s", strlen(service), service);

	if (write(fd, request, (size_t)len) != len)
		exit(1);
}

int main(int argc, char **argv)
{
	struct sockaddr_in server = {.sin_family = AF_INET};
	struct pollfd fds[PHONES_MAX];
	int okays[PHONES_MAX] = {0};
	int count = argc - 2, left = count;
	char service[128], block[65536];

	if (count < 1 || count > PHONES_MAX)
		return 64;
	server.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	server.sin_port = htons((uint16_t)strtoul(argv[1], NULL, 10));
	for (int i = 0; i < count; i++) {
		fds[i].fd = socket(AF_INET, SOCK_STREAM, 0);
		fds[i].events = POLLIN;
		if (connect(fds[i].fd, (struct sockaddr *)&server, sizeof(server)) < 0)
			return 69;
		snprintf(service, sizeof(service), "host:transport:%s", argv[i + 2]);
		ask(fds[i].fd, service);
	}
	while (left > 0) {
		if (poll(fds, (nfds_t)count, -1) < 0)
			return 1;
		for (int i = 0; i < count; i++) {
			ssize_t got = fds[i].revents ? read(fds[i].fd, block, sizeof(block)) : 1;

			if (got <= 0) {
				close(fds[i].fd);
				fds[i].fd = -1;
				left--;
			} else if (fds[i].revents && okays[i]++ == 0) {
				ask(fds[i].fd, "shell,v2,raw:id");
			}
		}
	}
	return 0;
}
