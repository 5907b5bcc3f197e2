/* Where the stick's files are read from. */
#ifndef HOTROIT_CARRIED_PRIV_H
#define HOTROIT_CARRIED_PRIV_H

#include "carried.h"

/* Prints the files of the folder PATH, or of the folder "hotroit" in it. IS_STICK: it is known to
 * be a stick's, so that there may be nothing yet; else -EBADMSG where there is neither. */
int carried_folder(const char *path, bool is_stick, struct err *err) MUST_USE;

#endif
