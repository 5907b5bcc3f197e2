/* Where the stick's files are read from. */
#ifndef HOTROIT_CARRIED_PRIV_H
#define HOTROIT_CARRIED_PRIV_H

#include "carried.h"

/* Prints the files of the folder PATH, or of the folder "hotroit" in it. */
int carried_folder(const char *path, struct err *err) MUST_USE;

#endif
