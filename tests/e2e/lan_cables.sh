#!/bin/sh
# Two cables to two benches that have the same address, as where nobody gives addresses: each is
# heard by its name on its own cable, and only its own code opens it. In networks of our own.
set -u
. "$SRC/tests/e2e/book_rig"
unshare -rn ip link add one type veth peer name two 2>/dev/null || {
	echo 'no networks of our own here'
	exit 77
}
for bench in 1 2; do
	HOTROIT_DB=$work/$bench.db "$hotroit" add team name="Đội $bench" kind=ho-tro-it \
		>"$work/out" 2>&1 || complain "team: $(cat "$work/out")"
done
cat >"$work/bench" <<-'BENCH'
	# In the bench's network, once its end of the cable is there; ends with its standard input.
	read -r _
	ip link set lo up
	ip link set "end$1" up
	ip addr add 169.254.9.9/16 broadcast + dev "end$1"
	HOTROIT_DB=$work/$1.db "$hotroit" receive >"$work/said.$1" 2>&1 &
	read -r _
	kill $!
	wait
BENCH
cat >"$work/rig" <<-'RIG'
	until_true() {
		turns=0
		until "$@"; do
			turns=$((turns + 1))
			[ "$turns" -lt 400 ] || return 1
			sleep 0.05
		done
	}
	both_heard() { [ "$(grep -c Đội "$work/heard" 2>/dev/null)" = 2 ]; }
	says_all() { grep -q '^Mã' "$work/said.$1" && grep -q '169.254.9.9' "$work/said.$1"; }
	both_said() { says_all 1 && says_all 2; }
	# Until unshare has done its work it shares our network.
	has_own() { [ "$(readlink "/proc/$1/ns/net")" != "$(readlink /proc/self/ns/net)" ]; }
	ip link set lo up
	for bench in 1 2; do
		mkfifo "$work/in.$bench"
		unshare -n sh "$work/bench" "$bench" <"$work/in.$bench" &
		eval "pid$bench=$!"
	done
	exec 5>"$work/in.1" 6>"$work/in.2"
	for bench in 1 2; do
		eval "pid=\$pid$bench"
		ip link add "cable$bench" type veth peer name "end$bench"
		until_true has_own "$pid"
		ip link set "end$bench" netns "$pid"
		ip link set "cable$bench" up
		ip addr add "169.254.1.$bench/16" broadcast + dev "cable$bench"
	done
	echo >&5
	echo >&6
	"$BIN/hotroit-send" --hear "$work/heard" "$work/stop" &
	until_true both_heard
	until_true both_said
	while read -r address port cable name; do
		for bench in 1 2; do
			sed -n 's/^Mã: \([0-9]*\) \([0-9]*\) .*/\1\2/p' "$work/said.$bench" |
				"$BIN/hotroit-send" --try "$address" "$port" "$cable" 2>/dev/null
			echo "$name, $cable, $address, code of $bench: $?" >>"$work/tried"
		done
	done <"$work/heard"
	touch "$work/stop"
	exec 5>&- 6>&-
	wait
RIG
export work hotroit
unshare -rn sh "$work/rig" 2>"$work/errors"
sort "$work/tried" >"$work/sorted"
is 'each has its own code' "$(printf '%s\n' 'Đội 1, cable1, 169.254.9.9, code of 1: 0' \
	'Đội 1, cable1, 169.254.9.9, code of 2: 77' 'Đội 2, cable2, 169.254.9.9, code of 1: 77' \
	'Đội 2, cable2, 169.254.9.9, code of 2: 0')" "$(cat "$work/sorted")"
[ "$failures" = 0 ] || cat "$work/errors"
[ "$failures" = 0 ] || exit 1
