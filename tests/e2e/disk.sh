#!/bin/sh
# Disks that fail, on both sides of the sync, with the real programs: a book that was damaged is
# refused and nothing of it reaches the server, one that went back to an earlier time loses nothing,
# full disks of the bench and of the server are said in a line and cost nothing. SPOILS (6) books
# are damaged from SEED (printed): SPOILS=200 is the long run, from 20 on the server's log is
# filled, too.
set -u
SPOILS=${SPOILS:-6}
SEED=${SEED:-$(date +%s)}
. "$SRC/tests/e2e/bench_rig"
mounted=
cleanup() {
	stop_all
	for one in $mounted; do
		umount "$one"
	done
	rm -rf "$work"
}
echo "seed $SEED, $SPOILS books spoilt"

book_of() { echo "$work/$1/book.db"; }

# refused WHAT WORDS COMMAND…: fails, in one line with these words
refused() {
	what=$1 words=$2
	shift 2
	"$@" >"$work/out" 2>"$work/said" && complain "$what: went well"
	same "$what: lines" 1 "$(wc -l <"$work/said")"
	grep -q -- "$words" "$work/said" || complain "$what: $(cat "$work/said")"
}

donor() { at "$1" add donor "name=$2" kind=person >/dev/null 2>"$work/said"; }

# equal: both books are the server, row for row, and every number came in once
equal() {
	sql "SELECT row_id, payload ->> 'name', payload ->> 'note' FROM sync.feed
		WHERE tbl = 'donor' AND op = 'U' AND scope = 'gia-lam.phu-dong' ORDER BY row_id" \
		>"$work/server"
	for one in a1 a2; do
		ask "$one" 'SELECT id, name, note FROM donor ORDER BY id' >"$work/rows"
		cmp -s "$work/server" "$work/rows" ||
			complain "$1: $one differs: $(diff "$work/server" "$work/rows" | head -5)"
		same "$1: $one" 'ok|0|0' "$(ask "$one" "SELECT (SELECT integrity_check FROM
			pragma_integrity_check), applying, (SELECT count(*) FROM outbox
			WHERE seq > (SELECT acked FROM sync_link)) FROM sync_state")"
	done
	dense
}

meet() {
	sync a1 a2 a1
	equal "$1"
}

# The machine starts anew: the book is read through when it is opened next.
start_machine() { : >"$work/$1/book.db.lock"; }

# small DIR SIZE: a disk of its own; 1 where nobody may mount
small() {
	mkdir -p "$1"
	mount -t tmpfs -o "size=$2" small "$1" 2>/dev/null || return 1
	mounted="$1 $mounted"
}

# fill DIR: not a byte is left
fill() { dd if=/dev/zero of="$1/filler" bs=4096 2>/dev/null; }

mkdir "$work/a2"
can_mount=yes
small "$work/a1" 12m || can_mount= || mkdir -p "$work/a1"
mkdir -p "$work/a1"
district
add_bench a1 phu-dong
add_bench a2 phu-dong
for n in 1 2 3 4 5; do
	donor a1 "đầu $n" || complain "$(cat "$work/said")"
done
meet 'at first'

# --- a book that went back ----------------------------------------------------------------------

# What stands after the book: kept, and put back after the server has heard of more.
keep() { cp "$work/a1/book.db" "$work/kept.db"; }
put_back() { cp "$work/kept.db" "$work/a1/book.db"; : >"$work/a1/book.db-wal"; start_machine a1; }

keep
donor a1 'gửi rồi mất 1'
donor a1 'gửi rồi mất 2'
sync a1
put_back
donor a1 'ghi lại 1'
meet 'went back, fewer since'
keep
donor a1 'gửi rồi mất 3'
sync a1
put_back
for n in 2 3 4; do
	donor a1 "ghi lại $n"
done
meet 'went back, more since'
same 'what was sent and lost is back' 3 \
	"$(ask a1 "SELECT count(*) FROM donor WHERE name LIKE 'gửi%'")"
same 'and what came since is there' 4 \
	"$(ask a2 "SELECT count(*) FROM donor WHERE name LIKE 'ghi lại%'")"

# --- books that were damaged --------------------------------------------------------------------

server_has() { sql 'SELECT count(*), coalesce(sum(hashtext(i::text)), 0) FROM sync.inbox i'; }

