#include "smbios.h"
#include <errno.h>
int smbios_read(struct smbios *ret, const struct root *root) { (void)ret; (void)root; return -ENOENT; }
