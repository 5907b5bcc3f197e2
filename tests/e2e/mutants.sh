#!/bin/sh
# Power cuts at every step of the sync lose nothing; the same cuts find each of the planted bugs of
# tests/sync/mutants. Only in builds that can cut the power (HOTROIT_FAILPOINTS).
set -u
set --
for mutant in "$BUILD"/tests/sync/mutants/*/bin/hotroit; do
	[ ! -x "$mutant" ] || set -- "$@" --mutant "$mutant"
done
[ $# != 0 ] || { echo 'built without HOTROIT_FAILPOINTS'; exit 77; }
exec "$SRC/tests/sync/sweep" --bin "$BIN" "$@"
