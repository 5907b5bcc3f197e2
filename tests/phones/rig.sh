#!/bin/sh
# The rig itself: what Debian's own adb sees of the fake phones. Every state, both kinds of shell,
# cables that are pulled, phones that talk without end; and nothing stays behind.
set -u
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d) || exit 1
HOTROIT_RIG=$work/rig
HOME=$work
export HOTROIT_RIG HOME
rig=$here/rig
trap '"$rig" stop; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
failures=0
new=android-13-4gb
old=android-4.4-1gb

complain() {
	printf '%s\n' "$*"
	failures=$((failures + 1))
}

# is WHAT WANTED FOUND
is() {
	[ "$2" = "$3" ] || complain "$1: wanted '$2', found '$3'"
}

begin() {
	"$rig" start "$@" >"$work/env" || exit $?
	. "$work/env"
	"$rig" serials >"$work/serials"
}

serial_of() { sed -n "$1s/ .*//p" "$work/serials"; }

# ask N COMMAND: of the Nth phone that was started. raw N COMMAND: every byte as it comes.
ask() {
	serial=$(serial_of "$1")
	shift
	timeout 60 adb -s "$serial" shell "$@"
}

raw() {
	serial=$(serial_of "$1")
	shift
	timeout 60 adb -s "$serial" exec-out "$@" </dev/null
}

state_of() { adb devices | sed -n "s/^$(serial_of "$1")[[:blank:]]*//p"; }

begin $new $old $new:state=unauthorized $new:state=recovery $new:state=sideload \
	$new:state=offline $new:state=unauthorized,authorize_after_s=1
adb devices -l | sed -n 's/^127[^ ]* *//p' | sed 's/ .*//' | sort | tr '\n' ' ' >"$work/states"
is 'states' 'device device offline recovery sideload unauthorized unauthorized ' \
	"$(cat "$work/states")"
is 'model' SM_A125F "$(adb devices -l |
	sed -n "s/^$(serial_of 1) .* model:\([^ ]*\).*/\1/p")"

is 'sdk' 33 "$(ask 1 getprop ro.build.version.sdk </dev/null)"
ask 1 'exit 7' </dev/null
is 'exit code' 7 $?
ask 1 no-such-command </dev/null >"$work/said" 2>&1
is 'exit code of an unknown command' 127 $?
is 'standard input' 'in and out' "$(echo 'in and out' | ask 1 cat)"
is 'standard error apart' 'err' "$(ask 1 'echo out; echo err >&2' </dev/null 2>&1 >/dev/null)"
is 'recorded df of one path' 51400000 \
	"$(ask 1 'df -k /data' </dev/null | sed -n 's,^[^ ]*  *\([0-9]*\) .*/data$,\1,p')"
is 'what a property lacks' fallback "$(ask 1 getprop no.such.key fallback </dev/null)"
is 'null device' '' "$(ask 1 'echo x >/dev/null; cat </dev/null' </dev/null)"

is 'sdk of an old phone' "$(printf '19\r')" "$(ask 2 getprop ro.build.version.sdk </dev/null)"
ask 2 'exit 7' </dev/null
is 'no exit code from an old phone' 0 $?
case $(ask 2 'head -1 /proc/meminfo' </dev/null) in
*'not found'*) ;;
*) complain 'an old phone knows "head"' ;;
esac
is 'toolbox df takes an option for a path' 1 \
	"$(ask 2 'df -k /data' </dev/null | grep -c '^-k: No such file')"
sleep 1
is 'after the tap on Allow' device "$(state_of 7)"

# Each of these costs its own phone only.
begin $new $new:drop_after_bytes=10 $new:answer=flood $new:answer=garbage $new:latency_ms=300 \
	android-15 $new:drop_after_bytes=5,back_after_s=0.1 $new:answer=line
is 'a cable pulled in the middle' 0123456789 "$(raw 2 'echo 0123456789abcdef')"
case $(state_of 2) in
device) complain 'a phone without its cable is still a device' ;;
esac
is 'flood' 1000000 "$(timeout 3 adb -s "$(serial_of 3)" shell true </dev/null |
	head -c 1000000 | wc -c)"
is 'garbage' 65536 "$(ask 4 true </dev/null | wc -c)"
is 'slow' late "$(ask 5 echo late </dev/null)"
case $(ask 6 'cat /sys/class/power_supply/battery/charge_full' </dev/null 2>&1) in
*'Permission denied'*) ;;
*) complain 'a closed file can be read' ;;
esac
is 'a cable pulled for a moment' 01234 "$(raw 7 'echo 0123456789')"
sleep 0.3
"$rig" unplug 7
is 'unplugged' '' "$(state_of 7)"
"$rig" plug 7
is 'plugged in again' device "$(state_of 7)"
is 'back again' 0123456789 "$(ask 7 'echo 0123456789' </dev/null)"
is 'one line' 99942400 "$(ask 8 true </dev/null | wc -c)"
is 'the phone beside them' 33 "$(ask 1 getprop ro.build.version.sdk </dev/null)"

# A file from a stranger must not reach a place outside the phone's own folder.
while IFS='|' read -r why line; do
	printf 'hotroit.phone/1\n%b\n' "$line" >"$work/bad.phone"
	timeout 10 "$here/../fake/phone" --work "$work/bad" "$work/bad.phone" >/dev/null 2>&1
	is "$why" 65 $?
done <<-'END'
	a path that climbs|f ../outside x
	an absolute path|f /etc/outside x
	a hidden climb|f a/\\x2e\\x2e/\\x2e\\x2e/outside x
	the shell of the rig|f system/bin/sh x
	a property that is a path|p ../../outside x
	a command that is a path|c ../outside
	the same file twice|f a 1\nf a 2
	text below nothing|\ttext
	an unknown line|z a
END
[ ! -e "$work/outside" ] || complain 'a phone wrote outside its folder'

"$rig" kill-server
begin 20 $new $old
is 'phones' 20 "$(adb devices | grep -c 'device$')"
processes=$(cat "$HOTROIT_RIG"/*.pid)
"$rig" stop
[ ! -e "$HOTROIT_RIG" ] || complain 'the folder of the rig is still there'
for process in $processes; do
	! kill -0 "$process" 2>/dev/null || grep -q '^State:.Z' "/proc/$process/status" ||
		complain "process $process is still there"
done

[ "$failures" = 0 ]
