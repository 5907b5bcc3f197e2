#!/bin/sh
# Plays every script of this folder against the screens. UPDATE=1 writes the goldens anew.
set -eu
here=${SRC:?}/tests/screens
bin=${BUILD:?}/tests/screens
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkfifo gate
cp "$here"/*.csv .
export TMPDIR="$work" GATE="$work/gate" DRIVER="$bin/driver"
export XDG_DATA_HOME="$work" # no plans of whoever runs this
export SNAPSHOT="$here/snapshot.json" BUNDLE="$here/ban-1.hotroit"
export LIVE="$BUILD/bin/hotroit-live"
echo 'saved ThinkPad-T400-747b069b-20261123-0902.json' >carried
printf 'line wrong\ntaken a.json\ntaken a-thu.json\nheld a-xoa.json\nwaiting b.json\n' >sent
export CARRIED="$work/carried" SENT="$work/sent"
mkdir bin
ln -s "$here/fake-wipe" bin/hotroit-wipe
export PATH="$work/bin:$PATH"
export CHECK="$here/fake-check" TRIED="$work/tried"
export LC_ALL=C.UTF-8 LOGNAME=binh
unset SUDO_USER NO_COLOR COLUMNS LINES || true
result=0
for script in "$here"/*.vt; do
	if ! "$bin/vt" "$script" "$here" ${UPDATE:+update}; then
		result=1
		for actual in *.actual; do
			[ -e "$actual" ] || continue
			diff -u "$here/${actual%.actual}.golden" "$actual" || true
			rm -f "$actual"
		done
	fi
done
exit $result
