#!/bin/sh
# Every recorded phone of this folder: behind the real adb server, probed, judged, and compared with
# what its .expect file, written by hand, says. Also: no name or number of a person leaves a phone,
# and no control byte of one reaches the snapshot. Names of phones as arguments limit the run.
set -u
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/compare
. "$here/../compare"
BIN=${BIN:?the folder of the built programs}
work=$(mktemp -d) || exit 1
HOTROIT_RIG=$work/rig
export HOTROIT_RIG
rig=$here/rig
trap '"$rig" stop; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
failures=0
PLAN=gia-lam-2021

complain() {
	printf '%s\n' "$*"
	failures=$((failures + 1))
}

check_phone() {
	name=$1
	serial=$2

	timeout 60 "$BIN/hotroit-probe" --device "adb:$serial@" >"$work/$name.json" \
		2>"$work/notes" || {
		complain "$name: hotroit-probe ended with $?: $(cat "$work/notes")"
		return
	}
	flatten <"$work/$name.json" >"$work/found"
	"$BIN/hotroit" assess --plan $PLAN --json - <"$work/$name.json" >"$work/verdict" \
		2>"$work/notes"
	[ $? -le 2 ] || complain "$name: hotroit assess: $(cat "$work/notes")"
	flatten <"$work/verdict" >>"$work/found"
	compare "$here/$name.expect" "$work/found" >"$work/differ"
	[ ! -s "$work/differ" ] || complain "$(sed "s/^/$name: /" "$work/differ")"
	! sed 's/"id":"adb:[^"]*"//' "$work/$name.json" | grep '@' ||
		complain "$name: the name of an account is in the snapshot"
	if LC_ALL=C tr -d '\n' <"$work/$name.json" | LC_ALL=C grep -q '[[:cntrl:]]' ||
		grep -q '\\u00[019]\|\\u007f' "$work/$name.json"; then
		complain "$name: a control character is in the snapshot"
	fi
	iconv -f UTF-8 -t UTF-8 "$work/$name.json" >/dev/null 2>&1 ||
		complain "$name: the snapshot is not UTF-8"
}

if [ $# -gt 0 ]; then
	phones=$*
else
	phones=$(cd "$here" && ls ./*.phone | sed 's,^\./,,; s,\.phone$,,')
fi
for phone in $phones; do
	[ -e "$here/$phone.expect" ] || complain "$phone: no .expect file"
done
# shellcheck disable=SC2086 # the names hold no blanks
"$rig" start $phones >"$work/env" || exit $?
. "$work/env"
"$rig" serials >"$work/serials"
while read -r serial phone; do
	phone=${phone##*/}
	check_phone "${phone%.phone}" "$serial"
done <"$work/serials"
[ "$failures" = 0 ] || {
	echo "$failures phone(s) are not as expected"
	exit 1
}
