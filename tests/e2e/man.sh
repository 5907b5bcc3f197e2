#!/bin/sh
# The man pages name every command and option that --help names, and --help speaks both languages.
failed=0

fail() {
	echo "$*"
	failed=1
}

# Options in a help text, plain text of a page.
options() { grep -o -- '--[a-z][a-z-]*' | sort -u; }
page() { sed 's/\\-/-/g' "$SRC/packaging/man/$1.1"; }

unset LC_ALL LC_MESSAGES LANGUAGE
export LANG=C.UTF-8

for option in $("$BIN/hotroit-probe" --help | options); do
	page hotroit-probe | grep -q -- "$option" || fail "hotroit-probe.1 does not tell of $option"
done
commands=$("$BIN/hotroit" --lang en --help | sed -n 's/^  \([a-z]*\)  *.*/\1/p')
[ -n "$commands" ] || fail 'hotroit --help names no command'
for command in $commands; do
	page hotroit | grep -q "^\.[BIR]* \"*$command\\b" ||
		fail "hotroit.1 does not tell of $command"
	for option in $("$BIN/hotroit" "$command" --help | options); do
		page hotroit | grep -q -- "$option" ||
			fail "hotroit.1 does not tell of $command $option"
	done
	"$BIN/hotroit" --lang en "$command" --help | grep -q '^Usage: ' ||
		fail "hotroit --lang en $command --help is not English"
	"$BIN/hotroit" "$command" --help | grep -q '^Cách dùng: ' ||
		fail "hotroit $command --help is not Vietnamese"
done
"$BIN/hotroit-probe" --lang en --help | grep -q '^Usage: ' || fail 'hotroit-probe: no English'
LANG=en_US.UTF-8 "$BIN/hotroit-probe" --help | grep -q '^Usage: ' ||
	fail 'LANG=en_US.UTF-8: no English'
"$BIN/hotroit-probe" --help | grep -q '^Cách dùng: ' || fail 'hotroit-probe: no Vietnamese'
exit $failed
