/* Where our own things lie: beside the program, plugins among them, and in the user's folder. */
#include "base.h"

#include <dlfcn.h>
#include <errno.h>
#include <limits.h>
#include <pwd.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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

int path_data(const char *relative, char *ret, size_t size)
{
	const char *data = getenv("XDG_DATA_HOME"), *home = getenv("HOME");
	int printed;

	/* The specification has a relative one ignored. */
	if (data && *data == '/')
		printed = snprintf(ret, size, "%s/hotroit/%s", data, relative);
	else if (home && *home)
		printed = snprintf(ret, size, "%s/.local/share/hotroit/%s", home, relative);
	else
		return -ENOENT;
	return printed < 0 || (size_t)printed >= size ? -ENAMETOOLONG : 0;
}

int path_make_folders(const char *file)
{
	char path[PATH_MAX];

	if (strlen(file) >= sizeof(path))
		return -ENAMETOOLONG;
	memcpy(path, file, strlen(file) + 1);
	for (char *p = strchr(path + 1, '/'); p; p = strchr(p + 1, '/')) {
		*p = '\0';
		if (mkdir(path, 0700) < 0 && errno != EEXIST)
			return -errno;
		*p = '/';
	}
	return 0;
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

/* A number that sudo left in the environment; 0 when there is none. */
static uint64_t sudo_number(const char *name)
{
	const char *text = getenv(name);
	uint64_t number = 0;

	return text && str_to_u64(text, 10, &number) && number <= INT_MAX ? number : 0;
}

void user_step_back(void)
{
	uint64_t uid = sudo_number("SUDO_UID"), gid = sudo_number("SUDO_GID");
	const struct passwd *user = geteuid() == 0 && uid && gid ? getpwuid((uid_t)uid) : NULL;

	if (!user || setegid((gid_t)gid) < 0)
		return;
	if (seteuid((uid_t)uid) == 0)
		setenv("HOME", user->pw_dir, 1);
	else if (setegid(0) < 0)
		log_debug("sudo: cannot return to group 0");
}
