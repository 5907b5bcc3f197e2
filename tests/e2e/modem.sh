#!/bin/sh
# The SIM in a modem, asked over a real pseudo-terminal that stands for its serial port: what each
# sort of modem tells, and what nobody gets to see.
set -u
work=$(mktemp -d) || exit 1
modem=
cleanup() {
	[ -z "$modem" ] || kill "$modem" 2>/dev/null
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM
probe=$BIN/hotroit-probe h=$BIN/hotroit failed=0
export HOTROIT_DB="$work/hotroit.db" LANG=C.UTF-8
unset LC_ALL LC_MESSAGES LANGUAGE
unshare --map-root-user --mount true 2>/dev/null || {
	echo 'a name space of its own is needed to put the terminal into the tree'
	exit 77
}

# A Huawei modem: the device, one configuration, two interfaces; three serial ports.
usb=$work/root/sys/bus/usb/devices
mkdir -p "$usb/1-1.4" "$work/root/dev"
printf '\022\001\000\002\000\000\000\100\321\022\006\025\000\000\001\002\000\001' \
	>"$usb/1-1.4/descriptors"
printf '\011\002\033\000\001\001\000\240\372\011\004\000\000\003\377\002\001\000' \
	>>"$usb/1-1.4/descriptors"
printf '\011\004\001\000\003\377\002\002\000' >>"$usb/1-1.4/descriptors"
mkdir -p "$usb/1-2"
printf '\022\001\000\002\000\000\000\100\155\004\061\300\000\000\001\002\000\001' \
	>"$usb/1-2/descriptors"

complain() {
	echo "FAIL $*"
	failed=1
}

# with_modem BEHAVIOUR… -- COMMAND…: runs it with the modem's terminal in the place of ttyUSB1
with_modem() {
	how=
	while [ "$1" != -- ]; do
		how="$how $1"
		shift
	done
	shift
	rm -f "$work/name"
	mkfifo "$work/name"
	# shellcheck disable=SC2086
	"$SRC/tests/fake/modem" $how >"$work/name" 2>"$work/complaint" &
	modem=$!
	read -r terminal <"$work/name"
	unshare --map-root-user --mount sh -c \
		'mount --bind "$1" "$2/dev/ttyUSB1" && shift 2 && exec "$@"' \
		sh "$terminal" "$work/root" "$@" >"$work/out" 2>"$work/err"
	code=$?
	kill "$modem" 2>/dev/null
	wait "$modem" 2>/dev/null
	modem=
}

# has WHAT PATTERN
has() {
	grep -q -- "$2" "$work/out" || complain "$1: no \"$2\" in $(cat "$work/out" "$work/err")"
}

# asked BEHAVIOUR…
asked() {
	with_modem "$@" -- "$probe" --root "$work/root" --device usb:1-1.4
	[ "$code" = 0 ] || complain "$*: exit $code: $(cat "$work/err")"
	has "$*" '"id":"usb:1-1.4","kind":"sim","transport":"usb","port":"1-1.4"'
	# Of the IMSI no more than the network's number is anybody's business.
	! grep -q 0123456789 "$work/out" || complain "$*: the IMSI got out"
}

"$probe" --root "$work/root" --device usb:1-1.4 >"$work/out" || complain 'no serial port'
has 'no serial port' '"sim.0.iccid","state":"unreadable","reason":"USB không mở cổng AT'

mkdir -p "$usb/1-1.4/1-1.4:1.0/ttyUSB0" "$usb/1-1.4/1-1.4:1.1/ttyUSB1" "$usb/1-1.4/1-1.4:1.1/tty"
: >"$work/root/dev/ttyUSB1"
: >"$work/root/dev/ttyUSB0"
for place in 1-2 1-9 ../../../etc 1-1.4:1.0 ''; do
	"$probe" --root "$work/root" --device "usb:$place" >"$work/out" 2>&1
	[ $? = 66 ] || complain "usb:$place: $(cat "$work/out")"
done

for how in ready 'ready noise' 'ready quiet' 'ready swapped' 'ready bare' 'ready quoted' \
	'ready no-ccid' 'ready swapped no-ccid noise'; do
	# shellcheck disable=SC2086
	asked $how
	has "$how" '"sim.0.iccid","value":"8984041234567890127"'
	has "$how" '"sim.0.operator","value":"45204"'
	has "$how" '"sim.0.generation","value":4'
	has "$how" '"sim.0.state","value":"ready"'
done
asked pin noise
has pin '"sim.0.state","value":"pin"'
has pin '"sim.0.iccid","value":"8984041234567890127"'
has pin '"sim.0.operator","state":"unreadable","reason":"SIM đòi mã PIN'
asked puk
has puk '"sim.0.state","value":"puk"'
asked locked
has locked '"sim.0.state","value":"locked"'
asked none
has none '"sim.0.state","state":"absent","reason":"chưa có SIM'
asked none words
has 'none, in words' '"sim.0.state","state":"absent","reason":"chưa có SIM'
asked busy
has busy '"sim.0.state","state":"unreadable","reason":"SIM chưa sẵn sàng'
asked bad
has bad '"sim.0.state","state":"unreadable","reason":"SIM không đọc được'
for how in silent flood garbage; do
	asked "$how"
	has "$how" '"sim.0.state","state":"unreadable","reason":"USB không trả lời lệnh AT'
	has "$how" '"sim.0.iccid","state":"unreadable"'
done
asked dies
has dies '"sim.0.iccid","state":"unreadable"'

# read, judged, and put into the book; once more, it is the same card
with_modem ready -- "$h" probe --root "$work/root" --device usb:1-1.4
[ "$code" = 2 ] || complain "judged: exit $code"
has judged '^Viettel SIM …0127$'
! grep -q 890127 "$work/out" || complain 'judged: the whole number is shown'
! grep -q Khoá "$work/out" || complain 'judged: a card is asked about the locks of a phone'
with_modem ready -- "$h" probe --root "$work/root" --device usb:1-1.4 --save
has saved 'Đã lưu vào sổ SIM: mã '
tag=$("$h" list sim --json | sed -n 's/.*"tag":"\([^"]*\)".*/\1/p')
"$h" set sim "$tag" daily_quota_mb=2048 handover_planned=30/11/2021 expires=28/02/2022 \
	generation=5g >/dev/null
with_modem ready swapped -- "$h" --lang en probe --root "$work/root" --device usb:1-1.4 --save
"$h" show sim "$tag" --json >"$work/out"
for field in '"iccid":"8984041234567890127"' '"operator":"viettel"' '"generation":"5g"' \
	'"verdict":"pass"'; do
	has 'in the book' "$field"
done
[ "$("$h" list sim --json | grep -c tag)" = 1 ] || complain 'one card became two SIMs'
with_modem pin -- "$h" probe --root "$work/root" --device usb:1-1.4
has 'with a PIN' '^Viettel SIM …0127$'

[ "$failed" = 0 ] && echo 'all as expected'
exit "$failed"
