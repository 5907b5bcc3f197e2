#!/bin/sh
# A bench whose clock is wrong: one line says so at every start that may write, the step is kept all
# the same, times in the book do not go back to 2000, and no waiting is negative.
set -u
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export HOTROIT_DB="$tmp/hotroit.db" LANG=C.UTF-8
unset LC_ALL LC_MESSAGES LANGUAGE XDG_DATA_HOME
h=$BIN/hotroit clock=$SRC/tests/fake/clock failed=0

fail() {
	echo "FAIL $*"
	failed=1
}

# at TIME PATTERN COMMAND…: done, and PATTERN is what is said of the clock ("": nothing).
at() {
	time=$1 pattern=$2
	shift 2
	"$clock" "@$time" "$h" "$@" >"$tmp/out" 2>"$tmp/err" || fail "$*: $(cat "$tmp/err")"
	[ "$(wc -l <"$tmp/err")" = $((${#pattern} > 0)) ] && grep -q -- "$pattern" "$tmp/err" ||
		{ [ -z "$pattern" ] && [ ! -s "$tmp/err" ]; } ||
		fail "$* at $time: $(cat "$tmp/err")"
}
value() { sqlite3 -readonly "$HOTROIT_DB" "$1"; }

at '2000-01-01 00:00:00' 'không thể đúng' add device kind=laptop battery_safety=ok
device=$(value 'SELECT tag FROM device')
at '2026-11-22 08:00:00' '' add request requester=Hoa symptom='không lên'
request=$(value 'SELECT tag FROM request')
received=$(value 'SELECT received_at FROM request')
# Half a battery: the clock is back in 2000 while somebody is reached.
at '2000-01-01 00:00:00' 'không thể đúng' do contact "$request"
at '2000-01-01 00:01:00' 'không thể đúng' do wait "$request"
at '2000-01-01 00:02:00' 'không thể đúng' do go-on "$request"
[ "$(value 'SELECT count(*) FROM step')" = 3 ] || fail 'three steps are in the book'
[ "$(value "SELECT count(*) FROM step WHERE at < '$received'")" = 0 ] || fail 'a step went back'
[ "$(value 'SELECT waited_minutes FROM request')" = 0 ] || fail 'waiting is not 0 minutes'
at '2000-01-01 00:03:00' '' list request
# A clock set back by a day is told of, and believed: nobody but a person can know.
at '2026-11-21 08:00:00' 'sổ đã ghi tới' do block "$device"
at '2026-11-22 07:58:00' '' do unblock "$device"
at '2026-11-23 08:00:00' '' add request requester=An symptom=x
"$clock" '@2000-01-01 00:00:00' "$h" doctor | grep -q 'không thể đúng' || fail 'doctor is silent'
[ "$(value 'SELECT count(*) FROM (SELECT hlc < lag(hlc) OVER (ORDER BY seq) AS back FROM outbox)
	WHERE back')" = 0 ] || fail 'the numbers of the outbox went back'
exit $failed
