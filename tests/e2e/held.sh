#!/bin/sh
# Whoever holds something at the server for long: another session that keeps a unit's feed, another
# database with an old transaction, a bench's own former round. One clear line in bounded time, the
# others go on, and nothing is skipped afterwards. And a bench that is revoked in the middle of a
# round: it ends at once, and nothing more comes.
set -u
. "$SRC/tests/e2e/sync_rig"

# hold NAME DATABASE SQL: a session that has done this and stays; let_go NAME ends it with COMMIT
hold() {
	mkfifo "$work/$1.in"
	psql -qAtX -d "$2" <"$work/$1.in" >"$work/$1.out" 2>&1 &
	holder=$!
	exec 8>"$work/$1.in"
	printf 'BEGIN;\n%s;\n\\echo held\n' "$3" >&8
	until grep -q held "$work/$1.out"; do
		sleep 0.05
	done
}

let_go() {
	echo 'COMMIT;' >&8
	exec 8>&-
	wait "$holder"
}

district
createdb other
for one in a1 a2 slow; do
	add_bench $one phu-dong
done
add_bench b1 yen-vien
# As patient as the check is.
sql 'ALTER ROLE "hotroit_b_a1" SET lock_timeout = 200' >/dev/null
donor a1 'có rồi' >/dev/null
sync a1
sync a2

# --- a feed is held by who has given out its numbers and not yet committed -----------------------

epoch=00000000-0000-4000-8000-000000000001
hold feed hotroit "SET SESSION AUTHORIZATION \"hotroit_b_slow\";
	SELECT FROM sync.hello(1, '$epoch');
	INSERT INTO sync.inbox (epoch, seq, txn, tbl, row_id, op, base, hlc, payload)
	VALUES ('$epoch', 1, 1, 'donor', '00000000-0000-7000-8000-000000000001', 'I', 0, 1,
	'{\"name\":\"lâu\",\"kind\":\"person\"}');
	SELECT FROM sync.apply()"
donor a1 'chờ' >/dev/null
at b1 add donor name=Khác kind=person >/dev/null
begun=$(date +%s)
at a1 sync >"$work/out" 2>"$work/said" && complain 'a1 went past the lock'
[ $(($(date +%s) - begun)) -lt 15 ] || complain 'a1 waited too long'
same 'a1: lines' 1 "$(wc -l <"$work/said")"
grep -q 'đang bận' "$work/said" || complain "a1: $(cat "$work/said")"
sync b1
sync a2
same 'nothing of it is seen' 1 "$(ask a2 'SELECT count(*) FROM donor')"
let_go
for one in a1 a2 a1; do
	sync $one
done
equal a1 a2
once a1 a2 b1
same 'what was held came' 1 "$(ask a2 "SELECT count(*) FROM donor WHERE name = 'lâu'")"

# --- an old transaction elsewhere in the cluster -------------------------------------------------

hold old other 'SELECT txid_current()'
donor a1 'một' >/dev/null
donor a2 'hai' >/dev/null
for one in a1 a2 a1; do
	sync $one
done
equal a1 a2
same 'both came' 2 "$(ask a1 "SELECT count(*) FROM donor WHERE name IN ('một', 'hai')")"
let_go
once a1 a2

# --- revoked in the middle of a round ------------------------------------------------------------

# until_true WHAT COMMAND…: waits for something that a round at work does
until_true() {
	what=$1 n=0
	shift
	until "$@" >/dev/null 2>&1; do
		n=$((n + 1))
		[ $n -lt 300 ] || {
			complain "never: $what"
			return
		}
		sleep 0.05
	done
}

is_copying() {
	[ "$(sql "SELECT count(*) FROM pg_stat_activity WHERE usename = 'hotroit_b_r1'
		AND query LIKE 'COPY%'")" = 1 ]
}

has_a_page() { [ "$(ask r2 'SELECT count(*) FROM donor')" -gt 0 ]; }

# revoked_at_work BENCH WORDS CODE: at once, and its round ends by itself
revoked_at_work() {
	timeout 5 "$hotroit" district revoke "$1" >/dev/null || complain "$1: not revoked at once"
	same "$1: connections" 0 "$(sql "SELECT count(*) FROM pg_stat_activity
		WHERE usename = 'hotroit_b_$1'")"
	wait "$round"
	same "$1: exit code" "$3" $?
	same "$1: lines" 1 "$(wc -l <"$work/$1.said")"
	grep -q "$2" "$work/$1.said" || complain "$1: $(cat "$work/$1.said")"
}

# Its entries are under way so slowly that it holds its own line at the server.
for one in r1 r2; do
	add_bench $one phu-dong
done
python3 -c 'print("name,kind")
for n in range(400): print(f"Người cho số {n},person")' >"$work/r1.csv"
at r1 import donor "$work/r1.csv" >/dev/null || complain 'import'
behind r1 'throttle 4000'
at r1 sync >/dev/null 2>"$work/r1.said" &
round=$!
until_true 'r1 copies' is_copying
revoked_at_work r1 'thu hồi' 77
same 'nothing of it came in' 0 "$(sql "SELECT count(*) FROM sync.inbox
	WHERE bench = 'hotroit_b_r1'")"

# What comes in is several pages long, and the line dies over it.
python3 -c 'print("name,kind")
for n in range(3000): print(f"Người cho số {n} của bàn kia,person")' >"$work/a1.csv"
at a1 import donor "$work/a1.csv" >/dev/null || complain 'import'
sync a1
behind r2 'stall down 700000'
at r2 sync >/dev/null 2>"$work/r2.said" &
round=$!
until_true 'r2 has a page' has_a_page
revoked_at_work r2 'im quá lâu' 69
line r2 pass
got=$(ask r2 'SELECT count(*) FROM donor')
[ "$got" -lt 3000 ] || complain "r2 got all of $got"
same 'r2: integrity' ok "$(ask r2 'PRAGMA integrity_check')"
refused r2 'thu hồi' 77
same 'r2 gets nothing more' "$got" "$(ask r2 'SELECT count(*) FROM donor')"
sync a2
sync a1
equal a1 a2
once a1 a2

[ "$failures" = 0 ] || exit 1
