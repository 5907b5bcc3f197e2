#!/bin/sh
# A pupil is forgotten: on the bench that does it, at a real server and on another bench no byte of
# who they were is left, while device, kit and counts stay; and nothing brings them back.
set -u
. "$SRC/tests/e2e/bench_rig"

# does BENCH WORDS COMMAND…: it goes well and says WORDS
does() {
	one=$1 words=$2
	shift 2
	at "$one" "$@" >"$work/out" 2>&1 || complain "$one $*: $(cat "$work/out")"
	grep -q -- "$words" "$work/out" || complain "$one $*: $(cat "$work/out") instead of $words"
}

# fails BENCH WORDS COMMAND…: refused, in one line with WORDS
fails() {
	one=$1 words=$2
	shift 2
	at "$one" "$@" >/dev/null 2>"$work/out" && complain "went well: $*"
	same "$*: lines" 1 "$(wc -l <"$work/out")"
	grep -q -- "$words" "$work/out" || complain "$*: $(cat "$work/out") instead of $words"
}

district
add_bench a1 phu-dong
add_bench a2 phu-dong

# --- a pupil, with all that may tell of them -----------------------------------------------------

does a1 '' add unit name='THCS Phù Đổng' kind=school level=thcs
# Others, before and after, so that pages are shared and split.
for i in 1 2 3 4 5 6 7 8; do
	does a1 '' add recipient name="Lê Văn Khoa $i" school='THCS Phù Đổng' class=9A$i \
		circumstance=poor guardian="Phạm Thị Cúc $i" phone=098765432$i note="ghi chú $i"
done
does a1 '' add recipient name='Nguyễn Thị Hòa' birth_date=05/10/2012 sex=female \
	personal_id=001312000123 school='THCS Phù Đổng' class=8A1 circumstance=poor \
	guardian='Trần Thị Mai' guardian_relation=mother phone=0912345678 \
	address='thôn Bảy, ngõ Trúc' note='mẹ làm ở chợ Sủi'
hoa=$(ask a1 "SELECT tag FROM recipient_whole WHERE name = 'Nguyễn Thị Hòa'")
id=$(ask a1 "SELECT id FROM recipient WHERE tag = '$hoa'")
for i in 1 2 3 4 5 6 7 8; do
	does a1 '' add recipient name="Đỗ Văn Nam $i" school='THCS Phù Đổng' class=7A$i \
		circumstance=poor guardian="Phạm Thị Cúc $i" phone=098765433$i
done
does a1 '' do propose "$hoa"
does a1 '' add consent recipient="$hoa" purpose=processing given_by=guardian \
	giver='Trần Thị Mai' given_on=01/11/2026 evidence='phiếu của chị Mai Sủi'
does a1 '' do verify "$hoa"
does a1 '' do approve "$hoa" body=doan note='nhà Hòa khó khăn'
does a1 '' do approve "$hoa" body=giao-duc
does a1 '' add device kind=laptop
device=$(ask a1 'SELECT tag FROM device')
ask a1 "UPDATE device SET state = 'ready', battery_safety = 'ok'"
does a1 'Giữ chỗ' do reserve "$device" "recipient=$hoa" note='giữ cho em Hòa'
does a1 'Đã trao' do hand-over "$device" received_by='Trần Văn Hùng' received_as=father guided=1 \
	boots=1 note='ông Trần Văn Hùng ký'
kit=$(ask a1 'SELECT id FROM kit')
does a1 '' do visit "$(ask a1 'SELECT id FROM visit')" result=works note='gặp bà ngoại Tư'
does a1 '' add request requester='chị Mai' phone=0912345678 device="$device" \
	symptom='máy của Nguyễn Thị Hoà không lên' note='gọi 0912345678'
