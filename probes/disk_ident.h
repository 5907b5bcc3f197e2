/* Who a disk is: model, serial number and kind of medium. */
#ifndef HOTROIT_DISK_IDENT_H
#define HOTROIT_DISK_IDENT_H

#include "disk_list.h"
#include "model.h"

/* disk.N.model .serial .media */
void disk_ident_add(struct facts *facts, unsigned n, const struct root *root,
		    const struct disk *disk);

#endif
