/* The few lines of JSON writing that snapshot and verdict share. Reading is jansson's. */
#ifndef HOTROIT_JSON_PRIV_H
#define HOTROIT_JSON_PRIV_H

#include "model.h"

/* A finite number that reads back to the same value, without exponent where it is whole. */
void json_add_real(struct buf *ret, double value);

#endif
