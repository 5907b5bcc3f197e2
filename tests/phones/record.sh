#!/bin/sh
# The recorder: what it writes of a phone plays back to the same facts, and nothing in it tells
# whose phone it was. Tried on recorded phones, one of them made of secrets.
set -u
here=$(cd "$(dirname "$0")" && pwd)
BIN=${BIN:?the folder of the built programs}
record=$here/../../packaging/record-phone
work=$(mktemp -d) || exit 1
HOTROIT_RIG=$work/rig
export HOTROIT_RIG
rig=$here/rig
trap '"$rig" stop; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
failures=0
phones="secrets android-13-4gb android-4.4-1gb android-6-2gb android-14-8gb android-15 wild-name
	same-serial-a device-owner denied android-12l-tablet"

complain() {
	printf '%s\n' "$*"
	failures=$((failures + 1))
}

# Facts but for those that name the phone. One that is absent must stay absent.
facts() {
	timeout 60 "$BIN/hotroit-probe" --device "adb:$1@" | sed -E '/"(taken_at|device)":/d
		/"key":"device.serial","value"/s/"value":"[^"]*"/"value":"…"/'
}

# shellcheck disable=SC2086 # the names hold no blanks
"$rig" start $phones >"$work/env" || exit $?
. "$work/env"
"$rig" serials >"$work/serials"
while read -r serial phone; do
	name=$(basename "$phone" .phone)
	facts "$serial" >"$work/$name.before"
	"$record" -s "$serial" "$work/$name.phone" 2>"$work/$name.notes" ||
		complain "$name: record-phone failed: $(cat "$work/$name.notes")"
done <"$work/serials"
grep -q 'serial numbers 2, accounts 4, ' "$work/secrets.notes" ||
	complain "secrets: told $(cat "$work/secrets.notes")"

# shellcheck disable=SC2046,SC2086 # the names hold no blanks
"$rig" start $(printf "$work/%s.phone " $phones) >"$work/env" || exit $?
. "$work/env"
"$rig" serials >"$work/serials"
while read -r serial phone; do
	name=$(basename "$phone" .phone)
	facts "$serial" >"$work/$name.after"
	diff "$work/$name.before" "$work/$name.after" >"$work/difference" ||
		complain "$name: other facts after recording:
$(cat "$work/difference")"
	grep -E -o '[A-Za-z0-9._-]+@[A-Za-z0-9.-]+' "$work/$name.phone" |
		grep -v -E '^nguoi[0-9]+@example\.vn$|^build@example$' &&
		complain "$name: an address is still in the recording"
done <"$work/serials"

for secret in zqjx 02:a1:b2 356938035643809 8984012345678901234 912345678 c0ffee5a 0A1B-2C3D \
	'lớp' 'Thị' 'Công' 'nhà'; do
	! grep -aiF -e "$secret" "$work/secrets.phone" ||
		complain "secrets: $secret is still in the recording"
done
! grep -F R58NZQJX01A "$work/android-13-4gb.phone" ||
	complain 'android-13-4gb: the serial number is still in the recording'
grep -qx 'p ro.serialno 0123456789ABCDEF' "$work/same-serial-a.phone" ||
	complain 'same-serial-a: the number that many phones share is gone from the recording'

[ "$failures" = 0 ]
