/* What hotroit-xls says: a head, and behind it the cells, or the names of the sheets. */
#ifndef HOTROIT_TOOL_PRIV_H
#define HOTROIT_TOOL_PRIV_H

#include <stdint.h>

enum tool_outcome { TOOL_FINE, TOOL_BROKEN, TOOL_PASSWORD, TOOL_NO_SHEET };

struct tool_head {
	uint32_t outcome;
	uint32_t is_1904;
	int32_t code; /* of FreeXL, when broken */
};

/* Its LEN bytes follow. */
struct tool_cell {
	uint32_t row, column, len;
};

#endif
