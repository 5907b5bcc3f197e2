#!/bin/sh
# Who sees what, with a real PostgreSQL: a row that goes to another unit while an edit of it waits,
# a bench that is given another unit, references to what is not (or not yet) here, and an erased
# row whose words are gone from the bytes of every file.
set -u
. "$SRC/tests/e2e/bench_rig"

# add BENCH KIND FIELD=VALUE…: says the new row's id
add() {
	bench=$1 kind=$2
	shift 2
	at "$bench" add "$kind" "$@" >"$work/out" 2>&1 || complain "add $kind: $(cat "$work/out")"
	ask "$bench" "SELECT id FROM \"$kind\" ORDER BY n DESC LIMIT 1"
}

# bare BENCH WORDS: these words are in no file of the book
bare() {
	grep -laE "$2" "$work/$1.db" "$work/$1.db-wal" 2>/dev/null &&
		complain "$1: \"$2\" is still in the file"
}

# feed UNIT WHERE: how many rows of it are as this says
feed() { sql "SELECT count(*) FROM sync.feed WHERE scope = 'gia-lam.$1' AND op = 'U' AND $2"; }

district
add_bench a1 phu-dong
add_bench a2 phu-dong
add_bench b1 yen-vien
add_bench b2 yen-vien

# --- a row goes to another unit while an edit of it waits ---------------------------------------

lan=$(add a1 donor name='Cô Lan Quzymodo' kind=person phone=0901000111)
pledge=$(add a1 pledge donor="$lan" what=sims quantity=2)
laptop=$(add a1 device kind=laptop)
ask a1 "INSERT INTO inspection (id, created_at, updated_at, device, what, result, by, at)
	VALUES ('01900000-0000-7000-8000-000000000001', '2026-11-22', '2026-11-22', '$laptop',
	'screen', 'ok', 'Lan', '2026-11-22')"
sync a1 a2
same 'the pledge came' 1 "$(ask a2 'SELECT count(*) FROM pledge')"
at a2 set donor "$lan" note='sửa khi chờ' >/dev/null || complain 'set a2'
"$hotroit" district move donor "$lan" --unit nowhere >/dev/null 2>"$work/said"
same 'no such unit' 66 $?
"$hotroit" district move donor 01900000-0000-7000-8000-00000000dead --unit yen-vien 2>/dev/null
same 'no such row' 66 $?
"$hotroit" district move donor "$lan" --unit yen-vien >"$work/out" || complain 'move'
"$hotroit" district move device "$laptop" --unit yen-vien >"$work/out" || complain 'move device'
grep -q ' 2 ' "$work/out" || complain "what is about the device stays: $(cat "$work/out")"
sync a1 b1
same 'it left a1' '0|0|0' "$(ask a1 "SELECT count(*), (SELECT count(*) FROM device),
	(SELECT count(*) FROM inspection) FROM donor")"
at a1 search quzymodo | grep -q Quzymodo && complain 'a row that left is found'
bare a1 'Quzymodo|quzymodo'
same 'it came whole' 'Cô Lan Quzymodo|0901000111|1' "$(ask b1 "SELECT name, phone,
	(SELECT count(*) FROM inspection WHERE device = '$laptop') FROM donor")"
sync a2 a1
same 'it left a2' 0 "$(ask a2 'SELECT count(*) FROM donor')"
bare a2 'Quzymodo|quzymodo'
same 'half a row is not made' 0 "$(feed phu-dong "tbl = 'donor'")"
at a1 sync --status >"$work/out"
grep -q 'sửa khi chờ' "$work/out" || complain "the edit is lost: $(cat "$work/out")"
conflict=$(ask a1 "SELECT id FROM conflict WHERE state = 'open'")
at a1 sync --take "$conflict" >/dev/null 2>"$work/said" && complain 'taken for a row that left'
grep -q 'sang đơn vị khác' "$work/said" || complain "take: $(cat "$work/said")"
at a1 sync --keep "$conflict" >/dev/null || complain 'keep'

# What refers to the row stays, is shown, and can be worked on.
at a1 show pledge "$pledge" >"$work/out" 2>&1 || complain "show: $(cat "$work/out")"
at a1 list pledge >"$work/out" 2>&1 || complain "list: $(cat "$work/out")"
at a1 set pledge "$pledge" note='vẫn sửa được' >"$work/out" 2>&1 || complain "$(cat "$work/out")"
at a1 doctor >"$work/out" 2>&1 || complain "doctor: $(cat "$work/out")"
grep -q 'đơn vị khác' "$work/out" || complain "doctor: $(cat "$work/out")"
sync a1 a2
same 'on all benches' 'vẫn sửa được' "$(ask a2 'SELECT note FROM pledge')"
same 'only that dangles' 'pledge|donor' "$(ask a2 "SELECT \"table\", parent
	FROM pragma_foreign_key_check")"

