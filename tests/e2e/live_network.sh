#!/bin/bash
# What the live stick does with a network port: a cable that comes late, one that goes, a server of
# addresses that wakes up late. Time is a number here: each sleep(1) is a line of the play.
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
run=$tmp failed=0
mkdir "$tmp/net"
# shellcheck disable=SC1090
. <(sed -n '/^own_address() {/,/^}/p; /^serve() {/,/^}/p' "$SRC/packaging/live/network" |
	sed "s,/dev/kmsg,$tmp/kmsg,")

# own_address() reads a file of the port's.
case $(own_address lo) in
169.254.1.1/16) ;;
*) echo "FAIL own address: $(own_address lo)" && failed=1 ;;
esac
own_address() { echo own; }

log() { echo "$now $*" >>"$tmp/log"; }
ip() { log "$1 $2"; }
lease() {
	log lease
	[ -e "$tmp/server" ]
}
has_cable() { [ -e "$tmp/cable" ]; }
is_there() { [ ! -e "$tmp/gone" ]; }
# play LINE…: "TURN COMMAND" each
sleep() {
	now=$((now + 1))
	while read -r at command; do
		[ "$at" != "$now" ] || eval "$command"
	done <"$tmp/play"
	[ "$now" -lt 500 ] || touch "$tmp/stop"
}

# says WHAT LINE…: what was done, each with its turn
says() {
	local what=$1

	shift
	rm -f "$tmp"/{log,cable,server,gone,stop,lan}
	now=0
	touch "$tmp/net/eth0" "$tmp/log"
	serve eth0
	[ "$(cat "$tmp/log")" = "$(printf '%s\n' "$@")" ] && [ ! -e "$tmp/net/eth0" ] || {
		echo "FAIL $what: $(cat "$tmp/log")"
		failed=1
	}
}

cat >"$tmp/play" <<-PLAY
	5 touch $tmp/server $tmp/cable
	9 rm $tmp/cable
	12 touch $tmp/cable
	15 touch $tmp/stop
PLAY
says 'a cable comes, goes and comes' '0 link set' '5 lease' '9 addr flush' '12 lease'

cat >"$tmp/play" <<-PLAY
	1 touch $tmp/cable
	30 touch $tmp/server
	70 touch $tmp/stop
PLAY
says 'addresses come late' '0 link set' '1 lease' '1 addr add' '19 lease' '39 lease'

cat >"$tmp/play" <<-PLAY
	1 touch $tmp/cable $tmp/lan $tmp/server
	2 rm $tmp/server
	3 rm $tmp/cable
	4 touch $tmp/cable
	50 rm $tmp/lan
	52 touch $tmp/server
	70 touch $tmp/stop
PLAY
says 'what is being sent is not cut' '0 link set' '1 lease' '3 addr flush' '4 lease' '4 addr add' \
	'59 lease'

cat >"$tmp/play" <<-PLAY
	1 touch $tmp/cable $tmp/server
	3 touch $tmp/gone
PLAY
says 'the port is pulled out' '0 link set' '1 lease'
exit $failed
