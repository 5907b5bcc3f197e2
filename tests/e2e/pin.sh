#!/bin/sh
# People at one bench: the first PIN shuts it, each signs in with --who and does what the role may;
# every refusal is one line that names what to do, and 77.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export HOTROIT_DB="$tmp/hotroit.db" LANG=C.UTF-8
unset LC_ALL LC_MESSAGES LANGUAGE HOTROIT_PIN
h=$BIN/hotroit failed=0

# try WHAT EXIT PATTERN COMMAND…: the pattern is looked for in both streams; $new is the input.
try() {
	what=$1 code=$2 pattern=$3
	shift 3
	printf '%s\n' "${new:-}" | "$@" >"$tmp/out" 2>&1
	got=$?
	lines=$(wc -l <"$tmp/out")
	[ "$got" = "$code" ] && grep -q -- "$pattern" "$tmp/out" &&
		{ [ "$code" != 77 ] || [ "$lines" = 1 ]; } && return
	echo "FAIL $what: exit $got, expected $code and \"$pattern\": $(cat "$tmp/out")"
	failed=1
}
as() { # NAME PIN COMMAND…
	who=$1 pin=$2
	shift 2
	HOTROIT_PIN=$pin "$h" --who "$who" "$@"
}

try 'a coordinator' 0 'Đã thêm' "$h" add member 'name=Trần Thị Lan' short=lan role=coordinator
try 'a volunteer' 0 'Đã thêm' "$h" add member 'name=Nguyễn Văn Minh' short=minh role=volunteer
try 'no PIN is asked yet' 0 'Đã thêm' "$h" --who lan add team name=A kind=ho-tro-it
try 'who is not there' 66 'không có «ai»' "$h" --who ai list device
new=5522 try 'the first is no volunteer' 77 'role=coordinator' "$h" pin set minh
new=1234 try 'too easy' 64 'chọn số khác' "$h" pin set lan
new=48a1 try 'no digits' 64 '4 đến 8 chữ số' "$h" pin set lan
new=$(head -c 10000000 /dev/zero | tr '\0' 5) && printf '%s\n' "$new" >"$tmp/huge"
try 'a huge one' 64 '4 đến 8 chữ số' sh -c '"$1" pin set lan <"$2"' sh "$h" "$tmp/huge"
printf '482167\0007\n' >"$tmp/nul"
try 'a NUL inside' 64 '4 đến 8 chữ số' sh -c '"$1" pin set lan <"$2"' sh "$h" "$tmp/nul"
new=482167 try 'the founding' 0 'Đã đặt PIN cho lan' "$h" pin set lan
# Whatever somebody was called by, it is told how one types them; and nobody is an id's beginning.
minh=$(sqlite3 "$HOTROIT_DB" "SELECT id FROM member WHERE short = 'minh'")
try 'none yet' 77 'hotroit pin set minh$' as "$minh" 4821 list device
try 'a duty' 0 'Đã thêm' as lan 482167 add duty member=minh from_time=2026-01-05T08:00:00+07:00 \
	to_time=2026-01-05T12:00:00+07:00
try 'nobody signed in' 0 '(ẩn)' "$h" list duty
new=

try 'nobody writes now' 77 '--who' "$h" add part name=RAM
try 'nobody sees requests' 77 '--who' "$h" list request
try 'nobody sees the audit' 77 '--who' "$h" list audit
try 'which kind it may be' 77 'withdraw: không có «X1», hoặc không được xem' "$h" do withdraw X1
new=5522 try 'nobody sets a PIN' 77 '--who' "$h" pin set minh
new=
try 'names are not shown' 1 '^$' sh -c '"$1" list member --json --with-personal | grep Minh ||
	{ echo; exit 1; }' sh "$h"
try 'without a terminal' 77 'HOTROIT_PIN' setsid "$h" --who lan list device
try 'no PIN yet' 77 'pin set minh' as minh 5522 list device
new=5522 try 'given by the coordinator' 0 'Đã đặt PIN cho minh' as lan 482167 pin set minh
new=
try 'the volunteer works' 0 'Đã thêm' as minh 5522 add donor 'name=Chị Hoa' kind=person
try 'and sees requests' 0 'bản ghi' as minh 5522 list request
try 'but adds no member' 77 'Nguyễn Văn Minh không được ghi.*--who' \
	as minh 5522 add member name=X role=coordinator
try 'nor reads the audit' 77 'không được xem.*--who' as minh 5522 list audit
try 'nor clears a PIN' 77 'chỉ điều phối viên' as minh 5522 pin clear lan
try 'wrong PIN' 77 'tên hoặc PIN không đúng' as minh 5523 list device
cp "$tmp/out" "$tmp/wrong"
try 'wrong name' 77 'tên hoặc PIN không đúng' as mink 5522 list device
cmp -s "$tmp/out" "$tmp/wrong" || {
	echo 'FAIL: a wrong name and a wrong PIN are told apart'
	failed=1
}
for i in 1 2 3 4; do try "wrong $i" 77 'không đúng' as minh 0001 list device; done
try 'now there is a wait' 77 'đợi 1 phút' as minh 5522 list device
try 'not for the others' 0 'Nguyễn Văn Minh.*Thêm.*Bên tặng' as lan 482167 list audit
try 'who set the PIN' 0 'Trần Thị Lan' sh -c 'HOTROIT_PIN=482167 "$1" --who lan list audit |
	grep pin' sh "$h"
try 'the last key stays' 77 'cuối cùng' as lan 482167 pin clear lan
try 'cleared' 0 'Đã xoá' as lan 482167 pin clear minh
try 'the PIN is kept nowhere as it is' 1 '^$' sh -c 'grep -l 482167 "$1"* ||
	{ echo; exit 1; }' sh "$HOTROIT_DB"
exit $failed
