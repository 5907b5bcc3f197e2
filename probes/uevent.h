/* The KEY=value lines that the kernel writes in a device's uevent file. */
#ifndef HOTROIT_UEVENT_H
#define HOTROIT_UEVENT_H

#include "base.h"

#define UEVENT_MAX 65536

/* The value of KEY in LEN bytes of TEXT, trimmed. False, leaving RET alone, when the key is
 * missing, or its value is empty, holds a NUL byte or does not fit. */
bool uevent_value(const char *text, size_t len, const char *key, char *ret, size_t size) MUST_USE;

#endif
