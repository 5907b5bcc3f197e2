#!/bin/sh
# hotroit netboot: a configuration that dnsmasq takes, for every kind of firmware; refused where it
# would do harm, or would mean something else than what is written.
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
export LANG=C.UTF-8
unset LC_ALL LC_MESSAGES LANGUAGE
h=$BIN/hotroit failed=0

fail() {
	echo "FAIL $*"
	failed=1
}

# refused CODE ARGUMENTS…
refused() {
	code=$1
	shift
	"$h" netboot "$@" >"$tmp/out" 2>"$tmp/err"
	[ $? = "$code" ] || fail "$*: not exit code $code: $(cat "$tmp/err")"
	[ ! -s "$tmp/out" ] || fail "$*: refused, but something was printed"
}

mkdir "$tmp/net" "$tmp/two
port=53"
touch "$tmp/net/hotroit.0" "$tmp/two
port=53/hotroit.0"

"$h" netboot --dir "$tmp/net" bench0 >"$tmp/conf" 2>"$tmp/err" || fail 'netboot'
grep -q 'bench0: .*chưa có cổng mạng' "$tmp/err" ||
	fail "a port that is not there: $(cat "$tmp/err")"
refused 64 --dir "$tmp/net" lo
cd "$tmp" || exit 1
refused 66 bench0
grep -q -- '--dir' "$tmp/err" || fail "nothing says how to go on: $(cat "$tmp/err")"
for word in interface=bench0 "tftp-root=$tmp/net" hotroit.0 ia32.efi shimx64.efi; do
	grep -v '^#' "$tmp/conf" | grep -q -- "$word" || fail "the configuration lacks $word"
done
dnsmasq --test -C "$tmp/conf" >"$tmp/said" 2>&1 || fail "dnsmasq: $(cat "$tmp/said")"
refused 66 --dir "$tmp" bench0
refused 66 --dir "$tmp/nowhere" bench0
refused 66 --dir "$tmp/two
port=53" bench0
refused 64 --dir "$tmp/net" 'a b'
refused 64 --dir "$tmp/net" 'eth0
port=53'
refused 64 --dir "$tmp/net" a-name-longer-than-any
out=$(awk '$2 == "00000000" { print $1; exit }' /proc/net/route)
[ -z "$out" ] || refused 77 --dir "$tmp/net" "$out"
exit $failed
