#!/bin/sh
# A short time of everything at once: a seed that stays, and one that is new each time. Longer:
# tests/sync/soak --minutes 60.
set -u
for seed in 5 ''; do
	# shellcheck disable=SC2086 # no seed, no word
	"$SRC/tests/sync/soak" ${seed:+--seed $seed} --minutes 0.2 --phase 12 --benches 3 --bin "$BIN" ||
		exit
done
