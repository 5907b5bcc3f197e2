#!/bin/sh
# Twenty fake phones that answer at once, behind Debian's adb server: our one poll loop against the
# barest one, and against `adb shell` one phone after the other, once and eight times a phone.
#
#   tests/bench/bench_adb.sh BIN    BENCH_ROUNDS (31) sets the rounds
bin=$(readlink -f "${1:?usage: tests/bench/bench_adb.sh BIN}")
src=$(readlink -f "$(dirname "$0")/../..")
work=$(mktemp -d)
HOTROIT_RIG=$work/rig
export HOTROIT_RIG
rig=$src/tests/phones/rig
trap '"$rig" stop; rm -rf "$work"' EXIT
"$rig" start 20 "$src/tests/phones/android-13-4gb.phone:answer=short" >"$work/env" ||
	exit $?
. "$work/env"
serials=$("$rig" serials | sed 's/ .*//')
# shellcheck disable=SC2086 # the serials hold no blanks
set -- $serials
for times in 1 8; do
	cat >"$work/adb-$times" <<-END
		#!/bin/sh
		for serial in $*; do
			for time in $(seq -s ' ' $times); do
				adb -s \$serial shell id </dev/null
			done
		done
	END
	chmod +x "$work/adb-$times"
done
# The probe looks on until all twenty have come and been read: an event and a snapshot each. The
# floor stands in the same pipe, so that the shell and head cost both alike.
cat >"$work/ours" <<-END
	#!/bin/sh
	$bin/hotroit-probe --watch --all | head -n 40
END
cat >"$work/floor" <<-END
	#!/bin/sh
	$bin/bench-adb-floor $ANDROID_ADB_SERVER_PORT $* | head -n 40
END
chmod +x "$work/ours" "$work/floor"
echo "== twenty phones that answer at once, behind the adb server"
{
	printf 'one poll loop, the floor\t-\t%s\n' "$work/floor"
	printf 'hotroit-probe --watch --all\tone poll loop, the floor\t%s\n' "$work/ours"
	printf 'hotroit-probe --list\tone poll loop, the floor\t%s\n' "$bin/hotroit-probe --list"
	printf 'adb shell, one a phone\thotroit-probe --watch --all\t%s\n' "$work/adb-1"
	printf 'adb shell, eight a phone\thotroit-probe --watch --all\t%s\n' "$work/adb-8"
} | "$bin/bench-timer" "${BENCH_ROUNDS:-31}"
