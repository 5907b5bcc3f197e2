#!/bin/sh
# The bench in a real terminal (tmux, 80x24): probe this machine, look at the verdict, inspect, find
# it again, leave. What was done must be in the book afterwards, and the terminal usable.
set -u
command -v tmux >/dev/null || { echo "tmux is not installed"; exit 77; }
tmp=$(mktemp -d) || exit 1
socket=hotroit-$$
# An adb server of its own: the board's watch starts one where there is none.
export ANDROID_ADB_SERVER_PORT=$((20000 + $$ % 20000))
trap 'tmux -L $socket kill-server 2>/dev/null; adb kill-server 2>/dev/null; rm -rf "$tmp"' EXIT
export LANG=C.UTF-8 HOTROIT_DB="$tmp/hotroit.db"
unset LC_ALL LC_MESSAGES LANGUAGE NO_COLOR TMUX
h=$BIN/hotroit

screen() { tmux -L $socket capture-pane -p -t bench; }
type_keys() { tmux -L $socket send-keys -t bench "$@"; }
# Waits until the screen shows a text; shows the screen and fails when it does not come.
wait_for() {
	for _ in $(seq 100); do
		screen | grep -q -- "$1" && return
		sleep 0.1
	done
	echo "\"$1\" never came; the screen shows:"
	screen
	exit 1
}
must() { # WHAT COMMAND…
	what=$1
	shift
	"$@" >"$tmp/out" 2>&1 || { echo "FAIL $what:"; cat "$tmp/out"; exit 1; }
}

tmux -L $socket -f /dev/null new-session -d -s bench -x 80 -y 24 "sh"
type_keys "stty -a > '$tmp/before'; '$h'; echo left-with-\$?; stty -a > '$tmp/after'" Enter
wait_for 'Sổ còn trống'
type_keys F5
wait_for 'bấm F5'
type_keys F5
wait_for 'đã lưu'
type_keys Enter
wait_for 'F6 Kiểm tra tay'
type_keys i
wait_for 'o Tốt'
type_keys w
type_keys Lan Enter
wait_for 'Người kiểm tra: Lan'
type_keys o
wait_for '● tốt'
type_keys Escape
wait_for 'F6 Kiểm tra tay'
type_keys Escape
wait_for 'F3 Tìm máy'
type_keys F3
wait_for 'Esc Về'
tag=$("$h" list device --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p' | head -1)
[ -n "$tag" ] || { echo "FAIL: the book has no device"; exit 1; }
type_keys "$tag"
wait_for "$tag"
type_keys Escape
type_keys F10
wait_for 'left-with-0'
must 'terminal settings are as before' cmp "$tmp/before" "$tmp/after"
"$h" list inspection --json >"$tmp/inspections"
must 'the inspection was kept' grep -q '"result":"ok"' "$tmp/inspections"
must 'the book is sound' "$h" doctor
echo "the bench's day in a terminal: all as expected"
