#!/bin/sh
# A pupil's way over a real PostgreSQL: put forward at one bench, verified at another, approved by
# the coordinator, kept at one and handed over at the other. And what two benches did apart: one
# device kept for two pupils, one pupil given two devices, a kit let go here and handed over there.
# Nothing is decided in silence, and nobody is told a wrong thing.
set -u
. "$SRC/tests/e2e/sync_rig"

# who BENCH NAME COMMAND…: as that person
who() {
	book=$work/$1.db person=$2 verb=$3
	shift 3
	env -u PGHOST -u PGPORT -u PGUSER -u PGDATABASE "$hotroit" --who "$person" "$verb" \
		--db "$book" "$@"
}

# does BENCH NAME WORDS COMMAND…: it goes well and says WORDS
does() {
	desk=$1 by=$2 words=$3
	shift 3
	who "$desk" "$by" "$@" >"$work/out" 2>&1 || complain "$desk: $*: $(cat "$work/out")"
	[ -z "$words" ] || grep -q -- "$words" "$work/out" ||
		complain "$desk: $*: $(cat "$work/out") instead of $words"
}

# fails BENCH NAME WORDS COMMAND…: refused, in one line with WORDS
fails() {
	desk=$1 by=$2 words=$3
	shift 3
	who "$desk" "$by" "$@" >/dev/null 2>"$work/out" && complain "$desk went well: $*"
	same "$desk: $*: lines" 1 "$(wc -l <"$work/out")"
	grep -q -- "$words" "$work/out" ||
		complain "$desk: $*: $(cat "$work/out") instead of $words"
}

# all: every bench meets the server, until each has what the others wrote
all() {
	for bench in a1 a2 boss a1 a2; do
		sync "$bench"
	done
}

# agree TABLE COLUMNS: the three books hold the same
agree() {
	for bench in a1 a2 boss; do
		ask "$bench" "SELECT id, $2 FROM $1 ORDER BY id" >"$work/$bench.rows"
	done
	cmp -s "$work/a1.rows" "$work/a2.rows" && cmp -s "$work/a1.rows" "$work/boss.rows" ||
		complain "$1 differs: $(diff "$work/a1.rows" "$work/a2.rows")"
}

# ready: a laptop that passed its final check, known to all; $device: its tag
ready() {
	does a1 lan '' add device kind=laptop
	device=$(ask a1 'SELECT tag FROM device ORDER BY n DESC LIMIT 1')
	ask a1 "UPDATE device SET state = 'ready', battery_safety = 'ok' WHERE tag = '$device'"
}

# approved NAME: put forward at a1, verified at a2, approved at boss; $pupil: the tag
approved() {
	does a1 lan '' add recipient "name=$1" birth_date=05/10/2012 sex=female \
		school='THCS Phù Đổng' class=8A1 circumstance=poor network=wifi
	pupil=$(ask a1 'SELECT tag FROM recipient ORDER BY n DESC LIMIT 1')
	does a1 lan '' do propose "$pupil"
	sync a1
	sync a2
	does a2 minh '' add consent recipient="$pupil" purpose=processing given_by=guardian \
		given_on=01/11/2026 evidence='phiếu 12'
	does a2 minh 'Đã xác minh' do verify "$pupil"
	sync a2
	sync boss
	fails a2 minh 'không được làm' do approve "$pupil" body=doan
	does boss hoa 'còn 1 nơi' do approve "$pupil" body=doan
	does boss hoa 'Đã duyệt' do approve "$pupil" body=giao-duc
}

state() { ask "$1" "SELECT state FROM $2 WHERE tag = '$3'"; }
# kit BENCH PUPIL: the tag of the kit that was begun for them there
kit() {
	ask "$1" "SELECT k.tag FROM kit k, recipient r WHERE k.recipient = r.id AND r.tag = '$2'
		ORDER BY k.n DESC LIMIT 1"
}
sign='received_by=Mai received_as=mother guided=1 boots=1'

