/* Where in a sysfs path the USB device is. */
#include "disk_list.h"

#include <ctype.h>
#include <string.h>

size_t disk_usb_device(const char *path, size_t *ret_name)
{
	size_t found = 0;

	for (const char *part = path; *part;) {
		const char *end = strchrnul(part, '/');
		const char *at = part;

		/* bus-port[.port]… and nothing more: a colon would make it an interface */
		while (at < end && isdigit((unsigned char)*at))
			at++;
		if (at > part && *at == '-' && at + 1 + strspn(at + 1, "0123456789.") == end &&
		    at + 1 < end) {
			found = (size_t)(end - path);
			*ret_name = (size_t)(part - path);
		}
		part = *end ? end + 1 : end;
	}
	return found;
}
