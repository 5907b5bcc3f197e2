/* The merge of a row, column by column (design "SQLite bench <-> PostgreSQL district": merge). */
#include "model.h"

enum merge_fate merge_column(const char *current, const char *mine, enum merge_touch touch)
{
	if (str_eq(current, mine))
		return MERGE_SAME;
	if (touch == MERGE_THEIRS_FIRST)
		return MERGE_LOST;
	return touch == MERGE_MINE_FIRST ? MERGE_WON : MERGE_SET;
}

bool merge_sets(enum merge_fate fate)
{
	return fate == MERGE_SET || fate == MERGE_WON;
}
