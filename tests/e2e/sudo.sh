#!/bin/sh
# Under sudo the book stays the caller's own, while the probe still has root's rights.
set -u
[ "$(id -u)" = 0 ] || { echo "needs root"; exit 77; }
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
user=65534 # nobody
export HOTROIT_DB="$tmp/book/hotroit.db" LANG=C.UTF-8 SUDO_UID=$user SUDO_GID=$user
# The kernel lets no one trace a process that changed its user, the leak checker included.
export ASAN_OPTIONS="detect_leaks=0${ASAN_OPTIONS:+:$ASAN_OPTIONS}"
chmod 755 "$tmp"
mkdir "$tmp/book" "$tmp/tree"
chown $user:$user "$tmp/book"
"$SRC/tests/hosts/unpack" "$SRC/tests/hosts/laptop-120gb-ssd.tree" "$tmp/tree" || exit 1
# What only root may read of a machine.
chmod 000 "$tmp/tree/sys/firmware/dmi/tables/DMI"

"$BIN/hotroit" probe --root "$tmp/tree" --save >"$tmp/out" 2>&1
code=$?
[ "$code" = 2 ] || { echo "FAIL: exit $code"; cat "$tmp/out"; exit 1; }
grep -q 'RAM .*4 GB' "$tmp/out" || { echo "FAIL: the probe had no rights"; cat "$tmp/out"; exit 1; }
owner=$(stat -c %u "$HOTROIT_DB")
[ "$owner" = $user ] || { echo "FAIL: the book belongs to $owner"; exit 1; }
echo "under sudo: the caller's book, root's probe"
