#!/bin/sh
# One row on two benches, all pairs of what can be done to it, in both orders; and clocks ten years
# off.
exec "$SRC/tests/sync/cases" --bin "$BIN" pairs clocks_apart clock_set_back sync_at_a_wrong_time