# And back again.
at b1 set donor "$lan" note='của b1' >/dev/null
sync b1
"$hotroit" district move donor "$lan" --unit phu-dong >/dev/null || complain 'move back'
sync a1 b1
same 'it came back' 'Cô Lan Quzymodo|của b1' "$(ask a1 'SELECT name, note FROM donor')"
same 'and left again' 0 "$(ask b1 'SELECT count(*) FROM donor')"
same 'references are whole' '' "$(ask a1 'PRAGMA foreign_key_check')"
settled a1 a2 b1
dense

# --- a bench is given another unit ---------------------------------------------------------------

kept=$(add b1 donor name='Bác Wexford' kind=person)
sync b1
at b1 set donor "$kept" phone=0933000333 >/dev/null
HOTROIT_FAIL=pull.fetched:2 at b1 sync >/dev/null 2>&1
unseen=$(add b1 donor name='Gửi Chưa Nhận Wexford' kind=person)
HOTROIT_FAIL=push.acked at b1 sync >/dev/null 2>&1
at b1 set donor "$kept" note='sửa trước khi chuyển' >/dev/null
late=$(add b1 donor name='Thêm Trước Khi Chuyển Wexford' kind=person)
ask b1 "INSERT INTO draft VALUES ('donor', '', '2026-11-22', '{\"name\":\"Nháp Wexford\"}')"
add_bench b1 phu-dong
HOTROIT_FAIL=push.copied at b1 sync >/dev/null 2>&1
HOTROIT_FAIL=push.committed at b1 sync >/dev/null 2>&1
at b1 set donor "$late" phone=0944000444 >/dev/null || complain 'the book is not of the old unit'
HOTROIT_FAIL=push.hello:2 at b1 sync >/dev/null 2>&1
sync b1 b2 a1
same 'what waited went to the former unit' 'Bác Wexford|0933000333|sửa trước khi chuyển
Gửi Chưa Nhận Wexford||
Thêm Trước Khi Chuyển Wexford|0944000444|' "$(ask b2 \
	'SELECT name, phone, note FROM donor ORDER BY name')"
same 'and not to the new one' 0 "$(feed phu-dong "payload ->> 'name' LIKE '%Wexford'")"
same 'the bench has what its unit has' "$(ask a1 'SELECT id, name FROM donor ORDER BY id')" \
	"$(ask b1 'SELECT id, name FROM donor ORDER BY id')"
same 'nothing of the former one' '0|0|' "$(ask b1 "SELECT (SELECT count(*) FROM draft),
	(SELECT count(*) FROM outbox), (SELECT group_concat(DISTINCT scope) FROM sync_base
	WHERE scope NOT IN ('gia-lam', 'gia-lam.phu-dong'))")"
bare b1 'Wexford|wexford|0933000333|0944000444'
at b1 search quzymodo | grep -q Quzymodo || complain 'the new unit is not found'
fresh=$(add b1 donor name='Ở Đơn Vị Mới' kind=person)
sync b1 a1 b2
same 'it works for the new unit' 1 "$(ask a1 "SELECT count(*) FROM donor WHERE id = '$fresh'")"
same 'not for the former one' 0 "$(ask b2 "SELECT count(*) FROM donor WHERE id = '$fresh'")"
same 'its copies are whole' '' "$(ask b1 'PRAGMA foreign_key_check')"
sql "SET SESSION AUTHORIZATION hotroit_b_a1;
	SELECT * FROM sync.apply_former('gia-lam.yen-vien')" >/dev/null 2>"$work/said"
grep -q 'never a bench of this unit' "$work/said" || complain "elsewhere: $(cat "$work/said")"
settled a1 a2 b1 b2
dense

# --- a row of the district, changed where it is not allowed --------------------------------------

add_bench boss phu-dong --coordinator
unit=$(add boss unit name='Trường An' kind=school)
sync boss b2
at b2 set unit "$unit" name='Trường Tự Đổi' >/dev/null || complain 'set unit'
sync b2
same 'the district has it as it was' 'Trường An' "$(sql "SELECT payload ->> 'name' FROM sync.feed
	WHERE row_id = '$unit'")"
same 'and so has the bench again' 'Trường An' "$(ask b2 "SELECT name FROM unit
	WHERE id = '$unit'")"
at b2 sync --status | grep -q 'của cả chương trình' || complain 'nobody is told'

# --- a pull cut between two batches --------------------------------------------------------------

