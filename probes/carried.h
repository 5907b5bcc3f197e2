/*
 * What a live stick brought home, read in a process of its own: a stick may answer slowly, be pulled
 * out in the middle, or hold a file system that somebody made to do harm.
 */
#ifndef HOTROIT_CARRIED_H
#define HOTROIT_CARRIED_H

#include "base.h"

/* The child's work: prints the files of PATH as parcels (model's parcel.h), in the order in which
 * they were made as far as their names tell. PATH: a folder, or a stick's partition, or the image of
 * one; absolute. A partition is read where it is mounted, else without mounting (mtools), else
 * mounted for reading only (udisks2) and unmounted again. Nothing on the stick is changed. Returns
 * the exit code; the last line on standard error says what to do. */
int carried_print(const struct root *root, const char *path);

#endif