does a1 '' add request requester='người khác' symptom='máy khác hỏng' phone=0900000001
# Calls for help that name no device, and what is written of others.
does a1 '' add request requester='cô chủ nhiệm' symptom='em NGUYỄN THỊ HOÀ 8A1 chưa có sạc'
does a1 '' add request requester='cô Út ngõ Trúc' phone=0912345679 symptom='máy chậm'
does a1 '' add request requester='bà Sáu' symptom='cháu Hòa lớp 8 nhờ cài máy'
maybe=$(ask a1 "SELECT tag FROM request WHERE requester = 'bà Sáu'")
does a1 '' add request requester='ông Bảy' symptom='trường Hiệp Hòa mất mạng'
does a1 '' add roster name='Đợt 1' note='bổ sung Nguyễn Thị Hòa'
other=$(ask a1 "SELECT tag FROM recipient_whole WHERE name = 'Đỗ Văn Nam 1'")
does a1 '' set recipient "$other" note='bạn của Nguyễn Thị Hoà'
does a1 '' do withdraw "$other" note='nhầm với Nguyễn Thị Hòa'
does a1 '' do return "$device" note='em Hòa chuyển trường'
printf 'đơn của CHAU-HOA-8A1' >"$work/đơn cháu Hòa.txt"
does a1 '' attach recipient "$hoa" "$work/đơn cháu Hòa.txt"
does a1 '' set recipient "$hoa" phone=0912345679 address='thôn Tám, ngõ Trúc'
# Drafts of the screens are rows that only the screens write.
ask a1 "INSERT INTO draft VALUES ('consent', '', '', '{\"giver\":\"Trần Thị Mai\"}'),
	('donor', '', '', '{\"name\":\"Ai đó\"}')"
does a1 '' add rights recipient="$hoa" asked=access requester='bố em: Trần Văn Hùng'
sync a1
sync a2
same 'the other bench has it' 0912345679 "$(ask a2 "SELECT phone FROM recipient_whole
	WHERE id = '$id'")"

# A conflict holds values, too.
does a1 '' set recipient "$hoa" guardian='Trần Thị Mai Một'
does a2 '' set recipient "$hoa" guardian='Trần Thị Mai Hai'
sync a1
sync a2
sync a1
same 'a conflict' 1 "$(ask a1 "SELECT count(*) FROM conflict WHERE field = 'guardian'")"

# --- not before it is time -----------------------------------------------------------------------

fails a1 'chưa đến lượt' do forget "$hoa"
does a1 '' do withdraw "$hoa" note='Hòa đã chuyển trường'
fails a1 'giữ đến hết' do forget "$hoa"
same 'nothing is due' '' "$(at a1 forget --due | grep "$hoa")"
does a1 '' add rights recipient="$hoa" asked=erase requester='Trần Thị Mai'
ask1=$(ask a1 "SELECT tag FROM rights WHERE asked = 'erase'")
fails a1 'ẩn danh em trước' do done "$ask1" outcome='đã xoá'
# The other bench is away, and goes on writing of her.
does a2 '' set recipient "$hoa" note='vắng: mẹ là Trần Thị Mai' phone=0911111111
does a2 '' add consent recipient="$hoa" purpose=publishing given_by=guardian \
	giver='Trần Thị Mai' given_on=02/11/2026 evidence='phiếu 13 của Mai'
does a2 '' add request requester='thầy Tổng' symptom='Nguyễn Thị Hòa gọi lại' phone=0944444444
printf 'ảnh HOA-VANG' >"$work/hoa2.txt"
does a2 '' attach recipient "$hoa" "$work/hoa2.txt" note='ảnh cháu Hòa'

# raw WHERE…: words of hers that are still somewhere in these files
raw() {
	for word in 'Nguyễn Thị Hòa' 'Nguyễn Thị Hoà' 'NGUYỄN THỊ HOÀ' 'cô Út' 'cháu Hòa' \
		'nguyen thi hoa' 'Trần Thị Mai' \
		'tran thi mai' 'Trần Văn Hùng' 001312000123 0912345678 0912345679 0911111111 \
		2012-10-05 'ngõ Trúc' 'chợ Sủi' \
		'Mai Sủi' 'bà ngoại Tư' 'nhà Hòa' 'em Hòa' 'Hòa đã' \
		'phiếu 13' CHAU-HOA HOA-VANG 'cháu Hòa' 'chị Mai'; do
		grep -laF -r -- "$word" "$@" | sed "s|$work/||; s|\$|: $word|"
	done
}

pg_dump -Fc -f "$work/yesterday" || complain 'no backup'
does a1 '' backup "$work/a1.before"
does a1 'Những chỗ còn nhắc tên' show recipient "$hoa"
for words in "$maybe, Hiện tượng.*có phải em" 'NGUYỄN THỊ HOÀ.*sẽ xoá' 'cô Út.*sẽ xoá' \
	'Hiệp Hòa.*có phải em' 'bổ sung.*sẽ xoá' 'a1.before'; do
	grep -q "$words" "$work/out" || complain "not shown: $words in $(cat "$work/out")"
done
fails a1 'also: 2 chỗ có thể nhắc em' do forget "$hoa"
for slip in ZZZZZZZ N "${maybe%?}"; do
	fails a1 'không ở những chỗ chưa chắc' do forget "$hoa" "also=$slip"
