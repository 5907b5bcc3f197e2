/* hotroit-probe --watch: tells of devices that come and go. */
#ifndef HOTROIT_WATCH_H
#define HOTROIT_WATCH_H

#include "base.h"

/* Prints one JSON line for each disk or USB device plugged in or taken out, until SIGTERM or until
 * no one reads any more. Returns the exit code. */
enum exit_code watch_run(struct err *err);

#endif
