#!/bin/sh
# The bench's side of the sync with a real PostgreSQL: two benches and a coordinator's edit apart,
# meet, see a conflict and settle it; power cuts at every step and a crashing server change nothing;
# a revoked bench gets nothing and says so.
set -u
. "$SRC/tests/e2e/sync_rig"

# --- not joined, not there ---------------------------------------------------------------------

at a1 add donor name=X kind=person >/dev/null
refused a1 'chưa nối' 78
echo '{"schema":"hotroit.bundle/1"}' >"$work/bad"
at a1 sync --join "$work/bad" >/dev/null 2>&1
same 'a bad bundle' 65 $?
PGPORT=1
district
add_bench a1 phu-dong
add_bench a2 phu-dong
add_bench b1 yen-vien
add_bench boss phu-dong --coordinator
same 'mode of what is kept' '700 600' \
	"$(stat -c %a "$work/a1.db.sync") $(stat -c %a "$work/a1.db.sync/bundle.json")"

# --- two benches and a coordinator, apart and together -----------------------------------------

lan=$(donor a1 'Cô Lan' phone=0901000111)
at a2 add donor name='Anh Minh "\ ‮' kind=person >/dev/null
at boss add unit name='Trường An' kind=school >"$work/out" 2>&1 || complain "$(cat "$work/out")"
at b1 add donor name=Khác kind=person >/dev/null
for one in a1 a2 boss b1 a1 a2; do
	sync "$one"
done
equal a1 a2 boss && once a1 a2 b1 boss
same 'a unit of the district is everywhere' 'Trường An' "$(ask b1 'SELECT name FROM unit')"
same 'rows of another unit are not' 1 "$(ask b1 'SELECT count(*) FROM donor')"
at a2 list donor Lan | grep -q 'Cô Lan' || complain 'a fetched row is not found'

at a1 set donor "$lan" phone=0902000222 note='của a1' >/dev/null || complain 'set a1'
at a2 set donor "$lan" note='của a2' >/dev/null || complain 'set a2'
at a2 set donor "$lan" note='của a2, sau' >/dev/null || complain 'set a2'
sync a1
sync a2
sync a1
sync boss
equal a1 a2 boss
same 'columns apart merge' '0902000222|của a2, sau' \
	"$(ask a1 "SELECT phone, note FROM donor WHERE id = '$lan'")"
at a1 sync --status >"$work/out"
grep -q 'của bạn: của a1' "$work/out" || complain "status: $(cat "$work/out")"
grep -q 'của nơi khác (đang giữ): của a2, sau' "$work/out" || complain "status: $(cat "$work/out")"
at a1 sync --status --json | python3 -c 'import json, sys
s = json.load(sys.stdin)
assert s["waiting"] == 0 and len(s["conflicts"]) == 1 and s["done_at"], s' || complain 'json'
conflict=$(ask a1 "SELECT id FROM conflict WHERE state = 'open'")
at a1 sync --take "$conflict" >"$work/out" 2>&1 || complain "take: $(cat "$work/out")"
at a1 sync --take "$conflict" >/dev/null 2>&1 && complain 'chosen twice'
sync a1
sync a2
sync boss
equal a1 a2 boss
same 'the choice is everywhere' 'của a1|decided|lost' "$(ask a2 "SELECT d.note, c.state, c.choice
	FROM donor d, conflict c WHERE d.id = '$lan'")"

# --- erased ------------------------------------------------------------------------------------

gone=$(donor a1 'Người Xin Xoá' phone=0912345678)
sync a1
sync a2
"$hotroit" district erase donor "$gone" >/dev/null || complain 'erase'
sync a2
sync a1
same 'erased' '0|0' "$(ask a1 "SELECT count(*), (SELECT scrub FROM sync_link) FROM donor
	WHERE id = '$gone'")"
grep -qa 'Người Xin Xoá\|0912345678' "$work/a2.db" "$work/a2.db-wal" && complain 'still in the file'

# --- power cuts at every step, and a server that crashes ----------------------------------------

n=0
for step in push.hello push.copied push.committed push.acked pull.fetched pull.taken \
	push.hello:2 push.copied:2 push.committed:2 pull.fetched:2; do
	n=$((n + 1))
	at a1 add donor "name=cut $n" kind=person >/dev/null
	at a2 set donor "$lan" "note=lần $n" >/dev/null
	HOTROIT_FAIL=$step at a1 sync >/dev/null 2>&1
	HOTROIT_FAIL=$step at a2 sync >/dev/null 2>&1
done
for one in a1 a2 a1 boss; do
	sync "$one"
done
equal a1 a2 boss && once a1 a2
n=0
while [ $n -lt 6 ]; do
	n=$((n + 1))
	at a1 add donor "name=crash $n" kind=person >/dev/null
	at a2 add donor "name=crash a2 $n" kind=person >/dev/null
	at a1 sync >/dev/null 2>&1 &
	first=$!
	at a2 sync >/dev/null 2>&1 &
	second=$!
	python3 -c "import time; time.sleep(0.0$((n * 13 % 10))$n)"
	[ $((n % 3)) -ne 0 ] || kill -9 $first 2>/dev/null
	"$cluster" stop "$rig" immediate 2>/dev/null
	wait $first $second 2>/dev/null
	[ $n -ne 1 ] || refused a1 'không nối được'
	"$cluster" start "$rig" localhost "$PGPORT"
done
for one in a1 a2 a1 boss; do
	sync "$one"
done
equal a1 a2 boss && once a1 a2

# --- restored benches, restored servers --------------------------------------------------------

at a1 backup "$work/a1.copy" >/dev/null || complain backup
donor a1 'sau sao lưu' >/dev/null
sync a1
rm -f "$work/a1.db-wal" "$work/a1.db-shm"
at a1 restore "$work/a1.copy" >/dev/null || complain restore
donor a1 'sau khôi phục' >/dev/null
sync a1
sync a2
equal a1 a2
sql "SET ROLE hotroit_owner; UPDATE sync.server SET epoch = gen_random_uuid()" >/dev/null
donor a2 'máy chủ mới' >/dev/null
for one in a2 a1 boss a2; do
	sync "$one"
done
equal a1 a2 boss

# --- revoked, wrong, old -----------------------------------------------------------------------

"$hotroit" district revoke b1 >/dev/null || complain revoke
sql "SELECT 1" >/dev/null
donor a1 'sau thu hồi' >/dev/null
sync a1
before=$(ask b1 'SELECT count(*) FROM donor')
at b1 add donor name=kẹt kind=person >/dev/null
refused b1 'thu hồi' 77
same 'it keeps its queue' 1 "$(ask b1 'SELECT count(*) FROM donor WHERE name = "kẹt"')"
same 'it gets nothing' $((before + 1)) "$(ask b1 'SELECT count(*) FROM donor')"
sql 'UPDATE sync.server SET version = 9' >/dev/null
at a1 add donor name='bàn cũ' kind=person >/dev/null
refused a1 'quá cũ' 78
same 'it could send' 1 "$(sql "SELECT count(*) FROM sync.feed WHERE payload ->> 'name' = 'bàn cũ'")"
sql 'UPDATE sync.server SET version = 1' >/dev/null
sync a1
at a1 sync --status | grep -q 'Chờ gửi: 0' || complain 'status at the end'

[ "$failures" = 0 ] || exit 1
