#!/bin/sh
# A snapshot is kept in one language, whichever the bench speaks: the same machine gives the same
# bytes. What is shown of it is in the language asked for.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export XDG_DATA_HOME="$work" LC_ALL=C.UTF-8
mkdir "$work/empty"
for lang in vi en; do
	"$BIN/hotroit" --lang $lang --db "$work/$lang.db" probe --root "$work/empty" --save \
		>"$work/$lang.said" 2>&1 || [ $? -le 2 ]
	sqlite3 "$work/$lang.db" 'SELECT text FROM snapshot' | grep '"key"' >"$work/$lang.facts"
done
[ -s "$work/vi.facts" ] || { echo 'no snapshot' && exit 1; }
cmp "$work/vi.facts" "$work/en.facts"
grep -q 'the BIOS hands out' "$work/en.said" || { cat "$work/en.said" && exit 1; }