done
HOTROIT_DEBUG=1 at a1 do forget "$hoa" "also=$maybe" >"$work/said" 2>&1 ||
	complain "$(cat "$work/said")"
grep -q 'để nguyên 1 chỗ' "$work/said" || complain "what stays: $(cat "$work/said")"
grep -q 'đồng bộ để xoá' "$work/said" || complain "what is left to do: $(cat "$work/said")"
same 'no byte on the bench' '' "$(raw "$work"/a1.db*)"
same 'nor of what is found' 0 "$(at a1 search Hòa | grep -c "$hoa")"
same 'others are found' 8 "$(at a1 search 'Văn Khoa' | grep -c 'Khoa')"
does a1 '' do done "$ask1" outcome='đã ẩn danh'
for one in a1 a2 a1 a2 a1; do
	HOTROIT_DEBUG=1 at $one sync >>"$work/said" 2>&1 || complain "$(cat "$work/said")"
done
same 'nothing of hers was said' '' "$(raw "$work/said")"
same 'nor on the other bench' '' "$(raw "$work"/a2.db*)"
same 'nor here again' '' "$(raw "$work"/a1.db*)"
"$hotroit" district sweep >"$work/out" || complain "sweep: $(cat "$work/out")"
sql CHECKPOINT
same 'nor at the server' '' "$(raw "$work/pg/data/base" "$work/pg/data/log")"

# --- what stays ----------------------------------------------------------------------------------

for one in a1 a2; do
	same "$one: the pupil" "gone|(đã ẩn danh)|poor|8|||" "$(ask $one "SELECT state, name,
		circumstance, grade, phone, class, personal_id FROM recipient_whole
		WHERE id = '$id'")"
	same "$one: the kit" "returned||" "$(ask $one "SELECT state, received_by, note
		FROM kit_whole WHERE id = '$kit'")"
	same "$one: consents" '(đã ẩn danh)|(đã ẩn danh)' \
		"$(ask $one "SELECT group_concat(evidence, '|') FROM consent")"
	same "$one: who called" '(đã ẩn danh)|(đã ẩn danh)||(đã ẩn danh)' "$(ask $one "SELECT
		requester, symptom, phone, note FROM request WHERE device IS NOT NULL")"
	same "$one: others who called" 'bà Sáu||(đã ẩn danh)
người khác|0900000001|máy khác hỏng
ông Bảy||trường Hiệp Hòa mất mạng' "$(ask $one "SELECT requester, phone, symptom FROM request
		WHERE requester NOT LIKE '(%' ORDER BY requester")"
	same "$one: history" 'propose verify approve serve wait withdraw forget' "$(ask $one "SELECT
		group_concat(action, ' ') FROM (SELECT DISTINCT action FROM step
		WHERE subject = '$id' ORDER BY at, n)")"
	same "$one: other pupils" '16|16' "$(ask $one "SELECT count(*), count(guardian)
		FROM recipient_whole WHERE state <> 'gone'")"
	same "$one: the audit tells that it was done" 1 "$(ask $one "SELECT count(*) > 5 FROM audit
		WHERE row = '$id'")"
	same "$one: no file" 0 "$(ask $one 'SELECT count(*) FROM attachment')"
	same "$one: integrity" ok "$(ask $one 'PRAGMA integrity_check')"
	same "$one: nothing waits" 0 "$(ask $one \
		'SELECT count(*) FROM outbox WHERE seq > (SELECT acked FROM sync_link)')"
done
same 'drafts of others' donor "$(ask a1 'SELECT form FROM draft')"
pupils() { ask "$1" 'SELECT * FROM recipient_whole ORDER BY id' | cut -d'|' -f5-; }
same 'both are the same' "$(pupils a1)" "$(pupils a2)"
same 'counts at the server' '17|1' "$(sql "SELECT count(*), count(*) FILTER (WHERE state = 'gone')
	FROM report.recipient WHERE circumstance = 'poor'")"
same 'no bench owes' 0 "$(sql 'SELECT count(*) FROM sync.owing')"
fails a2 'chưa đến lượt' do reopen "$hoa"
fails a2 'đã được ẩn danh' set recipient "$hoa" note='Nguyễn Thị Hòa đây'

# --- a machine that is given away ----------------------------------------------------------------

does a2 '' add donor name='Bác Tâm' kind=person phone=0977777777
fails a2 'thêm --yes' wipe-cache
fails a2 'chưa gửi xong' wipe-cache --yes
sync a2
does a2 'đã trống' wipe-cache --yes
same 'an empty book' 0 "$(ask a2 'SELECT (SELECT count(*) FROM recipient) + (SELECT count(*)
	FROM donor) + (SELECT count(*) FROM step) + (SELECT count(*) FROM search_row)')"
