/*
 * Stands before libc in a program under umockdev: what is opened below a root by openat2(2), which
 * umockdev does not see, is looked for in the testbed, too, when it is in /sys or is /dev/kmsg.
 */
#include <dlfcn.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <unistd.h>

#define ARGUMENTS 6

long syscall(long number, ...)
{
	long (*next)(long, ...) = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
	const char *testbed = getenv("UMOCKDEV_DIR"), *path;
	long arguments[ARGUMENTS], result;
	va_list list;
	int folder = -1;

	va_start(list, number);
	for (int i = 0; i < ARGUMENTS; i++)
		arguments[i] = va_arg(list, long);
	va_end(list);
	if (number == SYS_openat2 && testbed) {
		path = (const char *)arguments[1];
		if (strncmp(path, "sys/", 4) == 0 || strcmp(path, "dev/kmsg") == 0)
			folder = (int)next(SYS_openat, AT_FDCWD, testbed, O_PATH | O_CLOEXEC);
		if (folder >= 0)
			arguments[0] = folder;
	}
	result = next(number, arguments[0], arguments[1], arguments[2], arguments[3], arguments[4],
		      arguments[5]);
	if (folder >= 0)
		close(folder);
	return result;
}
