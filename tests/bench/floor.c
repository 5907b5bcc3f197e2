/*
 * The floor of a probe: a static program that opens, reads and closes the files named in a list,
 * one a line, and does nothing with them. A directory is listed instead.
 */
#include <dirent.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static char block[65536];
static char list[1 << 20];

static void touch(const char *path)
{
	int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);

	if (fd < 0)
		return;
	/* A directory refuses read(2), and is then listed. */
	if (read(fd, block, sizeof(block)) < 0)
		while (syscall(SYS_getdents64, fd, block, sizeof(block)) > 0)
			;
	close(fd);
}

int main(int argc, char **argv)
{
	int fd = argc == 2 ? open(argv[1], O_RDONLY | O_CLOEXEC) : -1;
	ssize_t len = fd < 0 ? -1 : read(fd, list, sizeof(list) - 1);
	char *line = list;

	if (len < 0) {
		fputs("usage: floor LIST\n", stderr);
		return 64;
	}
	close(fd);
	for (ssize_t i = 0; i < len; i++) {
		if (list[i] != '\n')
			continue;
		list[i] = '\0';
		touch(line);
		line = list + i + 1;
	}
	return 0;
}
