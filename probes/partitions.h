/*
 * The partition table of one disk, read in a process of its own: libparted ends the program on
 * some damaged tables, runs a shell as soon as it is loaded, and can not be cut off.
 */
#ifndef HOTROIT_PARTITIONS_H
#define HOTROIT_PARTITIONS_H

#include "base.h"

/* What the child prints, a line each: "read" as soon as the disk has given its first bytes, then
 * "table NAME" or "table" (none), "damaged", "part …". */
#define PARTITIONS_READ "read"
#define PARTITIONS_TABLE "table"
#define PARTITIONS_DAMAGED "damaged"
#define PARTITIONS_PART "part"

/* The child's work: prints what is on DISK ("sda": dev/sda under ROOT, on a recorded tree a plain
 * image file) and returns the exit code: EXIT_BAD_DATA when the table can not be read, EXIT_IO when
 * the disk can not. Gives up the right to write to any file first. */
int partitions_print(const struct root *root, const char *disk);

/* ---- for another child that reads a disk by a library ---------------------------------------- */

/* Opens dev/DISK for reading, found inside the root by openat2. -EINVAL: it is no disk, nor an
 * image of one. */
int partitions_open(const struct root *root, const char *disk) MUST_USE;
/* No file can be opened for writing from here on, where the kernel has Landlock. */
void partitions_give_up_writing(void);

#endif