rm -f "$work/backup"
at a1 backup "$work/backup" >/dev/null || complain backup
donor a1 'chưa gửi'
cp "$work/a1/book.db" "$work/good.db"
before=$(server_has)
n=0 found=0
while [ $n -lt "$SPOILS" ]; do
	n=$((n + 1))
	cp "$work/good.db" "$work/a1/book.db"
	start_machine a1
	python3 - "$work/a1/book.db" $((SEED + n)) <<-'END'
		import random, sys
		chance = random.Random(int(sys.argv[2]))
		with open(sys.argv[1], 'r+b') as book:
		    size = book.seek(0, 2)
		    at = chance.randrange(size // 4096) * 4096
		    if chance.randrange(3) == 0:
		        book.truncate(at)
		    else:
		        book.seek(at)
		        book.write(chance.randbytes(512) if chance.randrange(2) else bytes(4096))
	END
	whole=$(ask a1 'PRAGMA integrity_check' 2>&1)
	[ "$whole" != ok ] || continue
	found=$((found + 1))
	cp "$work/a1/book.db" "$work/spoilt.db"
	refused "spoilt $n" 'hotroit restore' at a1 sync
	at a1 doctor >"$work/out" 2>&1 && complain "doctor of book $n is content"
	grep -q 'hotroit restore' "$work/out" || complain "doctor $n: $(cat "$work/out")"
done
[ $found -gt 0 ] || complain 'no book was damaged'
# A log that the disk changed in the middle of what was acknowledged: SQLite would end it there.
cp "$work/good.db" "$work/a1/book.db"
HOTROIT_FAIL=pull.fetched at a1 sync >/dev/null 2>&1
before=$(server_has)
if [ -s "$work/a1/book.db-wal" ]; then
	printf 'x' | dd of="$work/a1/book.db-wal" bs=1 seek=2000 conv=notrunc 2>/dev/null
	refused 'a spoilt log' 'hotroit restore' at a1 sync
	at a1 doctor >"$work/out" 2>&1 && complain 'doctor of a spoilt log is content'
	grep -q 'book.db-wal' "$work/out" || complain "doctor: $(cat "$work/out")"
fi
cp "$work/spoilt.db" "$work/a1/book.db"
: >"$work/a1/book.db-wal"
start_machine a1
refused 'a step' 'hotroit restore' at a1 add donor name=X kind=person
script -qec "'$hotroit' --db '$work/a1/book.db'" /dev/null </dev/null >"$work/out" 2>&1
grep -q 'hotroit restore' "$work/out" || complain "the bench opened: $(head -c 500 "$work/out")"
same 'nothing of it came to the server' "$before" "$(server_has)"
at a1 restore "$work/backup" >/dev/null 2>"$work/said" || complain "restore: $(cat "$work/said")"
donor a1 'sau khôi phục'
meet restored
echo "$found of $SPOILS books found damaged, none sent from"
[ -n "$can_mount" ] || {
	echo 'no root: full disks are not tried'
	[ $failures = 0 ] && exit 77
	exit 1
}

# --- the bench's disk is full -------------------------------------------------------------------

{ echo 'name;kind' && seq -f 'Người %g;person' 1500; } >"$work/donors.csv"
at a2 import donor "$work/donors.csv" >/dev/null || complain import
sync a2
fill "$work/a1"
refused 'full: a step' 'đĩa đầy' at a1 add donor name='không có chỗ' kind=person
refused 'full: a sync' 'đĩa đầy' at a1 sync
# Room for the first thousand of what comes, not for all of it.
truncate -s -700K "$work/a1/filler"
at a1 sync >"$work/out" 2>"$work/said"
same 'full in the middle' 1 "$(grep -c 'đĩa đầy' "$work/said")"
same 'whole in the middle' 'ok|0' "$(ask a1 'SELECT (SELECT integrity_check FROM
	pragma_integrity_check), applying FROM sync_state')"
rm "$work/a1/filler"
donor a1 'có chỗ lại'
meet 'room again'
same 'nothing of the refused step' 0 \
	"$(ask a1 "SELECT count(*) FROM donor WHERE name = 'không có chỗ'")"

# --- the server's disk is full ------------------------------------------------------------------

small "$work/space" 64m || complain 'no second disk'
chown postgres "$work/space" 2>/dev/null
sql "CREATE TABLESPACE small LOCATION '$work/space'" >/dev/null
psql -qAtX -d postgres -c 'ALTER DATABASE hotroit SET TABLESPACE small' || complain tablespace
for n in 1 2 3; do
	donor a1 "máy chủ đầy $n"
done
{ echo 'name;kind' && seq -f 'Chờ %g;person' 700; } >"$work/waiting.csv"
at a2 import donor "$work/waiting.csv" >/dev/null || complain import
fill "$work/space"
refused 'the server is full' 'ổ đĩa của máy chủ đã đầy' at a2 sync
same 'it keeps its queue' 1 "$(ask a2 'SELECT count(*) > 0 FROM outbox WHERE seq > (SELECT acked
	FROM sync_link)')"
at a1 sync >/dev/null 2>&1
rm "$work/space/filler"
meet 'room at the server'
same 'all of it, once' 703 "$(sql "SELECT count(*) FROM sync.feed WHERE tbl = 'donor'
	AND (payload ->> 'name' LIKE 'Chờ %' OR payload ->> 'name' LIKE 'máy chủ đầy%')")"

# --- the server's log is full: it stops in the middle of a push ---------------------------------

# Up to the last 100 kB of the log's files that are there.
use_log() {
	now=$(sql 'SELECT pg_walfile_name(pg_current_wal_lsn())')
	later=$(ls "$work/log" | grep -E '^[0-9A-F]{24}$' | awk -v now="$now" '$0 > now' | wc -l)
	sql "SELECT count(pg_logical_emit_message(false, 'x', repeat('x', 1000)))
		FROM generate_series(1, (SELECT ((16 << 20) * (1 + $later) - 100000 -
		pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') % (16 << 20)) / 1060)::int)" >/dev/null
}

if [ "$SPOILS" -ge 20 ]; then
	small "$work/log" 80m || complain 'no third disk'
	"$cluster" stop "$rig"
	chown postgres "$work/log"
	chmod 700 "$work/log"
	mv "$rig/data/pg_wal"/* "$work/log" && rmdir "$rig/data/pg_wal" &&
		ln -s "$work/log" "$rig/data/pg_wal"
	"$cluster" start "$rig" localhost "$PGPORT"
	sed 's/^Chờ/Giữa/' "$work/waiting.csv" >"$work/more.csv"
	at a2 import donor "$work/more.csv" >/dev/null || complain import
	fill "$work/log"
	use_log
	refused 'the log of the server is full' 'máy chủ' at a2 sync
	cat "$work/said"
	rm "$work/log/filler"
	"$cluster" stop "$rig" immediate 2>/dev/null
	"$cluster" start "$rig" localhost "$PGPORT"
	meet 'room for the log'
	same 'all of it, once' 700 "$(sql "SELECT count(*) FROM sync.feed WHERE tbl = 'donor'
		AND payload ->> 'name' LIKE 'Giữa %'")"
fi

[ "$failures" = 0 ] || exit 1