district
add_bench a1 phu-dong
add_bench a2 phu-dong
add_bench boss phu-dong --coordinator
at boss add unit name='THCS Phù Đổng' kind=school level=thcs >/dev/null || complain 'unit'
for one in 'Trần Thị Lan:lan:teacher' 'Nguyễn Văn Minh:minh:teacher' \
	'Lê Thị Hoa:hoa:coordinator'; do
	role=${one##*:} name=${one%%:*} short=${one%:*}
	at boss add member "name=$name" "short=${short#*:}" "role=$role" >/dev/null ||
		complain "member $name"
done
sync boss
all

# --- from bench to bench -----------------------------------------------------------------------

approved 'Nguyễn Thị Hòa'
hoa=$pupil
ready
all
same 'approved everywhere' 'approved approved' "$(state a1 recipient "$hoa") \
$(state a2 recipient "$hoa")"
does a1 lan 'Giữ chỗ' do reserve "$device" recipient="$hoa"
all
first=$(kit a2 "$hoa")
# shellcheck disable=SC2086
does a2 minh 'Đã trao' do hand-over "$first" $sign
all
for one in a1 a2 boss; do
	same "$one: handed over" 'given handed-over served due' "$(state $one kit "$first") \
$(state $one device "$device") $(state $one recipient "$hoa") $(ask $one 'SELECT state FROM visit')"
done

# --- one device for two pupils -----------------------------------------------------------------

approved 'Lê Thị An'
an=$pupil
approved 'Phạm Thị Bình'
binh=$pupil
ready
all
does a1 lan 'Giữ chỗ' do reserve "$device" recipient="$an"
does a2 minh 'Giữ chỗ' do reserve "$device" recipient="$binh"
all
mine=$(kit a1 "$an") theirs=$(kit a1 "$binh")
# shellcheck disable=SC2086
for one in a1 a2 boss; do
	at $one home | grep -q 'giữ trùng: 2' || complain "$one: home: $(at $one home)"
	at $one sync --status | grep -q "$mine.*$theirs .*cũng giữ máy này" ||
		complain "$one: status: $(at $one sync --status)"
	at $one show kit "$theirs" | grep -q "Giữ trùng: bộ $mine" || complain "$one: show"
	fails $one hoa "bộ .* cũng giữ máy này; chọn một bộ" do hand-over "$mine" $sign
	fails $one hoa 'cũng giữ máy này' do hand-over "$theirs" $sign
	fails $one hoa "nhiều bản ghi cùng giữ" do hand-over "$device" $sign
	fails $one hoa "nhiều bản ghi cùng giữ" do release "$device"
done
at a2 sync --status --json | python3 -c 'import json, sys
assert len(json.load(sys.stdin)["kits_shared"]) == 2' || complain 'json'
does a2 minh 'cũng giữ máy này' do release "$theirs"
same 'the device is still kept' reserved "$(state a2 device "$device")"
all
at a1 home | grep -q 'giữ trùng' && complain 'still told'
# shellcheck disable=SC2086
does a1 lan 'Đã trao' do hand-over "$device" $sign
all
same 'one of them has it' 'given released handed-over served approved' "$(state a2 kit "$mine") \
$(state a2 kit "$theirs") $(state a2 device "$device") $(state a2 recipient "$an") \
$(state a2 recipient "$binh")"

# --- handed over at one, kept later at the other -----------------------------------------------

ready
other=$device
approved 'Đỗ Thị Cúc'
cuc=$pupil
all
does a1 lan '' do reserve "$other" recipient="$binh"
# shellcheck disable=SC2086
does a1 lan 'Đã trao' do hand-over "$other" $sign
does a2 minh '' do reserve "$other" recipient="$cuc"
all
mine=$(kit a1 "$binh") theirs=$(kit a1 "$cuc")
at a2 sync --status >"$work/out"
grep -q "Thiết bị $other, Trạng thái" "$work/out" && grep -q "bộ $mine («Đã trao») cũng giữ máy" \
	"$work/out" || complain "status: $(cat "$work/out")"
# shellcheck disable=SC2086
fails a2 minh 'cũng giữ máy này' do hand-over "$theirs" $sign
does a2 minh 'cũng giữ máy này' do release "$theirs"
conflict=$(ask a2 "SELECT id FROM conflict WHERE state = 'open' AND field = 'state' AND
	lost = 'handed-over'")
[ -z "$conflict" ] || does a2 minh '' sync --take "$conflict"
for one in $(ask a2 "SELECT id FROM conflict WHERE state = 'open'"); do
	does a2 minh '' sync --keep "$one"
done
all
same 'it is where it was given' 'given released handed-over approved' "$(state a1 kit "$mine") \
$(state a1 kit "$theirs") $(state a1 device "$other") $(state a1 recipient "$cuc")"

# --- two devices for one pupil -----------------------------------------------------------------

ready
first=$device
ready
second=$device
all
does a1 lan '' do reserve "$first" recipient="$cuc"
does a2 minh '' do reserve "$second" recipient="$cuc"
all
at boss sync --status | grep -q 'cũng cho em này' || complain 'one pupil twice'
# shellcheck disable=SC2086
fails a2 minh 'cũng cho em này' do hand-over "$second" $sign
does boss hoa '' do release "$second"
all
# shellcheck disable=SC2086
does a2 minh 'Đã trao' do hand-over "$first" $sign
all
same 'one has it, one is free' 'handed-over ready served' "$(state a1 device "$first") \
$(state a1 device "$second") $(state a1 recipient "$cuc")"

# --- whose kit it is ---------------------------------------------------------------------------

approved 'Vũ Thị Dung'
dung=$(ask a1 "SELECT id FROM recipient WHERE tag = '$pupil'")
approved 'Ngô Thị Én'
en=$(ask a1 "SELECT id FROM recipient WHERE tag = '$pupil'")
all
id=$(ask a1 "SELECT k.id FROM kit k, recipient r WHERE k.recipient = r.id AND r.tag = '$cuc'
	AND k.state = 'given'")
ask a1 "UPDATE kit SET recipient = '$dung' WHERE id = '$id'"
ask a2 "UPDATE kit SET recipient = '$en' WHERE id = '$id'"
all
for bench in a1 a2 boss; do
	same "$bench: the first stays" "$dung|$en|recipient" "$(ask $bench "SELECT k.recipient,
		c.lost, c.field FROM kit k, conflict c WHERE k.id = '$id' AND c.row = k.id
		AND c.state = 'open'")"
done

# --- what clerks see ---------------------------------------------------------------------------

does a2 minh '' add rights asked=access recipient="$cuc" requester='Mẹ em Cúc' \
	received_at=2026-01-05T08:00:00+07:00
does a1 lan '' add handover name='Đợt 1' on_date=30/11/2026
all
sql "CREATE ROLE clerk LOGIN PASSWORD 'c' IN ROLE hotroit_clerk"
clerk() {
	PGHOST=localhost PGUSER=clerk PGPASSWORD=c PGSSLMODE=verify-full PGSSLROOTCERT=$rig/ca.crt \
		psql -qAtX -v ON_ERROR_STOP=1 -c "$1" 2>&1
}
same 'pupils' 'Hộ nghèo|Đã duyệt|2
Hộ nghèo|Đã nhận|4' "$(clerk 'SELECT hoan_canh, trang_thai, so_em FROM report.hoc_sinh ORDER BY 2')"
same 'kits' 'Bỏ giữ chỗ|3|0
Đã trao|4|0' "$(clerk 'SELECT trang_thai, so_bo, qua_han_giu FROM report.bo_may_trao ORDER BY 1')"
same 'by school' 'THCS Phù Đổng|4|4|4|0' "$(clerk "SELECT truong, sum(da_trao), sum(con_giu),
	sum(thiet_bi), sum(sim) FROM report.trao_theo_truong GROUP BY truong")"
same 'days' '2026-11-30|Đợt 1|Đã lên lịch|0|0|0' "$(clerk "SELECT ngay, buoi, trang_thai, so_bo,
	da_trao, vang FROM report.buoi_trao")"
same 'visits' '4|0|0' "$(clerk "SELECT sum(so_luot), sum(da_tham), sum(qua_hen)
	FROM report.tham_sau_trao")"
same 'rights' 'Xem, sao chép|Mới nhận|1' "$(clerk "SELECT viec, trang_thai, so_de_nghi
	FROM report.de_nghi_du_lieu")"
same 'no month is closed' '' "$(clerk 'SELECT * FROM report.chot_thang')"
for one in recipient roster_line consent approval kit visit rights; do
	clerk "SELECT * FROM report.$one" | grep -q 'permission denied' ||
		complain "a clerk reads $one row by row"
done
same 'the province can count and no more' '' "$(sql "SELECT tablename, attnames
	FROM pg_publication_tables WHERE tablename IN ('consent', 'approval', 'roster_line',
	'rights') OR (tablename IN ('recipient', 'kit', 'visit') AND NOT attnames <@
	'{scope,id,sseq,src,gone,state,given_at,due,done_at,result}'::name[])")"

for bench in a1 a2 boss; do
	whole $bench
done
agree kit 'tag, recipient, device, state, given_at'
agree recipient 'tag, name, state'
agree device 'tag, state, custody'
agree visit 'kit, state'
once a1 a2 boss

# --- two benches write a pupil's telephone apart: whose business it is, and whose not ------------

does a1 lan '' set recipient "$cuc" phone=0911000111
does a2 minh '' set recipient "$cuc" phone=0922000222
all
does a1 hoa '' add member name='Người Mới' short=moi role=volunteer
for as in lan moi; do
	who a1 "$as" sync --status >"$work/status.$as"
	who a1 "$as" sync --status --json >"$work/json.$as"
done
grep -q '0911000111' "$work/status.lan" || complain "a lead is not told: $(cat "$work/status.lan")"
grep -q '0922000222' "$work/json.lan" || complain "a lead is not told: $(cat "$work/json.lan")"
grep -q '(riêng tư)' "$work/status.moi" || complain "status: $(cat "$work/status.moi")"
grep -q '"hidden":true' "$work/json.moi" || complain "json: $(cat "$work/json.moi")"
grep '0911000111\|0922000222\|Cúc' "$work/status.moi" "$work/json.moi" &&
	complain 'a volunteer reads of a pupil in a conflict'

[ "$failures" = 0 ] || exit 1
