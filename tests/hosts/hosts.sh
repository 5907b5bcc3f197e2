#!/bin/sh
# Every recorded machine of this folder: laid out, probed, judged, and compared with what its
# .expect file, written by hand, says. Also: a bad tree is refused, and nothing outside the tree is
# read. See README.md for the formats. Names of machines as arguments limit the run to them.
set -u
here=$(cd "$(dirname "$0")" && pwd)
# shellcheck source=tests/compare
. "$here/../compare"
BIN=${BIN:?the folder of the built programs}
[ -x "$BIN/hotroit-probe" ] || {
	echo "$BIN/hotroit-probe is not built"
	exit 1
}
work=$(mktemp -d) || exit 1
trap 'chmod -R u+rwX "$work"; rm -rf "$work"' EXIT
trap 'exit 1' INT TERM
failures=0
PLAN=gia-lam-2021

complain() {
	printf '%s\n' "$*"
	failures=$((failures + 1))
}

# Root reads files of mode 000 all the same, so it lays its powers down for the probe.
if [ "$(id -u)" = 0 ]; then
	as_user="setpriv --bounding-set=-all --inh-caps=-all --"
	$as_user true 2>/dev/null || as_user=
else
	as_user=env
fi

check_machine() {
	name=$1
	probe=$BIN/hotroit-probe
	dir=$work/$name

	"$here/unpack" "$here/$name.tree" "$dir" || {
		complain "$name: the tree can not be unpacked"
		return
	}
	case $(grep -c '^n ' "$here/$name.tree") in
	0) run= ;;
	*)
		run=$as_user
		[ -n "$run" ] || {
			echo "$name: left out: this root can not give up its powers"
			return
		}
		;;
	esac
	$run "$probe" --root "$dir" >"$work/snapshot" 2>"$work/notes" || {
		complain "$name: hotroit-probe ended with $?: $(cat "$work/notes")"
		return
	}
	flatten <"$work/snapshot" >"$work/found"
	if [ -x "$BIN/hotroit" ]; then
		"$BIN/hotroit" assess --plan $PLAN --json - <"$work/snapshot" >"$work/verdict" \
			2>"$work/notes"
		[ $? -le 2 ] || complain "$name: hotroit assess: $(cat "$work/notes")"
		flatten <"$work/verdict" >>"$work/found"
		compare "$here/$name.expect" "$work/found" >"$work/differ"
	else
		grep -v -E '^(rule\.|verdict=|measured_verdict=)' "$here/$name.expect" \
			>"$work/expect"
		compare "$work/expect" "$work/found" >"$work/differ"
	fi
	if [ -s "$work/differ" ]; then
		sed "s/^/$name: /" "$work/differ"
		failures=$((failures + 1))
	fi
}

# A tree from a stranger must not reach a place outside its directory.
check_refusals() {
	while IFS='|' read -r why lines; do
		printf 'hotroit.tree/1\n%b\n' "$lines" >"$work/bad.tree"
		rm -rf "$work/bad"
		"$here/unpack" "$work/bad.tree" "$work/bad" 2>/dev/null
		[ $? = 65 ] || complain "unpack: $why is not refused"
	done <<-'END'
		a path that climbs|f ../outside x
		a path that climbs later|f a/../../outside x
		an absolute path|f /etc/outside x
		a blank that hides a climb|f a/\\x2e\\x2e/\\x2e\\x2e/outside x
		an absolute link|l a /etc
		a link that climbs|l a/b ../../etc
		a link through a link that climbs|l a b/c\nd b/c/d\nl a/e ../../../x
		a file through a loop of links|l a b\nl b a\nf a/x 1
		a file in place of a link|l a b\nf a 1
		a file under a file|f a 1\nf a/b 1
		the same file twice|f a 1\nf a 2
		text without a file|\ttext
		odd hex|x a\n\t123
		an unknown line|z a
		a base that was never set|f ./a 1
		a base that climbs|in ../..\nf ./a 1
		an unknown SMBIOS field|dmi 2.7\n\t1 colour=red
	END
	[ ! -e "$work/outside" ] || complain 'unpack wrote outside its directory'
	printf 'not a tree\n' >"$work/bad.tree"
	rm -rf "$work/bad"
	"$here/unpack" "$work/bad.tree" "$work/bad" 2>/dev/null
	[ $? = 65 ] || complain 'unpack: a file without the first line is not refused'
}

# With --root nothing of this machine may be opened: only the tree, the program's own parts, and
# what the C library needs to start.
check_confined() {
	command -v strace >/dev/null || {
		echo 'strace is not here: not checked whether the probe stays inside the tree'
		return
	}
	dir=$work/$1
	calls=open,openat,openat2,readlink,readlinkat,stat,newfstatat,access,execve
	strace -f -qq -e trace=$calls -o "$work/trace" \
		"$BIN/hotroit-probe" --root "$dir" >/dev/null 2>&1 || {
		echo 'strace can not run here: not checked whether the probe stays inside the tree'
		return
	}
	# Absolute names only: a relative one is looked up under the root's descriptor.
	grep -E '"/(sys|proc|run|dev|boot|home|etc)(/|")' "$work/trace" |
		grep -v -E '"/(etc/(ld\.so|locale|localtime)|sys/fs/cgroup|dev/(null|urandom))' |
		grep -v -E '"/proc/self/(exe|fd/[0-9]+|environ|maps|cmdline|task)' |
		grep -v -F '"/proc/sys/vm/overcommit' |
		grep -v -F "\"$dir" >"$work/leaks"
	[ ! -s "$work/leaks" ] || complain "the probe looks outside its tree:
$(sort -u "$work/leaks" | head -20)"
}

if [ $# -gt 0 ]; then
	machines=$*
else
	machines=$(cd "$here" && ls ./*.tree | sed 's,^\./,,; s,\.tree$,,')
	check_refusals
fi
for machine in $machines; do
	[ -e "$here/$machine.expect" ] || complain "$machine: no .expect file"
	check_machine "$machine"
done
for machine in $machines; do
	check_confined "$machine"
	break
done
[ "$failures" = 0 ] || {
	echo "$failures machine(s) or check(s) are not as expected"
	exit 1
}
