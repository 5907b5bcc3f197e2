#!/bin/sh
# A short time of everything at once: a seed that stays, and one that is new each time. Longer:
# tests/sync/soak --minutes 60.
set -u
for seed in 5 ''; do
	"$SRC/tests/sync/soak" ${seed:+--seed "$seed"} --minutes 0.1 --benches 3 --bin "$BIN" ||
		exit
done
