/* See rfkill.h. */
#include "rfkill.h"
#include "uevent.h"

#include <fcntl.h>
#include <linux/rfkill.h>
#include <stdio.h>
#include <unistd.h>

enum rfkill_word rfkill_wifi(const struct root *root)
{
	AUTO(arena_done) struct arena arena = {0};
	enum rfkill_word state = RFKILL_ON;
	const char *const *names = NULL;
	size_t count = 0;

	if (root_list(root, "sys/class/rfkill", &arena, &names, &count) < 0)
		return RFKILL_ON;
	for (size_t i = 0; i < count; i++) {
		AUTO(buf_done) struct buf uevent = {0};
		char path[384], type[16], value[8];

		snprintf(path, sizeof(path), "sys/class/rfkill/%s/uevent", names[i]);
		if (root_read(root, path, UEVENT_MAX, &uevent) < 0 ||
		    !uevent_value(buf_text(&uevent), uevent.len, "RFKILL_TYPE", type,
				  sizeof(type)) ||
		    !str_eq(type, "wlan") ||
		    !uevent_value(buf_text(&uevent), uevent.len, "RFKILL_STATE", value,
				  sizeof(value)))
			continue;
		if (str_eq(value, "2"))
			state = RFKILL_HARD;
		else if (str_eq(value, "0") && state == RFKILL_ON)
			state = RFKILL_SOFT_OFF;
	}
	return state;
}

void rfkill_unblock(const struct root *root)
{
	const struct rfkill_event event = {.type = RFKILL_TYPE_WLAN, .op = RFKILL_OP_CHANGE_ALL};
	int fd = root_openat(root, "dev/rfkill", O_WRONLY | O_CLOEXEC);

	if (fd < 0)
		return;
	if (write(fd, &event, RFKILL_EVENT_SIZE_V1) < 0)
		log_debug("rfkill refused");
	close(fd);
}
