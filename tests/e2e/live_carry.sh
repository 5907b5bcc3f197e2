#!/bin/bash
# What the live stick's carry says of files that went to a stick, to none, to one of two: "saved" is
# green on the screen, and the person pulls the stick out.
tmp=$(mktemp -d) || exit 1
trap 'rm -rf "$tmp"' EXIT
run=$tmp last='' sticks='' failed=0
mkdir "$tmp/out" "$tmp/done"
# shellcheck disable=SC1090
. <(sed -n '/^tell() {/,/^}/p; /^take_orders() {/,/^}/p; /^is_all_carried() {/,/^}/p
	/^sum_of() /p; /^free_name() {/,/^}/p; /^put() {/,/^}/p; /^whole_in() {/,/^}/p
	/^round() {/,/^}/p' "$SRC/packaging/live/carry")

# Sticks of our own are numbers, and folders; 66 takes nothing.
partitions_labelled() {
	cat "$run/saved" >"$run/while_looking"
	echo "$sticks"
}
stick_id() { echo "$1"; }
carry_to() {
	[ "$1" != 66 ] && mkdir -p "$run/stick$1" && put "$2" "$run/stick$1" &&
		(cd "$run/stick$1" && sha256sum -c --status "$(cat "$run/name").sha256")
}

# says WHAT AFTER
says() {
	round 2>/dev/null
	[ "$(cat "$tmp/saved")" = "$1" ] || {
		echo "FAIL $2: $(cat "$tmp/saved")"
		failed=1
	}
}

says none 'nothing yet'
echo a >"$tmp/out/a.json"
says none 'no stick'
sticks=1
says 'saved a.json' 'a stick'
sticks=''
says 'saved a.json' 'the stick was pulled out'
echo thu >"$tmp/out/a-thu.json"
says none 'a second file, and no stick'
sticks=66
says failed 'a stick that takes nothing'
sticks=''
says none 'it was pulled out'
sticks='66 2'
says failed 'one of two takes nothing'
sticks=2
says 'saved a.json' 'all on one'

# files STICK WORDS: what it holds
files() {
	[ "$(cd "$tmp/stick$1" && cat -- *.json | sort | paste -sd ' ')" = "$2" ] ||
		{
			echo "FAIL stick $1: $(ls "$tmp/stick$1")"
			failed=1
		}
}

# News of a file by its name: not on a stick yet, then beside what was carried before.
sticks=''
echo 'a, later' >"$tmp/new" && mv "$tmp/new" "$tmp/out/a.json"
says none 'news, and no stick'
files 2 'a thu'
sticks=2
says 'saved a-2.json' 'news'
files 2 'a a, later thu'
sticks=3
says 'saved a.json' 'another stick gets the news only'
files 3 'a, later thu'
# The same content as there once was is there already.
echo a >"$tmp/out/a.json"
sticks=2
says 'saved a.json' 'old news'
files 2 'a a, later thu'

# What takes the place of a file while it is carried is carried next.
cp() {
	command cp "$@"
	[ ! -e "$tmp/swap" ] || mv "$tmp/swap" "$tmp/out/a.json"
}
echo 'a, last' >"$tmp/swap"
echo 'a, but one' >"$tmp/out/a.json"
says none 'swapped under our hands'
says 'saved a-4.json' 'swapped in the end'
files 2 'a a, but one a, last a, later thu'
unset -f cp

# While sticks are looked for, news is on none of them; what was broken on a stick is written anew.
echo 'a, the very last' >"$tmp/out/a.json"
sticks=''
says none 'news while looking'
[ "$(cat "$tmp/while_looking")" = none ] || {
	echo 'FAIL saved while looking'
	failed=1
}
sticks=2
says 'saved a-5.json' 'before it broke'
: >"$tmp/stick2/a-5.json"
rm "$tmp/done/2."* "$tmp/out/a-thu.json"
says 'saved a-6.json' 'broken on the stick'
files 2 'a a, but one a, last a, later a, the very last thu'

# What is no file is not taken over, and nothing is left of it.
mkdir "$tmp/folder"
take_orders "$tmp/folder"
take_orders "$tmp/not"
# kept SIZES WHAT: of the orders
kept() {
	local sizes

	sizes=$(cd "$tmp/orders" 2>/dev/null && stat -c %s -- * | sort -n | paste -sd ' ')
	[ "$sizes" = "$1" ] || {
		echo "FAIL $2: $(ls -l "$tmp/orders")"
		failed=1
	}
}
kept '' 'orders of nothing'
# Those of each stick stay, and the same ones once.
for orders in no yes no yes; do
	echo "$orders" >"$tmp/of a stick"
	take_orders "$tmp/of a stick"
done
kept '3 4' 'orders of two sticks'
head -c 5000000 /dev/zero >"$tmp/long"
take_orders "$tmp/long"
kept '0 3 4' 'long orders'
for orders in 1 2 3 4 5 6 7 8 9; do
	echo "$orders" >"$tmp/of a stick"
	take_orders "$tmp/of a stick"
done
kept '0 2 2 2 2 2 3 4' 'orders of very many sticks'
exit $failed
