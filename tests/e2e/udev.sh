#!/bin/sh
# The watch under the real libudev: devices of ours come and go in a umockdev testbed.
set -eu
# No adb server: nothing is started for an address that is not local.
export ADB_SERVER_SOCKET=tcp:127.0.0.1:1
rig=$BIN/watch_rig
[ -x "$rig" ] && command -v umockdev-wrapper >/dev/null || {
	echo "no umockdev here: install umockdev and libumockdev-dev, then configure again"
	exit 77
}
# umockdev's library must come before the sanitizer's
export ASAN_OPTIONS=verify_asan_link_order=0:detect_leaks=0:${ASAN_OPTIONS:-}
descriptions=$SRC/tests/hosts/umockdev
timeout 60 umockdev-wrapper "$rig" "$BIN/hotroit-probe" "$descriptions"
timeout 60 umockdev-wrapper "$BIN/port_rig" "$BIN/hotroit-probe" "$descriptions" "$BIN/rooted.so"

# Without the right to the kernel's log: said once, and the watch goes on.
[ "$(id -u)" = 0 ] && [ "$(cat /proc/sys/kernel/dmesg_restrict 2>/dev/null)" = 1 ] || exit 0
lines=$(timeout -s TERM 1 setpriv --reuid=65534 --regid=65534 --clear-groups \
	"$BIN/hotroit-probe" --watch 2>&1 >/dev/null | grep -c 'nhật ký nhân' || true)
[ "$lines" = 1 ] || { echo "no right to the kernel's log: said $lines times"; exit 1; }
echo "ok without the right to the kernel's log"
