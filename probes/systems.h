/*
 * The systems installed on one disk, read in a process of its own: the libraries that read foreign
 * file systems can hang or fall over a hostile one, and can not be cut off.
 */
#ifndef HOTROIT_SYSTEMS_H
#define HOTROIT_SYSTEMS_H

#include "model.h"

/* The child's work: prints a line for each system on DISK ("sda": dev/sda under ROOT), tabs
 * between: known|locked|unread USERS NAME VERSION; USERS is "-" when nobody counted. Returns the
 * exit code. */
int systems_print(const struct root *root, const char *disk);

/* os.name .version .users .encryption of the machine's own disks, each asked by a child. WHY: why
 * the running system does not answer that. */
void systems_add(struct facts *facts, const struct root *root);

#endif
