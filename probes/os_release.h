/* os-release(5): KEY=value lines with the shell's quoting. */
#ifndef HOTROIT_OS_RELEASE_H
#define HOTROIT_OS_RELEASE_H

#include "base.h"

/* What the file says; "" where it says nothing. A value too long is cut. The bytes are as in the
 * file: not cleaned, not checked to be UTF-8. */
struct os_release {
	char name[256], id[256], pretty_name[256], version_id[256], version[256];
};

/* Never fails: lines that make no sense are passed over, and the last of several wins. */
void os_release_parse(struct os_release *ret, const char *text, size_t len);

#endif
