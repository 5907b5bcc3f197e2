#!/bin/bash
# What the live stick's carry says of files that went to a stick, to none, to one of two: "saved" is
# green on the screen, and the person pulls the stick out.
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
run=$tmp last='' sticks='' failed=0
mkdir "$tmp/out" "$tmp/done"
# shellcheck disable=SC1090
. <(sed -n '/^tell() {/,/^}/p; /^take_orders() {/,/^}/p; /^is_all_carried() {/,/^}/p
	/^round() {/,/^}/p' "$SRC/packaging/live/carry")

# Sticks of our own are numbers; 66 takes nothing.
partitions_labelled() { echo "$sticks"; }
stick_id() { echo "$1"; }
carry_to() { [ "$1" != 66 ] && basename "$2" .json >"$run/name"; }

# says WHAT AFTER
says() {
	round 2>/dev/null
	[ "$(cat "$tmp/saved")" = "$1" ] || {
		echo "FAIL $2: $(cat "$tmp/saved")"
		failed=1
	}
}

says none 'nothing yet'
touch "$tmp/out/a.json"
says none 'no stick'
sticks=1
says 'saved a.json' 'a stick'
sticks=''
says 'saved a.json' 'the stick was pulled out'
touch "$tmp/out/a-thu.json"
says none 'a second file, and no stick'
sticks=66
says failed 'a stick that takes nothing'
sticks=''
says none 'it was pulled out'
sticks='66 2'
says failed 'one of two takes nothing'
sticks=2
says 'saved a.json' 'all on one'

# What is no file is not taken over, and nothing is left of it.
mkdir "$tmp/folder"
take_orders "$tmp/folder"
take_orders "$tmp/not"
[ -z "$(ls "$tmp" | grep orders)" ] || {
	echo 'FAIL orders of nothing'
	failed=1
}
head -c 3000000 /dev/zero >"$tmp/long"
take_orders "$tmp/long"
[ "$(stat -c %s "$tmp/orders.json")" = 1048576 ] || {
	echo 'FAIL long orders'
	failed=1
}
exit $failed