for word in 'Bác Tâm' 0977777777 'Văn Khoa' 'Phạm Thị Cúc' 'Đỗ Văn Nam' 098765433; do
	same "no byte of $word" '' "$(grep -lar -F -- "$word" "$work"/a2.db*)"
done
same 'no key' '' "$(ls "$work/a2.db.sync" 2>/dev/null)"
same 'integrity' ok "$(ask a2 'PRAGMA integrity_check')"
fails a2 'chưa đồng bộ lần nào' wipe-cache --yes
sync a1
same 'nothing is lost' 17 "$(ask a1 'SELECT count(*) FROM recipient')"
at a2 sync --join "$work/a2.bundle" >/dev/null || complain 'a2 did not join again'
sync a2
same 'all of it comes again' 17 "$(ask a2 'SELECT count(*) FROM recipient')"
same 'but who is forgotten' '' "$(raw "$work"/a2.db*)"

# --- a bench restored to before: she is forgotten again before anybody reads it -------------------

[ -s "$work/a1.db.forgotten" ] || complain 'no list of who was forgotten'
same 'the list names nobody' '' "$(raw "$work/a1.db.forgotten")"
grep -q 'Nguyễn Thị Hòa' "$work/a1.before" || complain 'the copy does not know her'
# A copy from after it keeps what was written since where they were named.
roster=$(ask a1 "SELECT id FROM roster WHERE name = 'Đợt 1'")
does a1 '' set roster "$roster" note='họp ngày 5'
for ending in -wal -shm .lock .forgotten; do
	fails a1 'chọn tên khác' backup "$work/a1.db.after$ending"
done
(cd "$work" && at a1 backup a1.after) >/dev/null || complain 'no backup'
printf 'recipient %s' "$(ask a1 "SELECT id FROM recipient WHERE tag = '$other'")" \
	>>"$work/a1.db.forgotten"
does a1 '' restore "$work/a1.after"
same 'written since' 'họp ngày 5' "$(ask a1 "SELECT note FROM roster WHERE id = '$roster'")"
same 'a torn line is none' withdrawn "$(ask a1 "SELECT state FROM recipient WHERE tag = '$other'")"
does a1 '' restore "$work/a1.before"
does a1 'a1.after  bản sao lưu' forget --copies
same 'forgotten again' gone "$(ask a1 "SELECT state FROM recipient WHERE id = '$id'")"
same 'no byte of her' '' "$(raw "$work/a1.db")"
does a1 "a1.db.[0-9]*-[0-9]*  sổ cũ" forget --copies
grep -q 'a1.before  bản sao lưu' "$work/out" || complain "a backup is named: $(cat "$work/out")"
does a1 'Đã xoá 2 sổ cũ' forget --copies --yes
same 'no former book' '' "$(ls "$work"/a1.db.2* 2>/dev/null)"
rm "$work/a1.before" "$work/a1.after"
does a1 'Không còn bản sao' forget --copies
sync a1
sync a2
sync a1

# --- a server restored to before knows her again, and nobody gets to read it ----------------------

list=$XDG_DATA_HOME/hotroit/district-erased
"$hotroit" district sweep >/dev/null || complain 'sweep again'
same 'written down once' 1 "$(grep -c " forgotten $id\$" "$list")"
same 'nothing else of her' '' "$(raw "$list")"
psql -qX -d postgres -c 'DROP DATABASE hotroit WITH (FORCE)' -c 'CREATE DATABASE hotroit'
pg_restore -d hotroit "$work/yesterday" || complain 'not restored'
pg_dump --data-only | grep -q 'Nguyễn Thị Hòa' || complain 'the backup does not know her'
"$hotroit" district restored >"$work/out" 2>&1 || complain "restored: $(cat "$work/out")"
grep -q 'xoá lại 1' "$work/out" || complain "restored: $(cat "$work/out")"
pg_dump --data-only >"$work/dump"
same 'forgotten again before anybody came' '' "$(raw "$work/dump")"
for one in a1 a2 a1 a2; do
	sync $one
done
for one in a1 a2; do
	same "$one: she is not back" '' "$(raw "$work"/$one.db*)"
	same "$one: still gone" gone "$(ask $one "SELECT state FROM recipient WHERE id = '$id'")"
done

[ "$failures" = 0 ] || exit 1
