#!/bin/sh
# A bench behind every kind of bad line (tests/fake/proxy): cut at any byte and before any record,
# the answer lost after the server did its work, dead without a word, late, slow, refused, random.
# A round ends in bounded time with one line of words; afterwards nothing is missing, nothing is
# there twice and all benches are equal.
#
#   NETWORK_SWEEP=N   places of a sweep by bytes (8; each of some 20 records is always tried)
#   NETWORK_SEED=N    of the random cuts; printed when they show a fault
#   NETWORK_ROUNDS=N  rounds of random cuts (6)
#   NETWORK_DELAY=S   of the late line, seconds each way (0.5)
#   NETWORK_BULK=N    records that go out over the line of 1 kB/s (3); 200 take four minutes
set -u
. "$SRC/tests/e2e/sync_rig"
sweep=${NETWORK_SWEEP:-8} seed=${NETWORK_SEED:-$(date +%s)} rounds=${NETWORK_ROUNDS:-6}
delay=${NETWORK_DELAY:-0.5} bulk=${NETWORK_BULK:-3}
lines='cut mute bytes late dead-tls dead-copy dead-commit dead-pull slow'

# of BENCH COLUMN: of the last connection that ended; the proxy may be writing yet
of() {
	python3 - "$work/$1.line.log" "$2" <<-'END'
		import os, sys, time
		while not os.path.getsize(sys.argv[1]):
		    time.sleep(0.01)
		print(open(sys.argv[1]).readlines()[-1].split()[int(sys.argv[2])])
	END
}

# edit BENCH N: one row to send
edit() { at "$1" add donor "name=$1 $2" kind=person >/dev/null || complain "$1: add"; }

# tried BENCH MODE: an edit, and a round whose first connection breaks so; the second serves
tried() {
	edit "$1" "$2"
	line "$1" "once $2"
	at "$1" sync >/dev/null 2>"$work/$1.said" || complain "$1, $2: $(cat "$work/$1.said")"
}

# each_record BENCH MODE: at every TLS record that a bench says
each_record() {
	k=0
	while [ $k -le "$records" ]; do
		k=$((k + 1))
		tried "$1" "$2 $k"
	done
}

# each_byte BENCH: at places spread over the bytes of a round, each way
each_byte() {
	k=0
	while [ $k -lt "$sweep" ]; do
		tried "$1" "cut up $((k * up / sweep + k % 7))"
		tried "$1" "cut down $((k * down / sweep + k % 7))"
		k=$((k + 1))
	done
}

# ends BENCH MODE SECONDS WORDS: a line that stays so; the round ends by then, in one line. When the
# line is good again, the next round goes well at once.
ends() {
	edit "$1" "$2"
	line "$1" "$2"
	timeout "$3" env -u PGHOST -u PGPORT -u PGUSER -u PGDATABASE "$hotroit" sync \
		--db "$work/$1.db" >/dev/null 2>"$work/$1.said"
	same "$1: exit code" 69 $?
	same "$1: lines" 1 "$(wc -l <"$work/$1.said")"
	grep -q -- "$4" "$work/$1.said" || complain "$1: $(cat "$work/$1.said")"
	line "$1" pass
	timeout 20 env -u PGHOST -u PGPORT -u PGUSER -u PGDATABASE "$hotroit" sync \
		--db "$work/$1.db" >/dev/null 2>"$work/$1.said" ||
		complain "$1, afterwards: $(cat "$work/$1.said")"
}

# well BENCH MODE COUNT: that many records go out over a line that is only bad
well() {
	k=0
	while [ $k -lt "$3" ]; do
		k=$((k + 1))
		edit "$1" "$k, a record with as many letters as a short note of a real one has"
	done
	line "$1" "$2"
	at "$1" sync >/dev/null 2>"$work/$1.said" || complain "$1, $2: $(cat "$work/$1.said")"
}

# at_random BENCH: a round may fail; it says so in one line
at_random() {
	k=0
	line "$1" "random $seed"
	while [ $k -lt "$rounds" ]; do
		k=$((k + 1))
		edit "$1" "at random $k"
		at "$1" sync >/dev/null 2>"$work/$1.said"
		[ "$(wc -l <"$work/$1.said")" -le 1 ] || complain "$(cat "$work/$1.said")"
	done
}

late_and_random() {
	well late "slow $delay" 1
	at_random late
}

slow_and_refused() {
	well slow 'throttle 1000' "$bulk"
	ends slow refuse 30 'mất kết nối'
}

district
for bench in $lines; do
	# What the others do is not to go over the slowest line.
	case $bench in slow) unit=yen-vien ;; *) unit=phu-dong ;; esac
	add_bench "$bench" "$unit"
	behind "$bench"
done
python3 -c 'print("name,kind")
for n in range(200): print(f"Người cho số {n},person")' >"$work/many.csv"
at late import donor "$work/many.csv" >/dev/null || complain 'import'
sync late
sed 's/số/bàn này số/' "$work/many.csv" >"$work/more.csv"
at dead-copy import donor "$work/more.csv" >/dev/null || complain 'import'
sync cut
edit cut first
sync cut
up=$(of cut 1) down=$(of cut 2) records=$(of cut 3)
[ "$records" -ge 15 ] || complain "a round of $records records"

# A part that runs beside the others counts what it complains of by what it says.
beside=
start() {
	name=$1
	shift
	"$@" >"$work/$name.complaints" 2>&1 &
	beside="$beside $!"
}
start dead-tls ends dead-tls 'stall down 500' 45 'không nối được'
# In the middle of what goes out, and of what comes in; each of these is much longer than a round.
start dead-copy ends dead-copy 'stall up 20000' 45 'im quá lâu'
start dead-pull ends dead-pull 'stall down 20000' 45 'im quá lâu'
start dead-commit ends dead-commit "deaf $((records - 4))" 45 'im quá lâu'
start late late_and_random
start slow slow_and_refused
start cut each_record cut 'cut records'
start mute each_record mute mute
start bytes each_byte bytes
# shellcheck disable=SC2086
wait $beside
cat "$work"/*.complaints >"$work/all"
[ ! -s "$work/all" ] || complain "$(cat "$work/all")"

for bench in $lines; do
	line "$bench" pass
	sync "$bench"
done
for bench in $lines; do
	sync "$bench"
done
whole slow
# shellcheck disable=SC2086
equal ${lines% slow}
# shellcheck disable=SC2086
once $lines

[ "$failures" = 0 ] || echo "seed $seed, $records records, $up bytes up, $down down"
[ "$failures" = 0 ] || exit 1
