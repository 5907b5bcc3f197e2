#!/bin/sh
# The probe against Debian's own adb server with twenty fake phones behind it: every state, every
# way of misbehaving, and the server itself killed while someone looks on.
set -u
work=$(mktemp -d) || exit 1
HOTROIT_RIG=$work/rig
export HOTROIT_RIG
rig=$SRC/tests/phones/rig
probe=$BIN/hotroit-probe
phone=$SRC/tests/phones/android-13-4gb.phone
watch=
cleanup() {
	[ -z "$watch" ] || kill "$watch" 2>/dev/null
	# The server may be one that the probe started in place of the rig's.
	[ -z "${ANDROID_ADB_SERVER_PORT-}" ] || adb kill-server 2>/dev/null
	"$rig" stop
	rm -rf "$work"
}
trap cleanup EXIT
trap 'exit 1' INT TERM
failures=0

complain() {
	printf '%s\n' "$*"
	failures=$((failures + 1))
}

# count PATTERN FILE
count() {
	grep -c -- "$1" "$2" || true
}

# expect WHAT NUMBER PATTERN FILE: so many lines match
expect() {
	found=$(count "$3" "$4")
	[ "$found" = "$2" ] || complain "$1: $found lines instead of $2"
}

# until_line SECONDS PATTERN FILE
until_line() {
	tries=$(($1 * 10))
	while ! grep -q -- "$2" "$3"; do
		tries=$((tries - 1))
		[ "$tries" -gt 0 ] || return 1
		sleep 0.1
	done
}

begin() {
	"$rig" start "$@" >"$work/env" || exit $?
	. "$work/env"
	"$rig" serials >"$work/serials"
}

# serial_of SETTING: of the phone that was started with it
serial_of() {
	sed -n "s/ .*$1.*//p" "$work/serials" | head -n 1
}

# twenty, all well
begin 20 "$phone"
timeout 60 "$probe" --list >"$work/list" || complain "--list ended with $?"
expect 'twenty listed' 20 '^adb:127.0.0.1:[0-9]*@	device$' "$work/list"
timeout 60 "$probe" --all >"$work/all" || complain "--all ended with $?"
expect 'twenty and the host' 21 '^{"schema":"hotroit.snapshot/1"' "$work/all"
expect 'twenty that are read' 20 '"key":"os.sdk","value":33' "$work/all"
timeout 5 "$probe" --device adb:nobody@ >/dev/null 2>"$work/notes"
[ $? = 66 ] || complain 'a phone that is not there is not 66'

# twenty, of which some are sick
begin "$phone" "$phone" "$phone" "$phone" "$phone" "$phone" "$phone" "$phone" \
	"$phone:state=unauthorized,authorize_after_s=5" "$phone:state=unauthorized" \
	"$phone:state=offline" "$phone:state=recovery" "$phone:state=sideload" \
	"$phone:latency_ms=700" "$phone:latency_ms=1500" \
	"$phone:drop_after_bytes=300" "$phone:answer=garbage" "$phone:answer=flood" \
	"$phone:answer=line" "$phone:answer=silent"
timeout 60 "$probe" --watch --all --progress >"$work/watch" 2>"$work/notes" &
watch=$!
until_line 10 "\"id\":\"adb:$(serial_of latency_ms=1500)@\".*\"key\":\"os.sdk\",\"value\":33" \
	"$work/watch" || complain 'the slow phone was not read'
# while one is silent and one floods, the others are done
[ "$(count '"key":"os.sdk","value":33' "$work/watch")" -ge 10 ] ||
	complain 'a sick phone held up the healthy ones'
until_line 10 "\"event\":\"change\",\"id\":\"adb:$(serial_of authorize_after_s)@\".*\"device\"" \
	"$work/watch" || complain 'the tap on Allow was not told'
until_line 5 "\"id\":\"adb:$(serial_of authorize_after_s)@\".*\"key\":\"os.sdk\",\"value\":33" \
	"$work/watch" || complain 'the phone was not read after the tap'