{
	echo 'name,kind'
	seq 1150 | sed 's/.*/Nhà tài trợ Vexillo &,person/'
} >"$work/many.csv"
at a1 import donor "$work/many.csv" >"$work/out" 2>&1 || complain "import: $(cat "$work/out")"
at a1 set donor "$lan" phone=0955000555 >/dev/null || complain 'set'
sync a1 a2
add_bench a3 phu-dong
HOTROIT_FAIL=pull.fetched:3 at a3 sync >/dev/null 2>&1
same 'it was cut' 'pledge|donor' "$(ask a3 'SELECT "table", parent FROM pragma_foreign_key_check')"
at a3 list pledge >"$work/out" 2>&1 || complain "list: $(cat "$work/out")"
at a3 show pledge "$pledge" >"$work/out" 2>&1 || complain "show: $(cat "$work/out")"
at a3 set pledge "$pledge" quantity=3 >"$work/out" 2>&1 || complain "set: $(cat "$work/out")"
sync a3
same 'a full round mends it' '' "$(ask a3 'PRAGMA foreign_key_check')"
same 'all came' "$(ask a1 'SELECT count(*) FROM donor')" "$(ask a3 'SELECT count(*) FROM donor')"

# --- an erased row leaves no byte ----------------------------------------------------------------

gone=$(add a1 donor name='Người Xin Xoá Ibexum' kind=person phone=0966000666)
sync a1 a2
# Its words go into a built block of the index, beside many others.
at a2 import donor "$work/many.csv" >/dev/null 2>&1
at a2 import donor "$work/many.csv" >/dev/null 2>&1
{
	echo 'name,kind'
	seq 300 | sed 's/.*/Thêm Cho Đầy &,person/'
} >"$work/more.csv"
at a2 import donor "$work/more.csv" >/dev/null || complain import
same 'a word of it is in a block' 1 "$(ask a2 "SELECT count(*) FROM search_block
	WHERE word = 'ibexum'")"
at a2 set donor "$gone" note='ghi chú Ibexum' >/dev/null
ask a2 "INSERT INTO draft VALUES ('donor', '$gone', '2026-11-22', '{\"note\":\"Ibexum nháp\"}');
	INSERT INTO step (id, created_at, updated_at, kind, subject, action, at, note)
	VALUES ('01900000-0000-7000-8000-000000000002', '2026-11-22', '2026-11-22', 'donor',
	'$gone', 'receive', '2026-11-22', 'gặp anh Ibexum');
	INSERT INTO audit (id, created_at, updated_at, at, kind, row, op, changes)
	VALUES ('01900000-0000-7000-8000-000000000003', '2026-11-22', '2026-11-22',
	'2026-11-22', 'donor', '$gone', 'set', '{\"note\":\"Ibexum\"}')"
"$hotroit" district erase donor "$gone" >"$work/out" 2>&1 || complain "erase: $(cat "$work/out")"
sync a2
bare a2 'Ibexum|ibexum|0966000666'
same 'its traces are empty' '1|2' "$(ask a2 "SELECT (SELECT count(*) FROM step
	WHERE subject = '$gone' AND note IS NULL), (SELECT count(*) FROM audit
	WHERE row = '$gone' AND op = 'set'
	AND changes IS NULL)")"
sync a1 a2 b1 a3
for one in a1 a2 a3 b1; do
	bare "$one" 'Ibexum|ibexum|0966000666'
done
# What the benches sent since is in the mail's dead rows: asked for again, that goes, too. The
# samples that the planner takes have none of it.
sql ANALYZE
"$hotroit" district erase donor "$gone" >/dev/null || complain 'erase again'
sql CHECKPOINT
pg_dump --data-only | grep -n 'Ibexum\|0966000666' && complain 'still in a table'
grep -rlaE 'Ibexum|0966000666' "$rig/data/base" && complain 'still in a file of the server'

# While somebody reads, the server's files can not be rid of it; one line says so.
two=$(add a1 donor name='Người Thứ Hai Ocelotl' kind=person)
sync a1
mkfifo "$work/held"
psql -qAtX -f "$work/held" >/dev/null 2>&1 &
reader=$!
exec 9>"$work/held"
echo 'BEGIN ISOLATION LEVEL REPEATABLE READ; SELECT count(*) FROM data.donor;' >&9
until [ "$(sql "SELECT count(*) FROM pg_stat_activity
		WHERE state = 'idle in transaction'")" = 1 ]; do
	:
done
"$hotroit" district erase donor "$two" >/dev/null 2>"$work/said"
same 'while somebody reads' '69 1' "$? $(grep -c 'chạy lại' "$work/said")"
echo 'COMMIT;' >&9
exec 9>&-
wait $reader
sql ANALYZE
"$hotroit" district erase donor "$two" >/dev/null 2>&1 || complain 'erase again'
sql CHECKPOINT
grep -rlaE 'Ocelotl' "$rig/data/base" && complain 'the second is still in a file of the server'
sync a1 a2 b1 b2 a3
settled a1 a2 a3 b1 b2
dense

[ "$failures" = 0 ] || exit 1
