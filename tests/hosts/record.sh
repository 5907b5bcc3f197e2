#!/bin/sh
# The recorder: what it writes of a machine plays back to the same facts, and nothing in it tells
# whose machine it was. Tried on recorded machines (one of them made of secrets) and on this one.
set -u
here=$(cd "$(dirname "$0")" && pwd)
BIN=${BIN:?the folder of the built programs}
record=$here/../../packaging/record-host
work=$(mktemp -d) || exit 1
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
failures=0

complain() {
	printf '%s\n' "$*"
	failures=$((failures + 1))
}

# Facts but for those that name the machine, which the recorder changes on purpose. One that is
# absent must stay absent: a placeholder is no secret.
moving=-
facts() {
	sed -E '/"(taken_at|device)":/d
		/"key":"('"$moving"')"/d
		/"key":"[^"]*(serial|uuid)","value"/s/"value":"[^"]*"/"value":"…"/
		s/"(reason|source)":"[^"]*"//g' | sort
}

again() {
	from=$1
	to=$2
	"$record" ${3:+--root "$3"} "$work/$to.tree" 2>"$work/$to.notes" ||
		{ complain "$from: record-host failed: $(cat "$work/$to.notes")"; return 1; }
	"$here/unpack" "$work/$to.tree" "$work/$to" ||
		{ complain "$from: the recording can not be unpacked"; return 1; }
	"$BIN/hotroit-probe" --root "$work/$to" >"$work/$to.json"
	facts <"$work/$to.json" >"$work/after"
	diff "$work/before" "$work/after" >"$work/difference" ||
		complain "$from: other facts after recording:
$(cat "$work/difference")"
}

# Is VALUE still in the recording, as text or as bytes of an unpacked file?
leaks() {
	grep -qiF -e "$2" "$work/$1.tree" || grep -rqaiF -e "$2" "$work/$1"
}

for machine in laptop-private desktop-junk-serials desktop-live-stick laptop-emmc-32gb \
	laptop-two-batteries laptop-max-speed-8300 vm; do
	"$here/unpack" "$here/$machine.tree" "$work/$machine" || {
		complain "$machine: the tree can not be unpacked"
		continue
	}
	"$BIN/hotroit-probe" --root "$work/$machine" >"$work/$machine.json"
	facts <"$work/$machine.json" >"$work/before"
	again "$machine" "$machine-2" "$work/$machine" || continue
	# what the probe itself knows by name, and the addresses in the tree
	{
		sed -nE 's/.*"key":"[^"]*(serial|uuid)","value":"([^"]*)".*/\2/p' \
			"$work/$machine.json"
		grep -ohE '([0-9a-f]{2}:){5}[0-9a-f]{2}' "$here/$machine.tree"
	} | sort -u >"$work/secrets"
	while read -r secret; do
		if leaks "$machine-2" "$secret"; then
			complain "$machine: $secret is still in the recording"
		fi
	done <"$work/secrets"
done

for secret in zqjx qzxj 1d2c3b4a 02a1b2c3d4e5 192.0.2.7 5a514a58; do
	if leaks laptop-private-2 "$secret"; then
		complain "laptop-private: $secret is still in the recording"
	fi
done
grep -q 'To Be Filled By O.E.M.' "$work/desktop-junk-serials-2.tree" ||
	complain 'desktop-junk-serials: the placeholders are gone from the recording'
name=$(sed -n 's/^f .*\/serial_number  *//p' "$work/laptop-private-2.tree")
[ ${#name} = 9 ] || complain "laptop-private: the battery's fake serial ($name) changed its length"

# This machine. A kernel that lists no input device has none; of a recording one can not know.
"$BIN/hotroit-probe" >"$work/live.json"
[ -n "$(cat /proc/bus/input/devices 2>/dev/null)" ] ||
	moving='keyboard.present|pointer.present'
facts <"$work/live.json" >"$work/before"
if again 'this machine' here; then
	for secret in $(uname -n) $(cat /sys/class/net/*/address /sys/class/dmi/id/*serial \
		/sys/class/dmi/id/product_uuid /sys/block/*/serial /sys/block/*/device/serial \
		/etc/machine-id 2>/dev/null | grep -v -E '^(00:){5}00$' | sort -u); do
		case $secret in
		?? | ??? | debian | localhost | 0*0) continue ;;
		esac
		if leaks here "$secret"; then
			complain 'this machine: what names it is still in the recording'
		fi
	done
fi

[ "$failures" = 0 ]
