/* What the commands that take in a table share. */
#ifndef HOTROIT_CLI_IMPORTING_PRIV_H
#define HOTROIT_CLI_IMPORTING_PRIV_H

#include "cli.h"
#include "flow_import.h"

/* FILE, to be read as the command's options say; lent. */
struct flow_import_request import_request(const struct cli *cli, const char *file);
/* Says what came of it: every row that was refused, and by --dry-run how the columns were
 * understood. The exit code. */
int import_show_result(const struct cli *cli, const struct flow_import *import);

#endif