until_line 20 "\"id\":\"adb:$(serial_of answer=silent)@\",\"kind\"" "$work/watch" ||
	complain 'the silent phone was never given up'
for state in unauthorized offline recovery sideload; do
	grep -q "\"event\":\"add\".*\"state\":\"$state\".*\"hint\":\"[^\"]" "$work/watch" ||
		complain "$state was not told with a hint"
	grep -q "{\"key\":\"link.state\",\"value\":\"$state\"" "$work/watch" ||
		complain "$state has no snapshot"
done
for sick in answer=garbage answer=flood answer=line drop_after_bytes; do
	until_line 5 "\"id\":\"adb:$(serial_of $sick)@\",\"kind\"" "$work/watch" ||
		complain "$sick has no snapshot"
	grep "\"id\":\"adb:$(serial_of $sick)@\",\"kind\"" "$work/watch" |
		grep -q '"key":"storage.free","value"' && complain "$sick has a known free space"
done
# what to do is told by what ails it
while read -r sick hint; do
	grep "\"change\",\"id\":\"adb:$(serial_of "$sick")@\".*\"unreadable\"" "$work/watch" |
		 grep -q "\"hint\":\"adb: .*$hint" ||
		complain "$sick: the next step is not \"$hint\""
done <<-END
	answer=flood rút cáp, khởi động lại máy
	answer=line rút cáp, khởi động lại máy
	answer=garbage ký tự lạ
	answer=silent quá 15 giây
	drop_after_bytes đứt giữa chừng
END
expect 'progress of a phone that is read' 1 \
	"\"progress\",\"id\":\"adb:$(serial_of latency_ms=700)@.*\"done\":15,\"total\":15" \
	"$work/watch"
LC_ALL=C tr -d '\n' <"$work/watch" | LC_ALL=C grep -q '[[:cntrl:]]' &&
	complain 'a control character came through'

# the server dies
before=$(wc -l <"$work/watch")
"$rig" kill-server
until_line 5 'máy chủ adb vừa dừng' "$work/watch" || complain 'the death was not told'
sleep 1
tail -n "+$((before + 1))" "$work/watch" >"$work/after"
[ "$(count '"event":"change".*"state":"offline"' "$work/after")" -ge 18 ] ||
	complain 'not every slot told of the death'
"$rig" list >"$work/list" 2>&1 || complain 'no server was started in place of the dead one'
kill -TERM "$watch"
wait "$watch" || complain "--watch ended with $? on SIGTERM"
watch=
adb kill-server

# no adb, and something else on its port
PATH=/nonexistent "$probe" --list >"$work/list" 2>"$work/notes" || complain "no adb: ended with $?"
expect 'without adb' 1 'cài gói adb' "$work/notes"
expect 'without adb the host' 1 '^host' "$work/list"
python3 -c '
import socket
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1], flush=True)
link, _ = s.accept()
link.sendall(b"SSH-2.0-not-adb\r\n")
link.recv(100)' >"$work/port" &
until_line 5 . "$work/port"
ANDROID_ADB_SERVER_PORT=$(cat "$work/port") timeout 10 "$probe" --list >"$work/list" 2>"$work/notes"
expect 'the port is taken' 1 'chương trình khác chiếm' "$work/notes"
wait
# … that says nothing at all
python3 -c '
import socket
s = socket.create_server(("127.0.0.1", 0))
print(s.getsockname()[1], flush=True)
link, _ = s.accept()
while link.recv(100):
    pass' >"$work/quiet" &
until_line 5 . "$work/quiet"
ANDROID_ADB_SERVER_PORT=$(cat "$work/quiet") timeout 9 "$probe" --list >"$work/list" 2>"$work/notes"
expect 'the port is taken by a silent one' 1 'chương trình khác chiếm' "$work/notes"
wait
[ "$failures" = 0 ] && echo 'adb: all well'
exit $((failures > 0))
