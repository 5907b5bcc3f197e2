/* What the commands that take in a table share. */
#ifndef HOTROIT_CLI_IMPORT_PRIV_H
#define HOTROIT_CLI_IMPORT_PRIV_H

#include "cli.h"
#include "flow_import.h"

/* Says what came of it: every row that was refused, and by --dry-run how the columns were
 * understood. The exit code. */
int import_show_result(const struct cli *cli, const struct flow_import *import);

#endif
