/* The few lines of JSON writing that snapshot and verdict share. Reading is jansson's. */
#ifndef HOTROIT_JSON_PRIV_H
#define HOTROIT_JSON_PRIV_H

#include "base.h"

void json_add_text(struct buf *ret, const char *text); /* quoted and escaped; NULL → null */
/* A finite number that reads back to the same value, without exponent where it is whole. */
void json_add_real(struct buf *ret, double value);

#endif
